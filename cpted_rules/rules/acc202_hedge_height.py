"""ACC202: the height of a hedge that stands for a fence."""

from collections.abc import Iterator

from cpted_rules.plan import BarrierKind, SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same


@rule(
    "ACC202",
    title=Text(ko="생울타리 높이", en="Height of a hedge"),
    measures=Text(ko="담장을 대신하는 생울타리의 수고", en="height of a hedge used as a fence"),
    says=Text(ko="{subject} 수고가 {value}임", en="{subject} is {value} high"),
    unit="m",
    needs=((SheetKind.PLANTING_PLAN, SheetKind.SITE_PLAN, SheetKind.FENCE_PLAN),),
)
def hedge_height(site: Site) -> Iterator[Measurement]:
    """Height of a hedge used as a fence. [m]

    Why: too low it keeps nobody out, too high it hides who has come in.
    How: the height stated for each hedge drawn as a barrier; hedges that are mere planting are not
        barriers.
    Lacking: its height.
    """
    for hedge in site.plan.barriers:
        if hedge.kind is not BarrierKind.HEDGE:
            continue
        height = hedge.top_m
        known = height is not None
        label = same(f"H={height:g} m") if height is not None else None
        yield Measurement(
            subjects=(hedge.id,),
            value=float(height) if height is not None else None,
            where=hedge.line,
            storey=hedge.storey,
            witness=(Witness(kind=WitnessKind.GAP, shape=hedge.line, label=label),),
            lacking=None if known else Text(ko="생울타리의 수고", en="the height of the hedge"),
            lacking_sheet=None if known else SheetKind.PLANTING_PLAN,
        )
