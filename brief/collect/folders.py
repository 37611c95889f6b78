"""Paths that a person named in, regular files in a defined order out, with a notice for everything left aside."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from brief.collect.limits import Limits
from brief.collect.readers import KINDS, MENDS, SUFFIXES
from brief.model import Notice

_UNKNOWN = f"of a kind that is not read; give {KINDS}"
_ODD = "left aside: no regular file, or a link to a place outside the folder; put a copy in the folder"
_PART = 1 << 20  # bytes read at once
_NAMED = 5  # files named in one notice about a folder


@dataclass(frozen=True)
class Found:
    """A file to read: where it is, how it is shown, and whether a person named it rather than its folder."""

    path: Path
    shown: str
    asked: bool


def shown(path: Path) -> str:
    """Return a path as it can be printed and stored: control characters and odd bytes escaped."""
    return escaped(path.as_posix())


def escaped(name: str) -> str:
    """Return a name as it can be printed and stored: control characters and odd bytes escaped."""
    text = name.encode("utf-8", "backslashreplace").decode()
    return "".join(ch if ch.isprintable() else ch.encode("unicode_escape").decode() for ch in text)


def content(path: Path, limits: Limits) -> bytes:
    """Return the bytes of a file, at most one more than the limit. Raise OSError."""
    parts: list[bytes] = []
    room = limits.file_bytes + 1
    with path.open("rb") as stream:  # in parts, for a limit may be larger than the memory
        while room > 0 and (part := stream.read(min(room, _PART))):
            parts.append(part)
            room -= len(part)
    return b"".join(parts)


def find(paths: Sequence[Path], limits: Limits) -> tuple[list[Found], list[Notice]]:
    """Return every file once, sorted by its resolved path, whatever the order of `paths`."""
    notices: list[Notice] = []
    found: dict[Path, Found] = {}
    for path in sorted(set(paths)):
        for one in _look(path, notices):
            known = found.setdefault(one.path, one)
            if (not known.asked, known.shown) > (not one.asked, one.shown):
                found[one.path] = one
    ordered = [found[path] for path in sorted(found, key=lambda p: p.as_posix())]
    if len(ordered) > limits.sources:
        first = ordered[limits.sources]
        left = len(ordered) - limits.sources
        text = f"this and {left - 1:,} more are over {limits.named('sources')}; give fewer at a time"
        notices.append(Notice(place=first.shown, message=text))
    return ordered[: limits.sources], notices


def _look(path: Path, notices: list[Notice]) -> Iterator[Found]:
    try:
        real = path.resolve(strict=True)
        mode = real.stat().st_mode
    except (OSError, RuntimeError, ValueError) as err:
        notices.append(Notice(place=shown(path), message=_why(err)))
        return
    if stat.S_ISDIR(mode):
        yield from _folder(path, real, notices)
    elif stat.S_ISREG(mode):
        yield Found(real, shown(path), asked=True)
    else:
        notices.append(Notice(place=shown(path), message=f"no regular file; give a file of {KINDS}, or a folder"))


def _why(err: BaseException) -> str:
    if isinstance(err, FileNotFoundError):
        return "nothing is there; check the name"
    if isinstance(err, PermissionError):
        return "may not be opened; change its permissions"
    return f"cannot be reached ({getattr(err, 'strerror', '') or type(err).__name__}); check the name"


def _folder(path: Path, root: Path, notices: list[Notice]) -> Iterator[Found]:
    unknown: list[Path] = []
    odd: list[Path] = []
    waiting = [path]
    while waiting:
        folder = waiting.pop()
        for entry in _entries(folder, notices):
            here = folder / entry.name
            real = _inside(here, root)
            if entry.name.startswith("."):
                continue
            if real is None or not (real.is_dir() or real.is_file()):
                odd.append(here)
            elif real.is_file():
                if _suffix_known(here):
                    yield Found(real, shown(here), asked=False)
                else:
                    unknown.append(here)
            elif not entry.is_symlink():
                waiting.append(here)
    for files, what in ((unknown, _UNKNOWN), (odd, _ODD)):
        if files:
            notices.append(Notice(place=shown(path), message=_summary(sorted(files), path, what)))


def _suffix_known(path: Path) -> bool:
    suffix = path.suffix.lower()
    return not suffix or suffix in SUFFIXES or suffix in MENDS


def _entries(folder: Path, notices: list[Notice]) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as scan:
            return sorted(scan, key=lambda entry: entry.name)
    except OSError as err:
        notices.append(Notice(place=shown(folder), message=_why(err)))
        return []


def _inside(path: Path, root: Path) -> Path | None:
    """Return where the entry really is, or None when that is nowhere or outside the folder."""
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return None
    return real if real.is_relative_to(root) else None


def _summary(files: Iterable[Path], root: Path, what: str) -> str:
    names = [shown(file.relative_to(root)) for file in files]
    listed = ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else "")
    return f"{len(names):,} {'file is' if len(names) == 1 else 'files are'} {what}: {listed}"
