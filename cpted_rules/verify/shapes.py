"""Plain plane geometry: shapes as their edges, points in them, distances and lengths. [m]"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot, inf
from typing import Any

Spot = tuple[float, float]
Edge = tuple[float, float, float, float]
Box = tuple[float, float, float, float]
Span = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shape:
    """A shape in plan: an area (filled), lines, or points (edges of no length).

    Args:
        edges: x and y of both ends.
        box: west, south, east, north.
        area_m2: of an area; 0 of lines.
        length_m: of lines, or of the outline of an area.
        heights: z of each coordinate, where the file gives one.
    """

    edges: tuple[Edge, ...]
    box: Box
    filled: bool
    area_m2: float
    length_m: float
    heights: tuple[float, ...] = ()

    @property
    def spots(self) -> tuple[Spot, ...]:
        """The ends of its edges in order; of a line, its coordinates."""
        if not self.edges:
            return ()
        first = self.edges[0][:2]
        return (first, *(edge[2:] for edge in self.edges if edge[:2] != edge[2:]))


def shape_of(raw: dict[str, Any]) -> Shape:
    """The shape of a GeoJSON geometry; a third number of a coordinate goes to `heights`."""
    rings: list[list[Spot]] = []
    heights: list[float] = []
    area = _gather(raw, rings, heights)
    edges: list[Edge] = []
    for ring in rings:
        steps = [(*a, *b) for a, b in pairwise(ring) if a != b]
        edges += steps or [(*ring[0], *ring[0])]
    return from_edges(
        edges, filled="Polygon" in str(raw["type"]), area_m2=area, heights=tuple(heights)
    )


def from_edges(
    edges: Sequence[Edge],
    *,
    filled: bool,
    area_m2: float = 0.0,
    heights: tuple[float, ...] = (),
) -> Shape:
    """A shape of its edges."""
    xs = [v for e in edges for v in (e[0], e[2])]
    ys = [v for e in edges for v in (e[1], e[3])]
    return Shape(
        edges=tuple(edges),
        box=(min(xs), min(ys), max(xs), max(ys)) if edges else (inf, inf, -inf, -inf),
        filled=filled,
        area_m2=area_m2,
        length_m=sum(hypot(e[2] - e[0], e[3] - e[1]) for e in edges),
        heights=heights,
    )


def polygon(corners: Sequence[Spot]) -> Shape:
    """An area of its corners."""
    ring = [*corners, corners[0]]
    return from_edges(
        [(*a, *b) for a, b in pairwise(ring)], filled=True, area_m2=abs(_signed_m2(ring))
    )


def _gather(raw: dict[str, Any], rings: list[list[Spot]], heights: list[float]) -> float:
    """Put the coordinate sequences of a geometry into lists; returns its area. [m2]"""
    kind, area = str(raw["type"]), 0.0
    if kind == "GeometryCollection":
        return sum(_gather(part, rings, heights) for part in raw["geometries"] or ())
    coordinates = raw["coordinates"]
    if not coordinates:
        return 0.0
    if kind == "Point":
        coordinates = [coordinates]
    deep = {"Point": 0, "LineString": 0, "MultiPoint": 1, "MultiLineString": 1, "Polygon": 1}
    if kind == "MultiPoint":
        coordinates = [[c] for c in coordinates]
    parts = (
        coordinates if kind == "MultiPolygon" else [coordinates] if deep[kind] else [[coordinates]]
    )
    for part in parts:
        for n, sequence in enumerate(part):
            ring = [(float(c[0]), float(c[1])) for c in sequence]
            heights += [float(c[2]) for c in sequence if len(c) > 2]
            rings.append(ring)
            if "Polygon" in kind:
                area += abs(_signed_m2(ring)) * (-1 if n else 1)
    return area


def _signed_m2(ring: Sequence[Spot]) -> float:
    x0, y0 = ring[0]
    return (
        sum((ax - x0) * (by - y0) - (bx - x0) * (ay - y0) for (ax, ay), (bx, by) in pairwise(ring))
        / 2
    )


def inside(shape: Shape, x: float, y: float) -> bool:
    """Whether a point is in an area, by the crossings of a ray from it (even: outside)."""
    west, south, east, north = shape.box
    if not shape.filled or not (west <= x <= east and south <= y <= north):
        return False
    odd = False
    for ax, ay, bx, by in shape.edges:
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            odd = not odd
    return odd


def edge_gap_m(edge: Edge, x: float, y: float) -> float:
    """Distance from a point to an edge. [m]"""
    ax, ay, bx, by = edge
    dx, dy = bx - ax, by - ay
    square = dx * dx + dy * dy
    t = 0.0 if square == 0.0 else min(1.0, max(0.0, ((x - ax) * dx + (y - ay) * dy) / square))
    return hypot(ax + t * dx - x, ay + t * dy - y)


def outline_gap_m(shape: Shape, x: float, y: float) -> float:
    """Distance from a point to the nearest edge of a shape. [m]"""
    return min((edge_gap_m(edge, x, y) for edge in shape.edges), default=inf)


def gap_m(shape: Shape, x: float, y: float) -> float:
    """Distance from a point to a shape, 0 within an area. [m]"""
    return 0.0 if inside(shape, x, y) else outline_gap_m(shape, x, y)


def depth_m(shape: Shape, x: float, y: float) -> float:
    """How far within an area a point is from its edge; negative outside. [m]"""
    gap = outline_gap_m(shape, x, y)
    return gap if inside(shape, x, y) else -gap


def box_gap_m(a: Box, b: Box) -> float:
    """Distance between two boxes, a lower bound of that of what they hold. [m]"""
    return hypot(max(a[0] - b[2], b[0] - a[2], 0.0), max(a[1] - b[3], b[1] - a[3], 0.0))


def boxed(shapes: Iterable[Shape]) -> Box:
    """The box around some shapes."""
    boxes = [shape.box for shape in shapes]
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )


def apart_m(a: Shape, b: Shape) -> float:
    """Distance between two shapes, 0 where they meet. [m]"""
    if not a.edges or not b.edges:
        return inf
    if inside(a, *b.edges[0][:2]) or inside(b, *a.edges[0][:2]):
        return 0.0
    best = inf
    for one in a.edges:
        box = (min(one[0], one[2]), min(one[1], one[3]), max(one[0], one[2]), max(one[1], one[3]))
        if box_gap_m(box, b.box) >= best:
            continue
        for other in b.edges:
            if crosses(one, other):
                return 0.0
            best = min(
                best,
                edge_gap_m(other, one[0], one[1]),
                edge_gap_m(other, one[2], one[3]),
                edge_gap_m(one, other[0], other[1]),
                edge_gap_m(one, other[2], other[3]),
            )
    return best


def crosses(one: Edge, other: Edge) -> bool:
    """Whether two edges cross, each with its ends on either side of the other."""
    return _turns(one, other) and _turns(other, one)


def _turns(line: Edge, edge: Edge) -> bool:
    ax, ay, bx, by = line
    a = (bx - ax) * (edge[1] - ay) - (by - ay) * (edge[0] - ax)
    b = (bx - ax) * (edge[3] - ay) - (by - ay) * (edge[2] - ax)
    return (a > 0.0) != (b > 0.0)


def along(shape: Shape, share: float) -> Spot:
    """The point at a share of the length of a line."""
    left = share * shape.length_m
    for ax, ay, bx, by in shape.edges:
        length = hypot(bx - ax, by - ay)
        if length >= left and length > 0:
            return ax + left / length * (bx - ax), ay + left / length * (by - ay)
        left -= length
    return shape.edges[-1][2:]


def within_spans(shape: Shape, a: Spot, b: Spot) -> Iterator[Span]:
    """The parts of the way from one point to another that are in an area, as shares of the way."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    cuts = [0.0, 1.0]
    for ax, ay, bx, by in shape.edges:
        one = dx * (ay - a[1]) - dy * (ax - a[0])
        two = dx * (by - a[1]) - dy * (bx - a[0])
        if (one > 0.0) != (two > 0.0):
            s = one / (one - two)
            x, y = ax + s * (bx - ax) - a[0], ay + s * (by - ay) - a[1]
            cuts.append((x * dx + y * dy) / (dx * dx + dy * dy))
    cuts = sorted(t for t in cuts if 0.0 <= t <= 1.0)
    for t0, t1 in pairwise(cuts):
        middle = (t0 + t1) / 2
        if t1 > t0 and inside(shape, a[0] + middle * dx, a[1] + middle * dy):
            yield t0, t1


def united(spans: Iterable[Span]) -> list[Span]:
    """Spans that touch put together, in order."""
    found: list[Span] = []
    for low, high in sorted(spans):
        if found and low <= found[-1][1] + 1e-12:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return found


def row_spans(shape: Shape, y: float) -> list[Span]:
    """The parts of a horizontal line that are in an area, as west and east."""
    xs = sorted(
        ax + (y - ay) / (by - ay) * (bx - ax)
        for ax, ay, bx, by in shape.edges
        if (ay > y) != (by > y)
    )
    return list(zip(xs[0::2], xs[1::2], strict=False))


def middle_of(shape: Shape) -> Spot:
    """The centre of gravity of an area."""
    x0, y0 = shape.edges[0][:2]
    twice = x = y = 0.0
    for ring in rings_of(shape):
        for ax, ay, bx, by in ring:
            part = (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
            twice += part
            x, y = x + part * (ax + bx - 2 * x0) / 3, y + part * (ay + by - 2 * y0) / 3
    return x0 + x / twice, y0 + y / twice


def rings_of(shape: Shape) -> Iterator[list[Edge]]:
    """The closed outlines that the edges of an area make, in order."""
    ring: list[Edge] = []
    for edge in shape.edges:
        ring.append(edge)
        if edge[2:] == ring[0][:2]:
            yield ring
            ring = []


def overlap_m2(a: Shape, b: Shape, *, rows: int = 200) -> float:
    """Area that two areas share, by horizontal lines; good to about 1 in `rows`. [m2]"""
    if a.edges == b.edges:
        return a.area_m2
    south, north = max(a.box[1], b.box[1]), min(a.box[3], b.box[3])
    if north <= south:
        return 0.0
    height = (north - south) / rows
    total = 0.0
    for n in range(rows):
        y = south + (n + 0.5) * height
        for w, e in row_spans(a, y):
            total += sum(max(0.0, min(e, f) - max(w, v)) for v, f in row_spans(b, y))
    return total * height
