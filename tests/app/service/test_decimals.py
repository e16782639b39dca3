"""Decimal numbers as people write them, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.decimals import decimal_of, decimal_text


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0", 0.0),
        (" 1250.5 ", 1250.5),
        ("1,234,567.25", 1_234_567.25),
        ("-3", -3.0),
        ("−3", -3.0),
        ("+.5", 0.5),
        ("12.", 12.0),
    ],
)
def test_number_is_read(written, value):
    assert decimal_of(written) == value


@pytest.mark.parametrize("written", ["", "-", "1,5", "1.2.3", "1e5", "nan", "inf", "0x1", "3 m"])
def test_what_is_no_number_is_refused_with_what_was_written(written):
    with pytest.raises(ValueError) as refusal:  # noqa: PT011 - its words are what was written
        decimal_of(written)
    assert refusal.value.args == (written,)


@given(st.floats(min_value=-1e9, max_value=1e9).map(lambda value: round(value, 6)))
def test_number_comes_back_as_it_was_shown(value):
    assert decimal_of(decimal_text(value)) == value
