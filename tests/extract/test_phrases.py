"""Wordings are read along the surface: openings, gaps, lists before and after, bullets, quotations, asides."""

from collections.abc import Callable

import pytest

from brief.extract.phrases import Phrase, PhraseMatcher, compile_phrases
from brief.extract.slots import SlotFiller
from brief.lexicon import Lexicon
from brief.schema import PatternSpec, Schema

TYPES = {"topic": "topic", "who": "person", "where": "place", "what": "clause", "item": "phrase", "day": "date"}
TYPES |= {"firm": "organisation", "many": "number"}
SCHEMA = Schema.model_validate(
    {"id": "x", "version": "1", "title": "X", "words": {"raised": ("raise", "bring up")}, "sections": []}
)
Fills = list[dict[str, list[str]]]


def compiled(wording: str) -> Phrase:
    return compile_phrases("x", [PatternSpec(phrase=wording)], TYPES, SCHEMA)[0]


@pytest.fixture
def filled(read_article, lexicon: Lexicon) -> Callable[[str, str], Fills]:
    def find(wording: str, text: str) -> Fills:
        reading = read_article(text)
        matches = PhraseMatcher(reading, SlotFiller(reading, lexicon)).matches(compiled(wording))
        return [{slot: [text[f.start : f.end] for f in found] for slot, found in m.fills.items()} for m in matches]

    return find


@pytest.mark.parametrize(
    ("wording", "problem"),
    [
        ("they [abduct] {who}", "no word list is called [abduct]"),
        ("they name {which}", "{which} is no field; write {which:type}"),
        ("{who} {what}", "a phrase needs a word of its own beside its slots"),
        ("{who} {where} agreed", "only one slot may stand before the first word"),
    ],
)
def test_a_phrase_that_can_never_match_says_why(wording: str, problem: str) -> None:
    assert compiled(wording).problems == (problem,)


def test_a_phrase_with_a_problem_finds_nothing(filled) -> None:
    assert filled("they [abduct] {who}", "They abduct Erik Dahl.") == []


def test_a_roof_is_the_beginning_of_a_sentence(filled) -> None:
    wording = "^ on the agenda be {topic}"
    assert filled(wording, "On the agenda are fisheries.") == [{"topic": ["fisheries"]}]
    assert filled(wording, "What is on the agenda is fisheries.") == []


def test_a_quotation_mark_before_it_does_not_hide_the_beginning(filled) -> None:
    assert filled("^ on the agenda be {topic}", '"On the agenda are fisheries," she said.') == [
        {"topic": ["fisheries"]}
    ]


def test_a_gap_passes_over_eight_words(filled) -> None:
    wording = "talks ... on {topic}"
    near = "Talks in the old town hall by the lake on fisheries began."
    far = "Talks in the old town hall by the big blue lake on fisheries began."
    assert filled(wording, near) == [{"topic": ["fisheries"]}]
    assert filled(wording, far) == []


def test_a_gap_ends_with_its_sentence(filled) -> None:
    assert filled("talks ... on {topic}", "Talks ended. They agreed on fisheries.") == []


@pytest.mark.parametrize("text", ["They focused on visas.", "They focused mainly on visas."])
def test_words_in_brackets_may_be_missing(filled, text: str) -> None:
    assert filled("focus (mainly/chiefly) on {topic}", text) == [{"topic": ["visas"]}]


@pytest.mark.parametrize("text", ["They raised grain.", "They brought up grain.", "She is bringing up grain."])
def test_a_list_stands_for_its_words_in_any_inflection(filled, text: str) -> None:
    assert filled("[raised] {topic}", text) == [{"topic": ["grain"]}]


def test_a_list_after_the_words_is_read_to_its_end(filled) -> None:
    text = "Issues include fisheries, visa rules and the crisis in Sudan, the ministry said."
    assert filled("issue include {topic}", text) == [{"topic": ["fisheries", "visa rules", "crisis in Sudan"]}]


def test_a_list_before_the_words_is_read_backwards(filled) -> None:
    text = "Fisheries, visa rules and the crisis in Sudan were also discussed."
    wording = "{topic} be (also) discussed"
    assert filled(wording, text) == [{"topic": ["Fisheries", "visa rules", "crisis in Sudan"]}]


def test_a_list_is_read_past_a_relative_clause_in_commas(filled) -> None:
    text = "Fisheries and visa rules, which divide the two sides, were discussed."
    assert filled("{topic} be discussed", text) == [{"topic": ["Fisheries", "visa rules"]}]


def test_bullets_after_a_colon_are_a_list(filled) -> None:
    text = "They will discuss:\n\n- fisheries\n\n- visa rules\n\nThe visit ends on Friday."
    assert filled("discuss {topic}", text) == [{"topic": ["fisheries", "visa rules"]}]


def test_bullets_name_people_and_firms_too(filled) -> None:
    text = "These are listed:\n\n- Erik Dahl, a judge\n\n- Amber Coast Trading, a shipper\n\nMore will follow."
    assert filled("these be listed {who}", text) == [{"who": ["Erik Dahl"]}]
    assert filled("these be listed {firm}", text) == [{"firm": ["Amber Coast Trading"]}]


def test_a_list_of_people_and_firms_is_read_for_both(filled) -> None:
    text = "Those hit include Judge Erik Dahl, the airline Norvel Air and the brewer Amber Coast LLC."
    assert filled("hit include {firm}", text) == [{"firm": ["Norvel Air", "Amber Coast LLC"]}]


def test_a_figure_stands_in_its_place_and_no_further_on(filled) -> None:
    assert filled("dead {many}", "Dead: at least 31.") == [{"many": ["at least 31"]}]
    assert filled("dead {many}", "Nine are dead and seven are missing.") == []


def test_a_quotation_may_begin_inside_a_wording(filled) -> None:
    assert filled("the talks focus on {topic}", 'The talks "focus on fisheries", she said.') == [
        {"topic": ["fisheries"]}
    ]


def test_a_name_may_stand_behind_its_description(filled) -> None:
    assert filled("the release of {who}", "They seek the release of the jailed novelist Erik Dahl.") == [
        {"who": ["Erik Dahl"]}
    ]


def test_a_list_of_people_fills_one_slot(filled) -> None:
    text = "They seek the release of Erik Dahl, Nadia Haddad and Pavel Orlov."
    assert filled("the release of {who}", text) == [{"who": ["Erik Dahl", "Nadia Haddad", "Pavel Orlov"]}]


def test_a_name_before_the_words_is_read_past_an_adverb(filled) -> None:
    assert filled("{who} expected", "Erik Dahl is also widely expected.") == [{"who": ["Erik Dahl"]}]


def test_a_clause_takes_the_rest_of_its_sentence(filled) -> None:
    text = "It is unclear whether she will see the king. She flies on Friday."
    assert filled("it be unclear {what}", text) == [{"what": ["whether she will see the king"]}]


def test_not_is_read_in_its_short_form(filled) -> None:
    assert filled("have not be decided", "It hasn't been decided.") == [{}]


def test_a_place_is_found_within_three_words(filled) -> None:
    assert filled("arrive at {where}", "They arrived at the northern port of Aqaba.") == [{"where": ["Aqaba"]}]
