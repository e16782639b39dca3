"""Walls, openings, rooms and outlines of sheets that draw them as bare lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import atan2, degrees

from shapely import Point, Polygon, STRtree

from cpted_rules.drawing.drawing import EntityKind
from cpted_rules.drawing.elements.homes import Made, names, storeys_of
from cpted_rules.drawing.elements.openings import Outlines, facing, serves_of
from cpted_rules.drawing.elements.zones import use_of
from cpted_rules.drawing.layers.layer_map import LayerMap, Meaning
from cpted_rules.drawing.linework import (
    Arc,
    Linework,
    OpeningFound,
    Sign,
    Solid,
    Stroke,
    Structure,
    strokes_of,
    structure_of,
)
from cpted_rules.drawing.linework import OpeningKind as Found
from cpted_rules.drawing.reading import How, Repair, SheetSpec
from cpted_rules.drawing.shapes import area_of, parts_of
from cpted_rules.drawing.sheets.placing import Placed
from cpted_rules.plan import Building, Opening, OpeningKind, SheetKind, Wall, Zone, ZoneKind

INDOORS = frozenset({SheetKind.FLOOR_PLAN, SheetKind.PARKING_PLAN, SheetKind.SITE_PLAN})
"""Sheets that show walls."""
SAME_OPENING_M = 0.6
"""An opening concluded from lines nearer than this to one drawn as a symbol is that one."""
FEWEST_WALL_LINES = 4
"""Fewer bare lines on wall layers than this are leftovers."""
TAKEN_SHARE = 0.3
"""A face of the walls of which zones that are drawn cover more than this is no room of its own."""

_STROKES = frozenset({EntityKind.LINE, EntityKind.POLYLINE, EntityKind.CURVE, EntityKind.ARC})


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What a sheet says by names, which lines must not double."""

    walls: tuple[Made, ...]
    openings: tuple[Made, ...]
    zones: tuple[Made, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inferred:
    """What the bare lines of the sheets come to."""

    made: tuple[Made, ...] = ()
    repairs: tuple[Repair, ...] = ()


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
    by_sheet: dict[str, list[Placed]] = {}
    for thing in things:
        if thing.sheet.kind in INDOORS:
            by_sheet.setdefault(thing.sheet.number, []).append(thing)
    lowest = min(by_sheet, key=lambda n: (_lowest_storey(by_sheet[n][0].sheet), n), default="")
    for number, lines in by_sheet.items():
        sheet = _Sheet(lines, drawn, number)
        if not sheet.needed:
            continue
        structure = structure_of(sheet.linework)
        around = outlines
        if number == lowest and not outlines.buildings:
            masses = tuple(sheet.buildings(structure))
            made += masses
            own = tuple(m.element for m in masses if isinstance(m.element, Building))
            around = Outlines(own, outlines.rooms, outlines.sites)
        rooms = tuple(sheet.rooms(structure, texts, layer_map))
        made += [*sheet.walls(structure), *rooms]
        made += sheet.openings(structure, around, rooms, layer_map)
        repairs += sheet.repairs(structure)
    return Inferred(made=tuple(made), repairs=tuple(repairs))


class _Sheet:
    """The lines of one sheet, sorted by what they may be."""

    def __init__(self, things: Sequence[Placed], drawn: Drawn, number: str) -> None:
        self.things = [t for t in things if t.entity.kind in _STROKES]
        self.spec: SheetSpec = things[0].sheet
        self.drawn_walls = [m for m in drawn.walls if m.thing.sheet.number == number]
        self.drawn_openings = [m for m in drawn.openings if m.thing.sheet.number == number]
        self.drawn_zones = [m for m in drawn.zones if m.thing.sheet.number == number]
        walled = {id(t) for m in self.drawn_walls for t in (m.thing, *m.also)}
        self.bare = [
            n
            for n, t in enumerate(self.things)
            if t.meaning is Meaning.WALL and id(t) not in walled
        ]
        self.loose = [
            n
            for n, t in enumerate(self.things)
            if t.meaning in {Meaning.DOOR, Meaning.WINDOW} and area_of(t) is None
        ]
        self.linework = self._linework()

    @property
    def needed(self) -> bool:
        """Whether lines have to tell what no symbol or outline does."""
        if len(self.bare) >= FEWEST_WALL_LINES or self.loose:
            return True
        walled = bool(self.drawn_walls)
        return walled and not (self.drawn_openings and self.drawn_zones)

    def _linework(self) -> Linework:
        by_index = dict(enumerate(self.things))

        def strokes(indices: Sequence[int]) -> tuple[Stroke, ...]:
            return tuple(
                s
                for n in indices
                for s in strokes_of(
                    by_index[n].entity.points, ref=n, closed=by_index[n].entity.closed
                )
            )

        def of(*meanings: Meaning | None) -> list[int]:
            return [
                n
                for n, t in by_index.items()
                if t.meaning in meanings and t.entity.kind is not EntityKind.ARC
            ]

        first = len(self.things)  # references beyond the strokes are walls known already
        solids = [
            Solid(area=part, ref=first + n)
            for n, made in enumerate(self.drawn_walls)
            if isinstance(made.element, Wall)
            for part in parts_of(made.element.area)
        ]
        return Linework(
            walls=strokes(self.bare),
            solids=tuple(solids),
            arcs=tuple(
                _arc(t, n)
                for n, t in by_index.items()
                if t.entity.kind is EntityKind.ARC
                and t.meaning in {None, Meaning.DOOR, Meaning.WALL, Meaning.STRUCTURE}
            ),
            glazing=strokes(of(Meaning.WINDOW)),
            doors=strokes(of(Meaning.DOOR)),
            free=strokes(of(None)),
        )

    def _made_of(self, refs: Sequence[int]) -> tuple[Placed, ...]:
        """The things behind some references, the lowest handle first."""
        found = [
            self.things[r] if r < len(self.things) else self.drawn_walls[r - len(self.things)].thing
            for r in refs
        ]
        return tuple(sorted(found, key=lambda t: (len(t.entity.handle), t.entity.handle)))

    def walls(self, structure: Structure) -> Iterator[Made]:
        """Walls between bare lines; those of outlines that are walls already stay as drawn."""
        bare = set(self.bare)
        for piece in structure.walls:
            if not bare & set(piece.refs):
                continue
            things = self._made_of(piece.refs)
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

    def openings(
        self,
        structure: Structure,
        outlines: Outlines,
        rooms: Sequence[Made],
        layer_map: LayerMap,
    ) -> Iterator[Made]:
        """Doors and windows that lines tell; bare gaps only where no door is drawn otherwise."""
        known = STRtree([m.element.line for m in self.drawn_openings])  # type: ignore[attr-defined]
        zones = [*self.drawn_zones, *rooms]
        for found in structure.openings:
            bare_gap = found.kind is Found.PASSAGE
            if bare_gap and self.drawn_openings:
                continue
            if len(known.query(found.line, predicate="dwithin", distance=SAME_OPENING_M)):
                continue
            things = self._made_of(found.refs) or self._beside(found)
            if not things:
                continue
            yield from self._opening(found, things, outlines, zones, layer_map)

    def _opening(
        self,
        found: OpeningFound,
        things: Sequence[Placed],
        outlines: Outlines,
        zones: Sequence[Made],
        layer_map: LayerMap,
    ) -> Iterator[Made]:
        building = outlines.building(found.line.interpolate(0.5, normalized=True))
        outward = facing(found.line, [building.area] if building else [], zones, self.spec)
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

    def _beside(self, found: OpeningFound) -> tuple[Placed, ...]:
        """The wall beside a gap that nothing is drawn in."""
        near = [
            m.thing
            for m in self.drawn_walls
            if isinstance(m.element, Wall) and m.element.area.distance(found.line) < 0.3
        ]
        near += [self.things[n] for n in self.bare if _distance(self.things[n], found) < 0.3]
        return tuple(sorted(near, key=lambda t: (len(t.entity.handle), t.entity.handle))[:1])

    def rooms(
        self, structure: Structure, texts: Sequence[Placed], layer_map: LayerMap
    ) -> Iterator[Made]:
        """Rooms that walls enclose, where no outline of a room is drawn."""
        words = [t for t in texts if t.sheet.number == self.spec.number]
        drawn = [m.element.area for m in self.drawn_zones]  # type: ignore[attr-defined]
        tree = STRtree(drawn)
        anchor = self._anchor()
        for n, room in enumerate(structure.rooms):
            taken = sum(drawn[k].intersection(room).area for k in tree.query(room))
            if anchor is None or taken > TAKEN_SHARE * room.area:
                continue
            inside = [t.entity.text for t in words if room.covers(Point(t.at))]
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

    def buildings(self, structure: Structure) -> Iterator[Made]:
        """Building outlines round the walls, where no plan draws any."""
        anchor = self._anchor()
        if anchor is None:
            return
        for n, outline in enumerate(structure.outlines):
            element = Building(
                id=f"{self.spec.number}:{anchor.entity.handle}+outline{n + 1}",
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

    def _anchor(self) -> Placed | None:
        """The first wall of the sheet: what encloses rooms is named after it."""
        walls = [self.things[n] for n in self.bare] + [m.thing for m in self.drawn_walls]
        return min(walls, key=lambda t: (len(t.entity.handle), t.entity.handle), default=None)

    def repairs(self, structure: Structure) -> Iterator[Repair]:
        """Gaps of walls that were closed."""
        for repair in structure.repairs:
            things = self._made_of(repair.refs)
            yield Repair(at=repair.at, length_m=repair.length_m, source=things[0].source)


def _arc(thing: Placed, ref: int) -> Arc:
    entity = thing.entity
    cx, cy = entity.at or (0.0, 0.0)
    (x0, y0), (x1, y1) = entity.points[0], entity.points[1]
    turned = (x0 - cx) * (y1 - cy) - (y0 - cy) * (x1 - cx)
    return Arc(
        centre=(cx, cy),
        radius_m=entity.radius,
        start_deg=degrees(atan2(y0 - cy, x0 - cx)),
        sweep_deg=entity.sweep_deg if turned >= 0 else -entity.sweep_deg,
        ref=ref,
    )


def _how(found: OpeningFound) -> How:
    if {Sign.SWING, Sign.LEAF} & set(found.evidence):
        return How.SWING
    if {Sign.GLAZING, Sign.THIN_LINES, Sign.IN_WALL} & set(found.evidence):
        return How.GLASS
    return How.DRAWN if Sign.DOOR_LINES in found.evidence else How.GAP


def _distance(thing: Placed, found: OpeningFound) -> float:
    return min(found.line.distance(Point(p)) for p in thing.entity.points)


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
