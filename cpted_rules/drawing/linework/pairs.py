"""Wall pieces from strips and junctions, with the ends where a wall stops."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians

import numpy as np
import shapely
from shapely import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from cpted_rules.drawing.linework.junctions import End, Junction, ends_of_strips, junctions_of
from cpted_rules.drawing.linework.settings import LineworkSettings
from cpted_rules.drawing.linework.strips import Strip, alongside, strips_between, union
from cpted_rules.drawing.linework.strokes import TOUCH_M, XY, Edge, Solid, ends_of, segments

SEAM_M = 5e-4
"""Parts that touch are joined over a seam of this."""
GRID_M = 1e-6
"""Overlays that nearly coincide are snapped to this, without which GEOS may fail on them."""
BEND_DEG = 15.0
"""Pieces of a curved wall turn by less from one to the next."""
SHIFT_M = 0.0303
"""Pieces of one wall are out of line by less: the thickness of a finish."""
THICKER_M, THICKER_SHARE = 0.0203, 0.203
"""Pieces of one wall differ in thickness by less."""
STUB, SLOT = 1.47, 2.97
"""A wall shorter than this times its thickness is a stub; a strip so short can be a slot."""
SURE_SOLID, SURE_PAIR, PER_SHARE = 0.95, 0.5, 0.4
"""Confidence in a closed or filled wall; in a pair of lines, and what its drawn outline adds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WallPiece:
    """A straight or curved wall of one thickness, with its share of the junctions it meets.

    Pieces overlap in junctions, so that none is torn; their union is the wall.

    Args:
        axis: its middle line, to the middle of the junctions at its ends.
        refs: the entities it was drawn with.
        drawn_share: how much of its outline is drawn.
        confidence: from 0 to 1, that it is a wall.
    """

    area: Polygon
    axis: LineString
    thickness_m: float
    refs: tuple[int, ...]
    drawn_share: float
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WallEnd:
    """Where a wall stops in the open.

    Args:
        at: middle of its end.
        out: unit vector on along its axis.
        stub: the wall is hardly longer than thick, as a column is.
        corner: it turns there, and its end is the outside of the corner.
    """

    at: XY
    out: XY
    width_m: float
    stub: bool
    corner: bool
    refs: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Walls:
    """Wall pieces, their ends in the open, and all that is wall as one shape.

    Args:
        faces: which edges are faces of walls, by index.
    """

    pieces: tuple[WallPiece, ...]
    ends: tuple[WallEnd, ...]
    shape: BaseGeometry
    faces: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Run:
    """Strips in a row, each with whether it is passed backwards."""

    strips: tuple[tuple[int, bool], ...]


def walls_of(
    edges: Sequence[Edge], solids: Sequence[Solid], settings: LineworkSettings
) -> Walls:
    """Walls between paired edges and within known solids."""
    known = shapely.unary_union([s.area for s in solids])
    strips = _not_void(strips_between(edges, settings), known)
    junctions = junctions_of(strips, edges)
    at_end = {(e.strip, e.last): j for j in junctions for e in j.ends}
    ends = ends_of_strips(strips)
    runs = _runs(strips, _links(ends, junctions, strips))
    lines = segments(*ends_of(edges)) if edges else np.array([], dtype=object)
    tree = shapely.STRtree(lines)
    pieces: list[WallPiece] = []
    stops: list[WallEnd] = []
    for run in runs:
        piece = _piece(run, strips, edges, at_end, known, tree)
        pieces.append(piece)
        stub = piece.axis.length < STUB * piece.thickness_m
        (first, back), (last, on) = run.strips[0], run.strips[-1]
        for end in (ends[2 * first + int(back)], ends[2 * last + int(not on)]):
            here = at_end.get((end.strip, end.last))
            meeting = len({e.strip for e in here.ends}) if here else 1
            if meeting > 2:
                continue  # it ends at a wall that runs across
            stops.append(
                WallEnd(
                    at=_moved(end, _reach(end, here, far=True)),
                    out=end.out,
                    width_m=end.width_m,
                    stub=stub,
                    corner=meeting == 2,
                    refs=piece.refs,
                )
            )
    pieces += _rest(solids, pieces)
    shape = joined([p.area for p in pieces])
    shapely.prepare(shape)
    return Walls(
        pieces=tuple(pieces),
        ends=tuple(e for e in stops if _is_open(e, shape)),
        shape=shape,
        faces=frozenset(e for s in strips for e in s.edges),
    )


def joined(parts: Iterable[BaseGeometry]) -> BaseGeometry:
    """The union of areas, hairline seams between them closed."""
    wide = shapely.union_all(
        [p.buffer(SEAM_M, join_style="mitre") for p in parts], grid_size=GRID_M
    )
    return wide.buffer(-SEAM_M, join_style="mitre")


def _not_void(strips: Sequence[Strip], known: BaseGeometry) -> list[Strip]:
    """Without strips between two walls: short slots, and gaps between known solids."""
    if not strips:
        return []
    long = [s.area for s in strips if s.length_m >= SLOT * s.thickness_m]
    drawn = shapely.unary_union(long)
    shapely.prepare(drawn)
    shapely.prepare(known)
    kept: list[Strip] = []
    for strip in strips:
        inside = shapely.contains_xy(known, *_middle(strip))
        sides = [shapely.Point(p) for p in _beside(strip)]
        short = strip.length_m < SLOT * strip.thickness_m
        between = all(known.contains(p) for p in sides) or (
            short and all(drawn.contains(p) for p in sides)
        )
        if inside or not between:
            kept.append(strip)
    return kept


def _middle(strip: Strip) -> XY:
    (ax, ay), (bx, by) = strip.axis
    return ((ax + bx) / 2, (ay + by) / 2)


def _beside(strip: Strip) -> tuple[XY, XY]:
    """A point 10 mm beyond each face. [m]"""
    x, y = _middle(strip)
    found = []
    for k in (0, 1):
        (px, py), (qx, qy) = strip.start[k], strip.finish[k]
        fx, fy = (px + qx) / 2, (py + qy) / 2
        grow = 1 + 0.02 / strip.thickness_m
        found.append((x + (fx - x) * grow, y + (fy - y) * grow))
    return found[0], found[1]


def _links(
    ends: Sequence[End], junctions: Sequence[Junction], strips: Sequence[Strip]
) -> dict[tuple[int, bool], tuple[int, bool]]:
    """Which end of which strip continues at which other: straight on, at the same thickness."""
    pairs: set[tuple[int, int]] = set()
    number = {(e.strip, e.last): n for n, e in enumerate(ends)}
    for junction in junctions:
        here = sorted(number[e.strip, e.last] for e in junction.ends)
        pairs |= {(i, j) for i in here for j in here if i < j}
    points = shapely.points([e.at for e in ends]) if ends else []
    near = shapely.STRtree(points).query(points, predicate="dwithin", distance=SHIFT_M)
    pairs |= {(int(i), int(j)) for i, j in near.T if i < j}
    best: dict[int, tuple[float, int]] = {}
    for i, j in sorted(pairs):
        if not _continues(ends[i], ends[j], strips):
            continue
        apart = float(np.hypot(ends[i].at[0] - ends[j].at[0], ends[i].at[1] - ends[j].at[1]))
        best[i] = min(best.get(i, (apart, j)), (apart, j))
        best[j] = min(best.get(j, (apart, i)), (apart, i))
    return {
        (ends[i].strip, ends[i].last): (ends[j].strip, ends[j].last)
        for i, (_, j) in best.items()
        if best[j][1] == i
    }


def _continues(one: End, other: End, strips: Sequence[Strip]) -> bool:
    if one.strip == other.strip:
        return False
    against = one.out[0] * other.out[0] + one.out[1] * other.out[1]
    if against > -cos(radians(BEND_DEG)):
        return False
    dx, dy = other.at[0] - one.at[0], other.at[1] - one.at[1]
    shift = abs(one.out[0] * dy - one.out[1] * dx)
    thick, thin = (strips[e.strip].thickness_m for e in (one, other))
    return shift <= SHIFT_M and abs(thick - thin) <= max(THICKER_M, THICKER_SHARE * min(thick, thin))


def _runs(
    strips: Sequence[Strip], links: dict[tuple[int, bool], tuple[int, bool]]
) -> list[_Run]:
    """Strips chained by their links, closed rings cut at their first strip."""
    left = set(range(len(strips)))
    found: list[_Run] = []
    for n in range(len(strips)):
        if n not in left:
            continue
        start, backwards = n, False
        seen = {n}
        while (before := links.get((start, backwards))) and before[0] not in seen:
            start, backwards = before[0], not before[1]
            seen.add(start)
        run = [(start, backwards)]
        left.discard(start)
        while (after := links.get((run[-1][0], not run[-1][1]))) and after[0] in left:
            run.append((after[0], after[1]))
            left.discard(after[0])
        found.append(_Run(tuple(run)))
    return found


def _piece(
    run: _Run,
    strips: Sequence[Strip],
    edges: Sequence[Edge],
    at_end: dict[tuple[int, bool], Junction],
    known: BaseGeometry,
    tree: shapely.STRtree,
) -> WallPiece:
    parts = [strips[n] for n, _ in run.strips]
    points = [p for n, back in run.strips for p in _axis(strips[n], back)]
    corners = {id(j): j for n, _ in run.strips for k in (False, True) if (j := at_end.get((n, k)))}
    (first, back), (last, on) = run.strips[0], run.strips[-1]
    ends = ends_of_strips(strips[first : first + 1])[int(back)], (
        ends_of_strips(strips[last : last + 1])[int(not on)]
    )
    for k, (end, key) in enumerate(zip(ends, ((first, back), (last, not on)), strict=True)):
        points[-k] = _moved(end, _reach(end, at_end.get(key), far=False))
    whole = [*(s.area for s in parts), *(j.area for j in corners.values())]
    area = whole[0] if len(whole) == 1 else _largest(joined(whole))
    share = _drawn_share(area, edges, tree)
    length = sum(s.length_m for s in parts)
    solid = area.intersection(known).area >= 0.9 * area.area
    return WallPiece(
        area=area,
        axis=LineString(points).simplify(TOUCH_M / 2),
        thickness_m=sum(s.thickness_m * s.length_m for s in parts) / length,
        refs=tuple(sorted({r for s in parts for e in s.edges for r in edges[e].refs})),
        drawn_share=share,
        confidence=SURE_SOLID if solid else SURE_PAIR + PER_SHARE * share,
    )


def _axis(strip: Strip, backwards: bool) -> tuple[XY, XY]:
    return strip.axis[::-1] if backwards else strip.axis


def _reach(end: End, junction: Junction | None, *, far: bool) -> float:
    """How far a wall goes on into the junction at its end: to its far side, or to its middle. [m]"""
    if junction is None:
        return 0.0
    area = junction.area
    points = shapely.get_coordinates(area if far else area.centroid)
    return max(0.0, float(np.max((points - np.array(end.at)) @ np.array(end.out))))


def _moved(end: End, by: float) -> XY:
    return (end.at[0] + by * end.out[0], end.at[1] + by * end.out[1])


def _largest(shape: BaseGeometry) -> Polygon:
    parts = [p for p in shapely.get_parts(shape) if isinstance(p, Polygon)]
    return max(parts, key=lambda p: p.area)


def _drawn_share(area: Polygon, edges: Sequence[Edge], tree: shapely.STRtree) -> float:
    """How much of an outline runs along drawn edges."""
    points = [(float(x), float(y)) for x, y in area.exterior.coords]
    drawn = 0.0
    for p, q in zip(points, points[1:], strict=False):
        length = hypot(q[0] - p[0], q[1] - p[1])
        if length == 0:
            continue
        side = Edge(a=p, b=q, refs=())
        spans: list[tuple[float, float]] = []
        for n in tree.query(LineString([p, q]), "dwithin", 2 * TOUCH_M).tolist():
            spans += alongside(side, edges[n], slip_m=2 * TOUCH_M)
        drawn += sum(high - low for low, high in union(spans))
    return min(1.0, drawn / float(area.exterior.length))


def _rest(solids: Sequence[Solid], pieces: Sequence[WallPiece]) -> list[WallPiece]:
    """What of the known solids no strip covers: columns, thick walls, odd shapes."""
    found: list[WallPiece] = []
    covered = joined([p.area for p in pieces])
    for solid in solids:
        rest = shapely.difference(solid.area, covered, grid_size=GRID_M)
        rest = rest.buffer(-TOUCH_M).buffer(TOUCH_M, join_style="mitre")
        parts = list(rest.geoms) if isinstance(rest, MultiPolygon) else [rest]
        for part in parts:
            if not isinstance(part, Polygon) or part.area < 0.01:
                continue
            box = shapely.minimum_rotated_rectangle(part)
            a, b, c, d = (tuple(p) for p in shapely.get_coordinates(box)[:4].tolist())
            if LineString([a, b]).length > LineString([b, c]).length:
                a, b, c, d = b, c, d, a
            axis = LineString([_half(a, b), _half(c, d)])
            found.append(
                WallPiece(
                    area=part,
                    axis=axis,
                    thickness_m=part.area / axis.length,
                    refs=(solid.ref,),
                    drawn_share=1.0,
                    confidence=SURE_SOLID,
                )
            )
    return found


def _half(a: XY, b: XY) -> XY:
    return ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)


def _is_open(end: WallEnd, shape: BaseGeometry) -> bool:
    """Whether nothing that is wall lies just beyond an end."""
    (x, y), (ux, uy) = end.at, end.out
    for across in (-0.35, 0.0, 0.35):
        side = across * end.width_m
        if shapely.contains_xy(shape, x + 0.01 * ux - side * uy, y + 0.01 * uy + side * ux):
            return False
    return True
