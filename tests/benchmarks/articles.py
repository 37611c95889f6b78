"""The folder of a public benchmark of article extraction in, one line of figures out: how well pages are read.

    python tests/benchmarks/articles.py FOLDER [--errors]

FOLDER, or the variable BRIEF_ARTICLES, is a copy of Zyte's article-extraction-benchmark (MIT): `ground-truth.json`
and `html/ID.html.gz`. No page is shipped. The measure is the benchmark's own: every run of four words counts as
often as it stands there, pages weigh the same, and F1 is that of the mean precision and the mean recall.
What counts as the article's text are the passages of layer body and heading, in the order of the page.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from brief.collect.collecting import document
from brief.collect.cues import compile_cues
from brief.collect.limits import LIMITS
from brief.collect.opening import Opened
from brief.collect.readers import read
from brief.lexicon import load_lexicon
from brief.model import Layer, SourceDocument

RUN = 4  # words
HALF = 0.5  # of an article's runs, below which the page is lost
WORD = re.compile(r"\w+")
ARTICLE = (Layer.BODY, Layer.HEADING)


class Score(NamedTuple):
    """One page: how much of what was taken is the article's, and how much of the article was taken."""

    page: str
    precision: float
    recall: float


def runs(text: str) -> Counter[tuple[str, ...]]:
    """Return every run of four words of a text with how often it stands there."""
    words = WORD.findall(text)
    return Counter(tuple(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1)))


def scored(page: str, gold: str, found: str) -> Score:
    """Return how well the text found agrees with the article."""
    asked, given = runs(gold), runs(found)
    same = sum((asked & given).values())
    return Score(page, same / sum(given.values()), same / sum(asked.values()))


def article(source: SourceDocument) -> str:
    """Return the text of a source that its passages give for the article."""
    return "\n".join(source.text[p.span.start : p.span.end] for p in source.passages if p.layer in ARTICLE)


def pages(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield every page of the benchmark: its id, the article as people marked it, the article as it was read."""
    gold = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    cues = compile_cues(load_lexicon())
    for name in sorted(gold):
        data = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        draft = read("webpage", data, LIMITS)
        yield name, gold[name]["articleBody"], article(document(Opened(name, "", draft), cues, number="s1"))


def main() -> int:
    """Print the figures, with `--errors` the pages that cost most. Return 1 when a page lost half its text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=os.environ.get("BRIEF_ARTICLES"))
    parser.add_argument("--errors", action="store_true")
    asked = parser.parse_args()
    if asked.folder is None:
        parser.error("give the benchmark's folder, or set BRIEF_ARTICLES")
    scores = [scored(*page) for page in pages(Path(asked.folder))]
    precision, recall = mean(s.precision for s in scores), mean(s.recall for s in scores)
    lost = [s for s in scores if s.recall < HALF]
    f1 = 2 * precision * recall / (precision + recall)
    print(  # noqa: T201 - what the person at the keyboard waits for
        f"{len(scores)} pages: F1 {f1:.3f}, precision {precision:.3f}, recall {recall:.3f}; "
        f"under half their text: {len(lost)}"
    )
    if asked.errors:
        worst = sorted(scores, key=lambda s: s.precision + s.recall)[:40]
        print(*(f"  {s.page}  precision {s.precision:.2f}  recall {s.recall:.2f}" for s in worst), sep="\n")  # noqa: T201 - the same
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
