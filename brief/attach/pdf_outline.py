"""The outline of an annex → one entry of the host's outline with the annex's below it, and out again."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

MARK = Name("/BriefAnnex")


def add_entry(file: pikepdf.Pdf, annex: Object | None, title: str, page: Object, after: int) -> None:
    """Add an entry to the host's outline, below it the entries of the annex's copied outline.

    It stands before the first entry of the highest level that leads to a page of number `after` or later.
    """
    root = _root(file)
    entry = annex if annex is not None and Name.First in annex else file.make_indirect(Dictionary())
    for key in (Name.Type, Name.Count):
        if key in entry:
            del entry[key]
    entry[Name.Title] = String(title)
    entry[Name.Dest] = Array([page, Name.Fit])
    entry[MARK] = True
    opened = sum(1 for _ in _below(entry))
    if opened:
        entry[Name.Count] = -opened
    _link(root, entry, _following(file, root, after))
    root[Name.Count] = int(root.get(Name.Count, 0)) + 1


def drop_entry(file: pikepdf.Pdf) -> None:
    """Remove our entry, and the outline itself when it is empty then."""
    root = file.Root.get(Name.Outlines)
    if root is None:
        return
    for entry in list(_siblings(root.get(Name.First))):
        if MARK not in entry:
            continue
        before, after = entry.get(Name.Prev), entry.get(Name.Next)
        shown = max(int(entry.get(Name.Count, 0)), 0)  # a reader may have opened it
        _point(root if before is None else before, Name.First if before is None else Name.Next, after)
        _point(root if after is None else after, Name.Last if after is None else Name.Prev, before)
        root[Name.Count] = max(int(root.get(Name.Count, 0)) - 1 - shown, 0)
    if Name.First not in root:
        del file.Root[Name.Outlines]


def titles_in(file: pikepdf.Pdf) -> Iterator[str]:
    """Yield the titles of the outline's entries."""
    outline = file.Root.get(Name.Outlines)
    for entry in _below(outline) if outline is not None else ():
        yield str(entry.get(Name.Title, ""))


def rename_targets(outline: Object | None, rename: Callable[[Object], None]) -> None:
    """Call `rename` with every entry of an outline."""
    for entry in _below(outline) if outline is not None else ():
        rename(entry)


def _root(file: pikepdf.Pdf) -> Object:
    if Name.Outlines not in file.Root or Name.First not in file.Root.Outlines:
        file.Root[Name.Outlines] = file.make_indirect(Dictionary(Type=Name.Outlines, Count=0))
    return file.Root.Outlines


def _following(file: pikepdf.Pdf, root: Object, after: int) -> Object | None:
    places = {(*page.objgen,): place for place, page in enumerate(file.pages)}
    for entry in _siblings(root.get(Name.First)):
        target = entry.get(Name.Dest, entry.get(Name.A, Dictionary()).get(Name.D))
        page = target[0] if isinstance(target, Array) and len(target) else None
        if isinstance(page, Dictionary) and places.get(page.objgen, -1) >= after:
            return entry
    return None


def _link(root: Object, entry: Object, following: Object | None) -> None:
    entry[Name.Parent] = root
    before = root.get(Name.Last) if following is None else following.get(Name.Prev)
    _point(entry, Name.Prev, before)
    _point(entry, Name.Next, following)
    _point(root if before is None else before, Name.First if before is None else Name.Next, entry)
    _point(root if following is None else following, Name.Last if following is None else Name.Prev, entry)


def _point(entry: Object, key: Name, other: Object | None) -> None:
    if other is not None:
        entry[key] = other
    elif key in entry:
        del entry[key]


def _siblings(entry: Object | None) -> Iterator[Object]:
    seen = set()
    while entry is not None and entry.objgen not in seen:
        seen.add(entry.objgen)
        yield entry
        entry = entry.get(Name.Next)


def _below(entry: Object) -> Iterator[Object]:
    waiting, seen = [entry], set()
    while waiting:
        for kid in _siblings(waiting.pop().get(Name.First)):
            if kid.objgen not in seen:
                seen.add(kid.objgen)
                yield kid
                waiting.append(kid)
