"""A report and a briefing, both PDFs → the report with the briefing's pages as its annex, and back again."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Stream, StreamDecodeLevel, String

from brief.attach.pdf_claims import keep_true, keep_true_with_file, may_hold_files
from brief.attach.pdf_colours import keep_colours
from brief.attach.pdf_files import add_files, copied, drop_files, embed_file
from brief.attach.pdf_opening import checked, damage_told, opened, opened_briefing
from brief.attach.pdf_outline import add_entry, drop_entry, titles_in
from brief.attach.pdf_pages import (
    MARK,
    PREFIX,
    WHEN,
    drop_pages,
    insert_pages,
    label_pages,
    letters_of_pages,
    place_in,
    rename_destinations,
)
from brief.attach.pdf_stamp import stamp_pages
from brief.attach.pdf_tags import add_part, drop_part, even_out, forget_tags, is_tagged, renumber
from brief.attach.pdf_trees import names_of, set_names
from brief.attach.wishes import Attached, Wish, counted, letter_of, next_letter

_WITH_FILES: Final = "1.4"  # the first version with attached files, then with object streams
_OBJECT_STREAMS: Final = "1.5"


@dataclass(frozen=True, slots=True)
class _Earlier:
    """An annex that was taken out: the pages before it, and the version of the host without it."""

    place: int
    version: str


@dataclass(frozen=True, slots=True)
class _Annex:
    """An annex on its way in: the pages before it, its title, its letter, and what is stamped on it."""

    place: int
    title: str
    letter: str
    stamp: str


def attach_pdf(report: bytes, briefing: bytes, wish: Wish, names: tuple[str, str]) -> Attached:
    """Return the report with the briefing's pages.

    Equal bytes for equal input, also when an earlier annex was replaced. Raise UsageError, LockedError.
    """
    with _both(report, briefing, wish, names) as (host, annex):
        notices = checked(host, names[0])
        _take_out(annex)
        earlier = _take_out(host)
        _even_out(host)
        place = place_in(host, wish.at, names[0]) if wish.at or earlier is None else earlier.place
        version = earlier.version if earlier else host.pdf_version
        notices += _said_of_tags(host, annex, names)
        title, letter = _titles(host, annex, wish)
        one = _Annex(place, title or _named(annex), letter, wish.stamped(title, letter))
        steps = _told(host, annex, one, again=not wish.at and earlier is not None)
        lost, left = _put_in(host, annex, one, version)
        notices += [f"{names[0]}: the result is no longer {claim}, for the briefing is not" for claim in lost]
        if left:
            notices.append(f"{names[1]}: its {left} stays out, for the report's PDF/A allows no such file")
        data = _saved(host, max(version, annex.pdf_version, key=_numbers))
    return Attached(data, earlier is not None, tuple(notices), steps)


def embed_pdf(report: bytes, briefing: bytes, wish: Wish, names: tuple[str, str]) -> Attached:
    """Return the report with the briefing as an attached file. Raise UsageError, LockedError."""
    with _both(report, briefing, wish, names) as (host, annex):
        notices = checked(host, names[0])
        earlier = _take_out(host)
        _even_out(host)
        version = earlier.version if earlier else host.pdf_version
        metadata = host.Root.get(Name.Metadata)
        lost = keep_true_with_file(host, annex)
        notices += [f"{names[0]}: the result is no longer {one}, which allows no such file" for one in lost]
        name = PurePath(names[1]).name
        title = _titles(host, annex, wish)[0] or _named(annex)
        kept = Dictionary(Version=String(version), Files=embed_file(host, briefing, name, title))
        _keep(host, kept, Name.PageLabels)
        _keep_metadata(host, kept, metadata if lost else None)
        _remember(host, kept)
        data = _saved(host, max(version, _WITH_FILES, key=_numbers))
    step = f"file: {name}, {max(1, len(briefing) // 1000)} kB, in the list of attached files as “{title}”"
    return Attached(data, earlier is not None, tuple(notices), (step,))


def detach_pdf(report: bytes, password: str, name: str) -> Attached:
    """Return the report without its annex. Raise UsageError, LockedError."""
    with opened(report, name, password) as host, damage_told(name):
        notices = checked(host, name)
        earlier = _take_out(host)
        if earlier is None:
            return Attached(report, found=False)
        return Attached(_saved(host, earlier.version), found=True, notices=tuple(notices))


def data_in_pdf(briefing: bytes, name: str) -> bytes | None:
    """Return the JSON that a briefing carries, None when it carries none. Raise UsageError."""
    with opened(briefing, name, "") as file, damage_told(name):
        for key, spec in names_of(file, Name.EmbeddedFiles).items():
            if key.endswith(b".json") and spec.get(Name.AFRelationship) == Name.Data:
                return bytes(spec.EF.F.read_bytes())
    return None


@contextmanager
def _both(
    report: bytes, briefing: bytes, wish: Wish, names: tuple[str, str]
) -> Iterator[tuple[pikepdf.Pdf, pikepdf.Pdf]]:
    """Open report and briefing."""
    with (
        opened(report, names[0], wish.password) as host,
        opened_briefing(briefing, names[1], wish.password) as annex,
        damage_told(" or ".join(names)),
    ):
        yield host, annex


def _titles(host: pikepdf.Pdf, annex: pikepdf.Pdf, wish: Wish) -> tuple[str, str]:
    """Return the title that was asked for, and the letter of the annex."""
    said = [*titles_in(host), *(f"Annex {letter}" for letter in letters_of_pages(host))]
    title = wish.titled(said, str(annex.docinfo.get(Name.Title, "")))
    return title, letter_of(title) or next_letter("Annex", said)


def _told(host: pikepdf.Pdf, annex: pikepdf.Pdf, one: _Annex, *, again: bool) -> tuple[str, ...]:
    """Return what is done, and where."""
    pages, own = len(host.pages), len(annex.pages)
    where = f"after page {one.place} of {pages}" if one.place else f"before page 1 of {pages}"
    labels = f"{one.letter}-1" if own == 1 else f"{one.letter}-1 to {one.letter}-{own}"
    tags = "joined" if is_tagged(host) and is_tagged(annex) else "none"
    return (
        f"place: {where}{', in place of the earlier annex' if again else ''}",
        f"annex: {counted(own, 'page')}, labelled {labels}; title: {one.title}; tags: {tags}",
        f"outline: {counted(1 + sum(1 for _ in titles_in(annex)), 'line')} added",
    )


def _said_of_tags(host: pikepdf.Pdf, annex: pikepdf.Pdf, names: tuple[str, str]) -> list[str]:
    if not is_tagged(host):
        return [f"{names[0]}: the report has no tags for screen readers; the annex joins it without its own"]
    if not is_tagged(annex):
        return [f"{names[1]}: the briefing has no tags for screen readers, which the report has"]
    return []


def _put_in(host: pikepdf.Pdf, annex: pikepdf.Pdf, one: _Annex, version: str) -> tuple[list[str], str]:
    """Insert the annex with all that belongs to its pages.

    Return what the result cannot claim any more, and which attached files the host's claim keeps out.
    """
    tags = is_tagged(host) and is_tagged(annex)
    moved = renumber(annex, host) if tags else {}
    if not tags:
        forget_tags(annex)
    keep_colours(host, annex)
    targets = rename_destinations(annex)
    pages = insert_pages(host, annex, one.place)
    after = one.place + len(pages)
    if one.stamp:
        stamp_pages(host, pages, one.stamp)
    if tags:
        language = str(annex.Root.get(Name.Lang, ""))
        differs = language != str(host.Root.get(Name.Lang, ""))
        tree = host.copy_foreign(annex.Root.StructTreeRoot)
        add_part(host, tree, moved, language=language if differs else "", after=after)
    destinations = names_of(host, Name.Dests)
    destinations.update((key, copied(host, annex, target)) for key, target in targets.items())
    set_names(host, Name.Dests, destinations)
    outline = annex.Root.get(Name.Outlines)
    add_entry(host, None if outline is None else copied(host, annex, outline), one.title, pages[0], after)
    metadata = host.Root.get(Name.Metadata)
    lost = keep_true(host, annex, tags=tags)
    left = "" if may_hold_files(host) else ", ".join(key.decode() for key in names_of(annex, Name.EmbeddedFiles))
    kept = Dictionary(Version=String(version), Files=Array() if left else add_files(host, annex))
    _keep(host, kept, Name.PageLabels)
    label_pages(host, one.place, len(pages), one.letter)
    _keep_metadata(host, kept, metadata if lost else None)
    _remember(host, kept)
    return lost, left


def _take_out(host: pikepdf.Pdf) -> _Earlier | None:
    """Remove our pages with all that came with them, and give the host back what it had instead."""
    place = drop_pages(host)
    known = host.Root.get(Name.PieceInfo, Dictionary()).get(MARK)
    if known is None:
        return None if place is None else _Earlier(place, host.pdf_version)
    kept = known.Private
    drop_entry(host)
    drop_part(host)
    destinations = names_of(host, Name.Dests)
    set_names(host, Name.Dests, {key: v for key, v in destinations.items() if not key.startswith(PREFIX)})
    drop_files(host, kept.get(Name.Files, Array()))
    if Name.PageLabels in kept:
        host.Root[Name.PageLabels] = kept.PageLabels
    elif Name.PageLabels in host.Root:
        del host.Root[Name.PageLabels]
    if Name.Metadata in kept:
        host.Root[Name.Metadata] = kept.Metadata
    del host.Root.PieceInfo[MARK]
    if not len(host.Root.PieceInfo.keys()):
        del host.Root[Name.PieceInfo]
    pages = len(host.pages)
    return _Earlier(pages if place is None else min(place, pages), str(kept.Version))


def _even_out(host: pikepdf.Pdf) -> None:
    """Write the host's trees in the form that taking an annex out leaves, whether one was there or not."""
    set_names(host, Name.Dests, names_of(host, Name.Dests))
    even_out(host)


def _remember(host: pikepdf.Pdf, kept: Dictionary) -> None:
    """Note in the file what came with the annex and what it replaced, for taking it out."""
    if Name.PieceInfo not in host.Root:
        host.Root[Name.PieceInfo] = Dictionary()
    host.Root.PieceInfo[MARK] = Dictionary(LastModified=String(WHEN), Private=host.make_indirect(kept))


def _keep(host: pikepdf.Pdf, kept: Object, key: Name) -> None:
    """Keep what the catalogue has, to be given back."""
    if key in host.Root:
        kept[key] = host.Root[key]


def _keep_metadata(host: pikepdf.Pdf, kept: Object, old: Object | None) -> None:
    """Keep the metadata that were changed, and those that saving changes, because they tell the file's version."""
    now = host.Root.get(Name.Metadata)
    if old is not None:
        kept[Name.Metadata] = old
    elif isinstance(now, Stream) and _tells_version(now):
        made = Stream(host, now.read_bytes())
        made.stream_dict = Dictionary(Type=Name.Metadata, Subtype=Name.XML)
        kept[Name.Metadata] = host.make_indirect(made)


def _tells_version(metadata: Object | None) -> bool:
    return isinstance(metadata, Stream) and b"PDFVersion" in metadata.read_bytes()


def _named(annex: pikepdf.Pdf) -> str:
    title = annex.docinfo.get(Name.Title)
    return "Annex" if title is None else f"Annex: {title}"


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _saved(host: pikepdf.Pdf, version: str) -> bytes:
    """Return the file, its bytes a function of its content alone."""
    flat = _written(host, version, ObjectStreamMode.disable)
    if _numbers(version) < _numbers(_OBJECT_STREAMS):
        return flat
    with pikepdf.open(io.BytesIO(flat)) as ordered:  # object streams are filled by number, so these come first
        return _written(ordered, version, ObjectStreamMode.generate)


def _written(file: pikepdf.Pdf, version: str, mode: ObjectStreamMode) -> bytes:
    if Name.ID in file.trailer:
        del file.trailer[Name.ID]  # its first half would tell the file's history
    out = io.BytesIO()
    file.save(
        out,
        deterministic_id=True,
        fix_metadata_version=_tells_version(file.Root.get(Name.Metadata)),
        force_version=version,
        compress_streams=False,
        stream_decode_level=StreamDecodeLevel.none,
        object_stream_mode=mode,
    )
    return out.getvalue()
