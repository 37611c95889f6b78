from __future__ import annotations

import pytest

from brief.render.blocks import Cell, Run, Table
from brief.render.columns import column_widths, whole_widths


def table(head: tuple[str, ...], *rows: tuple[str, ...], widths: tuple[float, ...] = ()) -> Table:
    cells = tuple(tuple(Cell(lines=((Run(text=text),),)) for text in row) for row in rows)
    return Table(head=head, rows=cells, widths=widths, summary="s")


def test_shares_are_kept_where_every_line_fits() -> None:
    made = column_widths(table(("A", "B"), ("x", "y"), widths=(0.25, 0.75)), 400, 9, 7)
    assert made == [100, 300]


def test_a_column_grows_to_hold_its_longest_word() -> None:
    narrow, wide = column_widths(table(("Response", "B"), ("no", "y"), widths=(0.1, 0.9)), 400, 9, 7)
    assert narrow > 45
    assert narrow + wide == pytest.approx(400)


def test_room_that_short_lines_leave_goes_to_long_ones() -> None:
    made = column_widths(table(("No.", "Words"), ("1", "word " * 80), widths=(0.5, 0.5)), 400, 9, 7)
    assert made[0] < 60
    assert sum(made) == pytest.approx(400)


@pytest.mark.parametrize("widths", [(), (0.5, 0.5), (0, 0, 1), (-1, 1, 1)])
def test_shares_that_do_not_fit_the_columns_are_made_equal(widths: tuple[float, ...]) -> None:
    assert column_widths(table(("A", "B", "C"), widths=widths), 300, 9, 7) == [100, 100, 100]


def test_a_table_without_anything_has_one_column() -> None:
    assert column_widths(table(()), 300, 9, 7) == [300]


def test_whole_widths_sum_exactly() -> None:
    assert whole_widths([100 / 3] * 3) == [33, 34, 33]


def test_a_date_gets_its_whole_line_before_a_long_text_gets_more() -> None:
    rows = [("At least 34", "11 Feb 2027", "National Office for Risk and Disaster Management of the Interior")] * 3
    made = column_widths(table(("How many", "As of", "Says who"), *rows, widths=(0.3, 0.1, 0.6)), 400, 9, 7)
    assert made[1] > 11 * 0.556 * 9 + 7 - 0.01
    assert sum(made) == pytest.approx(400)
