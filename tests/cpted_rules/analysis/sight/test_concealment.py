"""Surprise distance: who stands beside a way is seen so long before being passed."""

from dataclasses import replace

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


def along(scene: Scene, line: LineString = LINE) -> Surprise:
    grid = beside(scene, line, step_m=0.5, person_height_m=1.7)
    return surprise(scene, way_of(line), grid, person_height_m=1.7, eye_height_m=1.5)


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


def fence(*ends: tuple[float, float]) -> Obstacle:
    return Obstacle(id="fence", shape=LineString(ends), base_m=0, top_m=1.8)


def test_behind_the_end_of_a_fence_only_what_is_near_on_foot_lies_beside_the_way() -> None:
    # a fence 1 m beside the way that ends at 20 m: from its end on all is beside the way
    grid = beside(scene_of([fence((-5, 1), (20, 1))]), LINE, step_m=0.5, person_height_m=1.7)
    x, y = grid.points.T
    behind = (y > 1) & (x < 20)
    assert behind.any()  # one steps round the end
    foot = 1 + np.hypot(20 - x[behind], y[behind] - 1)
    assert foot.max() <= 3.0
    assert ((y > 1) & (x > 20)).sum() == 4 * 40
    assert (y < 1).sum() == (2 + 6) * 80


def test_over_a_kerb_one_steps() -> None:
    kerb = replace(fence((-5, 1), (20, 1)), top_m=0.3)
    grid = beside(scene_of([kerb]), LINE, step_m=0.5, person_height_m=1.7)
    assert len(grid.points) == 12 * 80


def test_beside_a_way_within_a_house_there_is_no_place() -> None:
    house = Obstacle(id="h", shape=box(-5, -5, 45, 5), base_m=0, top_m=9)
    assert found(scene_of([house])) == ()
    grid = beside(scene_of([]), LINE, step_m=0.5, person_height_m=1.7, closed=box(-5, -5, 45, 5))
    told = surprise(scene_of([]), way_of(LINE), grid, person_height_m=1.7, eye_height_m=1.5)
    assert concealments(scene_of([]), told) == ()


def test_ground_behind_a_gap_that_nobody_gets_through_does_not_lead_to_the_way() -> None:
    def beyond(gap_m: float) -> int:
        parts = [fence((-5, 1), (20, 1)), fence((20 + gap_m, 1), (45, 1))]
        scene = scene_of([replace(part, id=f"f{n}") for n, part in enumerate(parts)])
        grid = beside(scene, LINE, step_m=0.5, person_height_m=1.7)
        return int((grid.points[:, 1] > 1).sum())

    assert beyond(0.5) == 0  # 0.4 m between fences 0.1 m thick
    assert beyond(0.8) > 0


def test_across_the_way_a_wall_takes_nothing_away() -> None:
    grid = beside(screen(), LINE, step_m=0.5, person_height_m=1.7)
    assert len(grid.points) == 12 * 80


def test_what_is_closed_is_left_out() -> None:
    room = box(10, 1, 14, 9)
    grid = beside(scene_of([]), LINE, step_m=0.5, person_height_m=1.7, closed=room)
    assert len(grid.points) == 12 * 80 - 4 * 8


def bed(from_m: float, to_m: float) -> Obstacle:
    """Shrubs drawn over the way itself, but not beside it."""
    return Obstacle(id="bed", shape=box(from_m, -0.4, to_m, 0.4), base_m=0, top_m=1.8, plant=True)


def test_where_the_eye_is_in_a_bed_nothing_is_said_of_what_lies_beside() -> None:
    all_along = along(scene_of([bed(-1, 41)]))
    assert not all_along.concealed(10).any()
    assert all_along.undetermined(10).all()
    assert all_along.blind_m == pytest.approx(40.0)
    assert concealments(scene_of([bed(-1, 41)]), all_along) == ()


def test_what_a_stretch_in_a_bed_may_have_shown_is_undetermined_not_concealed() -> None:
    # behind the wall at 30 m one is seen from about 29 m on; from 26 to 30 m the eye is in a bed
    wall = screen().obstacles[0]
    told = along(scene_of([wall, bed(26, 30)]))
    behind = (told.grid.points[:, 0] > 30) & (told.grid.points[:, 0] < 31)
    behind &= told.grid.points[:, 1] > 2
    assert told.blind_m == pytest.approx(4.0)
    assert behind.any()
    assert told.undetermined(3)[behind].all()  # seen from the bed or not: from 26.5 m on
    assert told.concealed(10)[behind].all()  # from 25.5 m and before it is not seen
    assert told.at_most_m[behind] == pytest.approx(told.passed_m[behind] - 26.5)
    assert not (told.concealed(3) & told.undetermined(3)).any()
    assert told.undetermined_m2(3) >= behind.sum() * 0.25


def test_with_a_free_eye_everywhere_nothing_is_undetermined() -> None:
    free = along(screen())
    assert free.blind_m == 0.0
    assert not free.undetermined(10).any()
