"""What comes along with an annex into a Word report: pictures in two forms, endnotes, the file itself."""

from __future__ import annotations

import io
import re

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from brief.attach import attach, detach
from brief.render.word import write_docx
from tests.attach.hosts import W, document, parts, plain_word_report, tree, word_briefing, word_report, word_words
from tests.attach.test_word import findings, joined
from tests.attach.test_word_makers import MAKERS
from tests.attach.word_makers import libreoffice_report

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
SHARP = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


def with_svg() -> bytes:
    """Return a briefing whose picture is there as PNG and, for programs that can draw it, as SVG."""
    file = docx.Document(io.BytesIO(word_report()))
    part = Part(PackURI("/word/media/sharp1.svg"), "image/svg+xml", SVG, file.part.package)
    key = file.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    (blip,) = file.element.body.iter(DRAWN)
    space = SHARP[1:].partition("}")[0]
    blip.append(
        parse_xml(
            f'<a:extLst {nsdecls("a", "r")}><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
            f'<asvg:svgBlip xmlns:asvg="{space}" r:embed="{key}"/></a:ext></a:extLst>'
        )
    )
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def with_endnote(said: str) -> bytes:
    """Return a report with one endnote."""
    file = docx.Document(io.BytesIO(plain_word_report()))
    separators = "".join(
        f'<w:endnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:endnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    note = f'<w:endnote w:id="1"><w:p><w:r><w:endnoteRef/></w:r><w:r><w:t>{said}</w:t></w:r></w:p></w:endnote>'
    root = f"<w:endnotes {nsdecls('w')}>{separators}{note}</w:endnotes>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
    part = Part(PackURI("/word/endnotes.xml"), kind, root.encode(), file.part.package)
    file.part.relate_to(part, RELATIONSHIP_TYPE.ENDNOTES)
    mark = f'<w:r {nsdecls("w")}><w:endnoteReference w:id="1"/></w:r>'
    file.paragraphs[1]._p.append(parse_xml(mark))
    listed = f'<w:endnotePr {nsdecls("w")}><w:endnote w:id="-1"/><w:endnote w:id="0"/></w:endnotePr>'
    file.settings.element.find(qn("w:compat")).addprevious(parse_xml(listed))
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


@pytest.mark.parametrize("report", [word_report, libreoffice_report, with_svg])
def test_a_picture_comes_along_in_both_its_forms(report, tmp_path):
    host, annex = report(), with_svg()
    written = joined(host, annex, "Annex")
    blip = list(tree(written).iter(DRAWN))[-1]
    targets = dict(re.findall(r'Id="([^"]+)"[^>]*?Target="([^"]+)"', said(written, "word/_rels/document.xml.rels")))
    plain, sharp = blip.get(EMBED), next(blip.iter(SHARP)).get(EMBED)
    assert parts(written)[f"word/{targets[sharp]}"] == SVG
    assert parts(written)[f"word/{targets[plain]}"].startswith(b"\x89PNG")
    assert "image/svg+xml" in said(written, "[Content_Types].xml")
    assert joined(written, annex, "Annex") == written
    assert [found for found in findings(written, tmp_path) if found not in findings(host, tmp_path)] == []
    left = [name for name in parts(detach(written, ".docx").data) if name.endswith(".svg")]
    assert left == [name for name in parts(host) if name.endswith(".svg")]


def test_endnotes_of_both_stay_with_their_marks(tmp_path):
    host, annex = with_endnote("of the host"), with_endnote("of the annex")
    written = joined(host, annex, "")
    notes = {
        note.get(f"{W}id"): "".join(t.text for t in note.iter(f"{W}t"))
        for note in tree(written, "word/endnotes.xml")
    }
    marks = [mark.get(f"{W}id") for mark in tree(written).iter(f"{W}endnoteReference")]
    assert [notes[mark] for mark in marks] == ["of the host", "of the annex"]
    assert [found for found in findings(written, tmp_path) if found not in findings(host, tmp_path)] == []
    assert word_words(detach(written, ".docx").data) == word_words(host)
    assert "word/endnotes.xml" not in parts(detach(joined(plain_word_report(), annex, ""), ".docx").data)


@pytest.mark.parametrize("maker", MAKERS)
def test_an_embedded_briefing_is_a_part_behind_an_icon_and_valid(maker, tmp_path):
    host = MAKERS[maker]()

    def embedded(into: bytes, briefing: bytes) -> bytes:
        return attach(into, briefing, ".docx", title="Annex #", embed=True, names=("r.docx", "in/b.docx")).data

    once = embedded(host, word_briefing("gas"))
    assert parts(once)["word/embeddings/briefAnnex1.docx"] == word_briefing("gas")
    shown = "".join(t.text or "" for t in tree(once).iter(f"{W}t"))
    assert "Annex A Briefing on gas (b.docx, attached)" in shown
    assert [found for found in findings(once, tmp_path) if found not in findings(host, tmp_path)] == []
    assert word_words(host) - word_words(once) == {}
    assert (
        embedded(once, word_briefing("gas"))
        == embedded(joined(host, word_briefing()), word_briefing("gas"))
        == once
    )
    assert joined(once, word_briefing()) == joined(host, word_briefing())


def test_a_stamp_stands_at_the_top_of_the_pages_of_the_annex_alone():
    written = attach(word_report(), word_briefing(), ".docx", title="Annex # — Gas", stamp="auto").data
    tops = [section.header.paragraphs[0].text for section in docx.Document(io.BytesIO(written)).sections]
    assert tops == ["MINISTRY OF HARBOURS", "MINISTRY OF HARBOURS", "Annex A"]
    bare = attach(plain_word_report(), plain_word_report(), ".docx", stamp="Annex B").data
    tops = [section.header.paragraphs[0].text for section in docx.Document(io.BytesIO(bare)).sections]
    assert tops == ["", "Annex B"]


def test_the_next_letter_follows_the_annexes_that_the_report_has():
    file = docx.Document(io.BytesIO(plain_word_report()))
    for title in ("Annex A: Quays", "(U) Annex B — Cranes", "Appendix 4"):
        file.add_heading(title, 1)
    out = io.BytesIO()
    file.save(out)
    for wish, made in (
        ("auto", "Annex C — Briefing on water"),
        ("Annex #", "Annex C"),
        ("appendix #: gas", "appendix 5: gas"),
        ("Tab # — gas", "Tab A — gas"),
        ("Annex X", "Annex X"),
    ):
        written = attach(out.getvalue(), word_briefing(), ".docx", title=wish)
        assert f"title: {made}" in written.steps
        assert attach(written.data, word_briefing(), ".docx", title=wish).data == written.data


def test_a_protected_report_and_one_that_records_changes_are_told():
    file = docx.Document(io.BytesIO(plain_word_report()))
    for made in ("<w:trackRevisions {}/>", '<w:documentProtection {} w:edit="readOnly" w:enforcement="1"/>'):
        file.settings.element.find(qn("w:defaultTabStop")).addprevious(parse_xml(made.format(nsdecls("w"))))
    out = io.BytesIO()
    file.save(out)
    assert attach(out.getvalue(), word_briefing(), ".docx", names=("r.docx", "b.docx")).notices == (
        "r.docx: it is protected against changes; the annex is in it, and under the same protection",
        "r.docx: it records changes; the annex is no recorded change",
    )


def test_a_marking_that_the_pages_of_the_report_do_not_bear_is_told():
    secret = write_docx(document("gas"), b'{"header": {"marking": "SECRET"}}')
    open_report, marked = word_report(), docx.Document(io.BytesIO(plain_word_report()))
    marked.sections[0].footer.paragraphs[0].text = "Secret"
    out = io.BytesIO()
    marked.save(out)
    told = "r.docx: its own pages do not bear the marking of the annex, SECRET"
    assert attach(open_report, secret, ".docx", names=("r.docx", "b.docx")).notices == (told,)
    assert attach(joined(open_report, secret), secret, ".docx", names=("r.docx", "b.docx")).notices == (told,)
    assert attach(out.getvalue(), secret, ".docx").notices == ()


def said(written: bytes, part: str) -> str:
    return parts(written)[part].decode()
