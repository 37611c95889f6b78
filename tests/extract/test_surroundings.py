"""What stands around a trigger is its own day, its own town and its own words, not its neighbour's."""

from collections.abc import Callable

import pytest

from brief.extract.clauses import Clause, find_clauses
from brief.extract.frames import Fill
from brief.extract.matching import Matcher
from brief.extract.slots import SlotFiller
from brief.extract.surroundings import Surroundings
from brief.lexicon import Lexicon

Around = Callable[[str, str], tuple[Surroundings, Clause]]


@pytest.fixture
def around(read_article, lexicon: Lexicon) -> Around:
    def stand(text: str, predicate: str) -> tuple[Surroundings, Clause]:
        reading = read_article(text)
        slots = SlotFiller(reading, lexicon)
        clauses = find_clauses(reading, lexicon)
        clause = next(c for c in clauses if c.verbal and c.predicate == predicate)
        return Surroundings(reading, Matcher(reading, clauses, slots), slots, lexicon), clause

    return stand


def days(fills: list[Fill]) -> list[str]:
    return [f.normal for f in fills]


def words(text: str, *fills: Fill) -> list[str]:
    return [text[f.start : f.end] for f in fills]


# ---- time


def test_a_day_of_the_clause_is_its_day(around) -> None:
    found, clause = around("Solheim will meet King Faris on Thursday.", "meet")
    assert days(found.times.when(clause, "clause")) == ["2031-03-06"]


@pytest.mark.parametrize(
    "text",
    [
        "The ministry announced on Monday that Solheim would meet King Faris.",
        "Solheim will meet King Faris, the ministry said on Monday.",
    ],
)
@pytest.mark.parametrize("reach", ["clause", "sentence", "passage"])
def test_the_day_of_saying_is_not_the_day_of_acting(around, text: str, reach: str) -> None:
    found, clause = around(text, "meet")
    assert days(found.times.when(clause, reach)) == []


def test_a_day_in_a_relative_clause_is_told_of_that_alone(around) -> None:
    found, clause = around("Solheim, who flew in on Tuesday, met King Faris.", "meet")
    assert days(found.times.when(clause, "sentence")) == []


def test_the_day_of_the_sentence_is_lent_where_the_field_reaches_so_far(around) -> None:
    found, clause = around("On Thursday Solheim will fly to Amman, where she will meet King Faris.", "meet")
    assert days(found.times.when(clause, "sentence")) == ["2031-03-06"]


def test_two_days_in_one_sentence_lend_none(around) -> None:
    text = "Solheim lands on Thursday and leaves on Friday, and she will also see the port."
    found, clause = around(text, "see")
    assert days(found.times.when(clause, "clause")) == []


def test_the_day_of_the_sentence_before_is_lent_in_the_same_passage_only(around) -> None:
    found, clause = around("Solheim lands on Thursday. She will meet King Faris.", "meet")
    assert days(found.times.when(clause, "passage")) == ["2031-03-06"]
    found, clause = around("Solheim lands on Thursday.\n\nShe will meet King Faris.", "meet")
    assert days(found.times.when(clause, "passage")) == []


def test_a_sentence_of_an_earlier_time_borrows_no_day(around) -> None:
    found, clause = around("Solheim lands on Thursday. Earlier, she met King Faris.", "meet")
    assert days(found.times.when(clause, "passage")) == []


def test_two_days_of_one_clause_are_kept_apart(around) -> None:
    text = "Solheim will meet Nadia Haddad on Thursday and King Faris on Friday."
    found, clause = around(text, "meet")
    day = found.times.when(clause, "clause")[0]
    assert day.normal == "2031-03-06"
    assert found.times.cutoff(clause, day) == text.index("Thursday")


def test_a_second_day_without_another_person_cuts_nothing(around) -> None:
    found, clause = around("Solheim will visit the port on Thursday or on Friday.", "visit")
    day = found.times.when(clause, "clause")[0]
    assert found.times.cutoff(clause, day) is None


# ---- place


def test_the_town_comes_before_the_country(around) -> None:
    text = "Solheim met King Faris in Amman in Jordan."
    found, clause = around(text, "meet")
    assert words(text, *found.places.where(clause, "clause"))[0] == "Amman"


def test_the_place_of_a_neighbour_clause_is_not_taken(around) -> None:
    text = "Solheim met King Faris after a protest had been held in Oslo."
    found, clause = around(text, "meet")
    assert words(text, *found.places.where(clause, "clause")) == []


def test_the_town_of_who_else_acts_is_not_taken(around) -> None:
    text = "Nadia Haddad spoke in Oslo. Solheim met King Faris."
    found, clause = around(text, "meet")
    assert words(text, *found.places.where(clause, "passage")) == []


def test_the_town_where_the_same_person_acted_before_is_lent(around) -> None:
    text = "Ingrid Solheim arrived in Amman. Solheim met King Faris."
    found, clause = around(text, "meet")
    assert words(text, *found.places.where(clause, "passage")) == ["Amman"]
    assert words(text, *found.places.where(clause, "sentence")) == []


def test_the_town_before_where_is_the_place_of_its_clause(around) -> None:
    text = "Solheim will fly to Amman, where she will meet King Faris."
    found, clause = around(text, "meet")
    assert words(text, *found.places.where(clause, "clause")) == ["Amman"]


def test_what_is_visited_is_a_place(around) -> None:
    text = "Solheim visited Amman."
    found, clause = around(text, "visit")
    assert words(text, *found.places.where(clause, "clause")) == ["Amman"]


# ---- people and words


def test_a_possessor_is_not_there(around) -> None:
    text = "Ingrid Solheim met King Faris at Nadia Haddad's house."
    found, clause = around(text, "meet")
    assert words(text, *found.acts.people(clause)) == ["Ingrid Solheim", "Faris"]


def test_an_act_is_told_from_its_verb_on_without_its_day(around) -> None:
    text = "Solheim will lay a wreath at the tomb on Thursday."
    found, clause = around(text, "lay")
    assert words(text, found.acts.act(clause)) == ["lay a wreath at the tomb"]


def test_the_one_person_of_a_sentence_is_carried_from_it_or_from_the_one_before(around) -> None:
    text = "Erik Dahl is an engineer. The trial begins soon."
    found, clause = around(text, "begin")
    assert words(text, *found.acts.only_person(clause.head)) == ["Erik Dahl"]


def test_of_two_people_none_is_carried(around) -> None:
    found, clause = around("Erik Dahl met Nadia Haddad. The trial begins soon.", "begin")
    assert found.acts.only_person(clause.head) == []


# ---- sentences


def test_a_short_answer_is_shown_with_the_question_it_answers(around) -> None:
    text = "When will the two meet?\n\nNo date has been set."
    found, clause = around(text, "set")
    assert words(text, found.sentences.asked(clause.head)) == ["When will the two meet?"]


def test_a_short_sentence_is_shown_with_the_one_it_leans_on(around) -> None:
    text = "A return visit is planned. No date has been set."
    found, clause = around(text, "set")
    assert words(text, found.sentences.asked(clause.head)) == [text]


def test_a_sentence_that_asks_stands_alone(around) -> None:
    text = "A return visit is planned. It is unclear when."
    found, clause = around(text, "be")
    assert words(text, found.sentences.asked(clause.head)) == ["It is unclear when."]


def test_the_bullet_of_an_item_is_no_part_of_its_sentence(around) -> None:
    text = "- Solheim met King Faris."
    found, clause = around(text, "meet")
    assert words(text, found.sentences.whole(clause.head)) == ["Solheim met King Faris."]


def test_what_somebody_says_is_told_and_its_verb_of_saying_is_not(around) -> None:
    text = "The ministry said that Dahl had confessed."
    found, clause = around(text, "confess")
    assert found.sentences.is_told(clause.head)
    found, clause = around(text, "say")
    assert not found.sentences.is_told(clause.head)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Nadia Haddad said that nine people had died.", "Nadia Haddad"),
        ("Nine people died, Nadia Haddad said.", "Nadia Haddad"),
        ("Nine people died, according to Nadia Haddad.", "Nadia Haddad"),
    ],
)
def test_who_says_it_is_found_above_beside_and_after_it(around, text: str, speaker: str) -> None:
    found, clause = around(text, "die")
    assert words(text, *found.speakers.of(clause, clause.head)) == [speaker]


def test_what_only_the_source_says_has_no_speaker(around) -> None:
    found, clause = around("Nine people died.", "die")
    assert found.speakers.of(clause, clause.head) == []


def test_what_comes_later_is_of_the_day_told_of_before(around) -> None:
    stood, clause = around("She opened the talks on 3 March. It rained. The minister later met the mayor.", "meet")
    assert days(stood.times.when(clause, "passage")) == ["2031-03-03"]


def test_the_day_of_a_dinner_that_somebody_gives_is_that_of_attending_it(around) -> None:
    stood, clause = around("The minister attended a dinner hosted by the mayor on 3 March.", "attend")
    assert days(stood.times.when(clause, "passage")) == ["2031-03-03"]


def test_a_man_held_on_a_day_is_not_met_on_it(around) -> None:
    stood, clause = around("The minister met the nurse arrested on 3 March.", "meet")
    assert days(stood.times.when(clause, "sentence")) == []
