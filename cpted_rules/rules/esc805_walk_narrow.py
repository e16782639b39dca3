"""ESC805: how wide a walk is."""

from collections.abc import Iterator

import numpy as np
import shapely
from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.sight.along import Way, way_of
from cpted_rules.plan import SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same
from cpted_rules.walked import route, without_line

REACH_M = 50.0
"""Walks are not wider than twice this."""
NARROW_SHARE = 0.05
"""Share of the steps that may be narrower (international.md 1.3, R1)."""


@rule(
    "ESC805",
    title=Text(ko="좁은 보행로", en="Narrow walk"),
    measures=Text(
        ko="보행로 길이의 95 %에서 확보되는 폭", en="width that a walk keeps on 95 % of its length"
    ),
    says=Text(ko="{subject}의 폭이 {value}", en="{subject} is {value} wide"),
    unit="m",
    needs=((SheetKind.SITE_PLAN,),),
)
def walk_narrow(site: Site) -> Iterator[Measurement]:
    """Width that a walk keeps on 95 % of its length. [m]

    Why: on a narrow walk one cannot keep a distance from whoever comes towards one.
    How: at each metre of the walk's middle line the width of the walk at right angles to it, up to
        its outline as drawn; of these the width below which one in twenty lies.
    Lacking: the way along a walk too short to have one.
    """
    for found in site.walk.lines:
        walk, line = found.walk, found.line
        if line is None:
            yield without_line(found)
            continue
        way = way_of(line)
        across = [piece for at in range(len(way)) if (piece := _across(walk.area, way, at))]
        if not across:
            yield without_line(found)
            continue
        widths = np.array([piece.length for piece in across])
        # lower: a width that is really there
        value = float(np.quantile(widths, NARROW_SHARE, method="lower"))
        place = across[int(np.argmin(np.abs(widths - value)))]
        yield Measurement(
            subjects=(walk.id,),
            value=value,
            where=walk.area,
            storey=walk.storey,
            witness=(
                route(line),
                Witness(kind=WitnessKind.GAP, shape=place, label=same(f"{value:.2f} m")),
            ),
        )


def _across(area: BaseGeometry, way: Way, step: int) -> LineString | None:
    """The walk at right angles to a step; None where the step lies outside of it."""
    (x, y), (dx, dy) = way.at[step], way.heading[step]
    at = Point(x, y)
    chord = LineString([(x - REACH_M * dy, y + REACH_M * dx), (x + REACH_M * dy, y - REACH_M * dx)])
    for part in shapely.get_parts(chord.intersection(area)):
        if isinstance(part, LineString) and part.distance(at) < NEAR_M:
            return part
    return None


NEAR_M = 1e-6
"""Rounding."""
