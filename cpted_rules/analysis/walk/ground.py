"""The ground of a plan that people walk on, and what keeps them from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import shapely
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.scene.obstacles import ROOMS, top_m
from cpted_rules.analysis.walk.middle import polygons_of
from cpted_rules.plan import Opening, OpeningKind, SitePlan, ZoneKind
from cpted_rules.settings import Settings

INDOOR_WAYS = frozenset({ZoneKind.LOBBY, ZoneKind.LIFT_LOBBY})
PARKING_WAYS = frozenset({ZoneKind.PARKING_LANE, ZoneKind.PARKING_PASSAGE, ZoneKind.PARKING_ENTRY})
PLACES = frozenset(
    {ZoneKind.PLAYGROUND, ZoneKind.EXERCISE, ZoneKind.REST, ZoneKind.WASTE, ZoneKind.PAVING}
)
"""Zones in the open that are made to be walked on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walking:
    """What a walker gets over, under and through. Engineering defaults [X]; none is law."""

    step_m: float = 0.5
    """Walls, fences and plants up to this high are stepped over: the height of a seat wall."""
    headroom_m: float = 2.0
    """What begins this high above the ground is walked under."""
    join_m: float = 0.3
    """Areas nearer than twice this are one way: a kerb, a door or a line's width lies between."""
    link_m: float = 5.0
    """A place no way is drawn to is reached from ways this near over the ground between them."""
    link_width_m: float = 1.5
    """Width of such a link: two people."""
    door_m: float = 0.45
    """How far a door reaches to each side of its line, through its wall and the gap before it."""
    body_m: float = 0.2
    """Half the width a person on foot takes up: the middle of a walker stays so far off walls."""
    pillar_m2: float = 4.0
    """What stands free and is smaller than this is walked round: it makes no second way."""
    barrier_m: float = 0.1
    """Half the thickness that a fence or hedge drawn as a line is given."""


def is_outdoors(storey: int) -> bool:
    """Whether a storey is walked from the open ground: the ground itself, and the floor on it."""
    return storey in (0, 1)


def storeys_of(storey: int) -> frozenset[int]:
    """The storeys that are walked on one level with one."""
    return frozenset({0, 1}) if is_outdoors(storey) else frozenset({storey})


def blocked(plan: SitePlan, settings: Settings, walking: Walking, storey: int) -> BaseGeometry:
    """Where the middle of a walker cannot be on a storey: what stands there, and half a body round.

    Doors and gates are cut out of it in their full width.
    """
    solid = standing(plan, settings, walking, storey, above_m=walking.step_m)
    doors = shapely.union_all([door_area(o, walking) for o in passages(plan, storey)])
    return solid.buffer(walking.body_m, join_style="mitre").difference(doors)


def standing(
    plan: SitePlan, settings: Settings, walking: Walking, storey: int, *, above_m: float
) -> BaseGeometry:
    """What stands on a storey higher than a height, doors and gates cut out of it.

    Outdoors: buildings down to the ground (but for their lobbies), walls, fences, hedges and
    shrubs. On another storey: walls and columns.
    """
    levels = storeys_of(storey)
    doors = shapely.union_all([door_area(o, walking) for o in passages(plan, storey)])
    solid: list[BaseGeometry] = [
        wall.area
        for wall in plan.walls
        if wall.storey in levels
        and wall.base_m < walking.headroom_m
        and (wall.top_m is None or wall.top_m > above_m)
    ]
    if is_outdoors(storey):
        masses = shapely.union_all(
            [
                b.area
                for b in plan.buildings
                if b.base_m < walking.headroom_m and top_m(plan, settings, b) > above_m
            ]
        )
        lobbies = _lobbies(plan, storey)
        entered = shapely.union_all([lobbies, *_touching(doors, lobbies)])
        solid.append(masses.difference(_joined(entered, walking.join_m)))
        solid += [
            barrier.line.buffer(walking.barrier_m, cap_style="square")
            for barrier in plan.barriers
            if barrier.base_m < walking.headroom_m
            and _height(barrier.top_m, settings.fence_height_m) > above_m
        ]
        solid += [
            shrub.area
            for shrub in plan.shrubs
            if _height(shrub.height_m, settings.shrub_height_m) > above_m
        ]
    return shapely.union_all(solid).difference(doors)


def _lobbies(plan: SitePlan, storey: int) -> BaseGeometry:
    levels = storeys_of(storey)
    return shapely.union_all(
        [z.area for z in plan.zones if z.storey in levels and z.kind in INDOOR_WAYS]
    )


def _rooms(plan: SitePlan, storey: int) -> BaseGeometry:
    """Rooms that are not ways: stairs, shops, homes under and beside what is walked on."""
    levels, rooms = storeys_of(storey), ROOMS - INDOOR_WAYS
    return shapely.union_all([z.area for z in plan.zones if z.storey in levels and z.kind in rooms])


def _touching(shapes: BaseGeometry, area: BaseGeometry) -> list[BaseGeometry]:
    return [shape for shape in shapely.get_parts(shapes) if shape.intersects(area)]


def _growing(plan: SitePlan, settings: Settings, walking: Walking) -> Iterator[BaseGeometry]:
    for shrub in plan.shrubs:
        if _height(shrub.height_m, settings.shrub_height_m) > walking.step_m:
            yield shrub.area


def _height(drawn: float | None, assumed: float) -> float:
    return assumed if drawn is None else drawn


def passages(plan: SitePlan, storey: int) -> tuple[Opening, ...]:
    """The doors, gates and shutters of a storey."""
    return tuple(
        o
        for o in plan.openings
        if o.kind is not OpeningKind.WINDOW and o.storey in storeys_of(storey)
    )


def door_area(opening: Opening, walking: Walking) -> BaseGeometry:
    """The floor in an opening and a little before and behind it."""
    return opening.line.buffer(walking.door_m, cap_style="flat")


def walkable(
    plan: SitePlan,
    settings: Settings,
    storey: int,
    *,
    walking: Walking,
    unmarked: bool = False,
) -> BaseGeometry:
    """Where the middle of a walker may be: the ground made for it, less what stands in the way.

    Outdoors these are walks, roads of the site, places and paving, parking lanes and bays, the
    floor under pilotis and the lobbies behind building entrances; on another storey parking
    lanes, passages and entries, and lift lobbies. A place that no way touches is linked to the
    ways near it over the ground between them. Public roads are left out: the walk ends there.
    Free-standing pillars are walked over, as they make no second way.

    Args:
        unmarked: whether ground within the boundary that nothing is drawn on (lawn, as a rule)
            is walked on as well.
    """
    stop = blocked(plan, settings, walking, storey)
    ways = list(_ways(plan, walking, storey))
    if is_outdoors(storey) and unmarked:
        ways += [b.area for b in plan.boundaries]
    drawn = shapely.union_all([*ways, _lobbies(plan, storey)])
    doors = shapely.union_all([door_area(o, walking) for o in passages(plan, storey)])
    joins = _touching(doors, drawn)
    area = _joined(shapely.union_all([drawn, *joins]), walking.join_m)
    area = area.difference(shapely.union_all([stop, _rooms(plan, storey)]))
    links = [
        link.buffer(walking.link_width_m / 2, cap_style="square")
        for link in _links(area, stop, walking)
    ]
    area = shapely.union_all([area, *links]).difference(stop)
    if is_outdoors(storey):
        area = area.difference(shapely.union_all([r.area for r in plan.roads if r.public]))
    pieces = [_without_pillars(p, walking.pillar_m2) for p in polygons_of(area)]
    return shapely.union_all([p for p in pieces if p.area > walking.link_width_m**2])


def _without_pillars(area: Polygon, largest_m2: float) -> Polygon:
    holes = [ring for ring in area.interiors if Polygon(ring).area > largest_m2]
    return Polygon(area.exterior, holes)


def _ways(plan: SitePlan, walking: Walking, storey: int) -> Iterator[BaseGeometry]:
    """What is drawn on a storey to be walked on, piece by piece."""
    levels = storeys_of(storey)
    kinds = PARKING_WAYS | PLACES if is_outdoors(storey) else PARKING_WAYS
    yield from (z.area for z in plan.zones if z.storey in levels and z.kind in kinds)
    yield from (w.area for w in plan.walks if w.storey in levels)
    if is_outdoors(storey):
        yield from (r.area for r in plan.roads if not r.public)
        yield from (bay.area for bay in plan.bays if bay.storey in levels)
        yield from (
            b.area for b in plan.buildings if b.base_m >= walking.headroom_m and not b.neighbour
        )


def _joined(area: BaseGeometry, by_m: float) -> BaseGeometry:
    return area.buffer(by_m, join_style="mitre").buffer(-by_m, join_style="mitre")


def _links(area: BaseGeometry, stop: BaseGeometry, walking: Walking) -> Iterator[LineString]:
    """Lines over free ground that join pieces of ground near each other, the shortest first."""
    pieces: list[Polygon] = [p for p in polygons_of(area) if p.area > walking.link_width_m**2]
    shapely.prepare(stop)
    lines = [
        _across(one, other)
        for one, other in combinations(pieces, 2)
        if 0 < one.distance(other) <= walking.link_m
    ]
    for line in sorted(lines, key=lambda g: (round(g.length, 6), g.wkt)):
        if not line.intersects(stop):
            yield line


def _across(one: Polygon, other: Polygon) -> LineString:
    """The shortest line from one piece to another, in the middle where they face each other."""
    facing = one.boundary.intersection(other.buffer(one.distance(other) + 0.05))
    longest = max(shapely.get_parts(facing), key=lambda part: (round(part.length, 6), part.wkt))
    middle = longest.interpolate(0.5, normalized=True) if longest.length else longest
    line: LineString = shapely.shortest_line(middle, other)
    return line
