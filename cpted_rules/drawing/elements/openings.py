"""Openings: windows, doors, gates and shutters as lines, with the side they face."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import atan2, cos, degrees, hypot, radians, sin

from shapely import LineString, Point, STRtree

from cpted_rules.drawing.attributes import length_m, unless_none
from cpted_rules.drawing.drawing import EntityKind
from cpted_rules.drawing.elements.homes import Made, names, storeys_of
from cpted_rules.drawing.elements.listed import Listed
from cpted_rules.drawing.layers.layer_map import LayerMap, Meaning
from cpted_rules.drawing.points import XY
from cpted_rules.drawing.reading import EvidenceRow, SheetSpec
from cpted_rules.drawing.shapes import area_of, middle_line
from cpted_rules.drawing.sheets.placing import Placed
from cpted_rules.drawing.tables import OpeningRow
from cpted_rules.plan import Building, Opening, OpeningKind, Serves
from cpted_rules.plan.elements import Area

KINDS: Mapping[Meaning, OpeningKind] = {
    Meaning.WINDOW: OpeningKind.WINDOW,
    Meaning.DOOR: OpeningKind.DOOR,
    Meaning.GATE: OpeningKind.GATE,
    Meaning.SHUTTER: OpeningKind.SHUTTER,
}

_UNLISTED = OpeningRow()

REACH_M = 5.0
"""An opening farther than this from every building belongs to none."""
STEPS_OUT_M = (0.15, 0.3, 0.6, 1.0, 1.5)
"""How far beside an opening the outside is looked for."""
CERTIFIED = "시험성적서"
"""The grade of a certificate that does not state one."""


@dataclass(frozen=True)
class Outlines:
    """Building outlines that openings belong to, and the site around them."""

    buildings: tuple[Building, ...]
    rooms: tuple[Made, ...] = ()
    sites: tuple[Area, ...] = ()
    tree: STRtree = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tree", STRtree([b.area.boundary for b in self.buildings]))

    def building(self, at: Point) -> Building | None:
        """The building whose outline is nearest, or around."""
        if not self.buildings:
            return None
        nearest = self.buildings[int(self.tree.nearest(at))]
        if nearest.area.boundary.distance(at) <= REACH_M:
            return nearest
        return next((b for b in self.buildings if b.area.covers(at)), None)


def openings(
    things: Iterable[Placed],
    outlines: Outlines,
    layer_map: LayerMap,
    evidence: Sequence[EvidenceRow],
    said: Listed,
) -> Iterator[Made]:
    """Every opening on every storey of its sheet; the schedule fills what is bare."""
    certified = {mark: row.grade or CERTIFIED for row in evidence for mark in row.marks}
    for thing in things:
        line = line_through(thing)
        if line is None or thing.meaning is None:
            continue
        kind = KINDS[thing.meaning]
        serves = _serves(thing, kind, layer_map)
        at_gate = serves is Serves.SITE_ENTRANCE
        storeys = (0,) if at_gate and any(s in (0, 1) for s in thing.sheet.storeys) else None
        middle = line.interpolate(0.5, normalized=True)
        building = None if at_gate else outlines.building(middle)
        outward = facing(
            line,
            outlines.sites if at_gate else [building.area] if building else [],
            () if at_gate else outlines.rooms,
            thing.sheet,
        )
        for name, storey in names(thing, storeys or storeys_of(thing)):
            mark = thing.stated("MARK") or ""
            row = said.opening(mark) or _UNLISTED
            sill, head = _heights(thing, row)
            opening = Opening(
                id=name,
                label=thing.stated("NAME") or mark,
                storey=storey,
                source=thing.source,
                line=line,
                kind=kind,
                serves=serves,
                mark=mark,
                sill_m=sill,
                head_m=head,
                room_use=thing.stated("ROOM") or "",
                outward_deg=outward,
                rating=_rating(thing, row, certified.get(mark)),
                access_control=unless_none(thing.stated("ACCESS")),
                building=building.id if building else None,
            )
            family = "gate" if at_gate else "opening"
            yield Made(element=opening, thing=thing, family=family, kind=family, name=kind.value)


def line_through(thing: Placed) -> LineString | None:
    """The line an opening cuts into its wall: of the drawn symbol if that is WIDTH long.

    Else WIDTH about the insertion point; a thin closed outline gives its long axis.
    """
    entity = thing.entity
    if entity.kind is not EntityKind.INSERT:
        area = area_of(thing)
        axis = middle_line(area, at_most_wide_m=0.6) if area is not None else None
        return axis if axis is not None and 0.3 <= axis.length <= 12.0 else None
    width = length_m(thing.stated("WIDTH", "W"), per_unit=0.001)
    if width is not None and width < 0.05:  # the number was metres after all
        width *= 1000.0
    drawn = _symbol_line(thing)
    if drawn is not None and (width is None or abs(drawn.length - width) <= 0.1 * width):
        return drawn if drawn.length > 0.05 else None
    if width is None or entity.at is None:
        return None
    turn = radians(entity.placed.rotation_deg)
    dx, dy = cos(turn) * width / 2, sin(turn) * width / 2
    x, y = entity.at
    return LineString([(x - dx, y - dy), (x + dx, y + dy)])


def _symbol_line(thing: Placed) -> LineString | None:
    if thing.extents is None:
        return None
    x0, _, x1, _ = thing.extents
    if x0 == x1:
        return None
    place = thing.entity.placed.point
    return LineString([place((x0, 0.0)), place((x1, 0.0))])


def _serves(thing: Placed, kind: OpeningKind, layer_map: LayerMap) -> Serves | None:
    use = thing.stated("USE")
    if use is not None and (kind is not OpeningKind.WINDOW or thing.stated("ROOM") is None):
        return Serves(layer_map.word("uses", use) or "common")
    room = thing.stated("ROOM")
    if room is not None:
        return serves_of(room, layer_map)
    return Serves.SITE_ENTRANCE if kind is OpeningKind.GATE else None


def serves_of(room: str, layer_map: LayerMap) -> Serves:
    """What a window of a room serves."""
    return Serves(layer_map.word("rooms", room) or "common")


def _heights(thing: Placed, row: OpeningRow) -> tuple[float | None, float | None]:
    """Sill and head, as drawn, else by the schedule. [m]"""
    sill = length_m(thing.stated("SILL"), at_most_m=30)
    head = length_m(thing.stated("HEAD"), at_most_m=30)
    sill = row.sill_m if sill is None else sill
    if head is None and row.height_m is not None:
        door = thing.meaning is not Meaning.WINDOW
        below = 0.0 if sill is None and door else sill
        head = None if below is None else round(below + row.height_m, 6)
    return sill, head


def _rating(thing: Placed, row: OpeningRow, certified: str | None) -> str | None:
    drawn = unless_none(thing.stated("GRADE"))
    if drawn is None:
        drawn = unless_none(row.grade)
    return drawn or certified or drawn


def facing(
    line: LineString, areas: Sequence[Area], rooms: Sequence[Made], sheet: SheetSpec
) -> float | None:
    """Azimuth of the normal that leaves the areas; else of that which leaves the room beside. [deg]

    Args:
        areas: the building, or for a gate the site.
        rooms: zones; those of other storeys and sheets do not count.
    """
    side = _side_out(line, areas, STEPS_OUT_M)
    if side is None and rooms:
        shared = set(sheet.storeys)
        beside = [
            m.element.area  # type: ignore[attr-defined]
            for m in rooms
            if m.element.storey in shared and m.thing.sheet.number == sheet.number
        ]
        side = _side_out(line, [r for r in beside if r.distance(line) < 0.5], STEPS_OUT_M[:3])
    return None if side is None else round(degrees(atan2(side[0], side[1])) % 360.0, 6) % 360.0


def _side_out(line: LineString, areas: Sequence[Area], steps: Sequence[float]) -> XY | None:
    """The unit normal of a line that leads out of the areas, None where both sides are alike."""
    (x0, y0), (x1, y1) = line.coords[0], line.coords[-1]
    length = hypot(x1 - x0, y1 - y0)
    if not areas or length == 0:
        return None
    nx, ny = -(y1 - y0) / length, (x1 - x0) / length
    mx, my = (x0 + x1) / 2, (y0 + y1) / 2
    for d in steps:
        left = any(a.covers(Point(mx + nx * d, my + ny * d)) for a in areas)
        right = any(a.covers(Point(mx - nx * d, my - ny * d)) for a in areas)
        if left != right:
            return (-nx, -ny) if left else (nx, ny)
    return None
