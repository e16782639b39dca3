"""Cells of areas."""

import numpy as np
from shapely import Polygon, box

from cpted_rules.analysis.scene.grid import grid_of


def test_cells_lie_at_whole_multiples_of_the_step() -> None:
    grid = grid_of(box(0.2, 0.2, 6.2, 4.2), 1.0)
    assert grid.points[0].tolist() == [0.5, 0.5]
    assert len(grid.points) == 6 * 4  # centres 0.5 to 5.5 and 0.5 to 3.5


def test_a_small_area_gets_a_finer_step() -> None:
    grid = grid_of(box(0, 0, 2, 2), 1.0)
    assert grid.step_m == 0.5
    assert len(grid.points) == 16


def test_an_area_thinner_than_any_cell_has_one_point() -> None:
    assert len(grid_of(box(0.01, 0, 0.012, 0.02), 1.0).points) == 1


def test_all_cells_together_are_the_area() -> None:
    area = Polygon([(0, 0), (8, 0), (8, 6), (4, 6), (4, 3), (0, 3)])
    grid = grid_of(area, 1.0)
    assert grid.shape_of(np.ones(len(grid.points), dtype=bool)).equals(area)
    assert grid.shape_of(np.zeros(len(grid.points), dtype=bool)).is_empty


def test_a_raster_has_none_outside_the_area() -> None:
    area = Polygon([(0, 0), (8, 0), (8, 6), (4, 6), (4, 3), (0, 3)])
    grid = grid_of(area, 1.0)
    rows = grid.raster(np.arange(len(grid.points), dtype=float))
    assert (len(rows), len(rows[0])) == (6, 8)
    assert rows[0][0] == 0.0
    assert rows[5][:4] == (None, None, None, None)
