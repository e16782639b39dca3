"""Storeys as people write them in a form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.storeys import HIGHEST, LOWEST, storeys_of, storeys_text
from cpted_rules.text import Lang


@pytest.mark.parametrize(
    ("written", "levels"),
    [
        ("1", (1,)),
        ("1, 2~5, 지하1", (-1, 1, 2, 3, 4, 5)),
        ("2 ~ 5층", (2, 3, 4, 5)),
        ("2-5", (2, 3, 4, 5)),
        ("2 - 4", (2, 3, 4)),
        ("-1", (-1,)),
        ("B2-B1 1F", (-2, -1, 1)),
        ("지하2층~지하1층", (-2, -1)),
        ("지하1~지상2", (-1, 1, 2)),
        ("옥외", (0,)),
        ("outside; 1", (0, 1)),
        ("3, 3, 2", (2, 3)),
    ],
)
def test_what_people_write_is_understood(written, levels):
    assert storeys_of(written) == levels


@pytest.mark.parametrize(
    "written", ["", "  ", "옥상", "5~2", "1층바닥", "202", "지하31", "1~", "x"]
)
def test_what_cannot_be_told_is_refused(written):
    with pytest.raises(ValueError):  # noqa: PT011 - its words are what was written
        storeys_of(written)


@given(st.sets(st.integers(LOWEST, HIGHEST), min_size=1), st.sampled_from(Lang))
def test_what_is_written_reads_back(levels, lang):
    assert storeys_of(storeys_text(levels, lang)) == tuple(sorted(levels))


def test_runs_are_written_short_and_stop_at_the_ground():
    assert storeys_text((-2, -1, 0, 1, 2, 3, 5), Lang.KO) == "지하2, 지하1, 옥외, 1~3, 5"
    assert storeys_text((-3, -2, -1, 1), Lang.EN) == "B3-B1, 1"
