from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import docx
import docx_integrity
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator

from brief.render.blocks import (
    Cell,
    Contents,
    Document,
    Facts,
    Heading,
    Listing,
    Note,
    Paragraph,
    Run,
    Table,
)
from brief.render.safe import xml_safe
from brief.render.word import write_docx
from brief.render.word_xml import WORD
from tests.render.blocks import note, page, said
from tests.render.sample import quotable, sample

NS = {"w": WORD, "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships"}
DATA = json.dumps({"title": "]]> & <b> \x00 \ufffe", "names": ["ეკა", "王"]}, ensure_ascii=False).encode()


def parts(written: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(written))


def part(written: bytes, name: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(parts(written).read(name))


def shown(root: etree._Element) -> str:
    """Return the text of an XML part as a reader sees it."""
    breaks = {f"{{{WORD}}}tab": "\t", f"{{{WORD}}}br": "\n", f"{{{WORD}}}p": "\n"}
    pieces = []
    for node in root.iter():
        if node.tag == f"{{{WORD}}}t":
            pieces.append(node.text or "")
        elif node.tag in breaks and node.getparent().tag != f"{{{WORD}}}tabs":
            pieces.append(breaks[node.tag])
    return "".join(pieces)


def texts(document: Document) -> list[str]:
    """Return every text that a document's blocks hold."""
    found: list[str] = []
    for block in document.blocks:
        match block:
            case Heading():
                found.append(block.text)
            case Paragraph():
                found += [run.text for run in block.runs]
            case Listing() | Contents():
                found += [run.text for item in block.items for run in item]
            case Facts():
                found += [text for label, line in block.pairs for text in (label, *(run.text for run in line))]
            case Table():
                found += block.head
                found += [r.text for row in block.rows for cell in row for line in cell.lines for r in line]
    return found


def findings(written: bytes, folder: Path) -> list[str]:
    file = folder / "page.docx"
    file.write_bytes(written)
    audit = OpenXmlValidator().validate(file)
    return [str(error) for error in audit.errors] + [str(found) for found in docx_integrity.check(file)]


def test_the_sample_passes_both_validators(tmp_path: Path) -> None:
    assert findings(write_docx(sample(), DATA), tmp_path) == []


def test_a_document_without_blocks_is_a_page_with_its_title(tmp_path: Path) -> None:
    written = write_docx(page())
    assert findings(written, tmp_path) == []
    assert shown(part(written)).strip() == "A page"


def test_every_text_of_the_sample_stands_in_the_file() -> None:
    text = shown(part(write_docx(sample())))
    assert [wanted for wanted in texts(sample()) if wanted not in text] == []


def test_headings_take_the_levels_a_reader_navigates_by() -> None:
    blocks = [Heading(level=n, text=f"Level {n}") for n in (1, 2, 3, 4, 5, 1)]
    styles = [p.style.name for p in docx.Document(io.BytesIO(write_docx(page(*blocks)))).paragraphs]
    assert styles == ["Title", "Heading 1", "Heading 2", "Heading 3", "Heading 3", "Heading 1"]


def test_contents_are_filled_with_links_and_pages_and_ask_for_no_update() -> None:
    written = write_docx(sample())
    root = part(written)
    entries = root.xpath('//w:p[w:pPr/w:pStyle/@w:val="TOC1"]', namespaces=NS)
    assert [shown(entry).strip() for entry in entries] == [
        "Detained nationals\t4",
        "Names\t7",
        "Sources נועה לוי\t8",
    ]
    places = set(root.xpath("//w:bookmarkStart/@w:name", namespaces=NS))
    assert {entry.xpath("string(w:hyperlink/@w:anchor)", namespaces=NS) for entry in entries} <= places
    assert all("PAGEREF" in entry.xpath("string(.//w:fldSimple/@w:instr)", namespaces=NS) for entry in entries)
    assert b"updateFields" not in parts(written).read("word/settings.xml")


def test_a_tab_starts_on_a_new_page() -> None:
    written = part(write_docx(page(said("before"), Heading(level=2, text="Tab A", new_page=True))))
    assert len(written.xpath("//w:p[.//w:t='Tab A']/w:pPr/w:pageBreakBefore", namespaces=NS)) == 1


def test_marking_stands_at_the_top_and_bottom_of_every_page() -> None:
    written = write_docx(sample())
    section = part(written).find(".//w:sectPr", NS)
    assert [e.get(f"{{{WORD}}}type") for e in section.findall("w:headerReference", NS)] == ["default"]
    assert section.find("w:titlePg", NS) is None
    header, footer = part(written, "word/header1.xml"), part(written, "word/footer1.xml")
    assert shown(header).strip() == "UNMARKED"
    assert shown(footer).strip().endswith("UNMARKED")


def test_the_footer_counts_pages_with_fields() -> None:
    footer = part(write_docx(sample()), "word/footer1.xml")
    assert footer.xpath("//w:fldSimple/@w:instr", namespaces=NS) == [" PAGE ", " NUMPAGES "]
    assert "as of 2 June 2024\tPage 1 of 1" in shown(footer)


def test_a_table_repeats_its_head_and_keeps_rows_whole() -> None:
    written = part(write_docx(page(quotable(30))))
    rows = written.findall(".//w:tr", NS)
    assert len(rows) == 31
    assert [row.find("w:trPr/w:tblHeader", NS) is not None for row in rows[:3]] == [True, False, False]
    assert all(row.find("w:trPr/w:cantSplit", NS) is not None for row in rows)


def test_a_row_longer_than_a_page_may_break() -> None:
    long = Table(head=("Words",), widths=(1,), summary="s", rows=((Cell(lines=((Run(text="word " * 2000),),)),),))
    body = part(write_docx(page(long)))
    assert [row.find("w:trPr/w:cantSplit", NS) is not None for row in body.findall(".//w:tr", NS)] == [True, False]


def test_column_widths_are_fixed_equal_in_grid_and_cells_and_fill_the_text() -> None:
    written = part(write_docx(page(quotable(1))))
    grid = [int(e.get(f"{{{WORD}}}w")) for e in written.findall(".//w:gridCol", NS)]
    assert sum(grid) == 11906 - 2 * 1304
    for row in written.findall(".//w:tr", NS):
        assert [int(e.get(f"{{{WORD}}}w")) for e in row.findall(".//w:tcW", NS)] == grid
    assert written.find(".//w:tblLayout", NS).get(f"{{{WORD}}}type") == "fixed"


def test_a_table_says_what_it_holds_to_who_cannot_see_it() -> None:
    written = part(write_docx(page(quotable(1))))
    described = written.find(".//w:tblDescription", NS).get(f"{{{WORD}}}val")
    assert described == "Positions and the quotable record, one quotation a row."


def test_a_note_is_a_footnote_once_and_a_reference_to_it_after() -> None:
    document = page(said("one", 1), said("both", 1, 2), said("unknown", 9), notes=(note(1), note(2)))
    written = write_docx(document)
    body = part(written)
    assert len(body.findall(".//w:footnoteReference", NS)) == 2
    assert body.xpath("//w:fldSimple/@w:instr", namespaces=NS) == [" NOTEREF _note_1 \\h "]
    assert shown(body).split("\n")[1:] == ["one", "both1,", "unknown"]
    notes = part(written, "word/footnotes.xml").findall("w:footnote", NS)
    assert [n.get(f"{{{WORD}}}id") for n in notes] == ["-1", "0", "1", "2"]


def test_notes_cited_out_of_order_show_the_number_the_document_gives_them(tmp_path: Path) -> None:
    written = write_docx(page(said("later", 7), said("sooner", 2), notes=(note(2), note(7))))
    assert findings(written, tmp_path) == []
    assert "later7" in shown(part(written))
    assert "7\tthe text of the note" in shown(part(written, "word/footnotes.xml"))


def test_a_footnote_links_to_its_source() -> None:
    linked = Note(number=1, sources=(1,), runs=(Run(text="Gazette", href="#source-1"), Run(text=", p. 2")))
    written = write_docx(page(said("x", 1), Heading(level=2, text="Sources", anchor="source-1"), notes=(linked,)))
    linking = part(written, "word/footnotes.xml").xpath("//w:hyperlink/@w:anchor", namespaces=NS)
    assert linking == part(written).xpath("//w:bookmarkStart[@w:id='1']/@w:name", namespaces=NS)


def test_links_lead_outside_or_to_an_anchor_or_stay_text() -> None:
    runs = tuple(
        Run(text=href, href=href)
        for href in (
            "https://example.org/?a=1&b=2",
            "#here",
            "#nowhere",
            "javascript:alert(1)",
            "file:///etc/passwd",
        )
    )
    written = write_docx(page(Heading(level=2, text="Here", anchor="here"), Paragraph(runs=runs)))
    links = part(written).findall(".//w:hyperlink", NS)
    assert [shown(link) for link in links] == ["https://example.org/?a=1&b=2", "#here"]
    targets = part(written, "word/_rels/document.xml.rels").xpath("//@Target[../@TargetMode='External']")
    assert targets == ["https://example.org/?a=1&b=2"]


def test_an_anchor_used_twice_or_of_any_length_makes_distinct_bookmarks(tmp_path: Path) -> None:
    anchors = ("treaties/new-start/expiry", "treaties_new_start_expiry", "x" * 99, "x" * 98 + "y", "x" * 99, "პარ")
    written = write_docx(page(*(Heading(level=2, text=a, anchor=a) for a in anchors)))
    names = part(written).xpath("//w:bookmarkStart/@w:name", namespaces=NS)
    assert len(names) == len(set(names)) == 5
    assert all(re.fullmatch(r"_\w{1,39}", name, re.ASCII) for name in names)
    assert findings(written, tmp_path) == []


def test_each_numbered_list_starts_from_one() -> None:
    items = (((Run(text="first"),)), ((Run(text="second"),)))
    twice = (Listing(items=items, ordered=True), Listing(items=items, ordered=True), Listing(items=items))
    written = write_docx(page(*twice))
    assert part(written).xpath("//w:p//w:numId/@w:val", namespaces=NS) == ["2", "2", "3", "3"]
    starts = part(written, "word/numbering.xml").xpath("//w:startOverride/@w:val", namespaces=NS)
    assert starts == ["1", "1"]


def test_the_properties_say_what_the_file_is() -> None:
    core = docx.Document(io.BytesIO(write_docx(sample()))).core_properties
    assert core.title == "Briefing: Ingrid Solheim’s visit to Sella, 3–5 June 2024"
    assert (core.subject, core.author, core.language) == (
        "Visit of the Foreign Minister",
        "Desk for the Inner Sea",
        "en",
    )
    assert core.created.isoformat() == "2024-06-02T00:00:00+00:00"


def test_a_title_of_three_hundred_characters_is_whole_on_the_page_and_short_in_the_properties(
    tmp_path: Path,
) -> None:
    title = "Visit " * 50
    written = write_docx(Document(title=title, marking="UNMARKED", blocks=(Heading(level=1, text=title),)))
    assert len(docx.Document(io.BytesIO(written)).core_properties.title) <= 255
    assert title.strip() in shown(part(written))
    assert findings(written, tmp_path) == []


def test_the_briefings_data_travels_inside_and_comes_out_equal(tmp_path: Path) -> None:
    written = write_docx(page(said("x")), DATA)
    assert findings(written, tmp_path) == []
    assert json.loads(part(written, "customXml/item1.xml").text or "") == json.loads(DATA)


def test_nothing_of_the_librarys_template_is_left() -> None:
    names = parts(write_docx(sample())).namelist()
    assert [n for n in names if "stylesWithEffects" in n or "thumbnail" in n or "customXml" in n] == []
    settings_part = part(write_docx(sample()), "word/settings.xml")
    assert settings_part.xpath("//w:compatSetting[@w:name='compatibilityMode']/@w:val", namespaces=NS) == ["15"]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(st.characters(exclude_categories=())), min_size=4, max_size=4))
def test_no_text_breaks_the_file_or_changes(strings: list[str]) -> None:
    title, text, cell_text, note_text = strings
    document = Document(
        title=title,
        marking=text,
        footer=cell_text,
        blocks=(
            Heading(level=1, text=title, anchor=text),
            Paragraph(runs=(Run(text=text, cites=(1,), href=cell_text),), anchor=cell_text),
            Listing(items=((Run(text=text),),)),
            Facts(pairs=((title, (Run(text=text),)),)),
            Table(
                head=(title,),
                rows=((Cell(lines=((Run(text=cell_text),),), anchor=title),),),
                widths=(1,),
                summary=text,
            ),
        ),
        notes=(Note(number=1, sources=(1,), runs=(Run(text=note_text),)),),
    )
    written = write_docx(document)
    got = shown(part(written))
    for wanted in (title, text, cell_text):
        assert _lines(xml_safe(wanted)) in got
    assert _lines(xml_safe(note_text)) in shown(part(written, "word/footnotes.xml"))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def test_the_same_document_gives_the_same_bytes_under_any_hash_seed_and_time_zone() -> None:
    code = (
        "import hashlib, tests.render.sample as s, brief.render.word as w;"
        "print(hashlib.sha256(w.write_docx(s.sample(), b'{}')).hexdigest())"
    )
    digests = set()
    for seed, zone in (("0", "UTC"), ("1", "Asia/Tokyo"), ("77", "America/Lima")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        command = [sys.executable, "-c", code]
        digests.add(subprocess.run(command, env=environment, capture_output=True, check=True, text=True).stdout)  # noqa: S603 - our own interpreter
    assert len(digests) == 1


def test_time_grows_with_the_rows_and_not_with_their_square() -> None:
    def seconds(rows: int) -> float:
        start = time.process_time()
        write_docx(page(quotable(rows)))
        return time.process_time() - start

    seconds(10)
    assert seconds(2000) < 12 * max(seconds(400), 0.02)


@pytest.mark.parametrize("words", [20_000])
def test_a_quotation_of_many_words_is_whole(words: int) -> None:
    text = " ".join(f"w{n}" for n in range(words))
    assert text in shown(part(write_docx(page(Paragraph(runs=(Run(text=text),), style="quote")))))
