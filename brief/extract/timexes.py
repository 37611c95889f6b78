"""A text and an anchor date in, its time expressions out as TIMEX3 values: dates, times, durations and sets.

Dates come from `extract/dates.py`; this layer adds what is no date of a calendar ("three days", "every Monday",
"recently", "the third quarter") and says everything in the letters of TimeML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from brief.extract.dates import find_dates_in
from brief.extract.dates_calendar import MONTHS, shift_months
from brief.extract.dates_scene import DateExpression, Scene
from brief.extract.dates_words import date_words
from brief.extract.timexes_words import TimexWords, timex_words
from brief.lexicon import Lexicon

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
NOON = 12
DECADE, CENTURY = 10, 100
LEFT = 24  # characters before an expression in which a word such as "late" may belong to it
SHIFT = {"last": -1, "previous": -1, "past": -1, "this past": -1, "year-ago": -1, "year-earlier": -1, "next": 1}
SEASON_END = {"SP": 5, "SU": 8, "FA": 11, "WI": 2}
EARLIER = frozenset({"ago", "earlier", "before", "previously", "prior", "back"})
JOINT = re.compile(r",?\s(?:on\s|of\s)?|\sat\s")
YEARS_JOINT = re.compile(r"\d{4}(\s?[-–—]\s?)\d")
COUNTED = re.compile(r".*(?:ago|earlier|later)$", re.DOTALL)
WINDOW = re.compile(r"(?:the|these|those|past|last|next|first|coming|previous|recent)\s", re.IGNORECASE)
HALVES = {"Y": "6M", "TH": "30M", "TM": "30S", "D": "T12H"}
YEAR_BACK = re.compile(r"(?:a |the )?year[- ](?:ago|earlier)|(?:a|the) year before", re.IGNORECASE)
QUARTERLY = 400  # characters within which a quarter told of is the one that "a year earlier" compares
SEASON_CUE = re.compile(r"\b(?:in|by|during|since|over|until|of|for|through)\s$")


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression: its characters, TimeML type and value (`1999-W05`, `P3D`, `PAST_REF`)."""

    start: int
    end: int
    type: TimexType
    value: str


@dataclass(frozen=True, slots=True)
class _Look:
    """What a rule sees. `scene` is None without an anchor day; `day` is that anchor."""

    scene: Scene
    words: TimexWords
    day: date


Rule = Callable[[_Look, re.Match[str]], "Timex | None"]


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
    look = _Look(Scene(text, anchor, tense_at, date_words(lexicon), found=found), words, anchor)
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
        if last and last.type != timex.type and {last.type, timex.type} == {"DATE", "TIME"} and JOINT.fullmatch(between):
            day, hour = (last, timex) if last.type == "DATE" else (timex, last)
            if len(day.value) == len("2019-05-13") and ":" in hour.value and day.value[0] in "12":
                joined[-1] = Timex(last.start, timex.end, "TIME", day.value + hour.value[hour.value.index("T") :])
                continue
        joined.append(timex)
    return joined


def _widened(look: _Look, timex: Timex) -> Timex:
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


def _dated(look: _Look, found: DateExpression) -> list[Timex]:
    """Return a date in TimeML's letters: a week, a weekend, a part of a day, the two ends of a range."""
    text = look.scene.text[found.start : found.end].lower()
    if found.granularity == "range":
        first = date.fromisoformat(found.value) if len(found.value) == len("2019-05-13") else None
        if first and "week" in text:
            week = "{}-W{:02}".format(*first.isocalendar())
            start = found.end - len("the weekend") if text.endswith(" the weekend") else found.start
            return [Timex(start, found.end, "DATE", f"{week}-WE" if "weekend" in text else week)]
        joint = YEARS_JOINT.match(text)
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


def _timex(match: re.Match[str], kind: TimexType, value: str) -> Timex:
    return Timex(match.start(), match.end(), kind, value)


def _group(match: re.Match[str], name: str) -> str:
    return " ".join((match.groupdict().get(name) or "").lower().split())


def _number(look: _Look, said: str) -> str:
    """Return a number as TimeML has it: digits, or X for one that is not told."""
    said = re.split(r" to | or |(?<=\d)-(?=\d)", said.replace(",", ""))[0]
    if said.replace(".", "").isdigit():
        return said
    if not said or said in look.words.vague:
        return "X"
    values = [look.words.numbers.get(word, _tens(word)) for word in re.split(r"[-\s]", said)]
    if not all(values):
        return "X"
    if len(values) > 1 and values[-1] in (CENTURY, CENTURY * DECADE):
        return str(values[0] * values[-1])
    return str(sum(values))


def _tens(word: str) -> int:
    tens = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
    return 10 * (tens.index(word) + 2) if word in tens else 0


def _period(look: _Look, number: str, unit: str) -> str:
    """Return so many units as a duration: P3D, PT2H, PXY; ten years to the decade."""
    code = look.words.units[unit]
    if code in ("DE", "CE") and number.isdigit():
        return f"P{int(number) * (DECADE if code == 'DE' else CENTURY)}Y"
    if code == "Q" and number.isdigit():
        return f"P{int(number) * 3}M"
    return f"P{code[0]}{number}{code[1]}" if code[0] == "T" else f"P{number}{code}"


def _shifted(look: _Look, code: str, number: int) -> str:
    """Return the day, week, month, quarter, year, decade or century so many away from the anchor, "" for none."""
    day = look.day
    if code in ("D", "W"):
        try:
            moved = date.fromordinal(day.toordinal() + number * (7 if code == "W" else 1))
        except (ValueError, OverflowError):
            return ""
        return moved.isoformat() if code == "D" else "{}-W{:02}".format(*moved.isocalendar())
    if code in ("M", "Q"):
        year, month = shift_months(day, number * (1 if code == "M" else 3))
        return f"{year:04}-{month:02}" if code == "M" else f"{year:04}-Q{(month + 2) // 3}"
    sizes = {"Y": (1, 4), "DE": (DECADE, 3), "CE": (CENTURY, 2)}
    if code not in sizes:
        return ""
    size, digits = sizes[code]
    return f"{max(0, day.year + number * size):04}"[:digits]


def _year_of(look: _Look, said: str) -> int | None:
    if said.isdigit():
        return int(said)
    return look.day.year + SHIFT.get(said.split()[0], 0) if said else None


def _clock(look: _Look, match: re.Match[str]) -> Timex | None:
    word, hour = _group(match, "word"), int(match["hour"] or 0)
    if word:
        return _timex(match, "TIME", look.day.isoformat() + look.words.clock[word])
    half = _group(match, "half")
    if half and hour > NOON:
        return None
    hour = hour % NOON + (NOON if half == "p" else 0) if half else hour
    return _timex(match, "TIME", f"{look.day.isoformat()}T{hour:02}:{match['minute'] or '00'}")


def _quarter(look: _Look, match: re.Match[str]) -> Timex | None:
    relative, nth = _group(match, "rel"), _group(match, "nth")
    year = _year_of(look, _group(match, "year") or _group(match, "year0") or _group(match, "year3"))
    if not nth and not relative and not (year or match["the"]):
        return None
    if not nth:
        back = {"latest": -1, "": -1, "year-ago": -5, "year-earlier": -5}.get(relative, SHIFT.get(relative, 0))
        value = _shifted(look, "Q", back)
        return _timex(match, "DATE", f"{year}{value[4:]}" if year else value)
    number = look.words.ordinals[nth]
    if number > 4:  # noqa: PLR2004 - a year has four
        return None
    ahead = look.scene.direction(match.start()) == "ahead"
    begun = 3 * number - 2 <= look.day.month
    year = year or look.day.year - (not begun and not ahead) - bool(_group(match, "ago"))
    return _timex(match, "DATE", f"{year}-Q{number}")


def _half(look: _Look, match: re.Match[str]) -> Timex | None:
    year = _year_of(look, _group(match, "year").replace("the year", "this year"))
    return _timex(match, "DATE", f"{year}-H{1 if _group(match, 'nth') == 'first' else 2}")


def _season(look: _Look, match: re.Match[str]) -> Timex | None:
    relative, code, year = _group(match, "rel"), look.words.seasons[_group(match, "season")], _group(match, "year")
    cued = SEASON_CUE.search(look.scene.left(match.start()))
    if not year and (not relative or (relative == "the" and not cued)):
        return None
    if year:
        return _timex(match, "DATE", f"{year}-{code}")
    over, now = SEASON_END[code], look.day
    ahead = relative in ("next", "this coming") or (
        relative == "the" and look.scene.direction(match.start()) == "ahead"
    )
    if relative == "this":
        return _timex(match, "DATE", f"{now.year}-{code}")
    if ahead:
        return _timex(match, "DATE", f"{now.year + (now.month > over or code == 'WI')}-{code}")
    return _timex(match, "DATE", f"{now.year - (now.month <= over or code == 'WI')}-{code}")


def _decade(look: _Look, match: re.Match[str]) -> Timex | None:
    ten = match["ten"] or look.words.tens[_group(match, "tens")]
    century = _group(match, "century")
    if not century and not match.group().lower().startswith("the"):
        return None
    return _timex(match, "DATE", f"{century if century.isdigit() else '19'}{ten}")


def _century(_look: _Look, match: re.Match[str]) -> Timex | None:
    return _timex(match, "DATE", f"{int(match['nth']) - 1:02}")


def _often(look: _Look, match: re.Match[str]) -> Timex | None:
    word, unit, day = _group(match, "word"), _group(match, "unit"), _group(match, "day") or _group(match, "days")
    if word:
        return _timex(match, "SET", look.words.often[word])
    if unit:
        number = "2" if _group(match, "other") == "other" else _number(look, _group(match, "number") or "1")
        return _timex(match, "SET", _period(look, number, unit))
    if day in look.words.parts:
        return _timex(match, "SET", f"T{look.words.parts[day]}")
    part = _group(match, "part")
    return _timex(match, "SET", f"XXXX-WXX-{look.words.weekdays[day]}{'T' + look.words.parts[part] if part else ''}")


def _rate(look: _Look, match: re.Match[str]) -> Timex | None:
    return _timex(match, "SET", _period(look, "1", _group(match, "unit")))


def _ago(look: _Look, match: re.Match[str]) -> Timex | None:
    said, way = _group(match, "number"), _group(match, "way")
    number, code = _number(look, said), look.words.units[_group(match, "unit")]
    if number == "X" and not (said or match["unit"].endswith("s") or code == "Y"):
        return None
    if number == "X" and not (match["unit"].endswith("s")):
        number = "1"  # year-ago
    back = way in EARLIER
    if number == "X":
        return _timex(match, "DATE", "PAST_REF" if back else "FUTURE_REF")
    if code[0] == "T" or not number.isdigit():
        return _timex(match, "DURATION", _period(look, number, _group(match, "unit")))
    value = _shifted(look, code, -int(number) if back else int(number))
    return _timex(match, "DATE", value) if value else None


def _window(look: _Look, match: re.Match[str]) -> Timex | None:
    said, unit, relative = _group(match, "number"), _group(match, "unit"), _group(match, "rel")
    if said:
        return _timex(match, "DURATION", _period(look, _number(look, said), unit))
    if unit.endswith("s"):
        return _timex(match, "DURATION", _period(look, "X", unit))
    definite = match.group().lower().startswith("the")
    if relative in ("past", "last") and (definite or relative == "past"):
        return _timex(match, "DURATION", _period(look, "1", unit))
    if relative in ("last", "next", "coming", "previous", "following", "past"):
        value = _shifted(look, look.words.units[unit], -1 if relative in SHIFT and SHIFT[relative] < 0 else 1)
        return _timex(match, "DATE", value) if value else None
    return None


def _year_named(_look: _Look, match: re.Match[str]) -> Timex | None:
    return _timex(match, "DATE", match["year"])


def _this(look: _Look, match: re.Match[str]) -> Timex | None:
    shift = SHIFT.get(_group(match, "rel"), 0)
    return _timex(match, "DATE", _shifted(look, look.words.units[_group(match, "unit")], shift))


def _duration(look: _Look, match: re.Match[str]) -> Timex | None:
    said, unit, code = _group(match, "number"), _group(match, "unit"), look.words.units[_group(match, "unit")]
    if code == "Q" and (match["sep"] == "-" or said in ("a", "an")):
        return None  # three-quarters of the vote
    if "old" in _group(match, "tail") or (code == "TS" and not unit.endswith("s")):
        return None
    if said in ("a", "an") and match["sep"] == "-":
        return None
    value = _period(look, _number(look, said), unit)
    if _group(match, "half") or _group(match, "half2"):
        value += HALVES.get(code, "")
    return _timex(match, "DURATION", value)


def _fiscal(_look: _Look, match: re.Match[str]) -> Timex | None:
    return _timex(match, "DURATION", "P1Y")


def _running(look: _Look, match: re.Match[str]) -> Timex | None:
    return _timex(match, "DATE", _shifted(look, look.words.units[_group(match, "unit")], 0))


def _units(look: _Look, match: re.Match[str]) -> Timex | None:
    return _timex(match, "DURATION", _period(look, "X", _group(match, "unit")))


def _reference(look: _Look, match: re.Match[str]) -> Timex | None:
    return _timex(match, "DATE", look.words.references[_group(match, "word")])


def _part(look: _Look, match: re.Match[str]) -> Timex | None:
    days = {"last": -1, "the next": 1, "the following": 1}
    value = _shifted(look, "D", days.get(_group(match, "rel"), 0))
    return _timex(match, "TIME", f"{value}T{look.words.parts[_group(match, 'part')]}")


def _year(_look: _Look, match: re.Match[str]) -> Timex | None:
    return _timex(match, "DATE", match["year"])


RULES: Mapping[str, Rule] = {
    "clock": _clock,
    "quarter": _quarter,
    "fiscal": _fiscal,
    "running": _running,
    "half": _half,
    "season": _season,
    "decade": _decade,
    "century": _century,
    "often": _often,
    "rate": _rate,
    "ago": _ago,
    "window": _window,
    "year_named": _year_named,
    "this": _this,
    "duration": _duration,
    "units": _units,
    "reference": _reference,
    "part": _part,
    "year": _year,
}
_ = MONTHS
