"""TER301 and SUR107 again: what marks the boundary, and windows of stairs."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from math import hypot, sqrt

from cpted_rules.text import Text
from cpted_rules.verify.cameras import shafts
from cpted_rules.verify.case import Case
from cpted_rules.verify.drawn import Area, Opening, Zone
from cpted_rules.verify.expected import Expected, Measured
from cpted_rules.verify.eyes import before
from cpted_rules.verify.given import Finding, Parameter
from cpted_rules.verify.result import CannotRecheckError, Difference
from cpted_rules.verify.routes import points_along
from cpted_rules.verify.shapes import (
    Edge,
    Shape,
    Span,
    box_gap_m,
    gap_m,
    outline_gap_m,
    rings_of,
    united,
    within_spans,
)
from cpted_rules.verify.witnesses import kinds_differ, lines_differ, number_differs

LEAST_GAP_M = 0.5
"""Shorter gaps are joints of the drawing."""
WALL_M = 0.6
"""A window of a stair lies so near to the outline of its room."""
OTHER_ROOMS = ("dwelling", "shop", "guard_post")
ROUNDED_M = 0.002
CIRCLE_SHARE = 0.0013
"""By so much of its radius the rules' own circle, a polygon of 64 sides, lies within a true one."""


def boundaries(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """TER301: the share of a boundary that something marks."""
    within_m = float(parameters["within_m"])
    known = bool(case.drawn.barriers) or case.has_sheet("fence_plan", "planting_plan")
    marks = list(_marks(case))
    for boundary in case.drawn.boundaries:
        again = partial(_boundary, boundary, marks, within_m)
        yield Expected(subjects=(boundary.id,), storey=0, measure=again if known else None)


def _marks(case: Case) -> Iterator[Shape]:
    """What marks: of paving only its edge, of the rest the whole."""
    drawn = case.drawn
    yield from (b.line for b in drawn.barriers if b.storey in (0, 1))
    yield from (bed.area for bed in drawn.shrubs)
    for zone in case.zones("paving"):
        yield Shape(
            edges=zone.area.edges, box=zone.area.box, filled=False, area_m2=0.0,
            length_m=zone.area.length_m,
        )  # fmt: skip
    yield from (b.area for b in drawn.buildings if not b.neighbour and b.base_m == 0)
    yield from (gate.line for gate in case.openings("site_entrance"))


def _boundary(
    boundary: Area, marks: Sequence[Shape], within_m: float, finding: Finding
) -> Measured:
    outline = boundary.area
    least = _share(outline, marks, within_m * (1 - CIRCLE_SHARE) - ROUNDED_M)
    most = _share(outline, marks, within_m + ROUNDED_M)
    differences = [*kinds_differ(finding, "gap")]
    shown = 0.0
    for witness in finding.witness:
        shown += witness.shape.length_m
        differences += number_differs(witness, witness.shape.length_m)
        differences += _bare(witness.shape, outline, marks, within_m)
    stated = (1 - (finding.measured or 0.0)) * outline.length_m
    if abs(shown - stated) > 0.005 * max(1, len(finding.witness)):
        differences.append(
            Difference(what=_GAPS, stated=f"{stated:.3f} m", found=f"{shown:.3f} m of witnesses")
        )
    return Measured(low=least, high=most, differences=tuple(differences))


def _bare(
    gap: Shape, outline: Shape, marks: Sequence[Shape], within_m: float
) -> Iterator[Difference]:
    """Whether a gap lies on the boundary, away from every mark."""
    least = within_m * (1 - CIRCLE_SHARE) - ROUNDED_M
    for at, _ in points_along(gap, 0.5):
        off = outline_gap_m(outline, *at)
        away = min((gap_m(mark, *at) for mark in marks), default=within_m)
        if off > ROUNDED_M or away < least:
            said = f"{off:.2f} m off the boundary, {away:.2f} m from a mark"
            yield Difference(what=_GAPS, stated="bare boundary", found=said, where=at)
            return


def _share(outline: Shape, marks: Sequence[Shape], within_m: float) -> float:
    """The share of an outline within a distance of marks, short gaps closed."""
    unmarked = 0.0
    for ring in rings_of(outline):
        spans, gone = [], 0.0
        for edge in ring:
            length = hypot(edge[2] - edge[0], edge[3] - edge[1])
            box = (
                min(edge[0], edge[2]), min(edge[1], edge[3]),
                max(edge[0], edge[2]), max(edge[1], edge[3]),
            )  # fmt: skip
            for mark in marks:
                if box_gap_m(box, mark.box) <= within_m:
                    spans += [
                        (gone + low * length, gone + high * length)
                        for low, high in _near_spans(edge, mark, within_m)
                    ]
            gone += length
        unmarked += sum(gap for gap in _gaps(united(spans), gone) if gap >= LEAST_GAP_M)
    return 1 - unmarked / outline.length_m


def _gaps(spans: Sequence[Span], length: float) -> Iterator[float]:
    """What is between spans of a closed line of a length."""
    if not spans:
        yield length
        return
    for (_, end), (start, _) in pairwise(spans):
        yield start - end
    yield spans[0][0] + length - spans[-1][1]


def _near_spans(edge: Edge, mark: Shape, within_m: float) -> Iterator[Span]:
    """The parts of an edge within a distance of a mark, as shares of it."""
    if mark.filled:
        yield from within_spans(mark, edge[:2], edge[2:])
    for other in mark.edges:
        found = _capsule(edge, other, within_m)
        if found is not None:
            yield found


def _capsule(edge: Edge, other: Edge, w: float) -> Span | None:
    """The part of an edge within a distance of another: it is one, for what is near is convex.

    (____________)   two half circles and a rectangle, each cut by the edge
    """
    ax, ay, bx, by = edge
    dx, dy = bx - ax, by - ay
    found: list[Span] = []
    for cx, cy in (other[:2], other[2:]):
        a = dx * dx + dy * dy
        b = dx * (ax - cx) + dy * (ay - cy)
        root = b * b - a * ((ax - cx) ** 2 + (ay - cy) ** 2 - w * w)
        if a > 0 and root >= 0:
            found.append(((-b - sqrt(root)) / a, (-b + sqrt(root)) / a))
    length = hypot(other[2] - other[0], other[3] - other[1])
    if length > 0:
        ux, uy = (other[2] - other[0]) / length, (other[3] - other[1]) / length
        x, y = ax - other[0], ay - other[1]
        low, high = 0.0, 1.0
        for start, rise, least, most in (
            (x * ux + y * uy, dx * ux + dy * uy, 0.0, length),
            (x * uy - y * ux, dx * uy - dy * ux, -w, w),
        ):
            if rise == 0:
                if not least <= start <= most:
                    low, high = 1.0, 0.0
                continue
            one, two = sorted(((least - start) / rise, (most - start) / rise))
            low, high = max(low, one), min(high, two)
        if low < high:
            found.append((low, high))
    inner = [(max(0.0, s), min(1.0, e)) for s, e in found if s < 1.0 and e > 0.0]
    return (min(s for s, _ in inner), max(e for _, e in inner)) if inner else None


def stairs(case: Case, _parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """SUR107: the windows of a stair that face the open air."""
    for shaft in shafts([z for z in case.zones("stair") if z.storey > 0]):
        storeys = {zone.storey for zone in shaft}
        drawn = {o.storey for o in case.drawn.openings if o.kind == "window"} & storeys
        found = [w for zone in shaft for w in _windows(case, zone)]
        lacking = not found and bool(storeys - drawn)
        again = partial(_stair, found)
        yield Expected(
            subjects=(shaft[0].id,),
            storey=shaft[0].storey,
            measure=None if lacking else again,
            where=shaft[0].area,
        )


def _stair(windows: Sequence[Opening], finding: Finding) -> Measured:
    count = float(len(windows))
    differences = [
        *kinds_differ(finding, "point"),
        *lines_differ(finding, [window.line for window in windows]),
    ]
    return Measured(low=count, high=count, differences=tuple(differences))


def _windows(case: Case, zone: Zone) -> Iterator[Opening]:
    """Windows on the outline of a room with open air before them."""
    for opening in case.drawn.openings:
        if opening.kind != "window" or opening.storey != zone.storey:
            continue
        if opening.serves in OTHER_ROOMS or box_gap_m(opening.line.box, zone.area.box) > WALL_M:
            continue
        away = max(outline_gap_m(zone.area, *at) for at, _ in points_along(opening.line, 0.1))
        if WALL_M * (1 - CIRCLE_SHARE) - ROUNDED_M < away < WALL_M + ROUNDED_M:
            raise CannotRecheckError(_AT_THE_WALL)
        if away < WALL_M and before(case, opening) is not None:
            yield opening


_GAPS = Text(ko="표시되지 않은 구간", en="unmarked stretches")
_AT_THE_WALL = Text(
    ko="계단실 벽에서 꼭 기준 거리에 있는 창", en="a window just as far from the stair as it may be"
)
