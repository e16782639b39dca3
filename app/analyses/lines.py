"""The middle lines of the walks of a site, as people walk them."""

from dataclasses import dataclass
from itertools import pairwise

import networkx as nx
from shapely import LineString

from cpted_rules.analysis.walk.network import Network, network_of
from cpted_rules.plan import Walk
from cpted_rules.site import Site
from cpted_rules.text import Text, same

SHORTEST_M = 3.0
"""A walk shorter than this has no line worth a figure."""
WALK = Text(ko="보행로 {n}", en="walk {n}")


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkLine:
    """A walk and its middle line.

    Args:
        width_m: mean width: its area over the length of the line.
    """

    walk: Walk
    line: LineString
    name: Text
    number: int

    @property
    def width_m(self) -> float:
        """Mean width. [m]"""
        return float(self.walk.area.area / self.line.length)


def walk_lines(site: Site) -> tuple[WalkLine, ...]:
    """The middle line of each walk from end to end, numbered in the order of the plan."""
    found: list[WalkLine] = []
    for walk in site.plan.walks:
        line = longest_way(network_of(walk.area))
        if line is not None and line.length >= SHORTEST_M:
            n = len(found) + 1
            name = same(walk.label) if walk.label else WALK.fill(n=str(n))
            found.append(WalkLine(walk=walk, line=line, name=name, number=n))
    return tuple(found)


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
