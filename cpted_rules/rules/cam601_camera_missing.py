"""CAM601: cameras at each of the places where a clause asks for one."""

from collections.abc import Iterator
from dataclasses import dataclass

from shapely import LineString
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.cameras.watched import watching
from cpted_rules.plan import Element, OpeningKind, Serves, SheetKind, Zone, ZoneKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same

SAME_SHAFT_SHARE = 0.3
"""Rooms of two storeys that overlap by this share are one shaft."""

DOOR_M = 0.6
"""A door lies this near to the room it leads into, its wall between."""

TARGET = {
    "lift": "lift",
    "lift_lobby_basement": "lobby",
    "lift_lobby_ground": "lobby",
    "roof_door": "roof",
    "stair": "stair",
    "building_entrance": "entrance",
    "playground": "playground",
    "shop_entrance": "entrance",
    "counter": "counter",
}
WHERE = {
    "lift": (Text(ko="승강기의 위치", en="where the lifts are"), SheetKind.FLOOR_PLAN),
    "building_entrance": (
        Text(ko="건축물 출입구의 위치", en="where the building entrances are"),
        SheetKind.FLOOR_PLAN,
    ),
    "shop_entrance": (
        Text(ko="점포 출입문의 위치", en="where the doors of the shop are"),
        SheetKind.FLOOR_PLAN,
    ),
    "counter": (Text(ko="계산대의 위치", en="where the counter is"), SheetKind.FLOOR_PLAN),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """One instance of a place, with the storeys a camera for it may be drawn on."""

    lead: Element
    shape: BaseGeometry
    storeys: frozenset[int]


@rule(
    "CAM601",
    title=Text(ko="필요한 곳의 카메라", en="Camera where one is asked for"),
    measures=Text(ko="그 곳을 비추는 카메라 수", en="cameras that look at the place"),
    says=Text(
        ko="{place} {subject} 위치를 비추는 카메라: {value}",
        en="cameras looking at {subject}, {place}: {value}",
    ),
    unit="count",
    needs=(
        (SheetKind.SECURITY_PLAN,),
        (SheetKind.FLOOR_PLAN, SheetKind.SITE_PLAN, SheetKind.PARKING_PLAN),
    ),
)
def camera_missing(site: Site, *, place: str, within_m: float) -> Iterator[Measurement]:
    """Cameras that look at each instance of a kind of place. [count]

    Why: at few, known places everybody passes; a camera there sees who comes and goes.
    How: `place` is lift, lift_lobby_basement (storeys with parking), lift_lobby_ground, roof_door,
        stair, building_entrance, playground, shop_entrance or counter. Lifts and stairs are one
        instance through all storeys. A camera counts if the drawing names it for such a place and
        it stands at this one; one without a target, if this place is in its field of view within
        `within_m` with no wall between. Doors of shops: of those with a counter, if one is drawn.
    Lacking: the places themselves, where they must exist: building entrances, lifts if declared,
        door and counter of a shop.
    """
    places = tuple(_places(site, place))
    for instance in places:
        cameras = watching(
            site.plan,
            site.settings,
            instance.shape,
            storeys=instance.storeys,
            target=TARGET[place],
            within_m=within_m,
        )
        yield Measurement(
            subjects=(instance.lead.id, *(camera.id for camera in cameras)),
            value=float(len(cameras)),
            where=instance.shape,
            storey=instance.lead.storey,
            witness=tuple(
                Witness(
                    kind=WitnessKind.SIGHT_LINE,
                    shape=LineString([camera.at, instance.shape.representative_point()]),
                    label=same(camera.mark) if camera.mark else None,
                )
                for camera in cameras
                if not camera.at.equals(instance.shape.representative_point())
            ),
        )
    if not places and (without := _without(site, place)):
        what, sheet = WHERE[place]
        yield Measurement(subjects=without, value=None, lacking=what, lacking_sheet=sheet)


def _places(site: Site, place: str) -> Iterator[_Place]:
    match place:
        case "lift":
            yield from _shafts(site.zones(ZoneKind.LIFT))
        case "stair":
            yield from _shafts(site.zones(ZoneKind.STAIR))
        case "lift_lobby_basement":
            parked = {z.storey for z in site.zones(ZoneKind.PARKING_LANE)}
            parked |= {bay.storey for bay in site.plan.bays}
            for zone in site.zones(ZoneKind.LIFT_LOBBY):
                if zone.storey < 0 and zone.storey in parked:
                    yield _room(zone)
        case "lift_lobby_ground":
            yield from (_room(zone) for zone in site.zones(ZoneKind.LIFT_LOBBY, storey=1))
        case "playground":
            yield from (_room(zone) for zone in site.zones(ZoneKind.PLAYGROUND))
        case "counter":
            yield from (_room(zone) for zone in site.zones(ZoneKind.COUNTER))
        case "roof_door":
            yield from _doors(site, Serves.ROOF)
        case "building_entrance":
            yield from _doors(site, Serves.BUILDING_ENTRANCE)
        case "shop_entrance":
            yield from _shop_doors(site)
        case _:
            raise ValueError(f"place {place}: one of {sorted(TARGET)}")


def _room(zone: Zone) -> _Place:
    return _Place(lead=zone, shape=zone.area, storeys=frozenset({zone.storey}))


def _doors(site: Site, serves: Serves) -> Iterator[_Place]:
    """Doors of a kind; a camera outside or on the roof may be drawn on the storey next to it."""
    for opening in site.openings(serves):
        if opening.kind is not OpeningKind.WINDOW:
            storeys = frozenset({opening.storey - 1, opening.storey, opening.storey + 1})
            yield _Place(lead=opening, shape=opening.line, storeys=storeys)


def _shop_doors(site: Site) -> Iterator[_Place]:
    """Doors of the shops with a counter; of every shop where no counter is drawn."""
    counters = site.zones(ZoneKind.COUNTER)
    shops = [
        shop.area
        for shop in site.zones(ZoneKind.SHOP)
        if any(c.storey == shop.storey and c.area.intersects(shop.area) for c in counters)
    ]
    for door in _doors(site, Serves.SHOP):
        if not shops or any(door.shape.distance(shop) <= DOOR_M for shop in shops):
            yield door


def _shafts(zones: tuple[Zone, ...]) -> Iterator[_Place]:
    """Rooms put together where they overlap in plan; the lowest leads."""
    left = sorted(zones, key=lambda z: (z.storey, z.id))
    while left:
        lowest = left[0]
        least = SAME_SHAFT_SHARE * lowest.area.area
        shaft = [z for z in left if z.area.intersection(lowest.area).area > least] or [lowest]
        yield _Place(
            lead=lowest, shape=lowest.area, storeys=frozenset(zone.storey for zone in shaft)
        )
        left = [z for z in left if z not in shaft]


def _without(site: Site, place: str) -> tuple[str, ...]:
    """The elements that must have such a place but are drawn without it."""
    buildings = tuple(b.id for b in site.plan.buildings if not b.neighbour)
    if place == "building_entrance":
        return buildings
    if place == "lift":
        return buildings if any(part.lift for part in site.facts.parts) else ()
    if place in ("shop_entrance", "counter"):
        return tuple(zone.id for zone in site.zones(ZoneKind.SHOP))
    return ()
