"""Sources in; the same sources with a date where the texts give one, and the day from which weekdays count.

A source that states no date is dated by the day that opens it ("PRAIA, June 20 (Agency)"), its year lent by the
others, as a copy of a dated report, or else between the days that it tells of:
those it names by weekday and a dated source by date, and those it names in full as past or to come. What remains
open stays unknown; then `anchor_for` lends a day to count weekdays from, and the source stays undated.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property
from statistics import median_low

from brief.extract.anchors_opening import opening_day
from brief.extract.anchors_told import (
    Day,
    Told,
    dates_told,
    same_act,
    sentences_of,
    telling,
    weekdays_told,
)
from brief.folding import Searched
from brief.lexicon import Lexicon
from brief.model import Dating, Evidence, SourceDocument

SHINGLE = 5  # words in a run
COPY = 0.20  # of the shorter text: one report; independent reports share at most 0.08
CLUSTER = timedelta(7)  # from the median day: sources of one story
STORY = 12  # sources that are asked, those nearest to the median day first
DAY = len("2019-05-12")
AFTERWARDS = timedelta(7)  # days after the story within which an undated source may be written
WORD = re.compile(r"\w+")

Runs = dict[tuple[str, ...], tuple[int, int]]


def date_sources(sources: Sequence[SourceDocument], lexicon: Lexicon) -> tuple[SourceDocument, ...]:
    """Return the sources in their order, each undated one with an inferred date where the texts allow one."""
    searched = [Searched(source) for source in sources]
    read = [one.copy for one in searched]
    opened: dict[str, Dating | None] = {}
    for source in read:
        if source.published.value is None and source.published.method == "unknown":
            opened[source.id] = opening_day(source, anchor_for(source, read), lexicon)
    dated = _Dated(read, [source for source in read if source.id in opened and not opened[source.id]], lexicon)
    result = []
    for source, raw, way in zip(read, sources, searched, strict=True):
        found = None
        if source.id in opened:
            found = opened[source.id] or dated.copies.get(source.id)
            found = found or _by_days(source, dated, anchor_for(source, read), lexicon)
        result.append(raw.model_copy(update={"published": way.dating(found)}) if found else raw)
    return tuple(result)


class _Dated:
    """What the dated sources tell of the day on which `others` were written; looked for when it is asked."""

    def __init__(
        self, sources: Sequence[SourceDocument], others: Sequence[SourceDocument], lexicon: Lexicon
    ) -> None:
        self._sources = [source for source in sources if source.published.value]
        self._others, self._lexicon = others, lexicon

    @cached_property
    def days(self) -> list[Day]:
        """Return the days that they tell of by date."""
        return [day for one in self._sources for day in dates_told(one, _day(one), self._lexicon)]

    @cached_property
    def copies(self) -> dict[str, Dating]:
        """Return, for each of the others that copies one, the date of whom it copies most, with what they share."""
        runs = {source.id: _runs(source) for source in self._others}
        having: dict[tuple[str, ...], list[str]] = {}
        for number, found in runs.items():
            for run in found:
                having.setdefault(run, []).append(number)
        best: dict[str, tuple[float, Dating]] = {}
        for source in self._sources if runs else ():
            theirs = _runs(source)
            common = Counter(number for run in theirs for number in having.get(run, ()))
            for other in self._others:
                mine = runs[other.id]
                share = common[other.id] / max(1, min(len(mine), len(theirs)))
                if share >= COPY and (other.id not in best or share > best[other.id][0]):
                    shared = other.cut(*next(where for run, where in mine.items() if run in theirs))
                    dating = Dating(value=source.published.value, method="inferred", evidence=shared)
                    best[other.id] = share, dating
        return {number: dating for number, (_, dating) in best.items()}


def anchor_for(
    source: SourceDocument, sources: Sequence[SourceDocument], lexicon: Lexicon | None = None
) -> date | None:
    """Return the day from which a source's weekdays count: its own, else one lent by dated sources, else None.

    The lent day is the median of the dated sources' days, if half of them lie within a week of it. With a lexicon
    the days around it compete, and the one wins on which most weekdays of the source are days others tell of.
    """
    own = _day(source)
    if own:
        return own
    stated = source.published.value or ""
    dated = [(day, other) for other in sources if other.id != source.id and (day := _day(other))]
    dated = [(day, other) for day, other in dated if day.isoformat().startswith(stated)]
    if not dated:
        return None
    middle = median_low(day for day, _ in dated)
    story = [(day, other) for day, other in dated if abs(day - middle) <= CLUSTER]
    if 2 * len(story) < len(dated):
        return None
    story = sorted(story, key=lambda one: (abs(one[0] - middle), one[0]))[:STORY]
    return _fitting(source, story, middle, lexicon) if lexicon else middle


def _day(source: SourceDocument) -> date | None:
    value = source.published.value
    return date.fromisoformat(value) if value and len(value) == DAY else None


def _fitting(
    source: SourceDocument, story: Sequence[tuple[date, SourceDocument]], middle: date, lexicon: Lexicon
) -> date:
    """Return the day around those of the story that puts the source's weekdays on days that others tell of."""
    told = {one.day for own, other in story for one in dates_told(other, own, lexicon)}
    weekdays = weekdays_told(source, None, lexicon)

    begins, ends = min(day for day, _ in story), max(day for day, _ in story)

    def fit(day: date) -> tuple[int, int, int, date]:
        hits = sum(not one.on(day).isdisjoint(told) for one in weekdays)
        away = sum(min(max((begins - d).days, (d - ends).days, 0) for d in one.on(day)) for one in weekdays)
        return hits, -away, -abs((day - middle).days), day

    days = (ends + AFTERWARDS - begins).days + 1
    return max((begins + timedelta(n) for n in range(days)), key=fit)


def _runs(source: SourceDocument) -> Runs:
    """Return the runs of words in headline and body, each with the sentence in which it stands first."""
    words = [(m.group().casefold(), s) for s in sentences_of(source) for m in WORD.finditer(source.text, *s)]
    runs: Runs = {}
    for i in range(len(words) - SHINGLE + 1):
        runs.setdefault(tuple(word for word, _ in words[i : i + SHINGLE]), words[i][1])
    return runs


def _by_days(source: SourceDocument, known: _Dated, anchor: date | None, lexicon: Lexicon) -> Dating | None:
    """Return the date that the days told of leave open, as precise as they leave it."""
    told = telling(source, anchor, lexicon)
    first, last = date.min, date.max
    evidence: Evidence | None = None
    for (earliest, latest), sentence in [*told.bounds(), *_weekday_bounds(told, known)]:
        if earliest > first or latest < last:
            evidence = source.cut(*sentence)
        first, last = max(first, earliest), min(last, latest)
    if first > last or date.min == first or date.max == last:
        return None
    value = _common_precision(first, last)
    return Dating(value=value, method="inferred", evidence=evidence) if value else None


def _weekday_bounds(told: Told, known: _Dated) -> list[tuple[tuple[date, date], tuple[int, int]]]:
    """Return when a source was written, for each weekday on which others tell of the same act with its date."""
    bounds = []
    for weekday in told.weekdays:
        days = set(same_act(weekday, known.days))
        if len(days) == 1 and weekday.direction:
            bounds.append((weekday.written(days.pop()), weekday.sentence))
    return bounds


def _common_precision(first: date, last: date) -> str:
    if first == last:
        return first.isoformat()
    if (first.year, first.month) == (last.year, last.month):
        return first.isoformat()[: len("2019-05")]
    return first.isoformat()[: len("2019")] if first.year == last.year else ""
