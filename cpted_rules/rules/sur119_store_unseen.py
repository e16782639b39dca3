"""SUR119: stores, bins and parcel boxes that nobody overlooks."""

import re
from collections.abc import Iterator

import numpy as np
from shapely import box
from shapely.geometry.base import BaseGeometry

from cpted_rules.plan import FixtureKind, OpeningKind, Serves, SheetKind, ZoneKind
from cpted_rules.rule import Measurement, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text
from cpted_rules.witness import area_witness, assumed_heights, blocked_look, field_of

MOST = 20
"""Watchers counted for the field; beyond it, more make no difference."""
STORES = re.compile(
    r"자전거|분리수거|재활용|쓰레기|택배|BICYCLE|BIKE|WASTE|RECYCL|PARCEL", re.IGNORECASE
)
"""Places outdoors that are stores, by a part of their label."""
REACH_M = 1.0
"""Somebody at a parcel box stands so near to it."""


@rule(
    "SUR119",
    title=Text(ko="보이지 않는 보관·수거 시설", en="Store or bins that nobody overlooks"),
    measures=Text(
        ko="자전거·재활용품 보관, 무인택배함 등의 면적 중 어디에서도 보이지 않는 비율",
        en="share of a bicycle, bin or parcel store seen from nowhere",
    ),
    says=Text(
        ko="{subject}의 {value}가 어디에서도 보이지 않음",
        en="{value} of {subject} is seen from nowhere",
    ),
    unit="share",
    needs=((SheetKind.SITE_PLAN,), (SheetKind.FLOOR_PLAN, SheetKind.ELEVATION)),
)
def store_unseen(site: Site, *, within_m: float) -> Iterator[Measurement]:
    """Share of an outdoor store, bin place or parcel box that nobody sees. [share]


    Why: one goes there alone, often late, and thieves do as well.
    How: as for walks: a person on each cell of waste places, of places named for bicycles,
        recycling or parcels, and around parcel boxes; seen if half of the person is visible within
        `within_m` from a window of a dwelling or shop, an entrance, the guard post or a public
        road. What lies indoors is left out.
    Lacking: windows; without any drawn nothing can be said of who looks out.
    """
    height = site.settings.person_height_m / 2
    eyes = site.sight.watchers()
    windows = site.openings(Serves.DWELLING, Serves.SHOP, kind=OpeningKind.WINDOW)
    for id, storey, area in _stores(site):
        if not windows:
            yield Measurement(
                subjects=(id,),
                value=None,
                where=area,
                storey=storey,
                lacking=Text(ko="창호의 위치", en="where the windows are"),
                lacking_sheet=SheetKind.FLOOR_PLAN,
            )
            continue
        grid = site.grid(area)
        counts, _ = site.sight.census(eyes, grid, height, within_m=within_m)
        unseen = counts == 0
        yield Measurement(
            subjects=(id,),
            value=float(unseen.mean()),
            where=area,
            storey=storey,
            witness=(
                *area_witness(WitnessKind.UNSEEN_AREA, grid.shape_of(unseen)),
                *blocked_look(site, eyes, grid, unseen, z_m=height, within_m=within_m),
            ),
            field=field_of(grid, np.minimum(counts, MOST).astype(np.float64), "count"),
            note=assumed_heights(site, area, within_m=within_m),
        )


def _stores(site: Site) -> Iterator[tuple[str, int, BaseGeometry]]:
    """Stores in the open: what of them is not indoors."""
    closed = site.masses(1)
    for zone in site.plan.zones:
        named = zone.kind is ZoneKind.WASTE or STORES.search(zone.label) is not None
        if named and zone.storey in (0, 1):
            area = zone.area.difference(closed)
            if area.area > zone.area.area / 2:
                yield zone.id, zone.storey, area
    for fixture in site.plan.fixtures:
        if fixture.kind is FixtureKind.PARCEL_BOX and fixture.storey in (0, 1):
            x, y = fixture.at.x, fixture.at.y
            area = box(x - REACH_M, y - REACH_M, x + REACH_M, y + REACH_M).difference(closed)
            if area.area >= REACH_M**2:
                yield fixture.id, fixture.storey, area
