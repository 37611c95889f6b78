"""Frames and clauses in, matches out: which example sentences a source's clauses say, and what fills their slots.

A slot is filled from its own role first; where English says the same through another role (an event
noun's "of", "talks with" beside "met"), through those. Dates and listed things may stand anywhere in the
clause's own words, people never: a wrong person is worse than none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from brief.extract.clauses import Clause
from brief.extract.frames import Argument, Binding, Fill, Frame, Match
from brief.extract.reading import Mention, Reading, Token
from brief.extract.slots import SlotFiller
from brief.model import Mood

_TWINS: Mapping[str, tuple[str, ...]] = {
    "prep:about": ("prep:on", "prep:over", "prep:regarding", "prep:concerning"),
    "prep:on": ("prep:about", "prep:over", "prep:regarding"),
    "prep:over": ("prep:on", "prep:about"),
    "prep:until": ("prep:till", "prep:through"),
    "prep:including": ("prep:like",),
    "prep:in": ("prep:at", "prep:near"),
    "prep:to": ("prep:in", "prep:for", "prep:into"),
}
# what may fill a role of an event noun: "the withdrawal of France from X", "France's withdrawal", "talks with Y"
_NOMINAL: Mapping[str, tuple[str, ...]] = {
    "agent": ("agent", "prep:by", "poss", "prep:between", "mod", "prep:of"),
    "patient": ("patient", "prep:with", "prep:of", "prep:from", "prep:between", "poss"),
    "poss": ("poss", "agent", "prep:by", "prep:of"),
    "prep:of": ("prep:of", "poss"),
}
_ABOVE = 3  # steps from a predicate to the one that its pattern names above it
# dates after these words are limits or other times, not the time of the act
_LIMITS = frozenset({"until", "till", "through", "since", "after", "before", "by", "from", "following"})
_POINTS = frozenset({"in", "on", "at", "for", ""})

_INVITATION = 6  # tokens of "At the kind and friendly invitation"


class Matcher:
    """Finds frames in the clauses of one reading."""

    def __init__(self, reading: Reading, clauses: Sequence[Clause], slots: SlotFiller) -> None:
        self.reading, self.tokens, self.slots = reading, reading.tokens, slots
        self.clauses = clauses
        self.by_head: dict[int, list[Clause]] = {}
        self.by_word: dict[str, list[Clause]] = {}
        for clause in clauses:
            self.by_head.setdefault(clause.head, []).append(clause)
            words = {clause.predicate, clause.predicate.split()[0]} if clause.predicate else set()
            for word in sorted(words):
                self.by_word.setdefault(word, []).append(clause)

    def matches(self, frame: Frame, moods: Sequence[str], *, either: bool) -> list[Match]:
        """Return every place where the frame fits, in the order of the text."""
        if frame.problems:
            return []
        found: dict[int, Match] = {}
        for predicate in frame.predicates:
            clauses = self.by_word.get(predicate.partition(" ")[0])
            if clauses is None:
                continue  # most frames speak of nothing that a source tells
            words = predicate.split()
            for clause in clauses:
                if clause.head in found or not self._applies(frame, clause, words, moods, either=either):
                    continue
                fills = self._bind(frame, clause, words)
                if fills is not None:
                    text = self.slots.clause_text(clause)
                    mood = Mood.DONE if frame.negated and clause.negated else self._mood(frame, clause)
                    found[clause.head] = Match(
                        frame.section, frame.index, frame.say, fills, clause.head, text.start, text.end, mood.value
                    )
        return [found[head] for head in sorted(found)]

    def _mood(self, frame: Frame, clause: Clause) -> Mood:
        """Return how a match stands to the world: of "threatened to quit" the threat is what happened."""
        over = clause.head
        for _ in range(_ABOVE if frame.above else 0):
            over = self.tokens[over].head
            above = next((c for c in self.by_head.get(over, ()) if c.verbal), None)
            if above is not None and above.predicate in frame.above[0]:
                return above.mood
        return clause.mood

    def _applies(
        self, frame: Frame, clause: Clause, words: list[str], moods: Sequence[str], *, either: bool
    ) -> bool:
        return (
            self._same_predicate(frame, clause, words)
            and (either or clause.negated == frame.negated)
            and all(set(words) & set(clause.above) for words in frame.above)
            and (clause.mood in moods or bool(frame.above) or frame.negated or (either and clause.negated))
            and self._has_words(frame, clause)
        )

    def _same_predicate(self, frame: Frame, clause: Clause, words: list[str]) -> bool:
        """Return whether a clause says the predicate: a noun is no act of its verb, "pull" is not "pull out"."""
        if frame.verbal != clause.verbal and (clause.verbal or clause.predicate == self.tokens[clause.head].lemma):
            return False
        if len(words) > 1:
            return self._followed(clause, words[1:])
        return not (clause.verbal and " " in clause.predicate)

    def _has_words(self, frame: Frame, clause: Clause) -> bool:
        if not frame.must:
            return True
        inside = [self.tokens[i] for i in clause.tokens]
        have = {t.lemma for t in inside} | {t.lower for t in inside}
        return all(have & set(group) for group in frame.must)

    def _followed(self, clause: Clause, rest: list[str]) -> bool:
        """Return whether the small words of "pull out of" come after the verb, at most three words on."""
        position = clause.head + 1
        for word in rest:
            ahead = [t.lower for t in self.tokens[position : position + 4]]
            if word not in ahead:
                return False
            position += ahead.index(word) + 1
        return True

    # ---- filling

    def _bind(self, frame: Frame, clause: Clause, words: list[str]) -> Binding | None:
        fills: Binding = {}
        taken: set[int] = set()
        for argument in sorted(frame.arguments, key=lambda a: (a.optional, not a.slot, a.role != "agent")):
            got = self._argument(argument, clause, words, taken)
            if got is None:
                if argument.optional:
                    continue
                return None
            for slot, candidates in got.items():
                fills.setdefault(slot, []).extend(candidates)
                taken.update(f.head for f in candidates)
        return fills

    def _argument(self, argument: Argument, clause: Clause, words: list[str], taken: set[int]) -> Binding | None:
        if argument.slot and argument.type == "date":
            dates = self.dates(clause, argument.role)
            return {argument.slot: dates[:1]} if dates else None
        if argument.type == "actor" and argument.role == "agent" and clause.passive:
            return None  # "was welcomed by X" is no word of X's
        heads = [h for h in self._heads(argument.role, clause, words) if h not in taken]
        if argument.slot:
            found = self._typed(argument, clause, heads)
            return {argument.slot: found} if found else None
        for head in heads:
            inner = self._words(argument, clause, self.tokens[head])
            if inner is not None:
                return inner
        return None

    def _typed(self, argument: Argument, clause: Clause, heads: list[int]) -> list[Fill]:
        found = self.slots.fill(argument.type, heads)
        talked = any(self.tokens[h].lemma in self.slots.talking for h in heads)  # "ended talks on a treaty"
        if not found and argument.type == "entry" and not clause.roles.get("comp") and not talked:
            found = self.slots.fill("entry", sorted(clause.tokens, key=lambda i: (abs(i - clause.head), i)))[:1]
            for fill in found:
                fill.score = 0.7
        return found

    def _heads(self, role: str, clause: Clause, words: list[str]) -> list[int]:
        """Return the heads that may fill a role, from the first way of saying it that is there."""
        if len(words) > 1 and role in ("patient", f"prep:{words[-1]}"):
            ways = (f"prep:{words[-1]}", f"prep:{words[1]}")
            found = next((h for w in ways if (h := clause.roles.get(w) or clause.loose.get(w))), [])
            if found or role == "patient":
                return found or clause.roles.get("patient", [])
        nominal = () if clause.verbal else _NOMINAL.get(role, ())
        for name in (*nominal, role, *_TWINS.get(role, ())):
            if name in clause.roles:
                found = clause.roles[name]
                return (self._guest(clause, found) or found) if name == "agent" else found
        if role == "agent":
            return self._opening(clause) if clause.verbal else []
        return clause.loose.get(role, []) if role.startswith("prep:") else []

    def _guest(self, clause: Clause, heads: list[int]) -> list[int]:
        """Return who goes, in "At the invitation of A, B pays a visit", where the parse has A as the subject."""
        first = self.reading.sentences[self.tokens[clause.head].sentence].first
        opening = [t.lower for t in self.tokens[first : first + _INVITATION]]
        if opening[:1] != ["at"] or "invitation" not in opening:
            return []
        named = [m for m in self.reading.mentions if m.type == "person" and m.kind == "name"]
        named = [m for m in named if first < m.first and m.last <= clause.head]
        if len(named) < len(("host", "guest")) or any(h >= named[0].last for h in heads):
            return []
        return [named[-1].head]

    def _opening(self, clause: Clause) -> list[int]:
        """Return the person who opens the sentence of a main verb that the parser left without a subject."""
        head = self.tokens[clause.head]
        subject = {self.tokens[c].dep for c in head.deps} & {"nsubj", "nsubjpass", "auxpass", "expl"}
        if head.dep != "ROOT" or "agent" in clause.roles or subject:
            return []
        first = self.reading.sentences[head.sentence].first
        named = [m for m in self.slots.of("person", first) if m.first == first]
        between = self.tokens[named[0].last : head.i] if named else []
        if not named or any(t.pos == "VERB" for t in between):
            return []
        return [named[0].head]

    def _words(self, argument: Argument, clause: Clause, token: Token) -> Binding | None:
        """Return what the parts of a literal word fill, {} when it has none, None when it is another word."""
        forms = {token.lemma, token.lower}
        if token.pos == "PROPN":  # a plural noun that opens a line is read as a name
            forms.add(token.lower.removesuffix("s"))
        if not forms & set(argument.words):
            return None
        fills: Binding = {}
        inner = [c for c in self.by_head.get(token.i, ()) if c.verbal or c.predicate == token.lemma]
        for part in argument.parts:
            got = None
            if part.role == "mod" and part.slot:
                got = self._modifier(part, token)
            elif part.role == "count":
                found = self.slots.fill(part.type, [c for c in token.deps if self.tokens[c].dep == "nummod"])
                got = {part.slot: found} if found else None
            elif inner:
                got = self._argument(part, inner[0], [inner[0].predicate], set())
            if got is None and part.role.startswith("prep:"):
                got = self._argument(part, clause, [clause.predicate], set())
            if got is None and not part.optional:
                return None
            for slot, candidates in (got or {}).items():
                fills.setdefault(slot, []).extend(candidates)
        return fills

    def _modifier(self, part: Argument, noun: Token) -> Binding | None:
        """Return what stands before a noun as one phrase: "{charge} charges" in "on drug smuggling charges"."""
        modifiers = [
            c
            for c in noun.deps
            if c < noun.i and self.tokens[c].dep in ("amod", "compound", "nmod", "poss", "dobj")
        ]
        if part.type in ("country", "party", "person"):
            found = self.slots.fill(part.type, modifiers)
            return {part.slot: found} if found else None
        telling = [
            c for c in modifiers if self.tokens[c].dep != "poss" and self.tokens[c].lower not in self.slots.empty
        ]
        if not telling:
            return None
        first = min(min([c, *self.tokens[c].deps]) for c in telling)
        if self.tokens[first].dep in ("det", "poss", "nummod"):
            first += 1
        start, end = self.tokens[first].start, self.tokens[noun.i - 1].end
        return {part.slot: [Fill(start, end, head=telling[-1])]} if end > start else None

    # ---- time

    def dates(self, clause: Clause, role: str = "") -> list[Fill]:
        """Return the dates of the clause's own words that stand after a fitting preposition.

        A date inside another event's phrase ("his meeting with Yoon on March 16") is not the clause's.
        """
        wanted = role.removeprefix("prep:") if role.startswith("prep:") else ""
        found = []
        for i in sorted(clause.tokens):
            for mention in self.slots.of("date", i):
                if mention.kind == "modifier" or mention.head != i:
                    continue
                word = self.preposition(i)
                fits = word == wanted if wanted in _LIMITS else word not in _LIMITS
                fits = fits and not (word == "" and self._behind_cause(mention, clause))
                if fits and not self._nested(i, clause):
                    near = 0 if word == wanted else 1
                    found.append((near, Fill(mention.start, mention.end, mention.value, kind=mention.kind, head=i)))
        return [fill for _, fill in sorted(found, key=lambda f: (f[0], f[1].start))]

    def preposition(self, i: int) -> str:
        """Return the preposition a date hangs on, "" when none: "late on Tuesday" gives "on"."""
        token = self.tokens[i]
        for _ in range(4):
            if token.head == token.i:
                return ""
            token = self.tokens[token.head]
            if token.dep in ("prep", "mark") or token.pos == "ADP":
                return token.lower
            if token.pos in ("VERB", "AUX"):
                return ""
        return ""

    def _behind_cause(self, mention: Mention, clause: Clause) -> bool:
        """Return whether a bare date closes what an act is about: "over the beating of students last month"."""
        before = self.tokens[clause.head + 1 : mention.first]
        over = next((t.i for t in before if t.lower == "over" and t.dep == "prep"), mention.first)
        between = self.tokens[over + 1 : mention.first]
        return any(t.pos == "NOUN" for t in between) and all(t.text != "," for t in between)

    def _nested(self, i: int, clause: Clause) -> bool:
        """Return whether a date belongs to an event of its own inside the clause, or to what the act is about."""
        token = self.tokens[i]
        for _ in range(4):
            if token.head in (token.i, clause.head):
                return False
            token = self.tokens[token.head]
            if token.i == clause.head:
                return False
            event = any(c.predicate != token.lemma for c in self.by_head.get(token.i, ()) if not c.verbal)
            cause = self.tokens[token.head].lower == "over" and not self.slots.of("date", token.i)
            if cause or (event and token.head != clause.head):
                return True  # "fined over the spill of last May"
        return False
