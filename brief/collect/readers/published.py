"""The date that a file's own field gives in, an ISO day out; "" when it is none or may be read in two ways."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_ISO = re.compile(r"((?:19|20)\d\d)[-/.]?(\d\d)[-/.]?(\d\d)(?!\d)")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d\d)(?!\d)")
_STAMP = re.compile(r"\d{9,10}(?:\d{3})?(?:\.\d+)?")
_SPELT = ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%B %d %Y", "%A, %B %d, %Y", "%A, %d %B %Y")
_MONTHS = 12
_SECONDS = 10  # digits of a time stamp in seconds
_LONGEST = 60


def iso_day(text: str) -> str:
    """Return the ISO day of an ISO date, a mail's date, a spelt day, a time stamp, or a clear 25/12/2031."""
    text = " ".join(text.split())
    if not text or len(text) > _LONGEST:
        return ""
    if match := _ISO.match(text):
        return _day(*match.groups())
    if match := _SLASHED.match(text):
        first, second, year = match.groups()
        if int(first) > _MONTHS or first == second:
            return _day(year, second, first)
        return _day(year, first, second) if int(second) > _MONTHS else ""
    if _STAMP.fullmatch(text):
        return datetime.fromtimestamp(int(text[:_SECONDS]), UTC).date().isoformat()
    return _spelt(text)


def _day(year: str, month: str, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def _spelt(text: str) -> str:
    for form in _SPELT:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC).date().isoformat()
        except ValueError:
            continue
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
