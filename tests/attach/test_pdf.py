from __future__ import annotations

import io
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import page as page_validation
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from brief.attach import Attached, attach, detach
from brief.errors import UsageError
from tests.attach.hosts import (
    pdf_briefing,
    pdf_labels,
    pdf_report,
    pdf_words,
    tagged_pdf_report,
    whole_pdf_briefing,
)
from tests.render.pdf_reading import read_tags

REPORTS = {
    "plain": pdf_report,
    "labelled": lambda: pdf_report(labels=True),
    "tagged": tagged_pdf_report,
    "long": whole_pdf_briefing,
}
WORD = "harbour"  # of an encrypted report
PROFILES = (page_validation.ValidationProfile.PDF_UA_1, page_validation.ValidationProfile.PDF_A_3A)


def join(report: bytes, briefing: bytes, title: str = "Annex B — Briefing", at: str = "") -> Attached:
    return attach(report, briefing, ".pdf", title=title, at=at, names=("r.pdf", "b.pdf"))


def joined(report: bytes, briefing: bytes, title: str = "Annex B — Briefing", at: str = "") -> bytes:
    return join(report, briefing, title, at).data


def failures(written: bytes, folder: Path) -> list[str]:
    file = folder / "report.pdf"
    file.write_bytes(written)
    results = [page_validation.validate_pdf(str(file), profile=profile) for profile in PROFILES]
    return [str(failure) for result in results for failure in result.failures]


def outline(written: bytes) -> list[str]:
    """Return the titles of the outline with the number of the page each leads to, deeper ones after dots."""
    with pikepdf.open(io.BytesIO(written)) as file:
        pages = {page.objgen: number for number, page in enumerate(file.pages, 1)}

        def below(entry: pikepdf.Object, depth: int) -> Iterator[str]:
            while entry is not None:
                yield f"{'.' * depth}{entry.Title} {pages[entry.Dest[0].objgen]}"
                if Name.First in entry:
                    yield from below(entry.First, depth + 1)
                entry = entry.get(Name.Next)

        return list(below(file.Root.Outlines.First, 0))


@pytest.mark.parametrize("report", ["tagged", "long"])
@pytest.mark.parametrize("at", ["", "page 1"])
def test_two_tagged_files_make_one_that_passes_both_profiles(report, at, tmp_path):
    assert failures(joined(REPORTS[report](), whole_pdf_briefing(), at=at), tmp_path) == []


@pytest.mark.parametrize("report", REPORTS)
def test_no_word_of_report_or_briefing_is_lost(report):
    host, annex = REPORTS[report](), whole_pdf_briefing()
    assert pdf_words(joined(host, annex)) == pdf_words(host) + pdf_words(annex)


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("at", ["", "page 1"])
def test_attaching_again_gives_the_same_bytes(report, at):
    host = REPORTS[report]()
    once = joined(host, pdf_briefing("gas"), at=at)
    assert joined(host, pdf_briefing("gas"), at=at) == once
    assert joined(once, pdf_briefing("gas"), at=at) == once
    again = join(once, pdf_briefing("gas"))
    assert (again.data, again.found) == (once, True)


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("at", ["", "page 1"])
def test_a_then_b_is_b_alone(report, at):
    host = REPORTS[report]()
    first = joined(host, whole_pdf_briefing(), "Annex C — Old", at)
    assert joined(first, pdf_briefing("gas")) == joined(host, pdf_briefing("gas"), at=at)


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("at", ["", "page 1"])
def test_detaching_gives_the_report_back(report, at):
    host = REPORTS[report]()
    result = detach(joined(host, pdf_briefing(), at=at), ".pdf")
    assert result.found
    assert pdf_words(result.data) == pdf_words(host)
    assert outline(result.data) == outline(host)
    assert pdf_labels(result.data) == pdf_labels(host)
    with pikepdf.open(io.BytesIO(result.data)) as after, pikepdf.open(io.BytesIO(host)) as before:
        assert sorted(after.Root.keys()) == sorted(before.Root.keys())
        assert sorted(after.attachments) == sorted(before.attachments)
        assert after.pdf_version == before.pdf_version
    assert b"riefAnnex" not in result.data
    assert not detach(result.data, ".pdf").found


def test_the_outline_leads_to_the_annex_and_what_is_in_it():
    assert outline(joined(pdf_report(), pdf_briefing())) == [
        "Host 1 1",
        "Host 2 2",
        "Host 3 3",
        "Annex B — Briefing 4",
        ".Briefing on water 4",
        "..Agenda 4",
        "..Notes 4",
    ]


def test_an_annex_after_a_page_stands_there_in_pages_outline_labels_and_tags():
    written = joined(pdf_report(), pdf_briefing(), at="page 1")
    assert [line for line in outline(written) if not line.startswith(".")] == [
        "Host 1 1",
        "Annex B — Briefing 2",
        "Host 2 3",
        "Host 3 4",
    ]
    assert pdf_labels(written) == ["1", "B-1", "2", "3"]
    tags = read_tags(joined(whole_pdf_briefing(), pdf_briefing(), at="page 1"))
    part = next(place for place, kid in enumerate(tags.kids) if kid.name == "Part")
    assert 0 < part < len(tags.kids) - 1


def test_pages_are_labelled_by_the_letter_of_the_annex():
    assert pdf_labels(joined(pdf_report(labels=True), pdf_briefing(), "Annex")) == ["i", "ii", "iii", "A-1"]
    assert pdf_labels(joined(pdf_report(), pdf_briefing(), "Appendix 2: gas"))[-1] == "2-1"


def test_every_word_of_the_annex_stands_in_the_tag_tree():
    tags = read_tags(joined(tagged_pdf_report(), pdf_briefing()))
    (part,) = tags.all("Part")
    assert part.text == read_tags(pdf_briefing()).text
    assert tags.text == read_tags(tagged_pdf_report()).text + part.text


def test_every_link_and_every_content_has_its_own_key():
    with pikepdf.open(io.BytesIO(joined(tagged_pdf_report(), pdf_briefing()))) as file:
        keys = [int(page.obj.StructParents) for page in file.pages]
        keys += [int(note.StructParent) for page in file.pages for note in page.obj.get(Name.Annots, ())]
        assert len(keys) == len(set(keys))
        pages = {page.objgen for page in file.pages}
        for page in file.pages:
            assert all(n.Dest[0].objgen in pages for n in page.obj.get(Name.Annots, ()) if Name.Dest in n)


def test_a_named_destination_of_the_annex_does_not_catch_a_link_of_the_report():
    with pikepdf.open(io.BytesIO(pdf_report(pages=1))) as file:
        file.Root.Dests = Dictionary()
        file.Root.Dests[Name("/p1")] = Array([file.pages[0].obj, Name.Fit])
        file.pages[0].Annots = Array(
            [Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), Dest=Name("/p1"))]
        )
        out = io.BytesIO()
        file.save(out)
    named = out.getvalue()
    with pikepdf.open(io.BytesIO(joined(named, named))) as file:
        own, annex = (page.Annots[0].Dest for page in file.pages)
        assert (str(own), bytes(annex)) == ("/p1", b"briefannex:p1")
        assert file.Root.Dests["/p1"][0].objgen == file.pages[0].objgen
        assert file.Root.Names.Dests.Names[1][0].objgen == file.pages[1].objgen


def test_the_data_of_the_briefing_come_along_beside_those_of_the_report():
    with pikepdf.open(io.BytesIO(joined(tagged_pdf_report(), pdf_briefing("gas")))) as file:
        found = {name: spec.get_file().read_bytes() for name, spec in file.attachments.items()}
        assert found == {"briefing.json": b'{"host": true}', "briefing-2.json": b'{"subject": "gas"}'}
        assert len(file.Root.AF) == 2
        assert str(file.Root.AF[1].AFRelationship) == "/Data"


def test_a_report_without_tags_is_said_so():
    result = join(pdf_report(), pdf_briefing())
    assert result.notices == (
        "r.pdf: the report has no tags for screen readers; the annex joins it without its own",
    )
    with pikepdf.open(io.BytesIO(result.data)) as file:
        assert Name.StructTreeRoot not in file.Root
        assert [page for page in file.pages if Name.StructParents in page.obj] == []
    assert join(tagged_pdf_report(), pdf_briefing()).notices == ()


def test_a_tagged_report_claims_no_more_than_holds_with_an_untagged_annex():
    result = join(tagged_pdf_report(), pdf_report())
    assert result.notices == (
        "b.pdf: the briefing has no tags for screen readers, which the report has",
        "r.pdf: the result is no longer PDF/UA, for the briefing is not",
        "r.pdf: the result is no longer PDF/A, for the briefing is not",
    )
    with pikepdf.open(io.BytesIO(result.data)) as file:
        assert b"pdfuaid:part>" not in file.Root.Metadata.read_bytes()
        assert b"water" not in file.Root.Metadata.read_bytes()
    assert joined(result.data, pdf_report()) == result.data
    with pikepdf.open(io.BytesIO(detach(result.data, ".pdf").data)) as file:
        assert b"<pdfuaid:part>1" in file.Root.Metadata.read_bytes()


def test_the_annex_tells_its_language_when_the_report_speaks_another():
    with pikepdf.open(io.BytesIO(tagged_pdf_report())) as file:
        file.Root.Lang = pikepdf.String("fr")
        out = io.BytesIO()
        file.save(out)
    with pikepdf.open(io.BytesIO(joined(out.getvalue(), pdf_briefing()))) as file:
        assert str(file.Root.Lang) == "fr"
        assert str(file.Root.StructTreeRoot.K[0].K[-1].Lang) == "en"


@pytest.mark.parametrize("report", REPORTS)
def test_embedding_attaches_the_briefing_as_a_file_that_replaces_an_annex(report, tmp_path):
    host = REPORTS[report]()

    def embedded(into: bytes) -> bytes:
        return attach(into, pdf_briefing("gas"), ".pdf", embed=True, names=("r.pdf", "in/b.pdf")).data

    once = embedded(host)
    with pikepdf.open(io.BytesIO(once)) as file:
        spec = file.attachments["b.pdf"]
        assert spec.get_file().read_bytes() == pdf_briefing("gas")
        assert spec.relationship == Name.Supplement
        assert file.Root.AF[-1].objgen == spec.obj.objgen
    assert pdf_words(once) == pdf_words(host)
    assert embedded(once) == embedded(joined(host, pdf_briefing())) == once
    assert joined(once, pdf_briefing()) == joined(host, pdf_briefing())
    assert failures(once, tmp_path) == [] or report in {"plain", "labelled"}
    assert b"b.pdf" not in detach(once, ".pdf").data


def test_a_signed_report_is_refused():
    with pikepdf.open(io.BytesIO(pdf_report())) as file:
        field = Dictionary(FT=Name.Sig, T="Signature", V=Dictionary(Type=Name.Sig))
        file.Root.AcroForm = Dictionary(SigFlags=3, Fields=Array([file.make_indirect(field)]))
        out = io.BytesIO()
        file.save(out)
    with pytest.raises(UsageError, match=r"r\.pdf: it is signed, and a change would break that"):
        join(out.getvalue(), pdf_briefing())


def test_an_encrypted_report_asks_for_its_password():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_report())) as file:
        file.save(out, encryption=pikepdf.Encryption(owner="owner", user=WORD))
    with pytest.raises(UsageError, match=r"r\.pdf: it needs a password; give that of the file with --password"):
        join(out.getvalue(), pdf_briefing())
    with pytest.raises(UsageError, match="the password is wrong"):
        attach(out.getvalue(), pdf_briefing(), ".pdf", password=WORD[::-1])
    result = attach(out.getvalue(), pdf_briefing(), ".pdf", password=WORD, names=("r.pdf", "b.pdf"))
    assert result.notices[0] == "r.pdf: it was encrypted; the result has no password"
    assert pdf_words(result.data) == pdf_words(pdf_report()) + pdf_words(pdf_briefing())


@pytest.mark.parametrize(
    ("at", "said"),
    [("page 9", "there is no page 9; the report has 3"), ("Findings", "'Findings' is no place in a PDF")],
)
def test_a_place_that_is_none_is_told(at, said):
    with pytest.raises(UsageError, match=said):
        joined(pdf_report(), pdf_briefing(), at=at)


@pytest.mark.parametrize("data", [b"", b"no pdf", pdf_report()[:200]])
def test_what_is_no_pdf_is_told_in_a_line(data):
    with pytest.raises(UsageError, match=r"r\.pdf: it is no PDF, or damaged"):
        join(data, pdf_briefing())


@pytest.mark.parametrize(
    ("found", "put"), [(rb"/Kids", rb"/Kidz"), (rb"/ParentTree ", rb"/K          "), (b" 0 R", b" 9 R")]
)
def test_a_file_damaged_inside_is_told_or_mended(found, put):
    with pikepdf.open(io.BytesIO(tagged_pdf_report())) as file:
        out = io.BytesIO()
        file.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    broken = out.getvalue().replace(found, put)
    for report, briefing in ((broken, pdf_briefing()), (tagged_pdf_report(), broken)):
        with suppress(UsageError):
            assert joined(report, briefing)


def test_a_report_of_a_hundred_pages_takes_half_a_second_of_work():
    host, annex = pdf_report(pages=100), whole_pdf_briefing()
    start = time.process_time()  # other tests run beside this one
    joined(host, annex)
    assert time.process_time() - start < 0.5
