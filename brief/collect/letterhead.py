"""The first lines of a source in; those that are the head of a letter, mail or cable out, and where its subject is.

A message that was saved as text has its sender, its day and its subject as lines of the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from brief.collect.cues import Cues

_FROM_TOP = 4  # lines at which a head may begin: a marking, a reference and a form's name may stand above it
_LINES = 16  # of the longest head
_FEWEST = 3  # lines like "From: …" that make a head
_LENGTH = 240  # characters of a line of it


class Letterhead(NamedTuple):
    """The places of a head's lines, and the line and characters at which its subject begins; -1 for none."""

    first: int
    end: int
    subject: int
    after: int


def letterhead(texts: Sequence[str], cues: Cues) -> Letterhead | None:
    """Return the head of a message, None when fewer than three lines of one stand together near the top."""
    for first in range(min(_FROM_TOP, len(texts))):
        end = first
        while end < min(len(texts), first + _LINES) and _headed(texts[end], cues):
            end += 1
        if end - first >= _FEWEST:
            return Letterhead(first, end, *_subject(texts, first, end, cues))
    return None


def _headed(text: str, cues: Cues) -> bool:
    return len(text) <= _LENGTH and "\n" not in text and cues.hit("head_line", text) is not None


def _subject(texts: Sequence[str], first: int, end: int, cues: Cues) -> tuple[int, int]:
    for i in range(first, end):
        match = cues.hit("head_subject", texts[i])
        if match and match.end() < len(texts[i]):
            return i, match.end()
    return -1, 0
