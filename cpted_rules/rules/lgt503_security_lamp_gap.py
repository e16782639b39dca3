"""LGT503: how far apart security lamps stand along roads, and from playgrounds."""

from collections.abc import Iterator
from itertools import pairwise
from math import hypot, sqrt

import shapely
from shapely import LineString, Point
from shapely.ops import nearest_points

from cpted_rules.analysis.walk.spacing import Stretch, stretches
from cpted_rules.plan import Luminaire, LuminaireKind, Road, SheetKind, Zone, ZoneKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same

BESIDE_M = 5.0
"""A lamp this near to a road, behind the footway, belongs to it."""
SHOWN = 3


@rule(
    "LGT503",
    title=Text(ko="보안등 간격", en="Gap between security lamps"),
    measures=Text(
        ko="도로를 따라 보안등 사이의 가장 긴 거리 (놀이터는 가장 가까운 보안등까지)",
        en="longest way between security lamps along a road (of a playground: to the nearest one)",
    ),
    says=Text(
        ko="{subject}의 보안등 간격이 {value}임",
        en="the way between security lamps at {subject} is {value}",
    ),
    unit="m",
    needs=((SheetKind.OUTDOOR_LIGHTING,), (SheetKind.SITE_PLAN,)),
)
def security_lamp_gap(site: Site, *, of: str, both_sides_from_m: float) -> Iterator[Measurement]:
    """Longest stretch of a road of the complex without a security lamp. [m]

    Why: a way is as safe as its darkest stretch.
    How: `of` is `road` or `playground`. The middle line of each road inside the site, lamps within
        5 m of its edge put to it; the longest stretch between one lamp and the next, or from the
        last one to the end of the road; the whole road where it has none. A road at least
        `both_sides_from_m` wide is measured on each side by itself, and the worse side counts.
        Playground: from its edge to the nearest security lamp, 0 if one stands inside.
    Lacking: lamps, where none of any kind is drawn outdoors.
    """
    lamps = tuple(
        lamp
        for lamp in site.plan.luminaires
        if lamp.kind is LuminaireKind.SECURITY and lamp.storey in (0, 1)
    )
    drawn = any(lamp.storey in (0, 1) for lamp in site.plan.luminaires)
    if of == "playground":
        for ground in site.zones(ZoneKind.PLAYGROUND):
            yield _playground(ground, lamps) if lamps or drawn else _no_lamps(ground)
        return
    if of != "road":
        raise ValueError(f"of {of}: road or playground")
    for road in site.plan.roads:
        if not road.public:
            yield _road(road, lamps, both_sides_from_m) if drawn else _no_lamps(road)


def _no_lamps(element: Road | Zone) -> Measurement:
    return Measurement(
        subjects=(element.id,),
        value=None,
        storey=element.storey,
        lacking=Text(ko="보안등의 위치", en="where the security lamps are"),
        lacking_sheet=SheetKind.OUTDOOR_LIGHTING,
    )


def _road(road: Road, lamps: tuple[Luminaire, ...], both_sides_from_m: float) -> Measurement:
    width_m = _width_m(road)
    wide = width_m >= both_sides_from_m
    near = tuple(lamp for lamp in lamps if lamp.at.distance(road.area) <= BESIDE_M)
    sides = [tuple(x for x in near if _left(road, x.at) is left) for left in (True, False)]
    found = [
        (stretch, those)
        for those in (sides if wide else [near])
        for stretch in stretches(road.area, [x.at for x in those], reach_m=BESIDE_M)[:SHOWN]
    ]
    none = Stretch(length_m=0.0, things=(), line=road.area.representative_point())
    worst, those = max(found, key=lambda f: round(f[0].length_m, 6), default=(none, near))
    return Measurement(
        subjects=(road.id, *(those[i].id for i in worst.things)),
        value=round(worst.length_m, 3),
        where=worst.line,
        storey=road.storey,
        witness=tuple(
            Witness(kind=WitnessKind.ROUTE, shape=s.line, label=same(f"{s.length_m:.1f} m"))
            for s, _ in found
            if s.line.length > 0
        ),
        note=_note(len(near), wide, width_m),
    )


def _note(count: int, wide: bool, width_m: float) -> Text:
    if wide:
        return Text(
            ko="폭 {w} m로 양쪽을 각각 봄, 보안등 {n}등",
            en="{w} m wide: each side by itself, {n} lamps",
        ).fill(w=f"{width_m:.1f}", n=str(count))
    return Text(ko="이 도로의 보안등 {n}등", en="security lamps at this road: {n}").fill(
        n=str(count)
    )


def _width_m(road: Road) -> float:
    """How wide a road is: as stated, else that of the rectangle with its area and outline. [m]"""
    if road.width_m is not None:
        return road.width_m
    half, area = road.area.length / 2, road.area.area
    return float((half - sqrt(max(0.0, half * half - 4 * area))) / 2)


def _left(road: Road, at: Point) -> bool:
    """Whether a point is left of the long axis of a road."""
    corners = shapely.get_coordinates(road.area.minimum_rotated_rectangle)[:3]
    sides = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(corners)]
    dx, dy = max(sides, key=lambda side: hypot(*side))
    middle = road.area.centroid
    return bool(dx * (at.y - middle.y) - dy * (at.x - middle.x) >= 0)


def _playground(ground: Zone, lamps: tuple[Luminaire, ...]) -> Measurement:
    if not lamps:
        return Measurement(
            subjects=(ground.id,),
            value=None,
            where=ground.area,
            storey=ground.storey,
            lacking=Text(ko="보안등", en="security lamps"),
            lacking_sheet=SheetKind.OUTDOOR_LIGHTING,
        )
    lamp = min(lamps, key=lambda x: (x.at.distance(ground.area), x.id))
    line = LineString(nearest_points(ground.area, lamp.at))
    return Measurement(
        subjects=(ground.id, lamp.id),
        value=round(line.length, 3),
        where=ground.area,
        storey=ground.storey,
        witness=(Witness(kind=WitnessKind.GAP, shape=line, label=same(f"{line.length:.1f} m")),)
        if line.length
        else (),
    )
