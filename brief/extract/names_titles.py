"""A reading's tokens in; which of them are courtesy titles out, also those of two words ("Tan Sri")."""

from __future__ import annotations

from collections.abc import Sequence

from brief.extract.reading import Token
from brief.lexicon import Lexicon


class Titles:
    """Tells courtesy titles from the parts of a name."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._plain = lexicon.words("names.honorifics")
        self._after = lexicon.words("names.honorifics_after")
        self._first = lexicon.words("names.honorifics_first")
        self._opening = lexicon.words("names.honorifics_opening")
        self._styles = lexicon.words("names.honorific_styles")

    def inside(self, i: int) -> bool:
        """Return whether the token is a title wherever it stands, and so never part of a name."""
        return self._tokens[i].text in self._plain or self._of_two(i)

    def opens(self, i: int) -> bool:
        """Return whether the token is a title if a name follows: "Begum" before a name, not after one."""
        return self.inside(i) or (self._tokens[i].text in self._opening and self._name_follows(i))

    def leads(self, i: int) -> bool:
        """Return whether the token only leads to a title or to another such word: "the Most Hon."."""
        if self._tokens[i].lower not in self._styles or i + 1 >= len(self._tokens):
            return False
        return self.inside(i + 1) or self.leads(i + 1)

    def _of_two(self, i: int) -> bool:
        text = self._tokens[i].text
        if text in self._after and i > 0:
            before = self._tokens[i - 1].text
            return before in self._first or before in self._plain
        following = self._tokens[i + 1].text if i + 1 < len(self._tokens) else ""
        return text in self._first and following in self._after

    def _name_follows(self, i: int) -> bool:
        return i + 1 < len(self._tokens) and self._tokens[i + 1].text[:1].isupper()
