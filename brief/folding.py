"""A text in, the copy that is searched out: without unseen characters and disguises, and with the way back.

What is quoted is always the text itself; a value is told in the copy's letters, so that a name broken by a soft
hyphen is the name, and nothing that turns the direction of a line is ever rendered.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from brief.model import Claim, Dating, Evidence, Passage, SourceDocument, Span

# Letters of Greek and Cyrillic that look Latin, with what they look like.
_LIKENESS: Final = str.maketrans(
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοАВЕЅІЈКМНОРСТУХаеорсухѕіјԁһ",
    "ABEZHIKMNOPTYXoABESIJKMHOPCTYXaeopcyxsijdh",
)
LIKE_LATIN: Final = frozenset(map(chr, _LIKENESS))
_MIXED = re.compile("[A-Za-zÀ-ɏ][Ͱ-ϿЀ-ԯ]|[Ͱ-ϿЀ-ԯ][A-Za-zÀ-ɏ]")
_WORD = re.compile("[A-Za-zÀ-ɏͰ-ϿЀ-ԯ]{2,}")
_LATIN = re.compile("[A-Za-zÀ-ɏ]")
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff"
# Joiners belong to the words of Persian, Hindi and others, and to emoji; anywhere else they are unseen.
_ELSEWHERE = "(?<![\u0590-\u0eff\u1000-\u1fff\u2190-\u2fff\U0001f000-\U0001ffff])"
_ODD = re.compile(
    "(?P<unseen>[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]+"
    f"|{_ELSEWHERE}[\u200c\u200d\ufe00-\ufe0f]+)"
    "|(?P<line>[\x85\u2028\u2029])"
    "|(?P<form>[\ufb00-\ufb06]|[\uff01-\uff5e]+|[\U0001d400-\U0001d7ff]+)"
    f"|(?P<accented>[^\\W\\d_][{_MARKS}]+)"
)


@dataclass(frozen=True)
class _Change:
    """Where the copy differs: for `start` to `end` of the text, `length` characters of the copy from `at` on."""

    start: int
    end: int
    at: int
    length: int


class Folding:
    """The copy of a text that is searched, `text`, and the way from each to the other."""

    def __init__(self, text: str, changes: list[_Change]) -> None:
        self.text = text
        self._changes = changes
        self._of_copy = [change.at for change in changes]
        self._of_text = [change.start for change in changes]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the text for a range of the copy that is not empty."""
        return self._place(start)[0], self._place(end - 1)[1]

    def _place(self, at: int) -> tuple[int, int]:
        """Return the range of the text that one character of the copy stands for."""
        number = bisect_right(self._of_copy, at) - 1
        if number < 0:
            return at, at + 1
        change = self._changes[number]
        within = at - change.at
        if within >= change.length:
            place = change.end + within - change.length
        elif change.length != change.end - change.start:
            return change.start, change.end
        else:
            place = change.start + within
        return place, place + 1

    def forth(self, at: int) -> int:
        """Return the place in the copy of a place in the text."""
        number = bisect_right(self._of_text, at) - 1
        if number < 0:
            return at
        change = self._changes[number]
        if at >= change.end:
            return change.at + change.length + at - change.end
        return change.at + min(at - change.start, change.length)


def folding(text: str) -> Folding | None:
    """Return the copy to be searched, None when the text itself can be."""
    if text.isascii():
        return None
    pieces: list[str] = []
    changes: list[_Change] = []
    done = length = 0
    for match in _ODD.finditer(text):
        new = _plain(match)
        if new == match.group():
            continue
        pieces += (text[done : match.start()], new)
        length += match.start() - done
        changes.append(_Change(match.start(), match.end(), length, len(new)))
        length += len(new)
        done = match.end()
    copy = "".join((*pieces, text[done:])) if changes else text
    if _MIXED.search(copy):
        copy = _WORD.sub(_one_script, copy)
    return None if copy == text else Folding(copy, changes)


def folded(text: str) -> str:
    """Return the copy of a text that is searched, which may be the text."""
    copy = folding(text)
    return text if copy is None else copy.text


def _plain(match: re.Match[str]) -> str:
    """Return what an odd stretch is read as: nothing, a line's end, plain letters, an accented letter."""
    if match["unseen"]:
        return ""
    if match["line"]:
        return "\n"
    return unicodedata.normalize("NFKC" if match["form"] else "NFC", match.group())


def _one_script(match: re.Match[str]) -> str:
    """Return a word of mixed scripts in Latin letters where every other letter of it looks like one."""
    word = match.group()
    if not _MIXED.search(word):
        return word
    other = [letter for letter in word if not _LATIN.match(letter)]
    return word.translate(_LIKENESS) if all(letter in LIKE_LATIN for letter in other) else word


class Searched:
    """A source as it is searched: `copy` is the source itself or has its folded text; what is found goes back."""

    def __init__(self, source: SourceDocument) -> None:
        self._source = source
        self._folding = folding(source.text)
        self.copy = source if self._folding is None else _copied(source, self._folding)

    def evidence(self, found: Evidence) -> Evidence:
        """Return the quotation of the source for one of the copy."""
        return found if self._folding is None else self._source.cut(*self._folding.back(found.start, found.end))

    def dating(self, found: Dating) -> Dating:
        """Return the dating with the source's own words."""
        if self._folding is None or found.evidence is None:
            return found
        return found.model_copy(update={"evidence": self.evidence(found.evidence)})

    def place(self, at: int) -> int:
        """Return the place in the copy of a place in the source."""
        return at if self._folding is None else self._folding.forth(at)

    def passages(self, found: Sequence[Passage]) -> tuple[Passage, ...]:
        """Return passages of the copy where they stand in the source."""
        fold = self._folding
        return tuple(found) if fold is None else tuple(_raised(passage, fold) for passage in found)

    def claim(self, found: Claim) -> Claim:
        """Return the claim with the source's own words as its evidence; its text stays the copy's."""
        if self._folding is None:
            return found
        quoted = {name: self.evidence(e) for name in ("evidence", "context") if (e := getattr(found, name))}
        return found.model_copy(update=quoted) if quoted else found


def _copied(source: SourceDocument, fold: Folding) -> SourceDocument:
    spans = (Span(start=fold.forth(p.span.start), end=fold.forth(p.span.end)) for p in source.passages)
    passages = tuple(Passage(span=span, layer=p.layer) for span, p in zip(spans, source.passages, strict=True))
    made = source.model_copy(update={"text": fold.text, "passages": passages})
    found = source.published.evidence
    if found is None:
        return made
    start, end = fold.forth(found.start), fold.forth(found.end)
    shown = made.cut(start, end) if start < end else None
    return made.model_copy(update={"published": source.published.model_copy(update={"evidence": shown})})


def _raised(passage: Passage, fold: Folding) -> Passage:
    span = passage.span
    start, end = fold.back(span.start, span.end) if span.start < span.end else (0, 0)
    return Passage(span=Span(start=start, end=end), layer=passage.layer)
