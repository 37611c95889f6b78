"""Text, a width and the shipped fonts in, lines that fit out: broken between words, ended by … where cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal

from brief.render.pdf_fonts import BOLD, REGULAR, WIDE, WIDE_BOLD, Fonts
from brief.render.pdf_rtl import joined
from brief.render.safe import xml_safe
from brief.render.scene import Words

LEADING = 1.22  # of the size
FAMILIES: Final = {"Liberation Sans": (REGULAR, BOLD), "DejaVu Sans": (WIDE, WIDE_BOLD)}
_BREAKS = re.compile(r"(?<=[\w)][-–—/])(?=[^\W\d])")
_SPACES = re.compile(r"[^\S\xa0]+")
_CUT = "…"


class Pen:
    """Measures and places text in one family of fonts, one size and two weights."""

    def __init__(self, fonts: Fonts, family: str, size: float) -> None:
        self._fonts = fonts
        self._names = FAMILIES[family]
        self.size = size

    @property
    def leading(self) -> float:
        """Return the distance from line to line."""
        return self.size * LEADING

    def width(self, text: str, *, bold: bool = False) -> float:
        """Return how far a text runs."""
        stretches = self._fonts.stretches(joined(text), self._names[bold])
        return sum(self._fonts.width(font, shown, self.size) for font, shown in stretches)

    def words(  # noqa: PLR0913 - the parts of a text that callers choose
        self,
        x: float,
        y: float,
        text: str,
        colour: str,
        *,
        bold: bool = False,
        anchor: Literal["start", "middle", "end"] = "start",
    ) -> Words:
        """Return a text on one line."""
        safe = " ".join(xml_safe(text).split())  # a space that held words together is one like others now
        return Words(x, y, safe, self.size, colour, self.width(safe, bold=bold), bold, anchor)

    def lines(self, text: str, width: float, most: int, *, bold: bool = False, tail: str = "") -> list[str]:
        """Return the text in at most so many lines; `tail` stands at its end, cut or not."""
        whole = self._broken(self._tokens(f"{text} {tail}".strip(), width, bold=bold), width, bold=bold)
        if len(whole) <= most:
            return whole
        tokens = self._tokens(text, width, bold=bold)
        low, high = 0, len(tokens)
        while low < high:  # the most words that fit with their ellipsis
            middle = (low + high + 1) // 2
            if len(self._shortened(tokens[:middle], tail, width, bold=bold)) <= most:
                low = middle
            else:
                high = middle - 1
        return self._shortened(tokens[:low], tail, width, bold=bold)[:most]

    def _shortened(self, tokens: Sequence[str], tail: str, width: float, *, bold: bool) -> list[str]:
        kept = "".join(tokens).rstrip(" ,;:–—-")
        shorter = f"{kept}\xa0{_CUT} {tail}".strip()
        return self._broken(self._tokens(shorter, width, bold=bold), width, bold=bold)

    def _broken(self, tokens: Iterable[str], width: float, *, bold: bool) -> list[str]:
        lines: list[str] = []
        for token in tokens:
            longer = lines[-1] + token if lines else token
            if lines and self.width(longer.rstrip(" "), bold=bold) <= width:
                lines[-1] = longer
            else:
                lines.append(token)
        return [line.rstrip(" ") for line in lines]

    def _tokens(self, text: str, width: float, *, bold: bool) -> list[str]:
        """Return words with the space behind them, in pieces where a line may break within or has to."""
        words = (word for word in _SPACES.split(xml_safe(text)) if word)
        pieces = [piece for word in words for piece in _BREAKS.split(word + " ")]
        return [part for piece in pieces for part in self._fitting(piece, width, bold=bold)]

    def _fitting(self, piece: str, width: float, *, bold: bool) -> Iterator[str]:
        """Yield a word in parts that are no wider than a line, each of at least one letter."""
        part = ""
        for letter in piece if self.width(piece.rstrip(" "), bold=bold) > width else ():
            if part and self.width(part + letter, bold=bold) > width and letter != " ":
                yield part
                part = ""
            part += letter
        yield part or piece
