"""Blocks → the elements of a Word file's body; footnotes fill as the text cites them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.parts.document import DocumentPart

from brief.render.blocks import (
    Block,
    Cell,
    Contents,
    Document,
    Facts,
    Figure,
    Heading,
    Line,
    Listing,
    Paragraph,
    Run,
    Table,
)
from brief.render.columns import column_widths, whole_widths
from brief.render.safe import anchor_name, control_tag, safe_href
from brief.render.theme import FACT_SHARES, PLAIN, Theme
from brief.render.walk import anchors_of, texts_of
from brief.render.word_notes import Footnotes
from brief.render.word_pages import pages_of
from brief.render.word_pictures import Pictures
from brief.render.word_remarks import Remarks
from brief.render.word_styles import CELL_PADDING
from brief.render.word_xml import Element, element, field, styled, text_run

_PARAGRAPHS = {"body": "BodyText", "note": "Note", "quote": "Quote", "label": "Label", "fine": "Fine"}
_LISTS = {"body": "ListBullet", "note": "NoteBullet", "fine": "FineBullet"}
_MARKS = {"disputed": "Disputed", "edited": "Edited", "absent": "Absent"}
_UNSPLIT = 900  # characters in the longest cell of a row; a longer row may break over pages
_LOWEST_HEADING = 3


class Body:
    """The blocks of one document on their way into one file: counts bookmarks and lists, places anchors."""

    def __init__(
        self, document: Document, part: DocumentPart, notes: Footnotes, theme: Theme = PLAIN, numbers: int = 2
    ) -> None:
        self._theme = theme
        self._width = round(20 * theme.text_width)
        self._document = document
        self._part = part
        self._notes = notes
        self._remarks = Remarks(part)
        self._pictures = Pictures(part)
        self._anchors = frozenset(anchors_of(document.blocks))
        self._placed: set[str] = set()
        self._lists = numbers - 1
        self._controls = count(1)
        self._titled = False

    def elements(self) -> Iterator[Element]:
        """Yield the elements of the body in order. A document without blocks gives its title."""
        logo = self._theme.logo
        if logo is not None:
            shown = self._pictures.run(logo.size(self._theme.text_width), "", logo.alt, logo.data)
            yield _paragraph("Logo", [shown])
        for block in self._document.blocks or (Heading(level=1, text=self._document.title),):
            yield from self._block(block)
            for paragraph, note in self._notes.waiting():
                for run in note.runs:
                    paragraph.extend(self._run(run, self._notes.part))

    def parts(self) -> Iterator[Element]:
        """Yield the roots of other parts that the text filled."""
        yield from self._remarks.parts()

    def _block(self, block: Block) -> Iterator[Element]:
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph() if block.runs or block.anchor:
                content = self._bookmarked(block.anchor, self._line(block.runs))
                yield _paragraph(_PARAGRAPHS[block.style], content)
            case Listing():
                yield from self._listing(block)
            case Table():
                yield from self._table(block)
            case Contents():
                yield from self._contents(block)
            case Facts() if block.pairs:
                yield from self._facts(block)
            case Figure():
                yield self._figure(block)
            case _:
                pass

    def _heading(self, heading: Heading) -> Element:
        style = f"Heading{min(max(heading.level - 1, 1), _LOWEST_HEADING)}"
        if heading.level <= 1 and not self._titled:
            style, self._titled = "Title", True
        content = self._bookmarked(heading.anchor, [text_run(heading.text)])
        top = [element("pageBreakBefore"), element("spacing", before=0)] if heading.new_page else []
        return _paragraph(style, content, *top)

    def _listing(self, listing: Listing) -> Iterator[Element]:
        self._lists += listing.ordered
        for item in listing.items:
            if listing.ordered:
                place = element("numPr", element("ilvl", val=0), element("numId", val=self._lists))
                yield _paragraph("ListNumber", self._line(item), place)
            else:
                yield _paragraph(_LISTS[listing.style], self._line(item))

    def _contents(self, contents: Contents) -> Iterator[Element]:
        """Yield an entry for each line, with the page on which its heading will probably stand."""
        pages = pages_of(self._document, self._theme)
        for item in contents.items:
            key = next((run.href[1:] for run in item if run.href[1:] in self._anchors), "")
            if not key:
                yield _paragraph("TOC1", self._line(item))
                continue
            place = anchor_name(key)
            words = [text_run(run.text) for run in item]
            number = field(f"PAGEREF {place} \\h", str(pages.get(key, 1)))
            yield _paragraph(
                "TOC1", [element("hyperlink", *words, text_run("\t"), number, anchor=place, history=1)]
            )

    def _table(self, table: Table) -> Iterator[Element]:
        widths = whole_widths(column_widths(table, self._width, self._theme.scaled(9) * 20, 2 * CELL_PADDING))
        made = _table("BriefingTable", widths, table.summary)
        if any(table.head):
            names = (*table.head, *[""] * (len(widths) - len(table.head)))
            cells = [
                _cell([_paragraph("TableHeading", [text_run(n)])], w) for n, w in zip(names, widths, strict=True)
            ]
            made.append(element("tr", element("trPr", element("cantSplit"), element("tblHeader")), *cells))
        made.extend(self._row(row, widths) for row in table.rows)
        yield made
        yield _paragraph("TableEnd", [])

    def _row(self, row: Sequence[Cell], widths: Sequence[int]) -> Element:
        made = element("tr")
        if max((_length(cell) for cell in row), default=0) <= _UNSPLIT:
            made.append(element("trPr", element("cantSplit")))
        for place, width in enumerate(widths):
            cell = row[place] if place < len(row) else Cell(lines=())
            style = "TableHeading" if cell.header else "TableText"
            first, *others = cell.lines or ((),)
            lines = [_paragraph(style, self._bookmarked(cell.anchor, self._line(first)))]
            lines.extend(_paragraph(style, self._line(line)) for line in others)
            made.append(_cell(lines, width))
        return made

    def _facts(self, facts: Facts) -> Iterator[Element]:
        widths = whole_widths([self._width * share for share in FACT_SHARES])
        made = _table("BriefingFacts", widths, "")
        for label, line in facts.pairs:
            left = _cell([_paragraph("FactLabel", [text_run(label)])], widths[0])
            right = _cell([_paragraph("FactText", self._line(line))], widths[1])
            made.append(element("tr", element("trPr", element("cantSplit")), left, right))
        yield made
        yield _paragraph("TableEnd", [])

    def _figure(self, figure: Figure) -> Element:
        from brief.render.scene_files import write_both  # noqa: PLC0415 - fonts are read only for a page with pictures

        size, png, svg = write_both(figure, self._theme, texts_of(self._document))
        return _paragraph("Picture", [self._pictures.run(size, figure.title, figure.alt, png, svg)])

    def _line(self, line: Line) -> Iterator[Element]:
        for run in line:
            yield from self._run(run, self._part)
            yield from self._notes.marks(run.cites)

    def _run(self, run: Run, part: Part) -> Iterator[Element]:
        if not run.text:
            return
        href = safe_href(run.href)
        inside = href.startswith("#")
        if inside and href[1:] not in self._anchors:
            href = ""
        style = _MARKS.get(run.mark) or ("Hyperlink" if href else "")
        properties = styled(style) if style else element("rPr")
        for wanted, tag in ((run.bold, "b"), (run.italic, "i")):
            if wanted:  # the second of each for scripts from right to left
                properties.extend((element(tag), element(tag + "Cs")))
        made = text_run(run.text, properties if len(properties) else None)
        if not href:
            yield from self._remarks.around(
                run, [_control(run, made, next(self._controls))] if run.address else [made]
            )
        elif inside:
            yield element("hyperlink", made, anchor=anchor_name(href[1:]), history=1)
        else:
            target = part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            yield element("hyperlink", made, r_id=target, history=1)

    def _bookmarked(self, anchor: str, content: Iterable[Element]) -> Iterator[Element]:
        """Yield the content with the anchor's bookmark around it; an anchor is placed once."""
        if not anchor or anchor in self._placed:
            yield from content
            return
        self._placed.add(anchor)
        number = len(self._placed)
        yield element("bookmarkStart", id=number, name=anchor_name(anchor))
        yield from content
        yield element("bookmarkEnd", id=number)


def _control(run: Run, content: Element, number: int) -> Element:
    """Return the content in a content control whose tag tells which field it shows."""
    properties = element("sdtPr", element("tag", val=control_tag(run.address)), element("id", val=number))
    return element("sdt", properties, element("sdtContent", content))


def _length(cell: Cell) -> int:
    return sum(len(run.text) for line in cell.lines for run in line)


def _paragraph(style: str, content: Iterable[Element], *properties: Element) -> Element:
    return element("p", element("pPr", element("pStyle", val=style), *properties), *content)


def _cell(lines: Iterable[Element], width: int) -> Element:
    return element("tc", element("tcPr", element("tcW", w=width, type="dxa")), *lines)


def _table(style: str, widths: Sequence[int], summary: str) -> Element:
    properties = element(
        "tblPr",
        element("tblStyle", val=style),
        element("tblW", w=sum(widths), type="dxa"),
        element("tblLayout", type="fixed"),
        element("tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1),
    )
    if summary:
        properties.append(element("tblCaption", val=summary[:255]))
        properties.append(element("tblDescription", val=summary))
    return element("tbl", properties, element("tblGrid", *(element("gridCol", w=width) for width in widths)))
