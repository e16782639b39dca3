"""Faces of buildings: their straight stretches, and which parts of them look onto public ways."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import hypot

import numpy as np
import shapely
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

BEND_M = 0.005
"""A corner that stands out so little from the straight between its neighbours is none."""
WALL_M = 0.6
"""An opening so near to a face lies in it: openings are drawn within the thickness of a wall."""
TOUCH_M = 0.01
"""Shorter stretches are none."""

Span = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A straight stretch of the outline of a building.

    Args:
        outward: unit direction away from the building.
    """

    start: tuple[float, float]
    end: tuple[float, float]
    outward: tuple[float, float]

    @property
    def length_m(self) -> float:
        """Length. [m]"""
        return hypot(self.end[0] - self.start[0], self.end[1] - self.start[1])

    def along_m(self, x: float, y: float) -> float:
        """How far along the face a place lies, negative before its start. [m]"""
        (ax, ay), (bx, by) = self.start, self.end
        return ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / self.length_m

    def part(self, span: Span) -> LineString:
        """The part of the face between two distances along it."""
        line = LineString([self.start, self.end])
        a, b = (line.interpolate(metres) for metres in span)
        return LineString([a, b])

    def strip(self, within_m: float) -> Polygon:
        """The ground before the face, out to a distance at right angles."""
        (ax, ay), (bx, by), (ox, oy) = self.start, self.end, self.outward
        dx, dy = ox * within_m, oy * within_m
        return Polygon([(ax, ay), (bx, by), (bx + dx, by + dy), (ax + dx, ay + dy)])


def faces_of(area: BaseGeometry) -> tuple[Face, ...]:
    """The faces of a building, ring by ring; corners that are hardly any are left out."""
    return tuple(face for ring in _rings(area) for face in _faces(ring))


def _rings(area: BaseGeometry) -> Iterator[list[tuple[float, float]]]:
    for part in shapely.get_parts(area):
        turned = shapely.geometry.polygon.orient(part)
        for ring in (turned.exterior, *turned.interiors):
            yield [(float(x), float(y)) for x, y, *_ in ring.coords[:-1]]


def _faces(ring: list[tuple[float, float]]) -> Iterator[Face]:
    count = len(ring)
    kept = [
        at
        for n, at in enumerate(ring)
        if LineString([ring[n - 1], ring[(n + 1) % count]]).distance(Point(at)) >= BEND_M
    ]
    for n, start in enumerate(kept):
        end = kept[(n + 1) % len(kept)]
        length = hypot(end[0] - start[0], end[1] - start[1])
        if length > 0:
            # the solid is on the left of a ring so turned
            outward = ((end[1] - start[1]) / length, (start[0] - end[0]) / length)
            yield Face(start=start, end=end, outward=outward)


def looking_onto(face: Face, ways: BaseGeometry, *, within_m: float) -> list[Span]:
    """The parts of a face with a way straight before them within a distance. [m]

    Departures: what stands between the face and the way is not asked.
    """
    before = ways.intersection(face.strip(within_m))
    spans = [_extent(face, part) for part in shapely.get_parts(before) if part.area > 0]
    return united(spans)


def holding(face: Face, lines: Iterable[BaseGeometry]) -> list[Span]:
    """The parts of a face taken up by openings that lie in it. [m]"""
    line = LineString([face.start, face.end])
    spans = [
        (max(low, 0.0), min(high, face.length_m))
        for opening in lines
        if line.distance(opening) <= WALL_M
        for low, high in (_extent(face, opening),)
        if _lies_in(line, opening)
    ]
    return united(span for span in spans if span[1] > span[0])


def _lies_in(line: LineString, opening: BaseGeometry) -> bool:
    """Whether an opening runs along a face, and does not only end at it."""
    ends = np.asarray(shapely.distance(line, shapely.points(shapely.get_coordinates(opening))))
    return bool(ends.max() <= WALL_M)


def _extent(face: Face, shape: BaseGeometry) -> Span:
    along = [face.along_m(x, y) for x, y in shapely.get_coordinates(shape).tolist()]
    return min(along), max(along)


def united(spans: Iterable[Span]) -> list[Span]:
    """Spans that touch put together, in order."""
    found: list[Span] = []
    for low, high in sorted(spans):
        if found and low <= found[-1][1] + TOUCH_M:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return found


def without(spans: Iterable[Span], holes: Iterable[Span]) -> list[Span]:
    """What is left of some spans between holes."""
    left: list[Span] = []
    listed = list(holes)
    for low, high in spans:
        at = low
        for start, end in listed:
            if end <= at or start >= high:
                continue
            if start - at > TOUCH_M:
                left.append((at, start))
            at = max(at, end)
        if high - at > TOUCH_M:
            left.append((at, high))
    return left
