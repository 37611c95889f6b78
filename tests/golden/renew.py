"""Frozen briefings in, their golden pages out: `python -m tests.golden.renew`, then read what changed.

Of each schema the pages stand as Markdown and as an outline of the Word file and the PDF, the core and the whole.
The briefings are data: a visit made by hand, and what the engine once read in a bundle of each other schema.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, cast

from brief.lexicon import Lexicon, load_lexicon
from brief.render.blocks import Document
from brief.render.data import read_json
from brief.render.layout import lay_out
from brief.render.plain import write_markdown
from brief.schema_file import load_schema
from tests.golden.outline import outline
from tests.render.visit import BRIEFING, EMPTY
from tests.render.visit_schema import SCHEMA

FOLDER = Path(__file__).parent
SCHEMAS = ("visit", "disaster", "sanctions")
DEPTHS = ("core", "full")
_SHIPPED = {"disaster": "disaster-report", "sanctions": "sanctions"}


@cache
def _lexicon() -> Lexicon:
    return load_lexicon()


@cache
def document_of(name: str, depth: str = "full") -> Document:
    """Return the pages of one of the three briefings."""
    wanted = cast("Literal['core', 'full']", depth)
    if name == "visit":
        return lay_out(BRIEFING, SCHEMA, _lexicon(), wanted)
    briefing = read_json((FOLDER / f"{name}.json").read_bytes())
    return lay_out(briefing, load_schema(_SHIPPED[name], _lexicon()), _lexicon(), wanted)


@cache
def pages() -> dict[str, bytes]:
    """Return each golden page by the name of its file."""
    found = {"visit-empty.md": write_markdown(lay_out(EMPTY, SCHEMA, _lexicon()))}
    for name in SCHEMAS:
        for depth in DEPTHS:
            found[f"{name}-{depth}.md"] = write_markdown(document_of(name, depth))
            found[f"{name}-{depth}.outline"] = outline(document_of(name, depth)).encode()
    return found


if __name__ == "__main__":
    for name, page in pages().items():
        (FOLDER / name).write_bytes(page)
