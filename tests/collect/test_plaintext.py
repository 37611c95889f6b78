"""A text file's bytes in, its own characters out."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brief.collect.cues import compile_cues
from brief.collect.layers import passages
from brief.collect.limits import LIMITS
from brief.collect.paragraphs import paragraphs
from brief.collect.readers.plaintext import read as read_text
from brief.lexicon import load_lexicon

CUES = compile_cues(load_lexicon())
WORDS = [
    "Talks",
    "ended",
    "in",
    "Lima.",
    "READ MORE",
    "Photo:",
    "By",
    "Ann",
    "{ad}",
    "—",
    "(",
    "2019",
    "May",
    "3,",
    "|",
    "©",
    "1.",
]
PAGES = st.lists(
    st.sampled_from([*WORDS, " ", "\n", "\r\n", "\n\n", "\r", "\u2028", "\ufeff", "\x00", "é", "王"]), max_size=60
)


@given(text=st.text(st.characters(exclude_categories=("Cs",)), max_size=300))
def test_the_text_is_the_decoded_file(text):
    data = text.encode()
    draft = read_text(data, LIMITS)
    decoded = data.decode("utf-8-sig")
    assert len(draft.text) == len(decoded)
    assert all(a in (b, "�") for a, b in zip(draft.text, decoded, strict=True))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(pieces=PAGES)
def test_passages_are_ordered_disjoint_and_inside_the_text(pieces):
    text = " ".join(pieces)
    spans = [p.span for p in passages(text, paragraphs(text), CUES)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


@given(pieces=PAGES)
def test_every_line_with_a_word_has_a_passage(pieces):
    text = " ".join(pieces)
    found = passages(text, paragraphs(text), CUES)
    for match in (i for i, ch in enumerate(text) if ch == "王"):
        assert any(p.span.start <= match < p.span.end for p in found)


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"\xef\xbb\xbfTalks in Lima\r\n", "Talks in Lima\r\n", "utf-8"),
        ("Talks in Łódź".encode("utf-16"), "Talks in Łódź", "utf-16"),
        ("Talks in Lima, told at length".encode("utf-16-be"), "Talks in Lima, told at length", "utf-16-be"),
        ("Núñez met André – in “Curaçao”".encode("cp1252"), "Núñez met André – in “Curaçao”", "cp1252"),
        (b"Talks\rin\r\nLima\n", "Talks\rin\r\nLima\n", "utf-8"),
    ],
)
def test_encodings_are_told_apart(data, text, encoding):
    draft = read_text(data, LIMITS)
    assert (draft.text, draft.encoding) == (text, encoding)


def test_a_guessed_encoding_is_said_to_be_one():
    (notice,) = read_text("Núñez in Curaçao".encode("cp1252"), LIMITS).notices
    assert "cp1252, which is a guess" in notice


def test_cyrillic_in_an_old_encoding_is_recognised():
    text = "Министр иностранных дел встретится с президентом в Москве. " * 4
    assert read_text(text.encode("cp1251"), LIMITS).text == text


def test_one_broken_byte_does_not_change_the_encoding_of_the_rest():
    draft = read_text("Zażółć gęślą jaźń ".encode() * 5 + b"\xff end", LIMITS)
    assert draft.encoding == "utf-8"
    assert draft.text.endswith("jaźń � end")


def test_control_characters_are_replaced_one_for_one():
    draft = read_text(b"Talks\x00 in\x0b Lima\ttoday", LIMITS)
    assert draft.text == "Talks� in� Lima\ttoday"
    assert draft.notices == ("2 control characters were replaced by � one for one, the first in line 1",)
