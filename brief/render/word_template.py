"""A person's Word template in, a file ready to be filled out: theirs is kept, ours added where it is missing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import cast

import docx
from docx.document import Document as WordFile
from docx.opc.packuri import PackURI
from docx.oxml.parser import parse_xml
from docx.parts.numbering import NumberingPart
from lxml import etree

from brief.errors import UsageError
from brief.render.theme import PLAIN, Theme
from brief.render.word_styles import missing_styles
from brief.render.word_xml import RELATIONS, WORD, Element, name

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}.main+xml"
_OURS = ("/footnotes", "/comments", "/stylesWithEffects")  # parts made anew; the last is a second set of styles
_TYPES = "[Content_Types].xml"
_NUMBERING = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_REFERENCES = ("pStyle", "rStyle", "tblStyle", "basedOn", "next")
_LEAST_WIDTH = 100.0  # points of text; less holds no table
_POINT = 12_700  # in the library's unit


def open_template(data: bytes, called: str = "template") -> WordFile:
    """Return the template as a file without text. Raise UsageError when it is no Word file or template."""
    mend = f"give a .dotx or .docx that Word opens ({called})"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            types = parts.read(_TYPES).decode()
            if "macroEnabled" in types:
                raise UsageError(f"{called}: has macros; save it as .dotx")
            file = docx.Document(io.BytesIO(_as_document(parts, types)))
    except (zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as err:
        raise UsageError(f"{called}: is no Word template; {mend}") from err
    if themed(file, PLAIN).text_width < _LEAST_WIDTH:
        raise UsageError(f"{called}: its margins leave no room for text; make them smaller")
    body: Element = file.element.body
    for old in list(body)[:-1]:
        body.remove(old)
    for relation in [key for key, one in file.part.rels.items() if one.reltype.endswith(_OURS)]:
        del file.part.rels[relation]
    for old in file.settings.element.findall(name("footnotePr")):
        file.settings.element.remove(old)
    return file


def _as_document(parts: zipfile.ZipFile, types: str) -> bytes:
    """Return the same parts as those of a document."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        for part in parts.namelist():
            changed = types.replace(_MAIN.format("template"), _MAIN.format("document")).encode()
            out.writestr(part, changed if part == _TYPES else parts.read(part))
    return made.getvalue()


def themed(file: WordFile, theme: Theme) -> Theme:
    """Return the theme with the page and the margins of the template."""
    section = file.sections[-1]
    lengths = (section.page_width, section.page_height, section.left_margin, section.right_margin)
    wide, high, left, right = ((length or 0) / _POINT for length in lengths)
    top, bottom = (abs(length or 0) / _POINT for length in (section.top_margin, section.bottom_margin))
    return replace(theme, page=(wide, high), margin=(left + right) / 2, head_and_foot=(top + bottom) / 2)


def add_styles(file: WordFile, theme: Theme, lists: tuple[int, int]) -> dict[str, str]:
    """Add our styles that the template has under no name; return our ids with those of its styles of that name.

    `lists` are the numbers of its lists for bullets and numbering.
    """
    styles: Element = file.styles.element
    there = {
        str(style.find(name("name")).get(name("val"))).casefold(): str(style.get(name("styleId")))  # type: ignore[union-attr] # each has one
        for style in styles.findall(name("style"))
        if style.find(name("name")) is not None
    }
    taken = set(there.values())
    renamed: dict[str, str] = {}
    added: list[Element] = []
    for made in missing_styles(theme):
        called = str(made.find(name("name")).get(name("val")))  # type: ignore[union-attr] # the same
        key = str(made.get(name("styleId")))
        if called.casefold() in there:
            renamed[key] = there[called.casefold()]
        else:
            if key in taken:
                renamed[key] = f"Brief{key}"
                made.set(name("styleId"), renamed[key])
            added.append(made)
    for made in added:
        rename(made, renamed)
        if name("default") in made.attrib:
            del made.attrib[name("default")]
        for number in made.iter(name("numId")):
            number.set(name("val"), str(lists[int(number.get(name("val")) or 1) - 1]))
    styles.extend(added)
    return renamed


def rename(root: Element, renamed: Mapping[str, str]) -> None:
    """Call every style in the elements as the template calls it."""
    if not renamed:
        return
    for tag in _REFERENCES:
        for reference in root.iter(name(tag)):
            key = str(reference.get(name("val")))
            if key in renamed:
                reference.set(name("val"), renamed[key])


def numbering(file: WordFile) -> Element:
    """Return the element of the file's lists, a new one when it has none."""
    for relation in file.part.rels.values():
        if relation.reltype.endswith("/numbering"):
            return cast("Element", file.part.numbering_part.element)
    empty = parse_xml(f'<w:numbering xmlns:w="{WORD}" xmlns:r="{RELATIONS}"/>')
    part = NumberingPart(PackURI("/word/numbering.xml"), _NUMBERING, empty, file.part.package)
    file.part.relate_to(part, f"{RELATIONS}/numbering")
    return cast("Element", empty)


def margins(file: WordFile) -> Iterator[tuple[Element, bool]]:
    """Yield each header and footer that pages show, with whether it is a footer."""
    section = file.sections[-1]
    kinds = [(section.header, section.footer)]
    if section.different_first_page_header_footer:
        kinds.append((section.first_page_header, section.first_page_footer))
    if file.settings.odd_and_even_pages_header_footer:
        kinds.append((section.even_page_header, section.even_page_footer))
    for header, footer in kinds:
        yield header._element, False  # noqa: SLF001 - no public way to its XML
        yield footer._element, True  # noqa: SLF001 - the same


def shows(part: Element, field: str = "") -> bool:
    """Return whether a header or footer shows anything, or a field of that name."""
    if field:
        codes = [*(str(one.get(name("instr"))) for one in part.iter(name("fldSimple")))]
        codes += [one.text or "" for one in part.iter(name("instrText"))]
        return any(code.split()[:1] == [field] for code in codes)
    shown = part.iter(name("t"), name("drawing"), name("pict"), name("fldSimple"), name("instrText"))
    return next(shown, None) is not None
