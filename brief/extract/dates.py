"""A text and an anchor date in, its date expressions out, in the order of the text.

News looks back and previews look ahead: what a text leaves open (a year, a week) is filled from the anchor, the
tense and the dates before it. Without an anchor only what the text states in full is returned; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from brief.extract import dates_explicit as explicit
from brief.extract import dates_relative as relative
from brief.extract.dates_scene import DateExpression, Granularity, Scene
from brief.extract.dates_words import NEEDS, date_words
from brief.lexicon import Lexicon

__all__ = ["DateExpression", "Granularity", "find_dates", "find_dates_in"]

Rule = Callable[[Scene, re.Match[str]], list[DateExpression]]
MONTH_FIRST = re.compile(r"(?<![\d/])(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01])/(?:\d{4}|\d\d)(?![\d/])")
RULES: Mapping[str, Rule] = {
    "iso": explicit.iso,
    "slash": explicit.slash,
    "day_range": explicit.day_range,
    "range_day": explicit.day_range,
    "full_range": explicit.full_range,
    "full_range_day": explicit.full_range,
    "day_list": explicit.day_list,
    "list_day": explicit.day_list,
    "day_month": explicit.month_day,
    "month_day": explicit.month_day,
    "nth_weekday": explicit.nth,
    "holiday": explicit.holiday,
    "nth_day": relative.nth_day,
    "month_year": explicit.month,
    "weekday_the": relative.weekday_the,
    "weekday": relative.weekday,
    "the_day": relative.the_day,
    "relative_day": relative.relative_day,
    "calendar_unit": relative.calendar_unit,
    "count": relative.count,
    "the_day_before": relative.the_day_before,
    "step": relative.step,
    "same": relative.same,
    "unit_edge": relative.unit_edge,
    "year_end": relative.unit_edge,
    "weekend": relative.weekend,
    "years": explicit.years,
    "year": explicit.year,
}


def find_dates(  # noqa: PLR0913, PLR0917 - a range, a reference and a language are one request
    text: str,
    start: int,
    end: int,
    anchor: date | None,
    tense_at: Callable[[int], str],
    lexicon: Lexicon,
) -> list[DateExpression]:
    """Return the dates in `text[start:end]`; offsets are those of the whole text.

    `tense_at` tells "past", "future", "present" or "" for the clause at an offset. What "the same day" or
    "the 15th" refers to is looked for inside the range only: give as much at once as belongs together.
    """
    return find_dates_in(text, [(start, end)], anchor, tense_at, lexicon)


def find_dates_in(
    text: str,
    ranges: Sequence[tuple[int, int]],
    anchor: date | None,
    tense_at: Callable[[int], str],
    lexicon: Lexicon,
) -> list[DateExpression]:
    """Return the dates in several ranges of one text (its body without furniture), read in order as one story."""
    scene = Scene(text, anchor, tense_at, date_words(lexicon), month_first=bool(MONTH_FIRST.search(text)))
    for start, end in ranges:
        _search(scene, start, end)
    return scene.found


def _search(scene: Scene, start: int, end: int) -> None:
    words = scene.words
    found = {name for name, sign in words.signs.items() if sign.search(scene.text, start, end)}
    matches = [
        (match.start(), -match.end(), order, name, match)
        for order, name in enumerate(RULES)
        if NEEDS[name] <= found
        for match in words.rules[name].finditer(scene.text, start, end)
    ]
    taken = start
    for first, _, _, name, match in sorted(matches, key=lambda m: m[:3]):
        if first < taken:
            continue
        told = RULES[name](scene, match)
        if told:
            scene.found.extend(told)
            taken = told[-1].end
