"""A clause in, the dates of what it tells out.

They are looked for in the clause first, then, as far as the field's `reach` allows, in the clauses that
govern it, in the sentence and at the head of the passage. A date that says when somebody *said* something
is never the date of what was said.
"""

from __future__ import annotations

import re
from datetime import date

from brief.extract.clause_above import ClausesAbove
from brief.extract.clauses import Clause
from brief.extract.frames import Fill, nearby
from brief.extract.reading import Mention
from brief.model import Mood

_UP = 8  # steps from a date to the verb above it
_CLOCK = re.compile(
    r" (?:at|from|around|about|by|before|until)"
    r" (?:\d{1,2} ?[ap] ?m|\d{1,2} \d\d(?: ?[ap] ?m| hrs?| h)?|\d{4} ?h(?:rs|ours)?) "
)
_MARKS = re.compile(r"[\s,.;:!?\"”’]")
_WEEK = 7
_THE_DAY = "in the day"  # "earlier in the day" is the report's own day where no other is told
_MEANWHILE = frozenset({"when", "while"})
_GOES_BACK, _PARAGRAPHS = 8, 4  # how far the day of "in the evening" may stand back
_STORY = 3  # days back of which a report tells as of its own
_OTHER_TIME = ("earlier", "before", "previously", "later", "after")  # open a sentence of another day


class Times:
    """Reads dates around clauses of one reading."""

    def __init__(self, above: ClausesAbove) -> None:
        self.above, self.reading, self.tokens = above, above.reading, above.tokens
        self.matcher, self.slots = above.matcher, above.slots

    def when(self, clause: Clause, reach: str) -> list[Fill]:
        """Return the dates of an act, the best first."""
        found = self.matcher.dates(clause)
        if found or reach == "clause":
            return found
        for above in self.above.governing(clause):
            found = self.matcher.dates(above)
            if found:
                return found
        sentence = self.tokens[clause.head].sentence
        found = self._said_then(clause) or self._sentence_dates(sentence, clause)
        if found or reach == "sentence":
            return found
        cue = self._goes_on(sentence) or self._comes_later(clause)
        found = self._same_day(sentence, cue) if cue else self._passage_dates(sentence) or self._story_day(clause)
        return [day for day in found if not self._too_late(day, clause)]

    def _too_late(self, day: Fill, clause: Clause) -> bool:
        """Return whether a day told of elsewhere was over when its source said what is still to come."""
        published = self.reading.source.published.value or ""
        known = len(published) == len(day.normal) == len("2025-10-07")
        return known and clause.mood is Mood.PLANNED and day.normal < published

    def _said_then(self, clause: Clause) -> list[Fill]:
        """Return when something was said while the clause went on: "… he said on Friday when meeting NAME"."""
        token = self.tokens[clause.head]
        marks = {self.tokens[c].lower for c in token.deps if self.tokens[c].dep in ("advmod", "mark")}
        above = self.above.verbal.get(token.head)
        if above is None or token.dep != "advcl" or not marks & _MEANWHILE or token.tag != "VBG":
            return []
        return self.matcher.dates(above)

    def _goes_on(self, sentence: int) -> tuple[int, int] | None:
        """Return the words by which a sentence goes on with the day told of before: "In the evening", "At 4 pm"."""
        span = self.reading.sentences[sentence]
        told = _MARKS.sub(" ", self.reading.source.text[span.start : span.end].casefold())
        text = f" {told} "
        places = ((text.find(f" {cue} "), len(cue)) for cue in self.above.same_day)
        found = next(((at, size) for at, size in places if at >= 0), None)
        clock = None if found else _CLOCK.search(text)
        found = (clock.start(), len(clock[0]) - 2) if clock else found
        return (span.start + found[0], span.start + found[0] + found[1]) if found else None

    def _comes_later(self, clause: Clause) -> tuple[int, int] | None:
        """Return the "later" or "then" of an act that is told as one more of the day, journeys left out."""
        head = self.tokens[clause.head]
        if head.tag not in ("VBD", "VBN") or head.lemma in self.above.going:
            return None
        for c in head.deps:
            adverb = self.tokens[c]
            if adverb.dep == "advmod" and adverb.lower in self.above.afterwards and not adverb.deps:
                return adverb.start, adverb.end
        return None

    def _story_day(self, clause: Clause) -> list[Fill]:
        """Return the one day of which a dated report tells, for a past act of a main clause without a day.

        A report that tells of several days, or a sentence that looks further back, leaves it open.
        """
        head, published = self.tokens[clause.head], self.reading.source.published.value or ""
        finite = [head, *(self.tokens[c] for c in head.deps if self.tokens[c].dep in ("aux", "auxpass"))]
        past = any(t.tag == "VBD" for t in finite) and all(t.lower != "had" for t in finite[1:])
        if len(published) != len("2019-05-12") or not past or head.dep not in ("ROOT", "conj"):
            return []
        span = self.reading.sentences[head.sentence]
        words = {t.lower for t in self.tokens[span.first : span.last]}
        if words & self.above.looking_back or self._dates_in(head.sentence):
            return []
        told = [m for m in self.reading.mentions if m.type == "date" and m.kind == "day"]
        near = [m for m in told if 0 <= _days_between(m.value, published) <= _STORY]
        days = {m.value for m in near}
        fresh = len(days) == 1 and _days_between(near[0].value, published) <= 1
        return [nearby(near[0], 0.5)] if fresh else []

    def _same_day(self, sentence: int, cue: tuple[int, int]) -> list[Fill]:
        """Return the last day told of before, a few sentences or a paragraph or two back, else the source's."""
        here = self.reading.sentences[sentence]
        for back in range(1, _GOES_BACK + 1):
            if sentence - back < 0 or here.passage - self.reading.sentences[sentence - back].passage > _PARAGRAPHS:
                break
            days = [m for m in self._dates_in(sentence - back) if m.kind == "day" and self._recent(m)]
            plain = [m for m in days if self.matcher.preposition(m.head) in ("on", "in", "at", "")]
            plain = [m for m in plain if not self._aside(m, None)]
            if plain:
                return [nearby(plain[-1], 0.6)] if len({m.value for m in plain}) == 1 else []
        published = self.reading.source.published.value or ""
        here_and_now = self.reading.source.text[slice(*cue)].casefold().endswith(_THE_DAY)
        return [Fill(*cue, published, kind="day", score=0.5)] if published and here_and_now else []

    def _sentence_dates(self, sentence: int, clause: Clause | None = None) -> list[Fill]:
        """Return the sentence's one date, if it has one that is nobody's date of saying.

        A date inside a relative clause ("X, who flew in on Tuesday, met …") tells when that happened alone.
        """
        mentions = [m for m in self._dates_in(sentence) if m.kind == "day" and not self.reported(m)]
        mentions = [m for m in mentions if not self._aside(m, clause)]
        plain = [m for m in mentions if self.matcher.preposition(m.head) in ("on", "in", "at", "")]
        return [nearby(plain[0])] if len({m.value for m in plain}) == 1 else []

    def _passage_dates(self, sentence: int) -> list[Fill]:
        here = self.reading.sentences[sentence]
        opening = self.tokens[here.first].lower
        if opening in _OTHER_TIME:
            return []
        for back in range(1, 3):
            if sentence - back < 0 or self.reading.sentences[sentence - back].passage != here.passage:
                break
            found = self._sentence_dates(sentence - back)
            cue = None if found else self._goes_on(sentence - back)
            found = found or (self._same_day(sentence - back, cue) if cue else [])
            if found:
                return found
        return []

    def _recent(self, mention: Mention) -> bool:
        """Return whether a day lies within a week of the source's own: older ones are background."""
        published = self.reading.source.published.value or ""
        if len(published) != len(mention.value):
            return True
        return abs((date.fromisoformat(published) - date.fromisoformat(mention.value)).days) <= _WEEK

    def _aside(self, mention: Mention, clause: Clause | None) -> bool:
        """Return whether a date belongs to a subordinate clause other than this one."""
        owner = self.above.clause_of(mention.head)
        if owner is None or (clause is not None and (owner.head == clause.head or self._holds(owner, clause))):
            return False
        return self.tokens[owner.head].dep in ("relcl", "acl", "advcl")

    def _holds(self, owner: Clause, clause: Clause) -> bool:
        """Return whether one clause says who gives what the other is about: "a dinner given by X on Monday"."""
        held = self.tokens[owner.head]
        noun = held.head
        given = held.dep == "acl" and held.tag == "VBN" and held.lemma in self.above.hosted
        return given and noun in clause.tokens and not self.slots.of("person", noun)

    def cutoff(self, clause: Clause, day: Fill) -> int | None:
        """Return where what happened on a day ends when the clause goes on to another day, None when it does not.

        "She will meet the minister on Monday and the President on Tuesday": the President is not Monday's.
        """
        days = [
            m for i in sorted(clause.tokens) for m in self.slots.of("date", i) if m.head == i and m.kind == "day"
        ]
        later = [m for m in days if m.start > day.end and m.value != day.normal]
        people = [
            m for m in self.reading.mentions if m.type == "person" and later and day.end < m.start < later[0].start
        ]
        return day.start if people else None

    def reported(self, mention: Mention) -> bool:
        """Return whether a date says when something was said: "the ministry announced on Friday"."""
        token = self.tokens[mention.head]
        for _ in range(_UP):
            if token.head == token.i:
                return False
            token = self.tokens[token.head]
            if token.pos in ("VERB", "AUX"):
                return token.lemma in self.above.saying
        return False

    def only_said(self, mention: Mention) -> bool:
        """Return whether a date is when somebody merely said something: "the ministry said on Friday"."""
        token = self.tokens[mention.head]
        for _ in range(_UP):
            if token.head == token.i:
                break
            token = self.tokens[token.head]
            if token.pos in ("VERB", "AUX"):
                break
        return token.lemma in self.above.bare_saying and token.pos == "VERB"

    def _dates_in(self, sentence: int) -> list[Mention]:
        span = self.reading.sentences[sentence]
        found = [m for m in self.reading.mentions if m.type == "date" and m.kind != "modifier"]
        return [m for m in found if span.first <= m.first < span.last]


def _days_between(day: str, published: str) -> int:
    """Return how many days a full date lies before another, -1 when it is no full date."""
    if len(day) != len(published):
        return -1
    return (date.fromisoformat(published) - date.fromisoformat(day)).days
