"""How open a site is to people on foot: its entries, its meshes, and who walks through it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf

import networkx as nx
from shapely import LineString, Point

from cpted_rules.analysis.paths import nearest
from cpted_rules.analysis.walk.distance import Floor
from cpted_rules.analysis.walk.network import Front, Network

SHORTER_M = 1.0
"""A way through must be so much shorter than the one round the site to be the shorter [X]."""


ONE_ENTRY_M = 3.0
"""Fronts on one road this near to each other are one entry: a post, a step or a bed parts them."""


def entries_of(network: Network) -> tuple[tuple[Front, ...], ...]:
    """The entries from public roads: fronts on one road beside each other are one.

    An open side along a road counts once, however long it is; on a corner, once for each road.
    """
    near: nx.Graph[int] = nx.Graph()
    near.add_nodes_from(range(len(network.fronts)))
    for (i, one), (j, other) in combinations(enumerate(network.fronts), 2):
        if one.id == other.id and one.line.distance(other.line) <= ONE_ENTRY_M:
            near.add_edge(i, j)
    groups = sorted(sorted(group) for group in nx.connected_components(near))
    return tuple(tuple(network.fronts[i] for i in group) for group in groups)


def middle_of(entry: tuple[Front, ...]) -> Point:
    """The middle of the longest front of an entry."""
    longest = max(entry, key=lambda front: (round(front.line.length, 6), front.line.wkt))
    return longest.line.interpolate(0.5, normalized=True)


def entries_per_100_m(network: Network, perimeter_m: float) -> float:
    """Entries from public roads on each 100 m of the site's boundary. [1/100 m]

    Source:
        international.md 2.5.

    Raises:
        ValueError: a boundary of no length.
    """
    if perimeter_m <= 0:
        raise ValueError(f"perimeter {perimeter_m} m: must be longer than 0")
    return len(entries_of(network)) / perimeter_m * 100.0


def meshedness(network: Network) -> float | None:
    """Closed loops of a network as a share of the most a plane one can have; None below 3 nodes.

    Each way that ends and each crossing counts as a node, doors on a way as none.

    Source:
        international.md 2.5, alpha = (e - v + p) / (2 v - 5), here with p separate parts.
    """
    graph = network.graph()
    for node in list(graph):
        ways = list(graph.edges(node))
        if len(ways) == 2 and len(set(graph[node])) == 2 and node not in graph[node]:
            graph.add_edge(*graph[node])
            graph.remove_node(node)
    nodes, edges = graph.number_of_nodes(), graph.number_of_edges()
    if nodes < 3:
        return None
    loops = edges - nodes + nx.number_connected_components(graph)
    return loops / (2 * nodes - 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Through:
    """The way between two entries.

    Args:
        inside_m, outside_m: through the site, and along public roads; infinite where none leads.
        path: through the site, where that is the shorter.
    """

    entries: tuple[int, int]
    inside_m: float
    outside_m: float
    path: LineString | None


def through_ways(
    floor: Floor, street: Floor, entries: Sequence[Point], *, beside_m: float
) -> tuple[Through, ...]:
    """The way between each two entries, through a site and round it.

    Args:
        floor: the walkable ground of the site.
        street: the public roads.
        entries: places on the edge of both.
        beside_m: how near to both of them. [m]
    """
    inside = [floor.cell(at, within_m=beside_m) for at in entries]
    outside = [street.cell(at, within_m=beside_m) for at in entries]
    found = []
    for a, b in combinations(range(len(entries)), 2):
        through, round_ = inf, inf
        path: LineString | None = None
        start, end = inside[a], inside[b]
        if start is not None and end is not None:
            reach = nearest(floor.ways, (start,))
            through = float(reach.length[end]) * floor.step_m
            cells = reach.path(end)
            path = floor.line(cells)
        begin, finish = outside[a], outside[b]
        if begin is not None and finish is not None:
            round_ = float(nearest(street.ways, (begin,)).length[finish]) * street.step_m
        shorter = through + SHORTER_M < round_
        found.append(
            Through(
                entries=(a, b),
                inside_m=through,
                outside_m=round_,
                path=path if shorter else None,
            )
        )
    return tuple(found)


def through_movement(ways: Sequence[Through]) -> float | None:
    """Share of pairs of entries between which the way through the site is the shorter. [share]

    None without two entries that a way joins at all.

    Source:
        international.md 2.5, AC-03.
    """
    joined = [w for w in ways if min(w.inside_m, w.outside_m) < inf]
    if not joined:
        return None
    return sum(w.inside_m + SHORTER_M < w.outside_m for w in joined) / len(joined)
