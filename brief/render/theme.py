"""What the Word file and the PDF have in common to the eye: page, margins, colours, fonts. Lengths are points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

PAGES: Final = {"A4": (595.28, 841.89), "Letter": (612.0, 792.0)}
SHIPPED: Final = ("Liberation Sans", "DejaVu Sans")  # fonts of the PDF
DateForm = Literal["day-month-year", "month-day-year", "iso"]
DATE_FORMS: Final = ("day-month-year", "month-day-year", "iso")

LOGO_HEIGHT: Final = 42.0
FACT_SHARES = (0.17, 0.83)  # of the text width: labels and lines of the header block


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture above the title: a PNG of so many `dots`, what it shows, and how high it stands in points."""

    data: bytes
    alt: str
    height: float
    dots: tuple[int, int]

    def size(self, room: float) -> tuple[float, float]:
        """Return its width and height, smaller where it would take more than half of the room."""
        wide = min(self.height * self.dots[0] / self.dots[1], room / 2)
        return wide, wide * self.dots[1] / self.dots[0]


@dataclass(frozen=True, slots=True)
class Theme:
    """The look of the pages. `margin` is left and right, `head_and_foot` above and below the text.

    `edge` lies between the edge of the page and the marking; `size` is that of the text, all others
    follow it. Colours are six hexadecimal digits.
    """

    page: tuple[float, float] = PAGES["A4"]
    margin: float = 65.2
    head_and_foot: float = 62.0
    edge: float = 28.0
    size: float = 10.0
    ink: str = "1A1A1A"
    accent: str = "1F3864"  # titles, headings, the rules around a table
    grey: str = "5A6270"  # what stands back: notes, labels, footers
    rule: str = "C9CFD8"  # between rows
    link: str = "1F4E8C"
    word_font: str = "Arial"  # everywhere installed, or Liberation Sans in its place with the same widths
    pdf_font: str = SHIPPED[0]
    dates: DateForm = "day-month-year"
    logo: Logo | None = None

    @property
    def text_width(self) -> float:
        """Return the width between the margins."""
        return self.page[0] - 2 * self.margin

    @property
    def text_height(self) -> float:
        """Return the height of the text of a page."""
        return self.page[1] - 2 * self.head_and_foot

    def scaled(self, size: float) -> float:
        """Return a size made for text of ten points as it is beside this theme's text, to half a point."""
        return round(size * self.size / 5) / 2 if self.size != PLAIN_SIZE else size


PLAIN_SIZE = 10.0
PLAIN = Theme()
