"""A timeline and a theme in, its drawing out: dates on flags above and below a band in three stretches.

Nothing rests on colour alone: the stretch that the briefing is about is dark, the others are outlined, and the
dates before, in and after it stand on rings, discs and diamonds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from brief.render.pdf_fonts import Fonts
from brief.render.pictures import Day, Deed, Stretch, Timeline
from brief.render.scene import Disc, Part, Rule, Scene, Shape
from brief.render.scene_text import Pen
from brief.render.theme import Theme

_SIZE, _SMALL = 8.0, 7.5
_BAND, _STEM, _GAP = 18.0, 9.0, 9.0  # the band's height; from it to the nearest text; between texts side by side
_INSET = 5.0  # of a flag's text from its stem, of a stem from where its stretch begins
_NARROWEST, _WIDEST = 58.0, 150.0  # of a flag's text
_LINES, _SHARED = 6, (4, 3)  # of a text alone, of the first and the second of two
_APART = 0.3  # of a line, between two texts
_MARK = 3.0
_WHITE = "FFFFFF"


@dataclass(frozen=True, slots=True)
class _Flag:
    """A date at its place, with the lines that tell what happens then."""

    x: float
    above: bool
    date: list[str]
    lines: list[list[str]]
    place: str

    @property
    def count(self) -> float:
        return len(self.date) + sum(map(len, self.lines)) + _APART * max(len(self.lines) - 1, 0)


def draw_timeline(timeline: Timeline, theme: Theme, fonts: Fonts, family: str) -> Scene:
    """Return the drawing, as wide as the theme's text; what does not fit side by side goes on below."""
    pen = Pen(fonts, family, theme.scaled(_SIZE))
    width = theme.text_width
    parts: list[Part] = []
    height = 0.0
    for place, deck in enumerate(_decks(timeline.stretches, width, theme)):
        drawn, height = _deck(deck, theme, pen, height + (pen.leading if place else 0))
        parts += drawn
    if timeline.legend:
        small = Pen(fonts, family, theme.scaled(_SMALL))
        height += _GAP + small.leading
        for line in small.lines(timeline.legend, width, 1):
            parts.append(small.words(0, height - small.size * 0.3, line, theme.grey))
    return Scene(width, height, tuple(parts))


def _decks(stretches: Sequence[Stretch], width: float, theme: Theme) -> list[list[Stretch]]:
    """Return the stretches in rows, each with as many dates as flags fit side by side."""
    narrowest = _NARROWEST * theme.scaled(_SIZE) / _SIZE + _GAP
    most = max(int(2 * width / narrowest) - 1, 1)
    count = sum(len(stretch.days) for stretch in stretches)
    most = -(-count // -(-count // most))  # rows as even as may be
    decks: list[list[Stretch]] = [[]]
    room = most
    for stretch in stretches:
        days = stretch.days
        while days:
            if not room:
                decks.append([])
                room = most
            decks[-1].append(stretch.model_copy(update={"days": days[:room]}))
            days, room = days[room:], room - min(room, len(days))
    return decks


def _deck(stretches: Sequence[Stretch], theme: Theme, pen: Pen, top: float) -> tuple[list[Part], float]:
    """Return one row's parts and where it ends."""
    edges = _edges(stretches, theme.text_width, pen)
    flags = _flags(stretches, edges, theme.text_width, pen)
    above = max((flag.count for flag in flags if flag.above), default=0) * pen.leading
    below = max((flag.count for flag in flags if not flag.above), default=0) * pen.leading
    band = top + above + (_STEM if above else 0)
    parts: list[Part] = []
    for stretch, start, end in zip(stretches, edges, edges[1:], strict=False):
        parts += _band(stretch, (start, end), band, theme, pen)
    for flag in flags:
        parts += _flag(flag, top if flag.above else band + _BAND + _STEM, band, theme, pen)
    return parts, band + _BAND + (_STEM + below if below else _MARK)


def _edges(stretches: Sequence[Stretch], width: float, pen: Pen) -> list[float]:
    """Return where each stretch begins and the last ends: by its dates, and never narrower than its title."""
    units = [float(len(stretch.days)) for stretch in stretches]
    alone = sum(units) <= _one_sided(width)
    units[-1] += 0 if alone else 1  # the last flags need as much room as the others
    least = [min(pen.width(s.title, bold=True) + 4 * _INSET, width / 2) for s in stretches]
    sizes = [width * unit / sum(units) for unit in units]
    for _ in sizes:
        lack = sum(max(need - size, 0) for need, size in zip(least, sizes, strict=True))
        spare = sum(max(size - need, 0) for need, size in zip(least, sizes, strict=True))
        if not lack or not spare:
            break
        given = min(lack / spare, 1)
        sizes = [max(need, size - max(size - need, 0) * given) for need, size in zip(least, sizes, strict=True)]
    scale = width / sum(sizes)
    edges = [0.0]
    for size in sizes:
        edges.append(edges[-1] + size * scale)
    return edges


def _one_sided(width: float) -> int:
    """Return how many flags stand side by side above the band, without any below it."""
    return int(width / (_NARROWEST + _GAP + _INSET))


def _flags(stretches: Sequence[Stretch], edges: Sequence[float], width: float, pen: Pen) -> list[_Flag]:
    count = sum(len(stretch.days) for stretch in stretches)
    alone = count <= _one_sided(width)
    starts: list[tuple[float, Day, str]] = []
    for place, stretch in enumerate(stretches):
        last = place == len(stretches) - 1 and not alone
        step = (edges[place + 1] - edges[place]) / (len(stretch.days) + last)
        starts += [(edges[place] + n * step + _INSET, day, stretch.place) for n, day in enumerate(stretch.days)]
    flags = []
    for number, (x, day, kind) in enumerate(starts):
        after = number + (1 if alone else 2)
        end = starts[after][0] - _GAP if after < len(starts) else width - _GAP / 3
        room = min(end - x - _INSET, _WIDEST)
        shares = (_LINES,) if len(day.deeds) == 1 else _SHARED
        told = zip(day.deeds, shares, strict=False)
        lines = [pen.lines(deed.text, room, most, tail=_tail(deed)) for deed, most in told]
        flags.append(_Flag(x, alone or number % 2 == 0, pen.lines(day.date, room, 2, bold=True), lines, kind))
    return flags


def _tail(deed: Deed) -> str:
    return f"[{deed.sources}]".replace(" ", "\xa0") if deed.sources else ""


def _band(stretch: Stretch, ends: tuple[float, float], top: float, theme: Theme, pen: Pen) -> list[Part]:
    """Return a stretch of the band; what lies ahead ends in an arrow."""
    start, end = ends
    dark = stretch.place == "during"
    middle = top + _BAND / 2
    tip = _BAND / 2 if stretch.place == "after" else 0
    outline = ((start, top), (end - tip, top), (end, middle), (end - tip, top + _BAND), (start, top + _BAND))
    fill = theme.accent if dark else _WHITE
    shape = Shape(outline, fill, theme.accent, 0.8)
    title = pen.lines(stretch.title, end - start - 2 * _INSET - tip, 1, bold=True)
    baseline = middle + pen.size * 0.36
    colour = _WHITE if dark else theme.accent
    return [shape, *(pen.words(start + 2 * _INSET, baseline, line, colour, bold=True) for line in title)]


def _flag(flag: _Flag, top: float, band: float, theme: Theme, pen: Pen) -> list[Part]:
    """Return a flag: its stem from the band along its text, its mark on the band's edge, its words."""
    bottom = top + flag.count * pen.leading
    edge = band if flag.above else band + _BAND
    far = top if flag.above else bottom
    parts: list[Part] = [Rule(flag.x, edge, flag.x, far, theme.grey, 0.6), _mark(flag.place, flag.x, edge, theme)]
    y = top + pen.size * 0.9
    for line in flag.date:
        parts.append(pen.words(flag.x + _INSET, y, line, theme.accent, bold=True))
        y += pen.leading
    for text in flag.lines:
        for line in text:
            parts.append(pen.words(flag.x + _INSET, y, line, theme.ink))
            y += pen.leading
        y += _APART * pen.leading
    return parts


def _mark(place: str, x: float, y: float, theme: Theme) -> Part:
    if place == "during":
        return Disc(x, y, _MARK, theme.accent, _WHITE, 0.8)
    if place == "before":
        return Disc(x, y, _MARK - 0.3, _WHITE, theme.accent, 1.0)
    size = _MARK + 0.6
    return Shape(((x, y - size), (x + size, y), (x, y + size), (x - size, y)), theme.accent, _WHITE, 0.6)
