"""Numbers of several voices: what is one figure, what another, and what a bound leaves open."""

import pytest

from brief.model import Claim
from brief.reconcile.figures import numbers
from brief.reconcile.statements import Said
from brief.reconcile.wording import Wording


@pytest.fixture
def told(lexicon):
    def figures(*said: tuple[str, str]) -> list[tuple[str, int]]:
        claims = [
            Claim(source=f"s{n}", section="x", statement=f"s{n}:1", field="number", text=text, normal=value)
            for n, (text, value) in enumerate(said)
        ]
        voices = [Said(claim, claim.source) for claim in claims]
        return [(variant.text, len(variant.groups)) for variant in numbers(voices, Wording(lexicon).bounds)]

    return figures


def test_equal_numbers_are_one_figure_in_the_words_that_claim_least(told):
    assert told(("34", "34"), ("At least 34", "34")) == [("At least 34", 2)]


def test_different_numbers_are_two_figures(told):
    assert told(("38", "38"), ("41", "41"), ("38", "38")) == [("38", 2), ("41", 1)]


def test_a_round_bound_agrees_with_a_figure_up_to_the_next_round_one(told):
    assert told(("more than 30", "30"), ("34", "34")) == [("34", 2)]
    assert told(("more than 30", "30"), ("52", "52")) == [("52", 1), ("more than 30", 1)]
    assert told(("nearly 1,300", "1300"), ("1,274", "1274")) == [("1,274", 2)]
    assert told(("about 1,200", "1200"), ("1,163", "1163")) == [("1,163", 2)]


def test_a_precise_bound_agrees_with_no_other_figure(told):
    assert len(told(("at least 34", "34"), ("36", "36"))) == 2


def test_a_bound_between_two_figures_supports_neither(told):
    assert len(told(("more than 30", "30"), ("33", "33"), ("36", "36"))) == 3


def test_no_more_than_is_no_more_than(told):
    assert told(("no more than 40", "40"), ("36", "36")) == [("36", 2)]
