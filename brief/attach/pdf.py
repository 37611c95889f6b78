"""A report and a briefing, both PDFs → the report with the briefing's pages as its annex, and back again."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, StreamDecodeLevel, String

from brief.attach.pdf_claims import keep_true, keep_true_with_file
from brief.attach.pdf_files import add_files, copied, drop_files, embed_file
from brief.attach.pdf_outline import add_entry, drop_entry
from brief.attach.pdf_pages import (
    MARK,
    PREFIX,
    WHEN,
    drop_pages,
    insert_pages,
    label_pages,
    place_in,
    rename_destinations,
)
from brief.attach.pdf_tags import add_part, drop_part, forget_tags, is_tagged, renumber
from brief.attach.pdf_trees import names_of, set_names
from brief.errors import UsageError

_WITH_FILES: Final = "1.4"  # the first version with attached files, then with object streams
_OBJECT_STREAMS: Final = "1.5"


@dataclass(frozen=True, slots=True)
class _Earlier:
    """An annex that was taken out: the pages before it, and the version of the host without it."""

    place: int
    version: str


def attach_pdf(  # noqa: PLR0913 - what the caller's options say
    report: bytes, briefing: bytes, *, title: str, at: str, password: str, names: tuple[str, str]
) -> tuple[bytes, bool, tuple[str, ...]]:
    """Return the report with the briefing's pages, whether it had an annex before, and notices.

    Equal bytes for equal input, also when an earlier annex was replaced. Raise UsageError.
    """
    damaged = _damage_told(" or ".join(names))
    with _opened(report, names[0], password) as host, _opened(briefing, names[1], "") as annex, damaged:
        notices = _checked(host, names[0])
        _take_out(annex)
        earlier = _take_out(host)
        place = place_in(host, at, names[0]) if at or earlier is None else earlier.place
        version = earlier.version if earlier else host.pdf_version
        notices += _said_of_tags(host, annex, names)
        lost = _put_in(host, annex, place, title, version)
        notices += [f"{names[0]}: the result is no longer {one}, for the briefing is not" for one in lost]
        return _saved(host, max(version, annex.pdf_version, key=_numbers)), earlier is not None, tuple(notices)


def embed_pdf(
    report: bytes, briefing: bytes, *, title: str, password: str, names: tuple[str, str]
) -> tuple[bytes, bool, tuple[str, ...]]:
    """Return the report with the briefing as an attached file, whether it had an annex before, and notices."""
    damaged = _damage_told(" or ".join(names))
    with _opened(report, names[0], password) as host, _opened(briefing, names[1], "") as annex, damaged:
        notices = _checked(host, names[0])
        earlier = _take_out(host)
        version = earlier.version if earlier else host.pdf_version
        metadata = host.Root.get(Name.Metadata)
        lost = keep_true_with_file(host, annex)
        notices += [f"{names[0]}: the result is no longer {one}, which allows no such file" for one in lost]
        name = PurePath(names[1]).name
        kept = Dictionary(
            Version=String(version), Files=embed_file(host, briefing, name, title or _title_of(annex))
        )
        _keep(host, kept, Name.PageLabels)
        if lost and metadata is not None:
            kept[Name.Metadata] = metadata
        _remember(host, kept)
        return _saved(host, max(version, _WITH_FILES, key=_numbers)), earlier is not None, tuple(notices)


def detach_pdf(report: bytes, *, password: str, name: str) -> tuple[bytes, bool, tuple[str, ...]]:
    """Return the report without its annex, whether it had one, and notices. Raise UsageError."""
    with _opened(report, name, password) as host, _damage_told(name):
        notices = _checked(host, name)
        earlier = _take_out(host)
        if earlier is None:
            return report, False, ()
        return _saved(host, earlier.version), True, tuple(notices)


def _opened(data: bytes, name: str, password: str) -> pikepdf.Pdf:
    try:
        return pikepdf.open(io.BytesIO(data), password=password)
    except pikepdf.PasswordError as err:
        what = "the password is wrong" if password else "it needs a password"
        raise UsageError(f"{name}: {what}; give that of the file with --password") from err
    except (pikepdf.PdfError, ValueError) as err:
        raise UsageError(f"{name}: it is no PDF, or damaged; open it and save it anew") from err


@contextmanager
def _damage_told(names: str) -> Iterator[None]:
    """Turn what the library raises when something in a file is of another kind than it must be into UsageError."""
    try:
        yield
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, RuntimeError, pikepdf.PdfError) as err:
        raise UsageError(f"{names}: damaged inside ({err}); open it and save it anew") from err


def _checked(host: pikepdf.Pdf, name: str) -> list[str]:
    """Return what is to be said about the host. Raise UsageError when it is signed."""
    form = host.Root.get(Name.AcroForm, Dictionary())
    if _is_signed(form.get(Name.Fields, Array())) or Name.Perms in host.Root:
        raise UsageError(f"{name}: it is signed, and a change would break that; use the file from before signing")
    return [f"{name}: it was encrypted; the result has no password"] if host.is_encrypted else []


def _is_signed(fields: Object) -> bool:
    waiting, seen = list(fields), set()
    while waiting:
        field = waiting.pop()
        if not isinstance(field, Dictionary) or (field.is_indirect and field.objgen in seen):
            continue
        seen.add(field.objgen)
        if field.get(Name.FT) == Name.Sig and Name.V in field:
            return True
        waiting += list(field.get(Name.Kids, Array()))
    return False


def _said_of_tags(host: pikepdf.Pdf, annex: pikepdf.Pdf, names: tuple[str, str]) -> list[str]:
    if not is_tagged(host):
        return [f"{names[0]}: the report has no tags for screen readers; the annex joins it without its own"]
    if not is_tagged(annex):
        return [f"{names[1]}: the briefing has no tags for screen readers, which the report has"]
    return []


def _put_in(host: pikepdf.Pdf, annex: pikepdf.Pdf, place: int, title: str, version: str) -> list[str]:
    """Insert the annex with all that belongs to its pages. Return what the result cannot claim any more."""
    tags = is_tagged(host) and is_tagged(annex)
    moved = renumber(annex, host) if tags else {}
    if not tags:
        forget_tags(annex)
    targets = rename_destinations(annex)
    pages = insert_pages(host, annex, place)
    if tags:
        language = str(annex.Root.get(Name.Lang, ""))
        differs = language != str(host.Root.get(Name.Lang, ""))
        tree = host.copy_foreign(annex.Root.StructTreeRoot)
        add_part(host, tree, moved, language=language if differs else "", after=place + len(pages))
    destinations = names_of(host, Name.Dests)
    destinations.update((key, copied(host, annex, target)) for key, target in targets.items())
    set_names(host, Name.Dests, destinations)
    outline = annex.Root.get(Name.Outlines)
    add_entry(
        host,
        None if outline is None else copied(host, annex, outline),
        title or _title_of(annex),
        pages[0],
        place + len(pages),
    )
    kept = Dictionary(Version=String(version), Files=add_files(host, annex))
    _keep(host, kept, Name.PageLabels)
    label_pages(host, place, len(pages), title)
    metadata = host.Root.get(Name.Metadata)
    lost = keep_true(host, annex, tags=tags)
    if lost and metadata is not None:
        kept[Name.Metadata] = metadata
    _remember(host, kept)
    return lost


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


def _remember(host: pikepdf.Pdf, kept: Dictionary) -> None:
    """Note in the file what came with the annex and what it replaced, for taking it out."""
    if Name.PieceInfo not in host.Root:
        host.Root[Name.PieceInfo] = Dictionary()
    host.Root.PieceInfo[MARK] = Dictionary(LastModified=String(WHEN), Private=host.make_indirect(kept))


def _keep(host: pikepdf.Pdf, kept: Object, key: Name) -> None:
    """Keep what the catalogue has, to be given back."""
    if key in host.Root:
        kept[key] = host.Root[key]


def _title_of(annex: pikepdf.Pdf) -> str:
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
        force_version=version,
        compress_streams=False,
        stream_decode_level=StreamDecodeLevel.none,
        object_stream_mode=mode,
    )
    return out.getvalue()
