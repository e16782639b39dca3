"""SUR106: parking bays that can be seen from nowhere."""

from collections.abc import Iterator

import numpy as np
from shapely import Point, union_all
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.scene.eyes import Eyes, eyes_at, ground_eyes, together
from cpted_rules.plan import Serves, SheetKind, ZoneKind
from cpted_rules.rule import Measurement, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, join, same
from cpted_rules.witness import area_witness, blocked_look

LOOK_OUT_M = 0.5
"""How far before a door its eye stands, on either side."""

NAMED_BAYS = 8
"""Bays named in the note."""


@rule(
    "SUR106",
    title=Text(ko="주차구획의 사각지대", en="Blind spot among parking bays"),
    measures=Text(
        ko="주차구획 면적 중 차로·출입구·카메라에서 보이지 않는 비율",
        en="share of the bays' area seen from no lane, core entrance or camera",
    ),
    says=Text(
        ko="{place} 주차구획의 {value}가 차로·출입구·카메라에서 보이지 않음",
        en="{value} of the bays of {place} is seen from no lane, entrance or camera",
    ),
    unit="share",
    needs=((SheetKind.PARKING_PLAN, SheetKind.FLOOR_PLAN, SheetKind.SITE_PLAN),),
)
def parking_blind_spot(site: Site, *, within_m: float) -> Iterator[Measurement]:
    """Share of the area of parking bays that is seen from nowhere, per storey. [share]

    Why: behind a wall or in a dead corner of a car park nobody sees who waits.
    How: a person stands on each cell of the bays; seen if the head is in sight of an eye within
        `within_m` on a lane, before the door of a core, of a camera, or (at ground level) on the
        public road, past walls and columns. Parked cars are left out.
        A camera without a field of view does not count.
    Lacking: lanes, doors of cores and cameras, where none of them is drawn; walls and columns.
    """
    known = {c.id for c in site.plan.cameras if c.azimuth_deg is None or c.hfov_deg is not None}
    for storey in site.parking_storeys:
        bays = site.bays(storey)
        lanes = site.zones(ZoneKind.PARKING_LANE, storey=storey)
        subjects = tuple(lane.id for lane in lanes) or (bays[0].id,)
        area = site.clear_floor(union_all([bay.area for bay in bays]), storey)
        stage = site.closed_in(storey)
        eyes = _eyes(site, storey)
        views = [v for v in site.cameras.views(storey) if v.id in known]
        walls = any(wall.storey == storey for wall in site.plan.walls)
        if not (len(eyes) or views) or (storey < 0 and not walls):
            yield Measurement(
                subjects=subjects,
                value=None,
                where=area,
                storey=storey,
                lacking=_WALLS if len(eyes) or views else _LANES,
                lacking_sheet=SheetKind.PARKING_PLAN,
            )
            continue
        grid = site.grid(area, storey=-1)
        height = site.elevation_m(storey) + site.settings.person_height_m
        counts, _ = site.sight.census(eyes, grid, height, within_m=within_m, storey=stage)
        unseen = (counts == 0) & np.isnan(site.cameras.densities(grid, height, stage, views))
        hidden = grid.shape_of(unseen)
        yield Measurement(
            subjects=subjects,
            value=float(unseen.mean()),
            where=area if hidden.is_empty else hidden,
            storey=storey,
            witness=(
                *area_witness(WitnessKind.UNSEEN_AREA, hidden),
                *blocked_look(
                    site, eyes, grid, unseen, z_m=height, within_m=within_m, storey=stage
                ),
            ),
            note=_bays([b.label or b.id for b in bays if _mostly(b.area, hidden)]),
        )


_LANES = Text(ko="차로·코어 출입구·카메라의 위치", en="lanes, doors of cores, or cameras")
_WALLS = Text(ko="벽체·기둥", en="walls and columns")


def _eyes(site: Site, storey: int) -> Eyes:
    z = site.elevation_m(storey) + site.settings.eye_height_m
    lanes = [
        ground_eyes(
            lane.area, lane.id, step_m=2 * site.settings.grid_m, z_m=z, ground=site.under(storey)
        )
        for lane in site.zones(ZoneKind.PARKING_LANE, storey=storey)
    ]
    doors = site.openings(
        Serves.PARKING_LINK, Serves.BUILDING_ENTRANCE, Serves.STAIR, storey=storey
    )
    sides = [
        (door.id, (p.x, p.y, z + site.under(storey).at_m(p.x, p.y), 0.0, 0.0))
        for door in doors
        for p in _both_sides(door.line.coords[0], door.line.coords[-1])
    ]
    street = [site.sight.street_eyes] if storey in (0, 1) else []
    return together([*lanes, eyes_at([id for id, _ in sides], [r for _, r in sides]), *street])


def _both_sides(a: tuple[float, ...], b: tuple[float, ...]) -> tuple[Point, Point]:
    """The points before and behind the middle of a door."""
    length = Point(a).distance(Point(b)) or 1.0
    nx, ny = LOOK_OUT_M * (b[1] - a[1]) / length, LOOK_OUT_M * (a[0] - b[0]) / length
    x, y = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
    return Point(x + nx, y + ny), Point(x - nx, y - ny)


def _mostly(bay: BaseGeometry, hidden: BaseGeometry) -> bool:
    return bool(bay.intersection(hidden).area > bay.area / 2)


def _bays(labels: list[str]) -> Text | None:
    if not labels:
        return None
    more = f" +{len(labels) - NAMED_BAYS}" if len(labels) > NAMED_BAYS else ""
    listed = ", ".join(labels[:NAMED_BAYS]) + more
    return join(
        [Text(ko="절반 넘게 보이지 않는 구획:", en="bays more than half unseen:"), same(listed)],
        " ",
    )
