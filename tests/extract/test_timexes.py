"""Time expressions in the letters of TimeML: what is no date of a calendar, and dates said in its way."""

from datetime import date

import pytest

from brief.extract.timexes import find_timexes
from brief.lexicon import load_lexicon

LEXICON = load_lexicon()
WEDNESDAY = date(2023, 11, 15)


def timexes(text: str, tense: str = "past") -> list[tuple[str, str, str]]:
    found = find_timexes(text, [(0, len(text))], WEDNESDAY, lambda _: tense, LEXICON)
    return [(text[t.start : t.end], t.type, t.value) for t in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The truce held for three days.", ("three days", "DURATION", "P3D")),
        ("They sat for nearly twenty-four hours.", ("nearly twenty-four hours", "DURATION", "PT24H")),
        ("It took two-and-a-half years.", ("two-and-a-half years", "DURATION", "P2Y6M")),
        ("They waited half an hour.", ("half an hour", "DURATION", "PT30M")),
        ("It ruled for three decades.", ("three decades", "DURATION", "P30Y")),
        ("Over the past five years it grew.", ("the past five years", "DURATION", "P5Y")),
        ("They fought for several weeks.", ("several weeks", "DURATION", "PXW")),
        ("They meet every Monday.", ("every Monday", "SET", "XXXX-WXX-1")),
        ("The council sits every two years.", ("every two years", "SET", "P2Y")),
        ("They meet once a week.", ("a week", "SET", "P1W")),
        ("They met last week.", ("last week", "DATE", "2023-W45")),
        ("They met over the weekend.", ("the weekend", "DATE", "2023-W45-WE")),
        ("Exports fell in the third quarter.", ("the third quarter", "DATE", "2023-Q3")),
        ("They met last summer.", ("last summer", "DATE", "2023-SU")),
        ("It was built in the late 1970s.", ("the late 1970s", "DATE", "197")),
        ("A church of the 18th century.", ("the 18th century", "DATE", "17")),
        ("He recently resigned.", ("recently", "DATE", "PAST_REF")),
        ("They left on Monday morning.", ("Monday morning", "TIME", "2023-11-13TMO")),
        ("He spoke at 8 p.m. GMT on Tuesday.", ("8 p.m. GMT on Tuesday", "TIME", "2023-11-14T20:00")),
        ("They met late last year.", ("late last year", "DATE", "2022")),
        ("They met almost two years ago.", ("almost two years ago", "DATE", "2021")),
    ],
)
def test_an_expression_is_found_whole_and_valued(text: str, expected: tuple[str, str, str]):
    assert timexes(text) == [expected]


@pytest.mark.parametrize(
    "text",
    ["The 34-year-old left.", "Three-quarters of them left.", "A score of 3.45 won.", "As soon as they left"],
)
def test_ages_shares_and_scores_are_no_time(text: str):
    assert timexes(text) == []


def test_the_two_ends_of_a_range_are_two_dates():
    assert timexes("It fell in 2014-2017.") == [("2014", "DATE", "2014"), ("2017", "DATE", "2017")]
    days = [("Aug. 26", "DATE", "2023-08-26"), ("Oct. 20", "DATE", "2023-10-20")]
    assert timexes("They sat from Aug. 26 to Oct. 20.") == days


def test_a_year_earlier_after_a_quarter_is_that_quarter():
    text = "Sales rose in the third quarter from a year earlier."
    assert timexes(text)[-1] == ("a year earlier", "DATE", "2022-Q3")
