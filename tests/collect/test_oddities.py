"""Characters that deceive the eye: which are told, with their place, and which belong to a language."""

import pytest

from brief.collect.oddities import oddities


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Rosa Quispe spoke.", []),
        (
            "First line.\nRo\u200bsa spoke.",
            ["unseen characters stand inside words in line 2; names are found in spite of them"],
        ),
        (
            "He paid \u202e001\u202c pounds.",
            [
                (
                    "unseen characters turn the direction of the text in 2 places, first in line 1; "
                    "check the words there"
                )
            ],
        ),
        (
            "Minister Cаstro left. Cаstro spoke.",
            ['letters of two scripts in one word, perhaps no slip: "Cаstro" (line 1); read as Latin'],
        ),
        (
            "Mr \uff2c\uff45\uff45 came.",
            ["letters of another form, full-width or mathematical, are read as plain ones in line 1"],
        ),
        ("می\u200cخواهم گفت", []),
        ("Президент Иванов и Łódź", []),
        ("The β-blocker and the µm scale", []),
        ("👩\u200d👩\u200d👧 came", []),
        ("co\u00adoperation", []),
    ],
    ids=[
        "plain",
        "zero width",
        "turned",
        "two scripts",
        "full width",
        "Persian",
        "Russian",
        "Greek letter",
        "emoji",
        "soft hyphen",
    ],
)
def test_odd_characters_are_told_with_their_place(text, told):
    assert list(oddities(text)) == told


def test_the_text_itself_stays_as_it_was(read):
    text = "Ro\u200bsa Quispe met the minister of trade in Lima on Monday, her office said."
    source, (notice,) = read(text)
    assert source.text == text
    assert notice.message.startswith("unseen characters stand inside words in line 1")
