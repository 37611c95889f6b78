"""Folders of TimeML files in, one line of figures a folder out: how well time expressions are found and resolved.

    python tests/benchmarks/dates.py --corpus FOLDER [--corpus FOLDER …] [--errors]

The measure is TempEval-3's: every TIMEX3 inside <TEXT> counts, of each type. Found and gold expressions are paired
when they overlap by a character or more, each at most once; precision and recall are over all found and all gold.

    relaxed  a pair
    strict   a pair with the same characters
    type     a pair with the same type
    value    a pair with the same value, as text: F1 = 2 · such pairs / (gold + found)

No corpus is shipped: TimeBank, AQUAINT and TempEval-3 platinum are to be had from their makers.
"""

from __future__ import annotations

import argparse
import html
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from brief.extract.annotate import tense_of
from brief.extract.language import Pipeline, load_pipeline
from brief.extract.timexes import Timex, find_timexes
from brief.lexicon import Lexicon, load_lexicon

CREATED = re.compile(r"<DCT>.*?value=\"(\d{4})-?(\d\d)-?(\d\d)", re.DOTALL)
TEXT = re.compile(r"<TEXT>(.*?)</TEXT>", re.DOTALL)
TAG = re.compile(r"(<[^>]+>)")
ATTRIBUTE = re.compile(r"(\w+)=\"([^\"]*)\"")


class Gold(NamedTuple):
    """An annotated expression."""

    start: int
    end: int
    type: str
    value: str


class Document(NamedTuple):
    """A text with the day it was written and what is annotated in it."""

    name: str
    text: str
    created: date
    gold: list[Gold]


class Tally(NamedTuple):
    """Counts over a folder."""

    gold: int = 0
    found: int = 0
    relaxed: int = 0
    strict: int = 0
    type: int = 0
    value: int = 0

    def f1(self, pairs: int) -> float:
        """Return the F1 of so many right pairs, in percent."""
        return 200 * pairs / max(1, self.gold + self.found)


def documents(folder: Path) -> Iterator[Document]:
    """Yield the TimeML files under a folder, in the order of their names."""
    for path in sorted(folder.rglob("*.tml")):
        content = path.read_text("utf-8", errors="replace")
        created, body = CREATED.search(content), TEXT.search(content)
        if created and body:
            text, gold = _read(body[1])
            yield Document(path.stem, text, date(*(int(part) for part in created.groups())), gold)


def _read(body: str) -> tuple[str, list[Gold]]:
    parts: list[str] = []
    gold: list[Gold] = []
    place, opened = 0, (0, {"type": "", "value": ""})
    for piece in TAG.split(body):
        if piece.startswith("<TIMEX3"):
            opened = place, dict(ATTRIBUTE.findall(piece))
        elif piece.startswith("</TIMEX3"):
            gold.append(Gold(opened[0], place, opened[1].get("type", ""), opened[1].get("value", "")))
        elif not piece.startswith("<"):
            parts.append(html.unescape(piece))
            place += len(parts[-1])
    return "".join(parts), gold


def pairs(gold: list[Gold], found: list[Timex]) -> list[tuple[Gold | None, Timex | None]]:
    """Return gold beside what was found there, the longest overlap first chosen; what is alone stands with None."""
    left = list(found)
    paired: list[tuple[Gold | None, Timex | None]] = []
    for annotated in gold:
        over = [t for t in left if t.start < annotated.end and annotated.start < t.end]
        best = max(over, key=lambda t: min(t.end, annotated.end) - max(t.start, annotated.start), default=None)
        if best:
            left.remove(best)
        paired.append((annotated, best))
    return paired + [(None, timex) for timex in left]


def measure(folder: Path, pipeline: Pipeline, lexicon: Lexicon, *, errors: bool) -> Tally:
    """Return the counts of a folder; with `errors`, print every pair whose value differs."""
    total = Tally()
    for document in documents(folder):
        reading = pipeline.parse(document.text)
        whole = [(0, len(document.text))]
        found = find_timexes(document.text, whole, document.created, tense_of(reading), lexicon)
        paired = pairs(document.gold, found)
        both = [(g, f) for g, f in paired if g and f]
        counts = Tally(
            gold=len(document.gold),
            found=len(found),
            relaxed=len(both),
            strict=sum((g.start, g.end) == (f.start, f.end) for g, f in both),
            type=sum(g.type == f.type for g, f in both),
            value=sum(g.value == f.value for g, f in both),
        )
        total = Tally(*(a + b for a, b in zip(total, counts, strict=True)))
        if errors:
            _print_errors(document, paired)
    return total


def _print_errors(document: Document, paired: list[tuple[Gold | None, Timex | None]]) -> None:
    for gold, found in paired:
        if gold and found and gold.value == found.value:
            continue
        place = gold or found
        around = document.text[max(0, place.start - 50) : place.end + 30] if place else ""
        said = [f"{document.text[x.start : x.end]!r} {x.type} {x.value}" if x else "-" for x in (gold, found)]
        sys.stdout.write(f"{document.created} {document.name}: {' | '.join(said)} | {' '.join(around.split())}\n")


def main() -> None:
    """Print the figures of each folder."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--corpus", type=Path, action="append", required=True, help="a folder of .tml files")
    asked.add_argument("--errors", action="store_true", help="print what differs; leave it out for held-out text")
    options = asked.parse_args()
    lexicon = load_lexicon()
    pipeline = load_pipeline(lexicon=lexicon)
    for folder in options.corpus:
        tally = measure(folder, pipeline, lexicon, errors=options.errors)
        figures = {name: tally.f1(getattr(tally, name)) for name in ("relaxed", "strict", "type", "value")}
        line = "  ".join(f"{name} F1 {figure:.1f}" for name, figure in figures.items())
        sys.stdout.write(f"{folder.name}: gold {tally.gold}, found {tally.found}  {line}\n")


if __name__ == "__main__":
    main()
