"""Fields as the pages draw them: classes as areas, values for reading off."""

import itertools
from base64 import b64decode

import numpy as np
import pytest
from shapely.geometry import Point, box, shape

from app.screens.fields import UNKNOWN, classes, values
from cpted_rules.analysis.scene.grid import grid_of

GROUND = box(0, 0, 20, 10)


def test_a_class_covers_the_half_where_values_reach_its_limit() -> None:
    grid = grid_of(GROUND, 0.5)
    found = classes(grid, grid.points[:, 0], [10.0])
    assert [(area["class"], area.get("at")) for area in found] == [(0, None), (1, 10.0)]
    assert shape(found[0]["shape"]).area == pytest.approx(200)
    reached = shape(found[1]["shape"])
    assert reached.area == pytest.approx(100, abs=0.5)
    assert reached.covers(Point(15, 5))
    assert not reached.covers(Point(5, 5))


def test_higher_classes_lie_within_the_lower_ones() -> None:
    grid = grid_of(GROUND, 0.25)
    height = 8 - np.hypot(grid.points[:, 0] - 10, grid.points[:, 1] - 5)
    found = [shape(a["shape"]) for a in classes(grid, height, [2.0, 4.0, 6.0])[1:]]
    for low, high in itertools.pairwise(found):
        assert low.buffer(0.02).covers(high)
    assert found[2].area == pytest.approx(np.pi * 4, rel=0.03)  # within 2 m of the middle


def test_a_dark_hole_is_left_open() -> None:
    grid = grid_of(GROUND, 0.25)
    away = np.hypot(grid.points[:, 0] - 10, grid.points[:, 1] - 5)
    (_, lit) = classes(grid, away, [3.0])
    reached = shape(lit["shape"])
    assert not reached.covers(Point(10, 5))
    assert reached.area == pytest.approx(200 - np.pi * 9, rel=0.01)


def test_what_no_value_reaches_has_no_class() -> None:
    grid = grid_of(GROUND, 0.5)
    assert [a["class"] for a in classes(grid, np.full(len(grid.points), 1.0), [2.0, 3.0])] == [0]


def test_values_are_read_off_at_their_cells() -> None:
    area = box(0, 0, 2, 2).difference(box(1, 1, 2, 2))
    grid = grid_of(area, 0.25)
    kept = values(grid, grid.points[:, 0] + 10 * grid.points[:, 1], per_unit=100)
    rows = np.frombuffer(b64decode(kept["values"]), "<u2").reshape(kept["rows"], kept["columns"])
    assert rows[0, 0] == round((0.125 + 1.25) * 100)
    assert rows[3, 7] == round((1.875 + 8.75) * 100)
    assert rows[7, 7] == UNKNOWN  # beyond the area
