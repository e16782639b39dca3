"""Visibility graphs: check values, rooms by hand, and a plain graph of straight lines."""

from collections import deque
from dataclasses import replace
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from shapely import LineString, Point, box, union_all
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.isovist import Level, level_of
from cpted_rules.analysis.scene.grid import Grid, grid_of
from cpted_rules.analysis.scene.pieces import Obstacle, scene_of
from cpted_rules.analysis.sight.graph import (
    EYE_M,
    KNEE_M,
    MOST_CELLS,
    TOUCH_M,
    connectivity,
    depth,
    diamond,
    integration,
    relative_asymmetry,
)


def level(*shapes: BaseGeometry, top_m: float = 3.0, at_m: float = EYE_M) -> Level:
    return level_of(
        scene_of(
            Obstacle(id=f"o{n}", shape=shape, base_m=0, top_m=top_m)  # type: ignore[arg-type]
            for n, shape in enumerate(shapes)
        ),
        at_m,
    )


def links_of(grid: Grid, shapes: list[BaseGeometry]) -> NDArray[np.bool_]:
    """Which cells see each other, one straight line at a time; no cell in or on anything."""
    things = union_all(shapes)
    open_ = [not things.dwithin(Point(p), TOUCH_M) for p in grid.points]
    count = len(grid.points)
    links = np.zeros((count, count), dtype=np.bool_)
    for i in range(count):
        for j in range(i):
            line = LineString([grid.points[i], grid.points[j]])
            links[i, j] = links[j, i] = open_[i] and open_[j] and not things.intersects(line)
    return links


def steps_from(links: NDArray[np.bool_], start: int) -> dict[int, int]:
    """Steps to each cell that can be reached."""
    steps, ahead = {start: 0}, deque([start])
    while ahead:
        here = ahead.popleft()
        for there in np.flatnonzero(links[here]).tolist():
            if there not in steps:
                steps[there] = steps[here] + 1
                ahead.append(there)
    return steps


@pytest.mark.parametrize(("cells", "value"), [(50, 0.1333), (100, 0.0845), (1000, 0.0148)])
def test_the_diamond_has_its_known_values(cells: int, value: float) -> None:
    assert diamond(cells) == pytest.approx(value, abs=5e-5)


def test_integration_is_the_diamond_by_the_asymmetry() -> None:
    mean, cells = np.array([2.0, 1.0, 1.0]), np.array([50, 50, 2])
    assert relative_asymmetry(mean, cells)[:2] == pytest.approx([2 / 48, 0])
    assert integration(mean, cells)[0] == pytest.approx(diamond(50) * 24)
    assert integration(mean, cells)[1] == inf
    assert np.isnan(integration(mean, cells)[2])


def test_in_an_open_room_each_cell_sees_all_others() -> None:
    grid = grid_of(box(0, 0, 8, 6), 1.0)
    found = connectivity(level(box(-0.2, -0.2, 8.2, 6.2).exterior), grid)
    assert found.open.all()
    assert (found.count == 47).all()
    # from the corner cell: mean of the distances over the 8 x 6 cells but itself
    mean = sum(np.hypot(c, r) for c in range(8) for r in range(6)) / 47
    assert found.mean_m[0] == pytest.approx(mean)
    steps = depth(level(box(-0.2, -0.2, 8.2, 6.2).exterior), grid)
    assert (steps.mean_depth == 1).all()
    assert (steps.clustering == 1).all()
    assert (steps.integration == inf).all()
    assert (steps.connectivity == 47).all()


def test_two_rooms_that_a_wall_parts_are_two_graphs() -> None:
    grid = grid_of(box(0, 0, 8, 4), 1.0)
    of = level(LineString([(4, -300), (4, 300)]), box(-300, -300, 300, 300).exterior)
    assert (connectivity(of, grid).count == 15).all()
    assert (depth(of, grid).reached == 15).all()


def test_round_a_corner_is_two_steps() -> None:
    # three squares of 4 m round a corner, of one cell each: the outer two do not see each other
    three = [box(0, 0, 4, 4), box(4, 0, 8, 4), box(0, 4, 4, 8)]
    one = grid_of(three[0], 4.0)
    column, row = np.array([0, 1, 0]), np.array([0, 0, 1])
    points = np.column_stack([4 * column + 2.0, 4 * row + 2.0])
    grid = replace(
        one, x_m=2, y_m=2, step_m=4, columns=2, rows=2, points=points, column=column, row=row
    )
    of = level(box(4.1, 4.1, 9, 9), LineString([(3.5, 3.5), (4.2, 4.2)]))
    found = depth(of, grid)
    assert grid.points.tolist() == [[2, 2], [6, 2], [2, 6]]
    assert found.connectivity.tolist() == [2, 1, 1]
    assert found.mean_depth.tolist() == [1, 1.5, 1.5]
    assert found.clustering[0] == 0  # its two neighbours are not linked
    assert np.isnan(found.clustering[1:]).all()
    # k = 3: D_3 = 2 (3 (log2(5/3) - 1) + 1) / 2, RA = 2 x 0.5 / 1
    assert found.integration[1] == pytest.approx(3 * (np.log2(5 / 3) - 1) + 1)
    assert found.integration[0] == inf


def test_cells_in_or_on_what_stands_are_not_part_of_the_graph() -> None:
    grid = grid_of(box(0, 0, 6, 3), 1.0)
    of = level(box(2, 0.2, 3, 0.8), LineString([(4.5, 1.5), (4.5, 1.9)]))
    found = connectivity(of, grid)
    assert np.flatnonzero(~found.open).tolist() == [2, 6 + 4]
    assert found.count[~found.open].tolist() == [0, 0]
    assert np.isnan(found.mean_m[~found.open]).all()
    assert found.count.max() == 15  # of 18 cells: itself and those two are not counted


def test_a_bench_is_in_the_way_of_walking_but_not_of_seeing() -> None:
    grid = grid_of(box(0, 0, 8, 4), 1.0)
    bench, rim = LineString([(4, -300), (4, 300)]), box(-300, -300, 300, 300).exterior
    walls = Obstacle(id="rim", shape=rim, base_m=0, top_m=3)
    seat = Obstacle(id="bench", shape=bench, base_m=0, top_m=0.45)
    scene = scene_of([walls, seat])
    assert (connectivity(level_of(scene, EYE_M), grid).count == 31).all()
    assert (connectivity(level_of(scene, KNEE_M), grid).count == 15).all()


def test_a_graph_too_large_to_store_is_refused() -> None:
    grid = grid_of(box(0, 0, 101, 100), 1.0)
    assert len(grid.points) > MOST_CELLS
    with pytest.raises(ValueError, match="a wider step"):
        depth(level(), grid)


corner = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(
    lambda p: (p[0] / 7 + 0.0123, p[1] / 7 + 0.0071)
)


@st.composite
def shapes(draw: st.DrawFn) -> BaseGeometry:
    (x, y), (u, v) = draw(corner), draw(corner)
    if draw(st.booleans()):
        return LineString([(x, y), (u + 0.0456, v)])
    return box(x, y, x + 0.3 + u / 3, y + 0.3 + v / 4)


@settings(max_examples=40, deadline=None)
@given(st.lists(shapes(), max_size=5))
def test_the_graph_is_that_of_straight_lines(things: list[BaseGeometry]) -> None:
    area = box(0, 0, 7, 7).difference(box(5, 5, 9, 9))  # cells that are not asked about
    grid = grid_of(area, 1.0)
    links = links_of(grid, things)
    of = level(*things, LineString([(100, 100), (101, 100)]))
    found, steps = connectivity(of, grid), depth(of, grid)
    degree = links.sum(axis=1)
    assert found.count.tolist() == degree.tolist()
    assert steps.connectivity.tolist() == degree.tolist()
    far = np.hypot(*(grid.points[:, None] - grid.points[None]).transpose(2, 0, 1))
    for i in range(len(links)):
        reached = steps_from(links, i)
        assert steps.reached[i] == len(reached) - 1
        if degree[i]:
            assert found.mean_m[i] == pytest.approx(far[i][links[i]].mean())
            assert steps.mean_depth[i] == pytest.approx(sum(reached.values()) / (len(reached) - 1))
        if degree[i] > 1:
            near = links[np.ix_(links[i], links[i])]
            assert steps.clustering[i] == pytest.approx(near.sum() / (degree[i] * (degree[i] - 1)))


def test_threads_change_nothing() -> None:
    grid = grid_of(box(0, 0, 30, 30), 1.0)
    of = level(*(box(3 * k, 2 * k, 3 * k + 2.3, 2 * k + 1.7) for k in range(9)))
    once, again = connectivity(of, grid), connectivity(of, grid, threads=3)
    assert once.count.tobytes() == again.count.tobytes()
    assert once.mean_m.tobytes() == again.mean_m.tobytes()
    deep, deeper = depth(of, grid), depth(of, grid, threads=2)
    assert deep.integration.tobytes() == deeper.integration.tobytes()
    # of 900 cells on a lattice, many in line with corners: what is seen is seen both ways
    assert (deep.connectivity == once.count).all()
    assert once.count.sum() % 2 == 0
