"""Texts in; what of them counts in a comparison out: folded words, light stems, synonyms, countries.

The language data is `synonyms.yaml`; names of countries come from `countries.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from anyascii import anyascii

from brief.lexicon import Lexicon

KEY = 60  # characters of a record's key
STEM = 4  # letters that stay when an ending is cut
LEAST = 3  # words: shorter texts are one only when their words are equal

_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Return the text in lower-case ASCII, possessives and full stops of abbreviations left out."""
    plain = anyascii(text).casefold().replace("`", "'")
    plain = re.sub(r"'s\b|(?<=s)'(?=\s|$)", "", plain)
    plain = re.sub(r"(?<=\b[a-z])\.(?=[a-z]\b|\s|$)", "", plain)
    return re.sub(r"\s+", " ", plain).strip()


def slug(text: str, limit: int = KEY) -> str:
    """Return the text as a key: ASCII words joined by hyphens, cut at a word; "x" when nothing is left."""
    whole = "-".join(re.findall(r"[a-z0-9]+", fold(text)))
    if len(whole) <= limit:
        return whole or "x"
    return whole[: limit + 1].rpartition("-")[0] or whole[:limit]


def unique(base: str, taken: Iterable[str]) -> str:
    """Return the key, or the key with -2, -3, … when it is taken."""
    used = set(taken)
    if base not in used:
        return base
    return next(key for n in range(2, len(used) + 3) if (key := f"{base}-{n}") not in used)


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic's wording as it is compared: the countries it names and its other content words."""

    text: str
    countries: frozenset[str]
    words: frozenset[str]
    letters: frozenset[str]  # initials, of all words and of the capitalised ones, for acronyms

    @property
    def bare(self) -> bool:
        """Return whether nothing but countries is named."""
        return bool(self.countries) and not self.words


class Wording:
    """Comparison of wordings by one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._seen: dict[str, frozenset[str]] = {}
        self._parts: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        self._topics: dict[str, Topic] = {}

    def words(self, text: str) -> frozenset[str]:
        """Return the content words: stemmed, each replaced by the first of its synonyms."""
        if text not in self._seen:
            plain = self._synonyms.sub(lambda m: self._same[m.group()].replace(" ", "_"), fold(text))
            found = (part for word in re.findall(r"[a-z0-9_]+", plain) for part in (word.replace("_", " "),))
            self._seen[text] = frozenset(self.stem(w) for w in found if w not in self._stop)
        return self._seen[text]

    def stem(self, word: str) -> str:
        """Return the word without its ending; synonyms and short words as they are."""
        if word in self._heads:
            return word
        for ending, instead in self._endings:
            if word.endswith(ending) and len(word) - len(ending) >= STEM - bool(instead):
                return word[: -len(ending)] + instead
        return word

    def share(self, one: str, other: str) -> float:
        """Return the share of the shorter text's content words that the other has too, 0 to 1.

        Texts of fewer than three content words are either equal (1) or different (0).
        """
        a, b = self.words(one), self.words(other)
        if not a or not b:
            return float(fold(one) == fold(other))
        if min(len(a), len(b)) < LEAST:
            return float(a == b)
        return len(a & b) / min(len(a), len(b))

    def contained(self, one: str, other: str) -> bool:
        """Return whether all content words of one of the two texts stand in the other."""
        a, b = self.words(one), self.words(other)
        return bool(a and b) and (a <= b or b <= a)

    def unframed(self, text: str) -> str:
        """Return the words of the source without articles and the like in front: "its visas" is "visas"."""
        words = text.strip(" ,.;:'\"“”‘’").split()
        while words and fold(words[0]) in self._leading:
            words.pop(0)
        return " ".join(words)

    def parts(self, text: str) -> tuple[frozenset[str], frozenset[str]]:
        """Return the states that a text names, and its other content words."""
        if text not in self._parts:
            plain = fold(text)
            countries = frozenset(self._countries[m.group()] for m in self._country.finditer(plain))
            self._parts[text] = countries, self.words(self._country.sub(" ", plain))
        return self._parts[text]

    def stateless(self, text: str) -> str:
        """Return the folded text without the states that it names."""
        return self._country.sub(" ", fold(text))

    def topic(self, text: str) -> Topic:
        """Return the topic that a noun phrase names: its frame ("the situation in …") counts for nothing."""
        if text not in self._topics:
            self._topics[text] = self._topic(text)
        return self._topics[text]

    def _topic(self, text: str) -> Topic:
        countries, words = self.parts(text)
        core = words - self._around
        written = re.findall(r"[A-Za-z]\w*", anyascii(text))
        letters = {"".join(w[0] for w in written), "".join(w[0] for w in written if w[0].isupper())}
        return Topic(text, countries, core if core or countries else words, frozenset(x.upper() for x in letters))

    def acronym(self, short: str, long: Topic) -> bool:
        """Return whether `short` is made of the initials of `long` ("JCPOA")."""
        plain = anyascii(short).replace(".", "").strip()
        return len(plain) > 1 and plain.isupper() and plain in long.letters

    def broad(self, words: frozenset[str]) -> bool:
        """Return whether the words are too wide to make two topics one."""
        return words <= self._broad

    def telling(self, words: frozenset[str]) -> frozenset[str]:
        """Return the words that are not too wide to tell one topic from another."""
        return words - self._broad

    def country(self, text: str) -> str:
        """Return the country that the whole text names, or ""."""
        return self._countries.get(fold(text).removeprefix("the "), "")

    def articled(self, text: str) -> bool:
        """Return whether a text begins with an article or its like: "The talks took place"."""
        return fold(text.split(" ", 1)[0]) in self._leading

    def acts(self, text: str) -> frozenset[str]:
        """Return the kinds of act that the text tells (meeting, meal, signing, …)."""
        words = self.words(text)
        return frozenset(kind for kind, cues in self._acts.items() if words & cues)

    def opposed(self, one: str, other: str) -> bool:
        """Return whether the values contradict each other: other figures in the same words, or opposite words."""
        a, b = self.words(one), self.words(other)
        figures = [{self._numbers.get(w, w) for w in x if w.isdigit() or w in self._numbers} for x in (a, b)]
        plain = [{w for w in x if not w.isdigit() and w not in self._numbers} for x in (a, b)]
        if all(figures) and figures[0] != figures[1] and plain[0] == plain[1] and plain[0]:
            return True
        x, y = set(_WORD.findall(fold(one))), set(_WORD.findall(fold(other)))
        return any(
            (p in x and q in y and p not in y) or (q in x and p in y and p not in x) for p, q in self._opposites
        )

    @cached_property
    def pronouns(self) -> frozenset[str]:
        """Return the words that name nobody in particular."""
        return self._lexicon.words("synonyms.pronouns")

    @cached_property
    def lone(self) -> frozenset[str]:
        """Return the words for one person that name no topic well: "prisoner"."""
        return self._lexicon.words("synonyms.lone")

    @cached_property
    def _callings(self) -> frozenset[str]:
        """Return what tells one person held from another: "pastor", not "prisoner"."""
        telling = self.lone - self._lexicon.words("synonyms.anyone")
        return frozenset(w for calling in sorted(telling) for w in self.words(calling)) - self.words("worker")

    def lonely(self, text: str) -> bool:
        """Return whether a wording is one person told by what he or she is: "the jailed pastor"."""
        head = re.split(r" (?:of|from|in|at|on|who|with) ", fold(text))[0].split()
        return bool(head) and head[-1] in self.lone

    def fits(self, text: str, known: str) -> bool:
        """Return whether a wording may mean somebody of whom this is known: the pastor is no engineer."""
        told = self.words(text) & self._callings
        return not told or bool(told & self.words(known))

    def framing(self, word: str) -> bool:
        """Return whether a word ends a topic and says nothing of it: "sector"."""
        return fold(word) in self._lexicon.words("synonyms.framing")

    @cached_property
    def uncaptive(self) -> frozenset[str]:
        """Return the words by which a wording about prisoners is about many: "transfer"."""
        return frozenset(w for text in sorted(self._lexicon.words("synonyms.uncaptive")) for w in self.words(text))

    @cached_property
    def bounds(self) -> Mapping[str, str]:
        """Return the words that bound a figure, longest first, with what they say of it: least, most, about."""
        kinds = ("least", "most", "about")
        pairs = [(fold(word), kind) for kind in kinds for word in self._lexicon.words(f"figures.{kind}")]
        return dict(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Return the words for things named like treaties, which may stand for each other."""
        return frozenset(w for kind in self._lexicon.words("synonyms.kinds") for w in self.words(kind))

    @cached_property
    def _same(self) -> Mapping[str, str]:
        table = self._lexicon.table("synonyms.same")
        pairs = [(fold(v), head) for head, variants in table.items() for v in (head, *variants)]
        return dict(reversed(pairs))  # the first mention of a word wins

    @cached_property
    def _heads(self) -> frozenset[str]:
        return frozenset(self._same.values())

    @cached_property
    def _synonyms(self) -> re.Pattern[str]:
        return _any_of(self._same)

    @cached_property
    def _stop(self) -> frozenset[str]:
        return self._lexicon.words("synonyms.stop")

    @cached_property
    def _leading(self) -> frozenset[str]:
        return self._lexicon.words("synonyms.leading")

    @cached_property
    def _endings(self) -> tuple[tuple[str, str], ...]:
        rows = (e.partition(">") for e in self._lexicon.sequence("synonyms.endings"))
        return tuple((ending, instead) for ending, _, instead in rows)

    @cached_property
    def _around(self) -> frozenset[str]:
        return frozenset(self.stem(w) for w in self._lexicon.words("synonyms.around"))

    @cached_property
    def _broad(self) -> frozenset[str]:
        return frozenset(self.stem(self._same.get(w, w)) for w in self._lexicon.words("synonyms.broad"))

    @cached_property
    def _acts(self) -> Mapping[str, frozenset[str]]:
        return {
            kind: frozenset(w for cue in (kind, *cues) for w in self.words(cue))
            for kind, cues in self._lexicon.table("synonyms.acts").items()
        }

    @cached_property
    def _numbers(self) -> Mapping[str, str]:
        return {word: figure[0] for word, figure in self._lexicon.table("synonyms.numbers").items()}

    @cached_property
    def _opposites(self) -> tuple[tuple[str, str], ...]:
        return rows(self._lexicon, "synonyms.opposites")

    @cached_property
    def _countries(self) -> Mapping[str, str]:
        return country_names(self._lexicon)

    @cached_property
    def _country(self) -> re.Pattern[str]:
        return _any_of(self._countries)


def rows(lexicon: Lexicon, address: str) -> tuple[tuple[str, str], ...]:
    """Return a list of pairs."""
    node = lexicon.node(address)
    return tuple((str(row[0]), str(row[1])) for row in node) if isinstance(node, list) else ()


def country_names(lexicon: Lexicon) -> dict[str, str]:
    """Return every name of a state or union and of its people, folded, with its name. Capitals are places."""
    states = lexicon.node("countries.states")
    found: dict[str, str] = {}
    for state, forms in states.items() if isinstance(states, dict) else ():
        found[fold(str(state))] = str(state)
        for kind in ("names", "demonyms", "people"):
            for name in (forms or {}).get(kind) or ():
                found.setdefault(fold(str(name)), str(state))
    for union, names in lexicon.table("countries.actors").items():
        for name in (union, *names):
            found.setdefault(fold(name), union)
    return found


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for the longest of the names that stands at a place."""
    choices = "|".join(re.escape(name) for name in sorted(names, key=lambda n: (-len(n), n)) if name)
    return re.compile(rf"(?<![a-z0-9])(?:{choices})(?![a-z0-9])") if choices else re.compile(r"(?!)")
