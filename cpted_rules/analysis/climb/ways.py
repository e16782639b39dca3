"""How a climber gets from one foothold to the next: the graph, and the search over it.

      opening  ___          a rise is from foothold to foothold, the hands on the upper
car  ______ ->|___ sill     one; a gap is horizontal, between the nearest points
    |      |  |
____|______|__|____ ground
"""

from dataclasses import dataclass
from heapq import heappop, heappush
from math import dist

import shapely
from shapely import LineString, STRtree, unary_union
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from cpted_rules.analysis.climb.climber import SLACK_M, Climber
from cpted_rules.analysis.climb.hold import FIXED, HURDLES, HoldKind
from cpted_rules.analysis.climb.holds import Terrain
from cpted_rules.analysis.climb.targets import Target

TOUCH_M = 0.05
"""A way that runs through a mass for less than this only touches it."""

Spot = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One move, to foothold `to`, between two spots."""

    to: int
    start: Spot
    end: Spot

    @property
    def length_m(self) -> float:
        """Straight length. [m]"""
        return dist(self.start, self.end)


Cost = tuple[int, int, float]
"""Hurdles crossed, footholds used, length [m]: compared in this order."""

Found = dict[int, tuple[Cost, int, Way | None]]
"""For each foothold reached: its cost, the foothold before it (-1: none) and the way from it."""


class Ways:
    """All moves between the footholds of a terrain."""

    def __init__(self, terrain: Terrain, climber: Climber) -> None:
        self.terrain = terrain
        self.climber = climber
        self.tree = STRtree([hold.shape for hold in terrain.holds])
        self.solid_tree = STRtree([s.area for s in terrain.solids])
        self.hurdle_tree = STRtree([h.line for h in terrain.hurdles])
        self.onward = tuple(self._onward(n) for n in range(len(terrain.holds)))

    def _near(self, shape: BaseGeometry) -> list[int]:
        reach = self.climber.gap_m + SLACK_M
        return sorted(int(n) for n in self.tree.query(shape, predicate="dwithin", distance=reach))

    def _onward(self, n: int) -> tuple[Way, ...]:
        holds = self.terrain.holds
        hold = holds[n]
        found = []
        for m in self._near(hold.shape):
            other = holds[m]
            both_ground = hold.kind is other.kind is HoldKind.GROUND
            if m == n or both_ground or (hold.id == other.id and hold.low_m == other.low_m):
                continue
            start, end = meeting(hold.low_m, hold.high_m, other.low_m, other.high_m)
            if not self.climber.rises(start, end):
                continue
            way = self._way(m, hold.shape, other.shape, start, end, {hold.id, other.id})
            if way is not None:
                found.append(way)
        return tuple(found)

    def into(self, target: Target, *, certain: bool) -> tuple[tuple[int, Way], ...]:
        """The last moves into an opening, by the foothold each is made from.

        Args:
            certain: whether the sill is taken where it is worst for the climber, or where best.
        """
        found = []
        for n in self._near(target.face):
            hold = self.terrain.holds[n]
            high, low = target.high_m, target.low_m
            up, down = (high, low) if certain else (low, high)
            if up - hold.high_m > self.climber.reach_m + SLACK_M:
                continue
            if hold.low_m - down > self.climber.reach_m + SLACK_M:
                continue
            start, end = meeting(hold.low_m, hold.high_m, target.sill_m, target.sill_m)
            way = self._way(n, hold.shape, target.line, start, end, {hold.id}, face=target.face)
            if way is not None:
                found.append((n, way))
        return tuple(found)

    def _way(
        self,
        to: int,
        one: BaseGeometry,
        other: BaseGeometry,
        start_m: float,
        end_m: float,
        own: set[str],
        face: BaseGeometry | None = None,
    ) -> Way | None:
        """The move between the nearest points of two shapes; None where something is between.

        Args:
            own: ids of what is left and entered, which is not in its own way.
            face: what the gap is measured to, where it is not the shape entered.
        """
        one, other = _local(one, other, self.climber.gap_m), _local(other, one, self.climber.gap_m)
        if one.is_empty or other.is_empty:
            return None
        low, high = min(start_m, end_m), max(start_m, end_m)
        between = [
            self.terrain.solids[int(s)] for s in sorted(self.solid_tree.query(_box_of(one, other)))
        ]
        slabs = [s.area for s in between if low <= s.base_m < high and s.base_m > 0]
        if slabs and start_m <= end_m:
            one = one.difference(unary_union(slabs))
        elif slabs:
            other = other.difference(unary_union(slabs))
        if one.is_empty or other.is_empty:
            return None
        if not self.climber.spans(one.distance(other if face is None else face)):
            return None
        a, b = nearest_points(one, other)
        line = LineString([a, b])
        for solid in between:
            if solid.top_m <= high + SLACK_M or solid.base_m >= high + self.climber.headroom_m:
                continue
            if _passes(line, solid.area):
                return None
        for h in sorted(self.hurdle_tree.query(line, predicate="intersects")):
            hurdle = self.terrain.hurdles[int(h)]
            if hurdle.id not in own and (hurdle.top_m is None or hurdle.top_m > high):
                return None
        return Way(to=to, start=(a.x, a.y, start_m), end=(b.x, b.y, end_m))

    def search(self, *, certain: bool, without: frozenset[str] = frozenset()) -> Found:
        """Every foothold that can be reached from public ground, in the cheapest way.

        Args:
            certain: leave out what is not drawn well enough to say that it bears.
            without: ids of elements that no longer serve as footholds.
        """
        holds = self.terrain.holds
        queue: list[tuple[Cost, int, int, Way | None]] = [
            ((0, 0, 0.0), n, -1, None)
            for n, hold in enumerate(holds)
            if hold.kind is HoldKind.GROUND and hold.public
        ]
        found: Found = {}
        while queue:
            cost, n, before, way = heappop(queue)
            if n in found:
                continue
            found[n] = (cost, before, way)
            for onward in self.onward[n]:
                hold = holds[onward.to]
                if onward.to in found or (certain and hold.lacking is not None):
                    continue
                if hold.id in without and hold.kind not in FIXED:
                    continue
                crossed, used, length = cost
                on_ground = hold.kind is HoldKind.GROUND
                crossed += on_ground and holds[n].kind in HURDLES
                further = (crossed, used + (not on_ground), length + onward.length_m)
                heappush(queue, (further, onward.to, n, onward))
        return found


def meeting(low_a: float, high_a: float, low_b: float, high_b: float) -> tuple[float, float]:
    """The heights at which one leaves a run and enters another with the least rise."""
    if low_b > high_a:
        return high_a, low_b
    if low_a > high_b:
        return low_a, high_b
    level = max(low_a, low_b)
    return level, level


def _local(shape: BaseGeometry, near: BaseGeometry, gap_m: float) -> BaseGeometry:
    """The part of a large shape that may matter."""
    if shape.geom_type == "Point":
        return shape
    west, south, east, north = near.bounds
    more = gap_m + TOUCH_M
    window = shapely.box(west - more, south - more, east + more, north + more)
    part: BaseGeometry = shape.intersection(window)
    return part


def _box_of(one: BaseGeometry, other: BaseGeometry) -> BaseGeometry:
    bounds = [shape.bounds for shape in (one, other) if not shape.is_empty]
    west, south, east, north = zip(*bounds, strict=True)
    box: BaseGeometry = shapely.box(min(west), min(south), max(east), max(north))
    return box


def _passes(line: LineString, area: BaseGeometry) -> bool:
    return bool(line.length > 0 and line.intersection(area).length > TOUCH_M)
