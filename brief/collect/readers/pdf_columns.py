"""The lines of a PDF page in, the same in reading order out: the left column before the right one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from statistics import median

_FEWEST = 6  # lines that each of two columns has at least
_SAMPLE = 40  # lines of a page in which a gutter is looked for
_SHORTEST = 18  # characters of a line of a column, by the median; cells of a table have fewer
_GUTTER = 0.9  # of the size of type that is left free between two columns at least
_SAME = 12.0  # points by which the beginnings of a column's lines may differ
_CROSSING = 0.25  # of a page's lines that may run across the gutter: headlines, summaries
_MIDDLE = (0.25, 0.75)  # of a line's characters between which its gutter stands

Gap = tuple[
    int, float, float
]  # the place of a space in a line, where the words before it end, where the next begin


@dataclass(frozen=True)
class Line:
    """A line of type: where it begins (`x`) and ends (`right`), its base `y`, its size; all in points.

    `column` is 0 where the page has no columns, or the line runs across them.
    """

    text: str
    x: float
    right: float
    y: float
    size: float
    page: int
    edge: bool = False
    column: int = 0


def in_columns(lines: Sequence[Line], gaps: Callable[[int, range], Iterator[Gap]]) -> list[Line]:
    """Return the lines of one page in reading order; lines drawn across both columns are divided.

    `gaps(i, places)` yields the spaces of the line `i` whose place in its text is in `places`.
    """
    starts = _drawn_across(lines, gaps)
    if starts is not None:
        return _ordered(
            [piece for i, line in enumerate(lines) for piece in _divided(i, line, starts, gaps)], starts
        )
    starts = _beside(lines)
    return list(lines) if starts is None else _ordered(list(lines), starts)


def _middle(line: Line) -> range:
    return range(int(len(line.text) * _MIDDLE[0]), int(len(line.text) * _MIDDLE[1]) + 1)


def _drawn_across(lines: Sequence[Line], gaps: Callable[[int, range], Iterator[Gap]]) -> float | None:
    """Return where the right column begins when lines are drawn across both columns, None where there is none."""
    long = [i for i, line in enumerate(lines) if len(line.text) > 2 * _SHORTEST][:_SAMPLE]
    found: list[tuple[float, int, int]] = []
    for i in long:
        wide = [gap for gap in gaps(i, _middle(lines[i])) if gap[2] - gap[1] > _GUTTER * lines[i].size]
        if wide:
            place, _, start = max(wide, key=lambda gap: gap[2] - gap[1])
            found.append((start, place, len(lines[i].text) - place))
    if len(found) < _FEWEST or len(found) < (1 - _CROSSING) * len(long):
        return None
    middle = median(start for start, _, _ in found)
    same = [one for one in found if abs(one[0] - middle) <= _SAME]
    told = median(left for _, left, _ in same) if same else 0
    if len(same) < max(_FEWEST, (1 - _CROSSING) * len(found)) or told < _SHORTEST:
        return None
    return min(start for start, _, _ in same)


def _beside(lines: Sequence[Line]) -> float | None:
    """Return where the right column begins on a page that is drawn column by column, None where there is none."""
    if len(lines) < 2 * _FEWEST:
        return None
    centre = (min(line.x for line in lines) + max(line.right for line in lines)) / 2
    right = [line for line in lines if line.x > centre - _SAME]
    if len(right) < _FEWEST:
        return None
    start = median(line.x for line in right)
    right = [line for line in right if abs(line.x - start) <= _SAME]
    left = [line for line in lines if line.right < start]
    known = len(left) + len(right)
    words = median(len(line.text) for line in (*left, *right)) if min(len(left), len(right)) >= _FEWEST else 0
    side = _rows_beside(left, right)
    return start - _SAME if known >= (1 - _CROSSING) * len(lines) and words >= _SHORTEST and side else None


def _rows_beside(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Return whether the two stand beside each other, and not one below the other."""
    return min(line.y for line in left) < max(line.y for line in right) if left and right else False


def _divided(i: int, line: Line, start: float, gaps: Callable[[int, range], Iterator[Gap]]) -> Iterator[Line]:
    """Yield the line, or its two halves when it has a gap where the right column begins."""
    if line.x < start < line.right:
        for place, end, begin in gaps(i, range(len(line.text))):
            if abs(begin - start) <= _SAME and begin - end > _GUTTER * line.size / 2:
                yield replace(line, text=line.text[:place].rstrip(), right=end)
                yield replace(line, text=line.text[place:].lstrip(), x=begin)
                return
    yield line


def _ordered(lines: Sequence[Line], start: float) -> list[Line]:
    """Return the left lines before the right ones, up to each line that runs across both."""
    found: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    numbers = count(1)

    def flush() -> None:
        for column in (left, right):
            number = next(numbers)
            found.extend(replace(line, column=number) for line in sorted(column, key=lambda line: -line.y))
            column.clear()

    for line in lines:
        if line.x >= start - _SAME:
            right.append(line)
        elif line.right <= start:
            left.append(line)
        else:
            flush()
            found.append(line)
    flush()
    return found
