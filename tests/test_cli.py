import json
import sys
from pathlib import Path

import pytest

from brief import cli
from brief.commands.attach import attach

BRIEF = (sys.executable, "-c", "from brief.cli import main; main()")
COLUMNS = ("lang", "read", "as", "kept", "publisher", "title", "file")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_generate_writes_every_format_with_the_data_beside(brief, tmp_path):
    code, out, err = brief("generate", "in", "-o", "o/x.docx", "-o", "o/x.pdf", "-o", "o/x.html", "-o", "o/x.md")
    assert (code, out) == (0, "")
    assert names(tmp_path / "o") == ["x.docx", "x.html", "x.json", "x.md", "x.pdf"]
    assert err.startswith("Read 2 sources, 2 independent")
    assert "detainees 1" in err
    assert err.splitlines()[-1] == "Wrote o/x.docx, o/x.pdf, o/x.html, o/x.md and o/x.json"


def test_the_json_holds_the_contract(brief, tmp_path):
    assert brief("generate", "in", "-o", "x.json", "--quiet") == (0, "", "")
    data = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    assert data["schema"]["id"] == "diplomatic-visit"
    assert [source["id"] for source in data["sources"]] == ["s1", "s2"]
    (record,) = next(s for s in data["sections"] if s["id"] == "detainees")["records"]
    value = record["fields"]["charge"]
    assert (value["value"], value["origin"]) == ("fraud", "extracted")


def test_the_summary_as_json_goes_to_stdout(brief):
    code, out, _ = brief("generate", "in", "-o", "x.md", "--json", "--quiet")
    summary = json.loads(out)
    assert (code, summary["sources"], summary["wrote"]) == (0, 2, ["x.md"])
    assert summary["values"] == summary["quoted"] > 0


def test_without_an_output_the_briefing_goes_to_the_output_folder(brief, tmp_path):
    assert brief("generate", "in", "-q")[0] == 0
    assert names(tmp_path / "output") == ["briefing.docx", "briefing.json"]


def test_strict_leaves_with_1_when_there_is_something_to_look_at(brief, folder):
    assert brief("generate", "in", "-o", "x.md", "--strict")[0] in {0, 1}
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 no zip")
    assert brief("generate", "in", "-o", "x.md", "--strict")[0] == 1


def test_a_broken_file_costs_a_line_and_not_the_others(brief, folder):
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 no zip")
    code, _, err = brief("generate", "in", "-o", "x.md")
    assert code == 0
    assert any(line.startswith("! in/broken.docx: ") for line in err.splitlines())


def test_an_empty_folder_leaves_with_3(brief, tmp_path):
    (tmp_path / "empty").mkdir()
    code, _, err = brief("generate", "empty", "-o", "o/x.docx")
    assert (code, len(err.splitlines())) == (3, 1)
    assert err.startswith("empty: no source could be read; give files of")
    assert not (tmp_path / "o").exists()


def test_a_folder_of_images_leaves_with_3(brief, tmp_path):
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    code, _, err = brief("generate", "pictures", "-o", "x.docx")
    assert code == 3
    assert err.splitlines()[0].startswith("pictures: no source could be read")
    assert not (tmp_path / "x.docx").exists()


def test_a_missing_source_leaves_with_3(brief):
    code, _, err = brief("generate", "nowhere", "-o", "x.md")
    assert code == 3
    assert "nowhere" in err


def test_a_wrong_schema_key_leaves_with_4(brief, tmp_path):
    (tmp_path / "my.yaml").write_text("id: my\nversion: 1\ntitel: My\nsections: []\n", encoding="utf-8")
    code, _, err = brief("generate", "in", "-s", "my.yaml", "-o", "x.md")
    assert code == 4
    assert err.splitlines()[:4] == [
        'my.yaml:1:1: "title" is missing; add "title: …"',
        "  |",
        "1 | id: my",
        "  | ^^^^^^",
    ]
    assert 'my.yaml:3:1: unknown key "titel"; did you mean "title"?' in err
    assert err.splitlines()[-1] == "2 errors"


def test_an_unknown_schema_leaves_with_2(brief):
    code, _, err = brief("generate", "in", "-s", "diplomatic-vist", "-o", "x.md")
    assert (code, err) == (2, 'diplomatic-vist: no schema has this name; did you mean "diplomatic-visit"?\n')


def test_an_override_for_nobody_leaves_with_4_and_writes_nothing(brief, tmp_path):
    (tmp_path / "v.yaml").write_text("records:\n  detainees/e-dahl:\n    charge: theft\n", encoding="utf-8")
    code, _, err = brief("generate", "in", "-r", "v.yaml", "-o", "x.md")
    assert code == 4
    assert err.splitlines() == [
        "v.yaml:2:3: nothing is called detainees/e-dahl; nearest: detainees/erik-dahl",
        "  |",
        "2 |   detainees/e-dahl:",
        "  |   ^^^^^^^^^^^^^^^^",
    ]
    assert not (tmp_path / "x.md").exists()


@pytest.mark.parametrize("target", ["in/wire.txt/x.docx", "in/x.docs", "in"])
def test_an_output_that_cannot_be_written_is_told_before_the_work(brief, tmp_path, target):
    code, _, err = brief("generate", "in", "-o", target)
    assert code in {2, 5}
    assert err.startswith(f"{target}: ")
    assert len(err.splitlines()) == 1
    assert names(tmp_path / "in") == ["daily.txt", "wire.txt"]


def test_a_folder_as_output_leaves_with_5(brief, tmp_path):
    (tmp_path / "x.docx").mkdir()
    code, _, err = brief("generate", "in", "-o", "x.docx")
    assert (code, err) == (
        5,
        "x.docx: cannot be written, it is a folder; give a file name such as x.docx/briefing.docx\n",
    )


def test_a_source_is_never_written_over(brief, tmp_path):
    (tmp_path / "in" / "note.md").write_text("Prime Minister Solheim will go to Jordan.\n", encoding="utf-8")
    code, _, err = brief("generate", "in", "-o", "in/note.md")
    assert (code, err) == (
        2,
        "in/note.md: is a source and would be written over; choose another output, or --force\n",
    )
    assert (tmp_path / "in" / "note.md").read_text(encoding="utf-8").startswith("Prime Minister")


def test_the_data_beside_a_briefing_never_replaces_something_else(brief, tmp_path):
    (tmp_path / "x.json").write_text('{"mine": true}', encoding="utf-8")
    code, _, err = brief("generate", "in", "-o", "x.docx")
    assert (code, err) == (2, "x.json: goes with the output and is no briefing; choose another name, or --force\n")
    assert brief("generate", "in", "-o", "x.docx", "--force", "-q")[0] == 0
    assert brief("generate", "in", "-o", "x.docx", "-q")[0] == 0


def test_a_date_that_is_none_leaves_with_2(brief):
    assert brief("generate", "in", "--date", "2031-02-30") == (
        2,
        "",
        "--date 2031-02-30: no date; write it as 2019-05-14\n",
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["genrate"], "brief: No such command 'genrate'"),
        (["generate", "--foo"], "brief generate: No such option: --foo"),
        (["explain"], "brief explain: Missing "),
        (["generate", "in", "--depth", "deep"], "brief generate: Invalid value for '--depth'"),
        (["overrides", "check"], "brief overrides check: Missing option '-r'"),
    ],
)
def test_a_wrong_command_line_is_one_line_and_2(brief, arguments, says):
    code, out, err = brief(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith(says)
    assert err.endswith("--help\n")


def test_sources_shows_what_was_read(brief):
    code, out, _ = brief("sources", "in")
    assert code == 0
    assert out.splitlines()[0].split() == ["id", "group", "date", "known", "by", *COLUMNS]
    assert out.splitlines()[2].startswith("s2  g2     2031-03-03  dateline")
    table = json.loads(brief("sources", "in", "--json")[1])
    assert [row["dated_by"] for row in table] == ["dateline", "dateline"]
    assert brief("sources", "in", "--text", "s2")[1].startswith("headline   Solheim to visit Jordan")
    assert brief("sources", "in", "--text", "s9")[0] == 2


def test_explain_shows_the_words_in_their_sentence(brief):
    code, out, _ = brief("explain", "detainees/erik-dahl/charge", "in")
    assert code == 0
    assert out.startswith("detainees/erik-dahl/charge: fraud\n  corroborated, 2 independent sources\n")
    assert "in/daily.txt" in out
    assert "Dahl was charged with [[fraud]] last week." in out


def test_explain_reads_a_briefing_too(brief):
    brief("generate", "in", "-o", "x.json", "-q")
    assert (
        brief("explain", "detainees/erik-dahl", "-b", "x.json")[1]
        == brief("explain", "detainees/erik-dahl", "in")[1]
    )
    assert "detainees/erik-dahl" in brief("explain", "detainees", "-b", "x.json")[1]


def test_explain_begins_with_the_briefing_made_last(brief):
    brief("generate", "in", "-q")
    code, out, err = brief("explain", "detainees")
    assert (code, out) == (0, "detainees: Detained nationals, 1 record\n  detainees/erik-dahl\n")
    assert err == "From output/briefing.json; name sources, or -b FILE, for another\n"


def test_explain_names_the_nearest_address(brief):
    assert brief("explain", "detainees/eric-dahl", "in") == (
        4,
        "",
        "nothing is called detainees/eric-dahl; nearest: detainees/erik-dahl\n",
    )
    assert brief("explain", "x", "in", "-b", "x.json")[0] == 2


def test_overrides_from_init_are_clean_and_an_edit_reaches_the_page(brief, tmp_path):
    code, _, err = brief("overrides", "init", "in", "-o", "v.yaml")
    assert (code, err) == (0, "Wrote v.yaml; edit it, then: brief generate in -r v.yaml\n")
    assert brief("overrides", "check", "in", "-r", "v.yaml") == (0, "", "0 errors, 0 edits applied\n")
    path = tmp_path / "v.yaml"
    text = path.read_text(encoding="utf-8")
    assert "    # charge: fraud" in text
    path.write_text(text.replace("    # charge: fraud", "    charge: grand bribery"), encoding="utf-8")
    assert brief("overrides", "check", "in", "-r", "v.yaml")[2] == "0 errors, 1 edit applied\n"
    assert brief("generate", "in", "-r", "v.yaml", "-o", "x.md", "-q")[0] == 0
    assert "grand bribery" in (tmp_path / "x.md").read_text(encoding="utf-8")


def test_init_never_writes_over_edits(brief, tmp_path):
    (tmp_path / "v.yaml").write_text("records: {}\n", encoding="utf-8")
    code, _, err = brief("overrides", "init", "in", "-o", "v.yaml")
    assert (code, err) == (2, "v.yaml: exists and may hold edits; choose another name, or --force\n")


def test_check_tells_every_fault_at_once(brief, tmp_path):
    brief("generate", "in", "-o", "x.json", "-q")
    (tmp_path / "v.yaml").write_text(
        "sources:\n  wires.txt: {exclude: true}\n"
        "records:\n  detainees/e-dahl: {charge: x}\n  detainees/erik-dahl: {chrge: x}\n",
        encoding="utf-8",
    )
    for origin in (["in"], ["-b", "x.json"]):
        code, _, err = brief("overrides", "check", *origin, "-r", "v.yaml")
        assert code == 4
        assert [line for line in err.splitlines() if line.startswith("v.yaml")] == [
            "v.yaml:2:3: no source is called wires.txt; nearest: wire.txt",
            "v.yaml:4:3: nothing is called detainees/e-dahl; nearest: detainees/erik-dahl",
            'v.yaml:5:25: unknown field "chrge"; did you mean "charge"?',
        ]
        assert err.splitlines()[-1] == "3 errors, 0 edits applied"


def test_check_tells_drift_with_1(brief, tmp_path):
    (tmp_path / "v.yaml").write_text(
        "records: {detainees/erik-dahl: {charge: {set: bribery, was: theft}}}\n", encoding="utf-8"
    )
    code, _, err = brief("overrides", "check", "in", "-r", "v.yaml")
    assert code == 1
    assert err.splitlines()[-1] == "0 errors, 1 edit applied, 1 drifted"


def test_schemas_are_listed_shown_and_checked(brief, tmp_path):
    assert brief("schema", "list")[1].startswith("diplomatic-visit")
    shown = brief("schema", "show", "diplomatic-visit")[1]
    (tmp_path / "mine.yaml").write_text(
        shown.replace("title: Participants", "titel: Participants"), encoding="utf-8"
    )
    code, _, err = brief("schema", "check", "mine.yaml")
    assert code == 4
    assert 'unknown key "titel"; did you mean "title"?' in err


def test_a_section_dropped_in_yaml_is_gone_from_the_page(brief, tmp_path):
    shown = brief("schema", "show", "diplomatic-visit")[1]
    head, _, rest = shown.partition("  - id: detainees\n")
    tail = rest[rest.index("  - id: treaties\n") :]
    lines = [line for line in (head + tail).splitlines() if "detainees" not in line]
    (tmp_path / "mine.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    code, _, err = brief("generate", "in", "-s", "mine.yaml", "-o", "x.md")
    assert code == 0, err
    assert "detainees" not in err


def test_files_that_do_not_go_together_are_not_attached(brief, tmp_path):
    (tmp_path / "r.docx").write_bytes(b"x")
    code, _, err = brief("attach", "r.docx", "b.pdf")
    assert code == 2
    assert err.startswith("b.pdf: the report is a .docx file, the briefing is not; make the briefing with: ")
    assert brief("attach", "r.txt", "b.pdf")[0] == 2
    assert brief("attach", "r.docx", "b.docx")[0] == 2


def test_every_help_ends_in_an_example(brief):
    for command in (
        [],
        ["generate"],
        ["sources"],
        ["explain"],
        ["attach"],
        ["overrides"],
        ["overrides", "init"],
        ["overrides", "check"],
        ["schema"],
        ["schema", "list"],
        ["schema", "show"],
        ["schema", "check"],
    ):
        code, out, _ = brief(*command, "--help")
        assert code == 0
        assert " ".join(out.split("\n\n")[-1].split()).startswith("Example: brief")
    assert attach.__doc__


def test_a_bug_of_ours_leaves_with_70_and_a_log(brief, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr(cli, "screen_for", lambda **_: None)  # whatever comes out of this is no fault of the user
    monkeypatch.setattr(cli, "_refused", lambda _, err: cli._bug(cli.Screen(colour=False), err))
    code, _, err = brief("schema", "list")
    assert code == 70
    log = Path(err.split("report it with ")[1].strip())
    assert "Traceback" in log.read_text(encoding="utf-8")
