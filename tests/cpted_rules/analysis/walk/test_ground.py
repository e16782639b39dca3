"""What is walked on and what is in the way, on plans of a few things."""

from typing import Any

import pytest
from shapely import Point
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.walk.ground import Walking, blocked, standing, walkable
from cpted_rules.settings import Settings
from tests.cpted_rules.rules.fragment import plan_of

WALK = {"id": "k1", "area": [[0, 0], [40, 0], [40, 4], [0, 4]]}
WALKING = Walking()


def ground(plan: dict[str, Any], *, storey: int = 0, unmarked: bool = False) -> BaseGeometry:
    return walkable(plan_of(plan), Settings(), storey, walking=WALKING, unmarked=unmarked)


def fence(top_m: float | None, **more: Any) -> dict[str, Any]:
    return {"id": "f1", "line": [[20, -1], [20, 5]], "kind": "fence", "top_m": top_m, **more}


def pieces(shape: BaseGeometry) -> int:
    return len(getattr(shape, "geoms", [shape]))


def test_a_walk_is_walked_on() -> None:
    assert ground({"walks": [WALK]}).area == pytest.approx(160.0)


@pytest.mark.parametrize(("top_m", "parts"), [(0.49, 1), (0.5, 1), (0.51, 2), (None, 2)])
def test_a_fence_higher_than_a_step_parts_it(top_m: float | None, parts: int) -> None:
    assert pieces(ground({"walks": [WALK], "barriers": [fence(top_m)]})) == parts


def test_a_fence_is_passed_at_its_gate_and_under_where_it_hangs_high() -> None:
    gate = {"id": "g1", "line": [[20, 1], [20, 3]], "kind": "gate", "serves": "site_entrance"}
    plan = {"walks": [WALK], "barriers": [fence(1.8)], "openings": [gate]}
    assert pieces(ground(plan)) == 1
    assert pieces(ground({"walks": [WALK], "barriers": [fence(3.0, base_m=2.0)]})) == 1
    assert pieces(ground({"walks": [WALK], "barriers": [fence(3.0, base_m=1.9)]})) == 2


@pytest.mark.parametrize(("height_m", "parts"), [(0.5, 1), (0.6, 2), (None, 2)])
def test_shrubs_are_walked_round(height_m: float | None, parts: int) -> None:
    bed = {"id": "s1", "area": [[18, -1], [22, -1], [22, 5], [18, 5]], "height_m": height_m}
    assert pieces(ground({"walks": [WALK], "shrubs": [bed]})) == parts


def block(base_m: float) -> dict[str, Any]:
    area = [[10, -6], [30, -6], [30, 10], [10, 10]]
    return {"id": "b1", "area": area, "base_m": base_m, "top_m": 12.0}


def test_a_building_is_in_the_way_and_pilotis_are_walked_under() -> None:
    assert pieces(ground({"walks": [WALK], "buildings": [block(0.0)]})) == 2
    under = ground({"walks": [WALK], "buildings": [block(2.8)]})
    assert under.area == pytest.approx(20 * 16 + 20 * 4)


def test_a_free_standing_pillar_makes_no_second_way() -> None:
    pillar = {"id": "w1", "storey": 1, "area": [[19, 1.5], [20, 1.5], [20, 2.5], [19, 2.5]]}
    found = ground({"walks": [WALK], "walls": [pillar | {"column": True}]})
    assert found.area == pytest.approx(160.0)


def test_public_roads_are_not_part_of_the_walk_and_roads_of_the_site_are() -> None:
    road = {"id": "r1", "area": [[0, 4], [40, 4], [40, 10], [0, 10]]}
    assert ground({"walks": [WALK], "roads": [road | {"public": True}]}).area == pytest.approx(160)
    assert ground({"walks": [WALK], "roads": [road | {"public": False}]}).area == pytest.approx(400)


def test_lawn_is_walked_on_only_when_asked_for() -> None:
    boundary = {"id": "x1", "area": [[-10, -10], [50, -10], [50, 20], [-10, 20]]}
    plan = {"walks": [WALK], "boundaries": [boundary]}
    assert ground(plan).area == pytest.approx(160.0)
    assert ground(plan, unmarked=True).area == pytest.approx(60 * 30)


@pytest.mark.parametrize(("gap_m", "parts"), [(4.9, 1), (5.1, 2)])
def test_a_place_near_a_way_is_linked_to_it(gap_m: float, parts: int) -> None:
    y = 4 + gap_m
    area = [[10, y], [20, y], [20, y + 8], [10, y + 8]]
    found = ground({"walks": [WALK], "zones": [{"id": "p", "kind": "playground", "area": area}]})
    assert pieces(found) == parts


def test_a_place_behind_a_fence_is_not_linked() -> None:
    area = [[10, 7], [20, 7], [20, 15], [10, 15]]
    found = ground(
        {
            "walks": [WALK],
            "zones": [{"id": "p", "kind": "playground", "area": area}],
            "barriers": [
                {"id": "f1", "line": [[0, 5.5], [40, 5.5]], "kind": "fence", "top_m": 1.5}
            ],
        }
    )
    assert pieces(found) == 2


def test_a_lobby_is_reached_through_its_door() -> None:
    wall = [[10, 4], [30, 4], [30, 4.2], [10, 4.2]]
    lobby = {
        "id": "l1",
        "kind": "lobby",
        "storey": 1,
        "area": [[12, 4.2], [18, 4.2], [18, 9], [12, 9]],
    }
    plan: dict[str, Any] = {
        "walks": [WALK],
        "zones": [lobby],
        "walls": [{"id": "w1", "storey": 1, "area": wall}],
    }
    assert pieces(ground(plan)) == 2
    door = {"id": "d1", "line": [[14, 4.1], [16, 4.1]], "kind": "door", "storey": 1}
    assert pieces(ground(plan | {"openings": [door | {"serves": "building_entrance"}]})) == 1


def test_below_ground_lanes_are_walked_and_bays_are_not() -> None:
    lane = {
        "id": "z1",
        "kind": "parking_lane",
        "storey": -1,
        "area": [[0, 0], [40, 0], [40, 6], [0, 6]],
    }
    bay = {"id": "y1", "storey": -1, "area": [[0, 6], [2.5, 6], [2.5, 11], [0, 11]]}
    assert ground({"zones": [lane], "bays": [bay]}, storey=-1).area == pytest.approx(240.0)
    assert ground({"zones": [lane], "bays": [bay]}).is_empty


def test_a_walker_keeps_half_a_body_off_a_wall() -> None:
    plan = plan_of({"walls": [{"id": "w1", "area": [[0, 0], [10, 0], [10, 1], [0, 1]]}]})
    stop = blocked(plan, Settings(), WALKING, 0)
    assert stop.covers(Point(5, 1.19))
    assert not stop.covers(Point(5, 1.21))


@pytest.mark.parametrize(("top_m", "stands"), [(1.2, False), (1.21, True)])
def test_only_what_is_higher_stands(top_m: float, stands: bool) -> None:
    plan = plan_of({"barriers": [fence(top_m)]})
    found = standing(plan, Settings(), WALKING, 0, above_m=1.2)
    assert (not found.is_empty) is stands
