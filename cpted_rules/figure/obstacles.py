"""What a line crosses on its way, with heights."""

from collections.abc import Iterator
from dataclasses import dataclass

import shapely
from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry

from cpted_rules.figure.frame import flat
from cpted_rules.plan import BarrierKind, SitePlan
from cpted_rules.settings import Settings
from cpted_rules.text import Text, join, same

HALF_THICKNESS_M = 0.1
"""Half of the thickness a barrier drawn as a line is given in a section."""

BARRIER_NAMES = {
    BarrierKind.FENCE: Text(ko="울타리", en="fence"),
    BarrierKind.WALL: Text(ko="담장", en="wall"),
    BarrierKind.HEDGE: Text(ko="생울타리", en="hedge"),
    BarrierKind.RAILING: Text(ko="난간", en="railing"),
}
BUILDING = Text(ko="건축물", en="building")
TREE = Text(ko="교목", en="tree")
SHRUB = Text(ko="관목", en="shrubs")
WALL = Text(ko="벽", en="wall")


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """A stretch of a line that something stands on, from `from_m` to `to_m` along it.

    Args:
        assumed: the height is a tool default, not drawn.
    """

    id: str
    kind: str
    name: Text
    from_m: float
    to_m: float
    base_m: float
    top_m: float
    assumed: bool = False

    @property
    def words(self) -> Text:
        """Its name and height, as labelled in a drawing."""
        sign = "≈" if self.assumed else "="
        return join([self.name, same(f"H{sign}{self.top_m:.1f}")], " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Thing:
    id: str
    kind: str
    name: Text
    shape: BaseGeometry
    base_m: float
    top_m: float | None
    default_m: float


def obstacles_along(
    plan: SitePlan, line: LineString, level: int, settings: Settings
) -> tuple[Obstacle, ...]:
    """The obstacles on a line of one storey, in order of where they begin."""
    flat_line = shapely.force_2d(line)
    ends = [Point(flat_line.coords[0]), Point(flat_line.coords[-1])]
    found: list[Obstacle] = []
    for thing in _things(plan, level, settings):
        if not _touch(thing.shape.bounds, flat_line.bounds):
            continue
        if level != 0 and _is_around(thing, ends):
            continue
        for part in flat(flat_line.intersection(thing.shape)):
            if part.geom_type == "LineString" and part.length > 1e-6:
                along = [flat_line.project(Point(c)) for c in (part.coords[0], part.coords[-1])]
                found.append(_obstacle(thing, min(along), max(along)))
    return tuple(sorted(found, key=lambda o: (o.from_m, o.to_m, o.id)))


def _is_around(thing: _Thing, ends: list[Point]) -> bool:
    """Whether a building is looked into or out of: then its walls are what stands in the way."""
    grounded = thing.kind == "building" and thing.base_m <= 0
    return grounded and any(thing.shape.contains(end) for end in ends)


def first_blocker(line: LineString, obstacles: tuple[Obstacle, ...]) -> Obstacle | None:
    """The first obstacle that reaches the line; in plan, where the line carries no height, any."""
    end = line.length if not line.has_z else shapely.force_2d(line).length
    for obstacle in obstacles:
        if obstacle.to_m <= 0.3 or obstacle.from_m >= end - 1e-3:
            continue
        if not line.has_z:
            return obstacle
        low, high = sorted(height_at(line, s) for s in (obstacle.from_m, obstacle.to_m))
        if low < obstacle.top_m and high > obstacle.base_m:
            return obstacle
    return None


def height_at(line: LineString, along_m: float) -> float:
    """Height of a straight sight line at a distance from its start. [m]"""
    first, last = line.coords[0], line.coords[-1]
    length = shapely.force_2d(line).length or 1.0
    return float(first[2] + (last[2] - first[2]) * min(max(along_m / length, 0.0), 1.0))


def _obstacle(thing: _Thing, start: float, end: float) -> Obstacle:
    return Obstacle(
        id=thing.id,
        kind=thing.kind,
        name=thing.name,
        from_m=start,
        to_m=end,
        base_m=thing.base_m,
        top_m=thing.top_m if thing.top_m is not None else thing.default_m,
        assumed=thing.top_m is None,
    )


def _touch(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] <= other[2] and one[2] >= other[0] and one[1] <= other[3] and one[3] >= other[1]


def _things(plan: SitePlan, level: int, settings: Settings) -> Iterator[_Thing]:
    if level in (0, 1):
        yield from _outdoors(plan, settings)
    floor = next((s.elevation_m for s in plan.storeys if s.level == level), 0.0)
    for wall in plan.walls:
        if wall.storey == level:
            yield _Thing(
                id=wall.id,
                kind="wall",
                name=WALL,
                shape=wall.area,
                base_m=floor + wall.base_m,
                top_m=floor + (settings.storey_height_m if wall.top_m is None else wall.top_m),
                default_m=floor + settings.storey_height_m,
            )


def _outdoors(plan: SitePlan, settings: Settings) -> Iterator[_Thing]:
    for building in plan.buildings:
        floors = building.floors or 2
        yield _Thing(
            id=building.id,
            kind="building",
            name=same(building.label) if building.label else BUILDING,
            shape=building.area,
            base_m=building.base_m,
            top_m=building.top_m,
            default_m=floors * settings.storey_height_m,
        )
    for barrier in plan.barriers:
        yield _Thing(
            id=barrier.id,
            kind=barrier.kind.value,
            name=same(barrier.species) if barrier.species else BARRIER_NAMES[barrier.kind],
            shape=barrier.line.buffer(HALF_THICKNESS_M, cap_style="flat"),
            base_m=barrier.base_m,
            top_m=barrier.top_m,
            default_m=settings.fence_height_m,
        )
    for shrub in plan.shrubs:
        yield _Thing(
            id=shrub.id,
            kind="shrub",
            name=same(shrub.species) if shrub.species else SHRUB,
            shape=shrub.area,
            base_m=0.0,
            top_m=shrub.height_m,
            default_m=settings.shrub_height_m,
        )
    for tree in plan.trees:
        base = tree.crown_base_m
        yield _Thing(
            id=tree.id,
            kind="tree",
            name=same(tree.species) if tree.species else TREE,
            shape=tree.at.buffer(tree.crown_radius_m or settings.tree_crown_radius_m, 8),
            base_m=base if base is not None else settings.tree_crown_base_m,
            top_m=tree.height_m,
            default_m=settings.tree_height_m,
        )
