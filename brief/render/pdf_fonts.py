"""Text → stretches that one shipped font can draw, with their widths; what no font can draw stays readable."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import as_file, files
from typing import cast

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

from brief.render.pdf_east_asia import cuts
from brief.render.pdf_rtl import in_plain_letters

REGULAR, BOLD, ITALIC = "Brief-Regular", "Brief-Bold", "Brief-Italic"
WIDE, WIDE_BOLD = "Brief-Wide", "Brief-Wide-Bold"
_FILES = {
    REGULAR: "LiberationSans-Regular.ttf",
    BOLD: "LiberationSans-Bold.ttf",
    ITALIC: "LiberationSans-Italic.ttf",
    WIDE: "DejaVuSans.ttf",
    WIDE_BOLD: "DejaVuSans-Bold.ttf",
}
_NEXT = {REGULAR: WIDE, BOLD: WIDE_BOLD, ITALIC: WIDE, WIDE: REGULAR, WIDE_BOLD: BOLD}
_SPACES = frozenset("\u2007\u202f")  # of other widths, on which a line does not break either
ASCENT, DESCENT = 0.905, 0.212  # of Liberation Sans, in em


class _Font(TTFont):
    """A font whose table of characters keeps to the standard.

    The library's own names U+0000 and splits characters beyond U+FFFF wrongly, which PDF/A refuses.
    """

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802 - the library's name
        subsets = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        face = (self.face.name + self.face.subfontNameX).decode("ascii")
        for place, subset in enumerate(subsets):
            stream = doc.idToObject[f"toUnicodeCMap:{SUBSETN(place).decode()}+{face}"]
            stream.content = _character_map(subset)  # type: ignore[attr-defined] # it is a stream


class Fonts:
    """The shipped fonts, and the widths of words measured for one document.

    `texts` are those of the document: East Asian letters in them are drawn by fonts of the extra `cjk`, if it is
    installed.
    """

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._widths: dict[tuple[str, str], float] = {}
        lacking = frozenset(letter for letter in frozenset().union(*texts) if _written_out(letter, REGULAR))
        self._abroad = {letter: _registered(cut.name, cut.data) for cut in cuts(lacking) for letter in cut.letters}

    def width(self, font: str, text: str, size: float) -> float:
        """Return how wide the text runs, in points."""
        key = (font, text)
        if key not in self._widths:
            self._widths[key] = _measured(font, text)
        return self._widths[key] * size

    def stretches(self, text: str, font: str) -> Iterator[tuple[str, str]]:
        """Yield the text in stretches with the font that draws each; unseen characters are left out.

        A character that no font has is written out, as in `[U+738B]`.
        """
        if _known(font).issuperset(text):
            yield font, text
            return
        current, gathered = font, ""
        for char in text:
            if unicodedata.category(char) == "Cf":
                continue
            home, shown = (self._abroad[char], char) if char in self._abroad else _home(char, font)
            if home != current and gathered:
                yield current, gathered
                gathered = ""
            current, gathered = home, gathered + shown
        if gathered:
            yield current, gathered


def _written_out(letter: str, font: str) -> bool:
    return letter not in _known(font) and _home(letter, font)[1] == f"[U+{ord(letter):04X}]"


@cache
def _registered(name: str, data: bytes) -> str:
    """Return the name of a font that was cut for some document, now that it can be drawn with."""
    pdfmetrics.registerFont(_Font(name, io.BytesIO(data)))
    return name


def _font(name: str) -> TTFont:
    return _loaded(name) if name in _FILES else cast("TTFont", pdfmetrics.getFont(name))


@cache
def _loaded(name: str) -> TTFont:
    with as_file(files("brief.render") / "fonts" / _FILES[name]) as path:
        font = _Font(name, str(path))
    pdfmetrics.registerFont(font)
    return font


@cache
def _known(name: str) -> frozenset[str]:
    """Return the characters that the font draws, without those that leave no mark or mean nothing by themselves."""
    glyphs = _loaded(name).face.charToGlyph
    drawn = (chr(code) for code, glyph in glyphs.items() if glyph)
    return frozenset(char for char in drawn if unicodedata.category(char) not in {"Cf", "Cc", "Co", "Cn"})


def _home(char: str, font: str) -> tuple[str, str]:
    if char in _known(font):
        return font, char
    if char in _SPACES:
        return font, "\xa0"
    wide = _NEXT[font]
    if char in _known(wide):
        return wide, char
    plain = in_plain_letters(char)  # a joined form that the font lacks, or the character itself
    if _known(wide).issuperset(plain):
        return wide, plain
    return font, "".join(f"[U+{ord(letter):04X}]" for letter in plain)


def _measured(font: str, text: str) -> float:
    face = _font(font).face
    widths, default = face.charWidths, face.defaultWidth
    return float(sum(widths.get(ord(c) if c != "\xa0" else 32, default) for c in text)) / 1000


def _character_map(subset: list[int]) -> str:
    entries = [
        f"<{code:02X}> <{in_plain_letters(chr(char)).encode('utf-16-be').hex().upper()}>"
        for code, char in enumerate(subset)
        if char
    ]
    blocks = [entries[start : start + 100] for start in range(0, len(entries), 100)]
    body = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return f"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
{body}endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
