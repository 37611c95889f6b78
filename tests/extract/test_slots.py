"""A slot takes what fits its type and nothing else: persons by role, topics cut, capitals as states."""

from collections.abc import Callable

import pytest

from brief.extract.frames import Fill
from brief.extract.slots import SlotFiller
from brief.lexicon import Lexicon

Slot = Callable[..., list[Fill]]


@pytest.fixture
def slot(read, lexicon: Lexicon) -> Slot:
    """Return a function: a type, a text and the word that stands in the slot's place in; the candidates out."""

    def fill(kind: str, text: str, word: str) -> list[Fill]:
        reading = read(text)
        head = next(t.i for t in reading.tokens if t.text == word)
        return SlotFiller(reading, lexicon).fill(kind, [head])

    return fill


@pytest.fixture
def person(read, lexicon: Lexicon) -> Callable[[str, str], list[str]]:
    """Return a function: a text and the word that stands in the slot's place in; the names of the persons out."""

    def fill(text: str, word: str) -> list[str]:
        reading = read(text)
        head = next(t.i for t in reading.tokens if t.text == word)
        found = SlotFiller(reading, lexicon).fill("person", [head])
        return [reading.persons[f.entity].name for f in found]

    return fill


def words(text: str, fills: list[Fill]) -> list[str]:
    return [text[f.start : f.end] for f in fills]


# ---- people


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The engineer, Erik Dahl, was tried.", "engineer"),
        ("They tried Erik Dahl, an engineer.", "Dahl"),
        ("They met the envoy, Erik Dahl, in Oslo.", "envoy"),
        ("They welcomed Norwegian Prime Minister Erik Dahl.", "Minister"),
    ],
)
def test_a_person_is_found_by_name_apposition_and_role(person, text: str, word: str) -> None:
    assert person(text, word) == ["Erik Dahl"]


def test_a_noun_without_a_name_is_no_person(slot) -> None:
    assert slot("person", "The engineer was tried.", "engineer") == []


@pytest.mark.parametrize(
    ("text", "word", "who"),
    [
        ("The guest will lay a wreath.", "guest", "@principal"),
        ("The two leaders will lay a wreath.", "leaders", "@principal @counterpart"),
        ("Both presidents will lay a wreath.", "presidents", "@principal @counterpart"),
    ],
)
def test_whom_a_part_stands_for_is_left_to_all_sources(slot, text: str, word: str, who: str) -> None:
    assert [f.entity for f in slot("person", text, word)] == [who]


@pytest.mark.parametrize(
    ("text", "word"), [("A guest laid a wreath.", "guest"), ("Leaders laid a wreath.", "Leaders")]
)
def test_any_guest_is_not_the_visitor(slot, text: str, word: str) -> None:
    assert slot("person", text, word) == []


# ---- who speaks


@pytest.mark.parametrize(
    ("text", "word", "holder"),
    [
        (
            "A senior official at the foreign ministry declined to comment.",
            "official",
            "senior official at the foreign",
        ),
        ("Jordan declined to comment.", "Jordan", "Jordan"),
        ("The ministry declined to comment.", "ministry", "ministry"),
        ("Erik Dahl declined to comment.", "Dahl", "Erik Dahl"),
    ],
)
def test_a_holder_is_a_person_a_country_or_a_noun_that_speaks(slot, text: str, word: str, holder: str) -> None:
    assert [w.startswith(holder) for w in words(text, slot("actor", text, word))] == [True]


@pytest.mark.parametrize(("text", "word"), [("The bridge collapsed.", "bridge"), ("It rained.", "It")])
def test_what_does_not_speak_is_no_holder(slot, text: str, word: str) -> None:
    assert slot("actor", text, word) == []


def test_a_holder_ends_before_the_mark_of_another_thought(slot) -> None:
    text = "Flood toll rises: minister promises help."
    assert words(text, slot("actor", text, "minister")) == ["minister"]


# ---- countries and places


@pytest.mark.parametrize(
    ("text", "word", "country"),
    [
        ("Jordan signed.", "Jordan", "Jordan"),
        ("Jordanian officials signed.", "officials", "Jordan"),
        ("He was arrested in Amman.", "Amman", "Jordan"),
        ("He was arrested in Rjukan.", "Rjukan", ""),
    ],
)
def test_a_country_is_told_by_name_demonym_and_capital(slot, text: str, word: str, country: str) -> None:
    assert [f.normal for f in slot("country", text, word)] == ([country] if country else [])


def test_a_town_of_a_resort_is_the_place(slot) -> None:
    text = "They met in the resort of Aqaba."
    assert words(text, slot("place", text, "resort")) == ["Aqaba"]


def test_a_demonym_is_no_place(slot) -> None:
    assert slot("place", "They met the Jordanians.", "Jordanians") == []


# ---- topics


@pytest.mark.parametrize(
    ("text", "word", "topics"),
    [
        ("They discussed fisheries.", "fisheries", ["fisheries"]),
        ("They discussed issues of trade.", "issues", ["trade"]),
        ("They discussed the situation in Sudan.", "situation", ["situation in Sudan"]),
        ("They discussed fisheries with the minister.", "fisheries", ["fisheries"]),
        ("They discussed bilateral trade.", "trade", ["trade"]),
        ("They discussed fisheries, visas and grain.", "fisheries", ["fisheries", "visas", "grain"]),
    ],
)
def test_a_topic_is_cut_to_what_it_is_about(slot, text: str, word: str, topics: list[str]) -> None:
    assert words(text, slot("topic", text, word)) == topics


def test_a_long_topic_loses_its_last_parts(slot) -> None:
    text = (
        "They discussed the rules for the passage of small boats through the strait of the northern sea in winter."
    )
    assert words(text, slot("topic", text, "rules")) == ["rules for the passage of small boats through the strait"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("They discussed Erik Dahl.", "Dahl"),
        ("They discussed Tuesday.", "Tuesday"),
        ("They discussed the meeting.", "meeting"),
        ("They discussed a range of issues.", "range"),
    ],
)
def test_people_days_and_hollow_words_are_no_topic(slot, text: str, word: str) -> None:
    assert slot("topic", text, word) == []


def test_a_country_as_a_topic_is_told_by_its_name(slot) -> None:
    assert [(f.normal, f.kind) for f in slot("topic", "They discussed Sudan.", "Sudan")] == [("Sudan", "country")]


# ---- listed things, organisations, numbers


def test_it_is_the_thing_last_named_in_the_passage(slot) -> None:
    text = "Peru signed the Nairobi Accord. Chile left it."
    assert [f.entity for f in slot("entry", text, "it")] == ["Nairobi Accord"]


def test_a_person_is_no_organisation(slot) -> None:
    assert slot("organisation", "Erik Dahl signed.", "Dahl") == []


def test_a_number_is_its_value(slot) -> None:
    assert [f.normal for f in slot("number", "Two dozen people died.", "dozen")] == ["24"]


def test_a_phrase_leaves_its_relative_clause_out(slot) -> None:
    text = "They signed a letter of intent that nobody read."
    assert words(text, slot("phrase", text, "letter")) == ["letter of intent"]


def test_an_unknown_type_is_read_as_a_phrase(slot) -> None:
    text = "They signed a letter of intent."
    assert words(text, slot("act", text, "letter")) == ["letter of intent"]
