"""A briefing and a person's edits in, the edited briefing and what became of each edit out.

An edit is addressed `section/record/field`. What a person set wins over the sources, is marked as
edited and keeps what the sources say; an edit that meets nothing is a fault with the nearest address,
one that the sources have caught up with is redundant, one whose `was` no longer holds has drifted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from anyascii import anyascii

from brief.errors import ContentError
from brief.faults import Fault, fault_at, nearest
from brief.model import (
    Briefing,
    Dating,
    Edit,
    Notice,
    Noun,
    Record,
    Section,
    SourceDocument,
    Status,
    Value,
)
from brief.schema import FieldSpec, Schema, SectionSpec

KEY = 60  # characters of a record's key


class SourceEdit(Noun):
    """What a person knows better about a source, found by its id, path or file name."""

    name: str
    published: str = ""
    publisher: str = ""
    group: str = ""
    exclude: bool = False
    place: str = ""


class Overrides(Noun):
    """A file of edits. `header` has the keys of `model.Header`.

    For faults, `text` is the file and `places` says where each record's address stands in it.
    """

    path: str = ""
    text: str = ""
    header: Mapping[str, str] = {}
    texts: Mapping[str, str] = {}
    sources: tuple[SourceEdit, ...] = ()
    edits: tuple[Edit, ...] = ()
    places: Mapping[str, str] = {}

    def fault(self, place: str, width: int, what: str, mend: str) -> Fault:
        """Return a fault at `file:line:column` of this file."""
        line, column = (int(part) for part in place.rsplit(":", 2)[1:])
        return fault_at(self.path, self.text, (line, column, width), what, mend)


@dataclass(slots=True)
class Outcome:
    """The edited briefing, and every edit sorted by what became of it."""

    briefing: Briefing
    applied: list[Edit] = field(default_factory=list)
    redundant: list[Edit] = field(default_factory=list)
    drifted: list[Notice] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    settled: dict[str, Edit] = field(default_factory=dict)  # what sets a field, by the field's address

    def check(self) -> None:
        """Raise ContentError with every fault, in the order of the file, when there is one."""
        if self.faults:
            raise ContentError([fault.text for fault in sorted(self.faults)])


def apply_overrides(overrides: Overrides, briefing: Briefing, schema: Schema) -> Briefing:
    """Return the briefing with every edit in it. Raise ContentError when an address meets nothing."""
    outcome = review_overrides(overrides, briefing, schema)
    outcome.check()
    return outcome.briefing


def review_overrides(overrides: Overrides, briefing: Briefing, schema: Schema) -> Outcome:
    """Return the edited briefing with the fate of every edit; nothing is raised."""
    header = {key: value for key, value in overrides.header.items() if value}
    texts = {**briefing.header.texts, **{key: text for key, text in overrides.texts.items() if text}}
    outcome = Outcome(
        briefing.model_copy(update={"header": briefing.header.model_copy(update={**header, "texts": texts})})
    )
    for edit in sorted(overrides.edits, key=_turn):
        _Editing(overrides, schema, outcome, edit).run()
    notices = [*outcome.briefing.notices, *outcome.drifted]
    notices += [Notice(place=e.place, message=f"redundant edit: {_says(e)}") for e in outcome.redundant]
    outcome.briefing = outcome.briefing.model_copy(update={"notices": tuple(notices)})
    return outcome


def apply_to_sources(overrides: Overrides, sources: Sequence[SourceDocument]) -> tuple[SourceDocument, ...]:
    """Return the sources with dates and publishers as the person knows them, without the excluded ones.

    Done before anything is extracted. Raise ContentError when a name meets no source.
    """
    faults, out = [], {source.id: source for source in sources}
    for edit in overrides.sources:
        found = _sources_of(edit.name, sources)
        if len(found) != 1:
            names = [_file_name(source) for source in sources]
            mend = f"nearest: {nearest(edit.name, names, 0) or 'none'}" if not found else "write the whole path"
            what = "no source is called" if not found else "several sources are called"
            faults.append(overrides.fault(edit.place, len(edit.name), f"{what} {edit.name}", mend))
            continue
        source = found[0]
        update: dict[str, object] = {}
        if edit.published:
            update["published"] = Dating(value=edit.published, method="override")
        if edit.publisher:
            update["publisher"] = edit.publisher
        out[source.id] = out[source.id].model_copy(update=update)
        if edit.exclude:
            del out[source.id]
    if faults:
        raise ContentError([fault.text for fault in sorted(faults)])
    return tuple(out.values())


def apply_groups(overrides: Overrides, sources: Sequence[SourceDocument]) -> tuple[SourceDocument, ...]:
    """Return the sources in the groups a person put them in: sources of one group count as one voice."""
    groups = {s.id: e.group for e in overrides.sources if e.group for s in _sources_of(e.name, sources)}
    named = {s.id: s.group for s in sources}
    for source_id, group in groups.items():  # a group may be called by one of its sources
        groups[source_id] = named.get(group, group)
    return tuple(s.model_copy(update={"group": groups[s.id]}) if s.id in groups else s for s in sources)


def record_key(text: str, taken: Iterable[str] = ()) -> str:
    """Return a key for a record of that name that no other record has."""
    words = "-".join(re.findall(r"[a-z0-9]+", anyascii(text).casefold()))
    base = words if len(words) <= KEY else words[: KEY + 1].rpartition("-")[0] or words[:KEY]
    base, used = base or "x", set(taken)
    return next(key for n in range(1, len(used) + 2) if (key := base if n == 1 else f"{base}-{n}") not in used)


def made_value(spec: FieldSpec, given: str | Mapping[str, str | tuple[str, ...]], edit: Edit) -> Value:
    """Return what a person wrote as a value."""
    mark = ": ".join(part for part in (edit.by, edit.why) if part)
    if isinstance(given, str):
        normal = given if spec.type in {"date", "choice", "country"} else ""
        return Value(text=given, normal=normal, origin="override", status=Status.EDITED, by=mark)
    parts = {
        name: tuple(
            made_value(spec.parts.get(name, FieldSpec(type="phrase")), item, edit)
            for item in ((value,) if isinstance(value, str) else value)
        )
        for name, value in given.items()
    }
    text = ", ".join(value.text for values in parts.values() for value in values)
    return Value(text=text, origin="override", status=Status.EDITED, parts=parts, by=mark)


class _Editing:
    """One edit on its way into a briefing."""

    def __init__(self, overrides: Overrides, schema: Schema, outcome: Outcome, edit: Edit) -> None:
        self._overrides, self._schema, self._outcome, self._edit = overrides, schema, outcome, edit
        self._parts = edit.address.split("/")

    def run(self) -> None:
        """Apply the edit, or add the fault."""
        spec = self._schema.section(self._parts[0])
        section = self._outcome.briefing.section(self._parts[0])
        if spec is None or section is None:
            self._blame(self._parts[0], [s.id for s in self._outcome.briefing.sections])
        elif len(self._parts) == 1 and self._edit.action == "add":
            self._add_record(spec, section)
        elif len(self._parts) == 1:
            self._put(section.model_copy(update={"records": ()}), section.id)
        else:
            self._on_record(spec, section)

    def _on_record(self, spec: SectionSpec, section: Section) -> None:
        key = self._parts[1]
        found = [r for r in section.records if r.key == key] or [r for r in section.records if key in r.aliases]
        if len(found) != 1:
            address, known = f"{section.id}/{key}", [f"{section.id}/{record.key}" for record in section.records]
            several = ", ".join(f"{section.id}/{record.key}" for record in found)
            self._blame(address, known, f"{address} may be several records" if several else "", several)
            return
        record = found[0]
        if len(self._parts) == 2:  # noqa: PLR2004 - section/record
            rest = tuple(r for r in section.records if r is not record)
            self._put(section.model_copy(update={"records": rest}), f"{section.id}/{record.key}")
            return
        name = self._parts[2]
        field_spec = spec.fields.get(name)
        if field_spec is None:
            self._blame(self._edit.address, [f"{section.id}/{record.key}/{known}" for known in spec.fields])
            return
        address, old = f"{section.id}/{record.key}/{name}", record.fields.get(name, ())
        if self._edit.action == "hide":
            if not old:
                self._outcome.redundant.append(self._edit)
                return
            fields = {key: values for key, values in record.fields.items() if key != name}
        else:
            first = self._outcome.settled.setdefault(address, self._edit) if self._edit.action == "set" else None
            if first is not None and first is not self._edit:
                self._blame(self._edit.address, [], f"{address} is set twice, at {first.place} too", "keep one")
                return
            new = self._values(field_spec, old)
            if new is None:
                self._outcome.redundant.append(self._edit)
                return
            fields = {key: values for key, values in {**record.fields, name: new}.items() if values}
        self._replace(section, record, fields, address)

    def _values(self, spec: FieldSpec, old: tuple[Value, ...]) -> tuple[Value, ...] | None:
        """Return the field's new values, None when the sources say the same."""
        given = self._edit.value
        items: tuple[str | Mapping[str, str | tuple[str, ...]], ...]
        items = given if isinstance(given, tuple) else (given,)
        made = tuple(made_value(spec, item, self._edit) for item in items)
        now = "; ".join(value.text for value in old)
        self._drift(now, old)
        if self._edit.action == "add":
            fresh = tuple(value for value in made if not _among(value, old))
            return (*old, *fresh) if fresh else None
        made = tuple(value for value in made if value.text)  # an empty text empties the field
        if len(made) == len(old) and all(_alike(m, o) for m, o in zip(made, old, strict=True)):
            return None
        rivals = tuple(v.model_copy(update={"rivals": ()}) for v in old if v.origin != "override")
        return tuple(v.model_copy(update={"was": now, "rivals": rivals}) for v in made)

    def _drift(self, now: str, old: tuple[Value, ...]) -> None:
        was = self._edit.was
        if was is None or was.casefold() in {now.casefold(), *(n for v in old for n in _forms(v))}:
            return
        message = (
            f'drifted edit: {_says(self._edit)}; it was "{was}" then, the sources now say '
            f'"{now or "nothing"}"; the edit stays'
        )
        self._outcome.drifted.append(Notice(place=self._edit.place, message=message))

    def _add_record(self, spec: SectionSpec, section: Section) -> None:
        given = self._edit.value
        rows: Mapping[str, str | tuple[str, ...]] = given if isinstance(given, Mapping) else {}
        fields = {
            name: tuple(
                made_value(spec.fields[name], item, self._edit)
                for item in ((value,) if isinstance(value, str) else value)
            )
            for name, value in rows.items()
        }
        name = fields[spec.identity.field][0].text
        key = record_key(name)
        alike = next((r for r in section.records if r.key == key and _agrees(spec, r, fields)), None)
        if alike is None:
            record = Record(key=record_key(name, [r.key for r in section.records]), fields=fields)
            self._put(section.model_copy(update={"records": (*section.records, record)}), "")
        elif all(_holds(alike, name, values) for name, values in fields.items()):
            self._outcome.redundant.append(self._edit)
        else:
            new = {k: v for k, v in fields.items() if not _holds(alike, k, v)}
            self._replace(section, alike, {**alike.fields, **new}, "")

    def _replace(
        self, section: Section, record: Record, fields: Mapping[str, tuple[Value, ...]], gone: str
    ) -> None:
        edited = record.model_copy(update={"fields": fields})
        records = tuple(edited if r is record else r for r in section.records)
        self._put(section.model_copy(update={"records": records}), gone if self._edit.action == "hide" else "")

    def _put(self, section: Section, gone: str) -> None:
        """Put the section into the briefing; conflicts about what is gone go with it."""
        briefing = self._outcome.briefing
        sections = tuple(section if s.id == section.id else s for s in briefing.sections)
        conflicts = tuple(c for c in briefing.conflicts if not gone or not f"{c.address}/".startswith(f"{gone}/"))
        self._outcome.briefing = briefing.model_copy(update={"sections": sections, "conflicts": conflicts})
        self._outcome.applied.append(self._edit)

    def _blame(self, address: str, known: list[str], what: str = "", mend: str = "") -> None:
        close = nearest(address, known, 0)
        close = f"nearest: {close}" if close else f"section {self._parts[0]} is empty; add a record instead"
        place = self._overrides.places.get(address, self._edit.place)
        fault = self._overrides.fault(place, len(address), what or f"nothing is called {address}", mend or close)
        if fault not in self._outcome.faults:
            self._outcome.faults.append(fault)


def _turn(edit: Edit) -> int:
    """Order the kinds of edits: what is added can be set, what is set can be hidden, whatever the file's order."""
    records = edit.action == "add" and "/" not in edit.address
    return 0 if records else {"set": 1, "add": 2, "hide": 3}[edit.action]


def _says(edit: Edit) -> str:
    value = edit.value if isinstance(edit.value, str) else ""
    return f"{edit.address} {edit.action}" + (f' "{value}"' if value else "")


def _forms(value: Value) -> set[str]:
    """Return the ways in which a value can be written."""
    return {form.casefold().strip() for form in (value.text, value.normal) if form}


def _alike(one: Value, other: Value) -> bool:
    if one.parts or other.parts:
        return one.parts.keys() == other.parts.keys() and all(
            len(values) == len(other.parts[name]) and all(map(_alike, values, other.parts[name]))
            for name, values in one.parts.items()
        )
    return bool(_forms(one) & _forms(other))


def _among(value: Value, others: Sequence[Value]) -> bool:
    return any(_alike(value, other) for other in others)


def _holds(record: Record, name: str, values: tuple[Value, ...]) -> bool:
    return all(_among(value, record.fields.get(name, ())) for value in values)


def _agrees(spec: SectionSpec, record: Record, fields: Mapping[str, tuple[Value, ...]]) -> bool:
    """Return whether an added record is this one: nothing that tells records apart differs."""
    return all(name not in fields or _holds(record, name, fields[name]) for name in spec.identity.same)


def _sources_of(name: str, sources: Sequence[SourceDocument]) -> list[SourceDocument]:
    exact = [s for s in sources if name in {s.id, s.path}]
    return exact or [s for s in sources if name == _file_name(s)]


def _file_name(source: SourceDocument) -> str:
    return re.split(r"[/\\]", source.path)[-1]
