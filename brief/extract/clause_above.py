"""A token in, the clause it stands in and the clauses above that share its time and place out."""

from __future__ import annotations

from collections.abc import Iterator

from brief.extract.clauses import Clause
from brief.extract.matching import Matcher
from brief.extract.reading import Reading
from brief.extract.slots import SlotFiller
from brief.lexicon import Lexicon

_UP = 8  # steps from a trigger to the clause it stands in
_LEVELS = 3  # clauses above one that may share its time
_SHARING = ("xcomp", "conj", "advcl", "pcomp", "prep", "dobj", "relcl")


class ClausesAbove:
    """The clauses of one reading by their heads, and the way up from each.

    `saying` are the verbs of saying: what stands above them is another's time and place.
    """

    def __init__(self, reading: Reading, matcher: Matcher, slots: SlotFiller, lexicon: Lexicon) -> None:
        self.reading, self.tokens = reading, reading.tokens
        self.matcher, self.slots = matcher, slots
        self.saying = frozenset(v for verbs in lexicon.table("speech.stances").values() for v in verbs)
        self.same_day = sorted(lexicon.words("clauses.same_day"))
        self.bare_saying = lexicon.words("clauses.bare_saying")
        self.containing = lexicon.words("clauses.containing")
        self.leading = lexicon.words("clauses.leading")
        self.happening = lexicon.words("clauses.happening")
        self.scenes = lexicon.words("clauses.scenes")
        self.afterwards = lexicon.words("clauses.afterwards")
        self.going = lexicon.words("clauses.programme_going")
        self.hosted = lexicon.words("clauses.hosted")
        self.looking_back = lexicon.words("clauses.looking_back")
        self.onward = lexicon.words("clauses.onward")
        self.verbal = {c.head: c for c in matcher.clauses if c.verbal}

    def clause_of(self, head: int) -> Clause | None:
        """Return the clause a token belongs to: its own when it is a predicate, else the nearest verb's above."""
        if self._is_scene(head):
            return next(iter(self.matcher.by_head.get(head, ())), None)
        i = head
        for _ in range(_UP):
            if i in self.verbal:
                return self.verbal[i]
            above = self.tokens[i].head
            if above == i:
                break
            i = above
        return next(iter(self.matcher.by_head.get(head, ())), None)

    def _is_scene(self, head: int) -> bool:
        """Return whether an event noun is where something else was said or done: "in a meeting with X"."""
        token = self.tokens[head]
        over = self.tokens[token.head]
        event = any(c.predicate != token.lemma and not c.verbal for c in self.matcher.by_head.get(head, ()))
        return event and token.dep == "pobj" and over.lower in self.scenes

    def governing(self, clause: Clause) -> Iterator[Clause]:
        """Yield the clauses above that share its time: control, coordination, purpose; not those of saying."""
        token = self.tokens[clause.head]
        for _ in range(_LEVELS):
            if token.head == token.i or token.dep not in _SHARING:
                return
            token = self.tokens[token.head]
            above = self.verbal.get(token.i)
            if above is not None:
                if token.lemma in self.saying:
                    return
                yield above

    def goes_on(self, head: int) -> bool:
        """Return whether a predicate comes next to what is told: after "before", with "then" or "onwards"."""
        token = self.tokens[head]
        over = self.tokens[token.head]
        under = over.lower == "before" or any(self.tokens[c].lower == "before" for c in token.deps)
        beside = {self.tokens[c].lower for c in token.deps if self.tokens[c].dep in ("advmod", "prt")}
        return under or bool(beside & self.onward)
