"""The command line in, an exit code out. Loads no reader, writer or model until a command needs it."""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from brief import __version__
from brief.commands.attach import attach, detach
from brief.commands.diff import diff
from brief.commands.doctor import doctor
from brief.commands.generate import explain, generate, sources
from brief.commands.importing import overrides_app
from brief.commands.schema import schema_app
from brief.commands.screen import Screen, screen_for, settings_of_run
from brief.errors import BriefError, ContentError, UsageError
from brief.settings import NO_SETTINGS, SETTABLE

INTERRUPTED, STOPPED, BUG = 130, 143, 70
HELP = frozenset(("-h", "--help", "--version"))

app = typer.Typer(
    name="brief",
    help="From a folder of source documents to a verified, editable briefing in Word or PDF.",
    epilog="Example: brief generate seeds/ -o output/visit.docx -o output/visit.pdf",
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help: Rich costs half of the start-up
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(
    short_help="Turn sources into a briefing.",
    epilog="Example: brief generate seeds/ -r visit.yaml -o output/visit.docx",
)(generate)
app.command(short_help="Show what was read.", epilog="Example: brief sources seeds/")(sources)
app.command(
    short_help="Show why a value is there.", epilog="Example: brief explain participants -b output/briefing.json"
)(explain)
app.add_typer(overrides_app, name="overrides")
app.command(
    short_help="Put a briefing into a report.",
    epilog="Example: brief attach report.docx output/briefing.docx -o report-with-annex.docx",
)(attach)
app.command(short_help="Take the briefing out of a report.", epilog="Example: brief detach report.docx")(detach)
app.command(
    short_help="Show what changed between two briefings.",
    epilog="Example: brief diff last-week.json output/briefing.json",
)(diff)
app.add_typer(schema_app, name="schema")
app.command(short_help="Show the state of the installation.", epilog="Example: brief doctor --limits")(doctor)


def _show_version(value: bool) -> None:  # noqa: FBT001 - called by Typer
    if value:
        typer.echo(f"brief {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    ctx: typer.Context,
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and stop.")
    ] = False,
    no_color: Annotated[
        bool, typer.Option("--no-color", help="No colours; NO_COLOR in the environment does the same.")
    ] = False,
) -> None:
    """Take the options that stand before the command."""
    del version, no_color  # the first acts by itself, the second is taken out by `run`
    screen: Screen = ctx.obj
    if ctx.invoked_subcommand in SETTABLE:
        if screen.settings.faults:
            raise ContentError(screen.settings.faults)
        for odd in screen.settings.odd:
            screen.note(f"! {odd}", "yellow")


def main() -> NoReturn:
    """Run the command line of this process and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # odd bytes in file names must not stop a message
            stream.reconfigure(errors="backslashreplace")
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for some costs a tenth of a short run
    os.environ.setdefault(
        "OPENBLAS_NUM_THREADS", "1"
    )  # a parse is shared out by --jobs, not by each multiplication
    gc.set_threshold(50_000, 20, 20)  # most objects live to the end: this saves a sixth of a short run
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(STOPPED))
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command. Return its exit code; errors are told on stderr, never raised."""
    options = list(arguments)
    colour = "--no-color" not in options
    options = [option for option in options if option != "--no-color"] or ["--help"]
    screen = screen_for(colour=colour)
    try:
        settings = NO_SETTINGS if HELP & set(options) else settings_of_run()
        given = {"obj": replace(screen, settings=settings), "default_map": settings.defaults()}
        code = app(args=options, prog_name="brief", standalone_mode=False, **given)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read our output has left
        return 0
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except Exception as err:  # noqa: BLE001 - the last door: nobody is shown a traceback
        return _refused(screen, err)
    if code == INTERRUPTED:  # Typer may turn an interrupt into this code by itself
        screen.fault("stopped; nothing was written")
    return code if isinstance(code, int) else 0


def _refused(screen: Screen, err: Exception) -> int:
    """Tell what is wrong in a line or a list of faults. Return the exit code."""
    if isinstance(err, BriefError):
        screen.fault(str(err))
        if isinstance(err, ContentError) and len(err.faults) > 1:
            screen.fault(f"{len(err.faults)} errors")
        return err.exit_code
    if type(err).__name__ == "NoArgsIsHelpError":
        screen.out(str(err))
        return UsageError.exit_code
    if hasattr(err, "format_message"):  # a fault of the command line, as Typer finds it
        screen.fault(f"{_command(err)}: {err.format_message()}; see {_command(err)} --help")
        return UsageError.exit_code
    if isinstance(err, OSError) and err.errno == errno.ENAMETOOLONG:
        screen.fault(f"{str(err.filename)[:40]}…: is too long for the name of a file; give a shorter one")
        return UsageError.exit_code
    return _bug(screen, err)


def _command(err: Exception) -> str:
    context = getattr(err, "ctx", None)
    return str(context.command_path) if context else "brief"


def _bug(screen: Screen, err: Exception) -> int:
    handle, name = tempfile.mkstemp(prefix="brief-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as log:
        log.write(f"brief {__version__}, Python {sys.version}\n")
        log.writelines(traceback.format_exception(err))
    screen.fault(f"a bug in brief ({type(err).__name__}); nothing was written; please report it with {Path(name)}")
    return BUG
