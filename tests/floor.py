"""Bundles in, their reports out; as a script it writes `floor.yaml` anew: `python tests/floor.py`.

A bundle is run once a session, through the same pipeline as the command, and judged by its JSON. Where the real
articles lie beside the checkout, they are a bundle too; they are no part of the project.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path, PurePath
from typing import NamedTuple, cast

from gold import Entry, Export
from score import Report, judge

from brief import yamlfile
from brief.lexicon import Lexicon, load_lexicon
from brief.model import Briefing
from brief.pipeline import Order, make_briefing
from brief.render.data import write_json
from brief.schema import Schema
from brief.schema_file import load_schema

ROOT = Path(__file__).parent.parent
FLOOR = Path(__file__).with_name("floor.yaml")
HEADER = "# What the engine reaches; a lower score fails. Written by `python tests/floor.py`, never by hand.\n"


class Bundle(NamedTuple):
    """A folder of sources and the gold for them."""

    texts: Path
    gold: Path


class Run(NamedTuple):
    """A bundle's briefing, what a person found in the same sources, and how the two compare."""

    briefing: Briefing
    gold: Entry
    report: Report


def bundles() -> dict[str, Bundle]:
    """Return every bundle by its name: the seeds, the invented ones, and the real articles if they are at hand."""
    home = ROOT / "tests" / "bundles"
    found = {"seeds": Bundle(ROOT / "seeds", home / "seeds-gold.yaml")}
    found |= {gold.parent.name: Bundle(gold.parent, gold) for gold in sorted(home.glob("*/gold.yaml"))}
    real = ROOT.parent / "shared"
    for gold in sorted((real / "eval").glob("pompeo-russia-2019/gold.yaml")):
        found["real-articles"] = Bundle(real / "seeds", gold)
    return found


@cache
def _contract() -> tuple[Schema, Lexicon]:
    lexicon = load_lexicon()
    return load_schema("diplomatic-visit", lexicon), lexicon


@cache
def run(name: str) -> Run:
    """Return the run of a bundle, made once."""
    bundle, (schema, lexicon) = bundles()[name], _contract()
    paths = tuple(path for path in sorted(bundle.texts.iterdir()) if path.suffix != ".yaml")
    briefing = make_briefing(Order(paths, schema, lexicon)).briefing
    texts = {PurePath(source.path).name: source.text for source in briefing.sources}
    export = Export.model_validate(json.loads(write_json(briefing, schema)))
    gold = cast("Entry", yamlfile.load(bundle.gold))
    return Run(briefing, gold, judge(export, gold, texts))


def floors() -> dict[str, dict[str, float]]:
    """Return the pinned scores: bundle, section, score."""
    pinned = cast("Mapping[str, Mapping[str, str]]", yamlfile.load(FLOOR))
    return {bundle: {name: float(score) for name, score in scores.items()} for bundle, scores in pinned.items()}


def main() -> None:
    """Write what is reached now."""
    lines = [HEADER]
    for name in bundles():
        figures = run(name).report.figures()
        lines += [f"{name}:\n", *(f"  {section}: {score:.2f}\n" for section, score in figures.items())]
        sys.stdout.write(f"{name}: {figures['total']:.2f}\n")
    FLOOR.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
