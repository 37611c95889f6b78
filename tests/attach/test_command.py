from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import docx
import pikepdf
import pytest

from brief import cli
from tests.attach.hosts import (
    body_text,
    pdf_briefing,
    pdf_report,
    pdf_words,
    plain_word_report,
    word_briefing,
    word_words,
)

WORD = "quay"  # of an encrypted report


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    """Make a briefing of one short source in both formats."""
    folder = tmp_path_factory.mktemp("made")
    told = (
        "Foreign minister Ada Ferguson will visit Norway on 3 May 2031. She will meet Norwegian officials in Oslo."
    )
    (folder / "source.txt").write_text(f"Minister to visit Norway\n\n2 May 2031\n\n{told}\n")
    outputs = ("-o", str(folder / "made.docx"), "-o", str(folder / "made.pdf"))
    assert cli.run(["generate", str(folder / "source.txt"), "--no-cache", *outputs, "-q"]) == 0
    return folder


@pytest.fixture
def made(generated, tmp_path):
    """Put that briefing into the folder of the commands."""
    for name in ("made.docx", "made.pdf", "made.json"):
        shutil.copy(generated / name, tmp_path / name)


@pytest.fixture
def brief(tmp_path, monkeypatch, capsys):
    """Run a command in a folder with reports and briefings of both formats; return exit code and stderr."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.docx").write_bytes(plain_word_report())
    (tmp_path / "b.docx").write_bytes(word_briefing())
    (tmp_path / "r.pdf").write_bytes(pdf_report())
    (tmp_path / "b.pdf").write_bytes(pdf_briefing())

    def run(*arguments: str) -> tuple[int, str]:
        code = cli.run(arguments)
        return code, capsys.readouterr().err

    return run


def test_with_an_output_the_report_stays(brief, tmp_path):
    host = (tmp_path / "r.docx").read_bytes()
    assert brief("attach", "r.docx", "b.docx", "-o", "out/x.docx", "--title", "Annex A") == (
        0,
        "Wrote out/x.docx: b.docx as an annex at the end\n",
    )
    assert (tmp_path / "r.docx").read_bytes() == host
    assert "Annex A" in body_text((tmp_path / "out" / "x.docx").read_bytes())


def test_without_an_output_the_old_report_is_kept_beside(brief, tmp_path):
    host = (tmp_path / "r.docx").read_bytes()
    assert brief("attach", "r.docx", "b.docx")[1] == (
        "Wrote r.docx: b.docx as an annex at the end; the old report is r.docx.bak\n"
    )
    assert (tmp_path / "r.docx.bak").read_bytes() == host
    assert brief("attach", "r.docx", "b.docx")[1].startswith("Wrote r.docx: b.docx in place of the earlier annex")


def test_detach_takes_the_annex_out_again(brief, tmp_path):
    assert brief("attach", "r.pdf", "b.pdf")[0] == 0
    code, err = brief("detach", "r.pdf")
    assert (code, err) == (0, "Wrote r.pdf: without its annex; the old report is r.pdf.bak\n")
    assert pdf_words((tmp_path / "r.pdf").read_bytes()) == pdf_words(pdf_report())
    assert brief("detach", "r.pdf") == (
        2,
        "r.pdf: no annex of ours is in it, so nothing was taken out; check the name\n",
    )


def test_a_dry_run_says_what_would_happen_where_and_writes_nothing(brief, tmp_path):
    before = sorted(path.name for path in tmp_path.iterdir())
    wished = ("--at", "page 1", "--title", "Annex # — Water", "--dry-run")
    code, err = brief("attach", "r.pdf", "b.pdf", *wished, "-o", "x.pdf")
    assert code == 0
    assert err.splitlines() == [
        "! r.pdf: the report has no tags for screen readers; the annex joins it without its own",
        "Would write x.pdf: b.pdf as an annex at page 1",
        "  place: after page 1 of 3",
        "  annex: 1 page, labelled A-1; title: Annex A — Water; tags: none",
        "  outline: 4 lines added",
    ]
    wished = ("--at", "findings", "--title", "Annex #", "--portion", "U", "--dry-run")
    assert brief("attach", "r.docx", "b.docx", *wished)[1].splitlines() == [
        "Would write r.docx: b.docx as an annex at findings; the old report would be kept as r.docx.bak",
        "  place: after the text below “Findings”, before “Outlook”",
        "  annex: 6 paragraphs, 2 footnotes",
        "  title: (U) Annex A",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert brief("attach", "r.docx", "b.docx", "--at", "Nowhere", "--dry-run")[0] == 2


def test_a_briefing_is_embedded_as_a_file_in_both_formats(brief):
    for kind in ("pdf", "docx"):
        assert brief("attach", f"r.{kind}", f"b.{kind}", "--embed", "-o", f"x.{kind}") == (
            0,
            f"Wrote x.{kind}: b.{kind} as an attached file\n",
        )
    assert brief("attach", "r.docx", "b.docx", "--embed", "--at", "Findings", "-o", "x.docx")[0] == 0
    assert brief("attach", "r.pdf", "b.pdf", "--embed", "--at", "page 1")[0] == 2
    assert brief("attach", "r.pdf", "b.pdf", "--embed", "--stamp", "Annex A")[0] == 2


def test_two_formats_without_data_are_told_with_the_command_that_helps(brief, tmp_path):
    (tmp_path / "b.docx").write_bytes(plain_word_report())
    code, err = brief("attach", "r.pdf", "b.docx")
    assert code == 2
    assert err == (
        "b.docx: the report is a .pdf file, and no b.json lies beside this; "
        "make the briefing with: brief generate -o b.pdf\n"
    )
    assert brief("attach", "r.docx", "b.docx", "-o", "x.pdf")[0] == 2


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    ("report", "briefing"), [("r.docx", "made.pdf"), ("r.pdf", "made.docx"), ("r.docx", "made.json")]
)
def test_a_briefing_of_another_format_is_set_from_the_json_beside_it(brief, tmp_path, report, briefing):
    kind = Path(report).suffix
    code, err = brief("attach", report, briefing, "-o", f"x{kind}")
    assert code == 0
    assert f"Wrote x{kind}: made{kind} as an annex at the end, set as {kind} from made.json\n" in err
    words = (word_words if kind == ".docx" else pdf_words)((tmp_path / f"x{kind}").read_bytes())
    assert words["Ferguson"] > 0
    other = tmp_path / f"same{kind}"
    brief("attach", report, f"made{kind}", "-o", other.name)
    assert other.read_bytes() == (tmp_path / f"x{kind}").read_bytes()


@pytest.mark.usefixtures("made")
def test_a_briefing_of_another_format_is_set_from_its_own_data_when_nothing_lies_beside_it(brief, tmp_path):
    (tmp_path / "made.json").unlink()
    assert "set as .docx from made.pdf" in brief("attach", "r.docx", "made.pdf", "-o", "x.docx")[1]
    assert "set as .pdf from made.docx" in brief("attach", "r.pdf", "made.docx", "-o", "x.pdf")[1]


@pytest.mark.usefixtures("made")
def test_a_word_file_that_a_person_changed_is_not_set_from_its_json(brief, tmp_path):
    file = docx.Document(str(tmp_path / "made.docx"))
    file.paragraphs[0].add_run(" corrected")
    file.save(str(tmp_path / "made.docx"))
    code, err = brief("attach", "r.pdf", "made.docx", "-o", "x.pdf")
    assert code == 2
    assert err == (
        "made.docx: was changed by hand since it was written, its JSON was not; "
        "take that over with: brief overrides import made.docx -r edits.yaml\n"
    )


@pytest.mark.usefixtures("made")
def test_a_json_of_another_version_than_the_file_is_told(brief, tmp_path):
    data = json.loads((tmp_path / "made.json").read_text())
    data["header"]["version"] = "7"
    (tmp_path / "made.json").write_text(json.dumps(data))
    err = brief("attach", "r.docx", "made.pdf", "-o", "x.docx")[1]
    assert "! made.json: is another version than made.pdf; the annex is made from it" in err


def test_a_password_stands_in_the_environment_or_is_asked_for(brief, tmp_path, monkeypatch):
    with pikepdf.open(io.BytesIO(pdf_report())) as file:
        file.save(tmp_path / "r.pdf", encryption=pikepdf.Encryption(owner="owner", user=WORD))
    locked = "r.pdf: it needs a password; give that of the file with --password\n"
    assert brief("attach", "r.pdf", "b.pdf", "-o", "x.pdf") == (2, locked)
    monkeypatch.setenv("PDF_PASSWORD", WORD)
    assert brief("attach", "r.pdf", "b.pdf", "-o", "x.pdf")[0] == 0
    monkeypatch.delenv("PDF_PASSWORD")
    given = iter(["no", WORD])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(given))
    assert brief("attach", "r.pdf", "b.pdf", "-o", "x.pdf")[0] == 0


def test_a_damaged_report_stays_as_it_is(brief, tmp_path):
    (tmp_path / "r.docx").write_bytes(b"broken")
    code, err = brief("attach", "r.docx", "b.docx")
    assert (code, err) == (2, "r.docx: it is no Word file, or damaged; open it in Word and save it anew\n")
    assert (tmp_path / "r.docx").read_bytes() == b"broken"
    assert not (tmp_path / "r.docx.bak").exists()
