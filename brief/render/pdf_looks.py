"""A theme in, the look of every kind of paragraph in the PDF out; lengths are points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from brief.render.pdf_fonts import BOLD, ITALIC, REGULAR, WIDE, WIDE_BOLD
from brief.render.theme import Theme

CELL_SIDES, CELL_ABOVE, CELL_BELOW = 3.5, 2.2, 2.6
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
    colour: str = "ink"  # here the name of one of the theme's colours, in `Looks` the colour itself
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

    def made(look: Look) -> Look:
        return replace(
            look,
            size=look.size * scale,
            leading=look.leading * scale,
            font=bold if look.font == BOLD else regular,
            colour=getattr(theme, look.colour),
        )

    single = {name: made(look) for name, look in _SINGLE.items()}
    return Looks(
        theme=theme,
        regular=regular,
        bold=bold,
        headings=tuple(made(look) for look in _HEADINGS),
        paragraphs={name: made(look) for name, look in _PARAGRAPHS.items()},
        lists={name: made(look) for name, look in _LISTS.items()},
        **single,
    )


_STRONG = Look(font=BOLD, colour="accent", keep=True)
_GREY = Look(colour="grey")
_HEADINGS = (
    replace(_STRONG, size=13, leading=16.5, before=15),
    replace(_STRONG, size=10.5, leading=14, before=10, after=2.5),
    replace(_STRONG, colour="ink", before=8, after=2),
)
_PARAGRAPHS = {
    "body": Look(),
    "note": replace(_GREY, size=8.5, leading=11.2),
    "quote": Look(indent=17, after=6),
    "fine": Look(7.5, 9.4, before=3.4, after=0.6, keep=True),
    "label": replace(_STRONG, size=9, leading=12, colour="grey", before=5, after=1),
}
_LISTS = {
    "body": Look(indent=14.2, hanging=14.2, after=2.5),
    "note": Look(8.5, 11.2, indent=12, hanging=12, after=2),
    "fine": Look(7.5, 9.4, indent=9, hanging=9, after=0.6),
}
_SINGLE = {
    "title": replace(_STRONG, size=17, leading=21, after=8),
    "number": Look(indent=17, hanging=17, after=2.5),
    "contents": Look(after=2),
    "cell": Look(9, 11.4, after=1),
    "cell_head": replace(_STRONG, size=8.5, leading=11.4, after=1, keep=False),
    "fact": Look(9.5, 12.2, after=1),
    "fact_label": replace(_GREY, size=9.5, leading=12.2, after=1),
    "note": Look(8, 10.2, indent=17, hanging=17, after=2),
    "marking": replace(_STRONG, size=9.5, leading=11.5, colour="ink", keep=False),
    "footer": replace(_GREY, size=8.5, leading=10.5),
}
