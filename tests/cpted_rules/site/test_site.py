"""A site computes each analysis once, alike every time."""

from typing import Any

import numpy as np
import pytest
from shapely import box

from cpted_rules.analysis.scene.eyes import eyes_at
from cpted_rules.analysis.scene.grid import grid_of
from cpted_rules.analysis.scene.planting import Season
from cpted_rules.plan import SitePlan
from cpted_rules.plan.canonical import dumps
from cpted_rules.rules import RULES
from cpted_rules.site import Site
from tests.cpted_rules.rules.fragment import facts_of, plan_of, point_source

PARAMETERS = {
    "SUR101": {"within_m": 43.0},
    "SUR102": {"within_m": 43.0},
    "SUR103": {"within_m": 43.0, "near_m": 10.0},
    "SUR105": {"within_m": 43.0},
}


def estate() -> SitePlan:
    """Two slabs, a playground between them, a hedge around it, trees and a street."""
    windows = [
        {
            "id": f"w{n}",
            "line": [[2 + 3 * n, 10], [3.5 + 3 * n, 10]],
            "kind": "window",
            "serves": "dwelling",
            "storey": 1,
        }
        for n in range(10)
    ]
    door = {"id": "d1", "line": [[15, 10], [16.2, 10]], "kind": "door", "storey": 1}
    return plan_of(
        {
            "buildings": [
                {"id": "b1", "area": [[0, 0], [32, 0], [32, 10], [0, 10]], "top_m": 9},
                {"id": "b2", "area": [[0, 40], [32, 40], [32, 50], [0, 50]], "top_m": 9},
            ],
            "openings": [*windows, door | {"serves": "building_entrance"}],
            "walks": [{"id": "k1", "area": [[0, 12], [32, 12], [32, 14], [0, 14]]}],
            "zones": [
                {"id": "p1", "kind": "playground", "area": [[8, 22], [24, 22], [24, 34], [8, 34]]}
            ],
            "trees": [{"id": f"t{n}", "at": [4 + 6 * n, 18]} for n in range(4)],
            "barriers": [
                {
                    "id": "h1",
                    "line": [[6, 20], [26, 20], [26, 36], [6, 36], [6, 20]],
                    "kind": "hedge",
                    "top_m": 2.2,
                }
            ],
            "roads": [{"id": "r1", "area": [[36, -5], [42, -5], [42, 60], [36, 60]]}],
        }
    )


@pytest.mark.parametrize("code", sorted(PARAMETERS))
def test_two_sites_of_one_plan_measure_the_same_bytes(code: str) -> None:
    texts = [
        dumps(list(RULES[code].measure(Site(estate(), facts_of({})), **PARAMETERS[code])))
        for _ in range(2)
    ]
    assert texts[0] == texts[1]
    assert len(texts[0]) > 100


def test_scenes_and_watchers_are_made_once() -> None:
    site = Site(estate(), facts_of({}))
    assert site.sight.scene(0) is site.sight.scene(0)
    assert site.sight.watchers() is site.sight.watchers()
    assert site.sight.dwelling_eyes is site.sight.dwelling_eyes


def test_watchers_are_the_homes_the_entrance_and_the_street() -> None:
    site = Site(estate(), facts_of({}))
    kinds = {id[0] for id in site.sight.watchers().ids}
    assert kinds == {"w", "d", "r"}
    assert len(site.sight.dwelling_eyes) == 10


def test_without_photometry_there_is_no_illuminance() -> None:
    lamp = {"id": "e1", "at": [0, 0], "kind": "security", "height_m": 4.0, "photometry": "A"}
    site = Site(plan_of({"luminaires": [lamp]}), facts_of({}))
    assert site.light.illuminance(np.zeros((1, 3)), 0) is None


def test_a_lamp_drawn_into_a_wall_hangs_before_it() -> None:
    lamp = {"id": "e1", "at": [5, 0.2], "kind": "entrance", "height_m": 2.5, "photometry": "A"}
    house = {"id": "b1", "area": [[0, 0], [10, 0], [10, 10], [0, 10]], "top_m": 9}
    plan = plan_of({"luminaires": [lamp], "buildings": [house]})
    site = Site(plan, facts_of({}), photometry={"A": point_source("A", {"isotropic_cd": 1000})})
    (hung,) = site.light.lamps(0)
    assert (hung.x_m, hung.y_m) == pytest.approx((5, -0.05))


def test_a_bare_hedge_lets_see_what_one_in_leaf_hides_and_a_grown_tree_hides_more() -> None:
    tree = {"id": "t1", "at": [0, 5], "height_m": 4, "crown_radius_m": 1.0, "crown_base_m": 0.5}
    plan = plan_of({"trees": [tree | {"species": "느티나무"}]})
    grid = grid_of(box(-8, 9, 8, 10), 1.0)
    eye = eyes_at(["e"], [(0.01, 0.01, 1.5, 0.0, 1.0)])

    def cells(**growth: Any) -> int:
        site = Site(plan, facts_of({}), **growth)
        return int(site.sight.census(eye, grid, 1.5, within_m=99)[0].sum())

    assert cells(season=Season.LEAF_OFF) == 16
    assert cells(mature=True) < cells() < 16


def test_assumptions_are_notes() -> None:
    codes = [note.code for note in Site(estate(), facts_of({})).assumptions]
    assert "assumed/tree-height" in codes
    assert codes == sorted(set(codes), key=codes.index)


def test_a_camera_under_pilotis_hangs_in_the_open_and_one_in_a_hall_does_not() -> None:
    mass = {"id": "b1", "area": [[0, 0], [20, 0], [20, 10], [0, 10]], "top_m": 12, "base_m": 3}
    hall = {"id": "z1", "kind": "stair", "storey": 1, "area": [[0, 0], [5, 0], [5, 5], [0, 5]]}
    cameras = [
        {"id": "hall", "at": [2, 2], "storey": 1},
        {"id": "street", "at": [-5, 0], "storey": 0},
        {"id": "under", "at": [10, 5], "storey": 1},
    ]
    plan = plan_of({"buildings": [mass], "zones": [hall], "cameras": cameras})
    assert [v.id for v in Site(plan, facts_of({})).cameras.outdoors] == ["street", "under"]
