"""CAM612: a car park that hangs on single cameras."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from cpted_rules.analysis.scene.pieces import Floats
from cpted_rules.plan import SheetKind
from cpted_rules.rule import Measurement, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text
from cpted_rules.witness import area_witness, field_of


@rule(
    "CAM612",
    title=Text(ko="카메라 한 대에만 보이는 면적", en="Seen by a single camera only"),
    measures=Text(
        ko="주차구획·차로 면적 중 카메라 한 대에만 보이는 비율",
        en="share of bays and lanes that just one camera sees",
    ),
    says=Text(
        ko="{place} 주차장의 {value}가 카메라 한 대에만 보임",
        en="just one camera sees {value} of the car park, {place}",
    ),
    unit="share",
    needs=((SheetKind.SECURITY_PLAN,), (SheetKind.PARKING_PLAN, SheetKind.FLOOR_PLAN)),
)
def coverage_single(
    site: Site, *, height_m: float, density_px_per_m: float
) -> Iterator[Measurement]:
    """Share of bays and lanes that just one camera sees, per storey. [share]

    Why: one covered lens or broken cable must not make a car park blind.
    How: cells at `height_m` above the floor; a camera counts where it has at least
        `density_px_per_m` past walls and columns. The note names the camera whose failure costs
        most, and how much. A dome looks all round; cars are left out.
    Lacking: cameras; the field of view of one that looks one way; pixels, if a density is asked.
    """
    for storey in site.parking_storeys:
        if storey == 0:
            continue
        subjects, whole = site.parking_floor(storey)
        area, stage = site.clear_floor(whole, storey), site.closed_in(storey)
        levels = sorted({storey, stage})
        cameras = [c for c in site.plan.cameras if c.storey in levels]
        lacking = site.cameras.lacking(cameras, density_px_per_m)
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
        z_m = site.elevation_m(storey) + height_m
        seen = {
            view.id: _seen(site.cameras.densities(grid, z_m, stage, (view,)), density_px_per_m)
            for level in levels
            for view in site.cameras.views(level)
        }
        counts = np.sum([np.zeros(len(grid.points)), *seen.values()], axis=0)
        alone = counts == 1
        yield Measurement(
            subjects=subjects,
            value=float(alone.mean()),
            where=area,
            storey=storey,
            witness=area_witness(WitnessKind.UNSEEN_AREA, grid.shape_of(alone)),
            field=field_of(grid, counts.astype(np.float64), "count"),
            note=_worst(site, {id: float((alone & own).mean()) for id, own in seen.items()}),
        )


def _seen(density: Floats, density_px_per_m: float) -> NDArray[np.bool_]:
    return np.asarray(~np.isnan(density) & (np.nan_to_num(density) >= density_px_per_m))


def _worst(site: Site, lost: dict[str, float]) -> Text | None:
    """The camera whose failure costs most."""
    if not lost or max(lost.values()) == 0:
        return None
    id = min(lost, key=lambda camera: (-round(lost[camera], 6), camera))
    camera = site.plan.by_id[id]
    return Text(
        ko="{camera}이(가) 꺼지면 면적의 {share} %를 잃음", en="without {camera} {share} % is lost"
    ).fill(camera=camera.label or id, share=f"{100 * lost[id]:.0f}")
