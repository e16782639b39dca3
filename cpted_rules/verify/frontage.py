"""SUR112, SUR113 and SUR122 again: recesses, blank walls and glass, face by face."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from math import dist

from cpted_rules.text import Text
from cpted_rules.verify.case import Case
from cpted_rules.verify.drawn import Opening
from cpted_rules.verify.expected import Expected, Measured
from cpted_rules.verify.eyes import CLEAR_M, before, facing
from cpted_rules.verify.faces import Face, faces_of, holding, left_of, looking_onto
from cpted_rules.verify.given import Finding, Parameter, Witness
from cpted_rules.verify.result import Difference
from cpted_rules.verify.shapes import (
    Shape,
    Span,
    Spot,
    apart_m,
    inside,
)
from cpted_rules.verify.witnesses import NEAR_M, kinds_differ, number_differs

OWN_M = 0.6
"""Walls so near to a door are those it stands in."""
MEET_M = 0.002
"""Areas so near to each other are one mass."""


def _ways(case: Case) -> list[Shape]:
    return [r.area for r in case.drawn.roads if r.public] + [w.area for w in case.drawn.walks]


def recesses(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """SUR112: how deep a building entrance lies back between the walls on both sides."""
    beside_m, within_m = float(parameters["beside_m"]), float(parameters["within_m"])
    for door in case.entrances:
        front, direction = before(case, door), facing(case, door)
        known = None
        if front is not None and direction is not None:
            known = partial(_recess, case, door, front, direction, beside_m, within_m)
        yield Expected(subjects=(door.id,), storey=door.storey, measure=known, where=door.line)


def _recess(
    case: Case,
    door: Opening,
    front: Spot,
    direction: Spot,
    beside_m: float,
    within_m: float,
    finding: Finding,
) -> Measured:
    own = _mass_of(case, door)
    (dx, dy), half = direction, door.line.length_m / 2
    x, y = front[0] - CLEAR_M * dx, front[1] - CLEAR_M * dy
    depths = []
    for side in (1.0, -1.0):
        ax, ay = side * dy, -side * dx
        start = (x + half * ax, y + half * ay)
        jamb = Face(
            edge=(*start, start[0] + beside_m * ax, start[1] + beside_m * ay), outward=(dx, dy)
        )
        depths.append(max((_forward_m(jamb, shape, within_m) for shape in own), default=0.0))
    value = min(depths)
    differences = [*kinds_differ(finding, "gap")]
    for witness in finding.witness:
        differences += number_differs(witness, value)
        ends = ((x, y), (x + value * dx, y + value * dy))
        spots = (witness.shape.spots[0], witness.shape.spots[-1])
        if max(dist(a, b) for a, b in zip(spots, ends, strict=True)) > 2 * NEAR_M:
            differences.append(Difference(what=_PLACE, stated="elsewhere", found="before the door"))
    if not finding.witness and value > NEAR_M:
        differences.append(Difference(what=_PLACE, stated="none", found=f"{value:.2f} m"))
    return Measured(low=value, high=value, differences=tuple(differences))


def _mass_of(case: Case, door: Opening) -> list[Shape]:
    """What is closed and hangs together with what a door stands in."""
    left = list(case.closed_shapes(1))
    own = [shape for shape in left if apart_m(shape, door.line) <= OWN_M]
    left = [shape for shape in left if not any(shape is o for o in own)]
    at = 0
    while at < len(own):
        joined = [shape for shape in left if apart_m(shape, own[at]) <= MEET_M]
        left = [shape for shape in left if not any(shape is j for j in joined)]
        own += joined
        at += 1
    return own


def _forward_m(face: Face, shape: Shape, within_m: float) -> float:
    """How far out from a line what stands before it reaches, at most a distance. [m]"""
    length, best = face.length_m, 0.0
    if any(inside(shape, *face.spot(t * length, within_m)) for t in (0.001, 0.5, 0.999)):
        return within_m
    for ax, ay, bx, by in shape.edges:
        a, b = face.place(ax, ay), face.place(bx, by)
        low, high = 0.0, 1.0
        for start, rise, most in ((a[0], b[0] - a[0], length), (a[1], b[1] - a[1], within_m)):
            if rise == 0.0:
                if not 0.0 <= start <= most:
                    low, high = 1.0, 0.0
                continue
            one, two = sorted((-start / rise, (most - start) / rise))
            low, high = max(low, one), min(high, two)
        if low <= high:
            best = max(best, *(a[1] + t * (b[1] - a[1]) for t in (low, high)))
    return best


def blanks(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """SUR113: the longest stretch of ground-floor wall without an opening."""
    within_m, ways = float(parameters["within_m"]), _ways(case)
    openings = [o for o in case.drawn.openings if o.storey in (0, 1)]
    for building in case.drawn.buildings:
        if building.neighbour or building.base_m > 0:
            continue
        fronts = [(f, looking_onto(f, ways, within_m)) for f in faces_of(building.area)]
        if any(spans for _, spans in fronts):
            blank = [
                (face, span)
                for face, spans in fronts
                for span in left_of(spans, holding(face, openings))
            ]
            again = partial(_blank, blank)
            yield Expected(
                subjects=(building.id,),
                storey=0,
                measure=again if openings else None,
                where=building.area,
            )


def _blank(blank: list[tuple[Face, Span]], finding: Finding) -> Measured:
    value = max((high - low for _, (low, high) in blank), default=0.0)
    differences = [*kinds_differ(finding, "gap")]
    if len(finding.witness) != int(bool(blank)):
        said, own = len(finding.witness), int(bool(blank))
        differences.append(Difference(what=_PLACE, stated=str(said), found=str(own)))
    longest = [(f, s) for f, s in blank if s[1] - s[0] >= value - 2 * NEAR_M]
    for witness in finding.witness:
        differences += number_differs(witness, value)
        differences += _on(witness, longest)
    return Measured(low=value, high=value, differences=tuple(differences))


def _on(witness: Witness, stretches: Iterable[tuple[Face, Span]]) -> Iterator[Difference]:
    """Whether a line is none of some stretches of faces."""
    spots = witness.shape.spots
    for face, (low, high) in stretches:
        ends = [face.spot(low), face.spot(high)]
        for own in (ends, ends[::-1]):
            if len(spots) == 2 and max(map(dist, spots, own)) <= 2 * NEAR_M:
                return
    at = spots[0] if spots else None
    yield Difference(what=_PLACE, stated="elsewhere", found="a stretch of a face", where=at)


def shops(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """SUR122: the share of a shop front that is glass at eye level."""
    within_m, ways = float(parameters["within_m"]), _ways(case)
    low_m, high_m = float(parameters["low_m"]), float(parameters["high_m"])
    ground = [o for o in case.drawn.openings if o.storey in (0, 1)]
    shops_ = [o for o in ground if o.serves == "shop"]
    glass = [
        o
        for o in ground
        if o.kind == "window" or (o.kind == "door" and o.serves in ("shop", "building_entrance"))
    ]
    for building in case.drawn.buildings:
        fronts = [
            (face, spans)
            for face in faces_of(building.area)
            if holding(face, shops_) and (spans := looking_onto(face, ways, within_m))
        ]
        if building.neighbour or not fronts:
            continue
        length = sum(high - low for _, spans in fronts for low, high in spans)
        glazed, unknown = 0.0, False
        for face, spans in fronts:
            for opening in glass:
                held = holding(face, [opening])
                metres = sum(b - a for a, b in left_of(spans, left_of(spans, held)))
                unknown |= (
                    metres > 0
                    and opening.kind == "window"
                    and (opening.sill_m is None or opening.head_m is None)
                )
                sill, head = case.sill_and_head_m(opening)
                share = max(min(head, high_m) - max(sill, low_m), 0.0) / (high_m - low_m)
                glazed += metres * share
        again = partial(_glass, fronts, min(glazed / length, 1.0), length)
        yield Expected(
            subjects=(building.id,),
            storey=0,
            measure=None if unknown else again,
            where=None if unknown else building.area,
        )


def _glass(
    fronts: list[tuple[Face, list[Span]]], value: float, length: float, finding: Finding
) -> Measured:
    differences = [*kinds_differ(finding, "gap")]
    stretches = [(face, span) for face, spans in fronts for span in spans]
    if len(finding.witness) != len(stretches):
        said = str(len(finding.witness))
        differences.append(Difference(what=_PLACE, stated=said, found=str(len(stretches))))
    for witness in finding.witness:
        differences += number_differs(witness, witness.shape.length_m)
        differences += _on(witness, stretches)
    # corners are rounded to 1 mm: each end of each stretch may be so far off
    slack = 4 * NEAR_M / length
    stated = finding.measured or 0.0
    low, high = (stated, stated) if abs(stated - value) <= slack else (value, value)
    return Measured(low=low, high=high, differences=tuple(differences))


_PLACE = Text(ko="증거 선의 위치", en="place of a witness line")
