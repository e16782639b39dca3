"""SUR114: how much of the street along a site is watched from homes."""

from collections.abc import Iterator

import numpy as np

from cpted_rules.plan import SheetKind
from cpted_rules.rule import Measurement, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text
from cpted_rules.witness import area_witness, assumed_heights, field_of

MOST = 20
"""Windows counted for the field; beyond it, more make no difference."""


@rule(
    "SUR114",
    title=Text(ko="내다보이지 않는 가로", en="Street that homes do not watch"),
    measures=Text(
        ko="대지에 접한 공공도로 중 필요한 수 이상의 세대 창에서 보이는 비율",
        en="share of the public road along the site that enough windows of dwellings see",
    ),
    says=Text(
        ko="{subject}: 대지 앞 도로의 {value}가 세대 창에서 보임",
        en="{subject}: {value} of it along the site is seen from dwellings",
    ),
    unit="share",
    needs=((SheetKind.SITE_PLAN,), (SheetKind.FLOOR_PLAN, SheetKind.ELEVATION)),
)
def street_unwatched(
    site: Site, *, within_m: float, beside_m: float, at_least_windows: float
) -> Iterator[Measurement]:
    """Share of the public road along a site that enough windows of dwellings see. [share]

    Why: a street that homes look onto is everybody's business.
    How: cells of each public road within `beside_m` of the boundary; a person stands on each; seen
        if half of the person is visible within `within_m` from at least `at_least_windows` windows
        of dwellings, past buildings, fences and planting. Baths and stores do not count.
    Lacking: windows of dwellings.
    """
    height = site.settings.person_height_m / 2
    if not site.plan.boundaries:
        return
    near = site.ground.buffer(beside_m)
    for road in site.plan.roads:
        area = road.area.intersection(near)
        if not road.public or area.area == 0:
            continue
        if not site.dwelling_windows:
            yield Measurement(
                subjects=(road.id,),
                value=None,
                where=area,
                lacking=Text(ko="세대 창의 위치", en="where the windows of dwellings are"),
                lacking_sheet=SheetKind.FLOOR_PLAN,
            )
            continue
        grid = site.grid(area)
        counts, _ = site.sight.census(site.sight.dwelling_eyes, grid, height, within_m=within_m)
        watched = counts >= at_least_windows
        yield Measurement(
            subjects=(road.id,),
            value=float(watched.mean()),
            where=area,
            witness=(
                *area_witness(WitnessKind.SEEN_AREA, grid.shape_of(watched)),
                *area_witness(WitnessKind.UNSEEN_AREA, grid.shape_of(~watched)),
            ),
            field=field_of(grid, np.minimum(counts, MOST).astype(np.float64), "count"),
            note=assumed_heights(site, area, within_m=within_m),
        )
