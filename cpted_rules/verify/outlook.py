"""SUR101, SUR103 and SUR105 again: who overlooks walks and playgrounds, and what planting hides."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from math import ceil, floor, hypot

from cpted_rules.text import Text
from cpted_rules.verify.case import Case
from cpted_rules.verify.cells import Cells, cells_of
from cpted_rules.verify.drawn import Element
from cpted_rules.verify.expected import Expected, Measured
from cpted_rules.verify.eyes import Eye, Watchers
from cpted_rules.verify.fields import compared, mask_differs, off_raster, placed, witness_area
from cpted_rules.verify.given import Finding, Parameter
from cpted_rules.verify.look import Crowd
from cpted_rules.verify.regions import Region, covered
from cpted_rules.verify.result import CannotRecheckError, Difference
from cpted_rules.verify.shapes import Shape, Spot, row_spans
from cpted_rules.verify.witnesses import kinds_differ, sight_differs, size_differs

MOST = 20
"""Watchers counted for a cell of a field."""
TOUCHING_M = 0.5
"""Crowns no further apart are one group."""
MOST_LINES = 60_000
"""Lines of sight looked along for one field at most; a larger field is sampled."""


def walks(
    case: Case, watchers: Watchers, parameters: Mapping[str, Parameter]
) -> Iterator[Expected]:
    """SUR101: the share of each walk that nobody sees."""
    windows = [o for o in case.openings("dwelling", "shop") if o.kind == "window"]
    height = case.settings["person_height_m"] / 2
    within_m = float(parameters["within_m"])
    for walk in case.drawn.walks:
        again = partial(
            field_again, case, walk.area, watchers.everybody, height, within_m, seen=False
        )
        yield Expected(
            subjects=(walk.id,), storey=0, measure=again if windows else None, where=walk.area
        )


def playgrounds(
    case: Case, watchers: Watchers, parameters: Mapping[str, Parameter]
) -> Iterator[Expected]:
    """SUR103: the share of each playground that windows of dwellings see."""
    height, within_m = case.settings["child_height_m"], float(parameters["within_m"])
    windows = watchers.home_windows()
    for zone in case.zones("playground"):
        again = partial(field_again, case, zone.area, watchers.homes, height, within_m, seen=True)
        yield Expected(
            subjects=(zone.id,),
            storey=zone.storey,
            measure=again if windows else None,
            where=zone.area,
        )


def field_again(
    case: Case,
    area: Shape,
    eyes_of: Callable[[], tuple[Eye, ...]],
    height: float,
    within_m: float,
    finding: Finding,
    *,
    seen: bool,
    region: Region | None = None,
) -> Measured:
    """The field of an area that some eyes look at, and the share of it that none or any sees."""
    case.ground_known()
    eyes = eyes_of()
    crowd, scene, field = Crowd(eyes), case.scene(0), finding.field
    if field is None:
        return Measured(low=0, high=0, differences=(_without_field(),))

    def again(at: Spot, stated: float) -> tuple[float, float]:
        target = case.stand(at, height, 0)
        count = crowd.count(scene, target, within_m, MOST)
        return (count, count) if count == stated else crowd.range(scene, target, within_m, MOST)

    cells = field.cells()
    some = list(cells)[:: max(1, len(cells) // 8)]
    near = [len(crowd.near(case.stand(at, height, 0), within_m)) for at in some]
    most = max(24, int(MOST_LINES / max(1, sum(near) / max(1, len(near)))))
    own = region or covered([area])
    differences = [*placed(field, own, area.box, case.settings["grid_m"])]
    wrong, on = compared(field, again, most=most)
    unseen = {at: value == 0 for at, value in cells.items()}
    differences += wrong
    differences += _areas(finding, field.step_m, unseen, own, seen=seen)
    targets = [case.stand(at, height, 0) for at, hidden in unseen.items() if hidden]
    for witness in finding.witness:
        if witness.kind == "blocked_line":
            differences += sight_differs(witness, case, scene, eyes=eyes, targets=targets)
    value = sum(unseen.values()) / max(1, len(unseen))
    value = 1 - value if seen else value
    return Measured(
        low=value,
        high=value,
        differences=tuple(differences),
        cells_on=on,
        cells_of=len(cells),
        reason=_GUARD if any(eye.loose_m for eye in eyes) else None,
    )


def _areas(
    finding: Finding, step_m: float, unseen: dict[Spot, bool], region: Region, *, seen: bool
) -> Iterator[Difference]:
    yield from kinds_differ(finding, "unseen_area", "seen_area", "blocked_line")
    yield from mask_differs(witness_area(finding, "unseen_area"), step_m, unseen, region)
    if seen:
        other = {at: not hidden for at, hidden in unseen.items()}
        yield from mask_differs(witness_area(finding, "seen_area"), step_m, other, region)
    for witness in finding.witness:
        if witness.kind in ("unseen_area", "seen_area"):
            yield from size_differs(witness)


def planting(
    case: Case, watchers: Watchers, parameters: Mapping[str, Parameter]
) -> Iterator[Expected]:
    """SUR105: the area of walk and playground that each group of plants alone hides."""
    groups = _groups(case)
    if not groups:
        return
    case.ground_known()
    within_m = float(parameters["within_m"])
    of_plant = {id: n for n, ids in enumerate(groups) for id in ids}
    hidden: dict[int, dict[tuple[Spot, float, float], Eye]] = {}
    eyes = watchers.everybody()
    crowd = Crowd(eyes)
    for area, height in _places(case):
        cells = cells_of(covered([area]), area.box, case.settings["grid_m"])
        for group, at, eye in _put_down(case, crowd, cells, of_plant, height, within_m):
            hidden.setdefault(group, {})[at, height, cells.step_m] = eye
    if hidden and any(eye.loose_m for eye in eyes):
        raise CannotRecheckError(_GUARD)
    for n, found in sorted(hidden.items(), key=lambda item: groups[item[0]]):
        lacking = any(_no_height(case, id) for id in groups[n])
        again = partial(_hidden, case, crowd, found, within_m)
        yield Expected(subjects=groups[n], storey=0, measure=None if lacking else again)


def _put_down(
    case: Case,
    crowd: Crowd,
    cells: Cells,
    of_plant: Mapping[str, int],
    height: float,
    within_m: float,
) -> Iterator[tuple[int, Spot, Eye]]:
    """The cells that only planting hides, with the group first in the first watcher's line."""
    for at in cells.all:
        target = case.stand(at, height, 0)
        if crowd.count(case.scene(0), target, within_m, 1):
            continue
        eye = crowd.first(case.bare_scene, target, within_m)
        if eye is None:
            continue
        for _, obstacle in case.scene(0).blocks(eye.at, target):
            if obstacle.id in of_plant:
                yield of_plant[obstacle.id], at, eye
                break


def _hidden(
    case: Case,
    crowd: Crowd,
    found: Mapping[tuple[Spot, float, float], Eye],
    within_m: float,
    finding: Finding,
) -> Measured:
    """The size of the witness area, once it holds the cells that were found hidden."""
    differences = [*kinds_differ(finding, "unseen_area", "blocked_line")]
    shape = witness_area(finding, "unseen_area")
    heights = sorted({height for _, height, _ in found})
    step = max(step for _, _, step in found)
    hidden = {at for at, _, _ in found}
    held = hidden if shape is None else set(_lattice(shape, step))
    for at in sorted(hidden ^ held):
        ranges = [crowd.range(case.scene(0), case.stand(at, z, 0), within_m, 1) for z in heights]
        doubt = any(low == 0 and high > 0 for low, high in ranges)
        if shape is None or not doubt:
            stated, own = ("in", "out") if at in held else ("out", "in")
            differences.append(Difference(what=_HIDDEN, stated=stated, found=own, where=at))
    targets = [case.stand(at, z, 0) for at in hidden | held for z in heights]
    for witness in finding.witness:
        if witness.kind == "unseen_area":
            differences += size_differs(witness)
        else:
            differences += sight_differs(
                witness, case, case.scene(0), eyes=crowd.eyes, targets=targets, plant=True
            )
    if shape is not None:
        differences += off_raster(shape, step, covered([area for area, _ in _places(case)]))
    size = shape.area_m2 if shape is not None else 0.0
    if size > len(held) * step * step * 1.001 + 0.01:
        said = f"{len(held)} cells of {step:g} m"
        differences.append(Difference(what=_HIDDEN, stated=f"{size:.2f} m2", found=said))
    return Measured(
        low=size,
        high=size,
        differences=tuple(differences),
        cells_on=len(found),
        cells_of=len(found),
    )


def _lattice(shape: Shape, step: float) -> Iterator[Spot]:
    """The centres of the cells of a raster that lie in an area."""
    for row in range(floor(shape.box[1] / step), ceil(shape.box[3] / step)):
        y = (row + 0.5) * step
        for west, east in row_spans(shape, y):
            for column in range(floor(west / step), ceil(east / step)):
                if west <= (column + 0.5) * step <= east:
                    yield (column + 0.5) * step, y


def _places(case: Case) -> Iterator[tuple[Shape, float]]:
    for walk in case.drawn.walks:
        yield walk.area, case.settings["person_height_m"] / 2
    for zone in case.zones("playground"):
        yield zone.area, case.settings["child_height_m"]


def _groups(case: Case) -> list[tuple[str, ...]]:
    """Trees whose crowns touch, each hedge, each bed: by their ids."""
    trees = case.drawn.trees
    group = {tree.id: n for n, tree in enumerate(trees)}
    for one in trees:
        for other in trees:
            reach = case.crown_radius_m(one.crown_radius_m) + case.crown_radius_m(
                other.crown_radius_m
            )
            apart = hypot(one.at[0] - other.at[0], one.at[1] - other.at[1])
            if group[one.id] != group[other.id] and apart <= reach + TOUCHING_M:
                old, new = group[other.id], group[one.id]
                group = {id: new if n == old else n for id, n in group.items()}
    together: dict[int, list[str]] = {}
    for id, n in group.items():
        together.setdefault(n, []).append(id)
    hedges: list[Element] = [b for b in case.drawn.barriers if b.kind == "hedge"]
    return [
        *(tuple(sorted(ids)) for ids in together.values()),
        *((plant.id,) for plant in (*hedges, *case.drawn.shrubs)),
    ]


def _no_height(case: Case, id: str) -> bool:
    return (
        any(t.id == id and (t.height_m is None or t.crown_base_m is None) for t in case.drawn.trees)
        or any(s.id == id and s.height_m is None for s in case.drawn.shrubs)
        or any(b.id == id and b.top_m is None for b in case.drawn.barriers)
    )


_HIDDEN = Text(ko="식재에 가린 칸", en="cells hidden by planting")
_GUARD = Text(
    ko="창이 그려지지 않은 경비실의 시선은 어림만 가능",
    en="the guard of a post drawn without windows stands somewhere around it",
)


def _without_field() -> Difference:
    return Difference(what=Text(ko="칸별 값", en="values of cells"), stated="none", found="a field")
