"""Three thousand damaged files through every reader and the YAML loader; `make fuzz` runs a hundred thousand."""

import pytest
from fuzz import driver


@pytest.mark.parametrize("first", range(0, 3_000, 1_000))
def test_no_damaged_file_raises_hangs_or_fills_the_memory(first):
    outcome = driver.run(1_000, first)
    told = outcome.told()
    assert outcome.faults == [], told
    assert outcome.cases == 1_000
    assert outcome.read > 100
    assert outcome.refused > 100
