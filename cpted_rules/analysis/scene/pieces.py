"""What stands in the way of sight and light: solids and uprights as arrays of edges."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import pi, sin, sqrt

import numpy as np
from numpy.typing import NDArray
from shapely import LineString, MultiLineString, MultiPolygon, Point, Polygon
from shapely.geometry.polygon import orient

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

PRISM, SEGMENT = 0, 1
"""Kinds of a piece: solid over a footprint; upright over one straight line."""

CROWN_SIDES = 32
"""A crown is an upright prism of so many equal sides and of the area of its circle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """One thing that blocks, from `base_m` to `top_m` above the ground it stands on.

    Args:
        shape: footprint, or line it stands on, or centre with `radius_m`. Its z is the height of
            the ground, 0 without; that of a line from corner to corner, of a footprint its first.
        openness_share: what passes; 0 is solid, 1 is not there.
        plant: whether it grows.
    """

    id: str
    shape: Polygon | MultiPolygon | LineString | MultiLineString | Point
    base_m: float
    top_m: float
    openness_share: float = 0.0
    radius_m: float = 0.0
    plant: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scene:
    """Obstacles as arrays of K pieces; a piece is convex in z and anything in plan.

    Args:
        obstacles: the obstacle of each piece; one obstacle may be several pieces.
        box: shape (K, 4), west, south, east, north. [m]
        low, high, openness: shape (K,); the lowest base and the highest top of each.
        ends: shape (K, 4), base at both ends of an upright, then top; level for a solid. [m]
        kind: shape (K,), PRISM or SEGMENT.
        first, last: shape (K,), its rows of `edges`.
        edges: shape (E, 4), x and y of both ends, ring after ring; the solid is on the left.
    """

    obstacles: tuple[Obstacle, ...]
    box: Floats
    low: Floats
    high: Floats
    openness: Floats
    kind: Ints
    first: Ints
    last: Ints
    edges: Floats
    ends: Floats

    @property
    def arrays(self) -> tuple[Floats, Floats, Floats, Floats, Ints, Ints, Ints, Floats, Floats]:
        """The arrays as the kernels take them."""
        return (
            self.box,
            self.low,
            self.high,
            self.openness,
            self.kind,
            self.first,
            self.last,
            self.edges,
            self.ends,
        )


def scene_of(obstacles: Iterable[Obstacle]) -> Scene:
    """The scene of some obstacles; those without height, extent or effect are left out."""
    pieces = [
        (obstacle, kind, edges, ground)
        for obstacle in obstacles
        if obstacle.top_m > obstacle.base_m and obstacle.openness_share < 1.0
        for kind, edges, ground in _pieces(obstacle)
    ]
    counts = [len(edges) for _, _, edges, _ in pieces]
    last = np.cumsum([0, *counts]).astype(np.int32)
    boxes = [_box(edges) for _, _, edges, _ in pieces]
    rows = [edges for _, _, edges, _ in pieces if len(edges)]
    ends = np.array(
        [(o.base_m + a, o.base_m + b, o.top_m + a, o.top_m + b) for o, _, _, (a, b) in pieces],
        dtype=np.float64,
    ).reshape(-1, 4)
    return Scene(
        obstacles=tuple(obstacle for obstacle, _, _, _ in pieces),
        box=np.array(boxes, dtype=np.float64).reshape(-1, 4),
        low=ends[:, :2].min(axis=1),
        high=ends[:, 2:].max(axis=1),
        openness=np.array([o.openness_share for o, _, _, _ in pieces], dtype=np.float64),
        kind=np.array([kind for _, kind, _, _ in pieces], dtype=np.int32),
        first=np.ascontiguousarray(last[:-1]),
        last=np.ascontiguousarray(last[1:]),
        edges=np.concatenate(rows) if rows else np.zeros((0, 4)),
        ends=ends,
    )


def _pieces(obstacle: Obstacle) -> Iterator[tuple[int, Floats, tuple[float, float]]]:
    """Kind and edges of each piece, and the ground at its ends."""
    shape = obstacle.shape
    if isinstance(shape, Point):
        if obstacle.radius_m > 0:
            ground = shape.z if shape.has_z else 0.0
            yield PRISM, _steps(crown_ring(shape.x, shape.y, obstacle.radius_m)), (ground, ground)
    elif isinstance(shape, Polygon | MultiPolygon):
        for polygon in shape.geoms if isinstance(shape, MultiPolygon) else (shape,):
            if not polygon.is_empty:
                turned = orient(polygon)
                rings = (turned.exterior, *turned.interiors)
                ground = polygon.exterior.coords[0][2] if polygon.has_z else 0.0
                edges = np.concatenate([_steps(ring.coords) for ring in rings])
                yield PRISM, edges, (ground, ground)
    else:
        for line in shape.geoms if isinstance(shape, MultiLineString) else (shape,):
            for a, b in pairwise(line.coords):
                if a[:2] != b[:2]:
                    ground_at = (a[2], b[2]) if line.has_z else (0.0, 0.0)
                    yield SEGMENT, np.array([[*a[:2], *b[:2]]], dtype=np.float64), ground_at


def crown_ring(x_m: float, y_m: float, radius_m: float) -> list[tuple[float, float]]:
    """The corners of a crown, closed, counter-clockwise from east.

    Departures: a polygon of the circle's area, within 0.4 % of its radius everywhere.
    """
    turn = 2 * pi / CROWN_SIDES
    r = radius_m * sqrt(turn / sin(turn))
    angles = [turn * (n % CROWN_SIDES) for n in range(CROWN_SIDES + 1)]
    return [(x_m + r * sin(pi / 2 + a), y_m + r * sin(a)) for a in angles]


def rings_of(edges: Floats) -> list[Floats]:
    """The rings that the edges of a piece run along: corners of each, shape (N, 2), not closed."""
    breaks = np.flatnonzero((edges[1:, :2] != edges[:-1, 2:]).any(axis=1)) + 1
    return [ring[:, :2] for ring in np.split(edges, breaks)]


def _steps(coordinates: Iterable[tuple[float, ...]]) -> Floats:
    """The edges of a coordinate sequence, without those of no length."""
    xy = np.array([c[:2] for c in coordinates], dtype=np.float64).reshape(-1, 2)
    rows = np.hstack([xy[:-1], xy[1:]])
    kept: Floats = rows[(rows[:, :2] != rows[:, 2:]).any(axis=1)]
    return kept


def _box(edges: Floats) -> tuple[float, float, float, float]:
    xs, ys = edges[:, 0::2], edges[:, 1::2]
    return float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())
