"""The middle lines of an area as nodes and lines between them, without spurs into its corners."""

from dataclasses import dataclass
from itertools import pairwise
from math import hypot, sqrt

import networkx as nx
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.walk.middle import MiddleLines, Node, polygons_of

STEP_M = 0.25
"""Fine enough that a gap of a door's width is not stepped over, nor a wall stepped through."""
MOST_CELLS = 1_500_000
"""An area that would need more, 300 m by 300 m, is laid out more coarsely; from 1.3 km on thin
walls in it may then be stepped through."""
TAIL_CELLS = 12
"""So many cells at the tip of a middle line tell which way it runs."""
STRAIGHT_M = 0.4
"""A middle line that wavers no more than this is straight."""
CLOSE_M = 1.0
"""Junctions this near are one, however narrow the way."""
CORNER = sqrt(2.0)
"""A spur into a right-angled corner is so many times as long as the way is half wide."""
Coordinates = list[tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Skeleton:
    """Middle lines.

    Args:
        at: x and y of each node. [m]
        half_width_m: of each node, distance to the edge of the area before its way was drawn on.
        edges: two nodes and the line from the first to the second.
    """

    at: tuple[tuple[float, float], ...]
    half_width_m: tuple[float, ...]
    edges: tuple[tuple[int, int, LineString], ...]


def skeleton_of(area: BaseGeometry) -> Skeleton:
    """The middle lines of an area, polygon by polygon."""
    at: Coordinates = []
    half_width_m: list[float] = []
    edges: list[tuple[int, int, LineString]] = []
    for part in polygons_of(area):
        lines = MiddleLines(part, step_m=STEP_M, most_cells=MOST_CELLS)
        graph = _chains(lines)
        _prune(graph, lines)
        _merge(graph, lines)
        tails = {tip: _tail(graph, lines, tip) for tip in graph if graph.degree(tip) == 1}
        number = {node: len(at) + n for n, node in enumerate(sorted(graph))}
        for node in sorted(graph):
            end = LineString([lines.xy(node), tails.get(node, lines.xy(node))])
            x, y = lines.turned(end, back=True).coords[-1][:2]
            at.append((float(x), float(y)))
            half_width_m.append(lines.width[node])
        for a, b, key in sorted(graph.edges(keys=True)):
            points = _from(graph.edges[a, b, key]["cells"], a)
            xy = [lines.xy(cell) for cell in points]
            # tips drawn on first, so that straightening does not bend them
            xy = [*([tails[a]] if a in tails else []), *xy, *([tails[b]] if b in tails else [])]
            straight = LineString(LineString(xy).simplify(STRAIGHT_M).coords)
            edges.append((number[a], number[b], lines.turned(straight, back=True)))
    return Skeleton(at=tuple(at), half_width_m=tuple(half_width_m), edges=tuple(edges))


def _chains(lines: MiddleLines) -> "nx.MultiGraph[Node]":
    """The cells where lines meet or end, and the cells between them."""
    cells: nx.Graph[Node] = nx.Graph()
    cells.add_nodes_from(lines.nodes)
    cells.add_edges_from((u, v) for u in lines.nodes for v, _ in lines.near[u])
    ends = {u for u in lines.nodes if cells.degree(u) != 2}
    for ring in nx.connected_components(cells):
        if not ends & ring:
            ends.add(min(ring))
    graph: nx.MultiGraph[Node] = nx.MultiGraph()
    graph.add_nodes_from(sorted(ends))
    for start in sorted(ends):
        for following in sorted(cells[start]):
            chain = [start, following]
            while chain[-1] not in ends:
                chain.append(next(n for n in sorted(cells[chain[-1]]) if n != chain[-2]))
            # each chain is met from both its ends, a loop twice from its one
            if (chain[0], chain[1]) <= (chain[-1], chain[-2]):
                graph.add_edge(chain[0], chain[-1], cells=chain)
    return graph


def _from(cells: list[Node], start: Node) -> list[Node]:
    return cells if cells[0] == start else cells[::-1]


def _leaving(graph: "nx.MultiGraph[Node]", node: Node) -> list[tuple[Node, list[Node]]]:
    """The chains at a node: the other end and the cells of each."""
    return [(v, data["cells"]) for _, v, data in graph.edges(node, data=True)]


def _length_m(lines: MiddleLines, cells: list[Node]) -> float:
    xy = [lines.xy(cell) for cell in cells]
    return sum(hypot(c - a, d - b) for (a, b), (c, d) in pairwise(xy))


def _prune(graph: "nx.MultiGraph[Node]", lines: MiddleLines) -> None:
    """Take off spurs that only run into a corner of a way's own width, then close what is left."""
    spurs = []
    for tip in sorted(graph):
        if graph.degree(tip) != 1:
            continue
        ((fork, cells),) = _leaving(graph, tip)
        if graph.degree(fork) > 2:
            limit = CORNER * lines.width[fork] + STEP_M
            if _length_m(lines, cells) <= limit:
                spurs.append(tip)
    graph.remove_nodes_from(spurs)
    for node in sorted(graph):
        _pass_through(graph, node)


def _pass_through(graph: "nx.MultiGraph[Node]", node: Node) -> None:
    """Make two chains that meet at a node where nothing else does one chain."""
    if graph.degree(node) != 2 or graph.has_edge(node, node):
        return
    (a, one), (b, other) = _leaving(graph, node)
    graph.remove_node(node)
    graph.add_edge(a, b, cells=[*_from(one, a), *_from(other, node)[1:]])


def _merge(graph: "nx.MultiGraph[Node]", lines: MiddleLines) -> None:
    """Make junctions one that lie within the width of the way they stand on."""
    while True:
        near = [
            (_length_m(lines, cells), a, b, cells)
            for a, b, cells in ((a, b, data["cells"]) for a, b, data in graph.edges(data=True))
            if a != b
            and graph.number_of_edges(a, b) == 1
            and min(graph.degree(a), graph.degree(b)) > 2
        ]
        close = [
            (length, min(a, b), max(a, b), cells)
            for length, a, b, cells in near
            if length <= max(min(lines.width[a], lines.width[b]), CLOSE_M)
        ]
        if not close:
            return
        _, a, b, cells = min(close, key=lambda c: c[:3])
        kept, gone = (a, b) if lines.width[a] >= lines.width[b] else (b, a)
        way = _from(cells, kept)
        moved = [(v, _from(chain, gone)) for v, chain in _leaving(graph, gone)]
        graph.remove_node(gone)
        for v, chain in moved:
            if v == kept:
                continue
            end = kept if v == gone else v
            rest = [*chain[1:], *way[::-1][1:]] if v == gone else chain[1:]
            graph.add_edge(kept, end, cells=[*way, *rest])


def _tail(graph: "nx.MultiGraph[Node]", lines: MiddleLines, tip: Node) -> tuple[float, float]:
    """Where a line meets the edge of the area when it is drawn on."""
    ((_, cells),) = _leaving(graph, tip)
    x, y = lines.onward(_from(cells, tip)[:TAIL_CELLS]).coords[-1][:2]
    return float(x), float(y)
