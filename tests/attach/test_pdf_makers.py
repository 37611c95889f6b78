from __future__ import annotations

import io
import re

import page as page_validation
import pikepdf
import pypdfium2
import pytest
from pikepdf import Name

from brief.attach import attach, detach
from brief.errors import UsageError
from tests.attach.hosts import pdf_briefing, pdf_labels, pdf_report, pdf_words, whole_pdf_briefing
from tests.attach.pdf_makers import (
    archived_report,
    libreoffice_report,
    printed_report,
    typst_report,
    weasyprint_report,
)
from tests.attach.test_pdf import join, joined, outline
from tests.render.pdf_reading import read_tags

MAKERS = {
    "weasyprint": weasyprint_report,
    "typst": typst_report,
    "libreoffice": libreoffice_report,
    "archived": archived_report,
    "printed": printed_report,
    "reportlab": pdf_report,
}
OWNER = "quay"  # password of an encrypted report
UA, A2B = page_validation.ValidationProfile.PDF_UA_1, page_validation.ValidationProfile.PDF_A_2B


def failures(written: bytes, folder, profile=UA) -> list[str]:
    file = folder / "report.pdf"
    file.write_bytes(written)
    found = page_validation.validate_pdf(str(file), profile=profile).failures
    return [re.sub(r"object \d+", "object", str(one)) for one in found]


@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("at", ["", "page 1"])
def test_a_report_of_another_program_keeps_every_word_and_gets_no_new_finding(maker, at, tmp_path):
    host, annex = MAKERS[maker](), whole_pdf_briefing()
    written = joined(host, annex, at=at)
    assert pdf_words(written) == pdf_words(host) + pdf_words(annex)
    assert set(failures(written, tmp_path)) <= set(failures(host, tmp_path))


@pytest.mark.parametrize("maker", ["weasyprint", "typst", "libreoffice"])
def test_an_accessible_report_of_another_program_stays_so(maker, tmp_path):
    host = MAKERS[maker]()
    assert failures(host, tmp_path) == []
    result = attach(host, whole_pdf_briefing(), ".pdf", title="Annex A", stamp="auto")
    assert failures(result.data, tmp_path) == []
    assert result.notices == ()
    tags = read_tags(joined(host, whole_pdf_briefing()))
    assert [one for one in tags.all("Part") if one.text == read_tags(whole_pdf_briefing()).text]


@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("at", ["", "page 1"])
def test_attaching_again_and_another_instead_gives_the_same_bytes(maker, at):
    host = MAKERS[maker]()
    once = joined(host, pdf_briefing("gas"), at=at)
    assert joined(once, pdf_briefing("gas")) == once
    assert joined(joined(host, whole_pdf_briefing(), "Annex C — Old", at), pdf_briefing("gas")) == once


@pytest.mark.parametrize("maker", MAKERS)
def test_an_embedded_briefing_is_the_same_whatever_stood_there_before(maker, tmp_path):
    host = MAKERS[maker]()

    def embedded(into: bytes) -> bytes:
        return attach(into, pdf_briefing("gas"), ".pdf", embed=True, names=("r.pdf", "b.pdf")).data

    once = embedded(host)
    assert embedded(once) == embedded(joined(host, pdf_briefing())) == once
    assert joined(once, pdf_briefing()) == joined(host, pdf_briefing())
    assert set(failures(once, tmp_path)) <= set(failures(host, tmp_path))


def test_a_briefing_of_a_later_archive_costs_the_claim_of_one_that_holds_it():
    result = attach(archived_report(), pdf_briefing(), ".pdf", embed=True, names=("r.pdf", "b.pdf"))
    assert result.notices == ("r.pdf: the result is no longer PDF/A, which allows no such file",)


@pytest.mark.parametrize("maker", MAKERS)
def test_detaching_gives_the_report_back(maker):
    host = MAKERS[maker]()
    back = detach(attach(host, pdf_briefing(), ".pdf", stamp="Annex A").data, ".pdf").data
    assert pdf_words(back) == pdf_words(host)
    assert pdf_labels(back) == pdf_labels(host)
    with pikepdf.open(io.BytesIO(back)) as after, pikepdf.open(io.BytesIO(host)) as before:
        assert sorted(after.Root.keys()) == sorted(before.Root.keys())
        assert after.pdf_version == before.pdf_version


def test_labels_of_every_page_stay_and_the_annex_has_its_own():
    host = typst_report()
    own = pdf_labels(host)
    assert own[:3] == ["i", "1", "2"]
    assert pdf_labels(joined(host, pdf_briefing())) == [*own, "B-1"]
    assert pdf_labels(joined(host, pdf_briefing(), at="page 1")) == [own[0], "B-1", *own[1:]]


def test_a_link_by_name_leads_where_it_led():
    def led(written: bytes) -> list[int]:
        with pikepdf.open(io.BytesIO(written)) as file:
            names = dict(zip(*[iter(file.Root.Names.Dests.Names)] * 2, strict=True))
            names = {bytes(key): target for key, target in names.items()}
            pages = {page.objgen: number for number, page in enumerate(file.pages)}
            links = [note for page in file.pages for note in page.obj.get(Name.Annots, ())]
            told = [note.Dest for note in links if isinstance(note.get(Name.Dest), pikepdf.String)]
            return [pages[names[bytes(name)][0].objgen] for name in told]

    host = weasyprint_report()
    before, after = led(host), led(joined(host, pdf_briefing()))
    assert before
    assert after[: len(before)] == before


def test_an_archive_of_the_second_part_stays_one_without_the_data(tmp_path):
    host = archived_report()
    assert failures(host, tmp_path, A2B) == []
    result = join(host, whole_pdf_briefing())
    assert failures(result.data, tmp_path, A2B) == []
    assert result.notices == ("b.pdf: its briefing.json stays out, for the report's PDF/A allows no such file",)
    with pikepdf.open(io.BytesIO(result.data)) as file:
        assert Name.Names not in file.Root or Name.EmbeddedFiles not in file.Root.Names
    assert joined(result.data, pdf_briefing()) == joined(host, pdf_briefing())


def test_colours_of_the_annex_are_told_where_the_report_means_others():
    with pikepdf.open(io.BytesIO(joined(printed_report(), pdf_briefing()))) as file:
        own, annex = file.pages[0], file.pages[-1]
        assert Name.ColorSpace not in own.Resources
        assert annex.Resources.ColorSpace.DefaultRGB[0] == Name.ICCBased
        assert int(annex.Resources.ColorSpace.DefaultRGB[1].N) == 3
    with pikepdf.open(io.BytesIO(joined(pdf_briefing("gas"), pdf_briefing()))) as file:
        assert Name.ColorSpace not in file.pages[-1].Resources


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_stamp_stands_at_the_upper_right_of_every_page_of_the_annex(turned):
    with pikepdf.open(io.BytesIO(whole_pdf_briefing())) as file:
        for page in file.pages:
            page.rotate(turned, relative=False)
        out = io.BytesIO()
        file.save(out)
    written = attach(pdf_report(), out.getvalue(), ".pdf", title="Annex B — Gas", stamp="auto").data
    file = pypdfium2.PdfDocument(written)
    try:
        for number, page in enumerate(file):
            text = page.get_textpage()
            found = text.search("Annex B").get_next()
            assert (found is None) == (number < 3)
            if found:
                left, low, right, high = text.get_charbox(found[0])
                wide, tall = page.get_mediabox()[2:]
                near = {
                    0: (wide - left, tall - high),
                    90: (tall - low, left),
                    180: (right, low),
                    270: (high, wide - right),
                }[turned]
                assert 30 < near[0] < 90
                assert 25 < near[1] < 45
    finally:
        file.close()


def test_a_stamp_may_have_any_letter_that_some_font_here_draws():
    written = attach(pdf_report(), pdf_briefing(), ".pdf", stamp="Anlage Ä · Приложение").data
    assert "Приложение" in pdf_words(written)
    with pytest.raises(UsageError, match="--stamp 王: has letters that no font here draws; use others"):
        attach(pdf_report(), pdf_briefing(), ".pdf", stamp="王")


def test_the_next_letter_is_that_after_the_annexes_which_the_report_has():
    with pikepdf.open(io.BytesIO(pdf_report())) as file:
        with file.open_outline() as entries:
            entries.root[1].title = "Annex A: Quays"
        out = io.BytesIO()
        file.save(out)
    written = attach(out.getvalue(), pdf_briefing(), ".pdf", title="auto").data
    assert [line for line in outline(written) if line.startswith("Annex")] == [
        "Annex A: Quays 2",
        "Annex B — Briefing on water 4",
    ]
    assert pdf_labels(written)[-1] == "B-1"
    assert attach(written, pdf_briefing(), ".pdf", title="auto").data == written
    assert pdf_labels(attach(out.getvalue(), pdf_briefing(), ".pdf").data)[-1] == "B-1"


def test_who_may_only_read_a_report_is_asked_for_its_owners_password():
    bars = pikepdf.Permissions(modify_assembly=False, modify_other=False)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_report())) as file:
        file.save(out, encryption=pikepdf.Encryption(owner=OWNER, user="", allow=bars))
    with pytest.raises(UsageError, match="it may be read but not changed; give its owner's password"):
        join(out.getvalue(), pdf_briefing())
    found = attach(out.getvalue(), pdf_briefing(), ".pdf", password=OWNER, names=("r.pdf", "b.pdf"))
    assert found.notices[0] == "r.pdf: it was encrypted; the result has no password"
