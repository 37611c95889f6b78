"""An ODT in; its body in the order of the page out: paragraphs, tables, lists, text boxes, notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from brief.collect.decoding import replaced, safe
from brief.collect.draft import Draft, Part, UnreadableError, broken, joined, left_out
from brief.collect.limits import Limits
from brief.collect.readers.package import FAULTS, checked, xml
from brief.layer import Layer

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACES: Final = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT: Final = f"{{{_SPACES}text:1.0}}"
_TABLE: Final = f"{{{_SPACES}table:1.0}}"
_STYLE: Final = f"{{{_SPACES}style:1.0}}"
_DRAW: Final = f"{{{_SPACES}drawing:1.0}}"
_OFFICE: Final = f"{{{_SPACES}office:1.0}}"
_LIST = f"{_TEXT}list"
_PARAGRAPHS = frozenset((f"{_TEXT}p", f"{_TEXT}h"))
# What a reader of the page does not see: deleted text, which stands apart; comments; ruby; hidden text.
_LEFT_OUT = frozenset(
    (
        f"{_TEXT}tracked-changes",
        f"{_OFFICE}annotation",
        f"{_TEXT}ruby-text",
        f"{_OFFICE}forms",
        f"{_TEXT}note-citation",
    )
)
_HIDDEN = frozenset((f"{_TEXT}hidden-text", f"{_TEXT}hidden-paragraph"))
_BREAKS = {f"{_TEXT}tab": " ", f"{_TEXT}line-break": "\n", f"{_TEXT}s": " "}
_HEADLINES, _CAPTIONS = frozenset(("title",)), frozenset(("caption", "illustration", "figure", "drawing"))
_MOST_STYLES = 20  # steps from a style to its parents


class _Styles:
    """The document's styles: which of them stand for a role, which hide their text."""

    def __init__(self, *roots: _Element) -> None:
        self._parents: dict[str, str] = {}
        self._hiding: set[str] = set()
        for root in roots:
            for style in root.iter(f"{_STYLE}style"):
                name = style.get(f"{_STYLE}name", "")
                self._parents[name] = style.get(f"{_STYLE}parent-style-name", "")
                properties = style.find(f"{_STYLE}text-properties")
                if properties is not None and properties.get(f"{_TEXT}display") == "none":
                    self._hiding.add(name)

    def line(self, name: str) -> Iterator[str]:
        """Yield a style and those it comes from."""
        for _ in range(_MOST_STYLES):
            if not name:
                return
            yield name
            name = self._parents.get(name, "")

    def hides(self, element: _Element) -> bool:
        """Return whether the element's own style hides its text."""
        return any(name in self._hiding for name in self.line(element.get(f"{_TEXT}style-name", "")))

    def layer(self, element: _Element) -> Layer | None:
        """Return what a paragraph's style says about its role."""
        names = [name.lower() for name in self.line(element.get(f"{_TEXT}style-name", ""))]
        if not _HEADLINES.isdisjoint(names):
            return Layer.HEADLINE
        if not _CAPTIONS.isdisjoint(names):
            return Layer.CAPTION
        if element.tag == f"{_TEXT}h" or any(name.startswith("heading") for name in names):
            return Layer.HEADING
        return None


class _Body:
    """Walks the elements in order; notes wait in `notes`, and what is left out is counted."""

    def __init__(self, styles: _Styles) -> None:
        self._styles = styles
        self._boxes: list[_Element] = []
        self.notes: list[_Element] = []
        self.hidden = 0

    def parts(self, element: _Element, layer: Layer | None = None) -> Iterator[Part]:
        """Yield the parts of a body, a section, a cell, a list, a text box or a note."""
        for child in element:
            if not isinstance(child.tag, str) or child.tag in _LEFT_OUT:
                continue
            if child.tag in _PARAGRAPHS:
                yield from self._paragraph(child, layer)
            elif child.tag == f"{_TABLE}table":
                yield from self._table(child)
            elif child.tag == f"{_TEXT}section" and child.get(f"{_TEXT}display") == "none":
                self.hidden += 1
            else:
                yield from self.parts(child, Layer.BODY if child.tag == _LIST else layer)

    def _paragraph(self, element: _Element, layer: Layer | None) -> Iterator[Part]:
        text = "".join(self._words(element))
        boxes, self._boxes = self._boxes, []
        if self._styles.hides(element):
            self.hidden += bool(text.strip())
        else:
            for line in broken(text):
                yield Part(line, self._styles.layer(element) or layer)
        for box in boxes:
            yield from self.parts(box)

    def _words(self, element: _Element) -> Iterator[str]:
        yield element.text or ""
        for child in element:
            tag = child.tag
            if tag in _BREAKS:
                yield _BREAKS[str(tag)]
            elif tag == f"{_DRAW}text-box":
                self._boxes.append(child)
            elif tag == f"{_TEXT}note":
                self.notes.extend(child.iter(f"{_TEXT}note-body"))
            elif tag in _HIDDEN or (isinstance(tag, str) and tag == f"{_TEXT}span" and self._styles.hides(child)):
                self.hidden += 1
            elif isinstance(tag, str) and tag not in _LEFT_OUT:
                yield from self._words(child)
            yield child.tail or ""

    def _table(self, element: _Element) -> Iterator[Part]:
        """Yield each row as one part, or the paragraphs of its cells where a table only arranges a page."""
        for row in element.iter(f"{_TABLE}table-row"):
            if next(row.iterancestors(f"{_TABLE}table"), None) is not element:
                continue
            cells = [[p for p in self.parts(cell) if p.text] for cell in row if cell.tag == f"{_TABLE}table-cell"]
            full = [cell for cell in cells if cell]
            if len(full) == 1 or any(len(cell) > 1 for cell in full):
                for cell in full:
                    yield from cell
            elif full:
                yield Part(" | ".join(part.text for cell in full for part in cell), Layer.BODY)


def read(data: bytes, limits: Limits) -> Draft:
    """Return the document's text. Raise UnreadableError for what is no ODT, or one that is dangerous to open."""
    kind, program = "OpenDocument text", "LibreOffice"
    archive = checked(data, limits, kind=kind, first="content.xml", program=program)
    try:
        names = frozenset(archive.namelist())
        if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise UnreadableError("needs a password; save a copy without one")
        content = xml(archive.read("content.xml"))
        pages = xml(archive.read("styles.xml")) if "styles.xml" in names else content
        meta = xml(archive.read("meta.xml")) if "meta.xml" in names else content
        title, author = (safe(_said(meta, name))[0] for name in ("title", "creator"))
    except FAULTS as err:
        raise UnreadableError(f"a broken {kind}; open it in {program} and save it anew") from err
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise UnreadableError(f"no {kind} but another OpenDocument file; export it as .pdf")
    walk = _Body(_Styles(content, pages))
    parts = [*_margins(pages, walk, "header"), *walk.parts(body)]
    for note in walk.notes:  # grows while it is walked should a note have notes, which no page shows
        parts += walk.parts(note)
    text, marks = joined([*parts, *_margins(pages, walk, "footer")])
    text, count = safe(text)
    deleted = sum(bool("".join(map(str, one.itertext())).strip()) for one in body.iter(f"{_TEXT}deletion"))
    notices = [*left_out(hidden=walk.hidden, deleted=deleted), *replaced(text, count)]
    return Draft(text, "", marks, title=title, notices=tuple(notices), author=author)


def _said(meta: _Element, name: str) -> str:
    found = next(meta.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}"), None)
    return " ".join("".join(map(str, found.itertext())).split()) if found is not None else ""


def _margins(pages: _Element, walk: _Body, which: str) -> Iterator[Part]:
    """Yield the text of headers or footers, each once."""
    seen = set()
    for margin in pages.iter(f"{_STYLE}{which}"):
        for part in walk.parts(margin):
            if part.text and part.text not in seen:
                seen.add(part.text)
                yield Part(part.text, Layer.FURNITURE)
