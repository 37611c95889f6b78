"""Document → the bytes of a PDF: tagged for readers of every kind (PDF/UA-1), fit for archives (PDF/A-3a)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from brief.render.blocks import Document
from brief.render.pdf_blocks import Composer
from brief.render.pdf_canvas import Style, TaggedCanvas
from brief.render.pdf_east_asia import EXTRA, available, is_east_asian
from brief.render.pdf_file import describe
from brief.render.pdf_fonts import REGULAR, Fonts
from brief.render.pdf_looks import Look, Looks, looks_of
from brief.render.pdf_pages import paginate
from brief.render.pdf_pieces import Text
from brief.render.pdf_rtl import joined
from brief.render.pdf_tags import Tag
from brief.render.pdf_text import Span, break_lines
from brief.render.safe import xml_safe
from brief.render.theme import PLAIN, Theme
from brief.render.walk import texts_of

_FOOTER_WIDTH = 0.8  # of the text width; the rest is for the page's number
_MARKING_LINES = 2


def write_pdf(document: Document, data: bytes | None = None, theme: Theme = PLAIN) -> bytes:
    """Return the document as a PDF, equal bytes for equal input.

    `data` is the briefing's JSON; it travels inside the file as an attachment named briefing.json.
    """
    root, fonts, looks = Tag("Document"), fonts_of(document), looks_of(theme)
    pages = paginate(Composer(document, root, fonts, looks).pieces(), theme.text_height)
    canvas = TaggedCanvas(root, REGULAR, theme.page)
    describe(canvas, document, data)
    places = {
        mark.key: number
        for number, page in enumerate(pages, 1)
        for _, piece in page.placed
        if isinstance(piece, Text)
        for mark in piece.marks
    }
    for number, page in enumerate(pages, 1):
        for below, placed in page.placed:
            piece = placed
            if isinstance(placed, Text) and placed.page_of in places:
                piece = placed.numbered(places[placed.page_of], theme.text_width, fonts, theme.rule)
            piece.draw(canvas, theme.margin, theme.page[1] - theme.head_and_foot - below)
        _draw_margins(canvas, document, f"Page {number} of {len(pages)}", fonts, looks)
        canvas.showPage()
    canvas.showOutline()
    return canvas.finished()


def fonts_of(document: Document) -> Fonts:
    """Return the fonts that a document needs."""
    return Fonts(xml_safe(text) for text in texts_of(document))


def undrawn(document: Document) -> tuple[str, ...]:
    """Return the characters that no font has, in order of their code: the PDF writes them out.

    `[U+738B]` stands on the page for each; whoever writes the file should tell its reader.
    """
    fonts = fonts_of(document)
    letters = {letter for text in texts_of(document) for letter in xml_safe(text) if not letter.isspace()}
    return tuple(
        letter
        for letter in sorted(letters)
        if "".join(shown for _, shown in fonts.stretches(joined(letter), REGULAR)).startswith("[U+")
    )


def advice(letters: Sequence[str]) -> str:
    """Return what a person can do about characters that no font has, "" when nothing."""
    if available() or not any(map(is_east_asian, letters)):
        return ""
    return f"; pip install '{EXTRA}' brings a font for Chinese, Japanese and Korean"


def _draw_margins(canvas: TaggedCanvas, document: Document, page: str, fonts: Fonts, looks: Looks) -> None:
    """Draw the marking at the top and bottom, and above the lower one footer and page number."""
    theme, look, width = looks.theme, looks.footer, looks.theme.text_width
    marking = _margin_text(document.marking, looks.marking, width, fonts, lines=_MARKING_LINES)
    marking = replace(marking, centred=width)
    marking.draw(canvas, theme.margin, theme.page[1] - theme.edge)
    marking.draw(canvas, theme.margin, theme.edge + marking.height)
    above = theme.edge + marking.height + look.leading
    _margin_text(document.footer, look, width * _FOOTER_WIDTH, fonts).draw(canvas, theme.margin, above)
    number = _margin_text(page, look, width, fonts)
    number.draw(canvas, theme.margin + width - fonts.width(look.font, page, look.size), above)


def _margin_text(text: str, look: Look, width: float, fonts: Fonts, *, lines: int = 1) -> Text:
    """Return a text that belongs to no element; what is too long for the margin ends in an ellipsis."""
    style = Style(look.font, look.size, look.colour)
    words = xml_safe(text).split()
    broken = break_lines([Span(" ".join(words), style)], width, fonts)
    if len(broken) > lines:
        kept = " ".join("".join(s.text for s in line.stretches) for line in broken[:lines])
        shorter = kept.rstrip()[:-2].rstrip() + "…"
        broken = break_lines([Span(shorter, style)], width, fonts)[:lines]
    return Text(tuple(broken), None, look.size, look.leading)
