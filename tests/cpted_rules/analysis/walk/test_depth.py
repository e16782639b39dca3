"""Doors between the street and a home, counted by hand."""

from typing import Any

import pytest

from cpted_rules.analysis.walk.depth import justified_depths
from tests.cpted_rules.rules.fragment import plan_of


def room(id: str, kind: str, x0: float, y0: float, x1: float, y1: float, storey: int = 1) -> Any:
    area = [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]
    return {"id": id, "kind": kind, "storey": storey, "area": area}


def door(id: str, serves: str, x0: float, x1: float, y: float, storey: int = 1) -> Any:
    line = [[x0, y], [x1, y]]
    return {"id": id, "line": line, "kind": "door", "serves": serves, "storey": storey}


# from south to north: entrance, lobby, lift hall, homes to the north of it on two storeys
PLAN: dict[str, Any] = {
    "buildings": [{"id": "b1", "area": [[0, 0], [12, 0], [12, 16], [0, 16]], "top_m": 6}],
    "zones": [
        room("lobby", "lobby", 4, 0.2, 8, 3),
        room("hall1", "lift_lobby", 4, 3, 8, 6),
        room("stair1", "stair", 8.2, 3, 11, 6),
        room("hall2", "lift_lobby", 4, 3, 8, 6, 2),
        room("stair2", "stair", 8.2, 3, 11, 6, 2),
        room("home1", "dwelling", 4, 6.2, 8, 12),
        room("home2", "dwelling", 4, 6.2, 8, 12, 2),
    ],
    "openings": [
        door("entrance", "building_entrance", 5, 7, 0.1),
        door("home1d", "dwelling", 5, 6, 6.1),
        door("home2d", "dwelling", 5, 6, 6.1, 2),
    ],
}


def depths(plan: dict[str, Any]) -> dict[str, tuple[int | None, tuple[str, ...]]]:
    return {d.door: (d.portals, d.through) for d in justified_depths(plan_of(plan))}


def test_entrance_and_door_are_two_and_an_open_stair_adds_none() -> None:
    assert depths(PLAN) == {
        "home1d": (2, ("entrance", "home1d")),
        "home2d": (2, ("entrance", "home2d")),
    }


def test_a_gate_adds_one() -> None:
    gate = {"id": "gate", "line": [[0, -20], [4, -20]], "kind": "gate", "serves": "site_entrance"}
    found = depths(PLAN | {"openings": [*PLAN["openings"], gate]})
    assert found["home1d"] == (3, ("gate", "entrance", "home1d"))


def test_stair_doors_add_one_each() -> None:
    wall = {"area": [[8, 3], [8.2, 3], [8.2, 6], [8, 6]]}
    walls = [{"id": f"w{s}", "storey": s, **wall} for s in (1, 2)]
    shut = PLAN | {"walls": walls}
    assert depths(shut)["home2d"] == (None, ())
    stairs = [
        {
            "id": f"s{s}",
            "line": [[8.1, 4], [8.1, 5]],
            "kind": "door",
            "serves": "stair",
            "storey": s,
        }
        for s in (1, 2)
    ]
    found = depths(shut | {"openings": [*PLAN["openings"], *stairs]})
    assert found["home2d"] == (4, ("entrance", "s1", "s2", "home2d"))
    assert found["home1d"][0] == 2


def test_a_wall_between_lobby_and_hall_shuts_all_off_and_a_gap_in_it_does_not() -> None:
    wall = {"id": "w", "storey": 1, "area": [[4, 2.9], [8, 2.9], [8, 3.1], [4, 3.1]]}
    assert depths(PLAN | {"walls": [wall]})["home1d"] == (None, ())
    gap = wall | {"area": [[4, 2.9], [6.5, 2.9], [6.5, 3.1], [4, 3.1]]}
    assert depths(PLAN | {"walls": [gap]})["home1d"][0] == 2


def test_a_door_to_no_room_drawn_is_not_told() -> None:
    lone = PLAN | {"zones": [z for z in PLAN["zones"] if z["id"] != "hall2"]}
    assert depths(lone)["home2d"] == (None, ())


@pytest.mark.parametrize("plan", [{}, {"zones": PLAN["zones"]}])
def test_without_dwelling_doors_there_are_no_depths(plan: dict[str, Any]) -> None:
    assert depths(plan) == {}
