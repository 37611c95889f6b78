"""The styles that an annex uses → copies in the host under names of our own; the host's stay as they are."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping
from typing import Final

from brief.attach.word_headings import heading_level
from brief.attach.word_xml import (
    PARAGRAPH_ORDER,
    RUN_ORDER,
    STYLE_ORDER,
    Element,
    cleared,
    element,
    local,
    name,
    number,
    properties,
    put,
    remove,
    value,
    walk,
)

PREFIX: Final = "Brief Annex "  # begins the name of every style of ours
ID: Final = "BriefAnnex"  # begins its id
DEFAULTS: Final = f"{ID}Defaults"
BREAK: Final = f"{ID}Break"
TOP: Final = f"{ID}Top"
_DEEPEST: Final = 8  # outline level of body text is 9, of the lowest heading 8
_KEEPS: Final = ("DefaultParagraphFont",)

# What an absent property means, for those that a host's document defaults are known to set.
_PLAIN_RUN: Final[Mapping[str, Mapping[str, str]]] = {
    "rFonts": dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), "Times New Roman"),
    "color": {"val": "auto"},
    "kern": {"val": "0"},
    "sz": {"val": "20"},
    "szCs": {"val": "20"},
    **{tag: {"val": "0"} for tag in ("b", "bCs", "i", "iCs", "caps", "smallCaps", "spacing")},
}
_PLAIN_PARAGRAPH: Final[Mapping[str, Mapping[str, str]]] = {
    "spacing": {
        "before": "0",
        "after": "0",
        "beforeAutospacing": "0",
        "afterAutospacing": "0",
        "line": "240",
        "lineRule": "auto",
    },
    "ind": {"left": "0", "right": "0", "firstLine": "0"},
    "jc": {"val": "left"},
    **{tag: {"val": "0"} for tag in ("keepNext", "keepLines", "suppressAutoHyphens", "contextualSpacing")},
}


class Styles:
    """The styles part of the annex on its way into that of the host."""

    def __init__(self, host: Element, annex: Element | None, level: int) -> None:
        self._host = host
        self._level = level  # of the annex's own heading in the host; all others stand below it
        self._annex: dict[str, Element] = {}
        self._defaults: Element | None = None
        self._default: dict[str, str] = {}  # of each type the style of what names none
        if annex is not None:
            self._defaults = annex.find(name("docDefaults"))
            for style in annex.findall(name("style")):
                self._annex[value(style, "styleId")] = style
                if value(style, "default") in {"1", "true", "on"}:
                    self._default[value(style, "type")] = value(style, "styleId")
        self._ids: dict[str, str] = {}

    def name_all(self, stories: Iterable[Element]) -> None:
        """Write the style of every paragraph and table into it, for the defaults of the host are others."""
        for story in stories:
            for paragraph in walk([story], "p"):
                style = properties(paragraph, "pPr")
                if style.find(name("pStyle")) is None:
                    put(style, element("pStyle", val=self._default.get("paragraph", "")), PARAGRAPH_ORDER)
            for table in walk([story], "tbl"):
                look = table.find(name("tblPr"))
                if look is not None and look.find(name("tblStyle")) is None and "table" in self._default:
                    look.insert(0, element("tblStyle", val=self._default["table"]))

    def used_by(self, roots: Iterable[Element]) -> list[Element]:
        """Return the annex's styles that the trees name, and those they rest on, in the order of the part."""
        found: set[str] = set()
        waiting = [value(node) for node in walk(roots, "pStyle", "rStyle", "tblStyle", "numStyleLink", "styleLink")]
        waiting += [self._default.get("paragraph", "")]
        while waiting:
            style = self._annex.get(one := waiting.pop())
            if style is None or one in found:
                continue
            found.add(one)
            waiting += [value(node) for node in walk([style], "basedOn", "link", "pStyle", "rStyle", "tblStyle")]
        return [style for key, style in self._annex.items() if key in found and not self._is_plain(key)]

    def adopt(self, styles: Iterable[Element]) -> list[Element]:
        """Add copies of the styles to the host under our names. Return them; their lists are still the annex's."""
        chosen = list(styles)
        taken = {value(style, "styleId") for style in self._host.findall(name("style"))} | {DEFAULTS}
        for style in chosen:
            wish = ID + _camel(value(style.find(name("name"))) or value(style, "styleId"))
            made, place = wish, 1
            while made in taken:
                place += 1
                made = f"{wish}{place}"
            taken.add(made)
            self._ids[value(style, "styleId")] = made
        copies = [self._base(), *(self._copy(style) for style in chosen)]
        self._host.extend(copies)
        return copies

    def rename_in(self, roots: Iterable[Element]) -> None:
        """Name our copies wherever the trees name styles of the annex; drop what names no style at all."""
        for node in walk(roots, "pStyle", "rStyle", "tblStyle", "numStyleLink", "styleLink"):
            mine = self._ids.get(value(node))
            if mine is not None:
                node.set(name("val"), mine)
            elif local(node) == "pStyle" and (parent := node.getparent()) is not None and local(parent) == "pPr":
                node.set(name("val"), self._ids.get(self._default.get("paragraph", ""), DEFAULTS))
            else:
                remove(node)

    def _is_plain(self, key: str) -> bool:
        """Return whether a style says nothing, so that the host's own default serves."""
        return key in _KEEPS or (
            value(self._annex[key], "type") in {"character", "numbering"} and key in self._default.values()
        )

    def _base(self) -> Element:
        """Return the style under all others: the annex's document defaults, none of the host's."""
        made = element("style", element("name", val=PREFIX + "Defaults"), type="paragraph", styleId=DEFAULTS)
        made.set(name("customStyle"), "1")
        theirs = self._host.find(name("docDefaults"))
        parts = (
            ("pPr", "pPrDefault", _PLAIN_PARAGRAPH, PARAGRAPH_ORDER),
            ("rPr", "rPrDefault", _PLAIN_RUN, RUN_ORDER),
        )
        for tag, parent, plain, order in parts:
            path = f"{name(parent)}/{name(tag)}"
            mine = self._defaults.find(path) if self._defaults is not None else None
            look = element(tag) if mine is None else copy.deepcopy(mine)
            other = theirs.find(path) if theirs is not None else None
            for node in () if other is None else other:
                _undo(node, look, plain, order)
            if len(look):
                made.append(look)
        return made

    def _copy(self, style: Element) -> Element:
        made = copy.deepcopy(style)
        key = self._ids[value(style, "styleId")]
        title = value(style.find(name("name"))) or value(style, "styleId")
        cleared(made, name("default"))
        made.set(name("customStyle"), "1")
        made.set(name("styleId"), key)
        for tag in ("aliases", "qFormat", "rsid", "semiHidden", "unhideWhenUsed", "uiPriority", "autoRedefine"):
            for node in made.findall(name(tag)):
                made.remove(node)
        put(made, element("name", val=PREFIX + title[:1].upper() + title[1:]), STYLE_ORDER)
        for node in [*made.findall(name("basedOn")), *made.findall(name("next")), *made.findall(name("link"))]:
            if value(node) in self._ids:
                node.set(name("val"), self._ids[value(node)])
            else:
                made.remove(node)
        if value(style, "type") == "paragraph" and made.find(name("basedOn")) is None:
            put(made, element("basedOn", val=DEFAULTS), STYLE_ORDER)
        depth = heading_level(title)
        look = properties(made, "pPr") if depth else made
        if depth and look.find(name("outlineLvl")) is None:
            put(look, element("outlineLvl", val=depth - 1), PARAGRAPH_ORDER)
            put(made, look, STYLE_ORDER)
        for level in walk([made], "outlineLvl"):
            level.set(name("val"), str(min(number(value(level)) + self._level, _DEEPEST)))
        return made


def heading_style(host: Element, level: int) -> str:
    """Return the id of the host's heading of a level from 1; when it has none, of one made for it."""
    for style in host.findall(name("style")):
        if value(style, "type") == "paragraph" and heading_level(value(style.find(name("name")))) == level:
            return value(style, "styleId")
    key = f"{TOP}{level}"
    look = element("pPr", element("keepNext"), element("spacing", before=240, after=120))
    look.append(element("outlineLvl", val=level - 1))
    made = element("style", element("name", val=f"{PREFIX}Top {level}"), type="paragraph", styleId=key)
    made.set(name("customStyle"), "1")
    made.append(element("basedOn", val=DEFAULTS))
    made.append(look)
    made.append(element("rPr", element("b"), element("sz", val=32)))
    host.append(made)
    return key


def is_numbered(host: Element, style: str) -> bool:
    """Return whether paragraphs of a style of the host carry a number."""
    known = {value(one, "styleId"): one for one in host.findall(name("style"))}
    seen: set[str] = set()
    while style in known and style not in seen:
        seen.add(style)
        found = known[style].find(f"{name('pPr')}/{name('numPr')}/{name('numId')}")
        if found is not None:
            return value(found) != "0"
        style = value(known[style].find(name("basedOn")))
    return False


def add_base_style(host: Element) -> None:
    """Add the style under ours that says nothing, for a heading made in a host without one."""
    if any(value(style.find(name("basedOn"))) == DEFAULTS for style in host.findall(name("style"))):
        made = element("style", element("name", val=PREFIX + "Defaults"), type="paragraph", styleId=DEFAULTS)
        made.set(name("customStyle"), "1")
        host.append(made)


def add_break_style(host: Element) -> None:
    """Add the style of an empty paragraph that carries a section break and takes no room."""
    made = element("style", element("name", val=PREFIX + "Break"), type="paragraph", styleId=BREAK)
    made.set(name("customStyle"), "1")
    made.append(element("basedOn", val=DEFAULTS))
    made.append(element("pPr", element("spacing", before=0, after=0, line=20, lineRule="exact")))
    made.append(element("rPr", element("sz", val=2), element("szCs", val=2)))
    host.append(made)


def drop_styles(host: Element) -> None:
    """Remove every style of ours."""
    for style in host.findall(name("style")):
        if value(style.find(name("name"))).startswith(PREFIX):
            host.remove(style)


def _undo(node: Element, look: Element, plain: Mapping[str, Mapping[str, str]], order: str) -> None:
    """Add to a look what keeps a property of the host's defaults from showing through."""
    known = plain.get(local(node))
    if known is None:
        return
    mine = look.find(node.tag)
    if mine is None and "val" in known:
        put(look, element(local(node), **known), order)
        return
    if mine is None:
        mine = put(look, element(local(node)), order)
    elif "val" in known:
        return
    for attribute, otherwise in known.items():
        says = name(attribute) in node.attrib or name(f"{attribute}Theme") in node.attrib
        if says and name(attribute) not in mine.attrib:
            mine.set(name(attribute), otherwise)


def _camel(title: str) -> str:
    words = re.findall(r"[A-Za-z0-9]+", title)
    return "".join(word[:1].upper() + word[1:] for word in words)
