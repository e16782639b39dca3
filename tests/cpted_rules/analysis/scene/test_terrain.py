"""The ground as a surface of triangles: planes, contours, ridges, and what stands on it."""

from math import cos, radians, sin
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Point, box

from cpted_rules.analysis.scene.delaunay import triangulated
from cpted_rules.analysis.scene.levels import ground_of
from cpted_rules.analysis.scene.pieces import Floats
from cpted_rules.analysis.scene.terrain import FLAT, Ground, around_m, level_parts
from tests.cpted_rules.rules.fragment import plan_of


def surface(*levels: tuple[float, float, float]) -> Ground:
    """The ground through some points."""
    corners, triangles = triangulated([], levels)
    return Ground(corners=corners, triangles=triangles)


def spots(*levels: tuple[float, float, float]) -> list[dict[str, Any]]:
    return [{"id": f"e{n}", "at": [x, y], "level_m": z} for n, (x, y, z) in enumerate(levels)]


def plane(x: float, y: float) -> float:
    return 2.0 + 0.1 * x - 0.05 * y


SLOPE = surface(*((x, y, plane(x, y)) for x, y in [(0, 0), (41, 1), (39, 30), (-2, 28), (17, 13)]))
ROOF = surface((0, 0, 0.0), (10, 0, 3.0), (20, 1, 0.0), (1, 20, 0.0), (10, 20, 3.0), (21, 20, 0.0))
"""A ridge 3 m high along x = 10, between two slopes."""


# Heights


def test_a_plane_is_met_everywhere_between_its_levels() -> None:
    points = np.array([(1.0, 1.0), (17.0, 13.0), (20.0, 15.0), (38.9, 29.0), (3.3, 22.2)])
    assert SLOPE.height_m(points) == pytest.approx([plane(x, y) for x, y in points], abs=1e-9)


def test_beyond_the_levels_the_ground_goes_on_at_the_nearest_height() -> None:
    square = surface((0, 0, 0.0), (10, 0, 1.0), (10, 10, 1.0), (0, 10, 0.0), (5, 4, 0.5))
    assert square.height_m(np.array([(4.0, -7.0), (25.0, 5.0), (-3.0, 13.0)])) == pytest.approx(
        [0.4, 1.0, 0.0]
    )


def test_one_level_is_flat_ground_at_that_level_and_two_are_two_terraces() -> None:
    assert surface((3, 3, 7.5)).height_m(np.array([(0.0, 0.0), (90.0, 9.0)])).tolist() == [7.5, 7.5]
    two = surface((0, 0, 0.0), (10, 0, 2.0))
    assert two.height_m(np.array([(4.0, 9.0), (6.0, 9.0)])).tolist() == [0.0, 2.0]


def test_two_levels_in_one_place_are_their_mean() -> None:
    assert surface((0, 0, 1.0), (0, 0.0004, 2.0)).at_m(0, 0) == 1.5


def test_a_contour_stays_level_from_end_to_end_and_halfway_is_half_the_height() -> None:
    # corners so far apart that triangles between points alone would cross the lower line
    low = np.array([(0.0, 0.0), (100.0, 0.0)])
    high = np.array([(x, 4.0) for x in range(0, 101, 5)], dtype=np.float64)
    corners, triangles = triangulated([(low, 10.0), (high, 11.0)], [(48.0, -3.0, 9.0)])
    ground = Ground(corners=corners, triangles=triangles)
    along = np.linspace(0.0, 100.0, 41)
    assert ground.height_m(np.column_stack([along, along * 0])) == pytest.approx([10.0] * 41)
    assert ground.height_m(np.column_stack([along, along * 0 + 2])) == pytest.approx([10.5] * 41)


def test_flat_is_nought_everywhere_and_has_nothing_to_show() -> None:
    points = np.array([(1.0, 2.0), (1e6, -5.0)])
    assert FLAT.height_m(points).tolist() == [0.0, 0.0]
    assert FLAT.stand(points, 1.5).tolist() == [[1.0, 2.0, 1.5], [1e6, -5.0, 1.5]]
    assert len(FLAT.ridges()) == 0
    assert FLAT.is_level
    assert surface((0, 0, 0.0), (9, 0, 0.0), (0, 9, 0.0)).is_level
    assert not SLOPE.is_level
    assert FLAT.under_m(0, Point(1, 2)) == 0.0


number = st.integers(-30, 30).map(lambda n: n + 0.173)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(number, number, st.integers(0, 9).map(float)), min_size=4, max_size=12),
    st.lists(st.tuples(number, number), min_size=1, max_size=6),
    st.tuples(st.integers(-1000, 1000), st.integers(-1000, 1000)),
)
def test_heights_stay_between_the_levels_and_meet_them(
    levels: list[tuple[float, float, float]],
    points: list[tuple[float, float]],
    move: tuple[int, int],
) -> None:
    ground = surface(*levels)
    z = [level for _, _, level in levels]
    heights = ground.height_m(np.array(points))
    assert (heights >= min(z) - 1e-6).all()
    assert (heights <= max(z) + 1e-6).all()
    assert ground.height_m(ground.corners) == pytest.approx(ground.corners[:, 2], abs=1e-6)


def moved(points: Floats, *, by: tuple[float, float], turn_deg: float) -> Floats:
    c, s = cos(radians(turn_deg)), sin(radians(turn_deg))
    xy = points[:, :2] @ np.array([[c, s], [-s, c]]) + np.array(by)
    return np.column_stack([xy, points[:, 2:]])


@pytest.mark.parametrize("turn_deg", [0.0, 33.0, 180.0])
def test_moving_and_turning_the_levels_moves_and_turns_the_ground(turn_deg: float) -> None:
    rng = np.random.default_rng(7)
    levels = np.column_stack([rng.uniform(0, 60, (40, 2)), rng.uniform(0, 5, 40)])
    points = np.column_stack([rng.uniform(5, 55, (50, 2))])
    there = moved(levels, by=(120_000.0, 587_000.0), turn_deg=turn_deg)
    asked = moved(points, by=(120_000.0, 587_000.0), turn_deg=turn_deg)
    here = surface(*map(tuple, levels)).height_m(points)
    assert surface(*map(tuple, there)).height_m(asked) == pytest.approx(here, abs=1e-6)


# Where the ground can hide something


def test_only_the_top_of_a_roof_and_its_rim_are_ridges() -> None:
    inner = [e for e in ROOF.ridges() if (e[:, 0] == 10).all() and (e[:, 2] == 3).all()]
    assert len(inner) == 1
    assert len(ROOF.ridges()) == 1 + 6


def test_a_valley_hides_nothing_between_its_slopes() -> None:
    valley = Ground(corners=ROOF.corners * np.array([1, 1, -1]), triangles=ROOF.triangles)
    assert not [e for e in valley.ridges() if (e[:, 0] == 10).all()]


def test_level_ground_between_levels_has_no_ridges() -> None:
    square = surface((0, 0, 2.0), (10, 0, 2.0), (10, 10, 2.0), (0, 10, 2.0), (5, 4, 2.0))
    assert len(square.ridges()) == 0


def test_a_line_gets_a_corner_where_the_ground_bends_and_nowhere_else() -> None:
    line, z = ROOF.along(LineString([(4, 10), (16, 10)]))
    assert 10.0 in {round(x, 9) for x, _ in line.coords}
    assert ROOF.at_m(10, 10) == pytest.approx(3.0)
    assert z == pytest.approx(ROOF.height_m(np.asarray(line.coords)))
    straight, heights = SLOPE.along(LineString([(2, 3), (30, 20)]))
    assert len(straight.coords) == 2
    assert heights == pytest.approx([plane(2, 3), plane(30, 20)])


# What stands on it


def test_around_a_building_the_ground_is_averaged_by_length() -> None:
    low, mean, high = around_m(SLOPE, box(10, 5, 20, 15))
    assert (low, high) == pytest.approx((plane(10, 15), plane(20, 5)))
    assert mean == pytest.approx(plane(15, 10))


def test_a_bed_on_a_slope_is_cut_into_parts_that_lie_nearly_level() -> None:
    bed = box(5, 5, 25, 7)
    parts = list(level_parts(SLOPE, bed))
    assert sum(area.area for area, _, _ in parts) == pytest.approx(bed.area)
    for area, low, mean in parts:
        low_there, _, high_there = around_m(SLOPE, area)
        assert low == low_there
        assert low <= mean <= high_there
        assert high_there - low_there <= 0.2 + 1e-9
    assert list(level_parts(FLAT, bed)) == [(bed, 0.0, 0.0)]


# What z = 0 is


def said(ground: Ground) -> str:
    (note,) = ground.notes
    assert note.code == "assumed/ground-datum"
    return note.text.en


HOUSE = {
    "buildings": [{"id": "b1", "area": [[10, 5], [20, 5], [20, 15], [10, 15]]}],
    "spot_heights": spots((0, 0, 47.0), (40, 0, 51.0), (40, 30, 51.0), (0, 30, 47.0)),
}
"""Ground that rises a tenth of the way to the east; a house between x = 10 and 20."""
DOOR = {"id": "d1", "kind": "door", "serves": "building_entrance", "line": [[20, 9], [20, 11]]}


def test_without_levels_the_ground_is_flat() -> None:
    assert ground_of(plan_of({"buildings": HOUSE["buildings"]})) is FLAT


def test_the_lowest_level_is_nought_where_nothing_else_tells() -> None:
    ground = ground_of(plan_of(HOUSE))
    assert ground.at_m(0, 15) == pytest.approx(0.0)
    assert ground.at_m(40, 15) == pytest.approx(4.0)
    assert "the lowest level drawn, drawn as 47.00 m" in said(ground)


def test_the_ground_at_the_lowest_building_entrance_is_nought() -> None:
    back = DOOR | {"id": "d2", "line": [[10, 9], [10, 11]]}
    ground = ground_of(plan_of(HOUSE | {"openings": [DOOR, back]}))
    assert ground.at_m(10, 10) == pytest.approx(0.0)
    assert "lowest building entrance, drawn as 48.00 m" in said(ground)


def test_a_stated_datum_goes_before() -> None:
    ground = ground_of(plan_of(HOUSE | {"openings": [DOOR], "datum_m": 48.5}))
    assert ground.at_m(40, 10) == pytest.approx(2.5)
    assert "GL±0 as stated on the drawings, drawn as 48.50 m" in said(ground)


def test_absolute_and_relative_levels_give_the_same_ground() -> None:
    relative = spots((0, 0, -1.5), (40, 0, 2.5), (40, 30, 2.5), (0, 30, -1.5))
    one = ground_of(plan_of(HOUSE | {"datum_m": 48.5}))
    other = ground_of(plan_of(HOUSE | {"spot_heights": relative, "datum_m": 0.0}))
    assert one.corners.tolist() == other.corners.tolist()


def test_contours_and_spot_heights_are_of_one_ground() -> None:
    contours = [
        {"id": "c1", "line": [[0, 0], [0, 30]], "level_m": 47},
        {"id": "c2", "line": [[40, 0], [40, 30]], "level_m": 51},
    ]
    ground = ground_of(plan_of({"contours": contours, "spot_heights": spots((20, 15, 52.0))}))
    assert ground.at_m(0, 17) == pytest.approx(0.0)
    assert ground.at_m(20, 15) == pytest.approx(5.0)
    assert ground.at_m(30, 15) == pytest.approx(4.5)


def test_within_the_site_level_marks_go_before_contours() -> None:
    drawn = {
        "boundaries": [{"id": "s", "area": [[0, 0], [40, 0], [40, 30], [0, 30]]}],
        "contours": [{"id": "c1", "line": [[-20, 15], [60, 15]], "level_m": 49.0}],
        "datum_m": 50.0,
    }
    three = spots((5, 5, 50.0), (35, 5, 50.0), (20, 25, 50.0))
    planned = ground_of(plan_of(drawn | {"spot_heights": three}))
    assert planned.at_m(20, 15) == pytest.approx(0.0)
    assert planned.at_m(-20, 15) == pytest.approx(-1.0)
    assert [n.code for n in planned.notes][1:] == ["assumed/contours-as-surveyed"]
    surveyed = ground_of(plan_of(drawn | {"spot_heights": three[:2]}))
    assert surveyed.at_m(20, 15) == pytest.approx(-1.0)
    assert len(surveyed.notes) == 1


def test_a_building_stands_at_its_lowest_entrance_else_at_the_mean_ground_around_it() -> None:
    (foot,) = ground_of(plan_of(HOUSE | {"datum_m": 47.0})).feet
    assert foot.level_m == pytest.approx(1.5)
    (foot,) = ground_of(plan_of(HOUSE | {"datum_m": 47.0, "openings": [DOOR]})).feet
    assert foot.level_m == pytest.approx(2.0)


def test_floors_above_ground_go_with_their_building_and_basements_with_nothing() -> None:
    ground = ground_of(plan_of(HOUSE | {"datum_m": 47.0, "openings": [DOOR]}))
    assert ground.under_m(0, Point(30, 10)) == pytest.approx(3.0)
    assert ground.under_m(2, Point(10, 10)) == pytest.approx(2.0)
    assert ground.under_m(1, Point(20.9, 10)) == pytest.approx(2.0)
    assert ground.under_m(1, Point(30, 10)) == pytest.approx(3.0)
    assert ground.under_m(1, Point(30, 10), building="b1") == pytest.approx(2.0)
    assert ground.under_m(-1, Point(10, 10)) == 0.0
