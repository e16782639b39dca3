"""The account of a model: what became of every product, class by class."""

from collections import Counter
from collections.abc import Sequence

from cpted_rules.drawing.account import commonest
from cpted_rules.drawing.ifc.item import Item
from cpted_rules.drawing.ifc.meanings import proxy
from cpted_rules.drawing.ifc.scene import Made, Scene
from cpted_rules.drawing.layers.layer_map import ASIDE, Meaning
from cpted_rules.drawing.reading import DrawingCensus, LayerUse


def census(scene: Scene, made: Sequence[Made]) -> DrawingCensus:
    """The account of one model; its classes stand where a drawing's layers do."""
    model = scene.model
    elements: dict[Item, Counter[str]] = {}
    for one in made:
        elements.setdefault(one.item, Counter())[one.kind] += 1
    aside: Counter[str] = Counter()
    total: Counter[str] = Counter()
    unread: Counter[str] = Counter()
    per_class: dict[str, Counter[str]] = {}
    meanings: dict[str, Counter[str]] = {}
    for item in model.products:
        name = item.ifc_class
        total[name] += 1
        meaning = scene.meanings.get(item)
        if meaning is not None:
            meanings.setdefault(name, Counter())[meaning.value] += 1
        if item in elements:
            # a wall on three storeys is three elements of one product
            per_class.setdefault(name, Counter()).update(set(elements[item]))
        elif item.is_a("IfcBuildingStorey"):
            per_class.setdefault(name, Counter())["storey"] += 1
        else:
            why = _reason(scene, item, elements)
            aside[why] += 1
            unread[name] += why == "unreadable_form"
    return DrawingCensus(
        file=model.name,
        version=model.step.schema,
        code_page=model.step.encoding or "STEP",
        opened="strict" if not model.lost else "recovered",
        unit=model.unit or "m",
        unit_from="declared" if model.unit else "unknown",
        read=sum(total.values()),
        used=tuple(sorted(Counter(one.kind for one in made).items())),
        set_aside=tuple(sorted(aside.items())),
        layers=tuple(
            LayerUse(
                layer=name,
                state="on",
                entities=total[name],
                meaning=commonest(meanings.get(name)),
                elements=tuple(sorted(per_class.get(name, Counter()).items())),
                unread=unread[name],
            )
            for name in sorted(total)
        ),
    )


def _reason(scene: Scene, item: Item, elements: dict[Item, Counter[str]]) -> str:
    """Why a product became no element."""
    meaning = scene.meanings.get(item)
    if item.is_a("IfcFeatureElement"):
        return "void"
    whole = next(item.inverse("Decomposes", "RelatingObject"), None)
    if whole is not None and whole in elements and not whole.is_a("IfcSpatialStructureElement"):
        return "part"
    if proxy(item) and meaning is None:
        return "proxy"
    if item.is_a("IfcStair"):
        return "structure"
    if item.is_a("IfcSpatialStructureElement") and not item.is_a("IfcSpace"):
        return "terrain" if scene.shapes.of(item) is not None else "not_geometry"
    if meaning is Meaning.RAILING:
        return "structure"
    if meaning is Meaning.STRUCTURE and item.is_a("IfcDistributionElement"):
        return "services"
    if meaning in ASIDE:
        return meaning.value if meaning else ""
    return "unknown_layer" if meaning is None else "unreadable_form"
