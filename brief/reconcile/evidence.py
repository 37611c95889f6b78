"""Claims in; the quotations that a value or a record is shown with out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from brief.model import Evidence
from brief.reconcile.statements import Said, Statement

MOST = 8  # quotations shown with one value
MOST_RECORD = 12  # sentences shown with one record


class Quotations:
    """Choosing of quotations. `place` is the position of every source in the briefing."""

    def __init__(self, place: Mapping[str, int]) -> None:
        self._place = place

    def of(self, said: Iterable[Said]) -> tuple[Evidence, ...]:
        """Return the words that the claims rest on; the sentence around them where the schema set the value."""
        claims = [s.claim for s in said]
        exact = [c.evidence for c in claims if c.evidence]
        return self.choose(exact or [c.context for c in claims if c.context], MOST)

    def of_record(self, statements: Iterable[Statement]) -> tuple[Evidence, ...]:
        """Return the sentences that a record rests on, or the quotations themselves where no sentence is known."""
        found = list(statements)
        sentences = [e for s in found for e in s.context]
        bare = [s.claim.evidence for st in found if not st.context for s in st.said if s.claim.evidence]
        return self.choose([*sentences, *bare], MOST_RECORD)

    def choose(self, found: Iterable[Evidence], most: int) -> tuple[Evidence, ...]:
        """Return at most so many different quotations, every source heard before one is heard twice, in order."""
        per_source: dict[str, list[Evidence]] = defaultdict(list)
        for evidence in sorted(set(found), key=self._order):
            per_source[evidence.source].append(evidence)
        turns = sorted(
            ((turn, e) for quotes in per_source.values() for turn, e in enumerate(quotes)),
            key=lambda te: (te[0], self._order(te[1])),
        )
        return tuple(sorted((e for _, e in turns[:most]), key=self._order))

    def _order(self, evidence: Evidence) -> tuple[int, str, int, int]:
        return self._place.get(evidence.source, -1), evidence.source, evidence.start, evidence.end
