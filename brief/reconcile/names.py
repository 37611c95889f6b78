"""Two written names in; whether they can be one person's out.

Measured (`language.md` of the design): Jaro-Winkler per word after folding, given names from .88 and family names
from .93, joins the spellings of transliteration and keeps Harper from Harris. Two conditions make it safer: the
consonants must agree once transliteration is levelled, and a final vowel alone must not make the difference
(Paul and Paula, Petrov and Petrova).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from anyascii import anyascii
from rapidfuzz.distance import JaroWinkler

from brief.lexicon import Lexicon
from brief.reconcile.wording import rows

GIVEN = 0.88  # least similarity of given names
FAMILY = 0.93  # least similarity of family names
FUZZY = 4  # letters: shorter words of a name must be equal

_VOWELS = re.compile(r"[aeiou]")


@dataclass(frozen=True, slots=True)
class Name:
    """A written name as it is compared: levelled words without honorifics and particles, and all letters joined."""

    text: str
    words: tuple[str, ...]
    joined: str
    parts: int  # words between blanks: "Hale-Ray" is one

    @property
    def full(self) -> bool:
        """Return whether more than a surname is given."""
        return self.parts > 1


class Names:
    """Comparison of names by one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._compared: dict[tuple[tuple[str, ...], tuple[str, ...]], bool] = {}
        self._seen: dict[str, Name] = {}

    def read(self, text: str) -> Name:
        """Return the name as it is compared. "Lt. Gen. Tom Hale" is Tom Hale."""
        if text not in self._seen:
            self._seen[text] = self._read(text)
        return self._seen[text]

    def _read(self, text: str) -> Name:
        plain = re.sub(r"['’`ʻ]s?(?=\s|$)|['’`ʻ]", "", anyascii(text).casefold())
        written = re.findall(r"[a-z0-9]+", plain)
        kept = [w for w in written if w not in self._honorifics] or written
        words = [w for w in kept if w not in self._particles] or kept
        level = tuple(self.level(w) for w in words)
        parts = sum(any(w in words for w in re.findall(r"[a-z0-9]+", part)) for part in plain.split())
        return Name(text, level, "".join(self.level(w) for w in kept), parts)

    def level(self, word: str) -> str:
        """Return the word in one spelling of its transliteration, doubled letters written once."""
        for left, right in self._initial:
            if word.startswith(left) and len(word) > len(left) + 1:
                word = right + word[len(left) :]
        for left, right in self._spellings:
            word = word.replace(left, right)
        return re.sub(r"(.)\1+", r"\1", word)

    def marks(self, name: Name) -> frozenset[str]:
        """Return what tells names that may be one person's: any two such have one of these in common.

        Words that are spellings of one have their consonants in common; and names may be written as one word.
        """
        bones = (_VOWELS.sub("", word) for word in name.words)
        ends = ("".join(name.words[i:]) for i in range(1, len(name.words)))
        return frozenset((*bones, f"={name.joined}", *(f"={end}" for end in ends)))

    def same_word(self, one: str, other: str, least: float) -> bool:
        """Return whether two levelled words of a name are spellings of one."""
        if one == other:
            return True
        if min(len(one), len(other)) < FUZZY or self._gender_differs(one, other):
            return False
        if _VOWELS.sub("", one) != _VOWELS.sub("", other):
            return False
        return JaroWinkler.similarity(one, other) >= least

    def same_given(self, one: str, other: str) -> bool:
        """Return whether two given names can be one person's: spellings, a short form, or an initial."""
        if self.same_word(one, other, GIVEN) or self._nicknames.get(one, {one}) & self._nicknames.get(
            other, {other}
        ):
            return True
        return min(len(one), len(other)) == 1 and one[0] == other[0]

    def same(self, one: Name, other: Name) -> bool:
        """Return whether two full names can be one person's."""
        if not (one.full and other.full):
            return False
        if one.joined == other.joined or sorted(one.words) == sorted(other.words):
            return True
        key = (one.words, other.words)
        if key not in self._compared:
            self._compared[key] = self._alike(one, other)
        return self._compared[key]

    def _alike(self, one: Name, other: Name) -> bool:
        short, long = sorted((one.words, other.words), key=len)
        if not self.same_given(short[0], long[0]) or _initials_differ(short, long):
            return False
        if len(short) == len(long):
            middle = all(self.same_given(a, b) for a, b in zip(short[1:-1], long[1:-1], strict=True))
            return middle and self.same_word(short[-1], long[-1], FAMILY)
        return self._within(short[1:], long[1:])

    def close(self, one: Name, other: Name) -> bool:
        """Return whether the names are equal but for spelling, as many words in each."""
        return one.joined == other.joined or one.words == other.words

    def part_of(self, part: Name, whole: Name) -> int:
        """Return how a bare surname fits a full name: 2 as a family name, 1 as its first word, 0 not at all."""
        if not whole.full:
            return 0
        if any("".join(whole.words[i:]) == part.joined for i in range(1, len(whole.words))):
            return 2
        size = len(part.words)
        for i in range(len(whole.words) - size + 1):
            run = whole.words[i : i + size]
            if all(self.same_word(a, b, FAMILY) for a, b in zip(part.words, run, strict=True)):
                return 2 if i else 1
        return 0

    def surnames(self, part: Name, whole: Name) -> bool:
        """Return whether the words are family names of a fuller name ("Prado Neto"), no given name first."""
        size = len(part.words)
        if size >= len(whole.words) or part.words[0] in self._given:
            return False
        pairs = zip(part.words, whole.words[-size:], strict=True)
        return all(self.same_word(a, b, FAMILY) for a, b in pairs)

    def patronymic(self, name: Name) -> bool:
        """Return whether the name ends in a patronymic: polite address, no family name."""
        return name.words[-1].endswith(self._patronymics) if name.words and self._patronymics else False

    def _within(self, short: Sequence[str], long: Sequence[str]) -> bool:
        """Return whether the words of the shorter name stand in the longer one in their order."""
        rest = iter(long)
        return all(any(self.same_word(a, b, FAMILY) for b in rest) for a in short)

    def _gender_differs(self, one: str, other: str) -> bool:
        short, long = sorted((one, other), key=len)
        if long[: len(short)] == short and long[len(short) :] in ("a", "e", "o"):
            return True
        if len(short) == len(long) and short[:-1] == long[:-1] and {short[-1], long[-1]} <= set("aeo"):
            return True
        return any(
            (one.endswith(m) and other.endswith(f)) or (one.endswith(f) and other.endswith(m))
            for m, f in self._gendered
        )

    @cached_property
    def _honorifics(self) -> frozenset[str]:
        return self._lexicon.words("synonyms.honorifics")

    @cached_property
    def _particles(self) -> frozenset[str]:
        return self._lexicon.words("synonyms.particles")

    @cached_property
    def _given(self) -> frozenset[str]:
        listed = self._lexicon.words("names.given_m") | self._lexicon.words("names.given_f")
        return frozenset(self.level(anyascii(name).casefold()) for name in listed)

    @cached_property
    def _patronymics(self) -> tuple[str, ...]:
        return tuple(self.level(p) for p in self._lexicon.sequence("synonyms.patronymics"))

    @cached_property
    def _spellings(self) -> tuple[tuple[str, str], ...]:
        return rows(self._lexicon, "synonyms.spellings")

    @cached_property
    def _initial(self) -> tuple[tuple[str, str], ...]:
        return rows(self._lexicon, "synonyms.initial")

    @cached_property
    def _gendered(self) -> tuple[tuple[str, str], ...]:
        pairs = rows(self._lexicon, "synonyms.gendered")
        return tuple((self.level(m), self.level(f)) for m, f in pairs)

    @cached_property
    def _nicknames(self) -> Mapping[str, frozenset[str]]:
        node = self._lexicon.node("synonyms.nicknames")
        table: dict[str, set[str]] = {}
        for group in node if isinstance(node, list) else ():
            names = {self.level(str(name)) for name in group}
            for name in names:
                table.setdefault(name, set()).update(names)
        return {name: frozenset(others) for name, others in table.items()}


def _initials_differ(one: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether both names have middle initials, and not the same ones (George W. and George H. W. Bush)."""
    a, b = ([w for w in words[1:-1] if len(w) == 1] for words in (one, other))
    return bool(a and b) and a != b
