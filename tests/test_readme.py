"""The README holds what it says: its commands run, its example files are read without a fault."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from floor import run

from brief.lexicon import load_lexicon
from brief.overrides_apply import review_overrides
from brief.overrides_file import load_overrides
from brief.schema_file import load_schema

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", README, re.DOTALL)
BRIEF = Path(sys.executable).with_name("brief")


def block(holding: str) -> str:
    return next(text for _, text in BLOCKS if holding in text)


def test_the_commands_of_the_tour_run_in_their_order(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / "output").mkdir()
    docx.Document().save(tmp_path / "output" / "report.docx")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    lines = [line for line in block("brief sources").splitlines() if line.startswith("brief ")]
    assert len(lines) >= 6
    for line in lines:
        words = shlex.split(line, comments=True)
        done = subprocess.run(  # noqa: S603  # the README's own commands
            [BRIEF, *words[1:]], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{line}\n{done.stderr}"


def test_every_target_of_make_that_is_named_exists():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"`?make (\w+)", README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_example_of_overrides_fits_the_seeds(tmp_path):
    path = tmp_path / "visit.yaml"
    path.write_text(block("briefing: {marking"), encoding="utf-8")
    schema = load_schema("diplomatic-visit", load_lexicon())
    outcome = review_overrides(load_overrides(path, schema), run("seeds").briefing, schema)
    outcome.check()
    assert len(outcome.applied) == 3
    assert outcome.drifted == []
    assert outcome.redundant == []


@pytest.mark.parametrize("name", ["README.md", "brief/DESIGN.md"])
def test_every_file_that_is_named_exists(name):
    named = re.findall(r"`((?:brief|tests|schemas|seeds|output)/[\w/.-]+)`", (ROOT / name).read_text("utf-8"))
    made = {"output/briefing.docx"}
    assert [path for path in named if path not in made and not (ROOT / path).exists()] == []


def test_the_example_of_a_schema_finds_what_its_example_gives(tmp_path):
    path = tmp_path / "my.yaml"
    head = 'id: my\nversion: "1"\ntitle: Mine\nwords:\n  arrest: [arrest]\n  charge: [charge]\nsections:\n'
    path.write_text(head + block("- id: detainees"), encoding="utf-8")
    done = subprocess.run(  # noqa: S603  # our own program
        [BRIEF, "schema", "check", path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "1 example" in done.stdout + done.stderr
