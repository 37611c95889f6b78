"""A briefing before and after a person's edits in, the same with the questions that still stand out."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from brief.model import Briefing, Conflict, Record
from brief.overrides_values import record_key
from brief.schema import Schema


def asked_again(found: Briefing, edited: Briefing, addresses: AbstractSet[str], schema: Schema) -> Briefing:
    """Return the edited briefing without the questions that an edit answers, with those that an addition raises."""
    section = edited.section(schema.gaps.into) if schema.gaps else None
    if schema.gaps is None or section is None or not addresses:
        return edited
    undecided = [conflict for conflict in edited.conflicts if conflict.address not in addresses]
    before, after = _questions(found, found.conflicts, schema), _questions(edited, undecided, schema)
    records = [r for r in section.records if r.text(schema.gaps.field) not in before.keys() - after.keys()]
    for text in [text for text in after if text not in before]:
        key = record_key(text, [record.key for record in records])
        records.append(after[text].model_copy(update={"key": key}))
    new = section.model_copy(update={"records": tuple(records)})
    sections = tuple(new if s is section else s for s in edited.sections)
    return edited.model_copy(update={"sections": sections})


def _questions(briefing: Briefing, conflicts: Sequence[Conflict], schema: Schema) -> dict[str, Record]:
    """Return what the schema asks about a briefing, by its wording."""
    from brief.reconcile.questions import ask  # noqa: PLC0415 - each room loads when its turn comes

    into, field_name = (schema.gaps.into, schema.gaps.field) if schema.gaps else ("", "")
    empty = [s.model_copy(update={"records": ()}) if s.id == into else s for s in briefing.sections]
    asked = next(s for s in ask(empty, conflicts, schema) if s.id == into)
    return {record.text(field_name): record for record in asked.records}
