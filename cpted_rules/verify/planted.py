"""SUR115 to SUR118 again: heights of planting beside walks and before windows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import inf

from cpted_rules.text import Text
from cpted_rules.verify.case import Case
from cpted_rules.verify.drawn import Area, Opening, Tree
from cpted_rules.verify.expected import Expected, Measured
from cpted_rules.verify.eyes import before, facing
from cpted_rules.verify.given import Finding, Parameter
from cpted_rules.verify.result import Difference
from cpted_rules.verify.shapes import Shape, Spot, apart_m, from_edges, gap_m, polygon
from cpted_rules.verify.witnesses import NEAR_M, gap_differs, kinds_differ

CIRCLE_SHARE = 0.0013
"""By so much of its radius a crown drawn as a polygon of 64 sides lies within its circle."""


def shrubs(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """SUR115: the height of each bed of shrubs beside a walk."""
    within_m = float(parameters["within_m"])
    for bed in case.drawn.shrubs:
        nearest = _nearest(bed.area, case.drawn.walks, within_m)
        if nearest:
            again = partial(_beside, bed.area, nearest, bed.height_m or 0.0)
            known = None if bed.height_m is None else again
            yield Expected(subjects=(bed.id,), storey=0, measure=known, more=True, where=bed.area)


def trunks(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """SUR116: the clear trunk of each tree beside a walk."""
    within_m = float(parameters["within_m"])
    for tree in case.drawn.trees:
        nearest = _nearest(_point(tree.at), case.drawn.walks, within_m)
        if nearest:
            base = tree.crown_base_m
            again = partial(_beside, _point(tree.at), nearest, base or 0.0)
            yield Expected(
                subjects=(tree.id,),
                storey=0,
                measure=None if base is None else again,
                more=True,
                where=_point(tree.at),
            )


def _point(at: Spot) -> Shape:
    return from_edges([(*at, *at)], filled=False)


def _nearest(shape: Shape, walks: Sequence[Area], within_m: float) -> dict[str, tuple[float, Area]]:
    """The walks nearest to a thing, with how far they are; none where all are further off."""
    gaps = [(apart_m(shape, walk.area), walk) for walk in walks]
    least = min((gap for gap, _ in gaps), default=inf)
    if least > within_m + 1e-6:
        return {}
    return {walk.id: (gap, walk) for gap, walk in gaps if gap <= least + NEAR_M}


def _beside(
    shape: Shape, nearest: Mapping[str, tuple[float, Area]], value: float, finding: Finding
) -> Measured:
    differences = [*kinds_differ(finding, "gap")]
    named = nearest.get(finding.ids[1]) if len(finding.ids) == 2 else None
    if named is None:
        said = ", ".join(finding.ids[1:])
        differences.append(Difference(what=_NEAREST, stated=said, found=", ".join(nearest)))
    else:
        gap, walk = named
        if len(finding.witness) != int(gap > NEAR_M) and gap > NEAR_M:
            differences.append(Difference(what=_GAP, stated="none", found=f"{gap:.2f} m"))
        for witness in finding.witness:
            differences += gap_differs(witness, gap, [shape, walk.area] if gap > NEAR_M else [])
    return Measured(low=value, high=value, differences=tuple(differences))


def bands(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """SUR117: the clear height between shrubs beside a walk and the crown above them."""
    within_m = float(parameters["within_m"])
    beds = [
        bed
        for bed in case.drawn.shrubs
        if min((apart_m(bed.area, w.area) for w in case.drawn.walks), default=inf) <= within_m
    ]
    for tree in case.drawn.trees:
        reach = case.crown_radius_m(tree.crown_radius_m)
        under = [bed for bed in beds if gap_m(bed.area, *tree.at) <= reach]
        if not under:
            continue
        surely = any(gap_m(bed.area, *tree.at) == 0 for bed in under)
        known = (
            tree.crown_base_m is not None
            and all(bed.height_m is not None for bed in under)
            and (tree.crown_radius_m is not None or surely)
        )
        highest = max(under, key=lambda bed: (bed.height_m or 0.0, bed.id))
        again = partial(_band, tree, highest)
        yield Expected(
            subjects=(tree.id, highest.id),
            storey=0,
            measure=again if known else None,
            where=_point(tree.at),
        )


def _band(tree: Tree, bed: Area, finding: Finding) -> Measured:
    gap = gap_m(bed.area, *tree.at)
    band = max((tree.crown_base_m or 0.0) - (bed.height_m or 0.0), 0.0)
    differences = [*kinds_differ(finding, "gap")]
    if gap > NEAR_M and not finding.witness:
        differences.append(Difference(what=_GAP, stated="none", found=f"{gap:.2f} m"))
    for witness in finding.witness:
        differences += gap_differs(witness, gap, [_point(tree.at), bed.area])
    return Measured(low=band, high=band, differences=tuple(differences))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plant:
    """What stands from one height to another, out to a radius around its shape."""

    id: str
    shape: Shape
    radius_m: float
    base_m: float | None
    top_m: float | None


def windows(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """SUR118: the height of a window that planting right before it hides."""
    within_m, top = float(parameters["within_m"]), float(parameters["up_to_storey"])
    plants = list(_plants(case))
    for window in case.drawn.openings:
        if window.kind != "window" or not 0 <= window.storey <= top:
            continue
        strip = _strip(case, window, within_m)
        if strip is None:
            continue
        found = [p for p in plants if apart_m(strip, p.shape) <= p.radius_m]
        found = [p for p in found if p.radius_m == 0 or _reaches(strip, p)]
        if not found:
            continue
        unknown = [p for p in found if p.base_m is None or p.top_m is None]
        floor = case.elevation_m(window.storey)
        sill, head = (floor + z for z in case.sill_and_head_m(window))
        hidden = {
            p.id: max(min(p.top_m or 0.0, head) - max(p.base_m or 0.0, sill), 0.0) for p in found
        }
        most = max(hidden.values())
        named = {p.id: p for p in found if hidden[p.id] >= most - 1e-6}
        yield Expected(
            subjects=(window.id,),
            storey=window.storey,
            measure=None if unknown else partial(_hidden, window, named, most),
            more=True,
            where=window.line,
        )


def _plants(case: Case) -> Iterator[_Plant]:
    for bed in case.drawn.shrubs:
        yield _Plant(id=bed.id, shape=bed.area, radius_m=0.0, base_m=0.0, top_m=bed.height_m)
    for hedge in case.drawn.barriers:
        if hedge.kind == "hedge":
            yield _Plant(
                id=hedge.id,
                shape=hedge.line,
                radius_m=0.0,
                base_m=hedge.base_m,
                top_m=hedge.top_m,
            )
    for tree in case.drawn.trees:
        yield _Plant(
            id=tree.id,
            shape=_point(tree.at),
            radius_m=case.crown_radius_m(tree.crown_radius_m),
            base_m=tree.crown_base_m,
            top_m=None if tree.crown_radius_m is None else tree.height_m,
        )


def _reaches(strip: Shape, plant: _Plant) -> bool:
    """Whether a crown drawn as a polygon within its circle reaches a strip."""
    return gap_m(strip, *plant.shape.spots[0]) <= plant.radius_m * (1 - CIRCLE_SHARE / 2)


def _strip(case: Case, window: Opening, within_m: float) -> Shape | None:
    front, direction = before(case, window), facing(case, window)
    if front is None or direction is None:
        return None
    (x, y), (dx, dy) = front, direction
    half = window.line.length_m / 2
    corners = ((-half, 0.0), (half, 0.0), (half, within_m), (-half, within_m))
    return polygon([(x + a * dy + f * dx, y - a * dx + f * dy) for a, f in corners])


def _hidden(
    window: Opening, named: Mapping[str, _Plant], most: float, finding: Finding
) -> Measured:
    differences = [*kinds_differ(finding, "gap")]
    plant = named.get(finding.ids[1]) if len(finding.ids) == 2 else None
    if plant is None:
        said = ", ".join(finding.ids[1:])
        differences.append(Difference(what=_NEAREST, stated=said, found=", ".join(named)))
    else:
        gap = _plant_gap_m(plant, window.line)
        slack = CIRCLE_SHARE * plant.radius_m + NEAR_M
        if gap > slack and not finding.witness:
            differences.append(Difference(what=_GAP, stated="none", found=f"{gap:.2f} m"))
        for witness in finding.witness:
            ends = [window.line] if plant.radius_m else [window.line, plant.shape]
            differences += gap_differs(witness, gap, ends, slack_m=slack)
    return Measured(low=most, high=most, differences=tuple(differences))


def _plant_gap_m(plant: _Plant, line: Shape) -> float:
    if plant.radius_m:
        x, y = plant.shape.spots[0]
        return max(gap_m(line, x, y) - plant.radius_m, 0.0)
    return apart_m(plant.shape, line)


_NEAREST = Text(ko="함께 지목된 대상", en="the other thing named")
_GAP = Text(ko="거리를 보이는 선", en="line that shows the distance")
