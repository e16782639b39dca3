"""Walking distances over floors whose shortest ways are known."""

from math import inf, sqrt

import numpy as np
import pytest
from shapely import MultiPolygon, Point, Polygon, box
from shapely.affinity import rotate, translate

from cpted_rules.analysis.walk.distance import distances, floor_of

LANE = box(0, 0, 60, 6)
ELL = box(0, 0, 60, 6).union(box(54, 0, 60, 40))


@pytest.mark.parametrize("turn_deg", [0.0, 30.0, 90.0])
def test_along_a_lane_the_farthest_place_is_its_end(turn_deg: float) -> None:
    lane, bell = (rotate(g, turn_deg, origin=(0, 0)) for g in (LANE, Point(10, 3)))
    found = distances(floor_of(lane), [bell], beside_m=6.0)
    # 50 m along and up to 3 m aside, of which a diagonal takes part on the way
    assert found.longest_m == pytest.approx(50 + 2.75 * (sqrt(2) - 1), abs=0.75)
    path = found.longest_path()
    assert path is not None
    assert path.length == pytest.approx(found.longest_m, abs=1e-6)
    assert path.distance(bell) < 0.5


def test_round_a_corner_the_way_is_walked_not_flown() -> None:
    found = distances(floor_of(ELL), [Point(0, 3)], beside_m=6.0)
    # to the inner corner, then up: 54 and 34, a little less aside, more for the eight moves
    assert found.longest_m == pytest.approx(54 + 34 + 5, abs=4.0)
    path = found.longest_path()
    assert path is not None
    assert ELL.buffer(0.01).covers(path)


def test_the_nearest_of_several_counts() -> None:
    found = distances(floor_of(LANE), [Point(0, 3), Point(60, 3)], beside_m=6.0)
    assert found.longest_m == pytest.approx(30.0, abs=1.6)


def test_each_distance_is_at_least_the_straight_one_and_at_most_an_eighth_more() -> None:
    hall = box(0, 0, 30, 20)
    found = distances(floor_of(hall), [Point(7.375, 4.375)], beside_m=1.0)
    points = found.floor.points
    straight = np.hypot(points[:, 0] - 7.375, points[:, 1] - 4.375)
    assert (found.d_m >= straight - 1e-9).all()
    assert (found.d_m <= 1.0824 * straight + 1e-9).all()


def test_what_no_way_leads_to_is_cut_off_not_near() -> None:
    two = MultiPolygon([box(0, 0, 30, 6), box(0, 10, 10, 16)])
    found = distances(floor_of(two), [Point(5, 3)], beside_m=2.0)
    assert found.cut_off_share == pytest.approx(0.25, abs=0.02)
    assert found.longest_m is not None
    assert found.longest_m < 30
    assert inf in found.d_m


def test_a_thing_too_far_aside_is_beyond() -> None:
    found = distances(floor_of(LANE), [Point(30, 13), Point(5, 7)], beside_m=6.0)
    assert found.beyond == (0,)


def test_without_things_nothing_is_known() -> None:
    found = distances(floor_of(LANE), [], beside_m=6.0)
    assert found.longest_m is None
    assert found.longest_path() is None
    assert found.cut_off_share == 1.0


def test_of_no_ground_there_is_no_distance() -> None:
    found = distances(floor_of(Polygon()), [Point(0, 0)], beside_m=6.0)
    assert found.longest_m is None
    assert found.beyond == (0,)


def test_moved_it_is_the_same() -> None:
    plain = distances(floor_of(ELL), [Point(0, 3)], beside_m=6.0)
    moved = distances(floor_of(translate(ELL, 321.5, -87.0)), [Point(321.5, -84)], beside_m=6.0)
    assert moved.longest_m == pytest.approx(plain.longest_m, abs=1e-6)


def test_a_finer_raster_tells_the_same() -> None:
    coarse, fine = (
        distances(floor_of(LANE, step_m=step), [Point(10, 3)], beside_m=6.0).longest_m
        for step in (0.5, 0.25)
    )
    assert fine == pytest.approx(coarse, abs=0.5)
