"""A page that generate wrote, corrected in Word: from the file to the edits and back onto the page."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from brief import cli
from brief.collect.edited_word import read_edited


@pytest.fixture
def brief(tmp_path, folder, cache_home, monkeypatch, capsys):
    """Run a command in a folder that holds `in/` with two sources and x.docx, their briefing."""
    assert folder.parent == tmp_path
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache_home))

    def run(*arguments: str) -> tuple[int, str, str]:
        code = cli.run(arguments)
        said = capsys.readouterr()
        return code, said.out, said.err

    assert run("generate", "in", "-o", "x.docx", "-q")[0] == 0
    return run


def changed(path: Path, change: Callable[[str], str]) -> None:
    """Save a Word file with another body, as a person would leave it."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = change(parts["word/document.xml"].decode()).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def control(address: str) -> re.Pattern[str]:
    """Return what finds the text in a value's control."""
    return re.compile(rf'(<w:tag w:val="{address}"/>(?:(?!</w:sdt>).)*?<w:t[^>]*>)([^<]*)(</w:t>)', re.DOTALL)


def typed(address: str, text: str) -> Callable[[str], str]:
    return lambda body: control(address).sub(lambda m: m[1] + text + m[3], body)


def test_values_stand_in_controls_that_are_called_by_their_address(brief):
    assert brief("overrides", "import", "x.docx", "-r", "v.yaml") == (0, "", "0 edits taken from x.docx\n")
    values = read_edited(Path("x.docx").read_bytes()).values()
    assert values["detainees/erik-dahl/charge"][0].casefold() == "fraud"


def test_what_is_typed_over_comes_back_on_the_next_page(brief):
    changed(Path("x.docx"), typed("detainees/erik-dahl/charge", "Grand bribery"))
    assert brief("generate", "in", "-o", "x.docx", "-q")[0] == 2
    code, out, _ = brief("overrides", "import", "x.docx", "-r", "v.yaml", "--by", "J. Doe")
    assert (code, out) == (0, "set detainees/erik-dahl/charge: Grand bribery (J. Doe)\n")
    assert "was: fraud, by: J. Doe" in Path("v.yaml").read_text(encoding="utf-8")
    assert brief("generate", "in", "-r", "v.yaml", "-o", "x.docx", "-q", "--force")[0] == 0
    assert read_edited(Path("x.docx").read_bytes()).values()["detainees/erik-dahl/charge"][0] == "Grand bribery"
    assert brief("overrides", "import", "x.docx", "-r", "v.yaml")[::2] == (0, "0 edits taken from x.docx\n")


def test_a_purpose_that_is_typed_becomes_a_text(brief):
    values = read_edited(Path("x.docx").read_bytes()).values()
    assert "texts/purpose" in values
    changed(Path("x.docx"), typed("texts/purpose", "To prepare the talks"))
    code, out, err = brief("overrides", "import", "x.docx", "-r", "v.yaml")
    assert (code, out.splitlines()) == (0, ["set texts/purpose: To prepare the talks"]), err
    assert Path("v.yaml").read_text(encoding="utf-8") == "texts:\n  purpose: To prepare the talks\n"


def test_every_value_of_the_page_can_be_typed_over(brief):
    before = read_edited(Path("x.docx").read_bytes()).values()
    plain = ("name", "role", "charge", "background", "topic", "question", "activity", "place")
    wanted = [address for address in before if address.rpartition("/")[2] in plain and before[address][0] != "–"]
    assert len(wanted) >= 8

    def change(body: str) -> str:
        for number, address in enumerate(wanted):
            body = typed(address, f"Correction {number}")(body)
        return body

    changed(Path("x.docx"), change)
    code, out, err = brief("overrides", "import", "x.docx", "-r", "v.yaml")
    assert (code, err.splitlines()[-1]) == (0, f"{len(wanted)} edits taken from x.docx"), err
    assert {line.split(": ")[0].removeprefix("set ") for line in out.splitlines()} == set(wanted)
    assert brief("overrides", "check", "in", "-r", "v.yaml")[2] == f"0 errors, {len(wanted)} edits applied\n"


def test_a_row_that_is_deleted_is_hidden(brief):
    def without(body: str) -> str:
        rows = re.findall(r"<w:tr>.*?</w:tr>|<w:tr .*?</w:tr>", body, re.DOTALL)
        for row in rows:
            if 'w:val="detainees/erik-dahl/' in row:
                body = body.replace(row, "")
        return re.sub(r'<w:sdt><w:sdtPr><w:tag w:val="detainees/erik-dahl/.*?</w:sdt>', "", body, flags=re.DOTALL)

    changed(Path("x.docx"), without)
    _, out, _ = brief("overrides", "import", "x.docx", "-r", "v.yaml")
    assert out == "hide detainees/erik-dahl\n"
    assert brief("overrides", "check", "in", "-r", "v.yaml")[2] == "0 errors, 1 edit applied\n"
