"""What makes a briefing a memorandum: the paragraphs that people write, who answers for it, by what authority."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from brief.lexicon import Lexicon
from brief.model import Header
from brief.render.blocks import Document, Facts, Heading
from brief.render.layout import lay_out
from tests.render.pages import texts, under
from tests.render.visit import BRIEFING
from tests.render.visit_schema import SCHEMA

STUBS = ("purpose", "recommendation", "objectives", "talking_points")


def page(lexicon: Lexicon, written: Mapping[str, str] | None = None, **header: str) -> Document:
    briefing = BRIEFING.model_copy(update={"header": Header(texts=written or {}, **header)})
    return lay_out(briefing, SCHEMA.model_copy(update={"stubs": STUBS}), lexicon)


def rows(document: Document, title: str) -> dict[str, str]:
    facts = next(block for block in under(document, title) if isinstance(block, Facts))
    return {label: "".join(run.text for run in line) for label, line in facts.pairs}


def test_what_nobody_wrote_is_a_stub_and_never_made_up(lexicon: Lexicon) -> None:
    assert texts(page(lexicon)).count("To be written by the drafter.") == 2
    assert "Talking points: to be written by the drafter." in texts(page(lexicon, {"objectives": "Quotas."}))


def test_what_a_person_wrote_stands_in_its_part_paragraph_by_paragraph(lexicon: Lexicon) -> None:
    made = page(lexicon, {"talking_points": "Thank him.\n\nAsk about the nets.", "purpose": "To agree on quotas."})
    told = [text for text in texts(made) if "Thank" in text or "nets" in text]
    assert told == ["Talking points: Thank him.", "Ask about the nets."]
    titles = [block.text for block in made.blocks if isinstance(block, Heading)]
    assert titles.index("Agenda") < titles.index("Objectives and talking points") < titles.index("Watch")


def test_a_recommendation_makes_it_a_memorandum_for_decision(lexicon: Lexicon) -> None:
    made = page(lexicon, {"recommendation": "That you sign."})
    assert rows(made, made.title)["For"] == "decision"
    assert "Approve ________ · Disapprove ________ · Discuss ________" in texts(made)
    assert "For" not in rows(page(lexicon), page(lexicon).title)


def test_who_drafted_approved_and_cleared_it_is_named_or_left_to_be_filled(lexicon: Lexicon) -> None:
    made = page(lexicon, {"approved": "C. Dahl", "distribution": "Minister; Desk"}, drafted="A. Berg")
    assert (
        "Drafted by: A. Berg · Approved by: C. Dahl · Cleared with: to be filled · Distribution: Minister; Desk · "
        "Attached: Tab A to Tab J"
    ) in texts(made)


@pytest.mark.parametrize(
    ("marking", "asked"), [("", False), ("UNCLASSIFIED", False), ("OFFICIAL", False), ("SECRET//REL NOR", True)]
)
def test_a_classified_marking_asks_for_its_authority(lexicon: Lexicon, marking: str, asked: bool) -> None:  # noqa: FBT001 - a case
    (closing,) = (line for line in texts(page(lexicon, marking=marking)) if line.startswith("Drafted by"))
    assert ("Classified by: to be filled · Derived from: to be filled · Declassify on: " in closing) is asked


def test_who_it_goes_through_stands_below_from_and_a_text_of_ones_own_with_the_purpose(lexicon: Lexicon) -> None:
    made = page(lexicon, {"through": "The Secretary-General", "context": "After the storm."})
    assert list(rows(made, made.title))[:3] == ["To", "From", "Through"]
    assert "Context: After the storm." in texts(made)
