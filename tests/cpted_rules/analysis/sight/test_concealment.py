"""Surprise distance: who stands beside a way is seen so long before being passed."""

import numpy as np
import pytest
from shapely import LineString, box
from shapely.affinity import rotate

from cpted_rules.analysis.scene.pieces import Obstacle, Scene, scene_of
from cpted_rules.analysis.sight.along import way_of
from cpted_rules.analysis.sight.concealment import (
    Concealment,
    Surprise,
    beside,
    concealments,
    refuge_m2_per_100_m,
    surprise,
)

LINE = LineString([(0, 0), (40, 0)])
PERSON = {"person_height_m": 1.7, "eye_height_m": 1.5}


def along(scene: Scene, line: LineString = LINE) -> Surprise:
    grid = beside(scene, line, step_m=0.5, person_height_m=1.7)
    return surprise(scene, way_of(line), grid, **PERSON)


def found(scene: Scene, line: LineString = LINE) -> tuple[Concealment, ...]:
    return concealments(scene, along(scene, line))


def screen(top_m: float = 2.5) -> Scene:
    """A wall square to the way at 30 m, from 1 m beside it outwards."""
    wall = Obstacle(id="wall", shape=LineString([(30, 1), (30, 9)]), base_m=0, top_m=top_m)
    return scene_of([wall])


def test_in_the_open_everybody_is_seen_from_far() -> None:
    open_ = along(scene_of([]))
    assert not open_.concealed(10).any()
    far = open_.passed_m > 21
    assert open_.metres[far].min() > 19  # as far as looked back
    assert open_.from_start[open_.passed_m < 15].all()


def test_behind_a_wall_square_to_the_way_one_is_seen_past_its_end() -> None:
    # who stands 1 m behind it, 2 m beside the way: the look past (30, 1) meets the way at 29
    found_ = along(screen())
    cell = int(np.argmin(np.hypot(*(found_.grid.points - [30.75, 2.25]).T)))
    x, y = found_.grid.points[cell]
    last = x - y * (x - 30) / (y - 1)  # where the look past the end meets the way
    assert found_.metres[cell] == pytest.approx(x - last, abs=1.0)
    assert found_.metres[cell] < 4
    before = int(np.argmin(np.hypot(*(found_.grid.points - [29.25, 2.25]).T)))
    assert found_.metres[before] > 19


def test_the_place_behind_the_wall_is_told_with_its_wall() -> None:
    (worst, *_) = found(screen())
    assert worst.critical
    assert worst.shape.bounds[0] >= 29.9
    assert worst.bounds[0].obstacle.id == "wall"
    assert worst.width_m > 1
    assert worst.metres < 4
    assert worst.first_seen is None or worst.first_seen.length == pytest.approx(worst.metres)
    assert {c.critical for c in found(screen())} == {True, False}


def test_walked_the_other_way_the_place_is_on_the_other_side() -> None:
    back = found(screen(), LINE.reverse())
    assert back[0].shape.bounds[2] <= 30.1
    there, again = found(screen()), found(screen(), LINE.reverse())
    assert sum(c.area_m2 for c in there) == pytest.approx(sum(c.area_m2 for c in again), rel=0.15)


def test_a_wall_that_leaves_half_a_person_in_sight_conceals_nobody() -> None:
    assert found(screen(top_m=0.8)) == ()


def test_turned_on_the_spot_the_area_stays() -> None:
    turned = scene_of(
        [
            Obstacle(id="wall", shape=rotate(o.shape, 90, origin=(0, 0)), base_m=0, top_m=2.5)
            for o in screen().obstacles[:1]
        ]
    )
    plain = sum(c.area_m2 for c in found(screen()))
    assert sum(c.area_m2 for c in found(turned, rotate(LINE, 90, origin=(0, 0)))) == pytest.approx(
        plain, rel=0.05
    )
    assert refuge_m2_per_100_m(found(screen()), way_of(LINE)) == pytest.approx(plain / 40 * 100)


def test_ground_beside_the_way_leaves_out_houses_and_what_lies_behind_a_fence() -> None:
    fence = Obstacle(id="f", shape=LineString([(-5, 1.5), (45, 1.5)]), base_m=0, top_m=1.8)
    house = Obstacle(id="h", shape=box(10, -3, 20, -1), base_m=0, top_m=9)
    roof = Obstacle(id="r", shape=box(20, -3, 30, -1), base_m=3, top_m=4)
    grid = beside(scene_of([fence, house, roof]), LINE, step_m=0.5, person_height_m=1.7)
    assert grid.area.area == pytest.approx(40 * (3 + 1.5) - 20, abs=3)
    assert grid.points[:, 1].max() < 1.5
