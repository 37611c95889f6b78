"""Days with timed, bulleted or short lines below them are a programme, and stay in the text."""

import pytest

from brief.collect.cues import compile_cues
from brief.collect.programmes import programme
from brief.lexicon import Lexicon


@pytest.fixture(scope="module")
def lines(lexicon: Lexicon):
    cues = compile_cues(lexicon)
    return lambda *texts: sorted(programme(texts, cues))


def test_a_day_and_its_timed_lines_are_a_programme(lines) -> None:
    assert lines(
        "Press release", "Monday", "0930 hrs – Talks with the mayor", "1300 Lunch", "The visit ends well."
    ) == [1, 2]


def test_two_days_with_short_lines_are_a_programme(lines) -> None:
    assert lines("Sunday, 4 May", "Arrival in Quito", "Monday, 5 May", "Talks at the palace") == [0, 1, 2, 3]


def test_a_day_above_prose_is_none(lines) -> None:
    assert lines("4 May 2031", "The minister will visit Quito on Monday and meet the mayor.") == []


def test_a_time_of_publication_is_none(lines) -> None:
    assert lines("4 May 2031", "22:15 GMT", "Minister in Quito") == []
