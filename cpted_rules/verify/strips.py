"""Narrow strips of ground between two faces, once more from their corners."""

from collections.abc import Iterable
from dataclasses import dataclass

from cpted_rules.verify.faces import Face, faces_of
from cpted_rules.verify.shapes import Shape, from_edges

PARALLEL = 0.985


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The ground between two faces: its middle line, and its width at the narrower end. [m]"""

    middle: Shape
    width_m: float

    @property
    def length_m(self) -> float:
        """Length. [m]"""
        return self.middle.length_m


def strip_between(one: Face, other: Face) -> Strip | None:
    """The strip between two faces that look at each other; None where they do not."""
    if one.outward[0] * other.outward[0] + one.outward[1] * other.outward[1] > -PARALLEL:
        return None
    ends = sorted(one.place(*at) for at in (other.edge[:2], other.edge[2:]))
    (a, out_a), (b, out_b) = ends
    low, high = max(a, 0.0), min(b, one.length_m)
    if high <= low:
        return None
    outs = [out_a + (t - a) / (b - a) * (out_b - out_a) for t in (low, high)]
    if min(outs) <= 0:
        return None
    start, end = (one.spot(t, out / 2) for t, out in zip((low, high), outs, strict=True))
    return Strip(middle=from_edges([(*start, *end)], filled=False), width_m=round(min(outs), 6))


def strips(ones: Iterable[Face], others: Iterable[Face]) -> list[Strip]:
    """All strips between the faces of two things."""
    listed = list(others)
    return [s for a in ones for b in listed if (s := strip_between(a, b)) is not None]


def longest(one: Shape, other: Shape, least_m: float, narrower_m: float) -> Strip | None:
    """The longest strip between two buildings from one width to another."""
    found = [
        strip
        for strip in strips(faces_of(one), faces_of(other))
        if least_m <= strip.width_m < narrower_m
    ]
    return max(found, key=lambda s: round(s.length_m, 6), default=None)
