"""A scene in, an SVG out: by itself as a file, or inside a web page; no scripts, nothing loaded from elsewhere."""

from __future__ import annotations

from html import escape

from brief.render.safe import xml_safe
from brief.render.scene import Disc, Part, Rule, Scene, Shape, Words

_FONTS = "Arial, 'Liberation Sans', Helvetica, 'DejaVu Sans', sans-serif"  # the first three have the same widths


def write_svg(scene: Scene, title: str, alt: str, *, name: str = "", inline: bool = False) -> str:
    """Return the SVG with its title and alternative text.

    An inline one is as wide as what holds it, at most as wide as drawn; `name` makes the ids of its parts.
    """
    wide, high = _number(scene.width), _number(scene.height)
    size = f'style="width:100%;max-width:{wide}pt;height:auto"' if inline else f'width="{wide}pt" height="{high}pt"'
    names = f"{name}-title", f"{name}-desc"
    space = "" if inline else ' xmlns="http://www.w3.org/2000/svg"'
    told = f' aria-labelledby="{names[0]} {names[1]}"' if name else ""
    ids = [f' id="{one}"' if name else "" for one in names]
    shown = "\n".join(map(_part, scene.parts))
    return (
        f'<svg{space} viewBox="0 0 {wide} {high}" {size} role="img"{told} '
        f'font-family="{_FONTS}">\n<title{ids[0]}>{_text(title)}</title>\n<desc{ids[1]}>{_text(alt)}</desc>\n'
        f"{shown}\n</svg>"
    )


def _part(part: Part) -> str:
    match part:
        case Rule():
            ends = (
                f'x1="{_number(part.x)}" y1="{_number(part.y)}" x2="{_number(part.to_x)}" y2="{_number(part.to_y)}"'
            )
            return f'<line {ends} stroke="#{part.colour}" stroke-width="{_number(part.thickness)}"/>'
        case Shape():
            points = " ".join(f"{_number(x)},{_number(y)}" for x, y in part.points)
            return f'<polygon points="{points}" {_paint(part)}/>'
        case Disc():
            place = f'cx="{_number(part.x)}" cy="{_number(part.y)}" r="{_number(part.radius)}"'
            return f"<circle {place} {_paint(part)}/>"
        case Words():
            return _words(part)


def _paint(part: Shape | Disc) -> str:
    fill = f'fill="#{part.fill}"' if part.fill else 'fill="none"'
    return f'{fill} stroke="#{part.outline}" stroke-width="{_number(part.thickness)}"' if part.outline else fill


def _words(words: Words) -> str:
    place = f'x="{_number(words.x)}" y="{_number(words.y)}"'
    look = f'font-size="{_number(words.size)}" fill="#{words.colour}"'
    weight = ' font-weight="bold"' if words.bold else ""
    anchor = f' text-anchor="{words.anchor}"' if words.anchor != "start" else ""
    return f"<text {place} {look}{weight}{anchor}>{_text(words.text)}</text>"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _text(text: str) -> str:
    return escape(" ".join(xml_safe(text).split()), quote=True)
