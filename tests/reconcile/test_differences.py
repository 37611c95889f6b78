"""Where sources put one thing differently without contradicting each other, and of what kind that is."""

import pytest

from brief.model import Claim, Evidence, Value
from brief.reconcile.differences import differences, framings
from brief.reconcile.evidence import Quotations
from brief.reconcile.statements import Said
from brief.reconcile.support import Support
from brief.reconcile.wording import Wording
from brief.schema import FieldSpec


@pytest.fixture
def differing(lexicon):
    def told(kind: str, *said: tuple[str, str], group: str = "", **spec: object) -> list[tuple[str, list[str]]]:
        claims = [
            Claim(
                source=f"s{n}",
                section="x",
                statement=f"s{n}:1",
                field="f",
                text=text,
                normal=normal,
                evidence=Evidence(source=f"s{n}", start=0, end=len(text), text=text),
            )
            for n, (text, normal) in enumerate(said)
        ]
        voices = [Said(claim, group or claim.source) for claim in claims]
        support = Support(Wording(lexicon), Quotations({f"s{n}": n for n in range(len(said))}))
        found = differences(support, "x/y/f", voices, FieldSpec(type=kind, **spec))
        return [(conflict.kind, [side.text for side in conflict.sides]) for conflict in found]

    return told


def test_an_hour_and_more_than_an_hour_differ_in_precision(differing):
    said = ("an hour", "60"), ("more than an hour", "60")
    assert differing("duration", *said) == [("precision", ["an hour", "more than an hour"])]
    assert differing("duration", ("more than an hour", "60"), ("90 minutes", "90")) == [
        ("precision", ["90 minutes", "more than an hour"])
    ]


def test_two_figures_are_no_matter_of_precision(differing):
    assert differing("duration", ("50 minutes", "50"), ("more than two hours", "120")) == []
    assert differing("number", ("at least 34", "34"), ("36", "36")) == []


def test_a_month_and_a_day_of_it_differ_in_precision(differing):
    said = ("in January", "2031-01"), ("on 3 January", "2031-01-03"), ("3 January", "2031-01-03")
    assert differing("date", *said) == [("precision", ["2031-01-03", "2031-01"])]


def test_one_voice_does_not_differ_from_itself(differing):
    assert differing("date", ("January", "2031-01"), ("3 January", "2031-01-03"), group="g1") == []
    assert differing("duration", ("an hour", "60"), ("over an hour", "60"), group="g1") == []


def test_what_the_schema_does_not_compare_does_not_differ(differing):
    assert differing("date", ("January", "2031-01"), ("3 January", "2031-01-03"), compare=False) == []


def act(source: str, action: str, day: str = "2031-03-04", party: str = "Chad") -> Value:
    quoted = (Evidence(source=source, start=0, end=1, text="x"),)
    parts = {"party": party, "action": action, "date": day}
    return Value(
        text=action,
        parts={name: (Value(text=text, normal="", evidence=quoted),) for name, text in parts.items() if text},
    )


ACTS = FieldSpec(
    type="record",
    many=True,
    parts={"party": FieldSpec(type="party"), "action": FieldSpec(type="phrase"), "date": FieldSpec(type="date")},
)


def test_one_act_of_one_day_under_two_names_is_a_matter_of_framing():
    (found,) = framings("treaties/pact/actions", [act("s1", "suspended"), act("s2", "withdrew")], ACTS)
    assert (found.kind, [side.text for side in found.sides]) == ("framing", ["suspended", "withdrew"])


def test_acts_that_one_source_tells_together_are_two_acts():
    assert list(framings("a", [act("s1", "suspended"), act("s1", "withdrew")], ACTS)) == []


def test_acts_of_other_parties_or_days_or_of_no_day_are_two_acts():
    assert list(framings("a", [act("s1", "signed"), act("s2", "ratified", party="Mali")], ACTS)) == []
    assert list(framings("a", [act("s1", "signed"), act("s2", "ratified", day="2031-06-01")], ACTS)) == []
    assert list(framings("a", [act("s1", "signed", day=""), act("s2", "left", day="")], ACTS)) == []
