"""LGT502: a car park lit unevenly."""

from collections.abc import Iterator

from cpted_rules.plan import SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same
from cpted_rules.witness import field_of, highest_cell, lowest_cell

DARK_LX = 0.01
"""Darker than this is taken as this, so that the ratio stays a number."""


@rule(
    "LGT502",
    title=Text(ko="주차장 조도 불균일", en="Car park lit unevenly"),
    measures=Text(
        ko="주차구획·차로 바닥 조도의 최대/최소 비",
        en="highest over lowest illuminance on the floor of bays and lanes",
    ),
    says=Text(
        ko="{place} 주차구획·차로의 최대/최소 조도비가 {value}임",
        en="The highest over the lowest illuminance of bays and lanes, {place}, is {value}",
    ),
    unit="ratio",
    needs=((SheetKind.PARKING_LIGHTING,), (SheetKind.PARKING_PLAN, SheetKind.FLOOR_PLAN)),
)
def parking_uneven(site: Site, *, wall_strip_m: float) -> Iterator[Measurement]:
    """Highest over lowest horizontal illuminance of bays and lanes, per storey. [ratio]

    Why: eyes used to bright spots see nothing in the dark ones.
    How: as the rule on too little light: point by point on the floor, direct light only, a strip of
        `wall_strip_m` along walls left out.
    Lacking: lamps, their photometry, or their mounting height.
    """
    for storey in site.parking_storeys:
        if storey == 0:
            continue
        subjects, area = site.parking_floor(storey)
        light = site.light.floor(area, storey, wall_strip_m)
        if isinstance(light, Text):
            yield Measurement(
                subjects=subjects,
                value=None,
                where=area,
                storey=storey,
                lacking=light,
                lacking_sheet=SheetKind.PARKING_LIGHTING,
            )
            continue
        grid, e_lx = light
        low, high = float(e_lx.min()), float(e_lx.max())
        spots = ((lowest_cell(grid, e_lx), low), (highest_cell(grid, e_lx), high))
        yield Measurement(
            subjects=subjects,
            value=high / max(low, DARK_LX),
            where=spots[0][0],
            storey=storey,
            witness=tuple(
                Witness(kind=WitnessKind.POINT, shape=spot, label=same(f"{value:.1f} lx"))
                for spot, value in spots
            ),
            field=field_of(grid, e_lx, "lx"),
            note=Text(ko="직접광만 계산(반사광 제외)", en="direct light only, without reflections"),
        )
