"""MNT901: long walls without openings that nobody sees."""

from collections.abc import Iterator
from itertools import groupby, pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, Point
from shapely.ops import substring

from cpted_rules.analysis.scene.pieces import Floats
from cpted_rules.analysis.sight.visibility import census
from cpted_rules.analysis.walk.middle import polygons_of
from cpted_rules.plan import Building, Opening, SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same

STEP_M = 1.0
"""A wall is looked at every so far along it."""
BEFORE_M = 1.0
"""Somebody at a wall stands so far before it."""
WALL_M = 0.6
"""An opening so near to the outline of a building is in that wall."""
STRAIGHT_M = 0.1
"""Corners that stand out by less leave a wall one."""


@rule(
    "MNT901",
    title=Text(ko="보이지 않는 긴 민벽", en="Long blank wall that nobody sees"),
    measures=Text(
        ko="개구부가 없고 아무에게도 보이지 않는 외벽의 가장 긴 길이",
        en="longest stretch of outer wall without openings that nobody sees",
    ),
    says=Text(
        ko="{subject}에 개구부가 없고 보이지 않는 외벽이 {value} 이어짐",
        en="{subject} has {value} of outer wall without openings that nobody sees",
    ),
    unit="m",
    needs=((SheetKind.SITE_PLAN,), (SheetKind.FLOOR_PLAN, SheetKind.ELEVATION)),
)
def blank_wall_unseen(site: Site, *, within_m: float) -> Iterator[Measurement]:
    """Longest stretch of a building's outer wall at the ground, blank and unseen. [m]

    Why: a wall that nobody looks at is painted on, leaned against and not mended.
    How: each straight side of the outline, cut by the openings of the ground floor; along what is
        left, every metre, somebody stands 1 m before the wall; unseen if no window, entrance, guard
        or passer-by within `within_m` has half of him in sight past buildings, fences and
        planting. Where another building stands that near there is nobody to be seen.
    Lacking: openings of the ground floor, where none is drawn.
    """
    openings = [o for o in site.plan.openings if o.storey in (0, 1)]
    for building in site.plan.buildings:
        if building.neighbour or building.base_m > 0:
            continue
        if not openings:
            yield Measurement(
                subjects=(building.id,),
                value=None,
                where=building.area,
                lacking=Text(ko="1층 개구부의 위치", en="openings of the ground floor"),
                lacking_sheet=SheetKind.FLOOR_PLAN,
            )
            continue
        runs = [r for wall in _blank(building, openings) for r in _unseen(site, wall, within_m)]
        worst = max(runs, key=lambda line: (round(line.length, 3), line.wkt), default=None)
        yield Measurement(
            subjects=(building.id,),
            value=round(worst.length, 3) if worst is not None else 0.0,
            where=building.area if worst is None else worst,
            witness=()
            if worst is None
            else (Witness(kind=WitnessKind.GAP, shape=worst, label=same(f"{worst.length:.1f} m")),),
        )


def _blank(building: Building, openings: list[Opening]) -> Iterator[LineString]:
    """The stretches of the sides of a building between its openings."""
    cuts = shapely.union_all(
        [
            o.line.buffer(WALL_M, cap_style="flat")
            for o in openings
            if o.line.distance(building.area) <= WALL_M
        ]
    )
    for part in polygons_of(building.area):
        corners = part.exterior.simplify(STRAIGHT_M).coords
        for a, b in pairwise(corners):
            for piece in shapely.get_parts(LineString([a, b]).difference(cuts)):
                if isinstance(piece, LineString) and piece.length > 0:
                    yield piece


def _unseen(site: Site, wall: LineString, within_m: float) -> Iterator[LineString]:
    """The stretches of a straight wall before which nobody sees anybody."""
    count = max(1, round(wall.length / STEP_M))
    step = wall.length / count
    spots, open_ = _before(site, wall, count)
    points = site.standing(spots, site.settings.person_height_m / 2, 0)
    seen, _ = census(site.sight.scene(0), site.sight.watchers(), points, within_m=within_m)
    hidden = open_ & (seen == 0)
    for away, group in groupby(range(count), key=lambda n: bool(hidden[n])):
        run = list(group)
        if away:
            line = substring(wall, run[0] * step, (run[-1] + 1) * step)
            yield LineString(line.coords)


def _before(site: Site, wall: LineString, count: int) -> tuple[Floats, NDArray[np.bool_]]:
    """Where somebody stands before each step of a wall, and whether there is open ground."""
    closed = site.masses(1)
    (ax, ay), (bx, by) = wall.coords[0][:2], wall.coords[-1][:2]
    nx, ny = (by - ay) / wall.length, (ax - bx) / wall.length
    shares = (np.arange(count) + 0.5) / count
    middle = np.column_stack([ax + shares * (bx - ax), ay + shares * (by - ay)])
    sides = [middle + side * BEFORE_M * np.array([nx, ny]) for side in (1.0, -1.0)]
    at = wall.interpolate(0.5, normalized=True)
    out = sides[int(closed.contains(Point(at.x + WALL_M * nx, at.y + WALL_M * ny)))]
    free = ~np.asarray(shapely.contains_xy(closed, out[:, 0], out[:, 1]))
    return out, free
