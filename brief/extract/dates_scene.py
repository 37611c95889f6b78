"""What a rule for dates sees: the text, the anchor, tense and what was found before; and what it gives."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from brief.extract.dates_calendar import Direction
from brief.extract.dates_words import DateWords

Granularity = Literal["day", "month", "year", "range"]
LEFT = 90  # characters read before an expression for cues
RIGHT = 120  # characters read after it when nothing stood before
AUXILIARIES = 12  # characters from "will" to its verb
SENTENCE_END = re.compile(r"[.!?][\"”’']?\s+(?=[A-Z\"“‘])|\n")


@dataclass(slots=True)
class DateExpression:
    """A date in a text. `start:end` leaves out words such as "on", "late" or "by".

    `value` is ISO, as precise as the text: `2019`, `2019-05`, `2019-05-12`. For granularity "range" `value`
    begins it and `end_value` ends it, both inclusive and equally precise. `method` is one of
    explicit     the year stands in the text
    partial      day or month, the year is inferred
    holiday      the same for a named day
    weekday      Monday, last Friday
    deictic      today, this week, last October
    relative     two days ago, a day earlier, the same day
    approximate  nearly three years ago
    modifier     a 1968 accord, a July summit: describes a thing and dates nothing
    """

    start: int
    end: int
    value: str
    end_value: str = ""
    granularity: Granularity = "day"
    method: str = "explicit"


@dataclass(slots=True)
class Scene:
    """One text under search. `found` holds what came before, in the order of the text."""

    text: str
    anchor: date | None
    tense_at: Callable[[int], str]
    words: DateWords
    month_first: bool = False
    found: list[DateExpression] = field(default_factory=list)

    def left(self, at: int, size: int = LEFT) -> str:
        """Return what stands before a place in the same sentence."""
        return SENTENCE_END.split(self.text[max(0, at - size) : at])[-1]

    def right(self, at: int, size: int = RIGHT) -> str:
        """Return what stands after a place in the same sentence."""
        return SENTENCE_END.split(self.text[at : at + size])[0]

    def direction(self, at: int) -> Direction:
        """Return whether the time told of at a place lies ahead: cue words first, then tense, then verbs around."""
        left = self.left(at)
        if self.words.cues.since.search(left):
            return "back"
        if self.words.cues.until.search(left):
            return "ahead"
        tense = self.tense_at(at)
        if tense:
            return "back" if tense == "past" else "ahead"
        return self._verbs(left, at)

    def _verbs(self, left: str, at: int) -> Direction:
        ahead = [m.end() for m in self.words.cues.ahead.finditer(left)]
        back = [m.end() for m in self.words.cues.back.finditer(left) if not _follows(ahead, m)]
        if ahead or back:
            return "ahead" if max(ahead, default=-1) >= max(back, default=-1) else "back"
        right = self.right(at)
        first_ahead, first_back = self.words.cues.ahead.search(right), self.words.cues.back.search(right)
        if first_ahead and (not first_back or first_ahead.start() <= first_back.start()):
            return "ahead"
        return "back" if first_back else ""

    def last_day(self, at: int, reach: int) -> date | None:
        """Return the day told of last within so many characters before a place."""
        for known in reversed(self.found):
            if at - known.end > reach:
                return None
            if known.granularity == "day" and known.method != "modifier":
                return date.fromisoformat(known.value)
        return None

    def last_month(self) -> tuple[int, int] | None:
        """Return year and month under way: those of the last day or month, else the anchor's."""
        for known in reversed(self.found):
            if known.granularity in ("day", "month") and known.method != "modifier":
                return int(known.value[:4]), int(known.value[5:7])
        return (self.anchor.year, self.anchor.month) if self.anchor else None


def _follows(ahead: list[int], verb: re.Match[str]) -> bool:
    """Return whether a verb belongs to a word of the future before it: "will also be tried", "scheduled"."""
    return any(verb.start() - end <= AUXILIARIES and end <= verb.end() for end in ahead)
