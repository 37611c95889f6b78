"""Phrase patterns and a reading in, matches out: wordings that are read along the surface, not the parse.

A phrase is a row of words in any inflection with slots between them: "issues ... including {topic}",
"(has/have) not (yet) been decided". `a/b` are alternatives, `(…)` may be missing, `[list]` is any
member of a word list, `...` passes over up to eight words of the same sentence, `^` is the beginning of
one. A slot that stands first reads backwards from the words after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from brief.extract.frames import Binding, Fill, Match
from brief.extract.reading import Reading, Token
from brief.extract.slots import SlotFiller
from brief.schema import PatternSpec, Schema

_ASIDE = 16  # words of a relative clause between a list and its verb
GAP = 8  # words that `...` may pass over
_BULLETS = ("-", "–", "—", "•", "*", "·", "►", "▪")
_QUOTES = ('"', "'", "“", "”", "‘", "’")
_SKIP = 3  # words between a slot's place and the name in it: "the jailed novelist X"
_ELEMENT = re.compile(r"\{(\w+)(?::(\w+))?\}|\(([^)]*)\)|(\.\.\.)|(\S+)")
_LIST = re.compile(r"\[([^\]]+)\]")

Words = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Element:
    """One piece of a phrase: words (alternatives, each a row of words), a slot, or a gap."""

    words: Words = ()
    slot: str = ""
    type: str = ""
    gap: bool = False
    optional: bool = False
    opening: bool = False  # the sentence begins here


@dataclass(frozen=True, slots=True)
class Phrase:
    """A compiled phrase. `problems` say why it can never match."""

    section: str
    index: int
    say: str
    elements: tuple[Element, ...]
    problems: tuple[str, ...] = ()

    @property
    def first_word(self) -> int:
        """Return the position of the first element made of words that must be there."""
        return next((n for n, e in enumerate(self.elements) if e.words and not e.optional), -1)


def compile_phrases(
    section: str, find: Sequence[PatternSpec], types: Mapping[str, str], schema: Schema
) -> list[Phrase]:
    """Return one compiled phrase for each `phrase` of a section."""
    return [_compile(section, i, spec.phrase, types, schema) for i, spec in enumerate(find) if spec.phrase]


def _compile(section: str, index: int, text: str, types: Mapping[str, str], schema: Schema) -> Phrase:
    elements: list[Element] = []
    problems: list[str] = []
    for slot, kind, optional, gap, word in _ELEMENT.findall(text):
        if slot:
            known = kind or types.get(slot, "")
            if not known:
                problems.append(f"{{{slot}}} is no field; write {{{slot}:type}}")
            elements.append(Element(slot=slot, type=known or "phrase"))
        elif word == "^":
            elements.append(Element(opening=True))
        elif gap:
            elements.append(Element(gap=True))
        else:
            options = _options(optional or word, schema, problems)
            elements.append(Element(words=options, optional=bool(optional)))
    phrase = Phrase(section, index, text, tuple(elements), tuple(problems))
    if phrase.first_word < 0:
        problems.append("a phrase needs a word of its own beside its slots")
    elif phrase.first_word > 1:
        problems.append("only one slot may stand before the first word")
    return Phrase(section, index, text, tuple(elements), tuple(problems))


def _options(text: str, schema: Schema, problems: list[str]) -> Words:
    rows: list[tuple[str, ...]] = []
    for option in text.split("/"):
        listed = _LIST.fullmatch(option)
        if listed is None:
            rows.append(tuple(option.lower().split()))
        elif listed[1] in schema.words:
            rows.extend(tuple(w.lower().split()) for w in schema.words[listed[1]])
        else:
            problems.append(f"no word list is called [{listed[1]}]")
    return tuple(rows)


class PhraseMatcher:
    """Finds phrases in one reading."""

    def __init__(self, reading: Reading, slots: SlotFiller) -> None:
        self.reading, self.tokens, self.slots = reading, reading.tokens, slots
        self.by_word: dict[str, list[int]] = {}
        for token in self.tokens:
            for word in sorted({token.lower, token.lemma}):
                self.by_word.setdefault(word, []).append(token.i)

    def matches(self, phrase: Phrase) -> list[Match]:
        """Return every place where the phrase stands, at most one from each first word."""
        if phrase.problems:
            return []
        anchor = phrase.first_word
        starts = sorted({i for row in phrase.elements[anchor].words for i in self.by_word.get(row[0], ())})
        found = []
        for i in starts:
            if anchor and phrase.elements[0].opening and not self._opens(i):
                continue
            match = self._at(phrase, anchor, i)
            if match is not None:
                found.append(match)
        return found

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
                filled = self._before(before, i)
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
            for end, fills in self._slot(elements[0], i, limit):
                for last, more in self._rest(elements[1:], end, limit):
                    yield last, {**fills, **more}
        else:
            yield from self._worded(elements, i, limit)

    def _worded(self, elements: Sequence[Element], i: int, limit: int) -> Iterator[tuple[int, Binding]]:
        at = i
        if i < limit and self.tokens[i].text in _QUOTES and elements[0].words[0][:1] != ('"',):
            at += 1  # a quotation may begin in the middle of a wording
        for row in elements[0].words:
            if self._stands(row, at, limit):
                yield from self._rest(elements[1:], at + len(row), limit)
        if elements[0].optional:
            yield from self._rest(elements[1:], i, limit)

    def _stands(self, row: tuple[str, ...], i: int, limit: int) -> bool:
        if i + len(row) > limit:
            return False
        return all(
            word in (self.tokens[i + n].lower, self.tokens[i + n].lemma)
            or (word == "not" and self.tokens[i + n].lower == "n't")
            for n, word in enumerate(row)
        )

    # ---- slots

    def _slot(self, element: Element, i: int, limit: int) -> Iterator[tuple[int, Binding]]:
        i = self._skip_marks(i, limit)
        if i >= limit:
            if element.type == "topic" and self.tokens[limit - 1].text == ":":
                yield from self._bullets(element, limit)
            return
        if element.type in ("clause", "sentence"):
            fill = self._stretch(i, limit)
            if fill is not None:
                yield limit, {element.slot: [fill]}
        elif element.type == "topic":
            yield from self._topics(element, i)
        elif element.type in ("phrase", "quote"):
            span = self.slots.phrases.phrase(i)
            if span is not None:
                start, end = self._characters(*self.slots.phrases.trimmed(span))
                yield span[1], {element.slot: [Fill(start, end, head=self.slots.phrases.head(span).i)]}
        else:
            yield from self._named(element, i, limit)

    def _named(self, element: Element, i: int, limit: int) -> Iterator[tuple[int, Binding]]:
        """Yield the person, place … that stands within a few words: "the jailed novelist X"."""
        if element.type in ("actor", "party"):
            span = self.slots.phrases.phrase(i)
            found = self.slots.fill(element.type, [self.slots.phrases.head(span).i]) if span else []
            if span and found:
                yield span[1], {element.slot: found[:1]}
            return
        for j in range(i, min(i + _SKIP + 1, limit)):
            found = self.slots.fill(element.type, [j])
            last = max((m.last for m in self.slots.at.get(j, ())), default=j + 1)
            if found:
                more = self._others(element, i) if element.type == "person" else []
                yield last, {element.slot: [*found[:1], *(f for f in more if f.entity != found[0].entity)]}
                return
            if self._parts(self.tokens[j]):
                return

    @staticmethod
    def _parts(token: Token) -> bool:
        """Return whether a word parts a slot's place from names beyond it; a participle that describes does not."""
        return token.pos == "PUNCT" or (token.pos == "VERB" and token.dep != "amod")

    def _others(self, element: Element, i: int) -> list[Fill]:
        """Return the persons of the list that begins at token i, one from each of its phrases."""
        spans = self.slots.phrases.items(i)
        return [f for a, b in spans for f in self.slots.fill(element.type, range(b - 1, a - 1, -1))[:1]]

    def _topics(self, element: Element, i: int) -> Iterator[tuple[int, Binding]]:
        spans = self.slots.phrases.items(i)
        fills = [f for span in spans for f in self.slots.topic(span)]
        if fills:
            yield spans[-1][1], {element.slot: fills}

    def _bullets(self, element: Element, limit: int) -> Iterator[tuple[int, Binding]]:
        """Yield the items of a bulleted list that follows a colon, one phrase an item."""
        fills: list[Fill] = []
        passage = self.reading.sentences[self.tokens[limit - 1].sentence].passage
        for sentence in self.reading.sentences[self.tokens[limit - 1].sentence + 1 :]:
            if sentence.passage == passage:
                continue
            if sentence.passage != passage + 1 or self.tokens[sentence.first].text not in _BULLETS:
                break
            passage = sentence.passage
            spans = self.slots.phrases.items(sentence.first + 1)
            fills += [f for span in spans for f in self.slots.topic(span)]
        if fills:
            yield limit, {element.slot: fills}

    def _before(self, element: Element, i: int) -> list[Fill]:
        """Return what the slot before the first word holds, read backwards."""
        end = i
        sentence = self.reading.sentences[self.tokens[i].sentence]
        while end > sentence.first and self._slack(self.tokens[end - 1]):
            end -= 1
        end = self._before_aside(sentence.first, end)
        if end <= sentence.first:
            return []
        if element.type in ("clause", "sentence"):
            fill = self._stretch(sentence.first, end)
            return [fill] if fill else []
        if element.type in ("topic", "phrase"):
            spans = self.slots.phrases.items_before(end) if end < len(self.tokens) else []
            if element.type == "topic":
                return [f for span in spans for f in self.slots.topic(span)]
            spans = [self.slots.phrases.trimmed(s) for s in spans[-1:]]
            return [Fill(*self._characters(*s), head=self.slots.phrases.head(s).i) for s in spans]
        for j in range(end - 1, max(sentence.first, end - 1 - _SKIP) - 1, -1):
            found = self.slots.fill(element.type, [j])
            if found:
                return found[:1]
            if self._parts(self.tokens[j]):
                break
        return []

    def _before_aside(self, first: int, end: int) -> int:
        """Return where a list ends that a relative clause in commas parts from its verb: "X, which …, was"."""
        if end < len(self.tokens) and self.tokens[end].text == ",":
            for i in range(end - 1, max(first, end - _ASIDE), -1):
                if self.tokens[i].lower in ("which", "who") and self.tokens[i - 1].text == ",":
                    return i - 1
        return end

    @staticmethod
    def _slack(token: Token) -> bool:
        """Return whether a word may stand between a slot and the words after it: "were *also* all listed"."""
        return (
            token.pos in ("AUX", "ADV") or token.text in ('"', "'", ",", "”", "’") or token.lower in ("all", "both")
        )

    def _skip_marks(self, i: int, limit: int) -> int:
        while i < limit and (self.tokens[i].text in ('"', "'", "“", "‘", ":", "(", "-", "–", "—", "[")):
            i += 1
        return i

    def _stretch(self, first: int, last: int) -> Fill | None:
        while last > first and (self.tokens[last - 1].pos == "PUNCT" and self.tokens[last - 1].text != "?"):
            last -= 1
        while first < last and self.tokens[first].pos == "PUNCT":
            first += 1
        if last - first < 2:  # noqa: PLR2004 -- one word is no clause
            return None
        return Fill(self.tokens[first].start, self.tokens[last - 1].end, head=first)

    def _characters(self, first: int, last: int) -> tuple[int, int]:
        return self.tokens[first].start, self.tokens[last - 1].end
