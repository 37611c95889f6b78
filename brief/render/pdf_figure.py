"""A scene → a piece of a page: drawn whole, one element of the tag tree that says what it shows."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.pathobject import PDFPathObject

from brief.render.pdf_canvas import Style, TaggedCanvas
from brief.render.pdf_fonts import Fonts
from brief.render.pdf_pieces import draw_lines
from brief.render.pdf_tags import Tag
from brief.render.pdf_text import Line, Span, break_lines
from brief.render.scene import Disc, Part, Rule, Scene, Shape, Words
from brief.render.theme import Logo

_ENDLESS = 1e6  # a width in which no line breaks


@dataclass(frozen=True, slots=True)
class Drawing:
    """A scene on a page, with its texts ready to be set. It never breaks."""

    scene: Scene
    tag: Tag
    texts: tuple[tuple[Words, Line], ...]
    before: float = 4.0
    after: float = 7.0
    keep: bool = True  # with the line that tells more of it
    new_page: bool = False

    @property
    def height(self) -> float:
        """Return the height of the scene."""
        return self.scene.height

    @property
    def least(self) -> float:
        """Return the whole height."""
        return self.scene.height

    def repeated(self) -> None:
        """Return nothing: a drawing stands on one page."""
        return

    def split(self, room: float, page: float) -> None:  # noqa: ARG002 - as every piece
        """Return nothing: a drawing moves as a whole."""
        return

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw the shapes, then the texts over them, all of one element."""
        self.tag.bounds = (x, top - self.height, x + self.scene.width, top)
        with canvas.content(self.tag):
            for part in self.scene.parts:
                _draw(canvas, part, x, top)
        starts = [(x + words.left, top - words.y, line) for words, line in self.texts]
        draw_lines(canvas, starts, self.tag)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A logo on a page: its RGB pixels, and its width and height there."""

    pixels: bytes
    dots: tuple[int, int]
    size: tuple[float, float]
    tag: Tag
    before: float = 0.0
    after: float = 12.0
    keep: bool = True
    new_page: bool = False

    @property
    def height(self) -> float:
        """Return its height."""
        return self.size[1]

    @property
    def least(self) -> float:
        """Return its height."""
        return self.size[1]

    def repeated(self) -> None:
        """Return nothing: a logo stands once."""
        return

    def split(self, room: float, page: float) -> None:  # noqa: ARG002 - as every piece
        """Return nothing: a logo is whole."""
        return

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw it below `top`."""
        width, height = self.size
        self.tag.bounds = (x, top - height, x + width, top)
        with canvas.content(self.tag):
            canvas.bitmap(self.pixels, self.dots, (x, top - height, width, height))


def stamp(logo: Logo, tag: Tag, room: float) -> Stamp:
    """Return the logo as a piece in a text of that width."""
    with Image.open(io.BytesIO(logo.data)) as image:
        return Stamp(image.convert("RGB").tobytes(), image.size, logo.size(room), tag)


def drawing(scene: Scene, tag: Tag, fonts: Fonts, names: tuple[str, str]) -> Drawing:
    """Return the piece; `names` are the fonts of its regular and its bold texts."""
    texts = []
    for part in scene.parts:
        if isinstance(part, Words):
            style = Style(names[part.bold], part.size, part.colour)
            texts.append((part, break_lines([Span(part.text, style)], _ENDLESS, fonts)[0]))
    return Drawing(scene, tag, tuple(texts))


def _draw(canvas: TaggedCanvas, part: Part, left: float, top: float) -> None:
    match part:
        case Rule():
            _outlined(canvas, part.colour, part.thickness)
            canvas.line(left + part.x, top - part.y, left + part.to_x, top - part.to_y)
        case Shape():
            path = canvas.beginPath()
            _trace(path, part, left, top)
            _painted(canvas, part)
            canvas.drawPath(path, stroke=bool(part.outline), fill=bool(part.fill))
        case Disc():
            _painted(canvas, part)
            stroke, fill = bool(part.outline), bool(part.fill)
            canvas.circle(left + part.x, top - part.y, part.radius, stroke=stroke, fill=fill)
        case Words():
            pass


def _trace(path: PDFPathObject, shape: Shape, left: float, top: float) -> None:
    (x, y), *others = shape.points
    path.moveTo(left + x, top - y)
    for to_x, to_y in others:
        path.lineTo(left + to_x, top - to_y)
    path.close()


def _painted(canvas: TaggedCanvas, part: Shape | Disc) -> None:
    if part.outline:
        _outlined(canvas, part.outline, part.thickness)
    if part.fill:
        canvas.setFillColor(HexColor("#" + part.fill))


def _outlined(canvas: TaggedCanvas, colour: str, thickness: float) -> None:
    canvas.setStrokeColor(HexColor("#" + colour))
    canvas.setLineWidth(thickness)
