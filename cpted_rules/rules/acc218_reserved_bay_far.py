"""ACC218: how far reserved parking bays are from the way into the building."""

import re
from collections.abc import Iterator

from shapely.geometry.base import BaseGeometry

from cpted_rules.plan import OpeningKind, Serves, SheetKind, ZoneKind
from cpted_rules.rule import Measurement, rule
from cpted_rules.site import Site
from cpted_rules.text import Text
from cpted_rules.witness import gap_line

DOORS = (Serves.PARKING_LINK, Serves.BUILDING_ENTRANCE, Serves.STAIR)
HALLS = (ZoneKind.LIFT_LOBBY, ZoneKind.LIFT, ZoneKind.LOBBY)
WORDS = {"women": re.compile(r"여성|가족|WOMEN|FAMILY", re.IGNORECASE)}
"""Words on bays by whom they are reserved for."""


@rule(
    "ACC218",
    title=Text(ko="출입구에서 먼 여성전용 주차구획", en="Reserved bay far from the entrance"),
    measures=Text(
        ko="여성전용 주차구획에서 가장 가까운 출입구·승강기까지의 직선거리",
        en="straight distance from a reserved bay to the nearest door or lift",
    ),
    says=Text(
        ko="{subject}에서 출입구·승강기까지 {value}", en="{subject} is {value} from a door or lift"
    ),
    unit="m",
    needs=((SheetKind.PARKING_PLAN, SheetKind.FLOOR_PLAN, SheetKind.SITE_PLAN),),
)
def reserved_bay_far(site: Site, *, of: str) -> Iterator[Measurement]:
    """Straight distance from a reserved bay to the nearest door into the building or lift. [m]

    Why: the way from the car to the door is where one is alone.
    How: of each bay reserved for those named (`of`: women): from its edge to the nearest door to a
        core, building entrance, stair or lift hall on its storey (the ground is one), in plan.
    Lacking: doors and lifts of the storey; which bays are reserved, where none says so.
    """
    named = [bay for bay in site.plan.bays if WORDS[of].search(bay.reserved or bay.label)]
    if not named and site.plan.bays:
        if not any(bay.reserved for bay in site.plan.bays):
            bay = site.plan.bays[0]
            yield Measurement(
                subjects=(bay.id,),
                value=None,
                where=bay.area,
                storey=bay.storey,
                lacking=Text(ko="여성전용 주차구획의 표기", en="which bays are reserved"),
                lacking_sheet=SheetKind.PARKING_PLAN,
            )
        return
    for bay in named:
        levels = (0, 1) if bay.storey in (0, 1) else (bay.storey,)
        ways = list(_ways(site, levels))
        if not ways:
            yield Measurement(
                subjects=(bay.id,),
                value=None,
                where=bay.area,
                storey=bay.storey,
                lacking=Text(ko="주차장 층의 출입구·승강기", en="doors and lifts of the storey"),
                lacking_sheet=SheetKind.PARKING_PLAN,
            )
            continue
        gap, id, way = min(
            ((round(shape.distance(bay.area), 6), id, shape) for id, shape in ways),
            key=lambda w: w[:2],
        )
        yield Measurement(
            subjects=(bay.id, id),
            value=gap,
            where=bay.area,
            storey=bay.storey,
            witness=(gap_line(bay.area, way, gap),) if gap > 0 else (),
        )


def _ways(site: Site, levels: tuple[int, ...]) -> Iterator[tuple[str, BaseGeometry]]:
    """Ways into the building from a storey."""
    for door in site.openings(*DOORS):
        if door.storey in levels and door.kind is not OpeningKind.WINDOW:
            yield door.id, door.line
    for hall in site.zones(*HALLS):
        if hall.storey in levels:
            yield hall.id, hall.area
