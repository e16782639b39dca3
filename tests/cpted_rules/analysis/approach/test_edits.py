"""Single changes to a plan."""

import pytest
from shapely import Point

from cpted_rules.analysis.approach.edits import (
    seen_through,
    trimmed,
    with_camera,
    with_lamp,
    with_window,
)
from cpted_rules.plan import Camera, Luminaire, LuminaireKind
from tests.cpted_rules.rules.fragment import plan_of

PLAN = plan_of(
    {
        "barriers": [
            {"id": "f1", "line": [[0, 0], [5, 0]], "kind": "fence", "openness_share": 0.0},
            {"id": "h1", "line": [[0, 1], [5, 1]], "kind": "hedge", "top_m": 1.8},
        ],
        "shrubs": [{"id": "s1", "area": [[0, 2], [5, 2], [5, 3], [0, 3]]}],
        "trees": [{"id": "t1", "at": [2, 5], "crown_base_m": 1.2}],
        "luminaires": [{"id": "l2", "at": [0, 0], "kind": "pedestrian"}],
    }
)


def test_hedges_and_shrubs_are_cut_down_and_crowns_raised() -> None:
    assert trimmed(PLAN, "h1", 1.0).barriers[1].top_m == 1.0
    assert trimmed(PLAN, "h1", 2.0).barriers[1].top_m == 1.8  # nothing is cut up to a height
    assert trimmed(PLAN, "s1", 0.6).shrubs[0].height_m == 0.6
    assert trimmed(PLAN, "t1", 2.0).trees[0].crown_base_m == 2.0
    assert trimmed(PLAN, "t1", 1.0).trees[0].crown_base_m == 1.2


def test_all_else_stays() -> None:
    changed = trimmed(PLAN, "h1", 1.0)
    assert changed.barriers[0] == PLAN.barriers[0]
    assert changed.trees == PLAN.trees


def test_a_fence_is_made_see_through() -> None:
    fence = seen_through(PLAN, "f1", 0.7).barriers[0]
    assert (fence.openness_share, fence.see_through) == (0.7, True)


def test_what_is_added_is_put_in_order() -> None:
    lamp = Luminaire(id="l1", at=Point(1, 1), kind=LuminaireKind.PEDESTRIAN)
    assert [lamp.id for lamp in with_lamp(PLAN, lamp).luminaires] == ["l1", "l2"]
    assert with_camera(PLAN, Camera(id="c1", at=Point(0, 0))).cameras[0].id == "c1"
    window = plan_of({"openings": [{"id": "w1", "line": [[0, 0], [1, 0]], "kind": "window"}]})
    assert with_window(PLAN, window.openings[0]).openings == window.openings


def test_what_does_not_grow_is_not_trimmed() -> None:
    with pytest.raises(ValueError, match="l2"):
        trimmed(PLAN, "l2", 1.0)
    with pytest.raises(ValueError, match="t1"):
        seen_through(PLAN, "t1", 0.5)
