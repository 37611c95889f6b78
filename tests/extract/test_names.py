"""Who is a person, under which forms, and what only looks like one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from brief.extract.language import Pipeline
from brief.extract.names import name_everything
from brief.extract.reading import Reading
from brief.lexicon import Lexicon

Forms = dict[str, tuple[str, ...]]


@pytest.fixture
def named(parser: Pipeline, lexicon: Lexicon) -> Callable[[str], Reading]:
    def read(text: str) -> Reading:
        reading = parser.parse(text)
        name_everything(reading, lexicon)
        return reading

    return read


@pytest.fixture
def people(named: Callable[[str], Reading]) -> Callable[[str], Forms]:
    """Return a function: a text in; every person with the forms by which the text names him or her out."""

    def found(text: str) -> Forms:
        return {p.name: p.forms for p in named(text).persons.values()}

    return found


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        ("Finnish President Aino Korhonen-Salo spoke. Korhonen-Salo left.", "Aino Korhonen-Salo", "Korhonen-Salo"),
        ("Prime Minister Cho Min-jae spoke. Cho left early.", "Cho Min-jae", "Cho"),
        ("Premier Gao Zhiming spoke in Tianjin. Gao left early.", "Gao Zhiming", "Gao"),
        ("Mayor Tiago da Fonseca spoke. Da Fonseca left.", "Tiago da Fonseca", "Da Fonseca"),
        ("Prince Khalid bin Nasser al-Amiri spoke. Bin Nasser left.", "Khalid bin Nasser al-Amiri", "Bin Nasser"),
        ("Minister Elsa van der Linde spoke. Van der Linde left.", "Elsa van der Linde", "Van der Linde"),
        ("Senator Inés Robledo Quiroga spoke. Robledo left.", "Inés Robledo Quiroga", "Robledo"),
        ("Judge Inés Robledo Quiroga spoke. Ms. Quiroga left.", "Inés Robledo Quiroga", "Quiroga"),
        (
            "Minister Bakyt Omurovich Sydykov spoke. Bakyt Omurovich left.",
            "Bakyt Omurovich Sydykov",
            "Bakyt Omurovich",
        ),
        ("Captain Ruy Sales Neto was held. Capt. Neto is ill.", "Ruy Sales Neto", "Neto"),
        ("Ambassador Léa Saint-Clair spoke. Ms Saint-Clair left.", "Léa Saint-Clair", "Saint-Clair"),
        ("Director Said Aït Baha spoke. Mr Aït Baha left.", "Said Aït Baha", "Aït Baha"),
        ("Ştefan Ţurcanu, the mayor, spoke. Ţurcanu left.", "Ştefan Ţurcanu", "Ţurcanu"),
        ("The singer J. P. Okwu was freed. Okwu wept.", "J. P. Okwu", "Okwu"),
    ],
)
def test_a_surname_means_the_person_named_in_full_before(
    text: str, name: str, form: str, people: Callable[[str], Forms]
) -> None:
    assert form in people(text)[name]


def test_titles_possessives_and_role_words_are_no_part_of_a_name(people: Callable[[str], Forms]) -> None:
    text = "Kenyan Deputy Prime Minister Wanjiru Githinji's plan pleased French Ambassador Odile Marchetti."
    assert list(people(text)) == ["Wanjiru Githinji", "Odile Marchetti"]


def test_spellings_of_one_name_are_one_person(people: Callable[[str], Forms]) -> None:
    text = (
        "President Oleksiy Moroz met farmers. Later Oleksii Moroz flew home. "
        "Mr. Abd el-Kader Hamdi wept. Abdelkader Hamdi left."
    )
    assert list(people(text)) == ["Oleksiy Moroz", "Abd el-Kader Hamdi"]


def test_a_shortened_full_name_is_the_same_person(people: Callable[[str], Forms]) -> None:
    text = "Minister Evaristo Calderón Paz spoke. Evaristo Calderón left."
    assert list(people(text)) == ["Evaristo Calderón Paz"]


def test_relatives_of_one_surname_stay_two(people: Callable[[str], Forms]) -> None:
    text = (
        "Marta Dragan and her brother Pavel Dragan, both teachers, were arrested. "
        "Marta Dragan was freed. Dragan was not seen."
    )
    assert people(text) == {"Marta Dragan": ("Marta Dragan",), "Pavel Dragan": ("Pavel Dragan",)}


def test_the_main_person_keeps_the_surname_beside_a_relative(people: Callable[[str], Forms]) -> None:
    text = (
        "Prime Minister Eva Lund will visit Oslo. Lund's husband, Per Lund, stays at home. Lund told parliament so."
    )
    assert people(text) == {"Eva Lund": ("Eva Lund", "Lund"), "Per Lund": ("Per Lund",)}


def test_a_courtesy_title_tells_namesakes_apart(people: Callable[[str], Forms]) -> None:
    text = "Peter Sommer and Anke Sommer own the ferry. Ms Sommer sent a statement."
    assert people(text) == {"Peter Sommer": ("Peter Sommer",), "Anke Sommer": ("Anke Sommer", "Sommer")}


def test_an_office_tells_namesakes_apart(people: Callable[[str], Forms]) -> None:
    text = (
        "President Rui Tavares arrived with his wife, Ana Tavares. The crowd sang. It rained. "
        "Then President Tavares spoke."
    )
    assert people(text)["Rui Tavares"] == ("Rui Tavares", "Tavares")


def test_mr_and_mrs_are_two_even_without_given_names(named: Callable[[str], Reading]) -> None:
    reading = named("Mr. Adeyemi said that Mrs. Adeyemi was in Accra.")
    assert [(p.name, p.gender) for p in reading.persons.values()] == [("Adeyemi", "m"), ("Adeyemi", "f")]


def test_two_who_share_a_surname_at_the_end_are_two(people: Callable[[str], Forms]) -> None:
    text = "Gareth and Moira Pugh, the parents of the prisoner, flew to Doha."
    assert people(text) == {"Gareth Pugh": ("Gareth Pugh", "Gareth"), "Moira Pugh": ("Moira Pugh",)}


def test_a_title_makes_a_lone_surname_a_person(people: Callable[[str], Forms]) -> None:
    assert list(people("President Kamwana refused. Gen. Obasi agreed. Pope Anselm prayed.")) == [
        "Kamwana",
        "Obasi",
        "Anselm",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "By Sarah Lindgren and Ahmed Qureshi",
        "Reporting by Alice Grau in Lima; Editing by Tom Reyes and Ann Petit",
        "Photo: Tuan Pham / Mekong Wire",
        "The crowd at noon. (Photo by Jürgen Held)",
        "Editor: Moira Blackwood",
        "Alper Aksoy  | 24.11.2031",
        "The harbour at dawn, Germany, September 1, 2031. Jürgen Held/Pool via BALTIC PRESS",
    ],
)
def test_who_wrote_edited_or_photographed_is_nobody_of_the_story(text: str, people: Callable[[str], Forms]) -> None:
    assert people(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "The Haraldsen report names three officials.",
        "The Lindqvist administration fell in 2010.",
        "They met in Bernardo Ochoa Square and crossed the Felix Baumann bridge.",
        "The tanker left after the Nils Brahe shelter had closed.",
        "The MV Aurora Borg ran aground; Hurricane Maria hit, and Operation Ruby Star began.",
        "He landed at Amilcar Mendes airport.",
        "The crew of the vessel Santa Ursula waits.",
        "The leader of Boko Haram fled.",
        "They met in the municipality of Pedro Luis Arce.",
        "Credit Suisse and the Sea Shepherd declined to comment.",
        "On Monday in March the National Assembly and Radio Horizonte were closed.",
    ],
)
def test_things_ships_operations_and_bodies_are_no_persons(text: str, people: Callable[[str], Forms]) -> None:
    assert people(text) == {}


def test_a_person_in_a_caption_of_a_photograph_is_one(people: Callable[[str], Forms]) -> None:
    text = "Photo shows Foreign Minister Ilse Brandt, left, with the visitors."
    assert list(people(text)) == ["Ilse Brandt"]


def test_a_name_that_the_model_misses_is_found_by_the_role_beside_it(people: Callable[[str], Forms]) -> None:
    text = "The pact was signed by the mayor of Oruro, Wayra Quispe Mamani, and the governor, Illari Condori."
    assert list(people(text)) == ["Wayra Quispe Mamani", "Illari Condori"]


def test_a_king_is_nobody_who_only_has_his_name_for_a_surname(people: Callable[[str], Forms]) -> None:
    text = "Prince Faris bin Nasser left. King Nasser and Prince Faris stayed."
    assert people(text) == {"Faris bin Nasser": ("Faris bin Nasser", "Faris"), "Nasser": ("Nasser",)}


def test_a_headline_names_nobody_by_its_capitals_alone(people: Callable[[str], Forms]) -> None:
    assert people("Four Ministers Open Harbour Talks In Gloomy Mood") == {}


def test_mentions_are_sorted_and_stand_where_they_say(named: Callable[[str], Reading]) -> None:
    reading = named("“Go,” Ms. O’Hara told Kofi Antwi-Boasiako in Kumasi. Antwi-Boasiako went.")
    text = reading.source.text
    assert [(text[m.start : m.end], m.type, m.kind) for m in reading.mentions] == [
        ("O’Hara", "person", "surname"),
        ("Kofi Antwi-Boasiako", "person", "name"),
        ("Kumasi", "place", "name"),
        ("Antwi-Boasiako", "person", "surname"),
    ]


def test_the_weight_counts_mentions(named: Callable[[str], Reading]) -> None:
    reading = named("Premier Gao Zhiming spoke in Tianjin. Gao left early. He was tired.")
    assert [p.weight for p in reading.persons.values()] == [3]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Foreign Minister Dato' Seri Azlan Hakim arrived.", "Azlan Hakim"),
        ("The chairman, Tan Sri Ong Boon Teck, spoke.", "Ong Boon Teck"),
        ("He met Datin Noraini Yusof in Ipoh.", "Noraini Yusof"),
        ("Sri Wahyuni Indrawati, Indonesia's finance minister, spoke.", "Sri Wahyuni Indrawati"),
        ("Tan Kah Hoe, a banker, spoke.", "Tan Kah Hoe"),
        ("They will call on President Md. Abdul Karim. Then they leave.", "Abdul Karim"),
        ("Prime Minister Begum Salma Akter spoke.", "Salma Akter"),
        ('Gang leader Jimmy "Tiger" Fontaine said in a video that he would fight.', 'Jimmy "Tiger" Fontaine'),
        ("Pak Chol Nam, vice-minister of defence, spoke.", "Pak Chol Nam"),
    ],
)
def test_titles_and_nicknames_neither_add_to_a_name_nor_cut_it(
    people: Callable[[str], Forms], text: str, name: str
):
    found = people(text)
    assert [name in forms for forms in found.values()] == [True]


def test_a_sentence_that_opens_with_a_gerund_names_nobody_by_it(people) -> None:
    assert "Backing Okoro" not in people("Ada Okoro spoke. Backing Okoro is a lost cause, he said.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They fined his firm, Danube Freight, in May.", "Danube Freight"),
        ("They fined Blue Heron Marine FZE in May.", "Blue Heron Marine FZE"),
        ("They fined the airline Norvel in May.", "Norvel"),
        ("They fined a bank, Harlan Roth, in May.", "Harlan Roth"),
    ],
)
def test_a_company_is_told_by_its_form_or_by_the_word_before_it(named, people, text, name) -> None:
    assert people(text) == {}
    assert [m.value for m in named(text).mentions if m.type == "organisation"] == [name]


def test_somebody_named_behind_the_company_is_a_person(people) -> None:
    assert list(people("A lawyer for the company, Erik Dahl, declined to comment.")) == ["Erik Dahl"]
