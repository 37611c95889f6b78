"""Two statements in; whether they tell one event, or say one thing, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from brief.model import Mood
from brief.reconcile.clusters import Cluster, gather
from brief.reconcile.figures import COUNTED
from brief.reconcile.statements import Said, Statement
from brief.reconcile.wording import Wording, fold
from brief.schema import SectionSpec

OVERLAP = 0.8  # of the shorter quotation: two patterns read the same words
RUNS_ON = 14  # words of an act, above which a shorter wording of it is shown
LONG = 6  # content words of a quotation that nobody says twice by chance


@dataclass(frozen=True, slots=True)
class Comparison:
    """How the statements of one section are compared. `everywhere` are people who tell no event from another."""

    spec: SectionSpec
    wording: Wording
    everywhere: frozenset[str] = frozenset()

    @property
    def field(self) -> str:
        """Return the field that makes two statements one record."""
        return self.spec.identity.field

    def merge(self, statements: Iterable[Statement]) -> list[Cluster]:
        """Return clusters of statements that tell one event or say one thing."""
        event = self.spec.identity.by == "event"
        same, marks = (self.same_event, self._days) if event else (self.same_text, self._words)
        usable = [s for s in statements if s.of(self.field) or not s.creates]
        clusters = gather(sorted(usable, key=self._rank), same, self.adds_to, marks)
        return [
            Cluster(tuple(c), self._label(c, event=event), tuple(sorted({self.text(s) for s in c})))
            for c in clusters
        ]

    def _label(self, cluster: Sequence[Statement], *, event: bool) -> str:
        """Return the fullest wording, or a plainer one of the same event where it runs on or tells it from afar."""
        first = self.text(cluster[0])
        if not event or not self._sprawls(first):
            return first
        people = cluster[0].persons() - self.everywhere
        plain = [
            self.text(s) for s in cluster if s.creates and people <= s.persons() and not self._sprawls(self.text(s))
        ]
        return max(plain, key=lambda t: (len(t.split()), t), default=first)

    def _sprawls(self, text: str) -> bool:
        return len(text.split()) > RUNS_ON or self.wording.articled(text)

    def text(self, statement: Statement) -> str:
        """Return the words of the identity's field, "" when it says nothing of it."""
        return next((said.text for said in statement.of(self.field)), "")

    def _days(self, statement: Statement) -> frozenset[str]:
        """Return the day: no event has two."""
        return frozenset((self._day(statement),))

    def _words(self, statement: Statement) -> frozenset[str]:
        """Return the words of which two statements of one thing share some, and the place they were read from."""
        quotes = [f for f, spec in self.spec.fields.items() if spec.type == "quote"]
        texts = [self.text(statement), *(said.text for field in quotes for said in statement.of(field))]
        words = frozenset(word for text in texts for word in self.wording.words(text))
        return words | {fold(text) for text in texts} | {f"@{statement.source}"}

    def same_text(self, one: Statement, other: Statement) -> bool:
        """Return whether the statements say one thing: similar words, and agreement in every field of `same`."""
        if self._same_quotation(one, other):
            return True
        if not self._agree(one, other, strict=True) or self._counted_apart(one, other):
            return False
        if self._overlap(one, other):
            return True
        return self.wording.share(self.text(one), self.text(other)) >= self.spec.identity.similar

    def _counted_apart(self, one: Statement, other: Statement) -> bool:
        """Return whether one source gives two numbers: it counts two things, or has them from two mouths."""
        if one.source != other.source:
            return False
        fields = [f for f, spec in self.spec.fields.items() if spec.type in COUNTED]
        counts = [({s.claim.normal for s in one.of(f)}, {s.claim.normal for s in other.of(f)}) for f in fields]
        return any(a and b and not a & b for a, b in counts)

    def _same_quotation(self, one: Statement, other: Statement) -> bool:
        """Return whether both give one long quotation, and of holders that may be one ("the official")."""
        quotes = [f for f, spec in self.spec.fields.items() if spec.type == "quote"]
        for field in quotes:
            for a in one.of(field):
                for b in other.of(field):
                    long = min(len(self.wording.words(s.text)) for s in (a, b)) >= LONG
                    if long and self.wording.share(a.text, b.text) >= OVERLAP:
                        return not self._contradicted(one, other)
        return False

    def _contradicted(self, one: Statement, other: Statement) -> bool:
        """Return whether a field of `same` names somebody or something definite in both, and not the same."""
        for field in self.spec.identity.same:
            idents = [{s.ident for s in st.of(field) if s.ident} for st in (one, other)]
            if all(idents) and not idents[0] & idents[1]:
                return True
        return False

    def same_event(self, one: Statement, other: Statement) -> bool:
        """Return whether the statements tell one event of one day."""
        if self._day(one) != self._day(other) or not self._agree(one, other, strict=True):
            return False
        told = [frozenset(self.wording.words(self.text(statement))) for statement in (one, other)]
        if self._overlap(one, other) or (told[0] and told[0] == told[1]):
            return True
        if self._contradict(one, other):
            return False
        people = one.persons() - self.everywhere and other.persons() - self.everywhere
        placed = self._places(one) and self._places(other)
        kinds = self.wording.acts(self.text(one)) & self.wording.acts(self.text(other))
        return bool(people or (placed and kinds)) or self._similar(one, other)

    def _contradict(self, one: Statement, other: Statement) -> bool:
        """Return whether two acts of one day differ in kind, people or place."""
        acts = self.wording.acts(self.text(one)), self.wording.acts(self.text(other))
        people = one.persons() - self.everywhere, other.persons() - self.everywhere
        places = self._places(one), self._places(other)
        for a, b in (acts, people):
            if a and b and not a & b:
                return True
        return all(places) and not places[0] & places[1] and not self._nested(*places)

    def adds_to(self, record: Statement, statement: Statement) -> bool:
        """Return whether a statement that makes no record speaks of this one; what it leaves out agrees."""
        if not self._agree(record, statement, strict=False):
            return False
        if not statement.of(self.field):
            return bool(self.spec.identity.same) and all(statement.of(f) for f in self.spec.identity.same)
        if self.spec.identity.by == "event":
            return self._tells_of(record, statement)
        return self._overlap(record, statement) or self._similar(record, statement)

    def _tells_of(self, record: Statement, statement: Statement) -> bool:
        """Return whether the statement tells of this event; without a day, people and kind must be the same."""
        if self._day(statement):
            return self._day(statement) == self._day(record) and self._similar(record, statement)
        people = record.persons() & statement.persons() - self.everywhere
        kinds = self.wording.acts(self.text(record)) & self.wording.acts(self.text(statement))
        planned = any(s.claim.mood is Mood.PLANNED for s in statement.said)
        here = planned or self._places(record) & self._places(statement)
        return bool(people and kinds and here) and not self._contradict(record, statement)

    def _rank(self, statement: Statement) -> tuple[int, int, int, str, str, str]:
        """Fullest statements first: they seed what shorter ones join."""
        text = self.text(statement)
        people = len(statement.persons() - self.everywhere)
        date = self._day(statement)
        filled = len({said.field for said in statement.said})
        return -people, -filled, -len(self.wording.words(text)), date, text, statement.source

    def _day(self, statement: Statement) -> str:
        days = (self._dates(statement, f) for f, spec in self.spec.fields.items() if spec.type == "date")
        return next((day for found in days for day in found), "")

    @staticmethod
    def _dates(statement: Statement, field: str) -> list[str]:
        return [said.claim.normal for said in statement.of(field) if said.claim.normal]

    def _similar(self, one: Statement, other: Statement) -> bool:
        a, b = (self._act(s) for s in (one, other))
        if not a or not b:
            return self.wording.share(self.text(one), self.text(other)) >= self.spec.identity.similar
        return len(a & b) >= self.spec.identity.similar * min(len(a), len(b))

    def _act(self, statement: Statement) -> frozenset[str]:
        """Return the content words of the act without the names of people, places and days."""
        known = [said.claim.text for said in statement.said if said.field != self.field]
        known += [said.person.name for said in statement.said if said.person]
        rest = self.wording.words(self.text(statement))
        return rest - frozenset(w for text in known for w in self.wording.words(text))

    def _places(self, statement: Statement) -> frozenset[str]:
        fields = [f for f, spec in self.spec.fields.items() if spec.type == "place"]
        return frozenset(fold(said.text) for f in fields for said in statement.of(f))

    @staticmethod
    def _nested(one: Iterable[str], other: Iterable[str]) -> bool:
        pairs = [(a, b) for a in one for b in other]
        return any(re.search(rf"\b{re.escape(a)}\b", b) or re.search(rf"\b{re.escape(b)}\b", a) for a, b in pairs)

    def _agree(self, one: Statement, other: Statement, *, strict: bool) -> bool:
        return all(self._same_value(one.of(f), other.of(f), strict=strict) for f in self.spec.identity.same)

    def _same_value(self, one: tuple[Said, ...], other: tuple[Said, ...], *, strict: bool) -> bool:
        if not one or not other:
            return not strict or (not one and not other)
        return any(self._equal(a, b) for a in one for b in other)

    def _equal(self, one: Said, other: Said) -> bool:
        if one.claim.normal[:4].isdigit() and other.claim.normal[:4].isdigit():  # dates, maybe of two precisions
            a, b = sorted((one.claim.normal, other.claim.normal), key=len)
            return b.startswith(a)
        if one.ident or other.ident:
            return one.ident == other.ident
        return fold(one.text) == fold(other.text) or self.wording.contained(one.text, other.text)

    def _overlap(self, one: Statement, other: Statement) -> bool:
        """Return whether both were read from the same words of one source."""
        if one.source != other.source:
            return False
        for said in one.of(self.field):
            for told in other.of(self.field):
                a, b = said.claim.evidence, told.claim.evidence
                if a and b and not (said.ident and told.ident and said.ident != told.ident):
                    common = min(a.end, b.end) - max(a.start, b.start)
                    if common >= OVERLAP * min(a.end - a.start, b.end - b.start):
                        return True
        return False
