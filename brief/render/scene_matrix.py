"""A matrix and a theme in, its drawing out: discs for voices of their own, rings for those that repeat one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from brief.render.pdf_fonts import Fonts
from brief.render.pictures import Mark, Matrix
from brief.render.scene import Disc, Part, Rule, Scene
from brief.render.scene_text import Pen
from brief.render.theme import Theme

_SIZE = 8.0
_LEAST, _MOST = 0.3, 0.4  # shares of the width for the topics
_COUNT = 44.0  # the width of the last column
_NAMED = 42.0  # a narrower column shows only the number of its source
_NARROWEST, _WIDEST = 12.5, 84.0
_NAME_LINES, _TOPIC_LINES = 3, 2
_ROW, _ROOM = 6.0, 4.0  # above and below the text of a row together; beside a text
_RADIUS = 3.3
_WHITE = "FFFFFF"


class _Panel:
    """Some columns of a matrix side by side, and where they stand."""

    def __init__(self, matrix: Matrix, columns: Sequence[int], theme: Theme, pen: Pen) -> None:
        self.matrix, self.theme, self.pen = matrix, theme, pen
        self.columns = [matrix.columns[place] for place in columns]
        self.marks = [[topic.marks[place] for place in columns] for topic in matrix.topics]
        self.width = theme.text_width
        room = self.width - _COUNT
        self.step = min((room - _topics(matrix, theme, pen)) / len(columns), _WIDEST)
        self.first = room - self.step * len(columns)
        runs = [list(run) for _, run in groupby(range(len(columns)), key=lambda n: self.columns[n].voice)]
        self.shared = [run for run in runs if len(run) > 1]
        self.said = all(len(run) * self.step >= pen.width(matrix.shared) for run in self.shared)  # over brackets

    def middle(self, place: int) -> float:
        """Return the middle of a column, the last one being that of the counts."""
        last = place == len(self.columns)
        return self.width - _COUNT / 2 if last else self.first + (place + 0.5) * self.step


def draw_matrix(matrix: Matrix, theme: Theme, fonts: Fonts, family: str) -> Scene:
    """Return the drawing, as wide as the theme's text; columns that find no room stand in a panel below."""
    pen = Pen(fonts, family, theme.scaled(_SIZE))
    room = theme.text_width - _COUNT - _topics(matrix, theme, pen)
    widest = max(pen.width(str(column.number), bold=True) for column in matrix.columns) + 3
    most = max(int(room / max(_NARROWEST, widest)), 1)
    count = len(matrix.columns)
    each = -(-count // -(-count // most))
    panels = [_Panel(matrix, range(n, min(n + each, count)), theme, pen) for n in range(0, count, each)]
    parts: list[Part] = []
    y = 0.0
    for panel in panels:
        y = _rows(panel, parts, _head(panel, parts, y)) + (pen.leading if panel is not panels[-1] else _ROOM)
    height = _legend(panels, parts, y)
    return Scene(theme.text_width, height, tuple(parts))


def _topics(matrix: Matrix, theme: Theme, pen: Pen) -> float:
    """Return the width that the topics get."""
    longest = max((pen.width(topic.text) for topic in matrix.topics), default=0) + 3 * _ROOM
    room = theme.text_width - _COUNT
    return min(max(longest, room * _LEAST), room * _MOST)


def _head(panel: _Panel, parts: list[Part], top: float) -> float:
    """Add the heads of the columns and the brackets over those of one voice; return where the rows begin."""
    pen, theme, matrix = panel.pen, panel.theme, panel.matrix
    if panel.shared:
        top += pen.leading * panel.said
        for run in panel.shared:
            left, right = panel.middle(run[0]) - panel.step / 2 + 2, panel.middle(run[-1]) + panel.step / 2 - 2
            parts += _bracket(left, right, top, theme)
            if panel.said:
                y = top - pen.leading + pen.size * 0.9
                parts.append(pen.words((left + right) / 2, y, matrix.shared, theme.grey, anchor="middle"))
        top += _ROOM
    heads = [[str(column.number), *_name(panel, column.name)] for column in panel.columns]
    counted = pen.lines(matrix.counted, _COUNT, 2, bold=True)
    bottom = top + max(map(len, [*heads, counted])) * pen.leading + _ROOM
    base = bottom - _ROOM - pen.size * 0.3
    for place, head in enumerate(heads):
        for down, text in enumerate(head):
            y = top + pen.size * 0.95 + down * pen.leading
            colour, bold = (theme.ink, False) if down else (theme.accent, True)
            parts.append(pen.words(panel.middle(place), y, text, colour, bold=bold, anchor="middle"))
    for up, text in enumerate(reversed(counted)):
        x, y = panel.middle(len(heads)), base - up * pen.leading
        parts.append(pen.words(x, y, text, theme.accent, bold=True, anchor="middle"))
    for line in pen.lines(matrix.heading, panel.first - 2 * _ROOM, 1, bold=True):
        parts.append(pen.words(_ROOM, base, line, theme.accent, bold=True))
    parts.append(Rule(0, bottom, panel.width, bottom, theme.accent, 1.0))
    return bottom


def _name(panel: _Panel, name: str) -> list[str]:
    """Return the publisher in lines, none where there is no room for it."""
    return panel.pen.lines(name, panel.step - _ROOM, _NAME_LINES) if panel.step >= _NAMED else []


def _rows(panel: _Panel, parts: list[Part], top: float) -> float:
    """Add a row for each topic; return where they end."""
    pen, theme, y = panel.pen, panel.theme, top
    for topic, marks in zip(panel.matrix.topics, panel.marks, strict=True):
        lines = pen.lines(topic.text, panel.first - 2 * _ROOM, _TOPIC_LINES)
        height = len(lines) * pen.leading + _ROW
        for place, line in enumerate(lines):
            base = y + _ROW / 2 + pen.size * 0.95 + place * pen.leading
            parts.append(pen.words(_ROOM, base, line, theme.ink))
        middle = y + height / 2
        for place, mark in enumerate(marks):
            parts += _mark(mark, panel.middle(place), middle, theme)
        x = panel.middle(len(marks))
        parts.append(
            pen.words(x, middle + pen.size * 0.36, str(topic.voices), theme.ink, bold=True, anchor="middle")
        )
        y += height
        last = topic is panel.matrix.topics[-1]
        parts.append(Rule(0, y, panel.width, y, theme.accent if last else theme.rule, 1.0 if last else 0.5))
    return y


def _mark(mark: Mark, x: float, y: float, theme: Theme) -> Iterator[Part]:
    if mark == "own":
        yield Disc(x, y, _RADIUS, theme.accent, theme.accent, 0.8)
    elif mark == "same":
        yield Disc(x, y, _RADIUS, _WHITE, theme.accent, 1.1)


def _bracket(left: float, right: float, y: float, theme: Theme) -> list[Part]:
    ends = [Rule(x, y, x, y + 3, theme.accent, 0.8) for x in (left, right)]
    return [Rule(left, y, right, y, theme.accent, 0.8), *ends]


def _legend(panels: Sequence[_Panel], parts: list[Part], top: float) -> float:
    """Add what the marks mean, side by side while there is room; return where the drawing ends."""
    pen, theme, matrix = panels[0].pen, panels[0].theme, panels[0].matrix
    start = _ROOM + _RADIUS
    unsaid = not all(panel.said for panel in panels)
    entries = list(matrix.legend)
    if unsaid:
        entries.append(("", matrix.shared))
    x, y = start, top + pen.leading / 2
    for mark, text in entries:
        lines = pen.lines(text, theme.text_width - 6 * _RADIUS, 1)
        wide = max(map(pen.width, lines), default=0) + 5 * _RADIUS
        if x > start and x + wide > theme.text_width:
            x, y = start, y + pen.leading
        parts += _mark(mark, x, y, theme) if mark else _bracket(x - _RADIUS, x + _RADIUS, y - 1.5, theme)
        parts += [pen.words(x + 2 * _RADIUS, y + pen.size * 0.36, line, theme.grey) for line in lines]
        x += wide + 2 * _RADIUS
    return y + pen.leading / 2 + 1
