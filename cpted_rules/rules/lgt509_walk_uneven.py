"""LGT509: a walk that is unevenly lit."""

from collections.abc import Iterator

from cpted_rules.analysis.light.level import level_of
from cpted_rules.plan import SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same
from cpted_rules.witness import field_of, lowest_cell


@rule(
    "LGT509",
    title=Text(ko="보행로 균제도", en="Uniformity of a walk"),
    measures=Text(
        ko="보행로 바닥의 평균 조도에 대한 최소 조도의 비율",
        en="lowest over average illuminance on the ground of the walk",
    ),
    says=Text(
        ko="{subject}의 균제도(최소/평균)가 {value}임",
        en="The uniformity (lowest over average) of {subject} is {value}",
    ),
    unit="share",
    needs=((SheetKind.OUTDOOR_LIGHTING,), (SheetKind.SITE_PLAN,)),
)
def walk_uneven(site: Site) -> Iterator[Measurement]:
    """Lowest over average horizontal illuminance on the ground of a walk. [share]

    Why: eyes set to bright patches see nobody in the dark between them.
    How: overall uniformity Uo of the cells of the walk, point by point from the candela tables,
        with what stands in the way; 0 where nothing of the walk is lit. Direct light only.
    Lacking: outdoor lamps, or the photometry or mounting height of one nearby.
    """
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
            continue
        grid, e_lx = light
        level, spot = level_of(e_lx), lowest_cell(grid, e_lx)
        label = same(f"{level.lowest_lx:.2f} lx")
        yield Measurement(
            subjects=(walk.id,),
            value=level.uniformity,
            where=spot,
            witness=(Witness(kind=WitnessKind.POINT, shape=spot, label=label),),
            field=field_of(grid, e_lx, "lx"),
            note=Text(
                ko="최소 {low} lx, 평균 {mean} lx", en="lowest {low} lx, average {mean} lx"
            ).fill(low=f"{level.lowest_lx:.2f}", mean=f"{level.average_lx:.2f}"),
        )
