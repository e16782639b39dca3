"""SUR109 to SUR111 again: what somebody who walks sees ahead and beside.

All of it along the middle line that the finding shows: that it is the middle one is not asked.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from math import hypot

from cpted_rules.text import Text
from cpted_rules.verify.along import (
    Steps,
    backward,
    each_walk,
    half_of_person,
    is_free,
    project_m,
    steps_of,
)
from cpted_rules.verify.case import Case
from cpted_rules.verify.drawn import Area
from cpted_rules.verify.expected import Expected, Measured
from cpted_rules.verify.eyes import Eye
from cpted_rules.verify.given import Finding, Parameter
from cpted_rules.verify.look import LEAST_SHARE, shifted
from cpted_rules.verify.result import Difference
from cpted_rules.verify.scene import Scene, Spot3
from cpted_rules.verify.shapes import Shape, Spot, gap_m
from cpted_rules.verify.witnesses import (
    NEAR_M,
    kinds_differ,
    number_differs,
    sight_differs,
    size_differs,
)

FACE_M = 1.6
LOOK_BACK_M = 20.0
"""So long before a place is passed it is looked at at the earliest."""
LOOK_M = 0.25
"""Steps in which niches are looked into."""
BODY_M = 0.5
"""Somebody in a niche stands so near to it at most."""


def forward(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """SUR109: the shortest distance to which a walk is seen ahead."""
    yield from each_walk(case, partial(_forward, case, float(parameters["within_m"])))


def _forward(
    case: Case, within_m: float, _walk: Area, _line: Shape, steps: Steps, finding: Finding
) -> Measured:
    scene = case.scene(0)
    at = [case.stand(spot, FACE_M, 0) for spot in steps.at]
    clear = [is_free(scene, spot) for spot in at]
    seen: dict[tuple[int, int], bool] = {}

    def sees(n: int, m: int) -> bool:
        key = (min(n, m), max(n, m))
        if key not in seen:
            seen[key] = scene.through(at[key[0]], at[key[1]]) >= LEAST_SHARE
        return seen[key]

    stated = finding.measured or 0.0
    value = _shortest(steps, within_m, lambda n: clear[n][0], lambda n, m: not sees(n, m))
    low = high = value
    if abs(value - stated) > NEAR_M:
        low, high = (
            _shortest(
                steps,
                within_m,
                (lambda n: clear[n][1]) if perhaps else (lambda n: clear[n][0]),
                partial(_hidden, scene, at, perhaps),
            )
            for perhaps in (True, False)
        )
    differences = [*kinds_differ(finding, "route", "point", "blocked_line")]
    for witness in finding.witness[1:]:
        if witness.kind == "point":
            differences += number_differs(witness, stated)
            apart = min(hypot(witness.shape.spots[0][0] - x, witness.shape.spots[0][1] - y)
                       for x, y in steps.at)  # fmt: skip
            if apart > 2 * NEAR_M:
                differences.append(Difference(what=_PLACE, stated="a step", found=f"{apart:.2f} m"))
        elif witness.kind == "blocked_line":
            differences += sight_differs(
                witness, case, scene, eyes=[Eye(id="", at=spot) for spot in at], targets=at
            )
    return Measured(low=low, high=high, differences=tuple(differences))


def _shortest(
    steps: Steps,
    within_m: float,
    free: Callable[[int], bool],
    hidden: Callable[[int, int], bool],
) -> float:
    """Shortest way from any step to the first one hidden from it, either way."""
    best = within_m
    count = len(steps.at)
    for n in range(count):
        if not free(n):
            continue
        for order in (range(n + 1, count), range(n - 1, -1, -1)):
            for m in order:
                away = abs(steps.along_m[m] - steps.along_m[n])
                if away >= best:
                    break
                if free(m) and hidden(n, m):
                    best = away
                    break
    return best


def _hidden(scene: Scene, at: list[Spot3], perhaps: bool, n: int, m: int) -> bool:
    states = {scene.through(o, p) < LEAST_SHARE for o, p in shifted(at[n], at[m])}
    return True in states if perhaps else states == {True}


def surprise(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """SUR110: the shortest distance before passing at which somebody beside a walk is seen."""
    yield from each_walk(case, partial(_surprise, case, float(parameters["within_m"])))


def _surprise(
    case: Case, within_m: float, _walk: Area, line: Shape, steps: Steps, finding: Finding
) -> Measured:
    """That the place shown is seen as late as stated; that none is later was not asked."""
    differences = [*kinds_differ(finding, "route", "unseen_area", "point")]
    points = [w for w in finding.witness if w.kind == "point"]
    areas = [w for w in finding.witness if w.kind == "unseen_area"]
    stated = finding.measured or 0.0
    if not points:
        if stated < within_m - NEAR_M or areas:
            differences.append(Difference(what=_PLACE, stated="none", found="the place"))
        return Measured(low=within_m, high=within_m, differences=tuple(differences))
    differences += number_differs(points[0], stated)
    at = points[0].shape.spots[0]
    for area in areas:
        differences += size_differs(area)
        if gap_m(area.shape, *at) > NEAR_M:
            differences.append(Difference(what=_PLACE, stated="in it", found="outside", where=at))
    scene = case.scene(0)
    passed = project_m(line, at)
    early, there = _first_look(case, scene, steps, at, passed, stated + 0.01)
    if early > stated + steps.step_m / 2 or not there:
        said = f"{early:.2f} m before" if early > stated else "not there"
        differences.append(Difference(what=_SEEN, stated=f"{stated:.2f} m", found=said, where=at))
    return Measured(low=stated, high=stated, differences=tuple(differences))


def _first_look(
    case: Case, scene: Scene, steps: Steps, at: Spot, passed_m: float, stated_m: float
) -> tuple[float, bool]:
    """How early somebody is surely seen, and whether the look stated may be one."""
    foot, height = case.stand(at, 0.0, 0), case.settings["person_height_m"]
    early, there = 0.0, stated_m <= 0.02
    for along, spot in zip(steps.along_m, steps.at, strict=True):
        before = passed_m - along
        if not 0.0 <= before <= LOOK_BACK_M:
            continue
        eye = case.stand(spot, case.settings["eye_height_m"], 0)
        free, perhaps_free = is_free(scene, eye)
        at_stated = abs(before - stated_m + 0.01) <= 0.02
        if at_stated and not free:
            there = True  # a step without a free eye is taken to have seen it
        if not perhaps_free or (before <= stated_m and not at_stated):
            continue
        sure, maybe = half_of_person(scene, eye, foot, height)
        there |= at_stated and maybe
        if sure and free:
            early = max(early, before)
    return early, there


def niches(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """SUR111: the area of niches that are seen into late."""
    yield from each_walk(case, partial(_niches, case, float(parameters["within_m"])))


def _niches(
    case: Case, within_m: float, _walk: Area, line: Shape, _steps: Steps, finding: Finding
) -> Measured:
    """The sum of the niches shown, each seen into late; that there are no more was not asked."""
    differences = [*kinds_differ(finding, "route", "unseen_area", "point")]
    areas = [w for w in finding.witness if w.kind == "unseen_area"]
    points = [w for w in finding.witness if w.kind == "point"]
    if len(areas) != len(points):
        differences.append(Difference(what=_PLACE, stated=str(len(points)), found=str(len(areas))))
    total = sum(area.shape.area_m2 for area in areas)
    for area, point in zip(areas, points, strict=False):
        differences += size_differs(area)
        at = point.shape.spots[0]
        if gap_m(area.shape, *at) > BODY_M:
            differences.append(Difference(what=_PLACE, stated="in it", found="outside", where=at))
        late = []
        for way in (line, backward(line)):
            passed = project_m(way, at)
            early, _ = _first_look(case, case.scene(0), steps_of(way, LOOK_M), at, passed, 0.0)
            late.append(early < within_m)
        if not any(late):
            differences.append(Difference(what=_SEEN, stated="late", found="early", where=at))
    return Measured(low=total, high=total, differences=tuple(differences))


_PLACE = Text(ko="증거의 위치", en="place of a witness")
_SEEN = Text(ko="처음 보이는 거리", en="how early it is seen")
