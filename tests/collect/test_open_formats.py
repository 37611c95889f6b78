"""OpenDocument and Rich Text: what their pages show, in order, and nothing else."""

import pytest
from hostile.parts import letter, open_text, page, rich, word, zipped

from brief.collect import LIMITS
from brief.collect.draft import UnreadableError
from brief.collect.readers import opendocument, richtext, webarchive

STORY = "The ministers of Chile and Peru met in Łódź on Monday – both want a “railway”."


def test_an_open_document_is_walked_in_the_order_of_its_page(layers):
    styles = '<style:style style:name="P1" style:parent-style-name="Title"/>'
    body = (
        '<text:p text:style-name="P1">Railway talks open</text:p>'
        f"<text:p>{STORY}<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>Noted below.</text:p></text:note-body></text:note></text:p>"
        '<text:h text:outline-level="1">Programme</text:h>'
        "<table:table><table:table-row><table:table-cell><text:p>Monday</text:p></table:table-cell>"
        "<table:table-cell><text:p>Talks</text:p></table:table-cell></table:table-row></table:table>"
        "<text:list><text:list-item><text:p>freight and passengers</text:p></text:list-item></text:list>"
        "<text:p>Anchor of a box.<draw:frame><draw:text-box><text:p>Boxed words.</text:p></draw:text-box>"
        "</draw:frame></text:p>"
    )
    assert layers(open_text(body, styles), "a.odt") == [
        ("headline", "Railway talks open"),
        ("body", STORY),
        ("heading", "Programme"),
        ("body", "Monday | Talks"),
        ("body", "freight and passengers"),
        ("body", "Anchor of a box."),
        ("body", "Boxed words."),
        ("body", "Noted below."),
    ]


def test_an_open_document_hides_what_its_page_hides_and_says_so():
    body = (
        "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes><text:p>They agreed"
        '<office:annotation><text:p>a comment</text:p></office:annotation><text:s text:c="3"/>to<text:tab/>meet.'
        "<text:hidden-text>not this</text:hidden-text></text:p>"
    )
    draft = opendocument.read(open_text(body), LIMITS)
    assert draft.text == "They agreed to meet."
    assert draft.notices == ("hidden text in 1 place was left out",)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"caf\'e9", "café"),
        (r"\u321?\u243?d\u378?", "Łódź"),
        (r"{\uc2\u8220 ''}quoted{\uc0\u8221}", "“quoted”"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"\ldblquote said\rdblquote\emdash\~end", "“said”— end"),
        (r"\f1 \'cc\'ee\'f1\'ea\'e2\'e0\f0  \'e9", "Москва é"),
        (r"one\line Two\line three", "one\n\nTwo three"),
        (r"1\{2\}3\\4", r"1{2}3\4"),
        (r"soft\-hyphen non\_breaking", "softhyphen non‑breaking"),
        (r"a{\v hidden}b{\deleted gone}c", "abc"),
        (r"a{\*\unknown b}c{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}", "aclink"),
        (r"body{\footnote below}.\par next", "body.\n\nnext\n\nbelow"),
        (r"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt boxed\par}}}after", "after\n\nboxed"),
        (r"{\info{\title T}{\author A}}shown", "shown"),
    ],
)
def test_rich_text_gives_what_its_page_shows(written, text):
    head = r"\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}"
    assert richtext.read(rich(written, head), LIMITS).text == text


def test_rich_text_knows_headings_rows_lists_and_margins(layers):
    head = (
        r"\ansi\deff0{\fonttbl{\f0 Arial;}}{\stylesheet{\s0 Normal;}{\s1 heading 1;}{\s2 Title;}}"
        r"{\info{\title Railway talks open}}{\header MINISTRY OF TRADE\par}"
    )
    body = (
        r"\pard\s2 Railway talks open\par\pard The ministers of Chile and Peru met in Arica on Monday.\par"
        r"\pard\s1 Programme\par\pard\intbl Monday\cell Talks\cell\row\pard\ls1 freight and passengers\par"
        r"\pard The talks will go on in April, the ministry said.\par"
    )
    assert layers(rich(body, head), "a.rtf") == [
        ("furniture", "MINISTRY OF TRADE"),
        ("headline", "Railway talks open"),
        ("body", "The ministers of Chile and Peru met in Arica on Monday."),
        ("heading", "Programme"),
        ("body", "Monday | Talks"),
        ("body", "freight and passengers"),
        ("body", "The talks will go on in April, the ministry said."),
    ]


def test_a_web_archive_is_read_like_its_page():
    data = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; "
        b"charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<h1>Talks in Arica</h1><p>The minister flew from Z=FCrich to Lima, the min=\r\nistry said.</p>\r\n--b--"
    )
    assert webarchive.read(data, LIMITS).text.endswith("flew from Zürich to Lima, the ministry said.")
    with pytest.raises(UnreadableError, match="no web page"):
        webarchive.read(b"Content-Type: text/plain\r\n\r\nx", LIMITS)


def test_one_article_gives_the_same_words_in_every_format(told):
    first = (
        "The ministers of Chile and Peru met in Arica on Monday and will meet again in April, the ministry said."
    )
    second = "Railway freight is at the top of the agenda of the talks, an official of the ministry told reporters."
    xml = [f"<w:p W><w:r><w:t>{text}</w:t></w:r></w:p>" for text in (first, second)]
    files = {
        "a.txt": f"{first}\n\n{second}\n".encode(),
        "a.html": page(f"<p>{first}</p><p>{second}</p>"),
        "a.docx": word(*xml, story=False),
        "a.odt": open_text(f"<text:p>{first}</text:p><text:p>{second}</text:p>"),
        "a.rtf": rich(f"{first}\\par {second}\\par"),
        "a.eml": letter(f"{first}\n\n{second}\n").as_bytes(),
        "a.zip": zipped({"a.rtf": rich(f"{first}\\par {second}\\par")}),
    }
    assert {name: told(data, name) for name, data in files.items()} == {name: [first, second] for name in files}
