"""Programme lines in, matches out: "Monday: talks in Algiers; audience with the President" and their like.

A `line` pattern is "{date}: {activity}": a passage that opens with a date and a colon or dash is a list of
acts on that day, parted by semicolons, or one act when it has none. What is in an item's phrase fills the
other fields as anywhere else.
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
_CLOCK = 7  # tokens between a date and its mark: ", 09:30 hrs:"
_HOURS = frozenset({"hrs", "hours", "hour", "h", "a.m.", "p.m.", "am", "pm", "gmt", "at", "local", "time", "noon"})
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

    def matches(self, line: Line) -> list[Match]:
        """Return one match for each item of each line."""
        if line.problems:
            return []
        return [match for tokens in self.passages.values() for match in self._passage(line, tokens)]

    def _passage(self, line: Line, tokens: list[Token]) -> Iterator[Match]:
        day = self._opening(tokens)
        if day is None:
            return
        sentence = tokens[0].sentence if ";" not in {t.text for t in tokens} else -1
        rest = [t for t in tokens if t.i > self._mark(day) and sentence in (-1, t.sentence)]
        for item in _items(rest):
            first, last = item[0], item[-1]
            head = next((t for t in item if t.pos in ("NOUN", "VERB", "PROPN")), first)
            fills = {
                line.date: [Fill(day.start, day.end, day.value, kind=day.kind, head=day.head)],
                line.item: [Fill(first.start, last.end, head=head.i)],
            }
            yield Match(line.section, line.index, line.say, fills, head.i, first.start, last.end)

    def _opening(self, tokens: list[Token]) -> Mention | None:
        """Return the date that opens a passage and is followed by a colon or dash."""
        if len(tokens) < _FAR:
            return None
        first = tokens[0].i
        for m in self.reading.mentions:
            if m.type == "date" and m.kind == "day" and first <= m.first <= first + 2 and m.last < first + _FAR:
                return m if self._mark(m) <= tokens[-1].i else None
        return None

    def _mark(self, day: Mention) -> int:
        """Return the colon or dash behind a date and its time of day; the end of the source when there is none."""
        for i in range(day.last, min(day.last + _CLOCK, len(self.tokens))):
            token = self.tokens[i]
            if token.text in _MARKS:
                return i
            timed = token.pos in ("NUM", "PUNCT") or token.lower in _HOURS or token.text[0].isdigit()
            if not timed:
                break
        return len(self.tokens)


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
