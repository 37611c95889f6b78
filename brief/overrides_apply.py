"""A briefing and a person's edits in, the edited briefing and what became of each edit out.

What a person set wins over the sources, is marked as edited and keeps what the sources say; an edit that
meets nothing is a fault with the nearest address, one that the sources have caught up with is redundant, one
whose `was` no longer holds has drifted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from brief.faults import nearest
from brief.model import Briefing, Edit, Fate, Found, Header, Notice, Record, Section, Value
from brief.overrides import Outcome, Overrides, where
from brief.overrides_records import as_ordered, merged
from brief.overrides_sources import ids_of, numbered
from brief.overrides_split import Parting, is_apart, parted
from brief.overrides_three_way import edited
from brief.overrides_values import agrees, holds, made_value, over, record_key, signature, told
from brief.overrides_verdict import Verdict, says
from brief.schema import Schema, SectionSpec

_TURNS: Final = {
    "split": 0,
    "merge": 1,
    "set": 3,
    "resolve": 3,
    "confirm": 3,
    "add": 4,
    "note": 5,
    "hide": 6,
    "order": 7,
}
_ADDS_RECORD: Final = 2
_DATED: Final = re.compile(r"^\d{4}(?:-\d{2}){0,2}-")
_TELLING: Final = 25  # characters by which the beginning of a long key is known
_OF_FIELD: Final = 3  # parts of the address of a field


def review_overrides(overrides: Overrides, briefing: Briefing, schema: Schema) -> Outcome:
    """Return the edited briefing with the fate of every edit; nothing is raised."""
    outcome = Outcome(briefing.model_copy(update={"header": _header(overrides, briefing)}))
    _name_again(overrides, outcome)
    for edit in sorted(overrides.edits, key=_turn):
        _Editing(overrides, schema, outcome, edit).run()
    marks = _Marking(overrides, outcome, briefing).placed()
    header = outcome.briefing.header.model_copy(update={"marks": marks})
    notices = [*outcome.briefing.notices, *numbered(overrides, briefing.sources), *outcome.drifted]
    notices += [Notice(place=e.place, message=f"redundant edit: {says(e)}") for e in outcome.redundant]
    fates = tuple(sorted(outcome.fates, key=lambda fate: where(fate.place)))
    update = {"header": header, "notices": tuple(notices), "edits": fates}
    outcome.briefing = outcome.briefing.model_copy(update=update)
    return outcome


def remember(found: Briefing, edited: Briefing) -> Briefing:
    """Return the edited briefing with what the sources say beside it, as far as edits changed it."""
    before = {section.id: section for section in found.sections}
    changed = tuple(before[s.id] for s in edited.sections if s.id in before and s != before[s.id])
    same = (found.header, found.actors, found.conflicts) == (edited.header, edited.actors, edited.conflicts)
    if same and not changed:
        return edited
    kept = Found(header=found.header, actors=found.actors, sections=changed, conflicts=found.conflicts)
    return edited.model_copy(update={"found": kept})


def _header(overrides: Overrides, briefing: Briefing) -> Header:
    given = {key: value for key, value in overrides.header.items() if value}
    texts = {**briefing.header.texts, **{key: text for key, text in overrides.texts.items() if text}}
    return briefing.header.model_copy(update={**given, "texts": texts})


def _name_again(overrides: Overrides, outcome: Outcome) -> None:
    """Let each record be addressed by the older addresses that the file gives for it."""
    for old, address in overrides.aliases.items():
        home, _, key = address.partition("/")
        sections = outcome.briefing.sections
        section = next((s for s in sections if s.id == home), None)
        found = next(iter(called(section.records if section else (), key)), None)
        if section is None or found is None:
            close = nearest(address, [f"{s.id}/{r.key}" for s in sections for r in s.records], 0)
            fault = overrides.fault(
                overrides.places[old], len(old), f"nothing is called {address}", f"nearest: {close}"
            )
            outcome.faults.append(fault)
            continue
        named = found.model_copy(update={"aliases": (*found.aliases, old.partition("/")[2])})
        new = section.model_copy(update={"records": tuple(named if r is found else r for r in section.records)})
        made = tuple(new if s is section else s for s in sections)
        outcome.briefing = outcome.briefing.model_copy(update={"sections": made})


def called(records: Sequence[Record], key: str) -> list[Record]:
    """Return the record of a key, else those of which it is an older one, else those with another date."""
    exact = [r for r in records if r.key == key] or [r for r in records if key in r.aliases]
    return exact or [r for r in records if any(_bears(known, key) for known in (r.key, *r.aliases))]


def _bears(known: str, key: str) -> bool:
    """Return whether two keys are one but for the date in front, or for where a long one was cut."""
    one, other = (_DATED.sub("", text) for text in (known, key))
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= _TELLING and long.startswith(f"{short}-")


class _Editing(Verdict):
    """One edit on its way into a briefing."""

    def __init__(self, overrides: Overrides, schema: Schema, outcome: Outcome, edit: Edit) -> None:
        super().__init__(overrides, outcome, edit)
        self._schema = schema
        self._parts = edit.address.split("/")

    def run(self) -> None:
        """Apply the edit, or add the fault."""
        spec = self._schema.section(self._parts[0])
        section = self.outcome.section(self._parts[0])
        if spec is None or section is None:
            self.unknown(self._parts[0], [s.id for s in self.outcome.briefing.sections])
        elif len(self._parts) > 1:
            self._on_record(spec, section)
        elif self.edit.action == "add":
            self._add_record(spec, section)
        elif self.edit.action == "order":
            self._order(section)
        elif section.records:
            self.put(section.model_copy(update={"records": ()}), section.id)
        else:
            self.redundant()

    def _on_record(self, spec: SectionSpec, section: Section) -> None:
        record = self._record(section, self._parts[1])
        if record is None:
            return
        if self.edit.action == "merge":
            self._merge(spec, section, record)
        elif self.edit.action == "split":
            self._split(spec, section, record)
        elif len(self._parts) < _OF_FIELD:
            rest = tuple(r for r in section.records if r is not record)
            self.put(section.model_copy(update={"records": rest}), f"{section.id}/{record.key}", record.key)
        else:
            self._on_field(spec, section, record)

    def _record(self, section: Section, key: str) -> Record | None:
        """Return the record of a key or of an older key; None adds the fault."""
        found = called(section.records, key)
        if len(found) == 1:
            return found[0]
        address = f"{section.id}/{key}"
        if found:
            several = ", ".join(f"{section.id}/{record.key}" for record in found)
            self.blame("ambiguous", f"{address} may be several records", several, address)
        else:
            self.unknown(address, [f"{section.id}/{record.key}" for record in section.records])
        return None

    def _on_field(self, spec: SectionSpec, section: Section, record: Record) -> None:
        name = self._parts[2]
        field_spec = spec.fields.get(name)
        if field_spec is None:
            self.unknown(self.edit.address, [f"{section.id}/{record.key}/{known}" for known in spec.fields])
            return
        address, old = f"{section.id}/{record.key}/{name}", record.fields.get(name, ())
        if self.edit.action in {"set", "resolve", "confirm"}:
            first = self.outcome.settled.setdefault(address, self.edit)
            if first is not self.edit:
                what = f"{address} is set twice, at {first.place} too"
                self.blame("invalid", what, "keep one", self.edit.address)
                return
        if self.edit.was is None and self.edit.action in {"set", "resolve", "hide", "note"}:
            then = self._then(section, record)
            if then is not None:
                self.remember(then.get(name, ""))
        new = edited(self, field_spec, old)
        if new is None:
            return
        fields = {key: values for key, values in {**record.fields, name: new}.items() if values}
        self._replace(
            section, record, fields, address if self.edit.action in {"hide", "resolve"} else "", told(old)
        )

    def _then(self, section: Section, record: Record) -> Mapping[str, str] | None:
        """Return what the sources said of the record when the edit was made, None where nobody remembers."""
        known = (self._parts[1], record.key, *record.aliases)
        return next(
            (was for key in known if (was := self.overrides.was.get(f"{section.id}/{key}")) is not None), None
        )

    def _add_record(self, spec: SectionSpec, section: Section) -> None:
        rows, mark = self.edit.value if isinstance(self.edit.value, Mapping) else {}, signature(self.edit)
        fields = {
            name: tuple(
                made_value(spec.fields[name], item, mark)
                for item in ((value,) if isinstance(value, str) else value)
            )
            for name, value in rows.items()
        }
        name = fields[spec.identity.field][0].text
        key, taken = record_key(name), self.outcome.keys_of(section)
        there = section.records if key in taken else ()
        same = next((r for r in there if r.key == key and agrees(spec, r, fields)), None)
        if same is None:
            record = Record(key=record_key(name, taken) if key in taken else key, fields=fields)
            records = (*section.records, record)
            taken.add(record.key)
            self.outcome.keys[section.id] = records, taken
            self.put(section.model_copy(update={"records": records}), "")
        elif all(holds(same, name, values) for name, values in fields.items()):
            self.redundant(told(same.fields.get(spec.identity.field, ())))
        else:
            self._complete(section, same, fields)

    def _complete(self, section: Section, record: Record, fields: Mapping[str, tuple[Value, ...]]) -> None:
        """Put what a person added to a record that the sources have by now; where they differ, that is told."""
        new = {name: values for name, values in fields.items() if not holds(record, name, values)}
        differ = [name for name in new if record.fields.get(name)]
        if differ:
            now = "; ".join(f"{name}: {told(record.fields[name])}" for name in differ)
            home = f"{section.id}/{record.key}"
            self.drifted(
                "", now, hint=f"the sources have {home} by now; the edit stays; set what differs there instead"
            )
        made = {name: over(values, record.fields.get(name, ())) for name, values in new.items()}
        self._replace(section, record, {**record.fields, **made}, "", "")

    def _merge(self, spec: SectionSpec, section: Section, into: Record) -> None:
        keys = self.edit.value if isinstance(self.edit.value, tuple) else (self.edit.value,)
        found = [self._record(section, str(key).partition("/")[2] or str(key)) for key in keys]
        others = [record for record in found if record is not None and record is not into]
        if None in found:
            return
        if not others:
            self.redundant(into.key)
            return
        self.outcome.briefing = merged(self.outcome.briefing, spec, into, others)
        self.done(", ".join(record.key for record in others))

    def _split(self, spec: SectionSpec, section: Section, record: Record) -> None:
        mark = signature(self.edit)
        how, values = (part if isinstance(part, Mapping) else {} for part in self.edit.value)
        name = made_value(spec.fields[spec.identity.field], str(how["into"]), mark)
        sources, unknown = ids_of(how.get("sources", ()), self.outcome.briefing.sources)
        wanted = {
            field: tuple(
                made_value(spec.fields[field], item, mark)
                for item in ((given,) if isinstance(given, str) else given)
            )
            for field, given in values.items()
        }
        key = record_key(name.text, (r.key for r in section.records))
        parting = Parting(name, key, sources, wanted)
        if is_apart(spec, section.records, parting, record):
            self.redundant(record.key)
            return
        made, done = parted(self.outcome.briefing, spec, record, parting)
        address = self.edit.address
        if unknown:
            self.blame("orphaned", f"no source is called {unknown[0]}", "name those that are left", address)
        elif not done:
            what = f"nothing of {address} would go to {name.text}, or nothing would stay"
            self.blame("orphaned", what, "name sources or values of the other one", address)
        else:
            self.outcome.briefing = made
            self.done(record.key)

    def _order(self, section: Section) -> None:
        keys = self.edit.value if isinstance(self.edit.value, tuple) else (self.edit.value,)
        found = [self._record(section, str(key)) for key in keys]
        if None in found:
            return
        made = as_ordered(section, [record.key for record in found if record is not None])
        if made == section:
            self.redundant(", ".join(record.key for record in section.records))
        else:
            self.put(made, "", ", ".join(record.key for record in section.records))

    def _replace(
        self, section: Section, record: Record, fields: Mapping[str, tuple[Value, ...]], gone: str, now: str
    ) -> None:
        new = record.model_copy(update={"fields": fields})
        records = tuple(new if r is record else r for r in section.records)
        self.put(section.model_copy(update={"records": records}), gone, now)


class _Marking:
    """The markings of portions on their way to the records as they are called today."""

    def __init__(self, overrides: Overrides, outcome: Outcome, found: Briefing) -> None:
        self._overrides, self._outcome = overrides, outcome
        self._sections = {
            s.id: (*s.records, *(before.records if (before := found.section(s.id)) else ()))
            for s in outcome.briefing.sections
        }

    def placed(self) -> dict[str, str]:
        """Return the markings by today's addresses; one whose record is gone is a fault, never left out."""
        made: dict[str, str] = {}
        for address, mark in self._overrides.marks.items():
            home, _, rest = address.partition("/")
            key, slash, name = rest.partition("/")
            found = called(self._sections.get(home, ()), key)
            if rest and not found:
                self._lost(address, mark, f"{home}/{key}")
            else:
                made[f"{home}/{found[0].key}{slash}{name}" if rest else address] = mark
        return made

    def _lost(self, address: str, mark: str, record: str) -> None:
        known = [f"{home}/{r.key}" for home, records in self._sections.items() for r in records]
        close = nearest(record, known, 0)
        what, mend = f"nothing is called {record}", f"nearest: {close}" if close else "take the marking out"
        place = self._overrides.places.get(f"marks/{address}", "")
        self._outcome.faults.append(self._overrides.fault(place, len(address), what, mend))
        hint = f"{what}; {mend}"
        self._outcome.fates.append(
            Fate(address=f"marks/{address}", action="set", state="orphaned", given=mark, place=place, hint=hint)
        )


def _turn(edit: Edit) -> int:
    """Order the kinds of edits: what is added can be set, what is set can be hidden, whatever the file's order."""
    return _ADDS_RECORD if edit.action == "add" and "/" not in edit.address else _TURNS[edit.action]
