from __future__ import annotations

import io
import re
import time
import zipfile
from pathlib import Path

import docx
import docx_integrity
import pytest
from openxml_audit import OpenXmlValidator

from brief.attach import attach, detach
from brief.errors import UsageError
from brief.render.blocks import Document, Heading
from brief.render.word import write_docx
from tests.attach.hosts import (
    W,
    bare_word_report,
    body_text,
    parts,
    plain_word_report,
    same_parts,
    tree,
    whole_word_briefing,
    word_briefing,
    word_report,
    word_words,
)

REPORTS = {
    "word": word_report,
    "plain": plain_word_report,
    "bare": bare_word_report,
    "ours": lambda: word_briefing("harbours", notes=3),
}


def joined(report: bytes, briefing: bytes, title: str = "Annex A — Briefing", at: str = "") -> bytes:
    return attach(report, briefing, ".docx", title=title, at=at).data


def findings(written: bytes, folder: Path) -> list[str]:
    file = folder / "report.docx"
    file.write_bytes(written)
    audit = OpenXmlValidator().validate(file)
    return [str(error) for error in audit.errors] + [str(found) for found in docx_integrity.check(file)]


def sections(written: bytes) -> list[dict[str, str]]:
    """Return of each section orientation and texts of header and footer, as a reader sees them."""
    return [
        {
            "width": str(section.page_width),
            "first": str(section.different_first_page_header_footer),
            "header": "".join(p.text for p in section.header.paragraphs),
            "footer": "".join(p.text for p in section.footer.paragraphs),
        }
        for section in docx.Document(io.BytesIO(written)).sections
    ]


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("briefing", [word_briefing, whole_word_briefing])
def test_the_result_passes_both_validators(report, briefing, tmp_path):
    before = findings(REPORTS[report](), tmp_path)
    after = findings(joined(REPORTS[report](), briefing()), tmp_path)
    assert [found for found in after if found not in before] == []


@pytest.mark.parametrize("report", REPORTS)
def test_no_word_of_report_or_briefing_is_lost(report):
    host, annex = REPORTS[report](), whole_word_briefing()
    together = word_words(host) + word_words(annex)
    together.update(["Annex", "A", "—", "Briefing"])
    assert word_words(joined(host, annex)) == together


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("at", ["", "end", "heading"])
def test_attaching_again_gives_the_same_bytes(report, at):
    host = REPORTS[report]()
    headings = {"word": "Quarterly report", "plain": "Findings", "ours": "Agenda"}
    if at == "heading":
        at = headings.get(report, "end")
    once = joined(host, word_briefing("gas"), at=at)
    assert joined(host, word_briefing("gas"), at=at) == once
    assert joined(once, word_briefing("gas"), at=at) == once
    assert joined(once, word_briefing("gas")) == once


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("at", ["end", "Findings"])
def test_a_then_b_is_b_alone(report, at):
    host = REPORTS[report]()
    place = at if report == "plain" else "end"
    first = joined(host, whole_word_briefing(), "Annex A — Old", place)
    assert joined(first, word_briefing("gas")) == joined(host, word_briefing("gas"), at=place)


@pytest.mark.parametrize("report", REPORTS)
def test_detaching_gives_the_report_back(report):
    host = REPORTS[report]()
    result = detach(joined(host, whole_word_briefing()), ".docx")
    assert result.found
    allowed = {"[Content_Types].xml", "word/_rels/document.xml.rels", "word/stylesWithEffects.xml"}
    assert body_text(result.data) == body_text(host)
    if report == "bare":  # it had no properties of a section, which every other report has
        allowed |= {"word/document.xml"}
    else:
        assert sections(result.data) == sections(host)
    assert set(same_parts(host, result.data)) <= allowed


def test_a_report_without_annex_stays_as_it_is():
    host = plain_word_report()
    result = detach(host, ".docx")
    assert (result.data, result.found) == (host, False)


def test_page_setup_and_margins_of_the_report_are_untouched():
    before, after = sections(word_report()), sections(joined(word_report(), word_briefing()))
    assert after[:-1] == before
    assert (after[-1]["header"], after[-1]["footer"]) == ("UNMARKED", "water, as of today\tPage  of UNMARKED")


def test_text_after_the_annex_keeps_its_own_margins():
    after = sections(joined(plain_word_report(), word_briefing(), at="Findings"))
    assert [section["header"] for section in after] == ["", "UNMARKED", ""]
    assert [section["footer"] for section in after][::2] == ["", ""]


def test_the_styles_of_the_report_stay_and_ours_have_their_own_names():
    before, after = (
        tree(word_report(), "word/styles.xml"),
        tree(joined(word_report(), word_briefing()), "word/styles.xml"),
    )
    kept = {style.get(f"{W}styleId") for style in before.findall(f"{W}style")}
    added = [style for style in after.findall(f"{W}style") if style.get(f"{W}styleId") not in kept]
    assert added
    assert [
        name for style in added if not (name := style.find(f"{W}name").get(f"{W}val")).startswith("Brief Annex ")
    ] == []
    names = [style.find(f"{W}name").get(f"{W}val") for style in after.findall(f"{W}style")]
    assert len(names) == len(set(names))
    assert (
        docx.Document(io.BytesIO(joined(word_report(), word_briefing()))).styles["Heading 1"].font.name == "Georgia"
    )


def test_the_annex_has_the_heading_of_the_report_and_stands_below_it():
    written = joined(word_report(), word_briefing())
    paragraphs = docx.Document(io.BytesIO(written)).paragraphs
    (title,) = (p for p in paragraphs if p.text == "Annex A — Briefing")
    (agenda,) = (p for p in paragraphs if p.text == "Agenda")
    assert title.style.name == "Heading 1"
    assert agenda.style.name == "Brief Annex Heading 1"
    assert agenda.style._element.find(f".//{W}outlineLvl").get(f"{W}val") == "1"


def test_a_deeper_place_makes_deeper_headings():
    paragraphs = docx.Document(io.BytesIO(joined(word_report(), word_briefing(), at="chapter 1"))).paragraphs
    (title,) = (p for p in paragraphs if p.text == "Annex A — Briefing")
    (agenda,) = (p for p in paragraphs if p.text == "Agenda")
    assert title.style.name == "Heading 3"
    assert agenda.style._element.find(f".//{W}outlineLvl").get(f"{W}val") == "3"


def test_an_annex_at_a_heading_follows_the_text_below_it():
    lines = body_text(joined(plain_word_report(), word_briefing(), at="  findings "))
    assert lines.index("The harbour is full.") < lines.index("Annex A — Briefing") < lines.index("Outlook")


def test_an_annex_at_a_bookmark_follows_its_paragraph():
    lines = body_text(joined(word_report(), word_briefing(), at="_note_1"))
    assert lines[:3] == ["Quarterly report", "The harbour is full.", "Annex A — Briefing"]


def test_a_placeholder_gives_its_place_and_comes_back(tmp_path):
    file = docx.Document(io.BytesIO(plain_word_report()))
    file.paragraphs[1].add_run(" Soon.").bold = True
    file.paragraphs[1].insert_paragraph_before("{{ briefing }}")
    out = io.BytesIO()
    file.save(out)
    host = out.getvalue()
    once = joined(host, word_briefing("gas"), at="{{ briefing }}")
    lines = docx.Document(io.BytesIO(once)).paragraphs
    assert [(p.text, [run.font.hidden for run in p.runs]) for p in lines[:3]] == [
        ("Findings", [None]),
        ("{{ briefing }}", [True]),
        ("Annex A — Briefing", [None]),
    ]
    assert [found for found in findings(once, tmp_path) if "stylesWithEffects" not in found] == []
    assert joined(once, word_briefing("gas")) == once
    assert joined(joined(host, word_briefing(), at="{{ briefing }}"), word_briefing("gas")) == once
    assert "word/document.xml" not in same_parts(host, detach(once, ".docx").data)


def test_a_table_of_contents_is_said_to_be_older():
    file = docx.Document(io.BytesIO(plain_word_report()))
    field = file.paragraphs[0]._p.makeelement(f"{W}fldSimple", {f"{W}instr": ' TOC \\o "1-3" '})
    file.paragraphs[0]._p.append(field)
    out = io.BytesIO()
    file.save(out)
    result = attach(out.getvalue(), word_briefing(), ".docx", title="Annex A", names=("r.docx", "b.docx"))
    assert result.notices == ("r.docx: its table of contents is older than the annex; update it in Word with F9",)


def test_a_place_that_is_none_names_the_nearest():
    with pytest.raises(
        UsageError, match="no heading, bookmark or placeholder is called 'Finding'; nearest: 'Findings'"
    ):
        joined(plain_word_report(), word_briefing(), at="Finding")
    with pytest.raises(UsageError, match="has no fixed pages"):
        joined(plain_word_report(), word_briefing(), at="page 2")


def test_notes_follow_those_of_the_report_and_count_from_one():
    written = joined(word_report(), word_briefing())
    text, notes = tree(written), tree(written, "word/footnotes.xml")
    said = {note.get(f"{W}id"): "".join(t.text for t in note.iter(f"{W}t")) for note in notes}
    marks = [mark.get(f"{W}id") for mark in text.iter(f"{W}footnoteReference")]
    assert [said[mark].strip() for mark in marks] == [
        "a footnote of the host",
        "note 1 on water",
        "note 2 on water",
    ]
    assert text.findall(f".//{W}sectPr")[-1].find(f"{W}footnotePr/{W}numRestart").get(f"{W}val") == "eachSect"


def test_a_bookmark_that_clashes_is_renamed_with_what_points_to_it():
    text = tree(joined(word_report(), word_briefing()))
    names = [mark.get(f"{W}name") for mark in text.iter(f"{W}bookmarkStart")]
    assert len(names) == len(set(names))
    fields = [field.get(f"{W}instr") for field in text.iter(f"{W}fldSimple")]
    assert " NOTEREF _note_1_2 \\h " in fields
    ids = [mark.get(f"{W}id") for mark in text.iter(f"{W}bookmarkStart")]
    assert len(ids) == len(set(ids))
    targets = {link.get(f"{W}anchor") for link in text.iter(f"{W}hyperlink")} - {None}
    assert targets <= set(names)


def test_page_numbers_within_the_annex_are_looked_up_anew():
    file = docx.Document(io.BytesIO(plain_word_report()))
    field = file.paragraphs[0]._p.makeelement(f"{W}fldSimple", {f"{W}instr": " PAGEREF _agenda \\h "})
    file.paragraphs[0]._p.append(field)
    out = io.BytesIO()
    file.save(out)
    (found,) = tree(joined(word_report(), out.getvalue())).iter(f"{W}fldSimple")
    assert found.get(f"{W}dirty") == "1"


def test_lists_of_the_annex_count_for_themselves():
    text = tree(joined(word_report(), word_briefing()))
    used = [node.get(f"{W}val") for node in text.iter(f"{W}numId")]
    numbering = tree(joined(word_report(), word_briefing()), "word/numbering.xml")
    ids = [one.get(f"{W}numId") for one in numbering.findall(f"{W}num")]
    assert len(ids) == len(set(ids))
    before = {one.get(f"{W}numId") for one in tree(word_report(), "word/numbering.xml").findall(f"{W}num")}
    assert used
    assert not before & set(used)


def test_the_data_of_the_briefing_come_along_and_go_again():
    written = joined(word_briefing("harbours"), word_briefing())
    data = [value for name, value in parts(written).items() if re.fullmatch(r"customXml/item\d+\.xml", name)]
    assert [b"water" in value for value in data] == [False, True]
    again = joined(written, word_briefing("gas"))
    data = [value for name, value in parts(again).items() if re.fullmatch(r"customXml/item\d+\.xml", name)]
    assert [b"gas" in value for value in data] == [False, True]
    assert sorted(parts(detach(again, ".docx").data)) == sorted(parts(word_briefing("harbours")))


def test_every_part_of_the_result_is_reached_and_every_target_is_there():
    written = joined(word_report(), whole_word_briefing())
    names = set(parts(written))
    for name, data in parts(written).items():
        if name.endswith(".rels"):
            home = Path(name).parent.parent
            for target, mode in re.findall(rb'Target="([^"]+)"(?: TargetMode="(\w+)")?', data):
                if mode != b"External":
                    assert (home / target.decode()).as_posix().replace("word/../", "") in names


def test_a_briefing_without_notes_or_title_attaches_too(tmp_path):
    page = write_docx(Document(title="A page", marking="UNMARKED", blocks=(Heading(level=1, text="A page"),)))
    written = joined(plain_word_report(), page, "")
    assert body_text(written)[-1] == "A page"
    assert joined(written, page, "") == written
    assert [found for found in findings(written, tmp_path) if "stylesWithEffects" not in found] == []


@pytest.mark.parametrize("report", REPORTS)
def test_an_annex_of_another_making_keeps_pictures_comments_and_wide_pages(report, tmp_path):
    host, annex = REPORTS[report](), word_report()
    written = joined(host, annex, "Annex")
    together = word_words(host) + word_words(annex)
    together.update(["Annex"])
    assert word_words(written) == together
    assert [found for found in findings(written, tmp_path) if found not in findings(host, tmp_path)] == []
    assert [section["width"] for section in sections(written)][-2:] == ["7772400", "10058400"]
    assert len([name for name in parts(written) if "media" in name]) == 1 + (report == "word")
    assert joined(written, annex, "Annex") == written
    assert body_text(detach(written, ".docx").data) == body_text(host)
    assert joined(written, word_briefing("gas")) == joined(host, word_briefing("gas"))


def test_even_pages_of_the_annex_bear_its_own_marking():
    file = docx.Document(io.BytesIO(word_report()))
    file.settings.odd_and_even_pages_header_footer = True
    file.sections[0].even_page_header.paragraphs[0].text = "EVEN"
    out = io.BytesIO()
    file.save(out)
    last = docx.Document(io.BytesIO(joined(out.getvalue(), word_briefing()))).sections[-1]
    assert last.even_page_header.paragraphs[0].text == "UNMARKED"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no zip at all", "no Word file, or damaged"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "has a password or is an old .doc"),
        (word_report()[:-900], "no Word file, or damaged"),
    ],
)
def test_what_is_no_word_file_is_told_in_a_line(data, said):
    with pytest.raises(UsageError, match=said) as told:
        attach(data, word_briefing(), ".docx", names=("r.docx", "b.docx"))
    assert str(told.value).startswith("r.docx: ")


def test_a_declared_document_type_is_refused():
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as file:
        for name, data in parts(plain_word_report()).items():
            bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>' if name == "word/document.xml" else b""
            file.writestr(name, bomb + (data.partition(b"?>")[2] if bomb else data))
    with pytest.raises(UsageError, match="declares a document type"):
        joined(changed.getvalue(), word_briefing())


def test_a_report_of_a_hundred_pages_takes_half_a_second_of_work():
    host, annex = word_report(pages=100), whole_word_briefing()
    start = time.process_time()  # other tests run beside this one
    joined(host, annex)
    assert time.process_time() - start < 0.5
