"""Paths in, source documents and notices out: find, read, label, date, name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from brief.collect import readers
from brief.collect.cues import Cues, compile_cues
from brief.collect.dating import published
from brief.collect.draft import Mark
from brief.collect.folders import Found, find, shown
from brief.collect.isolation import IN_PROCESS, Isolation
from brief.collect.layers import passages
from brief.collect.limits import LIMITS, Limits
from brief.collect.naming import publisher, title
from brief.collect.opening import Opened, Opening
from brief.collect.paragraphs import paragraphs
from brief.collect.tongue import language
from brief.errors import NoSourceError
from brief.folding import Searched, folded
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
        for one in _opened(found, limits, isolation):
            if isinstance(one, Notice):
                notices.append(one)
            elif len(sources) == limits.sources:
                text = f"this and what follows are more than {limits.named('sources')}; give fewer at a time"
                notices.append(Notice(place=one.place, message=text))
                break
            else:
                sources.append(document(one, cues, number=f"s{len(sources) + 1}"))
                notices.extend(_foreign(sources[-1]))
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


def _opened(found: Sequence[Found], limits: Limits, isolation: Isolation) -> Iterator[Opened | Notice]:
    for file in found:
        yield from Opening(limits, isolation).file(file)


def _foreign(source: SourceDocument) -> Iterator[Notice]:
    if source.language != "en":
        text = f"seems to be in another language than English ({source.language})"
        yield Notice(place=source.path, message=f"{text}; little will be found in it: give a translation")


def _titled(text: str, known: str, marks: Sequence[Mark]) -> Sequence[Mark]:
    """Return the marks, the one that repeats the title of the file's metadata known as headline."""
    found = known.casefold()
    if not found or any(mark.layer is Layer.HEADLINE for mark in marks):
        return marks
    for i, mark in enumerate(marks):
        words = " ".join(text[mark.start : mark.end].split()).casefold()
        if words == found or (len(words) > _TITLE and found.startswith(words)):
            return [*marks[:i], replace(mark, layer=Layer.HEADLINE), *marks[i + 1 :]]
    return marks


def document(one: Opened, cues: Cues, *, number: str) -> SourceDocument:
    """Return what was read as a source with its passages and metadata, as its folded text shows them."""
    draft = one.draft
    source = SourceDocument(
        id=number,
        path=one.place,
        format=draft.format,
        text=draft.text,
        digest=one.digest,
        author=draft.author,
        encoding=draft.encoding,
        pages=draft.pages,
    )
    searched = Searched(source)
    text, place = searched.copy.text, searched.place
    told = [replace(mark, start=place(mark.start), end=place(mark.end)) for mark in draft.marks]
    marks = _titled(text, folded(draft.title), told or paragraphs(text))
    copy = searched.copy.model_copy(update={"passages": passages(text, marks, cues)})
    bodies = (text[p.span.start : p.span.end] for p in copy.passages if p.layer is Layer.BODY)
    return source.model_copy(
        update={
            "passages": searched.passages(copy.passages),
            "title": title(copy) or folded(draft.title),
            "publisher": folded(draft.publisher) or publisher(copy, cues),
            "published": searched.dating(published(copy, cues, draft.published)),
            "language": language("\n".join(bodies), cues),
        }
    )
