"""Linework as fine as can be seen: no line moves by more than is allowed."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from shapely import LineString, Point, hausdorff_distance

from cpted_rules.figure.reading_lines import thinned

WITHIN = 0.01
PLACES = st.integers(-100, 100).map(lambda n: n / 100)
RUN = st.lists(st.tuples(PLACES, PLACES), min_size=2, max_size=40)


def _circle(radius: float) -> NDArray[np.float64]:
    turn = np.linspace(0, 2 * np.pi, 73)
    return radius * np.column_stack([np.cos(turn), np.sin(turn)])


def test_a_small_circle_keeps_a_few_of_its_points_and_its_shape() -> None:
    drawn = _circle(0.3)
    kept, counts = thinned(drawn, np.array([73]), within=WITHIN)
    assert counts.tolist() == [len(kept)]
    assert 8 <= len(kept) <= 20
    # each halving moves a curve four times as far as the one before: 4/3 of the last in all
    assert hausdorff_distance(LineString(drawn), LineString(kept)) <= 4 / 3 * WITHIN


def test_points_of_a_straight_line_go_and_its_ends_stay() -> None:
    line = np.column_stack([np.linspace(0, 8, 9), np.zeros(9)])
    kept, counts = thinned(line, np.array([9]), within=WITHIN)
    assert kept.tolist() == [[0.0, 0.0], [8.0, 0.0]]
    assert counts.tolist() == [2]


def test_a_spike_stays() -> None:
    spike = np.array([(0.0, 0.0), (5.0, 0.0), (0.0, 0.0), (2.0, 0.0), (1.0, 0.0)])
    kept, _ = thinned(spike, np.array([5]), within=WITHIN)
    assert kept.tolist() == spike.tolist()


@settings(max_examples=100, deadline=None)
@given(st.lists(RUN, min_size=1, max_size=4))
def test_runs_keep_their_ends_and_move_by_little(runs: list[list[tuple[float, float]]]) -> None:
    points = np.array([p for run in runs for p in run])
    kept, counts = thinned(points, np.array([len(run) for run in runs]), within=WITHIN)
    parts = np.split(kept, np.cumsum(counts)[:-1])
    assert len(parts) == len(runs)
    for run, part in zip(runs, parts, strict=True):
        assert tuple(part[0]) == run[0]
        assert tuple(part[-1]) == run[-1]
        # four times by `within` at most
        assert all(LineString(part).distance(Point(p)) <= 4 * WITHIN + 1e-9 for p in run)
