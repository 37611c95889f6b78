"""A ZIP in; the files in it out, each to be read by itself."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from brief.collect.draft import Draft, Enclosed, UnreadableError, listed
from brief.collect.limits import MEND, Limits
from brief.collect.readers import MENDS, SUFFIXES
from brief.collect.readers.package import FAULTS

_UNKNOWN = "of a kind that is not read"
_ODD = "left aside: a link, or no regular file"
_BROKEN = "damaged and could not be unpacked"
_LOCKED = "locked by a password; save a copy without one"
_LARGE = "larger than"
_BLOCK = 1_000_000


def read(data: bytes, limits: Limits) -> Draft:
    """Return the files in the order of their names. Raise UnreadableError for what is no ZIP or holds too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > limits.zip_entries:
                raise UnreadableError(f"{len(entries):,} entries, more than {limits.named('zip_entries')}; {MEND}")
            left: dict[str, list[str]] = {}
            files = list(_files(archive, entries, limits, left))
    except FAULTS as err:
        raise UnreadableError("a broken ZIP, or none at all; pack the files anew") from err
    notices = [listed(names, why) for why, names in left.items()]
    if not files and not notices:
        raise UnreadableError("a ZIP with no file in it; give one with documents")
    return Draft("", notices=tuple(notices), files=tuple(files))


def _files(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], limits: Limits, left: dict[str, list[str]]
) -> Iterator[Enclosed]:
    """Yield what is to be read; what is left aside is listed in `left` under its reason."""
    budget = limits.inflated_bytes
    for entry in sorted(entries, key=lambda entry: entry.filename):
        path = PurePosixPath(entry.filename)
        if entry.is_dir() or any(part.startswith((".", "__MACOSX")) for part in path.parts if part != ".."):
            continue
        why, data = _aside(entry, path), b""
        if not why:
            try:
                data = _inflated(archive, entry, min(budget, limits.file_bytes))
            except FAULTS:
                why = _BROKEN
            if len(data) > budget:
                raise UnreadableError(f"grows beyond {limits.named('inflated_bytes')}; {MEND}")
            if len(data) > limits.file_bytes:
                why = f"{_LARGE} {limits.named('file_bytes')}"
        if why:
            left.setdefault(why, []).append(entry.filename)
        else:
            budget -= len(data)
            yield Enclosed(entry.filename, data)


def _aside(entry: zipfile.ZipInfo, path: PurePosixPath) -> str:
    """Return why an entry is not even unpacked, "" when nothing speaks against it."""
    mode = entry.external_attr >> 16
    if stat.S_IFMT(mode) and not stat.S_ISREG(mode):
        return _ODD
    suffix = path.suffix.lower()
    if suffix and suffix not in SUFFIXES and suffix not in MENDS:
        return _UNKNOWN
    return _LOCKED if entry.flag_bits & 1 else ""


def _inflated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """Return an entry's bytes, at most one more than asked for: its header may lie about the size."""
    found = bytearray()
    with archive.open(entry) as stream:
        while len(found) <= most and (block := stream.read(min(_BLOCK, most + 1 - len(found)))):
            found += block
    return bytes(found)
