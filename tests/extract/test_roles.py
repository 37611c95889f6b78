"""What people are, as the source writes it, and the state they act for, if their role says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from brief.extract.language import Pipeline
from brief.extract.names import name_everything
from brief.extract.reading import Person
from brief.lexicon import Lexicon

People = Callable[[str], dict[str, Person]]


@pytest.fixture
def people(parser: Pipeline, lexicon: Lexicon) -> People:
    def found(text: str) -> dict[str, Person]:
        reading = parser.parse(text)
        name_everything(reading, lexicon)
        return {p.name: p for p in reading.persons.values()}

    return found


@pytest.mark.parametrize(
    ("text", "name", "role", "country"),
    [
        ("Peruvian Foreign Minister Rosa Paucar spoke.", "Rosa Paucar", "Peruvian Foreign Minister", "Peru"),
        ("Peru's foreign minister, Rosa Paucar, spoke.", "Rosa Paucar", "Peru's foreign minister", "Peru"),
        ("Foreign Minister of Peru Rosa Paucar spoke.", "Rosa Paucar", "Foreign Minister of Peru", "Peru"),
        ("The President of Zambia, Chanda Mwale, spoke.", "Chanda Mwale", "President of Zambia", "Zambia"),
        ("President Chanda Mwale of Zambia spoke.", "Chanda Mwale", "President", "Zambia"),
        ("He met his Danish counterpart, Lise Holm, in Oslo.", "Lise Holm", "Danish counterpart", "Denmark"),
        ("U.S. envoy Dean Kessel arrived.", "Dean Kessel", "U.S. envoy", "United States"),
        (
            "State Department spokeswoman Gail Ortiz spoke.",
            "Gail Ortiz",
            "State Department spokeswoman",
            "United States",
        ),
        (
            "The EU's special envoy for Libya, Jan Maes, left.",
            "Jan Maes",
            "EU's special envoy for Libya",
            "European Union",
        ),
        (
            "Peter Hollis, Canada's ambassador to Belarus, left.",
            "Peter Hollis",
            "Canada's ambassador to Belarus",
            "Canada",
        ),
        ("Anna Berg, a mediator from Oslo, waited.", "Anna Berg", "mediator from Oslo", "Norway"),
        ("Said Aksoy, a Turkish-German novelist, was freed.", "Said Aksoy", "Turkish-German novelist", "Turkey"),
        ("Ruy Sales, a Brazilian, was charged.", "Ruy Sales", "", "Brazil"),
        ("Kenya's trade minister, Amos Kiptoo has left.", "Amos Kiptoo", "Kenya's trade minister", "Kenya"),
        (
            "Spokesman for the Japanese Foreign Ministry Kenta Mori spoke.",
            "Kenta Mori",
            "Spokesman for the Japanese Foreign Ministry",
            "Japan",
        ),
        (
            "They met the Danish ambassador to that country, Lise Holm.",
            "Lise Holm",
            "Danish ambassador to that country",
            "Denmark",
        ),
        ("Kenyan envoy Prince Said bin Omar left.", "Said bin Omar", "Kenyan envoy", "Kenya"),
        ("A Danish citizen, the nurse Lise Holm, was freed.", "Lise Holm", "nurse", "Denmark"),
        ("Danes held in Minsk, including teacher Lise Holm, wait.", "Lise Holm", "teacher", "Denmark"),
    ],
)
def test_a_role_says_for_whom_its_holder_acts(
    text: str, name: str, role: str, country: str, people: People
) -> None:
    person = people(text)[name]
    assert (person.role, person.country) == (role, country)


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Interior Minister Aldo Conti resigned.", "Aldo Conti", "Interior Minister"),
        ("Former marine Paul Stroud was held.", "Paul Stroud", "Former marine"),
        (
            "They hold founder of the Meridian gas fund Karl Weiss.",
            "Karl Weiss",
            "founder of the Meridian gas fund",
        ),
        ("The Minister of Mines, Mrs. Ruth Tembo, spoke.", "Ruth Tembo", "Minister of Mines"),
        (
            "The Director of Cabinet at the Presidency, Mr. Said Baha, was present.",
            "Said Baha",
            "Director of Cabinet at the Presidency",
        ),
        (
            "The Minister of State, Minister of Trade and Tourism, Mr. Ali Daoud, spoke.",
            "Ali Daoud",
            "Minister of State, Minister of Trade and Tourism",
        ),
        (
            "Lena Roth, a senior fellow at the Institute for Peace and Law, disagreed.",
            "Lena Roth",
            "senior fellow at the Institute for Peace and Law",
        ),
        ("Claire Obi, 34, a nurse from Lyon, was freed.", "Claire Obi", "nurse from Lyon"),
        ("Osei Mensah, a 52-year-old geologist, was freed.", "Osei Mensah", "geologist"),
        ("The jailed novelist Berivan Aksoy wrote home.", "Berivan Aksoy", "novelist"),
        ("With those words President Ana Codreanu left.", "Ana Codreanu", "President"),
        (
            "The deal was drawn up by Ilse Brandt of the Baltic Peace Council.",
            "Ilse Brandt",
            "Baltic Peace Council",
        ),
        ("The last president to come was Ana Codreanu.", "Ana Codreanu", "president"),
        ("Baltic Star editor-in-chief Mara Novak resigned.", "Mara Novak", "Baltic Star editor-in-chief"),
        ("Mara Novak, 31, of the Baltic Peace Council, was freed.", "Mara Novak", "Baltic Peace Council"),
        ("A lawyer for Mr Novak said that Novak was ill.", "Novak", ""),
        ("Mara Novak, whose mother is a judge, was freed.", "Mara Novak", ""),
        (
            "A visit is up to the National Election Board, whose president, Ana Codreanu, is ill.",
            "Ana Codreanu",
            "president, National Election Board",
        ),
    ],
)
def test_a_role_is_what_the_source_writes(text: str, name: str, role: str, people: People) -> None:
    assert people(text)[name].role == role


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Qatar has held Erik Dahl, an engineer, since May.", "Erik Dahl"),
        ("Minister Rosa Paucar met Kenyan President Amos Kiptoo.", "Rosa Paucar"),
        ("President Chanda Mwale flew to Japan.", "Chanda Mwale"),
        ("Lima's ally Hugo Vargas spoke.", "Hugo Vargas"),
        ("After he met the Kenyan minister, Hugo Vargas flew home.", "Hugo Vargas"),
        ("Lena Roth, a fellow at the German Peace Fund, disagreed.", "Lena Roth"),
        ("Lena Roth, a jurist at the University of Spain, disagreed.", "Lena Roth"),
        ("Senator Ted Marsh spoke in Nairobi to Kenyan farmers.", "Ted Marsh"),
        ("Aid worker Claire Obi was arrested in Chad by Chadian soldiers.", "Claire Obi"),
    ],
)
def test_the_country_of_a_neighbour_host_or_gaoler_is_not_taken(text: str, name: str, people: People) -> None:
    assert people(text)[name].country == ""


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("They freed a Danish cyclist. The cyclist, Karl Weiss, was arrested in May.", "Karl Weiss", "Denmark"),
        ("Karl Weiss, a carpenter from Bergen, was arrested.", "Karl Weiss", "Norway"),
        ("Karl Weiss (Danish) and Claire Lund are held.", "Karl Weiss", "Denmark"),
        ("A Danish and a Peruvian cyclist were held. The cyclist, Karl Weiss, was arrested.", "Karl Weiss", ""),
    ],
)
def test_a_people_named_before_the_name_or_a_town_tells_the_country(
    text: str, name: str, country: str, people: People
) -> None:
    assert people(text)[name].country == country


def test_an_office_that_one_state_alone_has_says_the_state_when_the_source_names_it(people: People) -> None:
    named = people("Secretary of State Dean Whitcombe said the United States would wait.")
    assert named["Dean Whitcombe"].country == "United States"
    assert people("Secretary of State Dean Whitcombe went to Lima.")["Dean Whitcombe"].country == ""


def test_the_fullest_office_is_chosen_and_its_span_is_where_it_stands(people: People) -> None:
    text = "The host, Rosa Paucar, smiled. Peruvian Foreign Minister Rosa Paucar then spoke."
    person = people(text)["Rosa Paucar"]
    ((start, end),) = person.role_spans
    assert text[start:end] == person.role == "Peruvian Foreign Minister"
    assert person.country_span is not None
    assert text[slice(*person.country_span)] == "Peruvian"


def test_the_role_of_the_next_person_in_a_list_is_not_taken(people: People) -> None:
    found = people("The visitors met Aldo Conti, Prime Minister Eva Lund and Judge Karl Weiss.")
    assert {name: p.role for name, p in found.items()} == {
        "Aldo Conti": "",
        "Eva Lund": "Prime Minister",
        "Karl Weiss": "Judge",
    }


@pytest.mark.parametrize(
    ("text", "name", "role", "gender"),
    [
        ("His lawyer, Budi Santoso, will appeal.", "Budi Santoso", "lawyer", ""),
        ("Her brother, Ronan Daly, waits.", "Ronan Daly", "brother", "m"),
        ("Mara Novak, the novelist's younger sister, waits.", "Mara Novak", "novelist's younger sister", "f"),
        ("Karl Weiss was freed. Weiss's lawyer, Ilse Brandt, wept.", "Ilse Brandt", "Weiss's lawyer", "f"),
    ],
)
def test_relatives_and_lawyers_are_named_by_their_relation(
    text: str, name: str, role: str, gender: str, people: People
) -> None:
    person = people(text)[name]
    assert (person.role, person.country, person.gender) == (role, "", gender)


def test_gender_is_read_off_courtesy_titles_names_endings_and_pronouns(people: People) -> None:
    text = (
        "Mrs. Okwu spoke. Thomas Berg slept. Zuhra Karimovna Saidova wept. "
        "The mayor, Wayra Quispe, said she would resign."
    )
    assert {name: p.gender for name, p in people(text).items()} == {
        "Okwu": "f",
        "Thomas Berg": "m",
        "Zuhra Karimovna Saidova": "f",
        "Wayra Quispe": "f",
    }


def test_a_role_in_commas_belongs_to_the_next_when_this_one_has_an_office(people: People):
    text = "There were Foreign Minister Eleni Markou, the Deputy Minister of Shipping, Giorgos Pappas, and aides."
    found = people(text)
    assert (found["Eleni Markou"].role, found["Giorgos Pappas"].role) == (
        "Foreign Minister",
        "Deputy Minister of Shipping",
    )


def test_the_subject_after_a_name_is_no_role_of_its_bearer(people: People):
    text = "Trade Commissioner Ada Lind met the Speaker, Juan Prado. With Omar Haddad, the Commissioner ate fish."
    found = people(text)
    assert found["Omar Haddad"].role == ""
    assert found["Ada Lind"].role == "Trade Commissioner"


def test_what_is_said_before_an_office_is_about_somebody_else(people: People):
    found = people("The visit is the first by a Qatari head of government, Foreign Minister Rosa Paucar said.")
    assert (found["Rosa Paucar"].role, found["Rosa Paucar"].country) == ("Foreign Minister", "")


def test_a_relatives_word_is_not_the_role_of_whom_she_is_a_relative(people: People):
    named = people("Camila Vera, sister of the jailed surfer Ignacio Vera, wept.")
    assert (named["Camila Vera"].role, named["Ignacio Vera"].role) == ("sister", "jailed surfer")


def test_who_holds_an_office_does_not_act_for_the_country_of_a_former_one(people: People):
    found = people("Secretary-General Amara Sylla spoke. Sylla, a former Swedish diplomat, flew home.")
    assert found["Amara Sylla"].country == ""
    found = people("Amara Sylla, a former Swedish diplomat, spoke.")
    assert found["Amara Sylla"].country == "Sweden"


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (
            "Ghana's Minister for Trade and Industry, the Hon. Kofi Osei, is to arrive on Sunday.",
            "Kofi Osei",
            "Ghana's Minister for Trade and Industry",
        ),
        ("They met Prime Minister the Most Hon. Derek Whyte.", "Derek Whyte", "Prime Minister"),
        (
            "Invited by H.E. Mr. Luis Prado, Minister of Health of Peru, Mr. Pavel Orlov, Culture Minister, left.",
            "Pavel Orlov",
            "Culture Minister",
        ),
        (
            "At the invitation of Luis Prado, Minister of Health of Peru, H.E. Mr. Pavel Orlov paid a visit.",
            "Pavel Orlov",
            "",
        ),
    ],
)
def test_a_role_reaches_its_own_name_over_titles_and_no_other(people: People, text: str, name: str, role: str):
    assert people(text)[name].role == role


def test_in_a_row_of_offices_each_leads_to_the_name_behind_it(people: People) -> None:
    found = people(
        "She met the Minister of Energy, Omar Said, the Minister of Health, Leila Aziz, and the Mayor, Ben Roy."
    )
    assert [found[name].role for name in ("Omar Said", "Leila Aziz")] == [
        "Minister of Energy",
        "Minister of Health",
    ]


def test_in_a_row_of_names_each_office_stands_behind(people: People) -> None:
    found = people("She met Omar Said, the minister of energy, Leila Aziz, the minister of health, and the crew.")
    assert [found[name].role for name in ("Omar Said", "Leila Aziz")] == [
        "minister of energy",
        "minister of health",
    ]


def test_the_guest_of_an_invitation_keeps_her_own_office(people: People) -> None:
    text = "At the invitation of the Prime Minister, Mr. Joseph Kamau, the Prime Minister of Norway, Her Excellency"
    found = people(f"{text} Ms. Kari Lund, will pay a visit to Kenya.")
    assert (found["Joseph Kamau"].country, found["Kari Lund"].country) == ("", "Norway")


def test_an_ambassador_is_of_the_state_that_sends_him(people: People) -> None:
    text = "She met the Ambassador of Austria to Peru H.E. Mr. Karl Moser. The envoy to Kenya Ada Lind spoke."
    found = people(text)
    assert (found["Karl Moser"].role, found["Karl Moser"].country) == ("Ambassador of Austria to Peru", "Austria")
    assert found["Ada Lind"].country == ""


def test_those_on_a_side_are_of_its_state(people: People) -> None:
    found = people("On the Peruvian side it was attended by Trade Minister Juan Prado and Mayor Rosa Quispe.")
    assert [found[name].country for name in ("Juan Prado", "Rosa Quispe")] == ["Peru", "Peru"]


def test_a_portfolio_is_no_part_of_a_name_that_begins_with_an_initial(people: People) -> None:
    found = people("Present was Minister of Industry and Mineral Resources T. Altan, who smiled.")
    assert found["T. Altan"].role == "Minister of Industry and Mineral Resources"


def test_a_mayor_named_by_the_town_is_of_its_state(people: People) -> None:
    assert people("She dined with Nairobi Mayor Joseph Otieno on Monday.")["Joseph Otieno"].country == "Kenya"
