"""What a file of a person's edits holds, and what became of each edit: the nouns of the overrides.

An edit is addressed `section/record/field`. `overrides_file` reads the file, `overrides_apply` puts the
edits into a briefing, `edits` changes the file itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from brief.errors import ContentError
from brief.faults import Fault, fault_at, fault_on, rows_of
from brief.model import Briefing, Edit, Fate, Notice, Noun, Record, Section, State

Said = Mapping[str, Mapping[str, str]]  # address of a record → field → what the sources say of it
_MOST = 160  # characters told of what stands there now
_TOKEN = re.compile(r""""[^"]*"|'[^']*'|[^\s,:{}\[\]]+""")


class SourceEdit(Noun):
    """What a person knows better about a source, found by its id, path or file name."""

    name: str
    published: str = ""
    publisher: str = ""
    group: str = ""
    exclude: bool = False
    place: str = ""

    @property
    def says_nothing(self) -> bool:
        """Return whether the source is only named, as in a file that `init` wrote."""
        return not (self.published or self.publisher or self.group or self.exclude)


class Overrides(Noun):
    """A file of edits. `header` has the keys of `model.Header`, `aliases` older addresses of records.

    `was` is what the sources said when the edits were made, for those that do not say it themselves. For faults,
    `text` is the file, `places` says where each record's address stands in it.
    """

    path: str = ""
    text: str = ""
    header: Mapping[str, str] = {}
    texts: Mapping[str, str] = {}
    marks: Mapping[str, str] = {}
    sources: tuple[SourceEdit, ...] = ()
    edits: tuple[Edit, ...] = ()
    aliases: Mapping[str, str] = {}
    places: Mapping[str, str] = {}
    was: Mapping[str, Mapping[str, str]] = {}

    def fault(self, place: str, width: int, what: str, mend: str) -> Fault:
        """Return a fault at `file:line:column` of this file."""
        line, column = where(place)
        return fault_at(self.path, self.text, (line, column, width), what, mend)

    def shown(self, fates: Sequence[Fate]) -> Iterator[str]:
        """Yield what became of each edit with its line, a caret below it and what may be done."""
        rows = rows_of(self.text)
        for fate in fates:
            line, column = where(fate.place)
            row = rows[line - 1] if 0 < line <= len(rows) else ""
            found = _TOKEN.match(row, max(0, column - 1))
            place = (line, column, len(found.group()) if found else 1)
            yield fault_on(self.path, row, place, f"{fate.state}: {said(fate)}", fate.hint).text


def said(fate: Fate) -> str:
    """Return an edit in words: what it changes from what to what, by whom."""
    signed = ": ".join(part for part in (", ".join(p for p in (fate.by, fate.when) if p), fate.why) if part)
    tail = f" ({signed})" if signed else ""
    before = (
        f'it was "{fate.was}", the sources now say ' if fate.state == "drifted" and fate.was is not None else ""
    )
    now = f'"{_cut(fate.now)}"' if fate.now or fate.action not in {"merge", "order"} else ""
    told = f'"{fate.given}"' if fate.given or fate.action == "set" else ""
    return f"{fate.action} {fate.address}: " + before + " → ".join(part for part in (now, told) if part) + tail


def _cut(text: str) -> str:
    return text if len(text) <= _MOST else text[: _MOST - 1].rstrip() + "…"


def where(place: str) -> tuple[int, int]:
    """Return line and column of `file:line:column`, both 0 when there are none."""
    parts = place.rsplit(":", 2)[1:]
    line, column = (int(part) if part.isdigit() else 0 for part in (*parts, "", "")[:2])
    return line, column


@dataclass(slots=True)
class Outcome:
    """The edited briefing, and every edit sorted by what became of it.

    `changed` are the sections that differ from the `base`; both are put together when the briefing is asked for.
    """

    base: Briefing
    applied: list[Edit] = field(default_factory=list)
    redundant: list[Edit] = field(default_factory=list)
    drifted: list[Notice] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    fates: list[Fate] = field(default_factory=list)
    settled: dict[str, Edit] = field(default_factory=dict)  # what sets a field, by the field's address
    keys: dict[str, tuple[tuple[Record, ...], set[str]]] = field(default_factory=dict)  # by section
    said: dict[str, str] = field(default_factory=dict)  # what the sources said of a field when it was edited
    changed: dict[str, Section] = field(default_factory=dict)

    @property
    def briefing(self) -> Briefing:
        """Return the briefing with the edits so far."""
        if self.changed:
            sections = tuple(self.changed.get(section.id, section) for section in self.base.sections)
            self.briefing = self.base.model_copy(update={"sections": sections})
        return self.base

    @briefing.setter
    def briefing(self, made: Briefing) -> None:
        self.base, self.changed = made, {}

    def section(self, name: str) -> Section | None:
        """Return a section with the edits so far, None when there is none of that name."""
        return self.changed.get(name) or self.base.section(name)

    def keys_of(self, section: Section) -> set[str]:
        """Return the keys of a section's records; they are gathered once for all that is added to it."""
        records, keys = self.keys.get(section.id, ((), set()))
        if records is not section.records:
            keys = {record.key for record in section.records}
            self.keys[section.id] = section.records, keys
        return keys

    def check(self) -> None:
        """Raise ContentError with every fault, in the order of the file, when there is one."""
        if self.faults:
            raise ContentError([fault.text for fault in sorted(self.faults)])

    def tell(self, edit: Edit, state: State, now: str = "", hint: str = "") -> None:
        """Note what became of an edit."""
        self.fates.append(
            Fate(
                address=edit.address,
                action=edit.action,
                state=state,
                given=given(edit),
                was=edit.was,
                now=now,
                by=edit.by,
                when=edit.when,
                why=edit.why,
                place=edit.place,
                hint=hint,
            )
        )


def given(edit: Edit) -> str:
    """Return what an edit gives, in one line."""
    items = edit.value if isinstance(edit.value, tuple) else (edit.value,)
    told = (
        item
        if isinstance(item, str)
        else ", ".join(f"{name}: {_one(value)}" for name, value in item.items() if value)
        for item in items
    )
    return "; ".join(text for text in told if text)


def _one(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ", ".join(value)
