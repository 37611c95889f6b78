"""Matches and mentions of one source in, claims out: one statement for each thing that a sentence says.

Every claim of a statement is cut from the source here; nothing else in the program makes evidence.
What a pattern did not fill and a field may `take` is read from around the trigger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from brief.extract.clauses import Clause
from brief.extract.frames import Binding, Fill, Match
from brief.extract.reading import Mention, Quote, Reading
from brief.extract.surroundings import Surroundings
from brief.model import Claim, Evidence, Layer, Mood
from brief.schema import FieldSpec, PatternSpec, Schema, SectionSpec

_SIZES = {"year": len("2019"), "month": len("2019-05"), "day": len("2019-05-13")}
_HEADLINE = 2.0  # a headline names the principal; two body sentences weigh as much
_OPENING, _LATER = 0.5, 0.5  # the second half of a text counts half for who goes where
_LABEL = 8  # words; what is longer is shown as a sentence
_HOLDER = 16  # tokens of a holder's phrase
_SCARE = 4  # words; a shorter fragment in quotation marks is no position
_FORMS = 3  # mentions of a person that carry the name; more would only repeat it
_PLAIN = PatternSpec()
_READ = (Layer.BODY, Layer.HEADLINE, Layer.CAPTION)


@dataclass(frozen=True, slots=True)
class _Said:
    """One statement under construction: its section and name, the match and the pattern behind it."""

    section: str
    statement: str
    match: Match
    spec: PatternSpec = _PLAIN
    weight: float = 1.0


class Claimant:
    """Turns what was found in one reading into claims; numbers the statements as it goes."""

    def __init__(self, reading: Reading, around: Surroundings, schema: Schema) -> None:
        self.reading, self.around, self.schema = reading, around, schema
        self.source = reading.source
        self.count = 0

    def _statement(self, section: str) -> str:
        self.count += 1
        return f"{self.source.id}:{section}:{self.count}"

    def _cut(self, fill: Fill) -> Evidence:
        return self.source.cut(fill.start, fill.end)

    def _context(self, head: int) -> Evidence:
        return self._cut(self.around.sentence(head))

    # ---- entities

    def entities(self) -> Iterator[Claim]:
        """Yield what this source says of each person it names: forms, role, country, gender."""
        for person in self.reading.persons.values():
            entity = f"{self.source.id}:{person.id}"
            by_form: dict[str, list[Mention]] = {}
            for m in self.reading.mentions:
                if m.type == "person" and m.value == person.id and m.kind in ("name", "surname"):
                    by_form.setdefault(self.source.text[m.start : m.end], []).append(m)
            base = {"source": self.source.id, "section": "@entities", "statement": entity, "entity": entity}
            for form, mentions in by_form.items():
                evidence = self.source.cut(mentions[0].start, mentions[0].end)
                text = " ".join(form.split())
                yield Claim(**base, field="form", text=text, evidence=evidence, weight=len(mentions))
            for start, end in person.role_spans[:1]:
                yield Claim(**base, field="role", text=person.role, evidence=self.source.cut(start, end))
            if person.country:
                span = person.country_span
                cut = self.source.cut(*span) if span else None
                yield Claim(**base, field="country", text=person.country, normal=person.country, evidence=cut)
            if person.gender:
                yield Claim(**base, field="gender", text=person.gender)

    # ---- patterns

    def matched(self, section: SectionSpec, spec: PatternSpec, match: Match) -> Iterator[Claim]:
        """Yield the claims of a match: one statement for each filler of the identity field."""
        if not spec.quoted and self.around.quoted(match.head):
            return
        if self._layer(match.head) not in (spec.layers or _READ) or self._vetoed(spec, match):
            return
        if section.each == "quote" and any(self.around.quoted_from(f) for fs in match.fills.values() for f in fs):
            return  # the quotation makes a statement of its own
        for slot in spec.carry:
            match.fills.setdefault(slot, self.around.only_person(match.head))
        identity = section.identity.field
        subjects: list[Fill | None] = [*match.fills.get(identity, ())] or [None]
        for subject in subjects:
            fills = {slot: found for slot, found in match.fills.items() if slot != identity}
            if subject is not None:
                fills[identity] = [subject]
            yield from self._claims(section, spec, match, fills)

    def actors(self, spec: PatternSpec, match: Match) -> Iterator[Claim]:
        """Yield one claim for each actor's slot of a match."""
        weight = _HEADLINE if self._layer(match.head) is Layer.HEADLINE else self._lead(match.head)
        said = _Said("@actors", self._statement("@actors"), match, spec, weight)
        for slot, fills in match.fills.items():
            for fill in fills if slot in self.schema.actors else ():
                yield self._claim(said, slot, fill)

    def mentioned_actors(self) -> Iterator[Claim]:
        """Yield a light vote for everyone named who may be an actor, where the schema lets a mention count."""
        for name, actor in self.schema.actors.items():
            for m in self.reading.mentions if actor.mention else ():
                if m.type == actor.type and m.kind in ("name", "surname", "capital"):
                    match = Match("@actors", -1, f"every {actor.type} named", {}, m.head, m.start, m.end)
                    said = _Said("@actors", self._statement("@actors"), match, weight=actor.mention)
                    entity = m.value if m.type == "person" else ""
                    normal = "" if m.type == "person" else m.value
                    yield self._claim(said, name, Fill(m.start, m.end, normal, entity, m.kind, m.head))

    def _lead(self, head: int) -> float:
        """Return how much a place in a text tells of what it is about: a report's end speaks of what comes next."""
        behind = self.reading.tokens[head].sentence / max(1, len(self.reading.sentences))
        return 1.0 if behind < _OPENING else _LATER

    def _vetoed(self, spec: PatternSpec, match: Match) -> bool:
        if not spec.told and self.around.is_told(match.head):
            return True
        sentence = self._context(match.head).text.casefold() if spec.unless else ""
        return any(word.casefold() in sentence for word in spec.unless)

    def _layer(self, head: int) -> Layer:
        return self.reading.sentences[self.reading.tokens[head].sentence].layer

    def _claims(self, section: SectionSpec, spec: PatternSpec, match: Match, fills: Binding) -> Iterator[Claim]:
        said = _Said(section.id, self._statement(section.id), match, spec)
        taken = self._taken(section, spec, match, fills)
        for slot, found in {**fills, **taken}.items():
            field = self._field(section, slot)
            spec_of = self._spec(section, field)
            many = spec_of is not None and spec_of.many
            for fill in found if many else found[:1]:
                if self._fits(section, field, fill):
                    yield self._claim(said, field, fill)
        for slot, actor in spec.assume.items():
            yield self._assumed(said, self._field(section, slot), actor)
        for name, field_spec in section.fields.items():
            if name not in fills and name not in taken:
                yield from self._of_source(said, name, field_spec)
        span = Fill(match.start, match.end, head=match.head)
        for slot, value in spec.values.items():
            claim = self._claim(said, self._field(section, slot), span)
            yield claim.model_copy(update={"text": value, "normal": value})

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

    def _of_source(self, said: _Said, name: str, spec: FieldSpec) -> Iterator[Claim]:
        """Yield what a field asks of the source itself: its day or its name; how it is known is told elsewhere."""
        known = {"published": self.source.published.value or "", "publisher": self.source.publisher}
        text = known.get(spec.attribute, "")
        if text:
            normal = text if spec.attribute == "published" else ""
            yield self._assumed(said, name, "").model_copy(update={"text": text, "normal": normal, "entity": ""})

    def _text(self, evidence: Evidence) -> str:
        """Return a quotation on one line; a common noun loses the capital that beginning a sentence gave it."""
        text = " ".join(evidence.text.split())
        token = self.around.token_at(evidence.start)
        begins = token is not None and token.i == self.reading.sentences[token.sentence].first
        common = token is not None and token.tag in ("NN", "NNS", "JJ", "DT")
        lowered = begins and common and text[:2].istitle() and len(text.split()) <= _LABEL
        return text[0].lower() + text[1:] if lowered else text

    def _assumed(self, said: _Said, slot: str, actor: str) -> Claim:
        return Claim(
            source=self.source.id,
            section=said.section,
            statement=said.statement,
            field=slot,
            text="",
            entity=f"@{actor}",
            context=self._context(said.match.head),
            pattern=said.match.say,
        )

    def _claim(self, said: _Said, field: str, fill: Fill) -> Claim:
        evidence = self._cut(fill)
        match, spec = said.match, said.spec
        entity = f"{self.source.id}:{fill.entity}" if fill.entity in self.reading.persons else fill.entity
        return Claim(
            source=self.source.id,
            section=said.section,
            statement=said.statement,
            field=field,
            text=self._text(evidence),
            normal=fill.normal,
            entity=entity,
            evidence=evidence,
            context=self._context(match.head),
            pattern=match.say,
            creates=spec.creates and not spec.veto,
            veto=spec.veto,
            mood=Mood(match.mood),
            weight=said.weight * spec.weight * fill.score,
        )

    # ---- what stands around

    def _taken(self, section: SectionSpec, pattern: PatternSpec, match: Match, fills: Binding) -> Binding:
        clause = self.around.clause_of(match.head)
        taken: Binding = {}
        for name, spec in section.fields.items():
            if (spec.take or name in pattern.takes) and name not in fills:
                taken[name] = self._inside(spec, match) if pattern.line else self._take(spec, clause, match)
            if spec.parts.keys() & (fills.keys() | pattern.values.keys()):
                for part, inner in spec.parts.items():
                    if inner.take and part not in fills:
                        taken[part] = self._take(inner, clause, match)[:1]
        self._until_next_day(section, clause, fills, taken)
        if match.mood == Mood.DONE.value:
            self._from_dateline(section, {**fills, **taken}, taken)
        return {name: found for name, found in taken.items() if found}

    def _until_next_day(self, section: SectionSpec, clause: Clause | None, fills: Binding, taken: Binding) -> None:
        """Keep what a clause goes on to tell of another day out of this one."""
        days = [f for n, fs in {**fills, **taken}.items() for f in fs[:1] if self._type(section, n) == "date"]
        end = self.around.cutoff(clause, days[0]) if days and clause is not None else None
        if end is None:
            return
        for found in (fills, taken):
            for name, candidates in found.items():
                if self._type(section, name) == "person":
                    found[name] = [f for f in candidates if f.start < end]
                elif self._type(section, name) == "act":
                    found[name] = [self.around.shortened(f, end) for f in candidates]

    def _from_dateline(self, section: SectionSpec, known: Binding, taken: Binding) -> None:
        """Place what happened on the day of a report in the town it is written from."""
        day = next((f.normal for n, fs in known.items() for f in fs[:1] if self._type(section, n) == "date"), "")
        for name, spec in section.fields.items():
            found = taken.get(name) or []
            if (
                spec.type == "place"
                and spec.reach == "passage"
                and not found
                and day == self.source.published.value
            ):
                town = self.around.dateline() if day else None
                taken[name] = [town] if town else []

    @staticmethod
    def _type(section: SectionSpec, name: str) -> str:
        return section.fields[name].type if name in section.fields else ""

    def _inside(self, spec: FieldSpec, match: Match) -> list[Fill]:
        """Return what an item of a programme holds for a field: nothing outside it counts."""
        if spec.type == "place":
            return self.around.places_in(match.start, match.end)[:1]
        return self.around.people_in(match.start, match.end) if spec.type == "person" else []

    def _take(self, spec: FieldSpec, clause: Clause | None, match: Match) -> list[Fill]:
        around = self.around
        if spec.type == "sentence":
            return [around.asked(match.head) if spec.reach == "passage" else around.sentence(match.head)]
        if spec.type == "quote":
            return around.quotes(match.head)[:1]
        if clause is None:
            return []
        if spec.type == "actor":
            return around.speakers.of(clause)
        readers: Mapping[str, Callable[[Clause], list[Fill]]] = {
            "date": lambda c: around.when(c, spec.reach)[:1],
            "place": lambda c: around.where(c, spec.reach)[:1],
            "person": around.people,
            "act": lambda c: [around.act(c)],
            "country": lambda c: around.slots.fill("country", [f.head for f in around.where(c, "clause")])[:1],
        }
        reader = readers.get(spec.type)
        return reader(clause) if reader else [around.slots.clause_text(clause)]

    # ---- mentions

    def each(self, section: SectionSpec) -> Iterator[Claim]:
        """Yield a statement for each person, quotation, date or listed thing that the section is made of."""
        if section.each == "person":
            yield from self._each_person(section)
        elif section.each == "quote":
            for quote in self.reading.quotes:
                yield from self._quotation(section, quote)
        else:
            kind = "date" if section.each == "date" else "entry"
            for m in self.reading.mentions:
                if m.type == kind and (kind == "date" or m.kind == section.each):
                    yield from self._mentioned(section, m)

    def _field_of(self, section: SectionSpec, *types: str) -> str:
        return next((name for name, spec in section.fields.items() if spec.type in types), "")

    def _each_person(self, section: SectionSpec) -> Iterator[Claim]:
        for person in self.reading.persons.values():
            named = [m for m in self.reading.mentions if m.type == "person" and m.value == person.id]
            named = sorted((m for m in named if m.kind in ("name", "surname")), key=lambda m: (m.kind, m.start))
            statement = self._statement(section.id)
            for m in named[:_FORMS]:
                fill = Fill(m.start, m.end, "", person.id, m.kind, m.head)
                match = Match(section.id, -1, f"every {section.each} named", {}, m.head, m.start, m.end)
                yield self._claim(_Said(section.id, statement, match), section.identity.field, fill)

    def _mentioned(self, section: SectionSpec, m: Mention) -> Iterator[Claim]:
        field = section.identity.field if m.type == "entry" else self._field_of(section, "date")
        if m.type == "date" and (self._layer(m.head) not in _READ or self.around.quoted(m.head)):
            return
        entity = m.value if m.type == "entry" else ""
        fill = Fill(m.start, m.end, m.value, entity, m.kind, m.head)
        fills = {field: [fill]}
        if m.kind == "modifier":  # "the 2014 takeover": the phrase is the event
            event = self._field_of(section, "clause", "act", "phrase")
            fills[event] = self.around.phrase_with(m.head)
        match = Match(section.id, -1, f"every {section.each} named", {}, m.head, m.start, m.end)
        yield from self._claims(section, PatternSpec(), match, fills)

    def _quotation(self, section: SectionSpec, quote: Quote) -> Iterator[Claim]:
        if quote.holder is None:
            return
        token = self.around.token_at(quote.start)
        holder = self.around.token_at(quote.holder[0])
        if token is None or holder is None or (holder.pos == "PRON" and not quote.person):
            return
        match = Match(section.id, -1, "every quotation with a holder", {}, token.i, quote.start, quote.end)
        if not quote.full and len(self.source.text[quote.start : quote.end].split()) < _SCARE:
            return
        said = Fill(quote.start, quote.end, head=token.i)
        fills: dict[str, list[Fill]] = {
            self._field_of(section, "quote"): [said],
            self._field_of(section, "actor", "person"): [self._holder(quote, holder.i)],
        }
        if quote.full:  # a whole quotation is the position; a fragment is told by the clause around it
            fills[section.identity.field] = [said]
        yield from self._claims(section, PatternSpec(), match, fills)

    def _holder(self, quote: Quote, head: int) -> Fill:
        start, end = quote.holder or (quote.start, quote.end)
        tokens = self.reading.tokens
        if quote.person:
            return Fill(start, end, "", quote.person, "name", head)
        inside = [t for t in tokens[head : head + _HOLDER] if t.end <= end and t.pos in ("NOUN", "PROPN")]
        carrier = next((t for t in inside if not start <= tokens[t.head].start < end or t.head == t.i), None)
        known = self.around.slots.actor(carrier) if carrier is not None else []
        if known and not known[0].entity:
            return known[0]
        if tokens[head].pos == "DET" and head + 1 < len(tokens):
            start = tokens[head + 1].start
        return Fill(start, end, "", "", "phrase", head)


def slot_types(section: SectionSpec | None, schema: Schema) -> Mapping[str, str]:
    """Return the type of every slot that a section's patterns may name: fields, parts of fields, actors."""
    types: dict[str, str] = {name: actor.type for name, actor in schema.actors.items()}
    for name, spec in (section.fields if section else {}).items():
        types.update({part: inner.type for part, inner in spec.parts.items()})
        types[name] = spec.type
    return types
