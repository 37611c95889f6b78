"""A source in; the days that it tells of, by weekday and by date, each with its sentence and what is said of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from brief.extract.dates import find_dates_in
from brief.extract.dates_calendar import Direction, weekday_ahead, weekday_back
from brief.extract.dates_scene import Scene
from brief.extract.dates_words import DateWords, date_words
from brief.lexicon import Lexicon
from brief.model import Layer, SourceDocument

Places = Sequence[tuple[int, int]]
SENTENCE = re.compile(r"[^\s](?:[^.!?\n]|[.!?](?![\"”’']?\s))*[.!?]?[\"”’']?")
LAYERS = frozenset({Layer.HEADLINE, Layer.BODY})
CONTENT = re.compile(r"[^\W\d_]{4,}")
SAME_ACT = 0.5  # share of the shorter sentence's content words that both sentences have
SAME_WORDS = 3  # and their least number
WEEK = timedelta(6)


@dataclass(frozen=True, slots=True)
class Weekday:
    """A bare weekday: its number, whether it looks back or ahead, its sentence and the content words of that."""

    number: int
    direction: Direction
    sentence: tuple[int, int]
    words: frozenset[str]

    def on(self, anchor: date) -> frozenset[date]:
        """Return the day meant by someone who writes on the anchor day, both days when it may look either way."""
        back, ahead = weekday_back(anchor, self.number), weekday_ahead(anchor, self.number)
        return frozenset({"back": {back}, "ahead": {ahead}}.get(self.direction, {back, ahead}))

    def written(self, day: date) -> tuple[date, date]:
        """Return the first and last day on which that day may be told of by this weekday."""
        return (day - WEEK, day) if self.direction == "ahead" else (day, day + WEEK)


@dataclass(frozen=True, slots=True)
class Day:
    """A day told of by its date; `stated` when the year stands in the text."""

    day: date
    stated: bool
    direction: Direction
    sentence: tuple[int, int]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Told:
    """The days that one source tells of."""

    weekdays: tuple[Weekday, ...]
    dates: tuple[Day, ...]

    def bounds(self) -> Iterator[tuple[tuple[date, date], tuple[int, int]]]:
        """Yield, for each day stated in full, when the source may have been written, with the sentence."""
        for one in self.dates:
            if one.stated and one.direction == "back":
                yield (one.day, date.max), one.sentence
            elif one.stated and one.direction == "ahead":
                yield (date.min, one.day), one.sentence


def same_act(weekday: Weekday, dates: Iterable[Day]) -> Iterator[date]:
    """Yield the days that fall on a weekday and are told of in nearly the same words."""
    for one in dates:
        common = len(one.words & weekday.words)
        smaller = min(len(one.words), len(weekday.words))
        if one.day.weekday() == weekday.number and common >= max(SAME_WORDS, SAME_ACT * smaller):
            yield one.day


def sentences_of(source: SourceDocument) -> Places:
    """Return the sentences of headline and body; all of the text when no passage is marked."""
    ranges = [(p.span.start, p.span.end) for p in source.passages if p.layer in LAYERS]
    places = ranges or ([] if source.passages else [(0, len(source.text))])
    return [m.span() for start, end in places for m in SENTENCE.finditer(source.text, start, end)]


def telling(source: SourceDocument, anchor: date | None, lexicon: Lexicon) -> Told:
    """Return what a source tells of, by weekday and by date."""
    return Told(weekdays_told(source, anchor, lexicon), dates_told(source, anchor, lexicon))


def weekdays_told(source: SourceDocument, anchor: date | None, lexicon: Lexicon) -> tuple[Weekday, ...]:
    """Return the weekdays that stand alone in a source."""
    words = date_words(lexicon)
    scene = Scene(source.text, anchor, lambda _: "", words)
    weekdays = []
    for match, sentence in _bare_weekdays(source.text, sentences_of(source), words):
        said = _content(source.text, sentence, words)
        weekdays.append(Weekday(_number(words, match), scene.direction(match.start()), sentence, said))
    return tuple(weekdays)


def dates_told(source: SourceDocument, anchor: date | None, lexicon: Lexicon) -> tuple[Day, ...]:
    """Return the days of a source that are told of by their date; those without a year only with an anchor."""
    words = date_words(lexicon)
    sentences = sentences_of(source)
    scene = Scene(source.text, anchor, lambda _: "", words)
    starts = [start for start, _ in sentences]
    dates = []
    for one in find_dates_in(source.text, sentences, anchor, lambda _: "", lexicon):
        direction = scene.direction(one.start)
        if one.granularity == "day" and (direction or one.method != "weekday"):
            sentence = sentences[bisect_right(starts, one.start) - 1]
            said = _content(source.text, sentence, words)
            stated, day = one.method == "explicit", date.fromisoformat(one.value)
            dates.append(Day(day, stated, direction, sentence, said))
    return tuple(dates)


def _bare_weekdays(
    text: str, sentences: Places, words: DateWords
) -> Iterator[tuple[re.Match[str], tuple[int, int]]]:
    """Yield weekdays that stand alone: no "last", no date beside them, no name."""
    anchor = date(2000, 1, 1)  # any day: only the kind of expression matters here
    for sentence in sentences:
        scene = Scene(text, anchor, lambda _: "", words)
        for match in words.rules["weekday"].finditer(text, *sentence):
            beside = re.compile(r"[,\s(]*(?:the\s)?\d|[,\s(]+[A-Z][a-z]{2,8}\.?\s\d").match(text, match.end())
            title = words.cues.title_before.search(scene.left(match.start()))
            if not (match["rel"] or match["week"] or beside or title):
                yield match, sentence


def _number(words: DateWords, match: re.Match[str]) -> int:
    return words.weekdays[match["weekday"].lower()]


def _content(text: str, sentence: tuple[int, int], words: DateWords) -> frozenset[str]:
    """Return the words of a sentence that say what happened, without plain words, months and weekdays."""
    found = {m.group().casefold() for m in CONTENT.finditer(text, *sentence)}
    return frozenset(found - set(words.months) - set(words.weekdays) - words.plain)
