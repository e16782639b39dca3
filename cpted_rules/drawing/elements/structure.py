"""Walls and columns."""

from collections.abc import Iterable, Iterator

from cpted_rules.drawing.drawing import EntityKind
from cpted_rules.drawing.elements.homes import Made, names, storeys_of
from cpted_rules.drawing.layers.layer_map import Meaning
from cpted_rules.drawing.shapes import area_of, line_of, polygon, thickness_m
from cpted_rules.drawing.sheets.placing import Placed
from cpted_rules.plan import Wall
from cpted_rules.plan.elements import Area

THICKEST_WALL_M = 1.2
"""A closed outline on a wall layer wider than this goes round a room, not round a wall."""


def walls_and_columns(things: Iterable[Placed]) -> Iterator[Made]:
    """Wall pieces and columns as footprints."""
    for thing in things:
        column = thing.meaning is Meaning.COLUMN
        area = area_of(thing) if column else _wall(thing)
        if area is None:
            continue
        for name, storey in names(thing, storeys_of(thing)):
            wall = Wall(id=name, storey=storey, source=thing.source, area=area, column=column)
            yield Made(
                element=wall, thing=thing, family="wall", kind="column" if column else "wall"
            )


def _wall(thing: Placed) -> Area | None:
    if thing.entity.width > 0 and (line := line_of(thing)) is not None:
        strip = line.buffer(thing.entity.width / 2, cap_style="flat", join_style="mitre")
        return polygon([(x, y) for x, y in strip.exterior.coords]) if not strip.interiors else strip
    if thing.entity.kind is EntityKind.INSERT:
        return None
    area = area_of(thing)
    return area if area is not None and thickness_m(area) <= THICKEST_WALL_M else None
