"""A record that is two and a person's word on which parts are the other's in, both records out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from brief.model import Briefing, Evidence, Record, Status, Value
from brief.overrides_values import alike, groups_of, written
from brief.schema import FieldSpec, SectionSpec

Fields = dict[str, tuple[Value, ...]]


@dataclass(frozen=True)
class Parting:
    """What goes to the new record: all that these sources say, and these values wherever they stand."""

    name: Value
    key: str
    sources: AbstractSet[str]
    values: Mapping[str, tuple[Value, ...]]


def parted(briefing: Briefing, spec: SectionSpec, record: Record, parting: Parting) -> tuple[Briefing, bool]:
    """Return the briefing with the record in two, the new one behind it, and whether anything was parted.

    Nothing is parted where nothing would go, or nothing would stay.
    """
    voices = {source.id: source.group or source.id for source in briefing.sources}
    identity = spec.identity.field
    stay: Fields = {}
    go: Fields = {}
    for name, values in record.fields.items():
        wanted = parting.values.get(name, ())
        many = spec.fields.get(name, FieldSpec(type="phrase")).many
        sides = values if many else tuple(side for value in values for side in (value, *value.rivals))
        left = [_of(side, parting.sources, voices, inside=False) for side in sides if not _among(side, wanted)]
        gone = [side if _among(side, wanted) else _of(side, parting.sources, voices, inside=True) for side in sides]
        stay[name] = _field([side for side in left if side], voices, many=many)
        go[name] = _field([side for side in gone if side], voices, many=many)
    if not any(go.values()) or not any(stay.values()):
        return briefing, False
    stay[identity] = stay[identity] or record.fields.get(identity, ())
    known = next((v for v in go.get(identity, ()) if alike(v, parting.name)), None)
    go[identity] = ((known or parting.name).model_copy(update={"rivals": ()}),)
    quotes = [e for e in record.evidence if e.source in parting.sources]
    new = _record(Record(key=parting.key, fields=go, evidence=tuple(quotes)), voices)
    rest = tuple(e for e in record.evidence if e.source not in parting.sources)
    old = _record(record.model_copy(update={"fields": stay, "evidence": rest}), voices)
    return _put(briefing, spec, (record, old, new)), True


def _put(briefing: Briefing, spec: SectionSpec, records: tuple[Record, Record, Record]) -> Briefing:
    before, old, new = records
    section = next(s for s in briefing.sections if s.id == spec.id)
    found = tuple(one for r in section.records for one in ((old, new) if r is before else (r,)))
    made = section.model_copy(update={"records": found})
    settled = {
        f"{spec.id}/{old.key}/{name}"
        for name in spec.fields
        if not any(value.rivals for value in old.fields.get(name, ()))
    }
    return briefing.model_copy(
        update={
            "sections": tuple(made if s is section else s for s in briefing.sections),
            "conflicts": tuple(c for c in briefing.conflicts if c.address not in settled),
        }
    )


def _record(record: Record, voices: Mapping[str, str]) -> Record:
    fields = {name: values for name, values in record.fields.items() if values}
    quotes = [*record.evidence, *(e for values in fields.values() for value in values for e in value.evidence)]
    return record.model_copy(update={"fields": fields, "groups": groups_of(quotes, voices)})


def _of(side: Value, sources: AbstractSet[str], voices: Mapping[str, str], *, inside: bool) -> Value | None:
    """Return what of a value the sources carry, or the others; None when nothing of it."""
    quotes = _quoted(side)
    if not quotes:  # what follows from other values stays where it is
        return None if inside else side
    kept = tuple(e for e in side.evidence if (e.source in sources) is inside)
    if not any((e.source in sources) is inside for e in quotes):
        return None
    return side.model_copy(update={"evidence": kept, "groups": groups_of(kept, voices)})


def _quoted(value: Value) -> list[Evidence]:
    nested = [e for parts in value.parts.values() for part in parts for e in _quoted(part)]
    return [*value.evidence, *nested]


def _field(sides: Sequence[Value], voices: Mapping[str, str], *, many: bool) -> tuple[Value, ...]:
    """Return a field of these values: the first one, disputed by the others, where there is one value only."""
    if many:
        return tuple(_carried(side, voices) for side in sides)
    if len(sides) < 2:  # noqa: PLR2004 - one value and another
        return tuple(_carried(side.model_copy(update={"rivals": ()}), voices, alone=True) for side in sides)
    rivals = tuple(side.model_copy(update={"rivals": ()}) for side in sides[1:])
    return (sides[0].model_copy(update={"rivals": rivals, "status": Status.DISPUTED}),)


def _carried(value: Value, voices: Mapping[str, str], *, alone: bool = False) -> Value:
    """Return the value with the status that its own evidence gives it; a dispute ends where it stands alone."""
    if value.status not in {Status.CORROBORATED, Status.SINGLE} and not (alone and value.status is Status.DISPUTED):
        return value
    status = Status.CORROBORATED if groups_of(_quoted(value), voices) > 1 else Status.SINGLE
    return value.model_copy(update={"status": status})


def _among(side: Value, wanted: Sequence[Value]) -> bool:
    return any(alike(side, one) for one in wanted)


def is_apart(spec: SectionSpec, records: Sequence[Record], parting: Parting, record: Record) -> bool:
    """Return whether the sources have the other record by themselves."""
    name = written(spec.fields[spec.identity.field], (parting.name,)).casefold()
    others = (r for r in records if r is not record)
    return any(r.key == parting.key or r.text(spec.identity.field).casefold() == name for r in others)
