"""The ground as a surface of triangles, put to the levels drawn, and what stands how high on it."""

from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from itertools import pairwise
from math import ceil, hypot, inf

import shapely

from cpted_rules.text import Text
from cpted_rules.verify.drawn import Drawn
from cpted_rules.verify.result import Difference
from cpted_rules.verify.rings import filled
from cpted_rules.verify.shapes import (
    Box,
    Edge,
    Shape,
    Spot,
    along,
    apart_m,
    edge_gap_m,
    gap_m,
    polygon,
    rings_of,
    shape_of,
)

Corner = tuple[float, float, float]
Triangle = tuple[int, int, int]
Part = tuple[Shape, float, float]
"""A part of an area on nearly level ground, with its lowest and mean ground. [m]"""

BESIDE_M = 1.0
"""What is drawn so near to a building stands on its floor."""
DOOR_M = 0.5
"""An entrance so near to a building is its own, where the drawing does not say."""
ROUND_M = 1.0
"""Step at which the ground around a thing is looked at."""
LEVEL_M = 0.2
LEAST_PART_M = 1.0
"""Beds and walls on ground that rises by more are cut into parts, but no shorter ones."""
BEND_M = 1e-6
NEAR_M = 0.002


class Ground:
    """The ground of a plan; without corners it is flat at z = 0."""

    def __init__(
        self, drawn: Drawn, corners: Sequence[Corner], triangles: Sequence[Triangle]
    ) -> None:
        self.drawn, self.corners, self.triangles = drawn, corners, triangles
        self.faces = [polygon([corners[n][:2] for n in t]) for t in triangles]
        self.height_m = cache(self._height_m)

    @property
    def is_flat(self) -> bool:
        """Whether the ground is taken as flat at z = 0."""
        return not self.corners

    def _height_m(self, x: float, y: float) -> float:
        """Height of the ground at a place; beyond the levels, that of the nearest place. [m]"""
        if self.is_flat:
            return 0.0
        if not self.faces:
            return min(self.corners, key=lambda c: hypot(c[0] - x, c[1] - y))[2]
        gaps = ((gap_m(face, x, y), n) for n, face in enumerate(self.faces))
        gap, n = min(gaps)
        if gap > 0:
            edge = min(self.faces[n].edges, key=lambda e: edge_gap_m(e, x, y))
            x, y = _foot(edge, x, y)
        a, b, c = (self.corners[k] for k in self.triangles[n])
        ux, uy, vx, vy = b[0] - a[0], b[1] - a[1], c[0] - a[0], c[1] - a[1]
        whole = ux * vy - uy * vx
        s = ((x - a[0]) * vy - (y - a[1]) * vx) / whole
        t = (ux * (y - a[1]) - uy * (x - a[0])) / whole
        return a[2] + s * (b[2] - a[2]) + t * (c[2] - a[2])

    @cached_property
    def feet(self) -> dict[str, float]:
        """Level at which each building stands: of its lowest entrance, else the mean around. [m]"""
        doors = [
            o for o in self.drawn.openings if o.serves == "building_entrance" and o.storey in (0, 1)
        ]
        found = {}
        for building in self.drawn.buildings:
            own = [
                self.height_m(*along(o.line, 0.5))
                for o in doors
                if o.building == building.id
                or (o.building is None and apart_m(building.area, o.line) <= DOOR_M)
            ]
            found[building.id] = min(own) if own else self.around_m(building.area)[1]
        return found

    def under_m(self, storey: int, at: Spot, building: str | None = None) -> float:
        """What the floors of a storey at a place are raised by. [m]"""
        if self.is_flat or storey < 0:
            return 0.0
        if storey == 0:
            return self.height_m(*at)
        if building in self.feet:
            return self.feet[building]
        near = [
            (gap, b.id) for b in self.drawn.buildings if (gap := gap_m(b.area, *at)) <= BESIDE_M
        ]
        return self.feet[min(near)[1]] if near else self.height_m(*at)

    def around_m(self, area: Shape) -> tuple[float, float, float]:
        """The lowest ground around an area, its mean by length, and the highest. [m]"""
        if self.is_flat:
            return 0.0, 0.0, 0.0
        heights, total, weight = [], 0.0, 0.0
        for ring in rings_of(area):
            for ax, ay, bx, by in ring:
                length = hypot(bx - ax, by - ay)
                count = max(1, ceil(length / ROUND_M))
                z = [
                    self.height_m(ax + n / count * (bx - ax), ay + n / count * (by - ay))
                    for n in range(count + 1)
                ]
                heights += z
                total += sum((a + b) / 2 for a, b in pairwise(z)) * length / count
                weight += length
        return min(heights), total / weight, max(heights)

    def level_parts(self, area: Shape) -> Iterator[Part]:
        """An area cut into parts on nearly level ground."""
        low, mean, high = self.around_m(area)
        west, south, east, north = area.box
        if high - low <= LEVEL_M or max(east - west, north - south) < 2 * LEAST_PART_M:
            yield area, low, mean
            return
        x, y = (west + east) / 2, (south + north) / 2
        halves: tuple[Box, Box] = (
            ((west, south, x, north), (x, south, east, north))
            if east - west >= north - south
            else ((west, south, east, y), (west, y, east, north))
        )
        for half in halves:
            for part in shapely.get_parts(filled(area).intersection(shapely.box(*half))):
                if part.area > 0:
                    yield from self.level_parts(shape_of(shapely.geometry.mapping(part)))

    def steps(self, edge: Edge) -> Iterator[tuple[Edge, float, float]]:
        """An edge of a line, cut where the ground under it bends, with the ground at both ends."""
        ax, ay, bx, by = edge
        shares = {0.0, 1.0}
        for face in self.faces:
            for cx, cy, dx, dy in face.edges:
                across = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)
                if across:
                    share = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / across
                    along_ = ((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / across
                    if 1e-9 < share < 1 - 1e-9 and -1e-9 <= along_ <= 1 + 1e-9:
                        shares.add(share)
        spots = [(ax + t * (bx - ax), ay + t * (by - ay)) for t in sorted(shares)]
        for a, b in pairwise(spots):
            yield (*a, *b), self.height_m(*a), self.height_m(*b)

    def ridges(self) -> Iterator[tuple[Corner, Corner]]:
        """Edges at which the ground can come up into a line of sight."""
        sides: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for n, t in enumerate(self.triangles):
            for k in range(3):
                a, b, other = t[k], t[(k + 1) % 3], t[(k + 2) % 3]
                sides.setdefault((min(a, b), max(a, b)), []).append((n, other))
        for (a, b), beside in sorted(sides.items()):
            level = len({self.corners[k][2] for k in self.triangles[beside[0][0]]}) == 1
            if len(beside) == 1 and level:
                continue
            if len(beside) == 2 and not self._rises_over(beside[0][0], beside[1][1]):
                continue
            yield self.corners[a], self.corners[b]

    def _rises_over(self, face: int, corner: int) -> bool:
        """Whether the plane of a triangle, drawn on, passes above a corner of the next one."""
        a, b, c = (self.corners[k] for k in self.triangles[face])
        ux, uy, vx, vy = b[0] - a[0], b[1] - a[1], c[0] - a[0], c[1] - a[1]
        x, y, z = self.corners[corner]
        whole = ux * vy - uy * vx
        s = ((x - a[0]) * vy - (y - a[1]) * vx) / whole
        t = (ux * (y - a[1]) - uy * (x - a[0])) / whole
        return a[2] + s * (b[2] - a[2]) + t * (c[2] - a[2]) - z > BEND_M

    def differs(self) -> Iterator[Difference]:
        """Corners of the surface that are not at a level drawn, and levels drawn but not kept.

        Within the site spot heights go before contours: these are of the ground as surveyed.
        """
        levels = self.drawn.levels
        planned = any(shape.length_m == 0 for shape, _ in levels)
        if self.is_flat or not levels:
            if self.corners:
                yield Difference(what=_LEVEL, stated="a surface", found="no level is drawn")
            return
        offsets = []
        for x, y, z in self.corners:
            gap, level = min((gap_m(shape, x, y), level) for shape, level in levels)
            if gap > NEAR_M:
                yield Difference(what=_LEVEL, stated="a corner", found="no level", where=(x, y))
                return
            offsets.append(level - z)
        if max(offsets) - min(offsets) > NEAR_M:
            said = f"{min(offsets):.3f} to {max(offsets):.3f} m"
            yield Difference(what=_DATUM, stated="one datum", found=said)
        for shape, level in levels:
            for x, y in shape.spots:
                within = any(gap_m(b.area, x, y) <= NEAR_M for b in self.drawn.boundaries)
                if planned and within and shape.length_m > 0:
                    continue  # a contour of the ground as surveyed
                if abs(self.height_m(x, y) + offsets[0] - level) > NEAR_M:
                    own = f"{self.height_m(x, y) + offsets[0]:.3f} m"
                    yield Difference(what=_LEVEL, stated=own, found=f"{level:.3f} m", where=(x, y))
                    return


def _foot(edge: Edge, x: float, y: float) -> Spot:
    ax, ay, bx, by = edge
    dx, dy = bx - ax, by - ay
    t = min(1.0, max(0.0, ((x - ax) * dx + (y - ay) * dy) / ((dx * dx + dy * dy) or inf)))
    return ax + t * dx, ay + t * dy


_LEVEL = Text(ko="지반 레벨", en="level of the ground")
_DATUM = Text(ko="지반 기준(z = 0)", en="datum of the ground")
