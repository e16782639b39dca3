"""SUR104, LGT503, CAM604 and ACT401 again: how far things are from one another."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from math import sqrt

from cpted_rules.text import Text
from cpted_rules.verify.case import Case
from cpted_rules.verify.drawn import Luminaire, Opening, Road, Tree, Zone
from cpted_rules.verify.expected import Expected, Measured
from cpted_rules.verify.given import Finding, Parameter, Witness
from cpted_rules.verify.on_foot import Ground, straight_is_open
from cpted_rules.verify.result import Difference
from cpted_rules.verify.routes import passed, points_along, routes_differ
from cpted_rules.verify.shapes import Spot, apart_m, gap_m
from cpted_rules.verify.witnesses import (
    NEAR_M,
    count_differs,
    gap_differs,
    kinds_differ,
    number_differs,
)

BELL_BESIDE_M = 6.0
LAMP_BESIDE_M = 5.0
WAYS = ("parking_lane", "parking_passage", "parking_entry")
CIRCLE_SHARE = 0.0013
"""By so much of its radius a crown drawn as a polygon of 64 sides lies within its circle."""
FACILITIES = ("playground", "exercise", "rest")
RASTER_LEAST, RASTER_M = 0.90, 5.0
"""A way laid on a raster of 2 m and straightened is at least this share of one that is not, give or
take so many metres at its ends."""


def trees(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """SUR104: the gap from a tree's crown to the nearest opening."""
    within_m, top = float(parameters["within_m"]), float(parameters["up_to_storey"])
    openings = [
        o for o in case.drawn.openings if 0 <= o.storey <= top and o.kind in ("window", "door")
    ]
    for tree in case.drawn.trees if openings else ():
        gaps = [(gap_m(o.line, *tree.at), n) for n, o in enumerate(openings)]
        distance = min(gaps)[0]
        gap = max(distance - (tree.crown_radius_m or 0.0), 0.0)
        if gap < within_m:
            same = {openings[n].id: openings[n] for g, n in gaps if g <= distance + NEAR_M}
            yield Expected(
                subjects=(tree.id,),
                storey=0,
                more=True,
                measure=None if tree.crown_radius_m is None else partial(_tree, tree, same, gap),
            )


def _tree(tree: Tree, nearest: Mapping[str, Opening], gap: float, finding: Finding) -> Measured:
    differences = [*kinds_differ(finding, "gap"), *count_differs(finding, 1)]
    opening = nearest.get(finding.ids[1]) if len(finding.ids) == 2 else None
    if opening is None:
        said = ", ".join(finding.ids[1:])
        differences.append(
            Difference(what=_NEAREST, stated=said, found=", ".join(nearest), where=tree.at)
        )
    for witness in finding.witness:
        ends = [opening.line] if opening is not None and gap > 0 else []
        if gap > 0:
            slack_m = CIRCLE_SHARE * (tree.crown_radius_m or 0.0)
            differences += gap_differs(witness, gap, ends, slack_m=slack_m)
        else:
            differences += number_differs(witness, gap)
        reach = gap_m(witness.shape, *tree.at) if witness.shape.edges else 0.0
        if reach > (tree.crown_radius_m or 0.0) + NEAR_M:
            differences.append(
                Difference(what=_CROWN, stated=f"{reach:.2f} m", found="crown", where=tree.at)
            )
    return Measured(low=gap, high=gap, differences=tuple(differences))


def lamps(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """LGT503: the longest stretch of a road, or of a playground the way, to a security lamp."""
    outdoors = [lamp for lamp in case.drawn.luminaires if lamp.storey in (0, 1)]
    security = [lamp for lamp in outdoors if lamp.kind == "security"]
    if parameters["of"] == "playground":
        for ground in case.zones("playground"):
            again = partial(_playground, ground, security)
            yield Expected(
                subjects=(ground.id,),
                storey=ground.storey,
                measure=again if security else None,
                more=True,
            )
        return
    for road in case.drawn.roads:
        if not road.public:
            known = partial(_road, road, security, float(parameters["both_sides_from_m"]))
            yield Expected(
                subjects=(road.id,),
                storey=road.storey,
                measure=known if outdoors else None,
                more=True,
            )


def _playground(ground: Zone, security: Sequence[Luminaire], finding: Finding) -> Measured:
    gap, id = min((gap_m(ground.area, *lamp.at), lamp.id) for lamp in security)
    at = next(lamp.at for lamp in security if lamp.id == id)
    differences = [*kinds_differ(finding, "gap"), *count_differs(finding, int(gap > 0))]
    if finding.ids[1:] != (id,):
        differences.append(
            Difference(what=_NEAREST, stated=", ".join(finding.ids[1:]), found=id, where=at)
        )
    for witness in finding.witness:
        differences += gap_differs(witness, gap, [ground.area])
    return Measured(low=gap, high=gap, differences=tuple(differences))


def _road(
    road: Road, security: Sequence[Luminaire], both_sides_from_m: float, finding: Finding
) -> Measured:
    near = {x.id: x.at for x in security if gap_m(road.area, *x.at) <= LAMP_BESIDE_M}
    half, area = road.area.length_m / 2, road.area.area_m2
    width_m = road.width_m
    if width_m is None:
        width_m = (half - sqrt(max(0.0, half * half - 4 * area))) / 2
    ends = finding.ids[1:]
    ways = [road.area]
    differences = [*routes_differ(finding, near, ways, reach_m=LAMP_BESIDE_M, ends=ends)]
    longest = _worst(finding)
    if longest is not None and width_m < both_sides_from_m:
        others = {id: at for id, at in near.items() if id not in ends}
        differences += passed(longest, others, width_m / 2)
    return _as_stated(finding, differences)


def _worst(finding: Finding) -> Witness | None:
    """The first of the longest routes, which the finding is about."""
    longest = max((w.shape.length_m for w in finding.witness), default=0.0)
    return next((w for w in finding.witness if w.shape.length_m > longest - NEAR_M), None)


def _as_stated(finding: Finding, differences: list[Difference]) -> Measured:
    """A spacing whose route was checked, not that no other stretch is longer."""
    value = finding.measured if finding.measured is not None else 0.0
    if not finding.witness and value > 0:
        differences.append(Difference(what=_ROUTE, stated="none", found="a route"))
    return Measured(low=value, high=value, differences=tuple(differences), reason=_LONGEST)


def bells(case: Case, _parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """CAM604: the longest stretch of the ways of a car park without a bell."""
    storeys = {z.storey for z in case.zones(*WAYS)} | {bay.storey for bay in case.drawn.bays}
    for storey in sorted(storeys):
        ways = case.zones(*WAYS, storey=storey)
        if storey == 0:
            continue
        if ways:
            again = partial(_bells, case, ways, storey)
            yield Expected(subjects=(), storey=storey, measure=again, more=True)
        else:
            bay = next(bay for bay in case.drawn.bays if bay.storey == storey)
            yield Expected(subjects=(bay.id,), storey=storey, measure=None)


def _bells(case: Case, ways: Sequence[Zone], storey: int, finding: Finding) -> Measured:
    areas = {way.id: way.area for way in ways}
    near = {
        bell.id: bell.at
        for bell in case.drawn.bells
        if bell.storey == storey
        and min(gap_m(area, *bell.at) for area in areas.values()) <= BELL_BESIDE_M
    }
    lead, *ends = finding.ids
    shapes = list(areas.values())
    differences = [*routes_differ(finding, near, shapes, reach_m=BELL_BESIDE_M, ends=ends)]
    longest = _worst(finding)
    if lead not in areas:
        differences.append(Difference(what=_NEAREST, stated=lead, found="a lane or passage"))
    elif longest is not None:
        share = dict.fromkeys(areas, 0)
        for at, _ in points_along(longest.shape):
            for id, area in areas.items():
                share[id] += gap_m(area, *at) < 0.01
        if share[lead] < max(share.values()) - 3:
            best = max(share, key=lambda id: share[id])
            differences.append(Difference(what=_NEAREST, stated=lead, found=best))
        others = {id: at for id, at in near.items() if id not in ends}
        differences += passed(longest, others, 1.0)
    return _as_stated(finding, differences)


def facilities(case: Case, _parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """ACT401: the way on foot from an outdoor facility to the nearest other one."""
    zones = [z for z in case.zones(*FACILITIES) if z.storey in (0, 1)]
    if len(zones) < 2:
        return
    ground = Ground(case, [zone.area for zone in zones])
    for zone in zones:
        others = [other for other in zones if other is not zone]
        yield Expected(
            subjects=(zone.id,),
            storey=zone.storey,
            measure=partial(_nearest, ground, zone, others),
            more=True,
            where=zone.area,
        )


def _nearest(ground: Ground, zone: Zone, others: Sequence[Zone], finding: Finding) -> Measured:
    differences = [*kinds_differ(finding, "route")]
    differences += count_differs(finding, int((finding.measured or 0.0) > 0))
    other = next((z for z in others if finding.ids[1:] == (z.id,)), None)
    stated = finding.measured or 0.0
    if other is None:
        differences.append(
            Difference(what=_NEAREST, stated=", ".join(finding.ids[1:]), found="another facility")
        )
        return Measured(low=stated, high=stated, differences=tuple(differences))
    for witness in finding.witness:
        ends = [zone.area, other.area]
        differences += gap_differs(witness, stated, ends)
        differences += _walked(ground, zone, other, [at for at, _ in points_along(witness.shape)])
    reason = None
    straight = apart_m(zone.area, other.area)
    nearer = [z for z in others if z is not other and apart_m(z.area, zone.area) < stated - NEAR_M]
    if straight_is_open(ground, zone.area, other.area):
        low = high = straight
    else:
        way = ground.way_m(zone.area, other.area)
        low, high = max(straight, RASTER_LEAST * way - RASTER_M), way + RASTER_M
        reason = _RASTER
    for rival in nearer:
        reason = _RASTER
        open_ = straight_is_open(ground, zone.area, rival.area)
        if open_ or RASTER_LEAST * ground.way_m(zone.area, rival.area) - RASTER_M > high:
            differences.append(Difference(what=_NEAREST, stated=other.id, found=rival.id))
    if reason is not None and low <= stated <= high:
        low = high = stated
    return Measured(low=low, high=high, differences=tuple(differences), reason=reason)


def _walked(ground: Ground, zone: Zone, other: Zone, spots: list[Spot]) -> Iterator[Difference]:
    """Whether a route goes deeper through what is closed than straightening may take it."""
    for at in spots:
        if ground.closed(*at) > ground.step_m and not (
            gap_m(zone.area, *at) == 0 or gap_m(other.area, *at) == 0
        ):
            yield Difference(what=_ROUTE, stated="open", found="closed", where=at)
            return


_NEAREST = Text(ko="가장 가까운 대상", en="nearest one")
_CROWN = Text(ko="수관의 끝", en="edge of the crown")
_ROUTE = Text(ko="경로", en="route")
_LONGEST = Text(
    ko="경로의 길이·위치·양 끝만 확인; 더 긴 구간이 없는지는 다시 재지 않음",
    en="its route, length and ends; that no other stretch is longer was not measured again",
)
_RASTER = Text(
    ko="경로의 길이와 다른 격자 경로와의 대조만 확인",
    en="its route and length; the shortest way only within what a raster can tell",
)
