"""Forward visibility and prospect: corners and sectors by hand."""

from math import pi, sqrt

import numpy as np
import pytest
from shapely import LineString, Point, box

from cpted_rules.analysis.isovist import level_of
from cpted_rules.analysis.scene.pieces import Obstacle, scene_of
from cpted_rules.analysis.scene.terrain import FLAT
from cpted_rules.analysis.sight.ahead import (
    FACE_M,
    SECTOR_M,
    forward,
    free,
    prospects,
    prospects_over,
)
from cpted_rules.analysis.sight.along import way_of

CORNER = LineString([(0, 0), (20, 0), (20, 20)])


def test_a_straight_way_is_seen_to_its_end() -> None:
    found = forward(scene_of([]), way_of(LineString([(0, 0), (30, 0)])))
    assert found.to_end.all()
    assert found.metres[0] == 29.5
    assert found.short_share(15) == 0.0
    assert found.shortest is None
    assert found.look(0) is None


def test_a_house_in_a_bend_hides_the_way_beyond_it() -> None:
    # past the corner at (19, 1) the look from (x, 0) meets x = 20 at (20 - x) / (19 - x)
    house = Obstacle(id="h", shape=box(0, 1, 19, 19), base_m=0, top_m=9)
    way = way_of(CORNER)
    found = forward(scene_of([house]), way)
    step = int(np.flatnonzero(way.along_m == 9.5)[0])
    height = (20 - 9.5) / (19 - 9.5)  # 1.105 m up: steps at 0.5 seen, at 1.5 hidden
    assert 0.5 < height < 1.5
    assert found.metres[step] == pytest.approx(10.5 + 1.5)
    assert found.hidden_at[step].tolist() == [20.0, 1.5]
    assert not found.to_end[step]
    assert found.to_end[20:].all()  # round the corner all is seen
    assert found.shortest is not None
    assert found.metres[found.shortest] == 5.0  # from 18.5: seen up to 3 m beyond the bend
    look = found.look(found.shortest)
    assert look is not None
    assert box(0, 1, 19, 19).intersects(look)
    assert found.short_share(15) == pytest.approx(14 / 40, abs=0.05)


def test_what_is_lower_than_a_face_hides_nothing() -> None:
    for top, to_end in ((1.55, True), (1.65, False)):
        bed = Obstacle(id="b", shape=box(0, 1, 19, 19), base_m=0, top_m=top)
        assert forward(scene_of([bed]), way_of(CORNER)).to_end.all() == to_end


def test_an_eye_within_a_crown_says_nothing() -> None:
    crown = Obstacle(id="t", shape=Point(10, 0), radius_m=2, base_m=1.2, top_m=6)
    way = way_of(LineString([(0, 0), (20, 0)]))
    found = forward(scene_of([crown]), way)
    assert np.flatnonzero(~found.free).tolist() == [8, 9, 10, 11]
    assert found.metres[7] == 5.0  # the first free step beyond, 12.5, is hidden
    assert found.short_share(6) == pytest.approx(6 / 20 - 4 / 20, abs=0.11)
    assert free(scene_of([crown]), np.array([[10, 0, 1.1], [10, 0, 7], [10, 0, 3]])).tolist() == [
        True,
        True,
        False,
    ]


def prospect(*obstacles: Obstacle, heading: tuple[float, float] = (0, 1)) -> float:
    """At the origin: the middle of a way of one step."""
    dx, dy = heading
    way = way_of(LineString([(-dx / 2, -dy / 2), (dx / 2, dy / 2)]))
    (found,) = prospects(level_of(scene_of(obstacles), FACE_M), way)
    return float(found)


def wall(*ends: tuple[float, float], top_m: float = 3.0) -> Obstacle:
    return Obstacle(id="wall", shape=LineString(ends), base_m=0, top_m=top_m)


def test_prospect_is_the_share_of_the_sector_ahead() -> None:
    assert prospect() == pytest.approx(1.0, abs=2e-4)
    # a wall 10 m ahead: a triangle 10 m high with 60 degrees to each side of a sector of 20 m
    ahead = wall((-50, 10), (50, 10))
    expected = 100 * sqrt(3) / (SECTOR_M**2 * pi / 3)
    assert prospect(ahead) == pytest.approx(expected, abs=2e-4)
    assert prospect(wall((-50, 10), (50, 10), top_m=1.5)) == pytest.approx(1.0, abs=2e-4)
    assert prospect(wall((-50, -2), (50, -2))) == pytest.approx(1.0, abs=2e-4)  # behind


def test_prospect_turns_with_the_heading() -> None:
    beside = wall((0.0001, -50), (0.0001, 50))  # close on the east
    for heading, expected in (((0, 1), 0.5), ((0, -1), 0.5), ((-1, 0), 1.0), ((1, 0), 0.0)):
        assert prospect(beside, heading=heading) == pytest.approx(expected, abs=3e-4)


def test_within_a_solid_nothing_is_said_of_the_prospect() -> None:
    crown = Obstacle(id="t", shape=Point(0, 0), radius_m=2, base_m=1.2, top_m=6)
    assert np.isnan(prospect(crown))


@pytest.mark.parametrize("distance_m", [5.0, 10.0, 15.0, 30.0])
def test_over_flat_ground_looks_tell_the_prospect_of_level_sight(distance_m: float) -> None:
    walls = [wall((-50, distance_m), (3, distance_m)), wall((4, 2), (9, 30), top_m=1.7)]
    way = way_of(LineString([(0, -4), (0, 4)]))
    level = prospects(level_of(scene_of(walls), FACE_M), way)
    assert prospects_over(scene_of(walls), way, FLAT) == pytest.approx(level, abs=0.02)
    crown = Obstacle(id="t", shape=Point(0, 0), radius_m=2, base_m=1.2, top_m=6)
    told = prospects_over(scene_of([crown]), way, FLAT)
    assert np.isnan(told).tolist() == (abs(way.at[:, 1]) < 2).tolist()


def test_an_eye_is_in_what_stands_on_higher_ground_by_its_height_there() -> None:
    crown = Obstacle(id="t", shape=Point(10, 0, 4), radius_m=2, base_m=1.2, top_m=6)
    at = np.array([[10, 0, 4 + 1.1], [10, 0, 4 + 1.6], [10, 0, 1.6]])
    assert free(scene_of([crown]), at).tolist() == [True, False, True]
