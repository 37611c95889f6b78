"""Citations of a document → footnotes of a Word file: their part, its entries, and the marks in the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.parser import parse_xml
from docx.parts.document import DocumentPart

from brief.render.blocks import Document, Note
from brief.render.walk import cited_in
from brief.render.word_xml import RELATIONS, WORD, Element, element, field, keep_order, name, styled, text_run

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_REFERENCE = "FootnoteReference"
_SEPARATORS = {-1: "separator", 0: "continuationSeparator"}


class Footnotes:
    """The footnotes of one file. The first citation of a note carries it, later ones point to it.

    Word numbers footnotes itself, by their place. Where that would differ from the numbers the
    document gives its notes, each mark is written out instead.
    """

    def __init__(self, part: DocumentPart, settings: Element, document: Document) -> None:
        self._notes: Mapping[int, Note] = {note.number: note for note in document.notes}
        self._waiting: list[Note] = []
        self._cited: dict[int, int] = {}
        order = tuple(dict.fromkeys(n for n in cited_in(document) if n in self._notes))
        self._counted = order == tuple(range(1, len(order) + 1))
        self.part = XmlPart(PackURI("/word/footnotes.xml"), _TYPE, parse_xml(_EMPTY), part.package)
        part.relate_to(self.part, f"{RELATIONS}/footnotes")
        for number, kind in _SEPARATORS.items():
            self.part.element.append(_separator(number, kind))
        listed = element("footnotePr", *(element("footnote", id=number) for number in _SEPARATORS))
        keep_order(settings, listed)

    def marks(self, cites: tuple[int, ...]) -> Iterator[Element]:
        """Yield the marks of a run's citations, with commas between them; unknown numbers are left out."""
        known = [number for number in cites if number in self._notes]
        for place, number in enumerate(known):
            if place:
                yield text_run(",", styled(_REFERENCE))
            if number in self._cited:
                yield field(f"NOTEREF {_bookmark(number)} \\h", self._shown(number), styled(_REFERENCE))
            else:
                yield from self._first(number)

    def waiting(self) -> Iterator[tuple[Element, Note]]:
        """Yield each note cited since the last call with the paragraph its text belongs in."""
        for note in self._waiting:
            number = self._cited[note.number]
            mark = element("footnoteRef") if self._counted else text_run(str(note.number))[0]
            paragraph = element(
                "p",
                element("pPr", element("pStyle", val="FootnoteText")),
                element("r", styled(_REFERENCE), mark),
                text_run("\t"),
            )
            self.part.element.append(element("footnote", paragraph, id=number))
            yield paragraph, note
        self._waiting = []

    def _first(self, number: int) -> Iterator[Element]:
        self._cited[number] = len(self._cited) + 1
        self._waiting.append(self._notes[number])
        place = self._cited[number]
        reference = element("r", styled(_REFERENCE), element("footnoteReference", id=place))
        if not self._counted:
            reference[1].set(name("customMarkFollows"), "1")
            reference.extend(text_run(str(number)))
        bookmark = 1_000_000 + place
        yield element("bookmarkStart", id=bookmark, name=_bookmark(number))
        yield reference
        yield element("bookmarkEnd", id=bookmark)

    def _shown(self, number: int) -> str:
        return str(self._cited[number] if self._counted else number)


def _bookmark(number: int) -> str:
    return f"_note_{number}"


def _separator(number: int, kind: str) -> Element:
    spacing = element("spacing", before=0, after=40, line=240, lineRule="auto")
    paragraph = element("p", element("pPr", spacing), element("r", element(kind)))
    return element("footnote", paragraph, type=kind, id=number)


_EMPTY = f'<w:footnotes xmlns:w="{WORD}" xmlns:r="{RELATIONS}"/>'
