"""Language data in (YAML under `schemas/lists/`), look-ups out. Pass it, never import it.

Each file `NAME.yaml` is a mapping; an address `NAME.key` (or `NAME.key.subkey`) names a list or a table in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from importlib import resources
from pathlib import Path
from typing import TypeVar, cast

from brief import yamlfile

Made = TypeVar("Made")


def data_folder(name: str) -> Path:
    """Return the folder `schemas` or `seeds`, in a checkout or in an installed wheel."""
    packaged = Path(str(resources.files("brief"))) / "_data" / name
    return packaged if packaged.is_dir() else Path(str(resources.files("brief"))).parent / name


class Lexicon:
    """Word lists and tables by address. `digest` changes when any of them does."""

    def __init__(self, files: Mapping[str, object], digest: str = "") -> None:
        """Take the content of each file, or the path from which it is read when it is first asked for."""
        self._files = dict(files)
        self.digest = digest
        self._words: dict[str, frozenset[str]] = {}
        self._tables: dict[str, dict[str, tuple[str, ...]]] = {}
        self._made: dict[Callable[..., object], object] = {}

    def made(self, make: Callable[[Lexicon], Made]) -> Made:
        """Return what a function makes of these lists, made once."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("Made", self._made[make])

    def node(self, address: str) -> object:
        """Return what stands at an address, None when nothing does."""
        name, *keys = address.split(".")
        found = self._files.get(name)
        if isinstance(found, Path):
            found = self._files[name] = yamlfile.load(found)
        for key in keys:
            found = found.get(key) if isinstance(found, dict) else None
        return found

    def words(self, address: str) -> frozenset[str]:
        """Return a list as a set of strings, empty when there is none."""
        if address not in self._words:
            node = self.node(address) or ()
            self._words[address] = frozenset(str(item) for item in cast("list[object]", node))
        return self._words[address]

    def sequence(self, address: str) -> tuple[str, ...]:
        """Return a list in its order, empty when there is none."""
        return tuple(str(item) for item in cast("list[object]", self.node(address) or ()))

    def table(self, address: str) -> dict[str, tuple[str, ...]]:
        """Return a mapping of strings to lists of strings; a lone string counts as a list of one."""
        if address not in self._tables:
            self._tables[address] = _table(cast("dict[object, object]", self.node(address) or {}))
        return self._tables[address]


def _table(node: Mapping[object, object]) -> dict[str, tuple[str, ...]]:
    return {
        str(key): tuple(str(v) for v in value)
        if isinstance(value, list)
        else ()
        if value is None
        else (str(value),)
        for key, value in node.items()
    }


def load_lexicon(folder: Path | None = None) -> Lexicon:
    """Return every list under `folder` (the shipped `schemas/lists` when None).

    A file is read when it is first asked for; ContentError is raised then when it is no YAML.
    """
    home = folder or data_folder("schemas") / "lists"
    return Lexicon({path.stem: path for path in sorted(home.glob("*.yaml"))}, lists_digest(home))


def lists_digest(folder: Path | None = None) -> str:
    """Return the `digest` of the lists of a folder without reading them as YAML."""
    home = folder or data_folder("schemas") / "lists"
    digest = hashlib.sha256()
    for path in sorted(home.glob("*.yaml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
