"""The small schema to which tests of edits hold: people, with a field of each type. And edits put in or refused."""

from brief.model import Briefing
from brief.overrides import Overrides
from brief.overrides_apply import review_overrides
from brief.schema import FieldSpec, IdentitySpec, LayoutSpec, Schema, SectionSpec

SCHEMA = Schema(
    id="visit",
    version="1",
    title="Visit",
    sections=(
        SectionSpec(
            id="people",
            title="People",
            identity=IdentitySpec(field="name", by="entity"),
            fields={
                "name": FieldSpec(type="person"),
                "role": FieldSpec(type="phrase"),
                "age": FieldSpec(type="phrase"),
                "born": FieldSpec(type="date"),
                "held": FieldSpec(type="choice", of=("in_custody", "free")),
                "also": FieldSpec(type="phrase", many=True, attribute="forms"),
                "acts": FieldSpec(type="record", many=True, parts={"act": FieldSpec(type="phrase")}),
            },
            layout=LayoutSpec(words={"free": "at large"}),
        ),
    ),
)


def applied(overrides: Overrides, found: Briefing, schema: Schema = SCHEMA) -> Briefing:
    """Return the briefing with every edit in it. Raise ContentError when one meets nothing."""
    outcome = review_overrides(overrides, found, schema)
    outcome.check()
    return outcome.briefing
