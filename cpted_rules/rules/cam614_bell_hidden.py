"""CAM614: from where an emergency bell can be seen."""

from collections.abc import Iterator
from itertools import pairwise
from math import hypot

import numpy as np
import shapely
from shapely import Point

from cpted_rules.analysis.scene.eyes import CLEAR_M, Eyes, eyes_at
from cpted_rules.plan import Bell, SheetKind, ZoneKind
from cpted_rules.rule import Measurement, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text
from cpted_rules.witness import area_witness, field_of

WAYS = (ZoneKind.PARKING_LANE, ZoneKind.PARKING_PASSAGE, ZoneKind.PARKING_ENTRY)
ON_WALL_M = 0.3
"""A bell drawn so near to a wall or column hangs on it."""
FACE_M = 1.0
"""Faces of a wall or column further away than this are not marked as its bell's."""
MOST = 20
"""Looks counted for the field; beyond it, more make no difference."""


@rule(
    "CAM614",
    title=Text(ko="비상벨이 보이지 않는 곳", en="Places that see no bell"),
    measures=Text(
        ko="차로·통로 면적 중 비상벨이 보이는 비율",
        en="share of lanes and passages from which a bell can be seen",
    ),
    says=Text(
        ko="{place} 차로·통로의 {value}에서 비상벨이 보임",
        en="a bell can be seen from {value} of the lanes and passages, {place}",
    ),
    unit="share",
    needs=((SheetKind.SECURITY_PLAN,), (SheetKind.PARKING_PLAN, SheetKind.FLOOR_PLAN)),
)
def bell_hidden(site: Site, *, within_m: float, height_m: float) -> Iterator[Measurement]:
    """Share of the lanes and passages of a storey from which a bell is in sight. [share]

    Why: in fear nobody searches; a bell helps who sees it from where he stands.
    How: eyes at eye height on the lanes, passages and entrances of the storey; a bell at
        `height_m` above the floor counts as seen within `within_m`, past walls and columns. The
        wall or column it hangs on is marked all round, so each of its faces within 1 m of the
        bell counts.
    Lacking: bells, where the storey has none.
    """
    for storey in sorted({zone.storey for zone in site.zones(*WAYS)} - {0}):
        ways = site.zones(*WAYS, storey=storey)
        bells = [bell for bell in site.plan.bells if bell.storey == storey]
        subjects = tuple(way.id for way in ways)
        area = site.clear_floor(shapely.union_all([way.area for way in ways]), storey)
        if not bells:
            yield Measurement(
                subjects=subjects,
                value=None,
                where=area,
                storey=storey,
                lacking=Text(ko="이 층의 비상벨", en="bells on this storey"),
                lacking_sheet=SheetKind.SECURITY_PLAN,
            )
            continue
        grid = site.grid(area, storey=-1)
        z_m = site.elevation_m(storey)
        counts, _ = site.sight.census(
            _signs(site, bells, z_m + height_m, storey),
            grid,
            z_m + site.settings.eye_height_m,
            within_m=within_m,
            storey=site.closed_in(storey),
        )
        seen = counts > 0
        yield Measurement(
            subjects=subjects,
            value=float(seen.mean()),
            where=area,
            storey=storey,
            witness=(
                *area_witness(WitnessKind.UNSEEN_AREA, grid.shape_of(~seen)),
                *area_witness(WitnessKind.SEEN_AREA, grid.shape_of(seen)),
            ),
            field=field_of(grid, np.minimum(counts, MOST).astype(np.float64), "count"),
        )


def _signs(site: Site, bells: list[Bell], z_m: float, storey: int) -> Eyes:
    """Where each bell is seen: at the faces it hangs on, else where it stands."""
    ground = site.under(storey)
    ids, rows = [], []
    for bell in bells:
        for x, y in _faces(site, bell):
            ids.append(bell.id)
            rows.append((x, y, z_m + ground.at_m(x, y), 0.0, 0.0))
    return eyes_at(ids, rows)


def _faces(site: Site, bell: Bell) -> list[tuple[float, float]]:
    """Just before each face within reach of a bell, at right angles; the bell itself off walls."""
    walls = [
        w
        for w in site.plan.walls
        if w.storey == bell.storey and w.area.distance(bell.at) <= ON_WALL_M
    ]
    found: list[tuple[float, float]] = []
    for wall in walls:
        corners = shapely.get_coordinates(shapely.get_parts(wall.area)[0].exterior)
        ring = shapely.get_parts(wall.area)[0].exterior
        turn = 1.0 if ring.is_ccw else -1.0
        for (ax, ay), (bx, by) in pairwise(corners):
            length = hypot(bx - ax, by - ay)
            if length == 0:
                continue
            along = ((bell.at.x - ax) * (bx - ax) + (bell.at.y - ay) * (by - ay)) / length
            along = min(max(along, 0.0), length)
            x, y = ax + along / length * (bx - ax), ay + along / length * (by - ay)
            if Point(x, y).distance(bell.at) <= FACE_M:
                out = turn * CLEAR_M / length
                found.append((float(x + out * (by - ay)), float(y - out * (bx - ax))))
    return found or [(bell.at.x, bell.at.y)]
