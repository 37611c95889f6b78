"""Dates in English news: found, resolved against an anchor, and never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.extract.dates import find_dates_in
from tests.extract.dated import LEXICON, WEDNESDAY, dates, pairs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Updated 14:46, 12-May-2019", ("12-May-2019", "2019-05-12")),
        ("2019-05-13 06:22:58 GMT", ("2019-05-13", "2019-05-13")),
        ("posted 2019/05/13", ("2019/05/13", "2019-05-13")),
        ("Dated 22/02/2024.", ("22/02/2024", "2024-02-22")),
        ("Dated 02/22/2024.", ("02/22/2024", "2024-02-22")),
        ("am 13.05.2019 in Bonn", ("13.05.2019", "2019-05-13")),
        ("on May 13, 2019, in Oslo", ("May 13, 2019", "2019-05-13")),
        ("on 13 May 2019", ("13 May 2019", "2019-05-13")),
        ("on the 13th of May, 2019", ("the 13th of May, 2019", "2019-05-13")),
        ("on Monday, 13 May 2019", ("Monday, 13 May 2019", "2019-05-13")),
        ("on Sept. 11, 2001", ("Sept. 11, 2001", "2001-09-11")),
        ("QUITO, MAY 13 2019 —", ("MAY 13 2019", "2019-05-13")),
        ("in May 2019", ("May 2019", "2019-05")),
        ("in 2013 it fell", ("2013", "2013")),
        ("the law of 2019", ("2019", "2019")),
        ("since 2005", ("2005", "2005")),
        ("late 2018", ("2018", "2018")),
        ("in mid-2017", ("2017", "2017")),
        ("Resolution 1929 (2010)", ("2010", "2010")),
        ("on the first Monday of November 2020", ("the first Monday of November 2020", "2020-11-02")),
        ("on New Year's Eve 2018", ("New Year's Eve 2018", "2018-12-31")),
        ("from 13 to 15 May 2018", ("13 to 15 May 2018", "2018-05-13/2018-05-15")),
        ("May 30 – June 2, 2018", ("May 30 – June 2, 2018", "2018-05-30/2018-06-02")),
        ("30 December to 2 January 2018", ("30 December to 2 January 2018", "2017-12-30/2018-01-02")),
        ("in 2014-2018", ("2014-2018", "2014/2018")),
        ("in 2016-17", ("2016-17", "2016/2017")),
    ],
)
def test_what_states_its_year_needs_no_anchor(text, expected):
    assert pairs(text, None) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "on Monday",
        "on May 13",
        "yesterday",
        "in February",
        "two days ago",
        "a day earlier",
        "last year",
        "the 15th.",
    ],
)
def test_without_an_anchor_nothing_is_guessed(text):
    assert pairs(text, None) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The king left on Friday.", ("Friday", "2023-11-10")),
        ("The king will leave on Friday.", ("Friday", "2023-11-17")),
        ("On Friday, the king will fly to Rabat.", ("Friday", "2023-11-17")),
        ("The king is to leave late on Friday.", ("Friday", "2023-11-17")),
        ("The king landed on Wednesday.", ("Wednesday", "2023-11-15")),
        ("The king will land on Wednesday.", ("Wednesday", "2023-11-15")),
        ("He will resign, the palace announced Tuesday.", ("Tuesday", "2023-11-14")),
        ("They met last Wednesday.", ("last Wednesday", "2023-11-08")),
        ("They meet next Wednesday.", ("next Wednesday", "2023-11-22")),
        ("They met this past Sunday.", ("this past Sunday", "2023-11-12")),
        ("Talks open this Friday.", ("this Friday", "2023-11-17")),
        ("Detained since Friday, he said.", ("Friday", "2023-11-10")),
        ("He has until Monday to answer.", ("Monday", "2023-11-20")),
        ("They met on Friday last week.", ("Friday last week", "2023-11-10")),
        ("Monday's session was closed.", ("Monday", "2023-11-13")),
        ("A letter was signed by the two men late on Friday evening.", ("Friday", "2023-11-10")),
        ("She will leave for Lima on Friday 24, with aides.", ("Friday 24", "2023-11-24")),
        ("It opens Monday the 20th.", ("Monday the 20th", "2023-11-20")),
    ],
)
def test_a_weekday_looks_back_in_news_and_ahead_in_previews(text, expected):
    assert pairs(text) == [expected]


def test_the_parse_decides_a_weekday_where_there_is_one():
    assert pairs("Talks on Friday", tense="past") == [("Friday", "2023-11-10")]
    assert pairs("Talks on Friday", tense="future") == [("Friday", "2023-11-17")]
    assert pairs("Talks on Friday", tense="present") == [("Friday", "2023-11-17")]


def test_the_second_of_two_weekdays_follows_the_first():
    text = "He will be in Accra next Monday and Tuesday."
    assert pairs(text) == [("next Monday", "2023-11-20"), ("Tuesday", "2023-11-21")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on November 2.", ("November 2", "2023-11-02")),
        ("They will meet on 28 November.", ("28 November", "2023-11-28")),
        ("He was born on 3 December.", ("3 December", "2023-12-03")),
        ("He was arrested on 20 December.", ("20 December", "2022-12-20")),
        ("He will be tried on 3 February.", ("3 February", "2024-02-03")),
        ("Arrested in February, she denies it.", ("February", "2023-02")),
        ("Elections will be held in February.", ("February", "2024-02")),
        ("It lapses by December unless renewed.", ("December", "2023-12")),
        ("He has been held since December.", ("December", "2022-12")),
        ("the first talks since a December summit", ("December", "2022-12")),
        ("by the end of November", ("November", "2023-11")),
        ("last October", ("last October", "2023-10")),
        ("He was shot last December 23.", ("last December 23", "2022-12-23")),
        ("He was shot last October 23.", ("last October 23", "2023-10-23")),
        ("They planned to leave on Friday.", ("Friday", "2023-11-17")),
        ("last November", ("last November", "2022-11")),
        ("next March", ("next March", "2024-03")),
        ("in June last year", ("June last year", "2022-06")),
        ("February last year", ("February last year", "2022-02")),
        ("in May of this year", ("May of this year", "2023-05")),
        ("It was signed on New Year's Eve.", ("New Year's Eve", "2022-12-31")),
        ("on the last Friday of October", ("the last Friday of October", "2023-10-27")),
        ("on Thursday, Nov. 16", ("Thursday, Nov. 16", "2023-11-16")),
        ("on Friday, 16 September", ("Friday, 16 September", "2022-09-16")),
        ("will be in Seoul on 20-21 November", ("20-21 November", "2023-11-20/2023-11-21")),
        ("He will stay from November 29 to December 2.", ("November 29 to December 2", "2023-11-29/2023-12-02")),
    ],
)
def test_an_open_year_comes_from_anchor_and_tense(text, expected):
    assert pairs(text) == [expected]


def test_a_meeting_that_was_moved_has_two_days():
    text = "The talks were moved from November 29 to December 2."
    assert pairs(text) == [("November 29", "2023-11-29"), ("December 2", "2023-12-02")]


def test_each_day_of_a_list_is_found():
    assert pairs("on November 13 and 14") == [("November 13", "2023-11-13"), ("14", "2023-11-14")]
    assert pairs("on 13, 14 and 16 November") == [
        ("13", "2023-11-13"),
        ("14", "2023-11-14"),
        ("16 November", "2023-11-16"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He arrived yesterday.", ("yesterday", "2023-11-14")),
        ("Today, he leaves.", ("Today", "2023-11-15")),
        ("She speaks tomorrow.", ("tomorrow", "2023-11-16")),
        ("A dinner is held tonight.", ("tonight", "2023-11-15")),
        ("It fell earlier this week.", ("this week", "2023-11-13/2023-11-19")),
        ("It fell last week.", ("last week", "2023-11-06/2023-11-12")),
        ("It opens next month.", ("next month", "2023-12")),
        ("It rose last year.", ("last year", "2022")),
        ("by the end of the year", ("the end of the year", "2023")),
        ("It closes by year-end.", ("year-end", "2023")),
        ("by the end of this year", ("this year", "2023")),
        ("Shells fell over the weekend.", ("the weekend", "2023-11-11/2023-11-12")),
        ("two days ago", ("two days ago", "2023-11-13")),
        ("three weeks ago", ("three weeks ago", "2023-10-23/2023-10-29")),
        ("four months ago", ("four months ago", "2023-07")),
        ("20 years ago", ("20 years ago", "2003")),
        ("nearly 20 years ago", ("20 years ago", "2003")),
    ],
)
def test_what_is_told_from_today_keeps_its_precision(text, expected):
    assert pairs(text) == [expected]


def test_a_day_earlier_counts_from_the_day_told_before():
    text = "The envoy arrived on November 3. A day earlier the border had closed."
    assert pairs(text)[1] == ("A day earlier", "2023-11-02")
    assert pairs("The day before, the border had closed.") == [("The day before", "2023-11-14")]
    assert pairs("They left on Monday and came back the next day.")[1] == ("the next day", "2023-11-14")


def test_a_day_earlier_is_left_open_when_several_days_could_be_meant():
    text = "They signed on November 9.\nTalks with others were held on November 3.\nThe day before, it had rained."
    assert [value for _, value in pairs(text)] == ["2023-11-09", "2023-11-03"]


def test_a_weekday_without_a_verb_is_the_one_told_before():
    text = "The king will visit Accra next Monday and Tuesday.\nMonday: talks, followed by lunch\nTuesday: tour"
    assert [value for _, value in pairs(text)] == ["2023-11-20", "2023-11-21", "2023-11-20", "2023-11-21"]


def test_the_same_day_is_the_one_told_before():
    text = "The envoy arrived on November 3. The same day rebels struck."
    assert pairs(text)[1] == ("The same day", "2023-11-03")
    assert pairs("The same day rebels struck.") == []


def test_the_same_day_is_no_day_of_long_ago_in_another_paragraph():
    assert pairs("Ties date from November 3, 1971.\nThe same day she met the king.")[1:] == []
    assert pairs("Ties date from November 3, 1971. The same day he left.")[1] == ("The same day", "1971-11-03")


def test_a_lone_ordinal_belongs_to_the_month_under_way():
    text = "The court sat on October 3. It will rule on the 25th, officials said."
    assert pairs(text)[1] == ("the 25th", "2023-10-25")
    assert pairs("It will rule on the 25th of next month.") == [("the 25th of next month", "2023-12-25")]


@pytest.mark.parametrize(
    "text",
    [
        "He told Fox News Sunday that",
        "the Bloody Sunday inquiry",
        "the Sunday Times reported",
        "Sunday Igboho fled",
        "Mr Friday Ani spoke",
        "Good Friday prayers",
        "May I ask?",
        "It may rain.",
        "Theresa May said",
        "Prime Minister May arrived",
        "They march on.",
        "the Women's March on Washington",
        "June Smith said",
        "the 61-year-old, 61 kg",
        "Resolution 2231",
        "Resolution 1929 demands",
        "under Article 1505",
        "2,700 men",
        "2000 troops",
        "in 1500 villages",
        "some 1990 tonnes",
        "at 1900 GMT",
        "$2019 each",
        "in the 1980s",
        "for 20 months",
        "in the last two years",
        "over the past year",
        "the 15th century",
        "on the 15th floor",
        "USA Today said",
        "a day before the vote",
        "the day before his visit",
        "a year earlier than planned",
        "the second round",
        "a year-old deal",
        "the September 11 attacks",
        "31 February",
        "They meet each Thursday and every July.",
        "Flights leave on Monday and Tuesday nights.",
        "call 2019-2020-11 or 1.2.3",
        "13:45 and 3.5.1",
    ],
)
def test_a_number_or_a_name_is_no_date(text):
    assert pairs(text) == []


def test_a_modifier_is_marked_so_that_callers_may_pass_it_over():
    found = dates("France may scrap a 1968 accord and the 2015 nuclear deal after a July summit.")
    assert [(d.value, d.method) for d in found] == [
        ("1968", "modifier"),
        ("2015", "modifier"),
        ("2023-07", "modifier"),
    ]


def test_a_doubtful_month_needs_a_cue():
    assert pairs("Talks were held in March. In March 20 people died.") == [
        ("March", "2023-03"),
        ("March", "2023-03"),
    ]
    assert pairs("A deal signed by May, at the end of May and in mid-May.")[-1] == ("May", "2023-05")
    assert pairs("Theresa May left. A deal signed by May fell.") == []


def test_one_american_date_turns_the_others():
    assert pairs("From 03/04/2019 to 03/22/2019") == [("03/04/2019", "2019-03-04"), ("03/22/2019", "2019-03-22")]


def test_precision_words_stay_outside():
    assert pairs("late on Tuesday") == [("Tuesday", "2023-11-14")]
    assert pairs("in early October") == [("October", "2023-10")]
    assert pairs("Monday night") == [("Monday", "2023-11-13")]
    assert pairs("Sunday (November 12)") == [("November 12", "2023-11-12")]


def test_context_is_carried_over_ranges_and_furniture_between_them_is_not():
    text = "He came on November 3.\nCopyright May 1, 2020\nThe same day he left."
    first, last = text.index("\n"), text.rindex("\n")
    found = find_dates_in(text, [(0, first), (last, len(text))], WEDNESDAY, lambda _: "", LEXICON)
    assert [d.value for d in found] == ["2023-11-03", "2023-11-03"]


WORDS = st.lists(
    st.sampled_from(
        [
            *[
                "on",
                "May",
                "13",
                ",",
                "2019",
                "Monday",
                "next",
                "last",
                "the",
                "15th",
                "of",
                "and",
                "-",
                "a",
                "two",
                "days",
                "ago",
                "earlier",
                "June",
                "last",
                "year",
                "31",
            ],
            *[
                "end",
                "2,700",
                "14-15",
                "Tuesday's",
                "said",
                "will",
                "by",
                "since",
                "“",
                "”",
                "(",
                ")",
                "22/02/2024",
                "1999",
                "weekend",
            ],
            "\n",
            " \n\n",
        ]
    ),
    max_size=25,
).map(" ".join)


@given(st.one_of(WORDS, st.text(max_size=80)), st.dates(), st.sampled_from(["", "past", "future", "present"]))
def test_spans_stand_inside_the_text_in_order_and_twice_the_same(text, anchor, tense):
    found = dates(text, anchor, tense)
    assert found == dates(text, anchor, tense)
    places = [place for d in found for place in (d.start, d.end)]
    assert places == sorted(places)
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip() == text[one.start : one.end]
        if one.granularity == "day":
            assert date.fromisoformat(one.value)
        assert len(one.value) in {4, 7, 10}
        assert (one.granularity == "range") == bool(one.end_value)
        assert not one.end_value or one.value < one.end_value


@given(WORDS)
def test_without_an_anchor_every_value_has_its_year_in_the_text(text):
    for one in dates(text, None):
        assert one.value[:4] in text or one.value[2:4] in text or one.method == "relative"
