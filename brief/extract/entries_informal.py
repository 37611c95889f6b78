"""A head word of a list and its reading in; the range of an informal name around it out.

"The treaty on mutual legal assistance" and "the trade agreement with Peru" are names in lower case: a plain head
with what it is on, or with whom. Where the head alone may mean any consent ("an agreement on prices"), it must be
signed, drafted or left, and nothing at home ("union", "coalition") may stand beside it.
"""

from __future__ import annotations

from brief.extract.reading import Reading, Token
from brief.lexicon import Lexicon

_UP = 4  # steps from a head to the word that deals with it
_TAIL = 9  # words of what an agreement is on, at most
_TELLING = 2  # words that it must have
_DONE = ("VBD", "VBN")

Range = tuple[int, int]


class InformalNames:
    """Finds names in lower case around the plain heads of one list in one reading."""

    def __init__(self, reading: Reading, list_id: str, lexicon: Lexicon) -> None:
        self.reading, self.tokens = reading, reading.tokens
        self.sure = lexicon.words(f"{list_id}.sure")
        self.about = lexicon.words(f"{list_id}.about")
        self.partners = lexicon.words(f"{list_id}.partners")
        self.fields = lexicon.words(f"{list_id}.fields")
        self.dealings = lexicon.words(f"{list_id}.dealings")
        self.made = lexicon.words(f"{list_id}.made")
        self.nothing = lexicon.words(f"{list_id}.nothing")
        self.domestic = lexicon.words(f"{list_id}.domestic")

    def around(self, head: Token, *, telling: bool) -> Range | None:
        """Return the range of a name around a plain head, None when nothing makes one; `telling`: a noun does."""
        limit = self.reading.sentences[head.sentence].last
        if self._at_home(head) or not self.sure | self.fields:
            return None
        first = head.i - 1 if telling or self.tokens[head.i - 1].lower in self.fields else head.i
        first = first if self.tokens[first].sentence == head.sentence else head.i
        j = self._understanding(head.i + 1, limit)
        word = self.tokens[j].lower if j < limit else ""
        if word in self.about:
            last = self._subject(j + 1, limit)
            if last - j > _TELLING and (head.lower in self.sure or self._dealt(head, self.dealings)):
                return (first, last)
        if word in self.partners and first < head.i:
            last = self._party(j, limit)
            if last > j:
                return (first, last)
        made = first < head.i and self._dealt(head, self.made, done=True)
        return (first, head.i + 1) if made else None

    def signed(self, head: Token) -> bool:
        """Return whether a paper is signed, ended or put in force, there or in its own clause."""
        return self._dealt(head, self.dealings)

    def _at_home(self, head: Token) -> bool:
        span = self.reading.sentences[head.sentence]
        return any(t.lower in self.domestic for t in self.tokens[span.first : span.last])

    def _understanding(self, j: int, limit: int) -> int:
        """Return the token after "of understanding (MoU)"."""
        if j + 1 < limit and self.tokens[j + 1].lower == "understanding":
            j += 2
            if j + 2 < limit and self.tokens[j].text == "(":
                j += 3
        return j

    def _subject(self, j: int, limit: int) -> int:
        """Return where "the transfer of sentenced persons" ends; j when nothing telling begins there."""
        first = j + (j < limit and self.tokens[j].pos == "DET" and self.tokens[j].lower not in self.nothing)
        if first >= limit or self.tokens[first].lower in self.nothing:
            return j
        last, k = j, j
        while k < min(limit, j + _TAIL) and self._goes_on(k, limit):
            if self.tokens[k].pos in ("NOUN", "PROPN"):
                last = k + 1
            k += 1
        return last

    def _goes_on(self, k: int, limit: int) -> bool:
        token, after = self.tokens[k], self.tokens[min(k + 1, limit - 1)]
        if token.ent in ("DATE", "TIME") or token.lower in self.about:
            return False
        if token.pos in ("NOUN", "ADJ", "PROPN") or token.tag in ("VBG", "HYPH"):
            return True
        if token.tag == "VBN":
            return after.pos in ("NOUN", "ADJ")
        if token.lower in ("of", "in", "against", "for"):
            return (
                (after.text.islower() or after.pos == "ADJ")
                and after.ent not in ("DATE", "TIME")
                and after.pos not in ("PRON", "NUM")
            )
        return token.pos == "DET" and token.lower == "the"

    def _party(self, j: int, limit: int) -> int:
        """Return where "with Peru", "between Peru and the European Union" ends; j when no name follows."""
        last, k = j, j + 1
        while k < min(limit, j + _TAIL):
            token = self.tokens[k]
            if token.text[0].isupper() and token.pos == "PROPN" and token.ent not in ("DATE", "PERSON"):
                last = k + 1
            elif token.lower not in ("the", "and", "-", "–") or (token.lower == "and" and self._alone(j)):
                break
            k += 1
        return last

    def _alone(self, j: int) -> bool:
        return self.tokens[j].lower != "between"

    def _dealt(self, head: Token, words: frozenset[str], *, done: bool = False) -> bool:
        """Return whether a head is signed, drafted, left: by a word above it, beside it or in its own clause."""
        above, token = [], head
        for _ in range(_UP):
            if token.head == token.i:
                break
            token = self.tokens[token.head]
            above.append(token)
        below = [self.tokens[c] for c in head.deps]
        return any(t.lemma in words and (not done or t.tag in _DONE) for t in (*above, *below))
