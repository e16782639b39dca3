"""ACT404: playgrounds away from where people pass."""

from collections.abc import Iterator

from shapely.geometry.base import BaseGeometry

from cpted_rules.plan import Element, Road, SheetKind, Walk, ZoneKind
from cpted_rules.rule import Measurement, rule
from cpted_rules.site import Site
from cpted_rules.text import Text
from cpted_rules.witness import gap_line

TARGETS = {
    "route": Text(ko="보행로·도로의 위치", en="where walks and roads are"),
    "entrance": Text(ko="건축물 출입구의 위치", en="where the building entrances are"),
}


@rule(
    "ACT404",
    title=Text(ko="동선에서 떨어진 어린이놀이터", en="Playground off the route"),
    measures=Text(
        ko="놀이터에서 통행로 또는 건축물 출입구까지의 거리",
        en="distance from the playground to a way or a building entrance",
    ),
    says=Text(
        ko="{subject}에서 가장 가까운 통행로·출입구까지 {value}임",
        en="the nearest way or entrance is {value} from {subject}",
    ),
    unit="m",
    needs=((SheetKind.SITE_PLAN,),),
)
def playground_off_route(site: Site, *, to: str) -> Iterator[Measurement]:
    """Distance from a playground to the nearest way, or to the nearest building entrance. [m]

    Why: where people pass anyway, children are looked after without anybody being asked to.
    How: `to` is route (walks and roads) or entrance (building entrances at the ground); straight
        distance on plan from the edge of the playground. Whether that way is a busy one is for a
        person to judge.
    Lacking: walks and roads, or building entrances.
    """
    if to not in TARGETS:
        raise ValueError(f"to {to}: one of {sorted(TARGETS)}")
    things: list[tuple[Element, BaseGeometry]]
    if to == "route":
        ways: list[Walk | Road] = [*site.plan.walks, *site.plan.roads]
        things = [(way, way.area) for way in ways]
    else:
        things = [(e, e.line) for e in site.entrances]
    for zone in site.zones(ZoneKind.PLAYGROUND):
        if not things:
            yield Measurement(
                subjects=(zone.id,),
                value=None,
                where=zone.area,
                storey=zone.storey,
                lacking=TARGETS[to],
                lacking_sheet=SheetKind.SITE_PLAN if to == "route" else SheetKind.FLOOR_PLAN,
            )
            continue
        gap, id, shape = min(
            ((round(zone.area.distance(shape), 3), e.id, shape) for e, shape in things),
            key=lambda found: found[:2],
        )
        yield Measurement(
            subjects=(zone.id, id),
            value=gap,
            where=zone.area,
            storey=zone.storey,
            witness=(gap_line(zone.area, shape, gap),) if gap > 0 else (),
        )
