"""What a plan puts in the way."""

import numpy as np
import pytest
from shapely import Point

from cpted_rules.analysis.lines import transmissions
from cpted_rules.analysis.scene.levels import ground_of
from cpted_rules.analysis.scene.obstacles import (
    assumptions,
    elevation_m,
    floor_m,
    outdoor_obstacles,
    storey_obstacles,
    top_m,
)
from cpted_rules.analysis.scene.pieces import scene_of
from cpted_rules.analysis.scene.planting import Season
from cpted_rules.analysis.scene.terrain import FLAT
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


def test_openness_is_assumed_by_what_the_type_says() -> None:
    rows: list[dict[str, object]] = [
        {"kind": "fence"},
        {"kind": "fence", "see_through": True},
        {"kind": "fence", "see_through": False},
        {"kind": "railing"},
        {"kind": "fence", "openness_share": 0.6},
    ]
    lines = [{"id": f"f{n}", "line": [[0, n], [1, n]], **row} for n, row in enumerate(rows)]
    said = {n.code: n.text.en for n in assumptions(plan_of({"barriers": lines}), DEFAULT)}
    assert said["assumed/barrier-openness"] == "Openness of a fence not drawn for 1: taken as 0"
    assert said["assumed/see-through-openness"].endswith("not drawn for 1: taken as 0.5")
    assert said["assumed/railing-openness"].endswith("not drawn for 1: taken as 0.7")


LEVELS = [{"id": "e1", "at": [0, 0], "level_m": 0.0}, {"id": "e2", "at": [9, 0], "level_m": 3.0}]


def test_flat_ground_is_said_where_no_level_is_drawn_and_the_datum_where_one_is() -> None:
    bare, drawn = (
        plan_of({"trees": [{"id": "t1", "at": [0, 0]}]}),
        plan_of({"spot_heights": LEVELS}),
    )
    flat = [n.text.en for n in assumptions(bare, DEFAULT) if n.code == "assumed/flat-ground"]
    assert flat == ["No levels or contours of the ground are drawn: the site is taken to be flat"]
    (unused,) = assumptions(drawn, DEFAULT)
    assert unused.text.en == "Levels of the ground are drawn, but the site was computed as flat"
    (used,) = assumptions(drawn, DEFAULT, ground=ground_of(drawn))
    assert used.code == "assumed/ground-datum"


def test_a_season_and_growth_are_said_only_where_they_are_asked_for() -> None:
    trees = [{"id": "t1", "at": [0, 0], "evergreen": False}, {"id": "t2", "at": [5, 0]}]
    plan = plan_of({"trees": trees})
    codes = [n.code for n in assumptions(plan, DEFAULT)]
    assert "assumed/leaf-off" not in codes
    assert "assumed/growth" not in codes
    asked = {
        n.code: n.text.en for n in assumptions(plan, DEFAULT, season=Season.LEAF_OFF, mature=True)
    }
    assert (
        "plants not known to shed their leaves (1) are taken to keep them"
        in asked["assumed/leaf-off"]
    )
    assert asked["assumed/growth"].startswith("Grown up: 2 trees taken as 1.5 times")


def test_the_default_ground_season_and_age_change_nothing() -> None:
    plan = plan_of(
        {
            "buildings": [{"id": "b1", "area": [[0, 0], [9, 0], [9, 9], [0, 9]], "floors": 4}],
            "trees": [{"id": "t1", "at": [15, 0], "evergreen": False}],
            "shrubs": [{"id": "s1", "area": [[20, 0], [25, 0], [25, 3]]}],
            "barriers": [{"id": "f1", "line": [[0, 20], [9, 20]], "kind": "fence"}],
            "walls": [{"id": "w1", "storey": 0, "area": [[0, 30], [9, 30], [9, 30.2], [0, 30.2]]}],
        }
    )
    as_now = outdoor_obstacles(plan, DEFAULT)
    asked = outdoor_obstacles(plan, DEFAULT, season=Season.LEAF_ON, mature=False, ground=FLAT)
    assert as_now == asked
    assert [(o.id, o.base_m, o.top_m) for o in as_now] == [
        ("b1", 0.0, 12.0),
        ("f1", 0.0, 1.8),
        ("t1", 1.8, 6.0),
        ("s1", 0.0, 1.0),
        ("w1", 0.0, 3.0),
    ]
    assert not any(o.shape.has_z for o in as_now)


def test_a_floor_is_that_of_its_building_and_outdoors_the_ground() -> None:
    slope = [{"id": f"e{x}{y}", "at": [x, y], "level_m": x / 10} for x in (0, 40) for y in (0, 30)]
    house = [{"id": "b1", "area": [[10, 5], [20, 5], [20, 15], [10, 15]]}]
    plan = plan_of({"buildings": house, "spot_heights": slope, "datum_m": 0.0})
    ground = ground_of(plan)
    at = Point(12, 10)
    assert floor_m(plan, DEFAULT, 3, at) == 6.0
    assert floor_m(plan, DEFAULT, 3, at, ground=ground) == pytest.approx(7.5)
    assert floor_m(plan, DEFAULT, 0, at, ground=ground) == pytest.approx(1.2)
    assert floor_m(plan, DEFAULT, -1, at, ground=ground) == -3.0
