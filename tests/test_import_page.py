"""A page that generate wrote, corrected in Word: from the file to the edits and back onto the page."""

import re
import shutil
from pathlib import Path

import pytest
from conftest import DAILY, WIRE
from resaved import as_libreoffice_saves, as_word_saves, changed, commented, comments, tracked, typed

from brief import cli
from brief.collect.edited_word import read_edited

DAHL = "detainees/erik-dahl"


@pytest.fixture(scope="module")
def written(tmp_path_factory, cache_home) -> Path:
    """Return a folder that holds `in/` with two sources, v.yaml with header and texts, and x.docx with its JSON."""
    home = tmp_path_factory.mktemp("page")
    (home / "in").mkdir()
    (home / "in" / "wire.txt").write_text(WIRE, encoding="utf-8")
    (home / "in" / "daily.txt").write_text(DAILY, encoding="utf-8")
    (home / "head.yaml").write_text(
        'briefing: {to: The Minister, drafted: J. Doe}\ntexts: {purpose: "First.\\n\\nSecond."}\n', encoding="utf-8"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        patch.setenv("XDG_CACHE_HOME", str(cache_home))
        assert cli.run(["generate", "in", "-r", "head.yaml", "-o", "x.docx", "-q"]) == 0
    return home


@pytest.fixture
def brief(tmp_path, written, cache_home, monkeypatch, capsys):
    """Run a command in a copy of that folder."""
    home = tmp_path / "page"
    shutil.copytree(written, home)
    monkeypatch.chdir(home)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache_home))

    def run(*arguments: str) -> tuple[int, str, str]:
        code = cli.run(arguments)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


SAVED = {"as it was": lambda body: body, "by Word": as_word_saves, "by LibreOffice": as_libreoffice_saves}


@pytest.fixture(params=SAVED)
def saved(request):
    """Return what a program makes of a body when it saves it."""
    return SAVED[request.param]


def imported(brief, *more: str) -> tuple[int, list[str], list[str]]:
    code, out, err = brief("overrides", "import", "x.docx", "-r", "v.yaml", "--by", "J. Doe", *more)
    return code, out.splitlines(), err.splitlines()


@pytest.mark.parametrize("beside", [True, False], ids=["with its JSON", "alone"])
def test_a_page_that_was_only_opened_and_saved_gives_no_edits(brief, saved, beside):
    changed(Path("x.docx"), saved)
    if not beside:
        Path("x.json").unlink()
    assert imported(brief) == (0, [], ["0 edits taken from x.docx"])
    assert not Path("v.yaml").exists()
    if beside:
        assert brief("generate", "in", "-r", "head.yaml", "-o", "x.docx", "-q")[0] == 0


def test_what_is_typed_over_gives_exactly_its_edits(brief, saved):
    changed(Path("x.docx"), typed(f"{DAHL}/charge", "Grand bribery"))
    changed(Path("x.docx"), typed("briefing/to", "The Prime Minister"))
    changed(Path("x.docx"), saved)
    assert brief("generate", "in", "-r", "head.yaml", "-o", "x.docx", "-q")[0] == 2
    code, out, err = imported(brief)
    assert (code, out) == (
        0,
        ["set briefing/to: The Prime Minister (J. Doe)", f"set {DAHL}/charge: Grand bribery (J. Doe)"],
    ), err
    assert "set: Grand bribery, was: fraud, by: J. Doe" in Path("v.yaml").read_text(encoding="utf-8")
    assert brief("generate", "in", "-r", "v.yaml", "-o", "x.docx", "-q", "--force")[0] == 0
    assert read_edited(Path("x.docx").read_bytes()).values()[f"{DAHL}/charge"][0] == "Grand bribery"
    assert imported(brief)[2] == ["0 edits taken from x.docx"]


def test_a_tracked_change_gives_exactly_its_edit_with_author_and_date(brief, saved):
    changed(Path("x.docx"), tracked(f"{DAHL}/charge", "Theft"))
    changed(Path("x.docx"), saved)
    assert imported(brief)[:2] == (0, [f"set {DAHL}/charge: Theft (A. B.)"])
    assert "set: Theft, was: fraud, by: A. B., when: 2031-04-03" in Path("v.yaml").read_text(encoding="utf-8")


def test_a_comment_becomes_a_note_of_its_author(brief, saved):
    changed(
        Path("x.docx"), commented(f"{DAHL}/charge", 77), {"word/comments.xml": comments((77, "Sure?", "A. B."))}
    )
    changed(Path("x.docx"), saved)
    assert imported(brief)[:2] == (0, [f"note {DAHL}/charge: Sure? (A. B.)"])


def test_a_text_of_several_paragraphs_comes_back_whole(brief, saved):
    changed(Path("x.docx"), lambda body: body.replace(">Second.<", ">Other.<"))
    changed(Path("x.docx"), saved)
    assert imported(brief)[:2] == (0, ["set texts/purpose: First. Other. (J. Doe)"])
    assert Path("v.yaml").read_text(encoding="utf-8") == 'texts:\n  purpose: "First.\\n\\nOther."\n'


def test_every_value_of_the_page_can_be_typed_over(brief, saved):
    before = read_edited(Path("x.docx").read_bytes()).values()
    plain = ("name", "role", "charge", "background", "topic", "question", "activity", "place")
    wanted = [address for address in before if address.rpartition("/")[2] in plain and before[address][0] != "–"]
    assert len(wanted) >= 8
    for number, address in enumerate(wanted):
        changed(Path("x.docx"), typed(address, f"Correction {number}"))
    changed(Path("x.docx"), saved)
    code, out, err = imported(brief)
    assert (code, err[-1]) == (0, f"{len(wanted)} edits taken from x.docx"), err
    assert {line.split(": ")[0].removeprefix("set ") for line in out} == set(wanted)
    assert brief("overrides", "check", "in", "-r", "v.yaml")[2] == f"0 errors, {len(wanted)} edits applied\n"


def test_a_row_that_is_deleted_is_hidden(brief, saved):
    def without(body: str) -> str:
        rows = re.findall(r"<w:tr>.*?</w:tr>|<w:tr .*?</w:tr>", body, re.DOTALL)
        for row in rows:
            if f'w:val="{DAHL}/' in row:
                body = body.replace(row, "")
        return re.sub(rf'<w:sdt><w:sdtPr><w:tag w:val="{DAHL}/.*?</w:sdt>', "", body, flags=re.DOTALL)

    changed(Path("x.docx"), without)
    changed(Path("x.docx"), saved)
    assert imported(brief)[1] == [f"hide {DAHL} (J. Doe)"]
    assert brief("overrides", "check", "in", "-r", "v.yaml")[2] == "0 errors, 1 edit applied\n"


def test_a_file_whose_controls_are_gone_is_refused_and_hides_nothing(brief):
    changed(Path("x.docx"), lambda body: re.sub(r"</?w:sdt(?:Content)?>|<w:sdtPr>.*?</w:sdtPr>", "", body))
    code, out, err = imported(brief)
    assert (code, out) == (4, [])
    assert "values have lost their content controls, so nothing can be taken over" in err[0]
    assert not Path("v.yaml").exists()


def test_dates_in_the_form_of_a_theme_are_no_edits(brief):
    Path("iso.yaml").write_text("dates: iso\n", encoding="utf-8")
    assert brief("generate", "in", "-o", "x.docx", "--theme", "iso.yaml", "-q")[0] == 0
    Path("x.json").unlink()
    assert imported(brief) == (0, [], ["0 edits taken from x.docx"])
