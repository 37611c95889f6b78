from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from brief.lexicon import load_lexicon
from brief.render.blocks import Block, Cell, Document, Facts, Heading, Listing, Note, Paragraph, Run, Table
from brief.render.layout import lay_out
from brief.render.plain import escaped, write_markdown
from brief.render.safe import xml_safe
from tests.render.visit import BRIEFING
from tests.render.visit_schema import SCHEMA

NASTY = (
    "AT&T &amp; &#0; x<y <b>bold</b> <joe@x.org> <!-- no -->",
    "# no heading",
    "- no item",
    "+ no item",
    "1. no list",
    "(1) no list",
    "a. no list",
    "> no quotation",
    "    no code",
    "*no* _emphasis_ __at__ **all**",
    "`code` ``more``",
    "[link](http://x.org) ![picture](x.png) [^1] [@key] @key [a]: b",
    "a | b | c",
    "|---|---|",
    "---",
    "===",
    "***",
    "~~struck~~ H~2~O x^2^ $x$ $$y$$",
    "\\ backslash \\* \\\\",
    "{#id .class} {=html}",
    "'straight' \"quotes\" -- --- ... ....",
    "http://example.org www.example.org",
    "Term\n: definition",
    "line\nline  \nline\\\nline",
    ":::: fenced",
    "% title",
    "王小红 ليلى حداد נועה ეკა 👩‍👩‍👧 \u00a0hard",
    "!",
    "trailing \\",
    "a_b_c snake_case 2*3*4",
)


def shown(markdown: str) -> str:
    """Return what a reader of Markdown shows of it, on one line."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(markdown)
    return " ".join(" ".join(_texts(token)) for token in tokens if token.type == "inline").strip()


def _texts(token: Token) -> list[str]:
    parts: list[str] = []
    for child in token.children or []:
        assert child.type in {"text", "text_special", "strong_open", "strong_close", "em_open", "em_close"}, (
            child.type
        )
        parts.append(child.content)
    return ["".join(parts)]


def page(*blocks: Block, notes: tuple[Note, ...] = ()) -> str:
    return write_markdown(Document(title="T", marking="", blocks=blocks, notes=notes)).decode()


def flat(text: str) -> str:
    return re.sub(r"[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029 ]+", " ", xml_safe(text)).strip(" ")


@pytest.mark.parametrize("text", NASTY)
def test_what_goes_into_a_paragraph_comes_out(text: str) -> None:
    assert shown(page(Paragraph(runs=(Run(text=text),)))) == flat(text)


@settings(max_examples=600, deadline=None)
@given(
    st.text(
        alphabet=st.one_of(st.sampled_from("*_`[]()<>#+-.!|~^$@&\"'\\{}=:%0 1aA\n\t"), st.characters()), max_size=40
    )
)
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    line = flat(text)
    if line.strip():
        assert shown(page(Paragraph(runs=(Run(text=f"x {text} x"),)))) == flat(f"x {text} x")
        cells = (Cell(lines=((Run(text=f"x{text}x"),),)),)
        table = Table(head=("H",), rows=(cells,), widths=(1.0,), summary="")
        assert shown(page(table)) == flat(f"H x{text}x")


@settings(max_examples=400, deadline=None)
@given(st.text(alphabet="*_`[]()<>#+-.!|~^$@&\"'\\{}=:%0123abAB \n", min_size=1, max_size=12))
def test_a_text_that_opens_a_block_opens_no_other(text: str) -> None:
    if flat(text):
        assert shown(page(Paragraph(runs=(Run(text=text),)))) == flat(text)
        assert shown(page(Listing(items=((Run(text=text),),)))) == flat(text)


def test_bold_and_italic_hug_their_words() -> None:
    runs = (Run(text="Held: ", bold=True), Run(text=" two "), Run(text="people ", italic=True), Run(text="now"))
    assert page(Paragraph(runs=runs)) == "**Held:**  two *people* now\n"


def test_notes_are_footnotes_and_unknown_numbers_are_not_cited() -> None:
    note = Note(number=1, sources=(1,), runs=(Run(text="Courier, 3 May"),))
    paragraph = Paragraph(runs=(Run(text="So", cites=(1, 7)),))
    assert page(paragraph, notes=(note,)) == "So[^1]\n\n[^1]: Courier, 3 May\n"


def test_only_anchors_that_something_links_to_are_written() -> None:
    linked = Paragraph(runs=(Run(text="see", href="#tab a"), Run(text=" or "), Run(text="that", href="#gone")))
    head = Heading(level=2, text="Tab", anchor="tab a")
    other = Heading(level=2, text="Other", anchor="other")
    assert page(linked, head, other) == "[see](#tab-a) or that\n\n## Tab {#tab-a}\n\n## Other\n"


def test_links_that_run_something_stay_text() -> None:
    runs = (Run(text="a", href="javascript:alert(1)"), Run(text=" "), Run(text="b", href="https://x.org/a(b)"))
    assert page(Paragraph(runs=runs)) == "a [b](<https://x.org/a(b)>)\n"


def test_a_table_has_its_head_its_rule_and_lines_in_one_cell() -> None:
    row = (Cell(lines=((Run(text="a"),), (Run(text="b|c"),))), Cell(lines=()))
    table = Table(head=("One", "Two"), rows=(row, row[:1]), widths=(0.75, 0.25), summary="")
    rule = f"|{'-' * 54}|{'-' * 18}|"
    assert page(table).splitlines() == ["| One | Two |", rule, "| a; b\\|c |  |", "| a; b\\|c |  |"]


def test_facts_stand_on_lines_of_their_own() -> None:
    facts = Facts(pairs=(("To", (Run(text="A"),)), ("From", (Run(text="B"),))))
    assert page(facts) == "**To:** A\\\n**From:** B\n"


def test_an_ordered_list_counts() -> None:
    assert page(Listing(items=((Run(text="a"),), (Run(text="b"),)), ordered=True)) == "1. a\n2. b\n"


def test_the_marking_stands_first_and_last() -> None:
    page = write_markdown(Document(title="T", marking="TOP *SECRET*", blocks=())).decode()
    assert page == "**TOP \\*SECRET\\***\n\n**TOP \\*SECRET\\***\n"


def test_lone_surrogates_and_controls_are_replaced() -> None:
    assert escaped("a\ud800b\x00c") == "a�b�c"


def test_the_same_document_gives_the_same_bytes() -> None:
    document = lay_out(BRIEFING, SCHEMA, load_lexicon())
    assert write_markdown(document) == write_markdown(lay_out(BRIEFING, SCHEMA, load_lexicon()))
