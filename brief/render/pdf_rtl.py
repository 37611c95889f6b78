"""Hebrew and Arabic within a line that runs from left to right: letters joined, words placed from the right.

A subset of the Unicode bidirectional algorithm (UAX 9) for a left-to-right page without embeddings:
a stretch of right-to-left letters, with the numbers and signs between them, is laid from right to left.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from types import MappingProxyType

_FIRST = "\u0590"  # no right-to-left letter stands before it
_RIGHT, _LEFT, _NUMBER, _OTHER = "right", "left", "number", "other"
_KINDS = {"R": _RIGHT, "AL": _RIGHT, "NSM": _RIGHT, "L": _LEFT, "EN": _NUMBER, "AN": _NUMBER}
_LAM, _LIGATURE = "\u0644", 2  # lam and the alef after it are written as one

Forms = Mapping[str, Mapping[str, str]]


def runs_right_to_left(text: str) -> bool:
    """Return whether some of the text is written from right to left."""
    return any(c >= _FIRST and unicodedata.bidirectional(c) in {"R", "AL"} for c in text)


def joined(text: str) -> str:
    """Return Arabic letters in the forms they take beside each other; other text as it is."""
    if not any("\u0620" <= c <= "\u06d3" for c in text):
        return text
    forms, letters, shown = _forms(), _with_ligatures(text), []
    open_before = False
    for place, letter in enumerate(letters):
        if unicodedata.combining(letter[0]):
            shown.append(letter)
            continue
        after = next((other for other in letters[place + 1 :] if not unicodedata.combining(other[0])), "")
        known = forms.get(letter, {})
        joins_before = open_before and "final" in known
        joins_after = "initial" in known and "final" in forms.get(after, {})
        wanted = {(1, 1): "medial", (1, 0): "final", (0, 1): "initial", (0, 0): "isolated"}
        shown.append(known.get(wanted[joins_before, joins_after], letter))
        open_before = "initial" in known
    return "".join(shown)


def in_plain_letters(text: str) -> str:
    """Return joined Arabic letters as they are written down."""
    return "".join(unicodedata.normalize("NFKC", c) if "\ufb50" <= c <= "\ufefc" else c for c in text)


def parts_of(text: str) -> list[tuple[str, str]]:
    """Return the text in parts that are drawn as they stand: (kind, part).

    Letters from right to left come one by one, each with the signs above and below it, as do signs
    between them; so each can be placed, and the file holds them in the order in which they are read.
    """
    parts: list[tuple[str, str]] = []
    for kind, group in groupby(text, _kind):
        if kind in {_LEFT, _NUMBER}:
            parts.append((kind, "".join(group)))
            continue
        for char in group:
            if parts and parts[-1][0] == kind and unicodedata.combining(char):
                parts[-1] = (kind, parts[-1][1] + char)
            else:
                parts.append((kind, char))
    return parts


def from_the_right(kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield which parts are laid from right to left: (first, after the last) of each row of them."""
    start = end = -1
    for place, kind in enumerate([*kinds, _LEFT]):
        if kind == _RIGHT:
            start, end = (place if start < 0 else start), place + 1
        elif kind == _NUMBER and start >= 0:
            end = place + 1
        elif kind == _LEFT and start >= 0:
            yield start, end
            start = -1


def _kind(char: str) -> str:
    return _KINDS.get(unicodedata.bidirectional(char), _OTHER)


def _with_ligatures(text: str) -> list[str]:
    """Return the letters, lam and alef as one."""
    letters: list[str] = []
    for char in text:
        if letters and letters[-1] == _LAM and _LAM + char in _forms():
            letters[-1] += char
        else:
            letters.append(char)
    return letters


@cache
def _forms() -> Forms:
    """Return the forms of each Arabic letter or ligature of two, as the character database has them."""
    forms: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFBFF), *range(0xFE80, 0xFEFD)):
        form, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        written = "".join(chr(int(letter, 16)) for letter in letters)
        if len(written) == 1 or (len(written) == _LIGATURE and written.startswith(_LAM)):
            forms.setdefault(written, {}).setdefault(form.strip("<>"), chr(code))
    return MappingProxyType({letter: MappingProxyType(found) for letter, found in forms.items()})
