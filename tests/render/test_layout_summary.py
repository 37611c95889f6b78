from __future__ import annotations

from brief.lexicon import load_lexicon
from brief.render.blocks import Listing
from brief.render.layout import lay_out
from brief.schema import SummarySpec
from tests.render.pages import text, under
from tests.render.visit import BRIEFING
from tests.render.visit_schema import SCHEMA

LEXICON = load_lexicon()


def summary(*templates: str | tuple[str, ...]) -> list[str]:
    schema = SCHEMA.model_copy(update={"summary": tuple(SummarySpec(text=template) for template in templates)})
    found = under(lay_out(BRIEFING, schema, LEXICON), "Bottom line")
    return [text(item) for block in found if isinstance(block, Listing) for item in block.items]


def test_a_summary_line_without_its_values_gives_way_to_its_alternative_or_to_nothing() -> None:
    assert summary(("{principal} sails to {agenda.harbour}.", "{principal} goes."), "{treaties.banner}.") == [
        "Ilse Velde goes."
    ]


def test_a_summary_lists_with_and_a_limit_and_a_condition() -> None:
    assert summary("Raised: {agenda.topic}.") == ["Raised: visas, the rail link and Fishing rights."]
    assert summary("Raised: {agenda.topic, at most 2}.") == ["Raised: visas, the rail link and one more."]
    assert summary("{agenda.topic if priority is not high}.") == ["Visas and the rail link."]
    assert summary("{number of agenda} {topic/topics}.", "{number of treaties} {treaty/treaties}.") == [
        "Three topics.",
        "One treaty.",
    ]


def test_a_placeholder_that_names_nothing_is_told_to_the_author() -> None:
    line = SummarySpec(
        text=("{principal.role} {principal} in {destnation}, {dates}", "{agenda.topics if prio is high} {is/are}"),
    )
    assert line.unknown(SCHEMA) == ("destnation", "agenda.topics if prio is high")
    assert [line.unknown(SCHEMA) for line in SCHEMA.summary] == [("nobody",), (), (), (), ()]
    assert summary("{agenda.topic if prio is high}.") == []


def test_a_person_is_named_in_full_once_and_by_surname_after() -> None:
    assert summary("{principal} comes.", "{principal} goes.") == ["Ilse Velde comes.", "Velde goes."]


def test_of_many_short_lines_those_of_one_section_share_one() -> None:
    topics = [f"Topic {n}: {{agenda.topic, first 1}}." for n in range(3)]
    found = summary("{principal}.", *topics, "{treaties.name}.", "{detainees.name}.", "{people.name, first 1}.")
    assert len(found) == 5
    assert found[1] == "Topic 0: visas. Topic 1: visas. Topic 2: visas."
