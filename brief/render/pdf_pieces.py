"""What stands on a page: paragraphs and rows of tables, which know their height, split, and draw themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from reportlab.lib.colors import HexColor

from brief.render.pdf_canvas import Style, TaggedCanvas
from brief.render.pdf_fonts import ASCENT, DESCENT, Fonts
from brief.render.pdf_tags import Tag
from brief.render.pdf_text import Line, Stretch

_FEWEST_LINES = 2  # of a paragraph, at the foot or the head of a page
TALL = 280.0  # a row higher than this may break over pages; a lower one moves to the next as a whole
_LEAST_OF_ROW = 50.0  # of a tall row, at the foot of a page
_DOTS = {"dotted": (0.7, 1.3), "dash": (2.4, 1.4)}


class Piece(Protocol):
    """Something that stands on a page. Lengths are points; `before` is dropped at the head of a page."""

    @property
    def before(self) -> float:
        """Return the room above."""

    @property
    def after(self) -> float:
        """Return the room below."""

    @property
    def keep(self) -> bool:
        """Return whether the piece stays on one page with the next."""

    @property
    def new_page(self) -> bool:
        """Return whether the piece begins a page."""

    @property
    def height(self) -> float:
        """Return the height without `before` and `after`."""

    @property
    def least(self) -> float:
        """Return the height that must fit before the piece begins on a page."""

    def split(self, room: float, page: float) -> tuple[Piece, Piece] | None:
        """Return what fits in `room` and the rest, or None when it moves to the next page as a whole."""

    def repeated(self) -> Piece | None:
        """Return what stands above the piece where it begins a page."""

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw the piece below `top`."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that links and the outline lead to; `level` is its depth in the outline, None outside it."""

    key: str
    title: str = ""
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of one paragraph. `label` stands in the indent of the first line: a bullet, a number."""

    lines: tuple[Line, ...]
    tag: Tag | None
    size: float
    leading: float
    before: float = 0
    after: float = 0
    indent: float = 0
    keep: bool = False
    new_page: bool = False
    label: Line | None = None
    label_tag: Tag | None = None
    label_at: float = 0
    centred: float = 0  # the width to centre in
    marks: tuple[Mark, ...] = ()
    page_of: str = ""  # the key of the place whose page stands at the right, once it is known
    leader: tuple[float, float] | None = None  # where dots lead from the last line to that number
    dots: str = ""  # their colour

    @property
    def height(self) -> float:
        """Return the height of all lines."""
        return len(self.lines) * self.leading

    @property
    def least(self) -> float:
        """Return the height of the lines that must not stand alone."""
        few = len(self.lines) if len(self.lines) <= _FEWEST_LINES + 1 else _FEWEST_LINES
        return few * self.leading

    def repeated(self) -> None:
        """Return nothing: a paragraph just goes on."""
        return

    def split(self, room: float, page: float) -> tuple[Text, Text] | None:
        """Return the lines that fit and the rest, at least two lines each."""
        fitting = int(room / self.leading + 1e-6)
        count = min(fitting, len(self.lines) - _FEWEST_LINES)
        if count < _FEWEST_LINES:
            if page - room > self.leading:  # there is more room on the next page
                return None
            count = max(fitting, 1)
        if count >= len(self.lines):
            return None
        return self.cut(count)

    def cut(self, count: int) -> tuple[Text, Text]:
        """Return the first `count` lines and the rest."""
        head = replace(self, lines=self.lines[:count], after=0)
        tail = replace(self, lines=self.lines[count:], before=0, label=None, marks=(), new_page=False)
        return head, tail

    def numbered(self, page: int, width: float, fonts: Fonts, dots: str) -> Text:
        """Return the lines with the number of the page at the end of the last, `width` from the left."""
        last = self.lines[-1]
        style = last.stretches[-1].style
        ends = [stretch.width for stretch in last.stretches]
        room, space = fonts.width(style.font, str(page), style.size), fonts.width(style.font, " ", style.size)
        number = (Stretch(" ", style, space), Stretch(str(page), style, room, width - room))
        line = Line((*last.stretches, *number))
        leader = (sum(ends) + 2 * space, width - room - 2 * space)
        return replace(self, lines=(*self.lines[:-1], line), leader=leader, dots=dots)

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw the lines, and make the marks in them places to go to."""
        for mark in self.marks:
            canvas.mark_place(mark.key, x, top + self.size)
            if mark.level is not None:
                canvas.addOutlineEntry(mark.title, mark.key, mark.level, closed=mark.level > 0)
        first = top - (self.leading - (ASCENT + DESCENT) * self.size) / 2 - ASCENT * self.size
        if self.label is not None:
            draw_lines(canvas, [(x + self.label_at, first, self.label)], self.label_tag)
        starts = []
        for place, line in enumerate(self.lines):
            shift = (self.centred - sum(s.width for s in line.stretches)) / 2 if self.centred else 0
            starts.append((x + self.indent + shift, first - place * self.leading, line))
        draw_lines(canvas, starts, self.tag)
        if self.leader is not None and self.leader[0] < self.leader[1]:
            y = first - (len(self.lines) - 1) * self.leading
            with canvas.artifact():
                canvas.setStrokeColor(HexColor("#" + self.dots))
                canvas.setLineWidth(0.8)
                canvas.setDash(0.8, 2.4)
                canvas.line(x + self.leader[0], y, x + self.leader[1], y)
                canvas.setDash()


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the table: thickness in points, colour."""

    thickness: float
    colour: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: cells of stacked texts. `head` is drawn again where the row begins a page."""

    cells: tuple[tuple[Text, ...], ...]
    widths: tuple[float, ...]
    sides: float
    above: float
    below: float
    over: Rule | None = None
    under: Rule | None = None
    head: Row | None = None
    before: float = 0
    after: float = 0
    keep: bool = False
    new_page: bool = False
    decoration: bool = False

    @property
    def height(self) -> float:
        """Return the height of the tallest cell with its padding."""
        return self.above + self.below + max((_stacked(cell) for cell in self.cells), default=0)

    @property
    def least(self) -> float:
        """Return the whole height, but of a tall row only some lines."""
        return self.height if self.height <= TALL else _LEAST_OF_ROW

    def repeated(self) -> Row | None:
        """Return the head of the table, as decoration: it was read once."""
        return replace(self.head, decoration=True, before=0) if self.head else None

    def split(self, room: float, page: float) -> tuple[Row, Row] | None:
        """Return the parts of a tall row; a lower one moves as a whole."""
        if self.height <= TALL and page - room > 1:
            return None
        inside = room - self.above - self.below
        parts = [_cut(cell, inside) for cell in self.cells]
        if all(not head for head, _ in parts):
            if page - room > 1:
                return None
            parts = [(cell[:1], cell[1:]) for cell in self.cells]
        heads, tails = tuple(head for head, _ in parts), tuple(tail for _, tail in parts)
        return (
            replace(self, cells=heads, under=None, after=0),
            replace(self, cells=tails, over=None, before=0, new_page=False),
        )

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw the rules, then the cells from left to right."""
        bottom = top - self.height
        for rule, y in ((self.over, top), (self.under, bottom)):
            if rule is not None:
                with canvas.artifact():
                    canvas.setStrokeColor(HexColor("#" + rule.colour))
                    canvas.setLineWidth(rule.thickness)
                    canvas.line(x, y, x + sum(self.widths), y)
        left = x
        for cell, width in zip(self.cells, self.widths, strict=True):
            y = top - self.above
            for text in cell:
                drawn = replace(text, tag=None, marks=()) if self.decoration else text
                drawn.draw(canvas, left + self.sides, y)
                y -= text.height + text.after
            left += width


def _stacked(cell: Sequence[Text]) -> float:
    return sum(text.height + text.after for text in cell) - (cell[-1].after if cell else 0)


def _cut(cell: tuple[Text, ...], room: float) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
    """Return the texts of a cell that fit in `room`, and the rest."""
    for place, text in enumerate(cell):
        if text.height > room:
            fitting = int(room / text.leading + 1e-6)
            if fitting < 1:
                return cell[:place], cell[place:]
            head, tail = text.cut(fitting)
            return (*cell[:place], head), (tail, *cell[place + 1 :])
        room -= text.height + text.after
    return cell, ()


def draw_lines(canvas: TaggedCanvas, starts: Sequence[tuple[float, float, Line]], tag: Tag | None) -> None:
    """Draw lines that belong to one element; links within them are elements of their own."""
    text = canvas.text(tag)
    strokes: list[_Stroke] = []
    for left, y, line in starts:
        x = left
        text.setTextOrigin(x, y)
        for stretch in line.stretches:
            if stretch.offset is not None:
                x = left + stretch.offset
                text.setTextOrigin(x, y)
            text.put(stretch.text, stretch.style)
            _add_stroke(strokes, _Stroke(stretch.style, y, x, x + stretch.width))
            x += stretch.width
        if line.whole and line.stretches:  # between this line's last word and the next line's first
            if line.stretches[-1].offset is not None:
                text.setTextOrigin(left + sum(stretch.width for stretch in line.stretches), y)
            text.put(" ", line.stretches[-1].style)
    text.finish()
    for stroke in strokes:
        _draw_stroke(canvas, stroke, linked=tag is not None)


@dataclass(frozen=True, slots=True)
class _Stroke:
    """A stretch of a line with something below it or a link on it."""

    style: Style
    y: float
    left: float
    right: float


def _add_stroke(strokes: list[_Stroke], new: _Stroke) -> None:
    """Add to the strokes, or widen the last when it goes on in the same style."""
    if not new.style.line and new.style.link is None:
        return
    last = strokes[-1] if strokes else None
    if last is not None and last.y == new.y and _goes_on(last.style, new.style):
        joined = _Stroke(last.style, last.y, min(last.left, new.left), max(last.right, new.right))
        strokes[-1] = joined
    else:
        strokes.append(new)


def _draw_stroke(canvas: TaggedCanvas, stroke: _Stroke, *, linked: bool) -> None:
    style, y = stroke.style, stroke.y
    if style.line:
        with canvas.artifact():
            canvas.setStrokeColor(HexColor("#" + style.colour))
            canvas.setLineWidth(0.6)
            canvas.setDash(*_DOTS[style.line])
            canvas.line(stroke.left, y - 1.6, stroke.right, y - 1.6)
            canvas.setDash()
    if style.link is not None and linked:
        low, high = y + style.rise - DESCENT * style.size, y + style.rise + ASCENT * style.size
        canvas.link(style.link, (stroke.left, low, stroke.right, high))


def _goes_on(style: Style, after: Style) -> bool:
    return style is after or (style.link is after.link and style.line == after.line)
