"""CAM602: a car park that cameras do not see wholly."""

from collections.abc import Iterator

import numpy as np

from cpted_rules.plan import Camera, SheetKind
from cpted_rules.rule import Measurement, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text
from cpted_rules.witness import area_witness, field_of


@rule(
    "CAM602",
    title=Text(ko="카메라에 보이지 않는 주차장", en="Car park not watched by cameras"),
    measures=Text(
        ko="주차구획·차로 면적 중 카메라에 보이는 비율",
        en="share of the area of bays and lanes that a camera sees",
    ),
    says=Text(
        ko="{place} 주차장의 {value}가 카메라에 보임",
        en="Cameras see {value} of the car park, {place}",
    ),
    unit="share",
    needs=((SheetKind.SECURITY_PLAN,), (SheetKind.PARKING_PLAN, SheetKind.FLOOR_PLAN)),
)
def parking_unwatched(
    site: Site, *, height_m: float, density_px_per_m: float
) -> Iterator[Measurement]:
    """Share of bays and lanes that a camera sees at a height above the floor, per storey. [share]

    Why: a camera that a column hides from shows nothing of what happens behind it.
    How: points at `height_m` above the floor; seen within the horizontal field of a camera, past
        walls and columns, with at least `density_px_per_m`. A dome looks all round. Cars left out.
    Lacking: cameras; the field of view of one that looks one way; pixels, if a density is asked.
    """
    if not site.plan.bays:
        return
    for storey in site.parking_storeys:
        if storey == 0:
            continue
        subjects, whole = site.parking_floor(storey)
        area = site.clear_floor(whole, storey)
        stage = site.closed_in(storey)
        cameras = [c for c in site.plan.cameras if c.storey in (storey, stage)]
        near = [c for c in cameras if c.at.distance(area) <= site.settings.sight_limit_m]
        lacking = site.cameras.lacking(near, density_px_per_m)
        if lacking is not None:
            yield Measurement(
                subjects=subjects,
                value=None,
                where=area,
                storey=storey,
                lacking=lacking,
                lacking_sheet=SheetKind.SECURITY_PLAN,
            )
            continue
        grid = site.grid(area, storey=-1)
        views = [v for level in sorted({storey, stage}) for v in site.cameras.views(level)]
        z_m = site.elevation_m(storey) + height_m
        found = site.cameras.densities(grid, z_m, stage, views)
        density = np.nan_to_num(found, nan=0.0)
        seen = ~np.isnan(found) & (density >= density_px_per_m)
        hidden = grid.shape_of(~seen)
        yield Measurement(
            subjects=subjects,
            value=float(seen.mean()),
            where=area if hidden.is_empty else hidden,
            storey=storey,
            witness=(
                *area_witness(WitnessKind.UNSEEN_AREA, hidden),
                *area_witness(WitnessKind.COVERAGE, grid.shape_of(seen)),
            ),
            field=field_of(grid, density, "px_per_m"),
            note=_note(cameras),
        )


def _note(cameras: list[Camera]) -> Text | None:
    low = [c for c in cameras if c.height_m is None]
    if not low:
        return None
    words = Text(ko="설치 높이 미표기 카메라 {n}대", en="{n} cameras without a mounting height")
    return words.fill(n=str(len(low)))
