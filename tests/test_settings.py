"""Settings: flags win over the environment, that over brief.yaml, that over the defaults; who won is shown."""

import json
import os
from pathlib import Path
from typing import get_type_hints

import pytest

from brief.commands.generate import generate
from brief.settings import KNOWN, find, settings_here

OUTSIDE = "lies outside the folder of brief.yaml; name one below it; a flag or the environment may name any place"


def filed(text: str) -> None:
    Path("brief.yaml").write_text(text, encoding="utf-8")


def shown(brief, name: str) -> list[str]:
    """Return the value and who set it, as doctor shows a setting."""
    rows = [line.split() for line in brief("doctor")[1].splitlines()]
    return next(row[1:] for row in rows if row[:1] == [name])


def test_a_flag_wins_over_the_environment_and_that_over_the_file_and_that_over_the_default(brief, monkeypatch):
    def schema(*flags: str) -> str:
        assert brief("generate", "in", "-o", "x.json", "-q", *flags)[0] == 0
        return json.loads(Path("x.json").read_text(encoding="utf-8"))["schema"]["id"]

    assert schema() == "diplomatic-visit"
    assert shown(brief, "schema") == ["diplomatic-visit", "default"]
    filed("# ours\nschema: sanctions\n")
    assert schema() == "sanctions"
    assert shown(brief, "schema") == ["sanctions", "brief.yaml:2"]
    monkeypatch.setenv("BRIEF_SCHEMA", "disaster-report")
    assert schema() == "disaster-report"
    assert shown(brief, "schema") == ["disaster-report", "BRIEF_SCHEMA"]
    assert schema("-s", "sanctions") == "sanctions"


def test_a_limit_is_set_by_flag_environment_and_file_in_that_order(brief, monkeypatch):
    def limit(*flags: str) -> str:
        line = next(x for x in brief("doctor", "--limits", *flags)[1].splitlines() if x.startswith("seconds"))
        return " ".join(line.split())

    assert limit() == "seconds 30 s for reading one source"
    filed("limits:\n  seconds: 40\n  file_bytes: 50 MB\n")
    assert limit() == "seconds 40 s for reading one source (brief.yaml:2)"
    monkeypatch.setenv("BRIEF_LIMITS_SECONDS", "50")
    assert limit() == "seconds 50 s for reading one source (BRIEF_LIMITS_SECONDS)"
    assert limit("--limit", "seconds=60") == "seconds 60 s for reading one source (--limit)"
    assert shown(brief, "limits.file_bytes") == ["50", "MB", "brief.yaml:3"]


@pytest.mark.parametrize("command", ["generate", "sources", "explain"])
def test_a_limit_that_is_set_holds_for_every_command_that_reads_sources(brief, folder, command):
    (folder / "long.txt").write_text("The talks ended. " * 200, encoding="utf-8")
    said = {
        "generate": ("generate", "in", "-o", "x.md"),
        "sources": ("sources", "in"),
        "explain": ("explain", "detainees", "in"),
    }[command]
    code, out, err = brief(*said, "--limit", "file_bytes=10")
    assert (code, out) == (3, "")
    assert "larger than the limit of 10B for one file (--limit file_bytes=20B)" in err
    filed("limits: {file_bytes: 10}\n")
    assert brief(*said)[0] == 3
    assert brief(*said, "--limit", "file_bytes=1MB")[0] == 0


def test_a_limit_holds_for_edits_that_are_held_to_sources(brief):
    Path("v.yaml").write_text("hide: []\n", encoding="utf-8")
    for command in ("check", "diff", "prune"):
        assert brief("overrides", command, "in", "-r", "v.yaml", "--limit", "file_bytes=10")[0] == 3
    assert brief("overrides", "init", "in", "--limit", "file_bytes=10")[0] == 3


def test_every_output_of_the_file_is_written_and_paths_count_from_the_file(brief, monkeypatch):
    filed("output: [out/x.md, out/y.json]\noverrides: v.yaml\ncache: kept\nby: J. Doe\n")
    edit = ("overrides", "set", "detainees/erik-dahl/charge", "grand bribery")
    below = Path("deep") / "down"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert find(Path.cwd()) == Path("../../brief.yaml")
    assert brief(*edit)[0] == 0
    assert brief("generate", "../../in", "-q") == (0, "", "")
    monkeypatch.chdir("../..")
    assert "grand bribery" in Path("out/x.md").read_text(encoding="utf-8")
    assert "J. Doe" in Path("v.yaml").read_text(encoding="utf-8")
    assert Path("out/y.json").is_file()
    assert [path.name for path in Path("kept").iterdir()] == ["claims.sqlite"]


def test_no_cache_is_kept_where_none_is_wanted(brief, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "kept"))
    monkeypatch.setenv("BRIEF_CACHE", "none")
    assert brief("generate", "in", "-o", "x.json", "-q")[0] == 0
    assert brief("overrides", "set", "detainees/erik-dahl/charge", "theft", "-r", "v.yaml", "-b", "x.json")[0] == 0
    assert not (tmp_path / "kept").exists()
    monkeypatch.setenv("BRIEF_CACHE", str(tmp_path / "mine"))
    assert brief("generate", "in", "-o", "x.json", "-q")[0] == 0
    assert (tmp_path / "mine" / "claims.sqlite").is_file()


def test_every_fault_of_the_file_is_told_at_its_place_before_the_work(brief):
    filed(
        "shema: sanctions\ntheme: reprot\ndepth: deep\noutput: [x.md, ../y.md]\n"
        "limits: {secnds: 3, file_bytes: soon}\nby: [a, b]\nschema: mine.yaml\njobs: many\n"
    )
    code, out, err = brief("generate", "in")
    assert (code, out) == (4, "")
    assert [line for line in err.splitlines() if line.startswith("brief.yaml")] == [
        'brief.yaml:1:1: no setting is called "shema"; did you mean "schema"?',
        'brief.yaml:2:8: theme: nothing is called "reprot"; did you mean "report"?',
        'brief.yaml:3:8: depth: cannot be "deep"; write core or full',
        f"brief.yaml:4:16: output: {OUTSIDE}",
        'brief.yaml:5:10: no limit is called "secnds"; did you mean "seconds"?',
        "brief.yaml:5:33: no number; write a number such as 60, 5,000 or 50 MB",
        "brief.yaml:6:5: by: text is expected; give one value, in quotes if need be",
        "brief.yaml:7:9: schema: there is no such file; check the name",
        'brief.yaml:8:7: jobs: cannot be "many"; write a number such as 2',
    ]
    assert "2 | theme: reprot\n  |        ^^^^^^" in err
    assert err.splitlines()[-1] == "9 errors"
    assert not Path("output").exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("schema: [a, b", "brief.yaml:1:9: a bracket is not closed"),
        ("- schema", 'brief.yaml:1:1: settings are expected; write "schema: NAME"'),
        ("schema: sanctions\nschema: sanctions\n", 'brief.yaml:2:1: "schema" stands here twice'),
        ("limits: 3\n", "brief.yaml:1:9: limits have names; write seconds: 60 below it"),
    ],
)
def test_a_file_that_is_no_settings_is_told_with_4(brief, text, says):
    filed(text)
    code, _, err = brief("sources", "in")
    assert code == 4
    assert err.startswith(says)


def test_an_empty_file_sets_nothing(brief):
    filed("# nothing yet\n")
    assert brief("sources", "in")[0] == 0
    assert shown(brief, "schema") == ["diplomatic-visit", "default"]


def test_a_broken_file_stops_neither_help_nor_what_needs_no_settings(brief):
    filed("schema: [a, b")
    assert brief("generate", "--help")[0] == 0
    assert brief("schema", "list")[0] == 0
    code, out, _ = brief("doctor")
    assert code == 1
    assert "! brief.yaml:1:9: a bracket is not closed" in out
    assert out.splitlines()[-1] == "1 problem, each with its mend above"


def test_what_the_environment_misspells_is_told(brief, monkeypatch):
    monkeypatch.setenv("BRIEF_SCHEM", "sanctions")
    monkeypatch.setenv("BRIEF_LIMITS_SECONDS", "soon")
    code, out, err = brief("sources", "in")
    assert code == 0
    assert "s1" in out
    assert err.startswith(
        '! BRIEF_LIMITS_SECONDS: "soon" is no number; write a number such as 60, 5,000 or 50 MB\n'
    )
    assert "! BRIEF_SCHEM: no such setting; there are BRIEF_SCHEMA, " in err
    assert brief("doctor")[0] == 1


def test_a_flag_that_is_no_limit_is_one_line_each_and_2(brief):
    code, out, err = brief("sources", "in", "--limit", "secnds=3", "--limit", "seconds=soon", "--limit", "seconds")
    assert (code, out) == (2, "")
    assert err.splitlines()[0].startswith("--limit secnds=3: no such limit; there are file_bytes, ")
    assert err.splitlines()[1].startswith('--limit seconds=soon: "soon" is no number; write ')
    assert err.splitlines()[2].startswith('--limit seconds: "" is no number; write ')


@pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="only root can give a file away")
def test_a_file_of_another_user_is_not_read(brief):
    filed("schema: sanctions\n")
    os.chown("brief.yaml", 12345, 12345)
    code, _, err = brief("sources", "in")
    assert (code, err) == (
        4,
        "brief.yaml: belongs to another user and is not read; delete it, or make it yours\n",
    )


def test_every_setting_that_generate_takes_is_heard_from_the_environment():
    hints = get_type_hints(generate, include_extras=True)
    options = {name: hint.__metadata__[0].envvar for name, hint in hints.items() if hasattr(hint, "__metadata__")}
    heard = {name: variable for name, variable in options.items() if variable}
    assert heard == {name: f"BRIEF_{name.upper()}" for name, known in KNOWN.items() if "generate" in known.commands}


def test_settings_that_nobody_set_are_none(tmp_path):
    settings = settings_here({}, tmp_path)
    assert settings.defaults() == {}
    assert settings.limits.seconds == 30
    assert {one.won for one in settings.all()} == {"default"}
