"""ESC804 and ESC805 again: how a walk is hemmed in, along the middle line that is shown."""

from collections.abc import Iterator, Mapping
from functools import partial
from math import floor

from cpted_rules.text import Text
from cpted_rules.verify.along import Steps, each_walk
from cpted_rules.verify.case import Case
from cpted_rules.verify.drawn import Area
from cpted_rules.verify.expected import Expected, Measured
from cpted_rules.verify.given import Finding, Parameter
from cpted_rules.verify.regions import Region, covered, near
from cpted_rules.verify.result import Difference
from cpted_rules.verify.shapes import Shape, Spot, inside, within_spans
from cpted_rules.verify.witnesses import NEAR_M, kinds_differ, number_differs

REACH_M = 50.0
"""Half the widest walk."""
NARROW_SHARE = 0.05


def passages(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """ESC804: the longest stretch of a walk closed on both sides."""
    solid = standing(case)
    doors = [o.line for o in case.drawn.openings if o.kind != "window" and o.storey in (0, 1)]
    gaps = near(doors, 3 * DOOR_M)
    yield from each_walk(case, partial(_passage, solid, gaps, float(parameters["within_m"])))


UNCLIMBABLE_M, HEADROOM_M, DOOR_M, BARRIER_M = 1.2, 2.0, 0.45, 0.1
LOOKED_M = 0.1
"""Looks to the side are followed in steps so long."""


def standing(case: Case) -> Region:
    """Where something stands that is not climbed in flight."""
    drawn, assumed = case.drawn, case.settings
    areas = [
        w.area
        for w in drawn.walls
        if w.storey in (0, 1)
        and w.base_m < HEADROOM_M
        and (w.top_m is None or w.top_m > UNCLIMBABLE_M)
    ]
    areas += [
        b.area for b in drawn.buildings if b.base_m < HEADROOM_M and case.top_m(b) > UNCLIMBABLE_M
    ]
    areas += [
        s.area
        for s in drawn.shrubs
        if (assumed["shrub_height_m"] if s.height_m is None else s.height_m) > UNCLIMBABLE_M
    ]
    lines = [
        b.line
        for b in drawn.barriers
        if b.base_m < HEADROOM_M
        and (assumed["fence_height_m"] if b.top_m is None else b.top_m) > UNCLIMBABLE_M
    ]
    solid, fences = covered(areas), near(lines, BARRIER_M)
    return lambda x, y: max(solid(x, y), fences(x, y))


def _passage(
    solid: Region,
    gaps: Region,
    within_m: float,
    _walk: Area,
    _line: Shape,
    steps: Steps,
    finding: Finding,
) -> Measured:
    """Between the steps surely closed and those that may be: doors are gaps."""
    least, most = [], []
    for (x, y), (dx, dy) in zip(steps.at, steps.heading, strict=True):
        sides = [_met(solid, gaps, (x, y), (-s * dy, s * dx), within_m) for s in (1.0, -1.0)]
        least.append(all(low for low, _ in sides))
        most.append(all(high for _, high in sides))
    low, high = (_run(states) * steps.step_m for states in (least, most))
    differences = [*kinds_differ(finding, "route", "gap")]
    stated = finding.measured or 0.0
    shown = [w for w in finding.witness if w.kind == "gap"]
    for witness in shown:
        differences += number_differs(witness, stated)
        if abs(witness.shape.length_m - stated) > NEAR_M * (1 + len(witness.shape.edges)):
            found = f"{witness.shape.length_m:.2f} m"
            differences.append(Difference(what=_PLACE, stated=f"{stated:.2f} m", found=found))
    if len(shown) != int(stated > 0):
        differences.append(Difference(what=_PLACE, stated=str(len(shown)), found="one stretch"))
    return Measured(low=low, high=high, differences=tuple(differences))


def _run(states: list[bool]) -> int:
    best = count = 0
    for state in states:
        count = count + 1 if state else 0
        best = max(best, count)
    return best


def _met(solid: Region, gaps: Region, at: Spot, aside: Spot, within_m: float) -> tuple[bool, bool]:
    """Whether a look to the side surely meets something, and whether it may."""
    perhaps = False
    for n in range(int(within_m / LOOKED_M) + 1):
        away = min(n * LOOKED_M, within_m)
        x, y = at[0] + away * aside[0], at[1] + away * aside[1]
        depth = solid(x, y)
        if depth < -LOOKED_M:
            continue
        perhaps = True
        if depth >= 0.0 and away <= within_m - LOOKED_M and gaps(x, y) < 0.0:
            return True, True
    return False, perhaps


def widths(case: Case, _parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """ESC805: the width below which one step in twenty lies."""
    yield from each_walk(case, _width, things=False)


def _width(walk: Area, _line: Shape, steps: Steps, finding: Finding) -> Measured:
    found = []
    for (x, y), (dx, dy) in zip(steps.at, steps.heading, strict=True):
        if not inside(walk.area, x, y):
            continue
        a, b = ((x - s * REACH_M * dy, y + s * REACH_M * dx) for s in (1.0, -1.0))
        spans = within_spans(walk.area, a, b)
        found += [2 * REACH_M * (high - low) for low, high in spans if low <= 0.5 <= high]
    if not found:
        return Measured(low=0.0, high=0.0)
    found.sort()
    value = found[floor(NARROW_SHARE * (len(found) - 1))]
    differences = [*kinds_differ(finding, "route", "gap")]
    for witness in finding.witness:
        if witness.kind == "gap":
            differences += number_differs(witness, value)
            if abs(witness.shape.length_m - value) > 2 * NEAR_M:
                said = f"{witness.shape.length_m:.3f} m"
                differences.append(Difference(what=_PLACE, stated=said, found=f"{value:.3f} m"))
    return Measured(low=value, high=value, differences=tuple(differences))


_PLACE = Text(ko="증거의 위치", en="place of a witness")
