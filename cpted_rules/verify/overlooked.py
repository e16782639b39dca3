"""SUR114 and SUR119 to SUR121 again: streets, stores, gaps and pilotis that somebody sees."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations

from cpted_rules.text import Text
from cpted_rules.verify.along import Steps, lengths_m, steps_of
from cpted_rules.verify.case import Case
from cpted_rules.verify.drawn import Building, Road
from cpted_rules.verify.expected import Expected, Measured
from cpted_rules.verify.eyes import Watchers
from cpted_rules.verify.fields import compared, mask_differs, placed, witness_area
from cpted_rules.verify.given import Finding, Parameter
from cpted_rules.verify.look import Crowd
from cpted_rules.verify.outlook import field_again
from cpted_rules.verify.regions import Region, both, covered, far_from, without
from cpted_rules.verify.result import Difference
from cpted_rules.verify.shapes import (
    Box,
    Shape,
    Spot,
    apart_m,
    crosses,
    from_edges,
    polygon,
)
from cpted_rules.verify.strips import Strip, longest
from cpted_rules.verify.witnesses import (
    NEAR_M,
    kinds_differ,
    lines_differ,
    number_differs,
    size_differs,
)

MOST = 20
MOST_LINES = 60_000
REACH_M = 1.0
STORES = re.compile(
    r"자전거|분리수거|재활용|쓰레기|택배|BICYCLE|BIKE|WASTE|RECYCL|PARCEL", re.IGNORECASE
)
CIRCLE_SHARE = 0.0013
"""By so much of its radius the rules' own circle, a polygon of 64 sides, lies within a true one."""


def streets(
    case: Case, watchers: Watchers, parameters: Mapping[str, Parameter]
) -> Iterator[Expected]:
    """SUR114: the share of the road along the site that enough windows of dwellings see."""
    sites = [b.area for b in case.drawn.boundaries]
    beside_m = float(parameters["beside_m"])
    for road in case.drawn.roads:
        if not sites or not road.public or min(apart_m(road.area, s) for s in sites) >= beside_m:
            continue
        known = partial(
            _street,
            case,
            watchers,
            road,
            beside_m,
            float(parameters["within_m"]),
            float(parameters["at_least_windows"]),
        )
        yield Expected(
            subjects=(road.id,), storey=0, measure=known if watchers.home_windows() else None
        )


def _street(
    case: Case,
    watchers: Watchers,
    road: Road,
    beside_m: float,
    within_m: float,
    fewest: float,
    finding: Finding,
) -> Measured:
    case.ground_known()
    field = finding.field
    if field is None:
        return Measured(
            low=0, high=0, differences=(Difference(what=_FIELD, stated="none", found="a field"),)
        )
    sites = [b.area for b in case.drawn.boundaries]
    region = both(covered([road.area]), far_from(sites, beside_m))
    edge_m = NEAR_M + CIRCLE_SHARE * beside_m
    crowd, scene = Crowd(watchers.homes()), case.scene(0)
    height = case.settings["person_height_m"] / 2

    def again(at: Spot, stated: float) -> tuple[float, float]:
        target = case.stand(at, height, 0)
        count = crowd.count(scene, target, within_m, MOST)
        return (count, count) if count == stated else crowd.range(scene, target, within_m, MOST)

    cells = field.cells()
    most = max(24, int(MOST_LINES / max(1, len(crowd.eyes))))
    wrong, on = compared(field, again, most=most)
    seen = {at: value >= fewest for at, value in cells.items()}
    differences = [
        *placed(field, region, road.area.box, case.settings["grid_m"], edge_m=edge_m),
        *wrong,
        *kinds_differ(finding, "seen_area", "unseen_area"),
    ]
    for kind, wanted in (("seen_area", True), ("unseen_area", False)):
        chosen = {at: state is wanted for at, state in seen.items()}
        shape = witness_area(finding, kind)
        differences += mask_differs(shape, field.step_m, chosen, region, edge_m=edge_m)
    for witness in finding.witness:
        differences += size_differs(witness)
    value = sum(seen.values()) / max(1, len(seen))
    return Measured(
        low=value, high=value, differences=tuple(differences), cells_on=on, cells_of=len(cells)
    )


def stores(
    case: Case, watchers: Watchers, parameters: Mapping[str, Parameter]
) -> Iterator[Expected]:
    """SUR119: the share of each store in the open that nobody sees."""
    windows = [o for o in case.openings("dwelling", "shop") if o.kind == "window"]
    height, within_m = case.settings["person_height_m"] / 2, float(parameters["within_m"])
    closed = case.closed(1)
    for id, storey, area, least_m2 in _stores(case):
        region = without(covered([area]), closed)
        if _size_m2(region, area.box) <= least_m2:
            continue
        again = partial(
            field_again,
            case,
            area,
            watchers.everybody,
            height,
            within_m,
            seen=False,
            region=region,
        )
        yield Expected(subjects=(id,), storey=storey, measure=again if windows else None)


def _stores(case: Case) -> Iterator[tuple[str, int, Shape, float]]:
    """Stores with their area, and how much of it must lie in the open."""
    for zone in case.drawn.zones:
        named = zone.kind == "waste" or STORES.search(zone.label) is not None
        if named and zone.storey in (0, 1):
            yield zone.id, zone.storey, zone.area, zone.area.area_m2 / 2
    for fixture in case.drawn.fixtures:
        if fixture.kind == "parcel_box" and fixture.storey in (0, 1):
            x, y = fixture.at
            west, south, east, north = x - REACH_M, y - REACH_M, x + REACH_M, y + REACH_M
            corners = [(west, south), (east, south), (east, north), (west, north)]
            yield fixture.id, fixture.storey, polygon(corners), REACH_M**2


def _size_m2(region: Region, box: Box) -> float:
    """Area of a region, by points. [m2]"""
    west, south, east, north = box
    across, up = (east - west) / SIDE, (north - south) / SIDE
    count = sum(
        region(west + (i + 0.5) * across, south + (j + 0.5) * up) > 0
        for i in range(SIDE)
        for j in range(SIDE)
    )
    return count * across * up


SIDE = 40
"""Points along each side of a box by which an area is told."""


def undercrofts(
    case: Case, watchers: Watchers, parameters: Mapping[str, Parameter]
) -> Iterator[Expected]:
    """SUR121: the share of the ground under pilotis seen from no public road."""
    height, within_m = case.settings["person_height_m"], float(parameters["within_m"])
    columns = covered([w.area for w in case.drawn.walls if w.storey in (0, 1)])
    for building in case.drawn.buildings:
        if building.neighbour or building.base_m < height:
            continue
        region = without(covered([building.area]), case.closed(1), columns)
        if _size_m2(region, building.area.box) < case.settings["grid_m"] ** 2:
            continue
        again = partial(
            field_again,
            case,
            building.area,
            watchers.street,
            height / 2,
            within_m,
            seen=False,
            region=region,
        )
        yield Expected(
            subjects=(building.id,), storey=1, measure=again if watchers.street() else None
        )


def gaps(case: Case, watchers: Watchers, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """SUR120: the length of narrow gaps between buildings that is open and unseen."""
    windows = [o for o in case.openings("dwelling", "shop") if o.kind == "window"]
    least_m, narrower_m = float(parameters["least_m"]), float(parameters["narrower_m"])
    low = [b for b in case.drawn.buildings if b.base_m <= 0]
    for one, other in combinations(low, 2):
        if one.neighbour and other.neighbour:
            continue
        if apart_m(one.area, other.area) >= narrower_m:
            continue
        strip = longest(one.area, other.area, least_m, narrower_m)
        if strip is None or strip.length_m < float(parameters["longer_m"]):
            continue
        yield _gap(
            case, watchers, (one, other), strip, bool(windows), float(parameters["within_m"])
        )


def _gap(
    case: Case,
    watchers: Watchers,
    pair: tuple[Building, Building],
    strip: Strip,
    windows: bool,
    within_m: float,
) -> Expected:
    closed = any(meets(line, strip.middle) for line in closing(case))
    known = partial(_unseen, case, watchers, strip, closed, within_m)
    return Expected(
        subjects=(pair[0].id, pair[1].id), storey=0, measure=known if windows or closed else None
    )


def closing(case: Case) -> list[Shape]:
    """Fences, walls, gates and shutters at the ground."""
    lines = [b.line for b in case.drawn.barriers if b.storey in (0, 1)]
    lines += [
        o.line for o in case.drawn.openings if o.kind in ("gate", "shutter") and o.storey in (0, 1)
    ]
    return lines


def meets(line: Shape, middle: Shape) -> bool:
    """Whether two lines cross."""
    return any(crosses(a, b) for a in line.edges for b in middle.edges)


def _unseen(
    case: Case, watchers: Watchers, strip: Strip, closed: bool, within_m: float, finding: Finding
) -> Measured:
    case.ground_known()
    crowd, height = Crowd(watchers.everybody()), case.settings["person_height_m"] / 2
    ranges = []
    for length in lengths_m(strip.middle):
        steps: Steps = steps_of(strip.middle, drawn_m=length)
        least = most = 0
        for at in steps.at if not closed else ():
            seen, may = crowd.range(case.scene(0), case.stand(at, height, 0), within_m, 1)
            least, most = least + (may == 0), most + (seen == 0)
        ranges.append((least * steps.step_m, most * steps.step_m))
    stated = finding.measured or 0.0
    low, high = next((r for r in ranges if r[0] - NEAR_M <= stated <= r[1] + NEAR_M), ranges[0])
    if low < high and low - NEAR_M <= stated <= high + NEAR_M:
        low = high = stated
    differences = [*kinds_differ(finding, "route", "gap")]
    routes = [w for w in finding.witness if w.kind == "route"]
    differences += _length(finding, strip, routes[0].shape if routes else None)
    shown = sum(w.shape.length_m for w in finding.witness if w.kind == "gap")
    if abs(shown - stated) > NEAR_M * (1 + len(finding.witness)):
        differences.append(Difference(what=_FIELD, stated=f"{stated:.2f}", found=f"{shown:.2f}"))
    for witness in finding.witness:
        differences += number_differs(witness, witness.shape.length_m)
    return Measured(low=low, high=high, differences=tuple(differences))


def _length(finding: Finding, strip: Strip, shown: Shape | None) -> Sequence[Difference]:
    """Whether the middle line shown is that of the strip, one way or the other."""
    own = strip.middle
    turned = from_edges([(c, d, a, b) for a, b, c, d in reversed(own.edges)], filled=False)
    for line in (own, turned):
        if shown is not None and not list(lines_differ(_only(finding), [line])):
            return ()
    return (Difference(what=_FIELD, stated="elsewhere", found="middle of the gap"),)


def _only(finding: Finding) -> Finding:
    """The finding with its routes only."""
    return replace(finding, witness=tuple(w for w in finding.witness if w.kind == "route"))


_FIELD = Text(ko="칸별 값·구간", en="values of cells, or stretches shown")
