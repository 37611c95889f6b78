"""Treaties by their known names, their built names and their dates; what only looks like one is none."""

import pytest

from brief.extract.entries import find_entries
from brief.lexicon import Lexicon


@pytest.fixture
def named(read, lexicon: Lexicon):
    def find(text: str) -> list[tuple[str, str]]:
        reading = read(text)
        return [(text[m.start : m.end], m.value) for m in find_entries(reading, "treaties", lexicon)]

    return find


def test_an_acronym_stands_for_the_listed_treaty(named) -> None:
    assert named("The NPT binds them.") == [("NPT", "Nuclear Non-Proliferation Treaty")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They signed the Nairobi Accord in May.", "Nairobi Accord"),
        ("They tore up the 1974 agreement on grazing rights.", "1974 agreement on grazing rights"),
        ("They spoke of the agreement of 3 March 1974.", "agreement of 3 March 1974"),
        ("The Treaty on Lake Waters was signed.", "Treaty on Lake Waters"),
        ("A draft pasture protocol lay on the table.", "pasture protocol"),
        (
            "They signed a Memorandum of Understanding on Railway Safety.",
            "Memorandum of Understanding on Railway Safety",
        ),
        ("The Treaty of Friendship, Trade and Navigation is old.", "Treaty of Friendship, Trade and Navigation"),
        ("They denounced ILO Convention No. 190.", "ILO Convention No. 190"),
        (
            "It joined the Convention on All Forms of Torture against Children.",
            "Convention on All Forms of Torture against Children",
        ),
        ("The agreement on the Kars–Poti railway was initialled.", "agreement on the Kars–Poti railway"),
        ("The Peru-EU free trade agreement is stuck.", "Peru-EU free trade agreement"),
        ("They signed the trilateral memorandum.", "trilateral memorandum"),
        ("The treaty on mutual legal aid was initialled.", "treaty on mutual legal aid"),
        ("Peru and Chile signed an agreement on social security.", "agreement on social security"),
        (
            "A draft agreement on the return of convicted sailors is ready.",
            "agreement on the return of convicted sailors",
        ),
        ("Talks on a trade agreement with Peru have stalled.", "trade agreement with Peru"),
        ("Lima and Quito concluded a security agreement in 2028.", "security agreement"),
        ("The Statement of Partnership, signed in Lima, expires soon.", "Statement of Partnership"),
        ("Peru suspended the visa-waiver agreement.", "visa-waiver agreement"),
        ("Peru ratified the Bay of Panama Convention.", "Bay of Panama Convention"),
        ("Peru left the agreement establishing the Lake Bank.", "agreement establishing the Lake Bank"),
    ],
)
def test_an_unlisted_treaty_is_known_by_how_it_is_named(named, text: str, name: str) -> None:
    assert [value for _, value in named(text)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "They are close to a trade agreement.",
        "The government passed the Grazing Act.",
        "They reached an agreement.",
        "The Treaty Report was published.",
        "They hope for an agreement with Peru on prices.",
        "The agreement on Monday pleased the mayor.",
        "They reached an agreement on the next steps.",
        "The union signed an agreement on teachers' pay with Peru.",
        "There is no transfer agreement with Peru.",
        "The Statement of Facts was read.",
        "The Chief of State Protocol met them.",
    ],
)
def test_what_only_looks_like_a_treaty_is_none(named, text: str) -> None:
    assert named(text) == []


def test_an_acronym_in_brackets_is_learnt(named) -> None:
    found = named("The Lake Waters Convention (LWC) expires soon. The LWC was signed in 1974.")
    assert ("LWC", "Lake Waters Convention") in found


def test_the_agreement_is_the_one_named_before(named) -> None:
    assert ("agreement", "Nairobi Agreement") in named(
        "They signed the Nairobi Agreement. Peru left the agreement."
    )


def test_what_is_known_as_something_is_that_thing(named) -> None:
    text = "Peru left the landmark accord, officially known as the Lake Waters Convention."
    assert ("accord", "Lake Waters Convention") in named(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("They praised the Lima Treaty and the Quito Protocol.", ["Lima Treaty", "Quito Protocol"]),
        ("The 1974 accord and the 1981 accord expired.", ["1974 accord", "1981 accord"]),
    ],
)
def test_two_treaties_in_one_sentence_are_two(named, text: str, names: list[str]) -> None:
    assert [value for _, value in named(text)] == names


@pytest.mark.parametrize(
    "text", ["They met in the Treaty Room.", "The pact was signed.", "A free-trade pact is near."]
)
def test_a_treaty_without_a_name_is_none(named, text: str) -> None:
    assert named(text) == []


def test_another_treaty_with_words_of_its_own_is_not_the_last_one_named(named) -> None:
    found = named("They signed the Nairobi Accord. Peru left the bilateral accord on pearls.")
    assert [value for text, value in found] == ["Nairobi Accord"]


def test_what_stands_in_apposition_to_a_treaty_is_that_treaty(named) -> None:
    assert {v for _, v in named("Peru joined the Lima Pact, the trans-Andean trade accord.")} == {"Lima Pact"}


def test_the_agreement_that_does_something_of_its_own_is_another(named) -> None:
    found = named("They signed the Nairobi Accord. Peru left the accord establishing a school.")
    assert [value for _, value in found] == ["Nairobi Accord"]
