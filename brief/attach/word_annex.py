"""A briefing's Word file → its text and margins, free of all that would clash with the host's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from lxml import etree

from brief.attach.wishes import counted
from brief.attach.word_notes import KINDS, Kind, notes_used
from brief.attach.word_package import Package
from brief.attach.word_parts import explicit_pages, restart_notes
from brief.attach.word_xml import (
    COMPATIBILITY,
    NAMES,
    RELATIONS,
    SECTION_ORDER,
    Element,
    cleared,
    element,
    local,
    name,
    number,
    put,
    remove,
    shown,
    value,
    walk,
)

_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_PARAGRAPH_IDS: Final = (
    "{http://schemas.microsoft.com/office/word/2010/wordml}paraId",
    "{http://schemas.microsoft.com/office/word/2010/wordml}textId",
)
_FONT: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_POINTS: Final = re.compile(r"^\s*(?:REF|PAGEREF|NOTEREF|HYPERLINK|STYLEREF|SEQ)\b")
_TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"
_HEADER: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_COUNTED: Final = (("p", "paragraph"), ("tbl", "table"), ("drawing", "picture"))
_LONGEST_NAME: Final = 40  # of a bookmark


@dataclass(slots=True)
class Annex:
    """The text of a briefing: blocks, the properties of its last section, its notes and its margins."""

    package: Package
    blocks: list[Element]
    section: Element
    notes: dict[Kind, list[Element]]
    margins: list[Element]

    @property
    def stories(self) -> list[Element]:
        """All trees that hold text, in order."""
        notes = [note for kind in KINDS for note in self.notes[kind]]
        return [*self.blocks, self.section, *notes, *self.margins]

    @property
    def sections(self) -> list[Element]:
        """The properties of every section, in order."""
        return [*walk(self.blocks, "sectPr"), self.section]


def read_annex(package: Package) -> Annex:
    """Return the text of the briefing. Its package is used up: trees are moved out of it."""
    body = package.tree(package.main).find(name("body"))
    blocks = [] if body is None else list(body)
    section = blocks.pop() if blocks and blocks[-1].tag == name("sectPr") else element("sectPr")
    notes = {kind: notes_used(package, kind, blocks) for kind in KINDS}
    annex = Annex(package, blocks, section, notes, [])
    named = {
        node.get(key) for node in walk(annex.sections, "headerReference", "footerReference") for key in node.attrib
    }
    margins = [r.target for r in package.relations(package.main) if r.id in named and r.target in package]
    annex.margins = [package.tree(part) for part in dict.fromkeys(margins)]
    return annex


def counts_of(annex: Annex) -> str:
    """Return how much the annex holds, in words."""
    found = [(sum(1 for _ in walk(annex.blocks, tag)), noun) for tag, noun in _COUNTED]
    found += [(len(annex.notes[kind]), kind.entry) for kind in KINDS]
    return ", ".join(counted(number, noun) for number, noun in found if number)


def subject_of(package: Package) -> str:
    """Return the title of a Word file: of its properties, or of its first paragraph in the style for titles."""
    part = next((r.target for r in package.relations("") if r.kind.endswith("/core-properties")), "")
    told = package.tree(part).findtext(_TITLE) if part in package else ""
    if told and told.strip():
        return " ".join(told.split())
    for paragraph in walk([package.tree(package.main)], "p"):
        if value(paragraph.find(f"{name('pPr')}/{name('pStyle')}")) == "Title":
            return " ".join(shown(paragraph).split())
    return ""


def stamp_margins(annex: Annex, stamp: str) -> None:
    """Write a stamp at the top of every page of the annex, above what its headers say."""
    package = annex.package
    if not any(root.tag == name("hdr") for root in annex.margins):
        part = package.free_name("word/header1.xml")
        root = etree.Element(name("hdr"), nsmap=NAMES)
        package.add(part, root, _HEADER)
        key = package.relate(package.main, f"{RELATIONS}/header", part)
        for kind in ("first", "default"):
            made = element("headerReference", type=kind)
            made.set(f"{{{RELATIONS}}}id", key)
            annex.sections[0].insert(0, made)
        annex.margins.append(root)
    for root in annex.margins:
        if root.tag == name("hdr"):
            told = element("t")
            told.text = stamp
            run = element("r", element("rPr", element("b")), told)
            root.insert(0, element("p", element("pPr", element("jc", val="right")), run))


def tell_sections(annex: Annex, host_settings: Element | None) -> None:
    """Make the annex's sections stand by themselves: own pages, own headers, own count of notes."""
    even = host_settings is not None and host_settings.find(name("evenAndOddHeaders")) is not None
    for place, section in enumerate(annex.sections):
        if place == 0:
            for kind in section.findall(name("type")):
                section.remove(kind)
            put(section, element("type", val="nextPage"), SECTION_ORDER)
            restart_notes(section)
        if even and (settings := annex.package.related(annex.package.main, "settings")):
            own = annex.package.tree(settings).find(name("evenAndOddHeaders")) is not None
            _mirror_pages(section, own=own)


def _mirror_pages(section: Element, *, own: bool) -> None:
    """Give even pages the headers of all others, where the annex knew no such difference."""
    marks = list(walk([section], "headerReference", "footerReference"))
    if own:
        return
    for node in marks:
        if value(node, "type") == "even":
            section.remove(node)
    copies = []
    for node in marks:
        if value(node, "type") == "default":
            even = element(local(node))
            even.attrib.update(node.attrib)
            even.set(name("type"), "even")
            copies.append(even)
    explicit_pages(section, copies)


def settle(annex: Annex, host: Iterable[Element]) -> None:
    """Renumber and rename what must be unique in one file: bookmarks, drawings, content controls."""
    kept = list(host)
    _rename_bookmarks(annex, {value(mark, "name") for mark in walk(kept, "bookmarkStart")})
    _renumber_bookmarks(annex, kept)
    last = max((number(node.get("id")) for root in kept for node in root.iter(_DRAWING)), default=0)
    for root in annex.stories:
        for node in root.iter(_DRAWING):
            last += 1
            node.set("id", str(last))
        for node in root.iter(name("p"), name("tr")):
            for key in _PARAGRAPH_IDS:
                cleared(node, key)
    for field in walk(annex.stories, "fldSimple"):
        if value(field, "instr").split()[:1] == ["PAGEREF"]:
            field.set(name("dirty"), "1")  # its page is another one now; Word looks when it opens the file
    for control in walk(annex.stories, "sdtPr"):
        for identity in control.findall(name("id")):
            control.remove(identity)


def strip_extensions(roots: Iterable[Element], source: Element, target: Element) -> None:
    """Take out what the annex's part allows readers to ignore, and the host's part does not name so."""
    ours, theirs = _ignorable(source), _ignorable(target)
    for root in roots:
        for node in list(root.iter("*")):
            if _namespace(node.tag) in ours - theirs:
                remove(node)
                continue
            for key in [key for key in node.attrib if _namespace(key) in ours - theirs]:
                del node.attrib[key]


def resolve_themes(roots: Iterable[Element], theme: Element | None) -> None:
    """Write the fonts and colours that the annex takes from its theme as what they are."""
    fonts = _theme_fonts(theme)
    for root in roots:
        for node in root.iter("*"):
            for key in [
                key for key in node.attrib if "heme" in str(key) and _namespace(key) == _namespace(node.tag)
            ]:
                attribute = str(key).rpartition("}")[2]
                if local(node) == "rFonts" and attribute.lower().endswith("theme"):
                    font = fonts.get((node.get(key) or "")[:5], "")
                    if font:
                        node.set(name(attribute[: -len("Theme")]), font)
                if node.tag.startswith(name("")):
                    del node.attrib[key]


def _theme_fonts(theme: Element | None) -> dict[str, str]:
    found = {}
    for kind in ("major", "minor"):
        latin = None if theme is None else theme.find(f".//{_FONT}{kind}Font/{_FONT}latin")
        found[kind] = "" if latin is None else latin.get("typeface") or ""
    return found


def _rename_bookmarks(annex: Annex, taken: set[str]) -> None:
    own = {value(mark, "name") for mark in walk(annex.stories, "bookmarkStart")}
    names: dict[str, str] = {}
    for mark in walk(annex.stories, "bookmarkStart"):
        old = value(mark, "name")
        if old in taken:
            names[old] = _free(old, taken | own | set(names.values()))
            mark.set(name("name"), names[old])
    if not names:
        return
    pattern = re.compile(rf"(?<![\w.-])({'|'.join(re.escape(old) for old in sorted(names))})(?![\w.-])")
    for link in walk(annex.stories, "hyperlink"):
        if value(link, "anchor") in names:
            link.set(name("anchor"), names[value(link, "anchor")])
    for field in walk(annex.stories, "fldSimple"):
        if _POINTS.match(value(field, "instr")):
            field.set(name("instr"), pattern.sub(lambda found: names[found[1]], value(field, "instr")))
    for told in walk(annex.stories, "instrText"):
        told.text = pattern.sub(lambda found: names[found[1]], told.text or "")


def _free(old: str, taken: set[str]) -> str:
    made, place = old, 1
    while made in taken:
        place += 1
        ending = f"_{place}"
        made = old[: _LONGEST_NAME - len(ending)] + ending
    return made


def _renumber_bookmarks(annex: Annex, host: Iterable[Element]) -> None:
    last = max((number(value(mark, "id")) for mark in walk(host, "bookmarkStart", "bookmarkEnd")), default=0)
    ids: dict[str, str] = {}
    for mark in walk(annex.stories, "bookmarkStart", "bookmarkEnd"):
        if value(mark, "id") not in ids:
            last += 1
            ids[value(mark, "id")] = str(last)
        mark.set(name("id"), ids[value(mark, "id")])


def _ignorable(root: Element) -> set[str]:
    prefixes = (root.get(f"{{{COMPATIBILITY}}}Ignorable") or "").split()
    return {root.nsmap[prefix] for prefix in prefixes if prefix in root.nsmap}


def _namespace(tag: object) -> str:
    return str(tag)[1:].partition("}")[0] if str(tag).startswith("{") else ""
