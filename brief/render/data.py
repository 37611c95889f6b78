"""Briefing ↔ JSON: the contract that other programs read, and all that `read_json` needs for the way back.

A field's `value` is what machines compare (the normal form where there is one); `text`, what a
reader sees, stands beside it where it differs. A field of several values has a list there and each
value whole in `items`; a nested record is a mapping, whole in `parts`. The texts of the sources
stay outside: their digests tell whether a file is still the one that was read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from brief.errors import ContentError
from brief.model import (
    Briefing,
    Conflict,
    Dating,
    Evidence,
    Fate,
    Fields,
    Found,
    Header,
    Layer,
    Notice,
    Passage,
    Record,
    Section,
    Since,
    SourceDocument,
    Span,
    Status,
    Value,
)
from brief.schema import Schema

FORMAT = 1  # raised when a reader of the older form would misread the newer

Json = bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"] | None


def write_json(briefing: Briefing, schema: Schema | None = None) -> bytes:
    """Return the briefing as JSON in UTF-8, equal bytes for equal input.

    With the schema, its fields of many values are lists even where they hold one.
    """
    many = {(s.id, name) for s in schema.sections for name, f in s.fields.items() if f.many} if schema else set()
    content: dict[str, Json] = {
        "format": FORMAT,
        "schema": {"id": briefing.schema_id, "version": briefing.schema_version},
        "header": _header(briefing.header),
        "actors": _actors(briefing.actors),
        "sources": [_source(source) for source in briefing.sources],
        "sections": [_section(section, many) for section in briefing.sections],
        "conflicts": _conflicts(briefing.conflicts),
        "notices": [notice.model_dump() for notice in briefing.notices],
    }
    if briefing.inputs:
        content["inputs"] = dict(briefing.inputs)
    if briefing.edits:
        content["edits"] = [fate.model_dump(exclude_defaults=True) for fate in briefing.edits]
    if briefing.since:
        content["since"] = briefing.since.model_dump(exclude_defaults=True)
    if briefing.found:
        content["found"] = {
            "header": _header(briefing.found.header),
            "actors": _actors(briefing.found.actors),
            "sections": [_section(section, many) for section in briefing.found.sections],
            "conflicts": _conflicts(briefing.found.conflicts),
        }
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", "backslashreplace")  # a lone surrogate becomes its JSON escape


def with_outputs(raw: bytes, outputs: Mapping[str, Json]) -> bytes:
    """Return a briefing's JSON with what its files held when they were written, by their names."""
    content: dict[str, Json] = {**json.loads(raw), "outputs": outputs}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def read_json(raw: bytes) -> Briefing:
    """Return the briefing that `write_json` wrote, its sources without text. Raise ContentError for other JSON."""
    try:
        return _File.model_validate(json.loads(raw)).briefing()
    except ValidationError as err:
        faults = [f"briefing data: {'.'.join(map(str, e['loc']))}: {e['msg']}; make it again" for e in err.errors()]
        raise ContentError(faults) from err
    except (ValueError, RecursionError) as err:
        raise ContentError([f"briefing data: no JSON ({err}); give the file that `generate` wrote"]) from err


def _header(header: Header) -> dict[str, Json]:
    return {name: value for name, value in header.model_dump().items() if value}


def _actors(actors: Mapping[str, tuple[str, ...]]) -> dict[str, Json]:
    return {actor: list(chosen) for actor, chosen in actors.items()}


def _conflicts(conflicts: Sequence[Conflict]) -> list[Json]:
    return [{"address": c.address, "kind": c.kind, "sides": [_value(side) for side in c.sides]} for c in conflicts]


def _source(source: SourceDocument) -> dict[str, Json]:
    dating = source.published
    dated: dict[str, Json] = {"method": dating.method}
    if dating.evidence is not None:
        dated["evidence"] = dating.evidence.model_dump()
    told: dict[str, Json] = {"author": source.author} if source.author else {}
    return {
        "id": source.id,
        "path": source.path,
        "publisher": source.publisher,
        **told,
        "published": dating.value,
        "dated": dated,
        "group": source.group,
        "sha256": source.digest,
        "title": source.title,
        "language": source.language,
        "format": source.format,
        "encoding": source.encoding,
        "kept": source.kept,
        "passages": [[p.span.start, p.span.end, p.layer.value] for p in source.passages],
        **({"pages": list(source.pages)} if source.pages else {}),
    }


def _section(section: Section, many: set[tuple[str, str]]) -> dict[str, Json]:
    records: list[Json] = []
    for record in section.records:
        fields = {
            name: _many(values) if len(values) != 1 or (section.id, name) in many else _value(values[0])
            for name, values in record.fields.items()
        }
        made: dict[str, Json] = {"id": record.key, "fields": fields}
        if record.aliases:
            made["aliases"] = list(record.aliases)
        made |= {"evidence": _quotes(record.evidence), "groups": record.groups}
        records.append(made)
    first: dict[str, Json] = {"first": list(section.first)} if section.first else {}
    return {"id": section.id, "title": section.title, **first, "records": records}


def _many(values: Sequence[Value]) -> dict[str, Json]:
    """Return several values as one field: the list that machines compare, the evidence of all, each value whole."""
    quotes = {(e.source, e.start, e.end): e for value in values for e in value.evidence}
    ranks = list(Status)
    return {
        "value": [_simple(value) for value in values],
        "origin": values[0].origin if values else "extracted",
        "status": max((value.status for value in values), key=ranks.index, default=Status.SINGLE).value,
        "evidence": _quotes(tuple(quotes.values())),
        "items": [_value(value) for value in values],
    }


def _value(value: Value) -> dict[str, Json]:
    made: dict[str, Json] = {"value": _simple(value)}
    if value.parts or (value.normal and value.normal != value.text):
        made["text"] = value.text
    if value.normal:
        made["normal"] = value.normal
    made |= {"origin": value.origin, "status": value.status.value, "evidence": _quotes(value.evidence)}
    made["groups"] = value.groups
    if value.rivals:
        made["rivals"] = [_value(rival) for rival in value.rivals]
    if value.parts:
        made["parts"] = {name: [_value(part) for part in parts] for name, parts in value.parts.items()}
    return made | {name: said for name, said in _remarks(value) if said}


def _remarks(value: Value) -> tuple[tuple[str, str], ...]:
    return ("how", value.how), ("was", value.was), ("by", value.by), ("note", value.note)


def _simple(value: Value) -> Json:
    if not value.parts:
        return value.normal or value.text
    return {
        name: _simple(parts[0]) if len(parts) == 1 else [_simple(part) for part in parts]
        for name, parts in value.parts.items()
        if parts
    }


def _quotes(quotes: Sequence[Evidence]) -> list[Json]:
    return [quote.model_dump() for quote in quotes]


class _Form(BaseModel):
    """A part of the file; what later versions add is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class _Item(_Form):
    value: object = None
    text: str | None = None
    normal: str = ""
    origin: Literal["extracted", "derived", "override"] = "extracted"
    status: Status = Status.SINGLE
    evidence: tuple[Evidence, ...] = ()
    groups: int = 0
    rivals: tuple[_Item, ...] = ()
    parts: Mapping[str, tuple[_Item, ...]] = {}
    items: tuple[_Item, ...] | None = None
    how: str = ""
    was: str = ""
    by: str = ""
    note: str = ""

    def values(self) -> tuple[Value, ...]:
        """Return the values of the field."""
        return (self.one(),) if self.items is None else tuple(item.one() for item in self.items)

    def one(self) -> Value:
        """Return the one value."""
        return Value(
            text=self.text if self.text is not None else str(self.value or ""),
            normal=self.normal,
            origin=self.origin,
            status=self.status,
            evidence=self.evidence,
            groups=self.groups,
            rivals=tuple(rival.one() for rival in self.rivals),
            parts={name: tuple(part.one() for part in parts) for name, parts in self.parts.items()},
            how=self.how,
            was=self.was,
            by=self.by,
            note=self.note,
        )


class _Record(_Form):
    id: str
    fields: Mapping[str, _Item]
    aliases: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    groups: int = 0


class _Section(_Form):
    id: str
    title: str = ""
    records: tuple[_Record, ...] = ()
    first: tuple[str, ...] = ()


class _Dated(_Form):
    method: Literal["metadata", "dateline", "inferred", "override", "unknown"] = "unknown"
    evidence: Evidence | None = None


class _Source(_Form):
    id: str
    path: str
    publisher: str = ""
    author: str = ""
    published: str | None = None
    dated: _Dated = _Dated()
    group: str = ""
    sha256: str = ""
    title: str = ""
    language: str = "en"
    format: str = ""
    encoding: str = ""
    passages: tuple[tuple[int, int, Layer], ...] = ()
    pages: tuple[int, ...] = ()

    def source(self) -> SourceDocument:
        """Return the source without its text."""
        passages = (Passage(span=Span(start=start, end=end), layer=layer) for start, end, layer in self.passages)
        return SourceDocument(
            id=self.id,
            path=self.path,
            format=self.format,
            text="",
            digest=self.sha256,
            title=self.title,
            publisher=self.publisher,
            author=self.author,
            published=Dating(value=self.published, method=self.dated.method, evidence=self.dated.evidence),
            language=self.language,
            encoding=self.encoding,
            passages=tuple(passages),
            group=self.group,
            pages=self.pages,
        )


class _Conflict(_Form):
    address: str
    kind: Literal["contradiction", "precision", "wording", "framing"]
    sides: tuple[_Item, ...]


class _Named(_Form):
    id: str
    version: str = ""


class _Edited(_Form):
    """What a person's edits can change."""

    header: Header = Header()
    actors: Mapping[str, tuple[str, ...]] = {}
    sections: tuple[_Section, ...]
    conflicts: tuple[_Conflict, ...] = ()

    def found(self) -> Found:
        """Return these parts as the nouns they are."""
        return Found(
            header=self.header,
            actors=self.actors,
            sections=tuple(
                Section(id=s.id, title=s.title, records=tuple(map(_made, s.records)), first=s.first)
                for s in self.sections
            ),
            conflicts=tuple(
                Conflict(address=c.address, kind=c.kind, sides=tuple(side.one() for side in c.sides))
                for c in self.conflicts
            ),
        )


class _File(_Edited):
    format: Literal[1] = 1
    schema_: _Named
    sources: tuple[_Source, ...]
    notices: tuple[Notice, ...] = ()
    inputs: Mapping[str, str] = {}
    edits: tuple[Fate, ...] = ()
    since: Since | None = None
    before: _Edited | None = Field(None, alias="found")

    model_config = ConfigDict(frozen=True, extra="ignore", alias_generator=lambda name: name.rstrip("_"))

    def briefing(self) -> Briefing:
        """Return the briefing."""
        shown = self.found()
        return Briefing(
            schema_id=self.schema_.id,
            schema_version=self.schema_.version,
            header=shown.header,
            actors=shown.actors,
            sources=tuple(source.source() for source in self.sources),
            sections=shown.sections,
            conflicts=shown.conflicts,
            notices=self.notices,
            inputs=self.inputs,
            edits=self.edits,
            since=self.since,
            found=self.before.found() if self.before else None,
        )


def _made(record: _Record) -> Record:
    fields: Fields = {name: item.values() for name, item in record.fields.items()}
    return Record(
        key=record.id, fields=fields, aliases=record.aliases, evidence=record.evidence, groups=record.groups
    )
