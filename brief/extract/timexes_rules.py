"""Matches of the rules of `extract/timexes_words.py` in, each as one TIMEX3 value out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from brief.extract.dates_calendar import shift_months
from brief.extract.dates_scene import Scene
from brief.extract.timexes_words import TimexWords

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
NOON = 12
DECADE, CENTURY = 10, 100
SHIFT = {"last": -1, "previous": -1, "past": -1, "this past": -1, "year-ago": -1, "year-earlier": -1, "next": 1}
SEASON_END = {"SP": 5, "SU": 8, "FA": 11, "WI": 2}
EARLIER = frozenset({"ago", "earlier", "before", "previously", "prior", "back"})
HALVES = {"Y": "6M", "TH": "30M", "TM": "30S", "D": "T12H"}
HALF_UNITS = {"TH": "PT30M", "TM": "PT30S", "D": "PT12H", "Y": "P6M", "DE": "P5Y", "CE": "P50Y"}
SEASON_CUE = re.compile(r"\b(?:in|by|during|since|over|until|of|for|through)\s$")


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression: its characters, TimeML type and value (`1999-W05`, `P3D`, `PAST_REF`)."""

    start: int
    end: int
    type: TimexType
    value: str


@dataclass(frozen=True, slots=True)
class Look:
    """What a rule sees; `day` is the anchor."""

    scene: Scene
    words: TimexWords
    day: date


Rule = Callable[[Look, re.Match[str]], "Timex | None"]


def _timex(match: re.Match[str], kind: TimexType, value: str) -> Timex:
    return Timex(match.start(), match.end(), kind, value)


def _group(match: re.Match[str], name: str) -> str:
    return " ".join((match.groupdict().get(name) or "").lower().split())


def _number(look: Look, said: str) -> str:
    """Return a number as TimeML has it: digits, or X for one that is not told."""
    said = re.split(r" to | or |(?<=\d)-(?=\d)", said.replace(",", ""))[0]
    if said.replace(".", "").isdigit():
        return said
    if not said or said in look.words.vague:
        return "X"
    values = [look.words.numbers.get(word, 0) for word in re.split(r"[-\s]", said)]
    if not all(values):
        return "X"
    if len(values) > 1 and values[-1] in (CENTURY, CENTURY * DECADE):
        return str(values[0] * values[-1])
    return str(sum(values))


def _period(look: Look, number: str, unit: str) -> str:
    """Return so many units as a duration: P3D, PT2H, PXY; ten years to the decade."""
    code = look.words.units[unit]
    if code in ("DE", "CE") and number.isdigit():
        return f"P{int(number) * (DECADE if code == 'DE' else CENTURY)}Y"
    if code == "Q" and number.isdigit():
        return f"P{int(number) * 3}M"
    return f"P{code[0]}{number}{code[1]}" if code[0] == "T" else f"P{number}{code}"


def _shifted(look: Look, code: str, number: int) -> str:
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


def _year_of(look: Look, said: str) -> int | None:
    if said.isdigit():
        return int(said)
    return look.day.year + SHIFT.get(said.removesuffix(" year"), 0) if said else None


def _clock(look: Look, match: re.Match[str]) -> Timex | None:
    word, hour = _group(match, "word"), int(match["hour"] or 0)
    if word:
        return _timex(match, "TIME", look.day.isoformat() + look.words.clock[word])
    half = _group(match, "half")
    if half and hour > NOON:
        return None
    hour = hour % NOON + (NOON if half == "p" else 0) if half else hour
    return _timex(match, "TIME", f"{look.day.isoformat()}T{hour:02}:{match['minute'] or '00'}")


def _quarter(look: Look, match: re.Match[str]) -> Timex | None:
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


def _half(look: Look, match: re.Match[str]) -> Timex | None:
    year = _year_of(look, _group(match, "year").replace("the year", "this year"))
    return _timex(match, "DATE", f"{year}-H{1 if _group(match, 'nth') == 'first' else 2}")


def _season(look: Look, match: re.Match[str]) -> Timex | None:
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


def _decade(look: Look, match: re.Match[str]) -> Timex | None:
    ten = match["ten"] or look.words.tens[_group(match, "tens")]
    century = _group(match, "century")
    if not century and not match.group().lower().startswith("the"):
        return None
    return _timex(match, "DATE", f"{century if century.isdigit() else '19'}{ten}")


def _century(_look: Look, match: re.Match[str]) -> Timex | None:
    return _timex(match, "DATE", f"{int(match['nth']) - 1:02}")


def _often(look: Look, match: re.Match[str]) -> Timex | None:
    word, unit, day = _group(match, "word"), _group(match, "unit"), _group(match, "day") or _group(match, "days")
    if word:
        return _timex(match, "SET", look.words.often[word])
    if unit:
        said = _group(match, "number").replace("other", "two") or "one"
        return _timex(match, "SET", _period(look, _number(look, said), unit))
    if day in look.words.parts:
        return _timex(match, "SET", f"T{look.words.parts[day]}")
    part = _group(match, "part")
    hours = f"T{look.words.parts[part]}" if part else ""
    return _timex(match, "SET", f"XXXX-WXX-{look.words.weekdays[day]}{hours}")


def _rate(look: Look, match: re.Match[str]) -> Timex | None:
    return _timex(match, "SET", _period(look, "1", _group(match, "unit")))


def _ago(look: Look, match: re.Match[str]) -> Timex | None:
    said, way = _group(match, "number"), _group(match, "way")
    number, code = _number(look, said), look.words.units[_group(match, "unit")]
    back, many = way in EARLIER, match["unit"].lower().endswith("s")
    if not said and not many and code != "Y":
        return None
    number = "1" if not said and not many else number  # year-ago
    if number == "X" and code[0] != "T":
        return _timex(match, "DATE", "PAST_REF" if back else "FUTURE_REF")
    if code[0] == "T" or not number.isdigit():
        return _timex(match, "DURATION", _period(look, number, _group(match, "unit")))
    value = _shifted(look, code, -int(number) if back else int(number))
    return _timex(match, "DATE", value) if value else None


def _window(look: Look, match: re.Match[str]) -> Timex | None:
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


def _year_named(_look: Look, match: re.Match[str]) -> Timex | None:
    return _timex(match, "DATE", match["year"])


def _this(look: Look, match: re.Match[str]) -> Timex | None:
    shift = SHIFT.get(_group(match, "rel"), 0)
    return _timex(match, "DATE", _shifted(look, look.words.units[_group(match, "unit")], shift))


def _duration(look: Look, match: re.Match[str]) -> Timex | None:
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


def _half_unit(look: Look, match: re.Match[str]) -> Timex | None:
    code = look.words.units[_group(match, "unit")]
    return _timex(match, "DURATION", HALF_UNITS[code]) if code in HALF_UNITS else None


def _fiscal(_look: Look, match: re.Match[str]) -> Timex | None:
    return _timex(match, "DURATION", "P1Y")


def _running(look: Look, match: re.Match[str]) -> Timex | None:
    return _timex(match, "DATE", _shifted(look, look.words.units[_group(match, "unit")], 0))


def _units(look: Look, match: re.Match[str]) -> Timex | None:
    return _timex(match, "DURATION", _period(look, "X", _group(match, "unit")))


def _reference(look: Look, match: re.Match[str]) -> Timex | None:
    return _timex(match, "DATE", look.words.references[_group(match, "word")])


def _part(look: Look, match: re.Match[str]) -> Timex | None:
    days = {"last": -1, "the next": 1, "the following": 1}
    value = _shifted(look, "D", days.get(_group(match, "rel"), 0))
    return _timex(match, "TIME", f"{value}T{look.words.parts[_group(match, 'part')]}")


def _year(_look: Look, match: re.Match[str]) -> Timex | None:
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
    "half_unit": _half_unit,
    "units": _units,
    "reference": _reference,
    "part": _part,
    "year": _year,
}
