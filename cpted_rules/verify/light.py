"""LGT501, 502, 504, 505 and 506 again: light on floors, before entrances and around buildings."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from math import hypot

from cpted_rules.text import Text
from cpted_rules.verify.case import Case
from cpted_rules.verify.cells import EDGE_M, cells_of
from cpted_rules.verify.drawn import Building, Opening
from cpted_rules.verify.expected import SLACK, Expected, Measured
from cpted_rules.verify.eyes import before, facing
from cpted_rules.verify.fields import mask_differs, witness_area
from cpted_rules.verify.given import Finding, Parameter
from cpted_rules.verify.lamps import Light
from cpted_rules.verify.lit import Place
from cpted_rules.verify.regions import (
    ahead_of,
    both,
    covered,
    near,
    without,
)
from cpted_rules.verify.result import CannotRecheckError, Difference
from cpted_rules.verify.shapes import Shape, Spot, boxed, gap_m
from cpted_rules.verify.witnesses import count_differs, kinds_differ, number_differs, size_differs

DARK_LX = 0.01
"""Darker than this is taken as this in a ratio."""
CIRCLE_SHARE = 0.0013
"""By so much of its radius the rules' own circle, a polygon of 64 sides, lies within a true one."""


def floors(case: Case, light: Light, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """LGT501: the lowest illuminance on the floor of a part of a car park."""
    strip_m, kind = float(parameters["wall_strip_m"]), str(parameters["zone"])
    if kind == "bays_and_lanes":
        for storey in case.parking_storeys:
            if storey != 0:
                ids, areas = case.parking_floor(storey)
                yield _floor(case, light, ids, areas, storey, strip_m, ratio=False)
        return
    for zone in case.zones(f"parking_{kind}"):
        yield _floor(case, light, (zone.id,), [zone.area], zone.storey, strip_m, ratio=False)


def evenness(case: Case, light: Light, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """LGT502: the highest over the lowest illuminance of bays and lanes."""
    for storey in case.parking_storeys:
        if storey != 0:
            ids, areas = case.parking_floor(storey)
            strip_m = float(parameters["wall_strip_m"])
            yield _floor(case, light, ids, areas, storey, strip_m, ratio=True)


def _floor(
    case: Case,
    light: Light,
    ids: tuple[str, ...],
    areas: list[Shape],
    storey: int,
    strip_m: float,
    *,
    ratio: bool,
) -> Expected:
    solid, strip = case.solid(storey, strip_m)
    region = without(covered(areas), strip, solid)
    stage = case.stage_of(storey)

    def away_m(at: Spot) -> float:
        return min(gap_m(area, *at) for area in areas)

    lacking = light.lacking(stage, away_m, heights=True)
    place = Place(
        case=case, light=light, region=region, box=boxed(areas), stage=stage,
        step_m=case.settings["indoor_grid_m"], z_m=case.elevation_m(storey),
        edge_m=EDGE_M + CIRCLE_SHARE * strip_m,
    )  # fmt: skip
    again = partial(_lowest_and_highest, place, ratio)
    return Expected(subjects=ids, storey=storey, measure=None if lacking else again)


def _lowest_and_highest(place: Place, ratio: bool, finding: Finding) -> Measured:
    cells = finding.field.cells() if finding.field else {}
    if not cells:
        return Measured(low=0, high=0, differences=tuple(place.field(None)[0]))
    low, high = min(cells, key=lambda at: cells[at]), max(cells, key=lambda at: cells[at])
    differences, on = place.field(finding.field, (low, high))
    differences += kinds_differ(finding, "point")
    wanted = (cells[low], cells[high]) if ratio else (cells[low],)
    differences += count_differs(finding, len(wanted))
    for witness, value in zip(finding.witness, wanted, strict=False):
        at = witness.shape.spots[0]
        cell = min(cells, key=lambda c: abs(c[0] - at[0]) + abs(c[1] - at[1]))
        apart = max(abs(cell[0] - at[0]), abs(cell[1] - at[1]))
        if apart > 0.002 or abs(cells[cell] - value) > 0.0011:
            differences.append(
                Difference(what=_SPOT, stated=witness.label, found=f"{value:g} lx", where=at)
            )
        differences += number_differs(witness, value)
    if ratio:
        least, most = max(cells[low] - 0.0005, DARK_LX), max(cells[low] + 0.0005, DARK_LX)
        value_low, value_high = (cells[high] - 0.0005) / most, (cells[high] + 0.0005) / least
    else:
        value_low, value_high = cells[low] - 0.0005, cells[low] + 0.0005
    return Measured(
        low=value_low,
        high=value_high,
        differences=tuple(differences),
        cells_on=on,
        cells_of=len(cells),
    )


def entrances(case: Case, light: Light, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """LGT504: the mean illuminance on the ground before an entrance."""
    within_m = float(parameters["within_m"])
    doors = [*case.entrances, *case.openings("site_entrance")]
    for door in sorted(doors, key=lambda d: d.id):
        place = _before(case, light, door, 0.0, within_m)
        lacking = light.lacking(0, _away_m(_laid(place)), heights=False)
        yield Expected(
            subjects=(door.id,),
            storey=door.storey,
            measure=None if lacking else partial(_mean, place),
            where=door.line,
        )


def _before(case: Case, light: Light, door: Opening, from_m: float, to_m: float) -> Place:
    """Open ground from one distance to another of a door, on the side it faces."""
    region = both(near([door.line], to_m), without(_everywhere, case.closed(1)))
    if from_m > 0:
        region = without(region, near([door.line], from_m))
    facing_, front = _facing_at_ground(case, door)
    if door.serves != "site_entrance" and facing_ is not None and front is not None:
        region = both(region, ahead_of(front, facing_))
    west, south, east, north = door.line.box
    return Place(
        case=case, light=light, region=region,
        box=(west - to_m, south - to_m, east + to_m, north + to_m), stage=0,
        step_m=case.settings["indoor_grid_m"], z_m=0.0, edge_m=EDGE_M + CIRCLE_SHARE * to_m,
    )  # fmt: skip


def _facing_at_ground(case: Case, door: Opening) -> tuple[Spot | None, Spot | None]:
    """Where a door faces and the point before it, by what is closed at storey 1."""
    if door.storey in (0, 1):  # what is closed is the same for both
        return facing(case, door), before(case, door)
    raise CannotRecheckError(_STOREY)


def _everywhere(_x: float, _y: float) -> float:
    return 100.0


def _laid(place: Place) -> tuple[Spot, ...]:
    return cells_of(place.region, place.box, place.step_m, edge_m=place.edge_m).all


def _away_m(cells: Sequence[Spot]) -> Callable[[Spot], float]:
    """How far a point is from some cells. [m]"""
    return lambda at: min(hypot(x - at[0], y - at[1]) for x, y in cells)


def _mean(place: Place, finding: Finding) -> Measured:
    differences, on = place.field(finding.field)
    differences += kinds_differ(finding)
    cells = finding.field.cells() if finding.field else {}
    value = sum(cells.values()) / max(1, len(cells))
    return Measured(
        low=value - 0.0005,
        high=value + 0.0005,
        differences=tuple(differences),
        cells_on=on,
        cells_of=len(cells),
    )


def contrast(case: Case, light: Light, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """LGT505: the light before an entrance over that around it."""
    within_m, around_m = float(parameters["within_m"]), float(parameters["around_m"])
    for door in case.entrances:
        inner = _before(case, light, door, 0.0, within_m)
        outer = _before(case, light, door, within_m, around_m)
        lacking = light.lacking(0, _away_m(_laid(outer)), heights=True)
        yield Expected(
            subjects=(door.id,),
            storey=door.storey,
            measure=None if lacking else partial(_contrast, inner, outer),
            where=door.line,
        )


def _contrast(inner: Place, outer: Place, finding: Finding) -> Measured:
    differences, on = outer.field(finding.field)
    differences += kinds_differ(finding, "coverage")
    cells = finding.field.cells() if finding.field else {}
    around = sum(cells.values()) / max(1, len(cells))
    laid = cells_of(inner.region, inner.box, inner.step_m, edge_m=inner.edge_m)
    lights = [inner.lx(at) for at in laid.sure]
    edge = [inner.lx(at) for at in laid.maybe]
    means = [sum(lights) / len(lights), (sum(lights) + sum(edge)) / len(laid.all)]
    for witness, value in zip(finding.witness, (sum(means) / 2, around), strict=False):
        differences += _brightness(witness.label, value, max(means) - min(means))
    differences += count_differs(finding, 2)
    return Measured(
        low=max(min(means), DARK_LX) / max(around + 0.0005, DARK_LX),
        high=max(*means, DARK_LX) / max(around - 0.0005, DARK_LX),
        differences=tuple(differences),
        cells_on=on + len(laid.all),
        cells_of=len(cells) + len(laid.all),
    )


def _brightness(label: str, value: float, spread_lx: float) -> Iterator[Difference]:
    stated = float(label.split()[0])
    if abs(stated - value) > 0.051 + spread_lx + SLACK["lx"].of(value):
        yield Difference(what=_SPOT, stated=label, found=f"{value:.2f} lx")


def sides(case: Case, light: Light, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """LGT506: the share of the ground around a building that is lit to a level."""
    strip_m, level_lx = float(parameters["strip_m"]), float(parameters["level_lx"])
    sites = [b.area for b in case.drawn.boundaries]
    for building in case.drawn.buildings:
        if building.neighbour:
            continue
        place = _strip(case, light, building, strip_m, sites)
        cells = cells_of(place.region, place.box, place.step_m, edge_m=place.edge_m)
        if not cells.sure:
            continue
        lacking = light.lacking(0, _away_m(cells.all), heights=False)
        again = partial(_lit, place, level_lx)
        yield Expected(subjects=(building.id,), storey=0, measure=None if lacking else again)


def _strip(
    case: Case, light: Light, building: Building, strip_m: float, sites: list[Shape]
) -> Place:
    around = near([building.area], strip_m)
    region = without(around, case.closed(1), covered([building.area]))
    west, south, east, north = building.area.box
    return Place(
        case=case, light=light, region=both(region, covered(sites)) if sites else region,
        box=(west - strip_m, south - strip_m, east + strip_m, north + strip_m), stage=0,
        step_m=case.settings["grid_m"], z_m=0.0, edge_m=EDGE_M + CIRCLE_SHARE * strip_m,
    )  # fmt: skip


def _lit(place: Place, level_lx: float, finding: Finding) -> Measured:
    differences, on = place.field(finding.field)
    differences += kinds_differ(finding, "shadow")
    field = finding.field
    cells = field.cells() if field else {}
    sure = {at: value < level_lx for at, value in cells.items() if abs(value - level_lx) > 0.0006}
    shadow = witness_area(finding, "shadow")
    step_m = field.step_m if field else place.step_m
    differences += mask_differs(
        shadow, step_m, sure, place.region, whole=len(cells), edge_m=place.edge_m
    )
    for witness in finding.witness:
        differences += size_differs(witness)
    lit = sum(not dark for dark in sure.values())
    total, doubt = max(1, len(cells)), len(cells) - len(sure)
    return Measured(
        low=lit / total,
        high=(lit + doubt) / total,
        differences=tuple(differences),
        cells_on=on,
        cells_of=len(cells),
    )


_SPOT = Text(ko="증거의 위치·값", en="place or value of a witness")
_STOREY = Text(ko="지상이 아닌 출입구", en="an entrance that is not at the ground")
