"""A number in, a command as a person may mistype it out, and what came of it: on files of which one may be damaged.

A command goes wrong when it raises, or ends with another code than those of `brief/errors.py`. It runs in a folder
of its own, with paths below it only.
"""

import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import docx
from conftest import DAILY, WIRE
from fuzz.mutations import mutated
from reportlab.pdfgen import canvas

from brief import cli

EDITS = """\
# edits
briefing: {marking: OFFICIAL, to: The Minister}
texts:
  purpose: To prepare the call.
sources:
  wire.txt: {published: 2031-03-02}
records:
  detainees/erik-dahl:
    charge: {set: bribery, was: fraud, why: the statute, by: J. Doe}
add:
  agenda:
    - {topic: Visas, priority: high}
hide:
  - participants/king-faris
"""
SETTINGS = "schema: diplomatic-visit\noverrides: v.yaml\ntheme: plain\nlimits: {seconds: 60, file_bytes: 30 MB}\n"
THEME = "theme: mine\n"
COMMANDS = (
    "overrides set detainees/erik-dahl/charge theft -r v.yaml -b b.json --by J --why because",
    "overrides add agenda topic=Gas priority=high -r v.yaml -b b.json",
    "overrides hide participants/king-faris -r v.yaml -b b.json",
    "overrides check -r v.yaml -b b.json",
    "overrides diff -r v.yaml -b b.json --json",
    "overrides prune -r v.yaml -b b.json --orphaned",
    "overrides init -b b.json -o fresh.yaml --force",
    "overrides import b.docx -r w.yaml",
    "attach report.docx b.docx -o out.docx --at Findings --title Annex",
    "attach report.pdf b.pdf -o out.pdf --at end",
    "detach report.docx -o out.docx",
    "explain detainees/erik-dahl/charge -b b.json",
    "diff b.json c.json",
    "schema show diplomatic-visit",
    "sources in --json --limit file_bytes=50MB",
    "generate in -o x.json -r v.yaml --date 2031-03-02 --quiet",
    "doctor --limits",
)
OPTIONS = (
    "--force",
    "--json",
    "--strict",
    "--dry-run",
    "--limit",
    "-r",
    "-b",
    "-o",
    "-s",
    "--at",
    "--",
    "-h",
    "--depth",
)
ODD = (
    "",
    "-",
    "=",
    "%s",
    "{}",
    "\udcff",
    "\x1b[2J",
    "\u202e",
    "🙂",
    "x" * 5_000,
    "[",
    "*",
    "'",
    "\n",
    "0",
    "-1",
    "9" * 30,
)
FINE = frozenset(range(6))  # exit codes that a person can do something about


@contextmanager
def workplace() -> Iterator[dict[str, bytes]]:
    """Go to a folder with sources, briefings, reports and edits, and hand out its files."""
    before = Path.cwd(), os.environ.get("XDG_CACHE_HOME")
    with tempfile.TemporaryDirectory() as name:
        os.chdir(name)
        os.environ["XDG_CACHE_HOME"] = str(Path(name).resolve() / "cache")
        try:
            made()
            yield {
                path.as_posix(): path.read_bytes()
                for path in sorted(Path().rglob("*.*"))
                if path.parts[0] != "cache"
            }
        finally:
            os.chdir(before[0])
            os.environ.pop("XDG_CACHE_HOME")
            if before[1] is not None:
                os.environ["XDG_CACHE_HOME"] = before[1]


def made() -> None:
    """Make the files."""
    Path("in").mkdir()
    Path("in/wire.txt").write_text(WIRE, encoding="utf-8")
    Path("in/daily.txt").write_text(DAILY, encoding="utf-8")
    outputs = [word for name in ("b.docx", "b.pdf", "c.json") for word in ("-o", name)]
    assert ran(["generate", "in", *outputs])[0] == 0
    Path("v.yaml").write_text(EDITS, encoding="utf-8")
    Path("brief.yaml").write_text(SETTINGS, encoding="utf-8")
    report = docx.Document()
    report.add_heading("Findings", 1)
    report.add_paragraph("As found.")
    report.save("report.docx")
    page = canvas.Canvas("report.pdf")
    page.drawString(72, 700, "Findings")
    page.save()


def cases(first: int, count: int, files: dict[str, bytes]) -> Iterator[tuple[str, list[str], dict[str, bytes]]]:
    """Yield a label, the words of a command, and the files as they are then: by turns one mistyped, one damaged."""
    names = sorted(files)
    for number in range(first, first + count):
        words = COMMANDS[number // 2 % len(COMMANDS)].split()
        chance = random.Random(number)  # noqa: S311 - typing errors, no secret
        if number % 2:
            words = mistyped(words, chance)
            yield f"brief {' '.join(words)[:200]!r} #{number}", words, {}
        else:
            used = [name for name in names if name in words or name == "brief.yaml" or (name in words[-1:])]
            name = chance.choice(used)
            other = files[chance.choice(names)]
            yield (
                f"brief {' '.join(words)} with {name} damaged #{number}",
                words,
                {name: mutated(files[name], other, number)},
            )


def mistyped(words: list[str], chance: random.Random) -> list[str]:
    """Return the words of a command with one to three errors."""
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(words)) if words else 0
        other = chance.choice(chance.choice(COMMANDS).split())
        kind = chance.randrange(7)
        if kind == 0:
            words = words[:at] + words[at + 1 :]
        elif kind == 1:
            words = [*words[:at], *words[at : at + 1] * 2, *words[at + 1 :]]
        elif kind == 2:
            words = [*words[:at], other, *words[at + 1 :]]
        elif kind == 3:
            words = [*words[:at], chance.choice(OPTIONS), *words[at:]]
        elif kind == 4:
            words = [*words[:at], chance.choice(ODD), *words[at + 1 :]]
        elif words:
            place, odd = chance.randrange(len(words[at]) + 1), chance.choice(ODD)
            words = [*words[:at], words[at][:place] + odd + words[at][place + kind - 5 :], *words[at + 1 :]]
    return [word for word in words if not word.startswith(("/", "--w", "--wa")) and ".." not in word]


def ran(words: list[str]) -> tuple[object, str]:
    """Run a command. Return how it ended and what it said."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = cli.run(words)
    return code, err.getvalue()


def faults(first: int, count: int) -> list[str]:
    """Return what went wrong in so many commands."""
    found: list[str] = []
    with workplace() as files:
        for label, words, damaged in cases(first, count, files):
            for name, data in {**files, **damaged}.items():
                if not Path(name).is_file() or Path(name).read_bytes() != data:
                    shutil.rmtree(name, ignore_errors=True)
                    Path(name).parent.mkdir(exist_ok=True)
                    Path(name).write_bytes(data)
            try:
                code, said = ran(words)
            except (Exception, SystemExit) as err:  # noqa: BLE001 - this is what it looks for
                found.append(f"{label}: {type(err).__name__}: {err}")
                continue
            if code not in FINE:
                found.append(f"{label}: exit {code}: {said[-300:]}")
            elif code and not said.strip() and code != 1:
                found.append(f"{label}: exit {code} without a word")
    return found
