"""ACC207 to ACC210 and ACC214 again: fences by where they stand, gates, and what they hide."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from math import inf

from cpted_rules.text import Text
from cpted_rules.verify.case import Case
from cpted_rules.verify.cells import sample
from cpted_rules.verify.drawn import Barrier, Opening
from cpted_rules.verify.expected import Expected, Measured
from cpted_rules.verify.eyes import Watchers
from cpted_rules.verify.faces import Face, faces_of
from cpted_rules.verify.fields import witness_area
from cpted_rules.verify.given import Finding, Parameter
from cpted_rules.verify.look import Crowd
from cpted_rules.verify.overlooked import closing, meets
from cpted_rules.verify.result import Difference
from cpted_rules.verify.routes import points_along
from cpted_rules.verify.scene import Scene
from cpted_rules.verify.shapes import Shape, Spot, along, apart_m, gap_m, inside, outline_gap_m
from cpted_rules.verify.strips import Strip, strips
from cpted_rules.verify.witnesses import (
    NEAR_M,
    kinds_differ,
    number_differs,
    sight_differs,
    size_differs,
)

SHORTEST_M = 1.0
STEP_M = 0.02
DOUBT_M = 0.1
"""Lengths are told by points so far apart, and so are off by so much at most."""
MOST_CELLS = 80

OfSide = Callable[[Spot], bool]


def _fences(case: Case) -> list[Barrier]:
    return [b for b in case.drawn.barriers if b.kind != "hedge" and b.storey in (0, 1)]


def _road_gap_m(case: Case, at: Spot) -> float:
    return min((gap_m(r.area, *at) for r in case.drawn.roads if r.public), default=inf)


def _of_side(case: Case, code: str, fence: Barrier, is_there: OfSide) -> float | None:
    """Length of a fence on a side; None where hardly any of it is."""
    spots = [at for at, _ in points_along(fence.line, STEP_M)]
    length = sum(map(is_there, spots)) / max(1, len(spots)) * fence.line.length_m
    if abs(length - SHORTEST_M) <= DOUBT_M:
        claimed = any(f.rule == code and f.ids[:1] == (fence.id,) for f in case.given.findings)
        return length if claimed else None
    return length if length >= SHORTEST_M else None


def rears(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """ACC207: the height of fences on a boundary that no road runs along."""
    within_m, road_m = float(parameters["within_m"]), float(parameters["road_m"])
    edges = [b.area for b in case.drawn.boundaries]

    def is_there(at: Spot) -> bool:
        away = min((outline_gap_m(edge, *at) for edge in edges), default=inf)
        return away <= within_m and _road_gap_m(case, at) > road_m

    for fence in _fences(case):
        length = _of_side(case, "ACC207", fence, is_there)
        if length is not None:
            again = partial(_height, fence, length, is_there)
            known = None if fence.top_m is None else again
            yield Expected(subjects=(fence.id,), storey=fence.storey, measure=known)


def fronts(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """ACC208: the height of solid fences along a road."""
    road_m, least = float(parameters["road_m"]), float(parameters["see_through_share"])

    def is_there(at: Spot) -> bool:
        return _road_gap_m(case, at) <= road_m

    for fence in _fences(case):
        open_ = _is_open(fence, least)
        length = None if open_ else _of_side(case, "ACC208", fence, is_there)
        if length is not None:
            lacking = open_ is None or fence.top_m is None
            again = partial(_height, fence, length, is_there)
            yield Expected(
                subjects=(fence.id,), storey=fence.storey, measure=None if lacking else again
            )


def _is_open(fence: Barrier, least: float) -> bool | None:
    if fence.openness_share is not None:
        return fence.openness_share >= least
    if fence.see_through is not None:
        return fence.see_through
    return False if fence.kind == "wall" else None


def _height(fence: Barrier, length: float, is_there: OfSide, finding: Finding) -> Measured:
    top = fence.top_m or 0.0
    differences = [*kinds_differ(finding, "gap")]
    shown = sum(w.shape.length_m for w in finding.witness)
    if abs(shown - length) > DOUBT_M + 0.01 * length:
        differences.append(Difference(what=_PART, stated=f"{shown:.2f} m", found=f"{length:.2f} m"))
    for witness in finding.witness:
        differences += number_differs(witness, top)
        for share in (0.02, 0.5, 0.98):
            at = along(witness.shape, share)
            if not is_there(at) or gap_m(fence.line, *at) > NEAR_M:
                differences.append(
                    Difference(what=_PART, stated="on that side", found="elsewhere", where=at)
                )
    return Measured(low=top, high=top, differences=tuple(differences))


def gates(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """ACC209: by how much a gate is lower than the fence beside it."""
    beside_m = float(parameters["beside_m"])
    for gate in case.drawn.openings:
        if gate.kind != "gate" or gate.storey not in (0, 1):
            continue
        beside = [f for f in _fences(case) if apart_m(f.line, gate.line) <= beside_m]
        if beside:
            highest = max(beside, key=lambda f: (f.top_m or 0.0, f.id))
            known = gate.head_m is not None and all(f.top_m is not None for f in beside)
            yield Expected(
                subjects=(gate.id, highest.id),
                storey=gate.storey,
                measure=partial(_gate, gate, highest) if known else None,
                where=gate.line,
            )


def _gate(gate: Opening, fence: Barrier, finding: Finding) -> Measured:
    lower = max((fence.top_m or 0.0) - (gate.head_m or 0.0), 0.0)
    differences = [*kinds_differ(finding, "gap")]
    for witness in finding.witness:
        differences += number_differs(witness, lower)
        if max(gap_m(gate.line, *at) for at in witness.shape.spots) > NEAR_M:
            differences.append(Difference(what=_PART, stated="the gate", found="elsewhere"))
    return Measured(low=lower, high=lower, differences=tuple(differences))


def shadows(
    case: Case, watchers: Watchers, parameters: Mapping[str, Parameter]
) -> Iterator[Expected]:
    """ACC210: the area of open ground that each fence alone hides."""
    fences = _fences(case)
    if not fences:
        return
    if not case.drawn.boundaries:
        yield Expected(subjects=tuple(f.id for f in fences), storey=0, measure=None)
        return
    claimed = {f.ids: f.measured for f in case.given.findings if f.rule == "ACC210"}
    ids = {fence.id for fence in fences}
    bare = Scene(o for o in case.outdoors() if o.id not in ids)
    within_m = float(parameters["within_m"])
    for fence in fences:
        lacking = fence.top_m is None and claimed.get((fence.id,)) is None
        again = partial(_shadow, case, watchers, bare, within_m)
        yield Expected(
            subjects=(fence.id,), storey=fence.storey, measure=None if lacking else again
        )


def _shadow(
    case: Case, watchers: Watchers, bare: Scene, within_m: float, finding: Finding
) -> Measured:
    """That cells of the area shown are hidden, and only by fences; not that no others are."""
    case.ground_known()
    differences = [*kinds_differ(finding, "unseen_area", "blocked_line")]
    shape = witness_area(finding, "unseen_area")
    if shape is None:
        return Measured(low=0.0, high=0.0, differences=tuple(differences), reason=_ONLY)
    crowd, height = Crowd(watchers.everybody()), case.settings["person_height_m"] / 2
    step = case.settings["grid_m"]
    cells = _inner(shape, step)
    for at in sample(cells, MOST_CELLS):
        target = case.stand(at, height, 0)
        now = crowd.range(case.scene(0), target, within_m, 1)
        then = crowd.range(bare, target, within_m, 1)
        if now[0] > 0 or then[1] == 0:
            found = "seen" if now[0] > 0 else "hidden by more than fences"
            differences.append(Difference(what=_HIDDEN, stated="hidden", found=found, where=at))
            break
    targets = [case.stand(at, height, 0) for at in cells]
    for witness in finding.witness:
        if witness.kind == "unseen_area":
            differences += size_differs(witness)
        else:
            differences += sight_differs(
                witness, case, case.scene(0), eyes=crowd.eyes, targets=targets
            )
    size = shape.area_m2
    return Measured(low=size, high=size, differences=tuple(differences), reason=_ONLY)


def _inner(shape: Shape, step: float) -> list[Spot]:
    west, south, east, north = shape.box
    return [
        at
        for i in range(int(west // step), int(east // step) + 1)
        for j in range(int(south // step), int(north // step) + 1)
        for at in (((i + 0.5) * step, (j + 0.5) * step),)
        if inside(shape, *at)
    ]


def passages(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """ACC214: whether a gate or fence closes the passage between a building and the boundary."""
    least_m, narrower_m = float(parameters["least_m"]), float(parameters["narrower_m"])
    longer_m, road_m = float(parameters["longer_m"]), float(parameters["road_m"])
    edges = [
        Face(edge=f.edge, outward=(-f.outward[0], -f.outward[1]))
        for boundary in case.drawn.boundaries
        for f in faces_of(boundary.area)
    ]
    lines = closing(case)
    known = bool(lines) or case.has_sheet("fence_plan")
    for building in case.drawn.buildings:
        if building.neighbour or building.base_m > 0:
            continue
        found = [
            strip
            for strip in strips(faces_of(building.area), edges)
            if least_m <= strip.width_m < narrower_m
            and strip.length_m >= longer_m
            and _road_gap_m(case, along(strip.middle, 0.5)) > road_m
        ]
        if found:
            most = max(round(strip.length_m, 3) for strip in found)
            longest = [s for s in found if s.length_m >= most - 2 * NEAR_M]
            again = partial(_passage, longest, lines)
            yield Expected(subjects=(building.id,), storey=0, measure=again if known else None)


def _passage(longest: Sequence[Strip], lines: Sequence[Shape], finding: Finding) -> Measured:
    differences = [*kinds_differ(finding, "route")]
    shown = finding.witness[0].shape if len(finding.witness) == 1 else None
    strip = next((s for s in longest if shown is not None and _same(s.middle, shown)), None)
    if strip is None:
        differences.append(Difference(what=_PART, stated="a passage", found="elsewhere"))
        strip = longest[0]
    for witness in finding.witness:
        differences += number_differs(witness, strip.length_m)
    closed = float(any(meets(line, strip.middle) for line in lines))
    return Measured(low=closed, high=closed, differences=tuple(differences))


def _same(one: Shape, other: Shape) -> bool:
    spots, own = one.spots, other.spots
    ends = [(spots[0], spots[-1]), (spots[-1], spots[0])]
    return any(
        max(abs(a[n] - b[n]) for a, b in zip(pair, (own[0], own[-1]), strict=True) for n in (0, 1))
        <= 2 * NEAR_M
        for pair in ends
    )


_PART = Text(ko="담장·문 구간", en="stretch of fence or gate")
_HIDDEN = Text(ko="담장에 가린 칸", en="cells hidden by a fence")
_ONLY = Text(
    ko="증거 영역의 칸만 확인; 그 밖에 가려진 칸이 없는지는 다시 재지 않음",
    en="the cells shown; that no others are hidden was not measured again",
)
