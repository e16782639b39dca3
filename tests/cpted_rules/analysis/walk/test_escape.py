"""Ways to flee: maximum flows known by hand, and Menger's theorem by brute force."""

import networkx as nx
import pytest

from cpted_rules.analysis.walk.escape import Place, escape, escapes, places
from cpted_rules.analysis.walk.network import Network
from tests.cpted_rules.analysis.walk.by_hand import lattice, network
from tests.cpted_rules.analysis.walk.test_dead_ends import random_network

FAR_M = 1e6


def place(network: Network, edge: int, share: float = 0.5) -> Place:
    way = network.edges[edge]
    along = share * way.length_m
    return Place(edge=edge, along_m=along, at=way.line.interpolate(along))


def test_on_a_way_between_two_exits_there_are_two_routes() -> None:
    line = network([(0, 0), (20, 0), (40, 0)], [(0, 1), (1, 2)])
    found = escape(line, place(line, 0), safe=[0, 2], within_m=FAR_M)
    assert found.routes == 2
    assert [path.length for path in found.paths] == pytest.approx([10.0, 30.0])
    assert len(found.cut) == 2


def test_in_a_dead_end_there_is_one_and_its_cut_is_the_way_out() -> None:
    stub = network([(0, 0), (20, 0), (40, 0), (20, 15)], [(0, 1), (1, 2), (1, 3)])
    found = escape(stub, place(stub, 2), safe=[0, 2], within_m=FAR_M)
    assert found.routes == 1
    (cut,) = found.cut
    assert list(cut.coords) == [(20, 7.5), (20, 0)]


def test_without_an_exit_there_is_none() -> None:
    stub = network([(0, 0), (20, 0)], [(0, 1)])
    found = escape(stub, place(stub, 0), safe=[], within_m=FAR_M)
    assert (found.routes, found.paths, found.cut) == (0, (), ())


def test_two_routes_to_one_exit_count_both() -> None:
    around = lattice(4)
    assert {e.routes for e in escapes(around, safe=[0], within_m=FAR_M)} == {2}


def test_a_lattice_hung_on_a_bridge_has_one_route() -> None:
    plain = lattice(3)
    at = [n.at.coords[0] for n in plain.nodes]
    hung = network([*at, (-10.0, 0.0)], [*((e.start, e.end) for e in plain.edges), (0, len(at))])
    found = [escape(hung, place(hung, n), safe=[len(at)], within_m=FAR_M) for n in range(12)]
    assert {f.routes for f in found} == {1}
    assert {tuple(f.cut[0].coords) for f in found} == {((0.0, 0.0), (-10.0, 0.0))}


@pytest.mark.parametrize(("within_m", "routes"), [(29.9, 1), (30.0, 2), (9.9, 0), (10.0, 1)])
def test_only_exits_within_the_distance_count(within_m: float, routes: int) -> None:
    line = network([(0, 0), (20, 0), (40, 0)], [(0, 1), (1, 2)])
    assert escape(line, place(line, 0), safe=[0, 2], within_m=within_m).routes == routes


def test_nobody_runs_on_through_a_safe_place() -> None:
    # beyond the exit the ways go on; they are no second route
    line = network([(0, 0), (20, 0), (40, 0)], [(0, 1), (1, 2)])
    assert escape(line, place(line, 0), safe=[1], within_m=FAR_M).routes == 1


@pytest.mark.parametrize("seed", range(120))
def test_routes_are_as_many_as_ways_that_must_be_closed(seed: int) -> None:
    found, exits = random_network(seed)
    for n in range(len(found.edges)):
        got = escape(found, place(found, n), safe=exits, within_m=FAR_M)
        edge = found.edges[n]
        ways: list[tuple[int | str, int]] = [("here", edge.start), ("here", edge.end)]
        ways += [(e.start, e.end) for k, e in enumerate(found.edges) if k != n]

        if not flees(ways, exits, None):
            want = 0
        elif all(flees(ways, exits, k) for k in range(len(ways))):
            want = 2  # from a place on a way there cannot be more
        else:
            want = 1
        assert got.routes == want
        assert len(got.paths) == len(got.cut) == want
        assert all(path.coords[0] == pytest.approx(got.place.at.coords[0]) for path in got.paths)
        ends = {found.nodes[x].at.coords[0] for x in exits}
        assert all(path.coords[-1] in ends for path in got.paths)
        if want == 2:
            assert got.paths[0].intersection(got.paths[1]).length == pytest.approx(0.0, abs=1e-6)


def flees(ways: list[tuple[int | str, int]], exits: list[int], closed: int | None) -> bool:
    graph = nx.Graph([way for k, way in enumerate(ways) if k != closed])
    graph.add_nodes_from(["here", *exits])
    return bool(nx.node_connected_component(graph, "here") & set(exits))


def test_places_lie_evenly_along_every_way() -> None:
    line = network([(0, 0), (12, 0)], [(0, 1)])
    assert [p.along_m for p in places(line, 5.0)] == pytest.approx([2.0, 6.0, 10.0])
    assert [p.along_m for p in places(line, 12.0)] == pytest.approx([6.0])
