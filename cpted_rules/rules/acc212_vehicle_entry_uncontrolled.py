"""ACC212: whether somebody or something controls a vehicle entry."""

from collections.abc import Iterator

from shapely import Point
from shapely.geometry.base import BaseGeometry

from cpted_rules.plan import OpeningKind, SheetKind, Zone, ZoneKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text

CLOSING = (OpeningKind.GATE, OpeningKind.SHUTTER)


@rule(
    "ACC212",
    title=Text(ko="통제되지 않는 차량출입구", en="Vehicle entry without control"),
    measures=Text(
        ko="주차장 출입구에 차단기·셔터 또는 경비실이 있는지",
        en="whether a gate, shutter or guard post controls a parking entry",
    ),
    says=Text(ko="{subject} 출입 통제: {value}", en="{subject}, controlled: {value}"),
    unit="yes",
    needs=((SheetKind.PARKING_PLAN, SheetKind.SITE_PLAN, SheetKind.FLOOR_PLAN),),
)
def vehicle_entry_uncontrolled(site: Site, *, within_m: float) -> Iterator[Measurement]:
    """Whether a gate, shutter or guard post controls a parking entry. [yes]

    Why: who drives in unasked is at every car and at the lifts.
    How: of each parking entry at the ground or below: a gate or shutter within `within_m` on its
        storey that states a control, or a guard post within `within_m`. It is not controlled where
        all gates and shutters there state that nothing controls them.
    Lacking: a gate, shutter or guard post there, or what controls it.
    """
    posts = site.zones(ZoneKind.GUARD_POST)
    for entry in site.zones(ZoneKind.PARKING_ENTRY):
        levels = (0, 1) if entry.storey in (0, 1) else (entry.storey,)
        gates = [
            o
            for o in site.plan.openings
            if o.kind in CLOSING and o.storey in levels and o.line.distance(entry.area) <= within_m
        ]
        stated = [gate for gate in gates if gate.access_control]
        guards = [
            p for p in posts if p.storey in levels and p.area.distance(entry.area) <= within_m
        ]
        value: float | None = None
        if stated or guards:
            value = 1.0
        elif gates and all(gate.access_control == "" for gate in gates):
            value = 0.0
        shown: list[BaseGeometry] = [
            *(gate.line for gate in stated),
            *(post.area for post in guards),
        ]
        yield _measured(entry, value, shown)


def _measured(entry: Zone, value: float | None, shown: list[BaseGeometry]) -> Measurement:
    return Measurement(
        subjects=(entry.id,),
        value=value,
        where=entry.area,
        storey=entry.storey,
        witness=tuple(
            Witness(kind=WitnessKind.POINT, shape=Point(shape.centroid)) for shape in shown
        ),
        lacking=_CONTROL if value is None else None,
        lacking_sheet=SheetKind.PARKING_PLAN if value is None else None,
    )


_CONTROL = Text(
    ko="주차장 출입구의 차단기·셔터·경비실", en="gate, shutter or guard post at the parking entry"
)
