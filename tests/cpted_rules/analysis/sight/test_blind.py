"""Places that nobody sees: size, depth, largest circle, walls."""

import numpy as np
import pytest
from shapely import LineString, box, prepare
from shapely import contains_xy as within

from cpted_rules.analysis.scene.grid import grid_of
from cpted_rules.analysis.scene.pieces import Obstacle, Scene, scene_of
from cpted_rules.analysis.sight.blind import BlindSpot, blind_spots

EMPTY = scene_of([])


def spots(*dark, ground=None, scene: Scene = EMPTY, **least: float) -> tuple[BlindSpot, ...]:  # type: ignore[no-untyped-def]
    """Blind spots of some ground, of which some rectangles are not seen."""
    area = ground or box(0, 0, 20, 10)
    prepare(area)
    grid = grid_of(area, 1.0)
    unseen = np.zeros(len(grid.points), dtype=np.bool_)
    for shape in dark:
        unseen |= within(shape, grid.points[:, 0], grid.points[:, 1])
    return blind_spots(grid, unseen, scene, **least)


def test_a_dead_end_of_5_m_is_5_m_deep() -> None:
    (found,) = spots(box(15, 0, 20, 10))
    assert found.area_m2 == 50.0
    assert found.depth_m == 5.0
    assert found.width_m == pytest.approx(5.0, abs=0.1)
    assert found.way_out is not None
    assert found.way_out.length == 5.0
    assert 17 < found.middle.x < 18


def test_in_the_middle_of_seen_ground_it_is_as_deep_as_half_its_width() -> None:
    (found,) = spots(box(5, 2, 10, 7))
    assert found.depth_m == 3.0  # the middle of five cells is three steps from seen ground
    assert found.width_m == pytest.approx(5.0, abs=0.1)


def test_the_way_out_goes_round_a_wall() -> None:
    # an L: seen on the left, then 10 m along and 6 m up
    ground = box(0, 0, 14, 3).union(box(11, 0, 14, 9))
    (found,) = spots(box(4, 0, 14, 9), ground=ground)
    # 8 steps to the bend, 2 across its corner, 4 up
    assert found.depth_m == pytest.approx(12 + 2 * 2**0.5)
    assert found.way_out is not None
    assert ground.buffer(1e-9).covers(found.way_out)


def test_a_fence_between_makes_two_places_and_lengthens_the_way_out() -> None:
    fence = Obstacle(id="f", shape=LineString([(15, 3), (15, 20)]), base_m=0, top_m=1.8)
    found = spots(box(15, 0, 20, 10), scene=scene_of([fence]))
    # one step in below the fence, 4 across and up, 3 up
    assert found[0].depth_m == pytest.approx(4 + 4 * 2**0.5)
    both = spots(box(13, 0, 17, 10), scene=scene_of([fence]), ground=box(0, 3, 20, 10))
    assert [spot.area_m2 for spot in both] == [14.0, 14.0]
    low = Obstacle(id="kerb", shape=fence.shape, base_m=0, top_m=0.3)
    assert spots(box(15, 0, 20, 10), scene=scene_of([low]))[0].depth_m == 5.0


def test_a_yard_without_a_way_out_has_no_depth() -> None:
    ground = box(0, 0, 4, 4).union(box(10, 0, 14, 4))
    (found,) = spots(box(10, 0, 14, 4), ground=ground)
    assert found.depth_m is None
    assert found.way_out is None


def test_the_largest_first_and_the_small_ones_left_out() -> None:
    dark = (box(0, 0, 3, 3), box(6, 0, 7, 8), box(10, 0, 16, 6))
    assert [s.area_m2 for s in spots(*dark)] == [36.0, 9.0, 8.0]
    assert [s.area_m2 for s in spots(*dark, least_area_m2=9.0)] == [36.0, 9.0]
    assert [s.area_m2 for s in spots(*dark, least_width_m=2.0)] == [36.0, 9.0]
    assert [s.area_m2 for s in spots(*dark, least_depth_m=3.0)] == [36.0, 9.0]
    assert spots(*dark, least_depth_m=3.1) == ()


def test_it_is_told_which_walls_bound_it() -> None:
    house = Obstacle(id="house", shape=box(20, -5, 30, 15), base_m=0, top_m=9)
    fence = Obstacle(id="fence", shape=LineString([(15, 10.2), (40, 10.2)]), base_m=0, top_m=1.8)
    roof = Obstacle(id="roof", shape=box(12, -1, 25, 11), base_m=3, top_m=4)
    (found,) = spots(box(15, 0, 20, 10), scene=scene_of([house, fence, roof]))
    assert [bound.obstacle.id for bound in found.bounds] == ["house", "fence"]
    assert found.bounds[0].length_m == pytest.approx(10, abs=2.1)
    assert found.bounds[1].length_m == pytest.approx(5, abs=2.1)


def test_where_all_is_seen_there_is_none() -> None:
    assert spots() == ()
