"""A clause in, who says it out: whoever acts in the verb of saying above it or beside it, or whom it is told by."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from brief.extract.clauses import Clause
from brief.extract.frames import Fill
from brief.extract.reading import Mention, Reading, Token
from brief.extract.slots import SlotFiller
from brief.lexicon import Lexicon

_SAME = ("same", "said")  # "the same diplomat" is told of before
_LONG = 12  # words of a phrase on either side of its noun
_BACK = 4  # sentences back to one who acts
_UP = 8  # steps from a clause to the verb of saying above it


class Speakers:
    """Who says what in one reading. `verbal` are its clauses by their heads, `saying` the verbs of saying.

    Which nouns name nobody when they stand alone, and what else an office is called, is in the lists.
    """

    def __init__(
        self,
        reading: Reading,
        verbal: Mapping[int, Clause],
        slots: SlotFiller,
        saying: Collection[str],
        lexicon: Lexicon,
    ) -> None:
        self._offices = lexicon.table("stands.offices")
        vague = lexicon.words("stands.vague")
        self._reading, self._tokens, self._vague = reading, reading.tokens, vague
        self._verbal, self._slots, self._saying = verbal, slots, saying

    def known(self, fill: Fill) -> Fill | None:
        """Return who a bare word for a holder stands for ("the minister"), None when nobody can tell.

        Names and fuller phrases stay as they are.
        """
        before = (t for t in self._tokens[max(0, fill.head - _UP) :] if t.start >= fill.start)
        word = next((t for t in before if t.pos not in ("DET", "PRON") and t.lower not in _SAME), None)
        bare = fill.kind == "phrase" and not fill.entity and word is not None and word.end >= fill.end
        if fill.kind == "phrase" and not fill.entity and not bare and word is not None:
            return self._by_role(fill) or fill
        if not bare or word is None or word.lemma not in self._vague:
            return fill
        if word.tag in ("NNS", "NNPS"):
            return None  # "officials": anybody
        if word.lower in self._slots.visitors:
            return Fill(fill.start, fill.end, "", "@principal", "part", word.i)
        return self._in_office(word) or self._fuller(word)

    def _in_office(self, word: Token) -> Fill | None:
        """Return the only one who holds an office in the source, or who was the subject just before."""
        fits = {p.id for p in self._reading.persons.values() if word.lower in p.role.lower().split()}
        if len(fits) > 1:
            fits &= next(
                (found for n in range(word.sentence, word.sentence - _BACK, -1) if (found := self._acting(n))),
                set(),
            )
        return Fill(word.start, word.end, "", fits.pop(), "title", word.i) if len(fits) == 1 else None

    def _by_role(self, fill: Fill) -> Fill | None:
        """Return the only one whose role says what a phrase does: "the Minister of State"."""
        inside = [t for t in self._tokens[max(0, fill.head - _LONG) : fill.head + _LONG] if fill.start <= t.start]
        inside = [t for t in inside if t.end <= fill.end]
        said = {t.lower for t in inside if t.text.isalpha() and t.pos not in ("DET", "ADP", "PRON")}
        definite = inside and (inside[0].lower == "the" or (inside[0].text.istitle() and inside[0].pos != "DET"))
        if not definite or not said or any(t.tag in ("NNS", "NNPS", "POS", "CC") for t in inside):
            return None
        states = {m.value for m in self._reading.mentions if m.type == "country" and _within(m, inside)}
        said -= {t.lower for m in self._reading.mentions if m.type == "country" for t in inside if _covers(m, t)}
        same = self._offices.get(" ".join(t.lower for t in inside if t.pos != "DET"), ())
        said = {word.rstrip("s") for word in said}
        roles = {p.id: p.role.lower().replace("-", " ").split() for p in self._reading.persons.values()}
        held = {key: {word.rstrip("s") for word in words} for key, words in roles.items()}
        fits = [p for p, words in held.items() if words and (said <= words or words & set(same))]
        fits = [p for p in fits if not states or self._reading.persons[p].country in states] if said or same else []
        return Fill(fill.start, fill.end, "", fits[0], "title", fill.head) if len(fits) == 1 else None

    def _acting(self, number: int) -> set[str]:
        """Return the persons who are the subject of a sentence."""
        sentence = self._reading.sentences[max(0, number)]
        roots = [t for t in self._tokens[sentence.first : sentence.last] if t.head == t.i]
        subjects = {c for t in roots for c in t.deps if self._tokens[c].dep in ("nsubj", "nsubjpass")}
        people = (m for m in self._reading.mentions if m.type == "person")
        return {m.value for m in people if any(m.first <= c < m.last for c in subjects)}

    def _fuller(self, word: Token) -> Fill | None:
        """Return the last phrase before with the same noun and more to it: "a senior ministry official"."""
        for token in reversed(self._tokens[: word.i]):
            titles = any(self._slots.of("person", i) for i in (token.i, token.i + 1))
            if token.lemma == word.lemma and token.tag in ("NN", "NNP") and not titles:
                first, last = self._slots.own(token)
                if last - first > 1:
                    return Fill(self._tokens[first].start, self._tokens[last - 1].end, head=token.i, kind="phrase")
        return None

    def of(self, clause: Clause, head: int) -> list[Fill]:
        """Return who says what a token of a clause tells, nothing when only the source does."""
        token = self._tokens[head]
        for _ in range(_UP):
            above = self._verbal.get(token.i)
            if above is not None and head != token.i and token.lemma in self._saying:
                return self._named(above.roles.get("agent", ()))
            if token.head == token.i:
                break
            token = self._tokens[token.head]
        return self.beside(clause.head)

    def bracketed(self, end: int, head: int) -> list[Fill]:
        """Return who stands in brackets behind the character where a figure ends: "31 dead (PDMA, today)"."""
        sentence = self._reading.sentences[self._tokens[head].sentence]
        behind = [t for t in self._tokens[head : sentence.last] if t.start >= end]
        opened = next((n for n, t in enumerate(behind) if t.text == "("), None)
        inside = behind[opened + 1 :] if opened is not None else []
        inside = list(takewhile(lambda t: t.text not in (")", ",", ";"), inside))
        if not inside or any(t.pos in ("NUM", "VERB", "AUX") for t in inside):
            return []
        found = self._slots.fill("actor", [inside[-1].i])[:1]
        return [replace(f, start=max(f.start, inside[0].start)) for f in found]

    def beside(self, head: int) -> list[Fill]:
        """Return who is named in the sentence: "X died, the agency said", "according to the agency"."""
        span = self._reading.sentences[self._tokens[head].sentence]
        for token in self._tokens[span.first : span.last]:
            if token.dep == "parataxis" and token.lemma in self._saying and token.i in self._verbal:
                return self._named(self._verbal[token.i].roles.get("agent", ()))
            if token.lower == "according":
                objects = [g for c in token.deps for g in self._tokens[c].deps if self._tokens[g].dep == "pobj"]
                return self._named(objects)
            if token.lower == "per" and token.deps:
                return self._slots.fill("actor", token.deps)[:1]
        return []

    def _anybody(self, heads: Sequence[int]) -> list[Fill]:
        """Return the noun phrase of who says something and bears no title: "volunteers", "the village elder"."""
        nouns = [self._tokens[h] for h in heads if self._tokens[h].pos in ("NOUN", "PROPN")]
        if not nouns:
            return []
        first, last = self._slots.own(nouns[0], ("prep",))
        return [Fill(self._tokens[first].start, self._tokens[last - 1].end, head=nouns[0].i, kind="phrase")]

    def _named(self, heads: Sequence[int]) -> list[Fill]:
        """Return who acts at some heads; "the office" is the one that was named before."""
        found = self._slots.fill("actor", heads)[:1] or self._anybody(heads)
        if not found or found[0].kind != "phrase" or self._tokens[found[0].head].tag != "NN":
            return found
        word = self._tokens[found[0].head]
        if self._tokens[word.i - 1].pos in ("ADJ", "NOUN", "PROPN"):
            return found
        named = [m for m in self._reading.mentions if m.type == "organisation" and m.last <= word.i]
        fits = [m for m in named if word.lower in self._reading.source.text[m.start : m.end].casefold().split()]
        last = fits[-1] if fits else None
        return [Fill(last.start, last.end, last.value, "", "name", last.head)] if last else found


def _covers(mention: Mention, token: Token) -> bool:
    return mention.first <= token.i < mention.last


def _within(mention: Mention, tokens: Sequence[Token]) -> bool:
    return any(_covers(mention, token) for token in tokens)
