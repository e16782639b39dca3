"""Dead ends of a pedestrian network: what hangs on it by a single place, and how deep it is."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import cast

import networkx as nx
import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from cpted_rules.analysis.walk.network import Edge, Network

STREET = "street"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadEnd:
    """A part of a network that is left by one place only, or by none.

    Args:
        mouth: the node it is left by; None where no way leads out at all.
        edges: its ways.
        depth_m: from the mouth to its farthest place along the shortest way; None without a mouth.
        path: that way, from the mouth.
        lines: all its ways as one shape.
        doors: the doors in it, ordered by id: what it leads to.
    """

    mouth: int | None
    edges: tuple[int, ...]
    depth_m: float | None
    path: LineString | None
    lines: BaseGeometry
    doors: tuple[str, ...]


def dead_ends(network: Network, exits: Iterable[int]) -> tuple[DeadEnd, ...]:
    """The dead ends of a network, the deepest first, those without any way out before them.

        exit ----+----+---- exit        each | is a dead end, however it branches or loops
                 |    |                 within itself; the ways between the exits are none
                      O

    They are what hangs by a cut vertex on the blocks that hold the ways between exits, in the
    block-cut tree of the network with all exits joined outside it. With a single exit the whole
    network is one.

    Args:
        exits: nodes one can leave by, as public roads and staffed entrances.

    Source:
        international.md 2.3, R9 and ES-01.
    """
    leaving = frozenset(exits)
    plain = subdivided(network)
    plain.add_edges_from((STREET, node) for node in sorted(leaving))
    found: list[DeadEnd] = []
    parts = nx.connected_components(plain)
    for part in sorted(parts, key=lambda nodes: min(n for n in nodes if isinstance(n, int))):
        if STREET in part:
            found += _hanging(network, plain.subgraph(part).copy())
        else:
            ways = _ways(part)
            if ways:
                found.append(_dead_end(network, None, ways))
    return tuple(sorted(found, key=_order))


def _order(end: DeadEnd) -> tuple[bool, float, tuple[int, ...]]:
    return end.depth_m is not None, -round(end.depth_m or end.lines.length, 6), end.edges


def subdivided(network: Network) -> "nx.Graph[Hashable]":
    """The network with a node `("way", n)` put into each way n, so that it has no parallel ways.

    A way from a node to itself has two: the second is `("back", n)`.
    """
    plain: nx.Graph[Hashable] = nx.Graph()
    plain.add_nodes_from(range(len(network.nodes)))
    for n, edge in enumerate(network.edges):
        steps: list[Hashable] = [edge.start, ("way", n), edge.end]
        if edge.start == edge.end:
            steps.insert(2, ("back", n))
        nx.add_path(plain, steps, weight=edge.length_m / (len(steps) - 1))
    return plain


def _hanging(network: Network, plain: "nx.Graph[Hashable]") -> Iterator[DeadEnd]:
    """What hangs on the blocks of the street."""
    through: set[Hashable] = set()
    blocks = cast("Iterator[set[Hashable]]", nx.biconnected_components(plain))
    for block in blocks:
        if STREET in block:
            through |= block
    rest = plain.copy()
    rest.remove_nodes_from(through)
    for part in nx.connected_components(rest):
        # what hangs on a block of the street does so by one node, else it would be of the block
        mouths = {m for n in part for m in plain[n] if m in through}
        mouth = next(m for m in mouths if isinstance(m, int))
        ways = _ways(part)
        if ways:
            yield _dead_end(network, mouth, ways)


def _ways(part: Iterable[Hashable]) -> tuple[int, ...]:
    return tuple(sorted(n[1] for n in part if isinstance(n, tuple) and n[0] == "way"))


def _dead_end(network: Network, mouth: int | None, ways: tuple[int, ...]) -> DeadEnd:
    edges = [network.edges[n] for n in ways]
    nodes = {n for edge in edges for n in (edge.start, edge.end)} - {mouth}
    depth_m, path = (None, None) if mouth is None else _deepest(network, mouth, ways)
    return DeadEnd(
        mouth=mouth,
        edges=ways,
        depth_m=depth_m,
        path=path,
        lines=shapely.line_merge(shapely.union_all([edge.line for edge in edges])),
        doors=tuple(sorted({network.nodes[n].subject for n in nodes} - {""})),
    )


def _deepest(
    network: Network, mouth: int, ways: tuple[int, ...]
) -> tuple[float, LineString | None]:
    """How far the farthest place of some ways is from a node, and the shortest way there."""
    plain: nx.Graph[int] = nx.Graph()
    for n in sorted(ways, key=lambda n: -network.edges[n].length_m):
        edge = network.edges[n]
        plain.add_edge(edge.start, edge.end, way=n, weight=edge.length_m)  # the shortest last
    far: dict[int, float] = {mouth: 0.0}
    lines: dict[int, list[tuple[float, ...]]] = {mouth: list(network.nodes[mouth].at.coords)}

    paths = nx.single_source_dijkstra_path(plain, mouth)
    for node in sorted(paths, key=lambda n: len(paths[n])):
        if node != mouth:
            before = paths[node][-2]
            edge = network.edges[plain.edges[before, node]["way"]]
            far[node] = far[before] + edge.length_m
            lines[node] = [*lines[before], *_from(edge, before).coords[1:]]

    def depth(n: int) -> float:
        edge = network.edges[n]
        # round a loop the farthest place lies between its ends, where both ways are as long
        return (far[edge.start] + far[edge.end] + edge.length_m) / 2

    last = max(ways, key=lambda n: (round(depth(n), 6), -n))
    edge = network.edges[last]
    start = min((edge.start, edge.end), key=lambda n: (far[n], n))
    rest = substring(_from(edge, start), 0.0, depth(last) - far[start])
    return depth(last), LineString([*lines[start], *rest.coords[1:]])


def _from(edge: Edge, start: int) -> LineString:
    """The line of a way, from one of its ends."""
    return edge.line if edge.start == start else LineString(edge.line.coords[::-1])
