"""The paragraphs of one source in, those that are lines of a programme out: days, and what stands below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from brief.collect import shape
from brief.collect.cues import Cues

_DAY_WORDS = 8
_ITEM_WORDS = 26  # of a line of a programme; a longer one is told in sentences
_TELLING = 2  # words that a timed line has beside its time: "22:15 GMT" alone is when a page was made
_NUMBERED = re.compile(r"(?i)\b(?:day|one|two|three|four|five|the|and|of|(?:19|20)\d\d)\b|[\W\d_]+")
_CAPITALISED = r"[^\W\d_a-zß-öø-ÿ][^\W\d_]+"
_PLACED = re.compile(rf"(?<=[\w)])\s*(?:[,:|]|\s[–—-])\s+{_CAPITALISED}(?:[ -]{_CAPITALISED}){{0,2}}$")
_CLOCK = re.compile(
    r"(?i)\W*(?:from |at |c\. ?)?(?:\d{4} ?(?:hrs|hours|h)\b|(?:[01]\d|2[0-3])[0-5]\d(?:\s{2,}| ?[-–:] ))"
)


def programme(texts: Sequence[str], cues: Cues) -> frozenset[int]:
    """Return the places of the lines that make programmes.

    A day on a line of its own opens one when lines with a time or a bullet follow; without either it takes
    two days with short lines below each.
    """
    found: set[int] = set()
    i = 0
    while i < len(texts):
        run = _run(texts, i, cues) if _day(texts[i], cues) else []
        found.update(run)
        i = run[-1] + 1 if run else i + 1
    return frozenset(found)


def _run(texts: Sequence[str], first: int, cues: Cues) -> list[int]:
    """Return the lines of the programme that the day at `first` opens, none when it opens none."""
    lines: list[int] = []
    days = marked = 0
    for i in range(first, len(texts)):
        day = _day(texts[i], cues)
        timed = not day and (_timed(texts[i], cues) or shape.item(texts[i], cues))
        if not (day or timed or _short(texts[i])) or (i == first + 1 and day):
            break
        lines.append(i)
        days, marked = days + day, marked + timed
    while lines and not (_day(texts[lines[-1]], cues) or _marked(texts[lines[-1]], cues)) and days == 1:
        lines.pop()  # what comes after the last timed line of a single day is something else
    enough = marked and _marked(texts[first + 1], cues)
    return lines if len(lines) > 1 and (enough or days > 1) else []


def _marked(text: str, cues: Cues) -> bool:
    return _timed(text, cues) or shape.item(text, cues)


def _short(text: str) -> bool:
    return len(text.split()) <= _ITEM_WORDS and not shape.prose(text)


def _day(text: str, cues: Cues) -> bool:
    """Return whether a line names a day, maybe with a place, no more: "Day 2 (Tuesday)", "4 May – Lyon"."""
    if len(text.split()) > _DAY_WORDS:
        return False
    rest = _PLACED.sub("", text)
    for pattern in _patterns("partial_date", cues):
        rest = pattern.sub(" ", rest)
    return rest != text and not _NUMBERED.sub("", rest)


def _timed(text: str, cues: Cues) -> bool:
    """Return whether a line opens with a time of day and goes on to say what happens then."""
    opened = _CLOCK.match(text) or next(
        (m for pattern in _patterns("time", cues) if (m := pattern.search(text)) and m.start() < _TELLING), None
    )
    return opened is not None and len(shape.words(text[opened.end() :])) >= _TELLING


def _patterns(group: str, cues: Cues) -> Iterator[re.Pattern[str]]:
    yield from cues.furniture.get(group, ())
