"""Verbs of saying in a reading in; who says it, as a noun phrase, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from brief.extract.reading import Mention, Reading, Token
from brief.lexicon import Lexicon

CLIMB = 10  # steps up a tree; longer paths in news text are parser errors
SUBJECT = ("nsubj", "nsubjpass")
NAMED = ("NOUN", "PROPN", "PRON")
VERBAL = ("VERB", "AUX")
INSIDE = ("det", "amod", "compound", "poss", "nmod", "nummod", "case", "advmod", "quantmod", "predet", "punct")
MARKS = frozenset("\"”'’»")
APPOSED = 4  # tokens between a noun and the name set beside it
LONGEST = 16  # tokens of a holder's phrase

Range = tuple[int, int]


def stance_of(lemma: str, lexicon: Lexicon) -> str:
    """Return the class of a verb of saying (say, deny, demand, accuse, promise, warn, …), "" for other words."""
    return next((name for name, lemmas in lexicon.table("speech.stances").items() if lemma in lemmas), "")


def holder_range(reading: Reading, i: int, lexicon: Lexicon) -> Range:
    """Return the token range of the noun phrase around a noun: "a senior State Department official".

    It takes in what stands before the noun, coordinated nouns and "of", "in", "for" parts after it;
    appositions and relative clauses stay outside.
    """
    first, last = _Phrases(reading.tokens, lexicon).around(i)
    for mention in reading.mentions:
        touches = mention.first < last < mention.last or mention.first == last
        if (
            mention.type == "person"
            and mention.kind == "name"
            and touches
            and _may_precede_name(reading.tokens, last - 1)
        ):
            return first, mention.last
    return first, last


def _may_precede_name(tokens: list[Token], i: int) -> bool:
    return tokens[i].pos in ("NOUN", "PROPN") and tokens[i].tag not in ("NNS", "NNPS")


def holder_phrase(reading: Reading, i: int, lexicon: Lexicon) -> tuple[int, int]:
    """Return the characters of `holder_range`."""
    first, last = holder_range(reading, i, lexicon)
    return reading.tokens[first].start, reading.tokens[last - 1].end


class _Phrases:
    """Noun phrases by their heads."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.preps = lexicon.words("speech.holder_preps")

    def around(self, i: int) -> Range:
        """Return the range of tokens, at most `LONGEST` on either side, that name what token i names."""
        tokens = self.tokens
        chosen, pending = {i}, [i]
        while pending:
            at = pending.pop()
            below = [c for c in tokens[at].deps if c not in chosen and self._belongs(c, at, i)]
            chosen.update(below)
            pending += below
        first, last = i, i + 1
        while first - 1 in chosen and i - first < LONGEST:
            first -= 1
        while last in chosen and last - i < LONGEST:
            last += 1
        while last - 1 > i and tokens[last - 1].pos in ("PUNCT", "CCONJ", "ADP"):
            last -= 1
        while first < i and tokens[first].pos in ("PUNCT", "ADV", "CCONJ"):
            first += 1
        return self._mended(first, last)

    def _mended(self, first: int, last: int) -> Range:
        """Return the range with a determiner and the rest of a name that the parser hung elsewhere."""
        tokens, sentence = self.tokens, self.tokens[first].sentence
        if first and tokens[first - 1].tag in ("DT", "PRP$") and tokens[first - 1].sentence == sentence:
            first -= 1
        while last < len(tokens) and tokens[last].pos == tokens[last - 1].pos == "PROPN":
            if tokens[last].sentence != sentence:
                break
            last += 1
        return first, last

    def _belongs(self, child: int, parent: int, head: int) -> bool:
        token = self.tokens[child]
        if token.sentence != self.tokens[head].sentence or token.text in ('"', "“", "”", ",", ";", ":", "(", ")"):
            return False
        if token.dep in INSIDE:
            return child < parent or token.dep == "case"
        if token.dep == "prep":
            return child > parent and token.lower in self.preps and self.tokens[parent].pos != "PRON"
        if token.dep == "pobj":
            return True
        return token.dep in ("cc", "conj") and parent == head and token.pos in (*NAMED, "CCONJ")


@dataclass(slots=True)
class Holders:
    """Finds who says what a verb of saying introduces. `quoted` holds the tokens inside quotation marks."""

    reading: Reading
    lexicon: Lexicon
    quoted: frozenset[int]

    def of(self, cue: int) -> int | None:
        """Return the token of the noun that says what the verb at `cue` introduces, None when unsure."""
        inverted = self._inverted(cue)
        if inverted is not None:
            return inverted
        for token in self._verbs_up(cue):
            found = self._subject(token)
            if found is not None:
                return self.speaker(found)
            if token.dep == "acl":
                return self._owner(token.head)
        return self._beside(cue)

    def _verbs_up(self, cue: int) -> Iterator[Token]:
        """Yield the verb and those whose subject it shares: "met them and said", "left, adding that"."""
        token = self.reading.tokens[cue]
        for _ in range(CLIMB):
            yield token
            above = self.reading.tokens[token.head]
            if token.dep == "pcomp" and above.dep == "prep":
                token, above = above, self.reading.tokens[above.head]
                if above.lemma in self.lexicon.words("speech.quoting"):
                    yield above
                    return
            shares = token.dep in ("conj", "xcomp", "advcl", "prep")
            if not shares or above.pos not in VERBAL or above.i in self.quoted or above.i == token.i:
                return
            governs = self.reading.tokens[above.head]
            adds = token.dep == "advcl" and token.tag == "VBG" and above.dep == "ccomp"
            token = governs if adds and governs.pos in VERBAL else above  # X said that Y left, adding: X adds

    def _subject(self, verb: Token) -> int | None:
        tokens = self.reading.tokens
        words = self.lexicon.words
        passive = any(tokens[c].dep in ("auxpass", "nsubjpass") for c in verb.deps)
        quoting = verb.lemma in words("speech.quoting")
        if passive and not quoting:
            return self._agent(verb)
        if quoting and not passive:
            as_saying = any(tokens[c].lower == "as" for c in verb.deps)
            if as_saying:
                return next((c for c in verb.deps if tokens[c].dep == "dobj"), None)
        subjects = [c for c in verb.deps if tokens[c].dep in SUBJECT and c not in self.quoted]
        relatives = words("speech.relatives")
        found = max(subjects, key=lambda c: (tokens[c].lower not in relatives, c < verb.i, c), default=None)
        if found is not None and tokens[found].lower in relatives and self._is_noun_of(verb.i - 1, verb):
            return verb.i - 1  # which the opposition brands "…": the parser saw a noun "opposition brands"
        return found

    def _is_noun_of(self, i: int, verb: Token) -> bool:
        token = self.reading.tokens[i]
        return token.pos in NAMED and token.head == verb.i and token.dep == "compound"

    def _agent(self, verb: Token) -> int | None:
        """Return X of "by X": below the verb, or as the parser has it below what the verb says."""
        tokens = self.reading.tokens
        below = [c for c in verb.deps if c not in self.quoted]
        below += [g for c in verb.deps for g in tokens[c].deps] + [
            g for c in verb.deps for b in tokens[c].deps for g in tokens[b].deps
        ]
        by = (c for c in sorted(below) if tokens[c].lower == "by" and c > verb.i and c not in self.quoted)
        return next((o for b in by for o in tokens[b].deps if tokens[o].dep == "pobj"), None)

    def speaker(self, i: int) -> int | None:
        """Return the noun itself, what a relative pronoun stands for, or None when nobody can be meant."""
        tokens, words = self.reading.tokens, self.lexicon.words
        token = tokens[i]
        if token.lower in words("speech.relatives"):
            verb = tokens[token.head]
            if verb.dep == "relcl" and tokens[verb.head].pos in NAMED:
                return self.speaker(verb.head) if verb.head not in self.quoted else None
            return None
        if i in self.quoted or token.lower in words("speech.no_holder") or token.ent in words("speech.no_entity"):
            return None
        if token.lemma in words("speech.claims") or self._is_mute(token):
            return None
        return i if token.pos in NAMED else None

    def _is_mute(self, token: Token) -> bool:
        """Return whether a common noun names something that cannot speak."""
        if token.pos != "NOUN" or token.lemma in self.lexicon.words("speech.speaking"):
            return False
        return token.lemma.endswith(self.lexicon.sequence("speech.mute_endings"))

    def _owner(self, i: int) -> int | None:
        """Return whose statement it is: "the ministry's statement saying"."""
        tokens = self.reading.tokens
        if tokens[i].lemma not in self.lexicon.words("speech.statement"):
            return self.speaker(i) if tokens[i].pos == "PROPN" or self.person(i) else None
        owner = next((c for c in tokens[i].deps if tokens[c].dep == "poss"), None)
        return self.speaker(owner) if owner is not None else None

    def _inverted(self, cue: int) -> int | None:
        """Return the noun after a verb that follows closing marks and has no subject of its own: "…," said Katz."""
        tokens = self.reading.tokens
        subjects = [c for c in tokens[cue].deps if tokens[c].dep in SUBJECT and c not in self.quoted]
        if tokens[cue].tag not in ("VBD", "VBZ") or subjects:
            return None
        before = cue - 2 if cue > 1 and tokens[cue - 1].text == "," else cue - 1
        if before < 0 or not (before in self.quoted or tokens[before].text in MARKS):
            return None
        last = self.reading.sentences[tokens[cue].sentence].last
        after = cue + 1
        while after < last and tokens[after].dep in INSIDE and tokens[after].pos not in ("PUNCT", "ADV"):
            after += 1
        found = after < last and tokens[after].pos in NAMED and after not in self.quoted
        return self.speaker(after) if found else None

    def _beside(self, cue: int) -> int | None:
        """Return the noun right before a verb that the parser gave no subject: "…," the envoy said."""
        tokens = self.reading.tokens
        before = cue - 1
        while before >= 0 and tokens[before].pos in ("ADV", "AUX") and not self._named(before):
            before -= 1
        if before < 0 or before in self.quoted or tokens[before].sentence != tokens[cue].sentence:
            return None
        if self._named(before):
            return before
        finite = tokens[cue].tag in ("VBD", "VBZ", "VBP")
        return self.speaker(before) if finite and tokens[before].pos in NAMED else None

    def person(self, i: int) -> str:
        """Return the local id of the person whom a noun or pronoun means, "" when none or several are meant."""
        tokens = self.reading.tokens
        if any(tokens[c].dep == "conj" for c in tokens[i].deps):
            return ""
        first, last = holder_range(self.reading, i, self.lexicon)
        beside = [c for c in tokens[i].deps if tokens[c].dep == "appos" and c - last <= APPOSED]
        found = [m for n in (i, *beside) for m in self._named(n)]
        found += [m for m in self.reading.mentions if m.type == "person" and m.last == last and first < m.first]
        return found[0].value if found else ""

    def surname(self, i: int) -> str:
        """Return the one person whose family name a word in capitals is: the label "LIND"."""
        word = self.reading.tokens[i].text
        fits = [p.id for p in self.reading.persons.values() if p.name.split()[-1].casefold() == word.casefold()]
        return fits[0] if word.isupper() and len(fits) == 1 else ""

    def _named(self, i: int) -> list[Mention]:
        """Return the mentions of persons at a token, those that it carries first."""
        found = [m for m in self.reading.mentions if m.type == "person" and m.first <= i < m.last]
        return sorted(found, key=lambda m: (m.head != i, m.first))
