"""Markings of portions and of the whole."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from brief.lexicon import load_lexicon
from brief.model import Header
from brief.render.blocks import Document, Heading, Listing
from brief.render.layout import lay_out
from brief.render.layout_marks import Marks
from tests.render.pages import table, text, texts
from tests.render.visit import BRIEFING
from tests.render.visit_schema import SCHEMA

ORDER = ("UNCLASSIFIED", "RESTRICTED", "SECRET")


def page(marks: Mapping[str, str], marking: str = "", order: tuple[str, ...] = ORDER) -> Document:
    briefing = BRIEFING.model_copy(update={"header": Header(marking=marking, marks=marks)})
    return lay_out(briefing, SCHEMA.model_copy(update={"markings": order}), load_lexicon())


def test_the_file_bears_the_highest_marking_of_its_portions() -> None:
    assert page({"agenda": "RESTRICTED", "detainees/jonas-hale": "SECRET"}, "UNCLASSIFIED").marking == "SECRET"
    assert page({"agenda": "RESTRICTED"}, "SECRET").marking == "SECRET"
    assert page({"agenda": "RESTRICTED"}).marking == "RESTRICTED"
    assert page({}).marking == "UNMARKED"


@pytest.mark.parametrize(
    ("marks", "highest"),
    [
        (["SECRET", "UNCLASSIFIED"], "SECRET"),
        (["secret//eyes only", "RESTRICTED"], "secret//eyes only"),
        (["SECRET", "COSMIC"], "COSMIC"),
        ([], ""),
    ],
)
def test_caveats_rank_with_their_marking_and_unknown_markings_above_all(marks: list[str], highest: str) -> None:
    assert Marks({}, ORDER).highest(marks) == highest


def test_a_schema_without_an_order_takes_the_usual_one() -> None:
    assert page({"agenda": "TOP SECRET", "people": "CONFIDENTIAL"}, "RESTRICTED", order=()).marking == "TOP SECRET"


def test_a_portion_bears_its_marking_before_its_text() -> None:
    found = page({"agenda": "RESTRICTED", "detainees/jonas-hale": "SECRET", "people/oren-kask/role": "SECRET"})
    titles = [block.text for block in found.blocks if isinstance(block, Heading)]
    assert "(RESTRICTED) Agenda" in titles
    assert "Tab A: Detained nationals" in titles
    assert table(found, "Tab A: Detained nationals")[1][0] == "(SECRET) Jonas Hale"
    assert table(found, "Participants")[2][:2] == ["Oren Kask", "(SECRET) President"]
    assert any(line.startswith("(SECRET) detainees/jonas-hale/name") for line in texts(found))


def test_a_line_made_of_marked_portions_bears_the_highest_of_them() -> None:
    found = page({"agenda": "RESTRICTED", "detainees/jonas-hale/charge": "SECRET"})
    bottom = next(block for block in found.blocks if isinstance(block, Listing))
    assert [text(item).split(" ")[0] for item in bottom.items] == ["Foreign", "(RESTRICTED)", "(SECRET)", "Not"]
