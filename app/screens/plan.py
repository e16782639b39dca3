"""The elements of a plan, storey by storey, with what each is called and where it is drawn."""

from collections import defaultdict

from app.reports import wording
from app.screens.shapes import Json, bounds, geometry, words
from cpted_rules.figure.frame import shape_of
from cpted_rules.findings import Subject
from cpted_rules.plan import (
    SHEET_NAMES,
    Barrier,
    Building,
    Camera,
    Contour,
    Element,
    Fixture,
    Luminaire,
    Opening,
    Road,
    SitePlan,
    SpotHeight,
    Tree,
    Wall,
    Zone,
    storey_name,
)

LEFT_OUT = (Contour, SpotHeight)
"""Levels of the ground are in the drawing; as shapes they only cover the rest."""


def plan_index(plan: SitePlan, facts_title: str) -> Json:
    """What the page needs to know of a plan before it draws any storey."""
    by_storey = _by_storey(plan)
    levels = sorted({0, *by_storey} | {s.level for s in plan.storeys})
    heights = {s.level: s for s in plan.storeys}
    return {
        "title": facts_title,
        "north_deg": plan.north_deg,
        "bounds": bounds([b.area for b in plan.boundaries]) or _bounds_of(by_storey.get(0, [])),
        "storeys": [
            {
                "level": level,
                "name": words(storey_name(level)),
                "elevation_m": heights[level].elevation_m if level in heights else None,
                "height_m": heights[level].height_m if level in heights else None,
                "count": len(by_storey.get(level, [])),
                "bounds": _bounds_of(by_storey.get(level, [])),
            }
            for level in levels
        ],
        "sheets": [
            {
                "number": sheet.number,
                "title": sheet.title,
                "kind": words(SHEET_NAMES[sheet.kind]),
                "storeys": list(sheet.storeys),
            }
            for sheet in plan.sheets
        ],
    }


def storeys(plan: SitePlan) -> dict[int, list[Json]]:
    """The elements of each storey in the order in which they are drawn, one above the other."""
    return {
        level: [_element(plan, element) for element in sorted(elements, key=_order)]
        for level, elements in sorted(_by_storey(plan).items())
    }


def _by_storey(plan: SitePlan) -> dict[int, list[Element]]:
    found: dict[int, list[Element]] = defaultdict(list)
    for element in plan.elements():
        if not isinstance(element, LEFT_OUT):
            found[element.storey].append(element)
    return found


def _bounds_of(elements: list[Element]) -> list[float] | None:
    shapes = [s for s in map(shape_of, elements) if s is not None and not s.is_empty]
    return bounds(shapes)


_ORDER = ("road", "walk", "shrub", "zone", "building", "parking_bay", "boundary", "wall", "barrier",
          "tree", "opening")  # fmt: skip


def _order(element: Element) -> tuple[int, str]:
    kind = kind_of(element)
    return (_ORDER.index(kind) if kind in _ORDER else len(_ORDER), element.id)


def kind_of(element: Element) -> str:
    """The kind of an element, as the page names it: `parking_bay`."""
    name = type(element).__name__
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


def _element(plan: SitePlan, element: Element) -> Json:
    name = wording.subject_name(
        plan, Subject(id=element.id, label=element.label, source=element.source)
    )
    found: Json = {
        "id": element.id,
        "kind": kind_of(element),
        "name": words(name),
        "shape": geometry(shape_of(element)),
        **_more(element),
    }
    if element.source is not None:
        source = element.source
        found["source"] = [source.sheet, source.layer, source.handle]
    return found


def _more(element: Element) -> Json:
    """What of an element changes how it is drawn."""
    match element:
        case Building():
            return {"neighbour": element.neighbour, "base_m": element.base_m}
        case Opening():
            return {"opens": element.kind.value, "serves": element.serves and element.serves.value}
        case Barrier():
            return {"of": element.kind.value, "top_m": element.top_m}
        case Zone():
            return {"of": element.kind.value}
        case Tree():
            return {"radius_m": element.crown_radius_m, "height_m": element.height_m}
        case Road():
            return {"public": element.public}
        case Wall():
            return {"column": element.column}
        case Luminaire():
            return {"of": element.kind.value, "height_m": element.height_m}
        case Camera():
            return {
                "azimuth_deg": element.azimuth_deg,
                "hfov_deg": element.hfov_deg,
                "height_m": element.height_m,
            }
        case Fixture():
            return {"of": element.kind.value, "top_m": element.top_m}
    return {}
