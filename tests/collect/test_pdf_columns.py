"""PDF pages with two columns, drawn as programs draw them, and tables that are none."""

import io

import pytest
from reportlab.pdfgen import canvas

from brief.collect import LIMITS
from brief.collect.readers import pdf

LEFT = (
    "Arica had seen no minister for a year",
    "when the first of them came on Monday,",
    "and many people stood in the streets",
    "to see the two cars pass the old port.",
    "They waved flags of both countries,",
    "and a band played until the evening.",
    "The police counted a thousand people.",
)
RIGHT = (
    "The second minister flew in from Lima",
    "with a large delegation, three trucks",
    "and a letter of the president of Peru.",
    "He will stay until Thursday and visit",
    "the railway that both countries want,",
    "of which no metre has yet been built.",
    "Nobody knows who would pay for it all.",
)


def printed(draw) -> str:
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer)
    page.drawString(72, 760, "Railway talks open in Arica, and nobody is in any hurry, as it seems to all of us")
    draw(page)
    page.save()
    return pdf.read(buffer.getvalue(), LIMITS).text


def by_rows(page):
    for row, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        page.drawString(72, 720 - 14 * row, left)
        page.drawString(320, 720 - 14 * row, right)


def by_columns(page):
    for x, lines in ((72, LEFT), (320, RIGHT)):
        for row, line in enumerate(lines):
            page.drawString(x, 720 - 14 * row, line)


@pytest.mark.parametrize("draw", [by_rows, by_columns])
def test_two_columns_are_read_one_after_the_other(draw):
    text = " ".join(printed(draw).split())
    assert text.startswith("Railway talks open in Arica")
    assert " ".join(LEFT) in text
    assert " ".join(RIGHT) in text
    assert text.index("thousand people") < text.index("The second minister")


def test_the_rows_of_a_table_stay_whole():
    rows = [("Monday", "Talks"), ("Tuesday", "Port"), ("Friday", "Lunch"), ("Sunday", "Rest")] * 3

    def draw(page):
        for row, (day, what) in enumerate(rows):
            page.drawString(72, 720 - 14 * row, day)
            page.drawString(320, 720 - 14 * row, what)

    assert "Monday Talks" in " ".join(printed(draw).split())


def test_one_column_stays_in_order():
    def draw(page):
        for row, line in enumerate((*LEFT, *RIGHT)):
            page.drawString(72, 720 - 14 * row, line)

    text = " ".join(printed(draw).split())
    assert " ".join((*LEFT, *RIGHT)) in text
