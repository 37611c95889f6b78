"""Dates told from other days: holidays, weeks counted, what had happened or been promised by a day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.extract.dates_words import NEEDS, date_words
from tests.extract.dated import LEXICON, pairs

PIECES = (
    *(
        "2019-05-12",
        "12/05/2019",
        "3",
        "12th",
        "2019",
        "2014-2018",
        "3–5",
        "1 and 2",
        "MAY",
        "May",
        "Sept.",
        "June",
    ),
    *("Monday", "FRIDAY", "the", "of", "to", "last", "next", "this", "first", "second", "tenth", "Christmas Day"),
    *("today", "tomorrow", "week", "month", "year", "year-end", "weekend", "days", "two", "ago", "before", "after"),
    *("the same day", "end", "over", "following", "previous", "about", "a", "on", ",", "fortnight", "Thanksgiving"),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on Thanksgiving Day.", ("Thanksgiving Day", "2022-11-24")),
        ("They will meet on Thanksgiving.", ("Thanksgiving", "2023-11-23")),
        ("They met on Labor Day 2019.", ("Labor Day 2019", "2019-09-02")),
    ],
)
def test_a_holiday_of_no_fixed_day_is_counted_in_its_month(text, expected):
    assert pairs(text, date(2023, 6, 15)) == [expected]


def test_a_month_may_hang_on_early_or_late():
    assert pairs("the late-October trip") == [("October", "2023-10")]


def test_a_number_with_thousands_is_no_day():
    assert pairs("At the close on Monday, 13,745 shares had changed hands.") == [("Monday", "2023-11-13")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Forty states had replied by Monday.", "2023-11-13"),
        ("They had bought 48 tons of grain through Monday.", "2023-11-13"),
        ("A judge ordered him held through Monday.", "2023-11-20"),
        ("The envoy, who had met them in May, was told to leave by Monday.", "2023-11-20"),
        ("They had ordered him to leave by Monday.", "2023-11-20"),
        ("They had planned to reply by Monday.", "2023-11-20"),
        ("The truce was extended through Monday.", "2023-11-20"),
        ("They replied that he had until Monday.", "2023-11-20"),
    ],
)
def test_what_had_happened_by_a_day_lies_behind_it(text, expected):
    assert pairs(text, tense="past")[-1] == ("Monday", expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She will fly on Tuesday week.", ("Tuesday week", "2023-11-28")),
        ("Talks begin Friday fortnight.", ("Friday fortnight", "2023-12-01")),
        ("He will be back a week on Monday.", ("a week on Monday", "2023-11-27")),
        ("He was held on the fifth of this month.", ("the fifth of this month", "2023-11-05")),
        ("He was held on the twenty-first of October.", ("the twenty-first of October", "2023-10-21")),
        ("Polls, promised for April, were put off.", ("April", "2024-04")),
    ],
)
def test_days_may_be_counted_in_weeks_and_in_words(text: str, expected: tuple[str, str]):
    assert pairs(text) == [expected]


def test_a_second_weekday_of_one_act_follows_the_first():
    text = "She is due to meet the minister on Thursday and President Tamale on Wednesday, officials said."
    assert pairs(text) == [("Thursday", "2023-11-16"), ("Wednesday", "2023-11-22")]


def test_a_day_later_counts_from_the_day_to_come_and_not_from_the_day_of_saying():
    text = "She will land on Sunday, her office said on Monday. She will meet the mayor in Maun a day later."
    assert pairs(text)[-1] == ("a day later", "2023-11-20")


def test_what_had_been_promised_by_a_day_lies_ahead():
    assert pairs("He had on Monday promised the mayor to clear it by December.", tense="past")[-1] == (
        "December",
        "2023-12",
    )


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map(" ".join))
def test_what_a_rule_needs_stands_in_all_that_it_finds(text):
    words = date_words(LEXICON)
    signs = {name for name, sign in words.signs.items() if sign.search(text)}
    assert [name for name, rule in words.rules.items() if rule.search(text) and not NEEDS[name] <= signs] == []
