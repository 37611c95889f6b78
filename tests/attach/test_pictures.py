"""An annex with pictures and a logo: they come with it, keep their words, and leave with it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import page as page_validation
import pikepdf
import pytest
from lxml import etree
from PIL import Image

from brief.attach import attach, detach
from brief.lexicon import load_lexicon
from brief.render.blocks import Document, Figure
from brief.render.layout import lay_out
from brief.render.pdf import write_pdf
from brief.render.theme import PLAIN, Logo
from brief.render.word import write_docx
from tests.attach.hosts import pdf_briefing, word_briefing, word_report
from tests.render.test_word import findings
from tests.render.visit import BRIEFING
from tests.render.visit_schema import SCHEMA

DESCRIBED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


@cache
def visit() -> Document:
    return lay_out(BRIEFING, SCHEMA, load_lexicon())


@cache
def words() -> list[str]:
    return ["Arms of the Harbour Board", *(block.alt for block in visit().blocks if isinstance(block, Figure))]


def logo() -> Logo:
    written = io.BytesIO()
    Image.new("RGB", (60, 40), "navy").save(written, "PNG")
    return Logo(data=written.getvalue(), alt=words()[0], height=40.0, dots=(60, 40))


def pictures(written: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(written)) as file:
        return [name for name in file.namelist() if name.startswith("word/media/")]


def test_a_word_annex_brings_its_pictures_and_takes_them_away(tmp_path: Path) -> None:
    theme = replace(PLAIN, logo=logo())
    host = word_report()
    joined = attach(host, write_docx(visit(), b'{"a": 1}', theme), ".docx", title="Annex A").data
    assert set(findings(joined, tmp_path)) <= set(findings(host, tmp_path))
    with zipfile.ZipFile(io.BytesIO(joined)) as file:
        body = etree.fromstring(file.read("word/document.xml"))
        described = [node.get("descr") for node in body.iter(DESCRIBED)]
        numbers = [node.get("id") for node in body.iter(DESCRIBED)]
    assert described[-3:] == words()
    assert len(numbers) == len(set(numbers))
    assert sum(name.endswith(".svg") for name in pictures(joined)) == 2
    assert pictures(detach(joined, ".docx").data) == pictures(host)


def test_a_word_annex_with_pictures_that_is_replaced_by_itself_gives_the_same_bytes() -> None:
    briefing = write_docx(visit(), b'{"a": 1}')
    once = attach(word_report(), briefing, ".docx").data
    assert attach(once, briefing, ".docx").data == once


@pytest.mark.parametrize("host", [word_briefing("harbours"), word_report()])
def test_another_annex_leaves_no_picture_of_the_one_before(host: bytes, tmp_path: Path) -> None:
    once = attach(host, write_docx(visit(), b'{"a": 1}'), ".docx").data
    twice = attach(once, word_briefing("water"), ".docx").data
    assert set(findings(twice, tmp_path)) <= set(findings(host, tmp_path))
    assert not [name for name in pictures(twice) if name.endswith(".svg")]


def test_a_pdf_annex_keeps_its_pictures_and_their_words(tmp_path: Path) -> None:
    joined = attach(pdf_briefing("harbours"), write_pdf(visit(), b"{}", replace(PLAIN, logo=logo())), ".pdf").data
    file = tmp_path / "joined.pdf"
    file.write_bytes(joined)
    for profile in (page_validation.ValidationProfile.PDF_UA_1, page_validation.ValidationProfile.PDF_A_3A):
        assert page_validation.validate_pdf(str(file), profile=profile).failures == []
    with pikepdf.open(file) as made:
        elements = [node for node in made.objects if isinstance(node, pikepdf.Dictionary)]
        told = [str(node.Alt) for node in elements if node.get("/S") == "/Figure"]
    assert sorted(told) == sorted(words())
