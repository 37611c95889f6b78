"""Blocks → pieces of pages with their elements in the tag tree; citations lead to notes, and notes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

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
    Note,
    Paragraph,
    Run,
    Table,
)
from brief.render.columns import column_widths
from brief.render.pdf_canvas import Link, Style
from brief.render.pdf_figure import Drawing, drawing, stamp
from brief.render.pdf_fonts import Fonts
from brief.render.pdf_looks import (
    CELL_ABOVE,
    CELL_BELOW,
    CELL_SIDES,
    CONTENTS_ROOM,
    ITALIC_OF,
    RAISED,
    RAISED_SIZE,
    Look,
    Looks,
)
from brief.render.pdf_pieces import TALL, Mark, Piece, Row, Rule, Text
from brief.render.pdf_tags import Tag
from brief.render.pdf_text import Span, break_lines
from brief.render.safe import anchor_name, safe_href, xml_safe
from brief.render.scene_pictures import draw
from brief.render.theme import FACT_SHARES
from brief.render.walk import anchors_of

NOTES_TITLE = "Notes"
_LINES = {"disputed": "dotted", "edited": "dash"}


class Composer:
    """The blocks of one document on their way to pages: places anchors, counts notes and levels."""

    def __init__(self, document: Document, root: Tag, fonts: Fonts, looks: Looks) -> None:
        self._looks = looks
        self._width = looks.theme.text_width
        accent = looks.theme.accent
        self._heavy, self._middle, self._light = Rule(1.0, accent), Rule(0.75, accent), Rule(0.5, looks.theme.rule)
        self._document = document
        self._root = root
        self._fonts = fonts
        self._notes = {note.number: note for note in document.notes}
        self._cited: dict[int, str] = {}  # where each note is cited first
        self._anchors = frozenset(anchors_of(document.blocks))
        self._placed: set[str] = set()
        self._depth = 0
        self._titled = False

    def pieces(self) -> Iterator[Piece]:
        """Yield the pieces in reading order; the notes that were cited stand at the end."""
        logo = self._looks.theme.logo
        if logo is not None:
            tag = self._root.block("Figure")
            tag.alt = _one_line(logo.alt)
            yield stamp(logo, tag, self._width)
        for block in self._document.blocks or (Heading(level=1, text=self._document.title or "Untitled"),):
            yield from self._block(block)
        cited = [note for note in self._notes.values() if note.number in self._cited]
        if cited:
            yield self._heading(Heading(level=2, text=NOTES_TITLE, anchor="notes"))
            for note in cited:
                yield self._note(note)

    def _block(self, block: Block) -> Iterator[Piece]:
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph() if block.runs or block.anchor:
                tag = self._root.block("BlockQuote" if block.style == "quote" else "P")
                yield self._text(block.runs, self._looks.paragraphs[block.style], tag, self._marks(block.anchor))
            case Listing() if block.items:
                yield from self._listing(block)
            case Table():
                yield from self._table(block)
            case Contents() if block.items:
                yield from self._contents(block)
            case Facts() if block.pairs:
                yield from self._facts(block)
            case Figure():
                yield self._figure(block)
            case _:
                pass

    def _heading(self, heading: Heading) -> Text:
        level = min(max(heading.level, 1), self._depth + 1, 6)
        self._depth = level
        look = self._looks.headings[min(max(heading.level - 2, 0), len(self._looks.headings) - 1)]
        if heading.level <= 1 and not self._titled:
            look, self._titled = self._looks.title, True
        title = _one_line(heading.text)
        key = self._key(heading.anchor) or f"_heading_{len(self._placed)}"
        self._placed.add(key)
        made = self._text(
            (Run(text=heading.text),),
            look,
            self._root.block(f"H{level}"),
            (Mark(key, title or "…", level - 1),),
        )
        return replace(made, new_page=heading.new_page)

    def _listing(self, listing: Listing) -> Iterator[Text]:
        tag = self._root.block("L", ListNumbering="Decimal" if listing.ordered else "Disc")
        look = self._looks.number if listing.ordered else self._looks.lists[listing.style]
        for place, item in enumerate(listing.items, 1):
            entry = tag.block("LI")
            label, body = entry.block("Lbl"), entry.block("LBody")
            yield self._text(item, look, body, label=((f"{place}." if listing.ordered else "•"), label))

    def _contents(self, contents: Contents) -> Iterator[Text]:
        """Yield an entry for each line; the page that it leads to is known when all pages are."""
        tag = self._root.block("TOC")
        for item in contents.items:
            entry = tag.block("TOCI").block("Reference")
            made = self._text(item, self._looks.contents, entry, width=self._width - CONTENTS_ROOM)
            keys = [run.href[1:] for run in item if run.href.startswith("#") and run.href[1:] in self._anchors]
            yield replace(made, page_of=anchor_name(keys[0]) if keys else "")

    def _table(self, table: Table) -> Iterator[Row]:
        tag = self._root.block("Table", **({"Summary": xml_safe(table.summary)} if table.summary else {}))
        widths = tuple(column_widths(table, self._width, self._looks.cell.size, 2 * CELL_SIDES))
        head = None
        if any(table.head):
            names = (*table.head, *[""] * (len(widths) - len(table.head)))
            cells = tuple(Cell(lines=((Run(text=name),),), header=True) for name in names)
            head = self._row(
                tag.block("TR"), cells, widths, scope="Column", over=self._heavy, under=self._middle, keep=True
            )
            yield head
        for place, cells in enumerate(table.rows):
            left = len(table.rows) - 1 - place
            over = self._heavy if head is None and place == 0 else None
            yield self._row(
                tag.block("TR"),
                cells,
                widths,
                over=over,
                under=self._light if left else self._heavy,
                head=head,
                last=not left,
                keep=left > 0 and (place == 0 or left == 1),  # no row stands alone on its page
            )

    def _row(  # noqa: PLR0913 - the rules around a row are named where it is made
        self,
        tag: Tag,
        cells: Sequence[Cell],
        widths: tuple[float, ...],
        *,
        scope: str = "Row",
        over: Rule | None = None,
        under: Rule | None = None,
        head: Row | None = None,
        last: bool = False,
        keep: bool = False,
    ) -> Row:
        filled = [*cells, *[Cell(lines=())] * (len(widths) - len(cells))]
        made = Row(
            cells=tuple(self._cell(tag, cell, width, scope) for cell, width in zip(filled, widths, strict=True)),
            widths=widths,
            sides=CELL_SIDES,
            above=CELL_ABOVE,
            below=CELL_BELOW,
            over=over,
            under=under,
            head=head,
            after=11 if last else 0,
        )
        return replace(made, keep=keep and made.height <= TALL)

    def _cell(self, row: Tag, cell: Cell, width: float, scope: str) -> tuple[Text, ...]:
        tag = row.block("TH", Scope=scope) if cell.header else row.block("TD")
        look, room = (self._looks.cell_head if cell.header else self._looks.cell), width - 2 * CELL_SIDES
        single = len(cell.lines) <= 1
        texts = []
        for place, line in enumerate(cell.lines):
            marks = () if place else self._marks(cell.anchor)
            texts.append(self._text(line, look, tag if single else tag.block("P"), marks, width=room))
        return tuple(texts)

    def _facts(self, facts: Facts) -> Iterator[Row]:
        tag = self._root.block("Table")
        widths = tuple(self._width * share for share in FACT_SHARES)
        for place, (label, line) in enumerate(facts.pairs):
            row = tag.block("TR")
            name, told = row.block("TH", Scope="Row"), row.block("TD")
            cells = (
                (self._text((Run(text=label),), self._looks.fact_label, name, width=widths[0] - 2 * CELL_SIDES),),
                (self._text(line, self._looks.fact, told, width=widths[1] - 2 * CELL_SIDES),),
            )
            last = place == len(facts.pairs) - 1
            yield Row(cells, widths, CELL_SIDES, 1, 1.5, after=8 if last else 0)

    def _figure(self, figure: Figure) -> Drawing:
        theme = self._looks.theme
        tag = self._root.block("Figure")
        tag.alt = _one_line(figure.alt)
        scene = draw(figure.picture, theme, self._fonts, theme.pdf_font)
        return drawing(scene, tag, self._fonts, (self._looks.regular, self._looks.bold))

    def _note(self, note: Note) -> Text:
        tag = self._root.block("Note", identity=f"note-{note.number}")
        label, body = tag.block("Lbl"), tag.block("P")
        back = Link(label.span("Link"), f"Back to where note {note.number} is cited", key=self._cited[note.number])
        look = self._looks.note
        style = Style(look.font, look.size, self._looks.theme.link, link=back, tag=back.tag)
        key = _note_key(note.number)
        self._placed.add(key)
        return self._text(
            note.runs, look, body, (Mark(key),), label=(str(note.number), label), label_style=style, noted=False
        )

    def _text(  # noqa: PLR0913 - one place where a look becomes a piece
        self,
        line: Line,
        look: Look,
        tag: Tag,
        marks: tuple[Mark, ...] = (),
        *,
        width: float = 0,
        label: tuple[str, Tag] | None = None,
        label_style: Style | None = None,
        noted: bool = True,
    ) -> Text:
        found: list[Mark] = list(marks)
        spans = [span for run in line for span in self._spans(run, look, tag, found if noted else None)]
        made = None
        if label is not None:
            style = label_style or Style(look.font, look.size, look.colour)
            made = break_lines([Span(label[0], style)], look.hanging * 4, self._fonts)[0]
        return Text(
            lines=tuple(break_lines(spans, (width or self._width) - look.indent, self._fonts)),
            tag=tag,
            size=look.size,
            leading=look.leading,
            before=look.before,
            after=look.after,
            indent=look.indent,
            keep=look.keep,
            label=made,
            label_tag=label[1] if label else None,
            label_at=look.indent - look.hanging,
            marks=tuple(found),
        )

    def _spans(self, run: Run, look: Look, tag: Tag, marks: list[Mark] | None) -> Iterator[Span]:
        font = self._looks.bold if run.bold else look.font
        if run.italic or run.mark == "absent":
            font = ITALIC_OF[font]
        link = self._link(run, tag)
        theme = self._looks.theme
        colour = theme.grey if run.mark == "absent" else theme.link if link else look.colour
        yield Span(
            xml_safe(run.text),
            Style(font, look.size, colour, 0, _LINES.get(run.mark, ""), link, link.tag if link else None),
        )
        if marks is not None:
            yield from self._citations(run.cites, look, tag, marks)

    def _citations(self, cites: Iterable[int], look: Look, tag: Tag, marks: list[Mark]) -> Iterator[Span]:
        size, rise = look.size * RAISED_SIZE, look.size * RAISED
        known = [number for number in cites if number in self._notes]
        for place, number in enumerate(known):
            if place:
                yield Span(",", Style(look.font, size, look.colour, rise))
            if number not in self._cited:
                self._cited[number] = f"_cite_{number}"
                marks.append(Mark(self._cited[number]))
            link = Link(tag.span("Reference").span("Link"), f"Go to note {number}", key=_note_key(number))
            yield Span(str(number), Style(look.font, size, self._looks.theme.link, rise, "", link, link.tag))

    def _link(self, run: Run, tag: Tag) -> Link | None:
        href = safe_href(run.href)
        if href.startswith("#"):
            if href[1:] not in self._anchors:
                return None
            return Link(tag.span("Link"), f"Go to {_one_line(run.text)}", key=anchor_name(href[1:]))
        return Link(tag.span("Link"), f"Open {href}", url=href) if href else None

    def _marks(self, anchor: str) -> tuple[Mark, ...]:
        key = self._key(anchor)
        return (Mark(key),) if key else ()

    def _key(self, anchor: str) -> str:
        """Return the key of an anchor that is not yet placed, else ""."""
        key = anchor_name(anchor) if anchor else ""
        if key in self._placed:
            return ""
        if key:
            self._placed.add(key)
        return key


def _note_key(number: int) -> str:
    return f"_note_{number}"


def _one_line(text: str) -> str:
    return " ".join(xml_safe(text).split())
