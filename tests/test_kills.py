"""Kill -9 while files are written: none is torn, none is lost, and the next run sweeps what was left."""

import subprocess
import sys
from pathlib import Path

import pytest

KILLS = Path(__file__).parent / "kills.py"
POINTS = 40
OUTPUTS = {
    "docx": ["visit.docx", "visit.json"],
    "pdf": ["visit.pdf", "visit.json"],
    "attach": ["report.docx.bak", "report.docx"],
    "overrides": ["visit.yaml"],
}


@pytest.mark.parametrize("kind", OUTPUTS)
def test_a_kill_at_any_point_tears_and_loses_nothing(tmp_path, kind):
    command = [sys.executable, str(KILLS), str(tmp_path), str(POINTS), *OUTPUTS[kind]]
    run = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    assert run.stderr == ""
    assert run.stdout.splitlines() == [str(POINTS)]
