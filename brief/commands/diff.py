"""The command `diff`: what changed between two briefings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from brief.commands.generate import read_briefing_file
from brief.commands.screen import Screen


def diff(
    ctx: typer.Context,
    *,
    old: Annotated[Path, typer.Argument(metavar="OLD", help="JSON of the earlier briefing.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="JSON of the later one.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the changes as JSON.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Leave with 1 when there is a change.")] = False,
) -> None:
    """Show what is new, gone, changed, newly corroborated, disputed or settled from one briefing to another."""
    from brief.diffing import compare  # noqa: PLC0415 - loads the model

    screen: Screen = ctx.obj
    found = compare(read_briefing_file(old), read_briefing_file(new))
    screen.out(found.as_json() if as_json else "\n".join(found.lines()))
    if strict and found:
        raise typer.Exit(1)
