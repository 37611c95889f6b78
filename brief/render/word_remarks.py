"""Remarks on runs → comments of a Word file: their part, its entries, and the marks in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.parser import parse_xml
from docx.parts.document import DocumentPart

from brief.render.blocks import Run
from brief.render.word_xml import WORD, Element, element, styled, text_run

_AUTHOR, _INITIALS = "brief", "b"
_EMPTY = f'<w:comments xmlns:w="{WORD}"/>'


class Remarks:
    """The comments of one file. What is said of a field is said once; there is no part without a remark."""

    def __init__(self, part: DocumentPart) -> None:
        self._home = part
        self._part: XmlPart | None = None
        self._made: set[tuple[str, tuple[str, ...]]] = set()

    def around(self, run: Run, content: Iterable[Element]) -> Iterator[Element]:
        """Yield the content, with a comment on it when the run has a remark that is new."""
        key = (run.address, run.remark)
        if not run.remark or key in self._made:
            yield from content
            return
        number = len(self._made)
        self._made.add(key)
        self._add(number, run.remark)
        yield element("commentRangeStart", id=number)
        yield from content
        yield element("commentRangeEnd", id=number)
        yield element("r", styled("CommentReference"), element("commentReference", id=number))

    def parts(self) -> Iterator[Element]:
        """Yield the root of the comments, if there are any."""
        if self._part is not None:
            yield self._part.element

    def _add(self, number: int, lines: tuple[str, ...]) -> None:
        if self._part is None:
            uri, kind = PackURI("/word/comments.xml"), CONTENT_TYPE.WML_COMMENTS
            self._part = XmlPart(uri, kind, parse_xml(_EMPTY), self._home.package)
            self._home.relate_to(self._part, RELATIONSHIP_TYPE.COMMENTS)
        paragraphs = [
            element("p", element("pPr", element("pStyle", val="CommentText")), *_opening(place), text_run(line))
            for place, line in enumerate(lines)
        ]
        self._part.element.append(element("comment", *paragraphs, id=number, author=_AUTHOR, initials=_INITIALS))


def _opening(place: int) -> list[Element]:
    """Return the sign that leads back to the text, in the first paragraph of a comment."""
    return [element("r", styled("CommentReference"), element("annotationRef"))] if place == 0 else []
