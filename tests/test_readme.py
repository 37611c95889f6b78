"""The README holds what it says: its commands run, its files are read without a fault, its figures are reached."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import mean

import docx
import pytest
from floor import floors, run

from brief.collect.readers import SUFFIXES
from brief.lexicon import load_lexicon
from brief.overrides_apply import review_overrides
from brief.overrides_file import load_overrides
from brief.schema_file import list_schemas, load_schema

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", README, re.DOTALL)
BRIEF = Path(sys.executable).with_name("brief")
TUTORIAL = ROOT / "tests" / "schemas" / "tutorial.yaml"
MODULES = sorted(path for room in ("brief", "tests") for path in (ROOT / room).rglob("*.py"))
INVENTED = ("defence-talks-tashkent", "envoy-to-caracas", "minister-to-algiers", "president-to-abuja")


def block(holding: str) -> str:
    return next(text for _, text in BLOCKS if holding in text)


def part(heading: str) -> str:
    """Return the text from a heading to the next."""
    return re.split(r"^#+ .*\n", README.split(f"# {heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def rows(text: str) -> list[list[str]]:
    """Return the cells of the table in a text, without its head."""
    lines = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("|")]
    return lines[2:]


def test_the_commands_of_the_tour_run_in_their_order(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / "output").mkdir()
    report = docx.Document()
    report.add_heading("Findings", 1)
    report.save(tmp_path / "output" / "report.docx")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    lines = [line for line in block("brief sources").splitlines() if line.startswith("brief ")]
    assert len(lines) >= 12
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


def test_every_module_that_the_design_names_exists():
    design = (ROOT / "brief" / "DESIGN.md").read_text("utf-8")
    named = re.findall(r"`([\w/]+\.py)`", design)
    there = "".join(f"/{path.relative_to(ROOT).as_posix()}\n" for path in MODULES)
    assert len(named) > 100
    assert [name for name in named if f"/{name}\n" not in there] == []


def test_the_kinds_of_files_that_are_named_are_read():
    named = re.findall(r"`(\.\w+)`", part("What is read")) + re.findall(r"(\.\w+)` `", part("What is read"))
    assert len(named) > 15
    assert set(named) <= set(SUFFIXES)


def test_the_schemas_that_are_named_are_shipped():
    assert {row[0].strip("`") for row in rows(part("Schemas"))} == set(list_schemas())


def test_the_tutorial_shows_its_schema_as_it_is():
    text = TUTORIAL.read_text("utf-8")
    shown = [code for kind, code in BLOCKS if kind == "yaml" and "briefing: {marking" not in code]
    assert len(shown) >= 4
    for code in shown:
        assert code in text
    assert f"{len(text.splitlines())} lines" in README
    assert len(text.splitlines()) < 60


def test_the_tutorial_shows_what_the_check_says():
    done = subprocess.run(  # noqa: S603  # our own program
        [BRIEF, "schema", "check", "tests/schemas/tutorial.yaml", "-v"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = (done.stdout + done.stderr).splitlines()
    shown = [line for line in block("$ brief schema check").splitlines()[1:] if line != "…"]
    assert [line for line in shown if line not in said] == []


def test_no_score_is_told_that_the_floor_does_not_hold():
    names = {
        "open questions": "open_questions",
        "dates of the sources": "dates",
        "which sources are one voice": "wires",
    }
    held = floors()
    told = rows(part("Measured").partition("<!-- unseen -->")[0])
    assert len(told) > 8
    for name, seeds, middle, worst in told:
        key = names.get(name, name)
        invented = [held[bundle][key] for bundle in INVENTED if key in held[bundle]]
        reached = (held["seeds"][key], mean(invented), min(invented))
        short = [
            one for one, figure in zip((seeds, middle, worst), reached, strict=True) if float(one) > figure + 0.005
        ]
        assert short == [], f"{name}: the floor holds {', '.join(f'{figure:.2f}' for figure in reached)}"
