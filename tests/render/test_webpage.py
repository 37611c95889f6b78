from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from brief.lexicon import load_lexicon
from brief.render.blocks import Block, Cell, Document, Facts, Heading, Listing, Note, Paragraph, Run, Table
from brief.render.layout import lay_out
from brief.render.safe import xml_safe
from brief.render.webpage import write_html
from tests.render.visit import BRIEFING, EMPTY
from tests.render.visit_schema import SCHEMA

VISIT = lay_out(BRIEFING, SCHEMA, load_lexicon())


def page(*blocks: Block, notes: tuple[Note, ...] = ()) -> html.HtmlElement:
    document = Document(title="A <title> & more", marking="X <Y>", blocks=blocks, notes=notes)
    return html.document_fromstring(write_html(document))


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.one_of(st.sampled_from("<>&\"'/;#x0 \n]]>-!a"), st.characters()), max_size=40))
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    shown = xml_safe(text).replace("\r", " ")
    line = (Run(text=text),)
    made = page(
        Paragraph(runs=line),
        Heading(level=2, text=text),
        Listing(items=(line,)),
        Facts(pairs=((text, line),)),
        Table(head=(text,), rows=((Cell(lines=(line,)),),), widths=(1.0,), summary=text),
    )
    for tag in ("p", "h2", "li", "dt", "dd", "th", "td", "caption"):
        assert made.xpath(f"string(//main//{tag})") == shown


def test_nothing_runs_and_nothing_is_loaded_from_elsewhere() -> None:
    text = write_html(VISIT).decode()
    assert not re.search(r"<script|<link|<img|<iframe|@import|url\(|\son\w+=|https?://", text)


def test_ids_are_unique_and_every_link_has_its_place() -> None:
    made = html.document_fromstring(write_html(VISIT))
    ids = made.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in made.xpath("//@href") if link.startswith("#")} <= set(ids)


def test_every_note_leads_back_to_each_place_that_cites_it() -> None:
    made = html.document_fromstring(write_html(VISIT))
    cited = made.xpath("//a[@role='doc-noteref']/@id")
    back = [link[1:] for link in made.xpath("//a[@role='doc-backlink']/@href")]
    assert sorted(cited) == sorted(back)
    assert len(made.xpath("//section[@role='doc-endnotes']//li")) == len(VISIT.notes)


def test_tables_have_a_caption_and_heads_with_scope() -> None:
    made = html.document_fromstring(write_html(VISIT))
    for table in made.xpath("//table"):
        assert table.xpath("string(caption)")
        assert set(table.xpath("thead//th/@scope")) == {"col"}


def test_headings_step_down_one_level_at_a_time() -> None:
    made = html.document_fromstring(write_html(VISIT))
    levels = [int(heading.tag[1]) for heading in made.xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_links_that_run_something_stay_text() -> None:
    made = page(
        Paragraph(runs=(Run(text="a", href="javascript:alert(1)"), Run(text="b", href="https://x.org/?a=1&b")))
    )
    assert made.xpath("//p/a/@href") == ["https://x.org/?a=1&b"]


def test_the_marking_stands_above_and_below() -> None:
    assert page().xpath("//*[@class='marking']/text()") == ["X <Y>", "X <Y>"]


def test_an_edited_a_disputed_and_an_absent_value_look_different() -> None:
    runs = tuple(Run(text=mark, mark=mark) for mark in ("edited", "disputed", "absent"))
    assert page(Paragraph(runs=runs)).xpath("//p/span/@class") == ["edited", "disputed", "absent"]


def test_a_row_header_is_one() -> None:
    cells = (Cell(lines=((Run(text="a"),), (Run(text="b"),)), header=True, anchor="r 1"), Cell(lines=()))
    made = page(Table(head=("H", "I"), rows=(cells,), widths=(0.5, 0.5), summary="s"))
    assert [(th.get("scope"), th.get("id")) for th in made.xpath("//tbody//th")] == [("row", "r-1")]


def test_an_empty_briefing_makes_a_page_and_the_same_bytes_twice() -> None:
    empty = lay_out(EMPTY, SCHEMA, load_lexicon())
    assert write_html(empty) == write_html(empty)
    assert b"The sources hold nothing" in write_html(empty)
