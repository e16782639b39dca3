"""Ways to flee: how many routes without a common way lead from a place to safety."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx
from shapely import LineString, Point
from shapely.ops import substring

from cpted_rules.analysis.walk.network import Network

EVERY_M = 5.0
"""So far apart the places lie from which escape is asked for [X]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place on the network: so far along one of its ways."""

    edge: int
    along_m: float
    at: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Escape:
    """The ways out of a place.

    Args:
        routes: how many routes to safety have no way in common.
        paths: such routes, from the place; as many.
        cut: ways that, closed, leave none: as many as routes, so that there cannot be more.
    """

    place: Place
    routes: int
    paths: tuple[LineString, ...]
    cut: tuple[LineString, ...]


def places(network: Network, every_m: float = EVERY_M) -> tuple[Place, ...]:
    """Places along all ways, at the middle of parts of at most so long. [m]"""
    found = []
    for n, edge in enumerate(network.edges):
        count = max(1, -int(-edge.length_m // every_m))
        for k in range(count):
            along = edge.length_m * (k + 0.5) / count
            found.append(Place(edge=n, along_m=along, at=edge.line.interpolate(along)))
    return tuple(found)


def escape(network: Network, place: Place, *, safe: Iterable[int], within_m: float) -> Escape:
    """How many edge-disjoint routes lead from a place to safe nodes within a distance.

                 .-------- safe      from x there are two: its own way, left or right, and
        safe ---+---x---.            nothing in common behind
                 '------'

    Args:
        safe: nodes that are safe: public roads, staffed entrances.
        within_m: only ways within this walking distance of the place are run along, and only safe
            nodes so near count. [m]

    Source:
        international.md 2.3; Ford and Fulkerson 1956 (as many as the least ways that part them).

    Departures: a route itself may be longer than the distance where it has to wind through ways
        that all lie within it.
    """
    return _Ways(network, frozenset(safe)).escape(place, within_m)


def escapes(
    network: Network, *, safe: Iterable[int], within_m: float, every_m: float = EVERY_M
) -> Iterator[Escape]:
    """The ways out of places all along a network."""
    ways = _Ways(network, frozenset(safe))
    for place in places(network, every_m):
        yield ways.escape(place, within_m)


HERE, SAFE = -1, -2
"""The place asked for, and all safe nodes as one: nodes are numbers, whose order is always one."""


class _Ways:
    """The ways of a network with all its safe nodes made one."""

    def __init__(self, network: Network, safe: frozenset[int]) -> None:
        self.network = network
        self.lines = [edge.line for edge in network.edges]
        self.ends = [
            (SAFE if e.start in safe else e.start, SAFE if e.end in safe else e.end)
            for e in network.edges
        ]
        self.at: dict[int, list[int]] = {}
        # nobody has to run on from where it is safe
        self.running: nx.MultiGraph[int] = nx.MultiGraph()
        for n, (a, b) in enumerate(self.ends):
            self.at.setdefault(a, []).append(n)
            self.at.setdefault(b, []).append(n)
            if SAFE not in (a, b):
                self.running.add_edge(a, b, key=n, length_m=network.edges[n].length_m)

    def escape(self, place: Place, within_m: float) -> Escape:
        """The ways out of a place."""
        near = self._near(place, within_m)
        try:
            found = list(nx.edge_disjoint_paths(near, HERE, SAFE)) if SAFE in near else []
        except nx.NetworkXNoPath:
            found = []
        cut = nx.minimum_edge_cut(near, HERE, SAFE) if found else set()
        paths = sorted((_line(near, path) for path in found), key=lambda g: (g.length, g.wkt))
        return Escape(
            place=place,
            routes=len(found),
            paths=tuple(paths),
            cut=tuple(LineString(p) for p in sorted({near.edges[e]["points"] for e in cut})),
        )

    def _near(self, place: Place, within_m: float) -> "nx.Graph[int]":
        """The ways near a place, each with a node in its middle, so that none are parallel."""
        line, (start, end) = self.lines[place.edge], self.ends[place.edge]
        halves = [
            (HERE, start, LineString(substring(line, place.along_m, 0.0).coords)),
            (HERE, end, LineString(substring(line, place.along_m, line.length).coords)),
        ]
        far = self._within(halves, within_m)
        ways = sorted({n for node in far for n in self.at.get(node, ())} - {place.edge})
        pieces = [*halves, *((*self.ends[n], self.lines[n]) for n in ways)]
        near: nx.Graph[int] = nx.Graph()
        near.add_node(HERE)
        first = len(self.network.nodes)
        for k, (a, b, piece) in enumerate(pieces):
            if SAFE in (a, b):
                other = b if a == SAFE else a
                if other == SAFE or other not in far or far[other] + piece.length > within_m:
                    continue
            elif a not in far or b not in far:
                continue
            points = tuple((float(x), float(y)) for x, y, *_ in piece.coords)
            # a loop has two nodes put into it, so that it stays a loop
            middle = [first + 2 * k, *([first + 2 * k + 1] if a == b else [])]
            nx.add_path(near, [a, *middle, b], points=points, start=a, middle=middle[0])
        return near

    def _within(
        self, halves: list[tuple[int, int, LineString]], within_m: float
    ) -> dict[int, float]:
        """How far each node within a distance of a place is, safe ones not passed."""
        running = self.running
        running.add_node(HERE)
        for here, end, half in halves:
            if end != SAFE:
                running.add_edge(here, end, length_m=half.length)
        far = nx.single_source_dijkstra_path_length(
            running, HERE, cutoff=within_m, weight="length_m"
        )
        running.remove_node(HERE)
        return dict(far)


def _line(near: "nx.Graph[int]", path: list[int]) -> LineString:
    """A route as one line."""
    coordinates: list[tuple[float, ...]] = []
    for before, node in pairwise(path):
        way = near.edges[before, node]
        if node == way["middle"]:
            points = way["points"] if way["start"] == before else way["points"][::-1]
            coordinates += points if not coordinates else points[1:]
    return LineString(coordinates)
