"""The mentions of one source in, claims out: of everyone it names, and of all that a section is made of."""

from __future__ import annotations

from collections.abc import Iterator

from brief.extract.cutting import READ, Cutter, Said
from brief.extract.frames import Fill, Match
from brief.extract.reading import Mention, Quote, Sentence
from brief.extract.statements import Claimant
from brief.extract.turns import Turn
from brief.model import Claim, Layer
from brief.schema import ActorSpec, PatternSpec, Schema, SectionSpec

_HOLDER = 16  # tokens of a holder's phrase
_LONGEST = 400  # tokens of a quotation that are looked at
_SCARE = 4  # words; a shorter fragment in quotation marks is no position
_DATELINE = 0.3  # of a vote: visits are reported from where they go, and from home
_IN_A_ROW = 3  # sentences of a transcript that make one statement
_HEADLINE = 10  # times what a mention in the text counts
_FORMS = 3  # mentions of a person that carry the name; more would only repeat it


class EachMention:
    """Turns the mentions of one reading into claims, without any pattern."""

    def __init__(self, cutter: Cutter, claimant: Claimant, schema: Schema) -> None:
        self.cutter, self.claimant, self.schema = cutter, claimant, schema
        self.reading, self.around, self.source = cutter.reading, cutter.around, cutter.source

    # ---- everyone

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

    def settings(self) -> Iterator[Claim]:
        """Yield where this source is written and whose letterhead it bears, for each person without a country."""
        places = self.around.places
        written = {"home": places.written_in(), "letterhead": places.letterhead()}
        people = [p for p in self.reading.persons.values() if p.role and not p.country]
        for person in people:
            entity = f"{self.source.id}:{person.id}"
            base = {"source": self.source.id, "section": "@entities", "statement": entity, "entity": entity}
            for field, state in written.items():
                if state is not None and (field == "letterhead" or self._no_stranger(person.id)):
                    yield Claim(**base, field=field, text=state.normal, normal=state.normal)

    def _no_stranger(self, person: str) -> bool:
        """Return whether a person is named where no state and no delegation is spoken of.

        Where a state is named beside another's office, the bare office is mostly of somewhere else.
        """
        named = [m for m in self.reading.mentions if m.type == "person" and m.value == person and m.kind == "name"]
        for m in named:
            span = self.reading.sentences[self.reading.tokens[m.first].sentence]
            told = any(c.type == "country" and span.first <= c.first < span.last for c in self.reading.mentions)
            words = {t.lower for t in self.reading.tokens[span.first : span.last]}
            if told or words & self.around.joining:
                return False
        return bool(named)

    def actors(self) -> Iterator[Claim]:
        """Yield a light vote for everyone named who may be an actor, where the schema lets a mention count."""
        for name, actor in self.schema.actors.items():
            for m in self.reading.mentions if actor.mention else ():
                if _may_be(m, actor):
                    match = Match("@actors", -1, f"every {actor.type} named", {}, m.head, m.start, m.end)
                    top = self.around.sentences.layer(m.head) is Layer.HEADLINE
                    weight = actor.mention * (_HEADLINE if top else 1)
                    said = Said("@actors", self.cutter.number("@actors"), match, weight=weight)
                    entity = m.value if m.type in ("person", "entry") else ""
                    normal = "" if m.type == "person" else m.value
                    yield self.cutter.claim(said, name, Fill(m.start, m.end, normal, entity, m.kind, m.head))
            if actor.mention and actor.type == "country":
                yield from self._written_from(name)

    def _written_from(self, actor: str) -> Iterator[Claim]:
        """Yield a vote for the state from which a source is written."""
        state = self.around.places.written_in()
        if state and self.reading.tokens:
            match = Match("@actors", -1, "the place a source is written from", {}, 0, state.start, state.end)
            said = Said("@actors", self.cutter.number("@actors"), match, weight=_DATELINE)
            yield self.cutter.claim(said, actor, Fill(state.start, state.end, state.normal, kind="capital", head=0))

    # ---- sections

    def of(self, section: SectionSpec) -> Iterator[Claim]:
        """Yield a statement for each person, quotation, date or listed thing that the section is made of."""
        if section.each == "person":
            yield from self._each_person(section)
        elif section.each == "quote":
            for quote in self.reading.quotes:
                yield from self._quotation(section, quote)
            for turn in self.around.turns:
                yield from self._turn(section, turn)
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
            statement = self.cutter.number(section.id)
            for m in named[:_FORMS]:
                fill = Fill(m.start, m.end, "", person.id, m.kind, m.head)
                match = Match(section.id, -1, f"every {section.each} named", {}, m.head, m.start, m.end)
                yield self.cutter.claim(Said(section.id, statement, match), section.identity.field, fill)

    def _mentioned(self, section: SectionSpec, m: Mention) -> Iterator[Claim]:
        field = section.identity.field if m.type == "entry" else self._field_of(section, "date")
        sentences = self.around.sentences
        if m.type == "date" and (sentences.layer(m.head) not in READ or sentences.quoted(m.head)):
            return
        clause = self.around.clause_of(m.head) if m.type == "date" else None
        if m.type == "date" and self.around.times.only_said(m):
            return
        named = m.type == "date" and not self.around.dated.tells(m, clause)
        if named and not self.around.dated.named_by(m):
            return
        entity = m.value if m.type == "entry" else ""
        fill = Fill(m.start, m.end, m.value, entity, m.kind, m.head)
        fills = {field: [fill]}
        if m.kind == "modifier":  # "the 2014 takeover": the phrase is the event
            event = self._field_of(section, "clause", "act", "phrase")
            fills[event] = self.around.acts.phrase_with(m.head)
        elif named and (event := self._field_of(section, "clause")):
            fills[event] = self.around.dated.named_by(m)
        elif clause is not None and (event := self._field_of(section, "clause")):
            fills[event] = [self.around.dated.words(clause, m)]
        match = Match(section.id, -1, f"every {section.each} named", {}, m.head, m.start, m.end)
        for claim in self.claimant.claims(section, PatternSpec(), match, fills):
            told = fills[claim.field][0] if claim.field in fills and claim.field != field else None
            name = self.around.dated.named(told) if told and m.kind != "modifier" else ""
            rest = claim.text.partition(" ")[2]
            yield claim.model_copy(update={"text": f"[{name}] {rest}"}) if name else claim

    def _quotation(self, section: SectionSpec, quote: Quote) -> Iterator[Claim]:
        if quote.holder is None:
            return
        token = self.around.sentences.token_at(quote.start)
        holder = self.around.sentences.token_at(quote.holder[0])
        if token is None or holder is None or (holder.pos == "PRON" and not quote.person):
            return
        match = Match(section.id, -1, "every quotation with a holder", {}, token.i, quote.start, quote.end)
        short = not quote.full and len(self.source.text[quote.start : quote.end].split()) < _SCARE
        if short and not self.around.stands.labels(quote.cue):
            return
        last = max(t.i for t in self.reading.tokens[token.i :][:_LONGEST] if t.start < quote.end)
        stands = self.around.stands
        if not (stands.says_something(token.i, last + 1) if quote.full else stands.led(quote.cue)):
            return
        said = Fill(quote.start, quote.end, head=token.i)
        fills: dict[str, list[Fill]] = {
            self._field_of(section, "quote"): [said],
            self._field_of(section, "actor", "person"): [self._holder(quote, holder.i)],
        }
        clause = self.around.clause_of(token.i)
        told = self.around.acts.act(clause) if clause is not None else said
        if quote.cue >= 0 and not quote.full:
            told = self.around.told.words(quote.cue)
        whole = quote.full or told.end - told.start < quote.end - quote.start
        fills[section.identity.field] = [said if whole else told]  # a fragment is told around it
        yield from self.claimant.claims(section, PatternSpec(), match, fills)

    def _turn(self, section: SectionSpec, turn: Turn) -> Iterator[Claim]:
        """Yield a statement for each stand that a speaker of a transcript takes; sentences in a row make one."""
        rows: list[list[Sentence]] = []
        before = -2
        for sentence in turn.sentences:
            if self.around.stands.spoken(sentence.first, sentence.last):
                if sentence.i == before + 1 and rows and len(rows[-1]) < _IN_A_ROW:
                    rows[-1].append(sentence)
                else:
                    rows.append([sentence])
                before = sentence.i
        for row in rows:
            start = max(row[0].start, turn.end + 1)
            first = self.around.sentences.token_at(start)
            if first is None:
                continue
            if first.text in (":", ")"):
                first = self.reading.tokens[first.i + 1]
            said = Fill(first.start, row[-1].end, head=first.i)
            match = Match(section.id, -1, "every stand taken in a transcript", {}, first.i, said.start, said.end)
            kind = "name" if turn.person else "phrase"
            label = self.around.sentences.token_at(turn.start)
            holder = Fill(turn.start, turn.end, "", turn.person, kind, label.i if label else first.i)
            fills = {self._field_of(section, "quote"): [said], section.identity.field: [said]}
            fills[self._field_of(section, "actor", "person")] = [holder]
            yield from self.claimant.claims(section, PatternSpec(), match, fills)

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


def _may_be(mention: Mention, actor: ActorSpec) -> bool:
    """Return whether a mention names somebody or something of an actor's type."""
    if actor.type == "party" and mention.type == "organisation":
        return mention.kind == "acts"
    wanted = "country" if actor.type == "party" else actor.type
    return mention.type == wanted and (wanted == "entry" or mention.kind in ("name", "surname", "capital"))
