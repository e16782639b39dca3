"""ACT403: how much of the walks runs where other people pass."""

from collections.abc import Iterator

import numpy as np
import shapely

from cpted_rules.plan import SheetKind
from cpted_rules.rule import Measurement, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text
from cpted_rules.witness import area_witness, field_of


@rule(
    "ACT403",
    title=Text(ko="도로와 함께 가는 보행로", en="Walks beside a road"),
    measures=Text(
        ko="보행로 면적 중 도로에서 기준 거리 안에 있는 비율",
        en="share of the walks within a distance of a road",
    ),
    says=Text(ko="보행로의 {value}가 도로와 함께 감", en="{value} of the walks run beside a road"),
    unit="share",
    needs=((SheetKind.SITE_PLAN,),),
)
def walk_beside_street(site: Site, *, within_m: float) -> Iterator[Measurement]:
    """Share of the area of the walks that lies within a distance of a road. [share]

    Why: ways of people, cyclists and cars side by side keep one another company.
    How: cells of all walks together, whose centre is within `within_m` of a road, public or of the
        site. One value for the project. Whether through movement is wanted here is for a person
        to judge: the evidence on permeability is contested.
    Lacking: roads.
    """
    walks = site.plan.walks
    if not walks:
        return
    area = shapely.union_all([walk.area for walk in walks])
    if not site.plan.roads:
        yield Measurement(
            subjects=tuple(walk.id for walk in walks),
            value=None,
            where=area,
            lacking=Text(ko="도로의 위치", en="where the roads are"),
            lacking_sheet=SheetKind.SITE_PLAN,
        )
        return
    grid = site.grid(area)
    roads = shapely.union_all([road.area for road in site.plan.roads])
    away = np.asarray(shapely.distance(shapely.points(grid.points), roads))
    beside = away <= within_m
    yield Measurement(
        subjects=tuple(walk.id for walk in walks),
        value=float(beside.mean()),
        where=area,
        witness=area_witness(WitnessKind.SEEN_AREA, grid.shape_of(beside)),
        field=field_of(grid, away, "m"),
    )
