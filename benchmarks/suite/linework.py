"""What is drawn, as sums that two readers of a file can be compared by."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import dist, inf
from types import MappingProxyType

from benchmarks.suite.trial import Gate

Point = tuple[float, float]

EXTENTS_WITHIN = 1e-6
"""Of the extent, how far apart two boxes may be."""

LENGTH_WITHIN = 0.003
"""Relative: a curve is cut into chords of different lengths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linework:
    """Counts, box and length of all lines, polylines, circles, arcs and curves.

    Args:
        box: west, south, east, north of what is straight. [drawing units]
        length: of everything. [drawing units]
    """

    counts: Mapping[str, int]
    box: tuple[float, float, float, float]
    length: float


def linework(drawn: Iterable[tuple[str, Sequence[Point], bool]]) -> Linework:
    """The sums over pieces: kind, points, whether it is closed."""
    counts: Counter[str] = Counter()
    west, south, east, north, length = inf, inf, -inf, -inf, 0.0
    for kind, points, closed in drawn:
        counts[kind] += 1
        around = [*points, points[0]] if closed and points else list(points)
        length += sum(dist(a, b) for a, b in pairwise(around))
        if kind in ("line", "polyline"):
            for x, y in points:
                west, east = min(west, x), max(east, x)
                south, north = min(south, y), max(north, y)
    return Linework(
        counts=MappingProxyType(dict(sorted(counts.items()))),
        box=(west, south, east, north),
        length=length,
    )


def same_linework(ours: Linework, peer: Linework) -> Gate:
    """Whether two readers found as many of each kind, of the same box and length."""
    size = max(peer.box[2] - peer.box[0], peer.box[3] - peer.box[1])
    off = max(abs(a - b) for a, b in zip(ours.box, peer.box, strict=True)) / size
    longer = abs(ours.length - peer.length) / peer.length
    counted = dict(ours.counts) == dict(peer.counts)
    found = f"counts {dict(ours.counts)}" if counted else f"{dict(ours.counts)} {dict(peer.counts)}"
    return Gate(
        passed=counted and off <= EXTENTS_WITHIN and longer <= LENGTH_WITHIN,
        found=f"{found}, boxes {off:.1e} apart, lengths {100 * longer:.2f} %",
    )
