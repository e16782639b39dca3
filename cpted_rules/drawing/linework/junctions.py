"""Junctions: the small areas between the ends of wall strips that belong to the wall."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

import numpy as np
import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from cpted_rules.drawing.linework.strip import Strip, middle
from cpted_rules.drawing.linework.strokes import TOUCH_M, XY, Edge, ends_of, segments

PROBE_M = 0.004
"""Step beyond an end that says what lies there."""
REACH = 4.0
"""A junction is at most so many wall thicknesses long: two walls that meet at 30 degrees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One end of a strip.

    Args:
        strip: which strip, by index.
        last: whether it is the strip's last end.
        at: its middle.
        out: unit vector away from the strip.
    """

    strip: int
    last: bool
    at: XY
    out: XY
    width_m: float

    @property
    def beyond(self) -> XY:
        """A point just outside."""
        return (self.at[0] + PROBE_M * self.out[0], self.at[1] + PROBE_M * self.out[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Junction:
    """An area between the ends of strips."""

    area: Polygon
    ends: tuple[End, ...]


def ends_of_strips(strips: Sequence[Strip]) -> list[End]:
    """The two ends of each strip, in order."""
    found: list[End] = []
    for n, strip in enumerate(strips):
        (ax, ay), (bx, by) = strip.axis
        length = strip.length_m
        ux, uy = (bx - ax) / length, (by - ay) / length
        for last, corners, out in (
            (False, strip.start, (-ux, -uy)),
            (True, strip.finish, (ux, uy)),
        ):
            (px, py), (qx, qy) = corners
            width = hypot(qx - px, qy - py)
            found.append(End(strip=n, last=last, at=middle(*corners), out=out, width_m=width))
    return found


def junctions_of(strips: Sequence[Strip], edges: Sequence[Edge]) -> list[Junction]:
    """Cells of the lines and strip ends that continue a wall round a corner or a crossing."""
    if not strips:
        return []
    ends = ends_of_strips(strips)
    crossing = [(corner, strip) for strip in strips for corner in (strip.start, strip.finish)]
    a, b = ends_of(edges)
    near = _near_ends(ends, a, b)
    first = np.concatenate([a[near], np.array([c[0] for c, _ in crossing])])
    second = np.concatenate([b[near], np.array([c[1] for c, _ in crossing])])
    along = second - first
    unit = along / np.hypot(along[:, 0], along[:, 1])[:, None]
    # ends a hair apart have to cross to be noded; what sticks out is dropped as a dangle
    lines = segments(first - 2 * TOUCH_M * unit, second + 2 * TOUCH_M * unit)
    cells = list(shapely.get_parts(shapely.polygonize([shapely.unary_union(lines)])))
    if not cells:
        return []
    inside = _inside_strips(cells, strips)
    tree = shapely.STRtree(cells)
    points = shapely.points([e.beyond for e in ends])
    who, where = tree.query(points, predicate="within")
    by_cell: dict[int, list[End]] = {}
    for e, c in sorted(zip(who.tolist(), where.tolist(), strict=True)):
        if not inside[c]:
            by_cell.setdefault(c, []).append(ends[e])
    return [
        Junction(area=cells[c], ends=tuple(meeting))
        for c, meeting in sorted(by_cell.items())
        if _joins(cells[c], meeting)
    ]


def _near_ends(ends: Sequence[End], a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Indices of the edges near enough to a strip end to bound a junction."""
    reach = REACH * max(e.width_m for e in ends)
    tree = shapely.STRtree(segments(a, b))
    _, found = tree.query(shapely.points([e.at for e in ends]), predicate="dwithin", distance=reach)
    return np.unique(found)


def _inside_strips(cells: Sequence[Polygon], strips: Sequence[Strip]) -> np.ndarray:
    tree = shapely.STRtree([s.area for s in strips])
    who, _ = tree.query([c.representative_point() for c in cells], predicate="within")
    inside = np.zeros(len(cells), dtype=bool)
    inside[who] = True
    return inside


def _joins(cell: Polygon, meeting: Sequence[End]) -> bool:
    """Whether a cell is no larger than a junction of what meets there.

    Where only one strip ends it is its slanted or stepped tail, no wider than the strip.
    """
    widest = max(e.width_m for e in meeting)
    long_m, _ = _extent(cell, meeting[0].out)
    wide_m = _extent(cell, meeting[0].out)[1]
    if max(long_m, wide_m) > REACH * widest:
        return False
    if len({e.strip for e in meeting}) > 1:
        return True
    return wide_m <= widest + 2 * TOUCH_M and long_m <= 2 * widest


def _extent(area: BaseGeometry, along: XY) -> tuple[float, float]:
    """Extent along and across a direction. [m]"""
    points = shapely.get_coordinates(area)
    s = points @ np.array(along)
    t = points @ np.array((-along[1], along[0]))
    return float(np.ptp(s)), float(np.ptp(t))
