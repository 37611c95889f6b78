"""A briefing in, what of it may be told out: what stands in its sources, follows from that, or a person set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from brief.model import Briefing, Evidence, Fields, Record, SourceDocument, Value


def tellable(briefing: Briefing) -> Briefing:
    """Return the briefing without evidence that its source does not hold, and without what then has none.

    Sources whose text is not at hand (a briefing read from its data) are taken at their word.
    """
    sources = {source.id: source for source in briefing.sources}
    sections = tuple(
        section.model_copy(update={"records": tuple(_records(section.records, sources))})
        for section in briefing.sections
    )
    conflicts = []
    for conflict in briefing.conflicts:
        sides = tuple(_values(conflict.sides, sources))
        conflicts += [conflict.model_copy(update={"sides": sides})] if len(sides) > 1 else []
    return briefing.model_copy(update={"sections": sections, "conflicts": tuple(conflicts)})


def _records(records: tuple[Record, ...], sources: Mapping[str, SourceDocument]) -> Iterator[Record]:
    for record in records:
        fields = _fields(record.fields, sources)
        if any(fields.values()):
            yield record.model_copy(update={"fields": fields, "evidence": _held(record.evidence, sources)})


def _fields(fields: Fields, sources: Mapping[str, SourceDocument]) -> Fields:
    return {name: tuple(_values(values, sources)) for name, values in fields.items()}


def _values(values: tuple[Value, ...], sources: Mapping[str, SourceDocument]) -> Iterator[Value]:
    for value in values:
        evidence = _held(value.evidence, sources)
        parts = _fields(value.parts, sources)
        if evidence or value.origin != "extracted" or any(parts.values()):
            rivals = tuple(_values(value.rivals, sources))
            yield value.model_copy(update={"evidence": evidence, "rivals": rivals, "parts": parts})


def _held(evidence: tuple[Evidence, ...], sources: Mapping[str, SourceDocument]) -> tuple[Evidence, ...]:
    return tuple(
        e for e in evidence if e.source in sources and (not sources[e.source].text or sources[e.source].holds(e))
    )
