"""Paths of many runs of points are written as each by itself is."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from cpted_rules.figure.svg import runs, through

COORDINATES = st.one_of(
    st.sampled_from([0.0, -0.0, -0.004, 0.005, 0.1, 10.0, 100.0, -0.1, 0.995, 1e6]),
    st.floats(-1e4, 1e4, allow_nan=False),
)
RUNS = st.lists(
    st.lists(st.tuples(COORDINATES, COORDINATES), min_size=2, max_size=5), min_size=1, max_size=8
)


@settings(max_examples=200, deadline=None)
@given(RUNS)
def test_many_runs_are_written_as_each_by_itself(drawn: list[list[tuple[float, float]]]) -> None:
    points = np.array([point for run in drawn for point in run])
    together = runs(points, [len(run) for run in drawn], [None] * len(drawn))
    assert together == "".join(through(run) for run in drawn)


def test_a_path_of_its_own_stands_in_its_place() -> None:
    points = np.array([(0.0, 0.0), (1.0, 2.5), (10.0, 20.0), (30.0, -0.001)])
    assert runs(points, [2, 3, 2], [None, "M5 5L6.25 6", None]) == (
        "M0 0L1 2.5M5 5L6.25 6M10 20L30 0"
    )
