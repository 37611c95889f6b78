"""Drawings: what is on them, that it fits, that nothing rests on colour, and how each format writes it."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from brief.render.pdf_fonts import Fonts
from brief.render.pictures import Column, Day, Deed, Mark, Matrix, Picture, Stretch, Timeline, Topic
from brief.render.scene import Disc, Rule, Scene, Shape, Words
from brief.render.scene_pictures import draw
from brief.render.scene_png import write_png
from brief.render.scene_svg import write_svg
from brief.render.scene_text import Pen
from brief.render.theme import PAGES, PLAIN, Theme
from brief.render.theme_file import load_theme

SVG = {"s": "http://www.w3.org/2000/svg"}
WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung"
THEMES = (
    PLAIN,
    load_theme("report"),
    replace(PLAIN, page=PAGES["Letter"]),
    replace(PLAIN, margin=150.0, size=16.0),
)


def day(date: str, *texts: str) -> Day:
    return Day(date=date, deeds=tuple(Deed(text=text, sources="1, 3") for text in texts))


def timeline(
    before: int = 3, during: int = 2, after: int = 3, text: str = "Both ministers met in Oslo"
) -> Timeline:
    stretches = (
        Stretch(title="Background", place="before", days=days(before, "May 2031", text)),
        Stretch(title="Visit, 1–2 Jun 2031", place="during", days=days(during, "Jun 2031", text, text)),
        Stretch(title="Ahead", place="after", days=days(after, "Jul 2031", text)),
    )
    return Timeline(stretches=tuple(s for s in stretches if s.days), legend="Not to scale")


def days(count: int, month: str, *texts: str) -> tuple[Day, ...]:
    return tuple(day(f"{number + 1} {month}", *texts) for number in range(count))


def matrix(topics: tuple[str, ...] = ("Fishing rights", "Visas"), columns: int = 3) -> Matrix:
    marks: tuple[Mark, ...] = ("own", "same", "")
    return Matrix(
        columns=tuple(
            Column(number=n + 1, name=f"Courier of town {n}", voice=f"g{n // 2}") for n in range(columns)
        ),
        topics=tuple(Topic(text=t, marks=tuple(marks[n % 3] for n in range(columns)), voices=2) for t in topics),
        heading="Topic",
        shared="one voice",
        counted="Voices",
        legend=(("own", "reports it"), ("same", "repeats it")),
    )


def drawn(picture: Picture, theme: Theme = PLAIN) -> Scene:
    return draw(picture, theme, Fonts())


def texts(scene: Scene) -> list[str]:
    return [part.text for part in scene.parts if isinstance(part, Words)]


HARD = (
    timeline(),
    timeline(10, 0, 0),
    timeline(0, 10, 0, WORD),
    timeline(4, 2, 4, f"{WORD} and נועה לוי with 王小红 " * 4),
    timeline(1, 1, 1),
    matrix(),
    matrix(("Visas", WORD * 2, "Reform of everything that was ever asked for " * 5), 20),
    matrix(tuple(f"Topic {n} of the talks between both sides" for n in range(14)), 2),
)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("picture", HARD)
def test_nothing_leaves_the_drawing_and_it_fits_the_page(picture: Picture, theme: Theme) -> None:
    scene = drawn(picture, theme)
    assert scene.width <= theme.text_width + 0.1
    assert scene.height <= theme.text_height * 0.86
    for part in scene.parts:
        match part:
            case Words():
                assert part.left >= -0.1
                assert part.left + part.width <= scene.width + 0.1
                assert part.size * 0.7 <= part.y <= scene.height
            case Rule():
                assert 0 <= min(part.x, part.to_x) <= max(part.x, part.to_x) <= scene.width + 0.1
            case Disc():
                assert part.radius <= part.x <= scene.width
            case Shape():
                assert all(-0.1 <= x <= scene.width + 0.1 for x, _ in part.points)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("picture", HARD)
def test_no_text_stands_on_another(picture: Picture, theme: Theme) -> None:
    words = [part for part in drawn(picture, theme).parts if isinstance(part, Words)]
    for one, other in combinations(words, 2):
        beside = one.left + one.width <= other.left + 0.5 or other.left + other.width <= one.left + 0.5
        below = abs(one.y - other.y) >= min(one.size, other.size)
        assert beside or below, (one.text, other.text)


def test_a_long_text_is_cut_at_a_word_and_keeps_its_sources() -> None:
    pen = Pen(Fonts(), "Liberation Sans", 8.0)
    lines = pen.lines("The harbour commission will decide on the new quotas before winter", 90, 2, tail="[1, 3]")
    assert lines == ["The harbour commission", "will decide on\xa0… [1, 3]"]
    assert all(pen.width(line) <= 90 for line in lines)


def test_a_word_wider_than_its_line_is_broken_and_not_lost() -> None:
    pen = Pen(Fonts(), "Liberation Sans", 8.0)
    lines = pen.lines(WORD, 60, 9)
    assert "".join(lines) == WORD
    assert all(pen.width(line) <= 60 for line in lines)


def test_before_in_and_after_the_visit_differ_in_form_and_not_only_in_colour() -> None:
    scene = drawn(timeline())
    rings = [part for part in scene.parts if isinstance(part, Disc) and part.fill == "FFFFFF"]
    discs = [part for part in scene.parts if isinstance(part, Disc) and part.fill == PLAIN.accent]
    diamonds = [part for part in scene.parts if isinstance(part, Shape) and len(part.points) == 4]
    assert (len(rings), len(discs), len(diamonds)) == (3, 2, 3)
    bands = [part for part in scene.parts if isinstance(part, Shape) and len(part.points) == 5]
    assert [band.fill for band in bands] == ["FFFFFF", PLAIN.accent, "FFFFFF"]


def test_a_voice_of_its_own_is_a_disc_and_one_that_repeats_it_a_ring() -> None:
    discs = [part for part in drawn(matrix()).parts if isinstance(part, Disc)]
    legend = 2
    assert sum(part.fill == PLAIN.accent for part in discs) == 2 + legend / 2
    assert sum(part.fill == "FFFFFF" for part in discs) == 2 + legend / 2


@pytest.mark.parametrize("theme", [PLAIN, load_theme("report")])
@pytest.mark.parametrize("picture", [timeline(), matrix()])
def test_every_text_stands_out_from_its_ground_in_grey(picture: Picture, theme: Theme) -> None:
    scene = drawn(picture, theme)
    dark = [part for part in scene.parts if isinstance(part, Shape) and part.fill == theme.accent]
    for part in scene.parts:
        if isinstance(part, Words):
            on = any(_holds(shape, part) for shape in dark)
            assert _contrast(part.colour, theme.accent if on else "FFFFFF") >= 4.5, part.text


def test_columns_without_room_for_names_show_their_numbers() -> None:
    assert {str(number) for number in range(1, 21)} <= set(texts(drawn(matrix(columns=20))))
    assert not any("Courier" in text for text in texts(drawn(matrix(columns=20))))


def test_sources_of_one_voice_stand_under_one_bracket() -> None:
    assert texts(drawn(matrix(columns=3))).count("one voice") == 1
    assert "one voice" not in texts(drawn(matrix(columns=1)))


def test_the_svg_holds_title_words_and_texts_and_nothing_that_runs() -> None:
    scene = drawn(timeline(text="Talks on <fish> & “chips”"))
    written = write_svg(scene, "A & B", "said <b>so</b> ]]>", name="one")
    root = etree.fromstring(written)
    assert root.findtext("s:title", namespaces=SVG) == "A & B"
    assert root.findtext("s:desc", namespaces=SVG) == "said <b>so</b> ]]>"
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "one-title one-desc"
    assert [node.text for node in root.iterfind("s:text", SVG)] == texts(scene)
    kinds = {etree.QName(node).localname for node in root.iter()}
    assert kinds == {"svg", "title", "desc", "line", "circle", "polygon", "text"}


def test_characters_that_no_xml_may_hold_do_not_break_the_svg() -> None:
    etree.fromstring(write_svg(drawn(timeline(text="a\x00\ud800\ufffe")), "\x01", "\x02"))


@pytest.mark.parametrize("picture", HARD)
def test_the_png_shows_the_drawing_three_dots_to_the_point_with_equal_bytes(picture: Picture) -> None:
    scene = drawn(picture)
    written = write_png(scene, Fonts())
    assert written == write_png(scene, Fonts())
    with Image.open(io.BytesIO(written)) as image:
        assert image.size == (round(scene.width * 3), round(scene.height * 3))
        greys = image.convert("L").getextrema()
    assert greys[0] < 80
    assert greys[1] == 255


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(), min_size=2, max_size=2))
def test_no_text_breaks_a_drawing(strings: list[str]) -> None:
    first, second = strings
    for picture in (timeline(text=first), matrix((first, second))):
        scene = drawn(picture)
        etree.fromstring(write_svg(scene, first, second))
        write_png(scene, Fonts())


def test_hebrew_stands_from_the_right_in_the_png() -> None:
    """Two letters, of which the first read is the wider one: it must stand on the right."""
    image = Image.open(io.BytesIO(write_png(_written("ם׀"), Fonts()))).convert("L")
    mirrored = Image.open(io.BytesIO(write_png(_written("׀ם"), Fonts()))).convert("L")
    assert _left_half(image) < _left_half(mirrored)


def _written(text: str) -> Scene:
    pen = Pen(Fonts(), "Liberation Sans", 20.0)
    words = pen.words(0, 18, text, "000000")
    return Scene(words.width, 24, (words,))


def _left_half(image: Image.Image) -> int:
    half = image.crop((0, 0, image.width // 2, image.height))
    return sum(255 - grey for grey in half.tobytes())


def _holds(shape: Shape, words: Words) -> bool:
    xs, ys = [x for x, _ in shape.points], [y for _, y in shape.points]
    return min(xs) <= words.left <= max(xs) and min(ys) <= words.y <= max(ys)


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
