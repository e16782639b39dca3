"""Where a site is stepped onto from public roads, on plans of a few things."""

from typing import Any

import pytest

from cpted_rules.analysis.walk.entries import doors_of, fronts_of, plan_network, ramps_of
from cpted_rules.analysis.walk.ground import Walking, blocked, walkable
from cpted_rules.analysis.walk.network import Front, NodeKind
from cpted_rules.settings import Settings
from tests.cpted_rules.rules.fragment import plan_of

ROAD = {"id": "r1", "area": [[-20, -10], [60, -10], [60, 0], [-20, 0]]}


def fronts(plan: dict[str, Any]) -> tuple[Front, ...]:
    drawn = plan_of(plan)
    area = walkable(drawn, Settings(), 0, walking=Walking())
    return fronts_of(drawn, area, blocked(drawn, Settings(), Walking(), 0))


def walk(x0: float, x1: float, y0: float = 0.0) -> dict[str, Any]:
    return {"id": f"k{x0:g}", "area": [[x0, y0], [x1, y0], [x1, 30], [x0, 30]]}


def test_a_walk_up_to_a_road_is_as_open_as_it_is_wide() -> None:
    (front,) = fronts({"walks": [walk(0, 3)], "roads": [ROAD]})
    assert front.id == "r1"
    assert front.line.length == pytest.approx(3.0, abs=0.3)
    assert front.line.bounds == pytest.approx((0, 0, 3, 0), abs=0.3)


@pytest.mark.parametrize(("set_back_m", "count"), [(1.9, 1), (2.1, 0)])
def test_a_walk_ends_at_the_road_over_a_narrow_strip_only(set_back_m: float, count: int) -> None:
    assert len(fronts({"walks": [walk(0, 3, set_back_m)], "roads": [ROAD]})) == count


@pytest.mark.parametrize(("width_m", "count"), [(1.6, 1), (0.6, 0)])
def test_what_is_too_narrow_is_no_way_in(width_m: float, count: int) -> None:
    broad = {"id": "k9", "area": [[-5, 3], [5, 3], [5, 30], [-5, 30]]}
    found = fronts({"walks": [walk(0, width_m), broad], "roads": [ROAD]})
    assert len(found) == count


def test_behind_a_hedge_there_is_no_way_in_but_at_the_gate() -> None:
    hedge = {"id": "h1", "line": [[-1, 0.1], [4, 0.1]], "kind": "hedge", "top_m": 1.2}
    plan = {"walks": [walk(0, 3)], "roads": [ROAD], "barriers": [hedge]}
    assert fronts(plan) == ()
    gate = {"id": "g1", "line": [[0.5, 0.1], [2.5, 0.1]], "kind": "gate"}
    (front,) = fronts(plan | {"openings": [gate | {"serves": "site_entrance"}]})
    assert front.id == "g1"
    assert front.line.length == pytest.approx(2.0, abs=0.3)


def test_a_way_along_a_road_is_open_in_its_whole_length() -> None:
    (front,) = fronts(
        {
            "walks": [{"id": "k1", "area": [[0, 0.5], [40, 0.5], [40, 3], [0, 3]]}],
            "roads": [ROAD],
        }
    )
    assert front.line.length == pytest.approx(40.0, abs=0.3)


def test_a_road_of_the_site_is_no_street() -> None:
    assert fronts({"walks": [walk(0, 3)], "roads": [ROAD | {"public": False}]}) == ()


def test_doors_are_told_by_what_they_serve_and_windows_are_none() -> None:
    def opening(id: str, serves: str, storey: int, kind: str = "door") -> dict[str, Any]:
        line = [[0, 0], [2, 0]]
        return {"id": id, "line": line, "kind": kind, "serves": serves, "storey": storey}

    plan = plan_of(
        {
            "openings": [
                opening("a", "building_entrance", 1),
                opening("b", "guard_post", 0),
                opening("c", "stair", 1),
                opening("d", "dwelling", 1, "window"),
                opening("e", "building_entrance", 2),
                opening("f", "roof", 1),
            ]
        }
    )
    assert [(d.id, d.kind) for d in doors_of(plan, 0)] == [
        ("a", NodeKind.ENTRANCE),
        ("b", NodeKind.STAFFED),
        ("c", NodeKind.INSIDE),
    ]
    assert [d.id for d in doors_of(plan, 2)] == ["e"]


def test_a_ramp_is_a_way_out_below_ground_only() -> None:
    area = [[0, 0], [6, 0], [6, 8], [0, 8]]
    plan = plan_of(
        {
            "zones": [
                {"id": "z1", "kind": "parking_entry", "storey": -1, "area": area},
                {"id": "z2", "kind": "parking_entry", "storey": 1, "area": area},
            ]
        }
    )
    assert [(d.id, d.kind) for d in ramps_of(plan, -1)] == [("z1", NodeKind.RAMP)]
    assert ramps_of(plan, 0) == ()
    assert plan_network(plan, Settings(), -1).of_kind(NodeKind.RAMP)
