"""What the schema's example sentences compile to: visible frames of a predicate with its arguments."""

from __future__ import annotations

from dataclasses import dataclass

from brief.extract.reading import Mention
from brief.model import Noun


class Argument(Noun):
    """What must (or may) fill one role: a slot, or one of some words with parts of its own."""

    role: str
    slot: str = ""
    type: str = ""
    words: tuple[str, ...] = ()
    parts: tuple[Argument, ...] = ()
    optional: bool = False

    def slots(self) -> frozenset[str]:
        """Return the slots filled here or below."""
        own = {self.slot} if self.slot else set()
        return frozenset(own.union(*(part.slots() for part in self.parts)))


class Frame(Noun):
    """One compiled example sentence.

    `predicates` are lemmas, or a verb with the small words that follow it ("pull out of").
    `above` must govern the predicate ("decline to"); `must` are word sets of which each needs a
    member somewhere in the clause. `problems` say why a sentence can never match.
    """

    section: str
    index: int
    say: str
    predicates: tuple[str, ...] = ()
    verbal: bool = True
    negated: bool = False
    above: tuple[tuple[str, ...], ...] = ()
    arguments: tuple[Argument, ...] = ()
    must: tuple[tuple[str, ...], ...] = ()
    problems: tuple[str, ...] = ()

    def describe(self) -> str:
        """Return the frame in one line, as `brief schema check` shows it."""
        return f"{' | '.join(self.predicates)} ← " + ", ".join(_describe(a) for a in self.arguments)


def _describe(argument: Argument) -> str:
    inner = f"{{{argument.slot}}}" if argument.slot else "/".join(argument.words)
    parts = f"[{', '.join(_describe(p) for p in argument.parts)}]" if argument.parts else ""
    return f"{argument.role}={inner}{parts}" + ("?" if argument.optional else "")


@dataclass(slots=True)
class Fill:
    """A candidate for a slot: characters of the source, normal form, entity, and how well it fits (0 to 1)."""

    start: int
    end: int
    normal: str = ""
    entity: str = ""
    kind: str = ""
    head: int = -1
    score: float = 1.0


def nearby(mention: Mention, score: float = 0.7) -> Fill:
    """Return a mention that stands around a trigger as a candidate: less sure than one in a slot's place."""
    return Fill(mention.start, mention.end, mention.value, "", mention.kind, mention.head, score)


Binding = dict[str, list[Fill]]
Frames = dict[str, list[Frame]]  # by the id of their section


@dataclass(slots=True)
class Match:
    """One pattern found at one place: which slots it filled, the predicate, and the words it stands on."""

    section: str
    pattern: int
    say: str
    fills: Binding
    head: int  # token of the trigger
    start: int  # characters of the clause
    end: int
    mood: str = "done"
