"""CAM609 and 612 again: how much of places cameras show finely enough, and of car parks singly."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from cpted_rules.text import Text
from cpted_rules.verify.cameras import MOST_LINES
from cpted_rules.verify.case import Case
from cpted_rules.verify.cells import EDGE_M
from cpted_rules.verify.drawn import Opening
from cpted_rules.verify.expected import SLACK, Expected, Measured
from cpted_rules.verify.eyes import before, facing
from cpted_rules.verify.fields import compared, mask_differs, placed, witness_area
from cpted_rules.verify.given import Finding, Parameter
from cpted_rules.verify.light import CIRCLE_SHARE
from cpted_rules.verify.pictures import in_the_open
from cpted_rules.verify.regions import Region, ahead_of, both, covered, near, without
from cpted_rules.verify.result import CannotRecheckError
from cpted_rules.verify.shapes import Box, Spot, boxed, gap_m
from cpted_rules.verify.texts import A_FIELD
from cpted_rules.verify.views import View, best_px_per_m, density_px_per_m, sure_px_per_m, views
from cpted_rules.verify.witnesses import kinds_differ, size_differs

AT_LEAST = 1e-9


def places(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """CAM609: the share of each place that cameras in the open resolve."""
    height_m, density = float(parameters["height_m"]), float(parameters["density_px_per_m"])
    zone, within_m = str(parameters["zone"]), float(parameters["within_m"])
    own = in_the_open(case)
    if zone in ("site_entrance", "building_entrance"):
        for door in case.openings(zone):
            if door.storey in (0, 1):
                region, box = _ground_before(case, door, within_m)
                edge_m = EDGE_M + CIRCLE_SHARE * within_m
                away_m = partial(_away_m, region)
                yield _place(case, (door.id, door.storey), region, box, edge_m, own,
                             away_m, height_m, density)  # fmt: skip
        return
    for place in case.zones(zone):
        if place.storey in (0, 1):
            away_m = partial(gap_m, place.area)
            yield _place(case, (place.id, place.storey), covered([place.area]), place.area.box,
                         EDGE_M, own, away_m, height_m, density)  # fmt: skip


def _ground_before(case: Case, door: Opening, within_m: float) -> tuple[Region, Box]:
    region = both(near([door.line], within_m), without(_everywhere, case.closed(1)))
    at, direction = before(case, door), facing(case, door)
    if door.serves != "site_entrance" and at is not None and direction is not None:
        region = both(region, ahead_of(at, direction))
    west, south, east, north = door.line.box
    return region, (west - within_m, south - within_m, east + within_m, north + within_m)


def _everywhere(_x: float, _y: float) -> float:
    return 100.0


def _away_m(region: Region, x: float, y: float) -> float:
    return max(0.0, -region(x, y))


def _place(
    case: Case, subject: tuple[str, int], region: Region, box: Box, edge_m: float,
    own: Sequence[View], away_m: Callable[[float, float], float], height_m: float, density: float,
) -> Expected:  # fmt: skip
    limit = case.settings["sight_limit_m"]
    ids = {view.id for view in own}
    close = [c for c in case.drawn.cameras if c.id in ids and away_m(*c.at) <= limit]
    narrow = any(c.azimuth_deg is not None and c.hfov_deg is None for c in close)
    blurred = density > 0 and any(c.pixels is None for c in close)
    again = partial(_covered, case, region, box, edge_m, own, height_m, density)
    lacking = not case.drawn.cameras or narrow or blurred
    return Expected(subjects=(subject[0],), storey=subject[1], measure=None if lacking else again)


def _covered(
    case: Case, region: Region, box: Box, edge_m: float, own: Sequence[View], height_m: float,
    density: float, finding: Finding,
) -> Measured:  # fmt: skip
    case.ground_known()
    field, scene = finding.field, case.scene(0)
    if field is None:
        return Measured(low=0, high=0, differences=(A_FIELD,))

    def again(at: Spot, stated: float) -> tuple[float, float]:
        target = case.stand(at, height_m, 0)
        value = best_px_per_m(scene, own, target) or 0.0
        if abs(value - stated) <= SLACK["px_per_m"].of(value):
            return value, value
        low, high = sure_px_per_m(scene, own, target)
        return low or 0.0, high or 0.0

    if density <= 0 and any(view.pixels == 0 for view in own):
        raise CannotRecheckError(_PIXELS)
    cells = field.cells()
    differences = [*placed(field, region, box, case.settings["grid_m"], edge_m=edge_m)]
    found, on = compared(field, again, most=max(24, MOST_LINES // max(1, len(own))))
    differences += [*found, *kinds_differ(finding, "unseen_area", "coverage")]
    least = density if density > 0 else AT_LEAST
    sure = {at: v >= least for at, v in cells.items() if abs(v - density) > 0.0006 or v == 0}
    hidden = {at: not seen for at, seen in sure.items()}
    for kind, mask in (("unseen_area", hidden), ("coverage", sure)):
        area = witness_area(finding, kind)
        differences += mask_differs(
            area, field.step_m, mask, region, whole=len(cells), edge_m=edge_m
        )
    for witness in finding.witness:
        differences += size_differs(witness)
    seen, total = sum(sure.values()), max(1, len(cells))
    return Measured(
        low=seen / total, high=(seen + len(cells) - len(sure)) / total,
        differences=tuple(differences), cells_on=on, cells_of=len(cells),
    )  # fmt: skip


def singly(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """CAM612: the share of bays and lanes that just one camera sees."""
    height_m, density = float(parameters["height_m"]), float(parameters["density_px_per_m"])
    for storey in case.parking_storeys:
        if storey == 0:
            continue
        ids, _ = case.parking_floor(storey)
        levels = {storey, case.stage_of(storey)}
        own = [c for c in case.drawn.cameras if c.storey in levels]
        narrow = any(c.azimuth_deg is not None and c.hfov_deg is None for c in own)
        blurred = density > 0 and any(c.pixels is None for c in own)
        again = partial(_singly, case, storey, height_m, density)
        lacking = not case.drawn.cameras or narrow or blurred
        yield Expected(subjects=ids, storey=storey, measure=None if lacking else again)


def _singly(case: Case, storey: int, height_m: float, density: float, finding: Finding) -> Measured:
    case.ground_known()
    stage, field = case.stage_of(storey), finding.field
    if field is None:
        return Measured(low=0, high=0, differences=(A_FIELD,))
    scene, z = case.scene(stage), case.elevation_m(storey) + height_m
    own = [view for level in sorted({storey, stage}) for view in views(case, level)]

    def again(at: Spot, stated: float) -> tuple[float, float]:
        target = case.stand(at, z, stage)
        values = [density_px_per_m(scene, view, target) for view in own]
        count = sum(v is not None and v >= density for v in values)
        if count == stated:
            return count, count
        ranges = [sure_px_per_m(scene, [view], target) for view in own]
        return (
            sum(low is not None and low >= density for low, _ in ranges),
            sum(high is not None and high >= density for _, high in ranges),
        )

    cells = field.cells()
    _, areas = case.parking_floor(storey)
    region = without(covered(areas), case.solid(storey, 0.0)[0])
    differences = [*placed(field, region, boxed(areas), case.settings["indoor_grid_m"])]
    found, on = compared(field, again, most=max(24, MOST_LINES // max(1, len(own))))
    differences += [*found, *kinds_differ(finding, "unseen_area")]
    alone = {at: value == 1 for at, value in cells.items()}
    area = witness_area(finding, "unseen_area")
    differences += mask_differs(area, field.step_m, alone, region)
    for witness in finding.witness:
        differences += size_differs(witness)
    value = sum(alone.values()) / max(1, len(cells))
    return Measured(
        low=value, high=value, differences=tuple(differences), cells_on=on, cells_of=len(cells)
    )


_PIXELS = Text(ko="화소 미표기 카메라", en="cameras without a pixel count")
