"""Ranges of tokens: which token carries one, which tokens a phrase covers, what its raw text is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from brief.extract.parts import fold
from brief.extract.reading import Mention, MentionType, Reading, Token

STEM = 2  # characters by which known phrases are looked up


def carrier(tokens: list[Token], first: int, last: int) -> int:
    """Return the token of `first:last` whose head stands outside it: the last one, or a root."""
    for i in range(last - 1, first - 1, -1):
        head = tokens[i].head
        if head == i or not first <= head < last:
            return i
    return last - 1


def mention(reading: Reading, kind: tuple[MentionType, str], value: str, first: int, last: int) -> Mention:
    """Return a mention of the tokens `first:last`; `kind` is its type and how it names."""
    tokens = reading.tokens
    start, end = tokens[first].start, tokens[last - 1].end
    return Mention(kind[0], start, end, value, kind[1], carrier(tokens, first, last), first, last)


def written(reading: Reading, first: int, last: int) -> str:
    """Return what the source writes at the tokens `first:last`, on one line."""
    tokens = reading.tokens
    return " ".join(reading.source.text[tokens[first].start : tokens[last - 1].end].split())


def covered(mentions: Iterable[Mention]) -> set[int]:
    """Return every token that one of the mentions covers."""
    return {i for m in mentions for i in range(m.first, m.last)}


class Phrases:
    """Known phrases with what each stands for; the longest that begins at a token is found."""

    def __init__(self, phrases: Mapping[str, str]) -> None:
        self._by_stem: dict[str, list[str]] = defaultdict(list)
        self.meaning = {fold(phrase): value for phrase, value in phrases.items()}
        for phrase in self.meaning:
            self._by_stem[phrase[:STEM]].append(phrase)
        for known in self._by_stem.values():
            known.sort(key=lambda phrase: (-len(phrase), phrase))

    def find(self, reading: Reading) -> Iterator[tuple[str, int, int]]:
        """Yield phrases with their token ranges, from left to right, never overlapping."""
        text, tokens = fold(reading.source.text), reading.tokens
        i = 0
        while i < len(tokens):
            token = tokens[i]
            phrase = self._at(text, token.start)
            last = i + 1
            if phrase:
                end = token.start + len(phrase)
                while last < len(tokens) and tokens[last].start < end:
                    last += 1
                if tokens[last - 1].sentence == token.sentence:
                    yield phrase, i, last
            i = last

    def _at(self, text: str, start: int) -> str:
        for phrase in self._by_stem.get(text[start : start + STEM], ()):
            end = start + len(phrase)
            if text.startswith(phrase, start) and not text[end : end + 1].isalnum():
                return phrase
        return ""
