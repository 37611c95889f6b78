"""Who "he" and "the minister" are, and that nobody is named where it is not clear."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from brief.extract.language import Pipeline
from brief.extract.names import name_everything
from brief.lexicon import Lexicon

Meant = Callable[[str], list[tuple[str, str]]]


@pytest.fixture
def meant(parser: Pipeline, lexicon: Lexicon) -> Meant:
    """Return a function: a text in; each pronoun and title with the person it means out."""

    def found(text: str) -> list[tuple[str, str]]:
        reading = parser.parse(text)
        name_everything(reading, lexicon)
        return [
            (text[m.start : m.end], reading.persons[m.value].name)
            for m in reading.mentions
            if m.type == "person" and m.kind in {"pronoun", "title"}
        ]

    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rosa Paucar said she would go.", [("she", "Rosa Paucar")]),
        ("Karl Weiss was charged with fraud, which he denies.", [("he", "Karl Weiss")]),
        ("Karl Weiss landed in Oslo. On Tuesday he met farmers.", [("he", "Karl Weiss")]),
        ("Karl Weiss met Eva Lund. She gave him a book.", [("She", "Eva Lund"), ("him", "Karl Weiss")]),
        ("Karl Weiss said that Thomas Berg had told him so.", [("him", "Karl Weiss")]),
        ("Eva Lund arrived with her husband, Per Lund.", [("her", "Eva Lund")]),
        ('"We will wait," Eva Lund said. "It is late," she added.', [("she", "Eva Lund")]),
        ("Eva Lund spoke of Rosa Paucar, the judge held in her own home.", [("her", "Rosa Paucar")]),
        ("Eva Lund asked Karl Weiss whether he would go.", [("he", "Karl Weiss")]),
        ("After the first year of her term, Eva Lund resigned.", [("her", "Eva Lund")]),
    ],
)
def test_a_pronoun_means_the_last_suitable_subject(
    text: str, expected: list[tuple[str, str]], meant: Meant
) -> None:
    pronouns = [pair for pair in meant(text) if pair[0].lower() in {"he", "she", "him", "her", "his"}]
    assert pronouns == expected


@pytest.mark.parametrize(
    "text",
    [
        "Eva Lund left Oslo. He was tired.",
        "A Danish sailor awaits his trial while Karl Weiss waits in Lagos.",
        "The ministers met. They said their talks were good.",
        'Karl Weiss quoted a proverb: "He who waits wins."',
    ],
)
def test_a_pronoun_that_fits_nobody_stays_without_a_person(text: str, meant: Meant) -> None:
    assert meant(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Peruvian Foreign Minister Rosa Paucar met Kenyan Minister Amos Kiptoo. The Kenyan minister smiled.",
            [("The Kenyan minister", "Amos Kiptoo")],
        ),
        (
            "Peruvian President Rosa Paucar landed. Farmers protested. The Peruvian leader waved.",
            [("The Peruvian leader", "Rosa Paucar")],
        ),
        (
            "Claire Obi, a nurse, was freed in May. The 34-year-old nurse flew home.",
            [("The 34-year-old nurse", "Claire Obi")],
        ),
        (
            "The novelist Said Aksoy is ill. Doctors saw the novelist on Friday.",
            [("the novelist", "Said Aksoy")],
        ),
        (
            "Former marine Paul Stroud was charged. A court heard the former marine in May.",
            [("the former marine", "Paul Stroud")],
        ),
        (
            "Rwandan President Alain Habineza met farmers. The Rwandan said little.",
            [("The Rwandan", "Alain Habineza")],
        ),
        (
            "Vice Foreign Minister Cho Min-jae landed. Later the vice minister opened a school.",
            [("the vice minister", "Cho Min-jae")],
        ),
        (
            "Consul Anna Berg and the consul in Arica, Karl Weiss, left.",
            [("the consul", "Karl Weiss")],
        ),
        (
            "Foreign Minister Rosa Paucar spoke of Claire Obi. The 34-year-old cook from Abuja is ill.",
            [("The 34-year-old cook", "Claire Obi")],
        ),
        (
            "Karl Weiss was seized in Lagos. The 29-year-old is accused of theft. The man denies it.",
            [("The 29-year-old", "Karl Weiss"), ("The man", "Karl Weiss")],
        ),
    ],
)
def test_a_title_means_the_only_one_who_has_it(text: str, expected: list[tuple[str, str]], meant: Meant) -> None:
    assert meant(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Peruvian Foreign Minister Rosa Paucar met Interior Minister Amos Kiptoo. The minister smiled.",
        "Norwegian diplomat Anna Berg left. A European diplomat wept. The diplomat gave no name.",
        "Foreign Minister Rosa Paucar left. The minister of finance stayed.",
        "Deputy Minister Rosa Paucar left. The minister stayed.",
        "Former President Amos Kiptoo left. The president stayed.",
        "Peruvian President Rosa Paucar left. The Kenyan president stayed.",
        "Opposition leader Amos Kiptoo left. The opposition negotiator stayed.",
        "Karl Weiss and Claire Obi were seized in Lagos. The 29-year-old is ill.",
        "Foreign Minister Rosa Paucar landed. The 52-year-old waved.",
    ],
)
def test_a_title_that_several_or_others_may_have_means_nobody(text: str, meant: Meant) -> None:
    assert meant(text) == []


def test_the_same_words_always_give_the_same_mentions(meant: Meant) -> None:
    text = "Eva Lund met Rosa Paucar. The envoy, she said, was late."
    assert meant(text) == meant(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Ghanaian minister had signed two agreements with Robin Hylton, his host. He laughed.",
        "The visitor laughed at a question about Kofi Osei. He stopped.",
    ],
)
def test_nobody_is_named_when_somebody_without_a_name_acted_before(text: str, meant: Meant) -> None:
    assert [pair for pair in meant(text) if pair[0] in {"He", "his"}] == []


def test_a_bare_title_means_whom_the_text_tells_of_not_the_other_holder_met_beside_him(meant: Meant) -> None:
    text = (
        "Foreign Minister Ana Brandt arrived on Monday. It rained. The streets were empty. A wreath was laid in the"
    )
    found = meant(f"{text} presence of Transport Minister Pedro Soto. Few came. The minister then flew home.")
    assert ("The minister", "Ana Brandt") in found


def test_his_excellency_means_the_one_who_was_called_so(meant: Meant) -> None:
    text = "His Excellency President Tomas Okello arrived in Oslo. Later, His Excellency was received by Kari Lund."
    assert ("His Excellency", "Tomas Okello") in meant(text)
