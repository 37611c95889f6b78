"""A date in a reading in; whether it dates an event worth a line, and the words that tell the event, out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from brief.extract.clauses import Clause
from brief.extract.frames import Fill
from brief.extract.reading import Mention, Reading, Token
from brief.extract.slots import SlotFiller
from brief.extract.turns import label_end
from brief.lexicon import Lexicon

_CLIMB = 6  # verbs that share one subject
_LONGEST = 40  # words of an event
_LEAST = 4  # words; fewer are told with their sentence
_NEAR = 12  # characters from the words of an event to its date
_JOINED = 6  # characters between the ends of a span of time
_REST = 45  # characters of a sentence that are told to its end
_STOPS = (",", ";", ".", ":", "–", "—", "!", ")")
_JOINTS = ("ADP", "SCONJ", "DET", "CCONJ")
_ONWARD = ("ADP", "SCONJ", "PART", "ADV", "AUX")
_DESCRIBING = ("WDT", "WP", "WP$", "VBN", "VBG")
_GENDERS = {"he": "m", "she": "f"}
_SUBJECT = ("nsubj", "nsubjpass")
_VERBAL = ("VERB", "AUX")
_COUNTED = ("MONEY", "PERCENT", "QUANTITY")


class DatedEvents:
    """Reads what happened on the dates of one reading."""

    def __init__(self, reading: Reading, slots: SlotFiller, lexicon: Lexicon) -> None:
        self.reading, self.tokens, self.slots = reading, reading.tokens, slots
        self.weeks, self.spans = lexicon.words("dates.weeks"), lexicon.words("dates.spans")
        self.amounting, self.relatives = lexicon.words("dates.amounting"), lexicon.words("speech.relatives")
        self.dates = [m for m in reading.mentions if m.type == "date"]

    def tells(self, date: Mention, clause: Clause | None) -> bool:
        """Return whether a date dates something: no question, no week, no figure of a year, no end of a span."""
        token = self.tokens[date.head]
        span = self.reading.sentences[token.sentence]
        text = self.reading.source.text
        if text[span.start : span.end].rstrip(" \n\"”'’").endswith("?"):
            return False
        words = set(text[date.start : date.end].casefold().split())
        if (date.kind != "day" and words & self.weeks) or self._ends_span(date) or self._is_coarse(date, clause):
            return False
        return clause is None or not (self._is_own(clause) or self._counts(clause))

    def _ends_span(self, date: Mention) -> bool:
        """Return whether a date ends a span: "from 1998 to 2000" is told once."""
        before = [m for m in self.dates if 0 <= date.start - m.end <= _JOINED and m.kind == date.kind]
        between = self.reading.source.text[before[-1].end : date.start].strip() if before else ""
        return between.casefold() in self.spans

    def _is_coarse(self, date: Mention, clause: Clause | None) -> bool:
        """Return whether the same clause tells the same time more precisely: "a year ago, on 14 May 2025"."""
        inside = clause.tokens if clause is not None else frozenset()
        finer = (m for m in self.dates if m.head in inside and m.value != date.value)
        return date.kind != "modifier" and any(m.value.startswith(date.value) for m in finer)

    def _is_own(self, clause: Clause) -> bool:
        """Return whether a writer tells of herself."""
        return any(self.tokens[c].lower == "i" for c in self.tokens[clause.head].deps)

    def _counts(self, clause: Clause) -> bool:
        """Return whether the clause only gives a figure of a year: "trade came to two billion in 2024"."""
        figure = any(self.tokens[i].ent in _COUNTED for i in clause.tokens)
        return figure and self.tokens[clause.head].lemma in self.amounting

    def named_by(self, date: Mention) -> list[Fill]:
        """Return the thing that a date tells from others: "the decree of April 2022"; nothing when it does not."""
        over = self.tokens[self.tokens[date.head].head]
        noun = self.tokens[over.head]
        if over.lower != "of" or noun.pos not in ("NOUN", "PROPN"):
            return []
        return [Fill(self.tokens[self.slots.own(noun)[0]].start, date.end, head=noun.i)]

    # ---- words

    def words(self, clause: Clause, date: Mention) -> Fill:
        """Return the words of an event with its subject, or its sentence when they say too little."""
        told = self.slots.clause_text(clause)
        start, end = self._subject_start(clause, told.start), told.end
        span = self.reading.sentences[self.tokens[clause.head].sentence]
        text = self.reading.source.text
        end = date.end if 0 < date.start - end <= _NEAR else end  # "her first visit, since July"
        if len(text[start:end].split()) < _LEAST and len(text[span.start : span.end].split()) <= _LONGEST:
            start, end = span.start, span.end
        start = self._antecedent(start)
        start = max(start, label_end(self.reading, span.passage) if start <= span.start else start)
        return Fill(start, self._closed(start, self._ended(end, span.last)), head=told.head)

    def _antecedent(self, start: int) -> int:
        """Return where the noun stands that a relative or participle describes, with what it hangs on."""
        first = next((t for t in self._from(start)), None)
        if first is None or first.tag not in _DESCRIBING:
            return start
        noun = next((t for t in reversed(self.tokens[: first.i]) if t.pos not in ("PUNCT", "ADP", "ADV")), None)
        if noun is None or noun.pos not in ("NOUN", "PROPN") or noun.sentence != first.sentence:
            return start
        return self.tokens[self._widest(noun.i)].start

    def _widest(self, i: int) -> int:
        """Return where the whole noun phrase of a noun begins: "the accord" of "the accord on the Nile"."""
        noun = self.tokens[i]
        for _ in range(_CLIMB):
            over = self.tokens[noun.head]
            over = self.tokens[over.head] if noun.dep == "pobj" else over
            inside = noun.dep in ("pobj", "appos", "compound", "nmod", "poss")
            if not inside or over.pos not in ("NOUN", "PROPN") or i - over.i > _LONGEST // 2:
                break
            noun = over
        edge = self.slots.edge(noun.i, left=True)
        return min(edge, i)

    def _from(self, start: int) -> Iterator[Token]:
        """Yield the tokens from a character on."""
        low = bisect_left(self.tokens, start, key=lambda token: token.start)
        yield from self.tokens[low : low + _LONGEST]

    def _ended(self, end: int, last: int) -> int:
        """Return the end of a short rest of the sentence, or the end without a word that leads to nothing."""
        before = next((t.i for t in self._from(end)), last) - 1
        while before > 0 and self.tokens[before].pos in _JOINTS and self.tokens[before].dep != "prt":
            before -= 1
        following = self.tokens[before + 1 : last]
        mark = next((t for t in following if t.pos == "PUNCT" and t.text in _STOPS), None)
        if mark is not None and following[0].pos in _ONWARD and mark.start - end <= _REST:
            return self.tokens[mark.i - 1].end
        return min(end, self.tokens[before].end)

    def _subject_start(self, clause: Clause, start: int) -> int:
        """Return where the subject stands that a verb shares with the one before: "X was held and charged"."""
        verb = self.tokens[clause.head]
        for _ in range(_CLIMB):
            own = [c for c in verb.deps if self.tokens[c].dep in _SUBJECT]
            if own:
                subject = self.tokens[own[0]]
                if subject.lower in self.relatives and verb.dep == "relcl":
                    subject = self.tokens[verb.head]
                edge = self.tokens[min(self._widest(subject.i), self.slots.edge(subject.i, left=True))].start
                told = self.reading.source.text[edge : self.tokens[clause.head].end]
                return edge if edge < start and len(told.split()) <= _LONGEST // 2 else start
            if verb.dep != "conj" or self.tokens[verb.head].pos not in _VERBAL:
                break
            verb = self.tokens[verb.head]
        return start

    def _closed(self, start: int, end: int) -> int:
        """Return an end at which quotations and brackets that begin inside are closed, or left out."""
        text = self.reading.source.text
        for quote in self.reading.quotes:
            if start <= quote.start < end <= quote.end + 1:
                end = min(quote.end + 1, len(text))
        opened = text.rfind("(", start, end)
        return opened if opened > start and ")" not in text[opened:end] else end

    def named(self, fill: Fill) -> str:
        """Return the name of the person whom a pronoun before an event surely means, "" when nobody is sure."""
        found = (m for m in self.reading.mentions if m.type == "person" and m.kind == "pronoun")
        mention = next((m for m in found if m.start == fill.start), None)
        token = self.tokens[mention.head] if mention is not None else None
        person = self.reading.persons.get(mention.value) if mention is not None else None
        if person is None or token is None or token.dep not in _SUBJECT:
            return ""
        return person.name if person.gender == _GENDERS.get(token.lower, "?") else ""
