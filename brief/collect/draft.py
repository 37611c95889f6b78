"""What every reader returns: the text of one file with the passages and metadata that its format knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from brief.layer import Layer

_NAMED = 5  # files named in one notice


class UnreadableError(Exception):
    """A file that gives no text; the message says why and what would mend it. It becomes a notice."""


@dataclass(frozen=True)
class Part:
    """A paragraph of the file; `layer` is None where the format does not say and the shape must decide.

    `inside` marks a part that was judged to be of the text: only its words, not its shape, may say otherwise.
    """

    text: str
    layer: Layer | None = None
    inside: bool = False


@dataclass(frozen=True)
class Mark:
    """A passage's range in the text, with what the format knows of its layer."""

    start: int
    end: int
    layer: Layer | None = None
    inside: bool = False


@dataclass(frozen=True)
class Enclosed:
    """A file inside another, still to be read; `name` is for the eye only and never becomes a path."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Draft:
    """One file as its reader gives it; plain values only, so that a reader can run in a process of its own.

    `marks` is empty where the text alone shows its passages. `published` is an ISO day or "". `pages` says where
    each page begins in the text, empty where the format has none.
    `notices` are sentences about this file. `format` names the reader. `drafts` are further sources that the file
    lists, each under its `name` in the file; `files` further ones that it encloses. With either, `text` may be "".
    """

    text: str
    encoding: str = ""
    marks: tuple[Mark, ...] = ()
    title: str = ""
    publisher: str = ""
    published: str = ""
    notices: tuple[str, ...] = ()
    format: str = ""
    name: str = ""
    drafts: tuple[Draft, ...] = ()
    files: tuple[Enclosed, ...] = ()
    author: str = ""
    pages: tuple[int, ...] = ()


def joined(parts: Iterable[Part]) -> tuple[str, tuple[Mark, ...]]:
    """Return one text of all parts, a blank line between them, and where each of them stands in it."""
    texts: list[str] = []
    marks: list[Mark] = []
    at = 0
    for part in parts:
        text = part.text.strip()
        if not text:
            continue
        texts.append(text)
        marks.append(Mark(at, at + len(text), part.layer, part.inside))
        at += len(text) + 2
    return "\n\n".join(texts), tuple(marks)


def broken(text: str) -> list[str]:
    """Return the lines of a paragraph; a line that goes on with a small letter was broken for looks."""
    found: list[str] = []
    for line in (" ".join(line.split()) for line in text.split("\n")):
        if found and line and line[0].islower():
            found[-1] += f" {line}"
        elif line:
            found.append(line)
    return found


def left_out(**counts: int) -> list[str]:
    """Return a sentence for each kind of text that no reader of the page sees: `hidden=2`."""
    return [
        f"{kind} text in {count:,} {'place was' if count == 1 else 'places was'} left out"
        for kind, count in counts.items()
        if count
    ]


def listed(names: Sequence[str], why: str) -> str:
    """Return one sentence about several files: how many they are, what they are, the first few by name."""
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    shown = ", ".join(_printable(name) for name in names[:_NAMED])
    return f"{len(names):,} {'file is' if len(names) == 1 else 'files are'} {why}: {shown}{more}"


def _printable(name: str) -> str:
    return "".join(ch if ch.isprintable() else "�" for ch in name)
