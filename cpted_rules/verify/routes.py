"""Witness routes put to the plan again: how long, along which ways, from one thing to the next."""

from collections.abc import Iterator, Mapping, Sequence
from math import hypot

from cpted_rules.text import Text
from cpted_rules.verify.given import Finding, Witness
from cpted_rules.verify.result import Difference
from cpted_rules.verify.shapes import Edge, Shape, Spot, edge_gap_m, gap_m
from cpted_rules.verify.witnesses import kinds_differ, number_differs

STEP_M = 1.0
"""Routes are looked at every so far."""
OUT_M = 0.9
"""A middle line may run so far outside its ways: ways that nearly touch are joined over 0.6 m, and
its line is straightened by up to half a metre."""
END_M = 1.0
"""A thing stands at the end of a route if the route comes no nearer to it than this before."""


def points_along(shape: Shape, step_m: float = STEP_M) -> Iterator[tuple[Spot, float]]:
    """Points of a line with how far along it they are. [m]"""
    gone = 0.0
    for ax, ay, bx, by in shape.edges:
        length = hypot(bx - ax, by - ay)
        for n in range(int(length / step_m) + 1):
            t = min(1.0, n * step_m / length) if length else 0.0
            yield (ax + t * (bx - ax), ay + t * (by - ay)), gone + t * length
        gone += length
    if shape.edges:
        yield shape.edges[-1][2:], gone


def routes_differ(
    finding: Finding,
    things: Mapping[str, Spot],
    ways: Sequence[Shape],
    *,
    reach_m: float,
    ends: Sequence[str],
) -> Iterator[Difference]:
    """What is wrong with the routes of a spacing: lengths, where they run, what stands on them.

    Args:
        things: what may stand at a way, by id.
        reach_m: so far from a way's edge a thing belongs to it.
        ends: the things at the ends of the longest one, as the finding names them.
    """
    yield from kinds_differ(finding, "route")
    value = finding.measured or 0.0
    lengths = [w.shape.length_m for w in finding.witness]
    edges = max((len(w.shape.edges) for w in finding.witness), default=1)
    if value > 0.01 and abs(max(lengths, default=0.0) - value) > 0.003 * edges + 0.003:
        yield Difference(
            what=_LENGTH, stated=f"{value:.3f} m", found=f"{max(lengths, default=0.0):.3f} m"
        )
    for id in ends:
        if id not in things:
            yield Difference(what=_END, stated=id, found="no such thing at this way")
    for witness in finding.witness:
        yield from number_differs(witness, witness.shape.length_m)
        yield from _runs(witness, ways, reach_m)
    most = max(lengths, default=0.0)
    longest = next((w for w in finding.witness if w.shape.length_m > most - 0.003), None)
    if longest is not None and longest.shape.length_m > END_M:
        yield from _ends(longest, {id: things[id] for id in ends if id in things})


def _runs(witness: Witness, ways: Sequence[Shape], reach_m: float) -> Iterator[Difference]:
    """Whether a route leaves the ways between its ends."""
    total = witness.shape.length_m
    for at, gone in points_along(witness.shape):
        away = min(gap_m(way, *at) for way in ways)
        near_end = min(gone, total - gone) <= reach_m
        if away > (reach_m + OUT_M if near_end else OUT_M):
            yield Difference(what=_WAY, stated="on a way", found=f"{away:.1f} m beside", where=at)
            return


def _ends(witness: Witness, ends: Mapping[str, Spot]) -> Iterator[Difference]:
    """Whether the things named stand at the ends of a route: nowhere along it is nearer to them."""
    first, last = witness.shape.spots[0], witness.shape.spots[-1]
    for id, at in ends.items():
        nearest = line_gap_m(witness.shape.edges, at)
        end = min(
            hypot(first[0] - at[0], first[1] - at[1]), hypot(last[0] - at[0], last[1] - at[1])
        )
        if end > nearest + END_M:
            yield Difference(
                what=_END, stated=id, found=f"{end:.2f} m off, passed at {nearest:.2f} m", where=at
            )


def passed(witness: Witness, others: Mapping[str, Spot], beside_m: float) -> Iterator[Difference]:
    """Things that a route comes past between its ends, which would have divided it."""
    total = witness.shape.length_m
    for id, at in others.items():
        spot, gone = min(
            points_along(witness.shape, 0.25),
            key=lambda p: hypot(p[0][0] - at[0], p[0][1] - at[1]),
        )
        away = hypot(spot[0] - at[0], spot[1] - at[1])
        if away < beside_m and END_M < gone < total - END_M:
            yield Difference(what=_PASSED, stated="nothing on it", found=id, where=at)


def line_gap_m(edges: Sequence[Edge], at: Spot) -> float:
    """Distance from a point to a line. [m]"""
    return min(edge_gap_m(edge, *at) for edge in edges)


_LENGTH = Text(ko="가장 긴 경로의 길이", en="length of the longest route")
_END = Text(ko="경로 끝의 시설", en="thing at the end of a route")
_WAY = Text(ko="경로가 통로 위인지", en="whether a route keeps to the ways")
_PASSED = Text(ko="경로가 지나치는 시설", en="thing that a route passes")
