"""Walls and columns."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import dist

from shapely import Polygon, minimum_rotated_rectangle

from cpted_rules.drawing.drawing import EntityKind
from cpted_rules.drawing.elements.ground import made_from
from cpted_rules.drawing.elements.homes import Made, names, storeys_of
from cpted_rules.drawing.layers.layer_map import Meaning
from cpted_rules.drawing.shapes import Outline, area_of, line_of, outlines, polygon, thickness_m
from cpted_rules.drawing.sheets.placing import Placed
from cpted_rules.plan import Wall
from cpted_rules.plan.elements import Area

THICKEST_WALL_M = 1.2
"""A closed outline on a wall layer wider than this goes round a room, not round a wall."""


COLUMN_M = (0.18, 1.3)
"""Sides of a column drawn on a wall layer; thinner pieces are mullions and ends of walls."""
LEAST_COLUMN_M2 = 0.01
LARGEST_COLUMN_M2 = 6.0
"""A loop of single lines on a column layer larger than this goes round a hall of columns."""


def walls_and_columns(things: Iterable[Placed]) -> Iterator[Made]:
    """Wall pieces and columns as footprints; columns on wall layers where no layer names them."""
    every = list(things)
    named = any(t.meaning is Meaning.COLUMN for t in every)
    inserted = [
        Outline(thing=thing, area=area)
        for thing in every
        if thing.meaning is Meaning.COLUMN
        and thing.entity.kind is EntityKind.INSERT
        and (area := area_of(thing)) is not None
    ]
    drawn = outlines([t for t in every if t.meaning is Meaning.COLUMN], least_m2=LEAST_COLUMN_M2)
    columns = [one for one in drawn if not one.pieces or one.area.area <= LARGEST_COLUMN_M2]
    for one in (*inserted, *columns):
        yield from _footprint(one, column=True)
    for thing in every:
        area = _wall(thing) if thing.meaning is Meaning.WALL else None
        if area is not None:
            column = not named and _stands_alone(area)
            yield from _footprint(Outline(thing=thing, area=area), column=column)


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
    if thing.entity.kind is EntityKind.INSERT:
        return None
    area = area_of(thing)
    return area if area is not None and thickness_m(area) <= THICKEST_WALL_M else None
