"""A document in, the page on which Word will probably set each heading out: shown until Word computes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from brief.render.blocks import Block, Contents, Document, Facts, Figure, Heading, Line, Listing, Paragraph, Table
from brief.render.columns import column_widths, width_of
from brief.render.theme import FACT_SHARES, PLAIN, Theme
from brief.render.walk import lines_of
from brief.render.word_styles import CELL_PADDING, Look, looks_of

_LINE, _SPACING, _AFTER = 1.15, 269, 100  # of the font's size; the defaults of the styles
_FILLED = 1.02  # of a line: widths are on the wide side, which makes up for what its end leaves empty
_PARAGRAPHS = {"body": "BodyText", "note": "Note", "quote": "Quote", "label": "Label", "fine": "Fine"}
_LISTS = {"body": "ListBullet", "note": "NoteBullet", "fine": "FineBullet"}
_ROW = 3.5 + 1  # above, below and between the lines of a row
_NOTES_RULE = 12.0
_LOGO_ROOM = 10.0  # below a logo


def pages_of(document: Document, theme: Theme = PLAIN) -> dict[str, int]:
    """Return the page of each heading by its anchor, counted from 1; and of the end, by ""."""
    return _Measured(theme).pages(document)


class _Measured:
    """The styles of one theme, with which blocks are measured."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._width = theme.text_width
        self._styles: Mapping[str, Look] = {look.id: look for look in looks_of(theme)}

    def pages(self, document: Document) -> dict[str, int]:
        """Return the page of each heading by its anchor, and of the end by ""."""
        notes = {n.number: self._height((n.runs,), "FootnoteText", self._width - 10) for n in document.notes}
        logo = self._theme.logo
        page, filled, below, last = 1, 0.0, 0.0, 0.0
        filled += logo.size(self._width)[1] + _LOGO_ROOM if logo else 0.0
        found: dict[str, int] = {}
        for block in document.blocks:
            cites, look = list(_cites(block)), self._style(block)
            for place, (height, keep) in enumerate(self._pieces(block)):
                cited = sum(notes.pop(n, 0.0) for n in cites) if not place else 0.0
                rule = _NOTES_RULE if cited and not below else 0.0
                top = max((look.before or 0) / 20 - last, 0.0)
                full = filled + top + height + keep + below + cited + rule > self._theme.text_height
                if filled and (full or (isinstance(block, Heading) and block.new_page)):
                    page, filled, below, top = page + 1, 0.0, 0.0, 0.0
                filled += top + height
                below += cited + rule
                last = (_AFTER if look.after is None else look.after) / 20
            if isinstance(block, Heading) and block.anchor:
                found.setdefault(block.anchor, page)
        return found | {"": page}

    def _style(self, block: Block) -> Look:
        match block:
            case Heading():
                key = f"Heading{min(max(block.level - 1, 1), 3)}" if block.level > 1 else "Title"
            case Paragraph():
                key = _PARAGRAPHS[block.style]
            case Listing():
                key = "ListNumber" if block.ordered else _LISTS[block.style]
            case Contents():
                key = "TOC1"
            case Figure():
                key = "Picture"
            case _:
                key = "TableEnd"
        return self._styles[key]

    def _pieces(self, block: Block) -> Iterator[tuple[float, float]]:
        """Yield the height of each part of a block that stays whole, and of what must follow it on the page."""
        look = self._style(block)
        match block:
            case Heading():
                yield self._height(((),), look.id, self._width), 40.0
            case Paragraph():
                yield self._height((block.runs,), look.id, self._width), 14.0 if look.keep else 0.0
            case Listing() | Contents():
                for item in block.items:
                    yield self._height((item,), look.id, self._width), 0.0
            case Facts():
                for _, line in block.pairs:
                    yield self._height((line,), "FactText", self._width * FACT_SHARES[1]) + _ROW, 0.0
            case Table():
                yield from self._rows(block)
            case Figure():
                yield self._drawn(block) + (look.after or 0) / 20, 14.0

    def _drawn(self, figure: Figure) -> float:
        """Return the height of a picture."""
        from brief.render.pdf_fonts import Fonts  # noqa: PLC0415 - fonts are read only for a page with pictures
        from brief.render.scene_pictures import draw  # noqa: PLC0415 - the same

        return draw(figure.picture, self._theme, Fonts()).height

    def _rows(self, table: Table) -> Iterator[tuple[float, float]]:
        padding = CELL_PADDING / 10
        widths = column_widths(table, self._width, self._styles["TableText"].size, padding)
        yield self._height(((),), "TableHeading", self._width) + _ROW, 15.0
        for row in table.rows:
            cells = zip(row, widths, strict=False)
            yield max((self._height(c.lines, "TableText", w - padding) for c, w in cells), default=0) + _ROW, 0.0

    def _height(self, lines: Iterable[Line], style: str, width: float) -> float:
        """Return the height of some paragraphs of one style."""
        look = self._styles[style]
        size = look.size or self._theme.size
        room = (width - look.indent / 20) * _FILLED
        count = sum(max(1, -int(-(sum(width_of(run.text) for run in line) * size) // room)) for line in lines)
        leading = size * _LINE * (look.line or _SPACING) / 240
        return count * leading + (_AFTER if look.after is None else look.after) / 20


def _cites(block: Block) -> Iterator[int]:
    for line in lines_of(block):
        for run in line:
            yield from run.cites
