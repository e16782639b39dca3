"""LGT520: a car park in the open with little light."""

from collections.abc import Iterator

from cpted_rules.analysis.light.level import level_of
from cpted_rules.plan import SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same
from cpted_rules.witness import field_of, lowest_cell

STATISTICS = ("average", "lowest")


@rule(
    "LGT520",
    title=Text(ko="옥외주차장 조도", en="Light of a car park in the open"),
    measures=Text(
        ko="옥외주차장 주차구획·차로 바닥의 조도",
        en="illuminance on the ground of bays and lanes in the open",
    ),
    says=Text(
        ko="옥외주차장({subject})의 조도가 {value}임",
        en="The light of the open car park ({subject}) is {value}",
    ),
    unit="lx",
    needs=((SheetKind.OUTDOOR_LIGHTING,), (SheetKind.SITE_PLAN, SheetKind.PARKING_PLAN)),
)
def car_park_open_light(site: Site, *, statistic: str) -> Iterator[Measurement]:
    """Average or lowest horizontal illuminance of the bays and lanes in the open. [lx]

    Why: between parked cars somebody can wait; light leaves no place for it.
    How: `statistic` is average or lowest. Point by point on the bays and lanes of the open ground
        from the candela tables, with what stands in the way and the maintenance factor; direct
        light only. Car parks under buildings are measured with those indoors.
    Lacking: outdoor lamps, or the photometry or mounting height of one nearby.
    """
    if statistic not in STATISTICS:
        raise ValueError(f"statistic {statistic}: one of {STATISTICS}")
    if not site.bays(0):
        return
    subjects, area = site.parking_floor(0)
    light = site.light.outdoors(area)
    if isinstance(light, Text):
        yield Measurement(
            subjects=subjects,
            value=None,
            where=area,
            lacking=light,
            lacking_sheet=SheetKind.OUTDOOR_LIGHTING,
        )
        return
    grid, e_lx = light
    level, spot = level_of(e_lx), lowest_cell(grid, e_lx)
    label = same(f"{level.lowest_lx:.2f} lx")
    yield Measurement(
        subjects=subjects,
        value=level.average_lx if statistic == "average" else level.lowest_lx,
        where=area if statistic == "average" else spot,
        witness=(Witness(kind=WitnessKind.POINT, shape=spot, label=label),),
        field=field_of(grid, e_lx, "lx"),
        note=Text(
            ko="직접광만 계산, 균제도(최소/평균) {u}", en="direct light only; uniformity {u}"
        ).fill(u=f"{level.uniformity:.2f}"),
    )
