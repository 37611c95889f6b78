"""Footnotes, endnotes and comments of an annex ↔ those of the host: added with new numbers, and taken out again."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from brief.attach.word_package import OWN, Package
from brief.attach.word_xml import NAMES, RELATIONS, Element, element, local, name, number, value, walk

_AFTER_NOTES: Final = (  # what may follow `footnotePr` among the settings
    "endnotePr compat docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping "
    "doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType "
    "schemaLibrary shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator docId discardImageEditingData "
    "defaultImageDpi chartTrackingRefBased"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of note: its part, its entries, and what points to them in the text."""

    part: str  # also the name of the relationship
    entry: str
    marks: tuple[str, ...]
    settings: str = ""

    @property
    def content_type(self) -> str:
        """Return the content type of the part."""
        return f"application/vnd.openxmlformats-officedocument.wordprocessingml.{self.part}+xml"


KINDS: Final = (
    Kind("footnotes", "footnote", ("footnoteReference",), "footnotePr"),
    Kind("endnotes", "endnote", ("endnoteReference",), "endnotePr"),
    Kind("comments", "comment", ("commentReference", "commentRangeStart", "commentRangeEnd")),
)


def notes_used(annex: Package, kind: Kind, stories: Iterable[Element]) -> list[Element]:
    """Return the notes that the text refers to, in its order, with marks of missing ones taken out of it."""
    part = annex.related(annex.main, kind.part)
    entries = {value(note, "id"): note for note in annex.tree(part)} if part else {}
    found: dict[str, Element] = {}
    for mark in walk(stories, *kind.marks):
        key = value(mark, "id")
        if key in entries and not value(entries[key], "type"):
            found[key] = entries[key]
        else:
            mark.getparent().remove(mark)  # type: ignore[union-attr] # it stands in a run or paragraph
    return list(found.values())


def adopt_notes(host: Package, annex: Package, kind: Kind, notes: list[Element], stories: Iterable[Element]) -> str:
    """Add the notes to the host and renumber their marks in the text. Return the host's part, "" without notes."""
    if not notes:
        return ""
    part = host.related(host.main, kind.part) or _new_part(host, annex, kind)
    root = host.tree(part)
    last = max((number(value(note, "id")) for note in root), default=-1)
    ids = {}
    for note in notes:
        last += 1
        ids[value(note, "id")] = str(max(last, 1))
        last = max(last, 1)
        note.set(name("id"), str(last))
        root.append(note)
    for mark in walk(stories, *kind.marks):
        mark.set(name("id"), ids[value(mark, "id")])
    return part


def drop_notes(host: Package, kind: Kind, removed: Iterable[Element], kept: Iterable[Element]) -> list[Element]:
    """Remove the notes that only the removed text refers to, and our part when nothing is left. Return them."""
    part = host.related(host.main, kind.part)
    if not part:
        return []
    gone = _marked(removed, kind) - _marked(kept, kind)
    root = host.tree(part)
    notes = [note for note in root if value(note, "id") in gone and not value(note, "type")]
    for note in notes:
        root.remove(note)
    ours = [r.id for r in host.relations(host.main) if r.target == part and r.id.startswith(OWN)]
    if ours and not any(isinstance(note.tag, str) and not value(note, "type") for note in root):
        host.unrelate(host.main, ours)
        settings = host.related(host.main, "settings")
        for old in host.tree(settings).findall(name(kind.settings)) if settings and kind.settings else []:
            host.tree(settings).remove(old)
    return notes


def _marked(roots: Iterable[Element], kind: Kind) -> set[str]:
    return {value(mark, "id") for mark in walk(roots, *kind.marks)}


def _new_part(host: Package, annex: Package, kind: Kind) -> str:
    """Make the part of the notes, with the separators of the annex, and tell it in the settings."""
    root = etree.Element(name(kind.part), nsmap=NAMES)
    separators = list(_separators(annex, kind))
    root.extend(copy.deepcopy(note) for note in separators)
    part = host.free_name(f"word/{kind.part}.xml")
    host.add(part, root, kind.content_type)
    host.relate(host.main, f"{RELATIONS}/{kind.part}", part, wish=OWN)
    settings = host.related(host.main, "settings")
    if settings and kind.settings and separators and host.tree(settings).find(name(kind.settings)) is None:
        listed = element(kind.settings, *(element(kind.entry, id=value(note, "id")) for note in separators))
        _set_before(host.tree(settings), listed, _AFTER_NOTES.split()[kind.entry == "endnote" :])
    return part


def _separators(annex: Package, kind: Kind) -> Iterator[Element]:
    for note in annex.tree(annex.related(annex.main, kind.part)):
        if value(note, "type"):
            for style in walk([note], "pStyle", "rStyle"):
                style.getparent().remove(style)  # type: ignore[union-attr] # properties are never a root
            yield note


def _set_before(settings: Element, made: Element, later: list[str]) -> None:
    for place, other in enumerate(settings):
        if local(other) in later:
            settings.insert(place, made)
            return
    settings.append(made)
