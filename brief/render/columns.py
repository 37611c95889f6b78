"""The shares a table asks for, and its words → column widths in which no ordinary word is cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from brief.render.blocks import Table

_BREAKS = re.compile(r"\s+|(?<=\w[-–—/])(?=[^\W\d])")
_LONGEST = 0.3  # of the width: a word that needs more is broken by the writer
_EM = {**dict.fromkeys("iljI.,:;'’|!()[]/ ", 0.29), **dict.fromkeys("frt-", 0.34), **dict.fromkeys("mwMW%@", 0.88)}
_CAPITAL, _OTHER, _ABROAD = 0.7, 0.556, 0.8  # em; outside Latin script letters differ, so the wide end is taken
_BOLD = 1.07
_LATIN_END = 0x250


def column_widths(table: Table, total: float, size: float, padding: float) -> list[float]:
    """Return a width for each column, summing to `total`, in its unit.

    `size` is the size of the text and `padding` what a cell loses at its sides, in the same unit.
    Room that a column's longest line leaves empty goes to columns whose lines break; then columns too
    narrow for their longest word take what they lack from those with room to spare. Shares that do
    not fit the columns are made equal.
    """
    columns = max((len(table.head), *(len(row) for row in table.rows), 1))
    shares = table.widths
    if len(shares) != columns or not all(share > 0 for share in shares):
        shares = (1.0,) * columns
    wanted = [total * share / sum(shares) for share in shares]
    words = [_longest(_words(table, column), size) + padding for column in range(columns)]
    needed = [min(word, total * _LONGEST, total / columns * 2) for word in words]
    lines = [max(_longest_line(table, column, size) + padding, need) for column, need in enumerate(needed)]
    return _levelled(_levelled(wanted, lines), needed)


def _levelled(widths: Sequence[float], wished: Sequence[float]) -> list[float]:
    """Return the widths with what some have beyond their wish given to those below theirs; the sum stays.

    Who lacks least is served first: a date that would break costs every row a line, a long text hardly notices.
    """
    lacks = sorted(
        (max(wish - width, 0), place) for place, (width, wish) in enumerate(zip(widths, wished, strict=True))
    )
    spare = sum(max(width - wish, 0) for width, wish in zip(widths, wished, strict=True))
    if not spare or not lacks[-1][0]:
        return list(widths)
    left, made = spare, [min(width, wish) for width, wish in zip(widths, wished, strict=True)]
    for lack, place in lacks:
        made[place] += min(lack, left)
        left -= min(lack, left)
    return [
        width + max(before - wish, 0) * left / spare
        for width, before, wish in zip(made, widths, wished, strict=True)
    ]


def whole_widths(widths: Sequence[float]) -> list[int]:
    """Return whole numbers that sum to the rounded sum of the widths."""
    ends = [round(sum(widths[: place + 1])) for place in range(len(widths))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def _words(table: Table, column: int) -> Iterator[tuple[str, bool]]:
    if column < len(table.head):
        yield from ((word, True) for word in _unbroken(table.head[column]))
    for row in table.rows:
        if column < len(row):
            cell = row[column]
            for line in cell.lines:
                for run in line:
                    bold = cell.header or run.bold
                    yield from ((word, bold) for word in _unbroken(run.text))


def _longest_line(table: Table, column: int, size: float) -> float:
    """Return about how wide the column's longest line runs, unbroken."""
    cells = [row[column] for row in table.rows if column < len(row)]
    told = [line for cell in cells for line in cell.lines if any(run.mark != "absent" for run in line)]
    lines = [sum(len(run.text) + 1.2 * len(run.cites) for run in line) for line in told]
    head = len(table.head[column]) if column < len(table.head) else 0
    return max([head, *lines]) * _OTHER * size


def _unbroken(text: str) -> list[str]:
    """Return what a line cannot break: words, and the parts of words at hyphens and slashes."""
    return _BREAKS.split(text)


def _longest(words: Iterable[tuple[str, bool]], size: float) -> float:
    longest = 0.0
    for word, bold in words:
        if len(word) * size > longest:  # no letter is wider than one em
            longest = max(longest, width_of(word) * size * (_BOLD if bold else 1))
    return longest


def width_of(text: str) -> float:
    """Return about how wide a text runs, in em."""
    return sum(
        _EM.get(c) or (_ABROAD if ord(c) >= _LATIN_END else _CAPITAL if c.isupper() else _OTHER) for c in text
    )
