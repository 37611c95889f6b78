"""Paths and bytes in, whole files out: every file of a run is replaced at once, or what stood there stays.

A file is written beside its target, brought to the disk and renamed over it, so that a kill, a full disk
or a second run never leaves half a file.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from brief.errors import OutputError

_PART: Final = ".brief-part"  # how a temporary file ends: .NAME.CRC.PID.brief-part


def probe(path: Path) -> None:
    """Raise OutputError when `path` cannot be written, before any work is done for it."""
    target = _target(path)
    folder = target.parent
    while not folder.exists():
        folder = folder.parent
    if not folder.is_dir():
        raise OutputError(f"{path}: cannot be written, {folder} is a file and no folder; choose another folder")
    trial = _part(folder / target.name)
    try:
        trial.touch()
        trial.unlink()
    except OSError as err:
        raise _cannot(path, err) from err


def write_all(files: Sequence[tuple[Path, bytes]]) -> None:
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
                _sweep(target)
                part = _part(target)
                written.append((part, target))
                _store(part, data, target)
        for part, target in written:
            with _told(target):
                part.replace(target)
        for folder in sorted({target.parent for _, target in written}):
            _settle(folder)
    finally:
        for part, _ in written:
            part.unlink(missing_ok=True)


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
    return OutputError(f"{path}: cannot be written ({reason}); close it elsewhere or choose another place")


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
