from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from brief.render.safe import anchor_name, full_date, safe_href, xml_safe


def test_what_xml_cannot_hold_becomes_the_replacement_character() -> None:
    assert xml_safe("a\x00b\x0bc\ud800d\ufffee\uffff") == "a\ufffdb\ufffdc\ufffdd\ufffde\ufffd"


def test_an_override_of_direction_cannot_turn_a_name_round() -> None:
    assert xml_safe("Lund \u202etsilaicos") == "Lund \ufffdtsilaicos"


def test_tabs_line_ends_and_every_script_stay() -> None:
    text = "tab\tline\nreturn\r ]]> & < > \" ' ეკა ליה ليلى 王 𐍈 \N{ZERO WIDTH JOINER}"
    assert xml_safe(text) == text


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_stands_in_xml_after_it_was_made_safe(text: str) -> None:
    safe = xml_safe(text)
    assert len(safe) == len(text)
    root = etree.Element("t")
    root.text = safe
    assert etree.fromstring(etree.tostring(root)).text == (safe or None)


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("https://example.org/a?b=1&c=2#d", "https://example.org/a?b=1&c=2#d"),
        ("http://example.org/ein Weg", ""),
        ("https://example.org/größe", "https://example.org/gr%C3%B6%C3%9Fe"),
        ("https://example.org/<b>", "https://example.org/%3Cb%3E"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
        ("#source-1", "#source-1"),
        ("#", ""),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("https://", ""),
        ("https://[::1", ""),
        ("https://example.org:99999999/", ""),
        ("//example.org", ""),
        ("https://example.org/" + "a" * 3000, ""),
        ("", ""),
    ],
)
def test_only_links_that_open_safely_stay_links(href: str, kept: str) -> None:
    assert safe_href(href) == kept


@pytest.mark.parametrize(
    ("known", "full"),
    [
        ("2024-06-02", "2024-06-02"),
        ("2024-06-02T10:30:00", "2024-06-02"),
        ("2024-06", "2024-06-01"),
        ("2024", "2024-01-01"),
        ("", "2000-01-01"),
        ("2024-02-31", "2000-01-01"),
        ("in May", "2000-01-01"),
    ],
)
def test_a_file_always_has_a_whole_date(known: str, full: str) -> None:
    assert full_date(known) == full


def test_anchors_keep_distinct_names_within_forty_characters() -> None:
    anchors = ("source_1", "source-1", "x" * 80, "x" * 79 + "y", "წყარო", "")
    names = [anchor_name(anchor) for anchor in anchors]
    assert names[0] == "_source_1"
    assert len(set(names)) == len(anchors)
    assert all(len(name) <= 40 and name.isascii() for name in names)
