"""Records and a person's wish about them in, the records merged or put in order out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from brief.model import Briefing, Conflict, Evidence, Record, Section, Status, Value
from brief.overrides_values import alike, among, groups_of
from brief.schema import FieldSpec, SectionSpec


def as_ordered(section: Section, keys: Sequence[str]) -> Section:
    """Return the section with these records first; the others keep their order behind them."""
    place = {key: number for number, key in enumerate(keys)}
    records = sorted(section.records, key=lambda record: place.get(record.key, len(place)))
    return section.model_copy(update={"records": tuple(records), "first": tuple(keys)})


def merged(briefing: Briefing, spec: SectionSpec, into: Record, others: Sequence[Record]) -> Briefing:
    """Return the briefing with the other records in `into`: their keys address it, their evidence carries it.

    Where both have a single value and differ, the value of `into` stands and the other disputes it.
    """
    section = next(s for s in briefing.sections if s.id == spec.id)
    voices = {source.id: source.group or source.id for source in briefing.sources}
    record = into
    disputes: list[Conflict] = []
    for other in others:
        record = _joined(spec, record, other, voices, disputes)
    gone = {other.key for other in others}
    records = tuple(
        record if r.key == into.key else r for r in section.records if r.key == into.key or r.key not in gone
    )
    sections = tuple(s.model_copy(update={"records": records}) if s is section else s for s in briefing.sections)
    actors = {
        actor: tuple(dict.fromkeys(into.key if key in gone else key for key in chosen))
        for actor, chosen in briefing.actors.items()
    }
    conflicts = [_moved(conflict, spec.id, gone, into.key) for conflict in briefing.conflicts]
    known = {conflict.address for conflict in conflicts}
    conflicts += [dispute for dispute in disputes if dispute.address not in known]
    return briefing.model_copy(update={"sections": sections, "actors": actors, "conflicts": tuple(conflicts)})


def _joined(
    spec: SectionSpec, into: Record, other: Record, voices: Mapping[str, str], disputes: list[Conflict]
) -> Record:
    fields = dict(into.fields)
    for name, values in other.fields.items():
        field = spec.fields.get(name, FieldSpec(type="phrase"))
        mine = fields.get(name, ())
        if name == spec.identity.field:
            continue
        if not mine or field.many:
            fields[name] = _union(mine, values, voices)
        elif not alike(mine[0], values[0]) and field.compare and field.type != "choice":
            rivals = (*mine[0].rivals, values[0].model_copy(update={"rivals": ()}))
            fields[name] = (mine[0].model_copy(update={"rivals": rivals, "status": Status.DISPUTED}),)
            address = f"{spec.id}/{into.key}/{name}"
            both = (mine[0], values[0])
            disputes.append(Conflict(address=address, kind="contradiction", sides=both))
        else:
            fields[name] = _union(mine, values[:1], voices)[:1]
    _keep_name(spec, fields, into, other)
    evidence = _quotes((*into.evidence, *other.evidence))
    aliases = tuple(sorted({*into.aliases, other.key, *other.aliases} - {into.key}))
    told = (*evidence, *(e for values in fields.values() for value in values for e in value.evidence))
    groups = groups_of(told, voices) or max(into.groups, other.groups)
    return into.model_copy(update={"fields": fields, "aliases": aliases, "evidence": evidence, "groups": groups})


def _keep_name(spec: SectionSpec, fields: dict[str, tuple[Value, ...]], into: Record, other: Record) -> None:
    """Keep the other record's name among the other names, where the section has a field for them."""
    home = next((name for name, field in spec.fields.items() if field.attribute == "forms"), "")
    names = [v for v in other.fields.get(spec.identity.field, ()) if v.text != into.text(spec.identity.field)]
    if home and names:
        fields[home] = (*fields.get(home, ()), *(v for v in names if not among(v, fields.get(home, ()))))


def _union(mine: Iterable[Value], others: Iterable[Value], voices: Mapping[str, str]) -> tuple[Value, ...]:
    """Return the values of both, those that say the same as one with the evidence of both."""
    out = list(mine)
    for value in others:
        place = next((n for n, known in enumerate(out) if alike(known, value)), None)
        if place is None:
            out.append(value)
            continue
        known = out[place]
        evidence = _quotes((*known.evidence, *value.evidence))
        groups = groups_of(evidence, voices)
        carried = Status.CORROBORATED if groups > 1 and known.status is Status.SINGLE else known.status
        out[place] = known.model_copy(update={"evidence": evidence, "groups": groups, "status": carried})
    return tuple(out)


def _quotes(quotes: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple({(e.source, e.start, e.end): e for e in quotes}.values())


def _moved(conflict: Conflict, section: str, gone: set[str], key: str) -> Conflict:
    home, _, rest = conflict.address.partition("/")
    record, slash, name = rest.partition("/")
    if home != section or record not in gone:
        return conflict
    return conflict.model_copy(update={"address": f"{section}/{key}{slash}{name}"})
