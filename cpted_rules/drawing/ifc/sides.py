"""The two sides of an opening: the rooms there, and which way is out."""

from dataclasses import dataclass
from math import atan2, degrees, hypot

from shapely import LineString, Point

from cpted_rules.drawing.attributes import yes
from cpted_rules.drawing.ifc.item import Item
from cpted_rules.drawing.ifc.masses import Masses
from cpted_rules.drawing.ifc.rooms import Room, Rooms
from cpted_rules.plan.elements import Area

STEPS_M = (0.15, 0.3, 0.6, 1.0)
"""How far beside an opening rooms and the outside are looked for."""

XY = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """What lies beside an opening.

    Args:
        rooms: on either side, those that are there.
        outer: it leads out of the building.
        outward_deg: azimuth of the normal that leads out, clockwise from +y; None if not known.
    """

    rooms: tuple[Room, ...]
    outer: bool
    outward_deg: float | None

    @property
    def room(self) -> Room | None:
        """The room it belongs to: the only one, or of two the one with a known use."""
        known = [room for room in self.rooms if room.use is not None]
        return next(iter(known or self.rooms), None)


def sides_of(item: Item, line: LineString, level: int, *, rooms: Rooms, masses: Masses) -> Sides:
    """What is on either side of an opening."""
    normal = _normal(line)
    middle = line.interpolate(0.5, normalized=True)
    beside = tuple(_room(middle, normal, sign, level, rooms) for sign in (1, -1))
    bounded = [
        rooms.by_item[space]
        for space in item.inverse("ProvidesBoundaries", "RelatingSpace")
        if space in rooms.by_item
    ]
    found = list(dict.fromkeys([*bounded, *(room for room in beside if room is not None)]))
    outline = masses.by_level.get(level or 1)
    between = beside[0] is not None and beside[1] is not None
    side = None if between or outline is None else _side_out(middle, normal, outline)
    if side is None and (beside[0] is None) != (beside[1] is None):
        side = 1 if beside[0] is None else -1
    stated = yes(item.stated("IsExternal"))
    outer = side is not None if stated is None else stated
    if not outer:
        side = None
    outward = None if side is None else _azimuth((normal[0] * side, normal[1] * side))
    return Sides(rooms=tuple(found[:2]), outer=outer, outward_deg=outward)


def _normal(line: LineString) -> XY:
    (x0, y0), (x1, y1) = line.coords[0], line.coords[-1]
    length = hypot(x1 - x0, y1 - y0)
    return -(y1 - y0) / length, (x1 - x0) / length


def _room(middle: Point, normal: XY, sign: int, level: int, rooms: Rooms) -> Room | None:
    for step in STEPS_M[:3]:
        at = Point(middle.x + sign * step * normal[0], middle.y + sign * step * normal[1])
        found = rooms.around(at, level)
        if found is not None:
            return found
    return None


def _side_out(middle: Point, normal: XY, area: Area) -> int | None:
    """1 where the normal leads out of an area, -1 where its opposite does, None if neither."""
    for step in STEPS_M:
        dx, dy = step * normal[0], step * normal[1]
        left = area.covers(Point(middle.x + dx, middle.y + dy))
        right = area.covers(Point(middle.x - dx, middle.y - dy))
        if left != right:
            return -1 if left else 1
    return None


def _azimuth(direction: XY) -> float:
    return round(degrees(atan2(direction[0], direction[1])) % 360.0, 6) % 360.0
