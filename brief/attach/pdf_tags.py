"""The tag tree of an annex → a part of the host's, its keys above the host's own, and out again."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from brief.attach.pdf_trees import identity_tree, names_in, number_tree, numbers_in

MARK = Name("/BriefAnnex")
_KEYS = (Name.StructParents, Name.StructParent)
_SHARED = (Name.RoleMap, Name.ClassMap)
_PREFIX = b"briefannex:"  # before the identities of elements, which must be unique in a file


def is_tagged(file: pikepdf.Pdf) -> bool:
    """Return whether the file has a tag tree and says that it counts."""
    return Name.StructTreeRoot in file.Root and bool(file.Root.get(Name.MarkInfo, Dictionary()).get(Name.Marked))


def renumber(annex: pikepdf.Pdf, host: pikepdf.Pdf) -> dict[int, int]:
    """Move the annex's keys of content above those of the host. Return the new ones by the old."""
    tree = annex.Root.StructTreeRoot
    own = host.Root.StructTreeRoot
    first = max([*numbers_in(own.get(Name.ParentTree)), int(own.get(Name.ParentTreeNextKey, 0)) - 1, -1]) + 1
    moved = {old: first + place for place, old in enumerate(sorted(numbers_in(tree.get(Name.ParentTree))))}
    for holder in annex.objects:
        if isinstance(holder, Dictionary | pikepdf.Stream):
            _rekey(holder, moved)
            for note in holder.get(Name.Annots, ()) if holder.get(Name.Type) == Name.Page else ():
                if not note.is_indirect:
                    _rekey(note, moved)
    for element in names_in(tree.get(Name.IDTree)).values():
        element[Name.ID] = String(_PREFIX + bytes(element.ID))
    return moved


def forget_tags(annex: pikepdf.Pdf) -> None:
    """Take the keys of content away, for a host without a tag tree."""
    for holder in annex.objects:
        if isinstance(holder, Dictionary | pikepdf.Stream):
            for key in _KEYS:
                if key in holder:
                    del holder[key]


def add_part(host: pikepdf.Pdf, tree: Object, moved: dict[int, int], *, language: str, after: int) -> None:
    """Put the annex's copied tag tree into the host's, before the first element on page `after` or later."""
    root = host.Root.StructTreeRoot
    top = _top(root)
    part = host.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Part, P=top))
    if language:
        part[Name.Lang] = String(language)
    part[MARK] = True
    whole = _top(tree)
    for kid in (kids := [kid for kid in _kids(whole) if isinstance(kid, Dictionary)]):
        kid[Name.P] = part
    part[Name.K] = Array(kids)

    own = _kids(top)
    places = {(*page.objgen,): place for place, page in enumerate(host.pages)}
    at = next((n for n, kid in enumerate(own) if _first_page(kid, places) >= after), len(own))
    top[Name.K] = Array([*own[:at], part, *own[at:]])

    owners = numbers_in(root.get(Name.ParentTree))
    theirs = numbers_in(tree.get(Name.ParentTree))
    owners.update((new, theirs[old]) for old, new in moved.items())
    root[Name.ParentTree] = number_tree(host, owners)
    root[Name.ParentTreeNextKey] = max(owners, default=-1) + 1
    identities = names_in(root.get(Name.IDTree))
    identities.update((_PREFIX + key, element) for key, element in names_in(tree.get(Name.IDTree)).items())
    if identities:
        root[Name.IDTree] = identity_tree(host, identities)
    for kind in _SHARED:
        _share(host, root, tree, kind)


def even_out(host: pikepdf.Pdf) -> None:
    """Write the keys and identities of the host's tag tree as adding and dropping a part leaves them."""
    root = host.Root.get(Name.StructTreeRoot)
    if root is None or Name.ParentTree not in root:
        return
    owners = numbers_in(root.ParentTree)
    root[Name.ParentTree] = number_tree(host, owners)
    root[Name.ParentTreeNextKey] = max(owners, default=-1) + 1
    identities = names_in(root.get(Name.IDTree))
    if identities:
        root[Name.IDTree] = identity_tree(host, identities)


def drop_part(host: pikepdf.Pdf) -> None:
    """Remove our part, with the keys and identities that lead into it."""
    root = host.Root.get(Name.StructTreeRoot)
    if root is None:
        return
    top = _top(root)
    parts = [kid for kid in _kids(top) if isinstance(kid, Dictionary) and MARK in kid]
    if not parts:
        return
    gone = {element.objgen for part in parts for element in _elements(part)}
    top[Name.K] = Array([kid for kid in _kids(top) if not (isinstance(kid, Dictionary) and MARK in kid)])
    owners = {key: owner for key, owner in numbers_in(root.get(Name.ParentTree)).items() if not _leads(owner, gone)}
    root[Name.ParentTree] = number_tree(host, owners)
    root[Name.ParentTreeNextKey] = max(owners, default=-1) + 1
    identities = {k: v for k, v in names_in(root.get(Name.IDTree)).items() if not k.startswith(_PREFIX)}
    if identities:
        root[Name.IDTree] = identity_tree(host, identities)
    elif Name.IDTree in root:
        del root[Name.IDTree]


def _share(host: pikepdf.Pdf, root: Object, tree: Object, kind: Name) -> None:
    """Add the annex's own names of roles or classes; the host's stay what they are."""
    for key, meant in tree.get(kind, Dictionary()).items():
        if kind not in root:
            root[kind] = host.make_indirect(Dictionary())
        if key not in root[kind]:
            root[kind][key] = meant


def _top(root: Object) -> Object:
    """Return the element that holds all others, or the root of the tree when there is none."""
    kids = [kid for kid in _kids(root) if isinstance(kid, Dictionary)]
    roles = root.get(Name.RoleMap, Dictionary())
    if len(kids) == 1 and kids[0].get(Name.S) is not None:
        role = kids[0].S
        if role == Name.Document or roles.get(str(role)) == Name.Document:
            return kids[0]
    return root


def _kids(element: Object) -> list[Object]:
    kids = element.get(Name.K)
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def _elements(element: Object) -> Iterator[Object]:
    waiting, seen = [element], set()
    while waiting:
        one = waiting.pop()
        if one.objgen in seen:
            continue
        seen.add(one.objgen)
        yield one
        waiting += [kid for kid in _kids(one) if isinstance(kid, Dictionary) and Name.S in kid]


def _first_page(element: Object, places: dict[tuple[int, int], int]) -> int:
    """Return the number of the page on which an element begins, -1 when it says none."""
    while isinstance(element, Dictionary):
        if Name.Pg in element:
            return places.get(element.Pg.objgen, -1)
        kids = [kid for kid in _kids(element) if isinstance(kid, Dictionary)]
        if not kids:
            break
        element = kids[0]
    return -1


def _leads(owner: Object, gone: set[tuple[int, int]]) -> bool:
    owners = list(owner) if isinstance(owner, Array) else [owner]
    return any(isinstance(one, Dictionary) and one.objgen in gone for one in owners)


def _rekey(holder: Object, moved: dict[int, int]) -> None:
    for key in _KEYS:
        if key in holder and int(holder[key]) in moved:
            holder[key] = moved[int(holder[key])]
