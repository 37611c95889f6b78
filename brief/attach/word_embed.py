"""A briefing's bytes → a paragraph with an icon that opens it, and the file as a part of the host.

Word calls this an embedded object. The part is the briefing's own file (a package), not an OLE container: Word and
LibreOffice show the icon, open the file at a double click and keep it when they save.
"""

from __future__ import annotations

import struct
import zlib
from typing import Final

from lxml import etree

from brief.attach.word_package import OWN, Package
from brief.attach.word_xml import NAMES, RELATIONS, Element, element

_VML: Final = "urn:schemas-microsoft-com:vml"
_OFFICE: Final = "urn:schemas-microsoft-com:office:office"
_WORD_FILE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WIDTH, _HEIGHT = 36, 45  # points on the page, and pixels of the icon
_FOLD: Final = 10  # pixels of the page's folded corner
_PAPER, _INK, _LINE = 255, 90, 160  # grey values


def icon_of(host: Package, briefing: bytes, file: str, subject: str) -> Element:
    """Add a Word file to the host. Return the paragraph that shows it."""
    part = host.free_name(f"word/embeddings/{OWN}1.docx")
    host.add(part, briefing, _WORD_FILE)
    opened = host.relate(host.main, f"{RELATIONS}/package", part, wish=OWN)
    image = host.free_name(f"word/media/{OWN}1.png")
    host.add(image, _icon(), "image/png")
    shown = host.relate(host.main, f"{RELATIONS}/image", image, wish=OWN)

    look = f"width:{_WIDTH}pt;height:{_HEIGHT}pt"
    shape = _made(_VML, "shape", id=f"{OWN}Icon", style=look, alt=f"Icon of the attached file {file}")
    shape.set(f"{{{_OFFICE}}}ole", "")
    picture = _made(_VML, "imagedata")
    picture.set(f"{{{RELATIONS}}}id", shown)
    picture.set(f"{{{_OFFICE}}}title", file)
    shape.append(picture)
    link = _made(_OFFICE, "OLEObject", Type="Embed", ProgID="Word.Document.12", ShapeID=f"{OWN}Icon")
    link.set("DrawAspect", "Icon")
    link.set("ObjectID", f"_{zlib.crc32(file.encode()):010d}")
    link.set(f"{{{RELATIONS}}}id", opened)
    held = element("object", dxaOrig=_WIDTH * 20, dyaOrig=_HEIGHT * 20)
    held.extend([shape, link])
    told = element("t")
    told.text = f" {subject} ({file}, attached)" if subject else f" {file}, attached"
    told.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element("p", element("pPr", element("keepLines")), element("r", held), element("r", told))


def _made(space: str, tag: str, **attributes: str) -> Element:
    made = etree.Element(f"{{{space}}}{tag}", nsmap={**NAMES, "v": _VML, "o": _OFFICE})
    for key, value in attributes.items():
        made.set(key, value)
    return made


def _icon() -> bytes:
    """Return a page with a folded corner and lines of text as PNG."""

    def grey(x: int, y: int) -> int:
        if x - (_WIDTH - _FOLD) > y:
            return _PAPER  # beyond the fold
        edge = x in {0, _WIDTH - 1} or y in {0, _HEIGHT - 1}
        fold = x - (_WIDTH - _FOLD) in {y, y - 1} or (x >= _WIDTH - _FOLD and y == _FOLD)
        text = y % 6 == 0 and _FOLD < y < _HEIGHT - 4 and 5 < x < _WIDTH - 6  # noqa: PLR2004 - the drawing itself
        return _INK if edge or fold else _LINE if text else _PAPER

    rows = b"".join(b"\0" + bytes(grey(x, y) for x in range(_WIDTH)) for y in range(_HEIGHT))
    head = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
