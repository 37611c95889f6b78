"""Sources as they were read in, sources as a run may use them out: without its own outputs, with texts again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from brief.collect.limits import LIMITS, Limits
from brief.errors import NoSourceError, UsageError
from brief.lexicon import Lexicon
from brief.model import Briefing, Notice, SourceDocument


def without_targets(
    sources: tuple[SourceDocument, ...], targets: Sequence[Path], *, force: bool = False
) -> tuple[tuple[SourceDocument, ...], list[Notice]]:
    """Leave out the briefings that this run writes anew: a briefing is no source of itself.

    The other sources are numbered anew. Raise UsageError when a source that is no briefing would be written
    over, unless `force`.
    """
    written = {target.resolve() for target in targets}
    skipped: list[SourceDocument] = []
    for source in sources:
        path = Path(source.path)
        if path.resolve() not in written:
            continue
        if is_briefing(path):
            skipped.append(source)
        elif not force:
            raise UsageError(f"{path}: is a source and would be written over; choose another output, or --force")
    if not skipped:
        return sources, []
    kept = [source for source in sources if source not in skipped]
    notices = [
        Notice(place=source.path, message="not read as a source: it is a briefing that is made anew")
        for source in skipped
    ]
    return tuple(_renumbered(source, f"s{number}") for number, source in enumerate(kept, 1)), notices


def is_briefing(path: Path) -> bool:
    """Return whether a file is a briefing's data, or has a briefing's data beside it."""
    try:
        data = json.loads(path.with_suffix(".json").read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(data, dict) and {"schema", "sections", "sources"} <= data.keys()


def _renumbered(source: SourceDocument, name: str) -> SourceDocument:
    dated = source.published.evidence
    evidence = dated.model_copy(update={"source": name}) if dated else None
    published = source.published.model_copy(update={"evidence": evidence})
    return source.model_copy(update={"id": name, "published": published})


def with_texts(briefing: Briefing, lexicon: Lexicon, limits: Limits = LIMITS) -> Briefing:
    """Return a briefing read from JSON with the texts of those sources that are still the files they were."""
    from brief.collect import collect  # noqa: PLC0415 - only when there is something to read

    # What was inside a file ("mail.eml » annex.pdf") is read again with the file.
    paths = {Path(source.path.partition(" » ")[0]) for source in briefing.sources}
    there = sorted(path for path in paths if path.is_file())
    if not there:
        return briefing
    try:
        read = {source.digest: source for source in collect(there, lexicon, limits)[0]}
    except NoSourceError:
        return briefing
    sources = tuple(
        source.model_copy(update={"text": read[source.digest].text, "passages": read[source.digest].passages})
        if source.digest in read
        else source
        for source in briefing.sources
    )
    return briefing.model_copy(update={"sources": sources})
