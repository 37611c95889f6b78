"""A figure and a theme in, its drawing as the two files that a Word document holds out."""

from __future__ import annotations

from collections.abc import Iterable

from brief.render.blocks import Figure
from brief.render.pdf_fonts import Fonts
from brief.render.scene_pictures import draw
from brief.render.scene_png import write_png
from brief.render.scene_svg import write_svg
from brief.render.theme import Theme

_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'


def write_both(figure: Figure, theme: Theme, texts: Iterable[str]) -> tuple[tuple[float, float], bytes, str]:
    """Return the size of the drawing in points, its PNG and its SVG; `texts` are those of the document."""
    fonts = Fonts(texts)
    scene = draw(figure.picture, theme, fonts)
    return (
        (scene.width, scene.height),
        write_png(scene, fonts),
        _DECLARED + write_svg(scene, figure.title, figure.alt),
    )
