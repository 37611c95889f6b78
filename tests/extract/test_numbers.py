"""Numbers are read with their bounds and their value; dates, money, shares and measures are no counts."""

import pytest

from brief.extract.slots import SlotFiller


@pytest.fixture
def counted(read, lexicon):
    def numbers(text: str) -> list[tuple[str, str]]:
        reading = read(text)
        slots = SlotFiller(reading, lexicon)
        found = {(f.start, f.end): f for t in reading.tokens for f in slots.number(t)}
        return [(text[f.start : f.end], f.normal) for f in found.values()]

    return numbers


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The quake killed 34 people.", "34", "34"),
        ("At least 1,200 people were hurt.", "At least 1,200", "1200"),
        ("Forty-one villagers are missing.", "Forty-one", "41"),
        ("Some 1.2 million people fled.", "Some 1.2 million", "1200000"),
        ("More than two dozen boats sank.", "More than two dozen", "24"),
        ("A dozen miners were trapped.", "A dozen", "12"),
        ("Two hundred thousand people fled.", "Two hundred thousand", "200000"),
        ("Up to 40 buses were lost.", "Up to 40", "40"),
        ("They found 30 or more bodies.", "30 or more", "30"),
        ("About 3 lakh people were moved.", "About 3 lakh", "300000"),
    ],
)
def test_a_number_keeps_its_bound_and_has_its_value(counted, text, words, value):
    assert counted(text) == [(words, value)]


@pytest.mark.parametrize(
    "text",
    [
        "Hundreds of people were killed.",
        "Between 30-40 people were killed.",
        "Turnout was 61 percent.",
        "Winds reached 180 km per hour.",
        "The dam cost $340 million.",
        "It happened on 4 May 2031.",
        "The 34-year-old was found.",
        "It lasted 20 minutes.",
    ],
)
def test_what_counts_no_things_is_no_number(counted, text):
    assert counted(text) == []


def test_an_amount_is_money_a_share_or_a_measure(read, lexicon):
    reading = read("Norway pledged 10 million dollars and 40 boats.")
    slots = SlotFiller(reading, lexicon)
    text = reading.source.text
    assert {text[f.start : f.end] for t in reading.tokens for f in slots.amount(t)} == {"10 million dollars"}


@pytest.fixture
def lasting(read, lexicon):
    def durations(text: str) -> list[tuple[str, str]]:
        reading = read(text)
        slots = SlotFiller(reading, lexicon)
        found = {f.end: f for t in reversed(reading.tokens) for f in slots.duration(t)}  # the longest to each end
        return [(text[f.start : f.end], f.normal) for f in found.values()]

    return durations


@pytest.mark.parametrize(
    ("text", "words", "minutes"),
    [
        ("The talks lasted an hour.", "an hour", "60"),
        ("The talks lasted more than an hour.", "more than an hour", "60"),
        ("They spoke for about 50 minutes.", "about 50 minutes", "50"),
        ("It was a 90-minute call.", "90-minute", "90"),
        ("They met for two and a half hours.", "two and a half hours", "150"),
        ("They met for an hour and a half.", "an hour and a half", "90"),
        ("They met for an hour and ten minutes.", "an hour and ten minutes", "70"),
        ("The call took half an hour.", "half an hour", "30"),
        ("She stayed three days.", "three days", "4320"),
    ],
)
def test_a_duration_keeps_its_bound_and_counts_in_minutes(lasting, text, words, minutes):
    assert lasting(text) == [(words, minutes)]


@pytest.mark.parametrize("text", ["They met for hours.", "Two ministers came on the day.", "It is the 21st hour."])
def test_what_names_no_length_is_no_duration(lasting, text):
    assert lasting(text) == []
