"""Networks of areas whose middle lines are known."""

from math import inf

import pytest
import shapely
from shapely import LineString, MultiPolygon, Point, box
from shapely.affinity import rotate, scale, translate
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.walk.network import Door, Front, Network, NodeKind, network_of

CROSS = box(0, 27, 60, 33).union(box(27, 0, 33, 60))
RING = box(0, 0, 60, 30).difference(box(6, 6, 54, 24))
COMB = shapely.union_all([box(0, 0, 100, 6), *(box(x, 6, x + 4, 26) for x in (13, 33, 63, 83))])
RASTER_M = 0.6
"""A length is told this well: two cells of a quarter metre, and a little for straightening."""


def kinds(network: Network) -> dict[str, int]:
    return {k.value: len(network.of_kind(k)) for k in NodeKind if network.of_kind(k)}


def lengths(network: Network) -> list[float]:
    return sorted(edge.length_m for edge in network.edges)


def test_a_cross_is_one_junction_with_four_arms() -> None:
    found = network_of(CROSS)
    assert kinds(found) == {"junction": 1, "end": 4}
    assert lengths(found) == pytest.approx([30.0] * 4, abs=RASTER_M)


def test_a_ring_is_one_way_back_to_itself() -> None:
    (edge,) = network_of(RING).edges
    assert edge.start == edge.end
    assert edge.length_m == pytest.approx(2 * (54 + 24), abs=4.0)  # its corners are cut


def test_a_comb_is_a_spine_with_teeth() -> None:
    found = network_of(COMB)
    assert kinds(found) == {"junction": 4, "end": 6}
    # from the tips of the spine 15, 15; between the teeth 20, 30, 20; the teeth 3 + 20 each
    assert lengths(found) == pytest.approx(
        [15.0, 15.0, 20.0, 20.0, 23.0, 23.0, 23.0, 23.0, 30.0], abs=RASTER_M
    )


def test_a_bar_has_no_spurs_into_its_corners() -> None:
    found = network_of(box(0, 0, 60, 10))
    assert kinds(found) == {"end": 2}
    assert lengths(found) == pytest.approx([60.0], abs=RASTER_M)


def test_every_line_ends_at_its_nodes() -> None:
    for area in (CROSS, RING, COMB):
        found = network_of(area)
        for edge in found.edges:
            assert edge.line.coords[0] == found.nodes[edge.start].at.coords[0]
            assert edge.line.coords[-1] == found.nodes[edge.end].at.coords[0]


@pytest.mark.parametrize("area", [CROSS, COMB])
@pytest.mark.parametrize("turn_deg", [30.0, 90.0])
def test_a_turned_area_has_the_same_network_turned(area: BaseGeometry, turn_deg: float) -> None:
    plain, turned = network_of(area), network_of(rotate(area, turn_deg, origin=(0, 0)))
    assert kinds(turned) == kinds(plain)
    assert lengths(turned) == pytest.approx(lengths(plain), abs=RASTER_M)
    there = shapely.MultiPoint([n.at for n in turned.nodes])
    back = rotate(there, -turn_deg, origin=(0, 0))
    assert back.hausdorff_distance(shapely.MultiPoint([n.at for n in plain.nodes])) < 2 * RASTER_M


def test_a_moved_area_has_the_same_network_moved() -> None:
    plain, moved = network_of(COMB), network_of(translate(COMB, 1234.5, -77.0))
    assert lengths(moved) == pytest.approx(lengths(plain), abs=RASTER_M)
    assert kinds(moved) == kinds(plain)


def test_an_area_twice_as_large_has_ways_twice_as_long() -> None:
    plain, large = network_of(COMB), network_of(scale(COMB, 2, 2, origin=(0, 0)))
    assert kinds(large) == kinds(plain)
    assert lengths(large) == pytest.approx([2 * x for x in lengths(plain)], abs=2 * RASTER_M)


def test_pieces_apart_are_networks_apart() -> None:
    found = network_of(MultiPolygon([box(0, 0, 40, 4), box(0, 10, 40, 14)]))
    assert kinds(found) == {"end": 4}
    assert len(found.edges) == 2


def door(id: str, x: float, y: float) -> Door:
    return Door(id=id, kind=NodeKind.ENTRANCE, at=Point(x, y))


def test_a_door_beside_a_way_is_joined_at_right_angles() -> None:
    found = network_of(box(0, 0, 60, 6), doors=[door("d", 20, 6)])
    assert kinds(found) == {"junction": 1, "end": 2, "entrance": 1}
    assert lengths(found) == pytest.approx([3.0, 20.0, 40.0], abs=RASTER_M)
    (n,) = found.of_kind(NodeKind.ENTRANCE)
    assert found.nodes[n].subject == "d"
    assert found.nodes[n].at.equals(Point(20, 6))


def test_a_door_across_a_way_stands_on_it() -> None:
    found = network_of(box(0, 0, 60, 3), doors=[door("d", 20, 1.5)])
    assert kinds(found) == {"end": 2, "entrance": 1}
    assert lengths(found) == pytest.approx([20.0, 40.0], abs=RASTER_M)


def test_a_door_at_the_end_of_a_way_is_its_end() -> None:
    found = network_of(box(0, 0, 60, 3), doors=[door("d", 60, 1.5)])
    assert kinds(found) == {"end": 1, "entrance": 1}


def test_a_door_behind_a_wall_is_apart() -> None:
    wall = LineString([(0, 8), (60, 8)]).buffer(0.1)
    behind = door("d", 20, 10)
    assert network_of(box(0, 0, 60, 6), doors=[behind], stop=wall).apart == ("d",)
    assert network_of(box(0, 0, 60, 6), doors=[behind]).apart == ()


def test_a_door_too_far_over_other_ground_is_apart() -> None:
    area = box(0, 0, 60, 6)
    assert network_of(area, doors=[door("d", 20, 11.1)], off_area_m=5.0).apart == ("d",)
    assert network_of(area, doors=[door("d", 20, 10.9)], off_area_m=5.0).apart == ()
    assert network_of(area, doors=[door("d", 20, 99.0)], off_area_m=inf).apart == ()


def test_a_way_that_ends_at_a_street_has_its_access_there() -> None:
    found = network_of(
        box(0, 0, 60, 4), fronts=[Front(id="r", line=LineString([(60, 0), (60, 4)]))]
    )
    assert kinds(found) == {"end": 1, "access": 1}
    (n,) = found.of_kind(NodeKind.ACCESS)
    assert (found.nodes[n].subject, found.nodes[n].front) == ("r", 0)


def test_along_a_wide_front_one_steps_out_every_ten_metres() -> None:
    front = Front(id="r", line=LineString([(0, 6), (60, 6)]))
    found = network_of(box(0, 0, 60, 6), fronts=[front])
    # six along it, and the two ends of the way, which lie at it
    assert kinds(found) == {"junction": 6, "access": 8}


def test_the_network_of_an_area_is_the_same_each_time() -> None:
    one, other = (network_of(COMB, doors=[door("d", 50, 6)]) for _ in range(2))
    assert one.nodes == other.nodes
    assert one.edges == other.edges
