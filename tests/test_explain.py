import pytest

from brief.errors import ContentError
from brief.explain import explain
from brief.model import (
    Briefing,
    Dating,
    Layer,
    Passage,
    Record,
    Section,
    SourceDocument,
    Span,
    Status,
    Value,
)

TEXT = "Talks opened. Mr. Dahl, 40, was charged with fraud on Monday.  He denies it.\n\nNothing else."
SOURCE = SourceDocument(
    id="s1",
    path="in/wire.txt",
    format="text",
    text=TEXT,
    digest="0",
    publisher="The Wire",
    published=Dating(value="2031-03-03", method="metadata"),
    passages=(
        Passage(span=Span(start=0, end=TEXT.index("\n")), layer=Layer.BODY),
        Passage(span=Span(start=TEXT.index("Nothing"), end=len(TEXT)), layer=Layer.BODY),
    ),
)


def value(words: str, **more: object) -> Value:
    at = TEXT.index(words)
    return Value(text=words, evidence=(SOURCE.cut(at, at + len(words)),), groups=1, **more)


BRIEFING = Briefing(
    schema_id="visit",
    schema_version="1",
    sources=(SOURCE,),
    sections=(
        Section(
            id="detainees",
            title="Detained",
            records=(
                Record(
                    key="erik-dahl",
                    aliases=("dahl",),
                    groups=1,
                    fields={
                        "charge": (value("fraud", how="{name} was charged with {charge}", rivals=(value("He"),)),),
                        "held_by": (
                            Value(text="Jordan", origin="override", status=Status.EDITED, by="J. Doe", was="Egypt"),
                        ),
                        "acts": (Value(text="act", parts={"day": (value("Monday", normal="2031-03-01"),)}),),
                    },
                ),
            ),
        ),
        Section(id="agenda", title="Agenda"),
    ),
)


def test_a_value_is_shown_with_sentence_source_offsets_pattern_and_rivals():
    assert explain(BRIEFING, "detainees/erik-dahl/charge").splitlines() == [
        "detainees/erik-dahl/charge: fraud",
        "  single-source, 1 independent source",
        "  found by: {name} was charged with {charge}",
        "    s1 in/wire.txt (The Wire, 2031-03-03)",
        "      45:50 Mr. Dahl, 40, was charged with [[fraud]] on Monday.",
        '  instead: "He" (1 independent source)',
        "    s1 in/wire.txt (The Wire, 2031-03-03)",
        "      63:65 [[He]] denies it.",
    ]


def test_an_edited_value_says_by_whom_and_what_the_sources_say():
    assert explain(BRIEFING, "detainees/dahl/held_by").splitlines() == [
        "detainees/erik-dahl/held_by: Jordan",
        "  edited by J. Doe",
        '  the sources say: "Egypt"',
    ]


def test_the_parts_of_a_nested_record_are_shown_below_it():
    assert "  day: Monday (2031-03-01)" in explain(BRIEFING, "detainees/erik-dahl/acts").splitlines()


def test_a_record_and_a_section_can_be_asked_for():
    whole = explain(BRIEFING, "/detainees/erik-dahl/")
    assert whole.startswith("detainees/erik-dahl, spoken of by 1 independent source\n  also addressed as dahl\n")
    assert explain(BRIEFING, "detainees") == "detainees: Detained, 1 record\n  detainees/erik-dahl"


def test_without_its_text_a_source_gives_the_quoted_words_alone():
    bare = BRIEFING.model_copy(update={"sources": (SOURCE.model_copy(update={"text": ""}),)})
    assert "      45:50 [[fraud]]" in explain(bare, "detainees/erik-dahl/charge")


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("detaines", "nothing is called detaines; nearest: detainees"),
        ("detaines/erik-dal", "nothing is called detaines/erik-dal; nearest: detainees/erik-dahl"),
        ("detainees/eric", "nothing is called detainees/eric; nearest: detainees/erik-dahl"),
        ("detainees/erik-dahl/chrge", "nearest: detainees/erik-dahl/charge"),
        ("agenda/grain", "nothing is called agenda/grain; the briefing holds nothing there"),
        ("", "nothing is called that"),
    ],
)
def test_an_unknown_address_is_answered_with_the_nearest(address, says):
    with pytest.raises(ContentError, match=says):
        explain(BRIEFING, address)
