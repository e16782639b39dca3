"""Faces of buildings, once more from their corners: what looks onto ways, and openings in them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import dist

from cpted_rules.verify.drawn import Opening
from cpted_rules.verify.shapes import (
    Edge,
    Shape,
    Span,
    Spot,
    edge_gap_m,
    inside,
    rings_of,
    within_spans,
)

OPENING_M = 0.6
"""An opening so near to a face lies in it."""
BEND_M = 0.005
TOUCH_M = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A straight stretch of an outline, with the direction away from the solid."""

    edge: Edge
    outward: Spot

    @property
    def length_m(self) -> float:
        """Length. [m]"""
        return dist(self.edge[:2], self.edge[2:])

    def place(self, x: float, y: float) -> tuple[float, float]:
        """How far along the face and out from it a point lies. [m]"""
        ax, ay, bx, by = self.edge
        length = self.length_m
        ux, uy = (bx - ax) / length, (by - ay) / length
        ox, oy = self.outward
        return (x - ax) * ux + (y - ay) * uy, (x - ax) * ox + (y - ay) * oy

    def spot(self, along_m: float, out_m: float = 0.0) -> Spot:
        """The point so far along the face and out from it."""
        ax, ay, bx, by = self.edge
        t = along_m / self.length_m
        return (
            ax + t * (bx - ax) + out_m * self.outward[0],
            ay + t * (by - ay) + out_m * self.outward[1],
        )


def faces_of(area: Shape) -> Iterator[Face]:
    """The faces of a building; corners that are hardly any are left out."""
    for ring in rings_of(area):
        spots = [edge[:2] for edge in ring]
        count = len(spots)
        kept = [
            at
            for n, at in enumerate(spots)
            if edge_gap_m((*spots[n - 1], *spots[(n + 1) % count]), *at) >= BEND_M
        ]
        for n, start in enumerate(kept):
            end = kept[(n + 1) % len(kept)]
            length = dist(start, end)
            if length > 0:
                nx, ny = (end[1] - start[1]) / length, (start[0] - end[0]) / length
                mx, my = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
                away = min(0.01, length / 4)
                if inside(area, mx + away * nx, my + away * ny):
                    nx, ny = -nx, -ny
                yield Face(edge=(*start, *end), outward=(nx, ny))


def looking_onto(face: Face, ways: Sequence[Shape], within_m: float) -> list[Span]:
    """The parts of a face with a way straight before them within a distance. [m]"""
    length = face.length_m
    spans: list[Span] = []
    near, far = ((face.spot(0.0, out), face.spot(length, out)) for out in (0.0, within_m))
    for way in ways:
        for line in (near, far):
            spans += [(low * length, high * length) for low, high in within_spans(way, *line)]
        for ax, ay, bx, by in way.edges:
            part = _cut(face.place(ax, ay), face.place(bx, by), length, within_m)
            if part is not None:
                spans.append(part)
    return [(low, high) for low, high in _joined(spans) if high - low > 1e-9]


def _cut(a: tuple[float, float], b: tuple[float, float], length: float, out: float) -> Span | None:
    """The extent along a face of what of an edge lies in the strip before it."""
    low, high = 0.0, 1.0
    for start, rise, most in ((a[0], b[0] - a[0], length), (a[1], b[1] - a[1], out)):
        if rise == 0.0:
            if not 0.0 <= start <= most:
                return None
            continue
        one, two = sorted((-start / rise, (most - start) / rise))
        low, high = max(low, one), min(high, two)
    if low > high:
        return None
    ends = sorted(a[0] + t * (b[0] - a[0]) for t in (low, high))
    return ends[0], ends[1]


def _joined(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for low, high in sorted(spans):
        if found and low <= found[-1][1] + TOUCH_M:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return found


def holding(face: Face, openings: Iterable[Opening]) -> list[Span]:
    """The parts of a face that openings in it take up. [m]"""
    spans = []
    for opening in openings:
        spots = opening.line.spots
        if max(edge_gap_m(face.edge, *at) for at in spots) <= OPENING_M:
            along = [face.place(*at)[0] for at in spots]
            spans.append((max(min(along), 0.0), min(max(along), face.length_m)))
    return _joined(span for span in spans if span[1] > span[0])


def left_of(spans: Iterable[Span], holes: Sequence[Span]) -> list[Span]:
    """What is left of some spans between holes."""
    left = []
    for low, high in spans:
        at = low
        for start, end in holes:
            if end <= at or start >= high:
                continue
            if start - at > TOUCH_M:
                left.append((at, start))
            at = max(at, end)
        if high - at > TOUCH_M:
            left.append((at, high))
    return left
