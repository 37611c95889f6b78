"""A slot's type and the words in its place in; candidates out, checked and normalised.

A candidate is always a stretch of the source. What does not fit the type gives none: a gap is content,
a guess is a defect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from brief.extract.frames import Fill
from brief.extract.reading import Reading, Token
from brief.extract.slots_topics import Topics
from brief.lexicon import Lexicon


class SlotFiller(Topics):
    """Candidates for slots in one reading."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        super().__init__(reading, lexicon)
        self._by_type: dict[str, Callable[[Token], list[Fill]]] = {
            "person": self.person,
            "actor": self.actor,
            "country": self.country,
            "party": self.party,
            "place": self.place,
            "organisation": self.organisation,
            "date": self.date,
            "number": self.number,
            "amount": self.amount,
            "duration": self.duration,
            "entry": self.entry,
            "phrase": self.phrase,
            "topic": self.topics,
            "clause": self.subtree,
        }

    def fill(self, kind: str, heads: Iterable[int]) -> list[Fill]:
        """Return the candidates of a type among some heads, in their order, each once."""
        reader = self._by_type.get(kind, self.phrase)
        found: list[Fill] = []
        for i in heads:
            for fill in reader(self.tokens[i]):
                if all(fill.start != f.start for f in found):
                    found.append(fill)
        return found
