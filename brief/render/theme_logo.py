"""The path of a picture in, a `Logo` out that every format shows: a PNG on white, no larger than needed."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from brief.render.theme import Logo

MOST_BYTES: Final = 2_000_000
_MOST_DOTS: Final = 4_000  # of either side, before anything is unpacked
_KINDS: Final = ("PNG", "JPEG")
_SHARPNESS: Final = 6  # dots to the point that are kept: 432 to the inch


@dataclass(frozen=True, slots=True)
class LogoFault:
    """What is wrong with the file, and what would be right."""

    what: str
    mend: str


def read_logo(path: Path, alt: str, height: float) -> Logo | LogoFault:
    """Return the logo, or what is wrong with its file; `height` is in points."""
    called = f'"{path.name}"'
    try:
        data = path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""
    except OSError:
        return LogoFault(f"there is no file {called} that can be read", "give its path from the theme's own folder")
    if not data:
        return LogoFault(f"{called} is empty or larger than {MOST_BYTES // 1_000_000} MB", "save it smaller")
    return _opened(data, called, alt, height)


def _opened(data: bytes, called: str, alt: str, height: float) -> Logo | LogoFault:
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415 - only themes with a logo need it

    mend = "save it as PNG or JPEG"
    try:
        with Image.open(io.BytesIO(data), formats=_KINDS) as image:
            if max(image.size) > _MOST_DOTS:
                return LogoFault(
                    f"{called} is {image.size[0]} by {image.size[1]} dots",
                    f"save it with at most {_MOST_DOTS} a side",
                )
            upright = ImageOps.exif_transpose(image).convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return LogoFault(f"{called} is no PNG or JPEG that can be read", mend)
    page = Image.new("RGBA", upright.size, "white")
    page.alpha_composite(upright)
    most = round(height * _SHARPNESS)
    if page.height > most:
        page = page.resize((max(round(page.width * most / page.height), 1), most), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    page.convert("RGB").save(written, "PNG", optimize=True)
    return Logo(data=written.getvalue(), alt=alt, height=height, dots=page.size)
