"""The commands that change the file of a person's edits: `overrides set`, `add`, `hide`, `prune`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from brief.commands.generate import DEFAULT_DATA, DEFAULT_SCHEMA, LimitFlags, SchemaName, Sources
from brief.commands.overrides import BriefingFile, held_to, overrides_app, reviewed, schema_of
from brief.commands.overrides import EditsFile as Checked
from brief.commands.screen import Screen, count
from brief.errors import UsageError

if TYPE_CHECKING:
    from brief.edits import Editor, Wish
    from brief.model import Briefing
    from brief.output import Hold
    from brief.schema import Schema

EditsFile = Annotated[
    Path,
    typer.Option(
        "-r",
        "--overrides",
        metavar="FILE",
        envvar="BRIEF_OVERRIDES",
        help="YAML of a person's edits; made when missing.",
    ),
]
Address = Annotated[str, typer.Argument(metavar="ADDRESS", help="section/record/field, as explain shows it.")]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason.")]
By = Annotated[
    str, typer.Option("--by", metavar="NAME", envvar="BRIEF_BY", help="Who makes the edit.", show_envvar=True)
]
BOM = "\ufeff"
edits_app = overrides_app  # the commands below join those that check


@overrides_app.command(
    "set",
    short_help="Set a value.",
    epilog='Example: brief overrides set detainees/jane-example/charge espionage -r visit.yaml --by "J. Doe"',
)
def set_value(  # noqa: PLR0913 - one parameter per option of the command line
    ctx: typer.Context,
    *,
    address: Address,
    values: Annotated[
        list[str] | None, typer.Argument(metavar="VALUE", help="The value; several for a list.", show_default=False)
    ] = None,
    overrides: EditsFile,
    why: Why = "",
    by: By = "",
    resolve: Annotated[
        bool, typer.Option("--resolve", help="VALUE is the right one of those that the sources give.")
    ] = False,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="VALUE was checked; it is held to when the sources turn.")
    ] = False,
    note: Annotated[bool, typer.Option("--note", help="VALUE is a remark on what stands there.")] = False,
    briefing: BriefingFile = None,
    schema: SchemaName = DEFAULT_SCHEMA,
) -> None:
    """Set a value, or resolve, confirm or remark on one; every other character of the file stays.

    What the sources say today is kept beside it, from -b or from output/briefing.json, so that you are told when
    they say something else. The header, texts, sources and markings are set too: briefing/from, texts/purpose,
    sources/FILE/published, marks/ADDRESS.
    """
    asked: list[Literal["resolve", "confirm", "note"]] = []
    asked += ["resolve"] if resolve else []
    asked += ["confirm"] if confirm else []
    asked += ["note"] if note else []
    if len(asked) > 1 or not values or (note and len(values) > 1):
        raise UsageError("overrides set takes a value, and one of --resolve, --confirm and --note at most")
    work = Work.on(ctx, overrides, briefing, schema)
    plain = address.split("/")[0] in {"briefing", "texts", "sources", "marks"}
    wish = work.wish(address, asked[0] if asked else "set", values, why, "" if plain else by)
    work.save(work.editor.with_field(work.text, wish), address)


@overrides_app.command(
    short_help="Add a record or a value.",
    epilog='Example: brief overrides add agenda "topic=Grain corridor" priority=high -r visit.yaml --by "J. Doe"',
)
def add(  # noqa: PLR0913 - one parameter per option of the command line
    ctx: typer.Context,
    *,
    address: Annotated[
        str, typer.Argument(metavar="ADDRESS", help="A section, for a record; section/record/field, for a value.")
    ],
    values: Annotated[list[str], typer.Argument(metavar="VALUE", help="field=value of a record; else values.")],
    overrides: EditsFile,
    why: Why = "",
    by: By = "",
    briefing: BriefingFile = None,
    schema: SchemaName = DEFAULT_SCHEMA,
) -> None:
    """Add a record to a section, or one more value to a list; every other character of the file stays."""
    work = Work.on(ctx, overrides, briefing, schema)
    if "/" in address:
        made = work.editor.with_field(work.text, work.wish(address, "add", values, why, by))
    else:
        fields: dict[str, tuple[str, ...]] = {}
        for value in values:
            name, equals, text = value.partition("=")
            if not equals:
                raise UsageError(f"{value}: a record is given as field=value; write topic={value} or the like")
            fields[name] = (*fields.get(name, ()), text)
        made = work.editor.with_record(work.text, address, fields, work.wish(address, "add", (), why, by))
    work.save(made, address)


@overrides_app.command(
    short_help="Hide a value, a record or a section.",
    epilog='Example: brief overrides hide detainees/jane-example/charge -r visit.yaml --why "sub judice"',
)
def hide(  # noqa: PLR0913 - one parameter per option of the command line
    ctx: typer.Context,
    *,
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="section, section/record or with a field.")],
    overrides: EditsFile,
    why: Why = "",
    by: By = "",
    briefing: BriefingFile = None,
    schema: SchemaName = DEFAULT_SCHEMA,
) -> None:
    """Leave something out of the briefing; every other character of the file stays."""
    work = Work.on(ctx, overrides, briefing, schema)
    work.save(work.editor.with_hidden(work.text, work.wish(address, "set", (), why, by)), address)


@overrides_app.command(
    short_help="Take out edits that do nothing.", epilog="Example: brief overrides prune seeds/ -r visit.yaml"
)
def prune(  # noqa: PLR0913 - one parameter per option of the command line
    ctx: typer.Context,
    *,
    overrides: Checked,
    sources: Sources = None,
    briefing: BriefingFile = None,
    schema: SchemaName = DEFAULT_SCHEMA,
    orphaned: Annotated[bool, typer.Option("--orphaned", help="Also edits whose target is gone.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say which.")] = False,
    limit: LimitFlags = None,
) -> None:
    """Take out the edits that the sources have caught up with; every other character of the file stays."""
    from brief.edits import Editor  # noqa: PLC0415 - loads the model

    screen: Screen = ctx.obj.limited(limit)
    held = None if dry_run else held_file(ctx, overrides)
    review = reviewed(screen, overrides, sources, briefing, schema)
    states = ("redundant", "orphaned") if orphaned else ("redundant",)
    text, mark = _read(overrides)
    made, gone = Editor(str(overrides), review.schema).pruned(text, review.fates, states)
    for fate in gone:
        screen.out(f"{fate.place}: {fate.state}: {fate.action} {fate.address}")
    if gone and held:
        held.write([(overrides, (mark + made).encode())])
    for text in review.unread:
        screen.fault(text)
    screen.note(f"{count(len(gone), 'edit')} {'would go' if dry_run else 'taken out'}")
    if review.unread:
        raise typer.Exit(4)


@dataclass(frozen=True)
class Work:
    """A file of edits being changed."""

    screen: Screen
    held: Hold
    path: Path
    text: str
    mark: str
    editor: Editor

    @classmethod
    def on(cls, ctx: typer.Context, path: Path, briefing: Path | None, schema: str) -> Work:
        """Return the file, empty when there is none yet, and what is needed to change it."""
        screen: Screen = ctx.obj
        if briefing is None and DEFAULT_DATA.is_file():
            briefing = DEFAULT_DATA
        loaded, found = held_to(screen, briefing, schema) if briefing else (schema_of(screen, schema), None)
        if found is None:
            screen.note(
                "No briefing to hold the address to; name one with -b, or run brief generate first", "yellow"
            )
        return cls.of(ctx, path, loaded, found)

    @classmethod
    def of(cls, ctx: typer.Context, path: Path, schema: Schema, found: Briefing | None) -> Work:
        """Return the file and what is needed to change it; `found` is what the sources say.

        The file is held until the command ends: two commands at once make both edits.
        """
        from brief.edits import Editor  # noqa: PLC0415 - loads the model
        from brief.overrides_apply import review_overrides  # noqa: PLC0415 - the same
        from brief.overrides_file import read_sheet  # noqa: PLC0415 - the same
        from brief.yamlfile import parse  # noqa: PLC0415 - the same

        held = held_file(ctx, path)
        text, mark = _read(path) if path.exists() else ("", "")
        added: frozenset[str] = frozenset()
        if found is not None:
            edited = review_overrides(read_sheet(parse(text, str(path)), schema), found, schema).briefing
            known = {f"{s.id}/{r.key}" for s in found.sections for r in s.records}
            added = frozenset({f"{s.id}/{r.key}" for s in edited.sections for r in s.records} - known)
        return cls(ctx.obj, held, path, text, mark, Editor(str(path), schema, found, added))

    def wish(
        self,
        address: str,
        doing: Literal["set", "add", "resolve", "confirm", "note"],
        values: list[str] | tuple[()],
        why: str,
        by: str,
    ) -> Wish:
        """Return the edit, made today."""
        from brief.edits import Wish  # noqa: PLC0415 - loads the model

        today = date.today().isoformat()  # noqa: DTZ011 - the day where the person is
        return Wish(address.strip().strip("/"), doing, tuple(values), why, by, today)

    def save(self, made: str, address: str) -> None:
        """Write the file, and say how the edit stands in it."""
        if made == self.text:
            self.screen.note(f"{self.path}: {address} stands there already")
            return
        self.held.write([(self.path, (self.mark + made).encode())])
        self.screen.note(f"Wrote {self.path}; see: brief overrides diff -r {self.path}", "green")


def _read(path: Path) -> tuple[str, str]:
    """Return the text of a file, line ends as they are, and its byte order mark. Raise UsageError, ContentError."""
    from brief import yamlfile  # noqa: PLC0415 - not for --help

    yamlfile.read(path)  # tells what cannot be read
    with path.open(encoding="utf-8", newline="") as file:
        text = file.read()
    return text.removeprefix(BOM), BOM if text.startswith(BOM) else ""


def held_file(ctx: typer.Context, path: Path) -> Hold:
    """Return the right to write a file, until the command ends. Raise OutputError."""
    from brief.output import Hold  # noqa: PLC0415 - not for --help

    return ctx.with_resource(Hold([path]))
