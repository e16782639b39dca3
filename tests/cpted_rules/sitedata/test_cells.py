"""What single cells of public tables say."""

import pytest

from cpted_rules.sitedata.cells import count, dated, megapixels, number, text


@pytest.mark.parametrize(
    ("cell", "iso", "impossible"),
    [
        ("2019", "2019", False),
        ("2019-03", "2019-03", False),
        ("201903", "2019-03", False),
        ("2019.3.", "2019-03", False),
        ("2019년 3월", "2019-03", False),
        ("20190305", "2019-03-05", False),
        ("2019-03-05 00:00:00", "2019-03-05", False),
        ("2019.0", "2019", False),  # a year that went through a float
        ("43529", "2019-03-05", False),  # days since 1899-12-30, as spreadsheets count
        ("1905-07", "", True),  # the year 2019 shown as day 2019 = 1905-07-11
        ("1905-07-11", "", True),
        ("2019-13", "", True),
        ("미상", "", True),
        ("", "", False),
        (None, "", False),
    ],
)
def test_a_date_is_iso_or_impossible(cell: str | None, iso: str, impossible: bool) -> None:
    assert dated(cell) == (iso, impossible)


@pytest.mark.parametrize(
    ("installed", "impossible"),
    [("2023-12", False), ("2024", False), ("2024-05", False), ("2024-06", True), ("2025", True)],
)
def test_nothing_is_installed_after_the_date_of_the_data(installed: str, impossible: bool) -> None:
    assert dated(installed, not_after="2024-05-31")[1] is impossible


@pytest.mark.parametrize(
    ("cell", "value"),
    [("4", 4.0), ("1,234.5", 1234.5), ("12m", 12.0), ("없음", None), ("", None), ("-3", -3.0)],
)
def test_a_number_may_have_a_unit_behind_it(cell: str, value: float | None) -> None:
    assert number(cell) == value


@pytest.mark.parametrize(("cell", "value"), [("2", 2), ("3대", 3), ("", 1), ("0", 1), ("1e9", 1)])
def test_a_count_is_one_where_it_is_not_believable(cell: str, value: int) -> None:
    assert count(cell) == value


@pytest.mark.parametrize(
    ("cell", "value"), [("200", 2.0), ("41", 0.41), ("2000000", 2.0), ("200만", 2.0), ("2", None)]
)
def test_pixels_are_counted_in_ten_thousands(cell: str, value: float | None) -> None:
    assert megapixels(cell) == value


@pytest.mark.parametrize("telephone", ["02-555-1234", "010-1234-5678", "(02) 3423-5678"])
def test_telephone_numbers_are_taken_out_of_words(telephone: str) -> None:
    assert text(f"역삼동 722-9 {telephone}") == "역삼동 722-9"
