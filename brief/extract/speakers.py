"""A clause in, who says it out: whoever acts in the verb of saying above it or beside it, or whom it is told by."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from brief.extract.clauses import Clause
from brief.extract.frames import Fill
from brief.extract.reading import Reading
from brief.extract.slots import SlotFiller

_UP = 8  # steps from a clause to the verb of saying above it


class Speakers:
    """Who says what in one reading. `verbal` are its clauses by their heads, `saying` the verbs of saying."""

    def __init__(
        self, reading: Reading, verbal: Mapping[int, Clause], slots: SlotFiller, saying: Collection[str]
    ) -> None:
        self._reading, self._tokens = reading, reading.tokens
        self._verbal, self._slots, self._saying = verbal, slots, saying

    def of(self, clause: Clause) -> list[Fill]:
        """Return who says a clause, nothing when only the source does."""
        token = self._tokens[clause.head]
        for _ in range(_UP):
            above = self._verbal.get(token.i)
            if above is not None and above.head != clause.head and token.lemma in self._saying:
                return self._named(above.roles.get("agent", ()))
            if token.head == token.i:
                break
            token = self._tokens[token.head]
        return self._beside(clause)

    def _beside(self, clause: Clause) -> list[Fill]:
        """Return who is named in the sentence: "X died, the agency said", "according to the agency"."""
        span = self._reading.sentences[self._tokens[clause.head].sentence]
        for token in self._tokens[span.first : span.last]:
            if token.dep == "parataxis" and token.lemma in self._saying and token.i in self._verbal:
                return self._named(self._verbal[token.i].roles.get("agent", ()))
            if token.lower == "according":
                objects = [g for c in token.deps for g in self._tokens[c].deps if self._tokens[g].dep == "pobj"]
                return self._named(objects)
        return []

    def _named(self, heads: Sequence[int]) -> list[Fill]:
        """Return who acts at some heads; "the office" is the one that was named before."""
        found = self._slots.fill("actor", heads)[:1]
        if not found or found[0].kind != "phrase" or self._tokens[found[0].head].tag != "NN":
            return found
        word = self._tokens[found[0].head]
        if self._tokens[word.i - 1].pos in ("ADJ", "NOUN", "PROPN"):
            return found
        named = [m for m in self._reading.mentions if m.type == "organisation" and m.last <= word.i]
        fits = [m for m in named if word.lower in self._reading.source.text[m.start : m.end].casefold().split()]
        last = fits[-1] if fits else None
        return [Fill(last.start, last.end, last.value, "", "name", last.head)] if last else found
