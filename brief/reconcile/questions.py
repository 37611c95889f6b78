"""Records in; the questions that no source answers, and those that sources answer differently, out.

A gap is content: what was looked for and not found is asked, in the words of the schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from brief.model import Conflict, Record, Section, Value
from brief.reconcile.records import derived
from brief.reconcile.wording import fold, slug, unique
from brief.schema import GapSpec, Schema, SectionSpec

CONFLICT = "conflict"
_SLOT = re.compile(r"\{(\w+)\}")


def ask(sections: Sequence[Section], conflicts: Iterable[Conflict], schema: Schema) -> tuple[Section, ...]:
    """Return the sections, with one question more for every field that is empty and has an `ask`."""
    gaps = schema.gaps
    if gaps is None or schema.section(gaps.into) is None:
        return tuple(sections)
    found = [_record(text, gaps, gaps.values) for text in _gaps(sections, schema)]
    found += [
        _record(text, gaps, {**gaps.values, **values})
        for text, values in _disputes(sections, conflicts, schema, gaps)
    ]
    return tuple(
        section.model_copy(update={"records": _joined(section.records, found, gaps)})
        if section.id == gaps.into
        else section
        for section in sections
    )


def _gaps(sections: Iterable[Section], schema: Schema) -> list[str]:
    texts: list[str] = []
    for section in sections:
        spec = schema.section(section.id)
        for record in section.records:
            for name, field in spec.fields.items() if spec and _shown(record, spec) else ():
                if field.ask and record.first(name) is None:
                    text = filled(field.ask, record)
                    if text:
                        texts.append(text)
    return texts


def _shown(record: Record, spec: SectionSpec) -> bool:
    """Return whether a section shows a record in full: what it only names in a line leaves no gaps."""
    return all(record.text(name) in choices for name, choices in spec.layout.where.items())


def filled(template: str, record: Record) -> str:
    """Return the question about one record; "" when a field that it mentions is empty itself."""
    wanted = [name for name in _SLOT.findall(template) if not record.text(name)]
    return "" if wanted else _put(template, {name: record.text(name) for name in record.fields})


def _put(template: str, parts: Mapping[str, str]) -> str:
    return _SLOT.sub(lambda match: parts.get(match[1], ""), template)


def _disputes(
    sections: Iterable[Section], conflicts: Iterable[Conflict], schema: Schema, gaps: GapSpec
) -> list[tuple[str, Mapping[str, str]]]:
    """Return a question for every contradiction, when the schema has words for it and a choice to mark it."""
    into = schema.section(gaps.into)
    marks = {n: CONFLICT for n, f in into.fields.items() if f.type == "choice" and CONFLICT in f.of} if into else {}
    if not marks or not gaps.conflict:
        return []
    names = {f"{s.id}/{r.key}": _name(s, r, schema) for s in sections for r in s.records}
    found: list[tuple[str, Mapping[str, str]]] = []
    for conflict in conflicts:
        section, key, field, *_ = conflict.address.split("/")
        spec = schema.section(section)
        if conflict.kind == "contradiction" and spec:
            label = (spec.fields[field].label or field).replace("_", " ").lower()
            parts = {
                "record": names.get(f"{section}/{key}", key),
                "field": label,
                "sides": " / ".join(side.text for side in conflict.sides),
            }
            found.append((_put(gaps.conflict, parts), marks))
    return found


def _name(section: Section, record: Record, schema: Schema) -> str:
    spec = schema.section(section.id)
    return record.text(spec.identity.field) if spec else record.key


def _record(text: str, gaps: GapSpec, values: Mapping[str, str]) -> Record:
    fields: dict[str, tuple[Value, ...]] = {gaps.field: (derived(text, "asked by the schema"),)}
    fields.update({name: (derived(value, "asked by the schema"),) for name, value in values.items()})
    return Record(key=slug(text), fields=fields)


def _joined(records: Sequence[Record], asked: Iterable[Record], gaps: GapSpec) -> tuple[Record, ...]:
    """Return the records with the questions that are not among them yet."""
    joined = list(records)
    seen = {fold(record.text(gaps.field)).rstrip("?") for record in records}
    for record in asked:
        text = fold(record.text(gaps.field)).rstrip("?")
        if text not in seen:
            seen.add(text)
            joined.append(record.model_copy(update={"key": unique(record.key, (r.key for r in joined))}))
    return tuple(joined)
