"""Matches of one source in, claims out: one statement for each thing that a sentence says.

What a pattern did not fill and a field may `take` is read from around the trigger.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from brief.extract.cutting import READ, Cutter, Said
from brief.extract.frames import Binding, Fill, Match
from brief.extract.taking import Taker
from brief.model import Claim, Layer
from brief.schema import FieldSpec, PatternSpec, Schema, SectionSpec

_SIZES = {"year": len("2019"), "month": len("2019-05"), "day": len("2019-05-13")}
_HEADLINE = 2.0  # a headline names the principal; two body sentences weigh as much
_ONWARD = 0.2  # "before leaving for X", "and then to X": where somebody goes next is seldom what a text is about
_WEEKS = timedelta(28)  # a trip is reported within so many days of it
_OPENING, _LATER = 0.5, 0.5  # the second half of a text counts half for who goes where


class Claimant:
    """Turns what patterns found in one reading into claims."""

    def __init__(self, cutter: Cutter, schema: Schema) -> None:
        self.cutter, self.schema = cutter, schema
        self.reading, self.around, self.source = cutter.reading, cutter.around, cutter.source
        self.taker = Taker(cutter.around, self.source.published.value or "")

    def matched(self, section: SectionSpec, spec: PatternSpec, match: Match) -> Iterator[Claim]:
        """Yield the claims of a match: one statement for each filler of the identity field."""
        sentences = self.around.sentences
        if not spec.quoted and sentences.quoted(match.head):
            return
        if sentences.layer(match.head) not in (spec.layers or READ) or self._vetoed(spec, match):
            return
        if self._lacks(section, spec, match):
            return
        if section.each == "quote" and sentences.layer(match.head) is Layer.HEADLINE and not spec.layers:
            return  # the text below tells it in full
        identity = section.identity.field
        if section.fields[identity].type == "topic" and self._unraised(match):
            return
        filled = (f for fills in match.fills.values() for f in fills)
        if section.each == "quote" and any(sentences.quoted_from(f) for f in filled):
            return  # the quotation makes a statement of its own
        for slot in spec.carry:
            match.fills.setdefault(slot, self.around.acts.only_person(match.head))
        spec = self._as_old(spec, match.head)
        subjects: list[Fill | None] = [*match.fills.get(identity, ())] or [None]
        for subject in subjects:
            fills = {slot: found for slot, found in match.fills.items() if slot != identity}
            if subject is not None:
                fills[identity] = [subject]
            yield from self.claims(section, spec, match, fills)

    def actors(self, spec: PatternSpec, match: Match) -> Iterator[Claim]:
        """Yield one claim for each actor's slot of a match."""
        layer = self.around.sentences.layer(match.head)
        if layer not in (spec.layers or READ) or self._vetoed(spec, match):
            return
        weight = _HEADLINE if layer is Layer.HEADLINE else self._lead(match.head)
        weight *= _ONWARD if self.around.goes_on(match.head) else 1.0
        said = Said("@actors", self.cutter.number("@actors"), match, spec, weight)
        once = replace(said, weight=weight * _ONWARD) if self._elsewhen(match.head) else said
        for slot, fills in match.fills.items():
            actor = self.schema.actors.get(slot)
            for fill in fills if actor else ():
                yield self.cutter.claim(once if actor and actor.type == "person" else said, slot, fill)

    def _elsewhen(self, head: int) -> bool:
        """Return whether what a predicate tells lies weeks from the source's day: "he visited Hanoi last May"."""
        clause = self.around.clause_of(head)
        day = self.reading.anchor
        told = self.around.times.when(clause, "clause") if clause is not None and day else []
        return bool(told) and not _near(told[0].normal, date.fromisoformat(day))

    def _as_old(self, spec: PatternSpec, head: int) -> PatternSpec:
        """Return the pattern, as one that makes no record where it tells of a day too long before the source's."""
        clause = self.around.clause_of(head) if spec.recent and self.reading.anchor else None
        told = self.around.times.when(clause, "clause") if clause is not None else []
        old = bool(told) and int(self.reading.anchor[:4]) - int(told[0].normal[:4]) > spec.recent
        return spec.model_copy(update={"creates": False}) if old else spec

    def _lead(self, head: int) -> float:
        """Return how much a place in a text tells of what it is about: a report's end speaks of what comes next."""
        behind = self.reading.tokens[head].sentence / max(1, len(self.reading.sentences))
        return 1.0 if behind < _OPENING else _LATER

    def _vetoed(self, spec: PatternSpec, match: Match) -> bool:
        if not spec.told and self.around.sentences.is_told(match.head):
            return True
        sentence = self.cutter.context(match.head).text.casefold() if spec.unless else ""
        return any(word.casefold() in sentence for word in spec.unless)

    def _lacks(self, section: SectionSpec, spec: PatternSpec, match: Match) -> bool:
        """Return whether a pattern misses the stand, or a fitting value of a slot, that it asks for."""
        held = (any(self._fits(section, slot, f) for f in match.fills.get(slot, ())) for slot in spec.needs)
        return not all(held) or (spec.stand and not self._stands(spec, match))

    def _stands(self, spec: PatternSpec, match: Match) -> bool:
        """Return whether a stand is taken by the verb of a sentence, or anywhere in that of a wording."""
        if not spec.phrase:
            leading = [q for q in self.reading.quotes if q.cue == match.head]
            if any(q.full and q.holder for q in leading):
                return False  # it makes a statement of its own
            led = bool(leading)
            return self.around.stands.told(match.head, led=led)
        span = self.reading.sentences[self.reading.tokens[match.head].sentence]
        return self.around.stands.reported(span.first, span.last)

    def _unraised(self, match: Match) -> bool:
        """Return whether what a match names as a topic was not talked of: "was not raised"."""
        return self.around.slots.unraised(self.around.clause_of(match.head), match.head)

    def claims(self, section: SectionSpec, spec: PatternSpec, match: Match, fills: Binding) -> Iterator[Claim]:
        """Yield the claims of one statement: what its slots hold, then what stands around it."""
        said = Said(section.id, self.cutter.number(section.id), match, spec)
        taken = self.taker.taken(section, spec, match, fills)
        for slot, found in {**fills, **taken}.items():
            field = self._field(section, slot)
            spec_of = self._spec(section, field)
            many = spec_of is None or spec_of.many  # a slot that is no field tells whom the statement is about
            who = self._known(section, found) if spec_of is not None and spec_of.type == "actor" else found
            for fill in who if many else who[:1]:
                if self._fits(section, field, fill):
                    yield self.cutter.claim(said, field, fill)
        for slot, actor in spec.assume.items():
            yield self.cutter.assumed(said, self._field(section, slot), actor)
        for name, field_spec in section.fields.items():
            if name not in fills and name not in taken:
                yield from self._of_source(said, name, field_spec)
        span = Fill(match.start, match.end, head=match.head)
        for slot, value in spec.values.items():
            claim = self.cutter.claim(said, self._field(section, slot), span)
            yield claim.model_copy(update={"text": value, "normal": value})

    def _known(self, section: SectionSpec, found: list[Fill]) -> list[Fill]:
        """Return who is meant by "the minister"; a position whose holder nobody can name has none."""
        known = [(f, self.around.speakers.known(f)) for f in found]
        return [who or f for f, who in known if who or section.each != "quote"]

    def _field(self, section: SectionSpec, slot: str) -> str:
        """Return the address of a slot inside a record: "actions.party" for a part of a nested record."""
        if slot in section.fields:
            return slot
        for name, spec in section.fields.items():
            if slot in spec.parts:
                return f"{name}.{slot}"
        return slot

    @staticmethod
    def _spec(section: SectionSpec, field: str) -> FieldSpec | None:
        name, _, part = field.partition(".")
        spec = section.fields.get(name)
        return spec.parts.get(part) if spec is not None and part else spec

    def _fits(self, section: SectionSpec, field: str, fill: Fill) -> bool:
        """Return whether a value has the length, the precision and the side of the source's date asked for."""
        spec = self._spec(section, field)
        if spec is not None and spec.least > len(self.source.text[fill.start : fill.end].split()):
            return False
        if spec is None or spec.type != "date":
            return True
        if len(fill.normal) < _SIZES[spec.precise]:
            return False
        if not spec.tense:
            return True
        published = self.reading.anchor
        if not published:
            return True
        size = min(len(published), len(fill.normal))
        past = fill.normal[:size] <= published[:size]
        return past if spec.tense == "past" else not past

    def _of_source(self, said: Said, name: str, spec: FieldSpec) -> Iterator[Claim]:
        """Yield what a field asks of the source itself: its day or its name; how it is known is told elsewhere."""
        known = {"published": self.source.published.value or "", "publisher": self.source.publisher}
        text = known.get(spec.attribute, "")
        if text:
            normal = text if spec.attribute == "published" else ""
            claim = self.cutter.assumed(said, name, "")
            yield claim.model_copy(update={"text": text, "normal": normal, "entity": ""})


def slot_types(section: SectionSpec | None, schema: Schema) -> Mapping[str, str]:
    """Return the type of every slot that a section's patterns may name: fields, parts of fields, actors."""
    types: dict[str, str] = {name: actor.type for name, actor in schema.actors.items()}
    for name, spec in (section.fields if section else {}).items():
        types.update({part: inner.type for part, inner in spec.parts.items()})
        types[name] = spec.type
    return types


def _near(told: str, day: date) -> bool:
    """Return whether a date or span may lie within some weeks of a day."""
    first, last = day - _WEEKS, day + _WEEKS
    spans = told.split("/")
    return all(first.isoformat()[: len(one)] <= one <= last.isoformat()[: len(one)] for one in spans if one)
