"""Dead ends of networks written by hand, and as brute force finds them."""

from itertools import pairwise
from random import Random

import networkx as nx
import pytest
from shapely import box, union_all

from cpted_rules.analysis.walk.dead_ends import dead_ends
from cpted_rules.analysis.walk.network import Network, NodeKind, network_of
from tests.cpted_rules.analysis.walk.by_hand import lattice, network


def comb() -> Network:
    """A spine of five nodes 10 m apart with teeth of 6 m at the second and the fourth."""
    at = [(0, 0), (10, 0), (20, 0), (30, 0), (40, 0), (10, 6), (30, 6)]
    return network(at, [(0, 1), (1, 2), (2, 3), (3, 4), (1, 5), (3, 6)])


def test_the_teeth_of_a_comb_are_dead_ends() -> None:
    found = dead_ends(comb(), [0, 4])
    assert [(d.mouth, d.edges, d.depth_m) for d in found] == [(1, (4,), 6.0), (3, (5,), 6.0)]


def test_with_one_exit_the_whole_is_a_dead_end() -> None:
    (only,) = dead_ends(comb(), [0])
    assert only.mouth == 0
    assert only.edges == (0, 1, 2, 3, 4, 5)
    assert only.depth_m == pytest.approx(40.0)
    assert only.path is not None
    assert list(only.path.coords) == [(0, 0), (10, 0), (20, 0), (30, 0), (40, 0)]


def test_without_an_exit_there_is_no_mouth_and_no_depth() -> None:
    (only,) = dead_ends(comb(), [])
    assert (only.mouth, only.depth_m, only.path) == (None, None, None)
    assert only.lines.length == pytest.approx(52.0)


def test_a_loop_on_a_stub_is_as_deep_as_half_its_round() -> None:
    # a stub of 5 m with a square loop of 10 m sides: 5 + 20
    square: list[tuple[float, float]] = [(25, 5), (25, 15), (15, 15), (15, 5)]
    at = [(0, 0), (20, 0), (40, 0), (20, 5)]
    found = dead_ends(network(at, [(0, 1), (1, 2), (1, 3), (3, 3, square)]), [0, 2])
    (only,) = found
    assert only.depth_m == pytest.approx(5 + 20)
    assert only.path is not None
    assert only.path.length == pytest.approx(25)
    assert only.path.coords[-1] == pytest.approx((20, 15))


def test_between_two_ways_side_by_side_nothing_is_dead() -> None:
    at = [(0, 0), (10, 0), (20, 0), (30, 0)]
    both = network(at, [(0, 1), (1, 2), (1, 2, [(15, 5)]), (2, 3)])
    assert dead_ends(both, [0, 3]) == ()


def test_a_lattice_between_exits_has_none_and_hung_on_one_node_is_one() -> None:
    assert dead_ends(lattice(4), [0, 15]) == ()
    (hung,) = dead_ends(lattice(3), [0])
    # the farthest place of a lattice of 20 m sides from its corner is the opposite one
    assert hung.depth_m == pytest.approx(40.0)


def test_branches_of_one_junction_are_dead_ends_by_themselves() -> None:
    at = [(0, 0), (10, 0), (20, 0), (10, 4), (10, -7)]
    found = dead_ends(network(at, [(0, 1), (1, 2), (1, 3), (1, 4)]), [0, 2])
    assert [d.depth_m for d in found] == [7.0, 4.0]


def test_doors_in_a_dead_end_are_told() -> None:
    area = union_all([box(0, 0, 60, 6), box(28, 6, 32, 30)])
    plain = network_of(area)
    exits = [n for n in plain.of_kind(NodeKind.END) if plain.nodes[n].at.y < 10]
    (only,) = dead_ends(plain, exits)
    assert only.depth_m == pytest.approx(27.0, abs=0.75)
    assert only.doors == ()


def random_network(seed: int) -> tuple[Network, list[int]]:
    rng = Random(seed)
    count = rng.randint(2, 9)
    at = [(rng.uniform(0, 100), rng.uniform(0, 100)) for _ in range(count)]
    ways = [(rng.randrange(count), rng.randrange(count)) for _ in range(rng.randint(1, 13))]
    bent = [
        # each over a place of its own, so that no two run in one another
        (a, b if a != b else (a + 1) % count, [(rng.uniform(0, 100), rng.uniform(0, 100))])
        for a, b in ways
    ]
    return network(at, bent), rng.sample(range(count), rng.randint(0, min(3, count)))


@pytest.mark.parametrize("seed", range(150))
def test_a_way_is_in_a_dead_end_where_closing_one_node_cuts_it_off(seed: int) -> None:
    found, exits = random_network(seed)
    inside = {n for end in dead_ends(found, exits) for n in end.edges}
    for n, edge in enumerate(found.edges):
        graph = nx.Graph([(e.start, e.end) for k, e in enumerate(found.edges) if k != n])
        graph.add_nodes_from(range(len(found.nodes)))
        graph.add_edges_from([("middle", edge.start), ("middle", edge.end)])

        closings = (None, *range(len(found.nodes)))
        assert (n in inside) == any(cut_off(graph, exits, v) for v in closings), edge


def cut_off(graph: nx.Graph, exits: list[int], closed: int | None) -> bool:
    left = graph.subgraph([v for v in graph if v != closed])
    return not nx.node_connected_component(left, "middle") & (set(exits) - {closed})


@pytest.mark.parametrize("seed", range(60))
def test_a_path_is_as_long_as_the_depth_and_starts_at_the_mouth(seed: int) -> None:
    found, exits = random_network(seed)
    for end in dead_ends(found, exits):
        if end.mouth is not None and end.path is not None and end.depth_m is not None:
            assert end.path.length == pytest.approx(end.depth_m)
            assert end.path.coords[0] == found.nodes[end.mouth].at.coords[0]
            assert end.lines.buffer(1e-6).covers(end.path)


def test_the_deepest_come_first() -> None:
    depths = [d.depth_m for d in dead_ends(random_network(7)[0], [0])]
    assert all(a >= b for a, b in pairwise(d for d in depths if d is not None))
