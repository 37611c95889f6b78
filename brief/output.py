"""Paths and bytes in, whole files out: every file of a run is replaced at once, or what stood there stays.

A file is written beside its target, brought to the disk and renamed over it, so that a kill, a full disk or a
second run never leaves half a file. A lock beside the target keeps a second run waiting.
"""

from __future__ import annotations

import errno
import os
import shutil
import time
import zlib
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from brief.errors import OutputError
from brief.lock import Lock

_PART: Final = ".brief-part"  # how our own files end: .NAME.CRC.PID.brief-part, .NAME.CRC.lock.brief-part
_PATIENCE: Final = (
    5.0  # seconds to wait for another run: longer than a common one writes, shorter than a person waits
)
_POLL: Final = 0.05  # seconds between two tries
_MENDS: Final = {
    errno.ENOSPC: "make room on that disk",
    errno.EDQUOT: "make room within your quota",
    errno.EFBIG: "allow larger files",
    errno.EROFS: "that disk takes no files",
    errno.EACCES: "change its permissions, close it elsewhere",
}


def probe(path: Path) -> None:
    """Raise OutputError when `path` cannot be written, before any work is done for it."""
    target = _target(path)
    folder = target.parent
    while not folder.exists():
        folder = folder.parent
    if not folder.is_dir():
        raise OutputError(f"{path}: cannot be written, {folder} is a file and no folder; choose another folder")
    trial = _part(folder / target.name)
    with _told(path):
        trial.touch()
        trial.unlink()


def write_all(files: Sequence[tuple[Path, bytes]]) -> None:
    """Write every file, or none, as `Hold.write` does. Raise OutputError."""
    with Hold([path for path, _ in files]) as held:
        held.write(files)


class Hold:
    """The right to write some files, which one run has at a time. Use it in a `with`.

    Entering probes every path and waits for other runs so many seconds. Raise OutputError for a path that cannot be
    written, or that another run does not let go. A file whose folder does not exist is held when it is written.
    """

    def __init__(self, paths: Iterable[Path], patience: float | None = None) -> None:
        self._paths = list(paths)
        self._patience = _PATIENCE if patience is None else patience
        self._locks: dict[Path, Lock] = {}
        self._stack = ExitStack()

    def write(self, files: Sequence[tuple[Path, bytes]]) -> None:
        """Write every file, or none: all are on the disk before the first one takes its place.

        Missing parent folders are made, an existing file keeps its permissions, a link stays a link. Raise
        OutputError.
        """
        written: list[tuple[Path, Path]] = []
        try:
            for path, data in files:
                with _told(path):
                    target = _target(path)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    self._lock(path, target)
                    _sweep(target)
                    part = _part(target)
                    written.append((part, target))
                    _store(part, data, target)
            _replace(written)
            for folder in sorted({target.parent for _, target in written}):
                _settle(folder)
        finally:
            for part, _ in written:
                part.unlink(missing_ok=True)

    def _lock(self, path: Path, target: Path) -> None:
        """Keep other runs from a target. Raise OutputError when one does not let go."""
        if target in self._locks:
            return
        lock = Lock(target.with_name(f"{_begins(target)}.lock{_PART}"))
        last = time.monotonic() + self._patience
        while not lock.taken({other.number for other in self._locks.values()}):
            if time.monotonic() > last:
                mend = "try again when that has ended, or choose another name"
                raise OutputError(f"{path}: another run of brief is writing it; {mend}")
            time.sleep(_POLL)
        self._locks[target] = lock
        self._stack.callback(lock.give_up)

    def __enter__(self) -> Self:
        try:
            targets = {_target(path): path for path in self._paths}
            for target in sorted(targets):  # in one order, so that no two runs wait for each other
                probe(targets[target])
                if target.parent.is_dir():
                    with _told(targets[target]):
                        self._lock(targets[target], target)
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()


def _replace(written: Sequence[tuple[Path, Path]]) -> None:
    """Rename every part over its target; when one cannot be, what stood at the others stands there again."""
    aside: list[tuple[Path, Path | None]] = []
    try:
        for number, (part, target) in enumerate(written):
            with _told(target):
                if number < len(written) - 1:  # the last one is replaced, or is as it was
                    aside.append((target, _set_aside(target)))
                part.replace(target)
    except BaseException:
        for target, before in aside:
            with suppress(OSError):
                before.replace(target) if before else target.unlink()
        raise
    finally:
        for _, before in aside:
            if before:
                with suppress(OSError):
                    before.unlink(missing_ok=True)


def _set_aside(target: Path) -> Path | None:
    """Return a second name of a file, or a copy where there are no second names; None when there is no file."""
    if not target.exists():
        return None
    aside = target.with_name(f"{_begins(target)}.old.{os.getpid()}{_PART}")
    aside.unlink(missing_ok=True)
    try:
        aside.hardlink_to(target)
    except OSError:
        shutil.copy2(target, aside)
    return aside


class _told:  # noqa: N801 - reads as a verb where it is used
    """Turn an OSError about a path into an OutputError."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, err: BaseException | None, trace: object) -> None:
        if isinstance(err, OSError):
            raise _cannot(self._path, err) from err


def _cannot(path: Path, err: OSError) -> OutputError:
    reason = (err.strerror or str(err)).lower()
    mend = _MENDS.get(err.errno or 0, "close it elsewhere")
    return OutputError(f"{path}: cannot be written ({reason}); {mend}, or choose another place")


def _target(path: Path) -> Path:
    """Return the file behind links. Raise OutputError for what is no regular file."""
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise OutputError(
            f"{path}: cannot be written, it is a folder; give a file name such as {path}/briefing.docx"
        )
    if target.exists() and not target.is_file():
        raise OutputError(f"{path}: cannot be written, it is no regular file; choose another name")
    return target


def _part(target: Path) -> Path:
    return target.with_name(f"{_begins(target)}.{os.getpid()}{_PART}")


def _begins(target: Path) -> str:
    """Return how temporary files of a target begin: short, for names have a limit in bytes."""
    return f".{target.name[:40]}.{zlib.crc32(os.fsencode(target.name)):08x}"


def _store(part: Path, data: bytes, target: Path) -> None:
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if target.exists():
        with suppress(OSError):
            part.chmod(target.stat().st_mode & 0o777)


def _sweep(target: Path) -> None:
    """Remove what a killed run left beside the target."""
    for stale in target.parent.glob(f"{_escaped(_begins(target))}.*{_PART}"):
        owner = stale.name.removesuffix(_PART).rpartition(".")[2]
        if owner.isdigit() and not _runs(int(owner)):
            with suppress(OSError):
                stale.unlink()


def _runs(process: int) -> bool:
    """Return whether a process of that number runs; True where asking would be dangerous."""
    if os.name != "posix" or process == os.getpid():
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _escaped(name: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


def _settle(folder: Path) -> None:
    """Bring the renaming itself to the disk, where a folder can be opened for it."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
