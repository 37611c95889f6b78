"""Two briefings in, what changed from the one to the other out: records and values, as lines and as JSON.

Records are one where they have a key in common, also an older one. Evidence is compared by the digests of the
sources, for their numbers change when a source is added.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from brief.model import Briefing, Change, ChangeKind, Header, Record, Section, Since, Status, Value

SIGNS: Final[Mapping[ChangeKind, str]] = {
    "new": "+",
    "gone": "-",
    "changed": "~",
    "corroborated": "↑",
    "disputed": "!",
    "settled": "=",
    "edited": "†",
    "read": "+",
    "left out": "-",
}
MOST: Final = 100  # characters of a value that a line shows
_COUNTED: Final = ("briefing/version", "brief", "schema", "lists")  # no change for whoever reads the briefing
_NAMING, _BESIDE = 2, " · "  # values that tell which record is meant, and what stands between them
_DAY = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_LAST_NUMBER = re.compile(r"\d+(?=\D*$)")


def line(change: Change) -> str:
    """Return a change as one line."""
    told = " → ".join(f'"{_cut(text)}"' for text in (change.was, change.now) if text)
    note = f" ({change.note})" if change.note else ""
    return f"{SIGNS[change.kind]} {change.kind} {change.address}" + (f": {told}" if told else "") + note


@dataclass(frozen=True)
class Difference:
    """All changes between two briefings, and what both were made from."""

    inputs: tuple[Change, ...]
    changes: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.inputs or self.changes)

    def lines(self) -> Iterator[str]:
        """Yield the changes for people: what was read, then section by section."""
        if not self:
            yield "No difference"
            return
        for change in self.inputs:
            yield line(change)
        home = ""
        for change in self.changes:
            section = change.address.partition("/")[0]
            if section != home:
                yield f"\n{section}" if home or self.inputs else section
                home = section
            yield f"  {line(change)}"
        counts: dict[str, int] = {}
        for change in self.changes:
            counts[change.kind] = counts.get(change.kind, 0) + 1
        if counts:
            yield "\n" + ", ".join(f"{number} {kind}" for kind, number in counts.items())

    def as_json(self) -> str:
        """Return the changes for programs."""
        made = {"inputs": [c.model_dump() for c in self.inputs], "changes": [c.model_dump() for c in self.changes]}
        return json.dumps(made, ensure_ascii=False, indent=2)


def compare(old: Briefing, new: Briefing) -> Difference:
    """Return what is new, gone, changed, newly corroborated, disputed or settled, in the order of the newer one."""
    ids = [section.id for section in new.sections]
    ids += [section.id for section in old.sections if section.id not in ids]
    changes = [change for home in ids for change in _section(home, old, new)]
    return Difference(tuple(_inputs(old, new)), tuple(changes))


def with_changes(briefing: Briefing, old: Briefing, version: str = "") -> Briefing:
    """Return the briefing with what changed since an older one; its version counts up when anything did.

    `version` is what a person calls it, "" when nobody did.
    """
    found = compare(old, briefing)
    inputs = tuple(change for change in found.inputs if change.address not in _COUNTED)
    header: Header = briefing.header
    changes = tuple(change for change in found.changes if not _is_renamed(change))
    counted = next_version(old.header.version) if inputs or changes else old.header.version
    header = header.model_copy(update={"version": version or counted})
    since = Since(version=old.header.version, as_of=old.header.as_of, inputs=inputs, changes=changes)
    return briefing.model_copy(update={"header": header, "since": since})


def _is_renamed(change: Change) -> bool:
    """Return whether only a record's key is another, by which nobody reads it."""
    return change.kind == "changed" and change.address.count("/") == 1 and not change.address.startswith("source ")


def next_version(version: str) -> str:
    """Return the version after one: its last number counted up; one without a number is followed by " 2"."""
    if not _LAST_NUMBER.search(version):
        return f"{version} 2".strip()
    return _LAST_NUMBER.sub(lambda found: str(int(found.group()) + 1), version)


def _inputs(old: Briefing, new: Briefing) -> Iterator[Change]:
    before = {source.digest: source for source in old.sources}
    after = {source.digest: source for source in new.sources}
    paths = {source.path for source in old.sources}
    for source in new.sources:
        if source.digest not in before:
            yield _change("changed" if source.path in paths else "read", f"source {source.path}", now=source.title)
    kept = {source.path for source in new.sources}
    for source in old.sources:
        if source.digest not in after and source.path not in kept:
            yield _change("left out", f"source {source.path}", was=source.title)
    yield from _header(old, new)
    for name in ("brief", "schema", "lists"):
        was, now = old.inputs.get(name, ""), new.inputs.get(name, "")
        if was and now and was != now:
            yield _change("changed", name, was[:12], now[:12])


def _header(old: Briefing, new: Briefing) -> Iterator[Change]:
    for name in ("title", "marking", "to", "sender", "drafted", "cleared", "version", "as_of"):
        was, now = getattr(old.header, name), getattr(new.header, name)
        if was != now:
            yield _change("changed", f"briefing/{'from' if name == 'sender' else name}", was, now)
    for name in dict.fromkeys((*old.header.texts, *new.header.texts)):
        was, now = old.header.texts.get(name, ""), new.header.texts.get(name, "")
        if was != now:
            yield _change("changed", f"texts/{name}", was, now)
    for address in dict.fromkeys((*old.header.marks, *new.header.marks)):
        was, now = old.header.marks.get(address, ""), new.header.marks.get(address, "")
        if was != now:
            yield _change("changed", f"marks/{address}", was, now)


def _section(home: str, old: Briefing, new: Briefing) -> Iterator[Change]:
    before, after = old.section(home), new.section(home)
    pairs, gone = _pairs(before, after)
    for was, now in pairs:
        if was is None:
            yield _change("new", f"{home}/{now.key}", now=_told(now), note=_carried(now.groups))
        else:
            yield from _record(f"{home}/{now.key}", was, now, (_digests(old), _digests(new)))
    for record in gone:
        yield _change("gone", f"{home}/{record.key}", was=_told(record))


def _pairs(
    before: Section | None, after: Section | None
) -> tuple[list[tuple[Record | None, Record]], list[Record]]:
    """Return each newer record with the older one that it was, and the older ones that are gone."""
    left = list(before.records) if before else []
    found: dict[int, Record] = {}
    fresh = list(after.records) if after else []
    for by in (_same_key, _known_key):
        for number, record in enumerate(fresh):
            match = next((r for r in left if number not in found and by(r, record)), None)
            if match is not None:
                found[number] = match
                left = [r for r in left if r is not match]
    return [(found.get(number), record) for number, record in enumerate(fresh)], left


def _same_key(one: Record, other: Record) -> bool:
    return one.key == other.key


def _known_key(one: Record, other: Record) -> bool:
    return one.key in other.aliases or other.key in one.aliases


def _record(address: str, was: Record, now: Record, digests: tuple[Mapping[str, str], ...]) -> Iterator[Change]:
    if was.key != now.key:
        yield _change("changed", address, was.key, now.key, "another key; the older one still finds it")
    for name in dict.fromkeys((*now.fields, *was.fields)):
        yield from _field(f"{address}/{name}", was.fields.get(name, ()), now.fields.get(name, ()), digests)


def _field(
    address: str, was: Sequence[Value], now: Sequence[Value], digests: tuple[Mapping[str, str], ...]
) -> Iterator[Change]:
    if len(was) == 1 and len(now) == 1 and _form(was[0]) != _form(now[0]):
        note = _by(now[0]) or _carried(now[0].groups)
        yield _change(_of(was[0], now[0]), address, _told_value(was[0]), _told_value(now[0]), note)
        return
    left = {_form(value): value for value in was}
    for value in now:
        before = left.pop(_form(value), None)
        if before is None:
            kind: ChangeKind = "edited" if value.origin == "override" else "new"
            yield _change(kind, address, now=_told_value(value), note=_by(value) or _carried(value.groups))
        else:
            yield from _value(address, before, value, digests)
    for value in left.values():
        yield _change("gone", address, was=_told_value(value))


def _value(address: str, was: Value, now: Value, digests: tuple[Mapping[str, str], ...]) -> Iterator[Change]:
    """Yield how the same value is carried now."""
    if (was.origin, was.by) != (now.origin, now.by) and "override" in {was.origin, now.origin}:
        yield _change("edited", address, now=_told_value(now), note=_by(now) or "no longer edited")
    elif was.status is not Status.DISPUTED and now.status is Status.DISPUTED:
        yield _change("disputed", address, now=_told_value(now), note=_against(now))
    elif was.status is Status.DISPUTED and now.status is not Status.DISPUTED:
        yield _change("settled", address, now=_told_value(now), note=_carried(now.groups))
    elif {_form(r) for r in now.rivals} - {_form(r) for r in was.rivals}:
        yield _change("disputed", address, now=_told_value(now), note=_against(now))
    elif was.groups <= 1 < now.groups or (was.status is Status.SINGLE and now.status is Status.CORROBORATED):
        yield _change("corroborated", address, now=_told_value(now), note=_carried(now.groups))
    elif was.groups > 1 >= now.groups and _sources(was, digests[0]) != _sources(now, digests[1]):
        yield _change("changed", address, now=_told_value(now), note="no longer corroborated")


def _of(was: Value, now: Value) -> ChangeKind:
    return "edited" if "override" in {was.origin, now.origin} else "changed"


def _form(value: Value) -> tuple[object, ...]:
    """Return what makes two values one: the normal form, else the words; the parts of a nested record."""
    if value.parts:
        parts = {name: tuple(_form(part) for part in inner) for name, inner in value.parts.items() if inner}
        return tuple(sorted(parts.items()))
    return ((value.normal or " ".join(value.text.split())).casefold(),)


def _digests(briefing: Briefing) -> dict[str, str]:
    return {source.id: source.digest for source in briefing.sources}


def _sources(value: Value, digests: Mapping[str, str]) -> set[str]:
    return {digests.get(quote.source, quote.source) for quote in value.evidence}


def _by(value: Value) -> str:
    return (f"set by {value.by}" if value.by else "set by a person") if value.origin == "override" else ""


def _against(value: Value) -> str:
    return "against " + ", ".join(f'"{_cut(rival.text)}"' for rival in value.rivals) if value.rivals else ""


def _carried(groups: int) -> str:
    return f"{groups} independent source{'' if groups == 1 else 's'}" if groups else ""


def _change(kind: ChangeKind, address: str, was: str = "", now: str = "", note: str = "") -> Change:
    return Change(kind=kind, address=address, was=was, now=now, note=note)


def _told_value(value: Value) -> str:
    """Return a value as it was said, a date by its day: "last Monday" means another day in another text."""
    return value.normal if _DAY.fullmatch(value.normal) else value.text


def _told(record: Record) -> str:
    """Return what a record is about: the first two of its values that are no dates, else its first value."""
    values = [v for found in record.fields.values() for v in found if v.origin != "derived"]
    named = list(dict.fromkeys(v.text for v in values if not _DAY.fullmatch(v.normal)))
    return _BESIDE.join(named[:_NAMING]) or next((_told_value(v) for v in values), "")


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= MOST else flat[: MOST - 1].rstrip() + "…"
