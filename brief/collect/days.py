"""Calendar days that a text spells out in full, with their places; the order of 11/07/2025 is decided here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from brief.collect.cues import Cues, first_match

_TWELVE = 12


@dataclass(frozen=True)
class Day:
    """A day in the text. `other` is the second reading of a day whose order of day and month is open, else None."""

    start: int
    end: int
    value: dt.date
    other: dt.date | None = None


def days(text: str, cues: Cues, start: int = 0, end: int | None = None) -> list[Day]:
    """Return the full dates of a range of the text in order, spans of days ("6 and 7 October 2025") left out."""
    end = len(text) if end is None else end
    found: list[Day] = []
    for pattern in cues.dates:
        for match in pattern.finditer(text, start, end):
            taken = any(day.start < match.end() and match.start() < day.end for day in found)
            before = text[max(start, match.start() - 40) : match.start()]
            if taken or cues.hit("range_before", before):
                continue
            found.extend(_day(match.start(), match.end(), match.groupdict(), cues))
    return sorted(found, key=lambda day: day.start)


def _day(start: int, end: int, groups: dict[str, str | None], cues: Cues) -> Iterator[Day]:
    year = int(groups.get("y") or 0)
    first, second = groups.get("a"), groups.get("b")
    if first and second:
        day_first = _date(year, int(second), int(first))
        month_first = _date(year, int(first), int(second))
        value = day_first or month_first
        if value:
            both = day_first and month_first and day_first != month_first
            yield Day(start, end, value, month_first if both else None)
        return
    name = (groups.get("mon") or "").lower()
    value = _date(year, cues.months[name] if name else int(groups.get("m") or 0), int(groups.get("d") or 0))
    if value:
        yield Day(start, end, value)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def decided(day: Day, line: str, around: Sequence[Day], text: str, cues: Cues) -> dt.date:
    """Return which day is meant.

    In this order: the weekday that stands beside it in its line; the order of another date of the page that allows
    only one; which reading is nearer to the days spelled out on the page; signs of US usage; else the day is first.
    """
    if day.other is None:
        return day.value
    weekdays = {
        number for word in line.lower().replace(",", " ").split() if (number := cues.weekdays.get(word)) is not None
    }
    if len(weekdays) == 1 and day.value.weekday() != day.other.weekday():
        (weekday,) = weekdays
        if weekday in (day.value.weekday(), day.other.weekday()):
            return day.value if day.value.weekday() == weekday else day.other
    order = _page_order(around, text, cues)
    if order:
        return day.value if order == "day" else day.other
    sure = [other.value for other in around if other.other is None and other.start != day.start]
    near, far = (min((abs((value - one).days) for one in sure), default=0) for value in (day.value, day.other))
    if near != far:
        return day.value if near < far else day.other
    return day.other if first_match(cues.furniture.get("month_first", ()), text) else day.value


def _page_order(around: Sequence[Day], text: str, cues: Cues) -> str:
    """Return "day" or "month" when the page's other numeric dates allow one order only."""
    orders = set()
    for other in around:
        match = first_match(cues.dates, text[other.start : other.end])
        groups = match.groupdict() if match and other.other is None else {}
        if groups.get("a") and groups["a"] != groups.get("b"):
            orders.add("day" if int(groups["a"]) > _TWELVE else "month")
    return orders.pop() if len(orders) == 1 else ""
