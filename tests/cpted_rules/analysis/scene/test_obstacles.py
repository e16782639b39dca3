"""What a plan puts in the way."""

import numpy as np
import pytest

from cpted_rules.analysis.lines import transmissions
from cpted_rules.analysis.scene.obstacles import (
    assumptions,
    elevation_m,
    outdoor_obstacles,
    storey_obstacles,
    top_m,
)
from cpted_rules.analysis.scene.pieces import scene_of
from cpted_rules.plan import SitePlan
from cpted_rules.settings import Settings
from tests.cpted_rules.rules.fragment import plan_of

DEFAULT = Settings()
WALLED = {
    "storeys": [{"level": 1, "elevation_m": 0.0, "height_m": 3.0}],
    "walls": [{"id": "v1", "storey": 1, "area": [[0, 0], [10, 0], [10, 0.2], [0, 0.2]]}],
}


def through(
    plan: SitePlan, storey: int, eye: tuple[float, float, float], target: tuple[float, ...]
) -> float:
    inside = storey_obstacles(plan, DEFAULT, storey)
    scene = scene_of(inside if storey else outdoor_obstacles(plan, DEFAULT))
    return float(transmissions(scene, eye, np.array([target]))[0])


def opening(**fields: object) -> SitePlan:
    drawn = {"id": "o1", "line": [[4, 0.1], [6, 0.1]], "storey": 1} | fields
    return plan_of(WALLED | {"openings": [drawn]})


@pytest.mark.parametrize(("z_m", "share"), [(0.8, 0.0), (1.0, 1.0), (2.0, 1.0), (2.2, 0.0)])
def test_a_window_in_a_wall_lets_through_from_sill_to_head(z_m: float, share: float) -> None:
    plan = opening(kind="window", sill_m=0.9, head_m=2.1)
    assert through(plan, 1, (5, -3, z_m), (5, 3, z_m)) == share
    assert through(plan, 1, (8, -3, z_m), (8, 3, z_m)) == 0.0


@pytest.mark.parametrize(
    ("serves", "share"), [("parking_link", 0.0), ("dwelling", 0.0), ("shop", 1.0)]
)
def test_a_closed_door_blocks_and_a_shop_door_is_glass(serves: str, share: float) -> None:
    plan = opening(kind="door", serves=serves, head_m=2.1)
    assert through(plan, 1, (5, -3, 1.5), (5, 3, 1.5)) == share
    assert through(plan, 1, (5, -3, 2.5), (5, 3, 2.5)) == 0.0


def test_the_inside_of_a_building_is_open_only_to_those_inside() -> None:
    building = {"id": "b1", "area": [[0, 0], [10, 0], [10, 8], [0, 8]], "top_m": 12}
    plan = plan_of(WALLED | {"buildings": [building]})
    assert through(plan, 0, (-3, 4, 1.5), (13, 4, 1.5)) == 0.0
    assert through(plan, 1, (-3, 4, 1.5), (13, 4, 1.5)) == 1.0  # no walls drawn across
    assert through(plan, 1, (-3, 4, 3.5), (13, 4, 3.5)) == 0.0


def test_the_ground_under_pilotis_is_open_but_for_walls_drawn_there() -> None:
    mass = {"id": "b1", "area": [[-5, -5], [15, -5], [15, 8], [-5, 8]], "base_m": 3, "top_m": 12}
    plan = plan_of(WALLED | {"buildings": [mass]})
    assert through(plan, 0, (-9, 4, 1.5), (19, 4, 1.5)) == 1.0
    assert through(plan, 0, (5, -3, 1.5), (5, 3, 1.5)) == 0.0
    assert through(plan, 0, (-9, 4, 3.5), (19, 4, 3.5)) == 0.0


def test_walls_of_a_solid_building_do_not_stand_outdoors() -> None:
    building = {"id": "b1", "area": [[-1, -1], [11, -1], [11, 8], [-1, 8]]}
    plan = plan_of(WALLED | {"buildings": [building]})
    assert [o.id for o in outdoor_obstacles(plan, DEFAULT)] == ["b1"]


def test_a_basement_wall_stands_on_its_own_floor() -> None:
    plan = plan_of(
        {
            "storeys": [{"level": -1, "elevation_m": -4.0, "height_m": 3.5}],
            "walls": [
                {"id": "v1", "storey": -1, "area": [[0, 0], [9, 0], [9, 1], [0, 1]]},
                {"id": "v2", "storey": -1, "area": [[0, 5], [9, 5], [9, 6], [0, 6]], "top_m": 1.2},
            ],
        }
    )
    high, low = storey_obstacles(plan, DEFAULT, -1)
    assert (high.base_m, high.top_m) == (-4.0, -0.5)
    assert (low.base_m, low.top_m) == (-4.0, pytest.approx(-2.8))


def test_floors_without_a_stated_height_are_three_metres_high() -> None:
    plan = plan_of({})
    assert [elevation_m(plan, DEFAULT, n) for n in (-2, -1, 0, 1, 2, 3)] == [-6, -3, 0, 0, 3, 6]


def test_a_building_without_a_height_is_as_high_as_its_floors() -> None:
    plan = plan_of({"buildings": [{"id": "b", "area": [[0, 0], [1, 0], [1, 1]], "floors": 5}]})
    assert top_m(plan, DEFAULT, plan.buildings[0]) == 15.0


def test_every_assumption_is_said_once_with_its_value() -> None:
    plan = plan_of(
        {
            "trees": [{"id": "t1", "at": [0, 0]}, {"id": "t2", "at": [1, 0], "height_m": 5}],
            "barriers": [{"id": "f1", "line": [[0, 0], [1, 0]], "kind": "fence"}],
        }
    )
    said = {note.code: note.text.en for note in assumptions(plan, DEFAULT)}
    assert said["assumed/tree-height"] == "Height of a tree not drawn for 1: taken as 6 m"
    assert said["assumed/crown-radius"] == "Crown radius of a tree not drawn for 2: taken as 1.5 m"
    assert said["assumed/barrier-height"].endswith("1.8 m")
    assert "assumed/shrub-height" not in said
    assert assumptions(plan_of({}), DEFAULT) == ()
