"""A plain text in, the ranges of its paragraphs out: lines that were wrapped are joined, all others stand alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from brief.collect.draft import Mark

_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_BLANK = " \t\xa0\v\f\ufeff\u200b\u3000\ufffd\x1c\x1d\x1e\x1f\x00"
_HEADING = re.compile(r"(?=.*\d)[^\W\d_a-zß-öø-ÿ]\S*(?: \S+){1,5}(?<![.,;])")  # below an item: "Wednesday 7 May"
WRAP_WIDTH = 110  # characters; files whose lines run longer do not wrap them (mail 72–78, gazettes up to 100)
_SHARE = 0.95  # of a file's lines that must stay within the width
_SLACK = 0.88  # of the file's width that a line must fill to be a wrapped one: fmt and Word leave ragged ends
_BROKEN = (
    0.4  # of the full lines must break off inside a sentence; in files with a paragraph a line next to none does
)
_ENDINGS = (".", "!", "?", "…", ":", ";", ".”", '."', ".’", ".'", "?”", '?"', "!”", '!"', ".)", "”", '"')
_ITEM = re.compile(r"\s*(?:[-–—•*·▪◦‣►▶»>#|]|\(?\d{1,2}[.)]\s|\(?[a-z]\)\s|[QA]\s?[-–—:.]\s|https?://)")
_CLOCK = (
    r"(?:\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?|\d{4}\s?(?:hrs|hours|h)\b"
    r"|(?:[01]\d|2[0-3])[0-5]\d(?=\s{2,}))"
)
# a programme's line: "11.30  Talks with …", "0930 hrs: Wreath …"
_TIMED = re.compile(rf"{_CLOCK}(?:\s?(?:[-–—]|to)\s?{_CLOCK})?\s*[-–—:,]?\s+[^\W\d_a-zß-öø-ÿ]")


def lines(text: str) -> list[tuple[int, int]]:
    """Return the range of each line without its break and without white space around; an empty range when blank."""
    found = []
    at = 0
    for match in [*_BREAK.finditer(text), None]:
        start, end = at, match.start() if match else len(text)
        at = match.end() if match else end
        found.append(trimmed(text, start, end))
    return found


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range without white space and replaced characters at its ends."""
    while start < end and (text[start] in _BLANK or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in _BLANK or text[end - 1].isspace()):
        end -= 1
    return start, end


def paragraphs(text: str) -> list[Mark]:
    """Return the paragraphs of a text that has no other structure than its lines."""
    ranges = lines(text)
    width = _width(text, ranges)
    found: list[Mark] = []
    previous = (0, 0)
    for line in ranges:
        start, end = line
        if start < end:
            if found and previous[0] < previous[1] and width and _continues(text, previous, line, width):
                found[-1] = Mark(found[-1].start, end)
            else:
                found.append(Mark(start, end))
        previous = line
    return found


def _width(text: str, ranges: Sequence[tuple[int, int]]) -> int:
    """Return the width at which the file wraps its lines, 0 when it does not.

    A wrapping file has no long lines, and many of its lines that have a next one break off inside a sentence.
    """
    lengths = sorted(end - start for start, end in ranges if start < end)
    if not lengths:
        return 0
    width = lengths[min(len(lengths) - 1, int(len(lengths) * _SHARE))]
    followed = [
        text[start:end]
        for (start, end), (after, after_end) in pairwise(ranges)
        if start < end and after < after_end and end - start > width * _SLACK
    ]
    broken = sum(not line.endswith(_ENDINGS) for line in followed)
    return width if width <= WRAP_WIDTH and followed and broken >= len(followed) * _BROKEN else 0


def _continues(text: str, before: tuple[int, int], line: tuple[int, int], width: int) -> bool:
    """Return whether the line goes on with the paragraph of the line before it."""
    tail, head = text[slice(*before)], text[slice(*line)]
    if _ITEM.match(head) or _TIMED.match(head):
        return False
    if (_ITEM.match(tail) or _TIMED.match(tail)) and _HEADING.fullmatch(head):
        return False
    if head[0].islower() and not tail.endswith(_ENDINGS):
        return True
    return len(tail) + 1 + len(head.split(None, 1)[0]) > width * _SLACK
