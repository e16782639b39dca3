"""LGT508: a walk with a dark place."""

from collections.abc import Iterator

from cpted_rules.plan import SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same
from cpted_rules.witness import field_of, lowest_cell


@rule(
    "LGT508",
    title=Text(ko="보행로 최소 조도", en="Lowest light of a walk"),
    measures=Text(ko="보행로 바닥의 최소 조도", en="lowest illuminance on the ground of the walk"),
    says=Text(
        ko="{subject}의 최소 조도가 {value}임", en="The lowest light on {subject} is {value}"
    ),
    unit="lx",
    needs=((SheetKind.OUTDOOR_LIGHTING,), (SheetKind.SITE_PLAN,)),
)
def walk_minimum_low(site: Site) -> Iterator[Measurement]:
    """Lowest horizontal illuminance on the ground of a walk. [lx]

    Why: a walk is as safe as its darkest place; an average hides it.
    How: point by point on the cells of the walk from the candela tables, with what stands in the
        way and the maintenance factor; direct light of the lamps drawn only.
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
        lowest, spot = float(e_lx.min()), lowest_cell(grid, e_lx)
        yield Measurement(
            subjects=(walk.id,),
            value=lowest,
            where=spot,
            witness=(Witness(kind=WitnessKind.POINT, shape=spot, label=same(f"{lowest:.2f} lx")),),
            field=field_of(grid, e_lx, "lx"),
            note=Text(ko="직접광만 계산", en="direct light only"),
        )
