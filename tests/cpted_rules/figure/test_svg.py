"""Paths of many runs of points are written as each by itself is."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpted_rules.figure.svg import clipped, runs, through

COORDINATES = st.one_of(
    st.sampled_from([0.0, -0.0, -0.004, 0.005, 0.1, 10.0, 100.0, -0.1, 0.995, 1e6]),
    st.floats(-1e4, 1e4, allow_nan=False),
)
RUNS = st.lists(
    st.lists(st.tuples(COORDINATES, COORDINATES), min_size=2, max_size=5), min_size=1, max_size=8
)


@pytest.mark.parametrize("end", ["", "Z"])
@settings(max_examples=200, deadline=None)
@given(drawn=RUNS)
def test_many_runs_are_written_as_each_by_itself(
    end: str, drawn: list[list[tuple[float, float]]]
) -> None:
    points = np.array([point for run in drawn for point in run])
    together = runs(points, np.array([len(run) for run in drawn]), end=end)
    alone = "".join(through(run, closed=bool(end)) for run in drawn)
    assert re.sub(r"[-\d.]+", "0", together) == re.sub(r"[-\d.]+", "0", alone)
    # what lies half way between two hundredths goes to either
    numbers = [np.array(re.findall(r"[-\d.]+", d), float) for d in (together, alone)]
    assert numbers[0] == pytest.approx(numbers[1], abs=0.0101)


def test_coordinates_are_written_to_a_hundredth_without_idle_zeros() -> None:
    points = np.array([(0.0, 0.0), (1.0, 2.5), (10.0, 20.0), (30.0, -0.001)])
    assert runs(points, np.array([2, 2])) == "M0 0L1 2.5M10 20L30 0"
    assert runs(points, np.array([2, 2]), end="Z") == "M0 0L1 2.5ZM10 20L30 0Z"


def test_a_clip_is_named_by_what_it_says() -> None:
    first, other = clipped(["<a/>"], "M0 0h1v1Z"), clipped(["<b/>"], "M0 0h1v1Z")
    names = [re.findall(r'id="(\w+)"', words) for words in (first, other)]
    assert names[0] == names[1]
    assert clipped(["<a/>"], "M0 0h2v1Z").find(names[0][0]) == -1
    assert clipped([], "M0 0h1v1Z") == clipped(["<a/>"], "") == ""
