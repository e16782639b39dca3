"""SUR103: a playground that dwellings do not overlook."""

from collections.abc import Iterator, Sequence

import numpy as np
from shapely.geometry.base import BaseGeometry

from cpted_rules.plan import SheetKind, ZoneKind
from cpted_rules.rule import Measurement, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, join
from cpted_rules.witness import area_witness, assumed_heights, blocked_look, field_of

MOST = 20
"""Windows counted for the field; beyond it, more make no difference."""


@rule(
    "SUR103",
    title=Text(ko="세대에서 보이지 않는 어린이놀이터", en="Playground not overlooked"),
    measures=Text(
        ko="어린이놀이터 면적 중 세대 창에서 보이는 비율",
        en="share of the playground seen from dwelling windows",
    ),
    says=Text(
        ko="{subject}의 {value}가 세대 창에서 보임",
        en="{value} of {subject} is seen from dwelling windows",
    ),
    unit="share",
    needs=((SheetKind.SITE_PLAN,), (SheetKind.FLOOR_PLAN, SheetKind.ELEVATION)),
)
def playground_not_overlooked(
    site: Site, *, within_m: float, near_m: float
) -> Iterator[Measurement]:
    """Share of a playground's area seen from dwelling windows. [share]

    Why: children are safe where somebody at home, or passing by, sees them.
    How: a child stands on each cell of the playground; seen if its head is in sight of a dwelling
        window within `within_m`, past buildings, fences and planting. The note says how far a
        road or walk and a building entrance are, and which of them are within `near_m`.
    Lacking: windows of dwellings.
    """
    for zone in site.zones(ZoneKind.PLAYGROUND):
        if not site.dwelling_windows:
            yield Measurement(
                subjects=(zone.id,),
                value=None,
                where=zone.area,
                storey=zone.storey,
                lacking=Text(ko="세대 창호의 위치", en="where the windows of dwellings are"),
                lacking_sheet=SheetKind.FLOOR_PLAN,
            )
            continue
        height = site.settings.child_height_m
        grid = site.grid(zone.area)
        eyes = site.sight.dwelling_eyes
        counts, _ = site.sight.census(eyes, grid, height, within_m=within_m)
        seen = counts > 0
        yield Measurement(
            subjects=(zone.id,),
            value=float(seen.mean()),
            where=zone.area,
            storey=zone.storey,
            witness=(
                *area_witness(WitnessKind.SEEN_AREA, grid.shape_of(seen)),
                *area_witness(WitnessKind.UNSEEN_AREA, grid.shape_of(~seen)),
                *blocked_look(site, eyes, grid, ~seen, z_m=height, within_m=within_m),
            ),
            field=field_of(grid, np.minimum(counts, MOST).astype(np.float64), "count"),
            note=join(
                [
                    _branches(site, zone.area, near_m),
                    *filter(None, [assumed_heights(site, zone.area, within_m=within_m)]),
                ],
                "; ",
            ),
        )


def _branches(site: Site, area: BaseGeometry, near_m: float) -> Text:
    """The other ways to keep the clause: a busy way or a building entrance close by."""
    ways = [r.area for r in site.plan.roads] + [w.area for w in site.plan.walks]
    doors = [door.line for door in site.entrances]
    return join(
        [
            _branch(Text(ko="도로·보행로", en="road or walk"), ways, area, near_m),
            _branch(Text(ko="건축물 출입구", en="building entrance"), doors, area, near_m),
        ],
        "; ",
    )


def _branch(what: Text, near: Sequence[BaseGeometry], area: BaseGeometry, near_m: float) -> Text:
    if not near:
        return Text(ko="{what} 도면에 없음", en="no {what} drawn").fill(what=what)
    gap = min(shape.distance(area) for shape in near)
    words = (
        Text(ko="{what}까지 {gap} m({near} m 이내)", en="{what} {gap} m away (within {near} m)")
        if gap <= near_m
        else Text(
            ko="{what}까지 {gap} m({near} m 초과)", en="{what} {gap} m away (beyond {near} m)"
        )
    )
    return words.fill(what=what, gap=f"{gap:.1f}", near=f"{near_m:g}")
