"""A slot's type and the words in its place in; candidates out, checked and normalised.

A candidate is always a stretch of the source. What does not fit the type gives none: a gap is content,
a guess is a defect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from brief.extract.clauses import Clause
from brief.extract.countries import states
from brief.extract.frames import Fill
from brief.extract.noun_phrases import PhraseReader
from brief.extract.numbers import NumberReader
from brief.extract.reading import Mention, Reading, Token
from brief.lexicon import Lexicon

_FAR_BACK = 400  # tokens; a news text says whose official it is within a page
_BESIDE = 3  # characters between a role and the name it belongs to
_NEAR = 40  # tokens back to what "it" stands for
_TOPIC = 8  # tokens; a longer topic is a sentence in disguise
_UP_TO_NOUN = 3  # levels between the head of a phrase and the name in it: "his counterpart, X"
_SUBJECT = ("nsubj", "nsubjpass")
_MARKS = (":", ";", "–", "—")  # end whatever stood before: "Flood toll: minister"
_JOINING = ("and", "but", "that")
_STATE = ("name", "capital")  # how a country stands for its government
_SPEAKERLESS = frozenset({"it", "they", "this", "that", "which", "who", "there", "we", "i", "you", "what", "one"})


class SlotFiller:
    """Candidates for slots in one reading."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self.reading, self.tokens = reading, reading.tokens
        self.text = reading.source.text
        self.phrases = PhraseReader(reading, lexicon)
        self.generic = lexicon.words("phrases.generic")
        self.empty = lexicon.words("phrases.empty")
        self.barred = lexicon.words("phrases.barred")
        self.never = lexicon.words("phrases.never")
        self.capital_of = {c: state for state, kinds in states(lexicon).items() for c in kinds.get("capitals", ())}
        self.around = lexicon.words("phrases.around")
        self.visitors, self.pairs = lexicon.words("phrases.visitors"), lexicon.words("phrases.pairs")
        self.speakers = lexicon.words("phrases.speakers") | lexicon.words("speech.speaking")
        dates = frozenset(i for m in reading.mentions if m.type == "date" for i in range(m.first, m.last))
        self.numbers = NumberReader(self.tokens, dates, lexicon)
        self.at: dict[int, list[Mention]] = {}
        for mention in reading.mentions:
            for i in range(mention.first, mention.last):
                self.at.setdefault(i, []).append(mention)
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

    def of(self, kind: str, i: int) -> list[Mention]:
        """Return the mentions of a type that cover a token."""
        return [m for m in self.at.get(i, ()) if m.type == kind]

    # ---- named things

    def person(self, token: Token) -> list[Fill]:
        """Return the person at a head, or in the apposition or name that belongs to it, either way round."""
        below = (c for c in token.deps if self.tokens[c].dep in ("appos", "flat", "compound", "nmod"))
        above = (token.head,) if token.dep == "appos" else ()
        for i in (token.i, *above, *below):
            found = [m for m in self.of("person", i) if m.kind in ("name", "surname") or i == token.i]
            if found:
                return [self._mentioned(found[0])]
        return self._set_beside(token) or self._by_role(token) or self._by_part(token)

    def _by_role(self, token: Token) -> list[Fill]:
        """Return the person in whose role a noun stands: "President of the Republic of Kenya Joseph Kamau"."""
        for person in self.reading.persons.values():
            for start, end in person.role_spans:
                named = [m for m in self.reading.mentions if m.value == person.id and m.kind == "name"]
                near = [m for m in named if m.type == "person" and 0 <= m.start - end <= _BESIDE]
                if start <= token.start < end and near:
                    return [self._mentioned(near[0])]
        return []

    def _by_part(self, token: Token) -> list[Fill]:
        """Return the actor whom "the guest" or "the two leaders" stands for, to be told by all sources."""
        before = [self.tokens[c].lower for c in token.deps if c < token.i]
        if token.lower in self.visitors and "the" in before:
            reference = "@principal"
        elif token.lower in self.pairs and ("two" in before or "both" in before):
            reference = "@principal @counterpart"
        else:
            return []
        return [Fill(token.start, token.end, "", reference, "part", token.i, 0.9)]

    def _set_beside(self, token: Token) -> list[Fill]:
        """Return the person whose name stands right after a noun for somebody: "the envoy, Ms Lind"."""
        if token.lemma not in self.speakers or token.i + 2 >= len(self.tokens):
            return []
        i = token.i + 2
        if self.tokens[token.i + 1].text != "," or self.tokens[i].sentence != token.sentence:
            return []
        named = [m for j in (i, i + 1) for m in self.of("person", j) if m.kind == "name" and m.first in (i, i + 1)]
        return [self._mentioned(named[0])] if named else []

    def _mentioned(self, mention: Mention) -> Fill:
        entity = mention.value if mention.type in ("person", "entry") else ""
        normal = "" if mention.type == "person" else mention.value
        return Fill(mention.start, mention.end, normal, entity, mention.kind, mention.head)

    def country(self, token: Token) -> list[Fill]:
        """Return the country that a head names, by its name, demonym or seat of government."""
        inside = [token.i, *(c for c in token.deps if self.tokens[c].dep in ("compound", "amod", "nmod", "poss"))]
        for i in inside:
            found = self.of("country", i)
            if found:
                return [self._mentioned(found[0])]
        for place in self.of("place", token.i):  # "arrested in Caracas", "at Algiers airport"
            state = self.capital_of.get(place.value) or self.capital_of.get(place.value.split()[0])
            if state:
                return [Fill(place.start, place.end, state, "", "place", place.head, 0.9)]
        return []

    def party(self, token: Token) -> list[Fill]:
        """Return who acts, as a country wherever one is named: "France", "the Uzbek side", "its congress"."""
        if self.of("person", token.i):
            return self.person(token)
        return self.country(token) or self.actor(token)

    def place(self, token: Token) -> list[Fill]:
        """Return the place at a head: a named one, or a country used as a place; of a "resort of X" the X."""
        of = [c for c in token.deps if self.tokens[c].lower == "of"]
        inner = [g for c in of for g in self.tokens[c].deps if self.of("place", g)]
        if inner and token.pos == "NOUN":
            return self.place(self.tokens[inner[0]])
        for i in (token.i, *(c for c in token.deps if self.tokens[c].dep in ("appos", "compound"))):
            found = self.of("place", i)
            if found:
                return [self._mentioned(found[0])]
        named = [m for m in self.of("country", token.i) if m.kind != "demonym"]
        return [self._mentioned(named[0])] if named else []

    def organisation(self, token: Token) -> list[Fill]:
        """Return the organisation that a head names, or the name in its phrase: "the carrier Arvelo Lines"."""
        if self.of("person", token.i):
            return []
        for i in (token.i, *(c for c in token.deps if self.tokens[c].dep in ("appos", "compound", "nmod"))):
            found = self.of("organisation", i)
            if found:
                return [self._mentioned(found[0])]
        return []

    def number(self, token: Token) -> list[Fill]:
        """Return the number at a token: "34", "at least two dozen"; its normal form is its value in digits."""
        found = self.numbers.at(token.i)
        return [found] if found else []

    def amount(self, token: Token) -> list[Fill]:
        """Return the money, share or measure at a head: "61 percent"."""
        found = self.numbers.amount(token.i)
        return [found] if found else []

    def date(self, token: Token) -> list[Fill]:
        """Return the date that covers a head or hangs right below it."""
        for i in (token.i, *token.deps):
            found = [m for m in self.of("date", i) if m.kind != "modifier"]
            if found:
                return [self._mentioned(found[0])]
        return []

    def entry(self, token: Token) -> list[Fill]:
        """Return the listed thing at a head, in its own phrase, or the last one named for "it"."""
        if token.lower in ("it", "its"):
            return self._last_entry(token)
        queue, seen = [token.i], 0
        while queue and seen < 4 * _UP_TO_NOUN:
            i = queue.pop(0)
            seen += 1
            found = self.of("entry", i)
            if found:
                return [self._mentioned(found[0])]
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
            return [self._mentioned(states[0])]
        if token.pos not in ("NOUN", "PROPN") or token.lower in _SPEAKERLESS or self.of("date", token.i):
            return []
        if not (token.lemma in self.speakers or self.of("organisation", token.i)):
            return []
        first, last = self._own(token, ("prep",))
        first = max((t.i + 1 for t in self.tokens[first : token.i] if t.text in _MARKS), default=first)
        return [Fill(self.tokens[first].start, self.tokens[last - 1].end, head=token.i, kind="phrase", score=0.9)]

    # ---- words

    def _own(self, token: Token, keep: tuple[str, ...] = ()) -> tuple[int, int]:
        """Return the token range of a head with its modifiers, and the phrases of `keep` after it."""
        first, last = token.i, token.i + 1
        for c in token.deps:
            child = self.tokens[c]
            if c < token.i and child.dep in ("det", "amod", "compound", "nmod", "poss", "nummod"):
                first = min(first, self._edge(c, left=True))
            elif c > token.i and child.dep in keep and child.lower in ("of", "at", "for", "in"):
                last = max(last, self._edge(c, left=False) + 1)
        if last - first > 12:  # noqa: PLR2004 -- longer than any title: the parser lost its way
            last = token.i + 1
        return self.phrases.trimmed((first, last))

    def _edge(self, i: int, *, left: bool) -> int:
        edge, queue, seen = i, [i], 0
        while queue and seen < 40:  # noqa: PLR2004 -- a bound, never reached in a real phrase
            j = queue.pop()
            seen += 1
            edge = min(edge, j) if left else max(edge, j)
            queue += [
                c for c in self.tokens[j].deps if self.tokens[c].dep not in ("relcl", "appos", "punct", "acl")
            ]
        return edge

    def _characters(self, first: int, last: int) -> tuple[int, int]:
        """Return the characters of a token range without marks and brackets at its ends."""
        while first < last and self.tokens[first].pos == "PUNCT":
            first += 1
        while last > first and self.tokens[last - 1].pos == "PUNCT" and self.tokens[last - 1].text != ".":
            last -= 1
        return (self.tokens[first].start, self.tokens[last - 1].end) if last > first else (0, 0)

    def phrase(self, token: Token) -> list[Fill]:
        """Return the noun phrase around a head, without relative clauses; a gerund gives its whole clause."""
        if token.pos in ("PRON", "DET", "PUNCT") or token.ent in ("TIME", "PERCENT", "MONEY", "QUANTITY"):
            return []
        if token.ent == "DATE" and not self.entry(token):
            return []
        if token.tag == "VBG" and token.dep in ("pcomp", "xcomp", "advcl", "acl"):
            return self.subtree(token)
        start = self._own(token)[0]
        span = self.phrases.phrase(start) or (start, token.i + 1)
        if span[1] <= token.i:
            span = (span[0], token.i + 1)
        first, last = self.phrases.trimmed(span)
        a, b = self._characters(first, last)
        return [Fill(a, b, head=token.i)] if b > a else []

    def subtree(self, token: Token) -> list[Fill]:
        """Return a head with everything below it that hangs together, cut at its sentence."""
        inside, queue = {token.i}, [token.i]
        while queue:
            for c in self.tokens[queue.pop()].deps:
                if c not in inside and self.tokens[c].dep != "parataxis":
                    inside.add(c)
                    queue.append(c)
        a, b = self._characters(min(inside), max(inside) + 1)
        if self.tokens[min(inside)].lower == "that":
            a, b = self._characters(min(inside) + 1, max(inside) + 1)
        return [Fill(a, b, head=token.i)] if b > a else []

    # ---- topics

    def topics(self, token: Token) -> list[Fill]:
        """Return the topic at a head, and the list that it begins in the text."""
        if token.pos not in ("NOUN", "PROPN") and token.tag != "VBG":
            return []
        start = self._own(token)[0]
        spans = self.phrases.items(start)
        return [f for span in spans for f in self.topic(span)] if spans and spans[0][1] > token.i else []

    def topic(self, span: tuple[int, int], depth: int = 0) -> list[Fill]:
        """Return what a phrase is about: "the situation in Ukraine" as it stands, "issues of trade" as trade.

        Dates, people, venues and words that say nothing alone give none.
        """
        if any(self.of("person", i) for i in range(*span)):
            return []
        first, last = self._shortened(self.phrases.trimmed(span))
        while first < last - 1 and self.tokens[first].lower in self.empty:
            first, last = self.phrases.trimmed((first + 1, last))
        head = self.phrases.head((first, last))
        own_words = [t for t in self.tokens[first : head.i] if t.lower not in self.empty and t.pos != "PUNCT"]
        if not own_words and (head.lemma in self.generic or head.lower in self.generic):
            return self._inner((first, last), head, depth)
        silent = not own_words and (head.lemma in self.never or head.lower in self.never)
        if silent or head.lemma in self.barred or self.of("date", head.i):
            return []
        return self._plain(first, last, [])

    def _inner(self, span: tuple[int, int], head: Token, depth: int) -> list[Fill]:
        """Return what a hollow head is followed by: "issues of trade" is trade, "war in X" stays as it is."""
        first, last = span
        inner = next((i for i in range(head.i + 1, last) if self.tokens[i].lower in self.phrases.inside), None)
        if inner is None or depth >= _UP_TO_NOUN:
            return []
        below = self.topic((inner + 1, last), depth + 1)
        named = bool(below) and head.lemma in self.around and below[0].kind == "country"
        return self._plain(first, last, below) if named else below

    def _shortened(self, span: tuple[int, int]) -> tuple[int, int]:
        """Return a phrase without what comes after "with", and, while it is long, without its last part."""
        first, last = span
        joints = [i for i in range(first + 1, last) if self.tokens[i].lower in self.phrases.inside]
        for i in joints:
            if self.tokens[i].lower == "with":
                last = i
                break
        while last - first > _TOPIC:
            before = [i for i in joints if i < last]
            if not before:
                break
            last = before[-1]
        return first, last

    def _plain(self, first: int, last: int, below: list[Fill]) -> list[Fill]:
        a, b = self._characters(first, last)
        if b - a < 2:  # noqa: PLR2004 -- a letter is no topic
            return []
        country = self.of("country", first)
        whole = country and country[0].start <= a and b <= country[0].end
        named = country[0].value if whole else ""
        kind = "country" if whole else "around" if below else ""
        if below:
            named = below[0].normal
        return [Fill(a, b, named, "", kind, self.phrases.head((first, last)).i)]

    def clause_text(self, clause: Clause) -> Fill:
        """Return the clause's own words from its first to its last, with the noun or verb it leans on.

        "arrested in May" is told with the noun it describes, "to expire in 2021" with "is set".
        """
        inside = set(clause.tokens)
        head = self.tokens[clause.head]
        for _ in range(_UP_TO_NOUN):
            if head.dep in ("acl", "relcl"):
                noun = self.tokens[head.head]
                inside |= set(range(self._own(noun)[0], noun.i + 1))
                break
            if head.dep != "xcomp" or head.head == head.i:
                break
            head = self.tokens[head.head]
            inside |= {i for i in (head.i, *head.deps) if i < clause.head}
            inside |= {
                i
                for s in head.deps
                if self.tokens[s].dep in _SUBJECT
                for i in range(self._edge(s, left=True), s + 1)
            }
        first, last = min(inside), max(inside) + 1
        while first < clause.head and (
            self.tokens[first].pos in ("PUNCT", "CCONJ", "SCONJ") or self.tokens[first].lower in _JOINING
        ):
            first += 1
        while last > clause.head + 1 and self.tokens[last - 1].pos in ("PUNCT", "CCONJ"):
            last -= 1
        a, b = self._characters(first, last)
        return Fill(a, b, head=clause.head)
