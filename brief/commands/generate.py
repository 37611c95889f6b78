"""The commands that read sources: `generate`, `sources`, `explain`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from brief.commands.screen import Screen, cache_folder, steps
from brief.errors import ContentError, OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from brief.model import Briefing
    from brief.overrides import Outcome
    from brief.pipeline import Order
    from brief.schema import Schema

Sources = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="SOURCES", help="Files and folders to read; seeds/ when none is given.", show_default=False
    ),
]
SchemaName = Annotated[
    str,
    typer.Option(
        "-s", "--schema", metavar="SCHEMA", envvar="BRIEF_SCHEMA", help="Name of a shipped schema, or a path."
    ),
]
OverridesFile = Annotated[
    Path | None,
    typer.Option(
        "-r",
        "--overrides",
        metavar="FILE",
        envvar="BRIEF_OVERRIDES",
        help="YAML of a person's edits.",
        show_default=False,
    ),
]
LimitFlags = Annotated[
    list[str] | None,
    typer.Option(
        "--limit",
        metavar="NAME=N",
        help="Raise a limit on sources, such as file_bytes=50MB; brief doctor --limits lists them.",
        show_default=False,
    ),
]
DEFAULT_SCHEMA = "diplomatic-visit"
MOST_JOBS = 64
DEFAULT_OUTPUT = Path("output/briefing.docx")
SEEDS = Path("seeds")
DEFAULT_DATA = Path("output/briefing.json")


class DepthName(StrEnum):
    """How much of the briefing is set."""

    CORE = "core"
    FULL = "full"


_DEPTHS: dict[DepthName, Literal["core", "full"]] = {DepthName.CORE: "core", DepthName.FULL: "full"}


def generate(  # noqa: PLR0913 - one parameter per option of the command line
    ctx: typer.Context,
    *,
    sources: Sources = None,
    schema: SchemaName = DEFAULT_SCHEMA,
    overrides: OverridesFile = None,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            envvar="BRIEF_OUTPUT",
            help="File to write; its suffix is the format: docx, pdf, html, md, json. May be repeated. "
            "[default: output/briefing.docx]",
            show_default=False,
        ),
    ] = None,
    depth: Annotated[
        DepthName, typer.Option(envvar="BRIEF_DEPTH", help="The core of a few pages, or everything.")
    ] = DepthName.FULL,
    theme: Annotated[
        str,
        typer.Option(
            metavar="NAME|FILE", envvar="BRIEF_THEME", help="The look of the pages: plain, report, or a YAML file."
        ),
    ] = "plain",
    template: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.dotx",
            envvar="BRIEF_TEMPLATE",
            help="Word template whose styles, page and headers are kept.",
            show_default=False,
        ),
    ] = None,
    as_of: Annotated[
        str, typer.Option("--date", metavar="YYYY-MM-DD", help="The day as of which the briefing is made.")
    ] = "",
    since: Annotated[
        Path | None,
        typer.Option(
            "--since",
            metavar="OLD.json",
            help="JSON of an earlier version: count the version up and say what changed.",
            show_default=False,
        ),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Leave with 1 when there is anything to look at.")
    ] = False,
    force: Annotated[
        bool,
        typer.Option("--force", help="Write over a source, an edited Word file, or a JSON that is no briefing."),
    ] = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Read everything anew.")] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Make it again when a source, the schema or the overrides change.")
    ] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing but errors.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON on stdout.")] = False,
    jobs: Annotated[
        int,
        typer.Option(
            metavar="N", min=1, max=MOST_JOBS, envvar="BRIEF_JOBS", help="Processes that parse sources; Linux only."
        ),
    ] = 1,
    limit: LimitFlags = None,
) -> None:
    """Turn sources into a briefing, written as Word, PDF, web page, Markdown or JSON."""
    _check_date(as_of)
    wanted = _Wanted(
        sources,
        schema,
        overrides,
        tuple(output or [DEFAULT_OUTPUT]),
        _DEPTHS[depth],
        as_of,
        not no_cache,
        force,
        theme,
        template,
        read_briefing_file(since) if since else None,
        jobs,
    )
    screen: Screen = replace(ctx.obj.limited(limit), quiet=quiet)
    if not watch:
        if wanted.make(screen, as_json=as_json) and strict:
            raise typer.Exit(1)
        return
    from brief.commands.watching import Watch, keep_making  # noqa: PLC0415 - not for --help

    looked_at = Watch(wanted.read(), [*wanted.targets(), *wanted.remembering()])
    keep_making(screen, looked_at, lambda: wanted.make(screen, as_json=as_json))


@dataclass(frozen=True)
class _Wanted:
    """What `generate` is asked for."""

    sources: list[Path] | None
    schema: str
    overrides: Path | None
    outputs: tuple[Path, ...]
    depth: Literal["core", "full"]
    as_of: str
    cache: bool
    force: bool
    theme: str
    template: Path | None
    since: Briefing | None = None
    jobs: int = 1

    def targets(self) -> list[Path]:
        """Return every file that is written."""
        from brief.pipeline import with_sidecars  # noqa: PLC0415 - loads the model

        return with_sidecars(self.outputs)

    def remembering(self) -> list[Path]:
        """Return the file beside the edits that keeps what they changed from."""
        from brief.overrides_was import beside  # noqa: PLC0415 - loads the model

        return [beside(self.overrides)] if self.overrides else []

    def read(self) -> list[Path]:
        """Return every file and folder on which the result depends."""
        from brief.schema_file import schema_path  # noqa: PLC0415 - loads pydantic

        return [
            *(self.sources or [_example()]),
            schema_path(self.schema),
            *(path for path in (self.overrides, self.template, Path(self.theme)) if path and path.is_file()),
        ]

    def make(self, screen: Screen, *, as_json: bool) -> bool:
        """Write all files and tell of it. Return whether there is anything that a person should look at."""
        from brief.commands.summary import counted, findings, summary  # noqa: PLC0415 - loads the model
        from brief.output import Hold  # noqa: PLC0415 - the same
        from brief.pipeline import Appearance, make_briefing, render  # noqa: PLC0415 - the same
        from brief.safekeeping import left_out, with_what_was_written  # noqa: PLC0415 - the same

        targets = self.targets()
        with Hold(targets) as held, steps(screen) as run:
            self._check(targets)
            warnings = [] if self.overrides else left_out(targets)
            look = Appearance(self.theme, self.template, warnings.append)
            order = order_for(screen, self.sources, self.schema, self.overrides, cache=self.cache, tell=run.tell)
            order = replace(order, as_of=self.as_of, targets=tuple(targets), force=self.force, jobs=self.jobs)
            outcome = make_briefing(order)
            if self.since:
                outcome.briefing = _counted_up(outcome.briefing, self.since, order)
            files = with_what_was_written(render(outcome.briefing, order, targets, self.depth, look))
            run.tell("Writing")
            held.write([*files, *self._remembered(outcome, order.schema, warnings)])
        if as_json:
            screen.out(counted(outcome, targets, run.seconds))
        for line, style in summary(outcome, targets, run.seconds):
            screen.note(line, style)
        for warning in warnings:
            screen.note(f"! {warning}", "yellow")
        return findings(outcome)

    def _remembered(self, outcome: Outcome, schema: Schema, warnings: list[str]) -> list[tuple[Path, bytes]]:
        """Return what is written beside the edits; a briefing does not fail where nothing can be."""
        from brief.overrides_was import renewed  # noqa: PLC0415 - loads the model

        try:
            return renewed(self.overrides, outcome.briefing.as_found(), schema, outcome) if self.overrides else []
        except OutputError as err:
            warnings.append(f"{err}; till then edits that keep no was go stale in silence")
            return []

    def _check(self, targets: list[Path]) -> None:
        """Raise UsageError for what must not be written over, before any work is done."""
        from brief.inputs import is_briefing  # noqa: PLC0415 - loads the model
        from brief.render.theme_file import load_theme  # noqa: PLC0415 - the same
        from brief.safekeeping import changed_by_hand  # noqa: PLC0415 - the same

        load_theme(self.theme)
        if self.template and not self.template.is_file():
            raise UsageError(f"--template {self.template}: is no file; give a .dotx or .docx")
        for target in targets:
            if target not in self.outputs and target.exists() and not (self.force or is_briefing(target)):
                mend = "choose another name, or --force"
                raise UsageError(f"{target}: goes with the output and is no briefing; {mend}")
        edited = [] if self.force else changed_by_hand(targets)
        if edited:
            edits = self.overrides or "edits.yaml"
            mend = f"take it over with: brief overrides import {edited[0]} -r {edits}; or --force"
            raise UsageError(f"{edited[0]}: was changed by hand since it was written; {mend}")


def _counted_up(briefing: Briefing, old: Briefing, order: Order) -> Briefing:
    """Return the briefing as the version after an older one. Raise UsageError for a briefing of another kind."""
    from brief.diffing import with_changes  # noqa: PLC0415 - only where it is asked for

    if old.schema_id != briefing.schema_id:
        raise UsageError(f"--since: made with the schema {old.schema_id}; give a briefing of {briefing.schema_id}")
    return with_changes(briefing, old, order.overrides.header.get("version", ""))


def sources(  # noqa: PLR0913 - one parameter per option of the command line
    ctx: typer.Context,
    *,
    sources: Sources = None,
    overrides: OverridesFile = None,
    text: Annotated[
        str, typer.Option("--text", metavar="ID", help="Print the text of one source with its layers.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the table as JSON.")] = False,
    limit: LimitFlags = None,
) -> None:
    """Show what was read: title, publisher, date and how it is known, wire group, language, share kept."""
    from brief.commands.summary import layered, source_table, sources_as_json  # noqa: PLC0415 - loads the model
    from brief.pipeline import read_sources  # noqa: PLC0415 - the same

    screen: Screen = ctx.obj.limited(limit)
    with steps(screen) as run:
        found, notices = read_sources(order_for(screen, sources, DEFAULT_SCHEMA, overrides, tell=run.tell))
    if text:
        chosen = next((source for source in found if text in {source.id, source.path}), None)
        if chosen is None:
            raise UsageError(f"--text {text}: no source is called so; there are {', '.join(s.id for s in found)}")
        screen.out(layered(chosen))
        return
    screen.out(sources_as_json(found, notices) if as_json else source_table(found))
    for notice in notices:
        screen.note(f"! {notice.place}: {notice.message}", "yellow")


def explain(  # noqa: PLR0913 - one parameter per option of the command line
    ctx: typer.Context,
    *,
    address: Annotated[str, typer.Argument(help="section, section/record or section/record/field.")],
    sources: Sources = None,
    briefing: Annotated[
        Path | None,
        typer.Option("-b", "--briefing", metavar="FILE", help="JSON of a briefing.", show_default=False),
    ] = None,
    schema: SchemaName = DEFAULT_SCHEMA,
    overrides: OverridesFile = None,
    limit: LimitFlags = None,
) -> None:
    """Show why a value is there: its words in their sentences, sources, offsets, and what disputes it."""
    from brief.explain import explain as reason  # noqa: PLC0415 - loads the model
    from brief.inputs import with_texts  # noqa: PLC0415 - the same
    from brief.lexicon import load_lexicon  # noqa: PLC0415 - loads the lists
    from brief.pipeline import make_briefing  # noqa: PLC0415 - the same

    screen: Screen = ctx.obj.limited(limit)
    if briefing and sources:
        raise UsageError("explain takes sources or a briefing (-b), not both; leave one out")
    if not sources and not briefing and DEFAULT_DATA.is_file():
        briefing = DEFAULT_DATA
        screen.note(f"From {briefing}; name sources, or -b FILE, for another")
    with steps(screen) as run:
        if briefing:
            run.tell("Reading")
            found = with_texts(read_briefing_file(briefing), load_lexicon(), screen.settings.limits)
        else:
            found = make_briefing(order_for(screen, sources, schema, overrides, tell=run.tell)).briefing
    screen.out(reason(found, address))


def order_for(  # noqa: PLR0913 - what every command of this kind is given
    screen: Screen,
    sources: list[Path] | None,
    schema: str,
    overrides: Path | None,
    *,
    cache: bool = True,
    tell: Callable[[str], None] = lambda _: None,
) -> Order:
    """Return the order for sources, schema and overrides as they were named. Raise the faults in each."""
    from brief.lexicon import load_lexicon  # noqa: PLC0415 - loads the lists
    from brief.overrides import Overrides  # noqa: PLC0415 - loads the model
    from brief.overrides_file import load_overrides  # noqa: PLC0415 - the same
    from brief.pipeline import Order  # noqa: PLC0415 - the same
    from brief.schema_file import load_schema  # noqa: PLC0415 - the same

    paths = sources or [_example()]
    if not sources and not SEEDS.is_dir():
        screen.note("No sources are named and there is no seeds/ here: reading the example that ships with brief")
    lexicon = load_lexicon()
    loaded = load_schema(schema, lexicon)
    return Order(
        paths=tuple(paths),
        schema=loaded,
        lexicon=lexicon,
        overrides=load_overrides(overrides, loaded) if overrides else Overrides(),
        cache=cache_folder(screen.settings) if cache else None,
        limits=screen.settings.limits,
        tell=tell,
    )


def _example() -> Path:
    """Return the folder that is read when no source is named."""
    from brief.lexicon import data_folder  # noqa: PLC0415 - loads the lists

    return SEEDS if SEEDS.is_dir() else data_folder("seeds")


def read_briefing_file(path: Path) -> Briefing:
    """Return the briefing of a JSON file. Raise UsageError or ContentError."""
    from brief.render.data import read_json  # noqa: PLC0415 - loads the model

    try:
        raw = path.read_bytes()
    except OSError as err:
        raise UsageError(f"{path}: cannot be read ({err.strerror}); give the .json beside a briefing") from err
    try:
        return read_json(raw)
    except ContentError as err:
        raise ContentError([f"{path}: {fault}" for fault in err.faults]) from err


def _check_date(text: str) -> None:
    try:
        if text and date.fromisoformat(text).isoformat() != text:
            raise ValueError  # noqa: TRY301 - both are the same fault
    except ValueError as err:
        raise UsageError(f"--date {text}: no date; write it as 2019-05-14") from err
