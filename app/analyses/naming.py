"""What elements are called on the pages of analyses."""

from collections.abc import Iterable

from app.reports.wording import KIND_NAMES
from cpted_rules.analysis.scene.obstacles import GROUND_ID
from cpted_rules.figure.obstacles import BARRIER_NAMES, WALL
from cpted_rules.plan import (
    Barrier,
    Building,
    Camera,
    Element,
    Fixture,
    FixtureKind,
    Luminaire,
    Opening,
    OpeningKind,
    Shrub,
    SitePlan,
    Tree,
    Wall,
    Zone,
    storey_name,
)
from cpted_rules.text import Text, join, same

OPENINGS = {
    OpeningKind.WINDOW: Text(ko="창", en="window"),
    OpeningKind.DOOR: Text(ko="문", en="door"),
    OpeningKind.GATE: Text(ko="대문", en="gate"),
    OpeningKind.SHUTTER: Text(ko="셔터", en="shutter"),
}
FIXTURES = {
    FixtureKind.GAS_PIPE: Text(ko="가스배관", en="gas pipe"),
    FixtureKind.DOWNPIPE: Text(ko="우수관", en="downpipe"),
    FixtureKind.AC_UNIT: Text(ko="실외기", en="outdoor unit"),
    FixtureKind.METER: Text(ko="계량기함", en="meter"),
    FixtureKind.PARCEL_BOX: Text(ko="택배함", en="parcel box"),
}
PLAIN: dict[type[Element], Text] = {
    Camera: Text(ko="카메라", en="camera"),
    Luminaire: Text(ko="조명", en="lamp"),
    Wall: WALL,
}
"""Shorter than what reports call them."""
GROUND = Text(ko="지면", en="ground")
COLUMN = Text(ko="기둥", en="column")
BAY_CAR = Text(ko="주차 차량", en="parked car")


def named(plan: SitePlan, id: str) -> Text:
    """What an element is called: by its label, else by what it is."""
    element = plan.by_id.get(id)
    if element is None:
        return GROUND if id == GROUND_ID else same(id)
    if isinstance(element, Opening):
        return opening_name(plan, element)
    kind = _kind(element)
    if isinstance(element, Building):
        return same(element.label) if element.label else kind
    if isinstance(element, Barrier | Tree | Shrub) and element.species:
        return same(element.species)
    mark = getattr(element, "mark", "") or element.label
    if isinstance(element, Zone) and mark:
        return same(mark)
    return kind if not mark or mark == kind.ko else join([kind, same(mark)], " ")


def opening_name(plan: SitePlan, opening: Opening) -> Text:
    """An opening: its label, with building and storey where that does not tell them; else its kind.

    Labels of windows are marks of a schedule, which many windows share.
    """
    if opening.label and opening.kind is not OpeningKind.WINDOW:
        return same(opening.label)
    building = plan.by_id.get(opening.building or "")
    parts = [same(building.label)] if building is not None and building.label else []
    if opening.storey:
        parts.append(storey_name(opening.storey))
    if opening.room_use:
        parts.append(same(opening.room_use))
    what = same(opening.label) if opening.label else OPENINGS[opening.kind]
    return join([*parts, what], " ")


def told_apart(plan: SitePlan, ids: Iterable[str]) -> dict[str, Text]:
    """What elements are called, with a letter or number of the drawing where names are alike."""
    listed = tuple(dict.fromkeys(ids))
    names = {id: named(plan, id) for id in listed}
    alike = [name.ko for name in names.values()]
    return {
        id: name if alike.count(name.ko) == 1 else join([name, same(f"({short(id)})")], " ")
        for id, name in names.items()
    }


def short(id: str) -> str:
    """The handle of an element within its sheet."""
    return id.rsplit(":", 1)[-1]


def _kind(element: Element) -> Text:
    match element:
        case Barrier():
            return BARRIER_NAMES[element.kind]
        case Wall() if element.column:
            return COLUMN
        case Fixture():
            return FIXTURES[element.kind]
    return PLAIN.get(type(element), KIND_NAMES[type(element)])
