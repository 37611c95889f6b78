"""Sources in, the same as a person knows them out: dated, named, grouped, without the excluded ones."""

from __future__ import annotations

import re
from collections.abc import Sequence

from brief.errors import ContentError
from brief.faults import nearest
from brief.model import Dating, Notice, SourceDocument
from brief.overrides import Overrides


def apply_to_sources(overrides: Overrides, sources: Sequence[SourceDocument]) -> tuple[SourceDocument, ...]:
    """Return the sources with dates and publishers as the person knows them, without the excluded ones.

    Done before anything is extracted. Raise ContentError when a name meets no source.
    """
    faults, out = [], {source.id: source for source in sources}
    for edit in overrides.sources:
        if edit.says_nothing:
            continue
        found = _sources_of(edit.name, sources)
        if len(found) != 1:
            names = [_file_name(source) for source in sources]
            mend = f"nearest: {nearest(edit.name, names, 0) or 'none'}" if not found else "write the whole path"
            what = "no source is called" if not found else "several sources are called"
            faults.append(overrides.fault(edit.place, len(edit.name), f"{what} {edit.name}", mend))
            continue
        source = found[0]
        update: dict[str, object] = {}
        if edit.published:
            update["published"] = Dating(value=edit.published, method="override")
        if edit.publisher:
            update["publisher"] = edit.publisher
        if source.id in out:
            out[source.id] = out[source.id].model_copy(update=update)
        if edit.exclude:
            out.pop(source.id, None)
    if faults:
        raise ContentError([fault.text for fault in sorted(faults)])
    return tuple(out.values())


def apply_groups(overrides: Overrides, sources: Sequence[SourceDocument]) -> tuple[SourceDocument, ...]:
    """Return the sources in the groups a person put them in: sources of one group count as one voice."""
    groups = {s.id: e.group for e in overrides.sources if e.group for s in _sources_of(e.name, sources)}
    named = {s.id: s.group for s in sources}
    for source_id, group in groups.items():  # a group may be called by one of its sources
        groups[source_id] = named.get(group, group)
    return tuple(s.model_copy(update={"group": groups[s.id]}) if s.id in groups else s for s in sources)


def ids_of(names: str | Sequence[str], sources: Sequence[SourceDocument]) -> tuple[frozenset[str], list[str]]:
    """Return the ids of the sources named, and the names that mean none of them."""
    found = {name: _sources_of(name, sources) for name in ((names,) if isinstance(names, str) else names)}
    return frozenset(s.id for some in found.values() for s in some), [name for name in found if not found[name]]


def numbered(overrides: Overrides, sources: Sequence[SourceDocument]) -> list[Notice]:
    """Return a notice for each source that is named by its number: it means another when sources come or go."""
    ids = {source.id: source for source in sources}
    made = []
    for edit in overrides.sources:
        for name in (edit.name, edit.group):
            if name in ids and name != ids[name].path:
                mend = f'write "{_file_name(ids[name])}"'
                message = f"{name} is a number that means another source when sources come or go; {mend}"
                made.append(Notice(place=edit.place, message=message))
    return made


def _sources_of(name: str, sources: Sequence[SourceDocument]) -> list[SourceDocument]:
    exact = [s for s in sources if name in {s.id, s.path}]
    return exact or [s for s in sources if name == _file_name(s)]


def _file_name(source: SourceDocument) -> str:
    return re.split(r"[/\\]", source.path)[-1]
