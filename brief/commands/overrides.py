"""The commands about a person's edits: `overrides init`, `check`, `diff`."""

from __future__ import annotations

import json
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from brief import __version__
from brief.commands.generate import DEFAULT_SCHEMA, LimitFlags, SchemaName, Sources, order_for, read_briefing_file
from brief.commands.screen import Screen, cache_folder, count, steps
from brief.errors import ContentError, UsageError

if TYPE_CHECKING:
    from brief.faults import Fault
    from brief.model import Briefing, Fate
    from brief.overrides import Outcome, Overrides
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

EditsFile = Annotated[
    Path,
    typer.Option("-r", "--overrides", metavar="FILE", envvar="BRIEF_OVERRIDES", help="YAML of a person's edits."),
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
    limit: LimitFlags = None,
) -> None:
    """Write a YAML file with every address and today's value, commented out, and two files beside it.

    By FILE.schema.json an editor that knows YAML completes addresses, fields and choices. FILE.was.json keeps what
    the sources say today, so that you are told when they say something else where you made an edit.
    """
    from brief.output import probe, write_all  # noqa: PLC0415 - not for --help
    from brief.overrides_init import init_overrides  # noqa: PLC0415 - loads the model
    from brief.overrides_schema import overrides_schema  # noqa: PLC0415 - the same
    from brief.overrides_was import renewed  # noqa: PLC0415 - the same

    screen: Screen = ctx.obj.limited(limit)
    if output and output.exists() and not force:
        raise UsageError(f"{output}: exists and may hold edits; choose another name, or --force")
    beside = output.with_suffix(".schema.json") if output else None
    if beside and beside.exists() and not force and b'"title": "Edits to a briefing' not in beside.read_bytes():
        raise UsageError(f"{beside}: goes with the output and is something else; choose another name, or --force")
    for path in (output, beside):
        if path:
            probe(path)
    loaded, found = _found(screen, sources, briefing, schema)
    text = init_overrides(found, loaded, beside.name if beside else "")
    if output is None or beside is None:
        screen.out(text.rstrip("\n"))
        return
    files = [(output, text.encode()), (beside, overrides_schema(found, loaded).encode())]
    write_all([*files, *renewed(output, found, loaded)])
    given = "".join(f"{path} " for path in sources or ())
    screen.note(f"Wrote {output}; edit it, then: brief generate {given}-r {output}", "green")


@overrides_app.command(
    short_help="Check a file of edits.", epilog="Example: brief overrides check seeds/ -r visit.yaml"
)
def check(  # noqa: PLR0913 - one parameter per option of the command line
    ctx: typer.Context,
    *,
    overrides: EditsFile,
    sources: Sources = None,
    briefing: BriefingFile = None,
    schema: SchemaName = DEFAULT_SCHEMA,
    limit: LimitFlags = None,
) -> None:
    """Say which edits need a person; leave with 4 for errors, 1 when an edit has drifted."""
    screen: Screen = ctx.obj.limited(limit)
    review = reviewed(screen, overrides, sources, briefing, schema)
    for text in review.faults:
        screen.fault(text)
    told = [fate for fate in review.fates if fate.state in {"drifted", "redundant"}]
    for fate, text in zip(told, review.overrides.shown(told), strict=True):
        screen.note(text, "yellow" if fate.state == "drifted" else "")
    screen.note(review.counted())
    if review.exit_code:
        raise typer.Exit(review.exit_code)


@overrides_app.command(
    short_help="Show what each edit changes.", epilog="Example: brief overrides diff seeds/ -r visit.yaml"
)
def diff(  # noqa: PLR0913 - one parameter per option of the command line
    ctx: typer.Context,
    *,
    overrides: EditsFile,
    sources: Sources = None,
    briefing: BriefingFile = None,
    schema: SchemaName = DEFAULT_SCHEMA,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    limit: LimitFlags = None,
) -> None:
    """Show for each edit what the sources said, what they say now and what it makes of it.

    Leave with 4 for errors, 1 when an edit has drifted, as check does.
    """
    screen: Screen = ctx.obj.limited(limit)
    review = reviewed(screen, overrides, sources, briefing, schema)
    shown = list(review.overrides.shown(review.fates))
    if as_json:
        screen.out(review.as_json())
    elif shown:
        screen.out("\n".join(shown))
    told = [text.splitlines()[0].partition(": ")[2] for text in shown]
    for text in review.faults:
        if not any(text.splitlines()[0].partition(": ")[2] in line for line in told):
            screen.fault(text)
    screen.note(review.counted())
    if review.exit_code:
        raise typer.Exit(review.exit_code)


def held_to(screen: Screen, briefing: Path, schema: str) -> tuple[Schema, Briefing]:
    """Return the schema, and what the sources say by a briefing's JSON; nothing that reads sources is loaded."""
    loaded = schema_of(screen, schema)
    found = read_briefing_file(briefing).as_found()
    if found.schema_id != loaded.id:
        raise UsageError(f"{briefing}: made with the schema {found.schema_id}; say -s {found.schema_id}")
    return loaded, found


def schema_of(screen: Screen, name: str) -> Schema:
    """Return the schema of a name or path, from the cache when it was checked before."""
    from brief.cache import TextStore  # noqa: PLC0415 - not for --help
    from brief.lexicon import lists_digest, load_lexicon  # noqa: PLC0415 - loads the YAML reader
    from brief.schema import Schema  # noqa: PLC0415 - loads pydantic
    from brief.schema_file import load_schema, schema_digest  # noqa: PLC0415 - the same

    digest = schema_digest(name, lists_digest())
    key = f"schema {__version__} {digest}"
    folder = cache_folder(screen.settings)
    with TextStore(folder) if folder else nullcontext() as store:
        known = store.get(key) if store and digest else None
        if known is not None:
            try:
                return Schema.model_validate_json(known)
            except ValueError:  # of another making
                pass
        made = load_schema(name, load_lexicon())
        if store:
            store.put(key, made.model_dump_json(by_alias=True))
    return made


def _found(
    screen: Screen, sources: list[Path] | None, briefing: Path | None, schema: str
) -> tuple[Schema, Briefing]:
    """Return the schema and what the sources say: by a briefing's JSON, or read from sources."""
    if briefing is not None:
        if sources:
            raise UsageError("overrides take sources or a briefing (-b), not both; leave one out")
        return held_to(screen, briefing, schema)
    from brief.pipeline import read_briefing  # noqa: PLC0415 - loads the model

    with steps(screen) as run:
        order = order_for(screen, sources, schema, None, tell=run.tell)
        return order.schema, read_briefing(order)


@dataclass(frozen=True)
class Review:
    """A file of edits held to a briefing: what became of each edit, every fault in words.

    `unread` are those faults that keep a part of the file from being understood.
    """

    overrides: Overrides
    outcome: Outcome
    faults: tuple[str, ...]
    schema: Schema
    unread: tuple[str, ...] = ()

    @property
    def fates(self) -> tuple[Fate, ...]:
        """Return what became of each edit, in the order of the file."""
        return self.outcome.briefing.edits

    @property
    def exit_code(self) -> int:
        """Return 4 for errors, 1 for drift, else 0."""
        return 4 if self.faults else int(bool(self.outcome.drifted))

    def counted(self) -> str:
        """Return how many errors there are, and how many edits of each kind."""
        outcome = self.outcome
        counts = [f"{count(len(self.faults), 'error')}, {count(len(outcome.applied), 'edit')} applied"]
        counts += [f"{len(outcome.redundant)} redundant"] if outcome.redundant else []
        counts += [f"{len(outcome.drifted)} drifted"] if outcome.drifted else []
        return ", ".join(counts)

    def as_json(self) -> str:
        """Return edits and faults for programs."""
        edits = [fate.model_dump() for fate in self.fates]
        return json.dumps({"edits": edits, "faults": list(self.faults)}, ensure_ascii=False, indent=2)


def reviewed(
    screen: Screen, overrides: Path, sources: list[Path] | None, briefing: Path | None, schema: str
) -> Review:
    """Return what becomes of the edits of a file, held to sources or to a briefing's JSON."""
    from brief import yamlfile  # noqa: PLC0415 - not for --help
    from brief.overrides_apply import review_overrides  # noqa: PLC0415 - loads the model
    from brief.overrides_file import examine  # noqa: PLC0415 - the same
    from brief.overrides_sources import apply_to_sources  # noqa: PLC0415 - the same
    from brief.overrides_was import with_was  # noqa: PLC0415 - the same

    wrong: list[str] = []
    if briefing:
        loaded, found = _found(screen, sources, briefing, schema)
        edits, faults = examine(yamlfile.read(overrides), loaded)
        edits = with_was(edits, overrides)
        try:
            apply_to_sources(edits, found.sources)
        except ContentError as err:
            wrong = list(err.faults)
    else:
        edits, faults, found, wrong, loaded = _from_sources(screen, overrides, sources, schema)
    outcome = review_overrides(edits, found, loaded)
    told = {(fault.line, fault.column): fault.text for fault in [*outcome.faults, *faults]}
    unread = tuple(fault.text for fault in sorted(faults))
    return Review(edits, outcome, (*wrong, *(told[place] for place in sorted(told))), loaded, unread)


def _from_sources(
    screen: Screen, overrides: Path, sources: list[Path] | None, schema: str
) -> tuple[Overrides, list[Fault], Briefing, list[str], Schema]:
    """Return the edits of a file, its faults, what the sources say as the person dates and groups them."""
    from brief import yamlfile  # noqa: PLC0415 - not for --help
    from brief.overrides_file import examine  # noqa: PLC0415 - loads the model
    from brief.overrides_was import with_was  # noqa: PLC0415 - the same
    from brief.pipeline import read_briefing  # noqa: PLC0415 - the same

    with steps(screen) as run:
        order = order_for(screen, sources, schema, None, tell=run.tell)
        edits, faults = examine(yamlfile.read(overrides), order.schema)
        edits = with_was(edits, overrides)
        try:
            return edits, faults, read_briefing(replace(order, overrides=edits)), [], order.schema
        except ContentError as err:
            return edits, faults, read_briefing(order), list(err.faults), order.schema
