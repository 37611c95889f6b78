"""A person's mention in; the roles that stand after the name, as token ranges, out.

Phrases are read by their words, not by the parse, which unusual names split.
"""

from __future__ import annotations

from collections.abc import Iterator

from brief.extract.names_role_words import (
    ARTICLES,
    DASHES,
    FARTHEST,
    GAPS,
    HEAD_WITHIN,
    INNER,
    LINKS,
    POSSESSIVES,
    WORDS,
    RolePhrase,
    RoleWords,
    Where,
)
from brief.extract.reading import Mention, Sentence, Token


class RolesAfter(RoleWords):
    """Reads the roles after a name."""

    def after(self, mention: Mention, sentence: Sentence) -> Iterator[RolePhrase]:
        """Yield "nurse from Lyon" of what follows the mention in commas, brackets, after "is" or "of"."""
        phrase = self._after(mention, sentence)
        if phrase:
            yield phrase
        yield from self._affiliation(mention, sentence)

    def _after(self, mention: Mention, sentence: Sentence) -> RolePhrase | None:
        i = mention.last
        if i + 1 >= sentence.last:
            return None
        if self._tokens[i].lower in {"is", "was", "remains", "became"}:
            return self._beginning_at(i + 1, sentence, "is", held=False)
        if self._tokens[i].text not in DASHES:
            return None
        i += 1
        if self._tokens[i].text.isdigit() and i + 2 < sentence.last and self._tokens[i + 1].text in {",", ")", ":"}:
            i += 2 if self._tokens[i + 1].text != ")" or self._tokens[i + 2].text != "," else 3
        if self._tokens[i].lower == "who" and i + 1 < sentence.last and self._tokens[i + 1].lower in {"is", "was"}:
            i += 2
        held = mention.first > sentence.first and self.is_role(mention.first - 1)
        held = held or self._in_row(mention.first, sentence)
        return self._beginning_at(i, sentence, "after", held=held)

    def _leads_on(self, last: int, *, held: bool) -> bool:
        """Return whether a role in commas is the next one's: "Foreign Minister NAME, the mayor, NAME, and"."""
        following = last + 1
        while following < len(self._tokens) - 1 and self._is_courtesy(following):
            following += 1
        return held and self._tokens[last].text == "," and following in self._persons

    def _beginning_at(self, i: int, sentence: Sentence, where: Where, *, held: bool) -> RolePhrase | None:
        """Return the role that begins at `i`, None when what stands there is none."""
        while i < sentence.last and self._tokens[i].pos == "ADV" and self._tokens[i].lower not in self._modifiers:
            i += 1
        noun = self._noun_after(i, sentence)
        if noun < 0 or noun + 1 in self._persons:
            return None
        if where == "is" and self._tokens[i].lower not in ARTICLES:
            return None
        last = self._end_after(noun, sentence)
        if where == "after" and last < sentence.last and self._acts(self._tokens[i], self._tokens[last]):
            return None
        bare = where == "after" and self._tokens[i].lower not in ARTICLES | POSSESSIVES
        if last in self._persons or (bare and not self._closes(last, sentence)):
            return None
        if self._tokens[noun].lower == "counterpart" or (where == "after" and self._leads_on(last, held=held)):
            return None
        return RolePhrase(self._trimmed(self._past_possessor(i, noun), noun), last, noun, where)

    def _acts(self, opening: Token, following: Token) -> bool:
        """Return whether the phrase is the subject of what follows: "With NAME, the minister discussed trade"."""
        finite = following.tag in {"VBZ", "MD"} and following.pos in {"VERB", "AUX"}
        told = following.tag == "VBD" and any(self._tokens[c].dep in {"dobj", "ccomp"} for c in following.deps)
        return opening.lower == "the" and (finite or told) and following.dep not in {"acl", "relcl"}

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
        if opening is None or opening.lower == "whose" or not self._may_open(opening):
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
        if i + 3 < sentence.last and self._tokens[i].text == "," and self._tokens[i + 1].text.isdigit():
            i += 3  # "NAME, 31, of the Baltic Peace Council"
        if i + 1 < sentence.last and self._tokens[i].lower == "of":
            i += 1 + (self._tokens[i + 1].lower == "the")
            body = self._bodies.get(i)
            if body is not None and body.last - body.first > 1:
                yield RolePhrase(body.first, body.last, body.last - 1, "affiliation")
