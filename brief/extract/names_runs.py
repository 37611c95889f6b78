"""A reading in; runs of capitalised words that may be names of persons out, each with what speaks for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from anyascii import anyascii

from brief.extract.names_ranges import covered
from brief.extract.names_titles import Titles
from brief.extract.reading import Mention, Reading, Sentence, Token
from brief.lexicon import Lexicon

TITLE_CASE = 0.6  # share of longer words in capitals that makes a headline in title case
LONG_WORD = 4
SYLLABLE = 6  # letters of a name's second half after a hyphen in lower case: "Min-jae"
GERUND = 6  # letters: shorter words in -ing are names (Ming, Ewing)
NICKNAME = 5  # tokens within which the quotation marks around a nickname close
QUOTES = frozenset({'"', "'"})
PORTFOLIO = 8  # tokens from an office to the last word of its portfolio
THREE = 3  # parts of a name before which a portfolio may stand
CASELESS = 3  # letters of an abbreviation
OPENINGS = {'"', "'", ":", "-", "–", "—", "(", "["}
LEADING = {"VERB", "AUX", "ADV", "ADP", "DET", "SCONJ", "CCONJ", "PRON", "INTJ", "NUM", "PART"}


def key_of(text: str) -> str:
    """Return the letters of a name for comparing: ASCII, lower case, nothing else."""
    return "".join(c for c in anyascii(text).lower() if c.isalnum())


@dataclass(slots=True)
class Part:
    """A part of a name: particles and hyphens belong to it. `bare` is its key without particles."""

    key: str
    bare: str
    halves: tuple[str, ...]
    text: str
    first: int
    last: int


@dataclass(slots=True)
class Run:
    """A run of parts. `title` says what stands before: 0 nothing, 1 a role, 2 a courtesy title."""

    parts: list[Part]
    title: int = 0
    before: str = ""
    heading: bool = False
    score: float = 0.0
    barred: bool = False  # a credit, or names a thing
    person: int = 0  # parts that the entity recogniser takes for a person
    kin: bool = False  # introduced as somebody's relative

    @property
    def first(self) -> int:
        """Return the first token."""
        return self.parts[0].first

    @property
    def last(self) -> int:
        """Return the token after the last."""
        return self.parts[-1].last

    @property
    def key(self) -> tuple[str, ...]:
        """Return the keys of the parts."""
        return tuple(part.key for part in self.parts)


class RunFinder:
    """Finds the runs of one reading."""

    def __init__(self, reading: Reading, lexicon: Lexicon, listed: Sequence[Mention]) -> None:
        self._reading, self._tokens = reading, reading.tokens
        self._blocked = covered(listed)
        self._no_names = lexicon.words("names.no_names")
        self._titles = Titles(reading.tokens, lexicon)
        self._particles = lexicon.words("names.particles")
        self._given = lexicon.words("names.given_m") | lexicon.words("names.given_f")
        self._roles = lexicon.words("roles.nouns")
        self._official = lexicon.words("roles.official")
        self._one_name = lexicon.words("roles.one_name")
        self._modifiers = lexicon.words("roles.modifiers")
        self._hyphen_words = lexicon.words("names.hyphen_words")
        self._family_first = lexicon.words("names.family_first")

    def runs(self) -> Iterator[Run]:
        """Yield the runs in the order of the text."""
        for sentence in self._reading.sentences:
            heading = self._is_title_case(sentence)
            i = sentence.first
            while i < sentence.last:
                parts, i = self._parts_from(i, sentence)
                if parts:
                    run = Run(self._without_portfolio(parts, sentence), heading=heading)
                    run.person = sum(self._tokens[p.last - 1].ent == "PERSON" for p in parts)
                    self._add_title(run, sentence)
                    yield run

    def _without_portfolio(self, parts: list[Part], sentence: Sentence) -> list[Part]:
        """Return the parts without the portfolio before a name: "Commissioner for Enlargement NAME SURNAME".

        Behind an "and" only an initial or a known given name tells where the name begins.
        """
        if len(parts) < THREE or parts[0].text in self._given:
            return parts
        link, k = parts[0].first - 1, parts[0].first - 1
        while k > sentence.first and parts[0].first - k < PORTFOLIO and self._joins_portfolio(k):
            k -= 1
        office = k < link and self._tokens[k].lower in self._official
        if link <= sentence.first or not office or self._tokens[k + 1].lower not in {"for", "of"}:
            return parts
        known = [n for n, p in enumerate(parts[:-1]) if len(p.bare) == 1 or p.text in self._given]
        if known:
            return parts[known[0] :]
        return parts[1:] if self._tokens[link].lower in {"for", "of"} else parts

    def _joins_portfolio(self, i: int) -> bool:
        """Return whether a word may stand inside "Minister of Industry and …"."""
        token = self._tokens[i]
        return token.lower in {"for", "of", "and", "&", "the"} or (
            token.text[:1].isupper() and token.lower not in self._official
        )

    def _is_title_case(self, sentence: Sentence) -> bool:
        if self._tokens[sentence.last - 1].text in {".", "!", "?"}:
            return False
        words = [t.text for t in self._tokens[sentence.first : sentence.last] if t.text.isalpha()]
        longer = [w for w in words if len(w) >= LONG_WORD]
        raised = sum(w[0].isupper() for w in longer)
        return len(longer) > CASELESS and raised / len(longer) >= TITLE_CASE

    def _parts_from(self, i: int, sentence: Sentence) -> tuple[list[Part], int]:
        """Return the parts of the run beginning at `i`, none when nothing does, and where to go on."""
        parts: list[Part] = []
        while i < sentence.last:
            start = i
            while self._is_particle(i, sentence, opening=not parts and i == start):
                i += 2 if self._tokens[i + 1].text == "-" else 1
            if i >= sentence.last or not self._is_name(i, sentence, parts):
                return parts, start if parts else start + 1
            end = self._end_of_hyphens(i, sentence)
            if end < 0:
                return parts, i + 1
            parts.append(self._part(start, i, end))
            i = self._past_nickname(end, sentence)
            if i < sentence.last and self._tokens[i].text == "-" and self._joins(i):
                return [], i + 1
        return parts, i

    def _past_nickname(self, i: int, sentence: Sentence) -> int:
        """Return the name's next word behind a nickname in quotation marks: NAME "Tiger" SURNAME."""
        if i >= sentence.last or self._tokens[i].text not in QUOTES:
            return i
        for end in range(i + 2, min(i + NICKNAME, sentence.last - 1)):
            if self._tokens[end].text == self._tokens[i].text:
                raised = all(t.text[:1].isupper() for t in (self._tokens[i + 1], self._tokens[end + 1]))
                return end + 1 if raised else i
        return i

    def _is_particle(self, i: int, sentence: Sentence, *, opening: bool) -> bool:
        """Return whether a small word at `i` belongs to the name after it."""
        token = self._tokens[i]
        if token.lower not in self._particles or i + 1 >= sentence.last or i in self._blocked:
            return False
        follower = self._tokens[i + 1]
        if follower.text == "-" and i + 2 < sentence.last:
            return token.text.islower() and self._tokens[i + 2].text[:1].isupper()
        korean = i + 2 < sentence.last and self._tokens[i + 2].text == "-" and self._joins(i + 2)
        if korean or not (follower.text[:1].isupper() or follower.lower in self._particles):
            return False
        if opening:
            titled = i > sentence.first and self._title_at(i - 1) > 0
            return titled if token.text.islower() else token.text not in self._given | {"Do", "Y", "E", "Le"}
        return True

    def _is_name(self, i: int, sentence: Sentence, parts: list[Part]) -> bool:
        token = self._tokens[i]
        text = token.text
        if not text[:1].isupper() or not any(c.isalpha() for c in text) or (not parts and self._titles.opens(i)):
            return False
        if parts and parts[-1].text in self._family_first and self._joins(i + 1):
            return True
        after = self._tokens[i + 1] if i + 1 < sentence.last else None
        near = after is not None and after.text[:1].isupper() and after.ent == "PERSON"
        if text.isupper() and text.isalpha() and len(text) > 1 and not self._titles.inside(i):
            return token.ent == "PERSON" and (near or bool(parts)) and i not in self._blocked
        if self._is_other_word(token):
            return self._name_after_all(token, parts, near=near)
        opens = i == sentence.first or self._tokens[i - 1].text in OPENINGS
        gerund = token.lower.endswith("ing") and len(text) >= GERUND  # "Backing NAME is a mistake"
        if opens and (gerund or token.pos in LEADING):
            return text in self._given or (token.ent == "PERSON" and token.pos != "VERB" and not gerund)
        return True

    def _is_other_word(self, token: Token) -> bool:
        text = token.text
        if any(c.isdigit() for c in text) or (text.endswith(".") and len(text) > CASELESS):
            return True
        listed = self._titles.inside(token.i) or text in self._no_names
        return listed or token.lower in self._roles or token.i in self._blocked

    def _name_after_all(self, token: Token, parts: list[Part], *, near: bool) -> bool:
        """Return whether a word that mostly is none is a name here: "Tom King", "Jordan Osei"."""
        if token.ent != "PERSON" or (self._titles.inside(token.i) and not parts):
            return False
        if parts:
            return parts[-1].text in self._given and not near and token.text[:1].isupper()
        return near and token.text in self._given

    def _joins(self, i: int) -> bool:
        """Return whether the hyphen at `i` stands between two words without space."""
        if not 0 < i < len(self._tokens) - 1:
            return False
        before, here, after = self._tokens[i - 1 : i + 2]
        return here.text == "-" and before.end == here.start and here.end == after.start

    def _end_of_hyphens(self, i: int, sentence: Sentence) -> int:
        """Return where the word at `i` ends with what hyphens join to it, -1 for "Lima-based"."""
        end = i + 1
        while end + 1 < sentence.last and self._joins(end):
            word = self._tokens[end + 1]
            if word.lower in self._hyphen_words or word.lower in self._roles or any(c.isdigit() for c in word.text):
                return -1
            syllable = word.text.islower() and len(word.text) <= SYLLABLE and word.text.isalpha()
            if not (word.text[:1].isupper() or syllable):
                return -1
            end += 2
        return end

    def _part(self, start: int, core: int, end: int) -> Part:
        words = [t.text for t in self._tokens[core:end] if t.text != "-"]
        texts = self._reading.source.text[self._tokens[start].start : self._tokens[end - 1].end]
        bare = "".join(map(key_of, words))
        key = key_of(texts)
        halves = tuple(key_of(w) for w in words if w[0].isupper()) if len(words) > 1 else ()
        return Part(key, bare, halves, " ".join(texts.split()), start, end)

    def _title_at(self, i: int) -> int:
        token = self._tokens[i]
        if self._titles.opens(i) or (token.lower in self._one_name and token.text[0].isupper()):
            return 2
        return 1 if token.lower in self._roles or self._plural_role(token) else 0

    def _plural_role(self, token: Token) -> bool:
        return token.lower.endswith("s") and token.lower[:-1] in self._roles

    def _add_title(self, run: Run, sentence: Sentence) -> None:
        """Note a title before the run; one in brackets ("Gen. (ret.)") is skipped."""
        i = run.first - 1
        if i >= sentence.first and self._tokens[i].text == ")":
            i -= 1
            while i > sentence.first and self._tokens[i].text != "(" and run.first - i < LONG_WORD + 1:
                i -= 1
            i -= 1
        if i >= sentence.first:
            run.title = self._title_at(i)
            run.before = self._tokens[i].text
