"""The command `attach`: a rendered briefing into an existing report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from brief.commands.screen import Screen
from brief.errors import UsageError

KINDS = (".docx", ".pdf")


def attach(
    ctx: typer.Context,
    *,
    report: Annotated[Path, typer.Argument(metavar="REPORT", help="The report, a Word or PDF file.")],
    briefing: Annotated[
        Path, typer.Argument(metavar="BRIEFING", help="The briefing, in the format of the report.")
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="File to write; without it the report itself, a .bak kept.",
            show_default=False,
        ),
    ] = None,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="Title of the annex.")] = "",
) -> None:
    """Put a briefing into a report, as an annex at its end; an earlier one is replaced."""
    from brief.output import probe, write_all  # noqa: PLC0415 - not for --help

    screen: Screen = ctx.obj
    kind = _kind(report, briefing, output)
    target = output or report
    probe(target)

    host, annex = _read(report), _read(briefing)
    from brief.attach import attach as attached  # noqa: PLC0415 - loads pikepdf or python-docx

    made = attached(host, annex, kind, title=title)
    backup = [] if output else [(report.with_name(report.name + ".bak"), host)]
    write_all([*backup, (target, made)])
    screen.note(f"Wrote {target}" + (f"; the old report is {backup[0][0]}" if backup else ""), "green")


def _kind(report: Path, briefing: Path, output: Path | None) -> str:
    """Return the common format. Raise UsageError when the files do not go together."""
    kind = report.suffix.lower()
    if kind not in KINDS:
        raise UsageError(f"{report}: a report is a .docx or .pdf file; save it as one of these")
    if briefing.suffix.lower() != kind:
        mend = f"make the briefing with: brief generate -o {briefing.with_suffix(kind)}"
        raise UsageError(f"{briefing}: the report is a {kind} file, the briefing is not; {mend}")
    if output and output.suffix.lower() != kind:
        raise UsageError(
            f"{output}: the result is a {kind} file as the report; write to {output.with_suffix(kind)}"
        )
    return kind


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as err:
        raise UsageError(f"{path}: cannot be read ({(err.strerror or '').lower()}); check the name") from err
