"""A slot of a phrase and the token at which it begins (or ends) in; where it goes on and what it holds out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from brief.extract.frames import Binding, Fill
from brief.extract.phrases_form import Element
from brief.extract.reading import Reading, Token
from brief.extract.slots import SlotFiller
from brief.model import Layer

_ASIDE = 16  # words of a relative clause between a list and its verb
_ITEM = re.compile(r"\s*(?:[-–—•*·►▪]|\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)])\s*")  # what an item of a list opens with
_HEADING = 6  # words of a line that may head a list
_ENDS = (".", ",", "!", "…", '"', "”", "’", "'")  # what may stand behind an answer in so many words
_NAMES = ("person", "organisation")  # what a list names item by item
_SKIP = 3  # words between a slot's place and the name in it: "the jailed novelist X"


class PhraseSlots:
    """Fills the slots of phrases in one reading."""

    def __init__(self, reading: Reading, slots: SlotFiller) -> None:
        self.reading, self.tokens, self.slots = reading, reading.tokens, slots

    def slot(self, element: Element, i: int, limit: int) -> Iterator[tuple[int, Binding]]:
        """Yield where a slot that begins at token i may end, and what it then holds."""
        i = self._skip_marks(i, limit)
        if (
            element.type == "topic"
            and i + 1 < limit
            and self.tokens[i].pos == "ADV"
            and i not in self.slots.phrases.named
        ):
            i += self.tokens[i].lower not in ("not", "n't")  # "discussed *extensively* the quotas"
        if i >= limit:
            if element.type == "topic" and self.tokens[limit - 1].text == "?":
                yield from self._answers(element, limit)
            elif element.type in ("topic", *_NAMES) and self._leads(limit - 1):
                yield from self._bullets(element, limit)
            return
        if element.type in ("clause", "sentence"):
            fill = self._stretch(i, limit)
            if fill is not None:
                yield limit, {element.slot: [fill]}
        elif element.type == "topic":
            yield from self._topics(element, i)
        elif element.type in ("phrase", "quote"):
            yield from self._phrased(element, i)
        else:
            yield from self._named(element, i, limit)

    def _phrased(self, element: Element, i: int) -> Iterator[tuple[int, Binding]]:
        """Yield the noun phrase at token i, then all but its last word: "{charge} charges" has one of its own."""
        span = self.slots.phrases.phrase(i)
        for last in (span[1], span[1] - 1) if span is not None else ():
            if last > i:
                start, end = self._characters(*self.slots.phrases.trimmed((i, last)))
                yield last, {element.slot: [Fill(start, end, head=self.slots.phrases.head((i, last)).i)]}

    def _leads(self, i: int) -> bool:
        """Return whether a list may follow the last token of a sentence: a colon, or the last of a heading."""
        here = self.reading.sentences[self.tokens[i].sentence]
        after = self.reading.sentences[here.i + 1 : here.i + 2]
        brief = here.last - here.first <= _HEADING and here.passage + 1 == (after[0].passage if after else -1)
        return self.tokens[i].text == ":" or here.layer is Layer.HEADING or brief

    def _named(self, element: Element, i: int, limit: int) -> Iterator[tuple[int, Binding]]:
        """Yield the person, place … that stands within a few words: "the jailed novelist X"."""
        if element.type in ("actor", "party"):
            span = self.slots.phrases.phrase(i)
            found = self.slots.fill(element.type, [self.slots.phrases.head(span).i]) if span else []
            if span and found:
                yield span[1], {element.slot: found[:1]}
            return
        if element.type == "organisation":
            yield from self._firms(element, i)
            return
        for j in range(i, min(i + _SKIP + 1, limit)):
            found = self.slots.fill(element.type, [j])
            last = max((m.last for m in self.slots.at.get(j, ())), default=j + 1)
            if found and element.type == "number" and found[0].start > self.tokens[i].start:
                return  # "the dead *and* seven missing", "affected *in* nine zones"
            if found:
                more = self._others(element, i) if element.type == "person" else []
                yield last, {element.slot: [*found[:1], *(f for f in more if f.entity != found[0].entity)]}
                return
            if self._parts(self.tokens[j]):
                return

    def _firms(self, element: Element, i: int) -> Iterator[tuple[int, Binding]]:
        """Yield what the phrases of a list name: "Judge Roth and the airline Norvel"; not "the head of Norvel"."""
        spans = self.slots.phrases.items(i)
        heads = (self.slots.phrases.head(span).i for span in spans)
        found = [f for head in heads for f in self.slots.fill(element.type, [head])[:1]]
        if found:
            yield spans[-1][1], {element.slot: found}

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
        """Yield the items of a list with bullets, letters or numbers that follows a colon."""
        fills: list[Fill] = []
        passage = self.reading.sentences[self.tokens[limit - 1].sentence].passage
        for sentence in self.reading.sentences[self.tokens[limit - 1].sentence + 1 :]:
            if sentence.passage == passage:
                continue
            mark = _ITEM.match(self.reading.source.text, sentence.start, sentence.end)
            if sentence.passage != passage + 1 or mark is None:
                break
            passage = sentence.passage
            first = next((t.i for t in self.tokens[sentence.first : sentence.last] if t.start >= mark.end()), -1)
            if element.type in _NAMES:
                named = next(self._named(element, first, sentence.last), None) if first >= 0 else None
                fills += named[1][element.slot] if named else []
                continue
            spans = self.slots.phrases.items(first) if first >= 0 else []
            spans = self.slots.phrases.whole(spans, sentence.last)
            fills += [f for span in spans for f in self.slots.topic(span)]
        if fills:
            yield limit, {element.slot: fills}

    def _answers(self, element: Element, limit: int) -> Iterator[tuple[int, Binding]]:
        """Yield what answers a question in so many words: "What is on the table? Gas. Visas and fisheries."."""
        fills: list[Fill] = []
        asked = self.reading.sentences[self.tokens[limit - 1].sentence]
        for sentence in self.reading.sentences[asked.i + 1 :]:
            spans = self.slots.phrases.items(sentence.first)
            if not spans and sentence.first + 1 < sentence.last:  # "And the visas."
                spans = self.slots.phrases.items(sentence.first + 1)
            rest = self.tokens[spans[-1][1] : sentence.last] if spans else []
            whole = spans and all(t.text in _ENDS or t.pos == "ADV" for t in rest)
            if sentence.passage > asked.passage + 1 or not whole:
                break
            fills += [f for span in spans for f in self.slots.topic(span)]
        if fills:
            yield limit, {element.slot: fills}

    def before(self, element: Element, i: int) -> list[Fill]:
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
            if _ITEM.match(self.reading.source.text, sentence.start, sentence.end):
                spans = self.slots.phrases.whole(spans, end)
            if element.type == "topic":
                return [f for span in spans for f in self.slots.topic(span)]
            spans = [self.slots.phrases.trimmed(s) for s in spans[-1:]]
            return [Fill(*self._characters(*s), head=self.slots.phrases.head(s).i) for s in spans]
        for j in range(end - 1, max(sentence.first, end - 1 - _SKIP) - 1, -1):
            found = self.slots.fill(element.type, [j])
            if found:
                listed = self._listed_before(end) if element.type == "person" else []
                return [*found[:1], *(f for f in listed if f.entity != found[0].entity)]
            if self._parts(self.tokens[j]):
                break
        return []

    def _listed_before(self, end: int) -> list[Fill]:
        """Return the persons of the list that ends before a token, one from each of its phrases."""
        spans = self.slots.phrases.items_before(end) if end < len(self.tokens) else []
        return [f for a, b in spans for f in self.slots.fill("person", range(b - 1, a - 1, -1))[:1]]

    def _before_aside(self, first: int, end: int) -> int:
        """Return where a list ends that a relative clause in commas parts from its verb: "X, which …, was"."""
        if end < len(self.tokens) and self.tokens[end].text == ",":
            for i in range(end - 1, max(first, end - _ASIDE), -1):
                opens = self.tokens[i].lower in ("which", "who") or self.tokens[i].tag == "VBN"
                if opens and self.tokens[i - 1].text == ",":
                    return i - 1
        return end

    @staticmethod
    def _slack(token: Token) -> bool:
        """Return whether a word may stand between a slot and the words after it: "were *also* all listed"."""
        return (
            token.pos in ("AUX", "ADV")
            or token.text in ('"', "'", ",", "”", "’")
            or token.lower in ("all", "both", "likely", "sure", "certain", "set", "due", "expected", "bound", "to")
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
