"""Walls, openings, rooms and outlines of one sheet's linework."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from cpted_rules.drawing.linework.breaks import breaks_in
from cpted_rules.drawing.linework.glazing import glass_walls, windows_in_walls
from cpted_rules.drawing.linework.openings import (
    Lines,
    OpeningFound,
    doors_without_break,
    openings_in_breaks,
)
from cpted_rules.drawing.linework.pieces import WallPiece, largest
from cpted_rules.drawing.linework.repairs import Repair, repaired
from cpted_rules.drawing.linework.rooms import enclosure, outlines_of, rooms_of
from cpted_rules.drawing.linework.settings import DEFAULTS, LineworkSettings
from cpted_rules.drawing.linework.strokes import (
    XY,
    Arc,
    Solid,
    Stroke,
    ends_of,
    merged,
    segments,
    strokes_of,
)
from cpted_rules.drawing.linework.swings import Leaf, LeafLines, swings_of
from cpted_rules.drawing.linework.walls import walls_of

Shape = TypeVar("Shape", bound=BaseGeometry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Linework:
    """The linework of one sheet in metres, sorted by what it may be.

    Args:
        walls: strokes that may be faces of walls.
        solids: areas known to be wall.
        doors: strokes of doors.
        arcs: arcs that may be door swings.
        glazing: strokes of glass.
        free: any other strokes that may be leaves or window lines.
    """

    walls: tuple[Stroke, ...] = ()
    solids: tuple[Solid, ...] = ()
    arcs: tuple[Arc, ...] = ()
    glazing: tuple[Stroke, ...] = ()
    doors: tuple[Stroke, ...] = ()
    free: tuple[Stroke, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """What linework builds: the walls, openings, rooms and outlines found, and repairs made."""

    walls: tuple[WallPiece, ...]
    openings: tuple[OpeningFound, ...]
    rooms: tuple[Polygon, ...]
    outlines: tuple[Polygon, ...]
    repairs: tuple[Repair, ...]


def structure_of(linework: Linework, settings: LineworkSettings = DEFAULTS) -> Structure:
    """The structure of one sheet.

    Moved, rotated, mirrored or reordered linework gives the same structure to 1 mm; so does
    linework whose lines are drawn in pieces.
    """
    origin = _origin(linework)
    if origin is None:
        return Structure(walls=(), openings=(), rooms=(), outlines=(), repairs=())
    # surveys lie at 500,000 m, where a double holds no more than 1e-10 of it
    local = _moved(linework, -origin[0], -origin[1])
    drawn = [
        *local.walls,
        *(s for solid in local.solids for s in _outline(solid)),
    ]
    edges, repairs = repaired(merged(drawn), settings)
    thin = [s for s in local.solids if s.area.buffer(-settings.thickest_solid_m / 2).is_empty]
    walls = walls_of(edges, thin, settings)
    swings = swings_of(local.arcs, LeafLines(local.doors, local.free, local.walls), settings)
    loose = [e for n, e in enumerate(edges) if n not in walls.faces]
    lines = Lines(
        glass=local.glazing,
        door=local.doors,
        free=local.free,
        wall=[Stroke(a=e.a, b=e.b, ref=e.refs[0]) for e in loose],
    )
    openings, taken = openings_in_breaks(breaks_in(walls, settings), swings, lines, settings)
    glass = _unused(local.glazing, openings)
    inside = windows_in_walls(glass, walls)
    panes = glass_walls(_unused(glass, inside))
    lone = [s for n, s in enumerate(swings) if n not in taken]
    openings += [*doors_without_break(lone, walls, panes), *inside, *panes]
    closed = enclosure(walls, openings)
    rooms = rooms_of(closed, settings)
    outlines = outlines_of(closed, rooms, settings)
    return _placed(
        Structure(
            walls=walls.pieces,
            openings=tuple(openings),
            rooms=tuple(rooms),
            outlines=tuple(outlines),
            repairs=repairs,
        ),
        *origin,
    )


def _outline(solid: Solid) -> Iterable[Stroke]:
    rings = (solid.area.exterior, *solid.area.interiors)
    for ring in rings:
        yield from strokes_of([(float(x), float(y)) for x, y in ring.coords], ref=solid.ref)


def _unused(glazing: Sequence[Stroke], openings: Sequence[OpeningFound]) -> list[Stroke]:
    """Glass that lies in none of the openings."""
    if not glazing or not openings:
        return list(glazing)
    around = [o.area.buffer(0.1, join_style="mitre") for o in openings]
    lines = segments(*ends_of(glazing))
    who, _ = shapely.STRtree(around).query(lines, predicate="within")
    inside = set(who.tolist())
    return [s for n, s in enumerate(glazing) if n not in inside]


def _origin(linework: Linework) -> XY | None:
    """The middle of all that is drawn."""
    strokes = (*linework.walls, *linework.glazing, *linework.doors, *linework.free)
    points = [p for s in strokes for p in (s.a, s.b)] + [a.centre for a in linework.arcs]
    points += [(x, y) for s in linework.solids for x, y in s.area.exterior.coords]
    if not points:
        return None
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)


def _moved(linework: Linework, dx: float, dy: float) -> Linework:
    def strokes(drawn: Sequence[Stroke]) -> tuple[Stroke, ...]:
        return tuple(Stroke(a=_shift(s.a, dx, dy), b=_shift(s.b, dx, dy), ref=s.ref) for s in drawn)

    return Linework(
        walls=strokes(linework.walls),
        solids=tuple(replace(s, area=_carry(s.area, dx, dy)) for s in linework.solids),
        arcs=tuple(replace(a, centre=_shift(a.centre, dx, dy)) for a in linework.arcs),
        glazing=strokes(linework.glazing),
        doors=strokes(linework.doors),
        free=strokes(linework.free),
    )


def _shift(p: XY, dx: float, dy: float) -> XY:
    return (p[0] + dx, p[1] + dy)


def _carry(shape: Shape, dx: float, dy: float) -> Shape:
    return shapely.transform(shape, lambda xy: xy + np.array((dx, dy)))


def _sound(area: Polygon) -> Polygon:
    """The area; corners a hair apart may have crossed where coordinates have fewer digits."""
    return area if area.is_valid else largest(shapely.make_valid(area))


def _placed(local: Structure, dx: float, dy: float) -> Structure:
    """The structure back where the linework lies."""

    def leaf(one: Leaf) -> Leaf:
        return Leaf(
            hinge=_shift(one.hinge, dx, dy),
            shut=_shift(one.shut, dx, dy),
            opened=_shift(one.opened, dx, dy),
        )

    return Structure(
        walls=tuple(
            replace(w, area=_sound(_carry(w.area, dx, dy)), axis=_carry(w.axis, dx, dy))
            for w in local.walls
        ),
        openings=tuple(
            replace(
                o,
                line=_carry(o.line, dx, dy),
                area=_carry(o.area, dx, dy),
                swing=tuple(leaf(one) for one in o.swing),
            )
            for o in local.openings
        ),
        rooms=tuple(_carry(r, dx, dy) for r in local.rooms),
        outlines=tuple(_carry(o, dx, dy) for o in local.outlines),
        repairs=tuple(replace(r, at=_shift(r.at, dx, dy)) for r in local.repairs),
    )
