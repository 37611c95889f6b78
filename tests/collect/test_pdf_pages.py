"""A PDF of several pages in; where each page begins, which words are whole, and the page beside a quotation."""

import io

from reportlab.pdfgen import canvas

from brief.collect.limits import LIMITS
from brief.collect.readers import pdf
from brief.explain import explain
from brief.model import Briefing, Record, Section, SourceDocument, Value
from brief.render.data import read_json, write_json
from brief.schema import Schema


def paged(*pages: list[str], title: str = "", author: str = "") -> bytes:
    buffer = io.BytesIO()
    sheet = canvas.Canvas(buffer, invariant=True)
    sheet.setTitle(title)
    sheet.setAuthor(author)
    for lines in pages:
        for number, line in enumerate(lines):
            sheet.drawString(72, 700 - 14 * number, line)
        sheet.showPage()
    sheet.save()
    return buffer.getvalue()


def test_every_page_begins_where_its_first_words_stand():
    data = paged(
        ["The ministers met in Arica on Monday.", "They will meet again, and their deputies"],
        ["with them, when the river has fallen."],
        [],
        ["Nothing was signed."],
    )
    draft = pdf.read(data, LIMITS)
    source = SourceDocument(id="s1", path="a.pdf", format="pdf", text=draft.text, digest="", pages=draft.pages)
    assert "their deputies with them" in draft.text
    places = [draft.text.index(words) for words in ("The ministers", "their deputies", "with them", "Nothing")]
    assert [source.page(at) for at in places] == [1, 1, 2, 4]
    assert draft.notices == ("1 of 4 pages have no text layer; run them through OCR",)


def test_a_format_without_pages_has_none():
    assert SourceDocument(id="s1", path="a.txt", format="plaintext", text="Talks.", digest="").page(2) == 0


def test_a_compound_word_keeps_its_hyphen_at_the_end_of_a_line():
    data = paged(
        [
            "The long-term plan of the two ministries was put off, and no other long-",
            "term plan is there, nor a rail-",
        ],
        ["way that both of them want, as the Anglo-", "Peruvian company said."],
    )
    told = pdf.read(data, LIMITS).text
    assert "no other long-term plan" in told
    assert "a railway that" in told
    assert "the Anglo-Peruvian company" in told


def test_a_pdf_tells_its_author_and_a_title_that_stands_in_it():
    draft = pdf.read(paged(["Talks in Arica", "They met."], title="Talks in Arica", author="Ann Lee"), LIMITS)
    assert (draft.title, draft.author) == ("Talks in Arica", "Ann Lee")
    draft = pdf.read(paged(["Talks in Arica"], title="Microsoft Word - a.doc", author="user1@x"), LIMITS)
    assert (draft.title, draft.author) == ("", "")


def test_the_page_stands_beside_a_quotation_and_in_the_json():
    draft = pdf.read(paged(["They met on Monday."], ["Ana Rivas was held."]), LIMITS)
    source = SourceDocument(id="s1", path="a.pdf", format="pdf", text=draft.text, digest="", pages=draft.pages)
    at = draft.text.index("Ana")
    value = Value(text="Ana Rivas", evidence=(source.cut(at, at + 9),), groups=1)
    section = Section(id="people", title="People", records=(Record(key="ana-rivas", fields={"name": (value,)}),))
    briefing = Briefing(schema_id="x", schema_version="1", sources=(source,), sections=(section,))
    assert f"p. 2, {at}:{at + 9} [[Ana Rivas]]" in explain(briefing, "people/ana-rivas/name")
    schema = Schema.model_validate({"id": "x", "title": "X", "version": "1", "sections": []})
    assert read_json(write_json(briefing, schema)).sources[0].pages == source.pages


def test_what_was_filled_into_a_form_is_text():
    buffer = io.BytesIO()
    sheet = canvas.Canvas(buffer, invariant=True)
    sheet.drawString(72, 700, "Name of the delegate:")
    sheet.acroForm.textfield(value="Rosa Quispe", x=200, y=690, width=200)
    sheet.save()
    assert "Rosa Quispe" in pdf.read(buffer.getvalue(), LIMITS).text


def test_a_page_of_one_endless_word_is_read_at_once():
    assert len(pdf.read(paged(["a" * 30_000, "b" * 30_000]), LIMITS).text) > 60_000
