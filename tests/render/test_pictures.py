"""Pictures of a briefing: what they draw, what they leave out, and the same words for them in every format."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pikepdf
import pytest
from lxml import etree, html
from PIL import Image

from brief.lexicon import load_lexicon
from brief.model import Briefing, Header, Record, Section, Value
from brief.render.blocks import Document, Figure, Paragraph
from brief.render.layout import lay_out
from brief.render.pdf import write_pdf
from brief.render.pictures import Matrix, Timeline
from brief.render.plain import write_markdown
from brief.render.theme import PLAIN, Theme
from brief.render.theme_file import load_theme
from brief.render.webpage import write_html
from brief.render.word import write_docx
from brief.schema import PictureSpec, Schema
from tests.render.pages import changed, text
from tests.render.pdf_reading import read_artifacts, read_tags
from tests.render.test_pdf import failures
from tests.render.test_word import findings
from tests.render.visit import BRIEFING, EMPTY, SOURCES
from tests.render.visit_schema import SCHEMA

LEXICON = load_lexicon()
VISIT = lay_out(BRIEFING, SCHEMA, LEXICON)
EVENTS = PictureSpec.model_validate(
    {"as": "timeline", "from": [{"section": "treaties", "date": "expires", "text": "{name}"}]}
)
TOPICS = PictureSpec.model_validate(
    {"as": "matrix", "at": "sources", "from": [{"section": "treaties", "text": "{name}"}]}
)
NAMES = {"wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"}
BLIP = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


def figures(document: Document) -> list[Figure]:
    return [block for block in document.blocks if isinstance(block, Figure)]


def cells(figure: Figure) -> list[list[str]]:
    return [[" ".join(map(text, cell.lines)) for cell in row] for row in figure.data.rows]


def happened(when: str, what: str, *sources: int, **more: object) -> Record:
    """Return a record of the section `treaties`: what happened then, by the sources of those numbers."""
    evidence = tuple(SOURCES[n - 1].cut(n, n + 3) for n in sources or (1,))
    found = {"evidence": evidence, "normal": when, "text": when} | more
    return Record(
        key=f"{when}-{what}".casefold().replace(" ", "-"),
        fields={"expires": (Value.model_validate(found),), "name": (Value(text=what, evidence=evidence),)},
        evidence=evidence,
    )


def laid_out(
    records: Sequence[Record],
    picture: PictureSpec = EVENTS,
    *,
    schema: Schema | None = None,
    as_of: str = "2031-06-15",
    depth: Literal["core", "full"] = "full",
) -> Document:
    briefing = Briefing(
        schema_id="small-visit",
        schema_version="1",
        header=Header(as_of=as_of),
        sources=SOURCES,
        sections=(Section(id="treaties", title="Treaties", records=tuple(records)),),
    )
    return lay_out(briefing, schema or changed("treaties", picture=picture), LEXICON, depth)


def line_of(records: Sequence[Record], *, as_of: str = "2031-06-15") -> Timeline:
    drawn = figures(laid_out(records, as_of=as_of))[0].picture
    assert isinstance(drawn, Timeline)
    return drawn


def notes(document: Document) -> list[str]:
    return [text(block.runs) for block in document.blocks if isinstance(block, Paragraph) and block.style == "note"]


def test_a_timeline_tells_what_led_to_the_visit_the_visit_and_what_lies_ahead() -> None:
    timeline = figures(VISIT)[0].picture
    assert isinstance(timeline, Timeline)
    assert [(stretch.title, [day.told for day in stretch.days]) for stretch in timeline.stretches] == [
        ("Background", ["Mar 2024: Jonas Hale arrested [1]"]),
        (
            "Visit, 3–4 Jun 2024",
            [
                "3 Jun 2024: Travel to Tarn [1, 2]; Lay a wreath at the sailors' memorial [1, 2]",
                "4 Jun 2024: Holds talks with President Oren Kask [1]",
            ],
        ),
        ("Ahead", ["2027: Sound Treaty expires [1]"]),
    ]


def test_a_matrix_has_a_mark_for_each_source_and_counts_one_voice_once() -> None:
    matrix = figures(VISIT)[1].picture
    assert isinstance(matrix, Matrix)
    assert [(column.number, column.name) for column in matrix.columns][:2] == [(1, "Courier"), (2, "Wire Daily")]
    assert [(topic.text, topic.marks, topic.voices) for topic in matrix.topics] == [
        ("Fishing rights", ("own", "same", "own"), 2),
        ("Visas", ("own", "", ""), 1),
        ("The rail link", ("own", "", ""), 1),
    ]
    assert all(topic.marks.count("own") == topic.voices for topic in matrix.topics)


def test_the_timeline_stands_above_its_records_and_the_matrix_below_the_sources() -> None:
    kinds = [
        block.text if hasattr(block, "text") else type(block).__name__
        for block in VISIT.blocks
        if type(block).__name__ in {"Heading", "Table", "Figure"}
    ]
    at = kinds.index("Tab B: Treaties")
    assert kinds[at : at + 3] == ["Tab B: Treaties", "Figure", "Table"]
    at = kinds.index("Tab I: Sources")
    assert kinds[at : at + 3] == ["Tab I: Sources", "Table", "Figure"]


def test_the_core_has_no_picture() -> None:
    assert figures(lay_out(BRIEFING, SCHEMA, LEXICON, "core")) == []


def test_nothing_to_draw_makes_no_picture() -> None:
    assert figures(lay_out(EMPTY, SCHEMA, LEXICON)) == []
    assert figures(laid_out([happened("2030", "Sound Treaty"), happened("2031-01", "Salt Pact")])) == []


def test_alternative_text_and_table_tell_the_same() -> None:
    for figure in figures(VISIT):
        for row in cells(figure):
            for told in row:
                assert not told or told in figure.alt or told in {"1", "2"}, told
    words = set(re.findall(r"[^\W\d]{4,}", figures(VISIT)[0].alt))
    table = " ".join(" ".join(row) for row in cells(figures(VISIT)[0]))
    assert words - set(re.findall(r"[^\W\d]{4,}", table)) == {"Timeline", "scale"}


def test_every_date_and_text_of_a_timeline_is_a_value_of_the_briefing() -> None:
    texts = " ".join(value.text for _, value in BRIEFING.values())
    for _, date, what, _ in cells(figures(VISIT)[0]):
        assert date in {"Mar 2024", "3 Jun 2024", "4 Jun 2024", "2027"}
        named = what.removesuffix(" arrested").removesuffix(" expires")
        assert named.casefold() in texts.casefold()


def test_of_many_events_the_nearest_and_the_best_carried_are_drawn_and_the_others_counted() -> None:
    records = [happened(f"{2031 - n % 50}-0{n % 6 + 1}-{n % 28 + 1:02}", f"event number {n}") for n in range(199)]
    records.append(happened("1980-01-05", "founding treaty", 1, 3))
    document = laid_out(records)
    timeline = figures(document)[0].picture
    assert isinstance(timeline, Timeline)
    days = [day for stretch in timeline.stretches for day in stretch.days]
    assert len(days) == 10
    assert days[0].told == "5 Jan 1980: Founding treaty [1, 3]"
    shown = sum(len(day.deeds) for day in days)
    assert f"{200 - shown} further entries are left out." in notes(document)


def test_without_a_window_the_line_is_parted_at_the_day_of_the_briefing() -> None:
    records = [happened("2031-06-14", "Talks"), happened("2031-06-15", "Accord"), happened("2031-07", "Vote")]
    schema = changed("treaties", picture=EVENTS).model_copy(update={"window": None})
    timeline = figures(laid_out(records, schema=schema))[0].picture
    assert isinstance(timeline, Timeline)
    assert [(s.title, len(s.days)) for s in timeline.stretches] == [("Up to 15 Jun 2031", 2), ("Ahead", 1)]
    undated = figures(laid_out(records, schema=schema, as_of=""))[0].picture
    assert isinstance(undated, Timeline)
    assert [(s.title, len(s.days)) for s in undated.stretches] == [("Dates", 3)]


def test_a_briefing_dated_by_its_month_counts_that_month_as_past() -> None:
    records = [happened("2031-05-30", "Talks"), happened("2031-06-20", "Accord"), happened("2031-07", "Vote")]
    stretches = line_of(records, as_of="2031-06").stretches
    assert [(s.title, len(s.days)) for s in stretches] == [("Up to Jun 2031", 2), ("Ahead", 1)]


def test_a_date_too_vague_to_be_placed_is_left_out_and_counted() -> None:
    sure = [happened(f"2030-0{n}", f"round {n} of talks") for n in (1, 2, 3)]
    document = laid_out([*sure, happened("2031", "some vote or other")])
    assert "One further entry is left out." in notes(document)
    assert "some vote" not in figures(document)[0].alt


def test_what_is_told_twice_of_one_day_is_drawn_once_with_all_its_sources() -> None:
    records = [
        happened("2030-02-01", "Ostria suspended the Sound Treaty"),
        happened("2030-02-01", "Ostria suspended the treaty", 3),
        happened("2030-03-01", "Velde called Kask about fish"),
        happened("2030-04-01", "Kask called Velde about quotas"),
    ]
    first = line_of(records).stretches[0].days[0]
    assert first.told == "1 Feb 2030: Ostria suspended the Sound Treaty [1, 3]"


def test_a_name_is_not_set_before_a_text_that_has_it() -> None:
    picture = PictureSpec.model_validate(
        {"as": "timeline", "from": [{"section": "treaties", "date": "expires", "text": "{name}: {actions}"}]}
    )
    records = [happened(f"2030-0{n}-01", "Oren Kask") for n in (1, 2, 3)]
    told = ("sells his boat", "Kask sells his boat", "he sells the house of Kask")
    full = [
        record.model_copy(update={"fields": {**record.fields, "actions": (Value(text=text, origin="override"),)}})
        for record, text in zip(records, told, strict=True)
    ]
    timeline = figures(laid_out(full, picture))[0].picture
    assert isinstance(timeline, Timeline)
    assert [day.deeds[0].text for day in timeline.stretches[0].days] == [
        "Oren Kask: sells his boat†",
        "Kask sells his boat†",
        "He sells the house of Kask†",
    ]


def test_a_mere_word_and_who_only_spoke_are_not_drawn() -> None:
    records = [happened(f"2030-0{n}-01", f"round {n} of talks") for n in (1, 2, 3)]
    idle = [happened("2030-04-01", "landed"), happened("2030-05-01", "An aide of the minister told reporters")]
    days = line_of([*records, *idle]).stretches[0].days
    assert [day.date for day in days] == ["1 Jan 2030", "1 Feb 2030", "1 Mar 2030"]


def test_what_begins_where_its_sentence_does_is_drawn_before_fragments() -> None:
    fragments = [happened("2030-01-01", text) for text in ("reopened in the north", "closed again in the south")]
    others = [happened(f"2030-0{n}-01", f"Round {n} of talks") for n in (2, 3)]
    days = line_of([*fragments, happened("2030-01-01", "The harbour was cleared"), *others]).stretches[0].days
    assert [deed.text for deed in days[0].deeds] == ["The harbour was cleared", "Reopened in the north"]


def test_an_edit_and_a_dispute_are_signed() -> None:
    rival = Value(text="2030-02-02", normal="2030-02-02", evidence=(SOURCES[2].cut(0, 4),))
    records = [
        happened("2030-01-01", "Salt Pact lapses", origin="override"),
        happened("2030-02-01", "Sound Treaty lapses", rivals=(rival,)),
        happened("2030-03-01", "Coal Treaty lapses"),
    ]
    told = [day.deeds[0].text for day in line_of(records).stretches[0].days]
    assert told == ["Salt Pact lapses†", "Sound Treaty lapses (sources differ)", "Coal Treaty lapses"]


def test_a_portion_keeps_its_marking_in_the_picture() -> None:
    header = BRIEFING.header.model_copy(update={"marks": {"treaties/sound-treaty": "SECRET"}})
    document = lay_out(BRIEFING.model_copy(update={"header": header}), SCHEMA, LEXICON)
    assert "2027: (SECRET) Sound Treaty expires [1]" in figures(document)[0].alt


def test_dates_have_the_form_of_the_theme() -> None:
    assert "2024-06-04: Holds talks" in figures(lay_out(BRIEFING, SCHEMA, LEXICON, dates="iso"))[0].alt


def test_topics_beyond_what_fits_are_counted() -> None:
    records = [happened("2030", f"Treaty number {n}") for n in range(20)]
    document = laid_out(records, TOPICS)
    matrix = figures(document)[0].picture
    assert isinstance(matrix, Matrix)
    assert len(matrix.topics) == 14
    assert "Six further entries are left out." in notes(document)


def test_word_pdf_and_web_page_say_the_same_of_each_picture() -> None:
    wanted = [figure.alt for figure in figures(VISIT)]
    with zipfile.ZipFile(io.BytesIO(write_docx(VISIT))) as file:
        body = etree.fromstring(file.read("word/document.xml"))
    assert [node.get("descr") for node in body.iter(f"{{{NAMES['wp']}}}docPr")] == wanted
    with pikepdf.open(io.BytesIO(write_pdf(VISIT))) as file:
        drawn = [
            node for node in file.objects if isinstance(node, pikepdf.Dictionary) and node.get("/S") == "/Figure"
        ]
        assert sorted(str(node.Alt) for node in drawn) == sorted(wanted)
        assert all(len(node.A.BBox) == 4 for node in drawn)
    page = html.document_fromstring(write_html(VISIT))
    assert [node.text for node in page.iter("desc")] == wanted
    assert [node.get("role") for node in page.iter("svg")] == ["img", "img"]


def test_markdown_has_the_table_of_each_picture() -> None:
    written = write_markdown(VISIT).decode()
    assert "| Ahead | 2027 | Sound Treaty expires | [1](#source-1) |" in written
    assert "| Fishing rights | [1](#source-1), [3](#source-3) | [2](#source-2) | 2 |" in written


def test_every_word_of_a_picture_belongs_to_its_element_in_the_pdf() -> None:
    written = write_pdf(VISIT)
    timeline, matrix = read_tags(written).all("Figure")
    assert "Sound Treaty expires [1]" in " ".join(timeline.text.split())
    assert "Fishing rights" in matrix.text
    with pikepdf.open(io.BytesIO(written)) as file:
        count = len(file.pages)
    assert not [text for n in range(count) for text in read_artifacts(written, n) if "Sound Treaty" in text]


def test_a_word_picture_is_an_svg_with_a_png_of_the_same_size_beside_it() -> None:
    with zipfile.ZipFile(io.BytesIO(write_docx(VISIT))) as file:
        body = etree.fromstring(file.read("word/document.xml"))
        named = re.findall(
            r'Id="(\w+)"[^>]*Target="(media/[^"]+)"|Target="(media/[^"]+)"[^>]*Id="(\w+)"',
            file.read("word/_rels/document.xml.rels").decode(),
        )
        targets = {one or four: two or three for one, two, three, four in named}
        blips = list(body.iter(BLIP))
        assert len(blips) == 2
        for blip in blips:
            bitmap = blip.getparent().getparent().getparent()
            vector = etree.fromstring(file.read(f"word/{targets[blip.get(EMBED)]}"))
            image = Image.open(io.BytesIO(file.read(f"word/{targets[bitmap.get(EMBED)]}")))
            wide, high = (float(vector.get(key).removesuffix("pt")) for key in ("width", "height"))
            assert image.size == pytest.approx((wide * 3, high * 3), abs=1)
        assert b'ContentType="image/svg+xml"' in file.read("[Content_Types].xml")


@pytest.mark.parametrize("theme", [PLAIN, load_theme("report")])
def test_files_with_pictures_are_valid_in_both_themes(theme: Theme, tmp_path: Path) -> None:
    assert failures(write_pdf(VISIT, theme=theme), tmp_path) == []
    assert findings(write_docx(VISIT, theme=theme), tmp_path) == []


def test_a_picture_of_a_thousand_records_takes_no_time() -> None:
    records = [happened(f"20{n % 30:02}-0{n % 9 + 1}-{n % 28 + 1:02}", f"event number {n}") for n in range(1000)]
    assert len(figures(laid_out(records))) == 1
