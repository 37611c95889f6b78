"""What people remark on values and what they set, on the page of every format."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree, html
from people import applied

from brief import yamlfile
from brief.lexicon import Lexicon
from brief.overrides_file import read_sheet
from brief.render.blocks import Document
from brief.render.layout import lay_out
from brief.render.pdf import write_pdf
from brief.render.plain import write_markdown
from brief.render.webpage import write_html
from brief.render.word import write_docx
from tests.render.pages import lines, text, texts
from tests.render.pdf_reading import read_tags
from tests.render.visit import BRIEFING
from tests.render.visit_schema import SCHEMA

EDITS = """\
records:
  detainees/jonas-hale:
    charge: {note: the court papers speak of two counts, by: A. Berg, when: 2031-04-02}
    response: {set: admits, by: A. Berg, when: 2031-04-02, why: told by his lawyer}
    held_since: {confirm: 2024-03, by: C. Dahl}
  agenda/fishing-rights:
    topic: {note: raise this first}
"""


@pytest.fixture(scope="module")
def document(lexicon: Lexicon) -> Document:
    edits = read_sheet(yamlfile.parse(EDITS, "visit.yaml"), SCHEMA)
    return lay_out(applied(edits, BRIEFING, SCHEMA), SCHEMA, lexicon)


def test_a_remark_is_a_note_at_its_value_in_every_format(document: Document) -> None:
    remark = "the court papers speak of two counts (A. Berg, 2 Apr 2031)."
    assert [text(note.runs) for note in document.notes if "court papers" in text(note.runs)] == [
        f"Remark: {remark}"
    ]
    footnotes = zipfile.ZipFile(io.BytesIO(write_docx(document))).read("word/footnotes.xml")
    assert remark in "".join(etree.fromstring(footnotes).itertext())
    assert remark in html.document_fromstring(write_html(document)).text_content()
    assert remark in " ".join(read_tags(write_pdf(document)).text.split())
    assert "the court papers speak of two counts" in write_markdown(document).decode()


def test_who_confirmed_a_value_is_told_where_it_stands(document: Document) -> None:
    assert "Remark: confirmed by C. Dahl." in [text(note.runs) for note in document.notes]


def test_a_remark_on_what_heads_an_entry_stands_at_its_heading(document: Document) -> None:
    (number,) = (note.number for note in document.notes if text(note.runs) == "Remark: raise this first.")
    assert any(number in run.cites for line in lines(document) for run in line if "Fishing rights" in run.text)


def test_what_a_person_set_is_marked_and_the_annex_says_who_when_and_why(document: Document) -> None:
    marked = [run.text for line in lines(document) for run in line if run.mark == "edited"]
    assert marked.count("Admits") == 1
    assert marked.count("†") >= marked.count("Admits")
    told = next(line for line in texts(document) if line.startswith("/response"))
    assert "set by A. Berg, 2 Apr 2031: told by his lawyer" in told
    assert "the sources: denies" in told


def test_a_remark_on_a_field_that_no_source_fills_is_told_with_the_sources_in_words(lexicon: Lexicon) -> None:
    edits = read_sheet(yamlfile.parse("records: {detainees/jonas-hale: {next_date: {note: ask}}}", "e"), SCHEMA)
    page = lay_out(applied(edits, BRIEFING, SCHEMA), SCHEMA, lexicon)
    assert "Jonas Hale, next: note: ask." in texts(page)
