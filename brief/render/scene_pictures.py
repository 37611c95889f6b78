"""A figure and a theme in, its scene out."""

from __future__ import annotations

from typing import Final

from brief.render.pdf_fonts import Fonts
from brief.render.pictures import Picture, Timeline
from brief.render.scene import Scene, shrunk
from brief.render.scene_matrix import draw_matrix
from brief.render.scene_timeline import draw_timeline
from brief.render.theme import SHIPPED, Theme

_HIGHEST: Final = 0.85  # of the text of a page


def draw(picture: Picture, theme: Theme, fonts: Fonts, family: str = SHIPPED[0]) -> Scene:
    """Return the drawing, as wide as the theme's text, its words measured in one of the shipped families.

    The first family runs as wide as Arial, so that what is measured here fits wherever that is shown. What would
    be too high for a page is made smaller.
    """
    if isinstance(picture, Timeline):
        scene = draw_timeline(picture, theme, fonts, family)
    else:
        scene = draw_matrix(picture, theme, fonts, family)
    room = theme.text_height * _HIGHEST
    return shrunk(scene, room / scene.height) if scene.height > room else scene
