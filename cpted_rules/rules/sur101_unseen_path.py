"""SUR101: a walk that nobody overlooks."""

from collections.abc import Iterator

import numpy as np

from cpted_rules.plan import OpeningKind, Serves, SheetKind
from cpted_rules.rule import Measurement, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text
from cpted_rules.witness import area_witness, assumed_heights, blocked_look, field_of

MOST = 20
"""Watchers counted for the field; beyond it, more make no difference."""


@rule(
    "SUR101",
    title=Text(ko="감시가 미치지 않는 보행로", en="Walk that nobody overlooks"),
    measures=Text(
        ko="보행로 면적 중 창·출입구·경비실·공공도로 어디에서도 보이지 않는 비율",
        en="share of a walk seen from no window, entrance, guard post or public road",
    ),
    says=Text(
        ko="{subject}의 {value}가 어디에서도 보이지 않음",
        en="{value} of {subject} is seen from nowhere",
    ),
    unit="share",
    needs=((SheetKind.SITE_PLAN,), (SheetKind.FLOOR_PLAN, SheetKind.ELEVATION)),
)
def unseen_path(site: Site, *, within_m: float) -> Iterator[Measurement]:
    """Share of a walk's area that nobody sees. [share]

    Why: where nobody may look, an offender is not afraid of being seen.
    How: a person stands on each cell of the walk; seen if half of the person is visible within
        `within_m` from a dwelling or shop window, a building entrance, the guard post or a public
        road, past buildings, fences and planting at their heights. Looking out is at eye height.
    Lacking: windows; without any drawn nothing can be said of who looks out.
    """
    height = site.settings.person_height_m / 2
    eyes = site.sight.watchers()
    windows = site.openings(Serves.DWELLING, Serves.SHOP, kind=OpeningKind.WINDOW)
    for walk in site.plan.walks:
        if not windows:
            yield Measurement(
                subjects=(walk.id,),
                value=None,
                where=walk.area,
                lacking=Text(ko="창호의 위치", en="where the windows are"),
                lacking_sheet=SheetKind.FLOOR_PLAN,
            )
            continue
        grid = site.grid(walk.area)
        counts, _ = site.sight.census(eyes, grid, height, within_m=within_m)
        unseen = counts == 0
        yield Measurement(
            subjects=(walk.id,),
            value=float(unseen.mean()),
            where=walk.area,
            witness=(
                *area_witness(WitnessKind.UNSEEN_AREA, grid.shape_of(unseen)),
                *blocked_look(site, eyes, grid, unseen, z_m=height, within_m=within_m),
            ),
            field=field_of(grid, np.minimum(counts, MOST).astype(np.float64), "count"),
            note=assumed_heights(site, walk.area, within_m=within_m),
        )
