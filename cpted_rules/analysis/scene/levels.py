"""The ground of a plan: its surface, what z = 0 is, and the level at which each building stands."""

from collections.abc import Iterable

import numpy as np
from shapely import MultiPoint, get_parts, unary_union

from cpted_rules.analysis.scene.delaunay import triangulated
from cpted_rules.analysis.scene.pieces import Floats
from cpted_rules.analysis.scene.terrain import FLAT, Foot, Ground, around_m
from cpted_rules.note import Note, Severity
from cpted_rules.plan import Building, Opening, Serves, SitePlan
from cpted_rules.text import Text

DOOR_REACH_M = 0.5
"""An entrance so near to a building is its own, where the drawing does not say whose it is."""


def ground_of(plan: SitePlan) -> Ground:
    """The ground of a plan; FLAT where no level of it is drawn.

    z = 0 is the level that the drawings state for GL±0, else the ground at the lowest entrance of
    a building, else the lowest level drawn; a note says which. A building stands at the level of
    its lowest entrance, else at the mean of the ground around it, by length. Within the site,
    spot heights and level marks go before contours: those are as a rule of the ground as surveyed,
    these of the ground as planned.

    Source: the mean by length is the ground level of 건축법 시행령 제119조제2항.
    """
    lines, cut = _contours(plan)
    spots = [(s.at.x, s.at.y, s.level_m) for s in plan.spot_heights]
    if not lines and not spots:
        return FLAT
    corners, triangles = triangulated(lines, spots)
    raw = Ground(corners=corners, triangles=triangles)
    entrances = [o for o in plan.openings if _is_entrance(o)]
    if plan.datum_m is not None:
        datum, how = plan.datum_m, _STATED
    elif entrances:
        datum, how = min(_before(raw, entrances)), _ENTRANCE
    else:
        datum, how = float(corners[:, 2].min()), _LOWEST
    level = Ground(corners=corners - np.array([0.0, 0.0, datum]), triangles=triangles)
    return Ground(
        corners=level.corners,
        triangles=triangles,
        feet=tuple(_foot(level, building, entrances) for building in plan.buildings),
        notes=(_datum_note(how, datum, level), *((_CUT_NOTE,) if cut else ())),
    )


def _contours(plan: SitePlan) -> tuple[list[tuple[Floats, float]], bool]:
    """Corners and level of the contours that count, and whether some are cut away."""
    site = unary_union([b.area for b in plan.boundaries])
    marks = MultiPoint([s.at for s in plan.spot_heights if site.covers(s.at)])
    planned = marks.convex_hull.area > 0
    parts = [
        (part, contour.level_m)
        for contour in plan.contours
        for part in get_parts(contour.line.difference(site) if planned else contour.line)
    ]
    cut = planned and any(c.line.intersects(site) for c in plan.contours)
    return [(np.asarray(part.coords)[:, :2], level) for part, level in parts], cut


def _is_entrance(opening: Opening) -> bool:
    return opening.serves is Serves.BUILDING_ENTRANCE and opening.storey in (0, 1)


def _before(ground: Ground, entrances: Iterable[Opening]) -> Floats:
    middles = [o.line.interpolate(0.5, normalized=True) for o in entrances]
    return ground.height_m(np.array([(p.x, p.y) for p in middles]))


def _foot(ground: Ground, building: Building, entrances: Iterable[Opening]) -> Foot:
    own = [
        o
        for o in entrances
        if o.building == building.id
        or (o.building is None and building.area.distance(o.line) <= DOOR_REACH_M)
    ]
    level = min(_before(ground, own)) if own else around_m(ground, building.area)[1]
    return Foot(id=building.id, area=building.area, level_m=float(level))


def flat_note(plan: SitePlan) -> Note:
    """That the site is taken to be flat."""
    drawn = plan.contours or plan.spot_heights
    return Note(
        code="assumed/flat-ground",
        severity=Severity.ASSUMPTION,
        text=_FLAT_THOUGH_DRAWN if drawn else _FLAT,
    )


def _datum_note(how: Text, datum_m: float, ground: Ground) -> Note:
    return Note(
        code="assumed/ground-datum",
        severity=Severity.ASSUMPTION,
        text=_DATUM.fill(
            how=how,
            level=f"{datum_m:.2f}",
            low=f"{ground.corners[:, 2].min():+.2f}",
            high=f"{ground.corners[:, 2].max():+.2f}",
        ),
    )


_FLAT = Text(
    ko="지반 레벨·등고선 미표기: 대지를 평탄한 것으로 가정",
    en="No levels or contours of the ground are drawn: the site is taken to be flat",
)
_FLAT_THOUGH_DRAWN = Text(
    ko="지반 레벨이 표기되어 있으나 대지를 평탄한 것으로 계산함",
    en="Levels of the ground are drawn, but the site was computed as flat",
)
_DATUM = Text(
    ko="지반 기준(z = 0): {how}, 도면 레벨 {level} m. 대지의 지반은 {low}~{high} m",
    en="Ground datum (z = 0): {how}, drawn as {level} m; the ground lies from {low} to {high} m",
)
_CUT_NOTE = Note(
    code="assumed/contours-as-surveyed",
    severity=Severity.ASSUMPTION,
    text=Text(
        ko="대지 안에 계획 지반고가 표기되어 있어 대지 안의 등고선은 현황으로 보고 쓰지 않음",
        en="Level marks are drawn within the site: contours there are taken for the ground as "
        "surveyed and are not used",
    ),
)
_STATED = Text(ko="도면에 표기된 GL±0", en="GL±0 as stated on the drawings")
_ENTRANCE = Text(ko="가장 낮은 건물 출입구의 지반", en="the ground at the lowest building entrance")
_LOWEST = Text(ko="도면의 가장 낮은 지반 레벨", en="the lowest level drawn")
