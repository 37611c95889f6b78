"""The invented visit in, its golden pages out: `python -m tests.golden.renew`, then read what changed."""

from __future__ import annotations

from pathlib import Path

from brief.lexicon import load_lexicon
from brief.render.layout import lay_out
from brief.render.plain import write_markdown
from tests.render.visit import BRIEFING, EMPTY
from tests.render.visit_schema import SCHEMA

FOLDER = Path(__file__).parent


def pages() -> dict[str, bytes]:
    """Return each golden page by the name of its file."""
    lexicon = load_lexicon()
    return {
        "visit-core.md": write_markdown(lay_out(BRIEFING, SCHEMA, lexicon, "core")),
        "visit-full.md": write_markdown(lay_out(BRIEFING, SCHEMA, lexicon, "full")),
        "visit-empty.md": write_markdown(lay_out(EMPTY, SCHEMA, lexicon)),
    }


if __name__ == "__main__":
    for name, page in pages().items():
        (FOLDER / name).write_bytes(page)
