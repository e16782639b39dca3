"""Things that stand at a point: lamps, cameras, bells, mirrors, signs, pipes and boxes; plants."""

from collections.abc import Iterator, Sequence
from math import atan2, degrees, hypot

from shapely import Point, unary_union

from cpted_rules.drawing.attributes import length_m, number, unless_none, whole
from cpted_rules.drawing.elements.devices import FIXTURES, LIGHTS
from cpted_rules.drawing.ifc.item import Item
from cpted_rules.drawing.ifc.openings import mark_of
from cpted_rules.drawing.ifc.scene import Made, Scene
from cpted_rules.drawing.ifc.shapes import Shape
from cpted_rules.drawing.layers.layer_map import LIGHT_KINDS, Meaning
from cpted_rules.plan import (
    Bell,
    Building,
    Camera,
    Element,
    Fixture,
    FixtureKind,
    Luminaire,
    LuminaireKind,
    Mirror,
    Road,
    Shrub,
    Sign,
    Tree,
    Walk,
)

WATCHERS = (Meaning.CAMERA, Meaning.DOME_CAMERA, Meaning.BELL, Meaning.MIRROR, Meaning.SIGN)


def devices(scene: Scene, buildings: Sequence[Building]) -> Iterator[Made]:
    """Lamps, watchers and fixtures, where each stands."""
    inside = unary_union([b.area for b in buildings if b.base_m <= 0.0])
    for item in scene.of(*LIGHTS, *WATCHERS, *FIXTURES):
        place = _place(scene, item)
        if place is None:
            continue
        at, z = place
        indoors = inside.covers(at)
        storey = scene.levels.of(item, z) if indoors else 0
        element = _device(scene, item, at, storey, z, indoors=indoors)
        kind = type(element).__name__.casefold()
        if isinstance(element, Luminaire):
            kind = "indoor_light" if indoors else "outdoor_light"
        elif isinstance(element, Fixture):
            kind = f"fixture.{element.kind.value}"
        yield Made(element=element, item=item, kind=kind)


def _device(
    scene: Scene, item: Item, at: Point, storey: int, z_m: float, *, indoors: bool
) -> Element:
    meaning = scene.meanings[item]
    height = round(z_m - scene.levels.base_m(storey), 3)
    name, label, source, mark = item.name(), item.label, item.source, mark_of(item)
    if meaning is not None and meaning in LIGHTS:
        usual = LuminaireKind.CEILING if indoors else LuminaireKind.SECURITY
        kind = LIGHT_KINDS.get(meaning, usual)
        return Luminaire(
            id=name,
            label=label,
            storey=storey,
            source=source,
            at=at,
            kind=kind,
            mark=mark,
            height_m=height,
            photometry=item.stated("Photometry", "배광", "IES") or None,
            azimuth_deg=_azimuth(item) or 0.0,
        )
    if meaning is not None and meaning in FIXTURES:
        return _fixture(scene, item, at, storey, FIXTURES[meaning])
    if meaning is Meaning.BELL:
        return Bell(id=name, label=label, storey=storey, source=source, at=at, mark=mark)
    if meaning is Meaning.MIRROR:
        return Mirror(id=name, label=label, storey=storey, source=source, at=at)
    if meaning is Meaning.SIGN:
        words = item.stated("WORDS", "문구") or label
        return Sign(id=name, label=label, storey=storey, source=source, at=at, words=words)
    return Camera(
        id=name,
        label=label,
        storey=storey,
        source=source,
        at=at,
        mark=mark,
        height_m=height,
        azimuth_deg=None if meaning is Meaning.DOME_CAMERA else _azimuth(item),
        hfov_deg=number(item.stated("FOV", "HorizontalFieldOfView", "화각")),
        vfov_deg=number(item.stated("VFOV", "VerticalFieldOfView", "수직화각")),
        tilt_deg=number(item.stated("TILT", "Tilt", "하향각")),
        pixels=whole(item.stated("PX", "HorizontalPixels", "화소")),
        target=item.stated("TARGET", "감시대상") or "",
    )


def _fixture(scene: Scene, item: Item, at: Point, storey: int, kind: FixtureKind) -> Fixture:
    shape = scene.shapes.of(item)
    ground = scene.levels.ground_m
    return Fixture(
        id=item.name(),
        label=item.label,
        storey=storey,
        source=item.source,
        at=at,
        kind=kind,
        base_m=round(shape.bottom_m - ground, 3) if shape is not None else 0.0,
        top_m=round(shape.top_m - ground, 3) if shape is not None else None,
        guard=unless_none(item.stated("GUARD", "방호", "침입방지")),
        guard_top_m=length_m(item.stated("GUARDTOP")),
    )


def _place(scene: Scene, item: Item) -> tuple[Point, float] | None:
    """Where a thing stands and the height of its middle; its body tells, else its placement. [m]"""
    shape = scene.shapes.of(item)
    if shape is not None:
        return Point(*shape.middle()), (shape.bottom_m + shape.top_m) / 2
    place = item.placement
    if place is None:
        return None
    return Point(float(place[0, 3]), float(place[1, 3])), float(place[2, 3])


def _azimuth(item: Item) -> float | None:
    """Direction of its own x axis, clockwise from +y. [deg]"""
    place = item.placement
    if place is None or hypot(float(place[0, 0]), float(place[1, 0])) < 0.1:
        return None
    return round(degrees(atan2(float(place[0, 0]), float(place[1, 0]))) % 360.0, 6) % 360.0


def plants(scene: Scene) -> Iterator[Made]:
    """Trees at their point, beds with their outline."""
    for item in scene.of(Meaning.TREE, Meaning.SHRUB):
        shape = scene.shapes.of(item)
        if scene.meanings[item] is Meaning.SHRUB:
            bed = _bed(item, shape)
            if bed is not None:
                yield Made(element=bed, item=item, kind="shrub")
            continue
        place = _place(scene, item)
        if place is not None:
            yield Made(element=_tree(item, place[0], shape), item=item, kind="tree")


def _bed(item: Item, shape: Shape | None) -> Shrub | None:
    outline = shape.footprint() if shape is not None else None
    if shape is None or outline is None:
        return None
    height = length_m(item.stated("Height", "수고"))
    return Shrub(
        id=item.name(),
        label=item.label,
        source=item.source,
        area=outline,
        height_m=round(shape.top_m - shape.bottom_m, 3) if height is None else height,
        species=item.stated("Species", "수종") or "",
    )


def _tree(item: Item, at: Point, shape: Shape | None) -> Tree:
    height, radius = length_m(item.stated("Height", "수고")), None
    spread = length_m(item.stated("CrownDiameter", "수관폭", "W"))
    if spread is not None:
        radius = spread / 2
    if shape is not None:
        height = round(shape.top_m - shape.bottom_m, 3) if height is None else height
        radius = radius if radius is not None else _radius(shape)
    return Tree(
        id=item.name(),
        label=item.label,
        source=item.source,
        at=at,
        height_m=height,
        crown_radius_m=radius,
        crown_base_m=length_m(item.stated("CrownBase", "지하고")),
        species=item.stated("Species", "수종") or "",
    )


def _radius(shape: Shape) -> float:
    x, y = shape.extent((1.0, 0.0)), shape.extent((0.0, 1.0))
    return round((x[1] - x[0] + y[1] - y[0]) / 4, 3)


def ways(scene: Scene) -> Iterator[Made]:
    """Walks and roads of the ground."""
    for item in scene.of(Meaning.WALK, Meaning.ROAD, Meaning.SITE_ROAD):
        area = scene.shapes.footprint(item)
        if area is None:
            continue
        name, label, source = item.name(), item.label, item.source
        if scene.meanings[item] is Meaning.WALK:
            walk = Walk(id=name, label=label, source=source, area=area)
            yield Made(element=walk, item=item, kind="walk")
            continue
        public = scene.meanings[item] is Meaning.ROAD
        road = Road(id=name, label=label, source=source, area=area, public=public)
        yield Made(element=road, item=item, kind="road" if public else "site_road")
