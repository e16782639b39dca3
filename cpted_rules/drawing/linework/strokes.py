"""Straight strokes of a drawing: exploded from polylines, cleaned and merged along their lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

XY = tuple[float, float]
Floats = NDArray[np.float64]

TOUCH_M = 0.001
"""Points nearer than this are one point: plans are drawn to the millimetre."""
SHORTEST_M = 0.0005
"""Strokes shorter than this are dots left by editing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """One straight segment. [m]

    Args:
        ref: index of the entity it came from, as the caller counts them.
    """

    a: XY
    b: XY
    ref: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Arc:
    """An arc of a circle. [m, deg]

    Args:
        start_deg: direction of its first end from the centre, counter-clockwise from +x.
        sweep_deg: counter-clockwise when positive.
    """

    centre: XY
    radius_m: float
    start_deg: float
    sweep_deg: float
    ref: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Solid:
    """An area known to be wall: a thin closed outline, or a hatch that fills a wall."""

    area: Polygon
    ref: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A straight line as long as it is drawn, whatever pieces it was drawn in. [m]"""

    a: XY
    b: XY
    refs: tuple[int, ...]

    @property
    def length_m(self) -> float:
        """Distance between its ends. [m]"""
        return hypot(self.b[0] - self.a[0], self.b[1] - self.a[1])


def ahead(at: XY, out: XY, by: float) -> XY:
    """The point so far from another, along a unit vector."""
    return (at[0] + by * out[0], at[1] + by * out[1])


def strokes_of(points: Sequence[XY], *, ref: int, closed: bool = False) -> tuple[Stroke, ...]:
    """The strokes of a polyline, those of no length left out."""
    turned = [*points[1:], points[0]] if closed and len(points) > 2 else points[1:]
    return tuple(
        Stroke(a=a, b=b, ref=ref)
        for a, b in zip(points, turned, strict=False)
        if hypot(b[0] - a[0], b[1] - a[1]) >= SHORTEST_M
    )


def ends_of(pieces: Sequence[Stroke] | Sequence[Edge]) -> tuple[Floats, Floats]:
    """First and last points, each of shape (n, 2). [m]"""
    flat = np.array([(*p.a, *p.b) for p in pieces], dtype=np.float64).reshape(-1, 4)
    return flat[:, :2], flat[:, 2:]


def segments(a: Floats, b: Floats) -> NDArray[np.object_]:
    """Line strings between first and last points."""
    lines = shapely.linestrings(np.stack([a, b], axis=1))
    return np.asarray(lines, dtype=object)


def merged(strokes: Iterable[Stroke]) -> tuple[Edge, ...]:
    """Edges: strokes on one line that touch or overlap become one; duplicates vanish.

    The chords of a curve stay apart: where pieces that pairwise fit a line do not all fit one
    line, they are kept as drawn.
    """
    return rejoined([Edge(a=s.a, b=s.b, refs=(s.ref,)) for s in strokes])


def rejoined(edges: Iterable[Edge]) -> tuple[Edge, ...]:
    """Edges that touch or overlap on one line made one; those of no length left out."""
    kept = [e for e in edges if e.length_m >= SHORTEST_M]
    if not kept:
        return ()
    a, b = ends_of(kept)
    along = b - a
    length = np.hypot(along[:, 0], along[:, 1])
    found: list[Edge] = []
    for group in connected(len(kept), _on_one_line(a, b, along / length[:, None], length)):
        if len(group) == 1:
            found.append(kept[group[0]])
        else:
            found += _runs([kept[n] for n in group], a[group], b[group], length[group])
    return tuple(found)


def connected(count: int, pairs: NDArray[np.int64]) -> list[list[int]]:
    """Groups of indices that pairs of shape (2, n) connect, in order of their first member."""
    root = list(range(count))

    def top(n: int) -> int:
        while root[n] != n:
            root[n] = root[root[n]]
            n = root[n]
        return n

    for i, j in pairs.T.tolist():
        first, second = sorted((top(i), top(j)))
        root[second] = first
    found: dict[int, list[int]] = {}
    for n in range(count):
        found.setdefault(top(n), []).append(n)
    return list(found.values())


def _on_one_line(a: Floats, b: Floats, unit: Floats, length: Floats) -> NDArray[np.int64]:
    """Pairs of edges that touch and lie on one line, shape (2, n)."""
    lines = segments(a, b)
    tree = shapely.STRtree(lines)
    i, j = tree.query(lines, predicate="dwithin", distance=TOUCH_M)
    longer = (length[i] > length[j]) | ((length[i] == length[j]) & (i < j))
    i, j = i[longer], j[longer]
    near_parallel = np.abs(_cross(unit[i], unit[j])) < 0.1
    i, j = i[near_parallel], j[near_parallel]
    off_a = np.abs(_cross(unit[i], a[j] - a[i]))
    off_b = np.abs(_cross(unit[i], b[j] - a[i]))
    fits = np.maximum(off_a, off_b) <= TOUCH_M
    return np.stack([i[fits], j[fits]])


def _cross(u: Floats, v: Floats) -> Floats:
    return np.asarray(u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0])


def _runs(pieces: Sequence[Edge], a: Floats, b: Floats, length: Floats) -> list[Edge]:
    """The unbroken runs of edges that fit one line."""
    longest = int(np.argmax(length))
    origin, unit = a[longest], (b[longest] - a[longest]) / length[longest]
    points = np.concatenate([a, b])
    off = _cross(np.broadcast_to(unit, points.shape), points - origin)
    if float(np.max(np.abs(off))) > 2 * TOUCH_M:
        return list(pieces)
    at = (points - origin) @ unit
    n = len(pieces)
    low = np.where(at[:n] <= at[n:], np.arange(n), np.arange(n, 2 * n))
    high = np.where(at[:n] <= at[n:], np.arange(n, 2 * n), np.arange(n))
    found: list[Edge] = []
    first = last = -1
    refs: set[int] = set()
    for k in np.argsort(at[low], kind="stable").tolist():
        if first >= 0 and at[low[k]] > at[last] + TOUCH_M:
            found.append(_edge(points, first, last, refs))
            first, refs = -1, set()
        if first < 0:
            first, last = int(low[k]), int(high[k])
        elif at[high[k]] > at[last]:
            last = int(high[k])
        refs.update(pieces[k].refs)
    found.append(_edge(points, first, last, refs))
    return found


def _edge(points: Floats, first: int, last: int, refs: set[int]) -> Edge:
    (ax, ay), (bx, by) = points[first].tolist(), points[last].tolist()
    return Edge(a=(ax, ay), b=(bx, by), refs=tuple(sorted(refs)))


def near_pairs(points: Sequence[XY], within_m: float) -> list[tuple[int, int]]:
    """Pairs of points near each other, by index, each both ways round and with itself."""
    if not points:
        return []
    made = shapely.points(points)
    near = shapely.STRtree(made).query(made, predicate="dwithin", distance=within_m)
    return [(int(i), int(j)) for i, j in near.T]
