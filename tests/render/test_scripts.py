from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pytest
from lxml import html

from brief.render.blocks import Cell, Document, Facts, Heading, Listing, Note, Paragraph, Run, Table
from brief.render.pdf import undrawn, write_pdf
from brief.render.pdf_east_asia import cuts
from brief.render.pdf_fonts import REGULAR, Fonts
from brief.render.plain import write_markdown
from brief.render.webpage import write_html
from brief.render.word import write_docx
from tests.render.blocks import page, said
from tests.render.pdf_reading import read_tags
from tests.render.test_pdf import failures

DRAWN = {
    "Latin": "Łukasz Çelik-Őry",
    "Greek": "Ζωή Παπαδοπούλου",
    "Cyrillic": "Ганна Коваленко",
    "Georgian": "ეკა ბერიძე",
    "Armenian": "Արամ Պետրոսյան",
    "Hebrew": "נועה לוי",
    "Arabic": "ليلى حداد",
    "Simplified Chinese": "王小红",
    "Traditional Chinese": "陳國龍",
    "Japanese": "たなか ヒロシ 榊",
    "Korean": "김철수",
}
WRITTEN_OUT = {"Thai": "สมชาย", "Devanagari": "प्रिया", "Amharic": "ሰላም"}
NAMES = DRAWN | WRITTEN_OUT


def spread(name: str) -> Document:
    """Return a document that holds a name in every place where text can stand."""
    line = (Run(text=name, cites=(1,)),)
    return Document(
        title=name,
        marking="UNMARKED",
        blocks=(
            Heading(level=1, text=name),
            Facts(pairs=((name, line),)),
            Paragraph(runs=(Run(text=name, bold=True), Run(text=" "), Run(text=name, mark="edited"))),
            Listing(items=(line, line)),
            Table(head=(name,), rows=((Cell(lines=(line,)),),), widths=(1,), summary=name),
        ),
        notes=(Note(number=1, sources=(1,), runs=(Run(text=name),)),),
    )


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_a_name_of_any_script_comes_unchanged_through_word_html_and_markdown(name: str) -> None:
    document = spread(name)
    word = docx.Document(io.BytesIO(write_docx(document)))
    texts = [node.text for node in word.element.body.iter("{*}t") if node.text]
    assert texts.count(name) == 9
    shown = html.document_fromstring(write_html(document)).text_content()
    assert shown.count(name) >= 10
    assert write_markdown(document).decode().count(name) >= 10


@pytest.mark.parametrize("name", DRAWN.values(), ids=DRAWN.keys())
def test_a_name_of_a_script_with_a_font_is_drawn_in_the_pdf(name: str, tmp_path: Path) -> None:
    written = write_pdf(spread(name))
    assert undrawn(spread(name)) == ()
    assert read_tags(written).text.count(name) == 10
    assert failures(written, tmp_path) == []


@pytest.mark.parametrize("name", WRITTEN_OUT.values(), ids=WRITTEN_OUT.keys())
def test_a_name_of_a_script_without_a_font_is_written_out_by_its_codes(name: str, tmp_path: Path) -> None:
    written = write_pdf(spread(name))
    codes = "".join(f"[U+{ord(letter):04X}]" for letter in name)
    assert set(undrawn(spread(name))) == set(name)
    assert re.sub(r"\s", "", read_tags(written).text).count(codes) == 10
    assert failures(written, tmp_path) == []


def test_without_the_fonts_of_the_extra_an_east_asian_name_is_written_out_too() -> None:
    shipped = Fonts()
    assert list(shipped.stretches("王 x", REGULAR)) == [(REGULAR, "[U+738B] x")]


def test_a_font_is_cut_once_for_the_letters_of_a_document_and_small() -> None:
    found = cuts(frozenset("王小红たなか김철수"))
    assert [cut.name.split("-")[0] for cut in found] == ["NotoSansSC", "NotoSansKR"]
    assert sum(len(cut.data) for cut in found) < 40_000
    assert cuts(frozenset("plain ελληνικά")) == ()


def test_chinese_lines_break_between_letters_and_reach_the_margin() -> None:
    sentence = "国家主席今天在北京会见了来访的外交大臣一行，双方就共同关心的问题交换了意见。" * 8
    written = write_pdf(page(said(sentence)))
    assert re.sub(r"\s", "", read_tags(written).text) == sentence
    assert write_pdf(page(said(sentence))) == written


def test_two_documents_with_other_letters_keep_their_own_fonts() -> None:
    first, second = page(said("王")), page(said("红"))
    before = write_pdf(first)
    assert read_tags(write_pdf(second)).text == "红 "
    assert write_pdf(first) == before
