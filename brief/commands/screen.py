"""What a command says in, lines on stdout and stderr out: the only door to terminal, clock and environment."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from brief.settings import OFF, Settings, settings_here

if TYPE_CHECKING:
    from rich.status import Status


_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Screen:
    """Where messages go. Results go to stdout, everything else to stderr; `quiet` leaves errors only.

    `settings` are those of the environment and of brief.yaml, for what has no flag.
    """

    colour: bool
    quiet: bool = False
    settings: Settings = field(default_factory=Settings)

    def limited(self, typed: Sequence[str] | None) -> Screen:
        """Return the screen of a command whose flags set limits. Raise UsageError."""
        return replace(self, settings=self.settings.with_flags(typed or ()))

    def out(self, text: str) -> None:
        """Print a result; what a terminal could take for a command is made visible on a terminal only."""
        typer.echo(_shown(text) if sys.stdout.isatty() else text)

    def note(self, text: str, style: str = "") -> None:
        """Print what is good to know, in a colour where colours are shown."""
        if not self.quiet:
            self._err(text, style)

    def fault(self, text: str) -> None:
        """Print an error, quiet or not."""
        self._err(text, "red")

    def _err(self, text: str, style: str) -> None:
        first, newline, rest = _shown(text).partition("\n")
        typer.echo((typer.style(first, fg=style) if style and self.colour else first) + newline + rest, err=True)


def _shown(text: str) -> str:
    return _COMMANDS.sub("�", text)


@dataclass
class Steps:
    """The steps of a run with the seconds that each took."""

    seconds: dict[str, float] = field(default_factory=dict)
    _now: str = ""
    _since: float = 0.0
    _spinner: Status | None = None

    def tell(self, step: str) -> None:
        """Note that a step begins."""
        self._close()
        self._now, self._since = step, time.perf_counter()
        if self._spinner:
            self._spinner.update(step)

    def _close(self) -> None:
        if self._now:
            self.seconds[self._now] = time.perf_counter() - self._since
        self._now = ""


@contextmanager
def steps(screen: Screen) -> Iterator[Steps]:
    """Show what is being done while it is done, on a terminal only."""
    made = Steps()
    if screen.quiet or not sys.stderr.isatty():
        yield made
        made._close()  # noqa: SLF001 - a part of the same thing
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it

    with Console(stderr=True, no_color=not screen.colour).status("Starting") as spinner:
        made._spinner = spinner  # noqa: SLF001 - the same
        yield made
    made._close()  # noqa: SLF001 - the same


def screen_for(*, colour: bool = True) -> Screen:
    """Return the screen for this process: colour on a terminal unless NO_COLOR is set."""
    wanted = colour and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    return Screen(colour=wanted and sys.stderr.isatty())


def settings_of_run() -> Settings:
    """Return what the environment and the brief.yaml of the current folder set."""
    return settings_here(os.environ, Path.cwd())


def variables_heard() -> list[str]:
    """Return which variables of the environment, beside our own, this run listens to."""
    return [name for name in ("NO_COLOR", "XDG_CACHE_HOME", "LOCALAPPDATA") if name in os.environ]


def cache_folder(settings: Settings) -> Path | None:
    """Return the folder where readings are kept between runs, None where none shall be."""
    asked = settings.one("cache").values
    if asked:
        return None if asked[0] == OFF else Path(asked[0])
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(home) if home else Path.home() / ".cache") / "brief"


def count(number: int, noun: str) -> str:
    """Return "1 edit" or "2 edits"."""
    return f"{number} {noun}" + ("" if number == 1 else "s")
