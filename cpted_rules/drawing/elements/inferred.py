"""Walls, openings, rooms and outlines of sheets that draw them as bare lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shapely import LineString, Point, Polygon, STRtree

from cpted_rules.drawing.elements.homes import Made, names, storeys_of
from cpted_rules.drawing.elements.openings import Outlines, facing, serves_of
from cpted_rules.drawing.elements.sheet_lines import Drawn, SheetLines
from cpted_rules.drawing.elements.zones import use_of
from cpted_rules.drawing.layers.layer_map import LayerMap
from cpted_rules.drawing.linework import (
    OpeningFound,
    Sign,
    Structure,
    structure_of,
)
from cpted_rules.drawing.linework import OpeningKind as Found
from cpted_rules.drawing.reading import How, Repair, SheetSpec
from cpted_rules.drawing.sheets.placing import Placed, in_order
from cpted_rules.plan import Building, Opening, OpeningKind, SheetKind, Wall, Zone, ZoneKind

FLOORS = frozenset({SheetKind.FLOOR_PLAN, SheetKind.PARKING_PLAN})
"""Sheets on which layers that look like walls may be taken for them."""
INDOORS = FLOORS | {SheetKind.SITE_PLAN}
"""Sheets that may show walls."""
SAME_OPENING_M = 0.6
"""An opening concluded from lines nearer than this to one drawn as a symbol is that one."""
HINGE_M = 0.15
"""A thin outline that ends so near to the centre of a swing is the leaf."""
THRESHOLD_M = (0.55, 3.2)
JAMB_M = 0.25
THRESHOLD_SURE = 0.7
"""A line on a door layer of this length, with a wall so near to both ends, is a door."""
MANY_DOORS = 4
"""So many doors with a swing or a line on a sheet are how it draws doors."""
TAKEN_SHARE = 0.3
"""A face of the walls of which zones that are drawn cover more than this is no room of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inferred:
    """What the bare lines of the sheets come to.

    Args:
        superseded: openings drawn as mere outlines that turned out to be leaves or parts of others.
    """

    made: tuple[Made, ...] = ()
    repairs: tuple[Repair, ...] = ()
    superseded: tuple[Made, ...] = ()


def inferred(
    things: Sequence[Placed],
    drawn: Drawn,
    outlines: Outlines,
    texts: Sequence[Placed],
    layer_map: LayerMap,
) -> Inferred:
    """Elements of every sheet whose walls, openings or rooms are drawn as lines only."""
    made: list[Made] = []
    repairs: list[Repair] = []
    superseded: list[Made] = []
    by_sheet: dict[str, list[Placed]] = {}
    for thing in things:
        if thing.sheet.kind in INDOORS:
            by_sheet.setdefault(thing.sheet.number, []).append(thing)
    lowest = min(by_sheet, key=lambda n: (_lowest_storey(by_sheet[n][0].sheet), n), default="")
    for number, lines in by_sheet.items():
        sheet = SheetLines(lines, drawn, number)
        if not sheet.needed:
            continue
        structure = structure_of(sheet.linework)
        around = outlines
        if number == lowest and not outlines.buildings:
            masses = tuple(_buildings(sheet, structure))
            made += masses
            own = tuple(m.element for m in masses if isinstance(m.element, Building))
            around = Outlines(own, outlines.rooms, outlines.sites)
        rooms = tuple(_rooms(sheet, structure, texts, layer_map))
        made += [*_walls(sheet, structure), *rooms]
        made += _openings(sheet, structure, around, rooms, layer_map)
        superseded += _superseded(sheet, structure)
        repairs += _repairs(sheet, structure)
    return Inferred(made=tuple(made), repairs=tuple(repairs), superseded=tuple(superseded))


def _walls(sheet: SheetLines, structure: Structure) -> Iterator[Made]:
    """Walls between bare lines; those of outlines that are walls already stay as drawn."""
    bare = set(sheet.bare)
    for piece in structure.walls:
        if not bare & set(piece.refs):
            continue
        things = sheet.made_of(piece.refs)
        for name, storey in names(things[0], storeys_of(things[0])):
            wall = Wall(id=name, storey=storey, source=things[0].source, area=piece.area)
            yield Made(
                element=wall,
                thing=things[0],
                family="wall",
                kind="wall",
                how=How.LINE_PAIRS,
                sure=round(piece.confidence * (0.8 if things[0].proposed else 1.0), 3),
                also=things[1:],
            )


def _openings(
    sheet: SheetLines,
    structure: Structure,
    outlines: Outlines,
    rooms: Sequence[Made],
    layer_map: LayerMap,
) -> Iterator[Made]:
    """Doors and windows that lines tell; bare gaps only where no door is drawn otherwise."""
    known = STRtree([m.element.line for m in sheet.drawn_openings])  # type: ignore[attr-defined]
    # a sheet that draws its doors, as symbols or lines, means its other gaps to be gaps
    thresholds = tuple(_thresholds(sheet, structure))
    doors = len(thresholds) + sum(found.kind is Found.DOOR for found in structure.openings)
    bare = sum(found.kind is Found.PASSAGE for found in structure.openings)
    gaps_are_gaps = bool(sheet.drawn_openings) or doors >= max(MANY_DOORS, bare / 2)
    zones = [*sheet.drawn_zones, *rooms]
    for found in structure.openings:
        if found.kind is Found.PASSAGE and gaps_are_gaps:
            continue
        if len(known.query(found.line, predicate="dwithin", distance=SAME_OPENING_M)):
            continue
        things = sheet.made_of(found.refs) or _beside(sheet, found)
        if not things:
            continue
        yield from _opening(sheet, found, things, outlines, zones, layer_map)
    for found in thresholds:
        yield from _opening(sheet, found, sheet.made_of(found.refs), outlines, zones, layer_map)


def _thresholds(sheet: SheetLines, structure: Structure) -> Iterator[OpeningFound]:
    """Single lines on door layers from wall to wall, where no gap was recognised."""
    walls = STRtree([piece.area for piece in structure.walls])
    known = STRtree([o.line for o in structure.openings])
    hinges = STRtree([Point(arc.centre) for arc in sheet.linework.arcs])
    for stroke in sheet.linework.doors:
        line = LineString([stroke.a, stroke.b])
        if sheet.things[stroke.ref].drawn.closed or not (
            THRESHOLD_M[0] <= line.length <= THRESHOLD_M[1]
        ):
            continue
        ends = [Point(stroke.a), Point(stroke.b)]
        walled = all(len(walls.query(e, predicate="dwithin", distance=JAMB_M)) for e in ends)
        hung = any(len(hinges.query(e, predicate="dwithin", distance=HINGE_M)) for e in ends)
        near = len(known.query(line, predicate="dwithin", distance=JAMB_M))
        if walled and not hung and not near:
            yield OpeningFound(
                line=line,
                area=line.buffer(0.05, cap_style="flat"),
                kind=Found.DOOR,
                confidence=THRESHOLD_SURE,
                evidence=(Sign.DOOR_LINES,),
                swing=(),
                thickness_m=0.1,
                refs=(stroke.ref,),
            )


def _superseded(sheet: SheetLines, structure: Structure) -> Iterator[Made]:
    """Outlines on layers of openings that are leaves of doors, or drawn within openings."""
    found = STRtree([o.line for o in structure.openings])
    hinges = STRtree([Point(arc.centre) for arc in sheet.linework.arcs])
    for made in sheet.outlined:
        line = made.element.line  # type: ignore[attr-defined]
        near = found.query(line, predicate="dwithin", distance=SAME_OPENING_M)
        ends = [Point(line.coords[0]), Point(line.coords[-1])]
        hung = any(len(hinges.query(end, predicate="dwithin", distance=HINGE_M)) for end in ends)
        if len(near) or hung:
            yield made


def _opening(
    sheet: SheetLines,
    found: OpeningFound,
    things: Sequence[Placed],
    outlines: Outlines,
    zones: Sequence[Made],
    layer_map: LayerMap,
) -> Iterator[Made]:
    building = outlines.building(found.line.interpolate(0.5, normalized=True))
    outward = facing(found.line, [building.area] if building else [], zones, sheet.spec)
    room = _room_behind(found, zones, outward)
    window = found.kind is Found.WINDOW
    for name, storey in names(things[0], storeys_of(things[0])):
        opening = Opening(
            id=name,
            storey=storey,
            source=things[0].source,
            line=found.line,
            kind=OpeningKind.WINDOW if window else OpeningKind.DOOR,
            serves=serves_of(room, layer_map) if room and window else None,
            room_use=room,
            outward_deg=outward,
            building=building.id if building else None,
        )
        yield Made(
            element=opening,
            thing=things[0],
            family="opening",
            kind="opening",
            name="window" if window else "door",
            how=_how(found),
            sure=round(found.confidence, 3),
            also=tuple(things[1:]),
        )


def _beside(sheet: SheetLines, found: OpeningFound) -> tuple[Placed, ...]:
    """The wall beside a gap that nothing is drawn in."""
    near = [
        m.thing
        for m in sheet.drawn_walls
        if isinstance(m.element, Wall) and m.element.area.distance(found.line) < 0.3
    ]
    near += [sheet.things[n] for n in sheet.bare if _distance(sheet.things[n], found) < 0.3]
    return in_order(near)[:1]


def _rooms(
    sheet: SheetLines, structure: Structure, texts: Sequence[Placed], layer_map: LayerMap
) -> Iterator[Made]:
    """Rooms that walls enclose, where no outline of a room is drawn."""
    words = [t for t in texts if t.sheet.number == sheet.spec.number]
    drawn = [m.element.area for m in sheet.drawn_zones]  # type: ignore[attr-defined]
    tree = STRtree(drawn)
    anchor = sheet.anchor()
    for n, room in enumerate(structure.rooms):
        taken = sum(drawn[k].intersection(room).area for k in tree.query(room))
        if anchor is None or taken > TAKEN_SHARE * room.area:
            continue
        inside = [t.text for t in words if room.covers(Point(t.at))]
        kind, label = use_of(inside, layer_map)
        for name, storey in names(anchor, storeys_of(anchor)):
            zone = Zone(
                id=f"{name}+room{n + 1}",
                label=label,
                storey=storey,
                source=anchor.source,
                area=room,
                kind=ZoneKind(kind or ZoneKind.ROOM),
            )
            yield Made(
                element=zone,
                thing=anchor,
                family="indoor_zone",
                kind=f"zone.{zone.kind.value}",
                how=How.ENCLOSED,
            )


def _buildings(sheet: SheetLines, structure: Structure) -> Iterator[Made]:
    """Building outlines round the walls, where no plan draws any."""
    anchor = sheet.anchor()
    if anchor is None:
        return
    for n, outline in enumerate(structure.outlines):
        element = Building(
            id=f"{sheet.spec.number}:{anchor.handle}+outline{n + 1}",
            source=anchor.source,
            area=Polygon(outline.exterior),
        )
        yield Made(
            element=element,
            thing=anchor,
            family="ground",
            kind="building",
            how=How.ENCLOSED,
        )


def _repairs(sheet: SheetLines, structure: Structure) -> Iterator[Repair]:
    """Gaps of walls that were closed."""
    for repair in structure.repairs:
        things = sheet.made_of(repair.refs)
        yield Repair(at=repair.at, length_m=repair.length_m, source=things[0].source)


def _how(found: OpeningFound) -> How:
    if {Sign.SWING, Sign.LEAF} & set(found.evidence):
        return How.SWING
    if {Sign.GLAZING, Sign.THIN_LINES, Sign.IN_WALL} & set(found.evidence):
        return How.GLASS
    return How.DRAWN if Sign.DOOR_LINES in found.evidence else How.GAP


def _distance(thing: Placed, found: OpeningFound) -> float:
    return min(found.line.distance(Point(p)) for p in thing.points)


def _room_behind(found: OpeningFound, zones: Sequence[Made], outward_deg: float | None) -> str:
    """The name of the room an opening gives on, from its inner side; "" where none is known."""
    near = [
        m.element
        for m in zones
        if isinstance(m.element, Zone) and m.element.area.distance(found.line) < 0.4
    ]
    if outward_deg is None or not near:
        return ""
    closest = min(near, key=lambda z: (z.area.distance(found.line), z.id))
    return closest.label


def _lowest_storey(sheet: SheetSpec) -> int:
    """The first storey above ground that a sheet shows; basements come last."""
    return min((s if s >= 0 else 1000 - s for s in sheet.storeys), default=2000)
