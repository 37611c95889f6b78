"""The commands `attach` and `detach`: a rendered briefing into an existing report, and out again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from brief.commands.screen import Screen
from brief.errors import UsageError

if TYPE_CHECKING:
    from brief.attach import Attached
    from brief.output import Hold

KINDS = (".docx", ".pdf")
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
    str, typer.Option("--password", metavar="TEXT", help="Password of a PDF report.", show_default=False)
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would happen; write nothing.")]


def attach(  # noqa: PLR0913 - one parameter per option of the command line
    ctx: typer.Context,
    *,
    report: Report,
    briefing: Annotated[
        Path, typer.Argument(metavar="BRIEFING", help="The briefing, in the format of the report.")
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
        str, typer.Option("--title", metavar="TEXT", help="Title of the annex.", show_default=False)
    ] = "",
    embed: Annotated[
        bool, typer.Option("--embed", help="Into a PDF as an attached file instead of pages.")
    ] = False,
    password: Password = "",
    dry_run: DryRun = False,
) -> None:
    """Put a briefing into a report as an annex; an earlier one is replaced.

    The report keeps its pages, styles and margins. `brief detach` takes the annex out again.
    """
    kind = _kind(report, output)
    if briefing.suffix.lower() != kind:
        mend = f"make the briefing with: brief generate -o {briefing.with_suffix(kind)}"
        raise UsageError(f"{briefing}: the report is a {kind} file, the briefing is not; {mend}")
    if embed and at:
        raise UsageError(f"--at {at}: an attached file has no place among the pages; leave --at or --embed out")
    held = _held(ctx, report, output, dry_run=dry_run)

    host, annex = _read(report), _read(briefing)
    from brief.attach import attach as attached  # noqa: PLC0415 - loads pikepdf or lxml

    made = attached(
        host, annex, kind, title=title, at=at, password=password, embed=embed, names=(str(report), str(briefing))
    )
    place = "in place of the earlier annex" if made.found and not at else f"as an annex at {at or 'the end'}"
    told = f"{briefing} as an attached file" if embed else f"{briefing} {place}"
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
    host = _read(report)
    from brief.attach import detach as detached  # noqa: PLC0415 - loads pikepdf or lxml

    made = detached(host, kind, password=password, name=str(report))
    if not made.found:
        raise UsageError(f"{report}: no annex of ours is in it, so nothing was taken out; check the name")
    _write(ctx, held, report, output, host=host, made=made, told="without its annex")


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
        screen.note(f"Would write {target}: {told}")
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


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as err:
        raise UsageError(f"{path}: cannot be read ({(err.strerror or '').lower()}); check the name") from err
