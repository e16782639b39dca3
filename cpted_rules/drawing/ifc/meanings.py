"""What a product of a model means to the reader: by its class, its predefined type, its names."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from cpted_rules.drawing.elements.devices import LIGHTS
from cpted_rules.drawing.ifc.item import Item
from cpted_rules.drawing.layers.layer_map import LayerMap, Meaning

_BY_CLASS: tuple[tuple[tuple[str, ...], Meaning], ...] = (
    (("IfcSite",), Meaning.BOUNDARY),
    (("IfcBuilding",), Meaning.BUILDING),
    (("IfcSpace", "IfcSpatialZone"), Meaning.ZONE),
    (("IfcStair", "IfcTransportElement"), Meaning.ZONE),
    (("IfcDoor",), Meaning.DOOR),
    (("IfcWindow",), Meaning.WINDOW),
    (("IfcWall", "IfcCurtainWall"), Meaning.WALL),
    (("IfcColumn",), Meaning.COLUMN),
    (("IfcRailing",), Meaning.RAILING),
    (("IfcLightFixture", "IfcLamp"), Meaning.LUMINAIRE),
    (("IfcSign",), Meaning.SIGN),
    (("IfcFurnishingElement", "IfcSystemFurnitureElement"), Meaning.FURNITURE),
    (("IfcSanitaryTerminal", "IfcVehicle"), Meaning.FURNITURE),
    (("IfcAnnotation", "IfcGrid", "IfcVirtualElement", "IfcPort"), Meaning.ANNOTATION),
    (
        (
            "IfcSlab", "IfcRoof", "IfcBeam", "IfcMember", "IfcPlate", "IfcCovering", "IfcFooting",
            "IfcPile", "IfcStairFlight", "IfcRamp", "IfcRampFlight", "IfcChimney",
            "IfcBuildingElementPart", "IfcBuildingElementComponent", "IfcElementComponent",
            "IfcReinforcingElement", "IfcShadingDevice", "IfcElementAssembly", "IfcFeatureElement",
            "IfcStructuralItem", "IfcStructuralActivity", "IfcCivilElement", "IfcKerb", "IfcCourse",
            "IfcDistributionElement", "IfcBuildingElement", "IfcBuiltElement",
        ),
        Meaning.STRUCTURE,
    ),
)  # fmt: skip
"""The first row that a product is of decides; a name may then say more."""

_LIGHTS = frozenset(LIGHTS)
_NOTHING: frozenset[Meaning] = frozenset()
_POINTS = _LIGHTS | {
    Meaning.CAMERA,
    Meaning.DOME_CAMERA,
    Meaning.BELL,
    Meaning.MIRROR,
    Meaning.SIGN,
    Meaning.GAS_PIPE,
    Meaning.DOWNPIPE,
    Meaning.AC_UNIT,
    Meaning.METER,
    Meaning.PARCEL_BOX,
}
_GROWING = frozenset({Meaning.TREE, Meaning.SHRUB, Meaning.HEDGE})
_OUTDOORS = frozenset(
    {Meaning.WALK, Meaning.ROAD, Meaning.SITE_ROAD, Meaning.BAY, Meaning.FENCE, Meaning.RAILING}
)
_BY_NAME = {
    Meaning.LUMINAIRE: _LIGHTS,
    Meaning.DOOR: frozenset({Meaning.DOOR, Meaning.GATE, Meaning.SHUTTER}),
    Meaning.WALL: frozenset({Meaning.WALL, Meaning.FENCE, Meaning.HEDGE}),
    Meaning.RAILING: frozenset({Meaning.RAILING, Meaning.FENCE}),
    Meaning.FURNITURE: _POINTS | _GROWING,
    Meaning.STRUCTURE: _POINTS | {Meaning.BAY, Meaning.WALK, Meaning.ROAD, Meaning.SITE_ROAD},
}
"""What the name of a thing of some meaning may make of it."""

_BY_PREDEFINED = {
    ("IfcDoor", "GATE"): Meaning.GATE,
    ("IfcRailing", "FENCE"): Meaning.FENCE,
    ("IfcAudioVisualAppliance", "CAMERA"): Meaning.CAMERA,
    ("IfcGeographicElement", "VEGETATION"): Meaning.TREE,
    ("IfcGeographicElement", "TERRAIN"): Meaning.TERRAIN,
    ("IfcGeographicElement", "SOIL_BORING_POINT"): Meaning.TERRAIN,
    ("IfcSpace", "PARKING"): Meaning.BAY,
    ("IfcPavement", "FLEXIBLE"): Meaning.ROAD,
    ("IfcDoor", "TRAPDOOR"): Meaning.STRUCTURE,
    ("IfcWindow", "SKYLIGHT"): Meaning.STRUCTURE,
    ("IfcWindow", "LIGHTDOME"): Meaning.STRUCTURE,
}

_EXTRA_WORDS = {
    Meaning.CAMERA: ("cctv", "camera", "카메라"),
    Meaning.BELL: ("비상벨", "emergency call", "panic button"),
}
"""Words that tell a device wherever they stand in a name; patterns of the layer map begin it."""


Names = Callable[[str], tuple[Meaning, ...]]


def meanings_of(items: Iterable[Item], layer_map: LayerMap) -> dict[Item, Meaning | None]:
    """What every product means; None where neither class nor name tells."""
    names = cache(lambda words: tuple(_named(words, layer_map)))  # types repeat, and so do names
    return {item: _meaning(item, names) for item in items}


def _meaning(item: Item, names: Names) -> Meaning | None:
    by_class = next((m for classes, m in _BY_CLASS if item.is_a(*classes)), None)
    if item.is_a("IfcFeatureElement"):
        return by_class
    by_class = None if proxy(item) else _flow_terminal(item) or by_class
    predefined = _BY_PREDEFINED.get((_plain(item), item.predefined))
    if predefined in {Meaning.TERRAIN, Meaning.STRUCTURE, Meaning.BAY}:
        return predefined
    allowed = _BY_NAME.get(by_class, _NOTHING) if by_class else _POINTS | _GROWING | _OUTDOORS
    if item.is_a("IfcDistributionElement"):
        allowed = _POINTS
    said = (meaning for words in item.words for meaning in names(words)) if allowed else ()
    named = next((meaning for meaning in said if meaning in allowed), None)
    if _rolls_up(item):
        return Meaning.SHUTTER
    return named or predefined or by_class


def proxy(item: Item) -> bool:
    """Whether a product has no class of its own, so that only its name can tell what it is."""
    return item.ifc_class in {"IfcBuildingElementProxy", "IfcProxy"}


def _named(words: str, layer_map: LayerMap) -> Iterator[Meaning]:
    folded = words.casefold()
    for meaning, spellings in _EXTRA_WORDS.items():
        if any(word in folded for word in spellings):
            dome = meaning is Meaning.CAMERA and ("dome" in folded or "돔" in folded)
            yield Meaning.DOME_CAMERA if dome else meaning
    # of several words the last is the thing: 투시형 휀스, steel fence
    for name in dict.fromkeys((words, words.split()[-1])):
        for found in (layer_map.block(name), layer_map.layer(name)):
            if found is not None:
                yield found


def _flow_terminal(item: Item) -> Meaning | None:
    """What an IFC2x3 terminal is by the class of its type, which IFC4 made its own."""
    if item.type is None:
        return None
    if item.type.is_a("IfcLightFixtureType", "IfcLampType"):
        return Meaning.LUMINAIRE
    return Meaning.FURNITURE if item.type.is_a("IfcSanitaryTerminalType") else None


def _plain(item: Item) -> str:
    return item.ifc_class.removesuffix("StandardCase").removesuffix("ElementedCase")


def _rolls_up(item: Item) -> bool:
    if not item.is_a("IfcDoor"):
        return False
    told = item.text("OperationType") or (item.type.text("OperationType") if item.type else "")
    return told == "ROLLINGUP"
