"""A person's mention in; the phrases around it that say what he or she is out, as token ranges.

Phrases are read by their words, not by the parse, which unusual names split: before the name
("Kenyan Foreign Minister NAME", "the mayor of Lima, NAME,"), after it ("NAME, a nurse from Lyon,"),
and after "is".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from brief.extract.names_ranges import covered
from brief.extract.reading import Mention, Reading, Sentence, Token
from brief.lexicon import Lexicon

LINKS = frozenset({"of", "for", "at", "to", "in", "on", "from", "with"})
INNER = frozenset({"the", "and", "&", "a", "an"})
GAPS = LINKS | {"general", "elect", "designate", "emeritus", "-", "delegate"}
NEAR_LINKS = frozenset({"of", "for", "at", "in", "on"})  # right before a name: "head of the fund NAME"
CLOSING = frozenset({",", ".", ";", ")", ":", "-", "–", "—", '"', "'", "who", "and", "of", "?", "!", "]", "but"})
DASHES = frozenset({",", "(", "-", "–", "—"})
POSSESSIVES = frozenset({"his", "her", "its", "their", "my", "our", "whose"})
ARTICLES = frozenset({"a", "an", "the"})
WORDS = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
FARTHEST = 24  # words of a role, at most
HEAD_WITHIN = 9  # words before the role noun, at most
Where = Literal["before", "after", "is", "affiliation"]


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """A role as a token range, its noun, and where it stands to the name."""

    first: int
    last: int
    noun: int
    where: Where
    body: tuple[int, int] | None = None  # an organisation named apart from it, as a token range


class RoleReader:
    """Reads the roles of one reading's persons."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self._tokens, self._sentences = reading.tokens, reading.sentences
        self._nouns = lexicon.words("roles.nouns")
        self._modifiers = lexicon.words("roles.modifiers")
        self._befallen = lexicon.words("roles.befallen")
        self._thin = lexicon.words("roles.thin")
        self._kin = lexicon.words("roles.kin") | lexicon.words("roles.kin_m") | lexicon.words("roles.kin_f")
        self._honorifics = lexicon.words("names.honorifics")
        self._persons = covered(m for m in reading.mentions if m.type == "person")
        self._countries = covered(m for m in reading.mentions if m.type == "country")
        self._bodies = {m.first: m for m in reading.mentions if m.type == "organisation"}

    def phrases(self, mention: Mention) -> Iterator[RolePhrase]:
        """Yield every role phrase that belongs to the mention."""
        sentence = self._sentences[self._tokens[mention.first].sentence]
        yield from self._before(mention, sentence)
        yield from self._inverted(mention, sentence)
        phrase = self._after(mention, sentence)
        if phrase:
            yield phrase
        yield from self._affiliation(mention, sentence)

    def is_role(self, i: int) -> bool:
        """Return whether the token is a role noun in the singular, no possessor."""
        token = self._tokens[i]
        if token.lower not in self._nouns and token.lower.rpartition("-")[2] not in self._nouns:
            return False
        following = self._tokens[i + 1] if i + 1 < len(self._tokens) else None
        return following is None or following.lower not in {"'s", "'"}

    # ---- before the name

    def _before(self, mention: Mention, sentence: Sentence) -> Iterator[RolePhrase]:
        i = self._skip_titles(mention.first - 1, sentence)
        polite = i < mention.first - 1
        if i >= sentence.first and self._tokens[i].text != ",":
            phrase = self._ending_at(i, sentence, comma=False)
            if phrase:
                yield phrase
                i, polite = phrase.first - 1, True
        if i > sentence.first and self._tokens[i].text == "," and (polite or self._closes(mention.last, sentence)):
            phrase = self._ending_at(i - 1, sentence, comma=True)
            if phrase:
                yield phrase

    def _skip_titles(self, i: int, sentence: Sentence) -> int:
        """Return the token before courtesy titles and before "(ret.)"."""
        while i >= sentence.first:
            if self._tokens[i].text in self._honorifics:
                i -= 1
            elif self._tokens[i].text == ")" and any(t.lower.startswith("ret") for t in self._tokens[i - 3 : i]):
                while i > sentence.first and self._tokens[i].text != "(":
                    i -= 1
                i -= 1
            else:
                break
        return i

    def _closes(self, i: int, sentence: Sentence) -> bool:
        return i >= sentence.last or self._tokens[i].lower in CLOSING

    def _ending_at(self, i: int, sentence: Sentence, *, comma: bool) -> RolePhrase | None:
        """Return the role that ends at `i`, right before the name or before a comma before it."""
        start = self._window(i, sentence, comma=comma)
        noun = self._noun_before(start, i)
        if noun < 0 or (not comma and any(t.lower in LINKS - NEAR_LINKS for t in self._tokens[noun + 1 : i + 1])):
            return None
        if comma:
            noun = self._outermost(noun, start)
        first = self._widen_left(noun, start)
        if comma:
            first = self._over_commas(first, start)
        elif self._tokens[noun].lower in self._thin:
            first = self._portfolio(first, noun, start)
        first = self._trimmed(first, noun)
        return RolePhrase(self._with_relative(first, noun), i + 1, noun, "before", self._body_whose(first - 1))

    def _with_relative(self, first: int, noun: int) -> int:
        """Return the start with the person whose relative or lawyer is meant: "Osei's lawyer"."""
        if self._tokens[noun].lower in self._kin and self._tokens[first - 1].text in {"'s", "'"}:
            while first - 2 in self._persons or (
                first - 1 in self._persons and self._tokens[first - 1].text != "'s"
            ):
                first -= 1
            return first - 1 if self._tokens[first - 1].i in self._persons else first
        return first

    def _body_whose(self, i: int) -> tuple[int, int] | None:
        """Return the organisation in "the Election Board, whose president, NAME"."""
        if i < 2 or self._tokens[i].lower != "whose" or self._tokens[i - 1].text != ",":  # noqa: PLR2004 -- tokens
            return None
        return next(((m.first, m.last) for m in self._bodies.values() if m.last == i - 1), None)

    def _window(self, i: int, sentence: Sentence, *, comma: bool) -> int:
        """Return where the words begin that can belong to a role ending at `i`."""
        lowest = max(sentence.first, i - FARTHEST)
        while i >= lowest and self._fits(i, comma=comma):
            i -= 1
        return i + 1

    def _fits(self, i: int, *, comma: bool) -> bool:
        token = self._tokens[i]
        if i in self._persons:
            return False
        if token.text == ",":
            near = self._tokens[i - 1 : i + 2]
            return comma and i > 0 and near[0].text[:1].isupper() and near[-1].text[:1].isupper()
        if token.pos in WORDS or token.lower in LINKS or token.lower in INNER or token.lower in self._nouns:
            return token.lower not in POSSESSIVES
        return (
            token.text in {"-", "'s", "'", "&"} or token.lower in self._modifiers or token.lower in self._befallen
        )

    def _noun_before(self, start: int, i: int) -> int:
        """Return the last role noun from which only "of", "for" and the like lead to `i`, -1 for none."""
        for k in range(i, start - 1, -1):
            if not self.is_role(k) or self._tokens[k].tag in {"NNS", "NNPS"}:
                if k < i and self._tokens[k].text in {"'s", "'"}:
                    return -1
                continue
            if k == i or self._tokens[k + 1].lower in GAPS:
                return k
            if self._tokens[k].lower not in self._modifiers:  # "National" in "Minister of National Defence"
                return -1
        return -1

    def _outermost(self, noun: int, start: int) -> int:
        """Return the first role noun that leads to this one by "of" or "for": "adviser to the president"."""
        for k in range(noun - 1, start - 1, -1):
            if self._tokens[k].text == ",":
                break
            if self.is_role(k) and self._tokens[k + 1].lower in LINKS:
                noun = k
        return noun

    def _widen_left(self, noun: int, start: int) -> int:
        """Return where the words before a role noun begin: adjectives, nouns, possessors that are no persons."""
        first = noun
        while first > start:
            token, before = self._tokens[first - 1], self._tokens[first - 2] if first - 2 >= start else None
            if token.text in {"'s", "'"}:
                if before is None or first - 2 in self._persons:
                    break
            elif token.lower in {"and", "&"}:
                paired = before is not None and (self.is_role(first - 2) or before.lower in self._modifiers)
                if not paired or self._tokens[first].lower in INNER:
                    break
            elif token.lower in LINKS or token.lower in INNER or token.text == "," or self._is_alien(token, noun):
                break
            first -= 1
        return first

    def _is_alien(self, token: Token, noun: int) -> bool:
        """Return whether a common noun stands before an office in capitals: "with those words President NAME"."""
        office = self._tokens[noun].text.istitle() and token.text.islower() and token.pos == "NOUN"
        return office and token.lower not in self._modifiers and not self.is_role(token.i)

    def _over_commas(self, first: int, start: int) -> int:
        """Return where a row of offices begins: "Minister of State, Minister of Trade, Mr NAME"."""
        for k in range(start, first):
            if self.is_role(k) and any(t.text == "," for t in self._tokens[k:first]):
                return self._widen_left(k, start)
        return first

    def _portfolio(self, first: int, noun: int, start: int) -> int:
        """Return where an office before a rank begins: "Minister of Defence General NAME"."""
        link = first - 1
        if (
            link - 1 >= start
            and first < noun
            and self._tokens[link].lower in {"of", "for"}
            and self.is_role(link - 1)
        ):
            return self._widen_left(link - 1, start)
        return first

    def _trimmed(self, first: int, noun: int) -> int:
        """Return the start without articles, ages and what only befell the person."""
        while first < noun:
            token = self._tokens[first]
            age = token.pos == "NUM" or token.lower in {"-", "year", "old"} or token.lower.endswith("-year-old")
            if not (age or token.lower in self._befallen or token.lower in INNER or token.text in {"'s", "'", ","}):
                break
            if token.lower in self._befallen and first in self._countries:
                break
            first += 1
        return first

    def _inverted(self, mention: Mention, sentence: Sentence) -> Iterator[RolePhrase]:
        """Yield "Kenyan president" of "the last Kenyan president to visit was NAME"."""
        verb = mention.first - 1
        if verb <= sentence.first or self._tokens[verb].lower not in {"is", "was"}:
            return
        for k in self._tokens[verb].deps:
            if k < verb and self._tokens[k].dep == "nsubj" and self.is_role(k):
                first = self._trimmed(self._widen_left(k, sentence.first), k)
                yield RolePhrase(first, k + 1, k, "is")

    # ---- after the name

    def _after(self, mention: Mention, sentence: Sentence) -> RolePhrase | None:
        i = mention.last
        if i + 1 >= sentence.last:
            return None
        if self._tokens[i].lower in {"is", "was", "remains", "became"}:
            return self._beginning_at(i + 1, sentence, "is")
        if self._tokens[i].text not in DASHES:
            return None
        i += 1
        if self._tokens[i].text.isdigit() and i + 2 < sentence.last and self._tokens[i + 1].text in {",", ")", ":"}:
            i += 2 if self._tokens[i + 1].text != ")" or self._tokens[i + 2].text != "," else 3
        if self._tokens[i].lower == "who" and i + 1 < sentence.last and self._tokens[i + 1].lower in {"is", "was"}:
            i += 2
        return self._beginning_at(i, sentence, "after")

    def _beginning_at(self, i: int, sentence: Sentence, where: Where) -> RolePhrase | None:
        """Return the role that begins at `i`, None when what stands there is none."""
        while i < sentence.last and self._tokens[i].pos == "ADV" and self._tokens[i].lower not in self._modifiers:
            i += 1
        noun = self._noun_after(i, sentence)
        if noun < 0 or noun + 1 in self._persons:
            return None
        if where == "is" and self._tokens[i].lower not in ARTICLES:
            return None
        last = self._end_after(noun, sentence)
        bare = where == "after" and self._tokens[i].lower not in ARTICLES | POSSESSIVES
        if last in self._persons or (bare and not self._closes(last, sentence)):
            return None
        if self._tokens[noun].lower == "counterpart":
            return None
        return RolePhrase(self._trimmed(self._past_possessor(i, noun), noun), last, noun, where)

    def _past_possessor(self, first: int, noun: int) -> int:
        """Return the start behind an article or pronoun and behind a person's "'s"."""
        if self._tokens[first].lower in ARTICLES | POSSESSIVES:
            first += 1
        for k in range(first, noun) if self._tokens[noun].lower not in self._kin else ():
            if k in self._persons and self._tokens[k + 1].text in {"'s", "'"}:
                first = k + 2
        return first

    def _noun_after(self, i: int, sentence: Sentence) -> int:
        """Return the role noun of the phrase that begins at `i`, -1 when there is none in the singular."""
        opening = self._tokens[i] if i < sentence.last else None
        if opening is None or not self._may_open(opening):
            return -1
        for k in range(i, min(i + HEAD_WITHIN, sentence.last)):
            token = self._tokens[k]
            if self.is_role(k) and not self._goes_on(k, sentence):
                return -1 if token.tag in {"NNS", "NNPS"} else k
            fits = token.pos in WORDS or token.lower in self._modifiers or token.lower in self._nouns
            own = token.lower in ARTICLES | POSSESSIVES and k == i
            if not (fits or own or token.text in {"-", "'s", "'"} or token.lower in self._befallen):
                if token.lower in {"and", "&"} and k > i and self._tokens[k - 1].lower in self._modifiers:
                    continue
                return -1
        return -1

    def _may_open(self, token: Token) -> bool:
        if token.lower in ARTICLES | POSSESSIVES or token.i in self._countries or token.i in self._bodies:
            return True
        known = token.lower in self._modifiers or token.lower in self._nouns or token.lower in self._befallen
        return known or (token.text[:1].isupper() and token.pos in {"PROPN", "ADJ", "NOUN"})

    def _goes_on(self, k: int, sentence: Sentence) -> bool:
        """Return whether a role noun only describes the next word: "prime minister", "star witness"."""
        if k + 1 >= sentence.last or k + 1 in self._persons:
            return False
        following = self._tokens[k + 1]
        return self.is_role(k + 1) or (following.pos == "NOUN" and following.lower not in GAPS)

    def _end_after(self, noun: int, sentence: Sentence) -> int:
        """Return where the phrase after a role noun ends: "of the Institute for Peace and Law"."""
        i = last = noun + 1
        while i < min(sentence.last, noun + FARTHEST) and i not in self._persons:
            token = self._tokens[i]
            if token.lower in {"and", "&"}:
                following = self._tokens[i + 1] if i + 1 < sentence.last else token
                if not (self._tokens[i - 1].text[:1].isupper() and following.text[:1].isupper()) or self.is_role(
                    i + 1
                ):
                    break
            elif token.pos in WORDS or token.text in {"'s", "'"} or (token.text == "-" and self._hyphen(i)):
                last = i + 1
            elif not (token.lower in LINKS or token.lower in INNER) or token.ent in {"DATE", "TIME"}:
                break
            i += 1
        return last

    def _hyphen(self, i: int) -> bool:
        return self._tokens[i - 1].end == self._tokens[i].start and self._tokens[i].end == self._tokens[i + 1].start

    def _affiliation(self, mention: Mention, sentence: Sentence) -> Iterator[RolePhrase]:
        """Yield "International Peace Council" of "NAME of the International Peace Council"."""
        i = mention.last
        if i + 1 < sentence.last and self._tokens[i].lower == "of":
            i += 1 + (self._tokens[i + 1].lower == "the")
            body = self._bodies.get(i)
            if body is not None and body.last - body.first > 1:
                yield RolePhrase(body.first, body.last, body.last - 1, "affiliation")
