"""Ten thousand strings of the worst kind through every writer: no exception, and out comes what went in."""

from __future__ import annotations

import io
import random
import re
import unicodedata
import zipfile
from collections.abc import Iterator

import pytest
from lxml import etree, html

from brief.render.blocks import Block, Cell, Document, Listing, Paragraph, Run, Table
from brief.render.pdf import undrawn, write_pdf
from brief.render.pdf_rtl import in_plain_letters
from brief.render.plain import write_markdown
from brief.render.safe import xml_safe
from brief.render.webpage import write_html
from brief.render.word import write_docx
from brief.render.word_xml import WORD
from tests.render.pdf_reading import read_tags
from tests.render.test_plain import flat, shown

COUNT, DOCUMENTS = 10_000, 4
PIECES = (
    *("&", "<", ">", '"', "'", "]]>", "&amp;", "&#0;", "<b>", "</w:t>", "<!--", "-->", "<?x", "{}", "%"),
    *("\x00", "\x01", "\x08", "\x0b", "\x0c", "\x1b", "\x1f", "\x7f", "\x85", "\t", "\n", "\r", "\r\n", "\u2028"),
    *("\ud800", "\udbff", "\udc00", "\udfff", "\ufffe", "\uffff", "\ufffd", "\u202e", "\u200b", "\ufeff", "\u0301"),
    *("word", "Łódź", "Ζωή", "Ганна", "ეკა", "Արամ", "נועה", "ليلى", "王小红", "김", "สม", "प्रि", "ሰላም"),
    *("👩‍👩‍👧", "𝔄", "\\", "|", "*", "12", "- ", "_", "#", "\xa0", "\U0010ffff", "http://x.org/?a=1", "a" * 60),
)  # fmt: skip


def strings() -> list[str]:
    """Return the strings, each with a number of its own, so that they can be told apart."""
    chance = random.Random(4)  # noqa: S311 - the same strings in each run
    found = []
    for number in range(COUNT):
        picks = [chance.random() < 0.9 for _ in range(chance.randrange(1, 9))]
        body = [chance.choice(PIECES) if pick else chr(chance.randrange(0x3000)) for pick in picks]
        found.append(f"n{number}n{''.join(body)}n{number}n")
    return found


def documents() -> Iterator[tuple[list[str], Document]]:
    """Yield the strings of each document with it: as paragraphs, items and cells, in this order."""
    every = strings()
    size = COUNT // DOCUMENTS
    for start in range(0, COUNT, size):
        part = every[start : start + size]
        lines = [(Run(text=text),) for text in part]
        third = size // 3
        rows = tuple((Cell(lines=(line,)),) for line in lines[2 * third :])
        blocks: list[Block] = [Paragraph(runs=line) for line in lines[:third]]
        blocks += [Listing(items=tuple(lines[third : 2 * third]))]
        blocks += [Table(head=("Head",), rows=rows, widths=(1,), summary="strings")]
        yield part, Document(title="strings", marking="UNMARKED", blocks=tuple(blocks))


@pytest.fixture(scope="module")
def made() -> list[tuple[list[str], Document]]:
    return list(documents())


def test_ten_thousand_strings_stand_in_the_word_file_as_they_are(made) -> None:
    for texts, document in made:
        root = etree.fromstring(zipfile.ZipFile(io.BytesIO(write_docx(document))).read("word/document.xml"))
        found = ["".join(_word(paragraph)) for paragraph in root.iter(f"{{{WORD}}}p")]
        wanted = [xml_safe(text).replace("\r\n", "\n").replace("\r", "\n") for text in texts]
        assert [text for text in found if text.startswith("n")] == wanted


def _word(paragraph: etree._Element) -> Iterator[str]:
    signs = {"t": "", "tab": "\t", "br": "\n"}
    for node in paragraph.iter():
        name = etree.QName(node).localname
        if name in signs and etree.QName(node.getparent()).localname == "r":
            yield node.text or "" if name == "t" else signs[name]


def test_ten_thousand_strings_stand_on_the_web_page_as_they_are(made) -> None:
    for texts, document in made:
        page = html.document_fromstring(write_html(document))
        found = [node.text_content() for node in page.xpath("//main//p | //main//li | //main//td")]
        assert [text for text in found if text.startswith("n")] == [xml_safe(t).replace("\r", " ") for t in texts]


def test_ten_thousand_strings_stand_in_markdown_as_they_are(made) -> None:
    for texts, document in made:
        text = shown(write_markdown(document).decode())
        assert [line for line in texts if flat(line) not in text] == []


def test_ten_thousand_strings_stand_in_the_pdf_as_they_are_or_written_out(made) -> None:
    for texts, document in made:
        lacking = {letter: f"[U+{ord(letter):04X}]" for letter in undrawn(document)}
        found = _bare(read_tags(write_pdf(document)).text)
        wanted = [_bare("".join(lacking.get(letter, letter) for letter in xml_safe(text))) for text in texts]
        assert [text for text in wanted if text not in found] == []


def _bare(text: str) -> str:
    """Return the text without spaces and signs that leave no mark; joined Arabic letters as they are written."""
    return "".join(c for c in re.sub(r"\s", "", in_plain_letters(text)) if unicodedata.category(c) != "Cf")
