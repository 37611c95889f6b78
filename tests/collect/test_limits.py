"""The table of limits: what each is called, shown and raised by."""

import pytest

from brief.collect.limits import LIMITS, with_settings
from brief.errors import UsageError


def test_a_limit_is_named_with_its_value_and_its_name():
    assert LIMITS.named("file_bytes") == "the limit of 25 MB for one file (file_bytes)"
    assert LIMITS.named("seconds") == "the limit of 30 s for reading one source (seconds)"
    assert LIMITS.shown("memory_bytes") == "1.5 GB"
    assert LIMITS.shown("zip_entries") == "5,000"


@pytest.mark.parametrize(
    ("written", "number"),
    [("50 MB", 50_000_000), ("1.5G", 1_500_000_000), ("5,000", 5_000), ("60", 60), ("64k", 64_000)],
)
def test_a_limit_is_raised_by_its_name(written, number):
    assert with_settings({"file_bytes": written}).file_bytes == number
    assert with_settings({}) == LIMITS


def test_what_is_no_limit_and_what_is_no_number_is_told_at_once():
    with pytest.raises(UsageError) as caught:
        with_settings({"file_byte": "1", "seconds": "soon"})
    assert str(caught.value).splitlines()[0].startswith("file_byte: no such limit; there are characters, ")
    assert str(caught.value).splitlines()[1] == "seconds: soon is no number; write 50 MB, or 60"
