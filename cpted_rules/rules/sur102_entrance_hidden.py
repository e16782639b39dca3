"""SUR102: a building entrance hidden from roads and walks."""

from collections.abc import Iterator

import numpy as np
from shapely import Point, union_all
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.scene.pieces import Floats
from cpted_rules.analysis.sight.visibility import leaf, share_seen
from cpted_rules.plan import Opening, SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, join, same
from cpted_rules.witness import area_witness, assumed_heights, sight_line

HALF = 0.5
"""Share of a door's face from which a person in it is seen."""


@rule(
    "SUR102",
    title=Text(ko="도로·보행로에서 보이지 않는 출입구", en="Entrance hidden from road and walk"),
    measures=Text(
        ko="주변 공공도로·보행로 중 출입구 문의 절반 이상이 보이는 비율",
        en="share of nearby public road and walk from which at least half of the door is visible",
    ),
    says=Text(
        ko="{subject}이(가) 주변 도로·보행로의 {value}에서 보임",
        en="{subject} is visible from {value} of the nearby road and walk",
    ),
    unit="share",
    needs=((SheetKind.SITE_PLAN,), (SheetKind.FLOOR_PLAN, SheetKind.SITE_PLAN)),
)
def entrance_hidden(site: Site, *, within_m: float) -> Iterator[Measurement]:
    """Share of nearby public road and walk from which a building entrance is visible. [share]

    Why: an entrance in view of passers-by leaves nobody alone with whoever waits there.
    How: eyes at eye height on public roads and walks within `within_m` of the door, on the side it
        faces; a sample counts if at least half of 16 points spread over the door are in sight past
        buildings, fences and planting. Mirrors within that distance are noted, not counted.
    Lacking: which way the door faces; roads and walks.
    """
    ways = [r.area for r in site.plan.roads if r.public] + [w.area for w in site.plan.walks]
    for door in site.entrances:
        front = site.before(door)
        if front is None or not ways:
            yield Measurement(
                subjects=(door.id,),
                value=None,
                where=door.line,
                storey=door.storey,
                lacking=_FACING if front is None else _WAYS,
                lacking_sheet=SheetKind.FLOOR_PLAN if front is None else SheetKind.SITE_PLAN,
            )
            continue
        area = union_all(ways).intersection(front.buffer(within_m))
        yield _measured(site, door, front, area, within_m=within_m)


def _measured(
    site: Site, door: Opening, front: Point, area: BaseGeometry, *, within_m: float
) -> Measurement:
    if area.area == 0:
        return Measurement(
            subjects=(door.id,),
            value=0.0,
            where=door.line,
            storey=door.storey,
            note=_NO_WAY.fill(distance=f"{within_m:g}"),
        )
    grid = site.grid(area)
    ahead = (grid.points - [front.x, front.y]) @ np.array(site.facing(door)) >= 0
    eyes = site.standing(grid.points, site.settings.eye_height_m, 0)
    mid = door.line.interpolate(0.5, normalized=True)
    face = translate(door.line, front.x - mid.x, front.y - mid.y)
    floor = site.floor_m(door)
    parts = leaf(face, low_m=floor, high_m=floor + site.heights_m(door)[1])
    sees = (share_seen(site.sight.scene(0), eyes, parts) >= HALF) & ahead
    value = float(sees.sum() / max(ahead.sum(), 1))
    return Measurement(
        subjects=(door.id,),
        value=value,
        where=door.line,
        storey=door.storey,
        witness=(
            *area_witness(WitnessKind.SEEN_AREA, grid.shape_of(sees)),
            *area_witness(WitnessKind.UNSEEN_AREA, grid.shape_of(ahead & ~sees)),
            *_look(site, eyes[sees] if sees.any() else eyes[ahead], front, floor),
        ),
        note=_note(site, front, within_m=within_m),
    )


def _look(site: Site, eyes: Floats, front: Point, floor: float) -> Iterator[Witness]:
    """The look of the nearest of some eyes at the middle of the door."""
    if len(eyes):
        away = np.hypot(eyes[:, 0] - front.x, eyes[:, 1] - front.y)
        x, y, z = (float(v) for v in eyes[int(np.argmin(away))])
        middle = (front.x, front.y, floor + site.settings.person_height_m / 2)
        line = site.sight.line((x, y, z), middle)
        yield sight_line(site.plan, line, ground=site.terrain)


def _note(site: Site, front: Point, *, within_m: float) -> Text | None:
    remarks = (_mirrors(site, front, within_m), assumed_heights(site, front, within_m=within_m))
    found = [remark for remark in remarks if remark is not None]
    return join(found, "; ") if found else None


def _mirrors(site: Site, front: Point, within_m: float) -> Text | None:
    near = [
        same(f"{mirror.label or mirror.id} ({mirror.at.distance(front):.1f} m)")
        for mirror in site.plan.mirrors
        if mirror.at.distance(front) <= within_m
    ]
    return join([Text(ko="반사경 있음:", en="mirrors:"), join(near)], " ") if near else None


_FACING = Text(ko="출입구가 향하는 쪽(외부)", en="which way the entrance faces")
_WAYS = Text(ko="도로·보행로의 위치", en="where roads and walks are")
_NO_WAY = Text(
    ko="{distance} m 안에 공공도로·보행로가 없음", en="no public road or walk within {distance} m"
)
