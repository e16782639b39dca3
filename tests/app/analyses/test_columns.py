"""Widths of columns: what they hold, all of the table, and numbers never narrower than they are."""

import pytest

from app.analyses.columns import CELL_MM, GAP_MM, column_widths
from cpted_rules.figure.svg import width_of

HEAD = ("곳", "평균", "최소")


def test_all_of_a_table_is_given_away() -> None:
    shares = column_widths(HEAD, [("가", "1.0", "2.0")], words=1, wide_mm=176.0)
    assert sum(shares) == pytest.approx(1.0)


def test_alike_columns_are_alike_and_a_longer_one_is_wider() -> None:
    first, second, third = column_widths(
        HEAD, [("주출입구 앞 5 m", "1.0", "2.0")], words=1, wide_mm=176.0
    )
    assert second == pytest.approx(third)
    assert first > second


def test_where_room_is_short_words_give_way_and_numbers_do_not() -> None:
    long = "가나다라마바사아자차카타파하 " * 10
    shares = column_widths(HEAD, [(long, "1,234.5", "2,345.6")], words=1, wide_mm=86.5)
    needed = width_of("1,234.5", CELL_MM) + GAP_MM
    assert 86.5 * shares[1] >= needed
    assert 86.5 * shares[2] >= needed
    assert sum(shares) == pytest.approx(1.0)


def test_a_table_without_rows_goes_by_its_head() -> None:
    assert sum(column_widths(HEAD, [], words=1, wide_mm=176.0)) == pytest.approx(1.0)
