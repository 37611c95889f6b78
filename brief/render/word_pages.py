"""A document in, the page on which Word will probably set each heading out: shown until Word computes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from brief.render.blocks import Block, Contents, Document, Facts, Heading, Line, Listing, Paragraph, Table
from brief.render.columns import column_widths, width_of
from brief.render.theme import FACT_SHARES, HEAD_AND_FOOT, PAGE_HEIGHT
from brief.render.walk import lines_of
from brief.render.word_styles import CELL_PADDING, LOOKS, TABLE_SIZE, TEXT_WIDTH, Look

_HEIGHT = PAGE_HEIGHT - 2 * HEAD_AND_FOOT
_WIDTH = TEXT_WIDTH / 20
_LINE, _SPACING, _AFTER, _SIZE = 1.15, 269, 100, 10.0  # of the font's size; the defaults of the styles
_FILLED = 1.02  # of a line: widths are on the wide side, which makes up for what its end leaves empty
_PARAGRAPHS = {"body": "BodyText", "note": "Note", "quote": "Quote", "label": "Label", "fine": "Fine"}
_LISTS = {"body": "ListBullet", "note": "NoteBullet", "fine": "FineBullet"}
_STYLES: Mapping[str, Look] = {look.id: look for look in LOOKS}
_ROW = 3.5 + 1  # above, below and between the lines of a row
_NOTES_RULE = 12.0


def pages_of(document: Document) -> dict[str, int]:
    """Return the page of each heading by its anchor, counted from 1; and of the end, by ""."""
    notes = {note.number: _height((note.runs,), "FootnoteText", _WIDTH - 10) for note in document.notes}
    page, filled, below, last = 1, 0.0, 0.0, 0.0
    found: dict[str, int] = {}
    for block in document.blocks:
        cites = list(_cites(block))
        for place, (height, keep) in enumerate(_pieces(block)):
            cited = sum(notes.pop(n, 0.0) for n in cites) if not place else 0.0
            rule = _NOTES_RULE if cited and not below else 0.0
            top = max(_before(block) - last, 0.0)
            full = filled + top + height + keep + below + cited + rule > _HEIGHT
            if filled and (full or (isinstance(block, Heading) and block.new_page)):
                page, filled, below, top = page + 1, 0.0, 0.0, 0.0
            filled += top + height
            below += cited + rule
            last = _after(block)
        if isinstance(block, Heading) and block.anchor:
            found.setdefault(block.anchor, page)
    return found | {"": page}


def _style(block: Block) -> Look:
    match block:
        case Heading():
            return _STYLES[f"Heading{min(max(block.level - 1, 1), 3)}" if block.level > 1 else "Title"]
        case Paragraph():
            return _STYLES[_PARAGRAPHS[block.style]]
        case Listing():
            return _STYLES["ListNumber" if block.ordered else _LISTS[block.style]]
        case Contents():
            return _STYLES["TOC1"]
        case _:
            return _STYLES["TableEnd"]


def _before(block: Block) -> float:
    return (_style(block).before or 0) / 20


def _after(block: Block) -> float:
    after = _style(block).after
    return (_AFTER if after is None else after) / 20


def _pieces(block: Block) -> Iterator[tuple[float, float]]:
    """Yield the height of each part of a block that stays whole, and of what must follow it on the page."""
    look = _style(block)
    match block:
        case Heading():
            yield _height(((),), look.id, _WIDTH), 40.0
        case Paragraph():
            yield _height((block.runs,), look.id, _WIDTH), 14.0 if look.keep else 0.0
        case Listing() | Contents():
            for item in block.items:
                yield _height((item,), look.id, _WIDTH), 0.0
        case Facts():
            for _, line in block.pairs:
                yield _height((line,), "FactText", _WIDTH * FACT_SHARES[1]) + _ROW, 0.0
        case Table():
            yield from _rows(block)


def _rows(table: Table) -> Iterator[tuple[float, float]]:
    padding = CELL_PADDING / 10
    widths = column_widths(table, _WIDTH, TABLE_SIZE, padding)
    yield _height(((),), "TableHeading", _WIDTH) + _ROW, 15.0
    for row in table.rows:
        cells = zip(row, widths, strict=False)
        yield max((_height(c.lines, "TableText", w - padding) for c, w in cells), default=0) + _ROW, 0.0


def _height(lines: Iterable[Line], style: str, width: float) -> float:
    """Return the height of some paragraphs of one style."""
    look = _STYLES[style]
    size = look.size or _SIZE
    room = (width - look.indent / 20) * _FILLED
    count = sum(max(1, -int(-(sum(width_of(run.text) for run in line) * size) // room)) for line in lines)
    leading = size * _LINE * (look.line or _SPACING) / 240
    after = (_AFTER if look.after is None else look.after) / 20
    return count * leading + after


def _cites(block: Block) -> Iterator[int]:
    for line in lines_of(block):
        for run in line:
            yield from run.cites
