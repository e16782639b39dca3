"""LGT506: the sides and back of a building without light."""

from collections.abc import Iterator

from shapely import union_all

from cpted_rules.plan import SheetKind
from cpted_rules.rule import Measurement, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, join
from cpted_rules.witness import area_witness, field_of


@rule(
    "LGT506",
    title=Text(ko="건물 측면·후면의 조도", en="Light at the sides and back of a building"),
    measures=Text(
        ko="건물 둘레 대지 중 기준 조도 이상인 면적 비율",
        en="share of the ground around the building with at least the reference illuminance",
    ),
    says=Text(
        ko="{subject} 둘레의 {value}가 기준 조도 이상임",
        en="{value} of the ground around {subject} has the reference illuminance",
    ),
    unit="share",
    needs=((SheetKind.OUTDOOR_LIGHTING,), (SheetKind.SITE_PLAN,)),
)
def unlit_side(site: Site, *, strip_m: float, level_lx: float) -> Iterator[Measurement]:
    """Share of the strip around a building lit to a level. [share]

    Why: the side and back of a building are where an intruder works unseen.
    How: horizontal illuminance on the ground within `strip_m` of the building, inside the site and
        outside buildings; cells at or above `level_lx`. Point by point, direct light only.
    Lacking: outdoor lamps, or the photometry of one nearby.
    """
    closed = site.masses(1)
    for building in site.plan.buildings:
        if building.neighbour:
            continue
        strip = building.area.buffer(strip_m).difference(union_all([closed, building.area]))
        if site.plan.boundaries:
            strip = strip.intersection(site.ground)
        if strip.area == 0:
            continue
        lacking = site.light.lacking(0, strip)
        if lacking is not None:
            yield Measurement(
                subjects=(building.id,),
                value=None,
                where=strip,
                lacking=lacking,
                lacking_sheet=SheetKind.OUTDOOR_LIGHTING,
            )
            continue
        grid = site.grid(strip)
        e_lx = site.light.on(grid, 0)
        if e_lx is None:
            continue
        lit = e_lx >= level_lx
        level = Text(ko="기준 조도 {level} lx", en="reference level {level} lx")
        height = site.light.heights_assumed(0, strip)
        yield Measurement(
            subjects=(building.id,),
            value=float(lit.mean()),
            where=strip,
            witness=area_witness(WitnessKind.SHADOW, grid.shape_of(~lit)),
            field=field_of(grid, e_lx, "lx"),
            note=join([level.fill(level=f"{level_lx:g}"), *([height] if height else [])], "; "),
        )
