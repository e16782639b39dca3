"""The pedestrian network of an area: the middle lines of its ways, joined to doors and streets."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf

import networkx as nx
import numpy as np
import shapely
from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from cpted_rules.analysis.walk.skeleton import Skeleton, skeleton_of


class NodeKind(StrEnum):
    """What a node of the network is."""

    JUNCTION = "junction"
    END = "end"
    ENTRANCE = "entrance"
    """A building entrance."""
    STAFFED = "staffed"
    """A door somebody sits behind: a guard post, a shop."""
    INSIDE = "inside"
    """A door further in: a stair, a link from parking to a building."""
    RAMP = "ramp"
    """Where a vehicle ramp leaves a storey."""
    ACCESS = "access"
    """Where the network meets a public road."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A door to join to the network, by the middle of its line."""

    id: str
    kind: NodeKind
    at: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """A stretch of the edge of the walkable ground along which a public road is stepped on.

    Args:
        id: of the gate in it, else of the road.
    """

    id: str
    line: LineString


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A node of the network.

    Args:
        subject: the door, gate or road it is; empty for junctions and ends.
        front: at an access, which front it lies on.
    """

    at: Point
    kind: NodeKind
    subject: str = ""
    front: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A way between two nodes; `line` runs from `start` to `end`."""

    start: int
    end: int
    line: LineString

    @property
    def length_m(self) -> float:
        """Length of the way. [m]"""
        return float(self.line.length)


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The ways of an area.

    Args:
        area: the ground walked on.
        fronts: as given.
        apart: ids of doors that no clear way joins to the network.
    """

    area: BaseGeometry
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    fronts: tuple[Front, ...] = ()
    apart: tuple[str, ...] = ()

    def of_kind(self, *kinds: NodeKind) -> tuple[int, ...]:
        """The nodes of some kinds."""
        return tuple(n for n, node in enumerate(self.nodes) if node.kind in kinds)

    def graph(self) -> "nx.MultiGraph[int]":
        """Nodes by their number; edges keyed by theirs, with `length_m` as weight. [m]"""
        graph: nx.MultiGraph[int] = nx.MultiGraph()
        graph.add_nodes_from(range(len(self.nodes)))
        for number, edge in enumerate(self.edges):
            graph.add_edge(edge.start, edge.end, key=number, length_m=edge.length_m)
        return graph


ON_THE_LINE_M = 0.75
"""A door this near to a middle line stands on it: the line runs through it."""
NODE_M = 1.5
"""A door is joined to a node rather than to the way beside it when that is this near."""
ACCESS_EVERY_M = 10.0
"""Along a front as wide as this one steps out in several places."""
BESIDE_FRONT_M = 1.0
"""A way that ends this near beyond its half width before a front ends at it."""
TRIES = 12
"""So many of the nearest ways are looked at for a clear line to a door."""


def network_of(
    area: BaseGeometry,
    *,
    doors: Sequence[Door] = (),
    fronts: Sequence[Front] = (),
    stop: BaseGeometry | None = None,
    off_area_m: float = inf,
) -> Network:
    """The network of an area with its doors and streets.

        END ---- JUNCTION ---- JUNCTION ---- ACCESS | public road
                     |             |
                  ENTRANCE        END

    The middle lines of a raster of 0.25 m, thinned; spurs into corners are left off, tips are drawn
    on to the edge of the area, junctions nearer than the way is wide are one. A door is joined to
    the nearest way by a straight line that crosses nothing of `stop`.

    Args:
        off_area_m: how far that line may run over ground that is not part of the area. [m]
    """
    shapes = skeleton_of(area)
    joined = _Joined(shapes, area, stop, off_area_m)
    for number, front in enumerate(fronts):
        joined.open(number, front)
    apart = [door.id for door in doors if not joined.join(door.at, door.kind, door.id)]
    return joined.network(tuple(fronts), tuple(sorted(apart)))


class _Joined:
    """Middle lines while doors and fronts are joined to them."""

    def __init__(
        self, shapes: Skeleton, area: BaseGeometry, stop: BaseGeometry | None, off_area_m: float
    ) -> None:
        self.area = area
        self.stop = stop
        self.off_area_m = off_area_m
        self.half_width_m = list(shapes.half_width_m)
        self.nodes = [Node(at=Point(xy), kind=NodeKind.JUNCTION) for xy in shapes.at]
        self.edges = [Edge(start=a, end=b, line=line) for a, b, line in shapes.edges]
        for n, count in enumerate(self._degrees()):
            if count <= 1:
                self.nodes[n] = Node(at=self.nodes[n].at, kind=NodeKind.END)

    def _degrees(self) -> list[int]:
        degrees = [0] * len(self.nodes)
        for edge in self.edges:
            degrees[edge.start] += 1
            degrees[edge.end] += 1
        return degrees

    def open(self, number: int, front: Front) -> None:
        """Join a front: places along it, and the ways that end at it."""
        count = max(1, round(front.line.length / ACCESS_EVERY_M))
        for k in range(count):
            at = front.line.interpolate((k + 0.5) / count, normalized=True)
            there = [n.at for n in self.nodes if n.front == number]
            if all(at.distance(p) > ACCESS_EVERY_M / 2 for p in there):
                self.join(at, NodeKind.ACCESS, front.id, front=number)
        for n, node in enumerate(self.nodes):
            near = self.half_width_m[n] + BESIDE_FRONT_M
            if node.kind is NodeKind.END and node.at.distance(front.line) <= near:
                self.nodes[n] = Node(
                    at=node.at, kind=NodeKind.ACCESS, subject=front.id, front=number
                )

    def join(self, at: Point, kind: NodeKind, id: str, *, front: int | None = None) -> bool:
        """Join a place to the nearest way in clear sight of it; whether there is one."""
        lines = [edge.line for edge in self.edges]
        far = np.asarray(shapely.distance(lines, at))
        for e in sorted(range(len(lines)), key=lambda k: (round(float(far[k]), 6), k))[:TRIES]:
            edge = self.edges[e]
            foot = edge.line.interpolate(edge.line.project(at))
            if not self._clear(at, foot):
                continue
            ends = sorted((edge.start, edge.end), key=lambda n: self.nodes[n].at.distance(foot))
            here = ends[0]
            if self.nodes[here].at.distance(foot) <= NODE_M:
                if self.nodes[here].kind is NodeKind.END:
                    self._move(here, Node(at=at, kind=kind, subject=id, front=front))
                    return True
            else:
                here = self._split(e, foot)
                if at.distance(foot) <= ON_THE_LINE_M:
                    self.nodes[here] = Node(at=foot, kind=kind, subject=id, front=front)
                    return True
            self.nodes.append(Node(at=at, kind=kind, subject=id, front=front))
            self.half_width_m.append(0.0)
            way = LineString([self.nodes[here].at, at])
            self.edges.append(Edge(start=here, end=len(self.nodes) - 1, line=way))
            return True
        return False

    def _clear(self, at: Point, foot: Point) -> bool:
        way = LineString([at, foot])
        if way.difference(self.area).length > self.off_area_m:
            return False
        # a door stands in its own wall
        return self.stop is None or not way.difference(at.buffer(ON_THE_LINE_M)).intersects(
            self.stop
        )

    def _move(self, n: int, node: Node) -> None:
        """Put an end where a door stands: its way is drawn on to it, or cut off beside it."""
        self.nodes[n] = node
        for e, edge in enumerate(self.edges):
            if n in (edge.start, edge.end):
                there = edge.line if edge.end == n else LineString(edge.line.coords[::-1])
                points = list(substring(there, 0.0, there.project(node.at)).coords)
                if points[-1] != node.at.coords[0] or len(points) < 2:
                    points.append(node.at.coords[0])
                line = LineString(points)
                back = line if edge.end == n else LineString(line.coords[::-1])
                self.edges[e] = Edge(start=edge.start, end=edge.end, line=back)

    def _split(self, e: int, foot: Point) -> int:
        edge = self.edges[e]
        along = edge.line.project(foot)
        self.nodes.append(Node(at=foot, kind=NodeKind.JUNCTION))
        self.half_width_m.append(0.0)
        n = len(self.nodes) - 1
        first, rest = (
            LineString(substring(edge.line, *ends).coords)
            for ends in ((0.0, along), (along, edge.line.length))
        )
        self.edges[e] = Edge(start=edge.start, end=n, line=first)
        self.edges.append(Edge(start=n, end=edge.end, line=rest))
        return n

    def network(self, fronts: tuple[Front, ...], apart: tuple[str, ...]) -> Network:
        """As a value."""
        return Network(
            area=self.area,
            nodes=tuple(self.nodes),
            edges=tuple(self.edges),
            fronts=fronts,
            apart=apart,
        )
