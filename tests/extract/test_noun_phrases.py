"""Phrases and lists come from the tags of words alone; what follows a list never becomes an item of it."""

from collections.abc import Callable

import pytest

from brief.extract.noun_phrases import PhraseReader
from brief.lexicon import Lexicon


@pytest.fixture
def items(read_article, lexicon: Lexicon) -> Callable[[str, str], list[str]]:
    """Return a function: a text and the word at which a list begins in, its items out."""

    def find(text: str, first: str) -> list[str]:
        reading = read_article(text)
        start = next(t.i for t in reading.tokens if t.text == first)
        spans = PhraseReader(reading, lexicon).items(start)
        return [text[reading.tokens[a].start : reading.tokens[b - 1].end] for a, b in spans]

    return find


@pytest.fixture
def before(read, lexicon: Lexicon) -> Callable[[str, str], list[str]]:
    """Return a function: a text and the word right after a list in, its items out."""

    def find(text: str, after: str) -> list[str]:
        reading = read(text)
        end = next(t.i for t in reading.tokens if t.text == after)
        spans = PhraseReader(reading, lexicon).items_before(end)
        return [text[reading.tokens[a].start : reading.tokens[b - 1].end] for a, b in spans]

    return find


@pytest.mark.parametrize(
    ("text", "first", "found"),
    [
        ("They discussed fisheries, visas and grain.", "fisheries", ["fisheries", "visas", "grain"]),
        ("They discussed fisheries as well as visas.", "fisheries", ["fisheries", "visas"]),
        ("They discussed fisheries along with visas.", "fisheries", ["fisheries", "visas"]),
        ("They discussed fisheries and also visas.", "fisheries", ["fisheries", "visas"]),
        ("They discussed water rights in the valley.", "water", ["water rights in the valley"]),
        ("They discussed fisheries on Tuesday.", "fisheries", ["fisheries"]),
        ("They discussed grain before the vote.", "grain", ["grain"]),
        ("They discussed quickly.", "quickly", []),
    ],
)
def test_a_list_is_read_item_by_item(items, text: str, first: str, found: list[str]) -> None:
    assert items(text, first) == found


def test_a_phrase_that_a_verb_follows_begins_a_clause(items) -> None:
    assert items("They discussed fisheries and the ministry agreed.", "fisheries") == ["fisheries"]


def test_commas_alone_make_no_list_in_a_sentence(items) -> None:
    assert items("They discussed fisheries, a source of income.", "fisheries") == ["fisheries"]


def test_commas_alone_make_a_list_in_a_headline(items) -> None:
    assert items("# Solheim discusses fisheries, visas", "fisheries") == ["fisheries", "visas"]


def test_between_semicolons_an_item_may_say_more(items) -> None:
    text = "They discussed fisheries, which divide them; visas; and grain."
    assert items(text, "fisheries") == ["fisheries", "visas", "grain"]


@pytest.mark.parametrize(
    ("text", "after", "found"),
    [
        ("Fisheries, visas and grain were discussed.", "were", ["Fisheries", "visas", "grain"]),
        ("She said that fisheries and grain were discussed.", "were", ["fisheries", "grain"]),
        ("It rained.", "rained", []),
    ],
)
def test_a_list_before_a_verb_is_the_longest_that_reaches_it(
    before, text: str, after: str, found: list[str]
) -> None:
    assert before(text, after) == found


def test_a_list_stays_in_its_sentence(before) -> None:
    assert before("They ate grain. Visas were discussed.", "were") == ["Visas"]


def test_articles_are_trimmed_and_the_head_stands_before_the_first_preposition(read, lexicon: Lexicon) -> None:
    phrases = PhraseReader(reading := read("the old rules of the port"), lexicon)
    span = phrases.phrase(0)
    assert span is not None
    assert phrases.trimmed(span)[0] == 1
    assert reading.tokens[phrases.head(span).i].text == "rules"
    assert [t.text for t in phrases.words(phrases.trimmed(span))][:2] == ["old", "rules"]
