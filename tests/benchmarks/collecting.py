"""Nothing in, lines about the reading of sources out: a thousand plain ones, and what a process of its own costs.

Each figure is of whole processes at their best, wall and CPU seconds: collecting a folder of plain files, of as
many mails, which a process of its own reads, and of many more mails.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Self

PLAIN, MANY, FEW = 1_000, 220, 20
TEXT = "AMMAN, {day} March 2031 - The ministers of Chile and Peru met in Arica, she said. They spoke of case {n}.\n"
MAIL = "Subject: Talks {n}\nDate: Mon, 3 Mar 2031 10:00:00 +0000\n\n"
RUNS = 3
COLLECT = """
import sys
from pathlib import Path
from brief.collect import collect
from brief.lexicon import load_lexicon
collect([Path(sys.argv[1])], load_lexicon())
"""
# What reading costs in the process itself, without one of its own: the same readers, called here.
BARE = """
import sys, time
from pathlib import Path
from brief.collect import LIMITS, readers
datas = [path.read_bytes() for path in sorted(Path(sys.argv[1]).iterdir())]
readers.read("mail", datas[0], LIMITS)
begun = time.perf_counter(), time.process_time()
for data in datas:
    readers.read("mail", data, LIMITS)
print((time.perf_counter() - begun[0]) / len(datas), (time.process_time() - begun[1]) / len(datas))
"""


class Cost(NamedTuple):
    """Wall and CPU seconds."""

    wall: float
    cpu: float

    def beyond(self, other: Cost, times: float = 1) -> Self:
        """Return what is more than so many times another cost."""
        return type(self)(self.wall - times * other.wall, self.cpu - times * other.cpu)

    def each(self, count: int) -> Self:
        """Return what one of so many costs."""
        return type(self)(self.wall / count, self.cpu / count)


def texts(count: int) -> Iterator[str]:
    """Yield so many texts of about 2 kB, no two the same."""
    for number in range(count):
        yield TEXT.format(day=1 + number % 28, n=number) + "\n" + f"Nobody spoke of point {number}. " * 60


def written(folder: Path, count: int, suffix: str, head: str = "") -> Path:
    """Write so many files, and return their folder."""
    folder.mkdir()
    for number, text in enumerate(texts(count)):
        (folder / f"{number:04}{suffix}").write_text(head.format(n=number) + text, encoding="utf-8")
    return folder


def cost(folder: Path) -> Cost:
    """Return what it takes to collect a folder, at its best."""
    costs = []
    for _ in range(RUNS):
        begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", COLLECT, str(folder)], check=True)  # noqa: S603 - our own words
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
        costs.append(Cost(time.perf_counter() - begun, cpu))
    return Cost(min(one.wall for one in costs), min(one.cpu for one in costs))


def bare(folder: Path) -> Cost:
    """Return what reading one file of a folder takes where no process stands between."""
    run = subprocess.run([sys.executable, "-c", BARE, str(folder)], check=True, capture_output=True, text=True)  # noqa: S603 - the same
    wall, cpu = run.stdout.split()
    return Cost(float(wall), float(cpu))


def figures() -> dict[str, tuple[Cost, str]]:
    """Return each figure with its goal."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        plain, same = written(home / "plain", PLAIN, ".txt"), written(home / "same", FEW, ".txt")
        few, many = (written(home / f"mail-{n}", n, ".eml", MAIL) for n in (FEW, MANY))
        more = written(home / "more", MANY, ".txt")
        read = bare(many)
        costs = {folder: cost(folder) for folder in (plain, same, few, many, more)}
        once = costs[few].beyond(costs[same]).beyond(read, FEW)
        each = costs[many].beyond(costs[more]).beyond(costs[few].beyond(costs[same])).each(MANY - FEW).beyond(read)
        return {
            "1,000 plain sources collected": (costs[plain], "5 s"),
            "a process for readers, once": (once, "0.150 s"),
            "a file through it, beyond its reading": (each, "0.010 s"),
        }


def lines() -> list[str]:
    """Return the figures as lines of a table."""
    return [f"{label:38}{c.wall:9.3f} s{c.cpu:9.3f} s CPU   {goal}" for label, (c, goal) in figures().items()]


if __name__ == "__main__":
    sys.stdout.write("\n".join([*lines(), f"on {os.cpu_count()} cores"]) + "\n")
