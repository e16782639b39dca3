"""What is in sight around a point: closed forms, rooms by hand, and polygons as the twin."""

from math import acos, asinh, hypot, log, pi

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shapely import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.isovist import (
    Isovist,
    Level,
    areas_m2,
    isovist,
    isovists,
    level_of,
    measures,
)
from cpted_rules.analysis.scene.pieces import Obstacle, scene_of
from cpted_rules.analysis.scene.triangles import MARGIN_M

ROOM = LineString([(0, 0), (8, 0), (8, 6), (0, 6), (0, 0)])
PILLAR = box(3, 2, 4, 3)


def thing(
    id_: str, shape: BaseGeometry, base_m: float = 0, top_m: float = 3, openness: float = 0
) -> Obstacle:
    return Obstacle(
        id=id_,
        shape=shape,  # type: ignore[arg-type]
        base_m=base_m,
        top_m=top_m,
        openness_share=openness,
        radius_m=1.0,
    )


def level(*things: Obstacle, at_m: float = 1.6) -> Level:
    return level_of(scene_of(things), at_m)


def one(of: Level, x: float, y: float, reach_m: float = 100.0) -> dict[str, float]:
    """The measures around one point."""
    found = measures(of, np.array([[x, y]]), reach_m=reach_m)
    names = (
        "area_m2", "perimeter_m", "occlusivity_m", "drift_m", "nearest_m", "mean_m", "farthest_m",
        "compactness", "jaggedness",
    )  # fmt: skip
    return {name: float(getattr(found, name)[0]) for name in names}


def test_open_ground_is_a_circle() -> None:
    assert one(level(), 3, 4, reach_m=10) == pytest.approx(
        {
            "area_m2": 100 * pi,
            "perimeter_m": 20 * pi,
            "occlusivity_m": 0,
            "drift_m": 0,
            "nearest_m": 10,
            "mean_m": 10,
            "farthest_m": 10,
            "compactness": 1,
            "jaggedness": 4 * pi,
        },
        abs=1e-9,
    )


def test_the_middle_of_a_room_of_8_by_6_m() -> None:
    assert one(level(thing("room", ROOM)), 4, 3) == pytest.approx(
        {
            "area_m2": 48,
            "perimeter_m": 28,
            "occlusivity_m": 0,
            "drift_m": 0,
            "nearest_m": 3,
            # over the two long walls 3 m off 2 x 3 ln 3 each, over the two others 2 x 4 ln 2
            "mean_m": (12 * log(3) + 16 * log(2)) / (2 * pi),
            "farthest_m": 5,
            "compactness": 4 * pi * 48 / 28**2,
            "jaggedness": 28**2 / 48,
        },
        abs=1e-9,
    )


def test_off_the_middle_the_centroid_drifts_away() -> None:
    found = one(level(thing("room", ROOM)), 1, 2)
    assert found["drift_m"] == pytest.approx(hypot(3, 1))
    assert (found["nearest_m"], found["farthest_m"]) == pytest.approx((1, hypot(7, 4)))


def test_a_pillar_makes_two_occluding_sight_lines() -> None:
    found = one(level(thing("room", ROOM), thing("pillar", PILLAR)), 2, 2.5)
    lines = hypot(4, 2) + hypot(5, 2.5)  # from (3, 2) on to (7, 0), from (3, 3) on to (8, 5.5)
    assert found["occlusivity_m"] == pytest.approx(lines)
    assert found["area_m2"] == pytest.approx(30.75)
    # the pillar's west face, and all of the room's walls but 1 m in the south and 5.5 m in the east
    assert found["perimeter_m"] == pytest.approx(lines + 1 + 28 - 1 - 5.5)


def test_a_long_wall_3_m_off_cuts_a_circle_of_5_m() -> None:
    wall = level(thing("wall", LineString([(-200, 3), (200, 3)])))
    found = one(wall, 0, 0, reach_m=5)
    cut = 25 * acos(0.6) - 12  # the segment beyond a chord of 8 m
    assert found["area_m2"] == pytest.approx(25 * pi - cut)
    assert found["perimeter_m"] == pytest.approx(8 + 5 * (2 * pi - 2 * acos(0.6)))
    assert found["drift_m"] == pytest.approx(2 / 3 * 4**3 / (25 * pi - cut))
    assert found["mean_m"] == pytest.approx(
        (5 * (2 * pi - 2 * acos(0.6)) + 6 * asinh(4 / 3)) / (2 * pi)
    )
    assert (found["nearest_m"], found["farthest_m"], found["occlusivity_m"]) == (3, 5, 0)


def test_an_occluding_sight_line_counts_as_far_as_sight_reaches() -> None:
    fence = level(thing("f", LineString([(3, 0), (3, 30)])))
    assert one(fence, 0, 0, reach_m=10)["occlusivity_m"] == pytest.approx(7)
    assert one(fence, 0, 0, reach_m=2)["occlusivity_m"] == 0


def test_from_a_face_sight_into_the_wall_has_no_length() -> None:
    found = one(level(thing("room", ROOM), thing("pillar", PILLAR)), 3.5, 3)
    assert (found["area_m2"], found["nearest_m"]) == pytest.approx((24, 0))
    assert found["occlusivity_m"] == pytest.approx(3 + 4)  # along the line of the face
    assert found["mean_m"] < 24**0.5


def test_what_is_inside_a_solid_has_no_measures() -> None:
    inside = level(thing("pillar", PILLAR))
    assert all(np.isnan(value) for value in one(inside, 3.5, 2.5).values())
    assert areas_m2(inside, np.array([[3.5, 2.5]])).tolist() == [0]
    assert isovist(inside, x_m=3.5, y_m=2.5, reach_m=9).area.is_empty


@pytest.mark.parametrize(
    ("at_m", "stands"), [(0.99, False), (1.0, True), (1.99, True), (2.0, False)]
)
def test_a_thing_stands_from_its_base_up_to_below_its_top(at_m: float, stands: bool) -> None:
    of = level(thing("room", ROOM, 0, 9), thing("sign", PILLAR, 1.0, 2.0), at_m=at_m)
    assert one(of, 2, 2.5)["area_m2"] == pytest.approx(30.75 if stands else 48)


@pytest.mark.parametrize(("openness", "stands"), [(0.49, True), (0.5, False)])
def test_a_thing_that_lets_half_through_is_seen_through(openness: float, stands: bool) -> None:
    of = level(thing("room", ROOM), thing("mesh", PILLAR, openness=openness))
    assert one(of, 2, 2.5)["area_m2"] == pytest.approx(30.75 if stands else 48)


def test_a_fence_on_a_slope_stands_only_where_its_ground_is_high_enough() -> None:
    # on ground from 0 m in the west to 2 m in the east, 1 m high: at 1.5 m it stands from where the
    # ground is at 0.5 m, 2 m on, to where it is at 1.5 m, 6 m on
    slope = LineString([(-4, 3, 0), (4, 3, 2)])
    of = level(thing("fence", slope, 0, 1), at_m=1.5)
    (wall,) = isovist(of, x_m=0, y_m=0, reach_m=50).walls
    assert np.array(wall.line.coords) == pytest.approx(np.array([[2, 3], [-2, 3]]))
    down = level(thing("fence", slope.reverse(), 0, 1), at_m=1.5)
    assert isovist(down, x_m=0, y_m=0, reach_m=50).walls[0].line.equals_exact(wall.line, 1e-9)
    for at_m, length in ((0.5, 2), (1.0, 4), (2.5, 2), (3.0, 0), (-0.1, 0)):
        seen = isovist(level(thing("f", slope, 0, 1), at_m=at_m), x_m=0, y_m=0, reach_m=50).walls
        assert sum(wall.length_m for wall in seen) == pytest.approx(length)


def walls_of(found: Isovist) -> list[tuple[str, float]]:
    return [(wall.obstacle_id, round(wall.length_m, 9)) for wall in found.walls]


def test_the_walls_seen_are_told_with_their_length_and_share() -> None:
    of = level(thing("room", ROOM), thing("pillar", PILLAR))
    found = isovist(of, x_m=2, y_m=2.5, reach_m=100)
    assert sorted(walls_of(found)) == [
        ("pillar", 1), ("room", 0.5), ("room", 6), ("room", 7), ("room", 8),
    ]  # fmt: skip
    perimeter = one(of, 2, 2.5)["perimeter_m"]
    for wall in found.walls:
        assert wall.share == pytest.approx(wall.length_m / perimeter)
        assert found.area.boundary.buffer(1e-9).contains(wall.line)
    pillar = next(wall for wall in found.walls if wall.obstacle_id == "pillar")
    assert list(pillar.line.coords) == [(3, 2), (3, 3)]


def test_a_wall_that_is_split_is_told_in_one_piece() -> None:
    of = level(thing("room", ROOM.segmentize(0.4)))
    fence = level(thing("room", Polygon(ROOM.segmentize(0.4).buffer(0.5).exterior, [ROOM.coords])))
    assert sorted(length for _, length in walls_of(isovist(fence, x_m=2, y_m=3, reach_m=50))) == [
        6, 6, 8, 8,
    ]  # fmt: skip
    total = sum(length for _, length in walls_of(isovist(of, x_m=2, y_m=3, reach_m=50)))
    assert total == pytest.approx(28)


def test_walls_beyond_reach_are_not_told() -> None:
    of = level(thing("near", LineString([(-1, 2), (1, 2)])), thing("far", box(-9, 20, 9, 22)))
    assert walls_of(isovist(of, x_m=0, y_m=0, reach_m=10)) == [("near", 2)]
    wide = level(thing("wall", LineString([(-50, 3), (50, 3)])))
    assert walls_of(isovist(wide, x_m=0, y_m=0, reach_m=5)) == [("wall", 8)]


def test_a_field_of_view_is_a_sector() -> None:
    found = isovist(level(), x_m=1, y_m=2, reach_m=20)
    east = found.sector(azimuth_deg=90, width_deg=120)
    assert east.area == pytest.approx(400 * pi / 3, rel=2e-4)
    assert (east.centroid.x > 9, east.centroid.y) == (True, pytest.approx(2))
    assert found.sector(azimuth_deg=0, width_deg=300).area == pytest.approx(
        400 * pi * 300 / 360, rel=2e-4
    )
    assert found.sector(azimuth_deg=0, width_deg=360).equals(found.area)


def test_reach_goes_no_further_than_the_mesh() -> None:
    for reach in (0.0, -1.0, MARGIN_M + 1):
        with pytest.raises(ValueError, match="sight reaches"):
            isovist(level(), x_m=0, y_m=0, reach_m=reach)
        with pytest.raises(ValueError, match="sight reaches"):
            measures(level(), np.zeros((1, 2)), reach_m=reach)


def test_many_points_give_the_same_on_any_number_of_threads_and_in_any_order() -> None:
    of = level(thing("room", ROOM), thing("pillar", PILLAR), thing("c", Point(6, 4)))
    points = np.random.default_rng(1).uniform(0, 8, (200, 2)) * (1, 0.75)
    once = measures(of, points, reach_m=4)
    again = measures(of, points[::-1], reach_m=4, threads=3)
    for name in ("area_m2", "perimeter_m", "occlusivity_m", "drift_m", "mean_m"):
        assert getattr(once, name).tobytes() == getattr(again, name)[::-1].tobytes()
    assert areas_m2(of, points).tobytes() == areas_m2(of, points[::-1], threads=2)[::-1].tobytes()


def test_isovists_of_many_points_are_those_of_each() -> None:
    of = level(thing("room", ROOM), thing("pillar", PILLAR))
    points = np.random.default_rng(2).uniform(0.1, 5.9, (30, 2))
    found = isovists(of, points, reach_m=50, threads=3)
    areas = areas_m2(of, points)
    for (x, y), area, some in zip(points.tolist(), areas.tolist(), found, strict=True):
        assert (some.x_m, some.y_m) == (x, y)
        assert some.area.area == pytest.approx(area, rel=1e-9)
        assert some.area.equals(isovist(of, x_m=x, y_m=y, reach_m=50).area)


lattice = st.integers(0, 12).map(lambda n: n / 2)


@st.composite
def things(draw: st.DrawFn) -> Obstacle:
    x, y = draw(lattice), draw(lattice)
    if draw(st.booleans()):
        return thing(f"f{x}-{y}", LineString([(x, y), (draw(lattice) + 0.25, draw(lattice))]))
    return thing(f"b{x}-{y}", box(x, y, x + 0.5 + draw(lattice) / 4, y + 1.25))


@settings(max_examples=80, deadline=None)
@given(st.lists(things(), max_size=6), lattice, lattice)
def test_measures_are_those_of_the_polygon(found: list[Obstacle], x: float, y: float) -> None:
    x, y = x + 0.1234, y + 0.0567
    assume(all(o.shape.distance(Point(x, y)) > 0.01 for o in found))
    of = level(thing("rim", box(-2, -2, 14, 12).exterior), *found)
    seen = isovist(of, x_m=x, y_m=y, reach_m=500)
    plain = one(of, x, y, reach_m=500)
    at = Point(x, y)
    assert plain["area_m2"] == pytest.approx(seen.area.area, rel=1e-9)
    assert plain["perimeter_m"] == pytest.approx(seen.area.length, rel=1e-9)
    assert plain["drift_m"] == pytest.approx(seen.area.centroid.distance(at), abs=1e-7)
    assert plain["nearest_m"] == pytest.approx(seen.area.boundary.distance(at), rel=1e-9)
    assert plain["farthest_m"] == pytest.approx(seen.area.hausdorff_distance(at), rel=1e-9)
    told = sum(wall.length_m for wall in seen.walls)
    assert plain["occlusivity_m"] == pytest.approx(seen.area.length - told, abs=1e-7)
    turns = np.linspace(0, 2 * pi, 721)[:-1] + 1e-4
    rays = [LineString([(x, y), (x + 99 * np.cos(t), y + 99 * np.sin(t))]) for t in turns]
    mean = np.mean([ray.intersection(seen.area).length for ray in rays])
    assert plain["mean_m"] == pytest.approx(mean, rel=0.03)
    near = one(of, x, y, reach_m=3)
    disc = seen.area.intersection(at.buffer(3, quad_segs=2000))
    assert near["area_m2"] == pytest.approx(disc.area, rel=1e-6)
    assert near["perimeter_m"] == pytest.approx(disc.length, rel=1e-6)
    assert near["drift_m"] == pytest.approx(disc.centroid.distance(at), abs=1e-5)
