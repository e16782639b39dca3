"""Rooms: the spaces of a model with their footprint, storey and use; stairs, lifts, bays."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from shapely import Point, STRtree

from cpted_rules.drawing.ifc.item import Item
from cpted_rules.drawing.ifc.scene import Made, Scene
from cpted_rules.drawing.layers.layer_map import LayerMap, Meaning
from cpted_rules.plan import ParkingBay, Serves, Zone, ZoneKind
from cpted_rules.plan.elements import Area

LARGEST_BAY_M2 = 25.0
"""A larger parking space holds several bays and lanes."""

_OF_ROOMS = {
    Serves.DWELLING: ZoneKind.DWELLING,
    Serves.STAIR: ZoneKind.STAIR,
    Serves.SHOP: ZoneKind.SHOP,
    Serves.GUARD_POST: ZoneKind.GUARD_POST,
    Serves.ROOF: ZoneKind.ROOF,
}
_SERVED = {kind: serves for serves, kind in _OF_ROOMS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A space of the model.

    Args:
        use: None where no word tells it.
        serves: what its windows and doors serve; None where that is not known.
        home: the dwelling it belongs to or stands for, so that a door out of it is a front door;
            "" where the model does not say.
    """

    item: Item
    area: Area
    level: int
    label: str
    use: ZoneKind | None
    serves: Serves | None
    home: str


@dataclass(frozen=True)
class Rooms:
    """All rooms of a model."""

    rooms: tuple[Room, ...]
    shapeless: tuple[Item, ...] = field(default=())

    @cached_property
    def by_item(self) -> Mapping[Item, Room]:
        """Rooms by their space."""
        return {room.item: room for room in self.rooms}

    @cached_property
    def _tree(self) -> STRtree:
        return STRtree([room.area for room in self.rooms])

    def around(self, at: Point, level: int) -> Room | None:
        """The innermost room of a level around a point."""
        found = [
            (self.rooms[n].area.area, int(n))
            for n in self._tree.query(at, predicate="intersects")
            if self.rooms[n].level == level
        ]
        return self.rooms[min(found)[1]] if found else None


def rooms_of(scene: Scene) -> Rooms:
    """The spaces of a model that have a footprint."""
    rooms: list[Room] = []
    shapeless: list[Item] = []
    for item in scene.of(Meaning.ZONE):
        if not item.is_a("IfcSpace", "IfcSpatialZone"):
            continue
        shape = scene.shapes.of(item)
        area = scene.shapes.footprint(item)
        if area is None:
            shapeless.append(item)
            continue
        level = scene.levels.of(item, shape.bottom_m if shape is not None else None)
        rooms.append(_room(item, area, level, scene.layer_map))
    return Rooms(tuple(rooms), tuple(shapeless))


def _room(item: Item, area: Area, level: int, layer_map: LayerMap) -> Room:
    use, label = None, item.label
    for words in (*item.words, item.stated("Category", "OccupancyType") or ""):
        use = _use(words, layer_map) if words else None
        if use is not None:
            label = words
            break
    home = _home(item, label, layer_map)
    if home and use in (None, ZoneKind.ROOM):
        use = ZoneKind.DWELLING
    serves = layer_map.word("rooms", label)
    if home and use is ZoneKind.DWELLING:
        serves = Serves.DWELLING
    return Room(
        item=item,
        area=area,
        level=level,
        label=label,
        use=use,
        serves=Serves(serves) if serves else _SERVED.get(use, Serves.COMMON) if use else None,
        home=home,
    )


def _home(item: Item, label: str, layer_map: LayerMap) -> str:
    """The dwelling a room is of: the zone or space around it that is one, or itself."""
    groups = [g for g in item.inverse("HasAssignments", "RelatingGroup") if g.is_a("IfcZone")]
    whole = item.above("IfcSpace")
    for around in (*groups, *([whole] if whole is not None else [])):
        if any(_is_dwelling(words, layer_map) for words in around.words):
            return around.handle
    itself = _use(label, layer_map) is ZoneKind.DWELLING and _is_dwelling(label, layer_map)
    return item.handle if itself else ""


def _is_dwelling(words: str, layer_map: LayerMap) -> bool:
    return layer_map.word("uses", words) == Serves.DWELLING


def _use(words: str, layer_map: LayerMap) -> ZoneKind | None:
    """The use that some words tell; a room of a dwelling tells it by its own name."""
    use = layer_map.word("zones", words)
    serves = layer_map.word("rooms", words)
    if use is not None and (use != ZoneKind.ROOM or serves != Serves.DWELLING):
        return ZoneKind(use)
    return _OF_ROOMS.get(Serves(serves), ZoneKind.ROOM) if serves else None


def zones(scene: Scene, rooms: Rooms) -> Iterator[Made]:
    """Zones from spaces, stairs and lifts."""
    for room in rooms.rooms:
        kind = room.use or ZoneKind.ROOM
        zone = Zone(
            id=room.item.name(),
            label=room.label,
            storey=0 if room.level == 1 and is_outdoors(room.item) else room.level,
            source=room.item.source,
            area=room.area,
            kind=kind,
        )
        yield Made(element=zone, item=room.item, kind=f"zone.{kind.value}")
    drawn = {
        kind: [(r.area, r.level) for r in rooms.rooms if r.use is kind]
        for kind in (ZoneKind.STAIR, ZoneKind.LIFT)
    }
    for item in scene.of(Meaning.ZONE):
        if item.is_a("IfcStair", "IfcTransportElement"):
            yield from _risers(scene, item, drawn)


def is_outdoors(item: Item) -> bool:
    """Whether a space is one of the open air."""
    return "EXTERNAL" in (item.text("PredefinedType"), item.text("InteriorOrExteriorSpace"))


def _risers(
    scene: Scene, item: Item, drawn: Mapping[ZoneKind, Iterable[tuple[Area, int]]]
) -> Iterator[Made]:
    """A stair or lift on each level it stands on, where no space of that use is drawn there."""
    kind = ZoneKind.STAIR if item.is_a("IfcStair") else ZoneKind.LIFT
    if kind is ZoneKind.LIFT and item.predefined not in ("", "ELEVATOR"):
        return
    shape = scene.shapes.of(item)
    area = shape.footprint() if shape is not None else None
    if shape is None or area is None:
        return
    home = scene.levels.of(item, shape.bottom_m)
    on = scene.levels.spanned(shape.bottom_m, shape.top_m, home)
    middle = area.representative_point()
    for level in on:
        if any(level == there and room.intersects(middle) for room, there in drawn[kind]):
            continue
        zone = Zone(
            id=item.name(None if len(on) == 1 else level),
            label=item.label,
            storey=level,
            source=item.source,
            area=area,
            kind=kind,
        )
        yield Made(element=zone, item=item, kind=f"zone.{kind.value}")


def bays(scene: Scene) -> Iterator[Made]:
    """Parking bays."""
    for item in scene.of(Meaning.BAY):
        shape = scene.shapes.of(item)
        area = shape.footprint() if shape is not None else None
        if shape is None or area is None or area.area > LARGEST_BAY_M2:
            continue
        outdoors = item.above("IfcBuildingStorey") is None
        bay = ParkingBay(
            id=item.name(),
            label=item.text("Name"),
            storey=0 if outdoors else scene.levels.of(item, shape.bottom_m),
            source=item.source,
            area=area,
            reserved=item.stated("ParkingUse", "주차구분", "TYPE") or "",
        )
        yield Made(element=bay, item=item, kind="bay")
