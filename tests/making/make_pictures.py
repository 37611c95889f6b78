"""A PDF in, pictures of its first pages beside it out (`NAME-1.png` …): `make_pictures.py NAME.pdf`."""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2

MOST = 3  # pages: the text, not the tabs of evidence
SCALE = 1.25  # 90 dots an inch: legible in a README, under 150 kB a page


def pictures(document: Path) -> list[Path]:
    """Draw the first pages of the document; pictures of an earlier version are removed."""
    for old in document.parent.glob(f"{document.stem}-*.png"):
        old.unlink()
    made = []
    with pypdfium2.PdfDocument(document) as pages:
        for number in range(1, min(MOST, len(pages)) + 1):
            made.append(document.with_name(f"{document.stem}-{number}.png"))
            pages[number - 1].render(scale=SCALE).to_pil().quantize(64).save(made[-1], optimize=True)
    return made


if __name__ == "__main__":
    for name in sys.argv[1:]:
        sys.stdout.writelines(f"Wrote {picture}\n" for picture in pictures(Path(name)))
