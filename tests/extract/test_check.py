"""A schema that does not hold what its examples promise is told so, example by example."""

import pytest

from brief.extract.check import ExampleReport, PatternReport, check_schema
from brief.extract.language import Pipeline
from brief.lexicon import Lexicon
from brief.schema import Schema

HELD = {"say": "{name} was [arrested] (in {since})"}


@pytest.fixture
def checked(parser: Pipeline, lexicon: Lexicon):
    def check(
        find: list[dict[str, object]], *examples: dict[str, object]
    ) -> tuple[tuple[PatternReport, ...], tuple[ExampleReport, ...]]:
        section = {
            "id": "held",
            "title": "Held",
            "identity": {"field": "name", "by": "entity"},
            "fields": {"name": {"type": "person"}, "since": {"type": "date"}},
            "find": find,
            "examples": examples,
        }
        sheet = {"id": "x", "version": "1", "title": "X", "words": {"arrested": ["arrest"]}, "sections": [section]}
        return check_schema(Schema.model_validate(sheet), lexicon, parser)

    return check


def test_an_example_that_holds_has_no_fault(checked) -> None:
    _, (report,) = checked([HELD], {"text": "Erik Dahl was arrested in May 2031.", "gives": {"since": "2031-05"}})
    assert report.faults == ()
    assert report.found == (("since", "2031-05"), ("name", "Erik Dahl"))
    assert report.patterns == (HELD["say"],)


def test_an_example_without_what_it_promises_is_named(checked) -> None:
    _, (report,) = checked([HELD], {"text": "Erik Dahl was arrested.", "gives": {"since": "2031-05"}})
    assert (report.section, report.index) == ("held", 0)
    assert report.faults == ("since: '2031-05' is not found; found nothing",)


def test_an_example_with_another_value_says_what_it_found(checked) -> None:
    _, (report,) = checked([HELD], {"text": "Erik Dahl was arrested.", "gives": {"name": ["Erik Dahl", "Nadia"]}})
    assert report.faults == ("name: 'Nadia' is not found; found Erik Dahl",)


def test_an_example_of_nothing_names_the_pattern_that_finds_something(checked) -> None:
    _, reports = checked(
        [HELD],
        {"text": "Erik Dahl was not arrested.", "nothing": True},
        {"text": "Erik Dahl was arrested.", "nothing": True},
    )
    assert reports[0].faults == ()
    assert reports[1].faults == (f"nothing should be found, but \"{HELD['say']}\" finds 'Erik Dahl'",)


def test_every_pattern_is_reported_with_what_it_means(checked) -> None:
    reports, _ = checked([HELD, {"phrase": "the arrest of {name}"}, {"line": "{since}: {name}"}])
    assert [(r.index, r.say, r.means, r.problems) for r in reports] == [
        (0, HELD["say"], "arrest ← patient={name}, prep:in={since}?", ()),
        (1, "the arrest of {name}", "along the surface", ()),
        (2, "{since}: {name}", "lines that open with a date", ()),
    ]


def test_a_pattern_that_can_never_match_says_why(checked) -> None:
    reports, _ = checked([{"phrase": "the {which} of {name}"}, {"line": "{name}: {since}"}])
    assert [r.problems for r in reports] == [
        ("{which} is no field; write {which:type}",),
        ('a line reads "{date}: {activity}", a field of type date first',),
    ]
