from __future__ import annotations

import pytest

from brief import cli
from tests.attach.hosts import (
    body_text,
    pdf_briefing,
    pdf_report,
    pdf_words,
    plain_word_report,
    word_briefing,
)


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


def test_a_dry_run_says_what_would_happen_and_writes_nothing(brief, tmp_path):
    before = sorted(path.name for path in tmp_path.iterdir())
    code, err = brief("attach", "r.pdf", "b.pdf", "--at", "page 1", "--dry-run", "-o", "x.pdf")
    assert code == 0
    assert err.splitlines() == [
        "! r.pdf: the report has no tags for screen readers; the annex joins it without its own",
        "Would write x.pdf: b.pdf as an annex at page 1",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert brief("attach", "r.docx", "b.docx", "--at", "Nowhere", "--dry-run")[0] == 2


def test_embedding_is_for_pdf_and_has_no_place(brief):
    assert brief("attach", "r.pdf", "b.pdf", "--embed", "-o", "x.pdf") == (
        0,
        "Wrote x.pdf: b.pdf as an attached file\n",
    )
    assert brief("attach", "r.docx", "b.docx", "--embed")[1].startswith("r.docx: Word shows no attached files")
    assert brief("attach", "r.pdf", "b.pdf", "--embed", "--at", "page 1")[0] == 2


def test_two_formats_are_told_with_the_command_that_helps(brief):
    code, err = brief("attach", "r.pdf", "b.docx")
    assert code == 2
    assert err == (
        "b.docx: the report is a .pdf file, the briefing is not; make the briefing with: brief generate -o b.pdf\n"
    )
    assert brief("attach", "r.docx", "b.docx", "-o", "x.pdf")[0] == 2


def test_a_damaged_report_stays_as_it_is(brief, tmp_path):
    (tmp_path / "r.docx").write_bytes(b"broken")
    code, err = brief("attach", "r.docx", "b.docx")
    assert (code, err) == (2, "r.docx: it is no Word file, or damaged; open it in Word and save it anew\n")
    assert (tmp_path / "r.docx").read_bytes() == b"broken"
    assert not (tmp_path / "r.docx.bak").exists()
