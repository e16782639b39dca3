"""Levels, points of the standards, failures, windows, steps and the night: by hand."""

from dataclasses import replace
from math import inf

import numpy as np
import pytest
from shapely import LineString, Point, box
from shapely.affinity import rotate

from cpted_rules.analysis.light.adaptation import steps
from cpted_rules.analysis.light.faces import faces
from cpted_rules.analysis.light.field import lamp_lights
from cpted_rules.analysis.light.lamp_out import at_cells, lamps_out
from cpted_rules.analysis.light.level import level_of
from cpted_rules.analysis.light.night import seen_at_night
from cpted_rules.analysis.light.points import (
    area_grid,
    area_step_m,
    points_across,
    points_along,
    span_m,
    way_points,
)
from cpted_rules.analysis.light.trespass import trespass
from cpted_rules.analysis.scene.eyes import eyes_at
from cpted_rules.analysis.scene.pieces import Obstacle, scene_of
from cpted_rules.analysis.shadows import Raster, casters_of
from tests.cpted_rules.analysis.light.sources import ISOTROPIC, OPEN, lamp


def test_a_level_is_the_average_the_lowest_and_the_highest() -> None:
    level = level_of(np.array([2.0, 4.0, 12.0]))
    assert (level.average_lx, level.lowest_lx, level.highest_lx) == (6.0, 2.0, 12.0)
    assert level.uniformity == pytest.approx(1 / 3)
    assert level.contrast == pytest.approx(6.0)


def test_a_dark_point_leaves_no_uniformity_and_no_bound_on_the_contrast() -> None:
    assert (level_of(np.array([0.0, 5.0])).uniformity, level_of(np.zeros(2)).uniformity) == (0, 0)
    assert level_of(np.array([0.0, 5.0])).contrast == inf
    with pytest.raises(ValueError, match="no points"):
        level_of(np.zeros(0))


@pytest.mark.parametrize(
    ("span", "count"), [(12, 10), (29.9, 10), (30, 10), (30.1, 11), (33, 11), (45, 15), (50, 17)]
)
def test_points_between_lamps_are_ten_or_three_metres_apart(span: float, count: int) -> None:
    assert points_along(span) == count


@pytest.mark.parametrize(("width", "count"), [(1.5, 3), (4.5, 3), (4.6, 4), (6.0, 4), (9.0, 6)])
def test_points_across_are_three_or_a_metre_and_a_half_apart(width: float, count: int) -> None:
    assert points_across(width) == count


@pytest.mark.parametrize(("d", "p"), [(5, 0.62), (10, 1.0), (20, 1.62), (50, 3.08), (9000, 10.0)])
def test_the_grid_of_an_area_follows_its_longer_side(d: float, p: float) -> None:
    assert area_step_m(d, d * 0.6) == pytest.approx(p, abs=0.005)


def test_a_long_area_has_the_grid_of_its_width() -> None:
    assert area_step_m(10, 5.1) == pytest.approx(1.0)
    assert area_step_m(10, 5.0) == pytest.approx(area_step_m(5, 5))
    turned = rotate(box(0, 0, 20, 19), 30)
    assert area_grid(turned).step_m == pytest.approx(1.62, abs=0.005)


def test_points_lie_half_a_step_in_and_in_rows_across_the_way() -> None:
    way = way_points(LineString([(0, 0), (60, 0)]), width_m=3.0, span_m=30.0)
    assert (way.step_m, way.across_m, len(way.points)) == (3.0, 1.0, 60)
    assert way.points[:3] == pytest.approx(np.array([[1.5, -1], [1.5, 0], [1.5, 1]]))
    assert way.points[-1] == pytest.approx([58.5, 1.0])
    assert way.along_deg == pytest.approx(90.0)


def test_the_direction_of_a_way_turns_with_it() -> None:
    way = way_points(LineString([(0, 0), (0, 10), (-10, 10)]), width_m=1.5, span_m=10.0)
    assert way.along_deg[0] == pytest.approx(0.0)
    assert way.along_deg[-1] == pytest.approx(270.0)


def test_the_span_is_the_longest_way_from_lamp_to_lamp() -> None:
    middle = LineString([(0, 0), (100, 0)])
    beside = [Point(10, 2), Point(30, -2), Point(75, 2), Point(50, 40)]
    assert span_m(middle, beside, beside_m=5.0) == 45.0
    assert span_m(middle, beside[:1], beside_m=5.0) == 100.0


def test_somebody_who_walks_under_a_lamp_is_lit_from_ahead_and_then_from_behind() -> None:
    # 8 m before and 8 m behind a lamp 4 m up, at 1.5 m: 13.587 and 8.650 lx facing it (2.8)
    way = way_points(LineString([(-8.5, 0), (8.5, 0)]), width_m=1.5, span_m=10.0)
    found = faces(OPEN, [lamp(ISOTROPIC)], way)
    middle = np.flatnonzero(np.abs(way.points[:, 1]) < 1e-9)
    first, last = middle[0], middle[-1]
    assert way.points[first] == pytest.approx([-8, 0])
    assert found.vertical_along_lx[first] == pytest.approx(13.587, abs=1e-3)
    assert found.vertical_against_lx[last] == pytest.approx(13.587, abs=1e-3)
    assert found.semicylindrical_along_lx[first] == pytest.approx(8.650, abs=1e-3)
    assert found.vertical_lx[first] == 0.0
    assert found.semicylindrical_lx[first] == pytest.approx(0.0, abs=1e-9)
    both = [lamp(ISOTROPIC, x_m=-16.0), lamp(ISOTROPIC)]
    assert faces(OPEN, both, way).vertical_lx[first] == pytest.approx(13.587, abs=1e-3)


def test_the_worst_failure_leaves_the_lowest_minimum_then_the_lowest_average() -> None:
    by_lamp = np.array([[9.0, 0.0, 1.0], [0.0, 2.0, 1.0], [1.0, 1.0, 1.0]])
    outs = lamps_out(by_lamp)
    assert [out.lamp for out in outs] == [0, 1, 2]  # left: (1, 3, 2), (10, 1, 2), (9, 2, 2)
    assert outs[0].left == level_of(np.array([1.0, 3.0, 2.0]))
    assert outs[1].left.lowest_lx == 1.0
    assert lamps_out(np.array([[3.0, 4.0]]))[0].left.average_lx == 0.0


def test_what_each_lamp_gives_is_read_off_the_chosen_cells() -> None:
    raster = Raster(x_m=0.0, y_m=0.0, z_m=0.0, step_m=1.0, columns=40, rows=3)
    lamps = [lamp(ISOTROPIC), lamp(ISOTROPIC, x_m=39.0)]
    lights = lamp_lights(casters_of(OPEN), lamps, raster, reach_m=10.0)
    chosen = np.zeros((40, 3), dtype=np.bool_)
    chosen[[0, 20, 39], 0] = True
    found = at_cells(lights, chosen)
    assert found == pytest.approx(np.array([[62.5, 0, 0], [0, 0, 62.5]]))


def test_the_brightest_window_comes_first_with_the_lamp_that_lights_it() -> None:
    # the lamp 4 m up at the origin; windows at 4 m to the west of it, 3 and 10 m away
    house = Obstacle(id="h", shape=box(-30, 20, -20, 30), base_m=0, top_m=9)
    windows = eyes_at(
        ["far", "near", "back", "hidden"],
        [
            (-10, 0, 4, 1, 0),
            (-3, 0, 4, 1, 0),
            (-3, 0, 4, -1, 0),
            (-35, 25, 1, 1, 0),  # behind the house
        ],
    )
    other = replace(lamp(ISOTROPIC, x_m=-6.0, maintenance_factor=0.01), id="weak")
    found = trespass(scene_of([house]), [lamp(ISOTROPIC), other], windows)
    assert [t.window for t in found] == ["near", "far", "back", "hidden"]
    assert found[0].e_lx == pytest.approx(1000 / 9)
    assert found[0].by_it_lx == pytest.approx(1000 / 9)
    assert found[1].e_lx == pytest.approx(10 + 10 / 16)
    assert found[2].e_lx == pytest.approx(10 / 9)
    assert found[3].e_lx == 0.0
    assert [t.lamp for t in found] == ["e", "e", "weak", ""]
    (dark,) = trespass(OPEN, [], eyes_at(["w"], [(0, 0, 1, 1, 0)]))
    assert (dark.lamp, dark.e_lx) == ("", 0.0)


def test_only_neighbours_make_a_step_and_the_greatest_comes_first() -> None:
    zones = [box(0, 0, 5, 5), box(5.3, 0, 9, 4), box(20, 0, 25, 5), box(0, 5, 5, 9)]
    found = steps(zones, [50.0, 10.0, 1.0, 0.0])
    assert [(s.brighter, s.darker) for s in found] == [(0, 3), (0, 1)]
    assert found[0].ratio == pytest.approx(5000.0)  # dark counts as 0.01 lx
    assert found[1].ratio == pytest.approx(5.0)
    assert len(steps(zones, [50.0, 10.0, 1.0, 0.0], beside_m=0.1)) == 1


def test_at_night_a_cell_must_be_seen_and_lit() -> None:
    seen = np.array([True, True, False])
    found = seen_at_night(seen, np.array([2.9, 3.0, 9.0]), least_lx=3.0)
    assert found.tolist() == [False, True, False]
    with pytest.raises(ValueError, match="not the same"):
        seen_at_night(seen, np.zeros(2), least_lx=1.0)
