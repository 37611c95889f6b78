"""A scene in, a PNG out: for readers that draw no SVG, in the shipped fonts, equal bytes for equal scenes."""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfbase import pdfmetrics

from brief.render.pdf_canvas import Style
from brief.render.pdf_fonts import BOLD, REGULAR, Fonts
from brief.render.pdf_text import Span, break_lines
from brief.render.scene import Disc, Part, Rule, Scene, Shape, Words

_DOTS = 3  # to the point: 216 to the inch
_FINER = 2  # shapes are drawn so much larger, then made smaller: their edges are smooth
_PNG_COLOURS, _NEARLY = 128, 250
_ENDLESS = 1e6  # a width in which no line breaks


def write_png(scene: Scene, fonts: Fonts) -> bytes:
    """Return the drawing on white."""
    size = (round(scene.width * _DOTS), round(scene.height * _DOTS))
    finer = Image.new("RGB", (size[0] * _FINER, size[1] * _FINER), "white")
    shapes = ImageDraw.Draw(finer)
    for part in scene.parts:
        _shape(shapes, part, _DOTS * _FINER)
    page = finer.reduce(_FINER)
    letters = ImageDraw.Draw(page)
    for part in scene.parts:
        if isinstance(part, Words):
            _words(letters, part, fonts)
    written = io.BytesIO()
    dots = 72 * _DOTS
    few = page.quantize(_PNG_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.putpalette([255 if part >= _NEARLY else part for part in few.getpalette() or ()])  # white stays white
    few.save(written, "PNG", dpi=(dots, dots))
    return written.getvalue()


def _shape(draw: ImageDraw.ImageDraw, part: Part, scale: float) -> None:
    match part:
        case Rule():
            ends = [(part.x * scale, part.y * scale), (part.to_x * scale, part.to_y * scale)]
            draw.line(ends, fill=f"#{part.colour}", width=max(round(part.thickness * scale), 1))
        case Shape():
            points = [(x * scale, y * scale) for x, y in part.points]
            if part.fill:
                draw.polygon(points, fill=f"#{part.fill}")
            if part.outline:
                width = max(round(part.thickness * scale), 1)
                draw.line([*points, *points[:2]], fill=f"#{part.outline}", width=width, joint="curve")
        case Disc():
            half = part.thickness / 2 if part.outline else 0
            _circle(draw, part, part.radius + half, part.outline or part.fill, scale)
            if part.outline:
                _circle(draw, part, part.radius - half, part.fill or "FFFFFF", scale)
        case Words():
            pass


def _circle(draw: ImageDraw.ImageDraw, disc: Disc, radius: float, colour: str, scale: float) -> None:
    if colour:
        x, y, r = disc.x * scale, disc.y * scale, radius * scale
        draw.ellipse((x - r, y - r, x + r, y + r), fill=f"#{colour}")


def _words(draw: ImageDraw.ImageDraw, words: Words, fonts: Fonts) -> None:
    """Draw a text, its letters joined and laid from the right where they are read so."""
    style = Style(BOLD if words.bold else REGULAR, words.size, words.colour)
    x = words.left
    for stretch in break_lines([Span(words.text, style)], _ENDLESS, fonts)[0].stretches:
        start = x if stretch.offset is None else words.left + stretch.offset
        font = _font(stretch.style.font, words.size * _DOTS)
        draw.text((start * _DOTS, words.y * _DOTS), stretch.text, fill=f"#{words.colour}", font=font, anchor="ls")
        x += stretch.width


@lru_cache(maxsize=32)
def _font(name: str, size: float) -> ImageFont.FreeTypeFont:
    data: bytes = pdfmetrics.getFont(name).face._ttf_data  # type: ignore[attr-defined] # noqa: SLF001 - the font as it was read
    return ImageFont.truetype(io.BytesIO(data), size, layout_engine=ImageFont.Layout.BASIC)
