"""Parts of a date and a direction of time in, calendar days out: the arithmetic under `extract/dates.py`.

A direction is "back" (news), "ahead" (previews) or "" when nothing tells.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Literal

Direction = Literal["back", "ahead", ""]

NEAR_DAYS = 21  # a day this close to the anchor is meant, whatever the tense says
AHEAD_DAYS = 45  # without a tense, a day up to here ahead is still to come
DAYS = 7
MONTHS = 12


def day_of(year: int, month: int, day: int) -> date | None:
    """Return that day, None when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> int:
    """Return the number of the month's last day."""
    return calendar.monthrange(year, month)[1]


def shift_months(start: date, months: int) -> tuple[int, int]:
    """Return year and month so many months from a day, negative for earlier."""
    year, month = divmod(start.year * MONTHS + start.month - 1 + months, MONTHS)
    return year, month + 1


def week_of(day: date) -> tuple[date, date]:
    """Return Monday and Sunday of the day's week."""
    monday = day - timedelta(day.weekday())
    return monday, monday + timedelta(DAYS - 1)


def weekday_back(anchor: date, weekday: int) -> date:
    """Return the latest such weekday up to and including the anchor."""
    return anchor - timedelta((anchor.weekday() - weekday) % DAYS)


def weekday_ahead(anchor: date, weekday: int) -> date:
    """Return the first such weekday from the anchor on, the anchor's own day included."""
    return anchor + timedelta((weekday - anchor.weekday()) % DAYS)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """Return the n-th such weekday of a month, the last one for -1, None when there is none."""
    if nth < 0:
        return weekday_back(date(year, month, month_end(year, month)), weekday)
    found = weekday_ahead(date(year, month, 1), weekday) + timedelta(DAYS * (nth - 1))
    return found if found.month == month else None


def year_of_day(anchor: date, month: int, day: int, direction: Direction) -> int | None:
    """Return the year that a day and month without one mean, None when no near year has that day."""
    days = [d for y in range(anchor.year - 1, anchor.year + 2) if (d := day_of(y, month, day))]
    if not days:
        return None
    nearest = min(days, key=lambda d: abs(d - anchor))
    gap = (nearest - anchor).days
    if abs(gap) <= NEAR_DAYS or (not direction and 0 < gap <= AHEAD_DAYS):
        return nearest.year
    if direction == "ahead":
        return min((d for d in days if d >= anchor), default=nearest).year
    return max((d for d in days if d <= anchor), default=nearest).year


def year_of_month(anchor: date, month: int, direction: Direction) -> int:
    """Return the year that a bare month means; the anchor's own month is always this year's."""
    if direction == "ahead":
        return anchor.year + (month < anchor.month)
    if not direction and month == anchor.month + 1:
        return anchor.year
    return anchor.year - (month > anchor.month)
