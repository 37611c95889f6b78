"""Nothing in, reports of a hundred pages and the commands that attach the sample briefing to them out.

Run by itself it prints what each costs as a whole process. The goal is half a second on a quiet machine: the work
is a fifth of that, the start of Python and the reading of the command line the rest.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import docx
from reportlab.pdfgen import canvas

ROOT = Path(__file__).parent.parent.parent
BRIEF = str(Path(sys.executable).with_name("brief"))
SAMPLE = ROOT / "output" / "sample"
PAGES = 100
GOAL = 0.5  # seconds
RUNS = 5


def attach_commands(folder: Path) -> dict[str, list[str]]:
    """Write a report of each format into a folder. Return the commands that attach to it, by what they do."""
    reports = {".docx": folder / "report.docx", ".pdf": folder / "report.pdf"}
    _write_word(reports[".docx"])
    _write_pdf(reports[".pdf"])
    return {
        f"attach, {PAGES} pages {kind}": [
            BRIEF,
            "attach",
            str(report),
            str(SAMPLE / f"briefing{kind}"),
            "-o",
            str(report.with_stem("result")),
            "--title",
            "auto",
        ]
        for kind, report in reports.items()
    }


def _write_word(path: Path) -> None:
    file = docx.Document()
    for number in range(1, PAGES + 1):
        file.add_heading(f"Chapter {number}", 1).paragraph_format.page_break_before = number > 1
        for line in range(12):
            file.add_paragraph(f"Line {line} of chapter {number}: " + "ships and quays and cranes. " * 8)
    file.save(str(path))


def _write_pdf(path: Path) -> None:
    page = canvas.Canvas(str(path), invariant=1)
    for number in range(1, PAGES + 1):
        page.bookmarkPage(f"p{number}")
        page.addOutlineEntry(f"Chapter {number}", f"p{number}")
        for line in range(40):
            page.drawString(72, 740 - 16 * line, f"Line {line} of chapter {number}: ships and quays and cranes")
        page.showPage()
    page.save()


def main() -> None:
    """Print the best of a few runs of each command."""
    with tempfile.TemporaryDirectory() as name:
        for label, command in attach_commands(Path(name)).items():
            walls, cpus = [], []
            for _ in range(RUNS):
                begun, used = time.perf_counter(), _cpu()
                subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command
                walls.append(time.perf_counter() - begun)
                cpus.append(_cpu() - used)
            sys.stdout.write(f"{label:32}{min(walls):6.2f} s, {min(cpus):.2f} s CPU   goal {GOAL} s\n")


def _cpu() -> float:
    """Return the seconds that children of this process have worked."""
    used = os.times()
    return used.children_user + used.children_system


if __name__ == "__main__":
    main()
