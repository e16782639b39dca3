"""What a plan puts in the way of sight and light, and what is assumed where it is not drawn."""

from collections.abc import Iterable, Iterator

import shapely
from shapely import MultiPolygon, Polygon, unary_union
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.scene.pieces import Obstacle
from cpted_rules.note import Note, Severity
from cpted_rules.plan import (
    Building,
    Element,
    Opening,
    OpeningKind,
    Serves,
    SitePlan,
    Wall,
    ZoneKind,
)
from cpted_rules.settings import Settings
from cpted_rules.text import Text

WALL_REACH_M = 0.35
"""Half the thickest wall that an opening's line is taken to cut through."""

SEE_THROUGH = frozenset({Serves.SHOP, Serves.BUILDING_ENTRANCE})
"""Doors of glass as a rule: they do not block sight."""


ROOMS = frozenset(
    {
        ZoneKind.LIFT_LOBBY,
        ZoneKind.LIFT,
        ZoneKind.STAIR,
        ZoneKind.MANAGEMENT_OFFICE,
        ZoneKind.GUARD_POST,
        ZoneKind.SHOP,
        ZoneKind.LOBBY,
        ZoneKind.DWELLING,
    }
)
"""Zones that are rooms: closed around, where no building's outline says so."""


def elevation_m(plan: SitePlan, settings: Settings, level: int) -> float:
    """Floor of a storey above local ground; as drawn, else from the storey height. [m]"""
    drawn = {s.level: s.elevation_m for s in plan.storeys}
    if level in drawn:
        return drawn[level]
    if level == 0:
        return 0.0
    return settings.storey_height_m * (level - 1 if level > 0 else level)


def ceiling_m(plan: SitePlan, settings: Settings, level: int) -> float:
    """Height of a storey, floor to floor. [m]"""
    drawn = {s.level: s.height_m for s in plan.storeys}
    return drawn.get(level, settings.storey_height_m)


def top_m(plan: SitePlan, settings: Settings, building: Building) -> float:
    """Top of a building above ground; as drawn, else from its floors, else from the storeys. [m]"""
    if building.top_m is not None:
        return building.top_m
    floors = building.floors or max((s.level for s in plan.storeys if s.level > 0), default=1)
    return building.base_m + settings.storey_height_m * floors


def closed_at(plan: SitePlan, settings: Settings, storey: int) -> BaseGeometry:
    """What is closed at eye height of a storey: masses, at the ground rooms and walls too."""
    z = elevation_m(plan, settings, storey) + settings.eye_height_m
    solid = [b.area for b in plan.buildings if b.base_m <= z < top_m(plan, settings, b)]
    inside: list[BaseGeometry] = []
    if storey in (0, 1):
        inside += [r.area for r in plan.zones if r.kind in ROOMS and r.storey == 1]
        inside += [w.area for w in plan.walls if w.storey == 1 and not w.column]
    shape = unary_union([*solid, *inside])
    shapely.prepare(shape)
    return shape


def outdoor_obstacles(plan: SitePlan, settings: Settings) -> tuple[Obstacle, ...]:
    """What stands on the open ground, and under buildings on pilotis."""
    solid = unary_union([b.area for b in plan.buildings if b.base_m <= 0.0])
    under = [
        wall
        for wall in plan.walls
        if wall.storey == 0 or (wall.storey == 1 and not wall.area.within(solid))
    ]
    return (
        *(_mass(plan, settings, building) for building in plan.buildings),
        *_growing_and_fences(plan, settings),
        *(_wall(plan, settings, wall) for wall in under),
    )


def storey_obstacles(plan: SitePlan, settings: Settings, level: int) -> tuple[Obstacle, ...]:
    """What stands on one storey, seen by someone inside it; on storey 1 also what stands outdoors.

    Walls are opened where windows and doors cut them. Closed doors block, glass does not.
    """
    walls = [wall for wall in plan.walls if wall.storey == level]
    openings = [o for o in plan.openings if o.storey == level]
    inside = tuple(_opened(plan, settings, walls, openings))
    panels = tuple(_panels(plan, settings, openings)) if walls else ()
    if level != 1:
        return inside + panels
    rooms = [room.area for room in plan.zones if room.storey == 1]
    bays = [bay.area for bay in plan.bays if bay.storey == 1]
    drawn = unary_union([*(wall.area for wall in walls), *rooms, *bays])
    floor = ceiling_m(plan, settings, 1)
    masses = [
        _mass(plan, settings, b, base_m=floor if b.area.intersects(drawn) else None)
        for b in plan.buildings
    ]
    outdoors = (_wall(plan, settings, w) for w in plan.walls if w.storey == 0)
    return (*masses, *_growing_and_fences(plan, settings), *outdoors, *inside, *panels)


def _mass(
    plan: SitePlan, settings: Settings, building: Building, *, base_m: float | None = None
) -> Obstacle:
    return Obstacle(
        id=building.id,
        shape=building.area,
        base_m=max(building.base_m, base_m or 0.0),
        top_m=top_m(plan, settings, building),
    )


def _growing_and_fences(plan: SitePlan, settings: Settings) -> Iterator[Obstacle]:
    for barrier in plan.barriers:
        openness = barrier.openness_share
        yield Obstacle(
            id=barrier.id,
            shape=barrier.line,
            base_m=barrier.base_m,
            top_m=settings.fence_height_m if barrier.top_m is None else barrier.top_m,
            openness_share=settings.fence_openness_share if openness is None else openness,
            plant=barrier.kind == "hedge",
        )
    for tree in plan.trees:
        base, radius = tree.crown_base_m, tree.crown_radius_m
        yield Obstacle(
            id=tree.id,
            shape=tree.at,
            base_m=settings.tree_crown_base_m if base is None else base,
            top_m=settings.tree_height_m if tree.height_m is None else tree.height_m,
            openness_share=settings.tree_openness_share,
            radius_m=settings.tree_crown_radius_m if radius is None else radius,
            plant=True,
        )
    for shrub in plan.shrubs:
        yield Obstacle(
            id=shrub.id,
            shape=shrub.area,
            base_m=0.0,
            top_m=settings.shrub_height_m if shrub.height_m is None else shrub.height_m,
            plant=True,
        )


def _wall(
    plan: SitePlan, settings: Settings, wall: Wall, shape: Polygon | MultiPolygon | None = None
) -> Obstacle:
    floor = elevation_m(plan, settings, wall.storey)
    ceiling = ceiling_m(plan, settings, wall.storey)
    return Obstacle(
        id=wall.id,
        shape=wall.area if shape is None else shape,
        base_m=floor + wall.base_m,
        top_m=floor + (ceiling if wall.top_m is None else wall.top_m),
    )


def _opened(
    plan: SitePlan, settings: Settings, walls: list[Wall], openings: list[Opening]
) -> Iterator[Obstacle]:
    cut = unary_union([o.line.buffer(WALL_REACH_M, cap_style="flat") for o in openings])
    for wall in walls:
        if wall.column or not wall.area.intersects(cut):
            yield _wall(plan, settings, wall)
            continue
        left = _areas(wall.area.difference(cut))
        if left is not None:
            yield _wall(plan, settings, wall, left)


def _areas(shape: BaseGeometry) -> MultiPolygon | None:
    """The areas of a shape, without slivers of lines and points."""
    parts = getattr(shape, "geoms", (shape,))
    polygons = [p for p in parts if isinstance(p, Polygon) and not p.is_empty]
    return MultiPolygon(polygons) if polygons else None


def _panels(plan: SitePlan, settings: Settings, openings: list[Opening]) -> Iterator[Obstacle]:
    """The wall below and above each opening, and closed doors."""
    for opening in openings:
        floor = elevation_m(plan, settings, opening.storey)
        ceiling = floor + ceiling_m(plan, settings, opening.storey)
        sill, head = heights_m(settings, opening)
        glass = opening.kind is OpeningKind.WINDOW or opening.serves in SEE_THROUGH
        low = floor + (sill if glass else head)
        for base, top in ((floor, low), (floor + head, ceiling)):
            yield Obstacle(id=opening.id, shape=opening.line, base_m=base, top_m=top)


def heights_m(settings: Settings, opening: Opening) -> tuple[float, float]:
    """Sill and head of an opening above its floor, as drawn or assumed. [m]"""
    window = opening.kind is OpeningKind.WINDOW
    sill = opening.sill_m if opening.sill_m is not None else (settings.window_sill_m * window)
    head = opening.head_m
    if head is None:
        head = settings.window_head_m if window else settings.door_head_m
    return sill, head


def assumptions(plan: SitePlan, settings: Settings) -> tuple[Note, ...]:
    """What the analyses assume because it is not drawn: one note for each attribute."""
    windows = [o for o in plan.openings if o.kind is OpeningKind.WINDOW]
    doors = [o for o in plan.openings if o.kind is not OpeningKind.WINDOW]
    outdoor = [lamp for lamp in plan.luminaires if lamp.storey == 0]
    indoor = [lamp for lamp in plan.luminaires if lamp.storey != 0]
    rows: tuple[tuple[str, Text, int, float, str], ...] = (
        (
            "building-height",
            _BUILDING,
            _none(plan.buildings, "top_m"),
            settings.storey_height_m,
            "m",
        ),
        ("barrier-height", _BARRIER, _none(plan.barriers, "top_m"), settings.fence_height_m, "m"),
        (
            "barrier-openness",
            _OPENNESS,
            _none(plan.barriers, "openness_share"),
            settings.fence_openness_share,
            "",
        ),
        ("tree-height", _TREE, _none(plan.trees, "height_m"), settings.tree_height_m, "m"),
        ("crown-base", _TRUNK, _none(plan.trees, "crown_base_m"), settings.tree_crown_base_m, "m"),
        (
            "crown-radius",
            _CROWN,
            _none(plan.trees, "crown_radius_m"),
            settings.tree_crown_radius_m,
            "m",
        ),
        ("shrub-height", _SHRUB, _none(plan.shrubs, "height_m"), settings.shrub_height_m, "m"),
        ("window-sill", _SILL, _none(windows, "sill_m"), settings.window_sill_m, "m"),
        ("window-head", _HEAD, _none(windows, "head_m"), settings.window_head_m, "m"),
        ("door-head", _DOOR, _none(doors, "head_m"), settings.door_head_m, "m"),
        ("lamp-height", _LAMP, _none(outdoor, "height_m"), settings.luminaire_height_m, "m"),
        (
            "ceiling-lamp-height",
            _CEILING_LAMP,
            _none(indoor, "height_m"),
            settings.ceiling_luminaire_height_m,
            "m",
        ),
        (
            "maintenance-factor",
            _MAINTENANCE,
            _none(plan.luminaires, "maintenance_factor"),
            settings.maintenance_factor,
            "",
        ),
        ("camera-height", _CAMERA, _none(plan.cameras, "height_m"), settings.camera_height_m, "m"),
    )
    return tuple(
        Note(
            code=f"assumed/{code}",
            text=_ASSUMED.fill(what=what, count=str(count), value=f"{value:g} {unit}".strip()),
            severity=Severity.ASSUMPTION,
        )
        for code, what, count, value, unit in rows
        if count
    )


def _none(elements: Iterable[Element], attribute: str) -> int:
    """How many elements have no such attribute drawn."""
    return sum(getattr(element, attribute) is None for element in elements)


_ASSUMED = Text(
    ko="{what} 미표기 {count}개: {value}(으)로 가정",
    en="{what} not drawn for {count}: taken as {value}",
)
_BUILDING = Text(ko="건물 높이(층당)", en="Height of a building (per storey)")
_BARRIER = Text(ko="담장·울타리 높이", en="Height of a fence or hedge")
_OPENNESS = Text(ko="담장 개방률", en="Openness of a fence")
_TREE = Text(ko="교목 수고", en="Height of a tree")
_TRUNK = Text(ko="교목 지하고", en="Clear trunk of a tree")
_CROWN = Text(ko="교목 수관 반경", en="Crown radius of a tree")
_SHRUB = Text(ko="관목 높이", en="Height of shrubs")
_SILL = Text(ko="창대 높이", en="Sill of a window")
_HEAD = Text(ko="창 상단 높이", en="Head of a window")
_DOOR = Text(ko="문 상단 높이", en="Head of a door")
_LAMP = Text(ko="옥외등 설치 높이", en="Mounting height of an outdoor lamp")
_CEILING_LAMP = Text(ko="천장등 설치 높이", en="Mounting height of a ceiling lamp")
_MAINTENANCE = Text(ko="조명 보수율", en="Maintenance factor of a lamp")
_CAMERA = Text(ko="카메라 설치 높이", en="Mounting height of a camera")
