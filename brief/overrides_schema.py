"""A briefing and its schema in, a JSON Schema of the overrides file out, so that editors complete and check it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from brief.model import Briefing
from brief.overrides_fields import EDIT, REMARKS
from brief.overrides_file import HEADER, TEXTS
from brief.schema import FieldSpec, Schema, SectionSpec

Json = bool | str | Sequence["Json"] | Mapping[str, "Json"] | None

DATE: Final = r"^(\d{4}(-\d{2}(-\d{2})?)?)?$"
_TEXT: Final[Mapping[str, Json]] = {"type": ["string", "number", "boolean"]}  # scalars are read as text
_DAY: Final[Mapping[str, Json]] = {"type": ["string", "number"], "pattern": DATE}
_WORDS: Final[Mapping[str, str]] = {
    "set": "The value; it wins over the sources.",
    "add": "One more value of the list.",
    "resolve": "Which of the values that the sources give is right; why is needed.",
    "confirm": "The value as it was checked; it is held to when the sources turn.",
    "note": "A remark that stands beside the value.",
    "was": "What the sources said when the edit was made; when they say something else, you are told.",
    "why": "The reason.",
    "by": "Who made the edit.",
    "when": "The day, as 2019-05-13.",
}


def overrides_schema(briefing: Briefing, schema: Schema) -> str:
    """Return a JSON Schema (draft 7) that knows every address, field and choice."""
    keys = {s.id: [r.key for r in s.records] for s in briefing.sections}
    addresses = [f"{section}/{key}" for section, known in keys.items() for key in known]
    sections: list[Json] = [spec.id for spec in schema.sections]
    pattern = "^(" + "|".join(spec.id for spec in schema.sections) + ")/[^/]+$"
    record: Json = _known(addresses, pattern)
    top: dict[str, Json] = {
        "briefing": _object(dict.fromkeys(HEADER, _TEXT)),
        "texts": _object(dict.fromkeys(TEXTS, _TEXT)),
        "marks": _marks(schema, [*map(str, sections), *addresses]),
        "sources": _sources(briefing),
        "aliases": {"type": ["object", "null"], "additionalProperties": record},
        "records": _records(schema, addresses),
        "merge": _list(_object({"into": record, "from": _one_or_many(record), **_remarks()}, ["into", "from"])),
        "split": _list(_split(briefing, schema, record)),
        "order": _object({name: _list(_known(known, "")) for name, known in keys.items()}),
        "add": _object({spec.id: _list(_row(spec)) for spec in schema.sections}),
        "hide": _list(_hidden(briefing, addresses, sections)),
    }
    content: dict[str, Json] = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"Edits to a briefing of the schema {schema.id} {schema.version}",
        **_object(top),
        "definitions": {spec.id: _fields(spec) for spec in schema.sections},
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _object(properties: Mapping[str, Json], required: Sequence[str] = ()) -> dict[str, Json]:
    made: dict[str, Json] = {"type": ["object", "null"], "properties": properties, "additionalProperties": False}
    return {**made, "required": list(required)} if required else made


def _list(items: Json) -> dict[str, Json]:
    return {"type": ["array", "null"], "items": items}


def _one_or_many(item: Json) -> dict[str, Json]:
    return {"anyOf": [item, {"type": "array", "items": item}]}


def _known(texts: Iterable[str], pattern: str) -> dict[str, Json]:
    """Return a text for which editors offer the known ones; others must fit the pattern."""
    other: dict[str, Json] = {"type": "string", "pattern": pattern} if pattern else {"type": "string"}
    known: list[Json] = list(texts)
    return {"anyOf": [{"enum": known}, other]} if known else other


def _remarks() -> dict[str, Json]:
    return {name: _DAY if name == "when" else {**_TEXT, "description": _WORDS[name]} for name in REMARKS}


def _marks(schema: Schema, addresses: Sequence[str]) -> dict[str, Json]:
    """Return what may mark which portion: the schema's markings, where it lists them."""
    mark: Json = {"enum": [*schema.markings, ""]} if schema.markings else _TEXT
    return {"type": ["object", "null"], "properties": dict.fromkeys(addresses, mark), "additionalProperties": mark}


def _split(briefing: Briefing, schema: Schema, record: Json) -> dict[str, Json]:
    """Return how a record is said to be two; its values are checked when the file is read."""
    fields = dict.fromkeys((name for spec in schema.sections for name in spec.fields), _one_or_many(_TEXT))
    given: dict[str, Json] = {
        "from": record,
        "into": _TEXT,
        "sources": _one_or_many(_known([source.path for source in briefing.sources], "")),
        "values": _object(fields),
    }
    return _object({**given, **_remarks()}, ["from", "into"])


def _sources(briefing: Briefing) -> dict[str, Json]:
    one = _object({"published": _DAY, "publisher": _TEXT, "group": _TEXT, "exclude": {"type": "boolean"}})
    known: dict[str, Json] = {source.path: {**one, "description": source.title} for source in briefing.sources}
    return {"type": ["object", "null"], "properties": known, "additionalProperties": one}


def _records(schema: Schema, addresses: Sequence[str]) -> dict[str, Json]:
    known: dict[str, Json] = {address: _definition(address.partition("/")[0]) for address in addresses}
    others: dict[str, Json] = {f"^{spec.id}/[^/]+$": _definition(spec.id) for spec in schema.sections}
    return {
        "type": ["object", "null"],
        "properties": known,
        "patternProperties": others,
        "additionalProperties": False,
    }


def _definition(section: str) -> dict[str, Json]:
    return {"$ref": f"#/definitions/{section}"}


def _fields(spec: SectionSpec) -> dict[str, Json]:
    made = {name: _field(field) for name, field in spec.fields.items()}
    return {**_object(made), "description": spec.title}


def _field(field: FieldSpec) -> dict[str, Json]:
    """Return what may stand at a field: its value, or the value with remarks."""
    value = _value(field)
    doing: dict[str, Json] = {name: _remark(name) for name in EDIT}
    doing |= {"set": value, "confirm": value}
    if field.many:
        doing["add"] = value
        del doing["resolve"]
    else:
        doing["resolve"] = value
        del doing["add"]
    edit = {**_object(doing), "type": "object"}
    made: dict[str, Json] = {"anyOf": [value, edit]}
    return {**made, "description": field.help or field.label} if field.help or field.label else made


def _remark(name: str) -> dict[str, Json]:
    return {**(_DAY if name == "when" else _TEXT), "description": _WORDS[name]}


def _value(field: FieldSpec) -> dict[str, Json]:
    one = _single(field)
    return _one_or_many(one) if field.many else one


def _single(field: FieldSpec) -> dict[str, Json]:
    if field.type == "record":
        return {**_object({name: _value(part) for name, part in field.parts.items()}), "type": "object"}
    if field.type == "choice":
        return {"enum": list(dict.fromkeys((*field.of, field.otherwise, "")))}
    return dict(_DAY if field.type == "date" else _TEXT)


def _row(spec: SectionSpec) -> dict[str, Json]:
    remarks = {name: value for name, value in _remarks().items() if name not in spec.fields}
    fields = {name: _value(field) for name, field in spec.fields.items() if field.type != "record"}
    return {**_object({**fields, **remarks}, [spec.identity.field]), "type": "object"}


def _hidden(briefing: Briefing, addresses: Sequence[str], sections: Sequence[Json]) -> dict[str, Json]:
    fields = [f"{s.id}/{r.key}/{name}" for s in briefing.sections for r in s.records for name in r.fields]
    names = [*map(str, sections), *addresses, *fields]
    pattern = "^(" + "|".join(map(str, sections)) + ")(/[^/]+){0,2}$"
    address = _known(names, pattern)
    return {"anyOf": [address, {**_object({"at": address, "was": _TEXT, **_remarks()}, ["at"]), "type": "object"}]}
