"""Dates of a text as the tests of dates ask for them, counted from a Wednesday."""

from datetime import date

from brief.extract.dates import DateExpression, find_dates
from brief.lexicon import load_lexicon

LEXICON = load_lexicon()
WEDNESDAY = date(2023, 11, 15)


def dates(text: str, anchor: date | None = WEDNESDAY, tense: str = "") -> list[DateExpression]:
    return find_dates(text, 0, len(text), anchor, lambda _: tense, LEXICON)


def pairs(text: str, anchor: date | None = WEDNESDAY, tense: str = "") -> list[tuple[str, str]]:
    return [
        (text[d.start : d.end], f"{d.value}/{d.end_value}" if d.end_value else d.value)
        for d in dates(text, anchor, tense)
    ]
