"""The commands about schemas: `schema list`, `show`, `check`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from brief.commands.screen import Screen, count, steps

if TYPE_CHECKING:
    from brief.schema import Schema
    from brief.yamlfile import Loc

schema_app = typer.Typer(
    help="The shipped schemas; check one of your own.",
    no_args_is_help=True,
    rich_markup_mode=None,
    epilog="Example: brief schema check schemas/diplomatic-visit.yaml",
)

SchemaFile = Annotated[str, typer.Argument(metavar="SCHEMA", help="Name of a shipped schema, or a path.")]


@schema_app.command("list", epilog="Example: brief schema list")
def list_all(ctx: typer.Context) -> None:
    """List the shipped schemas with their titles and sections."""
    from brief.lexicon import load_lexicon  # noqa: PLC0415 - loads the lists
    from brief.schema_file import list_schemas, load_schema  # noqa: PLC0415 - loads pydantic

    screen: Screen = ctx.obj
    lexicon = load_lexicon()
    for name in list_schemas():
        schema = load_schema(name, lexicon)
        screen.out(f"{name}  {schema.version}  {', '.join(section.id for section in schema.sections)}")


@schema_app.command(epilog="Example: brief schema show diplomatic-visit > my-visit.yaml")
def show(ctx: typer.Context, schema: SchemaFile) -> None:
    """Print a schema's YAML, to read or to begin one of your own."""
    from brief.schema_file import schema_path  # noqa: PLC0415 - loads pydantic

    screen: Screen = ctx.obj
    screen.out(schema_path(schema).read_text(encoding="utf-8").rstrip("\n"))


@schema_app.command(
    short_help="Check a schema and run its examples.", epilog="Example: brief schema check my-visit.yaml"
)
def check(
    ctx: typer.Context,
    *,
    schema: SchemaFile,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Show what each pattern means.")] = False,
) -> None:
    """Check keys, names, slots and choices of a schema, compile its patterns, run its examples.

    Leave with 4 when the file has faults, with 1 when a pattern can never match or an example fails.
    """
    from brief.extract.check import check_schema  # noqa: PLC0415 - loads the language pipeline
    from brief.lexicon import load_lexicon  # noqa: PLC0415 - loads the lists
    from brief.schema_file import load_schema, node_at, open_schema  # noqa: PLC0415 - loads pydantic

    screen: Screen = ctx.obj
    lexicon = load_lexicon()
    loaded = load_schema(schema, lexicon)
    with steps(screen) as run:
        run.tell("Compiling patterns and running examples")
        patterns, examples = check_schema(loaded, lexicon)
    sheet, places = open_schema(schema), _places(loaded)
    faults = [
        sheet.fault(node_at(sheet.root, places[p.section, p.index]), problem, "say it in another way")
        for p in patterns
        for problem in p.problems
    ]
    for example in examples:
        at = node_at(sheet.root, (*places[example.section, -1], "examples", example.index))
        faults += [sheet.fault(at, fault, "mend a pattern, or the example") for fault in example.faults]
    if verbose:
        for report in patterns:
            screen.out(f"{report.section}  {report.say}\n    {report.means}")
    for fault in sorted(set(faults)):
        screen.fault(fault.text)
    wrong = f"{count(len(set(faults)), 'fault')} in " if faults else "no faults in "
    counted = (
        count(len(loaded.sections), "section"),
        count(sum(n >= 0 for _, n in places), "pattern"),
        count(len(examples), "example"),
    )
    screen.note(f"{schema}: {wrong}{', '.join(counted)}")
    if faults:
        raise typer.Exit(1)


def _places(schema: Schema) -> dict[tuple[str, int], Loc]:
    """Return where each pattern stands in the file, by section and number; -1 is the section itself."""
    actors = ((name, index) for name, actor in schema.actors.items() for index in range(len(actor.find)))
    places: dict[tuple[str, int], Loc] = {
        ("@actors", number): ("actors", name, "find", index) for number, (name, index) in enumerate(actors)
    }
    for at, section in enumerate(schema.sections):
        places[section.id, -1] = ("sections", at)
        places |= {(section.id, n): ("sections", at, "find", n) for n in range(len(section.find))}
    return places
