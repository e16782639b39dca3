"""Parking bays: symbols, outlines, and the combs of lines they are mostly drawn as."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from shapely import Point, Polygon, STRtree

from cpted_rules.drawing.drawing import EntityKind
from cpted_rules.drawing.elements.ground import made_from
from cpted_rules.drawing.elements.homes import Made, names, storeys_of
from cpted_rules.drawing.points import XY
from cpted_rules.drawing.shapes import Outline, area_of, outlines
from cpted_rules.drawing.sheets.placing import Placed
from cpted_rules.plan import Building, ParkingBay

WIDE_M = (1.9, 3.9)
LONG_M = (4.4, 6.6)
"""Sides of a bay: 2.0 by 6.0 m along a kerb to 3.3 by 5.0 m for the disabled.

Source: 주차장법 시행규칙 제3조 (sizes of bays), with what offices round.
"""
_BAY_M2 = (8.0, 22.0)
_PARALLEL = 0.02
_FACING_SHARE = 0.9


def bays(things: Iterable[Placed], buildings: Sequence[Building]) -> Iterator[Made]:
    """Parking bays."""
    every = list(things)
    inserted = [
        Outline(thing=thing, area=area)
        for thing in every
        if thing.kind is EntityKind.INSERT and (area := area_of(thing)) is not None
    ]
    drawn = outlines(every, least_m2=_BAY_M2[0], widest_m=WIDE_M[1])
    closed = [one for one in drawn if not one.pieces or one.area.area <= _BAY_M2[1]]
    combed = list(_between_dividers(every, [*inserted, *closed]))
    for one in (*inserted, *closed, *combed):
        inside = any(b.area.covers(Point(one.area.centroid)) for b in buildings)
        for name, storey in names(one.thing, storeys_of(one.thing, indoors=inside)):
            bay = ParkingBay(
                id=name,
                label=one.thing.stated("NO") or "",
                storey=storey,
                source=one.thing.source,
                area=one.area,
                reserved=one.thing.stated("TYPE") or "",
            )
            yield made_from(one, bay, family="bay", kind="bay")


def _between_dividers(things: Sequence[Placed], known: Sequence[Outline]) -> Iterator[Outline]:
    r"""Bays between lines that stand side by side, open towards the lane.

    |     |     |     |      each divider and its neighbour to the right
    |     |     |     |      hold one bay, if they are as far apart as bays are wide
    +-----+-----+-----+
    """
    dividers = [
        (thing, np.array(sorted((a, b), key=_turn), dtype=np.float64))
        for thing in things
        if thing.kind in {EntityKind.LINE, EntityKind.POLYLINE} and not thing.drawn.closed
        for a, b in pairwise(thing.points)
        if LONG_M[0] <= np.hypot(b[0] - a[0], b[1] - a[1]) <= LONG_M[1]
    ]
    taken = STRtree([one.area for one in known])
    found: list[Polygon] = []
    for thing, line in dividers:
        beside = _neighbour(line, [other for _, other in dividers])
        if beside is None:
            continue
        area = Polygon([line[0], line[1], beside[1], beside[0]])
        middle = area.centroid
        if len(taken.query(middle, predicate="within")) or any(f.covers(middle) for f in found):
            continue
        found.append(area)
        yield Outline(thing=thing, area=area, pieces=(thing,))


def _turn(end: XY) -> float:
    """What ends are ordered by, so that parallel dividers are turned alike: left is one side.

    Neither x nor y alone: of an upright line the last digit of x would decide.
    """
    return end[0] + 0.7391 * end[1]


def _neighbour(
    line: NDArray[np.float64], others: Sequence[NDArray[np.float64]]
) -> NDArray[np.float64] | None:
    """The nearest parallel line to the left that faces this one, turned the same way."""
    length = float(np.hypot(*(line[1] - line[0])))
    along = (line[1] - line[0]) / length
    normal = np.array([-along[1], along[0]])
    best: tuple[float, NDArray[np.float64]] | None = None
    for other in others:
        apart = (other - line[0]) @ normal
        if abs(apart[0] - apart[1]) > _PARALLEL * length or not (
            WIDE_M[0] <= float(apart.mean()) <= WIDE_M[1]
        ):
            continue
        run = (other - line[0]) @ along
        turned = other if run[0] < run[1] else other[::-1]
        shared = min(float(run.max()), length) - max(float(run.min()), 0.0)
        if shared >= _FACING_SHARE * length and (best is None or apart.mean() < best[0]):
            best = (float(apart.mean()), turned)
    return best[1] if best else None
