"""Rings of cells and of levels: the areas they enclose are countable by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from cpted_rules.figure.contour import cell_rings, level_rings


def _area(ring: NDArray[np.float64]) -> float:
    """Of a ring: above zero where it goes counter-clockwise."""
    x, y = ring.T
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)) / 2


def test_the_ring_of_one_cell_has_its_four_corners() -> None:
    (ring,) = cell_rings(np.array([[True]]))
    assert {tuple(p) for p in ring.tolist()} == {(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)}
    assert _area(ring) == pytest.approx(1.0)


def test_a_hole_is_a_ring_the_other_way_round() -> None:
    mask = np.ones((3, 3), np.bool_)
    mask[1, 1] = False
    assert sorted(_area(ring) for ring in cell_rings(mask)) == pytest.approx([-1.0, 9.0])


def test_cells_that_meet_at_a_corner_have_rings_of_their_own() -> None:
    rings = cell_rings(np.array([[True, False], [False, True]]))
    assert [_area(ring) for ring in rings] == pytest.approx([1.0, 1.0])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.booleans(), min_size=6, max_size=6), min_size=1, max_size=6))
def test_rings_of_cells_enclose_as_many_as_there_are(rows: list[list[bool]]) -> None:
    mask = np.array(rows)
    assert sum(_area(ring) for ring in cell_rings(mask)) == pytest.approx(mask.sum())


def test_a_level_runs_where_the_slope_passes_it() -> None:
    # values 0, 1, 2, 3 from west to east: 1.5 is reached from x = 1.5 on, to x = 3; two rows
    slope = np.tile(np.arange(4.0), (2, 1))
    (ring,) = level_rings(slope, 1.5)
    assert _area(ring) == pytest.approx(1.5, abs=1e-6)
    assert ring[:, 0].min() == pytest.approx(1.5)


def test_the_corner_of_a_hill_is_cut_where_its_sides_reach_the_level() -> None:
    # 1 in the middle of 0: one half is reached half way to each neighbour, a square of diagonal 1
    hill = np.zeros((3, 3))
    hill[1, 1] = 1.0
    (ring,) = level_rings(hill, 0.5)
    assert _area(ring) == pytest.approx(0.5)
    assert (ring[:, 0] + ring[:, 1]).max() == pytest.approx(2.5)


def test_two_hills_that_meet_at_a_corner_are_joined() -> None:
    saddle = np.array([[0.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    assert len(level_rings(saddle, 0.5)) == 1


def test_what_is_not_known_is_not_reached() -> None:
    assert level_rings(np.full((3, 3), np.nan), 1.0) == ()
    known = np.array([[np.nan, 5.0, np.nan]])
    assert sum(_area(ring) for ring in level_rings(known, 1.0)) == pytest.approx(0.0, abs=1e-6)


def test_rings_are_the_same_every_time() -> None:
    values = np.random.default_rng(1).random((20, 30))
    first, again = level_rings(values, 0.5), level_rings(values, 0.5)
    assert all((a == b).all() for a, b in zip(first, again, strict=True))
