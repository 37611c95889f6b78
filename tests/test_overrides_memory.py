"""What hand-made edits changed from is remembered, so that none goes stale in silence."""

import json
import re
from pathlib import Path

DAHL = "detainees/erik-dahl"


def write(text: str) -> None:
    Path("v.yaml").write_text(text, encoding="utf-8")


def let_sources_say(old: str, new: str) -> None:
    for path in Path("in").glob("*.txt"):
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def states(brief) -> dict[str, str]:
    edits = json.loads(brief("overrides", "diff", "in", "-r", "v.yaml", "--json")[1])["edits"]
    return {edit["address"]: edit["state"] for edit in edits}


def test_an_edit_typed_into_the_file_that_init_wrote_drifts_when_the_sources_turn(brief):
    assert brief("overrides", "init", "in", "-o", "v.yaml")[0] == 0
    text = Path("v.yaml").read_text(encoding="utf-8")
    write(re.sub(r"    # charge: fraud.*", "    charge: bribery", text))
    assert brief("overrides", "check", "in", "-r", "v.yaml") == (0, "", "0 errors, 1 edit applied\n")
    let_sources_say("fraud", "theft")
    code, _, err = brief("overrides", "check", "in", "-r", "v.yaml")
    says = f'drifted: set {DAHL}/charge: it was "fraud", the sources now say "theft" → "bribery"; the edit stays; '
    assert (code, f'{says}if it is still right, write was: "theft" beside it' in err) == (1, True), err


def test_an_edit_typed_by_hand_is_remembered_by_the_first_briefing_made_with_it(brief):
    write(f"records: {{{DAHL}: {{charge: bribery}}}}\nhide: [{DAHL}/held_since]\n")
    assert brief("generate", "in", "-r", "v.yaml", "-o", "x.md", "-q")[0] == 0
    assert json.loads(Path("v.was.json").read_bytes())["records"][DAHL]["charge"] == "fraud"
    let_sources_say("fraud", "theft")
    for _ in range(2):  # it stays told, however often a briefing is made
        code, _, err = brief("generate", "in", "-r", "v.yaml", "-o", "x.md")
        assert (code, 'it was "fraud" then, the sources now say "theft"; the edit stays' in err) == (0, True)
    assert states(brief) == {f"{DAHL}/charge": "drifted", f"{DAHL}/held_since": "applied"}
    write(f"records: {{{DAHL}: {{charge: {{set: bribery, was: theft}}}}}}\n")
    assert states(brief) == {f"{DAHL}/charge": "applied"}


def test_an_edit_made_later_is_held_to_what_the_last_briefing_said(brief):
    write("hide: []\n")
    assert brief("generate", "in", "-r", "v.yaml", "-o", "x.md", "-q")[0] == 0
    let_sources_say("fraud", "theft")
    assert brief("generate", "in", "-r", "v.yaml", "-o", "x.md", "-q")[0] == 0
    write(f"records: {{{DAHL}: {{charge: bribery}}}}\n")  # by somebody who read "theft"
    assert states(brief) == {f"{DAHL}/charge": "applied"}
    let_sources_say("theft", "arson")
    assert states(brief) == {f"{DAHL}/charge": "drifted"}


def test_a_note_and_a_value_where_the_sources_had_none_drift_too(brief):
    write(f"records: {{{DAHL}: {{charge: {{note: ask}}, next_date: 2031-05-01}}}}\n")
    assert brief("generate", "in", "-r", "v.yaml", "-o", "x.md", "-q")[0] == 0
    let_sources_say("fraud", "theft")
    with Path("in/wire.txt").open("a", encoding="utf-8") as file:
        file.write("\nDahl will remain in custody until 9 April 2031.\n")
    assert states(brief) == {f"{DAHL}/charge": "drifted", f"{DAHL}/next_date": "drifted"}


def test_what_is_remembered_is_not_guessed_when_it_was_changed_by_somebody_else(brief):
    write("hide: []\n")
    Path("v.was.json").write_text("[]", encoding="utf-8")
    code, _, err = brief("generate", "in", "-r", "v.yaml", "-o", "x.md")
    assert (code, err.startswith("v.was.json: is not what brief wrote there; ")) == (4, True), err


def test_a_run_that_leaves_edits_out_says_so(brief):
    write(f"records: {{{DAHL}: {{charge: bribery}}}}\n")
    assert brief("generate", "in", "-r", "v.yaml", "-o", "x.json", "-q")[0] == 0
    err = brief("generate", "in", "-o", "x.json")[2]
    assert "! x.json: held 1 edit from v.yaml, which this run leaves out; say -r v.yaml to keep them" in err
    assert "leaves out" not in brief("generate", "in", "-o", "x.json")[2]


def test_a_file_from_init_stays_clean_when_a_source_that_it_names_goes(brief):
    assert brief("overrides", "init", "in", "-o", "v.yaml")[0] == 0
    Path("in/daily.txt").unlink()
    assert brief("overrides", "check", "in", "-r", "v.yaml") == (0, "", "0 errors, 0 edits applied\n")


def test_a_source_called_by_its_number_is_told_to_be_called_by_its_name(brief):
    write("sources: {s2: {publisher: The Wire}}\n")
    err = brief("generate", "in", "-r", "v.yaml", "-o", "x.md")[2]
    assert 's2 is a number that means another source when sources come or go; write "wire.txt"' in err


def test_a_marking_follows_its_record_and_is_never_lost(brief):
    write("marks: {detainees/dahl: SECRET}\n")
    assert brief("generate", "in", "-r", "v.yaml", "-o", "x.json", "-q")[0] == 0
    assert json.loads(Path("x.json").read_bytes())["header"]["marks"] == {DAHL: "SECRET"}
    Path("in/wire.txt").unlink()
    let_sources_say("Erik Dahl, an engineer, ", "an engineer ")
    let_sources_say("Dahl was charged", "He was charged")
    code, _, err = brief("generate", "in", "-r", "v.yaml", "-o", "x.json")
    assert (code, err.splitlines()[0].partition(";")[0]) == (4, "v.yaml:1:9: nothing is called detainees/dahl")


def test_an_addition_that_the_sources_have_by_now_says_where_they_differ(brief):
    write("add: {agenda: [{topic: water shortages, priority: normal, by: J. Doe}]}\n")
    code, _, err = brief("overrides", "check", "in", "-r", "v.yaml")
    assert (code, "the sources have agenda/water-shortages by now; the edit stays" in err) == (1, True), err


def test_header_texts_sources_and_markings_typed_into_the_file_stand_on_the_page(brief):
    assert brief("overrides", "init", "in", "-o", "v.yaml")[0] == 0
    text = Path("v.yaml").read_text(encoding="utf-8")
    for key in ("title", "to", "from", "drafted", "cleared", "purpose", "recommendation"):
        text = re.sub(rf"^  # {key}: .*", f"  {key}: My {key}", text, flags=re.MULTILINE)
    text = re.sub(r"^  # marking: .*", "  marking: RESTRICTED", text, flags=re.MULTILINE)
    text = re.sub(r"^  # version: .*", "  version: 7", text, flags=re.MULTILINE)
    text = re.sub(r"^    # publisher: .*", "    publisher: My Daily", text, count=1, flags=re.MULTILINE)
    text = re.sub(r"^    # published: .*", "    published: 2031-02-28", text, count=1, flags=re.MULTILINE)
    write(re.sub(r"^(marks:.*)$", rf"\1\n  {DAHL}: SECRET", text, flags=re.MULTILINE))
    assert brief("generate", "in", "-r", "v.yaml", "-o", "x.md", "-q")[0] == 0
    page = Path("x.md").read_text(encoding="utf-8")
    for said in (
        *("# My title", "My to", "My from", "My drafted", "My cleared", "My purpose", "My recommendation"),
        *("ersion 7", "My Daily", "28 Feb 2031, set by a person", "**SECRET**", "(SECRET) **Erik Dahl**"),
    ):
        assert said in page, said


def test_where_nothing_can_be_kept_a_briefing_is_made_and_a_warning_given(brief):
    write(f"records: {{{DAHL}: {{charge: bribery}}}}\n")
    Path("v.was.json").symlink_to(Path("in/wire.txt/none.json").absolute())
    code, _, err = brief("generate", "in", "-r", "v.yaml", "-o", "x.md")
    assert (code, "! v.was.json: cannot be written" in err, "go stale in silence" in err) == (0, True, True), err
