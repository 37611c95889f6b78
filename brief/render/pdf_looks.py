"""The look of the PDF as data; lengths are points."""

from __future__ import annotations

from dataclasses import dataclass

from brief.render.pdf_fonts import BOLD, ITALIC, REGULAR
from brief.render.theme import ACCENT, GREY, HEAD_AND_FOOT, INK, MARGIN, PAGE_HEIGHT, PAGE_WIDTH

TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN
TEXT_HEIGHT = PAGE_HEIGHT - 2 * HEAD_AND_FOOT
CELL_SIDES, CELL_ABOVE, CELL_BELOW = 3.5, 2.6, 3.0


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph is set; `hanging` is how far its label stands to the left of the text."""

    size: float = 10
    leading: float = 13.4
    font: str = REGULAR
    colour: str = INK
    before: float = 0
    after: float = 5
    indent: float = 0
    hanging: float = 0
    keep: bool = False


TITLE = Look(17, 21, BOLD, ACCENT, after=8, keep=True)
HEADINGS = (
    Look(13, 16.5, BOLD, ACCENT, before=15, after=5, keep=True),
    Look(10.5, 14, BOLD, ACCENT, before=10, after=2.5, keep=True),
    Look(10, 13.4, BOLD, INK, before=8, after=2, keep=True),
)
PARAGRAPHS = {
    "body": Look(),
    "note": Look(8.5, 11.2, colour=GREY, after=5),
    "quote": Look(indent=17, after=6),
    "fine": Look(7.5, 9.4, before=3.4, after=0.6, keep=True),
    "label": Look(9, 12, BOLD, GREY, before=5, after=1, keep=True),
}
LISTS = {
    "note": Look(8.5, 11.2, indent=12, hanging=12, after=2),
    "fine": Look(7.5, 9.4, indent=9, hanging=9, after=0.6),
}
CONTENTS = Look(after=2)
CONTENTS_ROOM = 36.0  # for the number of the page
BULLET = Look(indent=14.2, hanging=14.2, after=2.5)
NUMBER = Look(indent=17, hanging=17, after=2.5)
CELL = Look(9, 11.4, after=1)
CELL_HEAD = Look(8.5, 11.4, BOLD, ACCENT, after=1)
FACT = Look(9.5, 12.2, after=1)
FACT_LABEL = Look(9.5, 12.2, colour=GREY, after=1)
NOTE = Look(8.5, 11, indent=17, hanging=17, after=2.5)
MARKING = Look(9.5, 11.5, BOLD)
FOOTER = Look(8.5, 10.5, colour=GREY)

ITALIC_OF = {REGULAR: ITALIC, BOLD: BOLD}
RAISED, RAISED_SIZE = 0.33, 0.68  # of a citation's number, in parts of the text's size
