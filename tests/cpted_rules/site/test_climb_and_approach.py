"""A house on a street: what can be climbed to there, and the way to it."""

import numpy as np
import pytest

from cpted_rules.analysis.approach.changes import ChangeKind
from cpted_rules.analysis.approach.edits import with_window
from cpted_rules.analysis.approach.exposure import Watchfulness
from cpted_rules.analysis.climb.climber import Climber
from cpted_rules.plan import SitePlan
from cpted_rules.site import Site
from cpted_rules.site.approach import SiteApproach
from tests.cpted_rules.rules.fragment import facts_of, plan_of, point_source

LAMP = {"id": "l1", "at": [5, -5], "kind": "pedestrian", "height_m": 4.0, "photometry": "A"}


OPENINGS: list[dict[str, object]] = [
    {
        "id": "d1",
        "line": [[14, 10], [15, 10]],
        "kind": "door",
        "storey": 1,
        "serves": "building_entrance",
        "building": "b1",
    },
    {
        "id": "w2",
        "line": [[14, 0], [16, 0]],
        "kind": "window",
        "storey": 2,
        "sill_m": 0.9,
        "head_m": 2.1,
        "building": "b1",
    },
    *(
        {
            "id": f"n{n}",
            "line": [[-1, 4 * n], [-1, 4 * n + 1]],
            "kind": "window",
            "serves": "dwelling",
            "storey": 1,
            "sill_m": 0.9,
            "head_m": 2.1,
            "building": "b2",
        }
        for n in range(4)
    ),
]


def plan(**more: object) -> SitePlan:
    """Street in the south; house with its door in the south; a neighbour's window sees the west."""
    fields: dict[str, object] = {
        "boundaries": [{"id": "s1", "area": [[0, -12], [30, -12], [30, 20], [0, 20]]}],
        "roads": [{"id": "r1", "area": [[0, -20], [30, -20], [30, -12], [0, -12]]}],
        "buildings": [
            {"id": "b1", "area": [[10, 0], [20, 0], [20, 10], [10, 10]], "top_m": 9},
            {
                "id": "b2",
                "area": [[-10, -5], [-1, -5], [-1, 15], [-10, 15]],
                "top_m": 9,
                "neighbour": True,
            },
        ],
        "openings": OPENINGS,
        "fixtures": [
            {"id": "g1", "at": [16.5, -0.05], "kind": "gas_pipe", "top_m": 6, "guard": ""}
        ],
        "luminaires": [LAMP],
    }
    return plan_of(fields | more)


def site_of(drawn: SitePlan) -> Site:
    return Site(drawn, facts_of({}), photometry={"A": point_source("A", {"isotropic_cd": 500})})


def approach_of(site: Site) -> SiteApproach:
    return SiteApproach(site, site.sight, site.light, site.cameras, site.climb)


def test_the_climb_is_found_once() -> None:
    site = site_of(plan())
    assert site.climb.reaches(Climber(), 2) is site.climb.reaches(Climber(), 2)
    found = {r.target.id: r for r in site.climb.reaches(Climber(), 2)}
    assert found["w2"].reachable is True
    assert found["w2"].breaks == (("g1",),)
    assert found["d1"].reachable is True
    assert set(found) == {"d1", "w2"}  # not those of the neighbour


def test_the_way_to_the_door_keeps_to_the_side_nobody_sees() -> None:
    approach = approach_of(site_of(plan()))
    routes = {r.target: r for r in approach.routes(Watchfulness(), False, Climber(), 2)}
    assert set(routes) == {"d1", "w2"}
    xs = np.array(routes["d1"].line.coords)[:, 0]
    assert xs.max() > 20  # round the east side: the west is seen by four windows
    west = approach.exposure.windows[approach.ground.cells_in(approach.area)]
    assert west.max() == 4
    # the way to the window ends at the foot of the pipe
    end = routes["w2"].line.coords[-1]
    assert end == pytest.approx((16.5, -0.5), abs=0.6)


def test_a_window_on_the_hidden_side_gains_most() -> None:
    site = site_of(plan())
    approach = approach_of(site)
    openings = [
        {
            "id": "x1",
            "line": [[20, y], [20, y + 1]],
            "kind": "window",
            "serves": "dwelling",
            "storey": 1,
            "building": "b1",
            "sill_m": 0.9,
            "head_m": 2.1,
        }
        for y in (4,)
    ]
    drawn = plan()
    hidden = with_window(drawn, plan_of({"openings": openings}).openings[0])
    with_camera = plan(
        cameras=[{"id": "c1", "at": [2, -11], "height_m": 3, "hfov_deg": 60, "azimuth_deg": 0}]
    )
    changes = (
        approach.change("c1", ChangeKind.CAMERA, with_camera),
        approach.change("x1", ChangeKind.WINDOW, hidden),
    )
    watch = Watchfulness()
    cell = approach.entrance_cells()["d1"]
    gains = approach.gains("d1", cell, changes, watch, night=False)
    assert [g.change.id for g in gains] == ["x1", "c1"]
    assert gains[0].gain_m > 0.0 == gains[1].gain_m


def test_the_night_is_not_told_without_photometry() -> None:
    dark = approach_of(Site(plan(), facts_of({})))
    assert dark.exposure.lux is None
    assert dark.night_lacking is not None
    lit = approach_of(site_of(plan()))
    assert lit.exposure.lux is not None
    by_night = lit.routes(Watchfulness(), True, None, 0)
    by_day = lit.routes(Watchfulness(), False, None, 0)
    assert by_night[0].cost_m <= by_day[0].cost_m


def test_two_sites_of_one_plan_find_the_same_routes() -> None:
    one, other = (
        approach_of(site_of(plan())).routes(Watchfulness(), False, Climber(), 2) for _ in range(2)
    )
    assert [r.line.wkb for r in one] == [r.line.wkb for r in other]
    assert [r.cost_m for r in one] == [r.cost_m for r in other]


def test_a_hedge_beside_the_hidden_way_is_proposed_for_trimming() -> None:
    hedge = {"id": "h1", "line": [[24, -10], [24, 12]], "kind": "hedge", "top_m": 2.0}
    wall = {"id": "f1", "line": [[2, 15], [5, 15]], "kind": "wall", "top_m": 2.0}
    approach = approach_of(site_of(plan(barriers=[hedge, wall])))
    (route,) = (r for r in approach.routes(Watchfulness(), False, None, 0) if r.target == "d1")
    (change,) = approach.proposals(route, within_m=8.0, trim_m=1.0)
    assert (change.id, change.kind) == ("h1", ChangeKind.TRIM)
    opened = approach.proposals(route, within_m=60.0, trim_m=1.0)
    assert [(c.id, c.kind) for c in opened] == [("h1", ChangeKind.TRIM), ("f1", ChangeKind.FENCE)]
    assert (change.exposure.windows >= approach.exposure.windows).all()


def test_a_wall_thinner_than_a_cell_is_not_walked_through() -> None:
    across = [[20, 4.1], [30, 4.1], [30, 4.3], [20, 4.3]]
    drawn = plan(walls=[{"id": "v1", "storey": 1, "area": across}])
    (route,) = approach_of(site_of(drawn)).routes(Watchfulness(), False, None, 0)
    assert not route.line.intersects(drawn.walls[0].area)
    assert np.array(route.line.coords)[:, 0].min() < 10  # round the west side, seen as it is
    gate = {"id": "g2", "line": [[24, 4.2], [26, 4.2]], "kind": "gate", "storey": 1}
    opened = plan(walls=[{"id": "v1", "storey": 1, "area": across}], openings=[*OPENINGS, gate])
    (through,) = approach_of(site_of(opened)).routes(Watchfulness(), False, None, 0)
    assert np.array(through.line.coords)[:, 0].max() > 20


def test_the_unseen_stretches_of_a_way_are_as_long_as_is_unseen() -> None:
    (route,) = approach_of(site_of(plan())).routes(Watchfulness(), False, None, 0)
    assert sum(part.length for part in route.unseen) == pytest.approx(route.unseen_m)
    assert all(part.distance(route.line) < 1e-9 for part in route.unseen)
