"""Lines of a programme open with a day; their items are acts of that day, and nothing after them is."""

from collections.abc import Callable

import pytest

from brief.extract.lines import Line, LineMatcher, compile_lines
from brief.schema import PatternSpec

Acts = list[tuple[str, str]]


def compiled(form: str) -> Line:
    types = {"day": "date", "act": "act", "who": "person", "where": "place"}
    return compile_lines("x", [PatternSpec(line=form)], types)[0]


@pytest.fixture
def acts(read_article, lexicon) -> Callable[[str], Acts]:
    def find(text: str) -> Acts:
        matches = LineMatcher(read_article(text), lexicon).matches(compiled("{day}: {act}"))
        return [(m.fills["day"][0].normal, text[m.start : m.end]) for m in matches]

    return find


@pytest.fixture
def places(read_article, lexicon) -> Callable[[str], Acts]:
    def find(text: str) -> Acts:
        matches = LineMatcher(read_article(text), lexicon).matches(compiled("{day}: {act}"))
        where = [m.fills.get("where", [])[:1] for m in matches]
        return [
            (text[m.start : m.end], text[w[0].start : w[0].end] if w else "")
            for m, w in zip(matches, where, strict=True)
        ]

    return find


@pytest.mark.parametrize("form", ["{day} {act}", "{act}: {day}", "{day}:", "on {day}: {act}"])
def test_a_line_of_another_form_is_named(form: str) -> None:
    assert compiled(form).problems == ('a line reads "{date}: {activity}", a field of type date first',)


def test_a_line_of_another_form_finds_nothing(read, lexicon) -> None:
    assert LineMatcher(read("Tuesday: talks at the palace."), lexicon).matches(compiled("{act}: {day}")) == []


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


def test_a_remark_in_brackets_is_no_part_of_an_item(acts) -> None:
    assert acts("6 March: press conference (open to media; two questions each); talks with the king (tbc)") == [
        ("2031-03-06", "press conference")
    ]


def test_a_weekday_may_stand_behind_the_day(acts) -> None:
    assert acts("6 March, Thursday\n\n- Visit to the harbour") == [("2031-03-06", "Visit to the harbour")]


def test_the_foot_of_a_programme_is_no_item(acts) -> None:
    text = "Thursday 6 March\n\n10.00 Talks with the king\n\nSigning of a treaty\n\n8 p.m. Dinner\n\n"
    text += "Friday 7 March\n\n9.00 Departure\n\nRegistration for the press conference closes soon\n\nEditor: Ana"
    assert [act for _, act in acts(text)] == [
        "Talks with the king",
        "Signing of a treaty",
        "Dinner",
        "Departure",
    ]


def test_what_follows_the_bullets_of_a_programme_is_none_of_it(acts) -> None:
    assert acts("Thursday 6 March\n\n- Dinner given by the king\n\nTopics\n\n- trade with the islands") == [
        ("2031-03-06", "Dinner given by the king")
    ]


def test_a_town_beside_the_day_is_where_its_items_happen(places) -> None:
    text = "Thursday 6 March – Bergen\n\n10.00 Talks with the mayor, Town Hall\n\n17.00 Departure for Lima"
    assert places(text) == [("Talks with the mayor, Town Hall", "Bergen"), ("Departure for Lima", "Lima")]


@pytest.mark.parametrize(
    ("item", "where"),
    [
        ("Talks with the Speaker, Ana Lind, Aldermoor House", "Aldermoor House"),
        ("Call on the Speaker, Ana Lind", ""),
        ("Lecture, University of Aldermoor", "University of Aldermoor"),
        ("Dinner with Ana Lind, head of the port authority", ""),
        ("Talks with Ana Lind, minister of defence of Norway", ""),
        ("Dinner, residence of Ambassador Ana Lind", "residence of Ambassador Ana Lind"),
        ("Lecture at Aldermoor University", "Aldermoor University"),
    ],
)
def test_a_building_behind_an_item_is_its_place(places, item: str, where: str) -> None:
    assert places(f"Thursday 6 March\n\n10.00 {item}") == [(item, where)]


def test_what_follows_a_journey_happens_at_its_end(places) -> None:
    text = "Thursday 6 March\n\n8.00 Flight to Bergen\n\n9.30 Tour of the yard\n\n8 p.m. Departure\n\n9 p.m. Dinner"
    assert [where for _, where in places(text)] == ["Bergen", "Bergen", "", ""]


def test_only_the_first_sentence_of_a_longer_item_is_told(acts) -> None:
    text = "Thursday 6 March\n\n10.00 Talks with the king, Town Hall. Subjects: fish; oil. He will smile."
    assert acts(text) == [("2031-03-06", "Talks with the king, Town Hall")]


def test_what_is_to_be_confirmed_is_no_item(acts) -> None:
    assert acts("Thursday 6 March\n\n10.00 Call on the king - TO BE CONFIRMED\n\n11.00 Lunch") == [
        ("2031-03-06", "Lunch")
    ]
