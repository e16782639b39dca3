"""Openings of a street in sight of each other and of the road."""

import pytest
from shapely import LineString

from cpted_rules.analysis.scene.eyes import eyes_at
from cpted_rules.analysis.scene.pieces import Obstacle, Scene, scene_of
from cpted_rules.analysis.sight.streets import Surveillability, surveillability

ROAD = LineString([(0, 0), (20, 0)])


def street(scene: Scene | None = None, **changes: float) -> Surveillability:
    """Two windows on the south side, one opposite, and one of a second storey above it."""
    eyes = eyes_at(
        ["a", "b", "c", "d"],
        [(4, -5, 1.5, 0, 1), (8, -5, 1.5, 0, 1), (6, 5, 1.5, 0, -1), (6, 5, 4.5, 0, -1)],
    )
    limits = {"below_m": 9.0, "within_m": 15.0} | changes
    return surveillability(scene or scene_of([]), eyes, ROAD, eye_height_m=1.5, **limits)


def test_windows_opposite_see_each_other_and_windows_of_one_wall_do_not() -> None:
    found = street(below_m=3.0)
    assert found.openings.ids == ("a", "b", "c")
    assert found.overlooked.astype(int).tolist() == [[0, 0, 1], [0, 0, 1], [1, 1, 0]]
    assert found.occupant_per_m == 4 / 20
    assert found.road_per_m == 3 / 20


def test_higher_openings_count_up_to_the_height_asked_for() -> None:
    assert street().occupant_per_m == 8 / 20
    assert street(below_m=4.5).road_per_m == 3 / 20
    assert street(below_m=4.51).road_per_m == 4 / 20


def test_the_length_of_the_look_is_limited() -> None:
    assert street(within_m=10.1, below_m=3.0).occupant_per_m == 0.0  # 10 m across, 2 m along
    assert street(within_m=10.2, below_m=3.0).occupant_per_m == 4 / 20


def test_a_fence_before_one_side_takes_it_from_the_road() -> None:
    fence = Obstacle(id="f", shape=LineString([(-50, -3), (50, -3)]), base_m=0, top_m=1.8)
    found = street(scene_of([fence]), below_m=3.0)
    assert found.from_road.tolist() == [False, False, True]
    assert found.occupant_per_m == 0.0
    assert street(scene_of([fence])).overlooked.sum() == 4  # from above over the fence
    assert [line.coords[1] for line in found.lines] == [(6.0, 5.0)]
    assert found.lines[0].length == pytest.approx((25 + 1) ** 0.5)  # places stand 2 m apart
