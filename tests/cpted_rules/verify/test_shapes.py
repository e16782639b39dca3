"""Plain plane geometry: closed forms, and shapely as the oracle on random areas."""

from math import hypot

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from cpted_rules.verify.regions import ahead_of, both, covered, near, without
from cpted_rules.verify.shapes import (
    along,
    apart_m,
    depth_m,
    gap_m,
    inside,
    overlap_m2,
    polygon,
    shape_of,
    within_spans,
)

SQUARE = polygon([(0, 0), (4, 0), (4, 4), (0, 4)])
RING = shape_of(
    {
        "type": "Polygon",
        "coordinates": [
            [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]],
            [[1, 1], [1, 3], [3, 3], [3, 1], [1, 1]],
        ],
    }
)
NUMBER = st.integers(-40, 40).map(lambda n: n / 4)
SPOT = st.tuples(NUMBER, NUMBER)


def test_a_hole_is_outside_and_its_edge_is_an_edge() -> None:
    assert inside(RING, 0.5, 2)
    assert not inside(RING, 2, 2)
    assert RING.area_m2 == pytest.approx(16 - 4)
    assert RING.length_m == pytest.approx(16 + 8)
    assert gap_m(RING, 2, 2) == pytest.approx(1)
    assert depth_m(RING, 0.5, 2) == pytest.approx(0.5)
    assert depth_m(RING, 2, 2) == pytest.approx(-1)


def test_a_line_has_length_and_no_inside() -> None:
    line = shape_of({"type": "LineString", "coordinates": [[0, 0, 1.5], [3, 4, 0.85]]})
    assert line.length_m == pytest.approx(5)
    assert line.heights == (1.5, 0.85)
    assert along(line, 0.5) == pytest.approx((1.5, 2))
    assert not inside(line, 1.5, 2)
    assert gap_m(line, 3, 5) == pytest.approx(1)


def test_areas_that_cross_or_hold_each_other_are_not_apart() -> None:
    assert apart_m(SQUARE, polygon([(3, 3), (5, 3), (5, 5)])) == 0
    assert apart_m(SQUARE, polygon([(1, 1), (2, 1), (2, 2)])) == 0
    assert apart_m(SQUARE, polygon([(7, 8), (9, 8), (9, 9)])) == pytest.approx(5)


def test_what_two_areas_share_is_found_to_a_per_cent() -> None:
    assert overlap_m2(SQUARE, polygon([(2, 2), (6, 2), (6, 6), (2, 6)])) == pytest.approx(4)
    triangle = polygon([(0, 0), (4, 0), (4, 4)])
    assert overlap_m2(SQUARE, triangle) == pytest.approx(8, rel=0.01)
    assert overlap_m2(SQUARE, polygon([(5, 0), (6, 0), (6, 1)])) == 0


def test_a_way_through_a_ring_is_within_it_twice() -> None:
    spans = list(within_spans(RING, (-1, 2), (5, 2)))
    assert [round(high - low, 9) for low, high in spans] == [
        pytest.approx(1 / 6),
        pytest.approx(1 / 6),
    ]


@settings(max_examples=80, derandomize=True, deadline=None)
@given(st.lists(SPOT, min_size=3, max_size=7, unique=True), SPOT)
def test_points_and_distances_are_those_of_shapely(
    corners: list[tuple[float, float]], at: tuple[float, float]
) -> None:
    area = shapely.Polygon(corners)
    if not area.is_valid or area.area == 0:
        return
    shape = polygon(corners)
    assert shape.area_m2 == pytest.approx(area.area)
    assert gap_m(shape, *at) == pytest.approx(area.distance(shapely.Point(at)), abs=1e-9)
    if area.boundary.distance(shapely.Point(at)) > 1e-9:
        assert inside(shape, *at) is area.contains(shapely.Point(at))


@settings(max_examples=40, derandomize=True, deadline=None)
@given(SPOT)
def test_a_region_is_positive_just_where_the_area_made_by_cutting_is(
    at: tuple[float, float],
) -> None:
    hole = polygon([(2, 2), (6, 2), (6, 6), (2, 6)])
    region = both(without(near([SQUARE], 3.0), covered([hole])), ahead_of((0.0, 1.1), (0.0, 1.0)))
    cut = (
        shapely.box(0, 0, 4, 4)
        .buffer(3.0, quad_segs=256)
        .difference(shapely.box(2, 2, 6, 6))
        .intersection(shapely.box(-50, 1.1, 50, 50))
    )
    point = shapely.Point(at)
    if cut.boundary.distance(point) > 0.01:
        assert (region(*at) > 0) is cut.contains(point)


def test_depth_near_an_edge_is_the_distance_to_it() -> None:
    assert covered([SQUARE])(0.25, 2.0) == pytest.approx(0.25)
    assert near([SQUARE], 1.0)(4.9, 2.0) == pytest.approx(0.1)
    assert near([SQUARE], 1.0)(5, 5) == pytest.approx(1 - hypot(1, 1))
