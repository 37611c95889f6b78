"""A parsed reading in, the same with everything named out: people, countries, places, dates, things, quotations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from brief.extract.dates import find_dates_in
from brief.extract.dates_scene import DateExpression
from brief.extract.entries import find_entries
from brief.extract.names import name_everything
from brief.extract.reading import Mention, Reading, Token
from brief.extract.speech import find_quotes
from brief.lexicon import Lexicon
from brief.model import Layer

_FUTURE = frozenset({"will", "'ll", "shall", "wo"})
_PAST = frozenset({"was", "were", "had", "did", "been"})
_CLIMB = 8


def annotate(reading: Reading, anchor: str, lists: Sequence[str], lexicon: Lexicon) -> Reading:
    """Fill a reading's mentions, persons and quotations; `anchor` is the ISO day its weekdays are counted from."""
    reading.anchor = anchor
    name_everything(reading, lexicon)
    for list_id in lists:
        entries = find_entries(reading, list_id, lexicon)
        covered = {i for m in entries for i in range(m.first, m.last)}
        reading.mentions = [
            m for m in reading.mentions if m.type == "country" or not covered & set(range(m.first, m.last))
        ]
        reading.mentions += entries
    reading.mentions += _dates(reading, lexicon)
    reading.mentions.sort(key=lambda m: (m.start, m.end, m.type))
    reading.quotes = find_quotes(reading, lexicon)
    return reading


def _dates(reading: Reading, lexicon: Lexicon) -> list[Mention]:
    anchor = date.fromisoformat(reading.anchor) if len(reading.anchor) == len("2019-05-13") else None
    source = reading.source
    ranges = [(p.span.start, p.span.end) for p in source.passages if p.layer is not Layer.FURNITURE]
    places = _Places(reading.tokens)
    found = []
    for expression in find_dates_in(source.text, ranges, anchor, places.tense_at(reading), lexicon):
        tokens = places.covered(expression.start, expression.end)
        if tokens and len(expression.value) >= len("2019"):
            value, kind = _told(expression)
            if not value:
                continue
            head = _carrier(tokens)
            span = tokens[0].i, tokens[-1].i + 1
            found.append(Mention("date", expression.start, expression.end, value, kind, head.i, *span))
    return found


def _told(expression: DateExpression) -> tuple[str, str]:
    """Return a date's normal form and kind; "next week" is told no more precisely than its month or year."""
    if expression.method == "modifier":
        return expression.value, "modifier"
    if expression.granularity != "range" or expression.method in ("explicit", "partial"):
        return expression.value, "day" if expression.granularity == "range" else expression.granularity
    for size, kind in ((len("2019-05"), "month"), (len("2019"), "year")):
        if expression.end_value[:size] == expression.value[:size]:
            return expression.value[:size], kind
    return "", "range"


def _carrier(tokens: Sequence[Token]) -> Token:
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head not in inside or t.head == t.i), tokens[-1])


def tense_of(reading: Reading) -> Callable[[int], str]:
    """Return a function that tells "past", "future", "present" or "" for the clause at an offset."""
    return _Places(reading.tokens).tense_at(reading)


class _Places:
    """Tokens by their characters."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.at = {t.start: t.i for t in tokens}

    def covered(self, start: int, end: int) -> list[Token]:
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].end <= start:
                low = middle + 1
            else:
                high = middle
        found = []
        while low < len(self.tokens) and self.tokens[low].start < end:
            found.append(self.tokens[low])
            low += 1
        return found

    def tense_at(self, reading: Reading) -> Callable[[int], str]:
        """Return a function that tells the tense of the verb that governs the word at an offset."""

        def tense(offset: int) -> str:
            covered = self.covered(offset, offset + 1)
            return _tense(reading.tokens, covered[0]) if covered else ""

        return tense


def _tense(tokens: Sequence[Token], token: Token) -> str:
    """Return the tense of the nearest verb above a token; an infinitive takes that of the verb above it."""
    for _ in range(_CLIMB):
        if token.pos in ("VERB", "AUX"):
            helping = {tokens[c].lower for c in token.deps if tokens[c].dep in ("aux", "auxpass")}
            if helping & _FUTURE or (token.lemma == "be" and any(tokens[c].tag == "VB" for c in token.deps)):
                return "future"
            if token.tag == "VBD" or helping & _PAST or (token.tag == "VBN" and "to" not in helping):
                return "past" if not helping & {"is", "are", "be"} else "present"
            if "to" in helping and token.dep != "xcomp":
                return "future"
            if token.tag in ("VBZ", "VBP") or (token.tag == "VB" and token.dep == "ROOT" and not helping):
                return "present"
        if token.head == token.i:
            break
        token = tokens[token.head]
    return ""
