"""Tokens with their parse in, walks over it out: children, governors, coordination. Every climb is bounded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from brief.extract.reading import Reading, Token
from brief.model import Mood

CLIMB = 10  # steps up a tree; longer paths in news text are parser errors
VERBAL = ("VERB", "AUX")
SUBJECT = ("nsubj", "nsubjpass")
OBJECT = ("dobj", "obj")


@dataclass(slots=True)
class Clause:
    """A predicate with its arguments. Roles hold token indices of heads, coordinated ones included.

    Roles: agent, patient, attr, comp (a clause), poss, mod (words before a noun), appos, `prep:in` …
    `loose` are prepositional objects that hang lower inside the clause's own tokens.
    `above` names the predicates that govern this one by control or raising, nearest first.
    """

    head: int
    predicate: str
    verbal: bool
    negated: bool = False
    passive: bool = False
    mood: Mood = Mood.DONE
    link: str = ""
    above: tuple[str, ...] = ()
    roles: dict[str, list[int]] = field(default_factory=dict)
    loose: dict[str, list[int]] = field(default_factory=dict)
    tokens: frozenset[int] = frozenset()

    def put(self, role: str, heads: list[int]) -> None:
        """Add heads to a role, each once."""
        known = self.roles.setdefault(role, [])
        known.extend(h for h in heads if h not in known and h != self.head)
        if not known:
            del self.roles[role]


class Tree:
    """The dependency tree of one reading."""

    def __init__(self, reading: Reading) -> None:
        self.tokens = reading.tokens

    def children(self, token: Token) -> Iterator[Token]:
        """Yield the words that hang on a token, in their order."""
        for i in token.deps:
            yield self.tokens[i]

    def climb(self, token: Token) -> Iterator[Token]:
        """Yield the heads above a token, nearest first, at most CLIMB of them."""
        for _ in range(CLIMB):
            if token.head == token.i:
                return
            token = self.tokens[token.head]
            yield token

    def coordinated(self, token: Token) -> list[int]:
        """Return a head and the heads coordinated with it ("the minister and her guests")."""
        found, queue = [token.i], [token]
        while queue and len(found) < 2 * CLIMB:
            for child in self.children(queue.pop(0)):
                if child.dep == "conj" and (child.pos not in VERBAL or token.pos in VERBAL):
                    found.append(child.i)
                    queue.append(child)
        return found

    def objects(self, prep: Token) -> list[int]:
        """Return what a preposition governs, "by X; by Y; and by Z" together."""
        found = [i for c in self.children(prep) if c.dep in ("pobj", "pcomp") for i in self.coordinated(c)]
        for child in self.children(prep):
            if child.dep == "conj" and child.pos == "ADP":  # "by X; by Y; and by Z"
                found += self.objects(child)
        return found
