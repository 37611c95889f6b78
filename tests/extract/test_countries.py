"""States by name, people and capital; capitals and doubtful words that are something else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from brief.extract.countries import find_countries, states
from brief.extract.language import Pipeline
from brief.extract.names import name_everything
from brief.lexicon import Lexicon

Pairs = list[tuple[str, str, str]]


@pytest.fixture
def countries(parser: Pipeline, lexicon: Lexicon) -> Callable[[str], Pairs]:
    def found(text: str) -> Pairs:
        reading = parser.parse(text)
        name_everything(reading, lexicon)
        return [(text[m.start : m.end], m.value, m.kind) for m in reading.mentions if m.type == "country"]

    return found


@pytest.fixture
def others(parser: Pipeline, lexicon: Lexicon) -> Callable[[str, str], list[str]]:
    def found(text: str, kind: str) -> list[str]:
        reading = parser.parse(text)
        name_everything(reading, lexicon)
        return [text[m.start : m.end] for m in reading.mentions if m.type == kind]

    return found


def test_a_state_is_found_by_name_and_by_people(countries: Callable[[str], Pairs]) -> None:
    assert countries("Peru and the Kenyans want rice; a Danish firm sells it to the U.S.") == [
        ("Peru", "Peru", "name"),
        ("Kenyans", "Kenya", "demonym"),
        ("Danish", "Denmark", "demonym"),
        ("U.S.", "United States", "name"),
    ]


def test_official_names_and_abbreviations_give_the_short_name(countries: Callable[[str], Pairs]) -> None:
    text = "Envoys of the Democratic People's Republic of Korea, the ROK, the PRC and the UAE met in the EU."
    assert [value for _, value, _ in countries(text)] == [
        "North Korea",
        "South Korea",
        "China",
        "United Arab Emirates",
        "European Union",
    ]


def test_a_curly_apostrophe_or_a_line_break_inside_a_name_does_not_hide_it(
    countries: Callable[[str], Pairs],
) -> None:
    assert countries("Côte d’Ivoire and New\nZealand voted.") == [
        ("Côte d’Ivoire", "Ivory Coast", "name"),
        ("New\nZealand", "New Zealand", "name"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Lima complains that the fish are gone.",
        "The minister urged Lima to wait.",
        "Talks between Lima and the fishermen failed.",
        "Officials rejected Lima's demand.",
        "The visit was requested by Lima.",
        "A Lima-backed plan failed.",
        "For Lima, the matter is closed.",
        "Lima is ready to sign.",
    ],
)
def test_a_capital_that_acts_or_is_dealt_with_is_the_state(text: str, countries: Callable[[str], Pairs]) -> None:
    assert ("Lima", "Peru", "capital") in countries(text)


@pytest.mark.parametrize(
    "text",
    [
        "The envoy landed in Lima on Friday.",
        "She left for Lima.",
        "The streets of Lima were calm.",
        "Lima was dark after the storm.",
        "They drove through Lima's old town.",
        "The Lima Agreement was signed in 1998.",
    ],
)
def test_a_capital_that_is_a_town_is_no_state(text: str, countries: Callable[[str], Pairs]) -> None:
    assert countries(text) == []


def test_a_seat_of_government_speaks_for_its_state(countries: Callable[[str], Pairs]) -> None:
    assert countries("The Kremlin denied it, and Downing Street said nothing.") == [
        ("Kremlin", "Russia", "capital"),
        ("Downing Street", "United Kingdom", "capital"),
    ]


def test_georgia_is_the_american_state_where_the_source_shows_it(countries: Callable[[str], Pairs]) -> None:
    assert countries("Voters in Georgia queued in Atlanta.") == []
    assert countries("Georgia shut its border with Armenia.")[0] == ("Georgia", "Georgia", "name")


def test_a_given_name_that_is_also_a_state_names_a_person(countries: Callable[[str], Pairs]) -> None:
    assert countries("Jordan Haskell and Chad Brewer own the farm.") == []
    assert [v for _, v, _ in countries("Jordan signed a pact with Chad.")] == ["Jordan", "Chad"]


def test_what_only_begins_like_a_state_is_none(countries: Callable[[str], Pairs]) -> None:
    assert countries("Latin American bishops, the South China Sea and Air France were named.") == []


def test_us_as_money_or_as_a_pronoun_in_capitals_is_no_state(countries: Callable[[str], Pairs]) -> None:
    assert countries("The sale brought US$ 2 million.") == []
    assert countries("JOIN US FOR LUNCH AND TALKS") == []


def test_the_longest_name_wins(countries: Callable[[str], Pairs]) -> None:
    text = "Papua New Guinea, Equatorial Guinea, Guinea-Bissau and Guinea voted."
    assert [v for _, v, _ in countries(text)] == [
        "Papua New Guinea",
        "Equatorial Guinea",
        "Guinea-Bissau",
        "Guinea",
    ]


def test_both_states_of_a_dual_national_are_found(countries: Callable[[str], Pairs]) -> None:
    assert [v for _, v, _ in countries("A Swiss-Chilean chemist was freed.")] == ["Switzerland", "Chile"]


def test_places_are_towns_buildings_and_regions_but_no_persons(others: Callable[[str, str], list[str]]) -> None:
    text = "Ana Ferreira flew from Luanda to Gothenburg and slept at the Villa Serena near Kotor Bay."
    assert others(text, "place") == ["Luanda", "Gothenburg", "Villa Serena", "Kotor Bay"]


def test_a_dateline_in_capitals_is_a_place(others: Callable[[str, str], list[str]]) -> None:
    assert others("TBILISI (Wire) - Ministers met for an hour on Monday morning.", "place") == ["TBILISI"]


def test_ministries_and_alliances_are_organisations(others: Callable[[str, str], list[str]]) -> None:
    text = "The foreign ministry thanked NATO; the State Department and the Ministry of Health and Welfare did not."
    assert others(text, "organisation") == [
        "foreign ministry",
        "NATO",
        "State Department",
        "Ministry of Health and Welfare",
    ]


def test_no_form_on_the_list_means_two_states(lexicon: Lexicon) -> None:
    seen: dict[str, str] = {}
    for state, kinds in states(lexicon).items():
        for form in [state, *(f for forms in kinds.values() for f in forms)]:
            assert seen.setdefault(form, state) == state, form


def test_countries_come_in_the_order_of_the_text(parser: Pipeline, lexicon: Lexicon) -> None:
    mentions = find_countries(parser.parse("Mali, Chad and Niger met."), lexicon)
    assert [m.value for m in mentions] == ["Mali", "Chad", "Niger"]
