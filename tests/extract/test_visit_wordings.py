"""The shipped schema of a visit reads one thing in many wordings, and makes nothing of what only looks like it."""

from collections import defaultdict
from collections.abc import Callable

import pytest

from brief.extract.engine import Patterns, compile_schema, read_claims
from brief.extract.language import Pipeline
from brief.lexicon import Lexicon
from brief.model import Dating, Mood
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
    """Return a function: a section and a text in, the statements told as done or planned out, a value a field."""

    def find(section: str, text: str) -> Told:
        reading = read_article(text, anchor=DAY)
        dated = {"published": Dating(value=DAY, method="dateline")}
        reading.source = reading.source.model_copy(update=dated)
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for claim in read_claims(reading, patterns, schema, lexicon):
            if claim.section == section and claim.mood in (Mood.DONE, Mood.PLANNED):
                found[claim.statement].setdefault(claim.field, claim.normal or claim.text)
                if claim.veto:
                    found[claim.statement]["veto"] = "yes"
                if not claim.creates and not claim.veto:
                    found[claim.statement]["adds"] = "yes"
        return list(found.values())

    return find


def merged(statements: Told) -> dict[str, str]:
    return {field: value for statement in statements for field, value in statement.items()}


# ---- detained


@pytest.mark.parametrize(
    "text",
    [
        "Ana Lind, a Finnish cook picked up in Harbel on 3 February 2031, denies it.",
        "Ana Lind was taken prisoner near Harbel on 3 February 2031.",
        "Ana Lind has been under custody since 3 February 2031.",
        "Ana Lind has been sitting in a cell since 3 February 2031.",
        "Ana Lind was taken away by agents on 3 February 2031.",
        "Gunmen kidnapped Ana Lind near Harbel on 3 February 2031.",
        "Soldiers led Ana Lind away on 3 February 2031.",
        "Ana Lind was thrown into jail on 3 February 2031.",
        "The envoy spoke of Ana Lind, arrested off Cape Palmas on 3 February 2031 and charged with theft.",
        "Ana Lind has been on death row since 3 February 2031.",
        "Ana Lind has been barred from leaving Liberia since 3 February 2031.",
    ],
)
def test_custody_is_read_in_many_wordings(told, text: str) -> None:
    found = merged([s for s in told("detainees", text) if s.get("adds") != "yes"])
    assert (found["name"], found["held_since"]) == ("Ana Lind", "2031-02-03")


@pytest.mark.parametrize(
    "text",
    [
        "Ana Lind is serving a second term as governor.",
        "Ana Lind awaits a reply from Quito.",
        "Ana Lind remains in talks with the opposition.",
        "Ana Lind was taken by the beauty of the coast.",
        "Ana Lind will be arrested if she comes back, and Paul Roth is to be jailed.",
        "Ana Lind sat with him for an hour in the prison at Harbel.",
        "Ana Lind, the nurse held in Harbel in 2016, wrote a book.",
        "Ana Lind was captured on camera at the gate.",
        "Ana Lind was detained by mutineers in 2028.",
        "Ana Lind, who was jailed in the 1990s, spoke.",
    ],
)
def test_what_only_sounds_like_custody_is_none(told, text: str) -> None:
    assert [s for s in told("detainees", text) if s.get("adds") != "yes"] == []


def test_who_was_arrested_and_deported_is_ruled_out(told) -> None:
    assert "veto" in merged(told("detainees", "Ana Lind was arrested in May and deported in June."))


@pytest.mark.parametrize(
    "text",
    [
        "Ana Lind was briefly detained at a protest on Monday.",
        "Ana Lind was held hostage in the hills until May 2030.",
        "Ana Lind was held for eleven days and questioned.",
        "Ana Lind, a nurse, was seized in May. She was home in nine days.",
        "The case is not to be confused with that of Ana Lind.",
        "Do not confuse her with Ana Lind, a cook.",
        "Ana Lind, who was detained in 2028, flew home last week.",
        "Ana Lind was arrested with him and let go the next day.",
        "Ana Lind was seized by gunmen and was killed.",
        "Ana Lind was detained at the airport on Monday and later sent home.",
        "Ana Lind, who had been held in the hills, escaped.",
    ],
)
def test_whose_detention_is_over_is_ruled_out(told, text: str) -> None:
    assert "veto" in merged(told("detainees", text))


def test_a_release_with_its_day_is_told_with_it(told) -> None:
    (released,) = [s for s in told("detainees", "Ana Lind was freed in 2029.") if "veto" in s]
    assert released["ended"] == "2029"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Ana Lind was charged in May. A court in Harbel is due to hear the case on 9 April.", "2031-04-09"),
        ("Ana Lind is in jail. The court is to rule on bail on 9 April.", "2031-04-09"),
        ("Ana Lind is in jail. A decision on bail is due on 9 April.", "2031-04-09"),
        ("Ana Lind was charged. The woman denies it. The next session has been set for 9 April.", "2031-04-09"),
    ],
)
def test_the_next_date_is_read_from_the_sentences_behind_a_name(told, text: str, day: str) -> None:
    assert merged(told("detainees", text))["next_date"] == day


@pytest.mark.parametrize(
    ("text", "charge"),
    [
        ("Ana Lind is charged with blocking a railway, which she denies.", "blocking a railway"),
        ("A judge accuses Ana Lind of having had contact with smugglers.", "had contact with smugglers"),
        ("Ana Lind has been held in Harbel since 5 January on terrorism charges.", "terrorism"),
        ("Ana Lind was held at the request of Peru on suspicion of exporting mines.", "exporting mines"),
    ],
)
def test_a_charge_is_told_without_what_follows_it(told, text: str, charge: str) -> None:
    assert merged(told("detainees", text))["charge"] == charge


def test_two_detainees_joined_by_and_are_two(told) -> None:
    found = told("detainees", "The two nurses, Ana Lind and Paul Roth, were arrested in February.")
    assert {s["name"] for s in found} == {"Ana Lind", "Paul Roth"}


def test_who_is_suspected_is_not_charged(told) -> None:
    assert "charge" not in merged(told("detainees", "Ana Lind is suspected of smuggling pearls."))


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("Ana Lind denied that she had taken the files.", "denies"),
        ("Ana Lind does not admit her guilt.", "denies"),
        ("Ana Lind maintains her innocence.", "denies"),
        ("Ana Lind is held on charges that she calls absurd.", "denies"),
        ("Ana Lind maintains that she was carrying money for bandages.", "denies"),
        ("Ana Lind does not deny that she took them.", "admits"),
    ],
)
def test_what_somebody_denies_tells_the_response(told, text: str, response: str) -> None:
    assert merged(told("detainees", text))["response"] == response


def test_the_country_of_another_topic_is_not_who_holds_somebody(told) -> None:
    found = merged(told("detainees", "They discussed the war in Chad and the case of Ana Lind, a cook."))
    assert (found["name"], found.get("held_by")) == ("Ana Lind", None)


def test_whom_somebody_asks_about_is_told_as_raised(told) -> None:
    found = told("detainees", "The envoy inquired about Ana Lind. The minister brought up Paul Roth's case.")
    assert {s["name"] for s in found if "raised" in s} == {"Ana Lind", "Paul Roth"}


def test_the_town_of_an_arrest_tells_the_state(told) -> None:
    assert merged(told("detainees", "Ana Lind was arrested in Mombasa in February."))["held_by"] == "Kenya"


# ---- schedule


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Ana Lind met the mayor on Monday.\n\nIn the evening Ana Lind attended a concert.", "attended a concert"),
        ("The programme includes a visit to the port on Friday.", "visit to the port"),
        ("Ana Lind will lay a wreath on Friday for those who fell in the war.", "for those who fell in the war"),
        ("A dinner was given by King Faris on Tuesday.", "dinner was given by King Faris"),
        ("The dinner has been moved to Friday.", "The dinner has been moved to Friday"),
    ],
)
def test_an_event_is_read_with_its_words(told, text: str, act: str) -> None:
    acts = [s["activity"] for s in told("schedule", text) if "date" in s]
    assert any(act.casefold() in found.casefold() for found in acts)


def test_the_evening_belongs_to_the_day_told_before(told) -> None:
    text = "Ana Lind met the mayor on Monday.\n\nIn the evening Ana Lind attended a concert."
    days = {s["activity"]: s.get("date") for s in told("schedule", text) if "activity" in s}
    assert days["attended a concert"] == "2031-03-03"


@pytest.mark.parametrize(
    "text",
    [
        "Ana Lind will meet the mayor on Friday.\n\nAt 4 pm the guest will lay a wreath at the memorial.",
        "Ana Lind flies in on Friday with Jo Roe, who won last Monday. At 2 pm Ana Lind will tour the port.",
        "Ana Lind will meet the mayor on Friday. The meeting will be followed by a working lunch.",
    ],
)
def test_an_hour_belongs_to_the_day_told_before_and_no_plan_to_a_day_gone(told, text: str) -> None:
    days = [event["date"] for event in told("schedule", text) if "date" in event]
    assert set(days) == {"2031-03-07"}


def test_he_after_the_guest_is_the_guest(told) -> None:
    text = (
        "On Friday the guest will tour the port. Half an hour later she will be received by the Speaker, Roman Gil."
    )
    acts = [event for event in told("schedule", text) if "received" in event.get("activity", "")]
    assert acts
    assert {event["date"] for event in acts} == {"2031-03-07"}
    assert "she" in {event.get("who") for event in acts}


def test_a_meeting_is_the_scene_of_what_was_said_there(told) -> None:
    found = told("schedule", "In a meeting with Jonas Weiss on Monday, Ana Lind raised the price of rice.")
    assert {(s["who"], s["date"]) for s in found if "participants" in s and "date" in s} >= {
        ("Ana Lind", "2031-03-03")
    }


@pytest.mark.parametrize(
    "text",
    [
        "Ana Lind cancelled plans to visit Quito on Friday.",
        "Ana Lind scrapped her visit to Quito on Friday.",
        "A tour of the port, originally planned for Friday, is off.",
    ],
)
def test_what_was_called_off_is_no_event(told, text: str) -> None:
    assert [s for s in told("schedule", text) if "date" in s and "who" in s] == []


def test_whereto_one_flies_is_the_place(told) -> None:
    text = "Ana Lind will open a school in Viana on Saturday before flying to Maputo on Sunday."
    places = {s["date"]: s["place"] for s in told("schedule", text) if "place" in s}
    assert places == {"2031-03-08": "Viana", "2031-03-09": "Maputo"}


def test_a_tomb_is_no_place_called_after_its_owner(told) -> None:
    found = told("schedule", "Ana Lind will visit the mausoleum of Bolívar on Friday.")
    assert all("Bol" not in s.get("place", "") for s in found)


# ---- who takes part


@pytest.mark.parametrize(
    "text",
    [
        "The session was attended by Minister of Labour Jonas Weiss.",
        "Foreign Minister Jonas Weiss was in the room.",
        "In attendance at the meeting was Jonas Weiss.",
        "With her are Foreign Minister Jonas Weiss and twenty bankers.",
        "Jonas Weiss sat in on the talks.",
    ],
)
def test_who_is_there_takes_part(told, text: str) -> None:
    parts = {s.get("name"): s.get("part") for s in told("participants", text) if "part" in s}
    assert parts == {"Jonas Weiss": "attending"}


# ---- treaties


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Peru ratified the Lima Accord in 2029.", "ratified"),
        ("Peru terminated the Lima Accord in 2029.", "terminated"),
        ("Peru initialled the Lima Accord in 2029.", "initialled"),
        ("Peru voted against the Lima Accord in 2029.", "voted against"),
        ("The Lima Accord was signed by Peru in 2029.", "signed"),
    ],
)
def test_who_did_what_to_a_treaty(told, text: str, action: str) -> None:
    found = merged(told("treaties", text))
    assert (found["actions.party"], found["actions.action"]) == ("Peru", action)


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Peru threatened to quit the Lima Accord.", "threatened to quit"),
        ("Chile accuses Peru of breaching the Lima Accord.", "accused of violating"),
        ("Peru handed over a draft Lima Accord.", "proposed"),
        ("Peru is poor. In 2029 it signed the Lima Accord.", "signed"),
    ],
)
def test_a_threat_an_accusation_and_an_offer_are_told_as_such(told, text: str, action: str) -> None:
    found = [s for s in told("treaties", text) if "actions.action" in s]
    assert {(s["actions.party"], s["actions.action"]) for s in found} == {("Peru", action)}


@pytest.mark.parametrize(
    "text",
    [
        "Peru undertook to ratify the Lima Accord.",
        "Peru decided to sign the Lima Accord.",
        "The Lima Accord takes effect when Peru has ratified it.",
        "The Lima Accord still has to be ratified by Peru.",
        "Signing of the Lima Accord.",
        "Peru concluded negotiations on the Lima Accord.",
        "The Lima Accord was adopted by 14 states, not by Peru.",
    ],
)
def test_what_is_still_to_be_done_to_a_treaty_is_not_told_as_done(told, text: str) -> None:
    assert not [s for s in told("treaties", text) if "actions.party" in s]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The Lima Accord, signed in Quito in 2028, lapses on Sept. 30.", "2031-09-30"),
        ("The Lima Accord expires at the end of this year.", "2031"),
        ("The Lima Accord runs out in June 2036.", "2036-06"),
    ],
)
def test_when_a_treaty_ends(told, text: str, day: str) -> None:
    assert merged(told("treaties", text))["expires"] == day


def test_both_sides_are_the_two_states_named_before(told) -> None:
    found = told("treaties", "Peru and Norway are close. The two countries signed the Lima Accord in 2029.")
    assert {s["actions.party"] for s in found if "actions.party" in s} <= {"Peru", "Norway"}


# ---- timeline


def test_a_day_of_mere_saying_is_no_event(told) -> None:
    assert told("timeline", "The ministry said on Monday that it was content.") == []
