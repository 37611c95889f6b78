"""Programme lines in, matches out: "Monday: talks in Algiers; audience with the President" and their like.

A `line` pattern is "{date}: {activity}": a passage that opens with a date and a colon, a dash or a time of day
is a list of acts on that day, parted by semicolons, or one act when it has none. A day on a line of its own
heads the lines below it, a town beside it is where they happen. What is in an item's phrase fills the other
fields as anywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from brief.extract.frames import Fill, Match
from brief.extract.lines_items import Items
from brief.extract.reading import Mention, Reading, Token
from brief.lexicon import Lexicon
from brief.model import Layer
from brief.schema import PatternSpec

_FORM = re.compile(r"\{(\w+)\}\s*:\s*\{(\w+)\}")
_MARKS = (":", "–", "—", "-")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}|[01]\d[0-5]\d$|2[0-3][0-5]\d$|\d{1,2}(?:[ap]\.?m\.?|h)$", re.IGNORECASE)
_BEHIND = 7  # tokens between a date and its mark: ", 09:30 hrs:"
_HEADING = 12  # tokens of a line that only names a day
_SHORT = 24  # tokens of an item that opens with neither time nor bullet
_BULLETS = ("-", "–", "—", "•", "*", "·", "►", "▪")
_TIMES = frozenset({"morning", "afternoon", "evening", "midday", "noon", "midnight", "night"})
_HOURS = frozenset(
    {"hrs", "hrs.", "hours", "hour", "h", "a.m.", "p.m.", "a.m", "p.m", "am", "pm", "gmt", "local", "time"}
)
_HALVES = frozenset({"a.m.", "p.m.", "a.m", "p.m", "am", "pm"})
_FAR = 5  # tokens from the passage's first word within which its date must end
_TOWN = 5  # tokens of a place beside the day of a heading


@dataclass(frozen=True, slots=True)
class Line:
    """A compiled line: the slot of the date, the slot of the items, the section's slot of a place."""

    section: str
    index: int
    say: str
    date: str
    item: str
    problems: tuple[str, ...] = ()
    place: str = ""


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
            place = next((slot for slot, kind in types.items() if kind == "place"), "")
            found.append(Line(section, index, spec.line, form[1], form[2], place=place))
    return found


@dataclass(frozen=True, slots=True)
class _Heading:
    """The day that heads lines, and the town where they happen."""

    day: Mention
    town: Fill | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    """A passage that lists acts, from its first word behind time and bullet on."""

    heading: _Heading
    tokens: list[Token]
    first: int


class LineMatcher:
    """Finds programme lines in one reading."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self.reading, self.tokens = reading, reading.tokens
        self.items = Items(reading, lexicon)
        self.of_days = lexicon.words("clauses.programme_days")
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
        town: Fill | None = None  # where the last item led: "Flight to Salalah"
        for entry in self._entries():
            items = self._cut(entry)
            for begin, last in items:
                if self.items.off(begin, last):
                    continue
                where, town = self.items.place(begin, last, entry.heading.town, town)
                found.append(self._match(line, entry.heading.day, (begin, last), where))
        return found

    def _match(self, line: Line, day: Mention, item: tuple[int, int], where: Fill | None) -> Match:
        begin, last = item
        head = next((t for t in self.tokens[begin : last + 1] if t.pos in ("NOUN", "VERB", "PROPN")), None)
        at = head.i if head else begin
        start, end = self.tokens[begin].start, self.tokens[last].end
        fills = {
            line.date: [Fill(day.start, day.end, day.value, kind=day.kind, head=day.head)],
            line.item: [Fill(start, end, head=at)],
        }
        if where is not None and line.place:
            fills[line.place] = [where]
        return Match(line.section, line.index, line.say, fills, at, start, end)

    def _cut(self, entry: _Entry) -> list[tuple[int, int]]:
        rest = [t for t in entry.tokens if t.i >= entry.first]
        stops = (t.i for t in rest if t.text == "." and t.i + 1 == self.reading.sentences[t.sentence].last)
        end = next(stops, rest[-1].i if rest else 0)
        rest = [t for t in rest if t.i <= end]
        sentence = rest[0].sentence if rest and ";" not in {t.text for t in rest} else -1
        return list(self.items.of([t for t in rest if sentence in (-1, t.sentence)]))

    def _entries(self) -> Iterator[_Entry]:
        """Yield the passages that list acts. Unmarked lines behind the last marked one are a page's foot."""
        heading: _Heading | None = None
        waiting: list[_Entry] = []
        style = ""
        for tokens in self.passages.values():
            head = self._heads(tokens)
            day = None if head else self._opening(tokens)
            if head is not None or day is not None:
                yield from waiting
                waiting = []
                heading = head
            if day is not None:
                heading = None if self._rest(tokens, day) else _Heading(day)
                yield _Entry(_Heading(day), tokens, self._mark(day) + 1)
            elif head is None and heading is not None:
                over = self.reading.sentences[tokens[0].sentence].layer is Layer.HEADING
                first, mark = (-1, "") if over else self._item(tokens)
                if first < 0 or (not mark and style == "bullet"):
                    heading, waiting = None, []
                elif mark:
                    yield from waiting
                    waiting, style = [], mark
                    yield _Entry(heading, tokens, first)
                else:
                    waiting.append(_Entry(heading, tokens, first))
        if not style:
            yield from waiting

    def _heads(self, tokens: list[Token]) -> _Heading | None:
        """Return the day that a passage consists of: "Sunday, September 10", "Day 2 (Tuesday 5 May): Lyon"."""
        days = [m for m in self.days if tokens[0].i <= m.first and m.last <= tokens[-1].i + 1]
        if not days or len(tokens) > _HEADING:
            return None
        told = {i for m in days if m.value == days[0].value for i in range(m.first, m.last)}
        rest = [t for t in tokens if t.i not in told and not _marks(t) and t.lower not in self.of_days]
        town = self._town(rest) if rest else None
        return _Heading(days[0], town) if not rest or town else None

    def _town(self, rest: list[Token]) -> Fill | None:
        """Return the one place that some tokens name, None when they tell anything else."""
        first, last = rest[0].i, rest[-1].i + 1
        if last - first > _TOWN:
            return None
        for m in self.reading.mentions:
            if m.type in ("place", "country") and m.first <= first and last <= m.last:
                text = self.reading.source.text[m.start : m.end]
                return Fill(m.start, m.end, text.title() if text.isupper() else text, head=m.head)
        if all(t.text[:1].isupper() and t.text.isalpha() for t in rest) and not self.items.tell(first, last):
            start, end = rest[0].start, rest[-1].end
            return Fill(start, end, self.reading.source.text[start:end].title(), head=last - 1)
        return None

    def _item(self, tokens: list[Token]) -> tuple[int, str]:
        """Return the token at which an item below a day begins, and what marks it; -1 when the passage is none."""
        first = next((t.i for t in tokens if t.text not in _BULLETS), tokens[-1].i)
        after = self._clock(first, tokens[-1].i + 1)
        if after > first or first > tokens[0].i:
            return (after if after <= tokens[-1].i else -1), ("clock" if after > first else "bullet")
        short = len(tokens) <= _SHORT and all(t.tag not in ("VBD", "MD") for t in tokens)
        short = short and self.items.acts(first, tokens[-1].i + 1)
        return (first if self.programme and short else -1), ""

    def _clock(self, i: int, end: int) -> int:
        """Return the token after a time of day and the marks behind it, i when none stands there."""
        j, timed = i + (self.tokens[i].text == "," if i < end else 0), False
        while j < end and (
            _timed(self.tokens[j])
            or self._hour(j)
            or (timed and _marks(self.tokens[j]))
            or self._until(j, timed=timed)
        ):
            timed = timed or bool(_CLOCK.match(self.tokens[j].text)) or self.tokens[j].lower in _TIMES | _HALVES
            j += 1
        return j if timed else i

    def _hour(self, j: int) -> bool:
        """Return whether a number counts hours: the 8 of "8 a.m."."""
        after = self.tokens[j + 1 : j + 2]
        return self.tokens[j].text.isdigit() and bool(after) and after[0].lower in _HALVES

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
