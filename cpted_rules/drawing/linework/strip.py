"""A strip: what lies between two parallel lines that face each other."""

from dataclasses import dataclass
from math import hypot

from shapely import Polygon

from cpted_rules.drawing.linework.intervals import Interval
from cpted_rules.drawing.linework.strokes import XY, Edge


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The strip between two edges, as far as they face each other.

    Args:
        start: the two corners of its first end, on the first and on the second edge.
        finish: the two corners of its last end.
        edges: which two edges, by index.
    """

    start: tuple[XY, XY]
    finish: tuple[XY, XY]
    thickness_m: float
    edges: tuple[int, int]

    @property
    def area(self) -> Polygon:
        """Its four corners round."""
        return Polygon([self.start[0], self.finish[0], self.finish[1], self.start[1]])

    @property
    def axis(self) -> tuple[XY, XY]:
        """Middle of its first and of its last end."""
        return middle(*self.start), middle(*self.finish)

    @property
    def length_m(self) -> float:
        """Length of its axis. [m]"""
        (ax, ay), (bx, by) = self.axis
        return hypot(bx - ax, by - ay)


def middle(a: XY, b: XY) -> XY:
    """The point half way."""
    return ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)


def frame(edge: Edge) -> tuple[float, float, float]:
    """Unit vector along an edge, and its length. [m]"""
    length = edge.length_m
    return (edge.b[0] - edge.a[0]) / length, (edge.b[1] - edge.a[1]) / length, length


def alongside(edge: Edge, other: Edge, *, slip_m: float) -> list[Interval]:
    """Where along an edge another one runs on it, none or one interval. [m]"""
    ux, uy, length = frame(edge)
    ends = []
    for x, y in (other.a, other.b):
        dx, dy = x - edge.a[0], y - edge.a[1]
        ends.append((dx * ux + dy * uy, ux * dy - uy * dx))
    (a, off_a), (b, off_b) = sorted(ends)
    low, high = max(a, 0.0), min(b, length)
    if high <= low:
        return []
    slope = (off_b - off_a) / (b - a)
    off = max(abs(off_a + slope * (at - a)) for at in (low, high))
    return [(low, high)] if off <= slip_m else []


def place_on(edge: Edge, strip: Strip) -> tuple[float, float, int]:
    """Where along an edge a strip lies [m], and on which side."""
    ux, uy, _ = frame(edge)
    at = sorted((p[0] - edge.a[0]) * ux + (p[1] - edge.a[1]) * uy for p in strip.axis)
    x, y = middle(*strip.axis)
    return at[0], at[1], 1 if ux * (y - edge.a[1]) - uy * (x - edge.a[0]) > 0 else -1
