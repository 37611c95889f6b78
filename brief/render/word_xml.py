"""Tag names, attributes and text → elements of WordprocessingML; the only place that writes its tags."""

from __future__ import annotations

import re
from functools import cache

from lxml import etree

from brief.render.safe import xml_safe

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NAMES = {"w": WORD, "r": RELATIONS}
_BREAKS = re.compile(r"(\t|\r\n|\n|\r)")

_BEHIND_NOTES = frozenset(
    {
        "endnotePr",
        "compat",
        "docVars",
        "rsids",
        "attachedSchema",
        "themeFontLang",
        "clrSchemeMapping",
        "doNotIncludeSubdocsInStats",
        "doNotAutoCompressPictures",
        "forceUpgrade",
        "captions",
        "readModeInkLockDown",
        "smartTagType",
        "shapeDefaults",
        "doNotEmbedSmartTags",
        "decimalSymbol",
        "listSeparator",
    }
)

Element = etree._Element  # noqa: SLF001 - lxml has no public name for the type


@cache
def name(tag: str) -> str:
    """Return the full name of a tag or attribute of WordprocessingML."""
    return f"{{{WORD}}}{tag}"


def element(tag: str, *children: Element, **attributes: str | int) -> Element:
    """Return a `w:` element; attributes are written with the same prefix, `r_id` as `r:id`."""
    made = etree.Element(name(tag), nsmap=_NAMES)
    for key, value in attributes.items():
        made.set(f"{{{RELATIONS}}}id" if key == "r_id" else name(key), xml_safe(str(value)))
    made.extend(children)
    return made


def text_pieces(text: str) -> list[Element]:
    """Return the text as `w:t`, with tabs and line ends as their own elements."""
    pieces = []
    for part in _BREAKS.split(xml_safe(text)):
        if part == "\t":
            pieces.append(element("tab"))
        elif part and part in "\r\n":
            pieces.append(element("br"))
        elif part:
            pieces.append(_words(part, "t"))
    return pieces


def text_run(text: str, properties: Element | None = None) -> Element:
    """Return a run; `properties` is its `w:rPr`."""
    run = element("r") if properties is None else element("r", properties)
    run.extend(text_pieces(text))
    return run


def field(instruction: str, shown: str, properties: Element | None = None) -> Element:
    """Return a field that Word computes; `shown` stands there until it does."""
    return element("fldSimple", text_run(shown, properties), instr=f" {instruction} ")


def styled(style: str) -> Element:
    """Return run properties that name a character style."""
    return element("rPr", element("rStyle", val=style))


def keep_order(settings: Element, made: Element) -> None:
    """Put an element into the settings of a file, before all that must stand behind it."""
    for child in settings:
        tag = etree.QName(child)
        if tag.namespace != WORD or tag.localname in _BEHIND_NOTES:
            child.addprevious(made)
            return
    settings.append(made)


def _words(text: str, tag: str) -> Element:
    made = element(tag)
    made.text = text
    if text[0] == " " or text[-1] == " " or "  " in text:
        made.set(_SPACE, "preserve")
    return made
