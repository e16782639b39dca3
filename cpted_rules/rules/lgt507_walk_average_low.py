"""LGT507: a walk with little light on average."""

from collections.abc import Iterator

from cpted_rules.plan import SheetKind
from cpted_rules.rule import Measurement, rule
from cpted_rules.site import Site
from cpted_rules.text import Text
from cpted_rules.witness import field_of


@rule(
    "LGT507",
    title=Text(ko="보행로 평균 조도", en="Average light of a walk"),
    measures=Text(ko="보행로 바닥의 평균 조도", en="average illuminance on the ground of the walk"),
    says=Text(
        ko="{subject}의 평균 조도가 {value}임", en="The average light on {subject} is {value}"
    ),
    unit="lx",
    needs=((SheetKind.OUTDOOR_LIGHTING,), (SheetKind.SITE_PLAN,)),
)
def walk_average_low(site: Site) -> Iterator[Measurement]:
    """Average horizontal illuminance on the ground of a walk. [lx]

    Why: who walks at night should see the way, what lies on it and who is on it.
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
        yield Measurement(
            subjects=(walk.id,),
            value=float(e_lx.mean()),
            where=walk.area,
            field=field_of(grid, e_lx, "lx"),
            note=Text(
                ko="직접광만 계산, 최소 {low} lx", en="direct light only, lowest {low} lx"
            ).fill(low=f"{float(e_lx.min()):.2f}"),
        )
