"""Paths in, a briefing and the bytes of its files out: the order of everything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from brief.cache import ClaimStore
from brief.errors import NoSourceError, UsageError
from brief.faults import nearest
from brief.lexicon import Lexicon
from brief.model import Briefing, Notice, SourceDocument
from brief.overrides import Outcome, Overrides, apply_groups, apply_to_sources, review_overrides
from brief.render.blocks import Document
from brief.schema import Schema

FORMATS: Final = (".docx", ".pdf", ".html", ".md", ".json")
WITH_DATA: Final = (".docx", ".pdf")  # these get the JSON beside them
Depth = Literal["core", "full"]


@dataclass(frozen=True)
class Order:
    """What is asked for. `as_of` is an ISO date or ""; `cache` a folder or None; `tell` hears each step.

    `targets` are the files to be written: where they lie among the sources they are not read.
    """

    paths: tuple[Path, ...]
    schema: Schema
    lexicon: Lexicon
    overrides: Overrides = field(default_factory=Overrides)
    as_of: str = ""
    cache: Path | None = None
    targets: tuple[Path, ...] = ()
    tell: Callable[[str], None] = lambda _: None


def read_sources(order: Order) -> tuple[tuple[SourceDocument, ...], tuple[Notice, ...]]:
    """Return the sources as the person knows them, dated and grouped, and what was noticed."""
    from brief.collect import collect  # noqa: PLC0415 - each room loads when its turn comes
    from brief.extract.anchors import date_sources  # noqa: PLC0415
    from brief.reconcile import group_sources  # noqa: PLC0415

    order.tell("Reading sources")
    sources, notices = collect(order.paths, order.lexicon)
    sources, skipped = _without_targets(sources, order.targets)
    sources = apply_to_sources(order.overrides, sources)
    if not sources:
        place = skipped[0].place if skipped else order.overrides.path
        raise NoSourceError(f"{place}: no source is left to read; give one more, or exclude one less")
    sources = group_sources(date_sources(sources, order.lexicon))
    return apply_groups(order.overrides, sources), (*notices, *skipped)


def _without_targets(
    sources: tuple[SourceDocument, ...], targets: Sequence[Path]
) -> tuple[tuple[SourceDocument, ...], list[Notice]]:
    """Leave out what this run writes: a briefing is no source of itself. The others are numbered anew."""
    written = {target.resolve() for target in targets}
    skipped = [source for source in sources if Path(source.path).resolve() in written]
    if not skipped:
        return sources, []
    kept = [source for source in sources if source not in skipped]
    notices = [
        Notice(place=source.path, message="not read as a source: it is written by this run") for source in skipped
    ]
    return tuple(_renumbered(source, f"s{number}") for number, source in enumerate(kept, 1)), notices


def _renumbered(source: SourceDocument, name: str) -> SourceDocument:
    dated = source.published.evidence
    evidence = dated.model_copy(update={"source": name}) if dated else None
    published = source.published.model_copy(update={"evidence": evidence})
    return source.model_copy(update={"id": name, "published": published})


def with_texts(briefing: Briefing, lexicon: Lexicon) -> Briefing:
    """Return a briefing read from JSON with the texts of those sources that are still the files they were."""
    from brief.collect import collect  # noqa: PLC0415 - only when there is something to read

    there = [Path(source.path) for source in briefing.sources if Path(source.path).is_file()]
    if not there:
        return briefing
    try:
        read = {source.digest: source for source in collect(there, lexicon)[0]}
    except NoSourceError:
        return briefing
    sources = tuple(
        source.model_copy(update={"text": read[source.digest].text, "passages": read[source.digest].passages})
        if source.digest in read
        else source
        for source in briefing.sources
    )
    return briefing.model_copy(update={"sources": sources})


def read_briefing(order: Order) -> Briefing:
    """Return what the sources say, before any edit of a value."""
    from brief.extract import extract  # noqa: PLC0415 - each room loads when its turn comes
    from brief.reconcile import reconcile  # noqa: PLC0415

    sources, notices = read_sources(order)
    order.tell("Extracting")
    with ClaimStore(order.cache) if order.cache else nullcontext() as store:
        claims = extract(sources, order.schema, order.lexicon, store)
    order.tell("Reconciling")
    briefing = reconcile(claims, sources, order.schema, order.lexicon)
    header = briefing.header.model_copy(update={"as_of": order.as_of or briefing.header.as_of})
    return briefing.model_copy(update={"header": header, "notices": (*notices, *briefing.notices)})


def make_briefing(order: Order) -> Outcome:
    """Return the edited briefing and what became of each edit. Raise ContentError when an edit meets nothing."""
    outcome = review_overrides(order.overrides, read_briefing(order), order.schema)
    outcome.check()
    return outcome


def render(briefing: Briefing, order: Order, targets: Sequence[Path], depth: Depth) -> list[tuple[Path, bytes]]:
    """Return each target with its bytes, the JSON beside every Word and PDF file among them."""
    from brief.render.data import write_json  # noqa: PLC0415 - each writer loads when its turn comes
    from brief.render.layout import lay_out  # noqa: PLC0415

    order.tell("Rendering")
    data = write_json(briefing, order.schema)
    document = lay_out(briefing, order.schema, order.lexicon, depth)
    return [(target, _written(target.suffix.lower(), document, data)) for target in with_sidecars(targets)]


def _written(form: str, document: Document, data: bytes) -> bytes:
    """Return the document in one of the formats; each writer loads when it is needed."""
    if form == ".docx":
        from brief.render.word import write_docx  # noqa: PLC0415 - python-docx only for Word

        return write_docx(document, data)
    if form == ".pdf":
        from brief.render.pdf import write_pdf  # noqa: PLC0415 - reportlab only for PDF

        return write_pdf(document, data)
    if form == ".html":
        from brief.render.webpage import write_html  # noqa: PLC0415 - the same

        return write_html(document)
    if form == ".md":
        from brief.render.plain import write_markdown  # noqa: PLC0415 - the same

        return write_markdown(document)
    return data


def with_sidecars(targets: Sequence[Path]) -> list[Path]:
    """Return the targets once each, with the JSON beside every Word and PDF file. Raise UsageError."""
    for target in targets:
        if target.suffix.lower() not in FORMATS:
            known = ", ".join(FORMATS)
            close = nearest(target.suffix, FORMATS, 50)
            mend = f'did you mean "{target.stem}{close}"?' if close else f"the suffix is one of {known}"
            raise UsageError(f"{target}: no format is known by this suffix; {mend}")
    beside = [t.with_suffix(".json") for t in targets if t.suffix.lower() in WITH_DATA]
    return list(dict.fromkeys([*targets, *beside]))
