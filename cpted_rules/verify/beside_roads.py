"""LGT518 again: pedestrian lamps along the walks that run beside a carriageway."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from cpted_rules.verify.case import Case
from cpted_rules.verify.drawn import Area
from cpted_rules.verify.expected import Expected, Measured
from cpted_rules.verify.given import Finding, Parameter
from cpted_rules.verify.result import Difference
from cpted_rules.verify.routes import points_along, routes_differ
from cpted_rules.verify.shapes import Shape, Spot, gap_m
from cpted_rules.verify.texts import SPOT, WORST

REACH_M = 5.0
"""A lamp so near to the walk belongs to it."""
JOINED_M = 1.0
"""A middle line may come so far out of the strip beside the road that it is of."""


def lamps(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """LGT518: the longest stretch of each walk beside a road without a pedestrian lamp.

    Which walks run along a road for long enough is not computed again: they are those of the
    findings, whose routes must lie beside a road.
    """
    kinds = [kind.strip() for kind in str(parameters["kinds"]).split(",")]
    beside_m = float(parameters["beside_m"])
    outdoors = [x for x in case.drawn.luminaires if x.storey in (0, 1)]
    walks = {walk.id: walk for walk in case.drawn.walks}
    roads = [road.area for road in case.drawn.roads]
    for finding in case.stated("LGT518", parameters):
        walk = walks.get(finding.ids[0])
        if walk is not None:
            own = {x.id: x.at for x in outdoors if x.kind in kinds}
            near = {id: at for id, at in own.items() if gap_m(walk.area, *at) <= REACH_M}
            again = partial(_stretch, walk, roads, near, beside_m)
            yield Expected(
                subjects=(walk.id,), storey=0, more=True, measure=again if outdoors else None
            )


def _stretch(
    walk: Area,
    roads: Sequence[Shape],
    near: Mapping[str, Spot],
    beside_m: float,
    finding: Finding,
) -> Measured:
    value = finding.measured or 0.0
    ends = finding.ids[1:]
    differences = [*routes_differ(finding, near, [walk.area], reach_m=REACH_M, ends=ends)]
    for witness in finding.witness:
        total = witness.shape.length_m
        for at, gone in points_along(witness.shape):
            away = min(gap_m(road, *at) for road in roads)
            if REACH_M < gone < total - REACH_M and away > beside_m + JOINED_M:
                found = f"{away:.1f} m from a road"
                differences.append(
                    Difference(what=SPOT, stated="beside a road", found=found, where=at)
                )
                break
    return Measured(low=value, high=value, differences=tuple(differences), reason=WORST)
