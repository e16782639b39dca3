"""How far apart things stand along ways: the stretches of a way between one thing and the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import hypot

import numpy as np
import shapely
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from cpted_rules.analysis.walk.middle import STEP_M, MiddleLines, Node, polygons_of

JOIN_M = 0.3
"""Areas nearer than twice this are one way: a door or a line's width lies between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A piece of way with nothing on it between its ends.

    Args:
        things: which things stand at its ends: two, one (the way ends) or none (none on this way).
        line: where it runs, in the middle of the way.
    """

    length_m: float
    things: tuple[int, ...]
    line: BaseGeometry


def stretches(area: BaseGeometry, things: Sequence[Point], *, reach_m: float) -> list[Stretch]:
    """Every stretch of the ways of an area, the longest first. [m]

        tip ----- o ---------- o ---- tip      o: a thing beside the way, put to its middle line
             |<-->|<---------->|<--->|         three stretches

    The ways are the middle lines of the area. A thing belongs to each way whose edge it is within
    `reach_m` of. Between two things that follow each other the stretch is their spacing along the
    way, on every way that joins them; from the last one it is the rest of a way that ends; a way
    without any is one stretch, with all its branches. So the longest stretch is the longest piece
    of way on which none is met, which is not twice the largest distance to one: at the end of a
    way that distance counts once.

    Departures: the middle line is that of a raster of 0.5 m laid along the area, thinned (Zhang and
    Suen 1984), then straightened; things are put to it at right angles, so that spacing along a
    straight way is exact.
    """
    joined = area.buffer(JOIN_M, join_style="mitre").buffer(-JOIN_M, join_style="mitre")
    found = [
        stretch
        for part in polygons_of(joined)
        for stretch in _Network(part, things, reach_m).stretches()
    ]
    return sorted(found, key=lambda s: (-round(s.length_m, 6), s.things, s.line.wkt))


class _Network:
    """The middle lines of one polygon as a graph of raster cells, with the things put to it."""

    def __init__(self, area: Polygon, things: Sequence[Point], reach_m: float) -> None:
        self.middle = MiddleLines(area)
        self.things = [self.middle.turned(thing) for thing in things]
        self.reach_m = reach_m
        self.stops = self._find_stops()

    def stretches(self) -> Iterator[Stretch]:
        """The stretches between things, to the ends of ways, or the whole without things."""
        if not self.stops:
            yield self._whole()
            return
        distance, back = self._distances()
        for u in self.middle.nodes:
            if u not in distance:
                continue
            for v, step in self.middle.near[u]:
                if u < v and back[u] != v and back[v] != u and distance[u] + distance[v] > 0:
                    yield from self._met(_trace(u, back), _trace(v, back), distance, step)
            if len(self.middle.near[u]) == 1 and distance[u] > 0:
                yield self._to_the_end(_trace(u, back))

    def _met(
        self, path: list[Node], other: list[Node], distance: dict[Node, float], step: float
    ) -> Iterator[Stretch]:
        """Where the ways from two stops meet, or from one stop round a loop back to it."""
        a, b = self.stops[path[-1]], self.stops[other[-1]]
        cells = [*reversed(path), *other]
        if a != b:
            yield self._between(cells, a, b)
        elif not set(path) & set(other):
            length = distance[path[0]] + step + distance[other[0]]
            line = LineString([self.middle.xy(node) for node in cells]).simplify(STEP_M)
            yield Stretch(
                length_m=float(length), things=(a,), line=self.middle.turned(line, back=True)
            )

    def _whole(self) -> Stretch:
        edges = [
            LineString([self.middle.xy(u), self.middle.xy(v)])
            for u in self.middle.nodes
            for v, _ in self.middle.near[u]
            if u < v
        ]
        if not edges:
            x0, y0, x1, y1 = self.middle.area.bounds
            flat = x1 - x0 >= y1 - y0
            ends = [(x0, (y0 + y1) / 2), (x1, (y0 + y1) / 2)]
            line = LineString(ends if flat else [((x0 + x1) / 2, y0), ((x0 + x1) / 2, y1)])
            return Stretch(
                length_m=line.length, things=(), line=self.middle.turned(line, back=True)
            )
        tails = [
            self.middle.tail(tip) for tip in self.middle.nodes if len(self.middle.near[tip]) == 1
        ]
        lines = shapely.line_merge(shapely.union_all([*edges, *tails])).simplify(STEP_M)
        return Stretch(length_m=lines.length, things=(), line=self.middle.turned(lines, back=True))

    def _between(self, cells: list[Node], a: int, b: int) -> Stretch:
        line = LineString([self.middle.xy(node) for node in cells]).simplify(STEP_M)
        long = _extended(line, self.reach_m + 2 * max(self.middle.width[c] for c in cells))
        start, end = (long.project(self.things[i]) for i in (a, b))
        piece = substring(long, min(start, end), max(start, end))
        ends = (a, b) if a < b else (b, a)
        length = float(abs(end - start))
        return Stretch(length_m=length, things=ends, line=self.middle.turned(piece, back=True))

    def _to_the_end(self, path: list[Node]) -> Stretch:
        """From a thing to the end of a way; `path` runs from the tip to the stop."""
        thing = self.stops[path[-1]]
        tail = self.middle.tail(path[0])
        points = [*(self.middle.xy(node) for node in reversed(path)), tail.coords[-1]]
        line = LineString(points).simplify(STEP_M)
        by_m = self.reach_m + 2 * max(self.middle.width[c] for c in path)
        long = _extended(line, by_m)
        start, end = long.project(self.things[thing]), long.length - by_m
        piece = substring(long, min(start, end), max(start, end))
        length = float(max(0.0, end - start))
        return Stretch(length_m=length, things=(thing,), line=self.middle.turned(piece, back=True))

    def _distances(self) -> tuple[dict[Node, float], dict[Node, Node]]:
        """Along the ways to the nearest stop: how far, and the next cell towards it."""
        distance: dict[Node, float] = {}
        back: dict[Node, Node] = {}
        queue = [(0.0, node, node) for node in sorted(self.stops)]
        while queue:
            d, node, previous = heappop(queue)
            if node in distance:
                continue
            distance[node], back[node] = d, previous
            for other, step in self.middle.near[node]:
                if other not in distance:
                    heappush(queue, (d + step, other, node))
        return distance, back

    def _find_stops(self) -> dict[Node, int]:
        """The cells each thing stands beside, on each way it belongs to; the nearest has it."""
        branches = self._branches()
        claims: list[tuple[float, int, Node]] = []
        for index, thing in enumerate(self.things):
            far = dict(
                zip(
                    self.middle.nodes,
                    np.hypot(*(self.middle.at - (thing.x, thing.y)).T),
                    strict=True,
                )
            )
            for branch in branches:
                left = {
                    n for n in branch if far[n] <= self.reach_m + self.middle.width[n] + STEP_M / 2
                }
                while left:
                    group = self._connected(min(left), left)
                    nearest = min(group, key=lambda n: (far[n], n))
                    limit = far[nearest] + self.middle.width[nearest]
                    claims += [(float(far[n]), index, n) for n in group if far[n] <= limit]
                    left -= group
        stops: dict[Node, int] = {}
        for _, index, node in sorted(claims):
            stops.setdefault(node, index)
        return stops

    def _branches(self) -> list[set[Node]]:
        """The cells from one fork to the next, forks with each branch that leaves them."""
        forks = {node for node in self.middle.nodes if len(self.middle.near[node]) > 2}
        left = set(self.middle.nodes) - forks
        if not left:
            return [forks]
        branches = []
        while left:
            branch = self._connected(min(left), left)
            left -= branch
            branches.append(
                branch | {o for n in branch for o, _ in self.middle.near[n] if o in forks}
            )
        return branches

    def _connected(self, start: Node, among: set[Node]) -> set[Node]:
        group, queue = {start}, [start]
        while queue:
            for other, _ in self.middle.near[queue.pop()]:
                if other in among and other not in group:
                    group.add(other)
                    queue.append(other)
        return group


def _trace(node: Node, back: dict[Node, Node]) -> list[Node]:
    """The cells from one to its stop."""
    path = [node]
    while back[path[-1]] != path[-1]:
        path.append(back[path[-1]])
    return path


def _extended(line: BaseGeometry, by_m: float) -> LineString:
    """A line drawn on at both ends, each in its own direction."""
    points = [tuple(p[:2]) for p in line.coords]
    if line.length == 0:
        return LineString(points)

    def on(a: tuple[float, ...], b: tuple[float, ...]) -> tuple[float, float]:
        length = hypot(b[0] - a[0], b[1] - a[1]) or 1.0
        return b[0] + (b[0] - a[0]) / length * by_m, b[1] + (b[1] - a[1]) / length * by_m

    return LineString([on(points[1], points[0]), *points[1:-1], on(points[-2], points[-1])])
