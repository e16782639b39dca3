"""SUR121: how much of the ground under a building on pilotis nobody sees from the street."""

from collections.abc import Iterator

import numpy as np
import shapely

from cpted_rules.plan import SheetKind
from cpted_rules.rule import Measurement, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text
from cpted_rules.witness import area_witness, assumed_heights, blocked_look, field_of

MOST = 20
"""Watchers counted for the field; beyond it, more make no difference."""


@rule(
    "SUR121",
    title=Text(ko="도로에서 보이지 않는 필로티", en="Pilotis unseen from the street"),
    measures=Text(
        ko="필로티 하부 면적 중 공공도로에서 보이지 않는 비율",
        en="share of the ground under pilotis seen from no public road",
    ),
    says=Text(
        ko="{subject} 필로티의 {value}가 도로에서 보이지 않음",
        en="{value} of the ground under {subject} is seen from no road",
    ),
    unit="share",
    needs=((SheetKind.SITE_PLAN,), (SheetKind.FLOOR_PLAN, SheetKind.PARKING_PLAN)),
)
def undercroft_unseen(site: Site, *, within_m: float) -> Iterator[Measurement]:
    """Share of the ground under a building on pilotis that is seen from no public road. [share]

    Why: under pilotis it is dark by day, and columns and cars hide whoever stands between them.
    How: a person on each cell of the ground under a mass that begins above a person's head, rooms,
        walls and columns left out; seen if half of the person is visible within `within_m` from a
        public road.
    Lacking: public roads.
    """
    settings = site.settings
    columns = shapely.union_all([w.area for w in site.plan.walls if w.storey in (0, 1)])
    for building in site.plan.buildings:
        if building.neighbour or building.base_m < settings.person_height_m:
            continue
        area = building.area.difference(site.masses(1)).difference(columns)
        if area.area < settings.grid_m**2:
            continue
        eyes = site.sight.street_eyes
        if not len(eyes):
            yield Measurement(
                subjects=(building.id,),
                value=None,
                where=area,
                storey=1,
                lacking=Text(ko="공공도로의 위치", en="where the public road is"),
                lacking_sheet=SheetKind.SITE_PLAN,
            )
            continue
        grid, height = site.grid(area), settings.person_height_m / 2
        counts, _ = site.sight.census(eyes, grid, height, within_m=within_m)
        unseen = counts == 0
        yield Measurement(
            subjects=(building.id,),
            value=float(unseen.mean()),
            where=area,
            storey=1,
            witness=(
                *area_witness(WitnessKind.UNSEEN_AREA, grid.shape_of(unseen)),
                *blocked_look(site, eyes, grid, unseen, z_m=height, within_m=within_m),
            ),
            field=field_of(grid, np.minimum(counts, MOST).astype(np.float64), "count"),
            note=assumed_heights(site, area, within_m=within_m),
        )
