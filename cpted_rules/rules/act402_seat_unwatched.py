"""ACT402: places to rest that nobody indoors sees."""

from collections.abc import Iterator

import numpy as np

from cpted_rules.plan import OpeningKind, Serves, SheetKind, ZoneKind
from cpted_rules.rule import Measurement, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.site.sight import SEATED_EYE_M
from cpted_rules.text import Text, join
from cpted_rules.witness import area_witness, assumed_heights, field_of

MOST = 20
"""Watchers counted for a cell; beyond it, more make no difference."""


@rule(
    "ACT402",
    title=Text(ko="보이지 않는 휴게·운동공간", en="Place to rest that nobody watches"),
    measures=Text(
        ko="앉은 사람을 보는 사람(창·출입구·경비실·도로)의 중앙값",
        en="watchers of somebody who sits there, in the middle of all places of it",
    ),
    says=Text(
        ko="{subject}을(를) 보는 창·출입구·도로의 시선 수: {value}",
        en="watchers that see {subject}: {value}",
    ),
    unit="count",
    needs=((SheetKind.SITE_PLAN,), (SheetKind.FLOOR_PLAN, SheetKind.ELEVATION)),
)
def seat_unwatched(site: Site, *, within_m: float) -> Iterator[Measurement]:
    """How many watchers see somebody who sits in a place of rest or exercise. [count]

    Why: a bench in view brings people who look out for one another; a hidden one is a hiding place.
    How: somebody sits on each cell of the place, head at 1.2 m; watchers at windows of dwellings
        and shops, entrances, the guard post and on public roads within `within_m`, past buildings,
        fences and planting, up to 20 for a cell. The value is the lower median of the cells: half
        of the place is seen by so many or fewer.
    Lacking: windows.
    """
    windows = site.openings(Serves.DWELLING, Serves.SHOP, kind=OpeningKind.WINDOW)
    for zone in site.zones(ZoneKind.REST, ZoneKind.EXERCISE):
        if zone.storey not in (0, 1):
            continue
        if not windows:
            yield Measurement(
                subjects=(zone.id,),
                value=None,
                where=zone.area,
                storey=zone.storey,
                lacking=Text(ko="창호의 위치", en="where the windows are"),
                lacking_sheet=SheetKind.FLOOR_PLAN,
            )
            continue
        grid, eyes = site.grid(zone.area), site.sight.watchers()
        found, _ = site.sight.census(eyes, grid, SEATED_EYE_M, within_m=within_m)
        counts = np.minimum(found, MOST)
        unseen = counts == 0
        seen = Text(
            ko="아무도 보지 않는 면적 {share} %", en="seen by nobody: {share} % of it"
        ).fill(share=f"{100 * float(unseen.mean()):.0f}")
        assumed = assumed_heights(site, zone.area, within_m=within_m)
        yield Measurement(
            subjects=(zone.id,),
            value=float(np.sort(counts)[(len(counts) - 1) // 2]),
            where=zone.area,
            storey=zone.storey,
            witness=area_witness(WitnessKind.UNSEEN_AREA, grid.shape_of(unseen)),
            field=field_of(grid, counts.astype(np.float64), "count"),
            note=join([seen, *([assumed] if assumed else [])], "; "),
        )
