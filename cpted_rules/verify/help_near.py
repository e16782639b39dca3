"""CAM613 and 614 again: how far bells are, and from where they are seen."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from math import hypot

from cpted_rules.verify.case import Case
from cpted_rules.verify.drawn import Sign, Zone
from cpted_rules.verify.expected import Expected, Measured
from cpted_rules.verify.eyes import CLEAR_M, Eye
from cpted_rules.verify.fields import compared, mask_differs, placed, witness_area
from cpted_rules.verify.given import Finding, Parameter
from cpted_rules.verify.look import Crowd
from cpted_rules.verify.regions import covered, without
from cpted_rules.verify.result import Difference
from cpted_rules.verify.routes import OUT_M, points_along
from cpted_rules.verify.shapes import Shape, Spot, boxed, edge_gap_m, gap_m, rings_of
from cpted_rules.verify.texts import A_FIELD, SPOT, WORST
from cpted_rules.verify.witnesses import (
    count_differs,
    gap_differs,
    kinds_differ,
    size_differs,
)

WAYS = ("parking_lane", "parking_passage", "parking_entry")
ROOMS = ("lift_lobby", "lobby")
BESIDE_M = 6.0
"""A bell so near to the ground is reached from it."""
ON_WALL_M, FACE_M = 0.3, 1.0
"""A bell so near to a wall hangs on it; its faces so near are marked."""
MOST = 20
MOST_LINES = 40_000


def distances(case: Case, _parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """CAM613: the way from the worst place of a storey to a bell, along the route shown."""
    for storey in sorted({z.storey for z in case.zones(*WAYS)} - {0, 1}):
        ways = case.zones(*WAYS, storey=storey)
        ground = [zone.area for zone in (*ways, *case.zones(*ROOMS, storey=storey))]
        bells = [b for b in case.drawn.bells if b.storey == storey]
        near = [b.at for b in bells if min(gap_m(area, *b.at) for area in ground) <= BESIDE_M]
        again = partial(_distance, ground, near)
        yield Expected(subjects=(ways[0].id,), storey=storey, measure=again if near else None)


def _distance(ground: Sequence[Shape], bells: Sequence[Spot], finding: Finding) -> Measured:
    value = finding.measured or 0.0
    differences = [*kinds_differ(finding, "route"), *count_differs(finding, int(value > 0))]
    for witness in finding.witness:
        differences += gap_differs(witness, value, [])
        start, end = witness.shape.spots[0], witness.shape.spots[-1]
        away = [min(hypot(x - s[0], y - s[1]) for x, y in bells) for s in (start, end)]
        if min(away) > BESIDE_M + OUT_M:
            differences.append(
                Difference(what=SPOT, stated="at a bell", found=f"{min(away):.1f} m off", where=end)
            )
        if max(away) > value + BESIDE_M + OUT_M:
            said = f"{max(away):.1f} m straight"
            differences.append(Difference(what=SPOT, stated=f"{value:g} m", found=said, where=end))
        for at, _ in points_along(witness.shape):
            beside = min(gap_m(area, *at) for area in ground)
            if beside > OUT_M:
                said = f"{beside:.1f} m beside"
                differences.append(Difference(what=SPOT, stated="a way", found=said, where=at))
                break
    return Measured(low=value, high=value, differences=tuple(differences), reason=WORST)


def sights(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """CAM614: the share of lanes and passages from which a bell is in sight."""
    within_m, height_m = float(parameters["within_m"]), float(parameters["height_m"])
    for storey in sorted({z.storey for z in case.zones(*WAYS)} - {0}):
        ways = case.zones(*WAYS, storey=storey)
        bells = [b for b in case.drawn.bells if b.storey == storey]
        again = partial(_sight, case, storey, ways, bells, within_m, height_m)
        yield Expected(
            subjects=tuple(way.id for way in ways), storey=storey, measure=again if bells else None
        )


def _sight(
    case: Case, storey: int, ways: Sequence[Zone], bells: Sequence[Sign], within_m: float,
    height_m: float, finding: Finding,
) -> Measured:  # fmt: skip
    case.ground_known()
    field, stage = finding.field, case.stage_of(storey)
    if field is None:
        return Measured(low=0, high=0, differences=(A_FIELD,))
    floor = case.elevation_m(storey)
    crowd = Crowd(
        [
            Eye(id=bell.id, at=case.stand(at, floor + height_m, storey))
            for bell in bells
            for at in _faces(case, bell)
        ]
    )
    scene, z = case.scene(stage), floor + case.settings["eye_height_m"]

    def again(at: Spot, stated: float) -> tuple[float, float]:
        target = case.stand(at, z, stage)
        count = crowd.count(scene, target, within_m, MOST)
        return (count, count) if count == stated else crowd.range(scene, target, within_m, MOST)

    areas = [way.area for way in ways]
    region = without(covered(areas), case.solid(storey, 0.0)[0])
    cells = field.cells()
    differences = [*placed(field, region, boxed(areas), case.settings["indoor_grid_m"])]
    found, on = compared(field, again, most=max(24, MOST_LINES // max(1, len(crowd.eyes))))
    differences += [*found, *kinds_differ(finding, "unseen_area", "seen_area")]
    seen = {at: value > 0 for at, value in cells.items()}
    hidden = {at: not value for at, value in seen.items()}
    for kind, mask in (("unseen_area", hidden), ("seen_area", seen)):
        differences += mask_differs(witness_area(finding, kind), field.step_m, mask, region)
    for witness in finding.witness:
        differences += size_differs(witness)
    value = sum(seen.values()) / max(1, len(cells))
    return Measured(
        low=value, high=value, differences=tuple(differences), cells_on=on, cells_of=len(cells)
    )


def _faces(case: Case, bell: Sign) -> list[Spot]:
    """Just before each face of a wall that a bell hangs on; the bell itself where it hangs on none.

    A ring runs against the clock where its area is positive; its outside is then to the right.
    """
    found = []
    for wall in case.walls(bell.storey):
        if gap_m(wall.area, *bell.at) > ON_WALL_M:
            continue
        ring = next(rings_of(wall.area))
        turn = 1.0 if sum(ax * by - ay * bx for ax, ay, bx, by in ring) > 0 else -1.0
        for edge in ring:
            if edge_gap_m(edge, *bell.at) > FACE_M:
                continue
            ax, ay, bx, by = edge
            length = hypot(bx - ax, by - ay)
            ux, uy = (bx - ax) / length, (by - ay) / length
            gone = (bell.at[0] - ax) * ux + (bell.at[1] - ay) * uy
            gone = min(max(gone, 0.0), length)
            out = turn * CLEAR_M
            found.append((ax + gone * ux + out * uy, ay + gone * uy - out * ux))
    return found or [bell.at]
