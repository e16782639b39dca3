"""Strips between lines that face each other at the thickness of a wall."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot, radians, sin

import numpy as np
import shapely

from cpted_rules.drawing.linework.intervals import Interval, union, without
from cpted_rules.drawing.linework.series import not_even, without_doubles
from cpted_rules.drawing.linework.settings import LineworkSettings
from cpted_rules.drawing.linework.strip import Strip, frame, place_on
from cpted_rules.drawing.linework.strokes import XY, Edge, ends_of, segments

# drawings keep to round millimetres: limits are put beside them, so that noise tips no balance
EVEN_M = 0.0052
"""Thicknesses that differ by less are one thickness."""
LEAST_STRIP_M = 0.0297
"""A shorter overlap is a corner."""


@dataclass(frozen=True, slots=True)
class _Facing:
    """Edge j as seen from edge i: where along i [m], how far [m], on which side."""

    j: int
    low: float
    high: float
    distance: float


def strips_between(edges: Sequence[Edge], settings: LineworkSettings) -> list[Strip]:
    """Strips between edges that face each other; of the two sides of a line the nearer wins."""
    if len(edges) < 2:
        return []
    near = _facing(edges, settings)
    seen = {key: _visible(found) for key, found in near.items()}
    wanted: dict[tuple[int, int], list[Interval]] = defaultdict(list)
    for (i, side), found in seen.items():
        other = seen.get((i, -side), [])
        for f in found:
            nearer = [(o.low, o.high) for o in other if o.distance < f.distance - EVEN_M]
            for low, high in without((f.low, f.high), nearer):
                key = (min(i, f.j), max(i, f.j))
                wanted[key].append(_on(edges, i, key[0], (low, high)))
    strips: list[Strip] = []
    for (i, j), intervals in sorted(wanted.items()):
        for low, high in union(intervals):
            strip = _strip(edges, i, j, low, high)
            if strip is not None and _is_allowed(strip, edges, seen, settings):
                strips.append(strip)
    return not_even(without_doubles(strips), edges, settings)


def _facing(
    edges: Sequence[Edge], settings: LineworkSettings
) -> dict[tuple[int, int], list[_Facing]]:
    """For each edge and side (+1 left, -1 right) the edges that face it."""
    a, b = ends_of(edges)
    lines = segments(a, b)
    along = b - a
    length = np.hypot(along[:, 0], along[:, 1])
    unit = along / length[:, None]
    # a short edge looks no farther than it may be thick: ten thousand chords of a figure stay cheap
    reach = np.minimum(settings.thickest_wall_m, length / settings.least_aspect) + EVEN_M
    long = np.flatnonzero(length >= LEAST_STRIP_M)
    tree = shapely.STRtree(lines[long])
    i, j = tree.query(lines[long], predicate="dwithin", distance=reach[long])
    i, j = long[i], long[j]
    i, j = i[i != j], j[i != j]
    turn = np.abs(unit[i, 0] * unit[j, 1] - unit[i, 1] * unit[j, 0])
    keep = turn <= sin(radians(settings.chord_deg))
    i, j, turn = i[keep], j[keep], turn[keep]
    from_a, from_b = a[j] - a[i], b[j] - a[i]
    at_a, at_b = np.sum(from_a * unit[i], axis=1), np.sum(from_b * unit[i], axis=1)
    off_a = unit[i, 0] * from_a[:, 1] - unit[i, 1] * from_a[:, 0]
    off_b = unit[i, 0] * from_b[:, 1] - unit[i, 1] * from_b[:, 0]
    low = np.maximum(np.minimum(at_a, at_b), 0.0)
    high = np.minimum(np.maximum(at_a, at_b), length[i])
    span = np.where(np.abs(at_b - at_a) > 1e-9, at_b - at_a, 1.0)
    mid = off_a + (off_b - off_a) * ((low + high) / 2 - at_a) / span
    distance = np.abs(mid)
    slip = turn * (high - low)
    keep = (
        (high - low >= LEAST_STRIP_M)
        & (distance >= settings.thinnest_wall_m - 1e-6)
        & (distance <= np.minimum(reach[i], reach[j]) - EVEN_M + 1e-6)
        & ((turn <= sin(radians(settings.parallel_deg))) | (slip <= settings.chord_slip_m))
        & (slip < distance)
    )
    found: dict[tuple[int, int], list[_Facing]] = defaultdict(list)
    columns = (i[keep], j[keep], low[keep], high[keep], mid[keep])
    for n, m, start, end, signed in zip(*(c.tolist() for c in columns), strict=True):
        side = 1 if signed > 0 else -1
        found[n, side].append(_Facing(m, start, end, abs(signed)))
    return found


def _visible(found: list[_Facing]) -> list[_Facing]:
    """What is seen of each facing edge where nearer ones do not hide it."""
    hidden: list[Interval] = []
    seen: list[_Facing] = []
    for f in sorted(found, key=lambda f: f.distance):
        for low, high in without((f.low, f.high), hidden):
            if high - low >= LEAST_STRIP_M:
                seen.append(_Facing(f.j, low, high, f.distance))
        hidden = union([*hidden, (f.low, f.high)])
    return seen


def _at(edge: Edge, along: float) -> XY:
    ux, uy, _ = frame(edge)
    return (edge.a[0] + along * ux, edge.a[1] + along * uy)


def _foot(edge: Edge, p: XY) -> float:
    """Where along an edge the foot of a point lies, held between its ends. [m]"""
    ux, uy, length = frame(edge)
    along = (p[0] - edge.a[0]) * ux + (p[1] - edge.a[1]) * uy
    return min(max(along, 0.0), length)


def _on(edges: Sequence[Edge], i: int, first: int, interval: Interval) -> Interval:
    """An interval of edge i as one of the first edge."""
    if i == first:
        return interval
    ends = [_foot(edges[first], _at(edges[i], along)) for along in interval]
    return (min(ends), max(ends))


def _strip(edges: Sequence[Edge], i: int, j: int, low: float, high: float) -> Strip | None:
    p, q = _at(edges[i], low), _at(edges[i], high)
    r, s = (_at(edges[j], _foot(edges[j], end)) for end in (p, q))
    thickness = (hypot(p[0] - r[0], p[1] - r[1]) + hypot(q[0] - s[0], q[1] - s[1])) / 2
    strip = Strip(start=(p, r), finish=(q, s), thickness_m=thickness, edges=(i, j))
    return strip if strip.length_m >= LEAST_STRIP_M and strip.area.is_valid else None


def _is_allowed(
    strip: Strip,
    edges: Sequence[Edge],
    seen: dict[tuple[int, int], list[_Facing]],
    settings: LineworkSettings,
) -> bool:
    """Whether it is long enough; a further leaf of a wall has to be thin, and so has the whole."""
    if strip.length_m < settings.least_aspect * strip.thickness_m:
        return False
    for i in strip.edges:
        inward = place_on(edges[i], strip)
        beside = [
            (min(f.high, inward[1]) - max(f.low, inward[0]), f.distance)
            for f in seen.get((i, -inward[2]), [])
            if f.distance < strip.thickness_m - EVEN_M
        ]
        along = sum(share for share, _ in beside if share > 0)
        if along < 0.5 * strip.length_m:
            continue
        whole = strip.thickness_m + min(d for share, d in beside if share > 0)
        if strip.thickness_m > settings.thickest_leaf_m or whole > settings.thickest_wall_m:
            return False
    return True
