"""A place in a user's file and what is wrong there in, the text that shows it out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

SHOWN: Final = 100  # characters of a faulty line that are shown
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # what YAML 1.1 counts as the end of a line


class Fault(NamedTuple):
    """A finished text about one place; faults sort in the order of the file."""

    line: int
    column: int
    text: str


def fault_at(name: str, text: str, place: tuple[int, int, int], what: str, mend: str = "") -> Fault:
    """Return a fault about the `width` characters at `(line, column, width)` of a text."""
    return fault_on(name, row_of(text, place[0]), place, what, mend)


def fault_on(name: str, shown: str, place: tuple[int, int, int], what: str, mend: str = "") -> Fault:
    """Return a fault about a place on a line that is at hand."""
    line, column, width = place
    first = max(0, column - SHOWN * 3 // 4) if len(shown) > SHOWN else 0
    part = "".join(c if c.isprintable() else " " if c == "\t" else "�" for c in shown[first : first + SHOWN])
    caret = column - 1 - first
    carets = "^" * max(1, min(width, len(part) - caret))
    gutter = " " * len(str(line))
    head = f"{name}:{line}:{column}: {what}" + (f"; {mend}" if mend else "")
    if not part.strip():
        return Fault(line, column, head)
    return Fault(line, column, f"{head}\n{gutter} |\n{line} | {part.rstrip()}\n{gutter} | {' ' * caret}{carets}")


def row_of(text: str, line: int) -> str:
    """Return a line by its number, "" beyond the end."""
    rows = _BREAK.split(text, line)
    return rows[line - 1] if len(rows) >= line else ""


def rows_of(text: str) -> list[str]:
    """Return all lines, for whoever has many faults to tell."""
    return _BREAK.split(text)


def nearest(word: str, known: Sequence[str], least: float = 60.0) -> str:
    """Return the known word most like the given one, "" when none is like it."""
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415 - only a fault needs it

    found = process.extractOne(word, known, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=least)
    return found[0] if found else ""


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """Return the mend for an unknown word: the nearest known one, else all of them when they are few."""
    close = nearest(word, known)
    if close:
        return f'did you mean "{close}"?'
    few = 12
    return f"known: {', '.join(known)}" if 0 < len(known) <= few else ""
