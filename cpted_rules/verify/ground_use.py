"""TER302, TER303, ACT403 and ACT404 again: what borders on what, and ground without a use."""

from collections.abc import Iterator, Mapping
from functools import partial
from math import hypot

from cpted_rules.text import Text
from cpted_rules.verify.case import Case
from cpted_rules.verify.cells import cells_of
from cpted_rules.verify.drawn import Area, Opening, Road
from cpted_rules.verify.expected import Expected, Measured
from cpted_rules.verify.eyes import Watchers
from cpted_rules.verify.fields import compared, mask_differs, placed, witness_area
from cpted_rules.verify.given import Finding, Parameter
from cpted_rules.verify.masks import held_in
from cpted_rules.verify.regions import covered, near, without
from cpted_rules.verify.result import Difference
from cpted_rules.verify.shapes import Shape, Spot, apart_m, boxed, gap_m
from cpted_rules.verify.texts import A_FIELD, SPOT
from cpted_rules.verify.witnesses import (
    NEAR_M,
    count_differs,
    gap_differs,
    kinds_differ,
    number_differs,
    size_differs,
)

EDGE_SHARE = 0.001
"""By so much times its outline the size of an area drawn to 1 mm may be off. [m]"""


def buffers(
    case: Case, watchers: Watchers, _parameters: Mapping[str, Parameter]
) -> Iterator[Expected]:
    """TER302: the closest that a ground-floor dwelling window of each building is to a path."""
    ways: list[Area | Road] = [*case.drawn.walks, *case.drawn.roads]
    groups: dict[str, list[Opening]] = {}
    for window in sorted(watchers.home_windows(), key=lambda o: o.id):
        if window.storey == 1:
            groups.setdefault(window.building or "", []).append(window)
    for _, group in sorted(groups.items()):
        if not ways:
            yield Expected(subjects=(group[0].id,), storey=1, measure=None)
            continue
        gaps = {(w.id, way.id): (apart_m(way.area, w.line), w, way) for w in group for way in ways}
        least = min(gap for gap, _, _ in gaps.values())
        named = [f.ids[0] for f in case.stated("TER302", {}) if f.ids[0] in {w.id for w in group}]
        lead = named[0] if named else group[0].id
        close = {ids: found for ids, found in gaps.items() if found[0] <= least + NEAR_M}
        again = partial(_buffer, least, close)
        yield Expected(subjects=(lead,), storey=1, more=True, measure=again)


def _buffer(
    least: float,
    close: Mapping[tuple[str, str], tuple[float, Opening, Area | Road]],
    finding: Finding,
) -> Measured:
    differences = [*kinds_differ(finding, "gap"), *count_differs(finding, 1)]
    found = close.get((finding.ids[0], finding.ids[-1]))
    if found is None:
        differences.append(
            Difference(what=_NEAREST, stated=" ".join(finding.ids), found=str(sorted(close)[:3]))
        )
    for witness in finding.witness:
        if least > 0 and found is not None:
            differences += gap_differs(witness, least, [found[1].line, found[2].area])
        else:
            differences += number_differs(witness, least)
    return Measured(low=least, high=least, differences=tuple(differences))


def playgrounds(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """ACT404: the distance of each playground to the nearest way or building entrance."""
    shapes: dict[str, Shape] = {}
    if parameters["to"] == "route":
        shapes |= {walk.id: walk.area for walk in case.drawn.walks}
        shapes |= {road.id: road.area for road in case.drawn.roads}
    else:
        shapes |= {door.id: door.line for door in case.entrances}
    for zone in case.zones("playground"):
        again = partial(_playground, zone.area, shapes)
        yield Expected(
            subjects=(zone.id,), storey=zone.storey, more=True, where=zone.area,
            measure=again if shapes else None,
        )  # fmt: skip


def _playground(area: Shape, shapes: Mapping[str, Shape], finding: Finding) -> Measured:
    gaps = {id: apart_m(area, shape) for id, shape in shapes.items()}
    least = min(gaps.values())
    differences = [*kinds_differ(finding, "gap"), *count_differs(finding, int(least > NEAR_M))]
    id = finding.ids[-1]
    if gaps.get(id, least + 1.0) > least + NEAR_M:
        best = min(gaps, key=lambda other: gaps[other])
        differences.append(Difference(what=_NEAREST, stated=id, found=best))
    for witness in finding.witness:
        differences += gap_differs(witness, least, [area, shapes[id]] if id in shapes else [])
    return Measured(low=least, high=least, differences=tuple(differences))


def beside_streets(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """ACT403: the share of the walks within a distance of a road."""
    walks = case.drawn.walks
    if walks:
        again = partial(_beside, case, float(parameters["within_m"]))
        yield Expected(
            subjects=tuple(walk.id for walk in walks), storey=0,
            measure=again if case.drawn.roads else None,
        )  # fmt: skip


def _beside(case: Case, within_m: float, finding: Finding) -> Measured:
    field = finding.field
    if field is None:
        return Measured(low=0, high=0, differences=(A_FIELD,))
    areas = [walk.area for walk in case.drawn.walks]
    roads = [road.area for road in case.drawn.roads]

    def again(at: Spot, _stated: float) -> tuple[float, float]:
        away = min(gap_m(road, *at) for road in roads)
        return away, away

    cells = field.cells()
    region = covered(areas)
    differences = [*placed(field, region, boxed(areas), case.settings["grid_m"])]
    found, on = compared(field, again, most=2_000)
    differences += [*found, *kinds_differ(finding, "seen_area")]
    sure = {at: v <= within_m for at, v in cells.items() if abs(v - within_m) > 0.002}
    area = witness_area(finding, "seen_area")
    differences += mask_differs(area, field.step_m, sure, region, whole=len(cells))
    for witness in finding.witness:
        differences += size_differs(witness)
    near_, total = sum(sure.values()), max(1, len(cells))
    return Measured(
        low=near_ / total, high=(near_ + len(cells) - len(sure)) / total,
        differences=tuple(differences), cells_on=on, cells_of=len(cells),
    )  # fmt: skip


def unassigned(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """TER303: the share of the site that nothing takes."""
    drawn = case.drawn
    known = bool(drawn.shrubs or drawn.trees) or case.has_sheet("planting_plan")
    beside_m, least_m2 = float(parameters["beside_m"]), float(parameters["least_m2"])
    for boundary in drawn.boundaries:
        again = partial(_unassigned, case, boundary.area, beside_m, least_m2)
        yield Expected(subjects=(boundary.id,), storey=0, measure=again if known else None)


def _unassigned(
    case: Case, site: Shape, beside_m: float, least_m2: float, finding: Finding
) -> Measured:
    """The witness area, once its cells are free and no larger free place is left out of it."""
    drawn = case.drawn
    taken = [*(walk.area for walk in drawn.walks), *(road.area for road in drawn.roads)]
    taken += [z.area for z in (*drawn.zones, *drawn.bays) if z.storey == 0]
    taken += [bed.area for bed in drawn.shrubs]
    masses = [b.area for b in drawn.buildings]
    crowns = [(t.at, case.crown_radius_m(t.crown_radius_m)) for t in drawn.trees]
    free = without(covered([site]), covered(taken), near(masses, beside_m))
    corner = near(masses, 1.5 * beside_m)
    area = witness_area(finding, "coverage")
    differences = [*kinds_differ(finding, "coverage")]
    for witness in finding.witness:
        differences += size_differs(witness)
    cells = cells_of(covered([site]), site.box, case.settings["grid_m"])
    missing: set[Spot] = set()
    for at, held in held_in(area, cells).items():
        crown = max((r - hypot(at[0] - x, at[1] - y) for (x, y), r in crowns), default=-9.0)
        depth = min(free(*at), -crown)
        if abs(crown) < 0.05 or abs(depth) < 0.01 or -0.01 < corner(*at) < 0.5 * beside_m + 0.01:
            continue
        if held and depth < 0:
            differences.append(Difference(what=SPOT, stated="free", found="taken", where=at))
            break
        if not held and depth > 0:
            missing.add(at)
    largest = max((len(group) for group in _groups(missing, cells.step_m)), default=0)
    if largest * cells.step_m**2 > 2 * least_m2 + 4:
        found = f"{largest} free cells"
        differences.append(Difference(what=SPOT, stated="none left out", found=found))
    size = 0.0 if area is None else area.area_m2
    slack = EDGE_SHARE * ((0.0 if area is None else area.length_m) + site.length_m) / site.area_m2
    share = size / site.area_m2
    return Measured(
        low=max(0.0, share - slack), high=share + slack, differences=tuple(differences),
        reason=_SMALL,
    )  # fmt: skip


def _groups(spots: set[Spot], step_m: float) -> Iterator[set[Spot]]:
    """Cells that hang together, side by side."""
    left = {(round(x / step_m - 0.5), round(y / step_m - 0.5)): (x, y) for x, y in spots}
    while left:
        key = next(iter(left))
        group, queue = {left.pop(key)}, [key]
        while queue:
            i, j = queue.pop()
            for other in ((i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)):
                if other in left:
                    group.add(left.pop(other))
                    queue.append(other)
        yield group


_NEAREST = Text(ko="가장 가까운 대상", en="nearest one")
_SMALL = Text(
    ko="표시된 구역과 그 크기만 확인; 최소 면적 부근의 조각은 다시 재지 않음",
    en="the area shown and its size; pieces near the least size were not measured again",
)
