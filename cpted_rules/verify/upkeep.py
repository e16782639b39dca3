"""ACT402, MNT901 and MNT903 again: who watches rests and walls, and what trees grow over."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from math import hypot

from cpted_rules.text import Text
from cpted_rules.verify.case import Case
from cpted_rules.verify.drawn import Building, Opening, Tree, Zone
from cpted_rules.verify.expected import Expected, Measured
from cpted_rules.verify.eyes import Watchers
from cpted_rules.verify.fields import compared, mask_differs, placed, witness_area
from cpted_rules.verify.given import Finding, Parameter
from cpted_rules.verify.lamps import Light
from cpted_rules.verify.look import Crowd
from cpted_rules.verify.pictures import in_the_open
from cpted_rules.verify.regions import covered
from cpted_rules.verify.result import Difference
from cpted_rules.verify.shapes import Spot, apart_m, outline_gap_m
from cpted_rules.verify.texts import A_FIELD, SPOT, WORST
from cpted_rules.verify.witnesses import count_differs, kinds_differ, number_differs, size_differs

SEATED_M = 1.2
MOST = 20
MOST_LINES = 60_000
WALL_M, BEFORE_M, STEP_M, STRAIGHT_M = 0.6, 1.0, 1.0, 0.1
INSIDE_M = 0.05
"""An opening that reaches so far into a stretch of wall breaks it."""


def seats(
    case: Case, watchers: Watchers, parameters: Mapping[str, Parameter]
) -> Iterator[Expected]:
    """ACT402: how many watchers see somebody who sits in each place of rest or exercise."""
    windows = [o for o in case.openings("dwelling", "shop") if o.kind == "window"]
    for zone in case.zones("rest", "exercise"):
        if zone.storey in (0, 1):
            again = partial(_seat, case, watchers, zone, float(parameters["within_m"]))
            yield Expected(
                subjects=(zone.id,), storey=zone.storey, where=zone.area,
                measure=again if windows else None,
            )  # fmt: skip


def _seat(
    case: Case, watchers: Watchers, zone: Zone, within_m: float, finding: Finding
) -> Measured:
    case.ground_known()
    field = finding.field
    if field is None:
        return Measured(low=0, high=0, differences=(A_FIELD,))
    eyes = watchers.everybody()
    crowd, scene = Crowd(eyes), case.scene(0)

    def again(at: Spot, stated: float) -> tuple[float, float]:
        target = case.stand(at, SEATED_M, 0)
        count = crowd.count(scene, target, within_m, MOST)
        return (count, count) if count == stated else crowd.range(scene, target, within_m, MOST)

    cells = field.cells()
    some = list(cells)[:: max(1, len(cells) // 8)]
    near = [len(crowd.near(case.stand(at, SEATED_M, 0), within_m)) for at in some]
    most = max(24, int(MOST_LINES / max(1.0, sum(near) / max(1, len(near)))))
    region = covered([zone.area])
    differences = [*placed(field, region, zone.area.box, case.settings["grid_m"])]
    found, on = compared(field, again, most=most)
    differences += [*found, *kinds_differ(finding, "unseen_area")]
    unseen = {at: value == 0 for at, value in cells.items()}
    area = witness_area(finding, "unseen_area")
    differences += mask_differs(area, field.step_m, unseen, region)
    for witness in finding.witness:
        differences += size_differs(witness)
    value = sorted(cells.values())[(len(cells) - 1) // 2]
    return Measured(
        low=value, high=value, differences=tuple(differences), cells_on=on, cells_of=len(cells),
        reason=_GUARD if any(eye.loose_m for eye in eyes) else None,
    )  # fmt: skip


def walls(
    case: Case, watchers: Watchers, parameters: Mapping[str, Parameter]
) -> Iterator[Expected]:
    """MNT901: the longest blank and unseen stretch of each building's outer wall."""
    openings = [o for o in case.drawn.openings if o.storey in (0, 1)]
    for building in case.drawn.buildings:
        if not building.neighbour and building.base_m <= 0:
            within_m = float(parameters["within_m"])
            again = partial(_wall, case, watchers, building, openings, within_m)
            yield Expected(subjects=(building.id,), storey=0, measure=again if openings else None)


def _wall(
    case: Case, watchers: Watchers, building: Building, openings: Sequence[Opening],
    within_m: float, finding: Finding,
) -> Measured:  # fmt: skip
    case.ground_known()
    value = finding.measured or 0.0
    differences = [*kinds_differ(finding, "gap"), *count_differs(finding, int(value > 0))]
    for witness in finding.witness:
        differences += number_differs(witness, value)
        (ax, ay), (bx, by) = witness.shape.spots[0], witness.shape.spots[-1]
        length = hypot(bx - ax, by - ay)
        off = max(outline_gap_m(building.area, *at) for at in ((ax, ay), (bx, by)))
        if abs(length - value) > 0.005 or off > STRAIGHT_M + 0.005:
            found = f"{length:.3f} m, {off:.2f} m off the outline"
            differences.append(
                Difference(what=SPOT, stated=f"{value:g} m", found=found, where=(ax, ay))
            )
            continue
        ux, uy = (bx - ax) / length, (by - ay) / length
        for opening in openings:
            if apart_m(building.area, opening.line) > WALL_M - INSIDE_M:
                continue
            across = [abs((x - ax) * uy - (y - ay) * ux) for x, y in opening.line.spots]
            gone = [(x - ax) * ux + (y - ay) * uy for x, y in opening.line.spots]
            inner = min(max(gone), length) - max(min(gone), 0.0)
            if max(across) < WALL_M - INSIDE_M and inner > INSIDE_M:
                differences.append(
                    Difference(what=SPOT, stated="blank", found=opening.id, where=(ax, ay))
                )
                break
        differences += _watched(case, watchers, (ax, ay, ux, uy), length, within_m)
    return Measured(low=value, high=value, differences=tuple(differences), reason=WORST)


def _watched(
    case: Case, watchers: Watchers, start: tuple[float, float, float, float], length: float,
    within_m: float,
) -> Iterator[Difference]:  # fmt: skip
    """Somebody before the wall whom somebody sees for sure."""
    ax, ay, ux, uy = start
    crowd, scene, closed = Crowd(watchers.everybody()), case.scene(0), case.closed(1)
    count = max(1, round(length / STEP_M))
    x, y = ax + length / 2 * ux, ay + length / 2 * uy
    turn = -1.0 if closed(x + WALL_M * uy, y - WALL_M * ux) > 0 else 1.0
    for n in range(count):
        gone = (n + 0.5) * length / count
        at = (ax + gone * ux + turn * BEFORE_M * uy, ay + gone * uy - turn * BEFORE_M * ux)
        target = case.stand(at, case.settings["person_height_m"] / 2, 0)
        if crowd.count(scene, target, within_m, 1) and crowd.range(scene, target, within_m, 1)[0]:
            yield Difference(what=SPOT, stated="unseen", found="seen", where=at)
            return


def grown_over(case: Case, light: Light, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """MNT903: the lamps and cameras that the crown of a grown-up tree takes in."""
    clear_m = float(parameters["clear_m"])
    cameras = {view.id for view in in_the_open(case)}
    things = [(x.id, x.at, x.height_m) for x in light.luminaires(0)]
    things += [(c.id, c.at, c.height_m) for c in case.drawn.cameras if c.id in cameras]
    if not things or not case.drawn.trees:
        return
    taken: list[tuple[str, Spot]] = []
    unsure: list[str] = []
    for id, at, height in things:
        states = [_taken(case, tree, at, height, clear_m) for tree in case.drawn.trees]
        if True in states:
            taken.append((id, at))
        if None in states:
            unsure.append(id)
    known = bool(taken) or not unsure
    ids = tuple(id for id, _ in taken) or tuple(unsure) or (things[0][0],)
    again = partial(_counted, [at for _, at in taken])
    yield Expected(subjects=ids, storey=0, measure=again if known else None)


def _taken(case: Case, tree: Tree, at: Spot, height_m: float | None, clear_m: float) -> bool | None:
    factor = case.settings["growth_factor"]
    away = hypot(tree.at[0] - at[0], tree.at[1] - at[1])
    if away > case.crown_radius_m(tree.crown_radius_m) * factor + clear_m:
        return False
    sizes = (tree.crown_radius_m, tree.height_m, tree.crown_base_m)
    if height_m is None or None in sizes or tree.height_m is None or tree.crown_base_m is None:
        return None
    return tree.crown_base_m - clear_m <= height_m <= tree.height_m * factor


def _counted(spots: Sequence[Spot], finding: Finding) -> Measured:
    differences = [*kinds_differ(finding, "point"), *count_differs(finding, len(spots))]
    for witness, at in zip(finding.witness, spots, strict=False):
        spot = witness.shape.spots[0]
        if hypot(spot[0] - at[0], spot[1] - at[1]) > 0.003:
            differences.append(
                Difference(what=SPOT, stated="elsewhere", found="as drawn", where=spot)
            )
    value = float(len(spots))
    return Measured(low=value, high=value, differences=tuple(differences))


_GUARD = Text(
    ko="창이 그려지지 않은 경비실의 시선은 어림만 가능",
    en="the guard of a post drawn without windows stands somewhere around it",
)
