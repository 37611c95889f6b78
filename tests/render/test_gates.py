"""The pages of the three shipped schemas, against everything that a file must keep."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree, html
from markdown_it import MarkdownIt

from brief.render.blocks import Document, Figure, Line
from brief.render.pdf import write_pdf
from brief.render.plain import write_markdown
from brief.render.theme_file import load_theme
from brief.render.walk import lines_of, texts_of
from brief.render.webpage import write_html
from brief.render.word import write_docx
from brief.render.word_xml import WORD
from tests.golden.renew import SCHEMAS, document_of
from tests.render.pdf_reading import read_tags
from tests.render.test_pdf import failures
from tests.render.test_word import findings

THEMES = ("plain", "report")
PAGES = list(product(SCHEMAS, THEMES))


@pytest.mark.parametrize(("name", "theme"), PAGES)
def test_the_pdf_keeps_both_profiles(name: str, theme: str, tmp_path: Path) -> None:
    assert failures(write_pdf(document_of(name), b"{}", load_theme(theme)), tmp_path) == []


@pytest.mark.parametrize(("name", "theme"), PAGES)
def test_the_word_file_is_valid(name: str, theme: str, tmp_path: Path) -> None:
    assert findings(write_docx(document_of(name), b"{}", load_theme(theme)), tmp_path) == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_no_word_of_the_pdf_stands_outside_its_tags(name: str) -> None:
    document = drawn_apart(document_of(name))
    texts = list(texts_of(document.model_copy(update={"marking": "", "footer": ""})))
    assert Counter(words(" ".join(texts))) - Counter(words(read_tags(write_pdf(document)).text)) == Counter()


@pytest.mark.parametrize(("name", "depth"), product(SCHEMAS, ("core", "full")))
def test_every_format_carries_the_same_values(name: str, depth: str) -> None:
    document = drawn_apart(document_of(name, depth))
    wanted = [flat(text(line)) for line in every_line(document) if flat(text(line))]
    assert wanted
    for form, got in formats(document).items():
        bare = unmarked(got)
        assert [line for line in wanted if unmarked(line) not in bare] == [], form


@pytest.mark.parametrize("name", SCHEMAS)
def test_word_and_pdf_say_the_same_words_equally_often_and_the_web_page_no_fewer(name: str) -> None:
    counts = {form: Counter(words(got)) for form, got in formats(drawn_apart(document_of(name))).items()}
    assert counts["pdf"] - counts["word"] == Counter(["Notes"])
    assert counts["word"] - counts["pdf"] == Counter()
    assert counts["word"] - counts["html"] == Counter()


@pytest.mark.parametrize(("name", "theme"), PAGES)
def test_word_lays_the_file_on_as_many_pages_as_the_pdf_has_give_or_take_one(
    name: str, theme: str, tmp_path: Path
) -> None:
    office = shutil.which("soffice")
    if office is None and "CI" not in os.environ:
        pytest.skip("LibreOffice, which counts the pages of a Word file, is not installed")
    look = load_theme(theme)
    file = tmp_path / "page.docx"
    file.write_bytes(write_docx(document_of(name), b"{}", look))
    command = [
        office,
        f"-env:UserInstallation={(tmp_path / 'office').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    done = subprocess.run(  # noqa: S603 - the system's own
        [*command, "--outdir", str(tmp_path), str(file)], capture_output=True, check=False, timeout=180
    )
    assert done.returncode == 0
    pages = len(pypdfium2.PdfDocument(tmp_path / "page.pdf"))
    assert abs(pages - len(pypdfium2.PdfDocument(write_pdf(document_of(name), b"{}", look)))) <= 1


def test_the_same_pages_give_the_same_bytes_under_any_hash_seed_and_time_zone() -> None:
    digests = set()
    for seed, zone in (("0", "Asia/Tokyo"), ("77", "America/Lima")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        command = [sys.executable, "-m", "tests.render.digests"]
        done = subprocess.run(command, env=environment, capture_output=True, check=True, text=True)  # noqa: S603 - our own interpreter
        digests.add(done.stdout)
    assert len(digests) == 1
    assert len(digests.pop().split()) == len(SCHEMAS) * 4


def formats(document: Document) -> dict[str, str]:
    """Return what a reader of each format reads, on one line."""
    return {
        "word": flat(" ".join(word_texts(write_docx(document)))),
        "pdf": flat(read_tags(write_pdf(document)).text),
        "html": flat(" ".join(html.document_fromstring(write_html(document)).xpath("//body//text()"))),
        "text": flat(markdown_text(write_markdown(document).decode())),
    }


def markdown_text(written: str) -> str:
    """Return what a reader of Markdown shows, without the numbers of notes."""
    tokens = MarkdownIt("commonmark").enable("table").parse(re.sub(r"\[\^\d+\]:?", "", written))
    inline = [token for token in tokens if token.type == "inline"]
    return " ".join("".join(child.content or " " for child in token.children or []) for token in inline)


def drawn_apart(document: Document) -> Document:
    """Return the pages without pictures: what is drawn in them is no line of text."""
    blocks = tuple(block for block in document.blocks if not isinstance(block, Figure))
    return document.model_copy(update={"blocks": blocks})


def word_texts(written: bytes) -> Iterator[str]:
    """Yield the texts of the body and of the footnotes, paragraph by paragraph."""
    with zipfile.ZipFile(io.BytesIO(written)) as file:
        for part in ("word/document.xml", "word/footnotes.xml"):
            for paragraph in etree.fromstring(file.read(part)).iter(f"{{{WORD}}}p"):
                yield "".join(node.text or "" for node in paragraph.iter(f"{{{WORD}}}t"))


def every_line(document: Document) -> Iterator[Line]:
    for block in document.blocks:
        yield from lines_of(block)
    yield from (note.runs for note in document.notes)


def text(line: Line) -> str:
    return "".join(run.text for run in line)


def flat(line: str) -> str:
    return " ".join(line.split())


def unmarked(line: str) -> str:
    """Return the letters of a text alone: numbers of notes stand between them in one format and not in another."""
    return "".join(re.findall(r"[^\W\d_]+", line))


def words(line: str) -> list[str]:
    return re.findall(r"[^\W\d_]{2,}", line)
