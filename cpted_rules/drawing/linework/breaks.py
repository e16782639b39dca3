"""Breaks: the places where a wall stops and goes on, or stops in front of another."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, radians

import numpy as np
import shapely
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from cpted_rules.drawing.linework.settings import LineworkSettings
from cpted_rules.drawing.linework.strokes import XY, ahead
from cpted_rules.drawing.linework.walls import WallEnd, Walls

OPPOSITE_DEG = 5.0
"""Two ends of one wall look at each other to within this."""
LEAST_OVERLAP = 0.497
"""Two ends are in line if they overlap across by this share of the thinner."""
INTO_M = 0.003
"""The filling of a break reaches so far into its walls, so that no hairline stays open."""
CLEAR_M = 0.02
"""What is wall nearer to an end than this is its own edge."""
SQUARE_M = 0.1
"""The face before a wall's end is square to it: its distance differs by less across the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A break in a wall.

    Args:
        p: middle of the wall's end on one side; q: on the other.
        thickness_m: of the thinner side.
        in_line: a wall goes on beyond it; else it ends before the face of another.
        stub: both sides are hardly longer than thick.
        corner: on one side the wall turns.
        area: from end to end at the walls' thickness.
    """

    p: XY
    q: XY
    thickness_m: float
    in_line: bool
    stub: bool
    corner: bool
    area: Polygon
    refs: tuple[int, ...]

    @property
    def width_m(self) -> float:
        """Clear width of the break. [m]"""
        return hypot(self.q[0] - self.p[0], self.q[1] - self.p[1])

    @property
    def line(self) -> LineString:
        """The wall's middle line across the break."""
        return LineString([self.p, self.q])

    @property
    def unit(self) -> XY:
        """Unit vector from p to q."""
        w = self.width_m
        return ((self.q[0] - self.p[0]) / w, (self.q[1] - self.p[1]) / w)

    def local(self, point: XY) -> tuple[float, float]:
        """How far along the break from p, and to its left, a point lies. [m]"""
        ux, uy = self.unit
        dx, dy = point[0] - self.p[0], point[1] - self.p[1]
        return dx * ux + dy * uy, ux * dy - uy * dx


def breaks_in(walls: Walls, settings: LineworkSettings) -> list[Break]:
    """Every break: between two ends in line, else between an end and the face before it."""
    ends = walls.ends
    if not ends:
        return []
    partner = _partners(ends, walls.shape, settings)
    found = [
        _between(ends[i], ends[j], ends[i].at, ends[j].at, in_line=True)
        for i, j in sorted(partner.items())
        if i < j
    ]
    taken = shapely.unary_union([b.area for b in found])
    tree = shapely.STRtree([p.area for p in walls.pieces])
    for n, end in enumerate(ends):
        if (
            n in partner
            or end.corner
            or shapely.Point(ahead(end.at, end.out, CLEAR_M)).within(taken)
        ):
            continue
        distance = _to_face(end, walls, tree, settings)
        if distance is not None:
            found.append(
                _between(end, end, end.at, ahead(end.at, end.out, distance), in_line=False)
            )
    return found


def _partners(
    ends: Sequence[WallEnd], shape: BaseGeometry, settings: LineworkSettings
) -> dict[int, int]:
    """Which end looks at which: each other's nearest, in line, with nothing between."""
    best: dict[int, tuple[float, int]] = {}
    for i, j, distance in _facing(ends, settings):
        sight = LineString(
            [ahead(ends[i].at, ends[i].out, CLEAR_M), ahead(ends[j].at, ends[j].out, CLEAR_M)]
        )
        if shape.intersects(sight):
            continue
        best[i] = min(best.get(i, (distance, j)), (distance, j))
        best[j] = min(best.get(j, (distance, i)), (distance, i))
    return {i: j for i, (_, j) in best.items() if best[j][1] == i}


def _facing(ends: Sequence[WallEnd], settings: LineworkSettings) -> list[tuple[int, int, float]]:
    """Pairs of ends that look at each other in line, with the distance between them. [m]"""
    at, out = np.array([e.at for e in ends]), np.array([e.out for e in ends])
    width = np.array([e.width_m for e in ends])
    points = np.asarray(shapely.points(at), dtype=object)
    reach = settings.widest_gap_m + settings.thickest_wall_m
    i, j = shapely.STRtree(points).query(points, predicate="dwithin", distance=reach)
    i, j = i[i < j], j[i < j]
    between = at[j] - at[i]
    ahead = np.sum(between * out[i], axis=1)
    aside = np.abs(out[i, 0] * between[:, 1] - out[i, 1] * between[:, 0])
    against = np.sum(out[i] * out[j], axis=1)
    overlap = (width[i] + width[j]) / 2 - aside
    keep = (
        (against <= -cos(radians(OPPOSITE_DEG)))
        & (ahead >= settings.narrowest_gap_m - 1e-6)
        & (ahead <= settings.widest_gap_m + 1e-6)
        & (overlap >= LEAST_OVERLAP * np.minimum(width[i], width[j]))
    )
    columns = (i[keep], j[keep], ahead[keep])
    return list(zip(*(c.tolist() for c in columns), strict=True))


def _to_face(
    end: WallEnd, walls: Walls, tree: shapely.STRtree, settings: LineworkSettings
) -> float | None:
    """Distance to the wall face square before an end. [m]"""
    distances: list[float] = []
    (ux, uy), reach = end.out, settings.widest_gap_m
    for across in (-0.35, 0.0, 0.35):
        side = across * end.width_m
        x, y = end.at[0] - side * uy, end.at[1] + side * ux
        ray = LineString([(x + CLEAR_M * ux, y + CLEAR_M * uy), (x + reach * ux, y + reach * uy)])
        hit = [walls.pieces[n].area.intersection(ray) for n in tree.query(ray, "intersects")]
        points = np.concatenate([shapely.get_coordinates(h) for h in hit] or [np.empty((0, 2))])
        if not len(points):
            return None
        distances.append(float(np.min((points - np.array((x, y))) @ np.array(end.out))))
    if max(distances) - min(distances) > SQUARE_M:
        return None
    middle = distances[1]
    return middle if settings.narrowest_gap_m - 1e-6 <= middle else None


def _between(one: WallEnd, other: WallEnd, p: XY, q: XY, *, in_line: bool) -> Break:
    ux, uy = one.out
    first, last = one.width_m / 2, other.width_m / 2
    if in_line and one.stub != other.stub:
        # a column stands as it likes; the opening lies in its wall
        along = (q[0] - p[0]) * ux + (q[1] - p[1]) * uy
        if other.stub:
            q, last = (p[0] + along * ux, p[1] + along * uy), first
        else:
            p, first = (q[0] - along * ux, q[1] - along * uy), last
    (px, py), (qx, qy) = p, q
    px, py, qx, qy = px - INTO_M * ux, py - INTO_M * uy, qx + INTO_M * ux, qy + INTO_M * uy
    corners = [
        (px - first * uy, py + first * ux),
        (qx - last * uy, qy + last * ux),
        (qx + last * uy, qy - last * ux),
        (px + first * uy, py - first * ux),
    ]
    return Break(
        p=p,
        q=q,
        thickness_m=min(one.width_m, other.width_m),
        in_line=in_line,
        stub=one.stub and other.stub,
        corner=one.corner or other.corner,
        area=Polygon(corners),
        refs=tuple(sorted({*one.refs, *other.refs})),
    )
