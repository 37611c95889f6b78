"""Every 16th code point through both writers; `make fuzz` takes all of them."""

from fuzz import code_points


def test_every_code_point_comes_back_from_word_and_pdf_or_is_told():
    assert list(code_points.run(16)) == []
