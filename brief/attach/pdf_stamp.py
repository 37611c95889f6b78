"""A stamp and the pages of an annex → the same pages with it at the top right, outside the tag tree."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from brief.attach.pdf_font import Letters, font_object, letters
from brief.errors import UsageError

_FONTS: Final = ("LiberationSans-Bold", "DejaVuSans-Bold")  # the second has more letters
_SIZE: Final = 10  # points
_MARGIN: Final = 28  # points from the upper right corner
_MOST: Final = 60  # characters, which still fit on a page
_KEY: Final = Name("/BriefStamp")


def stamp_pages(file: pikepdf.Pdf, pages: Iterable[Object], text: str) -> None:
    """Write the stamp on the pages. Raise UsageError for what cannot be drawn."""
    said = " ".join(text.split())[:_MOST]
    title, found = _drawn(said)
    font = font_object(file, title, found, said)
    before = file.make_indirect(Stream(file, b"q\n"))
    for page in pages:
        old = page.get(Name.Contents)
        contents = [] if old is None else list(old) if isinstance(old, Array) else [old]
        after = file.make_indirect(Stream(file, b"\nQ\n" + _drawing(page, found)))
        page[Name.Contents] = Array([before, *contents, after])
        resources = Dictionary(dict(page.get(Name.Resources, Dictionary()).items()))
        fonts = Dictionary(dict(resources.get(Name.Font, Dictionary()).items()))
        fonts[_KEY] = font
        resources[Name.Font] = fonts
        page[Name.Resources] = resources


def _drawn(text: str) -> tuple[str, Letters]:
    for title in _FONTS:
        found = letters((files("brief") / "render" / "fonts" / f"{title}.ttf").read_bytes(), text)
        if found is not None:
            return title, found
    raise UsageError(f"--stamp {text}: has letters that no font here draws; use others")


def _drawing(page: Object, found: Letters) -> bytes:
    """Return the operators that draw the stamp where a reader sees the upper right corner."""
    box = [float(edge) for edge in page.get(Name.CropBox, page.MediaBox)]
    left, low, right, high = min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])
    down, across = _MARGIN + _SIZE / 2, _MARGIN + found.width * _SIZE / 1000
    turned = int(page.get(Name.Rotate, 0)) % 360
    matrix = {
        90: (0, 1, -1, 0, left + down, high - across),
        180: (-1, 0, 0, -1, left + across, low + down),
        270: (0, -1, 1, 0, right - down, low + across),
    }.get(turned, (1, 0, 0, 1, right - across, high - down))
    at = " ".join(f"{number:.2f}".rstrip("0").rstrip(".") for number in matrix)
    codes = "".join(f"{code:04X}" for code in found.codes)
    return (f"/Artifact BMC\nq 0 g BT {_KEY} {_SIZE} Tf {at} Tm <{codes}> Tj ET Q\nEMC\n").encode("ascii")
