"""Paths in, a briefing and the bytes of its files out: the order of everything."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from brief import __version__
from brief.answers import asked_again
from brief.cache import TextStore
from brief.collect.limits import LIMITS, Limits
from brief.errors import NoSourceError, UsageError
from brief.faults import nearest
from brief.fingerprint import fingerprint, lasting
from brief.inputs import without_targets
from brief.lexicon import Lexicon
from brief.model import Briefing, Notice, SourceDocument
from brief.overrides import Outcome, Overrides
from brief.overrides_apply import remember, review_overrides
from brief.overrides_sources import apply_groups, apply_to_sources
from brief.render.blocks import Document
from brief.render.theme import Theme
from brief.schema import Schema

FORMATS: Final = (".docx", ".pdf", ".html", ".md", ".json")
WITH_DATA: Final = (".docx", ".pdf")  # these get the JSON beside them
_LETTERS: Final = 8  # characters named in a notice
Depth = Literal["core", "full"]


@dataclass(frozen=True)
class Order:
    """What is asked for. `as_of` is an ISO date or ""; `cache` a folder or None; `tell` hears each step.

    `targets` are the files to be written; a source among them is a fault unless `force`.
    `limits` bound what is read of the sources; `jobs` is how many processes parse them.
    """

    paths: tuple[Path, ...]
    schema: Schema
    lexicon: Lexicon
    overrides: Overrides = field(default_factory=Overrides)
    as_of: str = ""
    cache: Path | None = None
    targets: tuple[Path, ...] = ()
    force: bool = False
    limits: Limits = LIMITS
    jobs: int = 1
    tell: Callable[[str], None] = lambda _: None


def read_sources(order: Order) -> tuple[tuple[SourceDocument, ...], tuple[Notice, ...]]:
    """Return the sources as the person knows them, dated and grouped, and what was noticed."""
    from brief.collect import collect  # noqa: PLC0415 - each room loads when its turn comes
    from brief.extract.anchors import date_sources  # noqa: PLC0415
    from brief.reconcile import group_sources  # noqa: PLC0415

    order.tell("Reading sources")
    sources, notices = collect(order.paths, order.lexicon, order.limits)
    sources, skipped = without_targets(sources, order.targets, force=order.force)
    sources = apply_to_sources(order.overrides, sources)
    if not sources:
        place = skipped[0].place if skipped else order.overrides.path
        raise NoSourceError(f"{place}: no source is left to read; give one more, or exclude one less")
    sources = group_sources(date_sources(sources, order.lexicon))
    return apply_groups(order.overrides, sources), (*notices, *skipped)


def read_briefing(order: Order) -> Briefing:
    """Return what the sources say, before any edit of a value; the kept briefing when nothing has changed."""
    order.tell("Reading sources")
    before = _fingerprint(order)
    briefing = _kept(order, before) if before else None
    if briefing is None:
        briefing = _worked_out(order)
        if before and lasting(briefing.notices) and _fingerprint(order) == before:
            _keep(order, before, briefing)
    header = briefing.header.model_copy(update={"as_of": order.as_of or briefing.header.as_of})
    return briefing.model_copy(update={"header": header})


def _worked_out(order: Order) -> Briefing:
    """Return what the sources say, with what was noticed while reading them."""
    from brief.extract import extract  # noqa: PLC0415 - each room loads when its turn comes
    from brief.reconcile import reconcile  # noqa: PLC0415

    sources, notices = read_sources(order)
    order.tell("Extracting")
    with TextStore(order.cache) if order.cache else nullcontext() as store:
        claims = extract(sources, order.schema, order.lexicon, store, order.jobs)
    order.tell("Reconciling")
    briefing = reconcile(claims, sources, order.schema, order.lexicon)
    return briefing.model_copy(update={"notices": (*notices, *briefing.notices)})


def _fingerprint(order: Order) -> str:
    """Return the digest of all that a briefing depends on, "" when none may be kept."""
    if order.cache is None or not order.schema.digest:
        return ""
    edits = (edit.model_dump_json(exclude={"place"}) for edit in order.overrides.sources)
    known = (order.schema.digest, order.lexicon.digest, *edits)
    return fingerprint(order.paths, known, order.targets, order.limits)


def _kept(order: Order, key: str) -> Briefing | None:
    """Return the briefing that was kept, None when there is none or what is kept is broken."""
    with TextStore(order.cache, "briefings") if order.cache else nullcontext() as store:
        kept = store.get(key) if store else None
    try:
        return Briefing.model_validate_json(kept) if kept else None
    except ValueError:
        return None


def _keep(order: Order, key: str, briefing: Briefing) -> None:
    """Keep a briefing; one that holds half a character cannot be, and is worked out each time."""
    try:
        text = briefing.model_dump_json()
        text.encode()
    except ValueError:
        return
    with TextStore(order.cache, "briefings") if order.cache else nullcontext() as store:
        if store:
            store.put(key, text)


def make_briefing(order: Order) -> Outcome:
    """Return the edited briefing and what became of each edit. Raise ContentError when an edit meets nothing."""
    found = read_briefing(order)
    outcome = review_overrides(order.overrides, found, order.schema)
    outcome.check()
    edited = {edit.address for edit in outcome.applied}
    briefing = remember(found, asked_again(found, outcome.briefing, edited, order.schema))
    outcome.briefing = briefing.model_copy(update={"inputs": _digests(order)})
    return outcome


def _digests(order: Order) -> dict[str, str]:
    """Return what a run depends on beside its sources, so that two briefings can be told apart by it."""
    edits = order.overrides.text
    digests = {"brief": __version__, "schema": order.schema.digest, "lists": order.lexicon.digest}
    return digests | ({"overrides": hashlib.sha256(edits.encode()).hexdigest()} if edits else {})


@dataclass(frozen=True)
class Appearance:
    """How the files look: a theme by its name or file, a Word template. `warn` hears what could not be drawn."""

    theme: str = "plain"
    template: Path | None = None
    warn: Callable[[str], None] = lambda _: None


def render(
    briefing: Briefing, order: Order, targets: Sequence[Path], depth: Depth, look: Appearance | None = None
) -> list[tuple[Path, bytes]]:
    """Return each target with its bytes, the JSON beside every Word and PDF file among them."""
    from brief.render.data import write_json  # noqa: PLC0415 - each writer loads when its turn comes
    from brief.render.theme_file import load_theme  # noqa: PLC0415

    look = look or Appearance()
    theme = load_theme(look.theme)

    order.tell("Rendering")
    data = write_json(briefing, order.schema)
    asked = with_sidecars(targets)
    if all(target.suffix.lower() == ".json" for target in asked):
        return [(target, data) for target in asked]
    from brief.render.layout import lay_out  # noqa: PLC0415 - the same

    document = lay_out(briefing, order.schema, order.lexicon, depth, theme.dates)
    return [(target, _written(target.suffix.lower(), document, data, theme, look)) for target in asked]


def _written(form: str, document: Document, data: bytes, theme: Theme, look: Appearance) -> bytes:
    """Return the document in one of the formats; each writer loads when it is needed."""
    if form == ".docx":
        from brief.render.word import write_docx  # noqa: PLC0415 - python-docx only for Word

        return write_docx(document, data, theme, _bytes_of(look.template) if look.template else None)
    if form == ".pdf":
        from brief.render.pdf import advice, undrawn, write_pdf  # noqa: PLC0415 - reportlab only for PDF

        letters = undrawn(document)
        if letters:
            lacking = f"the PDF writes out {len(letters)} characters that its fonts lack: {_listed(letters)}"
            look.warn(lacking + advice(letters))
        return write_pdf(document, data, theme)
    if form == ".html":
        from brief.render.webpage import write_html  # noqa: PLC0415 - the same

        return write_html(document, theme)
    if form == ".md":
        from brief.render.plain import write_markdown  # noqa: PLC0415 - the same

        return write_markdown(document)
    return data


def _listed(letters: Sequence[str]) -> str:
    """Return the first characters by their codes, as they stand on the page."""
    shown = ", ".join(f"U+{ord(letter):04X}" for letter in letters[:_LETTERS])
    return f"{shown}, …" if len(letters) > _LETTERS else shown


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as err:
        raise UsageError(
            f"--template {path}: cannot be read ({(err.strerror or '').lower()}); check the name"
        ) from err


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
