"""Values of a field in, values as a person edits them out: made, compared, told in one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from anyascii import anyascii

from brief.model import Edit, Evidence, Parts, Record, Status, Value
from brief.schema import FieldSpec, SectionSpec

KEY = 60  # characters of a record's key


def record_key(text: str, taken: Iterable[str] = ()) -> str:
    """Return a key for a record of that name that no other record has."""
    words = "-".join(re.findall(r"[a-z0-9]+", anyascii(text).casefold()))
    base = words if len(words) <= KEY else words[: KEY + 1].rpartition("-")[0] or words[:KEY]
    base, used = base or "x", set(taken)
    return next(key for n in range(1, len(used) + 2) if (key := base if n == 1 else f"{base}-{n}") not in used)


def signature(edit: Edit) -> str:
    """Return who edited, when and why, as it is shown beside a value: "J. Doe, 2031-04-02: as agreed"."""
    who = ", ".join(part for part in (edit.by, edit.when) if part)
    return ": ".join(part for part in (who, edit.why) if part)


def made_value(spec: FieldSpec, given: str | Parts, mark: str) -> Value:
    """Return what a person wrote as a value; `mark` is who, when and why."""
    if isinstance(given, str):
        normal = given if spec.type in {"date", "choice", "country"} else ""
        return Value(text=given, normal=normal, origin="override", status=Status.EDITED, by=mark)
    parts = {
        name: tuple(
            made_value(spec.parts.get(name, FieldSpec(type="phrase")), item, mark)
            for item in ((value,) if isinstance(value, str) else value)
        )
        for name, value in given.items()
    }
    text = ", ".join(value.text for values in parts.values() for value in values)
    return Value(text=text, origin="override", status=Status.EDITED, parts=parts, by=mark)


def given_values(spec: FieldSpec, edit: Edit) -> tuple[Value, ...]:
    """Return all values that an edit of a field gives."""
    items = edit.value if isinstance(edit.value, tuple) else (edit.value,)
    mark = signature(edit)
    return tuple(made_value(spec, item, mark) for item in items)


def told(values: Sequence[Value]) -> str:
    """Return the values of a field in one line."""
    return "; ".join(value.text for value in values)


def written(spec: FieldSpec, values: Sequence[Value]) -> str:
    """Return the values of a field as a person would write them, for `was`: dates and choices in normal form."""
    normal = spec.type in {"date", "choice"}
    return "; ".join((value.normal if normal else "") or value.text for value in values)


def sides(values: Sequence[Value]) -> tuple[Value, ...]:
    """Return every value that sources give for a field, with those that dispute it."""
    out: list[Value] = []
    for side in (each for value in values for each in (value, *value.rivals)):
        if not among(side, out):
            out.append(side)
    return tuple(out)


def holds_still(was: str, values: Sequence[Value]) -> bool:
    """Return whether a field still says what it said when an edit was made; several values in any order."""
    known = [forms(value) for value in values]
    then = was.casefold().strip()
    if then in {told(values).casefold(), _normal(values).casefold()}:
        return True
    parts = [part.strip() for part in then.split(";")]
    return len(parts) == len(known) and all(any(part in each for each in known) for part in parts)


def _normal(values: Sequence[Value]) -> str:
    return "; ".join(value.normal or value.text for value in values)


def forms(value: Value) -> set[str]:
    """Return the ways in which a value can be written."""
    return {form.casefold().strip() for form in (value.text, value.normal) if form}


def alike(one: Value, other: Value) -> bool:
    """Return whether two values say the same."""
    if one.parts or other.parts:
        return one.parts.keys() == other.parts.keys() and all(
            len(values) == len(other.parts[name]) and all(map(alike, values, other.parts[name]))
            for name, values in one.parts.items()
        )
    return bool(forms(one) & forms(other))


def among(value: Value, others: Sequence[Value]) -> bool:
    """Return whether one of the others says the same."""
    return any(alike(value, other) for other in others)


def all_alike(some: Sequence[Value], others: Sequence[Value]) -> bool:
    """Return whether two fields say the same, value by value."""
    return len(some) == len(others) and all(alike(one, other) for one, other in zip(some, others, strict=True))


def over(made: Sequence[Value], old: Sequence[Value]) -> tuple[Value, ...]:
    """Return a person's values with what the sources say beside them."""
    rivals = tuple(v.model_copy(update={"rivals": ()}) for v in old if v.origin != "override")
    return tuple(v.model_copy(update={"was": told(old), "rivals": rivals}) for v in made)


def groups_of(quotes: Iterable[Evidence], voices: Mapping[str, str]) -> int:
    """Return how many voices carry some quotations; `voices` gives the group of each source."""
    return len({voices.get(quote.source, quote.source) for quote in quotes})


def holds(record: Record, name: str, values: Sequence[Value]) -> bool:
    """Return whether a record's field has all of the values."""
    return all(among(value, record.fields.get(name, ())) for value in values)


def agrees(spec: SectionSpec, record: Record, fields: Mapping[str, tuple[Value, ...]]) -> bool:
    """Return whether an added record is this one: nothing that tells records apart differs."""
    return all(name not in fields or holds(record, name, fields[name]) for name in spec.identity.same)
