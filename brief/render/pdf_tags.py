"""The structure of a PDF: what each mark on a page is, in reading order, and the canvas that records it.

Everything drawn is either marked with an element of the tree or marked as an artifact (rules, page margins).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import cast

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfdoc import (
    Destination,
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObject,
    PDFObjectReference,
    PDFPage,
    PDFString,
)
from reportlab.pdfbase.pdfdoc import format as format_value
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from brief.render.pdf_objects import File

_ANNOTATIONS = 1_000_000  # keys of annotations in the parent tree start here, above those of pages
_OWNERS = {"ListNumbering": "List", "Scope": "Table", "Summary": "Table"}


@dataclass(frozen=True, slots=True)
class _Mark:
    """Content with number `place` on a page."""

    page: int
    place: int


@dataclass(frozen=True, slots=True)
class _Annotation:
    """An annotation of a page."""

    page: int
    reference: PDFObjectReference


@dataclass(slots=True, eq=False)
class Tag:
    """An element of the structure tree.

    A block stands in its parent from the beginning, even when empty; an inline element takes its
    place among its parent's content when it is first drawn.
    """

    name: str
    parent: Tag | None = None
    inline: bool = False
    attributes: dict[str, str] = field(default_factory=dict)  # names of a structure attribute
    identity: str = ""
    kids: list[Tag | _Mark | _Annotation] = field(default_factory=list)
    placed: bool = False
    reference: PDFObjectReference = field(init=False)  # once the tree is written
    above: PDFObjectReference = field(init=False)  # of the root only: the tree itself

    def __post_init__(self) -> None:
        if not self.inline:
            self.place()

    def block(self, name: str, *, identity: str = "", **attributes: str) -> Tag:
        """Return a new element at the end of this one."""
        return Tag(name, self, attributes=attributes, identity=identity)

    def span(self, name: str) -> Tag:
        """Return a new element within the text of this one."""
        return Tag(name, self, inline=True)

    def all(self) -> Iterator[Tag]:
        """Yield the element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.all()

    def place(self) -> None:
        """Stand among the parent's content, after all that it holds so far."""
        if self.placed or self.parent is None:
            return
        self.placed = True
        self.parent.place()
        self.parent.kids.append(self)


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
    """Text whose stretches belong to elements of the tree, or to an artifact."""

    _canvas: TaggedCanvas
    _code: list[str]

    def open(self, tag: Tag | None) -> None:
        """Begin a stretch that belongs to the element; to none when it is None."""
        self._code.append(self._canvas.opening(tag))

    def dress(self, style: Style, last: Style | None) -> None:
        """Go on in a style, saying only what differs from the last."""
        if style is last:
            return
        if last is None or (style.font, style.size) != (last.font, last.size):
            self.setFont(style.font, style.size)
        if last is None or style.colour != last.colour:
            self.setFillColor(HexColor("#" + style.colour))
        if style.rise != (last.rise if last else 0):
            self.setRise(style.rise)

    def close(self) -> None:
        """End the stretch begun last."""
        self._code.append("EMC")


class TaggedCanvas(Canvas):
    """A canvas that knows for everything drawn on it which element it belongs to."""

    _code: list[str]
    _pageNumber: int  # noqa: N815 - these and the next: names of the library that its stubs leave out
    _annotationrefs: list[PDFObjectReference]
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

    def opening(self, tag: Tag | None) -> str:
        """Return the operator that begins content of the element."""
        if tag is None:
            return "/Artifact BMC"
        tag.place()
        place = len(self._marked)
        self._marked.append(tag)
        tag.kids.append(_Mark(self._pageNumber, place))
        return f"/{tag.name} <</MCID {place}>> BDC"

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """Hold what is drawn inside out of the tree."""
        self._code.append("/Artifact BMC")
        yield
        self._code.append("EMC")

    def text(self) -> TaggedText:
        """Return an empty text; `drawText` puts it on the page."""
        return TaggedText(self)

    def mark_place(self, key: str, x: float, y: float) -> None:
        """Give a place of this page a key that links and the outline lead to."""
        self.bookmarkHorizontalAbsolute(key, round(y), left=round(x))

    def link(self, link: Link, rectangle: tuple[float, float, float, float]) -> None:
        """Make a part of the page lead where the link leads. A `key` must be marked on some page."""
        number = _ANNOTATIONS + len(self._linked)
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
        link.tag.kids.append(_Annotation(self._pageNumber, self._annotationrefs[-1]))

    def _setAnnotations(self, page: PDFPage) -> None:  # noqa: N802 - the library's hook for each finished page
        super()._setAnnotations(page)  # type: ignore[misc] # the stubs leave it out
        page.__NoDefault__ = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]
        page.__dict__.update(Tabs=PDFName("S"), StructParents=len(self._pages))
        self._pages.append(self._marked)
        self._marked = []

    def finished(self) -> bytes:
        """Return the file with its tree; call once, after the last page."""
        self._finish_tree()
        return cast("bytes", self.getpdfdata())  # type: ignore[no-untyped-call]

    def _finish_tree(self) -> None:
        file = self.file
        tags = list(self._root.all())
        for number, tag in enumerate(tags):
            tag.reference = file.refer(_Element(tag), f"Element{number}")
        numbers: list[object] = []
        for place, marked in enumerate(self._pages):
            numbers += [place, file.refer(PDFArray([tag.reference for tag in marked]))]
        for place, tag in enumerate(self._linked):
            numbers += [_ANNOTATIONS + place, tag.reference]
        root = PDFDictionary({"Type": PDFName("StructTreeRoot"), "K": PDFArray([self._root.reference])})
        self._root.above = file.refer(root)
        root["ParentTree"] = file.refer(PDFDictionary({"Nums": PDFArray(numbers)}))
        root["ParentTreeNextKey"] = _ANNOTATIONS + len(self._linked)
        named = sorted((tag.identity, tag.reference) for tag in tags if tag.identity)
        if named:
            pairs = [part for identity, reference in named for part in (PDFString(identity), reference)]
            limits = PDFArray([PDFString(named[0][0]), PDFString(named[-1][0])])
            leaf = file.refer(PDFDictionary({"Names": PDFArray(pairs), "Limits": limits}))
            root["IDTree"] = file.refer(PDFDictionary({"Kids": PDFArray([leaf])}))
        file.declare(StructTreeRoot=root, MarkInfo=PDFDictionary({"Marked": "true"}))


class _Element(PDFObject):
    """An element as it stands in the file, written in one go: a tree has thousands."""

    __RefOnly__ = 1

    def __init__(self, tag: Tag) -> None:
        self._tag = tag

    def format(self, document: PDFDocument) -> bytes:
        tag = self._tag

        def number(reference: PDFObjectReference) -> str:
            return "{} {} R".format(*document.idToObjectNumberAndVersion[reference.name])

        pages = {kid.page for kid in tag.kids if not isinstance(kid, Tag)}
        home = min(pages) if pages else 0
        kids = []
        for kid in tag.kids:
            elsewhere = "" if isinstance(kid, Tag) or kid.page == home else f"/Pg {number(_page(kid.page))}"
            match kid:
                case Tag():
                    kids.append(number(kid.reference))
                case _Mark() if elsewhere:
                    kids.append(f"<</Type/MCR{elsewhere}/MCID {kid.place}>>")
                case _Mark():
                    kids.append(str(kid.place))
                case _Annotation():
                    kids.append(f"<</Type/OBJR{elsewhere}/Obj {number(kid.reference)}>>")
        above = tag.parent.reference if tag.parent else tag.above
        parts = [f"<</S/{tag.name}/P {number(above)}/K[{' '.join(kids)}]"]
        if home:
            parts.append(f"/Pg {number(_page(home))}")
        written = "".join(parts).encode("ascii")
        if tag.identity:
            written += b"/ID" + format_value(PDFString(tag.identity), document)
        return written + _attributes(tag, document) + b">>"


def _attributes(tag: Tag, document: PDFDocument) -> bytes:
    written = b""
    for name, value in tag.attributes.items():
        worded = PDFString(value) if name == "Summary" else PDFName(value)
        written += f"/A<</O/{_OWNERS[name]}/{name} ".encode("ascii") + format_value(worded, document) + b">>"
    return written


def _page(number: int) -> PDFObjectReference:
    return PDFObjectReference(f"Page{number}")
