"""ESC801: how deep dead ends of the ways on foot are."""

from collections.abc import Iterator

from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.walk.dead_ends import DeadEnd
from cpted_rules.plan import Element, SheetKind, ZoneKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same

WAYS = (ZoneKind.PARKING_LANE, ZoneKind.PARKING_PASSAGE, ZoneKind.PAVING, ZoneKind.PLAYGROUND)


@rule(
    "ESC801",
    title=Text(ko="깊은 막다른 길", en="Deep dead end"),
    measures=Text(
        ko="되돌아 나오는 길밖에 없는 보행 동선의 깊이",
        en="depth of a way on foot that is left only the way one came",
    ),
    says=Text(ko="{subject}: 막다른 길의 깊이 {value}", en="{subject}: a dead end {value} deep"),
    unit="m",
    needs=((SheetKind.SITE_PLAN,),),
)
def dead_end_deep(site: Site, *, least_m: float) -> Iterator[Measurement]:
    """Depth of a way on foot that is left only the way one came. [m]

    Why: who is followed into a dead end has to go back past whoever follows.
    How: on the network of middle lines of walks, site roads, places and parking at the ground,
        joined to public roads and staffed doors: what hangs on it by one place only. From there to
        the farthest place along the shortest way. Dead ends of less than `least_m` are left out; of
        several on one walk, road or place the deepest counts. Doors of homes and stairs are no way
        out.
    Lacking: a way from the ground drawn to a public road, where none leads out at all.
    """
    if not site.plan.walks:
        return
    deepest: dict[str, DeadEnd] = {}
    for end in site.walk.dead_ends(0):
        depth = end.lines.length if end.depth_m is None else end.depth_m
        if round(depth, 6) >= least_m:
            id = _element(site, end.path or end.lines).id
            if id not in deepest or deepest[id].depth_m is None:
                deepest[id] = end  # the deepest come first, but for those without a way out
    for id, end in deepest.items():
        yield _measured(id, end)


def _measured(id: str, end: DeadEnd) -> Measurement:
    if end.depth_m is None or end.path is None:
        return Measurement(
            subjects=(id,),
            value=None,
            where=end.lines,
            lacking=Text(ko="공공도로로 이어지는 길", en="a way from it to a public road"),
            lacking_sheet=SheetKind.SITE_PLAN,
        )
    label = same(f"{end.depth_m:.1f} m")
    return Measurement(
        subjects=(id,),
        value=end.depth_m,
        where=end.lines,
        witness=(Witness(kind=WitnessKind.ROUTE, shape=end.path, label=label),),
        note=_DOORS.fill(n=str(len(end.doors))) if end.doors else None,
    )


def _element(site: Site, line: BaseGeometry) -> Element:
    """What is drawn that most of a way runs over; else what is nearest to it."""
    plan = site.plan
    ways: list[tuple[Element, BaseGeometry]] = [
        *((walk, walk.area) for walk in plan.walks),
        *((road, road.area) for road in plan.roads if not road.public),
        *((zone, zone.area) for zone in site.zones(*WAYS) if zone.storey in (0, 1)),
        *((bay, bay.area) for bay in plan.bays if bay.storey in (0, 1)),
        *((b, b.area) for b in plan.buildings if b.base_m > 0),
    ]
    best, _ = min(
        ways,
        key=lambda w: (
            -round(w[1].intersection(line).length, 3),
            round(w[1].distance(line), 3),
            w[0].id,
        ),
    )
    return best


_DOORS = Text(ko="막다른 길 안의 출입문 {n}개소", en="{n} doors in it")
