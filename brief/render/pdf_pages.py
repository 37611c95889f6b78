"""Pieces with known heights → pages: none is lost, headings stay with their text, rows under their head."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from brief.render.pdf_pieces import Piece


@dataclass(slots=True)
class Page:
    """What stands on a page, each piece with the distance of its top from the page's."""

    placed: list[tuple[float, Piece]] = field(default_factory=list)
    filled: float = 0


def paginate(pieces: Iterable[Piece], height: float) -> list[Page]:
    """Return the pieces on pages of the given height, at least one; nothing is lost and nothing overlaps."""
    pages = [Page()]
    waiting = deque(pieces)
    while waiting:
        piece = waiting.popleft()
        page = pages[-1]
        if page.placed and (piece.new_page or _needed(piece, waiting) > height - page.filled):
            if not piece.new_page and not piece.keep and _place_part(piece, page, waiting, height):
                pages.append(Page())
                continue
            page = Page()
            pages.append(page)
        if not page.placed and (above := piece.repeated()) is not None:
            _place(above, page)
        before = piece.before if page.placed else 0
        if before + piece.height > height - page.filled and _place_part(piece, page, waiting, height):
            pages.append(Page())
        else:
            _place(piece, page)
    return pages


def _needed(piece: Piece, waiting: Iterable[Piece]) -> float:
    """Return the room for the piece, and for those it must stay with."""
    if not piece.keep:
        return piece.before + piece.height
    room = piece.before + piece.height + piece.after
    for follower in waiting:
        if follower.new_page:
            break
        room += follower.before
        if not follower.keep:
            return room + follower.least
        room += follower.height + follower.after
    return room


def _place_part(piece: Piece, page: Page, waiting: deque[Piece], height: float) -> bool:
    before = piece.before if page.placed else 0
    parts = piece.split(height - page.filled - before, height)
    if parts is None:
        return False
    _place(parts[0], page)
    waiting.appendleft(parts[1])
    return True


def _place(piece: Piece, page: Page) -> None:
    top = page.filled + (piece.before if page.placed else 0)
    page.placed.append((top, piece))
    page.filled = top + piece.height + piece.after
