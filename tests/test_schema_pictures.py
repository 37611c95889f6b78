"""A schema's pictures: the short form in YAML, and what is wrong with one at its place."""

from __future__ import annotations

import pytest

from brief import yamlfile
from brief.errors import ContentError
from brief.lexicon import load_lexicon
from brief.schema import Schema
from brief.schema_file import check_sheet, list_schemas, load_schema

SCHEMA = """id: small
version: "1"
title: Small
sections:
  - id: timeline
    title: Timeline
    identity: {field: event, by: text}
    fields: {event: clause, date: date, kind: {type: choice, of: [talks, vote]}}
    find: ["{event}"]
    layout: {picture: PICTURE}
"""


def schema(picture: str) -> Schema:
    return check_sheet(yamlfile.parse(SCHEMA.replace("PICTURE", picture), "small.yaml"), load_lexicon())


def test_a_picture_names_the_records_it_draws_and_may_offer_several_wordings() -> None:
    made = schema('{as: timeline, from: [{section: timeline, date: date, text: ["{event} ({kind})", "{event}"]}]}')
    picture = made.sections[0].layout.picture
    assert picture is not None
    assert picture.draws[0].texts == ("{event} ({kind})", "{event}")
    assert picture.at == "section"


@pytest.mark.parametrize(
    ("picture", "told"),
    [
        ('{as: pie, from: [{section: timeline, text: "{event}"}]}', '"as" cannot be "pie"'),
        ('{as: matrix, from: [{section: timelin, text: "{event}"}]}', 'did you mean "timeline"'),
        ('{as: matrix, from: [{section: timeline, text: "{evnt}"}]}', 'unknown field "evnt"; did you mean "event"'),
        ('{as: timeline, from: [{section: timeline, text: "{event}"}]}', 'unknown field ""'),
        ('{as: timeline, from: [{section: timeline, date: day, text: "{event}"}]}', 'unknown field "day"'),
        (
            '{as: timeline, parts: [A], from: [{section: timeline, date: date, text: "{event}"}]}',
            "a timeline here has 2 parts; name 2, or leave them out",
        ),
        (
            '{as: matrix, parts: [A], from: [{section: timeline, text: "x"}]}',
            "a matrix here has 0 parts; leave them",
        ),
        (
            '{as: matrix, from: [{section: timeline, where: {kind: [war]}, text: "{event}"}]}',
            'unknown choice of "kind" "war"',
        ),
        ("{as: matrix}", '"from" is missing'),
    ],
)
def test_what_is_wrong_with_a_picture_is_said_at_its_place(picture: str, told: str) -> None:
    with pytest.raises(ContentError) as caught:
        schema(picture)
    assert "small.yaml:10:" in str(caught.value)
    assert told in str(caught.value)


def test_every_shipped_schema_draws_a_timeline_and_a_matrix() -> None:
    for name in list_schemas():
        drawn = [s.layout.picture for s in load_schema(name, load_lexicon()).sections if s.layout.picture]
        assert {picture.form for picture in drawn} == {"timeline", "matrix"}, name
