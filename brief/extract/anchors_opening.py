"""An undated source in; the day that stands at its opening as in a dateline out, its year lent if it has none."""

from __future__ import annotations

import re
from datetime import date

from brief.extract.dates import DateExpression, find_dates_in
from brief.lexicon import Lexicon
from brief.model import Dating, SourceDocument

OPENING = 700  # characters within which a dateline stands
LONGEST = 80  # characters of its line before the day
NEAR = 45  # days between a day without a year and the others of the story
SMALL = frozenset({"of", "the", "de", "and", "do", "da", "del", "on", "for", "in", "at"})
AFTER = re.compile(r"[^\S\n]*(?:$|\n|\(|[–—:]|--|-[^\S\n]|,[^\S\n]*[A-Z]{2,}\b)")  # what follows a dateline's day
WORD = re.compile(r"[^\W\d_][\w.'’-]*")


def opening_day(source: SourceDocument, lent: date | None, lexicon: Lexicon) -> Dating | None:
    """Return the day of the first line that consists of names and a day, or begins with them like a dateline."""
    text = source.text[:OPENING]
    lent = lent or _stated(source, lexicon)
    for one in find_dates_in(text, [(0, len(text))], lent, lambda _: "", lexicon):
        line = text[text.rfind("\n", 0, one.start) + 1 : one.start]
        if one.granularity == "day" and one.method in {"explicit", "partial"} and _heads(line, text, one.end):
            day = one.value if one.method == "explicit" else _nearest(one, lent)
            if day:
                return Dating(value=day, method="inferred", evidence=source.cut(one.start, one.end))
    return None


def _stated(source: SourceDocument, lexicon: Lexicon) -> date | None:
    """Return the first day that the source states in full: it lends its year to a day near it."""
    found = find_dates_in(source.text, [(0, len(source.text))], None, lambda _: "", lexicon)
    days = (d.value for d in found if d.granularity == "day" and d.method == "explicit")
    return next((date.fromisoformat(day) for day in days), None)


def _heads(line: str, text: str, end: int) -> bool:
    """Return whether nothing but names stands on the line before the day, and a dateline's end after it."""
    if not line.strip() or len(line) > LONGEST or not AFTER.match(text, end):
        return False
    words = WORD.findall(line)
    shouted = len(words) > len(SMALL) or (len(words) > 3 and line.upper() == line)  # noqa: PLR2004 -- a headline
    listed = line.lstrip()[:1] in {"•", "-", "*", "–", "·"}
    return bool(words) and not shouted and not listed and all(w[0].isupper() or w in SMALL for w in words)


def _nearest(one: DateExpression, lent: date | None) -> str:
    """Return the day in the year that brings it next to the story's, "" when none brings it near."""
    if lent is None:
        return ""
    found = date.fromisoformat(one.value)
    years = (lent.year - 1, lent.year, lent.year + 1)
    days = [found.replace(year=year) for year in years if (found.month, found.day) != (2, 29)]
    best = min(days, key=lambda day: abs(day - lent), default=None)
    return best.isoformat() if best and abs((best - lent).days) <= NEAR else ""
