"""A word of a reading in, who or what is named there out: people, states, places, dates, numbers, listed things."""

from __future__ import annotations

from collections.abc import Iterator

from brief.extract.coreference import PRONOUNS
from brief.extract.countries import spelt, towns
from brief.extract.frames import Fill
from brief.extract.numbers import NumberReader
from brief.extract.reading import Mention, Reading, Token
from brief.extract.slots_stretches import Stretches
from brief.lexicon import Lexicon

_BESIDE = 3  # characters between a role and the name it belongs to
_NEAR = 40  # tokens back to what "it" stands for
_BELOW = 12  # words below a head among which a listed thing is looked for
_MARKS = (":", ";", "–", "—")  # end whatever stood before: "Flood toll: minister"
_STATE = ("name", "capital")  # how a country stands for its government
_SPEAKERLESS = frozenset({"it", "they", "this", "that", "which", "who", "there", "we", "i", "you", "what", "one"})


class Named(Stretches):
    """Candidates for the slots that want somebody or something named."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        super().__init__(reading, lexicon)
        self.towns, self.states = lexicon.made(towns), lexicon.made(spelt)
        self._roles: list[tuple[int, int, Mention]] | None = None
        self.organs = lexicon.words("countries.organs") | lexicon.words("countries.letterheads")
        self.visitors, self.pairs = lexicon.words("phrases.visitors"), lexicon.words("phrases.pairs")
        self.sides = lexicon.words("phrases.sides")
        self.parties = lexicon.words("phrases.parties")
        self.settled = lexicon.words("phrases.settled")
        self.speakers = lexicon.words("phrases.speakers") | lexicon.words("speech.speaking")
        self.talking = lexicon.words("clauses.talking")
        self.named: dict[str, list[Mention]] = {}  # the full names of each person
        for m in reading.mentions:
            if m.type == "person" and m.kind == "name":
                self.named.setdefault(m.value, []).append(m)
        dates = frozenset(i for m in reading.mentions if m.type == "date" for i in range(m.first, m.last))
        self.numbers = NumberReader(self.tokens, dates, lexicon)

    def person(self, token: Token) -> list[Fill]:
        """Return the person at a head, or in the apposition or name that belongs to it, either way round."""
        below = (c for c in token.deps if self.tokens[c].dep in ("appos", "flat", "compound", "nmod"))
        above = (token.head,) if token.dep == "appos" else ()
        for i in (token.i, *above, *below):
            found = [m for m in self.of("person", i) if m.kind in ("name", "surname") or i == token.i]
            if found:
                beside = self._joined(i) if i != token.i and self.tokens[i].dep == "appos" else []
                return [self.mentioned(found[0]), *beside]
        return self._set_beside(token) or self._by_role(token) or self._by_part(token) or self._after_guest(token)

    def _joined(self, i: int) -> list[Fill]:
        """Return the persons whom an "and" joins to one: "the two nurses, Ms Lind and Mr Roth"."""
        found: list[Fill] = []
        for c in self.tokens[i].deps:
            named = [m for m in self.of("person", c) if m.kind in ("name", "surname")]
            if self.tokens[c].dep == "conj" and named:
                found += [self.mentioned(named[0]), *self._joined(c)]
        return found

    def _by_role(self, token: Token) -> list[Fill]:
        """Return the person in whose role a noun stands: "President of the Republic of Kenya Joseph Kamau"."""
        if self._roles is None:
            self._roles = list(self._beside_roles())
        return next(([self.mentioned(m)] for start, end, m in self._roles if start <= token.start < end), [])

    def _beside_roles(self) -> Iterator[tuple[int, int, Mention]]:
        """Yield the characters of each role that a name follows at once, with the name."""
        named = {(m.value, m.start): m for m in self.reading.mentions if m.type == "person" and m.kind == "name"}
        for person in self.reading.persons.values():
            for start, end in person.role_spans:
                near = (named.get((person.id, end + gap)) for gap in range(_BESIDE + 1))
                found = next((m for m in near if m), None)
                if found is not None:
                    yield start, end, found

    def _by_part(self, token: Token) -> list[Fill]:
        """Return the actor whom "the guest" or "the two leaders" stands for, to be told by all sources."""
        before = [self.tokens[c].lower for c in token.deps if c < token.i]
        if (token.lower in self.visitors and "the" in before) or self._own_delegation(token, before):
            reference = "@principal"
        elif token.lower in self.pairs and ("both" in before or {"the", "two"} <= set(before)):
            reference = "@principal @counterpart"
        else:
            return []
        return [Fill(token.start, token.end, "", reference, "part", token.i, 0.9)]

    def _after_guest(self, token: Token) -> list[Fill]:
        """Return whom a pronoun means whose sentence follows one about "the guest": the same actor."""
        if token.lower not in PRONOUNS or token.dep not in ("nsubj", "nsubjpass") or not token.sentence:
            return []
        before = self.reading.sentences[token.sentence - 1]
        if before.passage != self.reading.sentences[token.sentence].passage:
            return []
        subjects = (t for t in self.tokens[before.first : before.last] if t.dep in ("nsubj", "nsubjpass"))
        meant = next((self._by_part(t) for t in subjects if self.tokens[t.head].dep == "ROOT"), [])
        return [Fill(token.start, token.end, "", f.entity, f.kind, token.i, f.score) for f in meant]

    def _own_delegation(self, token: Token, before: list[str]) -> bool:
        """Return whether "the delegation" without a country of its own is the one that the text is about."""
        described = any(self.of("country", c) for c in token.deps if c < token.i)
        return token.lower in self.parties and ("the" in before or "visiting" in before) and not described

    def _set_beside(self, token: Token) -> list[Fill]:
        """Return the person whose name stands right after a noun for somebody: "the envoy, Ms Lind"."""
        if token.lemma not in self.speakers or token.i + 2 >= len(self.tokens):
            return []
        i = token.i + 2
        if self.tokens[token.i + 1].text != "," or self.tokens[i].sentence != token.sentence:
            return []
        named = [m for j in (i, i + 1) for m in self.of("person", j) if m.kind == "name" and m.first in (i, i + 1)]
        return [self.mentioned(named[0])] if named else []

    def mentioned(self, mention: Mention) -> Fill:
        """Return a mention as a candidate."""
        entity = mention.value if mention.type in ("person", "entry") else ""
        normal = "" if mention.type == "person" else mention.value
        return Fill(mention.start, mention.end, normal, entity, mention.kind, mention.head)

    def country(self, token: Token) -> list[Fill]:
        """Return the country that a head names, by its name, demonym or seat of government."""
        inside = [token.i, *(c for c in token.deps if self.tokens[c].dep in ("compound", "amod", "nmod", "poss"))]
        for i in inside:
            found = self.of("country", i)
            if found:
                return [self.mentioned(found[0])]
        for place in self.of("place", token.i):  # "arrested in Caracas", "at Algiers airport"
            state = self.state_of(place.value)
            if state:
                return [Fill(place.start, place.end, state, "", "place", place.head, 0.9)]
        return []

    def state_of(self, town: str) -> str:
        """Return the state in which a town lies ("Algiers airport" as well), "" when no list knows it."""
        words = town.split()
        return self.towns.get(town) or (self.towns.get(words[0]) if words else "") or ""

    def state_named(self, name: str) -> str:
        """Return the state that has this name, "" when none has."""
        return self.states.get(name.casefold(), "")

    def party(self, token: Token) -> list[Fill]:
        """Return who acts, as a country wherever one is named: "France", "the Uzbek side", "its congress"."""
        if self.of("person", token.i):
            return self.person(token)
        before = [t.lower for t in self.tokens[max(0, token.i - 3) : token.i] if t.lower != "the"]
        if self.of("entry", token.i) or before[-2:] == ["not", "by"]:
            return []  # "the signing of the Convention": it signs nothing
        if token.lower in ("it", "they"):
            return self._acting_before(token)
        return self.country(token) or self._states_together(token) or self._both(token) or self.actor(token)

    def _states_together(self, token: Token) -> list[Fill]:
        """Return the body of several states that acts: "the UN", "a UN committee"."""
        inside = (token.i, *(c for c in token.deps if self.tokens[c].dep in ("compound", "nmod", "poss")))
        return [self.mentioned(m) for i in inside for m in self.of("organisation", i) if m.kind == "acts"][:1]

    def _acting_before(self, token: Token) -> list[Fill]:
        """Return the state that "it" stands for: the last one to act in its sentence or the one before."""
        passage = self.reading.sentences[token.sentence].passage
        for sentence in (token.sentence, token.sentence - 1):
            span = self.reading.sentences[max(0, sentence)]
            acting = [
                m
                for m in self.reading.mentions
                if m.type == "country" and m.kind != "demonym"
                and span.first <= m.first and m.last <= min(span.last, token.i)
                and self.tokens[m.head].dep in ("nsubj", "nsubjpass")
            ]  # fmt: skip
            if acting and span.passage == passage:
                return [self.mentioned(acting[-1])]
        return []

    def _both(self, token: Token) -> list[Fill]:
        """Return both states for "the two sides": the two named right before, else those of the visit."""
        before = {self.tokens[c].lower for c in token.deps if c < token.i}
        pair = token.lower in self.pairs and before == {"the"}  # "the ministers signed": those of the visit
        if token.lower not in self.sides or not (before & {"two", "both"} or pair):
            return []
        since = self.reading.sentences[max(0, token.sentence - 1)].first
        near = [m for m in self.reading.mentions if m.type == "country" and since <= m.first and m.last <= token.i]
        named = {m.value: m for m in near}
        if len(named) > len(("one", "other")):
            return []
        if len(named) == len(("one", "other")):
            return [self.mentioned(m) for m in named.values()]
        return [Fill(token.start, token.end, "", "@principal.country @destination", "part", token.i, 0.9)]

    def place(self, token: Token) -> list[Fill]:
        """Return the place at a head: a named one, or a country used as a place; of a "resort of X" the X."""
        of = [c for c in token.deps if self.tokens[c].lower == "of"]
        inner = [g for c in of for g in self.tokens[c].deps if self.of("place", g)]
        if inner and token.lemma in self.settled:
            return self.place(self.tokens[inner[0]])
        for i in (token.i, *(c for c in token.deps if self.tokens[c].dep in ("appos", "compound", "nmod"))):
            found = self.of("place", i)
            if found:
                return [self.mentioned(found[0])]
        named = [m for m in self.of("country", token.i) if m.kind != "demonym"]
        return [self.mentioned(named[0])] if named else []

    def organisation(self, token: Token) -> list[Fill]:
        """Return the organisation that a head names, or the name in its phrase: "the carrier Arvelo Lines"."""
        if self.of("person", token.i):
            return []
        for i in (token.i, *(c for c in token.deps if self.tokens[c].dep in ("appos", "compound", "nmod"))):
            found = [m for m in self.of("organisation", i) if not self._nameless(m)]
            if found:
                return [self.mentioned(found[0])]
        return []

    def _nameless(self, mention: Mention) -> bool:
        """Return whether a mention names nothing: "travel agency"."""
        return self.reading.source.text[mention.start : mention.end].islower()

    def number(self, token: Token) -> list[Fill]:
        """Return the number at a token: "34", "at least two dozen"; its normal form is its value in digits."""
        found = self.numbers.at(token.i)
        return [found] if found else []

    def amount(self, token: Token) -> list[Fill]:
        """Return the money, share or measure at a head: "61 percent"."""
        found = self.numbers.amount(token.i)
        return [found] if found else []

    def duration(self, token: Token) -> list[Fill]:
        """Return the length of time at a head: "more than an hour"; its normal form is its minutes."""
        found = self.numbers.duration(token.i)
        return [found] if found else []

    def date(self, token: Token) -> list[Fill]:
        """Return the date that covers a head or hangs right below it."""
        for i in (token.i, *token.deps):
            found = [m for m in self.of("date", i) if m.kind != "modifier"]
            if found:
                return [self.mentioned(found[0])]
        return []

    def entry(self, token: Token) -> list[Fill]:
        """Return the listed thing at a head, in its own phrase, or the last one named for "it"."""
        if token.lower in ("it", "its"):
            return self._last_entry(token)
        queue, seen = [token.i], 0
        while queue and seen < _BELOW:
            i = queue.pop(0)
            seen += 1
            found = self.of("entry", i)
            if found:
                return [self.mentioned(found[0])]
            if self.tokens[i].lemma in self.talking:
                continue
            queue += [
                c
                for c in self.tokens[i].deps
                if self.tokens[c].dep in ("compound", "appos", "nmod", "prep", "pobj")
            ]
        return []

    def _last_entry(self, token: Token) -> list[Fill]:
        passage = self.reading.sentences[token.sentence].passage
        before = [m for m in self.reading.mentions if m.type == "entry" and m.last <= token.i]
        near = before[-1:] if before and token.i - before[-1].last < _NEAR else []
        same = [m for m in near if self.reading.sentences[self.tokens[m.head].sentence].passage == passage]
        return [Fill(m.start, m.end, m.value, m.value, m.kind, m.head, 0.7) for m in same]

    def actor(self, token: Token) -> list[Fill]:
        """Return who speaks or acts: a person, a country, or the noun phrase ("a senior official")."""
        person = self.person(token)
        if person:
            return person
        states = [m for m in self.of("country", token.i) if m.kind in _STATE]
        if states:
            return [self.mentioned(states[0])]
        beside = [self.tokens[c] for c in token.deps if self.tokens[c].dep == "appos" and c > token.i]
        if token.pos == "PROPN" and any(t.lemma in self.speakers for t in beside):
            return [Fill(token.start, token.end, head=token.i, kind="phrase", score=0.9)]  # "Lind, the minister,"
        if token.pos not in ("NOUN", "PROPN") or token.lower in _SPEAKERLESS or self.of("date", token.i):
            return []
        if not (token.lemma in self.speakers or self.of("organisation", token.i)):
            return []
        first, last = self.own(token, ("prep",))
        first = max((t.i + 1 for t in self.tokens[first : token.i] if t.text in _MARKS), default=first)
        return [Fill(self.tokens[first].start, self.tokens[last - 1].end, head=token.i, kind="phrase", score=0.9)]
