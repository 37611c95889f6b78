"""The commands about a file of edits, as a person runs them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

_QUICK = 6.5  # times as long as counting to two million: 0.4 s where that takes 0.06 s, on a machine at rest
EDITS = """\
records:
  detainees/erik-dahl:
    charge: {set: bribery, was: theft, by: J. Doe, when: 2031-04-02}
    response: denies
"""


@pytest.fixture
def brief(brief):
    """Run a command in a folder that holds `in/` with two sources and `b.json`, their briefing."""
    assert brief("generate", "in", "-o", "b.json", "-q")[0] == 0
    return brief


def test_diff_shows_what_each_edit_makes_of_what_the_sources_say(brief):
    Path("v.yaml").write_text(EDITS, encoding="utf-8")
    code, out, err = brief("overrides", "diff", "-b", "b.json", "-r", "v.yaml")
    assert code == 1
    drifted, redundant = (line for line in out.splitlines() if line.startswith("v.yaml"))
    assert drifted.startswith('v.yaml:3:5: drifted: set detainees/erik-dahl/charge: it was "theft", ')
    assert 'the sources now say "fraud" → "bribery" (J. Doe, 2031-04-02); the edit stays' in drifted
    assert redundant.startswith('v.yaml:4:5: redundant: set detainees/erik-dahl/response: "denies" → "denies"; ')
    assert err == "0 errors, 1 edit applied, 1 redundant, 1 drifted\n"


def test_diff_as_json_holds_edits_and_faults(brief):
    Path("v.yaml").write_text(EDITS + "hide: [detainees/e-dahl]\n", encoding="utf-8")
    code, out, _ = brief("overrides", "diff", "-b", "b.json", "-r", "v.yaml", "--json")
    told = json.loads(out)
    assert (code, [edit["state"] for edit in told["edits"]]) == (4, ["drifted", "redundant", "orphaned"])
    assert told["edits"][0]["now"] == "fraud"
    assert len(told["faults"]) == 1


def test_the_edits_of_a_briefing_are_held_to_the_sources_and_not_to_themselves(brief):
    Path("v.yaml").write_text(
        "records: {detainees/erik-dahl: {charge: bribery}}\nhide: [agenda]\n", encoding="utf-8"
    )
    assert brief("generate", "in", "-r", "v.yaml", "-o", "e.json", "-q")[0] == 0
    data = json.loads(Path("e.json").read_text(encoding="utf-8"))
    assert [edit["state"] for edit in data["edits"]] == ["applied", "applied"]
    assert sorted(data["inputs"]) == ["brief", "lists", "overrides", "schema"]
    code, _, err = brief("overrides", "check", "-b", "e.json", "-r", "v.yaml")
    assert (code, err) == (0, "0 errors, 2 edits applied\n")


def test_init_writes_a_schema_for_editors_beside_and_stays_clean(brief, tmp_path):
    assert brief("overrides", "init", "-b", "b.json", "-o", "v.yaml")[0] == 0
    assert "v.schema.json" in (tmp_path / "v.yaml").read_text(encoding="utf-8").splitlines()[0]
    made = json.loads((tmp_path / "v.schema.json").read_text(encoding="utf-8"))
    assert "detainees/erik-dahl" in made["properties"]["records"]["properties"]
    assert brief("overrides", "check", "-b", "b.json", "-r", "v.yaml") == (0, "", "0 errors, 0 edits applied\n")
    (tmp_path / "w.schema.json").write_text("{}", encoding="utf-8")
    assert brief("overrides", "init", "-b", "b.json", "-o", "w.yaml")[0] == 2


def test_an_edit_by_command_makes_the_file_and_reaches_the_page(brief, tmp_path):
    code, _, err = brief(
        *("overrides", "set", "detainees/dahl/charge", "grand bribery", "-r", "v.yaml", "-b", "b.json"),
        *("--why", "the indictment", "--by", "J. Doe"),
    )
    assert (code, err) == (0, "Wrote v.yaml; see: brief overrides diff -r v.yaml\n")
    text = (tmp_path / "v.yaml").read_text(encoding="utf-8")
    assert text.startswith("records:\n  detainees/erik-dahl:\n    charge: {set: grand bribery, was: fraud, why: ")
    assert (
        brief("overrides", "add", "agenda", "topic=Visas", "priority=high", "-r", "v.yaml", "-b", "b.json")[0] == 0
    )
    assert brief("overrides", "set", "agenda/visas/priority", "normal", "-r", "v.yaml", "-b", "b.json")[0] == 0
    assert brief("overrides", "hide", "participants/king-faris", "-r", "v.yaml", "-b", "b.json")[0] in {0, 4}
    assert brief("overrides", "set", "briefing/marking", "RESTRICTED", "-r", "v.yaml", "-b", "b.json")[0] == 0
    assert brief("overrides", "check", "-b", "b.json", "-r", "v.yaml")[0] == 0
    assert brief("generate", "in", "-r", "v.yaml", "-o", "x.md", "-q")[0] == 0
    page = (tmp_path / "x.md").read_text(encoding="utf-8")
    assert "grand bribery" in page.casefold()
    assert "RESTRICTED" in page


def test_an_edit_by_command_that_cannot_be_meant_leaves_the_file_alone(brief, tmp_path):
    (tmp_path / "v.yaml").write_text(EDITS, encoding="utf-8")
    for words, says in (
        (("set", "detainees/eric-dahl/charge", "x"), "nothing is called detainees/eric-dahl; nearest: "),
        (
            ("set", "detainees/erik-dahl/response", "maybe"),
            'detainees/erik-dahl/response: "response" cannot be "maybe"',
        ),
        (("hide", "detainees/e-dahl"), "nothing is called detainees/e-dahl; nearest: detainees/erik-dahl"),
        (("add", "agenda", "priority=high"), 'agenda: a record of agenda needs "topic"'),
    ):
        code, _, err = brief("overrides", *words, "-r", "v.yaml", "-b", "b.json")
        assert (code, err.startswith(says)) == (4, True), err
    assert brief("overrides", "add", "agenda", "Visas", "-r", "v.yaml")[0] == 2
    assert brief("overrides", "set", "detainees/erik-dahl/charge", "-r", "v.yaml")[0] == 2
    assert (tmp_path / "v.yaml").read_text(encoding="utf-8") == EDITS


def test_line_ends_and_the_byte_order_mark_of_a_file_stay(brief, tmp_path):
    (tmp_path / "v.yaml").write_bytes(b"\xef\xbb\xbf# mine\r\nhide:\r\n  - agenda  # no\r\n")
    assert brief("overrides", "hide", "treaties", "-r", "v.yaml", "-b", "b.json", "--by", "J")[0] == 0
    made = (tmp_path / "v.yaml").read_bytes()
    assert made.startswith(b"\xef\xbb\xbf# mine\r\nhide:\r\n  - agenda  # no\r\n  - {at: treaties, by: J, when: ")
    assert made.endswith(b"}\r\n")


def test_prune_takes_out_what_is_redundant_and_keeps_the_rest(brief, tmp_path):
    (tmp_path / "v.yaml").write_text(EDITS + "hide: [detainees/e-dahl]\n", encoding="utf-8")
    code, out, err = brief("overrides", "prune", "-b", "b.json", "-r", "v.yaml", "--dry-run")
    assert (code, err) == (0, "1 edit would go\n")
    assert out == "v.yaml:4:5: redundant: set detainees/erik-dahl/response\n"
    assert brief("overrides", "prune", "-b", "b.json", "-r", "v.yaml", "--orphaned")[2] == "2 edits taken out\n"
    assert (tmp_path / "v.yaml").read_text(encoding="utf-8") == EDITS.replace(
        "    response: denies\n", ""
    ) + "hide: []\n"


@pytest.mark.parametrize("command", ["diff", "set", "add", "hide", "prune"])
def test_help_about_edits_ends_in_an_example(brief, command):
    code, out, _ = brief("overrides", command, "--help")
    assert code == 0
    assert " ".join(out.split("\n\n")[-1].split()).startswith(f"Example: brief overrides {command}")


def test_a_thousand_edits_are_checked_in_less_than_half_a_second_without_the_language_pipeline(brief, tmp_path):
    rows = "".join(f"    - {{topic: Topic number {n}, priority: high, by: J. Doe}}\n" for n in range(999))
    text = f"records: {{detainees/erik-dahl: {{charge: bribery}}}}\nadd:\n  agenda:\n{rows}"
    (tmp_path / "v.yaml").write_text(text, encoding="utf-8")
    assert brief("overrides", "check", "-b", "b.json", "-r", "v.yaml")[2] == "0 errors, 1000 edits applied\n"
    code = (
        "import sys, time; from brief.cli import run; run(['overrides', 'check', '-b', 'b.json', '-r', 'v.yaml']);"
        "spent = time.process_time(); sum(n * n for n in range(2_000_000));"
        "heavy = sorted({'spacy', 'docx', 'lxml', 'trafilatura'} & set(sys.modules));"
        "print(heavy, time.process_time() - spent, spent)"
    )
    said = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own
        for _ in range(3)
    ]
    loaded, counting, spent = zip(*(run.stdout.splitlines()[-1].rsplit(" ", 2) for run in said), strict=True)
    assert set(loaded) == {"[]"}
    assert min(map(float, spent)) <= _QUICK * min(map(float, counting))


def test_every_edit_survives_new_sources_or_is_reported(brief, folder, tmp_path):
    data = json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))
    wanted: list[str] = []
    for section in data["sections"]:
        for record in section["records"]:
            for field, value in record["fields"].items():
                address = f"{section['id']}/{record['id']}/{field}"
                if field in {"role", "charge", "background", "question", "stance", "activity", "topic"}:
                    text = f"As edited: {value['value']}"
                    code = brief(
                        "overrides", "set", address, text, "-r", "v.yaml", "-b", "b.json", "--by", "J. Doe"
                    )[0]
                    assert code == 0
                    wanted.append(address)
    assert len(wanted) >= 6
    (folder / "daily.txt").unlink()
    wire = folder / "wire.txt"
    wire.write_text(wire.read_text(encoding="utf-8").replace("fraud", "theft"), encoding="utf-8")
    code, out, _ = brief("overrides", "diff", "in", "-r", "v.yaml", "--json")
    states = {edit["address"]: edit["state"] for edit in json.loads(out)["edits"]}
    assert code == 4
    assert sorted(states) == sorted(wanted)
    assert states["detainees/erik-dahl/charge"] == "drifted"
    assert set(states.values()) <= {"applied", "drifted", "orphaned"}
    assert brief("overrides", "prune", "in", "-r", "v.yaml", "--orphaned")[0] == 0
    assert brief("generate", "in", "-r", "v.yaml", "-o", "x.md", "-q")[0] == 0
    page = (tmp_path / "x.md").read_text(encoding="utf-8")
    assert "s edited: fraud" in page
