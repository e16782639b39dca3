"""CAM604: how far apart emergency bells stand along the ways of a car park."""

from collections.abc import Iterator

import shapely
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.walk.spacing import Stretch, stretches
from cpted_rules.plan import Bell, SheetKind, Zone, ZoneKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same

BESIDE_M = 6.0
"""A bell on a column behind the bays still belongs to the lane before them."""
SHOWN = 3
"""So many of the longest stretches are drawn."""

WAYS = (ZoneKind.PARKING_LANE, ZoneKind.PARKING_PASSAGE, ZoneKind.PARKING_ENTRY)


@rule(
    "CAM604",
    title=Text(ko="비상벨 간격", en="Gap between emergency bells"),
    measures=Text(
        ko="차로·통로·출입구를 따라 비상벨 사이의 가장 긴 거리",
        en="longest way between emergency bells along lanes, passages and entrances",
    ),
    says=Text(
        ko="{place} {subject} 구간의 비상벨 간격이 {value}임",
        en="the way between emergency bells at {subject}, {place}, is {value}",
    ),
    unit="m",
    needs=((SheetKind.SECURITY_PLAN,), (SheetKind.PARKING_PLAN, SheetKind.FLOOR_PLAN)),
)
def bell_gap(site: Site) -> Iterator[Measurement]:
    """Longest stretch of the ways of an indoor parking storey without a bell. [m]

    Why: whoever is followed should come past a bell before being caught.
    How: the middle lines of lanes, passages and entrances, each bell put to every way whose edge it
        is within 6 m of. The clause asks for a bell every so many metres, which is the spacing
        along the way, so the value is the longest stretch between one bell and the next, or from
        the last bell to the end of a way that ends; not twice the farthest distance to a bell,
        which would count the end of a way double. A way without any bell counts with its whole
        length. The three longest stretches are drawn; the note says how far the worst point is
        from a bell.
    Lacking: lanes, where bays are drawn without them.
    """
    storeys = sorted({z.storey for z in site.zones(*WAYS)} | {bay.storey for bay in site.plan.bays})
    for storey in storeys:
        ways = site.zones(*WAYS, storey=storey)
        if storey == 0:
            continue
        if not ways:
            yield _no_ways(site, storey)
            continue
        bells = tuple(bell for bell in site.plan.bells if bell.storey == storey)
        area = shapely.union_all([way.area for way in ways])
        found = stretches(area, [bell.at for bell in bells], reach_m=BESIDE_M)
        yield _measured(ways, bells, found or [_covered(area)], storey)


def _measured(
    ways: tuple[Zone, ...], bells: tuple[Bell, ...], found: list[Stretch], storey: int
) -> Measurement:
    worst = found[0]
    ends = tuple(bells[i].id for i in worst.things)
    way = min(ways, key=lambda z: (-round(z.area.intersection(worst.line).length, 3), z.id))
    return Measurement(
        subjects=(way.id, *ends),
        value=round(worst.length_m, 3),
        where=worst.line,
        storey=storey,
        witness=tuple(
            Witness(
                kind=WitnessKind.ROUTE,
                shape=stretch.line,
                label=same(f"{stretch.length_m:.1f} m"),
            )
            for stretch in found[:SHOWN]
            if stretch.length_m > 0
        ),
        note=_note(worst, len(bells)),
    )


def _covered(area: BaseGeometry) -> Stretch:
    """A way so short that its bell stands beside all of it."""
    return Stretch(length_m=0.0, things=(), line=area.representative_point())


def _note(worst: Stretch, count: int) -> Text:
    if not count:
        return Text(ko="이 층에 비상벨이 없음", en="there is no bell on this storey")
    if not worst.things and worst.length_m > 0:
        return Text(
            ko="다른 통로와 이어지지 않은 통로에 비상벨이 없음",
            en="a way that is not joined to the others has no bell",
        )
    farthest = worst.length_m / 2 if len(worst.things) == 2 else worst.length_m
    return Text(
        ko="이 구간에서 비상벨까지 가장 먼 거리 {d} m, 이 층의 비상벨 {n}개",
        en="farthest from a bell in this stretch {d} m, bells on this storey {n}",
    ).fill(d=f"{farthest:.1f}", n=str(count))


def _no_ways(site: Site, storey: int) -> Measurement:
    bays = tuple(bay.id for bay in site.plan.bays if bay.storey == storey)
    return Measurement(
        subjects=bays[:1],
        value=None,
        storey=storey,
        lacking=Text(ko="차로·통로의 구획", en="lanes and passages"),
        lacking_sheet=SheetKind.PARKING_PLAN,
    )
