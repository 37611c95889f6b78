"""Voice, order and subordination come out the same; what has not happened is not told as done."""

import pytest

from brief.extract.clauses import Clause, find_clauses
from brief.lexicon import Lexicon
from brief.model import Mood


@pytest.fixture
def clause(read, lexicon: Lexicon):
    def find(text: str, predicate: str) -> tuple[Clause, dict[str, list[str]]]:
        reading = read(text)
        found = next(c for c in find_clauses(reading, lexicon) if c.predicate == predicate)
        return found, {role: [reading.tokens[i].text for i in heads] for role, heads in found.roles.items()}

    return find


@pytest.mark.parametrize(
    "text",
    [
        "The police arrested Okafor.",
        "Okafor was arrested by the police.",
        "Okafor, who was arrested by the police, is a dentist.",
        "They spoke of Okafor, arrested by the police.",
    ],
)
def test_voice_and_relative_clauses_come_out_the_same(clause, text: str) -> None:
    _, roles = clause(text, "arrest")
    assert roles["patient"] == ["Okafor"]
    assert roles["agent"] == ["police"]


def test_coordinated_subjects_share_the_role(clause) -> None:
    assert clause("Solheim and Dahl met reporters.", "meet")[1]["agent"] == ["Solheim", "Dahl"]


def test_an_expected_act_is_planned_and_has_the_subject_of_the_expectation(clause) -> None:
    found, roles = clause("Solheim is expected to visit Jordan.", "visit")
    assert (found.mood, roles["agent"]) == (Mood.PLANNED, ["Solheim"])


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("Peru withdrew from the pact.", Mood.DONE),
        ("Peru will withdraw from the pact.", Mood.PLANNED),
        ("Peru threatened to withdraw from the pact.", Mood.THREATENED),
        ("Peru may withdraw from the pact.", Mood.THREATENED),
        ("Peru has not withdrawn from the pact.", Mood.DENIED),
        ("Peru refused to withdraw from the pact.", Mood.DENIED),
    ],
)
def test_what_has_not_happened_is_not_told_as_done(clause, text: str, mood: Mood) -> None:
    assert clause(text, "withdraw")[0].mood is mood


def test_held_talks_is_talking(clause) -> None:
    found, roles = clause("Solheim held talks with King Faris in Amman.", "talk")
    assert roles["agent"] == ["Solheim"]
    assert roles["prep:with"] == ["Faris"]
    assert not found.negated


def test_an_urged_government_is_who_should_act(clause) -> None:
    assert clause("Oslo urged Jordan to sign the accord.", "sign")[1]["agent"] == ["Jordan"]


def test_a_time_after_since_lends_no_place_to_the_clause(clause) -> None:
    found, _ = clause("They met in Amman, the first such meeting since a summit in Oslo.", "meet")
    assert "prep:since" not in found.loose
    assert len(found.loose.get("prep:in", [])) == 0


@pytest.mark.parametrize(
    ("text", "predicate", "mood"),
    [
        ("Nobody arrested Dahl.", "arrest", Mood.DENIED),
        ("No soldiers arrested Dahl.", "arrest", Mood.DENIED),
        ("Peru has yet to withdraw from the pact.", "withdraw", Mood.DENIED),
        ("Dahl denied that he had stolen the boat.", "steal", Mood.DENIED),
        ("He is accused of fraud, denies the accusation and is awaiting trial.", "accuse", Mood.DONE),
        ("Dahl denied stealing the boat.", "steal", Mood.DENIED),
        ("Dahl did not deny that he had stolen the boat.", "steal", Mood.DONE),
        ("Will Peru withdraw from the pact?", "withdraw", Mood.THREATENED),
        ("Oslo accuses Jordan of breaching the accord.", "breach", Mood.THREATENED),
        ("Solheim is to meet King Faris.", "meet", Mood.PLANNED),
        ("Solheim meets King Faris on Thursday.", "meet", Mood.PLANNED),
    ],
)
def test_negation_questions_accusations_and_plans_are_told_apart(
    clause, text: str, predicate: str, mood: Mood
) -> None:
    assert clause(text, predicate)[0].mood is mood


def test_an_accused_government_is_who_is_said_to_act(clause) -> None:
    assert clause("Oslo accuses Jordan of breaching the accord.", "breach")[1]["agent"] == ["Jordan"]


def test_the_object_that_a_relative_clause_leaves_out_is_what_it_describes(clause) -> None:
    _, roles = clause("A charge he rejects was read.", "reject")
    assert roles == {"agent": ["he"], "patient": ["charge"]}


def test_what_happened_after_and_elsewhere_lends_the_clause_no_place(clause) -> None:
    found, roles = clause("Solheim met King Faris after Dahl had resigned in Oslo.", "meet")
    assert "prep:in" not in roles
    assert "prep:in" not in found.loose
