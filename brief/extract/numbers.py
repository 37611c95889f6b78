"""Tokens and a place among them in; the number that stands there out: its words with their bounds, its value."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from brief.extract.frames import Fill
from brief.extract.reading import Token
from brief.lexicon import Lexicon

_DIGITS = re.compile(r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+|\d+(?:\.\d+)?")
_BOUND = 4  # words of the longest bound: "no fewer than"
_REACH = 5  # words from a figure to its unit of time: "two and a half hours"
_AMOUNTS = ("MONEY", "PERCENT", "QUANTITY")
_NO_COUNT = ("MONEY", "PERCENT", "ORDINAL")


class NumberReader:
    """Reads numbers by one lexicon. `dates` are the tokens that belong to dates."""

    def __init__(self, tokens: Sequence[Token], dates: Collection[int], lexicon: Lexicon) -> None:
        self._tokens, self._dates = tokens, dates
        self._values = {word: int(value[0]) for word, value in lexicon.table("figures.words").items()}
        self._scales = {word: int(value[0]) for word, value in lexicon.table("figures.scales").items()}
        kinds = ("least", "most", "about", "plain")
        self._bounds = frozenset(word for kind in kinds for word in lexicon.words(f"figures.{kind}"))
        self._measures = lexicon.words("figures.measures")
        self._units = {word: int(minutes[0]) for word, minutes in lexicon.table("figures.lasting").items()}
        shares = ((tuple(form.split()), float(share[0])) for form, share in lexicon.table("figures.shares").items())
        self._shares = tuple(sorted(shares, key=lambda pair: -len(pair[0])))
        self._money = lexicon.words("figures.money")

    def at(self, i: int) -> Fill | None:
        """Return the number whose words cover a token, None for dates, money, shares, measures and vague counts."""
        if not self._counts(i):
            return None
        first, last = i, i + 1
        while self._counts(first - 1) and self._joined(first - 1, i):
            first -= 1
        while self._counts(last) and self._joined(last, i):
            last += 1
        value = self._value(first, last)
        after = self._tokens[last : last + 1]
        before = self._tokens[first - 1].lower if first else ""
        if value is None or before in self._money or (after and after[0].lower in self._measures):
            return None
        if self._ranges(first - 1) or self._ranges(last) or self._hyphened(last) or self._names(first):
            return None
        start, end = self._bounded(first, last)
        return Fill(self._tokens[start].start, self._tokens[end - 1].end, str(value), head=i)

    def amount(self, i: int) -> Fill | None:
        """Return the money, share or measure whose words cover a token, None when it is none."""
        if self._tokens[i].ent not in _AMOUNTS:
            return None
        first, last = i, i + 1
        while first and self._tokens[first - 1].ent in _AMOUNTS and self._joined(first - 1, i):
            first -= 1
        while last < len(self._tokens) and self._tokens[last].ent in _AMOUNTS and self._joined(last, i):
            last += 1
        return Fill(self._tokens[first].start, self._tokens[last - 1].end, head=i)

    def duration(self, i: int) -> Fill | None:
        """Return the length of time whose words cover a token, None when it is none; its value is in minutes.

        "an hour", "about 50 minutes", "two and a half hours", "90-minute", "an hour and ten minutes".
        """
        unit = next((j for j in range(i, i + _REACH) if self._lasting(j)), None)
        if unit is None or self._tokens[unit].sentence != self._tokens[i].sentence:
            return None
        last = unit - 1 if self._tokens[unit - 1].text == "-" else unit
        first, minutes = self._length(last, self._units[self._tokens[unit].lower])
        if first is None or first > i:
            return None
        end, more = self._and_more(unit + 1, self._units[self._tokens[unit].lower])
        start, end = self._bounded(first, end)
        return Fill(self._tokens[start].start, self._tokens[end - 1].end, str(minutes + more), head=unit)

    def _lasting(self, i: int) -> bool:
        return 0 < i < len(self._tokens) and self._tokens[i].lower in self._units

    def _length(self, last: int, unit: int) -> tuple[int | None, int]:
        """Return where the figure that ends before a token begins, and how many minutes it makes of a unit."""
        words = [token.lower for token in self._tokens[max(0, last - _REACH) : last]]
        for form, share in self._shares:
            if words[-len(form) :] == list(form):
                whole = last - len(form)
                if form[0] != "and":
                    return whole, int(unit * share)
                begun, value = self._length(whole, unit)
                return begun, value + int(unit * share)
        first = last
        while first > 0 and self._counts(first - 1) and self._joined(first - 1, last):
            first -= 1
        figure = self._value(first, last) if first < last else None
        return (None, 0) if figure is None else (first, figure * unit)

    def _and_more(self, at: int, unit: int) -> tuple[int, int]:
        """Return where a length ends that goes on with "and a half" or "and ten minutes", and what that adds."""
        words = [token.lower for token in self._tokens[at : at + _REACH]]
        if words[:3] == ["and", "a", "half"]:
            return at + 3, unit // 2
        smaller = next((j for j in range(at + 2, at + _REACH) if self._lasting(j)), None)
        if words[:1] == ["and"] and smaller is not None:
            first, minutes = self._length(smaller, self._units[self._tokens[smaller].lower])
            if first == at + 1 and minutes < unit:
                return smaller + 1, minutes
        return at, 0

    def _ranges(self, i: int) -> bool:
        """Return whether a dash at a token joins two figures: "30-40" is no number."""
        dash = 0 < i < len(self._tokens) - 1 and self._tokens[i].text in ("-", "–")
        return dash and self._counts(i - 1) and self._counts(i + 1)

    def _hyphened(self, i: int) -> bool:
        """Return whether a hyphen makes the figure before it a part of a word: "34-year-old", "40-seat"."""
        return 0 < i < len(self._tokens) and self._tokens[i].text == "-" and not self._apart(i)

    def _names(self, first: int) -> bool:
        """Return whether a figure is the last word of a name: "Route 68", "Resolution 2681"."""
        before = self._tokens[first - 1] if first else None
        figure = self._tokens[first]
        named = before is not None and before.pos == "PROPN" and figure.head == before.i
        return named and bool(_DIGITS.fullmatch(figure.text))

    def _apart(self, i: int) -> bool:
        return self._tokens[i].start > self._tokens[i - 1].end

    def _joined(self, i: int, to: int) -> bool:
        return self._tokens[i].sentence == self._tokens[to].sentence

    def _counts(self, i: int) -> bool:
        """Return whether a token is a part of a number; so is the hyphen of "forty-one"."""
        if not 0 <= i < len(self._tokens):
            return False
        token = self._tokens[i]
        if token.text == "-":
            beside = [self._tokens[j].lower for j in (i - 1, i + 1) if 0 <= j < len(self._tokens)]
            return all(word in self._values for word in beside)
        if token.ent in _NO_COUNT or i in self._dates:
            return False
        known = token.lower in self._values or token.lower in self._scales
        whole = all(part in self._values for part in token.lower.split("-"))
        article = token.lower == "a" and i + 1 < len(self._tokens) and self._tokens[i + 1].lower in self._scales
        return known or whole or article or bool(_DIGITS.fullmatch(token.text))

    def _value(self, first: int, last: int) -> int | None:
        """Return what a row of number words comes to: "1.2 million", "two hundred", "a dozen", "forty-one"."""
        total, group = 0.0, 0.0
        for token in self._tokens[first:last]:
            if token.lower in self._scales:
                scale = self._scales[token.lower]
                group = (group or 1) * scale
                if scale >= 1000:  # noqa: PLR2004 -- "two hundred thousand": hundreds still gather
                    total, group = total + group, 0.0
            elif token.lower not in ("a", "-"):
                group += self._plain(token)
        value = total + group
        return int(value) if value == int(value) else None

    def _plain(self, token: Token) -> float:
        if _DIGITS.fullmatch(token.text):
            return float(re.sub(r"[,\u00a0\u202f]", "", token.text))
        return float(sum(self._values[part] for part in token.lower.split("-")))

    def _bounded(self, first: int, last: int) -> tuple[int, int]:
        """Return the token range with the bound before it ("at least 34") or behind it ("34 or more")."""
        sentence = self._tokens[first].sentence
        for length in range(_BOUND, 0, -1):
            row = self._tokens[max(0, first - length) : first]
            fits = len(row) == length and row[0].sentence == sentence
            if fits and " ".join(t.lower for t in row) in self._bounds:
                return row[0].i, last
        behind = self._tokens[last : last + 2]
        if " ".join(t.lower for t in behind) in self._bounds and behind[-1].sentence == sentence:
            return first, last + 2
        return first, last
