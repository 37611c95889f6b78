"""The commands `attach` and `detach`: a rendered briefing into an existing report, and out again."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from brief.commands.forms import Look, in_format, read
from brief.commands.generate import DepthName
from brief.commands.screen import Screen
from brief.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from brief.attach import Attached
    from brief.output import Hold

PDF = ".pdf"
KINDS = (".docx", PDF)
Report = Annotated[Path, typer.Argument(metavar="REPORT", help="The report, a Word or PDF file.")]
Output = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="File to write; without it the report itself, a .bak kept.",
        show_default=False,
    ),
]
Password = Annotated[
    str,
    typer.Option(
        "--password",
        metavar="TEXT",
        envvar="PDF_PASSWORD",
        show_envvar=False,
        help="Password of a PDF report. On a terminal it is asked for; scripts may set PDF_PASSWORD.",
        show_default=False,
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would happen where; write nothing.")]
_TRIES = 3  # at a password


def attach(  # noqa: PLR0913 - one parameter per option of the command line
    ctx: typer.Context,
    *,
    report: Report,
    briefing: Annotated[
        Path,
        typer.Argument(
            metavar="BRIEFING",
            help="The briefing: .docx or .pdf as the report, or any other of its files with its .json beside it, "
            "from which it is then set in the format of the report.",
        ),
    ],
    output: Output = None,
    at: Annotated[
        str,
        typer.Option(
            "--at",
            metavar="PLACE",
            help='Where: "end"; in a Word file a heading, after whose text it goes, a bookmark or a placeholder; '
            'in a PDF "page N", after which it goes. Without it at the end, or where the earlier annex stood.',
            show_default=False,
        ),
    ] = "",
    title: Annotated[
        str,
        typer.Option(
            "--title",
            metavar="TEXT",
            help='Title of the annex. In "Annex #: Visit" the # becomes the next letter that is free in the '
            'report; "auto" is "Annex # — " and the title of the briefing.',
            show_default=False,
        ),
    ] = "",
    portion: Annotated[
        str,
        typer.Option(
            "--portion",
            metavar="MARK",
            help='Portion mark before the title: U gives "(U) Annex A".',
            show_default=False,
        ),
    ] = "",
    stamp: Annotated[
        str,
        typer.Option(
            "--stamp",
            metavar="TEXT",
            help='Stamp at the top right of every page of the annex; "auto" is its letter: "Annex A".',
            show_default=False,
        ),
    ] = "",
    embed: Annotated[
        bool,
        typer.Option(
            "--embed",
            help="Put the briefing in as a file instead of pages: into a PDF as an attached file that adds to "
            "it, into Word as an icon, a double click on which opens it.",
        ),
    ] = False,
    schema: Annotated[
        str,
        typer.Option(
            "-s", "--schema", metavar="SCHEMA", help="Schema, when it is not the one shipped.", show_default=False
        ),
    ] = "",
    theme: Annotated[
        str, typer.Option(metavar="NAME|FILE", help="Look of a briefing that is set from its .json.")
    ] = "plain",
    depth: Annotated[
        DepthName, typer.Option(help="How much of a briefing that is set from its .json.")
    ] = DepthName.FULL,
    password: Password = "",
    dry_run: DryRun = False,
) -> None:
    """Put a briefing into a report as an annex; an earlier one is replaced.

    The report keeps its pages, styles and margins; its contents gain the headings of the annex. `brief detach`
    takes the annex out again.
    """
    kind = _kind(report, output)
    if embed and kind == PDF and at:
        raise UsageError(f"--at {at}: an attached file has no place among the pages; leave --at or --embed out")
    if embed and stamp:
        raise UsageError(f"--stamp {stamp}: an attached file has no pages here; leave --stamp or --embed out")
    held = _held(ctx, report, output, dry_run=dry_run)
    host = read(report)
    form = in_format(briefing, kind, Look(schema, theme, "core" if depth == DepthName.CORE else "full"))
    from brief.attach import attach as attached  # noqa: PLC0415 - loads pikepdf or lxml

    def make(password: str) -> Attached:
        wished: dict[str, str] = {
            "title": title,
            "at": at,
            "portion": portion,
            "stamp": stamp,
            "password": password,
        }
        return attached(host, form.data, kind, **wished, embed=embed, names=(str(report), form.name))

    made = _unlocked(make, password, report)
    place = "in place of the earlier annex" if made.found and not at else f"as an annex at {at or 'the end'}"
    told = f"{form.name} {'as an attached file' if embed else place}"
    made = replace(made, notices=(*form.notices, *made.notices))
    told += f", {form.told}" if form.told else ""
    _write(ctx, held, report, output, host=host, made=made, told=told)


def detach(
    ctx: typer.Context,
    *,
    report: Report,
    output: Output = None,
    password: Password = "",
    dry_run: DryRun = False,
) -> None:
    """Take the annex out of a report again."""
    kind = _kind(report, output)
    held = _held(ctx, report, output, dry_run=dry_run)
    host = read(report)
    from brief.attach import detach as detached  # noqa: PLC0415 - loads pikepdf or lxml

    made = _unlocked(lambda word: detached(host, kind, password=word, name=str(report)), password, report)
    if not made.found:
        raise UsageError(f"{report}: no annex of ours is in it, so nothing was taken out; check the name")
    _write(ctx, held, report, output, host=host, made=made, told="without its annex")


def _unlocked(make: Callable[[str], Attached], password: str, report: Path) -> Attached:
    """Return what is made of a report; on a terminal a missing password is asked for. Raise UsageError."""
    from brief.attach import LockedError  # noqa: PLC0415 - not for --help

    for left in range(_TRIES, -1, -1):
        try:
            return make(password)
        except LockedError:
            if not left or not sys.stdin.isatty():
                raise
        password = typer.prompt(f"Password of {report}", hide_input=True, err=True)
    raise AssertionError  # the last try returns or raises


def _write(  # noqa: PLR0913 - both commands end here
    ctx: typer.Context,
    held: Hold | None,
    report: Path,
    output: Path | None,
    *,
    host: bytes,
    made: Attached,
    told: str,
) -> None:
    screen: Screen = ctx.obj
    target = output or report
    for notice in made.notices:
        screen.note(f"! {notice}", "yellow")
    if held is None:
        kept = "" if output else f"; the old report would be kept as {_backup(report)}"
        screen.note("\n".join([f"Would write {target}: {told}{kept}", *(f"  {step}" for step in made.steps)]))
        return
    backup = [] if output else [(_backup(report), host)]
    held.write([*backup, (target, made.data)])
    kept = f"; the old report is {backup[0][0]}" if backup else ""
    screen.note(f"Wrote {target}: {told}{kept}", "green")


def _held(ctx: typer.Context, report: Path, output: Path | None, *, dry_run: bool) -> Hold | None:
    """Return the right to write, until the command ends; None when nothing shall be written."""
    from brief.output import Hold  # noqa: PLC0415 - not for --help

    return None if dry_run else ctx.with_resource(Hold([output] if output else [_backup(report), report]))


def _backup(report: Path) -> Path:
    return report.with_name(f"{report.name}.bak")


def _kind(report: Path, output: Path | None) -> str:
    """Return the format of the report. Raise UsageError when the files do not go together."""
    kind = report.suffix.lower()
    if kind not in KINDS:
        raise UsageError(f"{report}: a report is a .docx or .pdf file; save it as one of these")
    if output and output.suffix.lower() != kind:
        raise UsageError(
            f"{output}: the result is a {kind} file as the report; write to {output.with_suffix(kind)}"
        )
    return kind
