"""A DOCX in; its body in the order of the page out: paragraphs, tables, content controls, text boxes, notes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from brief.collect.decoding import replaced, safe
from brief.collect.draft import Draft, Enclosed, Part, UnreadableError, broken, joined, left_out
from brief.collect.limits import Limits
from brief.collect.readers.package import FAULTS, checked, xml
from brief.layer import Layer

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# What a reader of the page does not see: deleted and moved-away text, field codes, comments' anchors, fall-backs.
_LEFT_OUT = frozenset(
    (f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_MC}Fallback", f"{_W}rPr", f"{_W}pPr")
)
_DELETED = frozenset((f"{_W}del", f"{_W}moveFrom"))
_SIGNS = {f"{_W}tab": " ", f"{_W}noBreakHyphen": "-", f"{_W}br": "\n", f"{_W}cr": "\n"}
_HEADING = re.compile(r"heading \d|überschrift \d|titre \d|título \d|kop \d", re.IGNORECASE)
_NOTES = ("footnotes", "endnotes")
_MAIN, _STYLES = "word/document.xml", "word/styles.xml"
_NO_NAMES = frozenset(("python-docx", "Author", "User", "Microsoft Office User"))  # of programs, not of people


class _Body:
    """Walks the document's elements in order and counts what it leaves out."""

    def __init__(self, styles: dict[str, str]) -> None:
        self.styles = styles
        self.hidden = self.deleted = 0
        self.boxes: list[_Element] = []

    def parts(self, element: _Element) -> Iterator[Part]:
        """Yield the parts of a body, a cell, a text box or a note."""
        for child in element:
            if child.tag == f"{_W}p":
                yield from self.paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield from self.table(child)
            elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
                yield from self.parts(child)

    def paragraph(self, element: _Element) -> Iterator[Part]:
        """Yield a paragraph, a part for each line that its writer broke off, then its text boxes."""
        text = self.text(element)
        boxes, self.boxes = self.boxes, []
        layer = self.layer(element)
        for line in broken(text):
            yield Part(line, layer)
        for box in boxes:
            yield from self.parts(box)

    def text(self, element: _Element) -> str:
        """Return the visible text of a paragraph; its text boxes wait in `boxes`."""
        pieces: list[str] = []
        waiting = list(reversed(element))
        while waiting:
            child = waiting.pop()
            tag = child.tag
            if not isinstance(tag, str) or tag in _LEFT_OUT:
                self.deleted += tag in _DELETED and any((t.text or "").strip() for t in child.iter(f"{_W}delText"))
                continue
            if tag == f"{_W}txbxContent":
                self.boxes.append(child)
            elif tag == f"{_W}r" and self.vanishes(child):
                self.hidden += 1
            elif tag == f"{_W}t":
                pieces.append(child.text or "")
            elif tag in _SIGNS:
                pieces.append(" " if child.get(f"{_W}type") == "page" else _SIGNS[tag])
            else:
                waiting.extend(reversed(child))
        return "".join(pieces)

    @staticmethod
    def vanishes(run: _Element) -> bool:
        """Return whether the run is formatted as hidden text and holds some."""
        mark = run.find(f"{_W}rPr/{_W}vanish")
        shown = mark is None or mark.get(f"{_W}val", "true").lower() in ("0", "false", "off")
        return not shown and any((t.text or "").strip() for t in run.iter(f"{_W}t"))

    def layer(self, element: _Element) -> Layer | None:
        """Return what the paragraph's style says about its role."""
        style = element.find(f"{_W}pPr/{_W}pStyle")
        name = self.styles.get(style.get(f"{_W}val", ""), "").lower() if style is not None else ""
        if name == "title":
            return Layer.HEADLINE
        if name == "caption":
            return Layer.CAPTION
        if _HEADING.match(name):
            return Layer.HEADING
        listed = element.find(f"{_W}pPr/{_W}numPr") is not None or name.startswith("list")
        return Layer.BODY if listed else None

    def table(self, element: _Element) -> Iterator[Part]:
        """Yield each row as one part, or the paragraphs of its cells where a table only arranges a page."""
        for row in element.iter(f"{_W}tr"):
            if row.find(f"{_W}trPr/{_W}del") is not None or _owner(row) is not element:
                continue
            cells = [list(self.parts(cell)) for cell in row.iter(f"{_W}tc") if _owner(cell) is element]
            full = [cell for cell in cells if cell]
            if len(full) == 1 or any(len(cell) > 1 for cell in full):
                for cell in full:
                    yield from cell
            elif full:
                yield Part(" | ".join(" ".join(part.text.split()) for cell in full for part in cell), Layer.BODY)


def _owner(element: _Element) -> _Element | None:
    """Return the table that a row or a cell belongs to: tables stand inside the cells of others."""
    return next(element.iterancestors(f"{_W}tbl"), None)


def read(data: bytes, limits: Limits) -> Draft:
    """Return the document's text. Raise UnreadableError for what is no DOCX, or one that is dangerous to open."""
    archive = checked(data, limits, kind="DOCX", first="[Content_Types].xml", program="Word")
    import docx  # noqa: PLC0415 - loaded with the first DOCX

    try:
        document = docx.Document(io.BytesIO(data))
        walk = _Body({style.style_id: style.name or "" for style in document.styles})
        parts = [*_margins(document, walk, "header"), *walk.parts(document.element.body)]
        parts += [*_notes(document, walk), *_margins(document, walk, "footer")]
        title, author = document.core_properties.title or "", document.core_properties.author or ""
        files = tuple(_enclosed(document))
    except (KeyError, ValueError, AttributeError, zipfile.BadZipFile) as err:
        walk, parts = _alone(archive, err)
        title, author, files = "", "", ()
    text, marks = joined(parts)
    text, count = safe(text)
    notices = [*left_out(hidden=walk.hidden, deleted=walk.deleted), *replaced(text, count)]
    title, author = (" ".join(safe(one)[0].split()) for one in (title, author))
    author = "" if author in _NO_NAMES else author
    return Draft(text, "", marks, title, notices=tuple(notices), author=author, files=files)


def _alone(archive: zipfile.ZipFile, err: Exception) -> tuple[_Body, list[Part]]:
    """Return what stands in the parts themselves: python-docx takes no macros, no templates and no missing picture.

    Raise UnreadableError when there is no text to be had.
    """
    names = archive.namelist()
    try:
        styles = xml(archive.read(_STYLES)) if _STYLES in names else None
        known = {} if styles is None else {s.get(f"{_W}styleId", ""): _name(s) for s in styles.iter(f"{_W}style")}
        walk = _Body(known)
        parts = list(walk.parts(xml(archive.read(_MAIN))))
        for name in _NOTES:
            if f"word/{name}.xml" in names:
                notes = (note for note in xml(archive.read(f"word/{name}.xml")) if note.get(f"{_W}type") is None)
                parts += [part for note in notes for part in walk.parts(note)]
    except (KeyError, *FAULTS):
        raise UnreadableError("a broken DOCX; open it in Word and save it anew") from err
    return walk, parts


def _name(style: _Element) -> str:
    found = style.find(f"{_W}name")
    return "" if found is None else found.get(f"{_W}val", "")


def _enclosed(document: Document) -> Iterator[Enclosed]:
    """Yield the documents of other formats that Word shows as a part of this one."""
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith("/aFChunk"):
            part = relation.target_part
            yield Enclosed(str(part.partname).rsplit("/", 1)[-1], part.blob)


def _margins(document: Document, walk: _Body, which: str) -> Iterator[Part]:
    """Yield the text of headers or footers, each once."""
    seen = set()
    for section in document.sections:
        margin = getattr(section, which)
        if margin.is_linked_to_previous:
            continue
        for part in walk.parts(margin._element):  # noqa: SLF001 - python-docx has no public way to a header's element
            if part.text.strip() and part.text not in seen:
                seen.add(part.text)
                yield Part(part.text, Layer.FURNITURE)


def _notes(document: Document, walk: _Body) -> Iterator[Part]:
    """Yield footnotes and endnotes, which python-docx does not read."""
    from docx.oxml import parse_xml  # noqa: PLC0415 - see read

    for relation in document.part.rels.values():
        if relation.is_external or relation.reltype.rsplit("/", 1)[-1] not in _NOTES:
            continue
        root = parse_xml(relation.target_part.blob)
        for note in root:
            if note.get(f"{_W}type") is None:
                yield from walk.parts(note)
