"""A found file in, every source that it holds out: itself, the articles it lists, the files inside it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from brief.collect import readers
from brief.collect.draft import Draft, Enclosed, UnreadableError
from brief.collect.folders import Found, content, escaped
from brief.collect.isolation import Isolation
from brief.collect.limits import MEND, Limits
from brief.collect.oddities import oddities
from brief.model import Notice

INSIDE = " » "  # stands between a file and what is inside it


@dataclass(frozen=True)
class Opened:
    """One source as it was read: the place that names it, the SHA-256 of its bytes, its draft."""

    place: str
    digest: str
    draft: Draft


class Opening:
    """Opens one file and what is inside it, as far as the limits go; they count over all that is inside."""

    def __init__(self, limits: Limits, isolation: Isolation) -> None:
        self._limits = limits
        self._isolation = isolation
        self._files = 0
        self._bytes = 0

    def file(self, file: Found) -> Iterator[Opened | Notice]:
        """Yield the sources of one file, and a notice for everything that cannot be read, whatever is wrong."""
        try:
            data = content(file.path, self._limits)
        except OSError as err:
            text = f"cannot be opened ({err.strerror}); check its permissions"
            yield Notice(place=file.shown, message=text)
            return
        if len(data) > self._limits.file_bytes:
            yield Notice(place=file.shown, message=f"larger than {self._limits.named('file_bytes')}; {MEND}")
        else:
            yield from self._data(file.shown, file.path.name, data, asked=file.asked, depth=0)

    def _data(self, place: str, name: str, data: bytes, *, asked: bool, depth: int) -> Iterator[Opened | Notice]:
        try:
            draft = self._draft(name, data, asked=asked)
        except UnreadableError as err:
            yield Notice(place=place, message=str(err))
            return
        yield from (Notice(place=place, message=text) for text in draft.notices)
        if draft.text.strip(" \t\r\n\ufffd"):
            yield from (Notice(place=place, message=text) for text in oddities(draft.text))
            yield Opened(place, hashlib.sha256(data).hexdigest(), replace(draft, drafts=(), files=()))
        elif not draft.drafts and not draft.files:
            yield Notice(place=place, message="holds no text; give one with text")
        for inner in draft.drafts:
            # No bytes of their own: the text stands for them.
            digest = hashlib.sha256(f"{inner.title}\n{inner.text}".encode("utf-8", "replace")).hexdigest()
            inside = f"{place}{INSIDE}{escaped(inner.name)}"
            yield from (Notice(place=inside, message=text) for text in oddities(inner.text))
            yield Opened(inside, digest, replace(inner, format=draft.format))
        for number, enclosed in enumerate(draft.files):
            fault = self._counted(enclosed, depth + 1)
            if fault:
                left = len(draft.files) - number
                yield Notice(place=place, message=f"{left:,} of the files inside were left out: {fault}; {MEND}")
                return
            inside = f"{place}{INSIDE}{escaped(enclosed.name)}"
            yield from self._data(inside, enclosed.name, enclosed.data, asked=False, depth=depth + 1)

    def _draft(self, name: str, data: bytes, *, asked: bool) -> Draft:
        if not data.strip():
            raise UnreadableError("the file is empty; give one with text")
        try:
            return self._isolation.read(readers.kind(name, data, asked=asked), data)
        except MemoryError as err:
            raise UnreadableError(f"needs more memory than there is; {MEND}") from err

    def _counted(self, enclosed: Enclosed, depth: int) -> str:
        """Count a file that is inside another. Return the limit that it goes over, "" when it goes over none."""
        self._files += 1
        self._bytes += len(enclosed.data)
        if depth > self._limits.enclosed_depth:
            return f"deeper than {self._limits.named('enclosed_depth')}"
        if self._files > self._limits.zip_entries:
            return f"more than {self._limits.named('zip_entries')}"
        if self._bytes > self._limits.inflated_bytes:
            return f"more than {self._limits.named('inflated_bytes')}"
        return ""
