"""What the Word file and the PDF have in common to the eye: page, margins, colours. Lengths are points."""

from __future__ import annotations

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89  # A4
MARGIN = 65.2  # 2.3 cm, left and right
HEAD_AND_FOOT = 62.0  # above and below the text
EDGE = 28.0  # from the edge of the page to the marking

INK = "1A1A1A"
ACCENT = "1F3864"  # titles, headings, the rules around a table
GREY = "5A6270"  # what stands back: notes, labels, footers
RULE = "C9CFD8"  # between rows
LINK = "1F4E8C"

FACT_SHARES = (0.17, 0.83)  # of the text width: labels and lines of the header block
