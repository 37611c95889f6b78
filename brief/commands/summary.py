"""The outcome of a run in, what is said about it at the end out: lines for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from brief.commands.screen import count
from brief.model import Conflict, Notice, SourceDocument, Status, Value
from brief.overrides import Outcome
from brief.pipeline import with_sidecars

WIDTH: Final = 84
SHOWN: Final = 8  # notices told before they are only counted
Line = tuple[str, str]  # text and colour


def summary(outcome: Outcome, targets: Sequence[Path], seconds: Mapping[str, float]) -> Iterator[Line]:
    """Yield the lines of the summary, each with its colour ("" for none)."""
    briefing = outcome.briefing
    groups = len({source.group or source.id for source in briefing.sources})
    read = f"Read {count(len(briefing.sources), 'source')}, {groups} independent"
    yield _timed(read, seconds.get("Reading sources", 0.0)), ""
    counts = [f"{s.id.replace('_', ' ')} {len(s.records)}" for s in briefing.sections if s.records]
    found = "Extracted  " + " · ".join(counts) if counts else "Nothing was found: is this the right schema?"
    yield _timed(found, seconds.get("Extracting", 0.0) + seconds.get("Reconciling", 0.0)), ""
    yield _carried(outcome), ""
    if briefing.conflicts:
        yield f"! {count(len(briefing.conflicts), 'conflict')}  {_conflict(briefing.conflicts[0])}", "yellow"
    edits = [f"{len(outcome.applied)} applied"] if outcome.applied else []
    edits += [f"{len(outcome.redundant)} redundant"] if outcome.redundant else []
    edits += [f"{len(outcome.drifted)} drifted (brief overrides diff shows them)"] if outcome.drifted else []
    if edits:
        yield f"Edits: {', '.join(edits)}", ""
    notices = _notices(outcome)
    for notice in notices[:SHOWN]:
        yield f"! {notice.place}: {notice.message}", "yellow"
    if len(notices) > SHOWN:
        yield f"! and {len(notices) - SHOWN} more; --json lists them all", "yellow"
    yield f"Wrote {_listed([str(path) for path in with_sidecars(targets)])}", "green"


def counted(outcome: Outcome, targets: Sequence[Path], seconds: Mapping[str, float]) -> str:
    """Return the summary as JSON."""
    briefing = outcome.briefing
    values, quoted, carried = _figures(outcome)
    return json.dumps(
        {
            "sources": len(briefing.sources),
            "independent": len({source.group or source.id for source in briefing.sources}),
            "records": {section.id: len(section.records) for section in briefing.sections},
            "values": values,
            "quoted": quoted,
            "corroborated": carried,
            "conflicts": [conflict.address for conflict in briefing.conflicts],
            "edits": {
                "applied": [edit.address for edit in outcome.applied],
                "redundant": [edit.address for edit in outcome.redundant],
                "drifted": [notice.place for notice in outcome.drifted],
            },
            "notices": [{"place": n.place, "message": n.message} for n in _notices(outcome)],
            "wrote": [str(path) for path in with_sidecars(targets)],
            "seconds": {step: round(time, 2) for step, time in seconds.items()},
        },
        ensure_ascii=False,
        indent=2,
    )


def findings(outcome: Outcome) -> bool:
    """Return whether there is anything that a person should look at."""
    return bool(outcome.briefing.conflicts or _notices(outcome))


def source_table(sources: Sequence[SourceDocument]) -> str:
    """Return the sources as a table of text, one line each."""
    head = ("id", "group", "date", "known by", "lang", "read as", "kept", "publisher", "title", "file")
    rows = [_source_row(source) for source in sources]
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (head, *rows)
    )


def _source_row(source: SourceDocument) -> tuple[str, ...]:
    dated = source.published
    return (
        source.id,
        source.group,
        dated.value or "–",
        dated.method,
        source.language,
        _read_as(source),
        f"{source.kept:.0%}",
        _cut(source.publisher or "–", 24),
        _cut(source.title or "–", 48),
        source.path,
    )


def _read_as(source: SourceDocument) -> str:
    """Return the source's format with its encoding or the number of its pages."""
    told = source.encoding or (f"{len(source.pages)} p." if source.pages else "")
    return f"{source.format} {told}".rstrip()


def layered(source: SourceDocument) -> str:
    """Return a source's text with the layer of each passage before it, "-" before what is no passage."""
    rows: list[str] = []
    at = 0
    for passage in source.passages:
        rows += _rows("-", source.text[at : passage.span.start])
        rows += _rows(passage.layer.value, source.text[passage.span.start : passage.span.end])
        at = passage.span.end
    return "\n".join([*rows, *_rows("-", source.text[at:])])


def _rows(layer: str, text: str) -> list[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [f"{(layer if i == 0 else '').ljust(10)} {line}" for i, line in enumerate(lines)]


def sources_as_json(sources: Sequence[SourceDocument], notices: Sequence[Notice] = ()) -> str:
    """Return the sources as JSON, without their texts: how much stands in each layer, what was noticed about each.

    A file that gave no source is listed with its path and its notices, all else null.
    """
    rows: list[dict[str, object]] = [
        {
            "id": s.id,
            "path": s.path,
            "format": s.format,
            "title": s.title,
            "publisher": s.publisher,
            "author": s.author,
            "published": s.published.value,
            "dated_by": s.published.method,
            "group": s.group,
            "language": s.language,
            "encoding": s.encoding,
            "kept": s.kept,
            "characters": len(s.text),
            "pages": len(s.pages),
            "layers": _layers(s),
            "sha256": s.digest,
            "notices": [notice.message for notice in notices if notice.place == s.path],
        }
        for s in sources
    ]
    read = {source.path for source in sources}
    lost = dict.fromkeys(notice.place for notice in notices if notice.place not in read)
    empty: dict[str, object] = dict.fromkeys(rows[0]) if rows else {}
    rows += [{**empty, "path": p, "notices": [n.message for n in notices if n.place == p]} for p in lost]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _layers(source: SourceDocument) -> dict[str, int]:
    """Return how many characters stand in each layer."""
    sizes: dict[str, int] = {}
    for passage in source.passages:
        sizes[passage.layer.value] = sizes.get(passage.layer.value, 0) + passage.span.end - passage.span.start
    return sizes


def _notices(outcome: Outcome) -> tuple[Notice, ...]:
    return outcome.briefing.notices


def _figures(outcome: Outcome) -> tuple[int, int, int]:
    """Return how many values there are from sources, how many are quoted, how many corroborated."""
    values = [value for _, value in outcome.briefing.values() if value.origin == "extracted"]
    carried = sum(value.status is Status.CORROBORATED or value.groups > 1 for value in values)
    return len(values), sum(map(_quoted, values)), carried


def _quoted(value: Value) -> bool:
    return bool(value.evidence) or any(_quoted(part) for parts in value.parts.values() for part in parts)


def _carried(outcome: Outcome) -> str:
    values, quoted, carried = _figures(outcome)
    if not values:
        edited = any(value.origin == "override" for _, value in outcome.briefing.values())
        return "Every value was set by a person" if edited else "No value was found"
    said = "Every value quoted" if quoted == values else f"{values - quoted} of {values} values without a quotation"
    return f"{said}; {carried / values:.0%} carried by two or more independent sources"


def _conflict(conflict: Conflict) -> str:
    sides = " · ".join(f'"{_cut(side.text, 40)}" ({side.groups})' for side in conflict.sides)
    return f"{conflict.address}: {sides}"


def _timed(text: str, seconds: float) -> str:
    return f"{text.ljust(WIDTH - 8)} {seconds:6.1f} s"


def _listed(names: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def _cut(text: str, most: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"
