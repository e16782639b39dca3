"""Buildings: outlines from walls, rooms and slabs; tops; floors; and the outline of the site."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from shapely import unary_union
from shapely.geometry.base import BaseGeometry

from cpted_rules.drawing.ifc.item import Item
from cpted_rules.drawing.ifc.rooms import Rooms, is_outdoors
from cpted_rules.drawing.ifc.scene import Made, Scene
from cpted_rules.drawing.ifc.shapes import area, filled
from cpted_rules.drawing.layers.layer_map import Meaning
from cpted_rules.drawing.reading import How
from cpted_rules.plan import Boundary, Building, Wall, ZoneKind
from cpted_rules.plan.elements import Area

GAP_M = 0.15
"""Walls whose ends are nearer than twice this enclose what is between them."""
LEAST_BUILDING_M2 = 4.0
OVERHANG_M = 0.75
"""An upper storey that stands out farther than twice this over the ground is a mass of its own."""


@dataclass(frozen=True, kw_only=True)
class Masses:
    """The buildings of a model.

    Args:
        by_level: outline of all buildings on each storey.
        of_building: the element of each building of the model.
        from_slabs: buildings whose walls enclose nothing, so that slabs and roofs told the outline.
    """

    made: tuple[Made, ...]
    by_level: Mapping[int, Area]
    of_building: Mapping[Item, str]
    from_slabs: tuple[Item, ...]

    @property
    def buildings(self) -> tuple[Building, ...]:
        """The building elements."""
        return tuple(m.element for m in self.made if isinstance(m.element, Building))


def masses_of(scene: Scene, rooms: Rooms, walls: Sequence[Made]) -> Masses:
    """Every building of the model that has walls, rooms, slabs or a body of its own."""
    every = scene.model.of("IfcBuilding")
    made: list[Made] = []
    slabs: list[Item] = []
    levels: dict[int, list[Area]] = {}
    ids: dict[Item, str] = {}
    for building in every:
        only = building if len(every) > 1 else None
        outlines = _outlines(rooms, walls, only)
        if not outlines:
            body = scene.shapes.footprint(building)
            outline = _from_slabs(scene, only) if body is None else body
            if outline is None:
                continue
            if body is None:
                slabs.append(building)
            outlines = {1: outline}
        for level, outline in outlines.items():
            levels.setdefault(level, []).append(outline)
        parts = [*_parts(scene, building, only, outlines)]
        made += parts
        if parts:
            ids[building] = parts[0].element.id
    by_level = {n: found for n, areas in levels.items() if (found := area(unary_union(areas)))}
    return Masses(made=tuple(made), by_level=by_level, of_building=ids, from_slabs=tuple(slabs))


def _outlines(rooms: Rooms, walls: Sequence[Made], only: Item | None) -> dict[int, Area]:
    """What walls and rooms enclose on each storey; nothing where they enclose nothing."""
    pieces: dict[int, list[Area]] = {}
    bare: dict[int, float] = {}
    for one in walls:
        wall = one.element
        if isinstance(wall, Wall) and not wall.column and _of(one.item, only):
            pieces.setdefault(wall.storey, []).append(wall.area)
            bare[wall.storey] = bare.get(wall.storey, 0.0) + wall.area.area
    for room in rooms.rooms:
        if _of(room.item, only) and not is_outdoors(room.item) and room.use is not ZoneKind.ROOF:
            pieces.setdefault(room.level, []).append(room.area)
    found: dict[int, Area] = {}
    for level, areas in pieces.items():
        closed = unary_union(areas).buffer(GAP_M, join_style="mitre")
        outline = filled(closed)
        outline = filled(outline.buffer(-GAP_M, join_style="mitre")) if outline else None
        if outline is not None and _encloses(outline, bare.get(level, 0.0)):
            found[level] = outline
    return found


def _encloses(outline: Area, walls_m2: float) -> bool:
    return outline.area >= max(LEAST_BUILDING_M2, 1.5 * walls_m2)


def _of(item: Item, only: Item | None) -> bool:
    return only is None or item.above("IfcBuilding") == only


def _from_slabs(scene: Scene, only: Item | None) -> Area | None:
    """The outline of the roof, else of all slabs, of a building that walls do not enclose."""
    for classes, kinds in (
        (("IfcRoof", "IfcSlab"), ("ROOF",)),
        (("IfcSlab",), ("FLOOR", "BASESLAB", "")),
    ):
        found = []
        for item in scene.model.of(*classes):
            if _of(item, only) and (item.is_a("IfcRoof") or item.predefined in kinds):
                shape = scene.shapes.of(item)
                footprint = shape.footprint() if shape is not None else None
                if footprint is not None:
                    found.append(footprint)
        outline = filled(unary_union(found)) if found else None
        if outline is not None and outline.area >= LEAST_BUILDING_M2:
            return outline
    return None


def _parts(
    scene: Scene, building: Item, only: Item | None, outlines: Mapping[int, Area]
) -> Iterator[Made]:
    """The mass on the ground, and what stands out over it on upper storeys."""
    above = sorted(level for level in outlines if level > 0)
    if not above:
        return
    ground_m = scene.levels.ground_m
    top = _top_m(scene, building, only)
    floors = sum(f.level > 0 and not f.roof and f.level in outlines for f in scene.levels.floors)
    first = area(outlines[above[0]]) if above[0] == 1 else None
    upper = unary_union([outlines[level] for level in above if level != 1])
    name = building.text("LongName") or building.text("Name")
    neighbour = any(scene.layer_map.layer(words) is Meaning.NEIGHBOUR for words in building.words)
    over = area(_wide(upper.difference(first) if first is not None else upper))
    base = first if over is not None else area(unary_union([first or upper, upper]))
    base_m = scene.levels.floor(min((n for n in above if n > 1), default=1)).z_m - ground_m
    for outline, bottom, suffix in ((base, 0.0, ""), (over, max(base_m, 0.0), "@over")):
        if outline is None:
            continue
        element = Building(
            id=building.name() + suffix,
            label=name,
            source=building.source,
            area=outline,
            base_m=round(bottom, 3),
            top_m=round(top - ground_m, 3) if top is not None else None,
            floors=floors or None,
            neighbour=neighbour,
        )
        kind = "neighbour" if neighbour else "building"
        yield Made(element=element, item=building, kind=kind, how=How.ENCLOSED)


def _wide(shape: BaseGeometry) -> BaseGeometry:
    """A shape without what is a narrow strip of it."""
    return shape.buffer(-OVERHANG_M, join_style="mitre").buffer(OVERHANG_M, join_style="mitre")


def _top_m(scene: Scene, building: Item, only: Item | None) -> float | None:
    own = (
        item
        for item in scene.model.of("IfcWall", "IfcSlab", "IfcRoof")
        if _of(item, only) and not scene.free_standing(item)
    )
    tops = [s.top_m for item in (building, *own) if (s := scene.shapes.of(item)) is not None]
    return max(tops, default=None)


def boundaries(scene: Scene) -> Iterator[Made]:
    """The site, where the model has its footprint; a terrain's extent is no boundary."""
    for site in scene.of(Meaning.BOUNDARY):
        outline = scene.shapes.outline(site)
        if outline is not None:
            boundary = Boundary(id=site.name(), label=site.label, source=site.source, area=outline)
            yield Made(element=boundary, item=site, kind="boundary")
