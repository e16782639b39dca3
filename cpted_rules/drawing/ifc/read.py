"""An IFC model to a Reading: one plan in site metres, remarks, and an account."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from statistics import median

from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from cpted_rules.drawing.ifc.account import census
from cpted_rules.drawing.ifc.devices import devices, plants, ways
from cpted_rules.drawing.ifc.file_remarks import of_file, of_storeys, of_unit
from cpted_rules.drawing.ifc.georeference import georeference_of
from cpted_rules.drawing.ifc.masses import boundaries, masses_of
from cpted_rules.drawing.ifc.meanings import meanings_of
from cpted_rules.drawing.ifc.model import Model, broken, open_model
from cpted_rules.drawing.ifc.openings import openings_of
from cpted_rules.drawing.ifc.remarks import of_masses, of_openings, of_proxies, of_rooms
from cpted_rules.drawing.ifc.rooms import bays, rooms_of, zones
from cpted_rules.drawing.ifc.scene import Made, Scene
from cpted_rules.drawing.ifc.shapes import Shapes
from cpted_rules.drawing.ifc.storeys import levels_of
from cpted_rules.drawing.ifc.structure import barriers, walls_and_columns
from cpted_rules.drawing.layers.layer_map import LayerMap
from cpted_rules.drawing.reading import SURE, Basis, Reading
from cpted_rules.drawing.remarks import nothing_read, unknown_marks
from cpted_rules.errors import DrawingError
from cpted_rules.note import Note, Severity
from cpted_rules.plan import Element, Sheet, SheetKind, SitePlan, Zone
from cpted_rules.plan.siteplan import by_field
from cpted_rules.text import Text

FAR_M = 10_000.0
"""A model farther than this from its origin is drawn in coordinates of a map."""


def read_ifc(raw: bytes, name: str, *, layer_map: LayerMap) -> Reading:
    """The plan that an IFC model holds, with remarks and an account of its products.

    Args:
        name: of the file; its stem is the number of the sheets that stand for it.
        layer_map: its words tell the use of rooms, its patterns what devices are by their names.

    Raises:
        DrawingError: it is no IFC, damaged, too large, of an unknown schema, or the extra that
            reads it is not installed.
    """
    model = open_model(raw, name)
    try:
        return _reading(model, layer_map)
    except Exception as error:  # a damaged model breaks what is asked of it in any way
        raise DrawingError(broken(name, error)) from error


def _reading(model: Model, layer_map: LayerMap) -> Reading:
    shapes = Shapes(model)
    scene = Scene(
        model=model,
        shapes=shapes,
        levels=levels_of(model, shapes),
        layer_map=layer_map,
        meanings=meanings_of(model.products, layer_map),
    )
    rooms = rooms_of(scene)
    walls = list(walls_and_columns(scene))
    masses = masses_of(scene, rooms, walls)
    openings = openings_of(scene, rooms, masses)
    made = _with_own_ids(
        [
            *boundaries(scene),
            *masses.made,
            *walls,
            *openings.made,
            *zones(scene, rooms),
            *bays(scene),
            *barriers(scene, masses.buildings),
            *devices(scene, masses.buildings),
            *plants(scene),
            *ways(scene),
        ]
    )
    made, moved = _near_origin(model, made)
    place = georeference_of(model)
    plan = _plan(scene, made, place.north_deg or 0.0)
    notes = chain(
        of_file(scene),
        of_unit(scene),
        moved,
        place.notes,
        of_storeys(scene),
        of_rooms(scene, rooms),
        of_openings(openings),
        of_masses(scene, masses, plan),
        of_proxies(scene, [one.item for one in made]),
        unknown_marks(plan, {}),
        nothing_read(plan),
    )
    bases = (
        Basis(id=one.element.id, kind=one.kind, how=one.how, sure=SURE[one.how]) for one in made
    )
    return Reading(plan=plan, notes=tuple(notes), bases=tuple(bases), census=(census(scene, made),))


def _with_own_ids(made: Sequence[Made]) -> list[Made]:
    """The same, ids made different where a broken model uses a GlobalId twice."""
    seen: Counter[str] = Counter()
    out = []
    for one in made:
        seen[one.element.id] += 1
        again = seen[one.element.id]
        if again > 1:
            one = replace(one, element=replace(one.element, id=f"{one.element.id}~{again}"))
        out.append(one)
    return out


def _near_origin(model: Model, made: Sequence[Made]) -> tuple[list[Made], tuple[Note, ...]]:
    """The elements, moved where they lie far from the origin, and a remark that says so."""
    middles = [shape.centroid for one in made for _, shape in _geometry(one.element)]
    x = median([p.x for p in middles]) if middles else 0.0
    y = median([p.y for p in middles]) if middles else 0.0
    if abs(x) < FAR_M and abs(y) < FAR_M:
        return list(made), ()
    dx, dy = -round(x, -2), -round(y, -2)
    note = Note(
        code="ifc/moved",
        severity=Severity.INFO,
        text=Text(
            ko="{file}: 좌표가 원점에서 멀어 ({x}, {y})m를 빼고 읽음",
            en="{file}: far from the origin; ({x}, {y}) m was taken off all coordinates",
        ).fill(file=model.name, x=f"{-dx:.0f}", y=f"{-dy:.0f}"),
    )
    near = [replace(one, element=_moved(one.element, dx, dy)) for one in made]
    return near, (note,)


def _geometry(element: Element) -> Iterator[tuple[str, BaseGeometry]]:
    for name in ("area", "line", "at"):
        shape = getattr(element, name, None)
        if shape is not None:
            yield name, shape


def _moved(element: Element, dx: float, dy: float) -> Element:
    moved = {name: translate(shape, dx, dy) for name, shape in _geometry(element)}
    return replace(element, **moved)  # type: ignore[arg-type]


def _plan(scene: Scene, made: Sequence[Made], north_deg: float) -> SitePlan:
    ordered = by_field(one.element for one in made)
    return SitePlan(
        sheets=tuple(_sheets(scene, ordered)),
        storeys=scene.levels.storeys,
        north_deg=north_deg,
        **ordered,  # type: ignore[arg-type]
    )


def _sheets(scene: Scene, groups: Mapping[str, Sequence[Element]]) -> Iterator[Sheet]:
    """The sheets whose place the model takes: those whose things are in it."""
    model = scene.model
    floors = tuple(storey.level for storey in scene.levels.storeys)
    titles = [item.text("LongName") or item.text("Name") for item in model.of("IfcProject")]
    parking = [*groups["bays"], *(z for z in groups["zones"] if _is_parking(z))]
    parked = _levels(parking)
    lamps = groups["luminaires"]
    guards = [*groups["cameras"], *groups["bells"]]
    shown = (
        (SheetKind.SITE_PLAN, (0,), groups["boundaries"]),
        (SheetKind.FLOOR_PLAN, floors, [*groups["walls"], *groups["openings"], *groups["zones"]]),
        (SheetKind.PARKING_PLAN, parked, parking),
        (SheetKind.PLANTING_PLAN, (0,), [*groups["trees"], *groups["shrubs"]]),
        (SheetKind.FENCE_PLAN, (0,), groups["barriers"]),
        (SheetKind.OUTDOOR_LIGHTING, (0,), [one for one in lamps if one.storey == 0]),
        (
            SheetKind.PARKING_LIGHTING,
            parked,
            [one for one in lamps if one.storey != 0 and one.storey in parked],
        ),
        (SheetKind.SECURITY_PLAN, _levels(guards), guards),
    )
    for kind, storeys, things in shown:
        if things:
            yield Sheet(
                number=model.sheet,
                title=next(filter(None, titles), ""),
                kind=kind,
                storeys=storeys,
                file=model.name,
            )


def _is_parking(zone: Element) -> bool:
    return isinstance(zone, Zone) and zone.kind.value.startswith("parking")


def _levels(elements: Sequence[Element]) -> tuple[int, ...]:
    return tuple(sorted({element.storey for element in elements}))
