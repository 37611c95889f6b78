"""A PDF in, pictures beside it out: of its first pages (`NAME-1.png` …), and of one page in each shipped theme.

`make_pictures.py NAME.pdf`. The themes' pictures (`theme-plain.png` …) are drawn from the data in `NAME.json`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2

from brief.lexicon import data_folder, load_lexicon
from brief.render.data import read_json
from brief.render.layout import lay_out
from brief.render.pdf import write_pdf
from brief.render.theme_file import load_theme
from brief.schema_file import load_schema

MOST = 3  # pages: the text, not the tabs of evidence
SCALE = 1.25  # 90 dots an inch: legible in a README, under 150 kB a page
SMALL = 0.8  # of a theme: the look of a page, two of them side by side


def pictures(document: Path) -> Iterator[Path]:
    """Draw the first pages of the document; pictures of an earlier version are removed."""
    for old in document.parent.glob(f"{document.stem}-*.png"):
        old.unlink()
    with pypdfium2.PdfDocument(document) as pages:
        for number in range(1, min(MOST, len(pages)) + 1):
            yield _drawn(pages[number - 1], document.with_name(f"{document.stem}-{number}.png"), SCALE)


def themes(data: Path) -> Iterator[Path]:
    """Draw the first page of the briefing in each shipped theme."""
    briefing, lexicon = read_json(data.read_bytes()), load_lexicon()
    schema = load_schema(briefing.schema_id, lexicon)
    for name in sorted(path.stem for path in (data_folder("schemas") / "themes").glob("*.yaml")):
        theme = load_theme(name)
        written = write_pdf(lay_out(briefing, schema, lexicon, "core", theme.dates), theme=theme)
        with pypdfium2.PdfDocument(written) as pages:
            yield _drawn(pages[0], data.with_name(f"theme-{name}.png"), SMALL)


def _drawn(page: pypdfium2.PdfPage, path: Path, scale: float) -> Path:
    page.render(scale=scale).to_pil().quantize(64).save(path, optimize=True)
    return path


if __name__ == "__main__":
    for name in sys.argv[1:]:
        made = [*pictures(Path(name)), *themes(Path(name).with_suffix(".json"))]
        sys.stdout.writelines(f"Wrote {picture}\n" for picture in made)
