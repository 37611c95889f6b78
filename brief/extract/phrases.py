"""Phrases and a reading in, matches out: wordings that are read along the surface, not the parse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from brief.extract.frames import Binding, Match
from brief.extract.phrases_form import Element, Phrase, compile_phrases
from brief.extract.phrases_slots import PhraseSlots
from brief.extract.reading import Reading
from brief.extract.slots import SlotFiller

__all__ = ["Phrase", "PhraseMatcher", "compile_phrases"]

GAP = 8  # words that `...` may pass over
_DENYING = ("not", "n't", "never", "no", "hardly", "nor")
_QUOTES = ('"', "'", "“", "”", "‘", "’")


class PhraseMatcher(PhraseSlots):
    """Finds phrases in one reading."""

    def __init__(self, reading: Reading, slots: SlotFiller) -> None:
        super().__init__(reading, slots)
        self.by_word: dict[str, list[int]] = {}
        self.forms = [(t.lower, t.lemma, "not") if t.lower == "n't" else (t.lower, t.lemma) for t in self.tokens]
        self.words_of: list[set[str]] = [set() for _ in reading.sentences]
        for token in self.tokens:
            for word in {token.lower, token.lemma}:
                self.by_word.setdefault(word, []).append(token.i)
                self.words_of[token.sentence].add(word)

    def matches(self, phrase: Phrase) -> list[Match]:
        """Return every place where the phrase stands, at most one from each first word."""
        if phrase.problems:
            return []
        anchor = phrase.first_word
        words = phrase.elements[anchor].by_first
        if self.by_word.keys().isdisjoint(words):
            return []  # most phrases speak of nothing that a source tells
        held: dict[int, bool] = {}
        found = []
        for i in sorted({i for word in words for i in self.by_word.get(word, ())}):
            number = self.tokens[i].sentence
            if number not in held:
                held[number] = self._holds(number, phrase.elements[anchor + 1 :])
            if not held[number]:
                continue
            if anchor and phrase.elements[0].opening and not self._opens(i):
                continue
            match = self._at(phrase, anchor, i)
            if match is not None:
                found.append(match)
        return found

    def _holds(self, sentence: int, elements: Sequence[Element]) -> bool:
        """Return whether a sentence has the words that must be there."""
        words = self.words_of[sentence]
        return not any(e.words and not e.optional and words.isdisjoint(e.by_first) for e in elements)

    def _opens(self, i: int) -> bool:
        """Return whether a sentence begins at a token, quotation marks and bullets aside."""
        first = self.reading.sentences[self.tokens[i].sentence].first
        return all(t.pos == "PUNCT" for t in self.tokens[first:i])

    def _at(self, phrase: Phrase, anchor: int, i: int) -> Match | None:
        limit = self.reading.sentences[self.tokens[i].sentence].last
        for end, fills in self._rest(phrase.elements[anchor:], i, limit):
            binding = dict(fills)
            before = phrase.elements[anchor - 1] if anchor else None
            if before is not None and before.slot:
                filled = self.before(before, i)
                if not filled:
                    return None
                binding[before.slot] = filled
            first = min((f.start for fs in binding.values() for f in fs), default=self.tokens[i].start)
            last = max((f.end for fs in binding.values() for f in fs), default=self.tokens[end - 1].end)
            start = min(first, self.tokens[i].start)
            return Match(
                phrase.section, phrase.index, phrase.say, binding, i, start, max(last, self.tokens[end - 1].end)
            )
        return None

    def _rest(self, elements: Sequence[Element], i: int, limit: int) -> Iterator[tuple[int, Binding]]:
        """Yield the ends and fills of the elements from token i on, the nearest first, up to the sentence's end."""
        if not elements:
            yield i, {}
        elif elements[0].gap:
            for skipped in range(min(GAP, max(0, limit - i)) + 1):
                yield from self._rest(elements[1:], i + skipped, limit)
        elif elements[0].slot:
            for end, fills in self.slot(elements[0], i, limit):
                for last, more in self._rest(elements[1:], end, limit):
                    yield last, {**fills, **more}
        else:
            yield from self._worded(elements, i, limit)

    def _worded(self, elements: Sequence[Element], i: int, limit: int) -> Iterator[tuple[int, Binding]]:
        at = i
        if i < limit and self.tokens[i].text in _QUOTES and elements[0].words[0][:1] != ('"',):
            at += 1  # a quotation may begin in the middle of a wording
        for row in elements[0].rows_at(self.forms[at]) if at < limit else ():
            if self._stands(row, at, limit):
                yield from self._rest(elements[1:], at + len(row), limit)
        if elements[0].optional:
            yield from self._rest(elements[1:], i, limit)
        elif i < limit and self.tokens[i].pos == "ADV" and self.tokens[i].lower not in _DENYING:
            yield from self._worded(elements, i + 1, limit)  # "the talks *then* turned to", "would *even* discuss"

    def _stands(self, row: tuple[str, ...], i: int, limit: int) -> bool:
        return i + len(row) <= limit and all(word in self.forms[i + n] for n, word in enumerate(row))
