"""Lines of a programme open with a day; their items are acts of that day, and nothing after them is."""

from collections.abc import Callable

import pytest

from brief.extract.lines import Line, LineMatcher, compile_lines
from brief.schema import PatternSpec

Acts = list[tuple[str, str]]


def compiled(form: str) -> Line:
    return compile_lines("x", [PatternSpec(line=form)], {"day": "date", "act": "act", "who": "person"})[0]


@pytest.fixture
def acts(read_article) -> Callable[[str], Acts]:
    def find(text: str) -> Acts:
        matches = LineMatcher(read_article(text)).matches(compiled("{day}: {act}"))
        return [(m.fills["day"][0].normal, text[m.start : m.end]) for m in matches]

    return find


@pytest.mark.parametrize("form", ["{day} {act}", "{act}: {day}", "{day}:", "on {day}: {act}"])
def test_a_line_of_another_form_is_named(form: str) -> None:
    assert compiled(form).problems == ('a line reads "{date}: {activity}", a field of type date first',)


def test_a_line_of_another_form_finds_nothing(read) -> None:
    assert LineMatcher(read("Tuesday: talks at the palace.")).matches(compiled("{act}: {day}")) == []


def test_the_items_of_a_line_are_parted_by_semicolons(acts) -> None:
    assert acts("Thursday 6 March: talks with the king; visit to the port; and dinner at the palace.") == [
        ("2031-03-06", "talks with the king"),
        ("2031-03-06", "visit to the port"),
        ("2031-03-06", "dinner at the palace"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Thursday 6 March, 09:30 hrs: wreath at the tomb.",
        "Thursday 6 March, 9.30 a.m.: wreath at the tomb.",
        "Thursday 6 March – wreath at the tomb.",
    ],
)
def test_a_time_of_day_may_stand_between_the_day_and_its_mark(acts, text: str) -> None:
    assert acts(text) == [("2031-03-06", "wreath at the tomb")]


def test_only_the_first_sentence_of_a_line_is_the_act(acts) -> None:
    assert acts("Thursday 6 March: talks with the king at the palace. The road will be closed to traffic.") == [
        ("2031-03-06", "talks with the king at the palace")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "On Thursday she meets the king: a first for both of them.",
        "The programme: talks with the king on Thursday.",
        "6 March: tea",
    ],
)
def test_a_day_inside_a_sentence_opens_no_line(acts, text: str) -> None:
    assert acts(text) == []


def test_each_paragraph_has_its_own_day(acts) -> None:
    assert acts("Thursday 6 March: talks at the palace.\n\n7 March: visit to the port.") == [
        ("2031-03-06", "talks at the palace"),
        ("2031-03-07", "visit to the port"),
    ]


def test_a_day_on_a_line_of_its_own_heads_the_timed_lines_below_it(acts) -> None:
    text = "Thursday 6 March\n\n0930 hrs – Talks with the mayor\n\n1.15 p.m. Lunch at the port\n\nIt is closed."
    assert acts(text) == [
        ("2031-03-06", "Talks with the mayor"),
        ("2031-03-06", "Lunch at the port"),
    ]


def test_bullets_below_a_day_are_its_items(acts) -> None:
    text = "Day 2 (Friday 7 March):\n\n- Visit to the harbour\n\n- Dinner given by the king"
    assert acts(text) == [("2031-03-07", "Visit to the harbour"), ("2031-03-07", "Dinner given by the king")]


def test_plain_lines_are_items_where_several_days_make_a_programme(acts) -> None:
    assert acts("Thursday 6 March\n\nTalks in Bergen\n\nFriday 7 March\n\nReturn to Lima") == [
        ("2031-03-06", "Talks in Bergen"),
        ("2031-03-07", "Return to Lima"),
    ]


def test_the_day_of_a_release_heads_no_programme(acts) -> None:
    assert acts("6 March 2031\n\nThe minister will visit Bergen on Friday for talks with the mayor.") == []


def test_what_is_marked_as_cancelled_is_no_item(acts) -> None:
    assert acts("6 March: talks at the palace; visit to the port (cancelled)") == [
        ("2031-03-06", "talks at the palace")
    ]
