"""LGT518: walks beside a carriageway without lamps for people on foot."""

from collections.abc import Iterator
from math import hypot

import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.walk.spacing import Stretch, stretches
from cpted_rules.plan import LuminaireKind, SheetKind, Walk
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same

LAMP_BESIDE_M = 5.0
"""A lamp this near to a walk, behind its edge, belongs to it."""
SHOWN = 3
LEAST_M2 = 0.01
"""Smaller parts are where edges of the drawing nearly meet."""


@rule(
    "LGT518",
    title=Text(ko="차도와 나란한 보행로의 보행자등", en="Pedestrian lamps beside a carriageway"),
    measures=Text(
        ko="차도와 나란한 보행로에서 보행자등 사이의 가장 긴 거리",
        en="longest way between pedestrian lamps along a walk beside a carriageway",
    ),
    says=Text(
        ko="차도와 나란한 {subject}에서 보행자등 없는 구간이 {value}임",
        en="{subject}, beside a carriageway, has no pedestrian lamp for {value}",
    ),
    unit="m",
    needs=((SheetKind.OUTDOOR_LIGHTING,), (SheetKind.SITE_PLAN,)),
)
def pedestrian_lamps_missing(
    site: Site, *, kinds: str, beside_m: float, at_least_m: float
) -> Iterator[Measurement]:
    """Longest stretch of a walk beside a carriageway without a lamp for people on foot. [m]

    Why: lamps of the carriageway light the cars; who walks beside them stays in their glare.
    How: the part of each walk within `beside_m` of a road, where it runs along it for at least
        `at_least_m`; lamps of the given `kinds` (pedestrian, bollard, security; by commas) within
        5 m of it put to its middle line; the longest stretch from one to the next, or from the
        last one to its end; all of it where it has none.
    Lacking: lamps, where none of any kind is drawn outdoors.
    """
    wanted = frozenset(LuminaireKind(kind.strip()) for kind in kinds.split(","))
    drawn = [lamp for lamp in site.plan.luminaires if lamp.storey in (0, 1)]
    lamps = [lamp for lamp in drawn if lamp.kind in wanted]
    near_roads = shapely.union_all([road.area.buffer(beside_m) for road in site.plan.roads])
    for walk in site.plan.walks:
        part = _along(walk.area.intersection(near_roads), at_least_m)
        if part.is_empty:
            continue
        if not drawn:
            yield Measurement(
                subjects=(walk.id,),
                value=None,
                where=part,
                lacking=Text(ko="보행자등의 위치", en="where the pedestrian lamps are"),
                lacking_sheet=SheetKind.OUTDOOR_LIGHTING,
            )
            continue
        own = [lamp for lamp in lamps if lamp.at.distance(part) <= LAMP_BESIDE_M]
        found = stretches(part, [lamp.at for lamp in own], reach_m=LAMP_BESIDE_M)
        none = Stretch(length_m=0.0, things=(), line=part.representative_point())
        worst = found[0] if found else none
        yield _measured(walk, worst, found, tuple(own[i].id for i in worst.things), len(own))


def _along(shape: BaseGeometry, at_least_m: float) -> BaseGeometry:
    """The parts of a shape that are long enough, by the rectangle around each."""
    parts = [p for p in shapely.get_parts(shape) if isinstance(p, Polygon) and p.area > LEAST_M2]
    return shapely.union_all([p for p in parts if _length_m(p) >= at_least_m])


def _length_m(part: Polygon) -> float:
    (ax, ay), (bx, by), (cx, cy) = shapely.get_coordinates(part.minimum_rotated_rectangle)[:3]
    return float(max(hypot(bx - ax, by - ay), hypot(cx - bx, cy - by)))


def _measured(
    walk: Walk, worst: Stretch, found: list[Stretch], ends: tuple[str, ...], count: int
) -> Measurement:
    return Measurement(
        subjects=(walk.id, *ends),
        value=round(worst.length_m, 3),
        where=worst.line,
        witness=tuple(
            Witness(kind=WitnessKind.ROUTE, shape=s.line, label=same(f"{s.length_m:.1f} m"))
            for s in found[:SHOWN]
            if s.line.length > 0
        ),
        note=Text(ko="이 구간의 보행자등 {n}등", en="pedestrian lamps on it: {n}").fill(
            n=str(count)
        ),
    )
