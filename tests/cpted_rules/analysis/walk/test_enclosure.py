"""Boundedness in closed form, and traps where all that makes one meets."""

from math import acos, asin, atan, pi

import numpy as np
import pytest
import shapely
from shapely import LineString, Point, box
from shapely.affinity import rotate, scale, translate
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.scene.grid import grid_of
from cpted_rules.analysis.walk.enclosure import boundedness, entrapment_spots

WALL = LineString([(-100, 0), (100, 0)])


def at(x: float, y: float, *barriers: BaseGeometry, within_m: float = 5.0) -> float:
    return float(boundedness(np.array([[x, y]]), barriers, within_m=within_m)[0])


@pytest.mark.parametrize("d", [0.5, 1.0, 3.0, 4.0, 4.99])
def test_before_a_long_wall_it_is_the_angle_of_what_is_near(d: float) -> None:
    assert at(0, d, WALL) == pytest.approx(2 * acos(d / 5) / (2 * pi))


def test_beyond_reach_nothing_bounds() -> None:
    assert at(0, 5.0, WALL) == pytest.approx(0.0, abs=1e-9)
    assert at(0, 7.0, WALL) == 0.0
    assert at(0, 0) == 0.0


def test_between_two_walls_both_bound() -> None:
    other = translate(WALL, 0, 4)
    assert at(0, 2, WALL, other) == pytest.approx(2 * 2 * acos(2 / 5) / (2 * pi))


def test_a_wall_behind_a_wall_adds_nothing() -> None:
    assert at(0, 2, WALL, translate(WALL, 0, -1)) == pytest.approx(at(0, 2, WALL))


def test_in_a_room_all_round_and_with_a_gap_all_but_its_angle() -> None:
    room = box(-3, -3, 3, 3).boundary
    assert at(0, 0, room) == pytest.approx(1.0)
    gap = room.difference(box(2.9, -1, 3.1, 1))
    assert at(0, 0, gap) == pytest.approx(1 - 2 * atan(1 / 3) / (2 * pi))


def test_within_an_area_one_is_closed_in_and_outside_by_its_outline() -> None:
    block = box(-10, 0, 10, 8)
    assert at(0, 4, block) == 1.0
    assert at(0, -3, block) == pytest.approx(2 * acos(3 / 5) / (2 * pi))


def test_a_round_tower_takes_up_its_angle() -> None:
    tower = LineString([(3, 0), (3, 0.0001)]).buffer(1.0, quad_segs=256)
    assert at(0, 0, tower) == pytest.approx(2 * asin(1 / 3) / (2 * pi), abs=1e-4)


def random_lines(seed: int) -> list[LineString]:
    """Walls here and there, none through the point itself."""
    ends = np.random.default_rng(seed).uniform(-8, 8, (5, 2, 2))
    lines = [LineString(pair) for pair in ends]
    return [line for line in lines if line.distance(Point(0, 0)) > 0.01]


@pytest.mark.parametrize("seed", range(12))
def test_it_equals_the_share_of_many_directions(seed: int) -> None:
    lines = random_lines(seed)
    count = 2000
    angles = (np.arange(count) + 0.5) * 2 * pi / count
    rays = [LineString([(0, 0), (5 * np.cos(a), 5 * np.sin(a))]) for a in angles]
    hit = shapely.intersects(rays, shapely.MultiLineString(lines))
    assert at(0, 0, *lines) == pytest.approx(hit.mean(), abs=2 * len(lines) / count)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("turn_deg", [30.0, 90.0, 211.0])
def test_turned_moved_and_scaled_it_is_the_same(seed: int, turn_deg: float) -> None:
    lines = random_lines(seed)
    plain = at(0, 0, *lines)
    turned = [rotate(line, turn_deg, origin=(0, 0)) for line in lines]
    assert at(0, 0, *turned) == pytest.approx(plain, abs=1e-9)
    moved = [translate(line, 70, -30) for line in lines]
    assert at(70, -30, *moved) == pytest.approx(plain, abs=1e-9)
    larger = [scale(line, 3, 3, origin=(0, 0)) for line in lines]
    assert at(0, 0, *larger, within_m=15.0) == pytest.approx(plain, abs=1e-9)


def test_split_edges_bound_the_same() -> None:
    split = LineString([(-100, 0), (-1, 0), (0.5, 0), (2, 0), (100, 0)])
    assert at(0, 2, split) == pytest.approx(at(0, 2, WALL))


def test_a_trap_is_where_all_three_meet_and_under_each_bound() -> None:
    grid = grid_of(box(0, 0, 10, 2), 1.0)
    # the upper row is seen
    routes = np.array([0, 1, 1, 2, 1, 1, 1, 1, 0, 0, *[0] * 10], dtype=np.int64)
    bounded = np.array([0.8, 0.75, 0.74, 1, 1, 1, 1, 0, 1, 1, *[1.0] * 10])
    watchers = np.array([0, 0, 0, 0, 2, 1, 0, 0, 0, 5, *[9.0] * 10])
    spots = entrapment_spots(
        grid, routes=routes, bounded_share=bounded, watchers=watchers, fewest_watchers=2.0
    )
    assert [spot.cells for spot in spots] == [(0, 1), (5, 6), (8,)]
    first = spots[0]
    assert first.area.equals(box(0, 0, 2, 1))
    assert (first.routes, first.bounded_share, first.watchers) == (0, 0.8, 0.0)


def test_where_all_is_seen_there_is_no_trap() -> None:
    grid = grid_of(box(0, 0, 10, 2), 1.0)
    ones = np.ones(20)
    assert not entrapment_spots(
        grid,
        routes=np.zeros(20, np.int64),
        bounded_share=ones,
        watchers=ones,
        fewest_watchers=1.0,
    )
