"""LGT513: a walk lit by low lamps alone."""

from collections.abc import Iterator

import numpy as np

from cpted_rules.analysis.light.illuminance import horizontal_illuminance
from cpted_rules.plan import SheetKind, Walk
from cpted_rules.rule import Measurement, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text
from cpted_rules.witness import area_witness, field_of


@rule(
    "LGT513",
    title=Text(ko="볼라드등에만 의존하는 보행로", en="Walk lit by low lamps alone"),
    measures=Text(
        ko="낮은 등만으로 기준 조도에 이르는 보행로 면적 비율",
        en="share of the walk that only low lamps light to the level",
    ),
    says=Text(
        ko="{subject}의 {value}가 낮은 등만으로 밝혀짐",
        en="Only low lamps light {value} of {subject}",
    ),
    unit="share",
    needs=((SheetKind.OUTDOOR_LIGHTING,), (SheetKind.SITE_PLAN,)),
)
def bollard_only(site: Site, *, low_m: float, level_lx: float) -> Iterator[Measurement]:
    """Share of a walk that reaches a level only by lamps lower than a height. [share]

    Why: light from below the waist shows the paving and leaves faces dark; it is also soon broken.
    How: cells of the walk with at least `level_lx` from all lamps together but less than that from
        the lamps mounted at `low_m` or higher. Point by point, direct light only. The field shows
        the light of the higher lamps.
    Lacking: outdoor lamps, or the photometry or mounting height of one nearby.
    """
    low = {
        lamp.id
        for lamp in site.light.luminaires(0)
        if lamp.height_m is not None and lamp.height_m < low_m
    }
    for walk in site.plan.walks:
        light = site.light.outdoors(walk.area)
        if isinstance(light, Text):
            yield Measurement(
                subjects=(walk.id,),
                value=None,
                where=walk.area,
                lacking=light,
                lacking_sheet=SheetKind.OUTDOOR_LIGHTING,
            )
        else:
            yield _measured(site, walk, low, level_lx)


def _measured(site: Site, walk: Walk, low: set[str], level_lx: float) -> Measurement:
    grid = site.grid(walk.area)
    e_lx = site.light.on(grid, 0)
    total = np.zeros(len(grid.points)) if e_lx is None else e_lx
    high = [lamp for lamp in site.light.lamps(0) if lamp.id not in low]
    above = total
    if len(high) < len(site.light.lamps(0)):
        points = site.standing(grid.points, 0.0, 0)
        above = horizontal_illuminance(site.sight.scene(0), high, points)
    only = (total >= level_lx) & (above < level_lx)
    return Measurement(
        subjects=(walk.id,),
        value=float(only.mean()),
        where=walk.area,
        witness=area_witness(WitnessKind.SHADOW, grid.shape_of(only)),
        field=field_of(grid, above, "lx"),
        note=Text(ko="기준 조도 {level} lx", en="level {level} lx").fill(level=f"{level_lx:g}"),
    )
