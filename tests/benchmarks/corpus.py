"""The texts of the bundles in, a folder of as many sources as asked for out: to measure how a run grows."""

from __future__ import annotations

from itertools import cycle, islice
from pathlib import Path

BUNDLES = Path(__file__).parent.parent / "bundles"
PARAGRAPHS = 8  # of one source, about 350 words
DAYS = 28


def write_corpus(folder: Path, count: int) -> list[str]:
    """Write so many sources, each with paragraphs of many bundles under a number of its own; return their paths."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(BUNDLES.glob("*/*.txt"))]
    paragraphs = [part for text in texts for part in text.split("\n\n") if len(part) > 2 * len("paragraph")]
    endless = cycle(paragraphs)
    paths = []
    for number in range(count):
        told = "\n\n".join(islice(endless, PARAGRAPHS + number % 3))
        head = f"Report {number} of the talks\n\n{1 + number % DAYS} March 2031\n\n"
        paths.append(folder / f"{number:04}.txt")
        paths[-1].write_text(head + told + "\n", encoding="utf-8")
    return [str(path) for path in paths]
