"""One parser and one reading of short news sentences for all tests of the room."""

import re
from collections.abc import Callable

import pytest

from brief.extract.annotate import annotate
from brief.extract.check import example_source
from brief.extract.language import Pipeline, load_pipeline
from brief.extract.reading import Reading
from brief.lexicon import Lexicon
from brief.model import Layer, Passage, SourceDocument, Span

_DATELINE = re.compile(r"[A-Z]+, \d+ \w+ - ")
Read = Callable[..., Reading]


@pytest.fixture(scope="session")
def parser(lexicon: Lexicon) -> Pipeline:
    return load_pipeline(lexicon=lexicon)


@pytest.fixture(scope="session")
def read(parser: Pipeline, lexicon: Lexicon) -> Read:
    """Return a function: a text in, its reading out, everything in it named; dates are counted from a Wednesday."""

    def read_text(text: str, anchor: str = "2031-03-05") -> Reading:
        return annotate(parser.read(example_source(text)), anchor, ["treaties"], lexicon)

    return read_text


@pytest.fixture(scope="session")
def read_article(parser: Pipeline, lexicon: Lexicon) -> Read:
    """Return a function: paragraphs parted by empty lines in, their reading out.

    A headline begins with "# "; a dateline ("AMMAN, 5 March - ") is no part of its paragraph's body.
    """

    def read_text(text: str, anchor: str = "2031-03-05") -> Reading:
        return annotate(parser.read(article(text)), anchor, ["treaties"], lexicon)

    return read_text


def article(text: str) -> SourceDocument:
    passages, at = [], 0
    for paragraph in text.split("\n\n"):
        dateline = _DATELINE.match(paragraph)
        headline = paragraph.startswith("# ")
        mark = len("# ") if headline else dateline.end() if dateline else 0
        layer = Layer.HEADLINE if headline else Layer.BODY
        passages.append(Passage(span=Span(start=at + mark, end=at + len(paragraph)), layer=layer))
        at += len(paragraph) + len("\n\n")
    return example_source(text).model_copy(update={"passages": tuple(passages)})
