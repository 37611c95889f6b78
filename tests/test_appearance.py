"""The look of the files, asked for on the command line."""

from __future__ import annotations

import io

import docx
import pikepdf
import pytest

from brief import cli
from tests.render.test_word_template import template


@pytest.fixture
def brief(tmp_path, folder, cache_home, monkeypatch, capsys):
    """Run a command in a folder that holds `in/` with two sources; return exit code and stderr."""
    assert folder.parent == tmp_path
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache_home))

    def run(*arguments: str) -> tuple[int, str]:
        code = cli.run(arguments)
        return code, capsys.readouterr().err

    return run


def test_a_theme_of_ones_own_and_a_template_set_the_look(brief, tmp_path):
    (tmp_path / "ours.yaml").write_text("page: Letter\ndates: iso\n", encoding="utf-8")
    (tmp_path / "ours.dotx").write_bytes(template())
    code, _ = brief(
        "generate", "in", "-o", "x.pdf", "-o", "x.docx", "--theme", "ours.yaml", "--template", "ours.dotx"
    )
    assert code == 0
    with pikepdf.open(tmp_path / "x.pdf") as made:
        assert float(made.pages[0].MediaBox[3]) == 792
    word = docx.Document(io.BytesIO((tmp_path / "x.docx").read_bytes()))
    assert "Ministry of Tides" in [p.text for p in word.sections[0].header.paragraphs]
    assert "Version 1 · As of 2031-03-03" in word.sections[0].footer.paragraphs[0].text


@pytest.mark.parametrize(
    ("flags", "code", "said"),
    [
        (("--theme", "reprot"), 2, "report"),
        (("--template", "none.dotx"), 2, "is no file"),
        (("--theme", "bad.yaml"), 4, "bad.yaml:1:7"),
    ],
)
def test_a_look_that_is_not_there_is_refused_before_any_work(brief, tmp_path, flags, code, said):
    (tmp_path / "bad.yaml").write_text("page: A3\n", encoding="utf-8")
    found = brief("generate", "in", "-o", "x.docx", *flags)
    assert found[0] == code
    assert said in found[1]
    assert not (tmp_path / "x.docx").exists()


def test_characters_that_the_pdf_cannot_draw_are_told(brief, tmp_path):
    path = tmp_path / "in" / "wire.txt"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Solheim to visit", "สมชาย to visit"), encoding="utf-8"
    )
    code, err = brief("generate", "in", "-o", "x.pdf")
    assert code == 0
    assert "the PDF writes out 5 characters that its fonts lack: U+0E0A, U+0E21, U+0E22, U+0E2A, U+0E32" in err
