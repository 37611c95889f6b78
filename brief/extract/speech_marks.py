"""A paragraph in, the stretches inside its outermost quotation marks out; apostrophes and lone marks are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

OPENING = frozenset("“„‟«")
CLOSING = frozenset("”»")
STRAIGHT = frozenset('"')
DOUBLE = OPENING | CLOSING | STRAIGHT
SINGLE = frozenset("'‘’‚‛")
SINGLE_CLOSE = re.compile("['’‚‛]")
BEFORE_OPEN = re.compile(r"[\s(\[{}>–—/:\-“\"]")
AFTER_CLOSE = re.compile(r"[\s)\]}.,;:!?–—/\-”\"]")
ENDED = re.compile(r"[.,!?…;:—–-]$")
POSSESSIVE = re.compile(r"\s+[a-z]")
WORD = re.compile(r"\w+")
UNCLOSED = re.compile(r"[.!?…]\s*$")
LONGEST_SINGLE = 1200  # characters; a single mark further on closes something else
CANDIDATES = 40  # apostrophes looked at for one opening mark
LEAST_UNCLOSED = 4  # words


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch inside marks: `start:end` without them, `opened:closed` with them."""

    opened: int
    start: int
    end: int
    closed: int


def find_marked(text: str, start: int, end: int, elisions: frozenset[str]) -> Iterator[Marked]:
    """Yield what stands inside marks in `text[start:end]`, one paragraph; nested quotations stay in the outer one.

    A quotation that is opened and not closed runs to the paragraph's end, as one of several paragraphs does.
    """
    at = start
    while at < end:
        found = _marked(text, at, start, end, elisions)
        if found and WORD.search(text, found.start, found.end):
            yield found
        at = found.closed if found else at + 1


def _marked(text: str, at: int, start: int, end: int, elisions: frozenset[str]) -> Marked | None:
    if text[at] in DOUBLE:
        close = _double_close(text, at, start, end)
    elif text[at] in SINGLE:
        close = _single_close(text, at, start, end, elisions)
    else:
        return None
    if close is None:
        return None
    inner_start, inner_end = at + 1, close
    while inner_start < inner_end and text[inner_start].isspace():
        inner_start += 1
    while inner_end > inner_start and text[inner_end - 1].isspace():
        inner_end -= 1
    return Marked(at, inner_start, inner_end, min(close + 1, end)) if inner_start < inner_end else None


def _side(text: str, at: int, start: int, end: int) -> str:
    """Return "open" or "close" as a double mark's shape or neighbours tell, "" when they do not."""
    if text[at] in OPENING:
        return "open"
    if text[at] in CLOSING:
        return "close"
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    opens = bool(BEFORE_OPEN.match(before)) and not after.isspace()
    closes = bool(AFTER_CLOSE.match(after)) and not before.isspace()
    if opens == closes:
        return ""
    return "open" if opens else "close"


def _double_close(text: str, at: int, start: int, end: int) -> int | None:
    """Return where a quotation opened at a double mark ends: at its mark or the paragraph's end."""
    side = _side(text, at, start, end)
    if side == "close":
        return None
    for i in range(at + 1, end):
        if text[i] in DOUBLE:
            return i if _side(text, i, start, end) != "open" else None
    if side != "open" or not UNCLOSED.search(text, at, end) or len(WORD.findall(text, at, end)) < LEAST_UNCLOSED:
        return None
    return end


def _single_close(text: str, at: int, start: int, end: int, elisions: frozenset[str]) -> int | None:
    """Return where a quotation opened at a single mark ends, None when the mark is an apostrophe or a sign."""
    before = text[at - 1] if at > start else " "
    word = WORD.match(text, at + 1, end)
    if not BEFORE_OPEN.match(before) or not word or word.group().lower() in elisions or word.group()[0].isdigit():
        return None
    if text[at] == "’":
        return None  # an elision: ’twas
    doubtful = False
    candidates = islice(SINGLE_CLOSE.finditer(text, at + 1, min(end, at + LONGEST_SINGLE)), CANDIDATES)
    for i in (m.start() for m in candidates):
        after = text[i + 1] if i + 1 < end else " "
        if not AFTER_CLOSE.match(after) or text[i - 1].isspace():
            continue
        if text[i - 1] == "s" and POSSESSIVE.match(text, i + 1, end):
            doubtful = True  # 'The ministers' talks failed,' he said
            continue
        return i if not doubtful or ENDED.search(text, at, i) else None
    return None
