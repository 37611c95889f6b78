from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.errors import ContentError
from brief.lexicon import Lexicon, load_lexicon
from brief.render.wording import Wording, capital, closed, humanised, quoted, shortened, tidy

WORDING = Wording(load_lexicon())


@pytest.mark.parametrize(
    ("iso", "told"),
    [
        ("2019-05-14", "14 May 2019"),
        ("2019-02", "Feb 2019"),
        ("2021", "2021"),
        ("2019-05-13/2019-05-14", "13–14 May 2019"),
        ("2019-13-01", "2019"),
        ("last spring ,", "last spring"),
    ],
)
def test_dates_have_one_form(iso: str, told: str) -> None:
    assert WORDING.date(iso) == told


def test_a_weekday_stands_before_a_day_and_only_there() -> None:
    assert WORDING.date("2019-05-14", weekday=True) == "Tue 14 May 2019"
    assert WORDING.date("2019-05", weekday=True) == "May 2019"
    assert WORDING.date("2019-02-31", weekday=True) == "31 Feb 2019"


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        (["2019-05-14", "2019-05-13", "2019-05-13"], "13–14 May 2019"),
        (["2019-04-30", "2019-05-02"], "30 Apr – 2 May 2019"),
        (["2019-12-30", "2020-01-02"], "30 Dec 2019 – 2 Jan 2020"),
        (["2019-05", "2019-05-13"], "13 May 2019"),
        (["2019-02", "2019-04"], "Feb–Apr 2019"),
        (["2014", "2016"], "2014–2016"),
        (["soon"], ""),
        ([], ""),
    ],
)
def test_ranges_share_what_they_have_in_common(dates: list[str], told: str) -> None:
    assert WORDING.span(dates) == told


def test_lists_end_in_and() -> None:
    assert WORDING.join([]) == ""
    assert WORDING.join(["a"]) == "a"
    assert WORDING.join(["a", "b"]) == "a and b"
    assert WORDING.join(["a", "b", "c"]) == "a, b and c"
    assert WORDING.join(["a, the first", "b"]) == "a, the first; b"
    assert WORDING.join(["a", "b"], "or") == "a or b"


@pytest.mark.parametrize(
    ("sources", "groups", "told"),
    [
        (1, 1, "1 source"),
        (3, 3, "3 independent sources"),
        (3, 2, "3 sources, 2 independent"),
        (2, 1, "2 sources, one voice"),
    ],
)
def test_corroboration_counts_voices(sources: int, groups: int, told: str) -> None:
    assert WORDING.corroboration(sources, groups) == told


def test_small_numbers_are_words() -> None:
    assert [WORDING.number(n) for n in (0, 2, 12, 13)] == ["no", "two", "twelve", "13"]


def test_keys_become_words() -> None:
    assert humanised("held_since") == "Held since"
    assert humanised("paul-doe") == "Paul doe"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("fraud", "Fraud"),
        ("“so be it”", "“so be it”"),
        ("iPhone makers", "iPhone makers"),
        ("élan", "Élan"),
        ("2021", "2021"),
        ("", ""),
        ("ße", "ße"),
    ],
)
def test_a_capital_is_raised_where_it_can_be(text: str, told: str) -> None:
    assert capital(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("  awaiting\n trial ,", "awaiting trial"),
        ("– a lost cause;", "a lost cause"),
        ("talks , he said", "talks, he said"),
        ("fine,; so", "fine, so"),
        ("(founder of a fund", "founder of a fund"),
        ("We will go,” he said", "“We will go,” he said"),
        ("it is “a lost", "it is “a lost”"),
        ('We will go," he said', '"We will go," he said'),
        ("the sailors’", "the sailors’"),
        ("(in brackets)", "in brackets"),
        ("New START (2010)", "New START (2010)"),
        ("...", "..."),
        ("at 0.5 per cent", "at 0.5 per cent"),
    ],
)
def test_a_value_is_tidied_at_its_ends(text: str, told: str) -> None:
    assert tidy(text) == told


@given(st.text(max_size=30))
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once or len(tidy(once)) <= len(once) + 1
    assert bool(once) == bool(text.split())


def test_long_text_is_cut_at_sense() -> None:
    text = "they spoke about fish, about trains and ships, about nothing else at all that day"
    assert shortened(text, 12) == "they spoke about fish, about trains and ships …"
    assert shortened("one two three four five", 3) == "one two three …"
    assert shortened("one two", 3) == "one two"


def test_a_quotation_has_one_pair_of_double_marks() -> None:
    assert quoted("yes") == "“yes”"
    assert quoted('"yes"') == "“yes”"
    assert quoted("“No,” he said, “never.”") == "“‘No,’ he said, ‘never.’”"
    assert quoted('He said "no" twice') == "“He said ‘no’ twice”"
    assert quoted("one two three four", 2) == "“one two …”"


def test_a_sentence_is_closed_once() -> None:
    assert closed("So it is") == "So it is."
    assert closed("Is it?") == "Is it?"
    assert closed("“It is.”") == "“It is.”"
    assert closed("and so on …") == "and so on …"
    assert closed("") == ""


def test_a_word_that_is_missing_is_named_with_its_file() -> None:
    with pytest.raises(ContentError, match=r"wording.yaml: nothing is said at 'watch'"):
        Wording(Lexicon({"wording": {}})).say("watch")


def test_filling_in_is_not_filled_again() -> None:
    assert WORDING.say("title", subject="{version} of {subject}") == "Briefing: {version} of {subject}"


def test_no_phrase_has_a_brace_left_open_or_stray_space() -> None:
    def phrases(node: object) -> list[str]:
        if isinstance(node, dict):
            return [phrase for value in node.values() for phrase in phrases(value)]
        if isinstance(node, list):
            return [phrase for value in node for phrase in phrases(value)]
        return [str(node)]

    for phrase in phrases(load_lexicon().node("wording")):
        assert phrase.count("{") == phrase.count("}")
        assert not re.search(r"  |\s[,.;:]", phrase)
