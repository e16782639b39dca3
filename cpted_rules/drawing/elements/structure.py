"""Walls and columns."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from math import dist

from shapely import (
    LineString,
    Polygon,
    minimum_rotated_rectangle,
    set_precision,
    unary_union,
)

from cpted_rules.drawing.drawing import EntityKind
from cpted_rules.drawing.elements.ground import made_from
from cpted_rules.drawing.elements.homes import Made, names, storeys_of
from cpted_rules.drawing.layers.layer_map import Meaning
from cpted_rules.drawing.shapes import Outline, area_of, line_of, outlines, polygon, thickness_m
from cpted_rules.drawing.sheets.placing import Placed, in_order
from cpted_rules.plan import Wall
from cpted_rules.plan.elements import Area

THICKEST_WALL_M = 1.2
"""A closed outline on a wall layer wider than this goes round a room, not round a wall."""


COLUMN_M = (0.18, 1.3)
"""Sides of a column drawn on a wall layer; thinner pieces are mullions and ends of walls."""
LEAST_COLUMN_M2 = 0.01
PROFILE_JOIN_M = 0.03
"""Lines of a profile lie nearer to one another than twice this."""
LARGEST_COLUMN_M2 = 2.0
"""A loop of single lines on a column layer larger than this goes round a hall of columns."""


def walls_and_columns(things: Iterable[Placed]) -> Iterator[Made]:
    """Wall pieces and columns as footprints; columns on wall layers where no layer names them."""
    every = list(things)
    named = any(t.meaning is Meaning.COLUMN for t in every)
    inserted = [
        Outline(thing=thing, area=area)
        for thing in every
        if thing.meaning is Meaning.COLUMN
        and thing.kind is EntityKind.INSERT
        and (area := area_of(thing)) is not None
    ]
    drawn = [t for t in every if t.meaning is Meaning.COLUMN]
    closed = [one for one in outlines(drawn, least_m2=LEAST_COLUMN_M2) if not one.pieces]
    for one in (*inserted, *closed, *_profiles(drawn)):
        yield from _footprint(one, column=True)
    bodies: dict[tuple[str, bytes], tuple[Area, list[Placed]]] = {}
    for thing in every:
        area = _wall(thing) if thing.meaning is Meaning.WALL else None
        if area is not None:  # often drawn twice, as an outline and again as an open line
            body = (thing.sheet.number, set_precision(area, 0.001).normalize().wkb)
            bodies.setdefault(body, (area, []))[1].append(thing)
    for area, twins in bodies.values():
        column = not named and _stands_alone(area)
        for made in _footprint(Outline(thing=twins[0], area=area), column=column):
            yield replace(made, also=tuple(twins[1:]))


def _profiles(things: Sequence[Placed]) -> Iterator[Outline]:
    """Columns drawn as single lines: each group of lines that nearly touch, and its hull."""
    pieces = [
        (thing, line)
        for thing in things
        if thing.kind is not EntityKind.INSERT
        and area_of(thing) is None
        and (line := line_of(thing)) is not None
    ]
    by_sheet: dict[str, list[tuple[Placed, LineString]]] = {}
    for thing, line in pieces:
        by_sheet.setdefault(thing.sheet.number, []).append((thing, line))
    for own in by_sheet.values():
        lines = [line for _, line in own]
        groups = unary_union([line.buffer(PROFILE_JOIN_M) for line in lines])
        for group in getattr(groups, "geoms", [groups]):
            inside = [(t, line) for t, line in own if group.covers(line)]
            hull = unary_union([line for _, line in inside]).convex_hull
            if isinstance(hull, Polygon) and LEAST_COLUMN_M2 <= hull.area <= LARGEST_COLUMN_M2:
                used = in_order(t for t, _ in inside)
                yield Outline(thing=used[0], area=hull, pieces=used)


def _footprint(one: Outline, *, column: bool) -> Iterator[Made]:
    source = one.thing.source
    for name, storey in names(one.thing, storeys_of(one.thing)):
        wall = Wall(id=name, storey=storey, source=source, area=one.area, column=column)
        yield made_from(one, wall, family="wall", kind="column" if column else "wall")


def _stands_alone(area: Area) -> bool:
    """Whether a piece on a wall layer is as thick as it is long: a column among walls."""
    box = minimum_rotated_rectangle(area)
    if not isinstance(box, Polygon) or area.area < 0.6 * box.area:
        return False
    corners = list(box.exterior.coords)
    sides = sorted(dist(a, b) for a, b in pairwise(corners[:3]))
    return sides[0] >= COLUMN_M[0] and sides[1] <= COLUMN_M[1] and sides[1] <= 1.6 * sides[0]


def _wall(thing: Placed) -> Area | None:
    if thing.entity.width > 0 and (line := line_of(thing)) is not None:
        strip = line.buffer(thing.entity.width / 2, cap_style="flat", join_style="mitre")
        return polygon([(x, y) for x, y in strip.exterior.coords]) if not strip.interiors else strip
    if thing.kind is EntityKind.INSERT:
        return None
    area = area_of(thing)
    return area if area is not None and thickness_m(area) <= THICKEST_WALL_M else None
