"""A matrix and a theme in, its drawing out: discs for voices of their own, rings for those that repeat one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from brief.render.pdf_fonts import Fonts
from brief.render.pictures import Mark, Matrix
from brief.render.scene import Disc, Part, Rule, Scene
from brief.render.scene_text import Pen
from brief.render.theme import Theme

_SIZE = 8.0
_TOPICS, _MOST = 0.3, 0.4  # shares of the width for the topics, least and most
_COUNT = 44.0
_NAMED = 42.0  # a narrower column shows only the number of its source
_WIDEST = 84.0
_NAME_LINES, _TOPIC_LINES = 3, 2
_ROW, _LINE_ROOM = 6.0, 4.0  # around the text of a row; around a line of the head
_RADIUS = 3.3
_WHITE = "FFFFFF"


class _Grid:
    """Where the columns of one matrix stand."""

    def __init__(self, matrix: Matrix, theme: Theme, fonts: Fonts, family: str) -> None:
        self.matrix = matrix
        self.theme = theme
        self.pen = Pen(fonts, family, theme.scaled(_SIZE))
        self.width = theme.text_width
        room = self.width - _COUNT
        longest = max((self.pen.width(topic.text) for topic in matrix.topics), default=0) + 3 * _LINE_ROOM
        topics = min(max(longest, room * _TOPICS), room * _MOST)
        self.step = min((room - topics) / len(matrix.columns), _WIDEST)
        self.first = room - self.step * len(matrix.columns)
        self.named = self.step >= _NAMED

    def middle(self, place: int) -> float:
        """Return the middle of a column, the last one being that of the counts."""
        return (
            self.first + (place + 0.5) * self.step if place < len(self.matrix.columns) else self.width - _COUNT / 2
        )


def draw_matrix(matrix: Matrix, theme: Theme, fonts: Fonts, family: str) -> Scene:
    """Return the drawing, as wide as the theme's text."""
    grid = _Grid(matrix, theme, fonts, family)
    parts: list[Part] = []
    y = _head(grid, parts)
    for topic in matrix.topics:
        lines = grid.pen.lines(topic.text, grid.first - 2 * _LINE_ROOM, _TOPIC_LINES)
        height = len(lines) * grid.pen.leading + _ROW
        for place, line in enumerate(lines):
            base = y + _ROW / 2 + grid.pen.size * 0.95 + place * grid.pen.leading
            parts.append(grid.pen.words(_LINE_ROOM, base, line, theme.ink))
        parts += (
            part
            for place, mark in enumerate(topic.marks)
            for part in _mark(mark, grid.middle(place), y + height / 2, theme)
        )
        count = str(topic.voices)
        base = y + height / 2 + grid.pen.size * 0.36
        parts.append(
            grid.pen.words(grid.middle(len(topic.marks)), base, count, theme.ink, bold=True, anchor="middle")
        )
        y += height
        last = topic is matrix.topics[-1]
        colour = theme.accent if last else theme.rule
        parts.append(Rule(0, y, grid.width, y, colour, 1.0 if last else 0.5))
    height = _legend(grid, parts, y + _LINE_ROOM)
    return Scene(grid.width, height, tuple(parts))


def _head(grid: _Grid, parts: list[Part]) -> float:
    """Add the heads of the columns and the brackets over those of one voice; return where the rows begin."""
    pen, theme, columns = grid.pen, grid.theme, grid.matrix.columns
    runs = [list(run) for _, run in groupby(range(len(columns)), key=lambda place: columns[place].voice)]
    shared = [run for run in runs if len(run) > 1]
    top = pen.leading + _LINE_ROOM if shared else 0.0
    for run in shared:
        left, right = grid.middle(run[0]) - grid.step / 2 + 2, grid.middle(run[-1]) + grid.step / 2 - 2
        y = pen.leading + 1
        parts += [Rule(left, y, right, y, theme.accent, 0.8)]
        parts += [Rule(x, y, x, y + 3, theme.accent, 0.8) for x in (left, right)]
        for line in pen.lines(grid.matrix.shared, max(right - left, pen.width(grid.matrix.shared)), 1):
            parts.append(pen.words((left + right) / 2, pen.size * 0.9, line, theme.grey, anchor="middle"))
    heads = [_names(grid, place) for place in range(len(columns))]
    counted = pen.lines(grid.matrix.counted, _COUNT, 2, bold=True)
    bottom = top + max(map(len, [*heads, counted])) * pen.leading + _LINE_ROOM
    base = bottom - _LINE_ROOM - pen.size * 0.3
    for place, head in enumerate(heads):
        for down, text in enumerate(head):
            y = top + pen.size * 0.95 + down * pen.leading
            colour, bold = (theme.ink, False) if down else (theme.accent, True)
            parts.append(pen.words(grid.middle(place), y, text, colour, bold=bold, anchor="middle"))
    for up, text in enumerate(reversed(counted)):
        x, y = grid.middle(len(columns)), base - up * pen.leading
        parts.append(pen.words(x, y, text, theme.accent, bold=True, anchor="middle"))
    parts.append(pen.words(_LINE_ROOM, base, grid.matrix.heading, theme.accent, bold=True))
    parts.append(Rule(0, bottom, grid.width, bottom, theme.accent, 1.0))
    return bottom


def _names(grid: _Grid, place: int) -> list[str]:
    """Return the lines at the head of a column: the number of the source, and its publisher where there is room."""
    column = grid.matrix.columns[place]
    name = grid.pen.lines(column.name, grid.step - _LINE_ROOM, _NAME_LINES) if grid.named else []
    return [str(column.number), *name]


def _mark(mark: Mark, x: float, y: float, theme: Theme) -> Iterator[Part]:
    if mark == "own":
        yield Disc(x, y, _RADIUS, theme.accent, theme.accent, 0.8)
    elif mark == "same":
        yield Disc(x, y, _RADIUS, _WHITE, theme.accent, 1.1)


def _legend(grid: _Grid, parts: list[Part], top: float) -> float:
    """Add what the marks mean, side by side while there is room; return where the drawing ends."""
    pen = grid.pen
    x, y = _LINE_ROOM + _RADIUS, top + pen.leading / 2
    for mark, text in grid.matrix.legend:
        lines = pen.lines(text, grid.width - 6 * _RADIUS, 1)
        wide = max(map(pen.width, lines)) + 5 * _RADIUS
        if x > _LINE_ROOM + _RADIUS and x + wide > grid.width:
            x, y = _LINE_ROOM + _RADIUS, y + pen.leading
        parts += _mark(mark, x, y, grid.theme)
        parts += [pen.words(x + 2 * _RADIUS, y + pen.size * 0.36, line, grid.theme.grey) for line in lines]
        x += wide + 2 * _RADIUS
    return y + pen.leading / 2 + 1
