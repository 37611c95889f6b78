"""A YAML file in, its content out: the one door to PyYAML."""

from __future__ import annotations

from pathlib import Path

import yaml

from brief.errors import ContentError

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(path: Path) -> object:
    """Return the content of one YAML file. Raise ContentError when it is no YAML."""
    try:
        return yaml.load(path.read_text(encoding="utf-8-sig"), Loader=_Loader)  # noqa: S506 - a safe loader
    except yaml.YAMLError as err:
        raise ContentError([f"{path}: {err}"]) from err
