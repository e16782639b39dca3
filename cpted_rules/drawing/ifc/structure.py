"""Walls, columns and what stands free on the ground: fences, railings, walls of the site."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from shapely import LineString, Polygon, unary_union
from shapely.geometry.base import BaseGeometry

from cpted_rules.drawing.attributes import share
from cpted_rules.drawing.ifc.item import Item
from cpted_rules.drawing.ifc.scene import Made, Scene
from cpted_rules.drawing.ifc.shapes import Shape, area
from cpted_rules.drawing.layers.layer_map import Meaning
from cpted_rules.drawing.shapes import middle_line
from cpted_rules.plan import Barrier, BarrierKind, Building, Wall
from cpted_rules.plan.elements import Area

PASSABLE_M = (0.3, 1.8)
"""A void that nothing fills is a way through where it reaches from below to above these heights."""
STRIP_M = 0.6
"""A railing or fence no wider than this has a middle line; of a wider one the outline is told."""


def walls_and_columns(scene: Scene) -> Iterator[Made]:
    """Walls and columns on every storey they stand on, open where a bare way leads through."""
    for item in scene.of(Meaning.WALL, Meaning.COLUMN):
        if scene.free_standing(item):
            continue
        column = item.is_a("IfcColumn")
        shape = scene.shapes.of(item)
        footprint = shape.footprint() if shape is not None else None
        if shape is None or footprint is None:
            continue
        home = scene.levels.of(item, shape.bottom_m)
        on = scene.levels.spanned(shape.bottom_m, shape.top_m, home)
        for level in on:
            floor = scene.levels.floor(level)
            left = area(footprint.difference(_ways_through(scene, item, floor.z_m)))
            if left is None:
                continue
            reaches = shape.top_m >= floor.z_m + floor.height_m - 0.3
            wall = Wall(
                id=item.name(None if len(on) == 1 else level),
                label=item.label,
                storey=level,
                source=item.source,
                area=left,
                column=column,
                base_m=round(max(shape.bottom_m - floor.z_m, 0.0), 3),
                top_m=None if reaches else round(shape.top_m - floor.z_m, 3),
            )
            yield Made(element=wall, item=item, kind="column" if column else "wall")


def _ways_through(scene: Scene, wall: Item, floor_m: float) -> BaseGeometry:
    """Footprints of voids without door or window that one can walk through."""
    bare: list[Area] = []
    for void in wall.inverse("HasOpenings", "RelatedOpeningElement"):
        if any(void.inverse("HasFillings", "RelatedBuildingElement")):
            continue
        if void.predefined == "RECESS":
            continue
        shape = scene.shapes.of(void)
        if shape is None or not _passable(shape, floor_m):
            continue
        footprint = shape.footprint()
        if footprint is not None:
            bare.append(footprint)
    return unary_union(bare)


def _passable(shape: Shape, floor_m: float) -> bool:
    low, high = PASSABLE_M
    return shape.bottom_m <= floor_m + low and shape.top_m >= floor_m + high


def barriers(scene: Scene, buildings: Sequence[Building]) -> Iterator[Made]:
    """Fences, and railings and walls that stand in the open."""
    inside = unary_union([b.area for b in buildings if not b.neighbour])
    free = [item for item in scene.of(Meaning.WALL) if scene.free_standing(item)]
    for item in (*scene.of(Meaning.FENCE, Meaning.HEDGE, Meaning.RAILING), *free):
        shape = scene.shapes.of(item)
        footprint = shape.footprint() if shape is not None else None
        if shape is None or footprint is None:
            continue
        if scene.meanings[item] is Meaning.RAILING and not _outdoors(
            scene, shape, footprint, inside
        ):
            continue
        line = line_along(footprint)
        if line is not None:
            fence = _barrier(scene, item, shape, line)
            yield Made(element=fence, item=item, kind="fence")


def _outdoors(scene: Scene, shape: Shape, footprint: Area, inside: BaseGeometry) -> bool:
    """Whether a railing stands on the open ground: outside, and not on a balcony or roof."""
    within = footprint.intersection(inside).area > 0.5 * footprint.area
    return not within and shape.bottom_m - scene.levels.ground_m < 1.5


def line_along(footprint: Area) -> LineString | None:
    """The line a strip runs along; of one that turns, its outline."""
    middle = middle_line(footprint, at_most_wide_m=STRIP_M)
    if middle is not None:
        return middle
    largest = max(getattr(footprint, "geoms", [footprint]), key=lambda part: part.area)
    return LineString(largest.exterior.coords) if isinstance(largest, Polygon) else None


def _barrier(scene: Scene, item: Item, shape: Shape, line: LineString) -> Barrier:
    names = " ".join(item.words)
    known = scene.layer_map.known
    see_through = (
        False
        if known("fences", names, "opaque")
        else True
        if known("fences", names, "see_through")
        else None
    )
    openness = share(item.stated("OpennessRatio", "개방률", "투시율"))
    if openness is None and see_through is False:
        openness = 0.0
    return Barrier(
        id=item.name(),
        label=item.label,
        storey=0,
        source=item.source,
        line=line,
        kind=_kind(scene, item, names),
        base_m=round(max(shape.bottom_m - scene.levels.ground_m, 0.0), 3),
        top_m=round(shape.top_m - scene.levels.ground_m, 3),
        openness_share=openness,
        see_through=see_through,
    )


def _kind(scene: Scene, item: Item, names: str) -> BarrierKind:
    meaning = scene.meanings[item]
    if meaning is Meaning.HEDGE or scene.layer_map.known("fences", names, "hedge"):
        return BarrierKind.HEDGE
    if meaning is Meaning.WALL or scene.layer_map.known("fences", names, "wall"):
        return BarrierKind.WALL
    return BarrierKind.RAILING if meaning is Meaning.RAILING else BarrierKind.FENCE


def wall_areas(made: Iterable[Made]) -> Mapping[int, list[Area]]:
    """Footprints of walls and columns by storey."""
    found: dict[int, list[Area]] = {}
    for one in made:
        if isinstance(one.element, Wall):
            found.setdefault(one.element.storey, []).append(one.element.area)
    return found
