"""Windows of glass lines without a break: inside an unbroken wall, or as walls of glass."""

from collections.abc import Sequence
from itertools import pairwise
from math import cos, hypot, radians

import shapely
from shapely import LineString

from cpted_rules.drawing.linework.openings import BESIDE_M, OpeningFound, OpeningKind, Sign
from cpted_rules.drawing.linework.strokes import XY, Edge, Stroke, ends_of, merged, segments
from cpted_rules.drawing.linework.walls import Walls

PARALLEL_DEG = 5.0
"""Panes of one window are parallel to within this, and to their wall."""
MULLION_M = 0.15
"""Panes that are apart by less are one window: a frame stands between them."""
PANES_M = 0.30
"""Lines side by side nearer than this are the panes of one glass wall."""
SHORTEST_WINDOW_M = 0.3
"""Glass shorter than this is the end of a pane or of a frame."""
THINNEST_M = 0.02
"""A glass wall drawn as one line is taken to be as thick as its glass."""

Span = tuple[float, float]


def windows_in_walls(glazing: Sequence[Stroke], walls: Walls) -> list[OpeningFound]:
    """Windows drawn as glass lines along an unbroken wall."""
    legs = [
        (LineString(leg), piece.thickness_m)
        for piece in walls.pieces
        for leg in pairwise(piece.axis.coords)
    ]
    if not legs or not glazing:
        return []
    tree = shapely.STRtree([line for line, _ in legs])
    on: dict[int, list[tuple[Span, int]]] = {}
    reach = max(t for _, t in legs) / 2 + BESIDE_M
    for stroke in glazing:
        line = LineString([stroke.a, stroke.b])
        offers = []
        for n in tree.query(line, "dwithin", reach).tolist():
            axis, thickness = legs[n]
            span = _along(axis, stroke.a, stroke.b)
            apart = axis.distance(line.interpolate(0.5, normalized=True))
            if span is not None and apart <= thickness / 2 + BESIDE_M:
                offers.append((apart, n, span))
        if offers:
            _, n, span = min(offers)
            on.setdefault(n, []).append((span, stroke.ref))
    found: list[OpeningFound] = []
    for n, panes in sorted(on.items()):
        axis, thickness = legs[n]
        for (low, high), refs in _runs(panes):
            if high - low < SHORTEST_WINDOW_M:
                continue
            line = LineString([_at(axis, low), _at(axis, high)])
            found.append(_window(line, thickness, 0.8, (Sign.IN_WALL, Sign.GLAZING), refs))
    return found


def glass_walls(glazing: Sequence[Stroke]) -> list[OpeningFound]:
    """Walls of glass: parallel glass lines side by side, as one window along their middle."""
    edges = [e for e in merged(glazing) if e.length_m >= SHORTEST_WINDOW_M]
    if not edges:
        return []
    lines = segments(*ends_of(edges))
    near = shapely.STRtree(lines).query(lines, predicate="dwithin", distance=PANES_M)
    longest = sorted(range(len(edges)), key=lambda n: -edges[n].length_m)
    beside: dict[int, list[int]] = {}
    for i, j in near.T.tolist():
        beside.setdefault(i, []).append(j)
    taken: set[int] = set()
    found: list[OpeningFound] = []
    for n in longest:
        if n in taken:
            continue
        group = {n}
        todo = [n]
        while todo:
            fresh = {
                m
                for m in beside[todo.pop()]
                if m not in taken | group and _are_panes(edges[n], edges[m])
            }
            group |= fresh
            todo += sorted(fresh)
        taken |= group
        found.append(_glass_wall(edges, n, sorted(group)))
    return found


def _glass_wall(edges: Sequence[Edge], first: int, group: Sequence[int]) -> OpeningFound:
    (ax, ay), (bx, by) = edges[first].a, edges[first].b
    length = edges[first].length_m
    ux, uy = (bx - ax) / length, (by - ay) / length
    ends = [p for m in group for p in (edges[m].a, edges[m].b)]
    along = [(x - ax) * ux + (y - ay) * uy for x, y in ends]
    aside = [ux * (y - ay) - uy * (x - ax) for x, y in ends]
    middle, wide = (min(aside) + max(aside)) / 2, max(aside) - min(aside)
    line = LineString(
        [(ax + s * ux - middle * uy, ay + s * uy + middle * ux) for s in (min(along), max(along))]
    )
    refs = {r for m in group for r in edges[m].refs}
    return _window(line, max(wide, THINNEST_M), 0.5, (Sign.GLAZING,), refs)


def _are_panes(one: Edge, other: Edge) -> bool:
    """Whether two edges are parallel, near one line, and side by side or nearly end to end."""
    axis = LineString([one.a, one.b])
    span = _along(axis, other.a, other.b, held=False)
    if span is None:
        return False
    (ax, ay), length = one.a, one.length_m
    ux, uy = (one.b[0] - ax) / length, (one.b[1] - ay) / length
    aside = [abs(ux * (y - ay) - uy * (x - ax)) for x, y in (other.a, other.b)]
    return max(aside) <= PANES_M


def _along(axis: LineString, a: XY, b: XY, *, held: bool = True) -> Span | None:
    """Where along an axis a line lies, None if it is not parallel, or not beside it. [m]"""
    (px, py), (qx, qy) = axis.coords[0], axis.coords[-1]
    length = axis.length
    if length == 0:
        return None
    ux, uy = (qx - px) / length, (qy - py) / length
    low, high = sorted((x - px) * ux + (y - py) * uy for x, y in (a, b))
    if high - low < cos(radians(PARALLEL_DEG)) * hypot(b[0] - a[0], b[1] - a[1]):
        return None
    if not held:
        return low, high
    low, high = max(low, 0.0), min(high, length)
    return (low, high) if high > low else None


def _runs(panes: Sequence[tuple[Span, int]]) -> list[tuple[Span, set[int]]]:
    found: list[tuple[Span, set[int]]] = []
    for (low, high), ref in sorted(panes):
        if found and low <= found[-1][0][1] + MULLION_M:
            (start, end), refs = found[-1]
            found[-1] = ((start, max(end, high)), refs | {ref})
        else:
            found.append(((low, high), {ref}))
    return found


def _at(axis: LineString, along: float) -> XY:
    point = axis.interpolate(along)
    return (point.x, point.y)


def _window(
    line: LineString,
    thickness: float,
    confidence: float,
    evidence: tuple[Sign, ...],
    refs: set[int],
) -> OpeningFound:
    return OpeningFound(
        line=line,
        area=line.buffer(thickness / 2, cap_style="flat"),
        kind=OpeningKind.WINDOW,
        confidence=confidence,
        evidence=evidence,
        swing=(),
        thickness_m=thickness,
        refs=tuple(sorted(refs)),
    )
