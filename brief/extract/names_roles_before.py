"""A person's mention in; the roles that stand before the name, as token ranges, out.

Phrases are read by their words, not by the parse, which unusual names split.
"""

from __future__ import annotations

from collections.abc import Iterator

from brief.extract.names_role_words import (
    ARTICLES,
    FARTHEST,
    GAPS,
    INNER,
    LINKS,
    NEAR_LINKS,
    POSSESSIVES,
    WORDS,
    RolePhrase,
    RoleWords,
)
from brief.extract.reading import Mention, Sentence, Token

OPENING = 2  # words before a role that still opens its sentence


class RolesBefore(RoleWords):
    """Reads the roles before a name."""

    def before(self, mention: Mention, sentence: Sentence) -> Iterator[RolePhrase]:
        """Yield "Kenyan Foreign Minister" and "mayor of Lima" of what stands before the mention."""
        i = self._skip_titles(mention.first - 1, sentence)
        polite = i < mention.first - 1
        if i > sentence.first and self._tokens[i].lower in self._one_name and self.is_role(i - 1):
            i -= 1  # "Kenyan envoy Prince NAME"
        if i >= sentence.first and self._tokens[i].text != ",":
            phrase = self._ending_at(i, sentence, comma=False)
            if phrase:
                yield phrase
                i, polite = phrase.first - 1, self._is_rank(phrase.noun)
                if i > sentence.first and self._tokens[i].lower in ARTICLES:
                    yield from self._member(i - 1, sentence)
        if i > sentence.first and self._tokens[i].text == ",":
            phrase = self._ending_at(i - 1, sentence, comma=True)
            row = self._in_row(mention.first, sentence)
            if phrase and not row and self._is_anothers(phrase, sentence):
                return
            if phrase and (polite or self._closes(mention.last, sentence) or self._opens(phrase, sentence)):
                yield phrase

    def _is_anothers(self, phrase: RolePhrase, sentence: Sentence) -> bool:
        """Return whether a role in commas is that of the person before it: "NAME, minister of Kenya, NAME and"."""
        i = phrase.first - 1
        while i > sentence.first and self._tokens[i].lower in ARTICLES:
            i -= 1
        if i <= sentence.first or self._tokens[i].text != "," or i - 1 not in self._persons:
            return False
        i -= 1
        while i >= sentence.first and i in self._persons:
            i -= 1
        i = self._skip_titles(i, sentence)
        return i < sentence.first or not self.is_role(i)

    def _is_rank(self, noun: int) -> bool:
        """Return whether a role before a name may follow another one: "the commander, General NAME".

        After an office it is mostly somebody else's: "the first by a Kenyan leader, Trade Minister NAME said".
        """
        word = self._tokens[noun].lower
        return word in self._thin or word in self._kin or word not in self._office

    def _opens(self, phrase: RolePhrase, sentence: Sentence) -> bool:
        """Return whether a longer role opens the sentence: "Kenya's trade minister, NAME has resigned"."""
        return phrase.first - sentence.first <= OPENING and phrase.last - phrase.first > 1

    def _member(self, i: int, sentence: Sentence) -> Iterator[RolePhrase]:
        """Yield "Danish citizen" of "a Danish citizen, the nurse NAME"."""
        if i > sentence.first and self._tokens[i].text == "," and self._tokens[i - 1].lower in self._members:
            phrase = self._ending_at(i - 1, sentence, comma=True)
            if phrase:
                yield phrase

    def _skip_titles(self, i: int, sentence: Sentence) -> int:
        """Return the token before courtesy titles and before "(ret.)"."""
        while i >= sentence.first:
            if self._is_courtesy(i):
                i -= 1
            elif self._tokens[i].text == ")" and any(t.lower.startswith("ret") for t in self._tokens[i - 3 : i]):
                while i > sentence.first and self._tokens[i].text != "(":
                    i -= 1
                i -= 1
            else:
                break
        return i

    def _ending_at(self, i: int, sentence: Sentence, *, comma: bool) -> RolePhrase | None:
        """Return the role that ends at `i`, right before the name or before a comma before it."""
        if self._tokens[i].lower in LINKS or self._tokens[i].lower in INNER:
            return None
        start = self._window(i, sentence, comma=comma)
        noun = self._noun_before(start, i)
        if noun < 0 or (not comma and any(self._leads_off(t) for t in self._tokens[noun + 1 : i + 1])):
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

    def _leads_off(self, token: Token) -> bool:
        """Return whether a small word leads out of a role before a name; "envoy of Kenya to Peru NAME" is one."""
        sent = token.lower == "to" and token.i + 1 in self._countries
        return token.lower in LINKS - NEAR_LINKS and not sent

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
        if token.pos in {"DET", "PRON"} and self._tokens[i - 1].lower in {"to", "of", "for"}:
            return True  # "ambassador to that country"
        other = token.lower in self._modifiers or token.lower in self._befallen
        return other or token.text in {"-", "'s", "'", "&"}

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
            elif self._is_outside(token, noun):
                break
            first -= 1
        return first

    def _is_outside(self, token: Token, noun: int) -> bool:
        linked = token.lower in LINKS and not self._hyphened(token.i)
        return linked or token.lower in INNER or token.text == "," or self._is_alien(token, noun)

    def _hyphened(self, i: int) -> bool:
        """Return whether a small word stands inside hyphens: "editor-in-chief"."""
        return self._tokens[i + 1].text == "-" and self._tokens[i + 1].start == self._tokens[i].end

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

    def inverted(self, mention: Mention, sentence: Sentence) -> Iterator[RolePhrase]:
        """Yield "Kenyan president" of "the last Kenyan president to visit was NAME"."""
        verb = mention.first - 1
        if verb <= sentence.first or self._tokens[verb].lower not in {"is", "was"}:
            return
        for k in self._tokens[verb].deps:
            if k < verb and self._tokens[k].dep == "nsubj" and self.is_role(k):
                first = self._trimmed(self._widen_left(k, sentence.first), k)
                yield RolePhrase(first, k + 1, k, "is")
