"""Shapes of drawn things: areas from closed lines, centre lines from symbols and strips."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import dist

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import (
    LineString,
    MultiPolygon,
    Point,
    Polygon,
    STRtree,
    line_merge,
    make_valid,
    minimum_rotated_rectangle,
    set_precision,
    unary_union,
)
from shapely.geometry.base import BaseGeometry
from shapely.ops import polygonize

from cpted_rules.drawing.drawing import EntityKind
from cpted_rules.drawing.points import XY
from cpted_rules.drawing.sheets.placing import Placed, in_order
from cpted_rules.plan.elements import Area

CLOSE_M = 0.005
"""Ends nearer than this are meant to meet."""
LEAST_AREA_M2 = 1e-4
_FEW_CORNERS, _SAMPLED, _MOST_MEETINGS = 500, 100, 20
"""An outline of more corners is tangled if its sides, a sample of them, meet so many each."""

_OUTLINES = frozenset({EntityKind.POLYLINE, EntityKind.CIRCLE, EntityKind.CURVE, EntityKind.SOLID})
_LINES = frozenset({EntityKind.LINE, EntityKind.POLYLINE, EntityKind.ARC, EntityKind.CURVE})


def area_of(thing: Placed) -> Area | None:
    """The area inside a closed line, or under a symbol; None if it is not closed."""
    entity = thing.entity
    if entity.kind is EntityKind.INSERT:
        return polygon(thing.corners)
    if entity.kind not in _OUTLINES or not (entity.closed or _meets(entity.points)):
        return None
    return polygon(entity.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """An area, the thing it is named after, and the single lines it was joined from, if it was."""

    thing: Placed
    area: Area
    pieces: tuple[Placed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NearlyClosed:
    """An outline closed over one gap: where that is, and how wide."""

    outline: Outline
    at: XY
    gap_m: float


def outlines(
    things: Sequence[Placed], *, least_m2: float, widest_m: float | None = None
) -> list[Outline]:
    """Areas drawn closed, then those that single lines close together.

    Args:
        least_m2: loops of single lines below this area are none.
        widest_m: loops of single lines that are no strips up to this wide are none, and strips
            that touch stay apart; without it loops inside one another are one area.
    """
    closed = [
        Outline(thing=thing, area=area)
        for thing in things
        if thing.kind is not EntityKind.INSERT and (area := area_of(thing)) is not None
    ]
    groups: dict[tuple[str, str], list[Placed]] = {}
    for thing in things:
        groups.setdefault((thing.sheet.number, str(thing.meaning)), []).append(thing)
    pieced = [
        one
        for _, group in sorted(groups.items())
        for one in _closed_by_pieces(group, joined=widest_m is None)
        if one.area.area >= least_m2 and (widest_m is None or thickness_m(one.area) <= widest_m)
    ]
    return closed + pieced


def _closed_by_pieces(things: Sequence[Placed], *, joined: bool) -> list[Outline]:
    """Areas that single lines close together, each named after the piece of the lowest handle.

    Args:
        joined: areas that touch are one, without holes.
    """
    pieces = [(t, line) for t in things if area_of(t) is None and (line := line_of(t)) is not None]
    if len(pieces) < 2:
        return []
    # nodes a hair apart are one node: all pieces are snapped to the grid of CLOSE_M
    snapped = list(set_precision([line for _, line in pieces], CLOSE_M))
    faces = list(polygonize(unary_union(snapped)))
    whole = unary_union(faces)
    tree = STRtree(snapped)
    as_drawn = _AsDrawn.of([line for _, line in pieces])
    found: list[Outline] = []
    for part in getattr(whole, "geoms", [whole]) if joined else faces:
        if not isinstance(part, Polygon) or part.area <= LEAST_AREA_M2:
            continue
        on = [pieces[n][0] for n in tree.query(part.boundary, predicate="intersects")]
        if on:
            area = Polygon(part.exterior) if joined else part
            pieces_on = in_order(on)
            drawn = as_drawn.area(area)
            found.append(Outline(thing=pieces_on[0], area=drawn, pieces=pieces_on))
    return found


@dataclass(frozen=True, slots=True)
class _AsDrawn:
    """Lines with their ends and bends: what areas that a grid joined are led back to."""

    lines: STRtree
    ends: STRtree

    @classmethod
    def of(cls, lines: Sequence[LineString]) -> "_AsDrawn":
        """The lines as they are drawn."""
        ends = np.unique(shapely.get_coordinates(lines), axis=0)
        return cls(STRtree(lines), STRtree([Point(end) for end in ends]))

    def area(self, on_grid: Area) -> Area:
        """The area with its corners where lines end, bend or cross, as exactly as they do."""
        drawn = shapely.transform(on_grid, self._led)
        return drawn if drawn.is_valid else on_grid

    def _led(self, nodes: NDArray[np.float64]) -> NDArray[np.float64]:
        led = nodes.copy()
        found, end = self.ends.query_nearest(
            shapely.points(nodes), max_distance=CLOSE_M, all_matches=False
        )
        led[found] = shapely.get_coordinates(self.ends.geometries[end])
        for node in sorted(set(range(len(nodes))) - set(found.tolist())):
            led[node] = self._crossing(Point(nodes[node]))
        return led

    def _crossing(self, node: Point) -> XY:
        """Where lines cross at a node, the node itself where none do."""
        near = self.lines.query(node, predicate="dwithin", distance=CLOSE_M)
        meetings = [
            Point(at)
            for a, b in combinations(near.tolist(), 2)
            for at in shapely.get_coordinates(
                self.lines.geometries[a].intersection(self.lines.geometries[b])
            )
        ]
        at = min(meetings, key=node.distance, default=node)
        return (at.x, at.y) if at.distance(node) <= CLOSE_M else (node.x, node.y)


def polygon(points: Sequence[XY]) -> Area | None:
    """A valid area with these corners, None if it has none."""
    if len(points) < 3:
        return None
    shape: BaseGeometry = Polygon(points)
    if not shape.is_valid:
        if _tangled(points):
            return None
        shape = make_valid(shape)
    parts = [p for p in getattr(shape, "geoms", [shape]) if isinstance(p, Polygon | MultiPolygon)]
    parts = [p for p in parts if p.area > LEAST_AREA_M2]
    if not parts:
        return None
    pieces = [q for p in parts for q in (p.geoms if isinstance(p, MultiPolygon) else [p])]
    return pieces[0] if len(pieces) == 1 else MultiPolygon(pieces)


def _tangled(points: Sequence[XY]) -> bool:
    """Whether a line crosses itself so often that it is damaged, and untangling it has no end."""
    if len(points) < _FEW_CORNERS:
        return False
    sides = [LineString(pair) for pair in pairwise(points)]
    some = sides[:: len(sides) // _SAMPLED]
    met, _ = STRtree(sides).query(some, predicate="intersects")
    return len(met) > _MOST_MEETINGS * len(some)


def nearly_closed(things: Sequence[Placed], *, gap_m: float, share: float) -> NearlyClosed | None:
    """The outline that single lines draw but for one gap, such as a gate in a boundary.

    Args:
        gap_m: the widest gap that is closed; `share`: of the outline's length it may be at most.
    """
    pieces = [(t, line) for t in things if (line := line_of(t)) is not None and not t.drawn.closed]
    if len(pieces) < 2:
        return None
    snapped = list(set_precision([line for _, line in pieces], CLOSE_M))
    joined = line_merge(unary_union(snapped))
    longest = max(getattr(joined, "geoms", [joined]), key=lambda line: line.length)
    first, last = longest.coords[0], longest.coords[-1]
    gap = dist(first, last)
    if gap > gap_m or gap > share * longest.length:
        return None
    loop = polygon([(x, y) for x, y in longest.coords])
    area = _AsDrawn.of([line for _, line in pieces]).area(loop) if loop is not None else None
    used = tuple(
        t for (t, _), line in zip(pieces, snapped, strict=True) if line.intersects(longest)
    )
    if area is None or not used:
        return None
    used = in_order(used)
    outline = Outline(thing=used[0], area=area, pieces=used)
    return NearlyClosed(outline=outline, at=_between(first, last), gap_m=gap)


def parts_of(area: Area) -> tuple[Polygon, ...]:
    """The single polygons of an area."""
    return tuple(area.geoms) if isinstance(area, MultiPolygon) else (area,)


def line_of(thing: Placed) -> LineString | None:
    """The line a thing is drawn with; a closed one ends where it begins."""
    entity = thing.entity
    if entity.kind not in _LINES:
        return None
    points = list(dict.fromkeys(entity.points)) if len(entity.points) == 2 else [*entity.points]
    if entity.closed and len(points) > 2:
        points.append(points[0])
    line = LineString(points) if len(points) >= 2 else None
    return line if line is not None and line.length > CLOSE_M else None


def middle_line(area: Area, *, at_most_wide_m: float) -> LineString | None:
    """The long axis of a strip, None if the area is no straight strip."""
    box = minimum_rotated_rectangle(area)
    if not isinstance(box, Polygon) or area.area < 0.9 * box.area:
        return None
    a, b, c, d = list(box.exterior.coords)[:4]
    if dist(a, b) > dist(b, c):
        a, b, c, d = b, c, d, a
    if dist(a, b) > at_most_wide_m or dist(b, c) < 1.5 * dist(a, b):
        return None
    return LineString([_between(a, b), _between(c, d)])


def thickness_m(area: Area) -> float:
    """Width of a long strip with this area and outline. [m]"""
    return float(2.0 * area.area / area.length) if area.length else 0.0


def _meets(points: Sequence[XY]) -> bool:
    return len(points) > 3 and dist(points[0], points[-1]) <= CLOSE_M


def _between(p: Sequence[float], q: Sequence[float]) -> XY:
    return ((p[0] + q[0]) / 2, (p[1] + q[1]) / 2)
