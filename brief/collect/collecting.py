"""Paths in, source documents and notices out: find, read, label, date, name."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from brief.collect import readers
from brief.collect.cues import Cues, compile_cues
from brief.collect.dating import published
from brief.collect.draft import Draft, Mark, UnreadableError
from brief.collect.folders import Found, find, shown
from brief.collect.isolation import IN_PROCESS, Isolation
from brief.collect.layers import passages
from brief.collect.limits import LIMITS, MEND, Limits
from brief.collect.naming import publisher, title
from brief.collect.paragraphs import paragraphs
from brief.collect.tongue import language
from brief.errors import NoSourceError
from brief.lexicon import Lexicon
from brief.model import Layer, Notice, SourceDocument

_TITLE = 20  # characters that a title must share with a passage: "Home" begins many of them
_REASONS = 10  # notices repeated in the error that nothing could be read


def collect(
    paths: Sequence[Path], lexicon: Lexicon, limits: Limits = LIMITS
) -> tuple[tuple[SourceDocument, ...], tuple[Notice, ...]]:
    """Return every readable file among `paths` (files and folders) as a source, and what the reader should know.

    Sources are numbered by their sorted paths, so that the order of `paths` never matters; a file named twice is
    read once. A file that cannot be read costs a notice. Raise NoSourceError when no file could be read at all.
    """
    found, notices = find(paths, limits)
    sources: list[SourceDocument] = []
    with Isolation(limits) as isolation:
        if any(readers.SUFFIXES.get(file.path.suffix.lower()) not in IN_PROCESS for file in found):
            isolation.prepare()
        cues = compile_cues(lexicon)
        for file in found:
            try:
                digest, draft = read_file(file, limits, isolation)
            except UnreadableError as err:
                notices.append(Notice(place=file.shown, message=str(err)))
                continue
            notices.extend(Notice(place=file.shown, message=text) for text in draft.notices)
            source = document(draft, cues, number=f"s{len(sources) + 1}", path=file.shown, digest=digest)
            if source.language != "en":
                text = f"seems to be in another language than English ({source.language})"
                mend = "little will be found in it: give a translation"
                notices.append(Notice(place=file.shown, message=f"{text}; {mend}"))
            sources.append(source)
        notices.extend(Notice(place="readers", message=text) for text in isolation.notices)
    if not sources:
        raise NoSourceError(_nothing(paths, notices))
    return tuple(sources), tuple(notices)


def _nothing(paths: Sequence[Path], notices: Sequence[Notice]) -> str:
    looked = ", ".join(shown(path) for path in sorted(set(paths))) or "no path at all"
    reasons = [f"{notice.place}: {notice.message}" for notice in notices[:_REASONS]]
    if len(notices) > _REASONS:
        reasons.append(f"… and {len(notices) - _REASONS:,} more")
    return "\n".join(
        [f"{looked}: no source could be read; give files of {readers.KINDS}, or folders that hold some", *reasons]
    )


def read_file(file: Found, limits: Limits, isolation: Isolation) -> tuple[str, Draft]:
    """Return SHA-256 and draft of one file. Raise UnreadableError, whatever goes wrong with it."""
    try:
        if file.path.stat().st_size > limits.file_bytes:
            raise UnreadableError(f"larger than {limits.named('file_bytes')}; {MEND}")
        data = file.path.read_bytes()
    except OSError as err:
        raise UnreadableError(f"cannot be opened ({err.strerror}); check its permissions") from err
    if not data.strip():
        raise UnreadableError("the file is empty; give one with text")
    try:
        draft = isolation.read(readers.kind(file.path.name, data, asked=file.asked), data)
    except MemoryError as err:
        raise UnreadableError(f"needs more memory than there is; {MEND}") from err
    if not draft.text.strip(" \t\r\n�"):
        raise UnreadableError("holds no text; give one with text")
    return hashlib.sha256(data).hexdigest(), draft


def _titled(draft: Draft, marks: Sequence[Mark]) -> Sequence[Mark]:
    """Return the marks, the one that repeats the title of the file's metadata known as headline."""
    found = draft.title.casefold()
    if not found or any(mark.layer is Layer.HEADLINE for mark in marks):
        return marks
    for i, mark in enumerate(marks):
        text = " ".join(draft.text[mark.start : mark.end].split()).casefold()
        if text == found or (len(text) > _TITLE and found.startswith(text)):
            return [*marks[:i], replace(mark, layer=Layer.HEADLINE, outside=False), *marks[i + 1 :]]
    return marks


def document(draft: Draft, cues: Cues, *, number: str, path: str, digest: str) -> SourceDocument:
    """Return the draft as a source with its passages and metadata."""
    marks = _titled(draft, draft.marks or paragraphs(draft.text))
    source = SourceDocument(
        id=number,
        path=path,
        format=draft.format,
        text=draft.text,
        digest=digest,
        encoding=draft.encoding,
        passages=passages(draft.text, marks, cues),
    )
    told = (p.span for p in source.passages if p.layer is Layer.BODY)
    body = "\n".join(draft.text[span.start : span.end] for span in told)
    return source.model_copy(
        update={
            "title": title(source) or draft.title,
            "publisher": draft.publisher or publisher(source, cues),
            "published": published(source, cues, draft.published),
            "language": language(body, cues),
        }
    )
