"""Themes: shipped ones, files of a person's own, and what is wrong with them."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import page as page_validation
import pikepdf
import pytest

from brief import yamlfile
from brief.errors import ContentError, UsageError
from brief.lexicon import load_lexicon
from brief.render.pdf import write_pdf
from brief.render.theme import PLAIN, Theme
from brief.render.theme_file import load_theme, read_theme
from brief.render.webpage import write_html
from brief.render.word import write_docx
from brief.render.wording import Wording
from tests.render.sample import sample

LETTER = (
    "page: Letter\nmargins: {sides: 1 in}\nsize: 11 pt\nfonts: {word: Georgia, pdf: DejaVu Sans}\n"
    "colours: {accent: '#7a1f1f'}\n"
)


def theme(text: str) -> Theme:
    return read_theme(yamlfile.parse(text, "ours.yaml"))


def test_the_plain_theme_is_what_is_written_without_one() -> None:
    assert load_theme("plain") == PLAIN


def test_a_person_may_give_page_margins_fonts_and_colours() -> None:
    given = theme(LETTER)
    assert (given.page, given.margin, given.size) == ((612.0, 792.0), 72.0, 11.0)
    assert (given.word_font, given.pdf_font, given.accent) == ("Georgia", "DejaVu Sans", "7A1F1F")


@pytest.mark.parametrize("text", [LETTER, "size: 12 pt", "{}"])
def test_every_theme_gives_valid_files_of_its_page(text: str, tmp_path: Path) -> None:
    given = theme(text)
    file = tmp_path / "page.pdf"
    file.write_bytes(write_pdf(sample(), theme=given))
    for profile in (page_validation.ValidationProfile.PDF_UA_1, page_validation.ValidationProfile.PDF_A_3A):
        assert page_validation.validate_pdf(str(file), profile=profile).failures == []
    with pikepdf.open(file) as made:
        assert [float(edge) for edge in made.pages[0].MediaBox[2:]] == pytest.approx(given.page, abs=0.01)
    word = docx.Document(io.BytesIO(write_docx(sample(), theme=given)))
    assert word.sections[0].page_width.pt == pytest.approx(given.page[0], abs=0.1)
    assert word.styles["Heading 1"].font.color.rgb.__str__() == given.accent


def test_the_report_theme_is_shipped_and_differs() -> None:
    assert load_theme("report") != PLAIN
    assert b"#0B5345" in write_html(sample(), load_theme("report"))


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("pag: A4", "ours.yaml:1:1", 'did you mean "page"'),
        ("page: A3", "ours.yaml:1:7", "none of A4, Letter"),
        ("margins: {sides: wide}", "ours.yaml:1:18", "no length"),
        ("margins: {sides: 30 cm}", "ours.yaml:1:18", "not from 20 to 160 pt"),
        ("colours:\n  accent: navy", "ours.yaml:2:11", "no colour"),
        ("fonts: {pdf: Arial}", "ours.yaml:1:14", "none of Liberation Sans, DejaVu Sans"),
        ("dates: american", "ours.yaml:1:8", "month-day-year"),
        ("fonts: [Arial]", "ours.yaml:1:8", "keys with values"),
    ],
)
def test_a_fault_is_shown_at_its_place_with_its_mend(text: str, place: str, said: str) -> None:
    with pytest.raises(ContentError) as caught:
        theme(text)
    assert place in str(caught.value)
    assert said in str(caught.value)


def test_a_theme_that_is_not_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(UsageError, match="report"):
        load_theme("reprot")


def test_dates_follow_the_theme() -> None:
    lexicon = load_lexicon()
    told = {
        form: (
            wording.date("2024-06-03", weekday=True),
            wording.date("2024-06"),
            wording.span(("2024-06-03", "2024-06-05")),
        )
        for form in ("day-month-year", "month-day-year", "iso")
        for wording in (Wording(lexicon, form),)
    }
    assert told == {
        "day-month-year": ("Mon 3 Jun 2024", "Jun 2024", "3–5 Jun 2024"),
        "month-day-year": ("Mon Jun 3, 2024", "Jun 2024", "Jun 3, 2024 – Jun 5, 2024"),
        "iso": ("Mon 2024-06-03", "2024-06", "2024-06-03 – 2024-06-05"),
    }
