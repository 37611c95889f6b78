from __future__ import annotations

import collections
import io
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import docx
import page as page_validation
import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brief.render.blocks import Cell, Document, Facts, Heading, Line, Listing, Note, Paragraph, Run, Table
from brief.render.pdf import undrawn, write_pdf
from brief.render.pdf_rtl import in_plain_letters, joined
from brief.render.safe import xml_safe
from brief.render.theme import PLAIN
from brief.render.walk import lines_of
from brief.render.word import write_docx
from brief.render.word_xml import WORD
from tests.render.blocks import note, page, said
from tests.render.pdf_reading import read_artifacts, read_tags
from tests.render.sample import quotable, sample

PROFILES = (page_validation.ValidationProfile.PDF_UA_1, page_validation.ValidationProfile.PDF_A_3A)


def failures(written: bytes, folder: Path) -> list[str]:
    file = folder / "page.pdf"
    file.write_bytes(written)
    results = [page_validation.validate_pdf(str(file), profile=profile) for profile in PROFILES]
    return [str(failure) for result in results for failure in result.failures]


def plain(text: str) -> str:
    """Return the text as it can stand in a PDF: unseen characters gone, runs of spaces as one."""
    return " ".join(re.sub("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]", "", text).split())


def lines_of_text(document: Document) -> list[str]:
    """Return every text of the document that its tag tree must hold, in order."""
    found: list[str] = []
    for block in document.blocks:
        match block:
            case Heading():
                found.append(block.text)
            case Facts():
                found += [text for label, line in block.pairs for text in (label, told(line))]
            case Table():
                found += [*block.head, *map(told, lines_of(block))]
            case _:
                found += map(told, lines_of(block))
    return found + [told(entry.runs) for entry in document.notes]


def told(line: Line) -> str:
    return "".join(run.text + ",".join(map(str, run.cites)) for run in line)


def test_the_sample_passes_both_profiles(tmp_path: Path) -> None:
    assert failures(write_pdf(sample(), b'{"a": 1}'), tmp_path) == []


def test_a_document_without_blocks_is_a_page_with_its_title(tmp_path: Path) -> None:
    written = write_pdf(page())
    assert failures(written, tmp_path) == []
    assert read_tags(written).text.strip() == "A page"


def test_no_word_of_the_sample_is_outside_the_tag_tree() -> None:
    wanted = " ".join(lines_of_text(sample()))
    count = collections.Counter(re.findall(r"\w+", plain(wanted)))
    missing = count - collections.Counter(re.findall(r"\w+", read_tags(write_pdf(sample())).text))
    assert missing == collections.Counter()


def test_every_line_of_the_sample_reads_whole_and_in_order() -> None:
    text = plain(read_tags(write_pdf(sample())).text)
    lines = [plain(line) for line in lines_of_text(sample()) if not re.search("[֐-ۿ一-鿿]", line)]
    place = 0
    for line in lines:
        assert line in text[place:], line
        place = text.index(line, place)


def test_contents_name_the_page_on_which_each_heading_stands() -> None:
    written = write_pdf(sample())
    tree = read_tags(written)
    found = {entry.text.split("  ")[0].rstrip(" 0123456789"): entry for entry in tree.all("TOCI")}
    with pypdfium2.PdfDocument(written) as file:
        pages = [page.get_textpage().get_text_range() for page in file]
    for title, heading in (("Detained nationals", "Tab A"), ("Names", "Tab C")):
        number = int(found[title].text.split()[-1])
        assert heading in pages[number - 1]
        assert [e.links for e in found[title].all("Link")] == [1]


def test_headings_descend_without_gaps() -> None:
    blocks = [Heading(level=level, text=f"At {level}") for level in (1, 3, 2, 3, 4, 2, 1)]
    names = [e.name for e in read_tags(write_pdf(page(*blocks))).all() if e.name.startswith("H")]
    assert names == ["H1", "H2", "H2", "H3", "H4", "H2", "H1"]


def test_a_table_has_its_head_in_the_tree_once_and_on_every_page() -> None:
    written = write_pdf(page(quotable(60)))
    table = next(read_tags(written).all("Table"))
    assert [e.text.strip() for e in table.all("TH")] == ["Holder", "Date", "Words", "Source"]
    assert {e.attributes["/Scope"] for e in table.all("TH")} == {"/Column"}
    assert len(list(table.all("TR"))) == 61
    assert table.attributes["/Summary"] == "Positions and the quotable record, one quotation a row."
    assert "Holder " not in read_artifacts(written, 0)
    assert "Holder " in read_artifacts(written, 1)


def test_marking_and_page_number_stand_on_every_page() -> None:
    written = write_pdf(sample())
    with pikepdf.open(io.BytesIO(written)) as file:
        count = len(file.pages)
    for number in range(count):
        artifacts = [text.strip() for text in read_artifacts(written, number)]
        assert artifacts.count("UNMARKED") == 2
        assert f"Page {number + 1} of {count}" in artifacts
        assert "Ingrid Solheim’s visit to Sella · as of 2 June 2024" in artifacts


def test_a_note_is_reached_from_its_citation_and_leads_back() -> None:
    document = page(said("one", 1), said("both", 1, 2), said("unknown", 9), notes=(note(1), note(2), note(3)))
    tree = read_tags(write_pdf(document))
    assert [e.text.strip() for e in tree.all("Reference")] == ["1", "1", "2"]
    notes = list(tree.all("Note"))
    assert [e.attributes["/ID"] for e in notes] == ["note-1", "note-2"]
    assert [e.text for e in notes] == ["1 the text of the note ", "2 the text of the note "]
    assert [sum(link.links for link in e.all("Link")) for e in notes] == [1, 1]


def test_links_lead_outside_or_to_an_anchor_or_stay_text() -> None:
    runs = tuple(
        Run(text=href + " ", href=href)
        for href in (
            "https://example.org/?a=1&b=2",
            "#here",
            "#nowhere",
            "javascript:alert(1)",
            "file:///etc/passwd",
        )
    )
    written = write_pdf(page(Heading(level=2, text="Here", anchor="here"), Paragraph(runs=runs)))
    assert [e.text.strip() for e in read_tags(written).all("Link")] == ["https://example.org/?a=1&b=2", "#here"]
    with pikepdf.open(io.BytesIO(written)) as file:
        annotations = list(file.pages[0].Annots)
    assert [str(a.A.URI) for a in annotations if "/A" in a] == ["https://example.org/?a=1&b=2"]
    assert [str(a.Contents) for a in annotations] == ["Open https://example.org/?a=1&b=2", "Go to #here"]


def test_lists_have_labels_and_bodies() -> None:
    items = ((Run(text="first"),), (Run(text="second"),))
    tree = read_tags(write_pdf(page(Listing(items=items, ordered=True), Listing(items=items))))
    numbered, bullets = tree.all("L")
    assert [e.text for e in numbered.all("LI")] == ["1. first ", "2. second "]
    assert [e.text for e in bullets.all("LI")] == ["• first ", "• second "]
    assert (numbered.attributes["/ListNumbering"], bullets.attributes["/ListNumbering"]) == ("/Decimal", "/Disc")


def test_the_outline_follows_the_headings() -> None:
    with pikepdf.open(io.BytesIO(write_pdf(sample()))) as file, file.open_outline() as outline:
        title = outline.root[0]
        assert title.title == "Briefing: Ingrid Solheim’s visit to Sella, 3–5 June 2024"
        assert [child.title for child in title.children][:3] == [
            "Bottom line",
            "Purpose and recommendation",
            "Schedule",
        ]


def test_a_character_without_a_glyph_is_written_out() -> None:
    assert read_tags(write_pdf(page(said("aकb")))).text == "a[U+0915]b "


def test_characters_that_will_be_written_out_are_known_beforehand() -> None:
    assert undrawn(page(said("สมชาย & กขค"))) == ("ก", "ข", "ค", "ช", "ม", "ย", "ส", "า")
    assert undrawn(sample()) == ()
    assert undrawn(page(said("Łukasz Ζωή ეკა נועה ليلى\u200e\u00a0\u202f"))) == ()


def test_every_letter_outside_the_ideographs_gives_a_valid_file(tmp_path: Path) -> None:
    codes = [*range(0x2FFF), *range(0xD800, 0x10400)]
    blocks = [said("".join(map(chr, codes[start : start + 1000]))) for start in range(0, len(codes), 1000)]
    assert failures(write_pdf(page(*blocks)), tmp_path) == []


def test_hebrew_and_arabic_read_as_written() -> None:
    text = "President נועה לוי (also ليلى حداد) met 12 others."
    assert read_tags(write_pdf(page(said(text)))).text == text + " "


def test_hebrew_stands_from_the_right_within_its_line() -> None:
    document = pypdfium2.PdfDocument(write_pdf(page(said("to אב and"))))
    letters = document[0].get_textpage()
    left = {letters.get_text_range(n, 1): letters.get_charbox(n)[0] for n in range(letters.count_chars())}
    assert left["t"] < left["ב"] < left["א"] < left["a"]


def test_arabic_letters_join() -> None:
    assert joined("بيت") == "\ufe91\ufef4\ufe96"
    assert joined("دار") == "\ufea9\ufe8d\ufead"
    assert joined("سلام") == "\ufeb3\ufefc\ufee1"
    assert in_plain_letters(joined("سلام")) == "سلام"


def test_the_properties_say_what_the_file_is() -> None:
    with pikepdf.open(io.BytesIO(write_pdf(sample(), b"{}"))) as file:
        assert str(file.docinfo.Title) == "Briefing: Ingrid Solheim’s visit to Sella, 3–5 June 2024"
        assert str(file.docinfo.CreationDate) == "D:20240602000000+00'00'"
        assert str(file.Root.Lang) == "en"
        assert file.open_metadata()["dc:title"] == str(file.docinfo.Title)
        assert file.attachments["briefing.json"].get_file().read_bytes() == b"{}"


def test_a_tab_starts_on_a_new_page() -> None:
    with pikepdf.open(io.BytesIO(write_pdf(page(said("x"), Heading(level=2, text="Tab", new_page=True))))) as file:
        assert len(file.pages) == 2


def test_a_heading_is_never_the_last_thing_on_a_page() -> None:
    for count in range(35, 60):
        blocks = [*(said(f"line {n}") for n in range(count)), Heading(level=2, text="Next"), said("word " * 60)]
        tree = write_pdf(page(*blocks))
        with pikepdf.open(io.BytesIO(tree)) as file:
            last = file.pages[0].Contents.read_bytes()
        heading, text = b"(Next" in last, b"(word word" in last
        assert heading == text


@pytest.mark.parametrize("rows", [1, 3])
def test_a_cell_longer_than_a_page_goes_on_over_pages(rows: int, tmp_path: Path) -> None:
    text = " ".join(f"w{n}" for n in range(3000))
    cell = Cell(lines=((Run(text=text),),))
    table = Table(head=("Words", "More"), widths=(0.5, 0.5), summary="s", rows=((cell, Cell(lines=())),) * rows)
    written = write_pdf(page(table))
    assert failures(written, tmp_path) == []
    assert [plain(e.text) for e in read_tags(written).all("TD")][::2] == [text] * rows


def test_a_quotation_of_many_words_is_whole() -> None:
    text = " ".join(f"w{n}" for n in range(20_000))
    quote = Paragraph(runs=(Run(text=text),), style="quote")
    assert plain(read_tags(write_pdf(page(quote))).text) == text


@pytest.mark.parametrize("title", ["Visit " * 50, "V" * 300, "x\x00\ud800<b>&amp; ]]>"])
def test_any_title_gives_a_page(title: str, tmp_path: Path) -> None:
    document = Document(
        title=title, marking=title, footer=title, blocks=(Heading(level=1, text=title, anchor=title),)
    )
    written = write_pdf(document)
    assert failures(written, tmp_path) == []
    assert read_tags(written).text.replace(" ", "") == xml_safe(title).replace(" ", "").replace("\x00", "")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(st.characters(exclude_categories=("Cf",))), min_size=4, max_size=4))
def test_no_text_breaks_the_file_or_changes(strings: list[str]) -> None:
    title, text, cell, noted = strings
    document = Document(
        title=title,
        marking=text,
        footer=cell,
        blocks=(
            Heading(level=1, text=title, anchor=text),
            Paragraph(runs=(Run(text=text, cites=(1,), href=cell),), anchor=cell),
            Facts(pairs=((title, (Run(text=text, mark="edited"),)),)),
            Table(
                head=(title,), rows=((Cell(lines=((Run(text=cell),),), anchor=title),),), widths=(1,), summary=text
            ),
        ),
        notes=(Note(number=1, sources=(1,), runs=(Run(text=noted),)),),
    )
    got = _unspaced(read_tags(write_pdf(document)).text)
    for wanted in (title, text, cell, noted):
        read = in_plain_letters(xml_safe(wanted))  # joined Arabic letters read as the letters they stand for
        assert _unspaced(_written_out(read, got)) in got


def _unspaced(text: str) -> str:
    return "".join(text.split())


def _written_out(text: str, got: str) -> str:
    """Return the text with each character that did not come through as itself in its written form."""
    return "".join(c if c in got or c.isspace() else f"[U+{ord(c):04X}]" for c in text)


def test_the_same_document_gives_the_same_bytes_under_any_hash_seed_and_time_zone() -> None:
    code = (
        "import hashlib, tests.render.sample as s, brief.render.pdf as w;"
        "print(*(hashlib.sha256(w.write_pdf(s.sample(), b'{}')).hexdigest() for _ in range(2)))"
    )
    digests = set()
    for seed, zone in (("0", "UTC"), ("1", "Asia/Tokyo"), ("77", "America/Lima")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, env=environment, capture_output=True, check=True, text=True)  # noqa: S603 - our own interpreter
        digests |= set(done.stdout.split())
    assert len(digests) == 1


def test_time_grows_with_the_rows_and_not_with_their_square() -> None:
    def seconds(rows: int) -> float:
        start = time.process_time()
        write_pdf(page(quotable(rows)))
        return time.process_time() - start

    seconds(10)
    assert seconds(2000) < 12 * max(seconds(400), 0.05)


def test_no_text_runs_past_the_margins_or_into_the_foot() -> None:
    wide = Table(
        head=tuple(f"Responsibility {n}" for n in range(9)),
        widths=(1 / 9,) * 9,
        summary="s",
        rows=((Cell(lines=((Run(text="https://example.org/a/long/address?without=a&break=" + "x" * 90),),)),) * 9,)
        * 2,
    )
    written = write_pdf(sample().model_copy(update={"blocks": (*sample().blocks, wide), "footer": "footer " * 40}))
    for sheet in pypdfium2.PdfDocument(written):
        text = sheet.get_textpage()
        boxes = [text.get_charbox(n) for n in range(text.count_chars()) if not text.get_text_range(n, 1).isspace()]
        assert min(left for left, *_ in boxes) >= PLAIN.margin - 0.5
        assert max(right for _, _, right, _ in boxes) <= PLAIN.page[0] - PLAIN.margin + 1
        assert not [bottom for _, bottom, _, _ in boxes if PLAIN.edge + 22 < bottom < PLAIN.head_and_foot - 3]


def test_a_marking_with_caveats_takes_two_lines_at_both_ends_of_the_page() -> None:
    marking = "CONFIDENTIAL // RELEASABLE TO NORWAY AND SELLA ONLY // HANDLE THROUGH THE DESK FOR THE INNER SEA"
    artifacts = read_artifacts(write_pdf(page(said("x")).model_copy(update={"marking": marking})), 0)
    assert [plain(text) for text in artifacts].count(marking) == 2


def test_no_row_of_a_table_stands_alone_on_its_page() -> None:
    for lines in range(30, 50):
        rows = tuple((Cell(lines=((Run(text=f"r{n}."),),)),) for n in range(4))
        table = Table(head=("Head",), widths=(1,), summary="s", rows=rows)
        written = write_pdf(page(*(said("line") for _ in range(lines)), table))
        sheets = [sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(written)]
        assert [len(re.findall(r"r\d\.", text)) for text in sheets if "Head" in text] in ([4], [2, 2])


def test_word_and_pdf_carry_the_same_words() -> None:
    file = docx.Document(io.BytesIO(write_docx(sample())))
    word = re.findall(r"[^\W\d]+", " ".join(node.text or "" for node in file.element.body.iter(f"{{{WORD}}}t")))
    pdf = re.findall(r"[^\W\d]+", read_tags(write_pdf(sample())).text.partition("Notes ")[0])
    assert pdf == word
