"""Name trees and number trees of a PDF ↔ flat mappings in order of their keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

_DEEPEST = 40  # levels of a tree; a loop in a damaged file ends here


def names_in(tree: Object | None) -> dict[bytes, Object]:
    """Return a name tree as a mapping."""
    return {bytes(pair[0]): pair[1] for pair in _pairs(tree, "/Names")}


def numbers_in(tree: Object | None) -> dict[int, Object]:
    """Return a number tree as a mapping."""
    return {int(pair[0]): pair[1] for pair in _pairs(tree, "/Nums")}


def name_tree(file: pikepdf.Pdf, entries: Mapping[bytes, Object]) -> Object:
    """Return the entries as a name tree of one leaf, its keys in order."""
    pairs = [part for key in sorted(entries) for part in (String(key), entries[key])]
    return file.make_indirect(Dictionary(Names=Array(pairs)))


def number_tree(file: pikepdf.Pdf, entries: Mapping[int, Object]) -> Object:
    """Return the entries as a number tree of one leaf, its keys in order."""
    pairs = [part for key in sorted(entries) for part in (key, entries[key])]
    return file.make_indirect(Dictionary(Nums=Array(pairs)))


def identity_tree(file: pikepdf.Pdf, entries: Mapping[bytes, Object]) -> Object:
    """Return a name tree with a leaf below its root, as some readers of `IDTree` want it."""
    keys = sorted(entries)
    leaf = name_tree(file, entries)
    leaf[Name.Limits] = Array([String(keys[0]), String(keys[-1])])
    return file.make_indirect(Dictionary(Kids=Array([leaf])))


def set_names(file: pikepdf.Pdf, kind: Name, entries: Mapping[bytes, Object]) -> None:
    """Write a name tree of the catalogue; without entries it is taken away."""
    names = file.Root.get(Name.Names)
    if names is None:
        if not entries:
            return
        names = file.Root[Name.Names] = file.make_indirect(Dictionary())
    if entries:
        names[kind] = name_tree(file, entries)
    elif kind in names:
        del names[kind]
    if not len(names.keys()):
        del file.Root[Name.Names]


def names_of(file: pikepdf.Pdf, kind: Name) -> dict[bytes, Object]:
    """Return a name tree of the catalogue as a mapping."""
    return names_in(file.Root.get(Name.Names, Dictionary()).get(kind))


def _pairs(tree: Object | None, key: str, depth: int = 0) -> Iterator[tuple[Object, Object]]:
    if not isinstance(tree, Dictionary) or depth > _DEEPEST:
        return
    for kid in tree.get("/Kids", Array()):
        yield from _pairs(kid, key, depth + 1)
    flat = list(tree.get(key, Array()))
    yield from zip(flat[::2], flat[1::2], strict=False)
