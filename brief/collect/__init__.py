"""Room 1: files and folders in, source documents and notices out. What it needs is loaded when it is used."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from brief.collect.limits import LIMITS, Limits

if TYPE_CHECKING:
    from brief.lexicon import Lexicon
    from brief.model import Notice, SourceDocument

__all__ = ["LIMITS", "Limits", "collect"]


def collect(
    paths: Sequence[Path], lexicon: Lexicon, limits: Limits = LIMITS
) -> tuple[tuple[SourceDocument, ...], tuple[Notice, ...]]:
    """Return every readable source among `paths`, and what the reader should know; see `collecting.collect`."""
    from brief.collect import collecting  # noqa: PLC0415 - the readers' own process needs none of it

    return collecting.collect(paths, lexicon, limits)
