"""A canvas on which everything drawn belongs to an element of the tag tree, or is marked as an artifact."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfdoc import (
    Destination,
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObjectReference,
    PDFPage,
    PDFStream,
    PDFString,
    PDFZCompress,
)
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from brief.render.pdf_objects import File
from brief.render.pdf_tags import ANNOTATIONS, Annotation, Marked, Tag, write_tree


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """Where a stretch leads: to the place `key` of the file, or to the address `url`; `says` tells it aloud."""

    tag: Tag
    says: str
    key: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """How a stretch is drawn. `line` is what runs below it: nothing, dots or dashes."""

    font: str
    size: float
    colour: str
    rise: float = 0
    line: str = ""
    link: Link | None = None
    tag: Tag | None = None  # inside the element of the paragraph

    def in_font(self, font: str) -> Style:
        """Return the same style in another font."""
        return Style(font, self.size, self.colour, self.rise, self.line, self.link, self.tag)


class TaggedText(PDFTextObject):
    """Text of one element, or of none when `tag` is None; styles may name elements within it."""

    _canvas: TaggedCanvas
    _code: list[str]

    def __init__(self, canvas: TaggedCanvas, tag: Tag | None) -> None:
        super().__init__(canvas)
        self._tag = tag
        self._inside: Tag | None = None
        self._last: Style | None = None

    def put(self, text: str, style: Style) -> None:
        """Go on with a text, saying of its style only what differs from the last."""
        last = self._last
        inside = None if self._tag is None else style.tag or self._tag
        if last is None or inside is not self._inside:
            if last is not None:
                self._code.append("EMC")
            self._code.append(self._canvas.opening(inside))
            self._inside = inside
        if last is None or (style.font, style.size) != (last.font, last.size):
            self.setFont(style.font, style.size)
        if last is None or style.colour != last.colour:
            self.setFillColor(HexColor("#" + style.colour))
        if style.rise != (last.rise if last else 0):
            self.setRise(style.rise)
        self.textOut(text)
        self._last = style

    def finish(self) -> None:
        """Draw what was put, if anything."""
        if self._last is None:
            return
        self._code.append("EMC")
        if self._last.rise:
            self.setRise(0)  # it would outlive the text
        self._canvas.drawText(self)


class TaggedCanvas(Canvas):
    """A canvas that knows for everything drawn on it which element it belongs to."""

    _code: list[str]
    _pageNumber: int  # noqa: N815 - these and the next: names of the library that its stubs leave out
    _annotationrefs: list[PDFObjectReference]
    _formsinuse: list[str]
    _addAnnotation: Callable[[PDFDictionary], None]  # noqa: N815
    _bookmarkReference: Callable[[str], Destination]  # noqa: N815

    def __init__(self, root: Tag, font: str, size: tuple[float, float]) -> None:
        super().__init__("", pagesize=size, invariant=1, pdfVersion=(1, 7), initialFontName=font)  # type: ignore[arg-type] # wrong in the stubs
        self.file: File = self._doc  # type: ignore[attr-defined] # the stubs leave it out
        self.file.__class__ = File  # the library makes its own, and has no other door
        self._root = root
        self._marked: list[Tag] = []
        self._pages: list[list[Tag]] = []
        self._linked: list[Tag] = []
        self._pictures: list[str] = []

    def opening(self, tag: Tag | None) -> str:
        """Return the operator that begins content of the element."""
        if tag is None:
            return "/Artifact BMC"
        tag.place()
        place = len(self._marked)
        self._marked.append(tag)
        tag.kids.append(Marked(self._pageNumber, place))
        return f"/{tag.name} <</MCID {place}>> BDC"

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """Hold what is drawn inside out of the tree."""
        self._code.append("/Artifact BMC")
        yield
        self._code.append("EMC")

    @contextmanager
    def content(self, tag: Tag) -> Iterator[None]:
        """Hold what is drawn inside as content of the element."""
        self._code.append(self.opening(tag))
        yield
        self._code.append("EMC")

    def bitmap(self, pixels: bytes, dots: tuple[int, int], place: tuple[float, float, float, float]) -> None:
        """Draw a picture of RGB pixels at left, bottom, width and height; call inside `content`."""
        called = f"picture{len(self._pictures)}"
        self._pictures.append(called)
        kind = {"Type": PDFName("XObject"), "Subtype": PDFName("Image"), "ColorSpace": PDFName("DeviceRGB")}
        size = {"Width": dots[0], "Height": dots[1], "BitsPerComponent": 8}
        name = self.file.getXObjectName(called)
        self.file.refer(PDFStream(PDFDictionary({**kind, **size}), pixels, [PDFZCompress]), name)
        self._formsinuse.append(called)
        left, bottom, width, height = place
        self._code.append(f"q {width:.2f} 0 0 {height:.2f} {left:.2f} {bottom:.2f} cm /{name} Do Q")

    def text(self, tag: Tag | None) -> TaggedText:
        """Return an empty text of the element."""
        return TaggedText(self, tag)

    def mark_place(self, key: str, x: float, y: float) -> None:
        """Give a place of this page a key that links and the outline lead to."""
        self.bookmarkHorizontalAbsolute(key, round(y), left=round(x))

    def link(self, link: Link, rectangle: tuple[float, float, float, float]) -> None:
        """Make a part of the page lead where the link leads. A `key` must be marked on some page."""
        number = ANNOTATIONS + len(self._linked)
        fields: dict[str, object] = {
            "Type": PDFName("Annot"),
            "Subtype": PDFName("Link"),
            "Rect": PDFArray([round(edge, 2) for edge in rectangle]),
            "Border": PDFArray([0, 0, 0]),
            "F": 4,
            "Contents": PDFString(link.says),
            "StructParent": number,
        }
        if link.key:
            fields["Dest"] = self._bookmarkReference(link.key)
        else:
            fields["A"] = PDFDictionary({"S": PDFName("URI"), "URI": PDFString(link.url)})
        self._addAnnotation(PDFDictionary(fields))
        self._linked.append(link.tag)
        link.tag.place()
        link.tag.kids.append(Annotation(self._pageNumber, self._annotationrefs[-1]))

    def _setAnnotations(self, page: PDFPage) -> None:  # noqa: N802 - the library's hook for each finished page
        super()._setAnnotations(page)  # type: ignore[misc] # the stubs leave it out
        page.__NoDefault__ = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]
        page.__dict__.update(Tabs=PDFName("S"), StructParents=len(self._pages))
        self._pages.append(self._marked)
        self._marked = []

    def finished(self) -> bytes:
        """Return the file with its tree; call once, after the last page."""
        write_tree(self.file, self._root, self._pages, self._linked)
        return cast("bytes", self.getpdfdata())  # type: ignore[no-untyped-call]
