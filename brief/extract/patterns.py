"""The schema's example sentences in, frames out: parsed by the same pipeline as the sources.

A slot is stood in for by a plain word of its type, so that the parser meets ordinary English
("John Smith was arrested in May on fraud charges"). The clause that reaches most slots becomes the
frame; words that it does not place must still occur, so that no sentence matches everything.
The idea of patterns from example sentences is that of Holmes (Hudson 2019) and Odin (Valenzuela 2016).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from brief.extract.clauses import Clause, find_clauses
from brief.extract.frames import Argument, Frame
from brief.extract.language import Pipeline
from brief.extract.reading import Reading, Token
from brief.lexicon import Lexicon
from brief.schema import PatternSpec, Schema

_PIECE = re.compile(r"\{(?P<slot>\w+)(?::(?P<type>\w+))?\}|\[(?P<words>[^\]]+)\]|(?P<open>\()|(?P<close>\))")
# Stand-ins: words whose reading by the small model is stable. Dates follow their preposition.
_STAND_IN: Mapping[str, tuple[str, ...]] = {
    "person": ("John Smith", "Peter Brown", "David Jones"),
    "actor": ("John Smith", "Peter Brown"),
    "party": ("France", "Spain"),
    "country": ("France", "Spain"),
    "place": ("London", "Dublin"),
    "organisation": ("Microsoft", "Toyota"),
    "number": ("forty", "fifty"),
    "amount": ("forty dollars", "fifty dollars"),
    "duration": ("two hours", "three hours"),
    "phrase": ("fraud", "cattle"),
    "topic": ("wheat", "cotton"),
    "entry": ("the Geneva Treaty", "the Brussels Treaty"),
    "clause": ("prices fell",),
}
_DATE_AFTER = {"by": "Tuesday", "until": "Friday", "on": "Tuesday", "in": "May", "since": "May", "for": "Tuesday"}
_EMPTY = frozenset({"it", "there", "they", "he", "she"})
_DEEP = 2  # levels of words between predicate and slot: "in connection with charges of {charge}"


@dataclass(frozen=True, slots=True)
class _Stand:
    """A stretch of the plain sentence that stands for a slot or a word list."""

    start: int
    end: int
    slot: str = ""
    type: str = ""
    listed: str = ""


@dataclass(frozen=True, slots=True)
class _Plain:
    """A sentence without its markup, and what stood where."""

    text: str
    stands: tuple[_Stand, ...]
    optional: tuple[tuple[int, int], ...]
    problems: tuple[str, ...]


def _plain(spec: PatternSpec, types: Mapping[str, str]) -> _Plain:
    out, position, opened = "", 0, -1
    stands: list[_Stand] = []
    optional: list[tuple[int, int]] = []
    problems: list[str] = []
    used: dict[str, int] = {}
    for found in _PIECE.finditer(spec.say):
        out += spec.say[position : found.start()]
        position = found.end()
        if found["open"]:
            opened = len(out)
        elif found["close"]:
            optional.append((opened, len(out)))
        elif found["words"]:
            stands.append(_Stand(len(out), len(out) + len(found["words"]), listed=found["words"]))
            out += found["words"]
        else:
            kind = found["type"] or types.get(found["slot"], "")
            if not kind:
                problems.append(f"{{{found['slot']}}} is no field; write {{{found['slot']}:type}}")
            word = _stand_in(kind, out, used)
            stands.append(_Stand(len(out), len(out) + len(word), found["slot"], kind or "phrase"))
            out += word
    out += spec.say[position:]
    text = out[:1].upper() + out[1:] + ("" if out.rstrip().endswith((".", "?")) else ".")
    return _Plain(text, tuple(stands), tuple(optional), tuple(problems))


def _stand_in(kind: str, before: str, used: dict[str, int]) -> str:
    if kind == "date":
        return _DATE_AFTER.get((before.split() or [""])[-1].lower(), "Tuesday")
    choices = _STAND_IN.get(kind, _STAND_IN["phrase"])
    used[kind] = used.get(kind, -1) + 1
    word = choices[used[kind] % len(choices)]
    return word.removeprefix("the ") if before.rstrip().endswith("the") else word


class _Compiler:
    """Turns one parsed example sentence into a frame."""

    def __init__(
        self, plain: _Plain, reading: Reading, clauses: Sequence[Clause], lists: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.plain, self.reading, self.clauses, self.lists = plain, reading, clauses, lists
        self.problems = list(plain.problems)
        self.stand_at: dict[int, _Stand] = {}
        for stand in plain.stands:
            for token in reading.tokens:
                if stand.start <= token.start < stand.end:
                    self.stand_at[token.i] = stand

    def optional(self, token: Token) -> bool:
        return any(a <= token.start < b for a, b in self.plain.optional)

    def words(self, token: Token) -> tuple[str, ...]:
        """Return what may stand for a word: its list, found by its form or its lemma, else its lemma."""
        stand = self.stand_at.get(token.i)
        if stand is None or not stand.listed:
            return (token.lemma,)
        found = self.lists.get(stand.listed) or self.lists.get(token.lemma) or ()
        problem = f"no word list is called [{stand.listed}] or [{token.lemma}]"
        if not found and problem not in self.problems:
            self.problems.append(problem)
        return found or (token.lemma,)

    def argument(self, role: str, i: int, depth: int = 0) -> Argument | None:
        """Return what this head asks for, None when it asks for nothing."""
        token = self.reading.tokens[i]
        stand = self.stand_at.get(i)
        if stand is not None and stand.slot:
            return Argument(role=role, slot=stand.slot, type=stand.type, optional=self.optional(token))
        if token.lower in _EMPTY:
            return None
        parts: list[Argument] = []
        inner = next((c for c in self.clauses if c.head == i and (c.verbal or c.predicate == token.lemma)), None)
        if depth < _DEEP and inner is not None:
            for below, heads in inner.roles.items():
                built = (self.argument(below, h, depth + 1) for h in heads)
                parts.extend(a for a in built if a is not None and a.slots())
        parts.extend(self.counts(token))
        return Argument(role=role, words=self.words(token), parts=tuple(parts), optional=self.optional(token))

    def counts(self, token: Token) -> list[Argument]:
        """Return the slot that counts a noun: "{number} people"."""
        numbers = [c for c in token.deps if self.reading.tokens[c].dep == "nummod"]
        stands = [self.stand_at[c] for c in numbers if c in self.stand_at]
        return [Argument(role="count", slot=s.slot, type=s.type) for s in stands if s.slot]

    def arguments(self, clause: Clause) -> tuple[Argument, ...]:
        built = [self.argument(role, h) for role, heads in clause.roles.items() for h in heads]
        return tuple(a for a in built if a is not None and (a.role != "comp" or a.slots()))

    def best(self) -> tuple[Clause, tuple[Argument, ...]] | None:
        """Return the clause that reaches most slots; verbs before nouns, then the fewest arguments."""
        ranked = []
        for n, clause in enumerate(self.clauses):
            stand = self.stand_at.get(clause.head)
            if stand is not None and stand.slot:
                continue
            arguments = self.arguments(clause)
            slots = frozenset().union(*(a.slots() for a in arguments)) if arguments else frozenset()
            bare = not clause.verbal and clause.predicate == self.reading.tokens[clause.head].lemma
            order = (-len(slots), -len(clause.above), bare, not clause.verbal, len(arguments), n)
            ranked.append((order, clause, arguments))
        return min(ranked, key=lambda r: r[0])[1:] if ranked else None

    def frame(self, section: str, index: int, spec: PatternSpec) -> Frame:
        best = self.best()
        if best is None:
            problems = (*self.problems, "no predicate found in the sentence")
            return Frame(section=section, index=index, say=spec.say, problems=problems)
        clause, arguments = best
        head = self.reading.tokens[clause.head]
        stand = self.stand_at.get(head.i)
        predicates = self.words(head) if stand is not None and stand.listed else (clause.predicate,)
        reached = frozenset().union(*(a.slots() for a in arguments)) if arguments else frozenset()
        missed = [s.slot for s in self.plain.stands if s.slot and s.slot not in reached]
        must = self.must(clause, arguments)
        problems = (*self.problems, *(f"{{{m}}} hangs on no predicate; reword" for m in missed))
        return Frame(
            section=section,
            index=index,
            say=spec.say,
            predicates=predicates,
            verbal=clause.verbal,
            negated=clause.negated,
            above=self.above(clause),
            arguments=arguments,
            must=must,
            problems=problems,
        )

    def above(self, clause: Clause) -> tuple[tuple[str, ...], ...]:
        """Return, for each predicate that governs the clause, the words that may stand for it."""
        by_lemma = {t.lemma: t for t in self.reading.tokens}
        return tuple(self.words(by_lemma[lemma]) for lemma in clause.above if lemma in by_lemma)

    def must(self, clause: Clause, arguments: Sequence[Argument]) -> tuple[tuple[str, ...], ...]:
        """Return the content words that neither predicate nor arguments place."""
        placed = {w for a in arguments for w in _literals(a)} | {clause.predicate, *clause.above}
        rest = []
        for token in self.reading.tokens:
            stand = self.stand_at.get(token.i)
            free = token.i != clause.head and not (stand and stand.slot) and not self.optional(token)
            content = token.pos in ("NOUN", "VERB", "PROPN", "ADJ") and token.dep not in ("aux", "auxpass", "amod")
            words = self.words(token)
            if free and content and not placed & set(words) and token.lower not in _EMPTY:
                rest.append(words)
        return tuple(rest)


def _literals(argument: Argument) -> set[str]:
    return set(argument.words).union(*(_literals(p) for p in argument.parts))


@dataclass(frozen=True, slots=True)
class SentenceCompiler:
    """Compiles the example sentences of one schema with one pipeline."""

    schema: Schema
    pipeline: Pipeline
    lexicon: Lexicon

    def frames(self, section: str, find: Sequence[PatternSpec], types: Mapping[str, str]) -> list[Frame]:
        """Return one frame for each sentence (`say`) of a section; a frame with `problems` never matches.

        `types` gives the type of every slot that needs none of its own.
        """
        asked = [(i, spec, _plain(spec, types)) for i, spec in enumerate(find) if spec.say]
        readings = self.pipeline.parse_all(plain.text for _, _, plain in asked)
        found = []
        for (index, spec, plain), reading in zip(asked, readings, strict=True):
            compiler = _Compiler(plain, reading, find_clauses(reading, self.lexicon), self.schema.words)
            found.append(compiler.frame(section, index, spec))
        return found
