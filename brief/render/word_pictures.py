"""Pictures → runs of a Word file that show them: an SVG where it is known, the same as PNG elsewhere."""

from __future__ import annotations

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.parts.document import DocumentPart
from lxml import etree

from brief.render.safe import xml_safe
from brief.render.word_xml import RELATIONS, Element, element

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_SHAPES = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_VECTOR = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_VECTOR_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_POINT = 12_700  # in the units of drawings


class Pictures:
    """The pictures of one file; each gets a number, its parts, and the run that shows it."""

    def __init__(self, part: DocumentPart) -> None:
        self._part = part
        self._count = 0

    def run(self, size: tuple[float, float], title: str, alt: str, png: bytes, svg: str = "") -> Element:
        """Return a run with the picture in the line; `size` is in points."""
        self._count += 1
        bitmap = self._add(png, "png", "image/png")
        vector = self._add(svg.encode(), "svg", "image/svg+xml") if svg else ""
        extent = {axis: str(round(length * _POINT)) for axis, length in zip(("cx", "cy"), size, strict=True)}
        about = {"id": str(self._count), "name": f"Picture {self._count}", "descr": xml_safe(alt)}
        names = {"wp": _DRAWING, "a": _SHAPES, "pic": _PICTURE, "r": RELATIONS}
        inline = etree.Element(f"{{{_DRAWING}}}inline", dict.fromkeys(_SIDES, "0"), nsmap=names)
        _under(inline, _DRAWING, "extent", **extent)
        _under(inline, _DRAWING, "docPr", **about, **({"title": xml_safe(title)} if title else {}))
        frame = _under(inline, _DRAWING, "cNvGraphicFramePr")
        _under(frame, _SHAPES, "graphicFrameLocks", noChangeAspect="1")
        data = _under(_under(inline, _SHAPES, "graphic"), _SHAPES, "graphicData", uri=_PICTURE)
        picture = _under(data, _PICTURE, "pic")
        known = _under(picture, _PICTURE, "nvPicPr")
        _under(known, _PICTURE, "cNvPr", **about)
        _under(known, _PICTURE, "cNvPicPr")
        _fill(_under(picture, _PICTURE, "blipFill"), bitmap, vector)
        shape = _under(picture, _PICTURE, "spPr")
        place = _under(shape, _SHAPES, "xfrm")
        _under(place, _SHAPES, "off", x="0", y="0")
        _under(place, _SHAPES, "ext", **extent)
        _under(_under(shape, _SHAPES, "prstGeom", prst="rect"), _SHAPES, "avLst")
        return element("r", element("drawing", inline))

    def _add(self, data: bytes, ending: str, kind: str) -> str:
        """Put a picture's bytes into the file; return the id by which the text names them."""
        place = self._part.package.next_partname(f"/word/media/picture%d.{ending}")
        made = Part(PackURI(place), kind, data, self._part.package)
        return self._part.relate_to(made, RELATIONSHIP_TYPE.IMAGE)


_SIDES = ("distT", "distB", "distL", "distR")


def _fill(fill: Element, bitmap: str, vector: str) -> None:
    blip = _under(fill, _SHAPES, "blip")
    blip.set(f"{{{RELATIONS}}}embed", bitmap)
    if vector:
        extension = _under(_under(blip, _SHAPES, "extLst"), _SHAPES, "ext", uri=_VECTOR_EXTENSION)
        made = etree.SubElement(extension, f"{{{_VECTOR}}}svgBlip", nsmap={"asvg": _VECTOR})
        made.set(f"{{{RELATIONS}}}embed", vector)
    _under(_under(fill, _SHAPES, "stretch"), _SHAPES, "fillRect")


def _under(parent: Element, space: str, tag: str, **attributes: str) -> Element:
    return etree.SubElement(parent, f"{{{space}}}{tag}", attributes)
