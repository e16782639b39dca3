"""The ground as drawn: a surface of triangles between spot heights and contour lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import hypot
from typing import TypeVar

import numpy as np
import shapely
from shapely import (
    LineString,
    MultiPolygon,
    Point,
    Polygon,
    STRtree,
    box,
    force_2d,
    force_3d,
)

from cpted_rules.analysis.scene.pieces import Floats, Ints
from cpted_rules.note import Note

Lifted = TypeVar("Lifted", LineString, Polygon, MultiPolygon, Polygon | MultiPolygon)

BESIDE_M = 1.0
"""What is drawn so near to a building stands on its floor."""
ROUND_M = 1.0
"""Step of the points around a building at which its ground is looked at."""
LEVEL_M = 0.2
"""Ground that rises by less under a part of a bed or wall is level there."""
LEAST_PART_M = 1.0
"""Beds and walls are not cut into shorter parts than this."""
STRAIGHT_M = 1e-6
"""A bend of the ground by less than this is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foot:
    """The level at which a building stands: that of the floor of its storey 1, if at 0.0. [m]"""

    id: str
    area: Polygon | MultiPolygon
    level_m: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Ground:
    """The ground as a surface; one without corners is flat at z = 0.

    Linear in each triangle. Beyond the outermost levels it goes on at the height of the nearest
    place between them; nothing there hides what is behind it.

    Args:
        corners: shape (N, 3): x, y and z. [m]
        triangles: shape (T, 3), three corners each, counter-clockwise; none where all levels lie
            in a line: then each place takes the height of the nearest.
        feet: of the buildings of the plan.
        notes: what was taken for what.
    """

    corners: Floats
    triangles: Ints
    feet: tuple[Foot, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def is_flat(self) -> bool:
        """Whether no level is drawn."""
        return not len(self.corners)

    @property
    def is_level(self) -> bool:
        """Whether it is at z = 0 everywhere, so that heights above it are heights above z = 0."""
        return not self.corners[:, 2].any()

    def height_m(self, points: Floats) -> Floats:
        """Height of the ground at each point. [m]

        Args:
            points: shape (M, 2) or more columns, of which the first two are x and y. [m]

        Returns:
            shape (M,).
        """
        xy = np.asarray(points, dtype=np.float64)[:, :2]
        if self.is_flat or not len(xy):
            return np.zeros(len(xy))
        if not len(self.triangles):
            nearest = ((xy[:, None] - self.corners[None, :, :2]) ** 2).sum(axis=2).argmin(axis=1)
            alone: Floats = self.corners[nearest, 2]
            return alone
        places = shapely.points(xy)
        which = self._tree.query_nearest(places, all_matches=False)[1]
        at = shapely.get_coordinates(shapely.shortest_line(places, self._faces[which]))[1::2]
        first = self.corners[self.triangles[which, 0]]
        heights: Floats = first[:, 2] + ((at - first[:, :2]) * self._slopes[which]).sum(axis=1)
        return heights

    def inside(self, points: Floats) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        """Which points lie between the levels, not beyond them; shape (M,)."""
        found = np.zeros(len(points), dtype=np.bool_)
        if len(self.triangles):
            places = shapely.points(np.asarray(points, dtype=np.float64)[:, :2])
            found[self._tree.query(places, predicate="intersects")[0]] = True
        return found

    def at_m(self, x_m: float, y_m: float) -> float:
        """Height of the ground at one point. [m]"""
        return 0.0 if self.is_flat else float(self.height_m(np.array([[x_m, y_m]]))[0])

    def stand(self, points: Floats, height_m: float) -> Floats:
        """The points at a height above the ground, shape (M, 3)."""
        xy = np.asarray(points, dtype=np.float64)[:, :2]
        return np.column_stack([xy, self.height_m(xy) + height_m])

    def under_m(self, storey: int, at: Point, *, building: str | None = None) -> float:
        """What the floors of a storey at a place are raised by. [m]

        Outdoors (0) the ground there; above ground the level at which the building stands; below
        ground nothing, as basements reach under the whole site.
        """
        if self.is_flat or storey < 0:
            return 0.0
        if storey == 0:
            return self.at_m(at.x, at.y)
        own = [foot for foot in self.feet if foot.id == building]
        near = own or [foot for foot in self.feet if foot.area.distance(at) <= BESIDE_M]
        if not near:
            return self.at_m(at.x, at.y)
        return min(near, key=lambda foot: (foot.area.distance(at), foot.id)).level_m

    def lifted(self, shape: Lifted, level_m: float) -> Lifted:
        """A shape that stands at a level, by its z; as it is where the ground is flat."""
        return shape if self.is_flat else force_3d(force_2d(shape), level_m)

    def along(self, line: LineString) -> tuple[LineString, Floats]:
        """A line with a corner wherever the ground under it bends, and the ground at its corners.

        Returns:
            the line in plan; heights of the ground, shape (corners,). [m]
        """
        corners = [c[:2] for c in line.coords]
        steps = [p for a, b in pairwise(corners) for p in (a, *self._bends(a, b))]
        xy = np.array([*steps, corners[-1]], dtype=np.float64)
        z = self.height_m(xy)
        drawn = set(corners)
        kept = [0]
        for n in range(1, len(xy) - 1):
            if tuple(xy[n]) in drawn or _bent(xy, z, kept[-1], n):
                kept.append(n)
        kept.append(len(xy) - 1)
        return LineString(xy[kept]), z[kept]

    def _bends(self, a: tuple[float, ...], b: tuple[float, ...]) -> list[tuple[float, float]]:
        """Where a step crosses edges of triangles, in order."""
        if not len(self.triangles):
            return []
        ends = self._edge_ends[self._edge_tree.query(LineString([a, b]), predicate="intersects")]
        start, way = np.array(a[:2]), np.array(b[:2]) - np.array(a[:2])
        run = ends[:, 1] - ends[:, 0]
        across = way[0] * run[:, 1] - way[1] * run[:, 0]
        gap = ends[:, 0] - start
        with np.errstate(divide="ignore", invalid="ignore"):
            share = (gap[:, 0] * run[:, 1] - gap[:, 1] * run[:, 0]) / across
        inner = np.unique(share[np.isfinite(share) & (share > 1e-9) & (share < 1 - 1e-9)])
        return [(float(p[0]), float(p[1])) for p in start + inner[:, None] * way]

    @cached_property
    def _faces(self) -> "np.ndarray[tuple[int], np.dtype[np.object_]]":
        rings = self.corners[self.triangles][:, [0, 1, 2, 0], :2]
        return np.asarray(shapely.polygons(rings))

    @cached_property
    def _tree(self) -> STRtree:
        return STRtree(self._faces)

    @cached_property
    def _slopes(self) -> Floats:
        """Rise to the east and to the north of each triangle, shape (T, 2)."""
        a, b, c = (self.corners[self.triangles[:, k]] for k in range(3))
        u, v = b - a, c - a
        area = u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]
        east = (u[:, 2] * v[:, 1] - v[:, 2] * u[:, 1]) / area
        north = (v[:, 2] * u[:, 0] - u[:, 2] * v[:, 0]) / area
        return np.column_stack([east, north])

    @cached_property
    def _edge_ends(self) -> Floats:
        """Every edge once, shape (E, 2, 2)."""
        pairs = np.sort(self.triangles[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1)
        ends: Floats = self.corners[np.unique(pairs, axis=0)][:, :, :2]
        return ends

    @cached_property
    def _edge_tree(self) -> STRtree:
        return STRtree([LineString(ends) for ends in self._edge_ends])

    def ridges(self) -> Floats:
        """Edges at which the ground can come up into a line of sight, shape (R, 2, 3). [m]

        A straight line runs into a surface of triangles that it starts and ends above only where
        it passes below the surface at an edge, and only where the surface bends down on both
        sides; the outer rim counts unless the ground before it is level.
        """
        sides: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for t, corners in enumerate(self.triangles.tolist()):
            for k in range(3):
                a, b, other = corners[k], corners[(k + 1) % 3], corners[(k + 2) % 3]
                sides.setdefault((min(a, b), max(a, b)), []).append((t, other))
        found = [edge for edge, beside in sorted(sides.items()) if self._is_ridge(beside)]
        return self.corners[np.array(found, dtype=np.int64).reshape(-1, 2)]

    def _is_ridge(self, beside: list[tuple[int, int]]) -> bool:
        t, _ = beside[0]
        if len(beside) == 1:
            return bool(np.abs(self._slopes[t]).max() > 0.0)
        first, other = self.corners[self.triangles[t, 0]], self.corners[beside[1][1]]
        plane = first[2] + float((other[:2] - first[:2]) @ self._slopes[t])
        return bool(plane - other[2] > STRAIGHT_M)


def _bent(xy: Floats, z: Floats, last: int, n: int) -> bool:
    """Whether the ground bends at point n of a line, seen from the last corner that was kept."""
    before, after = hypot(*(xy[n] - xy[last])), hypot(*(xy[n + 1] - xy[n]))
    straight = z[last] + (z[n + 1] - z[last]) * before / (before + after)
    return bool(abs(z[n] - straight) > STRAIGHT_M)


FLAT = Ground(corners=np.zeros((0, 3)), triangles=np.zeros((0, 3), dtype=np.int32))
"""Ground without any level: z = 0 everywhere."""


def around_m(ground: Ground, area: Polygon | MultiPolygon) -> tuple[float, float, float]:
    """The lowest ground around an area, its mean by length, and the highest. [m]"""
    if ground.is_flat:
        return 0.0, 0.0, 0.0
    parts = area.geoms if isinstance(area, MultiPolygon) else (area,)
    heights, weights = [], []
    for part in parts:
        ring = np.asarray(part.exterior.segmentize(ROUND_M).coords)[:, :2]
        steps = np.hypot(*np.diff(ring, axis=0).T)
        heights.append(ground.height_m(ring[:-1]))
        weights.append((steps + np.roll(steps, 1)) / 2)
    z, w = np.concatenate(heights), np.concatenate(weights)
    return float(z.min()), float((z * w).sum() / w.sum()), float(z.max())


def level_parts(
    ground: Ground, area: Polygon | MultiPolygon
) -> Iterator[tuple[Polygon | MultiPolygon, float, float]]:
    """An area cut into parts on nearly level ground, each with its lowest and mean ground. [m]"""
    if ground.is_flat:
        yield area, 0.0, 0.0
        return
    west, south, east, north = area.bounds
    low, mean, high = around_m(ground, area)
    if high - low <= LEVEL_M or max(east - west, north - south) < 2 * LEAST_PART_M:
        yield area, low, mean
        return
    x, y = (west + east) / 2, (south + north) / 2
    if east - west >= north - south:
        halves = (box(west, south, x, north), box(x, south, east, north))
    else:
        halves = (box(west, south, east, y), box(west, y, east, north))
    for half in halves:
        kept = [p for p in shapely.get_parts(area.intersection(half)) if isinstance(p, Polygon)]
        if kept:
            yield from level_parts(ground, kept[0] if len(kept) == 1 else MultiPolygon(kept))
