"""Text, a width and the shipped fonts in, lines that fit out: broken between words, ended by … where cut."""

from __future__ import annotations

import re
from typing import Final, Literal

from brief.render.pdf_fonts import BOLD, REGULAR, WIDE, WIDE_BOLD, Fonts
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
        stretches = self._fonts.stretches(text, self._names[bold])
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
        return self._broken(f"{text} {tail}".strip(), width, bold=bold, most=most) or self._cut(
            text, width, most, bold=bold, tail=tail
        )

    def _cut(self, text: str, width: float, most: int, *, bold: bool, tail: str) -> list[str]:
        words = _tokens(text)
        low, high = 0, len(words)
        while low < high:  # the most words that fit with their ellipsis
            middle = (low + high + 1) // 2
            if self._broken(_shorter(words[:middle], tail), width, bold=bold, most=most):
                low = middle
            else:
                high = middle - 1
        return self._broken(_shorter(words[:low], tail), width, bold=bold, most=most) or self._squeezed(
            text, width, bold=bold
        )

    def _squeezed(self, text: str, width: float, *, bold: bool) -> list[str]:
        """Return one line of as many letters as fit: a word longer than all lines."""
        letters = " ".join(text.split())
        while letters and self.width(letters + _CUT, bold=bold) > width:
            letters = letters[:-1]
        return [letters + _CUT]

    def _broken(self, text: str, width: float, *, bold: bool, most: int) -> list[str]:
        """Return the text in lines, none when it takes more of them or a word is wider than a line."""
        lines: list[str] = []
        for token in _tokens(text):
            longer = lines[-1] + token if lines else token
            if lines and self.width(longer.rstrip(), bold=bold) <= width:
                lines[-1] = longer
            elif self.width(token.rstrip(), bold=bold) > width or len(lines) == most:
                return []
            else:
                lines.append(token)
        return [line.rstrip() for line in lines]


def _tokens(text: str) -> list[str]:
    """Return words with the space behind them, in pieces where a line may break within."""
    return [piece for word in _SPACES.split(xml_safe(text).strip()) for piece in _BREAKS.split(word + " ")]


def _shorter(words: list[str], tail: str) -> str:
    kept = "".join(words).rstrip(" ,;:–—-")
    return f"{kept}\xa0{_CUT} {tail}".strip()
