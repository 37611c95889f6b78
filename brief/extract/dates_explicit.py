"""Matches of dates that name a day, month or year in, date expressions out; the anchor fills a year left open."""

from __future__ import annotations

import re
from datetime import date

from brief.extract.dates_calendar import day_of, nth_weekday, year_of_day, year_of_month
from brief.extract.dates_scene import DateExpression, Scene

Found = list[DateExpression]
CENTURY_TURN = 70  # two-digit years from here on are of the last century
NUMBER = re.compile(r"\d+")
DAY_AFTER = re.compile(r"\s+\d{1,2}(?![\d])")
DAY_BEFORE = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?$")
CAPITAL = re.compile(r"\s+[A-Z][a-z]")


def _part(match: re.Match[str], name: str) -> str:
    return (match.groupdict().get(name) or "").strip()


def _month(scene: Scene, match: re.Match[str], name: str = "month") -> int:
    return scene.words.months[match[name].rstrip(".").lower()]


def _day(text: str) -> int:
    found = NUMBER.match(text)
    return int(found.group()) if found else 0


def day_number(scene: Scene, match: re.Match[str]) -> int:
    """Return the day of the month in figures or, as in "the fifth of May", in words."""
    nth = " ".join(_part(match, "nth").lower().split())
    return scene.words.ordinal_days[nth] if nth else _day(match["day"])


def _given_year(scene: Scene, match: re.Match[str]) -> int | None:
    """Return the year that stands in the match, or that "last year" and the like mean there."""
    stated = _part(match, "year") or _part(match, "year2")
    if stated:
        return int(stated)
    relative = _part(match, "rel_year")
    if relative and scene.anchor:
        return scene.anchor.year + {"last": -1, "this": 0, "next": 1}[relative]
    return None


def _dated(scene: Scene, match: re.Match[str], month: int, day: int) -> tuple[int, str] | None:
    """Return year and method for a day of the match, None when no year can be told."""
    year = _given_year(scene, match)
    if year:
        return year, "explicit" if not _part(match, "rel_year") else "deictic"
    if scene.anchor is None or _part(match, "rel_year"):
        return None
    year = _year_by_weekday(scene, match, month, day) or _year_beside(scene, match, month, day)
    if year is None:
        year = year_of_day(scene.anchor, month, day, scene.direction(match.start()))
    return (year, "partial") if year else None


def _year_by_weekday(scene: Scene, match: re.Match[str], month: int, day: int) -> int | None:
    """Return the one year near the anchor in which the day falls on the weekday beside it."""
    name = _part(match, "weekday").rstrip(".").lower()
    if not name or scene.anchor is None:
        return None
    near = range(scene.anchor.year - 1, scene.anchor.year + 2)
    fits = [y for y in near if (d := day_of(y, month, day)) and d.weekday() == scene.words.weekdays[name]]
    return fits[0] if len(fits) == 1 else None


def _year_beside(scene: Scene, match: re.Match[str], month: int, day: int) -> int | None:
    """Return the year of "last Oct. 23" or "next May 3"."""
    anchor, relative = scene.anchor, _part(match, "rel")
    if anchor is None or not relative:
        return None
    past = (month, day) < (anchor.month, anchor.day)
    return anchor.year + past - (relative == "last")


def _one(match: re.Match[str], when: date | None, method: str) -> Found:
    return [DateExpression(match.start(), match.end(), when.isoformat(), "", "day", method)] if when else []


def _span(match: re.Match[str], first: date | None, last: date | None, method: str) -> Found:
    if first is None or last is None or first >= last:
        return []
    return [DateExpression(match.start(), match.end(), first.isoformat(), last.isoformat(), "range", method)]


def iso(_scene: Scene, match: re.Match[str]) -> Found:
    """Read 2019-05-13, 2019/05/13."""
    return _one(match, day_of(int(match["year"]), int(match["month"]), int(match["day"])), "explicit")


def slash(scene: Scene, match: re.Match[str]) -> Found:
    """Read 22/02/2024, 13.05.2019: the day first unless that is impossible or the text has it otherwise."""
    if len(match["year"]) == 2 and match["sep"] != "/":  # noqa: PLR2004 - two digits of a year
        return []
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if len(match["year"]) == 2:  # noqa: PLR2004 - two digits of a year
        year += 2000 if year < CENTURY_TURN else 1900
    as_day_first = day_of(year, second, first)
    as_month_first = day_of(year, first, second)
    if scene.month_first and match["sep"] != ".":
        return _one(match, as_month_first or as_day_first, "explicit")
    return _one(match, as_day_first or as_month_first, "explicit")


def month_day(scene: Scene, match: re.Match[str]) -> Found:
    """Read May 13, 13 May 2019, the 13th of May, Tuesday, May 14, 12-May-2019."""
    month, day = _month(scene, match), day_number(scene, match)
    if (
        "day" in match.re.groupindex
        and scene.words.cues.counted.match(scene.text, match.end("day"))
        and match.end("day") == match.end()
    ):
        return []  # in March 20 people died
    known = _dated(scene, match, month, day)
    if known is None or _is_event(scene, match, month, day):
        return []
    found = _one(match, day_of(known[0], month, day), known[1])
    if found and "(" in match.group():
        found[0].start = match.start("month")  # Sunday (May 12): the bracket stays outside
    return found


def _is_event(scene: Scene, match: re.Match[str], month: int, day: int) -> bool:
    """Return whether a day without a year is the name of an event of long ago."""
    following = scene.words.fixed_events.get(f"{month}-{day}", ())
    after = re.compile(r"\s+(\w+)").match(scene.text, match.end())
    return not _part(match, "year") and after is not None and after[1] in following


def day_range(scene: Scene, match: re.Match[str]) -> Found:
    """Read 13-14 May, May 13 to 15, 2019."""
    month, first, last = _month(scene, match), _day(match["day"]), _day(match["day2"])
    known = _dated(scene, match, month, first)
    if known is None or scene.words.cues.counted.match(scene.text, match.end()):
        return []
    return _span(match, day_of(known[0], month, first), day_of(known[0], month, last), known[1])


def full_range(scene: Scene, match: re.Match[str]) -> Found:
    """Read May 30 – June 2; two single days where a meeting was moved from one to the other."""
    months, days = (_month(scene, match), _month(scene, match, "month2")), (_day(match["day"]), _day(match["day2"]))
    known = _dated(scene, match, months[0], days[0])
    if known is None:
        return []
    year = known[0]
    turn = months[1] < months[0]  # the end stands in the next year
    given = bool(_given_year(scene, match))
    first = day_of(year - (turn and given), months[0], days[0])
    last = day_of(year + (turn and not given), months[1], days[1])
    if scene.words.cues.moved.search(scene.left(match.start())) and first and last:
        middle = match.start("to"), match.end("to")
        return [
            DateExpression(match.start(), middle[0], first.isoformat(), "", "day", known[1]),
            DateExpression(middle[1], match.end(), last.isoformat(), "", "day", known[1]),
        ]
    return _span(match, first, last, known[1])


def day_list(scene: Scene, match: re.Match[str]) -> Found:
    """Read May 13 and 14; 13, 14 and 16 May: one expression for each day."""
    month = _month(scene, match)
    if scene.words.cues.counted.match(scene.text, match.end("days")):
        return []
    numbers = list(NUMBER.finditer(scene.text, match.start("days"), match.end("days")))
    found: Found = []
    for number in numbers:
        known = _dated(scene, match, month, int(number.group()))
        when = day_of(known[0], month, int(number.group())) if known else None
        if known is None or when is None:
            return []
        found.append(DateExpression(number.start(), number.end(), when.isoformat(), "", "day", known[1]))
    found[0].start = min(match.start(), found[0].start)
    found[-1].end = max(match.end(), found[-1].end)
    return found


def nth(scene: Scene, match: re.Match[str]) -> Found:
    """Read the first Monday of November."""
    month = _month(scene, match)
    year, method = _given_year(scene, match), "explicit"
    if year is None:
        if scene.anchor is None or _part(match, "rel_year"):
            return []
        year, method = year_of_month(scene.anchor, month, scene.direction(match.start())), "partial"
    order = scene.words.ordinals[match["nth"].lower()]
    return _one(match, nth_weekday(year, month, scene.words.weekdays[match["weekday"].lower()], order), method)


def holiday(scene: Scene, match: re.Match[str]) -> Found:
    """Read New Year's Eve, Bastille Day 2018, Thanksgiving: days with a place in the calendar."""
    name = re.sub(r"\s+", " ", match["holiday"]).replace("’", "'").lower()
    if name in scene.words.moving_holidays:
        return _moving_holiday(scene, match, *scene.words.moving_holidays[name])
    month, day = scene.words.holidays[name]
    known = _dated(scene, match, month, day)
    return (
        _one(match, day_of(known[0], month, day), "explicit" if _part(match, "year") else "holiday")
        if known
        else []
    )


def _moving_holiday(scene: Scene, match: re.Match[str], month: int, weekday: int, nth: int) -> Found:
    year, method = _given_year(scene, match), "explicit"
    if year is None:
        if scene.anchor is None or _part(match, "rel_year"):
            return []
        year, method = year_of_month(scene.anchor, month, scene.direction(match.start())), "holiday"
    return _one(match, nth_weekday(year, month, weekday, nth), method)


def month(scene: Scene, match: re.Match[str]) -> Found:
    """Read in February, last October, June last year, May 2019, a July summit."""
    number = _month(scene, match)
    if _no_month(scene, match):
        return []
    year, method = _given_year(scene, match), "explicit" if _part(match, "year") else "deictic"
    if year is None:
        if scene.anchor is None or _part(match, "rel_year"):
            return []
        year, method = _open_month(scene, match, number, scene.anchor)
    return [DateExpression(match.start(), match.end(), f"{year:04}-{number:02}", "", "month", method)]


def _open_month(scene: Scene, match: re.Match[str], number: int, anchor: date) -> tuple[int, str]:
    relative = _part(match, "rel").lower()
    if relative:
        years = {"last": -(number >= anchor.month), "next": number <= anchor.month, "this": 0}
        return anchor.year + years[relative], "deictic"
    direction = scene.direction(match.start())
    describes = re.match(r"\s[a-z]", scene.text[match.end() : match.end() + 2])
    modifier = scene.words.cues.modifier.search(scene.left(match.start())) and describes
    return year_of_month(anchor, number, direction), "modifier" if modifier else "partial"


def _no_month(scene: Scene, match: re.Match[str]) -> bool:
    """Return whether the word is a verb, or the name of a person or a march."""
    cues, left, name = scene.words.cues, scene.left(match.start()), match["month"].lower()
    if _part(match, "year") or _part(match, "rel_year") or _part(match, "rel"):
        return bool(cues.name_before.search(left))
    if cues.recurring.search(left):
        return True
    if name in scene.words.short_months or _day_beside(scene, match, left):
        return True  # "Jan", "Mar": names, unless a full stop or a number follows
    if name not in scene.words.doubtful:
        return bool(CAPITAL.match(scene.text, match.end())) and not cues.month.search(left)
    if not cues.month.search(left):
        return True
    return bool(cues.month_unsure.search(left)) and _is_surname(scene, match["month"])


def _day_beside(scene: Scene, match: re.Match[str], left: str) -> bool:
    """Return whether a number beside the month is its day: the rules for days have refused it on purpose."""
    number = DAY_AFTER.match(scene.text, match.end())
    after = number is not None and not scene.words.cues.counted.match(scene.text, number.end())
    return after or bool(DAY_BEFORE.search(left))


def _is_surname(scene: Scene, name: str) -> bool:
    """Return whether the text knows a person of that name: "by May" may then mean her."""
    named = scene.surname(name)
    return any(not scene.words.cues.month.search(word) for word in named)


def years(scene: Scene, match: re.Match[str]) -> Found:
    """Read 2014-2018, 2016-17."""
    first, last = match["year"], match["year2"]
    last = first[:2] + last if len(last) == 2 else last  # noqa: PLR2004 - two digits of a year
    if int(last) <= int(first) or scene.words.cues.counted.match(scene.text, match.end()):
        return []
    return [DateExpression(match.start(), match.end(), first, last, "range", "explicit")]


def year(scene: Scene, match: re.Match[str]) -> Found:
    """Read in 2013, of 2019, a 1968 accord; any other number of four digits is none."""
    cues, left = scene.words.cues, scene.left(match.start())
    after = scene.text[match.end() : match.end() + 40]
    if cues.counted.match(after) or cues.hedge.search(left):
        return []
    if match["year"].endswith("00") and re.match(r"\s[a-z]+s\b", after):
        return []  # in 1500 villages
    one = DateExpression(match.start(), match.end(), match["year"], "", "year", "explicit")
    if cues.modifier.search(left) and re.match(r"\s[A-Za-z(]", after):
        one.method = "modifier"
        return [one]
    if left.endswith("("):
        return [one] if after.startswith(")") else []
    first = not left.strip() and cues.year_start.match(after)
    return [one] if first or cues.year.search(left) or _joined(scene, one.start) else []


def _joined(scene: Scene, at: int) -> bool:
    """Return whether only "and", a comma or the like stands between a place and the year before it."""
    last = scene.found[-1] if scene.found else None
    if last is None or last.granularity not in ("year", "range"):
        return False
    return bool(scene.words.cues.year_join.fullmatch(scene.text, last.end, at))
