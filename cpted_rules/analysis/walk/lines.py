"""The middle line of each walk, from end to end, as somebody walks it."""

from dataclasses import dataclass
from itertools import pairwise
from math import dist

import networkx as nx
import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.walk.ground import is_outdoors
from cpted_rules.analysis.walk.network import Network, network_of
from cpted_rules.plan import SitePlan, Walk

SHORTEST_M = 3.0
"""A walk of which no two corners are so far apart has no way along it. [X]"""


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkLine:
    """A walk and its middle line; None where it is too short to have one."""

    walk: Walk
    line: LineString | None


def walk_lines(plan: SitePlan) -> tuple[WalkLine, ...]:
    """The middle line of each walk outdoors, in the order of the plan."""
    return tuple(
        WalkLine(walk=walk, line=line_of(walk.area))
        for walk in plan.walks
        if is_outdoors(walk.storey)
    )


def line_of(area: BaseGeometry) -> LineString | None:
    """The longest way of an area; from corner to corner where it is no way at all."""
    corners = shapely.get_coordinates(area.convex_hull).tolist()
    pairs = [(a, b) for n, a in enumerate(corners) for b in corners[n + 1 :]]
    ends = max(pairs, key=lambda pair: (dist(*pair), pair))
    if dist(*ends) < SHORTEST_M:
        return None
    return longest_way(network_of(area)) or LineString(ends)


def longest_way(network: Network) -> LineString | None:
    """The longest of the shortest ways between two nodes of a network; None without any way."""
    graph: nx.Graph[int] = nx.Graph()
    for n, edge in sorted(enumerate(network.edges), key=lambda e: -e[1].length_m):
        graph.add_edge(edge.start, edge.end, weight=edge.length_m, way=n)
    best: tuple[float, list[int]] = (0.0, [])
    for node in sorted(graph):
        paths = nx.single_source_dijkstra_path(graph, node)
        far = nx.single_source_dijkstra_path_length(graph, node)
        last = max(far, key=lambda n: (round(far[n], 6), -n))
        if far[last] > best[0] + 1e-6:
            best = far[last], paths[last]
    nodes = best[1]
    if len(nodes) < 2:
        return None
    points: list[tuple[float, ...]] = []
    for start, end in pairwise(nodes):
        edge = network.edges[graph.edges[start, end]["way"]]
        coords = list(edge.line.coords) if edge.start == start else list(edge.line.coords)[::-1]
        points += coords if not points else coords[1:]
    return LineString(points)
