"""A reading with tokens and mentions in; its quotations out, each with its holder where that is sure.

Direct speech finds its holder beside it ("…," said X; X said: "…"), a fragment in the writer's own sentence above
it (X called it a "…"). A quotation that stands alone keeps the holder of the one before it in its paragraph, or
takes the subject of the sentence before it ("X disagrees."). Everything else stays without one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from brief.extract.reading import Quote, Reading, Token
from brief.extract.speech_holders import (
    CLIMB,
    NAMED,
    SUBJECT,
    VERBAL,
    Holders,
    holder_phrase,
    holder_range,
    stance_of,
)
from brief.extract.speech_marks import Marked, find_marked
from brief.lexicon import Lexicon
from brief.model import Layer

__all__ = ["find_quotes", "holder_phrase", "holder_range", "stance_of"]

REACH = 24  # tokens between a quotation and its verb of saying
LOOK = 30  # characters read after a quotation
CLOSE = 4  # tokens between a verb and a fragment that it introduces
ENDS = frozenset(".!?")
SPOKEN_END = re.compile(r"[,?!…—–-][\"”'’]?$")
FINITE = ("VBD", "VBZ", "VBP", "MD", "VB")
ANOTHERS = -2  # in place of a verb: the words are those of somebody else, unnamed
LABEL = 7  # tokens before a colon that only name a speaker
LEAST_FULL = 3  # words of direct speech


def find_quotes(reading: Reading, lexicon: Lexicon) -> list[Quote]:
    """Return the quotations outside furniture in the order of the text."""
    reader = _SpeechReader(reading, lexicon)
    quotes: list[Quote] = []
    for number, passage in enumerate(reading.source.passages):
        if passage.layer is not Layer.FURNITURE:
            quotes += reader.paragraph(number)
    return quotes


@dataclass(slots=True)
class _Speech:
    """A quotation with its tokens `first:last`; `before` and `after` are the tokens outside its marks."""

    marked: Marked
    first: int
    last: int
    before: int
    after: int
    full: bool = False


@dataclass(slots=True)
class _SpeechReader:
    reading: Reading
    lexicon: Lexicon
    verbs: frozenset[str] = field(init=False)
    speeches: dict[int, list[_Speech]] = field(init=False)
    quoted: frozenset[int] = field(init=False)
    holders: Holders = field(init=False)

    def __post_init__(self) -> None:
        self.verbs = frozenset(v for verbs in self.lexicon.table("speech.stances").values() for v in verbs)
        self.speeches = self._find_all()
        self.quoted = frozenset(
            i for found in self.speeches.values() for s in found for i in range(s.first, s.last)
        )
        self.holders = Holders(self.reading, self.lexicon, self.quoted)
        for found in self.speeches.values():
            for n, speech in enumerate(found):
                speech.full = self._is_full(speech, found[n - 1] if n else None)

    @property
    def tokens(self) -> list[Token]:
        return self.reading.tokens

    def _find_all(self) -> dict[int, list[_Speech]]:
        text, elisions = self.reading.source.text, self.lexicon.words("speech.elisions")
        bounds: dict[int, tuple[int, int]] = {}
        for sentence in self.reading.sentences:
            first, _ = bounds.get(sentence.passage, (sentence.first, 0))
            bounds[sentence.passage] = first, sentence.last
        found: dict[int, list[_Speech]] = {}
        for number, (first, last) in bounds.items():
            span = self.reading.source.passages[number].span
            for marked in find_marked(text, span.start, span.end, elisions):
                speech = self._speech(marked, first, last)
                if speech and not self._is_title(speech) and not self._is_nickname(speech):
                    found.setdefault(number, []).append(speech)
        return found

    def _is_nickname(self, speech: _Speech) -> bool:
        """Return whether the words stand inside a person's name: NAME "Tiger" SURNAME."""
        return any(
            m.type == "person" and m.first < speech.first and speech.last < m.last for m in self.reading.mentions
        )

    def _speech(self, marked: Marked, first: int, last: int) -> _Speech | None:
        low = bisect_left(self.tokens, marked.start, first, last, key=_start)
        inside = range(low, bisect_left(self.tokens, marked.end, low, last, key=_start))
        if not inside:
            return None
        before = next((i for i in range(inside[0] - 1, first - 1, -1) if self.tokens[i].end <= marked.opened), -1)
        after = next((i for i in range(inside[-1] + 1, last) if self.tokens[i].start >= marked.closed), -1)
        return _Speech(marked, inside[0], inside[-1] + 1, before, after)

    def _is_title(self, speech: _Speech) -> bool:
        """Return whether the marks hold the title of a work: on "Meet the Press"."""
        inside = self.tokens[speech.first : speech.last]
        words = [t for t in inside if t.pos not in ("PUNCT", "ADP", "DET", "CCONJ", "PART")]
        before = self.tokens[speech.before] if speech.before >= 0 else None
        titled = len(words) > 1 and all(t.text[:1].isupper() or t.text[:1].isdigit() for t in words)
        return (
            titled and before is not None and before.pos in ("ADP", "NOUN", "DET") and inside[-1].text not in ENDS
        )

    def _is_full(self, speech: _Speech, previous: _Speech | None) -> bool:
        inside = self.tokens[speech.first : speech.last]
        words = [t for t in inside if t.pos != "PUNCT"]
        if not words:
            return False
        said = inside[-1].text in ENDS or any(t.tag in FINITE for t in words)
        capital = words[0].text[:1].isupper() and not self._runs_on(speech)
        if capital and self._begins(speech) and inside[-1].text in (*ENDS, ","):
            return True
        if capital and said and len(words) >= LEAST_FULL:
            return True
        return said and previous is not None and previous.full and self._reports_between(previous, speech)

    def _begins(self, speech: _Speech) -> bool:
        """Return whether a sentence begins with the marks."""
        before = self.tokens[speech.before].text if speech.before >= 0 else "."
        return before in (*ENDS, ":", ",")

    def _runs_on(self, speech: _Speech) -> bool:
        """Return whether the writer's sentence runs into the marks: he said the "President is ill"."""
        if speech.before < 0:
            return False
        before = self.tokens[speech.before]
        return before.pos in ("DET", "ADP", "ADJ", "PART", "SCONJ") or before.lower == "that"

    def _reports_between(self, previous: _Speech, speech: _Speech) -> bool:
        between = self.tokens[previous.last : speech.first]
        return self._is_cue_among(between) and between[-1].text != "." and not _ended(between)

    def _is_cue_among(self, tokens: Sequence[Token]) -> bool:
        return any(t.lemma in self.verbs and t.pos in VERBAL for t in tokens)

    def paragraph(self, number: int) -> list[Quote]:
        """Return the quotations of one paragraph."""
        quotes: list[Quote] = []
        found = self.speeches.get(number, [])
        for n, speech in enumerate(found):
            quote = Quote(speech.marked.start, speech.marked.end, full=speech.full)
            cue, holder = self._holder(speech)
            if holder is None and cue == -1 and speech.full:
                cue, holder = self._carried(
                    speech, found[n - 1] if n else None, quotes[-1] if quotes else None, quote
                )
            if holder is not None:
                quote.holder = holder_phrase(self.reading, holder, self.lexicon)
                quote.person = self.holders.person(holder) or self.holders.surname(holder)
            quote.cue = cue if cue >= 0 else quote.cue
            quotes.append(quote)
        return quotes

    def _holder(self, speech: _Speech) -> tuple[int, int | None]:
        """Return the verb of saying (-1: none) and the noun that holds the quotation."""
        order = (
            (self._after, self._in_front, self._above)
            if speech.full
            else (self._above, self._after, self._in_front)
        )
        for look in order:
            cue = look(speech)
            if cue == ANOTHERS:
                return cue, None
            if cue >= 0:
                return cue, self.holders.of(cue)
        return -1, self._according(speech) or self._labelled(speech)

    def _labelled(self, speech: _Speech) -> int | None:
        """Return who is named before a colon, without any verb: "Lind in Oslo: "We need a date"."""
        at = speech.before
        if at < 0 or not speech.full or self.tokens[at].text != ":":
            return None
        lead = self.tokens[self.reading.sentences[self.tokens[at].sentence].first : at]
        if not 0 < len(lead) <= LABEL or any(t.pos in VERBAL for t in lead):
            return None
        return next((t.i for t in lead if self.holders.person(t.i) or self.holders.surname(t.i)), None)

    def _cue(self, i: int, *, beside: bool = False) -> bool:
        token = self.tokens[i]
        if i in self.quoted or token.pos not in VERBAL:
            return False
        return token.lemma in self.verbs or (beside and token.lemma in self.lexicon.words("speech.manner"))

    def _after(self, speech: _Speech) -> int:
        """Return the verb that follows: "…," said X; "…," X, a neighbour, told us."""
        i = speech.after
        inside = self.reading.source.text[speech.marked.start : speech.marked.end]
        attached = SPOKEN_END.search(inside) or (i >= 0 and self.tokens[i].text in (",", "-", "–", "—"))
        if i < 0 or not (attached or self._cue(i)):
            return -1
        if self.tokens[i].text == ",":
            i += 1
        for at in range(i, min(i + REACH, len(self.tokens))):
            token = self.tokens[at]
            if self._is_end(token) or at in self.quoted or token.sentence > self.tokens[i].sentence + 1:
                return -1
            if self._cue(at, beside=True):
                return at
            if (token.pos in ("CCONJ", "SCONJ") and token.lower not in ("and", "who")) or token.text in (";", ":"):
                return -1
            if token.tag in FINITE and token.dep not in ("relcl", "aux", "auxpass"):
                return -1
        return -1

    def _in_front(self, speech: _Speech) -> int:
        """Return the verb that leads in: X said: "…"; X told Y that "…"."""
        i, reach = speech.before, REACH if speech.full else CLOSE
        lead = i >= 0 and self.tokens[i].text in (",", ":", "-", "–", "—")
        if i < 0 or (speech.full and not lead and not self._cue(i) and self.tokens[i].dep != "dobj"):
            return -1
        for at in range(i, max(-1, i - reach), -1):
            token = self.tokens[at]
            if self._is_end(token) or at in self.quoted or token.sentence < self.tokens[i].sentence - 1:
                return -1
            if self._cue(at) and token.tag != "VBN" and not self._has_clause(at, i):
                return at
        return -1

    def _has_clause(self, cue: int, until: int) -> bool:
        """Return whether another finite verb stands between: X said he was ill: "…"."""
        colon = self.tokens[until].text == ":"
        return not colon and any(
            t.tag in FINITE[:3] and t.i not in self.quoted for t in self.tokens[cue + 1 : until]
        )

    def _above(self, speech: _Speech) -> int:
        """Return the verb of saying above the words inside the marks, `ANOTHERS` when they are somebody else's."""
        inside = range(speech.first, speech.last)
        beside_only = self.lexicon.words("speech.beside_only")
        token = next(
            (self.tokens[i] for i in inside if self.tokens[i].head not in inside), self.tokens[speech.first]
        )
        for _ in range(CLIMB):
            if token.head == token.i:
                return -1
            token = self.tokens[token.head]
            if token.lemma in self.lexicon.words("speech.claims") and token.pos == "NOUN":
                return ANOTHERS
            if self._cue(token.i) and token.lemma not in beside_only:
                return token.i if self._same_sentence(speech, token) else -1
        return -1

    def _same_sentence(self, speech: _Speech, cue: Token) -> bool:
        low, high = (cue.i, speech.first) if cue.i < speech.first else (speech.last, cue.i)
        return not any(self._is_end(t) for t in self.tokens[low:high])

    def _according(self, speech: _Speech) -> int | None:
        """Return X of "according to X" in the sentence of the quotation."""
        sentence = self.reading.sentences[self.tokens[speech.first].sentence]
        limit = min(len(self.tokens), max(sentence.last, speech.last) + REACH)
        for at in range(max(sentence.first, speech.first - 2 * REACH), limit - 2):
            if self.tokens[at].lower == "according" and self.tokens[at + 1].lower == "to" and at not in self.quoted:
                if at > speech.last and any(self._is_end(t) for t in self.tokens[speech.last : at]):
                    return None
                to = self.tokens[at + 1]
                return next(
                    (o for o in to.deps if self.tokens[o].dep == "pobj" and self.tokens[o].pos in NAMED), None
                )
        return None

    def _carried(
        self, speech: _Speech, previous: _Speech | None, known: Quote | None, quote: Quote
    ) -> tuple[int, int | None]:
        """Return the holder for a quotation alone in its sentence: the speaker before it, or who leads in."""
        if previous is not None and known is not None and known.holder and known.full:
            between = self.tokens[previous.last : speech.first]
            if sum(self._is_end(t) for t in between) <= 1 and not self._named_after(previous, speech):
                quote.holder, quote.person, quote.cue = known.holder, known.person, known.cue
                return -1, None
        cue, holder = self._leading(speech)
        return (cue, holder) if holder is not None else self._closing(speech)

    def _named_after(self, previous: _Speech, speech: _Speech) -> bool:
        """Return whether a sentence of the writer stands between two quotations."""
        ended = False
        for token in self.tokens[previous.last : speech.first]:
            if ended and token.pos in NAMED:
                return True
            ended = ended or self._is_end(token)
        return False

    def _leading(self, speech: _Speech) -> tuple[int, int | None]:
        """Return the subject of the sentence before: X disagrees. "…"; or before a colon: X was blunt: "…"."""
        at = speech.before
        if at < 0 or self.tokens[at].text not in (*ENDS, ":"):
            return -1, None
        sentence = self.reading.sentences[self.tokens[at].sentence]
        root = next((t for t in self.tokens[sentence.first : at] if self._is_top(t)), None)
        if root is None or sentence.passage != self._passage(speech):
            return -1, None
        colon = self.tokens[at].text == ":"
        if not colon and root.lemma not in self.lexicon.words("speech.leading"):
            return -1, None
        subject = next((c for c in root.deps if self.tokens[c].dep in SUBJECT), None)
        if subject is None or (colon and not self._is_somebody(subject)):
            return -1, None
        return root.i, self.holders.speaker(subject) if colon else self.holders.of(root.i)

    def _is_top(self, token: Token) -> bool:
        """Return whether a verb governs its sentence, or is governed by the quotation that it leads in only."""
        alone = token.dep == "ROOT" or (token.head in self.quoted and token.dep in ("ccomp", "parataxis", "dep"))
        return token.pos in VERBAL and token.i not in self.quoted and alone

    def _closing(self, speech: _Speech) -> tuple[int, int | None]:
        """Return the subject of the sentence after: "…" With those words X opened the talks."""
        text = self.reading.source.text[speech.marked.closed : speech.marked.closed + LOOK]
        if not text.lstrip().lower().startswith(self.lexicon.sequence("speech.closing")) or speech.after < 0:
            return -1, None
        sentence = self.reading.sentences[self.tokens[speech.after].sentence]
        root = next((t for t in self.tokens[speech.after : sentence.last] if t.dep == "ROOT"), None)
        return (root.i, self.holders.of(root.i)) if root else (-1, None)

    def _is_somebody(self, i: int) -> bool:
        """Return whether a subject can lead in speech without a verb of saying: no "message was clear"."""
        token = self.tokens[i]
        named = [i, *(c for c in token.deps if self.tokens[c].dep in ("appos", "compound"))]
        return (token.pos == "PRON" and token.lower != "it") or any(
            self.holders.person(n) or self.tokens[n].ent == "PERSON" for n in named
        )

    def _passage(self, speech: _Speech) -> int:
        return self.reading.sentences[self.tokens[speech.first].sentence].passage

    def _is_end(self, token: Token) -> bool:
        return token.text in ENDS and token.i not in self.quoted


def _start(token: Token) -> int:
    return token.start


def _ended(tokens: Sequence[Token]) -> bool:
    return any(t.text in ENDS for t in tokens)
