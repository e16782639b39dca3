"""What a plan puts in the way of sight and light, and what is assumed where it is not drawn."""

from collections.abc import Iterable, Iterator

import shapely
from shapely import LineString, MultiPolygon, Point, Polygon, unary_union
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.scene.assumed import assumed_growth, assumed_values
from cpted_rules.analysis.scene.levels import flat_note
from cpted_rules.analysis.scene.pieces import Obstacle
from cpted_rules.analysis.scene.planting import Season, growing_and_fences
from cpted_rules.analysis.scene.terrain import FLAT, Ground, around_m, level_parts
from cpted_rules.note import Note
from cpted_rules.plan import Building, Opening, OpeningKind, Serves, SitePlan, Wall, ZoneKind
from cpted_rules.settings import Settings

GROUND_ID = "ground"
"""What the ground goes by among obstacles."""

DEPTH_M = 100.0
"""How far down the ground is filled: deeper than any line of sight."""

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


def floor_m(
    plan: SitePlan,
    settings: Settings,
    level: int,
    at: Point,
    *,
    ground: Ground = FLAT,
    building: str | None = None,
) -> float:
    """Floor of a storey at a place: that of its building, outdoors the ground itself. [m]

    Args:
        building: the one it belongs to, where that is known; else the one at that place.
    """
    return elevation_m(plan, settings, level) + ground.under_m(level, at, building=building)


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


def outdoor_obstacles(
    plan: SitePlan,
    settings: Settings,
    *,
    season: Season = Season.LEAF_ON,
    mature: bool = False,
    ground: Ground = FLAT,
) -> tuple[Obstacle, ...]:
    """What stands on the open ground, and under buildings on pilotis; with it the ground itself.

    Args:
        season, mature: of what grows.
    """
    solid = unary_union([b.area for b in plan.buildings if b.base_m <= 0.0])
    under = [
        wall
        for wall in plan.walls
        if wall.storey == 0 or (wall.storey == 1 and not wall.area.within(solid))
    ]
    return (
        *(_mass(plan, settings, building, ground) for building in plan.buildings),
        *growing_and_fences(plan, settings, season=season, mature=mature, ground=ground),
        *(piece for wall in under for piece in _wall(plan, settings, wall, ground)),
        *_ridges(ground),
    )


def storey_obstacles(
    plan: SitePlan,
    settings: Settings,
    level: int,
    *,
    season: Season = Season.LEAF_ON,
    mature: bool = False,
    ground: Ground = FLAT,
) -> tuple[Obstacle, ...]:
    """What stands on one storey, seen by someone inside it; on storey 1 also what stands outdoors.

    Walls are opened where windows and doors cut them. Closed doors block, glass does not.
    """
    walls = [wall for wall in plan.walls if wall.storey == level]
    openings = [o for o in plan.openings if o.storey == level]
    inside = tuple(_opened(plan, settings, walls, openings, ground))
    panels = tuple(_panels(plan, settings, openings, ground)) if walls else ()
    if level != 1:
        return inside + panels
    rooms = [room.area for room in plan.zones if room.storey == 1]
    bays = [bay.area for bay in plan.bays if bay.storey == 1]
    drawn = unary_union([*(wall.area for wall in walls), *rooms, *bays])
    floor = ceiling_m(plan, settings, 1)
    masses = [
        _mass(plan, settings, b, ground, base_m=floor if b.area.intersects(drawn) else None)
        for b in plan.buildings
    ]
    growing = growing_and_fences(plan, settings, season=season, mature=mature, ground=ground)
    outdoors = (p for w in plan.walls if w.storey == 0 for p in _wall(plan, settings, w, ground))
    return (*masses, *growing, *outdoors, *inside, *panels, *_ridges(ground))


def _mass(
    plan: SitePlan,
    settings: Settings,
    building: Building,
    ground: Ground,
    *,
    base_m: float | None = None,
) -> Obstacle:
    foot = ground.under_m(1, building.area.centroid, building=building.id)
    base = max(building.base_m, base_m or 0.0)
    if base == 0.0:  # down to the ground on its lower side
        base = min(around_m(ground, building.area)[0] - foot, 0.0)
    return Obstacle(
        id=building.id,
        shape=ground.lifted(building.area, foot),
        base_m=base,
        top_m=top_m(plan, settings, building),
    )


def _ridges(ground: Ground) -> Iterator[Obstacle]:
    """The ground where it can come up into a line of sight, filled from below."""
    for ends in ground.ridges().tolist():
        yield Obstacle(id=GROUND_ID, shape=LineString(ends), base_m=-DEPTH_M, top_m=0.0)


def _wall(
    plan: SitePlan,
    settings: Settings,
    wall: Wall,
    ground: Ground,
    shape: Polygon | MultiPolygon | None = None,
) -> Iterator[Obstacle]:
    area = wall.area if shape is None else shape
    floor = elevation_m(plan, settings, wall.storey)
    ceiling = ceiling_m(plan, settings, wall.storey)
    parts: Iterable[tuple[Polygon | MultiPolygon, float, float]]
    if wall.storey == 0:
        parts = level_parts(ground, area)
    else:
        level = ground.under_m(wall.storey, area.centroid)
        parts = ((area, level, level),)
    for part, low, mean in parts:
        yield Obstacle(
            id=wall.id,
            shape=ground.lifted(part, mean),
            base_m=floor + wall.base_m + (low - mean),
            top_m=floor + (ceiling if wall.top_m is None else wall.top_m),
        )


def _opened(
    plan: SitePlan,
    settings: Settings,
    walls: list[Wall],
    openings: list[Opening],
    ground: Ground,
) -> Iterator[Obstacle]:
    cut = unary_union([o.line.buffer(WALL_REACH_M, cap_style="flat") for o in openings])
    for wall in walls:
        if wall.column or not wall.area.intersects(cut):
            yield from _wall(plan, settings, wall, ground)
            continue
        left = _areas(wall.area.difference(cut))
        if left is not None:
            yield from _wall(plan, settings, wall, ground, left)


def _areas(shape: BaseGeometry) -> MultiPolygon | None:
    """The areas of a shape, without slivers of lines and points."""
    parts = getattr(shape, "geoms", (shape,))
    polygons = [p for p in parts if isinstance(p, Polygon) and not p.is_empty]
    return MultiPolygon(polygons) if polygons else None


def _panels(
    plan: SitePlan, settings: Settings, openings: list[Opening], ground: Ground
) -> Iterator[Obstacle]:
    """The wall below and above each opening, and closed doors."""
    for opening in openings:
        floor = elevation_m(plan, settings, opening.storey)
        ceiling = floor + ceiling_m(plan, settings, opening.storey)
        sill, head = heights_m(settings, opening)
        glass = opening.kind is OpeningKind.WINDOW or opening.serves in SEE_THROUGH
        low = floor + (sill if glass else head)
        middle = opening.line.interpolate(0.5, normalized=True)
        level = ground.under_m(opening.storey, middle, building=opening.building)
        shape = ground.lifted(opening.line, level)
        for base, top in ((floor, low), (floor + head, ceiling)):
            yield Obstacle(id=opening.id, shape=shape, base_m=base, top_m=top)


def heights_m(settings: Settings, opening: Opening) -> tuple[float, float]:
    """Sill and head of an opening above its floor, as drawn or assumed. [m]"""
    window = opening.kind is OpeningKind.WINDOW
    sill = opening.sill_m if opening.sill_m is not None else (settings.window_sill_m * window)
    head = opening.head_m
    if head is None:
        head = settings.window_head_m if window else settings.door_head_m
    return sill, head


def assumptions(
    plan: SitePlan,
    settings: Settings,
    *,
    season: Season = Season.LEAF_ON,
    mature: bool = False,
    ground: Ground = FLAT,
) -> tuple[Note, ...]:
    """What the analyses assume because it is not drawn: one note for each attribute."""
    if not any(plan.elements()):
        return ()
    return (
        *assumed_values(plan, settings),
        *assumed_growth(plan, settings, season=season, mature=mature),
        *((flat_note(plan),) if ground.is_flat else ground.notes),
    )
