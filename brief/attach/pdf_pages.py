"""The pages of an annex among those of the host: where they go, their labels, what points to them."""

from __future__ import annotations

import re
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from brief.attach.pdf_outline import rename_targets
from brief.attach.pdf_trees import names_of, number_tree, numbers_in
from brief.errors import UsageError

MARK: Final = Name("/BriefAnnex")
WHEN: Final = "D:20000101000000Z"  # the clock is no part of a result
PREFIX: Final = b"briefannex:"  # before the names of the annex's destinations
_AT_PAGE: Final = re.compile(r"(?:page\s+)?(\d+)", re.IGNORECASE)
_PREFIX: Final = re.compile(r"([A-Z]|\d{1,2})-")  # of a label


def place_in(host: pikepdf.Pdf, at: str, name: str) -> int:
    """Return the number of pages before the annex. Raise UsageError for a place that is none."""
    pages = len(host.pages)
    wanted = " ".join(at.split())
    if wanted.casefold() in {"", "end"}:
        return pages
    found = _AT_PAGE.fullmatch(wanted)
    if found is None:
        raise UsageError(f'{name}: {at!r} is no place in a PDF; give "page N", after which the annex goes, or end')
    if int(found[1]) > pages:
        raise UsageError(f"{name}: there is no page {found[1]}; the report has {pages}")
    return int(found[1])


def insert_pages(host: pikepdf.Pdf, annex: pikepdf.Pdf, place: int) -> list[Object]:
    """Insert the annex's pages. Return them as they stand in the host, each marked as ours."""
    for offset, page in enumerate(annex.pages):
        host.pages.insert(place + offset, page)
    pages: list[Object] = [host.pages[place + offset].obj for offset in range(len(annex.pages))]
    for made in pages:
        made[Name.PieceInfo] = Dictionary({str(MARK): Dictionary(LastModified=String(WHEN))})
        made[Name.LastModified] = String(WHEN)
    return pages


def drop_pages(host: pikepdf.Pdf) -> int | None:
    """Remove our pages. Return how many stood before them, None when there were none."""
    ours = [n for n, page in enumerate(host.pages) if MARK in page.obj.get(Name.PieceInfo, Dictionary())]
    for place in reversed(ours):
        del host.pages[place]
    return ours[0] if ours else None


def letters_of_pages(host: pikepdf.Pdf) -> list[str]:
    """Return the letters and numbers of annexes in the labels of the host's pages, such as A-1."""
    prefixes = (str(label.get(Name.P, "")) for label in numbers_in(host.Root.get(Name.PageLabels)).values())
    return [found[1] for prefix in prefixes if (found := _PREFIX.fullmatch(prefix))]


def label_pages(host: pikepdf.Pdf, place: int, count: int, letter: str) -> None:
    """Label the annex's pages A-1, A-2, … for the letter A; those of the host keep their labels."""
    labels = numbers_in(host.Root.get(Name.PageLabels))
    labels.setdefault(0, Dictionary(S=Name.D))
    made = {at: label for at, label in labels.items() if at < place}
    made[place] = Dictionary(S=Name.D, P=String(f"{letter}-"), St=1)
    if place < len(host.pages) - count:
        if place not in labels:
            start = max(at for at in labels if at < place)
            label = Dictionary(dict(labels[start].items()))
            label[Name.St] = int(label.get(Name.St, 1)) + place - start
            labels[place] = label
        made.update((at + count, label) for at, label in labels.items() if at >= place)
    host.Root[Name.PageLabels] = number_tree(host, made)


def rename_destinations(annex: pikepdf.Pdf) -> dict[bytes, Object]:
    """Prefix the names of the annex's destinations wherever it points to them. Return them by the new names."""
    found = names_of(annex, Name.Dests)
    old = annex.Root.get(Name.Dests, Dictionary())
    found.update((str(key)[1:].encode(), target) for key, target in old.items())

    def rename(holder: Object) -> None:
        for owner, key in ((holder, Name.Dest), (holder.get(Name.A, Dictionary()), Name.D)):
            target = owner.get(key)
            if isinstance(target, Name | String):
                said = str(target)[1:].encode() if isinstance(target, Name) else bytes(target)
                owner[key] = String(PREFIX + said)

    for page in annex.pages:
        for note in page.obj.get(Name.Annots, Array()):
            if note.get(Name.A, Dictionary()).get(Name.S, Name.GoTo) == Name.GoTo:
                rename(note)
    rename_targets(annex.Root.get(Name.Outlines), rename)
    return {PREFIX + key: target for key, target in found.items()}
