"""The structure of a PDF: elements in reading order, what is drawn for each, and how they are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObject,
    PDFObjectReference,
    PDFString,
)
from reportlab.pdfbase.pdfdoc import format as format_value

from brief.render.pdf_objects import File

ANNOTATIONS = 1_000_000  # keys of annotations in the parent tree start here, above those of pages
_OWNERS = {"ListNumbering": "List", "Scope": "Table", "Summary": "Table"}


@dataclass(frozen=True, slots=True)
class Marked:
    """Content with number `place` on a page."""

    page: int
    place: int


@dataclass(frozen=True, slots=True)
class Annotation:
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
    alt: str = ""  # what a picture shows
    bounds: tuple[float, ...] = ()  # of a picture: left, bottom, right, top
    kids: list[Tag | Marked | Annotation] = field(default_factory=list)
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


def write_tree(file: File, root: Tag, pages: Sequence[Sequence[Tag]], linked: Sequence[Tag]) -> None:
    """Write the tree into the file. `pages` holds the elements marked on each, `linked` those of annotations."""
    tags = list(root.all())
    for number, tag in enumerate(tags):
        tag.reference = file.refer(_Element(tag), f"Element{number}")
    numbers: list[object] = []
    for place, marked in enumerate(pages):
        numbers += [place, file.refer(PDFArray([tag.reference for tag in marked]))]
    for place, tag in enumerate(linked, ANNOTATIONS):
        numbers += [place, tag.reference]
    tree = PDFDictionary({"Type": PDFName("StructTreeRoot"), "K": PDFArray([root.reference])})
    root.above = file.refer(tree)
    tree["ParentTree"] = file.refer(PDFDictionary({"Nums": PDFArray(numbers)}))
    tree["ParentTreeNextKey"] = ANNOTATIONS + len(linked)
    named = sorted((tag.identity, tag.reference) for tag in tags if tag.identity)
    if named:
        pairs = [part for identity, reference in named for part in (PDFString(identity), reference)]
        limits = PDFArray([PDFString(named[0][0]), PDFString(named[-1][0])])
        leaf = file.refer(PDFDictionary({"Names": PDFArray(pairs), "Limits": limits}))
        tree["IDTree"] = file.refer(PDFDictionary({"Kids": PDFArray([leaf])}))
    file.declare(StructTreeRoot=tree, MarkInfo=PDFDictionary({"Marked": "true"}))


class _Element(PDFObject):
    """An element as it stands in the file, written in one go: a tree has thousands."""

    __RefOnly__ = 1

    def __init__(self, tag: Tag) -> None:
        self._tag = tag

    def format(self, document: PDFDocument) -> bytes:
        """Return the element with its kids by number; pages are named where they are not its own."""
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
                case Marked() if elsewhere:
                    kids.append(f"<</Type/MCR{elsewhere}/MCID {kid.place}>>")
                case Marked():
                    kids.append(str(kid.place))
                case Annotation():
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
    written = b"/Alt" + format_value(PDFString(tag.alt), document) if tag.alt else b""
    if tag.bounds:
        edges = " ".join(f"{edge:.2f}" for edge in tag.bounds)
        written += f"/A<</O/Layout/Placement/Block/BBox[{edges}]>>".encode("ascii")
    for name, value in tag.attributes.items():
        worded = PDFString(value) if name == "Summary" else PDFName(value)
        written += f"/A<</O/{_OWNERS[name]}/{name} ".encode("ascii") + format_value(worded, document) + b">>"
    return written


def _page(number: int) -> PDFObjectReference:
    return PDFObjectReference(f"Page{number}")
