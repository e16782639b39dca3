"""Wall pieces: runs of strips with their junctions, and what of known solids no strip covers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

import numpy as np
import shapely
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from cpted_rules.drawing.linework.intervals import union
from cpted_rules.drawing.linework.junctions import End, Junction, ends_of_strips
from cpted_rules.drawing.linework.runs import Run
from cpted_rules.drawing.linework.series import SQUARE_SHARE
from cpted_rules.drawing.linework.strip import Strip, alongside, middle
from cpted_rules.drawing.linework.strokes import TOUCH_M, XY, Edge, Solid, ahead, near_pairs

SEAM_M = 5e-4
"""Parts that touch are joined over a seam of this."""
GRID_M = 1e-6
"""Overlays that nearly coincide are snapped to this, without which GEOS may fail on them."""
LEAST_REST_M2 = 0.01
"""What of a solid no strip covers is a piece of its own from this size."""
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


def joined(parts: Iterable[BaseGeometry]) -> BaseGeometry:
    """The union of areas, hairline seams between them closed."""
    wide = shapely.union_all(
        [p.buffer(SEAM_M, join_style="mitre") for p in parts], grid_size=GRID_M
    )
    return wide.buffer(-SEAM_M, join_style="mitre")


def piece_of(
    run: Run,
    strips: Sequence[Strip],
    edges: Sequence[Edge],
    at_end: dict[tuple[int, bool], Junction],
    known: BaseGeometry,
    tree: shapely.STRtree,
) -> WallPiece:
    """The wall of a run, with the junctions at the ends of its strips."""
    parts = [strips[n] for n, _ in run.strips]
    points = [p for n, back in run.strips for p in _axis(strips[n], back)]
    corners = {id(j): j for n, _ in run.strips for k in (False, True) if (j := at_end.get((n, k)))}
    (first, back), (last, on) = run.strips[0], run.strips[-1]
    ends = (
        ends_of_strips(strips[first : first + 1])[int(back)],
        (ends_of_strips(strips[last : last + 1])[int(not on)]),
    )
    for k, (end, key) in enumerate(zip(ends, ((first, back), (last, not on)), strict=True)):
        points[-k] = ahead(end.at, end.out, reach_into(end, at_end.get(key), far=False))
    whole = [*(s.area for s in parts), *(j.area for j in corners.values())]
    area = whole[0] if len(whole) == 1 else largest(joined(whole))
    share = _drawn_share(area, edges, tree)
    length = sum(s.length_m for s in parts)
    solid = area.intersection(known).area >= 0.9 * area.area
    return WallPiece(
        area=area,
        axis=LineString(LineString(points).simplify(TOUCH_M / 2).coords),
        thickness_m=sum(s.thickness_m * s.length_m for s in parts) / length,
        refs=tuple(sorted({r for s in parts for e in s.edges for r in edges[e].refs})),
        drawn_share=share,
        confidence=SURE_SOLID if solid else SURE_PAIR + PER_SHARE * share,
    )


def _axis(strip: Strip, backwards: bool) -> tuple[XY, XY]:
    return strip.axis[::-1] if backwards else strip.axis


def reach_into(end: End, junction: Junction | None, *, far: bool) -> float:
    """How far a wall goes on into the junction at its end, to its far side or its middle. [m]"""
    if junction is None:
        return 0.0
    area = junction.area
    points = shapely.get_coordinates(area if far else area.centroid)
    return max(0.0, float(np.max((points - np.array(end.at)) @ np.array(end.out))))


def largest(shape: BaseGeometry) -> Polygon:
    """The largest of the areas that a shape is made of."""
    parts = [p for p in shapely.get_parts(shape) if isinstance(p, Polygon)]
    return max(parts, key=lambda p: p.area)


def _drawn_share(area: Polygon, edges: Sequence[Edge], tree: shapely.STRtree) -> float:
    """How much of an outline runs along drawn edges."""
    points = [(float(x), float(y)) for x, y in area.exterior.coords]
    drawn = 0.0
    for p, q in pairwise(points):
        length = hypot(q[0] - p[0], q[1] - p[1])
        if length == 0:
            continue
        side = Edge(a=p, b=q, refs=())
        spans: list[tuple[float, float]] = []
        for n in tree.query(LineString([p, q]), "dwithin", 2 * TOUCH_M).tolist():
            spans += alongside(side, edges[n], slip_m=2 * TOUCH_M)
        drawn += sum(high - low for low, high in union(spans))
    return min(1.0, drawn / float(area.exterior.length))


def squares_once(pieces: Sequence[WallPiece]) -> list[WallPiece]:
    """Without the second of two pieces with one outline: a square pairs its sides both ways."""
    centres = [(c.x, c.y) for c in (p.area.centroid for p in pieces)]
    gone: set[int] = set()
    for i, j in near_pairs(centres, SEAM_M):
        if i >= j or i in gone:
            continue
        one, other = pieces[i].area, pieces[j].area
        if one.intersection(other).area >= SQUARE_SHARE * max(one.area, other.area):
            gone.add(j)
    return [p for n, p in enumerate(pieces) if n not in gone]


def rest_of(solids: Sequence[Solid], pieces: Sequence[WallPiece]) -> list[WallPiece]:
    """What of the known solids no strip covers: columns, thick walls, odd shapes."""
    found: list[WallPiece] = []
    covered = joined([p.area for p in pieces])
    for solid in solids:
        rest = shapely.difference(solid.area, covered, grid_size=GRID_M)
        rest = rest.buffer(-TOUCH_M).buffer(TOUCH_M, join_style="mitre")
        for part in shapely.get_parts(rest):
            if not isinstance(part, Polygon) or part.area < LEAST_REST_M2:
                continue
            box = shapely.minimum_rotated_rectangle(part)
            a, b, c, d = (tuple(p) for p in shapely.get_coordinates(box)[:4].tolist())
            if LineString([a, b]).length > LineString([b, c]).length:
                a, b, c, d = b, c, d, a
            axis = LineString([middle(a, b), middle(c, d)])
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
