"""A token in, its sentence out, what that answers, and whether somebody says it."""

from __future__ import annotations

import re
from collections.abc import Collection

from brief.extract.frames import Fill
from brief.extract.reading import Reading, Sentence, Token
from brief.model import Layer

_ASKING = frozenset({"whether", "if", "who", "what", "when", "why", "how", "where"})
_BULLETS = ("-", "–", "—", "•", "*", "·", "►", "▪")  # begin an item of a list and belong to no sentence
_TELLING = 9  # tokens; a shorter sentence leans on the one before it
_LABEL = re.compile(r"[ \t]*[A-Z][^\n:?!\"]{0,60}:\s+")  # who speaks in an interview: "Q (Radio):"
_EXCHANGE = 6  # passages back to a question that says more than "Why not?"
_LONG = 120  # characters of an exchange that says more than it asks
_PAIR = 2  # passages that a question and a short one behind it may touch
_SHORT = 4  # words of a question that needs the one before it
_ANSWERED = 3  # sentences back to the question that a short one answers


class Sentences:
    """Reads the sentences and quotations of one reading. `saying` are the verbs of saying."""

    def __init__(self, reading: Reading, saying: Collection[str]) -> None:
        self.reading, self.tokens, self.saying = reading, reading.tokens, saying

    def layer(self, head: int) -> Layer:
        """Return the layer in which a token stands."""
        return self.reading.sentences[self.tokens[head].sentence].layer

    def whole(self, head: int) -> Fill:
        """Return the sentence of a token."""
        span = self.reading.sentences[self.tokens[head].sentence]
        words = (t for t in self.tokens[span.first : span.last] if t.text not in _BULLETS)
        first = next(words, self.tokens[span.first])
        return Fill(first.start, span.end, head=head)

    def asked(self, head: int) -> Fill:
        """Return the sentence of a token, or what a sentence that says little by itself answers.

        "No date has been set." answers the question put just before it; failing one, the sentence before
        it in the same passage is needed to understand it.
        """
        i = self.tokens[head].sentence
        here = self.reading.sentences[i]
        put = self._put_to(here.passage, head)
        told = here.last - here.first > _TELLING
        if put is not None and not (told and self._strays(put)):
            return put
        words = {t.lower for t in self.tokens[here.first : here.last]}
        if here.last - here.first > _TELLING or words & _ASKING or self._names_what(here):
            return self.whole(head)
        for back in range(1, _ANSWERED + 1):
            before = self.reading.sentences[i - back] if i >= back else None
            if before is None or here.passage - before.passage > 1:
                break
            if self.reading.source.text[before.start : before.end].rstrip('"”’').endswith("?"):
                return Fill(before.start, before.end, head=head)
        before = self.reading.sentences[i - 1] if i else here
        same = before.passage == here.passage
        return Fill(before.start if same else here.start, here.end, head=head)

    def _strays(self, put: Fill) -> bool:
        """Return whether what is cut for a short question holds the answers between it and the one before."""
        passages = self.reading.source.passages
        touched = sum(put.start < p.span.end and p.span.start < put.end for p in passages)
        return touched > _PAIR and put.end - put.start > _LONG

    def _names_what(self, sentence: Sentence) -> bool:
        """Return whether a sentence names behind its verb what it is about: "We have no contact with Lima"."""
        tokens = self.tokens[sentence.first : sentence.last]
        root = next((t.i for t in tokens if t.dep == "ROOT"), sentence.last)
        return any(t.pos == "PROPN" and t.i > root and t.ent not in ("DATE", "TIME") for t in tokens)

    def _put_to(self, passage: int, head: int) -> Fill | None:
        """Return the question that a passage of an interview answers, with the one before it while it is short."""
        text, passages = self.reading.source.text, self.reading.source.passages
        if not _LABEL.match(text, passages[passage].span.start):
            return None
        end = start = -1
        for number in range(passage - 1, max(-1, passage - _EXCHANGE), -1):
            span = passages[number].span
            asking = [s for s in self._of_passage(number) if text[s.start : s.end].rstrip('"”’').endswith("?")]
            if not asking and end < 0:
                return None
            if asking:
                label = _LABEL.match(text, span.start)
                first = asking[0].start
                first = label.end() if label and label.end() < asking[0].end and label.end() > first else first
                start, end = first, max(end, asking[-1].end)
                if len(text[start:end].split()) > _SHORT:
                    break
        return Fill(start, end, head=head) if end > start >= 0 else None

    def _of_passage(self, number: int) -> list[Sentence]:
        return [s for s in self.reading.sentences if s.passage == number]

    def is_told(self, head: int) -> bool:
        """Return whether a clause is what somebody says: the complement of a verb of saying."""
        token = self.tokens[head]
        return token.dep == "ccomp" and self.tokens[token.head].lemma in self.saying

    def quoted(self, head: int) -> bool:
        """Return whether a token stands inside quotation marks."""
        at = self.tokens[head].start
        return any(q.start <= at < q.end for q in self.reading.quotes)

    def quoted_from(self, fill: Fill) -> bool:
        """Return whether a stretch begins inside a quotation that has a holder."""
        return any(q.start <= fill.start + 1 < q.end for q in self.reading.quotes if q.holder and q.full)

    def quotes(self, head: int) -> list[Fill]:
        """Return the quotations that touch the sentence of a token."""
        span = self.reading.sentences[self.tokens[head].sentence]
        found = [q for q in self.reading.quotes if q.start < span.end and span.start < q.end]
        return [Fill(q.start, q.end, kind="full" if q.full else "part", head=head) for q in found]

    def token_at(self, offset: int) -> Token | None:
        """Return the first token that ends after a character, None past the last."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        return self.tokens[low] if low < len(self.tokens) else None
