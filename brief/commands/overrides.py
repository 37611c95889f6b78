"""The commands about a person's edits: `overrides init`, `check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from brief.commands.generate import DEFAULT_SCHEMA, SchemaName, Sources, order_for, read_briefing_file
from brief.commands.screen import Screen, count, steps
from brief.errors import ContentError, UsageError

if TYPE_CHECKING:
    from brief.model import Briefing
    from brief.overrides import Outcome, Overrides
    from brief.pipeline import Order
    from brief.schema import Schema

overrides_app = typer.Typer(
    help="The YAML file of a person's edits.",
    no_args_is_help=True,
    rich_markup_mode=None,
    epilog="Example: brief overrides init seeds/ -o visit.yaml",
)

BriefingFile = Annotated[
    Path | None,
    typer.Option(
        "-b", "--briefing", metavar="FILE", help="JSON of a briefing, instead of sources.", show_default=False
    ),
]


@overrides_app.command(
    short_help="Write a file to edit.", epilog="Example: brief overrides init seeds/ -o visit.yaml"
)
def init(  # noqa: PLR0913 - one parameter per option of the command line
    ctx: typer.Context,
    *,
    sources: Sources = None,
    briefing: BriefingFile = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="FILE", help="File to write; stdout when left out.", show_default=False
        ),
    ] = None,
    schema: SchemaName = DEFAULT_SCHEMA,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that exists.")] = False,
) -> None:
    """Write a YAML file with every address and today's value, commented out."""
    from brief.output import probe, write_all  # noqa: PLC0415 - not for --help
    from brief.overrides_init import init_overrides  # noqa: PLC0415 - loads the model

    screen: Screen = ctx.obj
    if output and output.exists() and not force:
        raise UsageError(f"{output}: exists and may hold edits; choose another name, or --force")
    if output:
        probe(output)
    with steps(screen) as run:
        order = order_for(screen, sources, schema, None, tell=run.tell)
        text = init_overrides(_found(order, sources, briefing), order.schema)
    if output is None:
        screen.out(text.rstrip("\n"))
        return
    write_all([(output, text.encode())])
    given = "".join(f"{path} " for path in sources or ())
    screen.note(f"Wrote {output}; edit it, then: brief generate {given}-r {output}", "green")


@overrides_app.command(
    short_help="Check a file of edits.", epilog="Example: brief overrides check seeds/ -r visit.yaml"
)
def check(
    ctx: typer.Context,
    *,
    overrides: Annotated[Path, typer.Option("-r", "--overrides", metavar="FILE", help="YAML of a person's edits.")],
    sources: Sources = None,
    briefing: BriefingFile = None,
    schema: SchemaName = DEFAULT_SCHEMA,
) -> None:
    """Say what becomes of each edit; leave with 4 for errors, 1 when an edit has drifted."""
    from brief import yamlfile  # noqa: PLC0415 - not for --help
    from brief.overrides_file import examine  # noqa: PLC0415 - loads the model

    screen: Screen = ctx.obj
    with steps(screen) as run:
        order = order_for(screen, sources, schema, None, tell=run.tell)
        edits, faults = examine(yamlfile.read(overrides), order.schema)
        outcome, wrong = _reviewed(edits, order, sources, briefing)
    told = {(fault.line, fault.column): fault.text for fault in [*outcome.faults, *faults]}
    texts = [*wrong, *(told[place] for place in sorted(told))]
    for text in texts:
        screen.fault(text)
    for notice in outcome.drifted:
        screen.note(f"{notice.place}: {notice.message}", "yellow")
    for edit in outcome.redundant:
        screen.note(f"{edit.place}: {edit.address} is redundant, the sources say the same; the edit may go")
    counts = [f"{count(len(texts), 'error')}, {count(len(outcome.applied), 'edit')} applied"]
    counts += [f"{len(outcome.redundant)} redundant"] if outcome.redundant else []
    counts += [f"{len(outcome.drifted)} drifted"] if outcome.drifted else []
    screen.note(", ".join(counts))
    if texts or outcome.drifted:
        raise typer.Exit(4 if texts else 1)


def _found(order: Order, sources: list[Path] | None, briefing: Path | None) -> Briefing:
    """Return the briefing to edit: from its JSON, or made from sources."""
    from brief.pipeline import read_briefing  # noqa: PLC0415 - loads the model

    if briefing is None:
        return read_briefing(order)
    if sources:
        raise UsageError("overrides take sources or a briefing (-b), not both; leave one out")
    return _matching(read_briefing_file(briefing), briefing, order.schema)


def _matching(found: Briefing, path: Path, schema: Schema) -> Briefing:
    if found.schema_id != schema.id:
        raise UsageError(f"{path}: made with the schema {found.schema_id}; say -s {found.schema_id}")
    return found


def _reviewed(
    edits: Overrides, order: Order, sources: list[Path] | None, briefing: Path | None
) -> tuple[Outcome, list[str]]:
    """Return the fate of every edit, and the faults in what is said of sources."""
    from dataclasses import replace  # noqa: PLC0415 - with the others

    from brief.overrides_apply import review_overrides  # noqa: PLC0415 - loads the model
    from brief.overrides_sources import apply_to_sources  # noqa: PLC0415 - the same

    wrong: list[str] = []
    if briefing:
        found = _found(order, sources, briefing)
        try:
            apply_to_sources(edits, found.sources)
        except ContentError as err:
            wrong = list(err.faults)
    else:
        try:
            found = _found(replace(order, overrides=edits), sources, None)
        except ContentError as err:
            wrong = list(err.faults)
            found = _found(order, sources, None)
    return review_overrides(edits, found, order.schema), wrong
