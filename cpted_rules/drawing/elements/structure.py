"""Walls and columns."""

from collections.abc import Iterable, Iterator

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


LEAST_COLUMN_M2 = 0.01
LARGEST_COLUMN_M2 = 6.0
"""A loop of single lines on a column layer larger than this goes round a hall of columns."""


def walls_and_columns(things: Iterable[Placed]) -> Iterator[Made]:
    """Wall pieces and columns as footprints."""
    every = list(things)
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
            yield from _footprint(Outline(thing=thing, area=area), column=False)


def _footprint(one: Outline, *, column: bool) -> Iterator[Made]:
    source = one.thing.source
    for name, storey in names(one.thing, storeys_of(one.thing)):
        wall = Wall(id=name, storey=storey, source=source, area=one.area, column=column)
        yield made_from(one, wall, family="wall", kind="column" if column else "wall")


def _wall(thing: Placed) -> Area | None:
    if thing.entity.width > 0 and (line := line_of(thing)) is not None:
        strip = line.buffer(thing.entity.width / 2, cap_style="flat", join_style="mitre")
        return polygon([(x, y) for x, y in strip.exterior.coords]) if not strip.interiors else strip
    if thing.entity.kind is EntityKind.INSERT:
        return None
    area = area_of(thing)
    return area if area is not None and thickness_m(area) <= THICKEST_WALL_M else None
