"""What the shipped visit schema hears in wordings of many kinds: topics, what stays open, who takes which stand."""

from collections.abc import Callable

import pytest

from brief.extract.engine import Patterns, compile_schema, read_claims
from brief.extract.language import Pipeline
from brief.lexicon import Lexicon
from brief.model import Claim
from brief.schema import Schema
from brief.schema_file import load_schema

VISIT = "President Ana Brandt of Norway visited Lima on Monday for talks with Prime Minister Jonas Weiss."
Values = Callable[..., list[str]]


@pytest.fixture(scope="module")
def visit(lexicon: Lexicon) -> Schema:
    return load_schema("diplomatic-visit", lexicon)


@pytest.fixture(scope="module")
def patterns(visit: Schema, parser: Pipeline, lexicon: Lexicon) -> Patterns:
    return compile_schema(visit, parser, lexicon)


@pytest.fixture(scope="module")
def told(read_article, visit: Schema, patterns: Patterns, lexicon: Lexicon) -> Callable[[str], list[Claim]]:
    """Return a function: what follows the news of a visit in, the claims made of it out."""

    def read(text: str) -> list[Claim]:
        made = read_claims(read_article(f"{VISIT}\n\n{text}"), patterns, visit, lexicon)
        return [c for c in made if c.evidence is not None and c.evidence.start > len(VISIT)]

    return read


@pytest.fixture(scope="module")
def topics(told) -> Values:
    return lambda text: [c.text for c in told(text) if (c.section, c.field) == ("agenda", "topic")]


@pytest.fixture(scope="module")
def questions(told) -> Values:
    return lambda text: [c.text for c in told(text) if (c.section, c.field) == ("open_questions", "question")]


@pytest.fixture(scope="module")
def stands(told) -> Callable[[str], list[tuple[str, str, str]]]:
    """Return a function: a text in, the holder, the stance and the quotation of each position out."""

    def read(text: str) -> list[tuple[str, str, str]]:
        made: dict[str, dict[str, str]] = {}
        for c in told(text):
            if c.section == "positions":
                made.setdefault(c.statement, {})[c.field] = c.text
        whole = [m for m in made.values() if {"holder", "stance"} <= m.keys()]
        return [(m["holder"], m["stance"], m.get("quote", "")) for m in whole]

    return read


# ---- topics


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Also on the table is the war in neighbouring Sudan.", ["war in neighbouring Sudan"]),
        ("The envoys conferred with the host on dam safety and grain.", ["dam safety", "grain"]),
        ("They deliberated on piracy, the tuna quota and the ferry.", ["piracy", "tuna quota", "ferry"]),
        (
            "Talks centred on air links and the repatriation of looted art.",
            ["air links", "repatriation of looted art"],
        ),
        ("Issues related to locusts were among the agenda items.", ["locusts"]),
        ("The focus will be on seed banks.", ["seed banks"]),
        ("Locusts ate up most of the time.", ["locusts"]),
        ("Military exercises will also come under discussion.", ["military exercises"]),
        ("A memorandum on maritime search and rescue will be signed.", ["maritime search and rescue"]),
        ("The two sides stressed the importance of freedom of navigation.", ["freedom of navigation"]),
        (
            "They dealt with illegal, unreported and unregulated fishing.",
            ["illegal, unreported and unregulated fishing"],
        ),
        (
            "They discussed transit through the Rhine and Danube canals.",
            ["transit through the Rhine and Danube canals"],
        ),
        (
            "They discussed the truce between Mali and Niger and the locusts.",
            ["truce between Mali and Niger", "locusts"],
        ),
    ],
)
def test_topics_are_heard_in_many_constructions(topics, text, found) -> None:
    assert list(dict.fromkeys(topics(text))) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Brandt was expected to press Lima on the closure of two crossings.", ["closure of two crossings"]),
        ("The talks then turned to the salmon quota.", ["salmon quota"]),
        ("She will also be raising road safety and tea tariffs.", ["road safety", "tea tariffs"]),
        (
            "Brandt raised the future of the reefs, pilot training and the tin tax.",
            ["future of the reefs", "pilot training", "tin tax"],
        ),
        ("They discussed efforts to end the fighting in Kasai.", ["fighting in Kasai"]),
        (
            "They reviewed relations and ways to enhance them in tourism, fish farming and dance.",
            ["tourism", "fish farming", "dance"],
        ),
        ("They exchanged views on locusts and on the ferry.", ["locusts", "ferry"]),
        ("Weiss sought Norway's backing for the dam.", ["dam"]),
        ("Lima asked Norway to reopen the copper mine.", ["copper mine"]),
        (
            "We have a packed programme: trade, the fight against piracy, and not least the future of the base.",
            ["trade", "fight against piracy", "future of the base"],
        ),
        ("A row over salmon imports clouded the visit.", ["salmon imports"]),
        ("The sides failed to agree on tomato quotas.", ["tomato quotas"]),
        ("They discussed the trade deal with Chile.", ["trade deal with Chile"]),
        ("They discussed fisheries with the minister.", ["fisheries"]),
        ("They discussed this year's harvest.", ["harvest"]),
        ("They discussed recovery from the May 4 floods.", ["recovery from the May 4 floods"]),
        ("They discussed the cost of sending money home.", ["cost of sending money home"]),
        ("They discussed a successor covering port dues.", []),
    ],
)
def test_topics_are_told_in_prose(topics, text, found) -> None:
    assert list(dict.fromkeys(topics(text))) == found


@pytest.mark.parametrize(
    "text",
    [
        "Salmon quotas were not discussed.",
        "Brandt did not raise the tin tax.",
        "Neither side brought up the ferry.",
        "There was no discussion of the dam.",
        "Not on the agenda: the tin tax.",
        "The bank raised interest rates on Friday.",
        "She discussed her childhood with a reporter.",
        "They discussed a decision.",
        "On arrival, she was given bread and salt.",
        "They reviewed the deep-rooted relations between the two countries.",
        "Among the guests were two poets and a banker.",
        "Relations with Lima and Oslo apart, Oslo came up.",
    ],
)
def test_what_was_not_talked_of_is_no_topic(topics, text) -> None:
    assert topics(text) == []


def test_bullets_under_a_heading_are_topics_and_two_in_one_are_one(topics) -> None:
    listed = "The visit ends on Friday.\n\nTOPICS\n\n• tin mining;\n\n• reefs and fish farming;\n\n• visas."
    assert topics(listed) == ["tin mining", "reefs and fish farming", "visas"]


def test_a_list_counted_in_brackets_is_read(topics) -> None:
    found = topics("They discussed the following topics: (1) tin mining; (2) coral reefs; (3) ferry lines.")
    assert set(found) == {"tin mining", "coral reefs", "ferry lines"}


@pytest.mark.parametrize(
    "text",
    [
        "With visas high on the agenda, Brandt brought her consul along.",
        "Visas are likely to dominate the meeting.",
        "At the core of the talks are visas.",
        "The biggest item on her list is visas.",
        "The ferry comes second; Brandt said her priority was visas.",
        "Top of the agenda will be visas.",
        "Visas, a priority for Norway, will be discussed.",
    ],
)
def test_what_is_named_first_is_the_priority(told, text) -> None:
    made = told(text)
    high = {c.statement for c in made if (c.section, c.field, c.normal) == ("agenda", "priority", "high")}
    assert {c.text.casefold() for c in made if c.field == "topic" and c.statement in high} == {"visas"}


def test_of_somebodys_case_the_person_is_the_topic(topics) -> None:
    assert set(topics("They took up the case of Ivo Lind, a jailed painter.")) == {"Ivo Lind"}


def test_a_lettered_list_below_a_colon_is_read(topics) -> None:
    listed = (
        "The Presidents dealt in particular with:\n\na) tuna quotas;\n\nb) the fight against locusts;\n\nc) visas."
    )
    assert set(topics(listed)) == {"tuna quotas", "fight against locusts", "visas"}


def test_what_answers_a_question_about_the_agenda_is_a_topic(topics) -> None:
    found = topics("What is on the table? Gas. Fishing rights and visas. The talks begin at noon.")
    assert found == ["gas", "fishing rights", "visas"]


@pytest.mark.parametrize(
    "text",
    [
        "They will raise the quota for tuna by a tenth.",
        "Brandt is to address lawmakers and tour the Callao refinery.",
        'The ship is not for sale, "but we can talk about a loan".',
        "Three things were discussed.",
        "Not on the menu: the tuna quota.",
    ],
)
def test_what_is_no_topic_is_not_made_one(topics, text) -> None:
    assert topics(text) == []


# ---- what stays open


@pytest.mark.parametrize(
    "text",
    [
        "The ministry has not said who will pay for the dam.",
        "No one in Lima would say how long the talks would last.",
        "It was not announced whether Lima would hand him over.",
        "The office made no comment.",
        "Whether the ships will come is another matter.",
        "The opposition wants to know who drew up the list.",
        "A decision on the licence is to be taken in June.",
        "Norway's request is still with the attorney general.",
        "The dates will be settled through diplomatic channels.",
        "A court will decide in May whether to extend the ban.",
        "The text of the accord was not made public.",
        "Lima has not yet granted the vessel a licence.",
        "Which firm will build the port remains open.",
        "The tribunal is to rule on Monday.",
        "They are still haggling over the price of tin.",
        "Your guess is as good as mine, an aide said of the venue.",
        "Lima says a swap was offered; Oslo insists it was not.",
        "No hearing date has been set.",
        "The matter is sub judice.",
        "Not even her lawyer knows when the trial will begin.",
        "The joint statement says nothing of the kind.",
        "The army's account differs from that of the villagers.",
    ],
)
def test_what_nobody_answers_stays_open(questions, text) -> None:
    assert {q.casefold() for q in questions(text)} == {text.casefold()}


def test_an_evasion_in_an_interview_is_told_by_its_question(questions) -> None:
    asked = "QUESTION: Will Norway sell the frigates?\n\nMOE: I have nothing to tell you on that."
    assert questions(asked) == ["Will Norway sell the frigates?"]


def test_a_question_too_short_to_be_understood_brings_the_one_before(questions) -> None:
    asked = "Q: Will she go to Cusco?\n\nMOE: Not this time.\n\nQ: Why not?\n\nMOE: I can't go into that here."
    assert questions(asked) == ["Will she go to Cusco?\n\nMOE: Not this time.\n\nQ: Why not?".replace("\n\n", " ")]


@pytest.mark.parametrize("text", ["Nothing was signed.", "He makes no promises.", "We are not a waiting room."])
def test_a_plain_negation_leaves_nothing_open(questions, text) -> None:
    assert questions(text) == []


# ---- stands


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Brandt said the ban was unjust.", [("Brandt", "said the ban was unjust", "")]),
        ("Weiss said Peru would never lease it.", [("Weiss", "said Peru would never lease it", "")]),
        ("Norway wants Peru to lift the ban.", [("Norway", "wants Peru to lift the ban", "")]),
        ('Weiss called the quota "a bad joke".', [("Weiss", 'called the quota "a bad joke"', "a bad joke")]),
        (
            "Norway's ambassador to Peru, Lars Moe, said the ban was unjust.",
            [("Lars Moe", "said the ban was unjust", "")],
        ),
    ],
)
def test_who_takes_which_stand(stands, text, found) -> None:
    assert list(dict.fromkeys(stands(text))) == found  # one may be found in two ways


@pytest.mark.parametrize(
    "text",
    [
        "The mission said its plane landed at noon.",
        "Weiss's office said the two met for an hour.",
        "Brandt called on the Archbishop on Tuesday.",
    ],
)
def test_what_only_tells_what_happened_is_no_stand(stands, text) -> None:
    assert stands(text) == []


def test_a_quotation_stays_with_the_verb_that_leads_to_it(stands) -> None:
    text = (
        'Weiss said that patience was "not a renewable resource" and demanded a date for the return of the boats.'
    )
    found = {stance: quote for _, stance, quote in stands(text)}
    assert found["demanded a date for the return of the boats"] == ""


def test_a_transcript_gives_the_stands_of_who_answers(stands) -> None:
    text = "BRANDT: We cannot accept that clause. The text was sent in March.\n\nQUESTION: Do you want a date?"
    text += "\n\nWEISS: Peru wants a fair deal."
    said = [(holder, stance) for holder, stance, _ in stands(text)]
    assert ("BRANDT", "We cannot accept that clause.") in said
    assert ("WEISS", "Peru wants a fair deal.") in said
    assert not any("March" in stance or "date" in stance for _, stance in said)


def test_a_bare_title_is_the_one_who_was_the_subject_before(told) -> None:
    text = "Trade Minister Olga Roth was received by Foreign Minister Ivo Lind. "
    text += '"We shall not pay twice," the minister said.'
    holders = {c.entity for c in told(text) if (c.section, c.field) == ("positions", "holder")}
    roth = {c.entity for c in told(text) if c.section == "@entities" and c.text == "Olga Roth"}
    assert holders == roth


def test_a_name_and_a_colon_hold_a_quotation(stands) -> None:
    assert [h for h, *_ in stands('Brandt in Lima: "We need a date by June."')] == ["Brandt in Lima"]
