"""A text in, the copy that is searched and the way back out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.folding import Searched, folding
from brief.model import SourceDocument


@pytest.mark.parametrize(
    ("text", "copy"),
    [
        ("Ro\u00adsa Quis\u200bpe", "Rosa Quispe"),
        ("Jose\u0301 \uff2c\uff45\uff45", "José Lee"),
        ("the chie\ufb00 o\ufb03ce", "the chieff office"),
        ("Cаstro", "Castro"),
        ("\u202e001\u202c", "001"),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", None),
        ("👩\u200d👧 came", None),
        ("Президент", None),
        ("β-blocker", None),
    ],
)
def test_what_hides_a_word_is_folded_and_what_belongs_to_it_is_not(text, copy):
    found = folding(text)
    assert (found.text if found else None) == copy


def test_the_way_back_gives_the_words_with_all_that_hides_in_them():
    text = "He met Jose\u0301 Ro\u00adsa at the o\ufb03ce."
    found = folding(text)
    assert found is not None
    at = found.text.index("José Rosa")
    assert text[slice(*found.back(at, at + 9))] == "Jose\u0301 Ro\u00adsa"
    at = found.text.index("office")
    assert text[slice(*found.back(at, at + 6))] == "o\ufb03ce"
    assert found.forth(text.index("at the")) == found.text.index("at the")


@given(st.text(alphabet="aé \u00ad\u200b\u202e\u0301\ufb03\uff21\n\u2028ао\U0001d400", max_size=60))
def test_every_place_of_the_copy_has_its_place_in_the_text(text):
    found = folding(text)
    if found is None:
        return
    before = (0, 0)
    for at in range(len(found.text)):
        start, end = found.back(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert before[0] <= start  # letters that were read as one stretch stand for all of it
        assert before[1] <= end
        assert found.forth(start) <= at
        before = start, end


def test_a_source_without_odd_characters_is_searched_as_it_is():
    source = SourceDocument(id="s1", path="a.txt", format="plaintext", text="“Well,” she said.", digest="")
    assert Searched(source).copy is source
