"""CAM601 to 603 again: which cameras look at a place, and what they see of a car park."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from math import hypot

from cpted_rules.text import Text
from cpted_rules.verify.case import Case
from cpted_rules.verify.drawn import Camera, Element, Opening, Zone
from cpted_rules.verify.expected import SLACK, Expected, Measured
from cpted_rules.verify.fields import compared, mask_differs, placed, witness_area
from cpted_rules.verify.given import Finding, Parameter
from cpted_rules.verify.regions import covered, without
from cpted_rules.verify.result import CannotRecheckError, Difference
from cpted_rules.verify.shapes import (
    Shape,
    Spot,
    apart_m,
    boxed,
    gap_m,
    overlap_m2,
)
from cpted_rules.verify.views import best_px_per_m, sure_px_per_m, views
from cpted_rules.verify.watching import watching
from cpted_rules.verify.witnesses import (
    NEAR_M,
    count_differs,
    gap_differs,
    kinds_differ,
    size_differs,
)

TARGET = {
    "lift": "lift", "lift_lobby_basement": "lobby", "lift_lobby_ground": "lobby",
    "roof_door": "roof", "stair": "stair", "building_entrance": "entrance",
    "playground": "playground", "shop_entrance": "entrance", "counter": "counter",
}  # fmt: skip
SAME_SHAFT_SHARE = 0.3
DOOR_M = 0.6
MOST_LINES = 40_000


def places(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """CAM601: the cameras that look at each instance of a kind of place."""
    kind, within_m = str(parameters["place"]), float(parameters["within_m"])
    found = list(_places(case, kind))
    for lead, shape, storeys in found:
        cameras = watching(case, shape, storeys, TARGET[kind], within_m)
        yield Expected(
            subjects=(lead.id, *(c.id for c in cameras)),
            storey=lead.storey,
            measure=partial(_looks, shape, cameras),
            where=shape,
        )
    without_ = () if found else _lacking(case, kind)
    if without_:
        yield Expected(subjects=without_, storey=0, measure=None)


def _looks(shape: Shape, cameras: Sequence[Camera], finding: Finding) -> Measured:
    """Each witness goes from a camera to a point of the place."""
    differences = [*kinds_differ(finding, "sight_line")]
    spots = {c.at for c in cameras}
    for witness in finding.witness:
        start, end = witness.shape.spots[0], witness.shape.spots[-1]
        near = [s for s in spots if hypot(s[0] - start[0], s[1] - start[1]) <= NEAR_M]
        if not near or gap_m(shape, *end) > NEAR_M:
            differences.append(
                Difference(what=_LINE, stated="elsewhere", found="camera to place", where=start)
            )
        spots -= set(near)
    differences += [
        Difference(what=_LINE, stated="none", found="a line from the camera", where=at)
        for at in sorted(spots)
        if gap_m(shape, *at) > NEAR_M
    ]
    value = float(len(cameras))
    return Measured(low=value, high=value, differences=tuple(differences))


_Place = tuple[Element, Shape, frozenset[int]]


def _places(case: Case, kind: str) -> Iterator[_Place]:
    if kind in ("lift", "stair"):
        for shaft in shafts(case.zones(kind)):
            yield shaft[0], shaft[0].area, frozenset(zone.storey for zone in shaft)
    elif kind in ("lift_lobby_basement", "lift_lobby_ground"):
        parked = {z.storey for z in (*case.zones("parking_lane"), *case.drawn.bays)}
        for zone in case.zones("lift_lobby"):
            below = zone.storey < 0 and zone.storey in parked
            if below if kind == "lift_lobby_basement" else zone.storey == 1:
                yield zone, zone.area, frozenset({zone.storey})
    elif kind in ("playground", "counter"):
        for zone in case.zones(kind):
            yield zone, zone.area, frozenset({zone.storey})
    else:
        serves = {"roof_door": "roof", "shop_entrance": "shop"}.get(kind, kind)
        shops = _shops_with_counter(case) if kind == "shop_entrance" else []
        for door in case.openings(serves):
            if door.kind != "window" and (not shops or _leads_into(door, shops)):
                s = door.storey
                yield door, door.line, frozenset({s - 1, s, s + 1})


def _shops_with_counter(case: Case) -> list[Shape]:
    return [
        shop.area
        for shop in case.zones("shop")
        if any(
            c.storey == shop.storey and apart_m(c.area, shop.area) == 0.0
            for c in case.zones("counter")
        )
    ]


def _leads_into(door: Opening, shops: Sequence[Shape]) -> bool:
    return any(apart_m(door.line, shop) <= DOOR_M for shop in shops)


def shafts(zones: Sequence[Zone]) -> Iterator[list[Zone]]:
    """Rooms that lie above one another, lowest first."""
    left = sorted(zones, key=lambda z: (z.storey, z.id))
    while left:
        lowest = left[0]
        least = SAME_SHAFT_SHARE * lowest.area.area_m2
        shaft = []
        for zone in left:
            shared = lowest.area.area_m2 if zone is lowest else overlap_m2(zone.area, lowest.area)
            if abs(shared - least) < 0.02 * lowest.area.area_m2:
                raise CannotRecheckError(_SHAFT)
            if shared > least:
                shaft.append(zone)
        yield shaft
        left = [zone for zone in left if zone not in shaft]


def _lacking(case: Case, kind: str) -> tuple[str, ...]:
    """What must have such a place but is drawn without it."""
    own = tuple(b.id for b in case.drawn.buildings if not b.neighbour)
    if kind == "building_entrance":
        return own
    if kind == "lift":
        return own if any(part["lift"] for part in case.given.facts["parts"]) else ()
    if kind in ("shop_entrance", "counter"):
        return tuple(zone.id for zone in case.zones("shop"))
    return ()


def car_parks(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """CAM602: the share of bays and lanes that a camera sees, finely enough."""
    height_m, density = float(parameters["height_m"]), float(parameters["density_px_per_m"])
    for storey in case.parking_storeys:
        if storey == 0:
            continue
        ids, areas = case.parking_floor(storey)
        lacking = _cameras_lacking(case, storey, areas, density)
        again = partial(_car_park, case, storey, areas, height_m, density)
        yield Expected(subjects=ids, storey=storey, measure=None if lacking else again)


def _cameras_lacking(case: Case, storey: int, areas: Sequence[Shape], density: float) -> bool:
    levels = {storey, case.stage_of(storey)}
    limit = case.settings["sight_limit_m"]
    near = [
        c
        for c in case.drawn.cameras
        if c.storey in levels and min(gap_m(area, *c.at) for area in areas) <= limit
    ]
    narrow = any(c.azimuth_deg is not None and c.hfov_deg is None for c in near)
    blurred = density > 0 and any(c.pixels is None for c in near)
    return not case.drawn.cameras or narrow or blurred


def _car_park(
    case: Case,
    storey: int,
    areas: Sequence[Shape],
    height_m: float,
    density: float,
    finding: Finding,
) -> Measured:
    case.ground_known()
    stage, field = case.stage_of(storey), finding.field
    if field is None:
        return Measured(
            low=0, high=0, differences=(Difference(what=_LINE, stated="none", found="a field"),)
        )
    scene, z = case.scene(stage), case.elevation_m(storey) + height_m
    watchers = [view for level in sorted({storey, stage}) for view in views(case, level)]
    slack = SLACK["px_per_m"]

    def again(at: Spot, stated: float) -> tuple[float, float]:
        value = best_px_per_m(scene, watchers, case.stand(at, z, stage)) or 0.0
        if abs(value - stated) <= slack.of(value):
            return value, value
        low, high = sure_px_per_m(scene, watchers, case.stand(at, z, stage))
        return low or 0.0, high or 0.0

    cells = field.cells()
    region = without(covered(areas), case.solid(storey, 0.0)[0])
    differences = [*placed(field, region, boxed(areas), case.settings["indoor_grid_m"])]
    found, on = compared(field, again, most=max(24, MOST_LINES // max(1, len(watchers))))
    differences += found
    differences += kinds_differ(finding, "unseen_area", "coverage")
    if density <= 0 and any(view.pixels == 0 for view in watchers):
        raise CannotRecheckError(_PIXELS)
    least = density if density > 0 else 1e-9
    sure = {at: v >= least for at, v in cells.items() if abs(v - density) > 0.0006 or v == 0}
    hidden = {at: not seen for at, seen in sure.items()}
    for kind, mask in (("unseen_area", hidden), ("coverage", sure)):
        shape = witness_area(finding, kind)
        differences += mask_differs(shape, field.step_m, mask, region, whole=len(cells))
    for witness in finding.witness:
        differences += size_differs(witness)
    seen, total = sum(sure.values()), max(1, len(cells))
    return Measured(
        low=seen / total,
        high=(seen + len(cells) - len(sure)) / total,
        differences=tuple(differences),
        cells_on=on,
        cells_of=len(cells),
    )


def guarded(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """CAM603: whether a playground has a guard post nearby, or a camera that looks at it."""
    within_m = float(parameters["within_m"])
    planned = case.has_sheet("security_plan") or bool(case.drawn.cameras)
    posts = case.zones("guard_post")
    for ground in case.zones("playground"):
        gaps = sorted((apart_m(post.area, ground.area), post.id) for post in posts)
        near = bool(gaps) and gaps[0][0] <= within_m
        cameras = watching(case, ground.area, frozenset({0, 1}), "playground", within_m)
        known = near or bool(cameras) or planned
        again = partial(_guard, case, ground, gaps[:1], float(near or bool(cameras)))
        yield Expected(
            subjects=(ground.id, *([gaps[0][1]] if near else []), *(c.id for c in cameras)),
            storey=ground.storey,
            measure=again if known else None,
            where=ground.area,
        )


def _guard(
    case: Case, ground: Zone, nearest: list[tuple[float, str]], value: float, finding: Finding
) -> Measured:
    differences = [*kinds_differ(finding, "gap")]
    wanted = int(bool(nearest) and nearest[0][0] > 0)
    differences += count_differs(finding, wanted)
    for gap, id in nearest:
        post = next(z for z in case.drawn.zones if z.id == id)
        for witness in finding.witness:
            differences += gap_differs(witness, gap, [ground.area, post.area])
    return Measured(low=value, high=value, differences=tuple(differences))


_LINE = Text(ko="카메라의 증거 선", en="witness line of a camera")
_SHAFT = Text(ko="한 수직실인지 경계에 있는 겹침", en="rooms that overlap by just about a shaft's")
_PIXELS = Text(ko="화소 미표기 카메라", en="cameras without a pixel count")
