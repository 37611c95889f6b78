from __future__ import annotations

import io
import zipfile

import pytest

from brief.attach import attach, detach
from tests.attach.hosts import body_text, same_parts, tree, whole_word_briefing, word_briefing, word_words
from tests.attach.test_word import findings, joined
from tests.attach.word_makers import (
    docxtpl_report,
    libreoffice_report,
    pandoc_report,
    typed_contents_report,
    word_template_report,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAKERS = {
    "word": word_template_report,
    "docxtpl": docxtpl_report,
    "pandoc": pandoc_report,
    "libreoffice": libreoffice_report,
    "typed": typed_contents_report,
}
PLACES = {"word": "Quarterly report", "docxtpl": "{{p annex }}", "typed": "Findings"}


def place_in(maker: str) -> str:
    return PLACES.get(maker, "Findings")


def contents(written: bytes, *, marked: str = "") -> list[str]:
    """Return the lines of the contents, tabs as bars; `marked` begins the bookmarks to which they must lead."""
    lines = []
    for paragraph in tree(written).iter(f"{W}p"):
        links = [link.get(f"{W}anchor") or "" for link in paragraph.iter(f"{W}hyperlink")]
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        told = style is not None and style.get(f"{W}val") in {"TOC1", "TOC2", "Contents1", "Contents2"}
        if told or any(link.startswith("_BriefAnnexToc") for link in links):
            nodes = (node for run in paragraph.iter(f"{W}r") for node in run if node.tag in {f"{W}t", f"{W}tab"})
            line = "".join("|" if node.tag == f"{W}tab" else node.text or "" for node in nodes)
            if not marked or any(link.startswith(marked) for link in links):
                lines.append(line)
    return lines


@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("at", ["end", "heading"])
def test_a_report_of_another_program_keeps_every_word_and_gets_no_new_finding(maker, at, tmp_path):
    host, annex = MAKERS[maker](), whole_word_briefing()
    written = joined(host, annex, "Annex A — Briefing", place_in(maker) if at == "heading" else at)
    assert word_words(host) + word_words(annex) - word_words(written) == {}
    before = findings(host, tmp_path)
    assert [found for found in findings(written, tmp_path) if found not in before] == []


@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("at", ["end", "heading"])
def test_attaching_again_and_another_instead_gives_the_same_bytes(maker, at):
    host = MAKERS[maker]()
    place = place_in(maker) if at == "heading" else at
    once = joined(host, word_briefing("gas"), at=place)
    assert joined(once, word_briefing("gas"), at=place) == once
    assert joined(joined(host, whole_word_briefing(), "Annex C — Old", place), word_briefing("gas")) == once


@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("at", ["end", "heading"])
@pytest.mark.parametrize("embed", [False, True])
def test_detaching_gives_the_text_of_the_report_back(maker, at, embed):
    host = MAKERS[maker]()
    place = place_in(maker) if at == "heading" else at
    written = attach(host, whole_word_briefing(), ".docx", title="Annex A", at=place, embed=embed).data
    back = detach(written, ".docx").data
    assert body_text(back) == body_text(host)
    allowed = {"[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/stylesWithEffects.xml"}
    assert set(same_parts(host, back)) <= allowed


def test_the_contents_of_word_gain_the_headings_of_the_annex_with_their_pages():
    written = joined(word_template_report(), word_briefing("gas"))
    assert contents(written) == [
        "1.|Quarterly report|1",
        "2.|Chapter 1|1",
        "3.|Figures|1",
        "Annex A — Briefing|3",
        "Agenda|3",
    ]
    said = "".join(node.text or "" for node in tree(written).iter(f"{W}instrText"))
    assert ' TOC \\o "1-3" \\h \\z  \\u ' in said  # so that Word finds our headings when it makes the table anew
    (field, *_) = (one for one in tree(written).iter(f"{W}fldSimple") if "BriefAnnexToc" in one.get(f"{W}instr"))
    assert field.get(f"{W}dirty") == "1"


def test_the_contents_of_libreoffice_end_after_the_new_lines():
    written = joined(libreoffice_report(), word_briefing("gas"))
    assert contents(written) == ["1 Findings|1", "2 Outlook|1", "Annex A — Briefing|2", "Agenda|2"]
    lines = [p for p in tree(written).iter(f"{W}p") if p.find(f".//{W}fldChar[@{W}fldCharType='end']") is not None]
    assert "".join(node.text or "" for node in lines[0].iter(f"{W}t")).startswith("Agenda")


def test_an_annex_in_the_middle_stands_there_in_the_contents_too():
    written = joined(libreoffice_report(), word_briefing("gas"), at="Findings")
    assert contents(written) == ["1 Findings|1", "Annex A — Briefing|", "Agenda|", "2 Outlook|1"]
    styles = [p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for p in tree(written).iter(f"{W}p")][1:5]
    assert styles == ["Contents1", "Contents2", "Contents2", "Contents1"]


def test_contents_that_a_person_typed_gain_a_line_of_the_same_look():
    written = joined(typed_contents_report(), word_briefing("gas"))
    assert contents(written, marked="_BriefAnnexToc") == ["Annex A — Briefing|2"]
    assert body_text(written)[:3] == ["Findings1", "Outlook1", "Annex A — Briefing2"]


def test_lines_that_word_made_of_the_annex_go_with_it():
    once = joined(word_template_report(), word_briefing("gas"))
    made = _replaced(once, b"_BriefAnnexToc", b"_Toc5550")
    assert contents(joined(made, word_briefing("water"))) == contents(joined(once, word_briefing("water")))


def test_contents_that_are_made_anew_anyway_need_no_word():
    assert attach(pandoc_report(), word_briefing(), ".docx", title="Annex").notices == ()


def test_a_heading_is_found_without_its_number_and_a_bookmark_stays_with_its_chapter():
    for at in ("Findings", "1 findings", "1\tFindings"):
        written = joined(pandoc_report(), word_briefing("gas"), at=at)
        lines = body_text(written)
        assert lines.index("Counting.") < lines.index("Annex A — Briefing") < lines.index("2Outlook")
    body = list(tree(written).find(f"{W}body"))
    (start,) = (node for node in body if node.get(f"{W}name") == "outlook")
    assert "".join(t.text for t in start.getnext().iter(f"{W}t")) == "2Outlook"


def test_two_headings_of_one_name_are_told():
    host = _replaced(libreoffice_report(), b">2 Outlook<", b">2 Findings<")
    found = attach(host, word_briefing("gas"), ".docx", at="Findings")
    assert found.notices[0].endswith("2 headings are called 'Findings', the annex follows the first")


def _replaced(written: bytes, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written)) as file, zipfile.ZipFile(out, "w") as made:
        for name in file.namelist():
            data = file.read(name)
            made.writestr(name, data.replace(old, new) if name == "word/document.xml" else data)
    return out.getvalue()
