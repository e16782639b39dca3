"""How people walk on a site: a court with a gate, a car park below, and what they are far from."""

from typing import Any

import numpy as np
import pytest

from cpted_rules.analysis.walk.network import NodeKind
from cpted_rules.site import Site
from cpted_rules.site.walk import SiteWalk
from tests.cpted_rules.rules.fragment import facts_of, plan_of


def area(x0: float, y0: float, x1: float, y1: float) -> list[list[float]]:
    return [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]


# a walk from the street in the west to that in the east, a stub north to a house, a car park below
PLAN: dict[str, Any] = {
    "boundaries": [{"id": "x1", "area": area(0, 0, 60, 40)}],
    "roads": [
        {"id": "r1", "area": area(-8, -8, 0, 48)},
        {"id": "r2", "area": area(60, -8, 68, 48)},
        {"id": "r3", "area": area(-8, -8, 68, 0)},
    ],
    "walks": [
        {"id": "k1", "area": area(0, 8, 60, 12)},
        {"id": "k2", "area": area(28, 12, 32, 30)},
    ],
    "buildings": [{"id": "b1", "area": area(20, 30, 40, 38), "top_m": 9}],
    "openings": [
        {"id": "d1", "line": [[29, 30], [31, 30]], "kind": "door", "storey": 1}
        | {"serves": "building_entrance"},
        {"id": "p1", "line": [[0.1, 18], [0.1, 20]], "kind": "door", "storey": -1}
        | {"serves": "parking_link"},
    ],
    "zones": [
        {"id": "z1", "kind": "parking_lane", "storey": -1, "area": area(0, 16, 60, 22)},
    ],
    "bells": [{"id": "e1", "storey": -1, "at": [10, 23]}, {"id": "e2", "at": [30, 7.5]}],
}


@pytest.fixture(scope="module")
def walk() -> SiteWalk:
    site = Site(plan_of(PLAN), facts_of({}))
    return SiteWalk(site, site.sight)


def test_the_ground_is_one_level_and_asked_once(walk: SiteWalk) -> None:
    assert walk.network(0) is walk.network(1)
    assert walk.escapes(0) is walk.escapes(1)
    assert walk.floor(0) is walk.floor(1)
    assert walk.network(-1) is not walk.network(0)


def test_the_walk_has_two_accesses_and_the_door(walk: SiteWalk) -> None:
    network = walk.network(0)
    assert {network.nodes[n].subject for n in network.of_kind(NodeKind.ACCESS)} == {"r1", "r2"}
    assert [network.nodes[n].subject for n in network.of_kind(NodeKind.ENTRANCE)] == ["d1"]
    assert network.apart == ()


def test_the_way_to_the_house_is_the_only_dead_end(walk: SiteWalk) -> None:
    (only,) = walk.dead_ends(0)
    assert only.depth_m == pytest.approx(20.0, abs=0.75)
    assert only.doors == ("d1",)


def test_from_the_walk_there_are_two_ways_out_and_from_the_stub_one(walk: SiteWalk) -> None:
    on_the_walk = [e for e in walk.escapes(0) if e.place.at.y < 11]
    assert {e.routes for e in on_the_walk if 11 < e.place.at.x < 49} == {2}
    # from its ends the other street is more than 50 m away
    assert {e.routes for e in on_the_walk if not 9 < e.place.at.x < 51} == {1}
    assert {e.routes for e in walk.escapes(0) if e.place.at.y > 13} == {1}


def test_below_ground_the_door_is_the_way_out(walk: SiteWalk) -> None:
    assert {e.routes for e in walk.escapes(-1)} == {0, 1}  # beyond 50 m there is none
    (lane,) = walk.dead_ends(-1)
    assert lane.depth_m == pytest.approx(60.0, abs=1.0)


def test_the_farthest_place_from_a_bell(walk: SiteWalk) -> None:
    below = walk.to_bells(-1)
    # to the far corner: 49.75 m along and 5.5 m across, of which eight moves add 0.41
    assert below.longest_m == pytest.approx(49.75 + 5.5 * 0.4142, abs=0.5)
    assert walk.bell_stretches(-1)[0].length_m == pytest.approx(50.0, abs=1.0)
    # to the end of the walk or the stub: 30 along, a little aside
    assert walk.to_bells(0).longest_m == pytest.approx(31.0, abs=1.5)


def test_the_farthest_place_from_a_door(walk: SiteWalk) -> None:
    # down the stub to the middle of the walk, 18 to 20, and 28 to 30 along it, less a diagonal
    assert walk.to_doors(0).longest_m == pytest.approx(47.0, abs=2.5)
    assert walk.to_staff(0).longest_m is None


def test_how_open_the_site_is(walk: SiteWalk) -> None:
    assert walk.entries_per_100_m == pytest.approx(2 / 2.0)
    assert walk.meshedness == 0.0
    (way,) = walk.through_ways
    assert way.inside_m == pytest.approx(60.0, abs=1.0)
    assert way.outside_m > 75
    assert walk.through_movement == 1.0


def test_nothing_is_a_trap_where_it_is_open_and_all_is_where_routes_and_eyes_lack(
    walk: SiteWalk,
) -> None:
    cells = walk.cells(0)
    nobody = np.zeros(len(cells.points))
    assert walk.traps(0, nobody, fewest_watchers=1) == ()
    # walls along the stub on both sides close it in
    walls = [
        {"id": f"w{n}", "area": area(x, 12.5, x + 0.3, 30)} for n, x in enumerate((27.4, 32.3))
    ]
    site = Site(plan_of(PLAN | {"walls": walls}), facts_of({}))
    closed = SiteWalk(site, site.sight)
    nobody = np.zeros(len(closed.cells(0).points))
    (trap,) = closed.traps(0, nobody, fewest_watchers=1)
    assert trap.routes == 1
    assert 12 < trap.area.centroid.y < 30
    everybody = np.ones(len(nobody))
    assert closed.traps(0, everybody, fewest_watchers=1) == ()


def test_those_on_the_street_see_the_ends_of_the_walk(walk: SiteWalk) -> None:
    watchers = walk.watchers(within_m=43.0)
    points = walk.cells(0).points
    assert len(watchers) == len(points)
    assert (watchers[points[:, 0] < 2] > 0).all()


def test_an_empty_plan_has_no_network_and_nothing_is_known() -> None:
    site = Site(plan_of({}), facts_of({}))
    empty = SiteWalk(site, site.sight)
    assert empty.network(0).nodes == ()
    assert empty.dead_ends(0) == ()
    assert empty.escapes(0) == ()
    assert empty.to_bells(0).longest_m is None
    assert empty.entries_per_100_m is None
    assert empty.meshedness is None
    assert empty.through_movement is None
    assert empty.depths == ()
    assert empty.bell_stretches(-1) == []


def test_two_sites_of_one_plan_have_the_same_network() -> None:
    one, other = (Site(plan_of(PLAN), facts_of({})) for _ in range(2))
    a, b = (SiteWalk(site, site.sight) for site in (one, other))
    assert a.network(0).nodes == b.network(0).nodes
    assert a.dead_ends(0) == b.dead_ends(0)
    assert [e.cut for e in a.escapes(0)] == [e.cut for e in b.escapes(0)]
