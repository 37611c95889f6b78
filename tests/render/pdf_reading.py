"""A PDF of ours as a reader of its tags meets it: elements in order with their text, and what is outside them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf


@dataclass
class Element:
    """An element of the tag tree; `kids` are elements and stretches of text in reading order."""

    name: str
    attributes: dict[str, str]
    kids: list[Element | str] = field(default_factory=list)
    links: int = 0

    @property
    def text(self) -> str:
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)

    def all(self, name: str = "") -> Iterator[Element]:
        if name in {"", self.name}:
            yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.all(name)


def read_tags(written: bytes) -> Element:
    with pikepdf.open(io.BytesIO(written)) as file:
        marked = {number: dict(_marked(page)) for number, page in enumerate(file.pages)}
        pages = {page.objgen: number for number, page in enumerate(file.pages)}
        return _element(file.Root.StructTreeRoot.K[0], pages, marked)


def read_artifacts(written: bytes, page: int) -> list[str]:
    """Return the texts of a page that stand outside the tag tree."""
    with pikepdf.open(io.BytesIO(written)) as file:
        return [text for place, text in _marked(file.pages[page]) if place < 0]


def _element(node: pikepdf.Object, pages: dict[tuple[int, int], int], marked: dict[int, dict[int, str]]) -> Element:
    attributes = {str(k): str(v) for k, v in node.A.items()} if "/A" in node else {}
    if "/ID" in node:
        attributes["/ID"] = str(node.ID)
    element = Element(str(node.S)[1:], attributes)
    home = pages[node.Pg.objgen] if "/Pg" in node else -1
    for kid in node.K:
        if isinstance(kid, int):
            element.kids.append(marked[home][kid])
        elif "/S" in kid:
            element.kids.append(_element(kid, pages, marked))
        elif kid.Type == "/MCR":
            element.kids.append(marked[pages[kid.Pg.objgen]][int(kid.MCID)])
        else:
            element.links += 1
    return element


def _marked(page: pikepdf.Page) -> Iterator[tuple[int, str]]:
    """Yield the texts of a page with their number in the tag tree, -1 for artifacts; -2 for neither."""
    fonts = {name: _characters(font) for name, font in page.Resources.Font.items()}
    font: dict[int, str] = {}
    place, gathered = -2, ""
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                place, gathered = int(operands[1].MCID), ""
            case "BMC":
                place, gathered = -1, ""
            case "EMC":
                yield place, gathered
                place, gathered = -2, ""
            case "Tf":
                font = fonts[str(operands[0])]
            case "Tj":
                shown = "".join(font[code] for code in bytes(operands[0]))
                if place == -2:
                    yield place, shown
                gathered += shown


def _characters(font: pikepdf.Object) -> dict[int, str]:
    table = font.ToUnicode.read_bytes().decode("ascii")
    return {
        int(code, 16): bytes.fromhex(char).decode("utf-16-be")
        for code, char in re.findall(r"^<(..)> <([0-9A-F]{4,})>$", table, re.MULTILINE)
    }
