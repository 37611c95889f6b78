"""A text and an anchor date in, its time expressions out as TIMEX3 values: dates, times, durations and sets.

Dates come from `extract/dates.py`; this layer adds what is no date of a calendar ("three days", "every Monday",
"recently", "the third quarter") and says everything in the letters of TimeML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from brief.extract.dates import find_dates_in
from brief.extract.dates_scene import DateExpression, Scene
from brief.extract.dates_words import date_words
from brief.extract.timexes_rules import RULES, Look, Timex
from brief.extract.timexes_words import timex_words
from brief.lexicon import Lexicon

__all__ = ["Timex", "find_timexes"]

LEFT = 24  # characters before an expression in which a word such as "late" may belong to it
JOINT = re.compile(r",?\s(?:on\s|of\s)?|\sat\s")
BETWEEN = re.compile(r"(?<=[\w.])(\s?[-–—]\s?|\s(?:to|through|until|till)\s)(?=[\w])")
COUNTED = re.compile(r".*(?:ago|earlier|later)$", re.DOTALL)
WINDOW = re.compile(r"(?:the|these|those|past|last|next|first|coming|previous|recent)\s", re.IGNORECASE)
YEAR_BACK = re.compile(r"(?:a |the )?year[- ](?:ago|earlier)|(?:a|the) year before", re.IGNORECASE)
QUARTERLY = 400  # characters within which a quarter told of is the one that "a year earlier" compares


def find_timexes(
    text: str,
    ranges: Sequence[tuple[int, int]],
    anchor: date,
    tense_at: Callable[[int], str],
    lexicon: Lexicon,
) -> list[Timex]:
    """Return the time expressions in some ranges of a text, in its order, none over another."""
    words = timex_words(lexicon)
    found = find_dates_in(text, ranges, anchor, tense_at, lexicon)
    look = Look(Scene(text, anchor, tense_at, date_words(lexicon), found=found), words, anchor)
    matched = [timex for expression in found for timex in _dated(look, expression)]
    for name, rule in RULES.items():
        for start, end in ranges:
            matches = words.rules[name].finditer(text, start, end)
            matched += [timex for match in matches if (timex := rule(look, match))]
    return _compared(text, _joined(text, _longest([_widened(look, timex) for timex in matched])))


def _compared(text: str, timexes: list[Timex]) -> list[Timex]:
    """Return the same with "a year earlier", told after a quarter, as that quarter of the year before."""
    compared: list[Timex] = []
    quarter: Timex | None = None
    for timex in timexes:
        if quarter and timex.start - quarter.end < QUARTERLY and YEAR_BACK.fullmatch(text, timex.start, timex.end):
            year = int(timex.value[:4]) if timex.value[:4].isdigit() else 0
            compared.append(replace(timex, value=f"{year}{quarter.value[4:]}") if year else timex)
            continue
        if quarter and text[timex.start : timex.end].lower() == "the quarter":
            compared.append(replace(timex, value=quarter.value))
            continue
        if "-Q" in timex.value and not YEAR_BACK.search(text, timex.start, timex.end):
            quarter = timex
        compared.append(timex)
    return compared


def _longest(matched: list[Timex]) -> list[Timex]:
    """Return the longest of those that overlap; among equals that which came first."""
    kept: list[Timex] = []
    taken: set[int] = set()
    for timex in sorted(matched, key=lambda t: t.start - t.end):
        place = range(timex.start, timex.end)
        if taken.isdisjoint(place):
            taken.update(place)
            kept.append(timex)
    return sorted(kept, key=lambda t: t.start)


def _joined(text: str, timexes: list[Timex]) -> list[Timex]:
    """Return the same with a time of day and the day beside it as one: 10 p.m. Tuesday."""
    joined: list[Timex] = []
    for timex in timexes:
        last = joined[-1] if joined else None
        between = text[last.end : timex.start] if last else "\n"
        if last and {last.type, timex.type} == {"DATE", "TIME"} and JOINT.fullmatch(between):
            day, hour = (last, timex) if last.type == "DATE" else (timex, last)
            if len(day.value) == len("2019-05-13") and ":" in hour.value and day.value[0] in "12":
                joined[-1] = Timex(last.start, timex.end, "TIME", day.value + hour.value[hour.value.index("T") :])
                continue
        joined.append(timex)
    return joined


def _widened(look: Look, timex: Timex) -> Timex:
    """Return the expression with the words before it that belong to it: late, nearly, the end of."""
    if timex.type == "SET" or timex.value.endswith("REF"):
        return timex
    start, text, words = timex.start, look.scene.text, look.words
    counted = timex.type == "DURATION" or COUNTED.match(text, start, timex.end)
    counts = counted and not WINDOW.match(text, start, timex.end)
    for cue in (words.before_counts, words.before_any) if counts else (words.before_any,):
        found = cue.search(text, max(0, start - LEFT), start)
        start = found.start() if found else start
    return replace(timex, start=start)


def _dated(look: Look, found: DateExpression) -> list[Timex]:
    """Return a date in TimeML's letters: a week, a weekend, a part of a day, the two ends of a range."""
    text = look.scene.text[found.start : found.end].lower()
    if found.granularity == "range":
        first = date.fromisoformat(found.value) if len(found.value) == len("2019-05-13") else None
        if first and "week" in text:
            week = "{}-W{:02}".format(*first.isocalendar())
            start = found.end - len("the weekend") if text.endswith(" the weekend") else found.start
            return [Timex(start, found.end, "DATE", f"{week}-WE" if "weekend" in text else week)]
        joint = BETWEEN.search(text)
        if joint:
            middle = found.start + joint.start(1), found.start + joint.end(1)
            ends = (found.start, middle[0], found.value), (middle[1], found.end, found.end_value)
            return [Timex(start, end, "DATE", value) for start, end, value in ends]
        return [Timex(found.start, found.end, "DATE", found.value)]
    part = look.words.part_after.match(look.scene.text, found.end)
    end = part.end() if part and found.granularity == "day" else found.end
    said = look.scene.text[found.start : end].lower()
    code = next((c for word, c in look.words.parts.items() if re.search(rf"\b(?:to)?{word}$", said)), "")
    if code and found.granularity == "day":
        return [Timex(found.start, end, "TIME", f"{found.value}T{code}")]
    return [Timex(found.start, found.end, "DATE", found.value)]
