"""What a rule for dates sees: the text, the anchor, tense and what was found before; and what it gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from brief.extract.dates_calendar import Direction
from brief.extract.dates_words import DateWords

Granularity = Literal["day", "month", "year", "range"]
LEFT = 160  # characters read before an expression for cues; a shorter view misses the "will" of a long sentence
RIGHT = 120  # characters read after it when nothing stood before
STORY = 5000  # characters within which a month stays under way
AUXILIARIES = 12  # characters from "will" to its verb
MOVED_TO = re.compile(r"\s*(?:to|till|until|by one day to)\s*(?:the )?$")  # right before the new day
BESIDE = 22  # characters between a past verb and the day it belongs to
SENTENCE_END = re.compile(r"(?<![\s.][A-Za-z])[.!?][\"”’']?\s+(?=[A-Z\"“‘])|\n")


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
    surnames: dict[str, frozenset[str]] = field(default_factory=dict)

    def left(self, at: int, size: int = LEFT) -> str:
        """Return what stands before a place in the same sentence."""
        return SENTENCE_END.split(self.text[max(0, at - size) : at])[-1]

    def right(self, at: int, size: int = RIGHT) -> str:
        """Return what stands after a place in the same sentence."""
        return SENTENCE_END.split(self.text[at : at + size])[0]

    def direction(self, at: int) -> Direction:
        """Return whether the time told of at a place lies ahead, from cue words, the tense and the verbs around."""
        cues, left = self.words.cues, self.left(at)
        if cues.since.search(left):
            return "back"
        moved = cues.moved.search(left)
        if moved and MOVED_TO.search(left, moved.end()):  # "has been brought forward to Tuesday"
            return "ahead"
        tense = self.tense_at(at)
        until = cues.until.search(left)
        if until:
            return "back" if tense == "past" and self._until_back(left, until.start()) else "ahead"
        return self._weighed(tense, left, self.right(at)) if tense else self._verbs(left, self.right(at))

    def _until_back(self, left: str, at: int) -> bool:
        """Return whether a past told of ends with the day: "By Friday he was…", "had left by Friday"."""
        cues, before = self.words.cues, left[:at].rstrip()
        if not before:
            return True
        ahead = cues.ahead.search(left) or cues.moved.search(left) or cues.promise.search(left)
        return bool(cues.until_back.search(before)) and not ahead

    def _weighed(self, tense: str, left: str, right: str) -> Direction:
        """Return what the tense says unless words beside outweigh it: parsers find the wrong verb at times."""
        cues = self.words.cues
        ahead, back = self._ends(left)
        if tense == "past":
            return "ahead" if ahead and max(ahead) >= max(back, default=-1) else "back"
        if tense == "future":
            nothing = not ahead and not cues.ahead.search(right) and not self._has_act_to_come(left, right)
            return "back" if nothing and (back or cues.back.search(right)) else "ahead"
        return "back" if back and len(left) - max(back) <= BESIDE and not ahead else "ahead"

    def _has_act_to_come(self, left: str, right: str) -> bool:
        """Return whether an infinitive of an act to come stands in the sentence."""
        return bool(self.words.cues.infinitive.search(left) or self.words.cues.infinitive.search(right))

    def _ends(self, left: str) -> tuple[list[int], list[int]]:
        ahead = [m.end() for m in self.words.cues.ahead.finditer(left)]
        back = [m.end() for m in self.words.cues.back.finditer(left) if not _follows(ahead, m)]
        return ahead, back

    def _verbs(self, left: str, right: str) -> Direction:
        cues = self.words.cues
        ahead, back = self._ends(left)
        ahead += [m.end() for m in cues.infinitive.finditer(left)]
        if ahead or back:
            return "ahead" if max(ahead, default=-1) >= max(back, default=-1) else "back"
        first_ahead = cues.ahead.search(right) or cues.infinitive.search(right)
        first_back = cues.back.search(right)
        if first_ahead and (not first_back or first_ahead.start() <= first_back.start()):
            return "ahead"
        return "back" if first_back else ""

    def surname(self, name: str) -> frozenset[str]:
        """Return the capitalised words, in lower case and with a blank, that stand before a name anywhere."""
        if name not in self.surnames:
            before = re.finditer(rf"\b([A-Z][a-z]+)\.?\s{name}\b(?!\s\d)", self.text)
            self.surnames[name] = frozenset(m.group(1).lower() + " " for m in before)
        return self.surnames[name]

    def recent(self, at: int, reach: int) -> Iterator[DateExpression]:
        """Yield what was found within so many characters before a place, the nearest first."""
        for known in reversed(self.found):
            if at - known.end > reach:
                return
            yield known

    def last_day(self, at: int, reach: int) -> date | None:
        """Return the day told of last within so many characters before a place."""
        days = (d for d in self.recent(at, reach) if d.granularity == "day" and d.method != "modifier")
        return next((date.fromisoformat(d.value) for d in days), None)

    def last_month(self, at: int) -> tuple[int, int] | None:
        """Return year and month under way: those of the last day or month, else the anchor's."""
        for known in self.recent(at, STORY):
            if known.granularity in ("day", "month") and known.method != "modifier":
                return int(known.value[:4]), int(known.value[5:7])
        return (self.anchor.year, self.anchor.month) if self.anchor else None


def _follows(ahead: list[int], verb: re.Match[str]) -> bool:
    """Return whether a verb belongs to a word of the future before it: "will also be tried", "scheduled"."""
    return any(verb.start() - end <= AUXILIARIES and end <= verb.end() for end in ahead)
