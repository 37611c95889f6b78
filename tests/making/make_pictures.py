"""A PDF in, a picture of each page beside it (`NAME-1.png` …) out: `python tests/making/make_pictures.py NAME`."""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2

SCALE = 1.25  # 90 dots an inch: legible in a README, under 150 kB a page


def pictures(document: Path) -> list[Path]:
    """Draw every page of the document; pictures of earlier, longer versions are removed."""
    for old in document.parent.glob(f"{document.stem}-*.png"):
        old.unlink()
    made = []
    with pypdfium2.PdfDocument(document) as pages:
        for number, page in enumerate(pages, start=1):
            made.append(document.with_name(f"{document.stem}-{number}.png"))
            page.render(scale=SCALE).to_pil().quantize(64).save(made[-1], optimize=True)
    return made


if __name__ == "__main__":
    for name in sys.argv[1:]:
        sys.stdout.writelines(f"Wrote {picture}\n" for picture in pictures(Path(name)))
