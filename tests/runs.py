"""Runs at the same moment in, what came of them out; run as a program of its own.

`python tests/runs.py FOLDER ROUNDS RUNS` makes sources, then so many times lets so many runs write: one briefing,
briefings of their own from one cache, edits of one file, an annex of one report. Prints a line for everything that
is not whole, and last how many runs there were. The program is loaded once; each run is a child of it.
"""

import json
import os
import re
import shutil
import sys
from io import StringIO
from pathlib import Path

import docx
from conftest import DAILY, WIRE

from brief import cli
from brief.collect.edited_word import read_edited

NAMES = ["x.docx", "x.json", "x.md"]
LOCKED = "another run of brief is writing it"


def run(*arguments: str) -> tuple[int, str]:
    """Run a command. Return its exit code and what it said on stderr."""
    sys.stderr, kept = StringIO(), sys.stderr
    try:
        return cli.run(arguments), sys.stderr.getvalue()
    finally:
        sys.stderr = kept


def at_once(commands: list[list[str]]) -> list[str]:
    """Run commands at the same moment, a child each. Return what is wrong with how they ended."""
    ready, go = os.pipe()
    children = []
    for command in commands:
        child = os.fork()
        if child == 0:
            os.close(go)
            os.read(ready, 1)  # until the parent closes its end
            code, said = run(*command)
            fine = code == 0 or (code == 5 and LOCKED in said)
            if not fine:
                os.write(2, f"{command}: exit {code}: {said}\n".encode())
            os._exit(code if fine else 99)
        children.append(child)
    os.close(go)
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    os.close(ready)
    return [f"{command}: exit {code}" for command, code in zip(commands, codes, strict=True) if code not in {0, 5}]


def faults(days: list[str]) -> list[str]:
    """Return what is wrong with the briefing: files that are not of one run, or of none, or too many."""
    names = sorted(path.name for path in Path("o").iterdir())
    if names != NAMES:
        return [f"there are {names}"]
    data = json.loads(Path("o/x.json").read_bytes())
    inside = json.loads(read_edited(Path("o/x.docx").read_bytes()).data or b"{}")
    day = data["header"]["as_of"]
    found = [] if day in days else [f"the day is {day}"]
    found += [] if inside["header"]["as_of"] == day else ["the Word file is of another run than the JSON"]
    shown = re.search(rf"As of:\W*{int(day[8:])}\b", Path("o/x.md").read_text("utf-8"))
    return [*found, *([] if shown else ["the Markdown is of another run than the JSON"])]


def briefings(number: int, runs: int) -> list[str]:
    """Let runs write one briefing, then their own from a folder that none has read. Return what is not whole."""
    days = [f"2031-02-{11 + one}" for one in range(runs)]
    wrong = at_once([["generate", "in", "-o", "o/x.docx", "-o", "o/x.md", "--date", day] for day in days])
    wrong += faults(days)
    fresh = shutil.copytree("in", f"in{number}")
    wrong += at_once([["generate", fresh, "-o", f"own/{one}.json"] for one in range(runs)])
    made = {path.read_bytes() for path in Path("own").iterdir()}
    return [*wrong, *([] if len(made) == 1 else ["with one cache the runs say different things"])]


def edits(number: int, runs: int) -> list[str]:
    """Let commands edit one file. Return the edits that are lost."""
    topics = [f"edited {number} {one}" for one in range(runs)]
    common = ["-r", f"v{number}.yaml", "-b", "first.json"]
    wrong = at_once([["overrides", "add", "agenda", f"topic={topic}", *common] for topic in topics])
    text = Path(f"v{number}.yaml").read_text("utf-8")
    return [*wrong, *(f"{topic} is lost" for topic in topics if topic not in text)]


def annexes(runs: int) -> list[str]:
    """Let runs attach a briefing to one report. Return what is wrong with the report and what is kept of it."""
    wrong = at_once([["attach", "report.docx", "first.docx"] for _ in range(runs)])
    texts = [[p.text for p in docx.Document(name).paragraphs] for name in ("report.docx", "report.docx.bak")]
    annexed = "Solheim" in "".join(texts[0])
    return [
        *wrong,
        *([] if annexed and all(one[0] == "Findings" for one in texts) else ["the report is not whole"]),
    ]


def main() -> None:
    """Make the sources, and run."""
    os.chdir(sys.argv[1])
    rounds, runs = int(sys.argv[2]), int(sys.argv[3])
    os.environ["XDG_CACHE_HOME"] = str(Path("cache").absolute())
    Path("in").mkdir()
    Path("in/wire.txt").write_text(WIRE, encoding="utf-8")
    Path("in/daily.txt").write_text(DAILY, encoding="utf-8")
    report = docx.Document()
    report.add_heading("Findings", 1)
    report.save("report.docx")
    once = (  # so that everything is loaded before the children begin
        ("generate", "in", "-o", "first.docx", "-o", "first.md"),
        ("overrides", "add", "agenda", "topic=Visas", "-r", "first.yaml", "-b", "first.json"),
        ("attach", "report.docx", "first.docx", "-o", "first-annex.docx"),
    )
    wrong = [f"{command} fails alone" for command in once if run(*command)[0] != 0]
    for number in range(rounds):
        wrong += briefings(number, runs) + edits(number, runs) + annexes(runs)
    left = [path.name for path in Path.cwd().iterdir() if path.name.endswith(".brief-part")]
    wrong += [f"{name} is left behind" for name in left]
    print(*wrong, rounds * runs * 4, sep="\n")  # noqa: T201 - the answer of this program
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
