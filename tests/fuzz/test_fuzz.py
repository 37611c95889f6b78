"""Three thousand damaged files and mistyped commands; `make fuzz` runs a hundred thousand."""

import pytest
from fuzz import driver, typed


@pytest.mark.parametrize(("first", "count"), [(0, 1_000), (1_000, 1_000), (2_000, 950)])
def test_no_damaged_file_raises_hangs_or_fills_the_memory(first, count):
    outcome = driver.run(count, first)
    told = outcome.told()
    assert outcome.faults == [], told
    assert outcome.cases == count
    assert outcome.read > count // 10
    assert outcome.refused > count // 10


def test_no_mistyped_command_and_no_damaged_file_of_ours_is_a_bug():
    assert typed.faults(0, 50) == []
