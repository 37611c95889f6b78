"""The markings of portions in the file of a person's edits."""

import pytest
from people import applied

from brief import yamlfile
from brief.errors import ContentError
from brief.model import Briefing, Record, Section
from brief.overrides import Overrides
from brief.overrides_file import read_sheet
from tests.render.visit_schema import SCHEMA

ORDERED = SCHEMA.model_copy(update={"markings": ("RESTRICTED", "SECRET")})


def read(text: str) -> Overrides:
    return read_sheet(yamlfile.parse(text, "visit.yaml"), ORDERED)


def test_markings_of_portions_come_into_the_header() -> None:
    overrides = read("marks:\n  agenda: RESTRICTED\n  detainees/j-hale/charge: SECRET\n")
    hale = Section(id="detainees", title="Detained", records=(Record(key="j-hale", fields={}),))
    found = Briefing(schema_id="small-visit", schema_version="1", sections=(hale,))
    briefing = applied(overrides, found, ORDERED)
    assert briefing.header.marks == {"agenda": "RESTRICTED", "detainees/j-hale/charge": "SECRET"}


@pytest.mark.parametrize(
    ("text", "place", "mend"),
    [
        ("marks: {agenda: SECRT}", "visit.yaml:1:17", "SECRET"),
        ("marks:\n  agend: SECRET", "visit.yaml:2:3", "agenda"),
        ("marks: {agenda/a/b/c: SECRET}", "visit.yaml:1:9", "section/record"),
    ],
)
def test_a_marking_or_address_that_is_not_known_is_a_fault_at_its_place(text: str, place: str, mend: str) -> None:
    with pytest.raises(ContentError) as caught:
        read(text)
    assert place in str(caught.value)
    assert mend in str(caught.value)
