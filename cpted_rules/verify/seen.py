"""SUR102, SUR106 and SUR108 again: doors, parking bays and counters that somebody sees or not."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from cpted_rules.verify.case import Case
from cpted_rules.verify.cells import EDGE_M, Cells, cells_of
from cpted_rules.verify.drawn import Opening, Zone
from cpted_rules.verify.expected import Expected, Measured
from cpted_rules.verify.eyes import Eye, Watchers, before, both_sides, facing
from cpted_rules.verify.fields import witness_area
from cpted_rules.verify.given import Finding, Parameter
from cpted_rules.verify.look import LEAST_SHARE, SHIFT_M, Crowd, shifted
from cpted_rules.verify.masks import Masked, masked
from cpted_rules.verify.regions import Region, ahead_of, around, both, covered, without
from cpted_rules.verify.result import Difference
from cpted_rules.verify.scene import Scene, Spot3
from cpted_rules.verify.shapes import Spot, along, box_gap_m, boxed, gap_m
from cpted_rules.verify.views import best_px_per_m, sure_px_per_m, views
from cpted_rules.verify.witnesses import kinds_differ, sight_differs, size_differs

HALF = 0.5
"""Share of a door's points that must be in sight."""
PARTS = 4
"""Points across and up a door."""
LOOK_OUT_M = 0.5
"""The eye of a door of a core stands so far before it, on either side."""
MOST_CELLS = 4_000
"""Of more cells so many are looked at, evenly spread."""
CIRCLE_SHARE = 0.0013
"""By so much of its radius the rules' own circle, a polygon of 64 sides, lies within a true one."""


def doors(
    case: Case, _watchers: Watchers, parameters: Mapping[str, Parameter]
) -> Iterator[Expected]:
    """SUR102: the share of nearby public road and walk from which an entrance is visible."""
    ways = [r.area for r in case.drawn.roads if r.public] + [w.area for w in case.drawn.walks]
    for door in case.entrances:
        known = before(case, door) is not None and bool(ways)
        yield Expected(
            subjects=(door.id,),
            storey=door.storey,
            measure=partial(_door, case, door, float(parameters["within_m"])) if known else None,
            where=door.line,
        )


def _door(case: Case, door: Opening, within_m: float, finding: Finding) -> Measured:
    case.ground_known()
    front, direction = before(case, door), facing(case, door)
    ways = [r.area for r in case.drawn.roads if r.public] + [w.area for w in case.drawn.walks]
    if front is None or direction is None or min(gap_m(w, *front) for w in ways) >= within_m:
        return Measured(low=0.0, high=0.0)
    box = (front[0] - within_m, front[1] - within_m, front[0] + within_m, front[1] + within_m)
    region = both(around(front, within_m), covered(ways))
    edge_m = 0.003 + CIRCLE_SHARE * within_m
    cells = cells_of(region, box, case.settings["grid_m"], edge_m=edge_m)
    ahead = _ahead(cells, ahead_of(front, direction))
    scene, points = case.scene(0), leaf_of(case, door, front)
    height = case.settings["eye_height_m"]
    seen = masked(
        witness_area(finding, "seen_area"),
        ahead,
        lambda at: half(scene, case.stand(at, height, 0), points),
        lambda at: half_surely(scene, case.stand(at, height, 0), points),
        region,
        edge_m=edge_m,
        most=MOST_CELLS // len(points),
    )
    floor = case.floor_m(door)
    middle = (*front, floor + case.settings["person_height_m"] / 2)
    eyes = [Eye(id="", at=case.stand(at, height, 0)) for at in ahead.all]
    differences = [
        *seen.differences,
        *_other_side(finding, "unseen_area", ahead, seen, region, edge_m),
        *_shown(finding, case, scene, eyes, [middle], 0.0, "seen_area", "unseen_area"),
    ]
    return _measured(seen, differences)


def _ahead(cells: Cells, side: Callable[[float, float], float]) -> Cells:
    """The cells on one side of a line; those on it may be on either."""
    sure = tuple(at for at in cells.sure if side(*at) > 0.003)
    maybe = [at for at in cells.maybe if side(*at) > 0.003]
    maybe += [at for at in cells.all if abs(side(*at)) <= 0.003]
    return Cells(step_m=cells.step_m, sure=sure, maybe=tuple(maybe))


def leaf_of(case: Case, door: Opening, front: Spot) -> list[Spot3]:
    """Points spread evenly over the door, moved to its outer face."""
    x, y = along(door.line, 0.5)
    floor, head = case.floor_m(door), case.sill_and_head_m(door)[1]
    return [
        (px + front[0] - x, py + front[1] - y, floor + head * (row + 0.5) / PARTS)
        for column in range(PARTS)
        for px, py in (along(door.line, (column + 0.5) / PARTS),)
        for row in range(PARTS)
    ]


def half(scene: Scene, eye: Spot3, points: Sequence[Spot3]) -> bool:
    """Whether half of some points are in sight."""
    return sum(scene.through(p, eye) >= LEAST_SHARE for p in points) >= HALF * len(points)


def half_surely(scene: Scene, eye: Spot3, points: Sequence[Spot3]) -> tuple[bool, bool]:
    """Whether half of some points are in sight however coordinates were rounded, and may be."""
    least = most = 0
    if scene.touched(eye, SHIFT_M):
        return False, True
    for point in points:
        states = {scene.through(o, p) >= LEAST_SHARE for o, p in shifted(point, eye)}
        least, most = least + (states == {True}), most + (True in states)
    return least >= HALF * len(points), most >= HALF * len(points)


def bays(case: Case, watchers: Watchers, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """SUR106: the share of the bays of a storey that is seen from nowhere."""
    for storey in case.parking_storeys:
        ids, _ = case.parking_floor(storey)
        eyes = _eyes(case, watchers, storey)
        known = any(view.known for view in views(case, storey))
        lacking = not (eyes or known) or (storey < 0 and not case.walls(storey))
        again = partial(_bays, case, storey, eyes, float(parameters["within_m"]))
        yield Expected(subjects=ids, storey=storey, measure=None if lacking else again)


def _eyes(case: Case, watchers: Watchers, storey: int) -> list[Eye]:
    """Eyes on the lanes, before and behind doors of cores, and at the ground on the street."""
    found: list[Eye] = []
    for lane in case.zones("parking_lane", storey=storey):
        found += watchers.on_ground(covered([lane.area]), lane.area.box, lane.id, storey=storey)
    z = case.elevation_m(storey) + case.settings["eye_height_m"]
    for door in case.openings("parking_link", "building_entrance", "stair", storey=storey):
        sides = both_sides(door, LOOK_OUT_M)
        found += [Eye(id=door.id, at=case.stand(at, z, storey)) for at in sides]
    return [*found, *(watchers.street() if storey in (0, 1) else ())]


def _bays(
    case: Case, storey: int, eyes: Sequence[Eye], within_m: float, finding: Finding
) -> Measured:
    case.ground_known()
    areas = [bay.area for bay in case.drawn.bays if bay.storey == storey]
    region = without(covered(areas), case.solid(storey, 0.0)[0])
    cells = cells_of(region, boxed(areas), case.settings["indoor_grid_m"])
    stage = case.stage_of(storey)
    scene, crowd = case.scene(stage), Crowd(eyes)
    watching = [view for view in views(case, storey) if view.known]
    height = case.elevation_m(storey) + case.settings["person_height_m"]

    def hidden(at: Spot) -> bool:
        target = case.stand(at, height, stage)
        if crowd.count(scene, target, within_m, 1):
            return False
        return best_px_per_m(scene, watching, target) is None

    def surely(at: Spot) -> tuple[bool, bool]:
        target = case.stand(at, height, stage)
        low, high = crowd.range(scene, target, within_m, 1)
        least, most = sure_px_per_m(scene, watching, target)
        return not high and most is None, not low and least is None

    unseen = masked(
        witness_area(finding, "unseen_area"), cells, hidden, surely, region, most=MOST_CELLS
    )
    targets = [case.stand(at, height, stage) for at, held in unseen.held.items() if held]
    floor = case.elevation_m(stage)
    shown = _shown(finding, case, scene, eyes, targets, floor, "unseen_area", storey=stage)
    return _measured(unseen, [*unseen.differences, *shown])


def counters(
    case: Case, watchers: Watchers, parameters: Mapping[str, Parameter]
) -> Iterator[Expected]:
    """SUR108: the share of a shop's counter that is visible from the public way outside."""
    eyes = list(watchers.street())
    for walk in case.drawn.walks:
        eyes += watchers.on_ground(covered([walk.area]), walk.area.box, walk.id)
    for counter in case.zones("counter"):
        storey = counter.storey or 1
        walls = [wall.area for wall in case.walls(storey)]
        shut = walls and box_gap_m(boxed(walls), counter.area.box) == 0.0
        known = bool(shut and case.openings("shop", storey=storey) and eyes)
        again = partial(_counter, case, counter, storey, eyes, float(parameters["within_m"]))
        yield Expected(
            subjects=(counter.id,),
            storey=counter.storey,
            measure=again if known else None,
            where=counter.area,
        )


def _counter(
    case: Case,
    counter: Zone,
    storey: int,
    eyes: Sequence[Eye],
    within_m: float,
    finding: Finding,
) -> Measured:
    case.ground_known()
    floor, step_m = case.elevation_m(storey), case.settings["indoor_grid_m"]
    region = covered([counter.area])
    cells = cells_of(region, counter.area.box, step_m)
    height = floor + case.settings["eye_height_m"]
    scene, crowd = case.scene(storey), Crowd(eyes)

    def surely(at: Spot) -> tuple[bool, bool]:
        low, high = crowd.range(scene, case.stand(at, height, storey), within_m, 1)
        return bool(low), bool(high)

    seen = masked(
        witness_area(finding, "seen_area"),
        cells,
        lambda at: bool(crowd.count(scene, case.stand(at, height, storey), within_m, 1)),
        surely,
        region,
        most=MOST_CELLS,
    )
    targets = [case.stand(at, height, storey) for at, held in seen.held.items() if not held]
    differences = [
        *seen.differences,
        *_other_side(finding, "unseen_area", cells, seen, region, EDGE_M),
        *_shown(
            finding, case, scene, eyes, targets, floor, "seen_area", "unseen_area", storey=storey
        ),
    ]
    return _measured(seen, differences)


def _measured(found: Masked, differences: list[Difference]) -> Measured:
    return Measured(
        low=found.low,
        high=found.high,
        differences=tuple(differences),
        cells_on=found.cells_on,
        cells_of=found.cells_of,
    )


def _other_side(
    finding: Finding, kind: str, cells: Cells, seen: Masked, region: Region, edge_m: float
) -> Iterator[Difference]:
    """Cells that both areas of a finding hold, or neither."""
    inner = Cells(step_m=cells.step_m, sure=cells.sure, maybe=())
    other = masked(
        witness_area(finding, kind),
        inner,
        lambda at: not seen.held[at],
        lambda at: (not seen.held[at], not seen.held[at]),
        region,
        edge_m=edge_m,
        most=len(cells.sure),
    )
    yield from (d for d in other.differences if d.where is not None)


def _shown(
    finding: Finding,
    case: Case,
    scene: Scene,
    eyes: Sequence[Eye],
    targets: Sequence[Spot3],
    floor_m: float,
    *areas: str,
    storey: int = 0,
) -> Iterator[Difference]:
    """What is wrong with the areas and lines of sight shown."""
    yield from kinds_differ(finding, *areas, "sight_line", "blocked_line")
    for witness in finding.witness:
        if witness.kind in areas:
            yield from size_differs(witness)
        else:
            yield from sight_differs(
                witness,
                case,
                scene,
                eyes=eyes,
                targets=targets,
                floor_m=floor_m,
                on_ground=storey in (0, 1),
            )
