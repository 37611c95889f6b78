"""A reading and a list of named things in; their mentions out: listed names, and unlisted ones built like them.

A list file gives `known` names with their aliases, the `heads` that make a capitalised or dated name one
of its things ("Almaty Agreement", "1968 accord"), the `plain` heads that also work in lower case after a
telling noun ("transit agreement"), `vague` words that do not tell, `refuse`d words, `anaphors`, and `leads`
after which a name follows ("Cyclone Amara", "the tanker Liberty Star"). With `common: true` the known names are
plain words ("floods"), and need no capital.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from brief.extract.entries_informal import InformalNames
from brief.extract.reading import Mention, Reading, Token
from brief.lexicon import Lexicon

_LONGEST = 10  # tokens before the head of a name
_JOINS = frozenset({"of", "on", "for", "and", "the", "-", "–", "'s", "to", "in", "with", "against", "de", "&"})
_TAIL = frozenset(
    {"of", "on", "for", "with", "against", "between", "concerning", "regarding", "relating", "establishing"}
)
_WITHIN = frozenset({"and", "of", "the", "-", "–", "against", "for", "concerning", "to", "&"})
_DEFINITE = frozenset({"the", "this", "its", "their", "our", "'s"})
_ASIDE = 5  # words from the article of an apposition to the name built in it
_TAILS = 3  # "of Understanding", then "on Railway Safety"
_LISTED = 8  # words from a comma inside a name to its "and"
_DIGITS = 3  # of a number that belongs to a name; four make a year
_YEAR = re.compile(r"(1[6-9]|20)\d\d")
_BRACKETED = re.compile(r"\s?\(([A-Z][\w.\-]{1,12})\)")


@dataclass(slots=True)
class _Found:
    first: int
    last: int
    name: str


class EntryReader:
    """Finds the things of one list in one reading."""

    def __init__(self, reading: Reading, list_id: str, lexicon: Lexicon) -> None:
        self.reading, self.list_id = reading, list_id
        self.tokens, self.text = reading.tokens, reading.source.text
        self.heads = lexicon.words(f"{list_id}.heads")
        self.plain = lexicon.words(f"{list_id}.plain")
        self.vague = lexicon.words(f"{list_id}.vague")
        self.refuse = lexicon.words(f"{list_id}.refuse")
        self.waters = lexicon.words(f"{list_id}.waters")
        self.unnamed = lexicon.words(f"{list_id}.unnamed")
        self.anaphors = lexicon.words(f"{list_id}.anaphors")
        self.same = lexicon.words(f"{list_id}.same")
        self.parties = lexicon.words(f"{list_id}.parties")
        self.tails = lexicon.table(f"{list_id}.tails")
        self.informal = InformalNames(reading, list_id, lexicon)
        self.titled = lexicon.words(f"{list_id}.titled")
        self.leads = lexicon.words(f"{list_id}.leads")
        self.led: list[_Found] = []
        self.common = bool(lexicon.node(f"{list_id}.common"))
        known = lexicon.table(f"{list_id}.known")
        self.known = {_key(alias): name for name, aliases in known.items() for alias in (name, *aliases)}
        self.starts = {key.split()[0] for key in self.known}
        self.longest = max((len(k.split()) for k in self.known), default=0)

    def mentions(self) -> list[Mention]:
        """Return the mentions in the order of the text; `value` is the listed name, or the fullest wording."""
        taken: set[int] = set()
        found: list[_Found] = []
        for reader in (self._led, self._listed, self._named):
            for item in reader():
                if not taken & set(range(item.first, item.last)):
                    found.append(item)
                    taken |= set(range(item.first, item.last))
        self._apposed(found)
        found += self._acronyms(found, taken)
        found.sort(key=lambda f: f.first)
        found += self._anaphoric(found, taken)
        return [self._mention(f) for f in sorted(found, key=lambda f: f.first)]

    def _mention(self, found: _Found) -> Mention:
        inside = range(found.first, found.last)
        head = next((i for i in inside if self.tokens[i].head not in inside), found.last - 1)
        start, end = self.tokens[found.first].start, self.tokens[found.last - 1].end
        return Mention("entry", start, end, found.name, self.list_id, head, found.first, found.last)

    def _listed(self) -> list[_Found]:
        found, i = [], 0
        while i < len(self.tokens):
            step = 1
            if _key(self.tokens[i].text).split(" ")[0] in self.starts and not self._recalls(i):
                for last in range(min(len(self.tokens), i + 2 * self.longest), i, -1):
                    if self.tokens[last - 1].sentence != self.tokens[i].sentence:
                        continue
                    surface = self._surface(i, last)
                    name = self.known.get(_key(surface))
                    acronym = surface.isupper() or not surface.isalpha()
                    if name and (self.common or surface[0].isupper() or acronym or " " in surface):
                        found.append(_Found(i, last, name))
                        step = last - i
                        break
            i += step
        return found

    def _surface(self, first: int, last: int) -> str:
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]

    def _led(self) -> list[_Found]:
        """Return the names that follow a word which announces them; the word belongs to them if capitalised."""
        found = []
        for token in self.tokens:
            last = token.i + 1
            while last < len(self.tokens) and self._continues(last, token):
                last += 1
            if token.lower in self.leads and last > token.i + 1:
                first = token.i if token.text[0].isupper() and token.tag != "NNS" else token.i + 1
                found.append(self._of_lead(first, last))
                while token.tag == "NNS" and (begin := self._next(last, token)) > last:
                    last = begin
                    while last < len(self.tokens) and self._continues(last, token):
                        last += 1
                    found.append(self._of_lead(begin, last))
        self.led = found
        return found

    def _of_lead(self, first: int, last: int) -> _Found:
        return _Found(first, last, re.sub(r"\s+", " ", self._surface(first, last)))

    def _next(self, i: int, lead: Token) -> int:
        """Return where the next name of a list begins: "the tankers Hestia, Calla Star and Nour"; i for none."""
        begin = i
        while begin < len(self.tokens) and self.tokens[begin].lower in (",", "and", "the"):
            begin += 1
        return begin if begin < len(self.tokens) and self._continues(begin, lead) else i

    def _recalls(self, i: int) -> bool:
        """Return whether a plain word means the thing named before by a lead: "the storm" after "Cyclone Amara"."""
        plain = self.common and self.tokens[i].lower in self.anaphors
        before = {t.lower for t in self.tokens[max(0, i - 2) : i]}
        return plain and bool(before & {"the", "this"}) and any(f.last <= i for f in self.led)

    def _continues(self, i: int, lead: Token) -> bool:
        token = self.tokens[i]
        raised = token.pos == "PROPN" and token.text[0].isupper() and token.lower not in self.leads
        return raised and token.sentence == lead.sentence and token.ent != "DATE"

    def _named(self) -> list[_Found]:
        found = []
        for token in self.tokens:
            title = token.lower in self.titled and token.text[0].isupper() and self._titled(token)
            if (token.lower in self.heads and not self._none(token)) or title:
                item = self._around(token)
                if item is not None:
                    found.append(item)
        return found

    def _none(self, head: Token) -> bool:
        """Return whether a head says that there is no such thing: "they have no labour pact with Peru"."""
        return any(self.tokens[c].lower == "no" for c in head.deps)

    def _titled(self, head: Token) -> bool:
        """Return whether a capital word for a paper has a capital after "of": "Statement of Partnership"."""
        after = self.tokens[head.i + 1 : head.i + 3]
        return (
            len(after) > 1 and after[0].lower == "of" and after[1].text[0].isupper() and self.informal.signed(head)
        )

    def _around(self, head: Token) -> _Found | None:
        """Return the name built around a head word, None when nothing makes it one."""
        first = self._left(head.i)
        last = self._right(head.i, named=first < head.i)
        words = [t.lower for t in self.tokens[first:last]]
        if self.refuse & set(words) or " ".join(words) in self.unnamed:
            return None
        before = [t for t in self.tokens[first : head.i] if t.pos != "PUNCT"]
        after = self.tokens[head.i + 1 : last]
        dated = any(_YEAR.fullmatch(t.text) for t in (*before, *after))
        capital = any(t.text[0].isupper() for t in before) or (head.text[0].isupper() and bool(after))
        capital = capital or self._placed(head, first, after)
        telling = bool(before) and head.lower in self.plain and before[-1].lower not in self.vague
        noun = telling and before[-1].pos in ("NOUN", "PROPN") and before[-1].lower not in self.heads
        noun = noun or (bool(before) and before[-1].lower in self.parties)
        if not (dated or capital or noun):
            return self._informally(head, telling=noun)
        if noun and not (dated or capital):
            longer = self.informal.around(head, telling=True)
            last = max(last, longer[1]) if longer else last
        while first < head.i and self._says_nothing(self.tokens[first]):
            first += 1
        return _Found(first, last, re.sub(r"\s+", " ", self._surface(first, last)))

    def _informally(self, head: Token, *, telling: bool) -> _Found | None:
        """Return a name in lower case: "the treaty on mutual legal assistance"."""
        found = self.informal.around(head, telling=telling) if head.lower in self.plain else None
        return _Found(*found, re.sub(r"\s+", " ", self._surface(*found))) if found else None

    def _says_nothing(self, token: Token) -> bool:
        """Return whether a word at the front is no part of a name: "bilateral", but not "Framework"."""
        return token.lower in ("'s", "the") or (token.lower in self.vague and not token.text[0].isupper())

    def _placed(self, head: Token, first: int, after: list[Token]) -> bool:
        """Return whether a name behind a plain head makes it one: "the agreement on the Kars railway"."""
        if not after or after[0].lower not in self.tails.get(head.lower, ()):
            return False
        known = self.tokens[first - 1].lower in _DEFINITE or after[0].lower != "on"
        return known and any(t.text[0].isupper() and t.ent != "DATE" for t in after)

    def _left(self, i: int) -> int:
        """Return where the name before a head begins: capitals, years and joining words, else one noun."""
        sentence, first, j = self.tokens[i].sentence, i, i - 1
        while j >= 0 and i - j <= _LONGEST and self.tokens[j].sentence == sentence:
            token = self.tokens[j]
            if token.text[0].isupper() and token.pos in ("PROPN", "NOUN", "ADJ") and token.lower != "the":
                first = j
            elif _YEAR.fullmatch(token.text) and first == j + 1:
                first = j
                break
            elif first == j + 1 and token.text.islower() and self._describes(token, i, bare=first == i):
                first = j
            elif first == j + 2 and self.tokens[j + 1].text == "-" and token.text.islower() and token.pos == "NOUN":
                first = j  # "visa-waiver agreement"
            elif token.lower == "of" and first == j + 1 and self.tokens[j - 1].lower in self.waters:
                pass  # "the Bay of Bengal Convention"
            elif token.lower in self.vague and token.pos in ("NOUN", "ADJ"):
                j -= 1  # "the India-EU free trade agreement": the capital may stand before it
                continue
            elif token.lower not in _JOINS or token.lower in ("of", "on", "to", "in", "with", "the", "for"):
                break
            j -= 1
        while first < i and (self.tokens[first].tag == "POS" or self.tokens[first].lower in _JOINS):
            first += 1
        return first

    def _describes(self, token: Token, i: int, *, bare: bool) -> bool:
        """Return whether a small word before a head is part of its name: "investment protection agreement"."""
        if bare:
            return token.pos in ("NOUN", "ADJ")
        return token.pos == "NOUN" and token.dep == "compound" and token.head <= i

    def _right(self, i: int, *, named: bool) -> int:
        """Return where the name ends: "on Transit and Tariffs" belongs to it, a date only to a nameless head."""
        last, limit = self._numbered(i), self.reading.sentences[self.tokens[i].sentence].last
        for _ in range(_TAILS):
            end = self._tail(last, limit, named=named) if last < limit else last
            if end == last:
                break
            last = end
        lower_tail = last == i + 1 and last < limit and self.tokens[last].lower == "on"
        if lower_tail and self.tokens[i - 1].pos == "NUM":  # "the 2013 agreement on diplomatic passports"
            last = self._plainly(last, limit)
        return last

    def _numbered(self, i: int) -> int:
        """Return the token after a head and its number: "Convention No. 169", "Protocol 12"."""
        after = [t.lower for t in self.tokens[i + 1 : i + 4]]
        size = next((n for n, t in enumerate(after) if t not in ("no", "no.", "nos.", ".", "number")), len(after))
        digits = size < len(after) and after[size].isdigit() and len(after[size]) <= _DIGITS
        return i + 2 + size if digits and (size or self.tokens[i].text[0].isupper()) else i + 1

    def _tail(self, j: int, limit: int, *, named: bool) -> int:
        """Return where "on Railway Safety", "of All Forms of X against Y" ends; j when no name follows."""
        word = self.tokens[j].lower
        if word not in _TAIL:
            return j
        last, k, raised = j, j + 1, False
        while k < limit:
            token = self.tokens[k]
            year = word == "of" and token.pos == "NUM"
            if named and token.ent == "DATE" and (token.text[0].isupper() or year):
                break
            if token.text[0].isupper() or year:
                last, raised = k + 1, True
            elif token.text == "," and not self._listed_on(k, limit):
                break
            elif token.text != "," and token.lower not in _WITHIN:
                trailing = raised and token.pos == "NOUN" and self.tokens[k - 1].i == last - 1 and word == "on"
                if not trailing:  # "on the Kars–Poti railway"
                    break
                last = k + 1
                break
            k += 1
        return last

    def _listed_on(self, k: int, limit: int) -> bool:
        """Return whether a comma stands inside a name: "of Friendship, Trade and Navigation"."""
        for j in range(k + 1, min(k + 1 + _LISTED, limit)):
            token = self.tokens[j]
            if token.lower == "and":
                after = self.tokens[min(j + 1, limit - 1)]
                return j > k + 1 and after.text[0].isupper() and not self._tied(after.i)
            if not token.text[0].isupper() and token.text != ",":
                return False
            if self._tied(j):
                return False
        return False

    def _tied(self, j: int) -> bool:
        """Return whether a capital belongs to somebody or some place of its own."""
        return self.tokens[j].ent in ("PERSON", "GPE", "DATE", "NORP")

    def _plainly(self, j: int, limit: int) -> int:
        last = j
        while j + 1 < limit and (
            self.tokens[j + 1].pos in ("ADJ", "NOUN", "DET") or self.tokens[j + 1].tag == "VBG"
        ):
            j += 1
            last = j + 1
        return last if last > j - 1 and self.tokens[j].pos != "DET" else j

    def _apposed(self, found: list[_Found]) -> None:
        """Give what stands in apposition the name before it: "the CPTPP, the trans-Pacific trade pact"."""
        ends = {item.last: item for item in found}
        for item in found:
            back = range(item.first - 1, max(0, item.first - _ASIDE), -1)
            article = next((i for i in back if self.tokens[i].lower in ("a", "an", "the")), 0)
            named = ends.get(article - 1) if article and self.tokens[article - 1].text == "," else None
            if named and item.name not in self.known.values():
                item.name = named.name

    def _acronyms(self, found: list[_Found], taken: set[int]) -> list[_Found]:
        """Return the later uses of acronyms that stand in brackets after a name, the brackets joined to it."""
        short: dict[str, str] = {}
        for item in found:
            bracket = _BRACKETED.match(self.text, self.tokens[item.last - 1].end)
            if bracket:
                short.setdefault(bracket[1], item.name)
        return [_Found(t.i, t.i + 1, short[t.text]) for t in self.tokens if t.text in short and t.i not in taken]

    def _anaphoric(self, found: list[_Found], taken: set[int]) -> list[_Found]:
        """Return "the agreement", "this pact" as mentions of the last one named in the passage before."""
        extra = []
        for token in self.tokens:
            before = [t.lower for t in self.tokens[max(0, token.i - 2) : token.i]]
            after = self.tokens[token.i + 1].lower if token.i + 1 < len(self.tokens) else ""
            described = before[:1] == ["the"] and before[-1] in self.same
            meant = described or before[-1:] in (["the"], ["this"], ["same"])
            if (
                token.lower not in self.anaphors
                or token.i in taken
                or not meant
                or self._another(after, token.i + 1)
            ):
                continue
            near = self.reading.sentences[token.sentence].passage
            called = self._called(found, token)
            if called is not None:
                extra.append(_Found(token.i, token.i + 1, called.name))
                continue
            known = [f for f in found if f.first < token.i and self._passage(f) in (near, near - 1)]
            if known and token.i - known[-1].last < 60:  # noqa: PLR2004 -- two sentences of news text
                extra.append(_Found(token.i, token.i + 1, known[-1].name))
        return extra

    def _another(self, after: str, i: int) -> bool:
        """Return whether what follows tells which: "the agreement establishing the bank", "the accord that …"."""
        tags = {t.tag for t in self.tokens[i : i + 1]}
        return after in _TAIL or after in ("that", "which", "under", "against", "to") or bool(tags & {"VBG", "VBN"})

    def _called(self, found: list[_Found], token: Token) -> _Found | None:
        """Return what "the landmark agreement – officially known as X" goes on to name."""
        after = next((f for f in found if token.i < f.first <= token.i + _LONGEST), None)
        if after is None or self.tokens[after.first].sentence != token.sentence:
            return None
        between = {t.lower for t in self.tokens[token.i + 1 : after.first]}
        return after if between & {"known", "called", "dubbed", "named"} else None

    def _passage(self, found: _Found) -> int:
        return self.reading.sentences[self.tokens[found.first].sentence].passage


def _key(name: str) -> str:
    return re.sub(r"[\s\-–]+", " ", name).strip().casefold()


def find_entries(reading: Reading, list_id: str, lexicon: Lexicon) -> list[Mention]:
    """Return the mentions of one list's things in a reading."""
    return EntryReader(reading, list_id, lexicon).mentions()
