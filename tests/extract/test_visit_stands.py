"""The shipped schema of a visit reads stands with their holders, conditions and quotations, and dated events."""

from collections import defaultdict
from collections.abc import Callable

import pytest

from brief.extract.engine import Patterns, compile_schema, read_claims
from brief.extract.language import Pipeline
from brief.lexicon import Lexicon
from brief.schema import Schema
from brief.schema_file import load_schema

DAY = "2031-03-05"  # a Wednesday
Told = list[dict[str, str]]
Find = Callable[[str, str], Told]


@pytest.fixture(scope="module")
def schema(lexicon: Lexicon) -> Schema:
    return load_schema("diplomatic-visit", lexicon)


@pytest.fixture(scope="module")
def patterns(schema: Schema, parser: Pipeline, lexicon: Lexicon) -> Patterns:
    return compile_schema(schema, parser, lexicon)


@pytest.fixture
def told(read_article, schema: Schema, patterns: Patterns, lexicon: Lexicon) -> Find:
    """Return a function: a section and a text in, its complete statements out, the words of each field."""

    def find(section: str, text: str) -> Told:
        reading = read_article(text, anchor=DAY)
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for claim in read_claims(reading, patterns, schema, lexicon):
            if claim.section == section:
                found[claim.statement].setdefault(claim.field, claim.text)
        needed = {"positions": "holder", "timeline": "event"}[section]
        return [fields for fields in found.values() if needed in fields]

    return find


def stands(told: Find, text: str) -> set[tuple[str, str]]:
    return {(s["holder"], s["stance"]) for s in told("positions", text) if "stance" in s}


@pytest.mark.parametrize(
    ("text", "holder", "stance"),
    [
        (
            "Energy Minister Ana Lind threatened to leave the pact unless Peru lowers its tariffs.",
            "Ana Lind",
            "threatened to leave the pact unless Peru lowers its tariffs",
        ),
        (
            "Trade Minister Juan Prado said that the pact “would be the end of our farms”.",
            "Juan Prado",
            "said that the pact “would be the end of our farms”",
        ),
        (
            "Kenya wants the ships to leave by some other road than the canal, Foreign Minister Ana Lind said.",
            "Ana Lind",
            "Kenya wants the ships to leave by some other road than the canal",
        ),
        ("Foreign Minister Ana Lind will ask for a pardon.", "Ana Lind", "will ask for a pardon"),
        (
            "It is still unsigned, with Kenya insisting that Peru first open its market.",
            "Kenya",
            "insisting that Peru first open its market",
        ),
        (
            "Peru, said Foreign Minister Ana Lind, will not recognise the junta.",
            "Ana Lind",
            "Peru, said Foreign Minister Ana Lind, will not recognise the junta",
        ),
        (
            "Minister Ana Lind praised the role Kenya is playing in the Horn, and promised that Peru would pay.",
            "Ana Lind",
            "promised that Peru would pay",
        ),
        ("Kenya would rather have two more years.", "Kenya", "would rather have two more years"),
    ],
)
def test_a_stand_is_told_with_its_holder_and_its_conditions(told: Find, text: str, holder: str, stance: str):
    found = [(h, s) for h, s in stands(told, text) if s == stance]
    assert [h.endswith(holder) for h, _ in found] == [True] * len(found)
    assert found


@pytest.mark.parametrize(
    "text",
    [
        "Prosecutors accuse the sailor Omar Diaz of carrying cocaine.",
        "Officials said the pact must not be changed.",
        "Minister Ana Lind refused to say whether the pact would be signed.",
        "Minister Ana Lind asked not to be named in the report.",
        "Minister Ana Lind said she would meet the president and visit the port.",
        "The road that Kenya wants for its lorries is closed.",
        "Omar Diaz, wanted in Kenya in an old bribery case, was seen in Lima.",
        "“We do not comment on closed talks,” Minister Ana Lind said.",
        "Minister Ana Lind asked the guest to convey her greetings to the king.",
    ],
)
def test_what_takes_no_stand_makes_no_position(told: Find, text: str):
    assert stands(told, text) == set()


def test_what_stands_before_a_semicolon_belongs_to_somebody_else(told: Find):
    found = stands(told, "Kenya wants fewer foreign trawlers there; Minister Ana Lind denies there are any at all.")
    assert ("Kenya", "wants fewer foreign trawlers there") in found
    assert not [h for h, s in found if "Lind" in h and "trawlers" in s]


def test_the_official_is_the_one_named_last_and_never_several(told: Find):
    text = (
        "A senior trade official met Kenyan officials in Lima. “We will not pay for a bridge that nobody crosses,” "
        "the official said."
    )
    assert [h for h, s in stands(told, text) if "bridge" in s] == ["senior trade official"]


def test_speakers_of_a_transcript_may_be_named_on_lines_of_their_own(told: Find):
    text = (
        "Press conference of Foreign Minister Ana Lind and Trade Minister Omar Diaz\n\nMinister Lind:\n\n"
        "We want the ships home. I thank you all.\n\nQuestion (Radio Sur):\n\nWill there be a law?\n\n"
        "Minister Lind:\n\nThere is no such plan."
    )
    said = {s["stance"] for s in told("positions", text)}
    assert {"We want the ships home.", "There is no such plan."} <= said


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Omar Diaz was held in the port in May 2030 and charged with smuggling in June 2030.",
            "Omar Diaz was held in the port in May 2030 and charged with smuggling in June 2030",
        ),
        (
            "They spoke of the accord on the Mara river, which entered into force on 3 May 2029.",
            "the accord on the Mara river, which entered into force on 3 May 2029",
        ),
        (
            "The mate was released in August 2030 after paying a fine.",
            "The mate was released in August 2030 after paying a fine",
        ),
    ],
)
def test_an_event_is_told_so_that_it_can_be_read_by_itself(told: Find, text: str, event: str):
    assert event in {s["event"] for s in told("timeline", text)}


@pytest.mark.parametrize(
    "text",
    [
        "Minister Ana Lind was in Lima last week.",
        "Did the ships cross the line in May 2030?",
        "Trade between the two came to $3 billion in 2030.",
        "I met her once, in 2027.",
    ],
)
def test_weeks_questions_and_figures_are_no_events(told: Find, text: str):
    assert told("timeline", text) == []


def test_a_span_of_years_is_told_once(told: Find):
    assert len(told("timeline", "The two neighbours fought a border war from 1998 to 2000.")) == 1
