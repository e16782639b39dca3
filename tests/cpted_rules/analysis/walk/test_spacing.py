"""Stretches of ways between one thing and the next, on shapes whose lengths are known."""

import pytest
from shapely import LineString, Point, Polygon, box
from shapely.affinity import rotate

from cpted_rules.analysis.walk.spacing import stretches

LANE = box(0, 0, 60, 6)


def lengths(area: Polygon, *things: tuple[float, float]) -> list[float]:
    return [s.length_m for s in stretches(area, [Point(t) for t in things], reach_m=6.0)]


@pytest.mark.parametrize("turn_deg", [0.0, 17.0, 31.0, 45.0, 90.0])
def test_spacing_along_a_straight_way_is_exact_in_any_direction(turn_deg: float) -> None:
    things = [Point(5, 7), Point(30, -1), Point(55, 7)]
    turned = [rotate(t, turn_deg, origin=(0, 0)) for t in things]
    found = stretches(rotate(LANE, turn_deg, origin=(0, 0)), turned, reach_m=6.0)
    assert [s.things for s in found] == [(0, 1), (1, 2)]
    assert [s.length_m for s in found] == pytest.approx([25.0, 25.0], abs=0.02)


def test_things_not_on_a_multiple_of_the_raster_are_measured_exactly() -> None:
    assert lengths(LANE, (4.13, 7), (31.58, -1), (56, 7))[0] == pytest.approx(27.45, abs=0.02)


def test_the_end_of_a_way_counts_once_not_twice() -> None:
    assert lengths(LANE, (20, 7)) == pytest.approx([40.0, 20.0], abs=0.5)


def test_a_way_without_things_counts_whole() -> None:
    (only,) = stretches(LANE, [], reach_m=6.0)
    assert only.things == ()
    assert only.length_m == pytest.approx(60.0, abs=1.0)


def test_a_thing_too_far_from_the_edge_does_not_belong_to_the_way() -> None:
    assert stretches(LANE, [Point(30, 12.3)], reach_m=6.0)[0].things == ()
    assert stretches(LANE, [Point(30, 11.7)], reach_m=6.0)[0].things == (0,)


def test_both_ways_round_a_block_are_stretches() -> None:
    ring = box(0, 0, 60, 30).difference(box(6, 6, 54, 24))
    assert lengths(ring, (3, 3), (57, 27)) == pytest.approx([78.0, 78.0], abs=0.5)


def test_areas_that_touch_are_one_way_and_apart_they_are_two() -> None:
    touching = box(0, 0, 60, 6).union(box(60.4, 0, 80, 6))
    assert lengths(touching, (5, 7), (75, 7)) == pytest.approx([70.0], abs=0.1)
    apart = box(0, 0, 60, 6).union(box(62, 0, 80, 6))
    assert [s.things for s in stretches(apart, [Point(30, 3)], reach_m=1.0)][-1] in ((), (0,))
    assert len([s for s in stretches(apart, [Point(30, 3)], reach_m=1.0) if not s.things]) == 1


def test_a_small_area_with_its_thing_has_no_stretch() -> None:
    assert stretches(box(0, 0, 3, 3), [Point(1, 1)], reach_m=6.0) == []


def test_the_line_of_a_stretch_is_as_long_as_it_says() -> None:
    for stretch in stretches(LANE, [Point(5, 7), Point(55, 7)], reach_m=6.0):
        assert isinstance(stretch.line, LineString)
        assert stretch.line.length == pytest.approx(stretch.length_m, abs=0.01)
