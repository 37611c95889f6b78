"""A briefing and a person's edits in, the edited briefing and what became of each edit out.

What a person set wins over the sources, is marked as edited and keeps what the sources say; an edit that
meets nothing is a fault with the nearest address, one that the sources have caught up with is redundant, one
whose `was` no longer holds has drifted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from brief.faults import nearest
from brief.model import Briefing, Edit, Found, Notice, Record, Section, State, Value
from brief.overrides import Outcome, Overrides, given, where
from brief.overrides_records import as_ordered, merged
from brief.overrides_values import (
    agrees,
    alike,
    all_alike,
    among,
    given_values,
    holds,
    holds_still,
    made_value,
    record_key,
    sides,
    signature,
    told,
)
from brief.schema import FieldSpec, Schema, SectionSpec

_TURNS: Final = {"merge": 1, "set": 2, "resolve": 2, "confirm": 2, "add": 3, "note": 4, "hide": 5, "order": 6}
DRIFT: Final = "the edit stays; if it is still right, change its was"
SAME: Final = "the sources say the same; the edit may go"


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
        briefing.model_copy(
            update={
                "header": briefing.header.model_copy(update={**header, "texts": texts, "marks": overrides.marks})
            }
        )
    )
    _name_again(overrides, outcome)
    for edit in sorted(overrides.edits, key=_turn):
        _Editing(overrides, schema, outcome, edit).run()
    notices = [*outcome.briefing.notices, *outcome.drifted]
    notices += [Notice(place=e.place, message=f"redundant edit: {_says(e)}") for e in outcome.redundant]
    fates = tuple(sorted(outcome.fates, key=lambda fate: where(fate.place)))
    outcome.briefing = outcome.briefing.model_copy(update={"notices": tuple(notices), "edits": fates})
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


def _name_again(overrides: Overrides, outcome: Outcome) -> None:
    """Let each record be addressed by the older addresses that the file gives for it."""
    for old, address in overrides.aliases.items():
        home, _, key = address.partition("/")
        sections = outcome.briefing.sections
        section = next((s for s in sections if s.id == home), None)
        records = section.records if section else ()
        found = next((r for r in records if r.key == key), next((r for r in records if key in r.aliases), None))
        if section is None or found is None:
            close = nearest(address, [f"{s.id}/{r.key}" for s in sections for r in s.records], 0)
            place = overrides.places[old]
            outcome.faults.append(
                overrides.fault(place, len(old), f"nothing is called {address}", f"nearest: {close}")
            )
            continue
        named = found.model_copy(update={"aliases": (*found.aliases, old.partition("/")[2])})
        new = section.model_copy(update={"records": tuple(named if r is found else r for r in records)})
        briefing = outcome.briefing
        outcome.briefing = briefing.model_copy(
            update={"sections": tuple(new if s is section else s for s in sections)}
        )


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
            self._unknown(self._parts[0], [s.id for s in self._outcome.briefing.sections])
        elif len(self._parts) > 1:
            self._on_record(spec, section)
        elif self._edit.action == "add":
            self._add_record(spec, section)
        elif self._edit.action == "order":
            self._order(section)
        elif section.records:
            self._put(section.model_copy(update={"records": ()}), section.id)
        else:
            self._redundant()

    def _on_record(self, spec: SectionSpec, section: Section) -> None:
        record = self._record(section, self._parts[1])
        if record is None:
            return
        if self._edit.action == "merge":
            self._merge(spec, section, record)
        elif len(self._parts) == 2:  # noqa: PLR2004 - section/record
            rest = tuple(r for r in section.records if r is not record)
            self._put(section.model_copy(update={"records": rest}), f"{section.id}/{record.key}", record.key)
        else:
            self._on_field(spec, section, record)

    def _record(self, section: Section, key: str) -> Record | None:
        """Return the record of a key or of an older key; None adds the fault."""
        found = [r for r in section.records if r.key == key] or [r for r in section.records if key in r.aliases]
        if len(found) == 1:
            return found[0]
        address, known = f"{section.id}/{key}", [f"{section.id}/{record.key}" for record in section.records]
        if found:
            several = ", ".join(f"{section.id}/{record.key}" for record in found)
            self._blame("ambiguous", f"{address} may be several records", several, address)
        else:
            self._unknown(address, known)
        return None

    def _on_field(self, spec: SectionSpec, section: Section, record: Record) -> None:
        name = self._parts[2]
        field_spec = spec.fields.get(name)
        if field_spec is None:
            self._unknown(self._edit.address, [f"{section.id}/{record.key}/{known}" for known in spec.fields])
            return
        address, old = f"{section.id}/{record.key}/{name}", record.fields.get(name, ())
        if self._edit.action in {"set", "resolve", "confirm"}:
            first = self._outcome.settled.setdefault(address, self._edit)
            if first is not self._edit:
                what = f"{address} is set twice, at {first.place} too"
                self._blame("invalid", what, "keep one", self._edit.address)
                return
        new = self._values(field_spec, old)
        if new is None:
            return
        fields = {key: values for key, values in {**record.fields, name: new}.items() if values}
        gone = address if self._edit.action in {"hide", "resolve"} else ""
        self._replace(section, record, fields, gone, told(old))

    def _values(self, spec: FieldSpec, old: tuple[Value, ...]) -> tuple[Value, ...] | None:
        """Return the field's new values; None when there is nothing to change, which is then told."""
        match self._edit.action:
            case "hide":
                return self._hidden(old)
            case "note":
                return self._noted(old)
            case "resolve":
                return self._resolved(spec, old)
            case "confirm":
                return self._confirmed(spec, old)
            case _:
                return self._given(spec, old)

    def _given(self, spec: FieldSpec, old: tuple[Value, ...]) -> tuple[Value, ...] | None:
        made = given_values(spec, self._edit)
        if self._edit.action == "add":
            fresh = tuple(value for value in made if not among(value, old))
            if fresh:
                return (*old, *fresh)
            self._redundant(told(old))
            return None
        made = tuple(value for value in made if value.text)  # an empty text empties the field
        if all_alike(made, old):
            self._redundant(told(old))
            return None
        self._drift(old)
        return _over(made, old)

    def _hidden(self, old: tuple[Value, ...]) -> tuple[Value, ...] | None:
        if not old:
            self._redundant()
            return None
        self._drift(old)
        return ()

    def _noted(self, old: tuple[Value, ...]) -> tuple[Value, ...]:
        """Return the values with the remark on the first; one about an empty field becomes a notice."""
        mark = signature(self._edit)
        text = f"{given(self._edit)} ({mark})" if mark else given(self._edit)
        if not old:
            notice = Notice(place=self._edit.address, message=f"note: {text}")
            notices = (*self._outcome.briefing.notices, notice)
            self._outcome.briefing = self._outcome.briefing.model_copy(update={"notices": notices})
            return ()
        note = "; ".join(part for part in (old[0].note, text) if part)
        return (old[0].model_copy(update={"note": note}), *old[1:])

    def _resolved(self, spec: FieldSpec, old: tuple[Value, ...]) -> tuple[Value, ...] | None:
        """Return the side that the person chose, with its evidence; the other sides stay beside it."""
        (made,) = given_values(spec, self._edit)[:1]
        offered = sides(old)
        chosen = next((side for side in offered if alike(made, side)), None)
        if chosen is None:
            said = ", ".join(f'"{side.text}"' for side in offered)
            what = f'no source gives "{made.text}" for {self._edit.address}'
            mend = f"the sources give {said}; choose one, or use set" if said else "use set"
            self._blame("orphaned" if not offered else "invalid", what, mend, self._edit.address)
            return None
        if len(offered) == 1:
            self._redundant(told(old))
            return None
        self._drift(offered)
        rivals = tuple(s.model_copy(update={"rivals": ()}) for s in offered if s is not chosen)
        update = {"origin": made.origin, "status": made.status, "by": made.by, "rivals": rivals}
        return (chosen.model_copy(update={**update, "was": told(offered)}),)

    def _confirmed(self, spec: FieldSpec, old: tuple[Value, ...]) -> tuple[Value, ...]:
        """Return the values with who vouches for them; when the sources turn, the person's values stay."""
        made = given_values(spec, self._edit)
        if not all_alike(made, old):
            self._drift(old, now_other=True)
            return _over(made, old)
        note = f"confirmed by {made[0].by}" if made[0].by else "confirmed"
        return tuple(v.model_copy(update={"note": "; ".join(part for part in (v.note, note) if part)}) for v in old)

    def _drift(self, old: tuple[Value, ...], *, now_other: bool = False) -> None:
        """Note that the sources say something new, when they do."""
        was = given(self._edit) if now_other else self._edit.was
        if was is None or (not now_other and holds_still(was, old)):
            return
        now = told(old)
        message = (
            f'drifted edit: {_says(self._edit)}; it was "{was}" then, the sources now say '
            f'"{now or "nothing"}"; the edit stays'
        )
        self._outcome.drifted.append(Notice(place=self._edit.place, message=message))

    def _add_record(self, spec: SectionSpec, section: Section) -> None:
        rows = self._edit.value if isinstance(self._edit.value, Mapping) else {}
        fields = {
            name: tuple(
                made_value(spec.fields[name], item, self._edit)
                for item in ((value,) if isinstance(value, str) else value)
            )
            for name, value in rows.items()
        }
        name = fields[spec.identity.field][0].text
        key, taken = record_key(name), {r.key for r in section.records}
        there = section.records if key in taken else ()
        same = next((r for r in there if r.key == key and agrees(spec, r, fields)), None)
        if same is None:
            record = Record(key=record_key(name, taken) if key in taken else key, fields=fields)
            self._put(section.model_copy(update={"records": (*section.records, record)}), "")
        elif all(holds(same, name, values) for name, values in fields.items()):
            self._redundant(told(same.fields.get(spec.identity.field, ())))
        else:
            new = {k: v for k, v in fields.items() if not holds(same, k, v)}
            self._replace(section, same, {**same.fields, **new}, "", "")

    def _merge(self, spec: SectionSpec, section: Section, into: Record) -> None:
        keys = self._edit.value if isinstance(self._edit.value, tuple) else (self._edit.value,)
        found = [self._record(section, str(key).partition("/")[2] or str(key)) for key in keys]
        others = [record for record in found if record is not None and record is not into]
        if None in found:
            return
        if not others:
            self._redundant(into.key)
            return
        self._outcome.briefing = merged(self._outcome.briefing, spec, into, others)
        self._done(", ".join(record.key for record in others))

    def _order(self, section: Section) -> None:
        keys = self._edit.value if isinstance(self._edit.value, tuple) else (self._edit.value,)
        found = [self._record(section, str(key)) for key in keys]
        if None in found:
            return
        made = as_ordered(section, [record.key for record in found if record is not None])
        if made == section:
            self._redundant(", ".join(record.key for record in section.records))
        else:
            self._put(made, "", ", ".join(record.key for record in section.records))

    def _replace(
        self, section: Section, record: Record, fields: Mapping[str, tuple[Value, ...]], gone: str, now: str
    ) -> None:
        edited = record.model_copy(update={"fields": fields})
        records = tuple(edited if r is record else r for r in section.records)
        self._put(section.model_copy(update={"records": records}), gone, now)

    def _put(self, section: Section, gone: str, now: str = "") -> None:
        """Put the section into the briefing; conflicts about what is gone or decided go with it."""
        briefing = self._outcome.briefing
        sections = tuple(section if s.id == section.id else s for s in briefing.sections)
        conflicts = tuple(c for c in briefing.conflicts if not gone or not f"{c.address}/".startswith(f"{gone}/"))
        self._outcome.briefing = briefing.model_copy(update={"sections": sections, "conflicts": conflicts})
        self._done(now)

    def _done(self, now: str) -> None:
        drifted = any(notice.place == self._edit.place for notice in self._outcome.drifted)
        self._outcome.applied.append(self._edit)
        self._outcome.tell(self._edit, "drifted" if drifted else "applied", now, DRIFT if drifted else "")

    def _redundant(self, now: str = "") -> None:
        self._outcome.redundant.append(self._edit)
        self._outcome.tell(self._edit, "redundant", now, SAME)

    def _unknown(self, address: str, known: list[str]) -> None:
        close = nearest(address, known, 0)
        mend = f"nearest: {close}" if close else f"section {self._parts[0]} is empty; add a record instead"
        self._blame("orphaned", f"nothing is called {address}", mend, address)

    def _blame(self, state: State, what: str, mend: str, address: str) -> None:
        place = self._overrides.places.get(address, self._edit.place)
        fault = self._overrides.fault(place, len(address), what, mend)
        self._outcome.tell(self._edit, state, hint=f"{what}; {mend}")
        if fault not in self._outcome.faults:
            self._outcome.faults.append(fault)


def _over(made: tuple[Value, ...], old: tuple[Value, ...]) -> tuple[Value, ...]:
    """Return a person's values with what the sources say beside them."""
    rivals = tuple(v.model_copy(update={"rivals": ()}) for v in old if v.origin != "override")
    return tuple(v.model_copy(update={"was": told(old), "rivals": rivals}) for v in made)


def _turn(edit: Edit) -> int:
    """Order the kinds of edits: what is added can be set, what is set can be hidden, whatever the file's order."""
    return 0 if edit.action == "add" and "/" not in edit.address else _TURNS[edit.action]


def _says(edit: Edit) -> str:
    value = edit.value if isinstance(edit.value, str) else ""
    return f"{edit.address} {edit.action}" + (f' "{value}"' if value else "")
