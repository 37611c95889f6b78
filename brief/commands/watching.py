"""Files and folders in, the ones whose content has changed since the last look out; and the loop around a run."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from brief.commands.screen import Screen
from brief.errors import BriefError, ContentError

POLL: Final = 0.4  # seconds between two looks
NAMED: Final = 3  # changed files that are named, the others are counted

Look = dict[Path, tuple[int, int]]  # size and time of the last change, in nanoseconds


@dataclass
class Watch:
    """What is looked at: files, and folders with all that is in them, but not the files that a run writes."""

    paths: Sequence[Path]
    written: Sequence[Path] = ()
    _seen: Look = field(default_factory=dict)
    _digests: dict[Path, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._seen = self._look()
        self._digests = {path: _digest(path) for path in self._seen}

    def changed(self) -> list[Path]:
        """Return the files that came, went or say something else than at the last call, in order of their names.

        A file that was only touched has not changed.
        """
        now = self._look()
        doubtful = [path for path in {**self._seen, **now} if self._seen.get(path) != now.get(path)]
        self._seen = now
        found: list[Path] = []
        for path in doubtful:
            digest = _digest(path) if path in now else ""
            if digest != self._digests.pop(path, ""):
                found.append(path)
            if digest:
                self._digests[path] = digest
        return sorted(found)

    def _look(self) -> Look:
        ours = {path.resolve() for path in self.written}
        found: Look = {}
        for path in self._files():
            if path.resolve() in ours or path.name.endswith(".brief-part"):
                continue
            with suppress(OSError):
                state = path.stat()
                found[path] = (state.st_size, state.st_mtime_ns)
        return found

    def _files(self) -> Iterator[Path]:
        for path in self.paths:
            if path.is_dir():
                yield from (inner for inner in sorted(path.rglob("*")) if inner.is_file())
            elif path.is_file():
                yield path


def keep_making(screen: Screen, watch: Watch, make: Callable[[], object]) -> None:
    """Make everything, and again whenever something has changed, until the person stops it.

    What is wrong with a file is told and waited for; only a command line that cannot be meant ends it.
    """
    first = True
    with suppress(KeyboardInterrupt):
        while True:
            try:
                make()
            except BriefError as err:
                if first and not isinstance(err, ContentError):
                    raise
                screen.fault(str(err))
            if first:
                screen.note("Watching for changes; stop with Ctrl-C")
            first = False
            changed = _waited(watch)
            more = f" and {len(changed) - NAMED} more" if len(changed) > NAMED else ""
            screen.note(f"\nChanged: {', '.join(str(path) for path in changed[:NAMED])}{more}")
    screen.note("Stopped watching")


def _waited(watch: Watch) -> list[Path]:
    """Return what has changed once something has, and nothing more does: programs write a file in several steps."""
    changed: list[Path] = []
    while True:
        time.sleep(POLL)
        more = watch.changed()
        if changed and not more:
            return sorted(set(changed))
        changed += more


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
