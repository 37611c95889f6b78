"""A drawing as plain shapes and measured texts, in points from its top left corner: what every format draws alike.

Scenes are made by `scene_timeline` and `scene_matrix`, and written by `scene_svg`, `scene_png` and `pdf_figure`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line. Colours, here and below, are six hexadecimal digits; "" draws nothing."""

    x: float
    y: float
    to_x: float
    to_y: float
    colour: str
    thickness: float = 0.6


@dataclass(frozen=True, slots=True)
class Shape:
    """A closed shape of straight sides, filled and outlined."""

    points: Points
    fill: str = ""
    outline: str = ""
    thickness: float = 0.6


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle, filled and outlined."""

    x: float
    y: float
    radius: float
    fill: str = ""
    outline: str = ""
    thickness: float = 0.6


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text on its baseline `y`; `x` is its start, middle or end, `width` how far it runs in our font."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    width: float
    bold: bool = False
    anchor: Literal["start", "middle", "end"] = "start"

    @property
    def left(self) -> float:
        """Return where the text begins."""
        return self.x - {"start": 0.0, "middle": self.width / 2, "end": self.width}[self.anchor]


Part = Rule | Shape | Disc | Words


@dataclass(frozen=True, slots=True)
class Scene:
    """A drawing; later parts lie above earlier ones."""

    width: float
    height: float
    parts: tuple[Part, ...]


def shrunk(scene: Scene, share: float) -> Scene:
    """Return the scene made smaller, its texts with it."""
    parts = tuple(_shrunk(part, share) for part in scene.parts)
    return Scene(scene.width * share, scene.height * share, parts)


def _shrunk(part: Part, share: float) -> Part:
    match part:
        case Rule():
            ends = (part.x * share, part.y * share, part.to_x * share, part.to_y * share)
            return Rule(*ends, part.colour, part.thickness)
        case Shape():
            return replace(part, points=tuple((x * share, y * share) for x, y in part.points))
        case Disc():
            return replace(part, x=part.x * share, y=part.y * share, radius=part.radius * share)
        case Words():
            x, y, size, width = (one * share for one in (part.x, part.y, part.size, part.width))
            return replace(part, x=x, y=y, size=size, width=width)
