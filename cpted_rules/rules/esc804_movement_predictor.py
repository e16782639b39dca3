"""ESC804: the longest stretch of a walk that one cannot leave to either side."""

from collections.abc import Iterator

import numpy as np
import shapely
from shapely import LineString

from cpted_rules.analysis.sight.along import Way, way_of
from cpted_rules.analysis.sight.visibility import Bits
from cpted_rules.analysis.walk.enclosure import UNCLIMBABLE_M
from cpted_rules.analysis.walk.ground import standing
from cpted_rules.plan import SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same
from cpted_rules.walked import is_bare, route, without_line, without_things


@rule(
    "ESC804",
    title=Text(ko="옆으로 벗어날 수 없는 통로", en="Passage without a way out"),
    measures=Text(
        ko="보행로 중 양옆이 모두 막혀 벗어날 수 없는 가장 긴 구간",
        en="longest stretch of a walk that is closed on both sides",
    ),
    says=Text(
        ko="{subject}: {value} 구간의 양옆이 막혀 있음",
        en="{subject}: closed on both sides for {value}",
    ),
    unit="m",
    needs=((SheetKind.SITE_PLAN,),),
)
def movement_predictor(site: Site, *, within_m: float) -> Iterator[Measurement]:
    """Longest stretch of a walk that is closed on both sides. [m]

    Why: in a passage without a side way one can tell where a person will come out, and wait there.
    How: at each metre of the walk's middle line, whether to the left and to the right something
        higher than 1.2 m (building, wall, fence, hedge, shrubs) stands within `within_m`; doors and
        gates are gaps. The longest run of steps with both.
    Lacking: buildings and fences; the way along a walk without one.
    """
    solid = standing(site.plan, site.settings, site.walk.walking, 0, above_m=UNCLIMBABLE_M)
    shapely.prepare(solid)
    for found in site.walk.lines:
        walk, line = found.walk, found.line
        if line is None or is_bare(site):
            yield without_line(found) if line is None else without_things(found)
            continue
        way = way_of(line)
        left, right = (
            np.asarray(shapely.intersects(solid, _looks(way, side * within_m)))
            for side in (1.0, -1.0)
        )
        first, after = _longest(left & right)
        closed = way.piece(first, after - 1) if after > first else None
        yield Measurement(
            subjects=(walk.id,),
            value=(after - first) * way.step_m,
            where=walk.area,
            storey=walk.storey,
            witness=(route(line), *(() if closed is None else (_shown(closed),))),
        )


def _looks(way: Way, aside_m: float) -> list[LineString]:
    """From each step at right angles to one side."""
    aside = np.column_stack([-way.heading[:, 1], way.heading[:, 0]]) * aside_m
    return [
        LineString([at, to])
        for at, to in zip(way.at.tolist(), (way.at + aside).tolist(), strict=True)
    ]


def _longest(steps: Bits) -> tuple[int, int]:
    """The longest run: its first step and the one after it; alike where there is none."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], steps, [False]]).astype(np.int8)))
    runs = [(int(first), int(after)) for first, after in edges.reshape(-1, 2)]
    return max(runs, key=lambda run: (run[1] - run[0], -run[0]), default=(0, 0))


def _shown(closed: LineString) -> Witness:
    return Witness(kind=WitnessKind.GAP, shape=closed, label=same(f"{closed.length:.1f} m"))
