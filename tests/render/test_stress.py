"""Pages that strain a writer: very many records, very long texts, nothing at all."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from brief.lexicon import Lexicon
from brief.model import Briefing, Header, Record, Section, Value
from brief.render.blocks import Cell, Document, Heading, Run, Table
from brief.render.layout import lay_out
from brief.render.pdf import write_pdf
from brief.render.theme import PLAIN
from brief.render.word import write_docx
from brief.render.word_xml import WORD
from brief.schema_file import load_schema
from tests.render.large import large, one_source, person
from tests.render.pdf_reading import Element, read_tags
from tests.render.test_pdf import failures
from tests.render.test_word import findings, part, shown

SENTENCE = "The ferry line was asked for by the growers of the valley, who lose a third of their harvest on it. "
TITLE = ("A very long title that a committee wrote over three meetings and that nobody dared to shorten; " * 4)[
    :300
]


def five_hundred_records(lexicon: Lexicon) -> Document:
    return lay_out(large(0, participants=500), load_schema("diplomatic-visit", lexicon), lexicon)


def a_long_quotation(lexicon: Lexicon) -> Document:
    source = one_source(f"Ada Berg spoke. “{(SENTENCE * 1000).strip()}”")
    quotation = source.cut(16, len(source.text))
    holder = Value(text="Ada Berg", evidence=(source.cut(0, 8),), groups=1)
    quote = Value(text=quotation.text, evidence=(quotation,), groups=1)
    record = Record(key="speech", fields={"holder": (holder,), "stance": (quote,)}, evidence=(quotation,), groups=1)
    sections = (Section(id="positions", title="Positions", records=(record,)),)
    briefing = Briefing(schema_id="diplomatic-visit", schema_version="1", sources=(source,), sections=sections)
    return lay_out(briefing, load_schema("diplomatic-visit", lexicon), lexicon)


def a_cell_longer_than_a_page(_: Lexicon) -> Document:
    texts = [SENTENCE, SENTENCE * 70, SENTENCE, SENTENCE]
    rows = tuple((Cell(lines=((Run(text=f"R{n}"),),)), Cell(lines=((Run(text=t),),))) for n, t in enumerate(texts))
    table = Table(head=("No.", "Text"), widths=(0.1, 0.9), summary="Texts", rows=rows)
    return Document(title="Cells", marking="UNMARKED", blocks=(Heading(level=1, text="Cells"), table))


def a_title_of_three_hundred_characters(lexicon: Lexicon) -> Document:
    briefing = large(20).model_copy(update={"header": Header(title=TITLE, as_of="2031-04-28")})
    return lay_out(briefing, load_schema("diplomatic-visit", lexicon), lexicon)


def nothing_found(lexicon: Lexicon) -> Document:
    schema = load_schema("diplomatic-visit", lexicon)
    return lay_out(Briefing(schema_id="diplomatic-visit", schema_version="1"), schema, lexicon)


PAGES = [
    five_hundred_records,
    a_long_quotation,
    a_cell_longer_than_a_page,
    a_title_of_three_hundred_characters,
    nothing_found,
]


@pytest.mark.parametrize("made", PAGES, ids=lambda made: made.__name__)
def test_a_page_under_strain_is_valid_in_both_formats(
    made: Callable[[Lexicon], Document], lexicon: Lexicon, tmp_path: Path
) -> None:
    document = made(lexicon)
    assert failures(write_pdf(document, b"{}"), tmp_path) == []
    assert findings(write_docx(document, b"{}"), tmp_path) == []


@pytest.mark.parametrize("made", PAGES, ids=lambda made: made.__name__)
def test_no_page_under_strain_is_left_nearly_empty_or_overfull(
    made: Callable[[Lexicon], Document], lexicon: Lexicon
) -> None:
    sheets = list(pypdfium2.PdfDocument(write_pdf(made(lexicon))))
    for number, sheet in enumerate(sheets, 1):
        text = sheet.get_textpage()
        boxes = [text.get_charbox(n) for n in range(text.count_chars()) if text.get_text_range(n, 1).strip()]
        lows = [low for _, low, _, _ in boxes if PLAIN.head_and_foot <= low <= PLAIN.page[1] - PLAIN.head_and_foot]
        assert lows, f"page {number} of {len(sheets)} holds no text"
        assert max(right for _, _, right, _ in boxes) <= PLAIN.page[0] - PLAIN.margin + 1


def test_five_hundred_records_stand_in_one_table_each_once(lexicon: Lexicon) -> None:
    document = five_hundred_records(lexicon)
    names = {person(number) for number in range(500)}
    tables = [rows(element) for element in read_tags(write_pdf(document)).all("Table")]
    assert [len(found) for found in tables if len(found) > 500] == [501]
    assert {row[0] for found in tables for row in found[1:]} >= names
    word = [row[0] for row in word_rows(write_docx(document))]
    assert [word.count(name) for name in sorted(names)] == [1] * 500


def test_the_head_of_a_long_table_stands_on_each_of_its_pages(lexicon: Lexicon) -> None:
    sheets = [
        s.get_textpage().get_text_range() for s in pypdfium2.PdfDocument(write_pdf(five_hundred_records(lexicon)))
    ]
    with_rows = [text for text in sheets if re.search(r"\bAdviser on .* Norway", text)]
    assert len(with_rows) > 10
    assert all(re.search(r"Name\s+Role\s+Country", text) for text in with_rows)


def test_a_quotation_of_twenty_thousand_words_is_shortened_in_its_tab_and_whole_in_the_annex(
    lexicon: Lexicon,
) -> None:
    document = a_long_quotation(lexicon)
    for text in (read_tags(write_pdf(document)).text, shown(part(write_docx(document)))):
        flat = " ".join(text.split())
        assert flat.count(SENTENCE.strip()) >= 1000
        assert flat.count("valley …") == 1


def test_a_row_longer_than_a_page_goes_on_under_the_repeated_head(lexicon: Lexicon) -> None:
    written = write_pdf(a_cell_longer_than_a_page(lexicon))
    sheets = [sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(written)]
    assert len(sheets) == 2
    assert all(re.search(r"No\.\s+Text", text) for text in sheets)
    assert [row[0] for row in rows(next(read_tags(written).all("Table")))] == ["No.", "R0", "R1", "R2", "R3"]


def test_a_long_title_is_whole_on_the_page_and_short_where_files_allow_no_more(lexicon: Lexicon) -> None:
    document = a_title_of_three_hundred_characters(lexicon)
    assert next(read_tags(write_pdf(document)).all("H1")).text.split() == TITLE.split()
    file = write_docx(document)
    assert " ".join(TITLE.split()) in " ".join(shown(part(file)).split())
    titles = part(file, "docProps/core.xml").findall("{http://purl.org/dc/elements/1.1/}title")
    assert [len(title.text or "") <= 255 for title in titles] == [True]


def test_an_empty_briefing_is_one_page_that_says_so(lexicon: Lexicon) -> None:
    written = write_pdf(nothing_found(lexicon))
    assert len(pypdfium2.PdfDocument(io.BytesIO(written))) == 1
    assert "There were no sources to read." in read_tags(written).text
    assert "To be written by the drafter." in shown(part(write_docx(nothing_found(lexicon))))


def rows(table: Element) -> list[list[str]]:
    """Return the texts of a table's cells in the PDF, row by row."""
    cells = {"TH", "TD"}
    return [
        [kid.text.strip() for kid in row.kids if isinstance(kid, Element) and kid.name in cells]
        for row in table.all("TR")
    ]


def word_rows(written: bytes) -> list[list[str]]:
    """Return the texts of all rows of all tables in the Word file."""
    names = {key: f"{{{WORD}}}{key}" for key in ("tr", "tc", "t")}
    texts: list[list[str]] = []
    for row in part(written).iter(names["tr"]):
        cells: list[etree._Element] = row.findall(names["tc"])
        texts.append(["".join(node.text or "" for node in cell.iter(names["t"])) for cell in cells])
    return texts
