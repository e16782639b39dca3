"""Doors, windows, gates and shutters: where they cut their wall, what they serve and state."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cpted_rules.drawing.attributes import unless_none
from cpted_rules.drawing.ifc.cuts import Cut, cut_of
from cpted_rules.drawing.ifc.item import Item
from cpted_rules.drawing.ifc.masses import Masses
from cpted_rules.drawing.ifc.rooms import Room, Rooms
from cpted_rules.drawing.ifc.scene import Made, Scene
from cpted_rules.drawing.ifc.sides import Sides, sides_of
from cpted_rules.drawing.layers.layer_map import LayerMap, Meaning
from cpted_rules.plan import Opening, OpeningKind, Serves

KINDS = {
    Meaning.WINDOW: OpeningKind.WINDOW,
    Meaning.DOOR: OpeningKind.DOOR,
    Meaning.GATE: OpeningKind.GATE,
    Meaning.SHUTTER: OpeningKind.SHUTTER,
}

_MARK = re.compile(r"[A-Za-z가-힣]{1,6}[-_ .]?\d{1,4}[A-Za-z]?(?:-\d{1,3})?")


@dataclass(frozen=True, kw_only=True)
class Openings:
    """What doors and windows came to.

    Args:
        placeless: without any body or size to tell where they are.
        contrary: whose stated width is not the width of their body.
        entrances: taken for building entrances because they are outer doors on the ground.
        unserved: whose use could not be told.
    """

    made: tuple[Made, ...]
    placeless: tuple[Item, ...]
    contrary: tuple[Item, ...]
    entrances: tuple[Item, ...]
    unserved: tuple[Item, ...]


def openings_of(scene: Scene, rooms: Rooms, masses: Masses) -> Openings:
    """Every door, window, gate and shutter of a model."""
    made: list[Made] = []
    placeless: list[Item] = []
    contrary: list[Item] = []
    entrances: list[Item] = []
    unserved: list[Item] = []
    for item in scene.of(*KINDS):
        kind = KINDS[scene.meanings[item] or Meaning.DOOR]
        cut = cut_of(scene, item)
        if cut is None:
            placeless.append(item)
            continue
        if cut.contrary:
            contrary.append(item)
        level = _level(scene, item, cut)
        sides = sides_of(item, cut.line, level, rooms=rooms, masses=masses)
        serves, assumed = _serves(scene, item, kind, level, sides)
        if assumed:
            entrances.append(item)
        if serves is None and (sides.outer or _may_be_front_door(sides.rooms)):
            unserved.append(item)
        made.append(
            Made(
                element=_opening(scene, masses, item, kind, cut, level, sides, serves),
                item=item,
                kind="opening",
            )
        )
    return Openings(
        made=tuple(made),
        placeless=tuple(placeless),
        contrary=tuple(contrary),
        entrances=tuple(entrances),
        unserved=tuple(unserved),
    )


def _level(scene: Scene, item: Item, cut: Cut) -> int:
    """The storey of an opening: 0 for a gate on the open ground."""
    if item.above("IfcBuildingStorey") is None and item.above("IfcBuilding") is None:
        return 0
    level = scene.levels.of(item, cut.bottom_m)
    floor = scene.levels.floor(level)
    # the upper windows of a wall that is modelled once through several storeys
    higher = cut.bottom_m is not None and cut.bottom_m > floor.z_m + floor.height_m - 0.3
    return scene.levels.at(cut.bottom_m or 0.0) if higher and not floor.roof else level


def _opening(
    scene: Scene,
    masses: Masses,
    item: Item,
    kind: OpeningKind,
    cut: Cut,
    level: int,
    sides: Sides,
    serves: Serves | None,
) -> Opening:
    floor_m = scene.levels.base_m(level)
    building = item.above("IfcBuilding")
    of = masses.of_building.get(building) if building is not None else None
    room = next((r for r in sides.rooms if r.serves is serves), sides.room)
    return Opening(
        id=item.name(),
        label=item.label,
        storey=level,
        source=item.source,
        line=cut.line,
        kind=kind,
        serves=serves,
        mark=mark_of(item),
        sill_m=_height(cut.bottom_m, floor_m),
        head_m=_height(cut.top_m, floor_m),
        room_use=room.label if room is not None else "",
        outward_deg=sides.outward_deg,
        rating=unless_none(item.stated("SecurityRating", "방범등급", "방범성능", "침입저항등급")),
        access_control=unless_none(
            item.stated("AccessControl", "출입통제", "출입통제장치", "ACCESS")
        ),
        building=of,
    )


def _height(z_m: float | None, floor_m: float) -> float | None:
    return None if z_m is None else round(z_m - floor_m, 3)


def mark_of(item: Item) -> str:
    """The mark of its type in the schedule, such as SD-1; "" where nothing looks like one.

    Departures: a Tag that is a number or a GUID is a program's own and no mark.
    """
    candidates = [item.stated("Mark", "Reference", "기호", "창호번호", "부호") or ""]
    candidates += [item.text("Tag"), item.text("Name")]
    if item.type is not None:
        candidates += [item.type.text("Tag"), item.type.text("Name")]
    return next((words for words in candidates if _MARK.fullmatch(words)), "")


def _serves(
    scene: Scene, item: Item, kind: OpeningKind, level: int, sides: Sides
) -> tuple[Serves | None, bool]:
    """What an opening serves, and whether that is only assumed."""
    if kind is OpeningKind.GATE and level == 0:
        return Serves.SITE_ENTRANCE, False
    named = _by_name(item, scene.layer_map)
    if kind is not OpeningKind.WINDOW and named is not None:
        return named, False
    if kind is OpeningKind.WINDOW:
        return sides.room.serves if sides.room else None, False
    if not sides.outer:
        return _between(sides.rooms), False
    inside = sides.room.serves if sides.room else None
    if inside not in (None, Serves.COMMON):
        return inside, False
    at_ground = level in (0, 1)
    return (Serves.BUILDING_ENTRANCE, True) if at_ground else (inside, False)


def _by_name(item: Item, layer_map: LayerMap) -> Serves | None:
    stated = item.stated("USE", "용도", "문용도")
    for words in (stated or "", *item.words):
        found = layer_map.word("uses", words) if words else None
        if found is not None:
            return Serves(found)
    return None


def _between(rooms: Sequence[Room]) -> Serves | None:
    """What a door between two rooms serves; of a dwelling's own inner doors, nothing.

    A corridor may be the dwelling's own, so the model must say which rooms a dwelling is of.
    """
    if len(rooms) != 2:
        return None
    homes = {room.home for room in rooms}
    if homes != {""}:
        return Serves.DWELLING if len(homes) == 2 else None
    if {room.serves for room in rooms} & {None, Serves.DWELLING}:
        return None
    served = (room.serves for room in rooms if room.serves is not Serves.COMMON)
    return next(served, Serves.COMMON)


def _may_be_front_door(rooms: Sequence[Room]) -> bool:
    """Whether a door leads from a room of a dwelling to a common one."""
    unsaid = all(not room.home for room in rooms)
    return unsaid and {room.serves for room in rooms} == {Serves.DWELLING, Serves.COMMON}
