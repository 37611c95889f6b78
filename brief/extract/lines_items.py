"""The words of a programme's line in; its items, whether they hold, and where they happen out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from brief.extract.frames import Fill
from brief.extract.reading import Reading, Token
from brief.lexicon import Lexicon

_OPEN, _CLOSED = ("(", "["), (")", "]")
_LONG = 8  # tokens of a place behind an item's last comma
_TO, _IN = frozenset({"to", "for"}), frozenset({"in", "at", "near", "to", "outside"})
_NO_PLACE = frozenset({"and", "with", "by", "at", '"', "“", "”", "'"})


class Items:
    """Reads the items of programme lines in one reading."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self._reading, self._tokens = reading, reading.tokens
        self._dropped = lexicon.words("clauses.programme_dropped")
        self._going = lexicon.words("clauses.programme_going")
        self._remote = lexicon.words("clauses.programme_remote")
        self._coming = lexicon.words("clauses.programme_coming")
        self._roles = lexicon.words("roles.nouns")
        self._acts = self._going | self._coming | self._dropped | frozenset(lexicon.table("clauses.nominal"))
        self._acts |= lexicon.words("clauses.programme_acts")
        self._buildings = lexicon.words("countries.place_nouns") | lexicon.words("countries.body_nouns")
        self._people = {i for m in reading.mentions if m.type == "person" for i in range(m.first, m.last)}
        self._places = {m.first: m for m in reading.mentions if m.type == "place"}
        self._dates = {i for m in reading.mentions if m.type == "date" for i in range(m.first, m.last)}

    def of(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
        """Yield the first and last token of each stretch between semicolons.

        An "and" before the last is no part of it, nor are end marks and remarks in brackets at its end.
        """
        item: list[Token] = []
        depth = 0
        for token in [*tokens, None]:
            if token is not None:
                depth += (token.text in _OPEN) - (token.text in _CLOSED)
            if token is not None and (token.text != ";" or depth > 0):
                item.append(token)
                continue
            depth = 0
            item = self._trimmed(item)
            if item:
                yield item[0].i, item[-1].i
            item = []

    def _trimmed(self, item: list[Token]) -> list[Token]:
        while item and (item[0].pos == "PUNCT" or item[0].lower == "and"):
            item = item[1:]
        while item and item[-1].pos == "PUNCT":
            if item[-1].text not in _CLOSED:
                item = item[:-1]
                continue
            opened = max((k for k, t in enumerate(item) if t.text in _OPEN), default=0)
            remark = item[opened:]
            told = any(t.i in self._people for t in remark)
            if told or any(t.lower in self._dropped for t in remark):
                break  # "(cancelled)" is read, and who takes part is told
            item = item[:opened] if opened else item[:-1]
        return item

    def acts(self, first: int, last: int) -> bool:
        """Return whether some tokens tell an act: what no mark makes an item does."""
        return any({t.lower, t.lemma, t.lower.removesuffix("s")} & self._acts for t in self._tokens[first:last])

    def tell(self, first: int, last: int) -> bool:
        """Return whether some tokens tell an act, an office or a person: no place is named so."""
        tokens = self._tokens[first:last]
        return self.acts(first, last) or any(t.lower in self._roles or t.i in self._people for t in tokens)

    def off(self, begin: int, last: int) -> bool:
        """Return whether an item is marked as dropped or open: "visit to the port (cancelled)"."""
        words = [t.lower for t in self._tokens[begin : last + 1]]
        return not self._dropped.isdisjoint(words) or "to be confirmed" in " ".join(words)

    def place(
        self, begin: int, last: int, town: Fill | None, reached: Fill | None
    ) -> tuple[Fill | None, Fill | None]:
        """Return where an item happens, None when nothing says it, and where the next one begins.

        What a person goes to comes first, then a town that the item names, the town of the heading, a building,
        and last the town to which an item before led.
        """
        opening = self._tokens[begin].lower
        if opening in self._going:
            aim = next(self._named(begin, last, _TO), None) or self._aim(begin, last)
            return aim, aim
        named = list(self._named(begin, last, _IN))
        towns = [f for f in named if self._tokens[f.head].ent == "GPE"]
        if opening in self._coming:
            where = next(iter([*towns, *named]), town)
            return where, towns[0] if towns else reached
        colon = next((t.i for t in self._tokens[begin : min(begin + _LONG, last)] if t.text == ":"), begin)
        headed = self._name(begin, colon - 1) if colon > begin and not self.acts(begin, colon) else None
        told = next(iter(towns), town) or headed or self._behind(begin, last) or next(iter(named), None)
        return told or self._standing(begin, last) or reached, reached

    def _named(self, begin: int, last: int, links: frozenset[str]) -> Iterator[Fill]:
        """Yield the places behind small words: "in Tartu", "at the Tomb of Kings", "the port of Oran"."""
        for i in range(begin + 1, last + 1):
            place = self._places.get(i)
            if place is None or place.last > last + 1:
                continue
            before = i - 1 - (self._tokens[i - 1].lower == "the")
            link = self._tokens[before].lower
            owned = link == "of" and self._tokens[before - 1].lower in self._buildings
            if link in links or (owned and _IN is links):
                yield Fill(place.start, place.end, place.value, head=place.head)

    def _aim(self, begin: int, last: int) -> Fill | None:
        """Return the capitalised words behind "to" or "for" of no known place: "Departure for Naryn by road"."""
        first = next((t.i + 1 for t in self._tokens[begin + 1 : last] if t.lower in _TO), 0)
        end = first
        while first and end <= last and self._tokens[end].text[:1].isupper() and self._tokens[end].text.isalpha():
            end += 1
        return None if end == first or self.tell(first, end) else self._name(first, end - 1)

    def _standing(self, begin: int, last: int) -> Fill | None:
        """Return the name behind the last "at", which runs to the item's end: "Lecture at Aldermoor University"."""
        at = max((t.i for t in self._tokens[begin + 1 : last] if t.lower == "at"), default=0)
        return self._name(at + 1 + (self._tokens[at + 1].lower == "the"), last) if at else None

    def _behind(self, begin: int, last: int) -> Fill | None:
        """Return the place after the last comma: "Talks with the minister, Government House"."""
        commas = [t.i for t in self._tokens[begin : last + 1] if t.text == ","]
        if any(t.lower in self._remote for t in self._tokens[begin : last + 1]):
            return None  # "Interview, Radio Aldermoor"
        if not commas or self._tokens[commas[-1] - 1].lower in self._roles:
            return None  # behind "the Speaker," stands a name
        return self._name(commas[-1] + 1, last)

    def _name(self, first: int, last: int) -> Fill | None:
        """Return the tokens as a place when they are a building, or a name of nobody and of no act."""
        stretch = self._tokens[first : last + 1]
        if not 0 < len(stretch) <= _LONG:
            return None
        building = stretch[0].lower in self._buildings and len(stretch) > 1
        offices = any(t.lower in self._roles or t.i in self._people for t in stretch)
        named = stretch[0].text[:1].isupper() and not offices
        other = any(t.pos == "VERB" or t.lower in _NO_PLACE or t.i in self._dates for t in stretch)
        if other or not (building or named):
            return None
        return Fill(stretch[0].start, stretch[-1].end, head=stretch[-1].i)
