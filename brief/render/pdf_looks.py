"""A theme in, the look of every kind of paragraph in the PDF out; lengths are points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from brief.render.pdf_fonts import BOLD, ITALIC, REGULAR, WIDE, WIDE_BOLD
from brief.render.theme import Theme

CELL_SIDES, CELL_ABOVE, CELL_BELOW = 3.5, 2.6, 3.0
CONTENTS_ROOM = 36.0  # for the number of the page
RAISED, RAISED_SIZE = 0.33, 0.68  # of a citation's number, in parts of the text's size
ITALIC_OF = {REGULAR: ITALIC, BOLD: BOLD, WIDE: WIDE, WIDE_BOLD: WIDE_BOLD}
_FAMILIES = {"Liberation Sans": (REGULAR, BOLD), "DejaVu Sans": (WIDE, WIDE_BOLD)}


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph is set; `hanging` is how far its label stands to the left of the text."""

    size: float = 10
    leading: float = 13.4
    font: str = REGULAR
    colour: str = ""
    before: float = 0
    after: float = 5
    indent: float = 0
    hanging: float = 0
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Looks:
    """All looks of one theme, and its two fonts."""

    theme: Theme
    regular: str
    bold: str
    title: Look
    headings: tuple[Look, ...]
    paragraphs: Mapping[str, Look]
    lists: Mapping[str, Look]
    number: Look
    contents: Look
    cell: Look
    cell_head: Look
    fact: Look
    fact_label: Look
    note: Look
    marking: Look
    footer: Look


@lru_cache(maxsize=8)
def looks_of(theme: Theme) -> Looks:
    """Return the looks of a theme."""
    regular, bold = _FAMILIES[theme.pdf_font]
    scale = theme.size / 10

    def look(size: float, leading: float, of: Look | None = None, /, **more: object) -> Look:
        made = replace(of or Look(), size=size * scale, leading=leading * scale, **more)  # type: ignore[arg-type] # fields of Look
        return replace(made, font=bold if made.font == BOLD else regular, colour=made.colour or theme.ink)

    strong = Look(font=BOLD, colour=theme.accent, keep=True)
    grey = Look(colour=theme.grey)
    return Looks(
        theme=theme,
        regular=regular,
        bold=bold,
        title=look(17, 21, strong, after=8),
        headings=(
            look(13, 16.5, strong, before=15),
            look(10.5, 14, strong, before=10, after=2.5),
            look(10, 13.4, strong, colour=theme.ink, before=8, after=2),
        ),
        paragraphs={
            "body": look(10, 13.4),
            "note": look(8.5, 11.2, grey),
            "quote": look(10, 13.4, indent=17, after=6),
            "fine": look(7.5, 9.4, before=3.4, after=0.6, keep=True),
            "label": look(9, 12, strong, colour=theme.grey, before=5, after=1),
        },
        lists={
            "body": look(10, 13.4, indent=14.2, hanging=14.2, after=2.5),
            "note": look(8.5, 11.2, indent=12, hanging=12, after=2),
            "fine": look(7.5, 9.4, indent=9, hanging=9, after=0.6),
        },
        number=look(10, 13.4, indent=17, hanging=17, after=2.5),
        contents=look(10, 13.4, after=2),
        cell=look(9, 11.4, after=1),
        cell_head=look(8.5, 11.4, strong, after=1, keep=False),
        fact=look(9.5, 12.2, after=1),
        fact_label=look(9.5, 12.2, grey, after=1),
        note=look(8.5, 11, indent=17, hanging=17, after=2.5),
        marking=look(9.5, 11.5, strong, colour=theme.ink, keep=False),
        footer=look(8.5, 10.5, grey),
    )
