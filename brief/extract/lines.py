"""Programme lines in, matches out: "Monday: talks in Algiers; audience with the President" and their like.

A `line` pattern is "{date}: {activity}": a passage that opens with a date and a colon, a dash or a time of day
is a list of acts on that day, parted by semicolons, or one act when it has none. A day on a line of its own
heads the lines below it. What is in an item's phrase fills the other fields as anywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from brief.extract.frames import Fill, Match
from brief.extract.reading import Mention, Reading, Token
from brief.schema import PatternSpec

_FORM = re.compile(r"\{(\w+)\}\s*:\s*\{(\w+)\}")
_MARKS = (":", "–", "—", "-")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}|[01]\d[0-5]\d$|2[0-3][0-5]\d$|\d{1,2}(?:[ap]\.?m\.?|h)$", re.IGNORECASE)
_BEHIND = 7  # tokens between a date and its mark: ", 09:30 hrs:"
_HEADING = 12  # tokens of a line that only names a day
_SHORT = 24  # tokens of an item that opens with neither time nor bullet
_BULLETS = ("-", "–", "—", "•", "*", "·", "►", "▪")
_TIMES = frozenset({"morning", "afternoon", "evening", "midday", "noon", "midnight", "night"})
_OF_DAYS = frozenset(
    {
        "day",
        "one",
        "two",
        "three",
        "four",
        "five",
        "first",
        "second",
        "third",
        "programme",
        "program",
        "schedule",
        "on",
        "of",
        "the",
        "1",
        "2",
        "3",
        "4",
        "5",
    }
)
_DROPPED = frozenset({"cancelled", "canceled", "postponed", "scrapped", "dropped"})
_HOURS = frozenset(
    {"hrs", "hrs.", "hours", "hour", "h", "a.m.", "p.m.", "a.m", "p.m", "am", "pm", "gmt", "local", "time"}
)
_FAR = 5  # tokens from the passage's first word within which its date must end


@dataclass(frozen=True, slots=True)
class Line:
    """A compiled line: the slot of the date, the slot of the items."""

    section: str
    index: int
    say: str
    date: str
    item: str
    problems: tuple[str, ...] = ()


def compile_lines(section: str, find: Sequence[PatternSpec], types: Mapping[str, str]) -> list[Line]:
    """Return one compiled line for each `line` of a section."""
    found = []
    for index, spec in enumerate(find):
        if not spec.line:
            continue
        form = _FORM.fullmatch(spec.line.strip())
        if form is None or types.get(form[1]) != "date":
            problem = 'a line reads "{date}: {activity}", a field of type date first'
            found.append(Line(section, index, spec.line, "", "", (problem,)))
        else:
            found.append(Line(section, index, spec.line, form[1], form[2]))
    return found


class LineMatcher:
    """Finds programme lines in one reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.tokens = reading, reading.tokens
        self.passages: dict[int, list[Token]] = {}
        for token in self.tokens:
            self.passages.setdefault(reading.sentences[token.sentence].passage, []).append(token)
        self.days = [m for m in reading.mentions if m.type == "date" and m.kind == "day"]
        self.programme = sum(self._heads(tokens) is not None for tokens in self.passages.values()) > 1

    def matches(self, line: Line) -> list[Match]:
        """Return one match for each item of each line.

        A day on a line of its own heads the lines below it as long as they open with a time of day or a
        bullet; lines without either are items where several such days make a programme.
        """
        if line.problems:
            return []
        found: list[Match] = []
        heading: Mention | None = None
        for tokens in self.passages.values():
            head = self._heads(tokens)
            day = None if head else self._opening(tokens)
            if head is not None:
                heading = head
            elif day is not None:
                heading = None if self._rest(tokens, day) else day
                found += self._passage(line, tokens, day, self._mark(day) + 1)
            elif heading is not None:
                first = self._item(tokens)
                if first < 0:
                    heading = None
                else:
                    found += self._passage(line, tokens, heading, first)
        return found

    def _passage(self, line: Line, tokens: list[Token], day: Mention, first: int) -> Iterator[Match]:
        rest = [t for t in tokens if t.i >= first]
        sentence = rest[0].sentence if rest and ";" not in {t.text for t in tokens} else -1
        for item in _items([t for t in rest if sentence in (-1, t.sentence)]):
            begin, last = item[0], item[-1]
            if self._off(item):
                continue
            head = next((t for t in item if t.pos in ("NOUN", "VERB", "PROPN")), begin)
            fills = {
                line.date: [Fill(day.start, day.end, day.value, kind=day.kind, head=day.head)],
                line.item: [Fill(begin.start, last.end, head=head.i)],
            }
            yield Match(line.section, line.index, line.say, fills, head.i, begin.start, last.end)

    @staticmethod
    def _off(item: list[Token]) -> bool:
        """Return whether an item is marked as dropped: "visit to the port (cancelled)"."""
        return any(t.lower in _DROPPED for t in item)

    def _heads(self, tokens: list[Token]) -> Mention | None:
        """Return the day that a passage consists of: "Sunday, September 10", "Day 2 (Tuesday 5 May):"."""
        day = next((m for m in self.days if tokens[0].i <= m.first and m.last <= tokens[-1].i + 1), None)
        if day is None or len(tokens) > _HEADING:
            return None
        rest = [t for t in tokens if not day.first <= t.i < day.last]
        return day if all(_marks(t) or t.lower in _OF_DAYS for t in rest) else None

    def _item(self, tokens: list[Token]) -> int:
        """Return the token at which an item below a day begins, -1 when the passage is none."""
        first = next((t.i for t in tokens if t.text not in _BULLETS), tokens[-1].i)
        after = self._clock(first, tokens[-1].i + 1)
        if after > first or first > tokens[0].i:
            return after if after <= tokens[-1].i else -1
        short = len(tokens) <= _SHORT and all(t.tag not in ("VBD", "MD") for t in tokens)
        return first if self.programme and short else -1

    def _clock(self, i: int, end: int) -> int:
        """Return the token after a time of day and the marks behind it, i when none stands there."""
        j, timed = i + (self.tokens[i].text == "," if i < end else 0), False
        while j < end and (
            _timed(self.tokens[j]) or (timed and _marks(self.tokens[j])) or self._until(j, timed=timed)
        ):
            timed = timed or bool(_CLOCK.match(self.tokens[j].text)) or self.tokens[j].lower in _TIMES
            j += 1
        return j if timed else i

    def _until(self, j: int, *, timed: bool) -> bool:
        """Return whether a word joins two times of day: "10:00 to 11:00", "from 9 a.m."."""
        near = self.tokens[j + 1 : j + 2]
        return (
            self.tokens[j].lower in ("to", "until", "from", "at", "and")
            and bool(near)
            and (bool(_CLOCK.match(near[0].text)) or (timed and near[0].text[0].isdigit()))
        )

    def _opening(self, tokens: list[Token]) -> Mention | None:
        """Return the date that opens a passage and is followed by a colon, a dash or a time of day."""
        if len(tokens) < _FAR:
            return None
        first = tokens[0].i
        for m in self.days:
            if first <= m.first <= first + 2 and m.last < first + _FAR:
                return m if self._mark(m) <= tokens[-1].i else None
        return None

    def _rest(self, tokens: list[Token], day: Mention) -> bool:
        """Return whether anything follows the mark of an opening day."""
        return any(t.pos != "PUNCT" for t in tokens if t.i > self._mark(day))

    def _mark(self, day: Mention) -> int:
        """Return the last mark behind a date and its time of day; the end of the source when there is none."""
        after = self._clock(day.last, len(self.tokens))
        if not any(_CLOCK.match(t.text) for t in self.tokens[day.last : after]):
            after = day.last  # "On Sunday evening she …" is told, not listed
        if after > day.last:
            return after - 1
        for i in range(day.last, min(day.last + _BEHIND, len(self.tokens))):
            token = self.tokens[i]
            if token.text in _MARKS:
                return i
            timed = token.pos in ("NUM", "PUNCT") or token.lower in _HOURS or token.text[0].isdigit()
            if not timed:
                break
        return len(self.tokens)


def _marks(token: Token) -> bool:
    return token.pos == "PUNCT" or token.text in _MARKS or token.text in ("|", "/", "(", ")")


def _timed(token: Token) -> bool:
    """Return whether a token may belong to a time of day: "10:40", "p.m.", "0930", "hrs", "evening"."""
    return bool(_CLOCK.match(token.text)) or token.lower in _HOURS or token.lower in _TIMES


def _items(tokens: list[Token]) -> Iterator[list[Token]]:
    """Yield the stretches between semicolons without their end marks; an "and" before the last is no part of it."""
    item: list[Token] = []
    for token in [*tokens, None]:
        if token is not None and token.text != ";":
            item.append(token)
            continue
        while item and item[-1].pos == "PUNCT":
            item.pop()
        while item and (item[0].pos == "PUNCT" or item[0].lower == "and"):
            item.pop(0)
        if item:
            yield item
        item = []
