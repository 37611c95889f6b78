"""The commands about schemas: `schema list`, `show`, `check`."""

from __future__ import annotations

from typing import Annotated

import typer

from brief.commands.screen import Screen

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


@schema_app.command(epilog="Example: brief schema check my-visit.yaml")
def check(ctx: typer.Context, schema: SchemaFile) -> None:
    """Check a schema: keys, names, slots and choices."""
    from brief.lexicon import load_lexicon  # noqa: PLC0415 - loads the lists
    from brief.schema_file import load_schema  # noqa: PLC0415 - loads pydantic

    screen: Screen = ctx.obj
    loaded = load_schema(schema, load_lexicon())
    patterns = sum(len(section.find) for section in loaded.sections) + sum(
        len(a.find) for a in loaded.actors.values()
    )
    fields = sum(len(section.fields) for section in loaded.sections)
    screen.out(f"{schema}: no faults in {len(loaded.sections)} sections, {fields} fields, {patterns} patterns")
