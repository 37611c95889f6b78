"""Words around a name in; what every reader of roles must know about them out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from brief.extract.names_ranges import covered
from brief.extract.names_titles import Titles
from brief.extract.reading import Reading, Sentence
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


class RoleWords:
    """The tokens of one reading with its persons, states and organisations, and the words of roles."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self._tokens, self._sentences = reading.tokens, reading.sentences
        self._nouns = lexicon.words("roles.nouns")
        self._modifiers = lexicon.words("roles.modifiers")
        self._befallen = lexicon.words("roles.befallen")
        self._thin = lexicon.words("roles.thin")
        self._office = lexicon.words("roles.official")
        self._one_name = lexicon.words("roles.one_name")
        self._members = lexicon.words("roles.members")
        self._kin = lexicon.words("roles.kin") | lexicon.words("roles.kin_m") | lexicon.words("roles.kin_f")
        self._titles = Titles(reading.tokens, lexicon)
        self._persons = covered(m for m in reading.mentions if m.type == "person")
        self._countries = covered(m for m in reading.mentions if m.type == "country")
        self._bodies = {m.first: m for m in reading.mentions if m.type == "organisation"}

    def is_role(self, i: int) -> bool:
        """Return whether the token is a role noun in the singular, no possessor."""
        token = self._tokens[i]
        if token.lower not in self._nouns and token.lower.rpartition("-")[2] not in self._nouns:
            return False
        following = self._tokens[i + 1] if i + 1 < len(self._tokens) else None
        return following is None or following.lower not in {"'s", "'"}

    def _is_courtesy(self, i: int) -> bool:
        """Return whether a token belongs to a courtesy title: "Her Excellency Ms."."""
        own = self._tokens[i].lower in POSSESSIVES and self._titles.inside(i + 1)
        return own or self._titles.opens(i) or self._titles.leads(i)

    def _in_row(self, first: int, sentence: Sentence) -> bool:
        """Return whether "the ROLE," leads to the name at `first`, alone or in a row of such.

        "The ROLE, NAME, the ROLE, NAME": a row that begins with a name has its roles behind the names.
        """
        i = first - 1
        while i > sentence.first and self._is_courtesy(i):
            i -= 1
        k = i - 1
        while k > sentence.first and first - k < FARTHEST and self._tokens[k].lower not in ARTICLES:
            if self._tokens[k].text == "," or k in self._persons or self._tokens[k].pos == "VERB":
                return False
            k -= 1
        comma = i > sentence.first and self._tokens[i].text == ","
        if not comma or self._tokens[k].lower not in ARTICLES or not any(map(self.is_role, range(k + 1, i))):
            return False
        k -= 1
        while k > sentence.first and self._tokens[k].lower in {",", "and"}:
            k -= 1
        if k not in self._persons or k < sentence.first:
            return True
        while k > sentence.first and k - 1 in self._persons:
            k -= 1
        return self._in_row(k, sentence)

    def _closes(self, i: int, sentence: Sentence) -> bool:
        return i >= sentence.last or self._tokens[i].lower in CLOSING

    def _trimmed(self, first: int, noun: int) -> int:
        """Return the start without articles, ages and what only befell the person."""
        while first < noun:
            token = self._tokens[first]
            age = token.pos == "NUM" or token.lower in {"-", "year", "old"} or token.lower.endswith("-year-old")
            polite = self._titles.inside(first) and token.lower not in self._nouns
            if not (
                age
                or polite
                or token.lower in self._befallen
                or token.lower in INNER
                or token.text in {"'s", "'", ","}
            ):
                break
            if token.lower in self._befallen and (first in self._countries or token.ent in {"ORG", "GPE", "FAC"}):
                break
            first += 1
        return first
