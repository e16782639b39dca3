"""Rooms and building outlines: what walls and openings close in."""

from collections.abc import Sequence

import shapely
from shapely import Polygon, box
from shapely.geometry.base import BaseGeometry

from cpted_rules.drawing.linework.openings import OpeningFound, Sign
from cpted_rules.drawing.linework.pieces import GRID_M, joined
from cpted_rules.drawing.linework.settings import LineworkSettings
from cpted_rules.drawing.linework.strokes import TOUCH_M
from cpted_rules.drawing.linework.walls import Walls

TIE_M = 0.2
"""Glass ends so near to the wall, column or pane it is fixed to."""
TIE_WIDTH_M = 0.02
"""Ties are as thin as glass."""

MARGIN_M = 1.0
"""The outside is shown round the walls by this."""

IN_BREAK = frozenset({Sign.BREAK_IN_LINE, Sign.BREAK_BEFORE_FACE})
"""Openings that reach from wall to wall as they are."""


def enclosure(walls: Walls, openings: Sequence[OpeningFound]) -> BaseGeometry:
    """Walls with their openings filled, and glass walls tied to what they end near."""
    parts = [walls.shape, *(o.area for o in openings)]
    lone = {n for n, o in enumerate(openings, start=1) if not IN_BREAK & set(o.evidence)}
    tree = shapely.STRtree(parts)
    ties: list[BaseGeometry] = []
    ends = [(e.at, 0) for e in walls.ends]
    ends += [((x, y), n) for n in sorted(lone) for x, y in openings[n - 1].line.coords]
    for at, own in ends:
        point = shapely.Point(at)
        for n in tree.query(point, "dwithin", TIE_M).tolist():
            if n == own or (own == 0 and n not in lone):
                continue
            tie = shapely.shortest_line(point, parts[n])
            if tie.length > TOUCH_M:
                ties.append(tie.buffer(TIE_WIDTH_M / 2, cap_style="square"))
    return joined([*parts, *ties])


def rooms_of(closed: BaseGeometry, settings: LineworkSettings) -> list[Polygon]:
    """Faces inside the enclosure that are rooms, bounded by the inner faces of the walls."""
    if closed.is_empty:
        return []
    x0, y0, x1, y1 = closed.bounds
    around = box(x0 - MARGIN_M, y0 - MARGIN_M, x1 + MARGIN_M, y1 + MARGIN_M)
    faces = [
        f
        for f in shapely.get_parts(shapely.difference(around, closed, grid_size=GRID_M))
        if isinstance(f, Polygon)
    ]
    # the overlay snaps to a grid, so the outside no longer touches the box exactly
    inner = [f for f in faces if f.distance(around.exterior) > MARGIN_M / 2]
    return [
        _tidy(f)
        for f in inner
        if f.area >= settings.least_room_m2
        and not f.buffer(-settings.narrowest_room_m / 2).is_empty
    ]


def outlines_of(
    closed: BaseGeometry, rooms: Sequence[Polygon], settings: LineworkSettings
) -> list[Polygon]:
    """Outer outlines of what holds at least one room: outer wall faces, openings closed."""
    parts = [p for p in shapely.get_parts(closed) if isinstance(p, Polygon) and p.interiors]
    filled = shapely.unary_union([Polygon(p.exterior) for p in parts])
    inside = [r.representative_point() for r in rooms]
    return [
        _tidy(p)
        for p in shapely.get_parts(filled)
        if p.area >= settings.least_outline_m2 and any(p.contains(r) for r in inside)
    ]


def _tidy(area: Polygon) -> Polygon:
    """The same area without vertices on its straight sides."""
    plain = area.simplify(TOUCH_M / 2)
    return plain if isinstance(plain, Polygon) else area
