"""CAM609: how much of a place cameras show finely enough."""

from collections.abc import Iterator

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from cpted_rules.plan import Element, Serves, SheetKind, ZoneKind
from cpted_rules.rule import Measurement, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text
from cpted_rules.witness import area_witness, field_of

ZONES = {
    "playground": ZoneKind.PLAYGROUND,
    "exercise": ZoneKind.EXERCISE,
    "rest": ZoneKind.REST,
    "parking_entry": ZoneKind.PARKING_ENTRY,
}
ENTRANCES = {
    "site_entrance": Serves.SITE_ENTRANCE,
    "building_entrance": Serves.BUILDING_ENTRANCE,
}


@rule(
    "CAM609",
    title=Text(ko="장소별 CCTV 촬영 범위", en="Camera coverage of a place"),
    measures=Text(
        ko="장소 면적 중 기준 화소밀도 이상으로 촬영되는 비율",
        en="share of the place that a camera resolves at the density",
    ),
    says=Text(
        ko="{subject}의 {value}가 기준 화소밀도 이상으로 촬영됨",
        en="cameras resolve {value} of {subject} at the density",
    ),
    unit="share",
    needs=((SheetKind.SECURITY_PLAN,), (SheetKind.SITE_PLAN,)),
)
def zone_coverage_low(
    site: Site, *, zone: str, within_m: float, height_m: float, density_px_per_m: float
) -> Iterator[Measurement]:
    """Share of a place that cameras in the open resolve at a pixel density. [share]

    Why: what happens outside the picture, or too small in it, did not happen for the recorder.
    How: `zone` is playground, exercise, rest or parking_entry (those at the ground), or
        site_entrance or building_entrance (the ground within `within_m` before it). Points at
        `height_m` above the ground with at least `density_px_per_m` from some camera, past
        buildings, fences and planting. A dome looks all round.
    Lacking: cameras; the field of view of one that looks one way, or its pixels if a density is
        asked.
    """
    for element, area in _places(site, zone, within_m):
        own = {view.id for view in site.cameras.outdoors}
        limit = site.settings.sight_limit_m
        near = [c for c in site.plan.cameras if c.id in own and shapely.dwithin(c.at, area, limit)]
        lacking = site.cameras.lacking(near, density_px_per_m)
        if lacking is not None:
            yield Measurement(
                subjects=(element.id,),
                value=None,
                where=area,
                storey=element.storey,
                lacking=lacking,
                lacking_sheet=SheetKind.SECURITY_PLAN,
            )
            continue
        grid = site.grid(area)
        found = site.cameras.densities(grid, height_m, 0, site.cameras.outdoors)
        density = np.nan_to_num(found, nan=0.0)
        seen = ~np.isnan(found) & (density >= density_px_per_m)
        yield Measurement(
            subjects=(element.id,),
            value=float(seen.mean()),
            where=area,
            storey=element.storey,
            witness=(
                *area_witness(WitnessKind.UNSEEN_AREA, grid.shape_of(~seen)),
                *area_witness(WitnessKind.COVERAGE, grid.shape_of(seen)),
            ),
            field=field_of(grid, density, "px_per_m"),
            note=Text(ko="기준 화소밀도 {d} px/m", en="density {d} px/m").fill(
                d=f"{density_px_per_m:g}"
            ),
        )


def _places(site: Site, zone: str, within_m: float) -> Iterator[tuple[Element, BaseGeometry]]:
    if zone in ENTRANCES:
        for door in site.openings(ENTRANCES[zone]):
            area = site.ground_before(door, 0.0, within_m) if door.storey in (0, 1) else None
            if area is not None and area.area > 0:
                yield door, area
    elif zone in ZONES:
        for place in site.zones(ZONES[zone]):
            if place.storey in (0, 1):
                yield place, place.area
    else:
        raise ValueError(f"zone {zone}: one of {sorted([*ZONES, *ENTRANCES])}")
