"""Arcs recognised in polylines: door swings are often drawn as bulges, splines or chords."""

from collections.abc import Sequence
from itertools import pairwise
from math import atan2, degrees, hypot

from cpted_rules.drawing.linework.strokes import SHORTEST_M, XY, Arc

LEAST_CHORDS = 4
"""Fewer chords are a bevelled corner."""
STEEPEST_TURN_DEG = 30.0
"""Chords of a curve turn by less from one to the next; quarter arcs of three chords turn by it."""
STRAIGHT_TURN_DEG = 0.5
"""Chords that turn by less are one line drawn in pieces."""
OFF_SHARE, OFF_M = 0.01, 0.003
"""How far a vertex may lie off its circle: as a share of the radius, and at least."""


def arcs_of(points: Sequence[XY], *, ref: int, closed: bool = False) -> tuple[Arc, ...]:
    """The arcs of circles among the chords of a polyline."""
    path = _without_repeats([*points, points[0]] if closed and len(points) > 2 else points)
    found: list[Arc] = []
    start = 0
    while start + LEAST_CHORDS < len(path):
        end = _bent_until(path, start)
        stop = end
        while stop - start >= LEAST_CHORDS:
            arc = _arc(path[start : stop + 1], ref)
            if arc is not None:
                found.append(arc)
                break
            stop -= 1
        start = stop if stop - start >= LEAST_CHORDS else start + 1
    return tuple(found)


def _without_repeats(points: Sequence[XY]) -> list[XY]:
    kept: list[XY] = []
    for p in points:
        if not kept or hypot(p[0] - kept[-1][0], p[1] - kept[-1][1]) >= SHORTEST_M:
            kept.append((p[0], p[1]))
    return kept


def _bent_until(path: Sequence[XY], start: int) -> int:
    """The last vertex up to which the path from a vertex turns gently one way."""
    way = 0.0
    for n in range(start + 1, len(path) - 1):
        turn = _turn_deg(path[n - 1], path[n], path[n + 1])
        if not STRAIGHT_TURN_DEG <= abs(turn) <= STEEPEST_TURN_DEG or turn * way < 0:
            return n
        way = turn
    return len(path) - 1


def _turn_deg(p: XY, q: XY, r: XY) -> float:
    ax, ay, bx, by = q[0] - p[0], q[1] - p[1], r[0] - q[0], r[1] - q[1]
    return degrees(atan2(ax * by - ay * bx, ax * bx + ay * by))


def _arc(path: Sequence[XY], ref: int) -> Arc | None:
    """The arc through the vertices of a path, None if they lie on no circle."""
    centre = _centre(path[0], path[len(path) // 2], path[-1])
    if centre is None:
        return None
    radius = hypot(path[0][0] - centre[0], path[0][1] - centre[1])
    off = max(abs(hypot(x - centre[0], y - centre[1]) - radius) for x, y in path)
    if off > max(OFF_SHARE * radius, OFF_M):
        return None
    turns = [_turn_deg(p, centre, q) for p, q in pairwise(path)]
    # seen from the centre a step turns by 180 degrees less its angle there
    sweep = sum(turn - 180.0 if turn > 0 else turn + 180.0 for turn in turns)
    start = degrees(atan2(path[0][1] - centre[1], path[0][0] - centre[0]))
    return Arc(centre=centre, radius_m=radius, start_deg=start, sweep_deg=sweep, ref=ref)


def _centre(p: XY, q: XY, r: XY) -> XY | None:
    """Centre of the circle through three points."""
    ax, ay, bx, by = q[0] - p[0], q[1] - p[1], r[0] - p[0], r[1] - p[1]
    twice = 2 * (ax * by - ay * bx)
    if abs(twice) < 1e-12:
        return None
    a, b = ax * ax + ay * ay, bx * bx + by * by
    return (p[0] + (by * a - ay * b) / twice, p[1] + (ax * b - bx * a) / twice)
