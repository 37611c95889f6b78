"""Pieces with known heights → pages: none is lost, headings stay with their text, rows under their head."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from brief.render.pdf_pieces import Piece


@dataclass(slots=True)
class Page:
    """What stands on a page, each piece with the distance of its top from the page's.

    Between two pieces stands the larger of the room below the first and above the second, as in Word.
    """

    placed: list[tuple[float, Piece]] = field(default_factory=list)
    filled: float = 0
    after: float = 0  # the room that the last piece wants below

    def top(self, piece: Piece) -> float:
        """Return where the piece would begin."""
        return self.filled + max(self.after, piece.before) if self.placed else 0

    def place(self, piece: Piece) -> None:
        """Put the piece below what stands there."""
        top = self.top(piece)
        self.placed.append((top, piece))
        self.filled, self.after = top + piece.height, piece.after


def paginate(pieces: Iterable[Piece], height: float) -> list[Page]:
    """Return the pieces on pages of the given height, at least one; nothing is lost and nothing overlaps."""
    pages = [Page()]
    waiting = deque(pieces)
    while waiting:
        piece = waiting.popleft()
        page = pages[-1]
        if page.placed and (piece.new_page or page.top(piece) + _needed(piece, waiting) > height):
            if not piece.new_page and not piece.keep and _place_part(piece, page, waiting, height):
                pages.append(Page())
                continue
            page = Page()
            pages.append(page)
        if not page.placed and (above := piece.repeated()) is not None:
            page.place(above)
        if page.top(piece) + piece.height > height and _place_part(piece, page, waiting, height):
            pages.append(Page())
        else:
            page.place(piece)
    return pages


def _needed(piece: Piece, waiting: Iterable[Piece]) -> float:
    """Return the height of the piece and of those it must stay with."""
    room = piece.height
    last = piece
    for follower in waiting:
        if not last.keep or follower.new_page:
            break
        room += max(last.after, follower.before) + (follower.height if follower.keep else follower.least)
        last = follower
    return room


def _place_part(piece: Piece, page: Page, waiting: deque[Piece], height: float) -> bool:
    """Place what fits of the piece and return True, or leave it whole."""
    parts = piece.split(height - page.top(piece), height)
    if parts is None:
        return False
    page.place(parts[0])
    waiting.appendleft(parts[1])
    return True
