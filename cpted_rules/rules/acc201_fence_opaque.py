"""ACC201: whether a fence can be seen through."""

from collections.abc import Iterator

from cpted_rules.plan import Barrier, BarrierKind, SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text


@rule(
    "ACC201",
    title=Text(ko="투시되지 않는 담장", en="Opaque fence"),
    measures=Text(ko="담장이 투시형인지", en="whether the fence can be seen through"),
    says=Text(ko="{subject} 투시형: {value}", en="{subject}, see-through: {value}"),
    unit="yes",
    needs=((SheetKind.SITE_PLAN, SheetKind.FENCE_PLAN),),
)
def fence_opaque(site: Site, *, see_through_share: float) -> Iterator[Measurement]:
    """Whether a fence or wall can be seen through. [yes]

    Why: behind an opaque fence nobody sees what happens on either side.
    How: each fence and wall outdoors; see-through if its open share, as stated by its type or in
        per cent, is at least `see_through_share`. Hedges and railings are left out.
    Lacking: the type of the fence.
    """
    for barrier in site.plan.barriers:
        if barrier.kind in (BarrierKind.FENCE, BarrierKind.WALL) and barrier.storey in (0, 1):
            yield _measured(barrier, see_through_share)


def _measured(barrier: Barrier, see_through_share: float) -> Measurement:
    openness = barrier.openness_share
    known = openness is not None
    return Measurement(
        subjects=(barrier.id,),
        value=float(openness >= see_through_share) if openness is not None else None,
        where=barrier.line,
        storey=barrier.storey,
        witness=(Witness(kind=WitnessKind.GAP, shape=barrier.line),),
        lacking=None if known else Text(ko="담장의 형식(투시 여부)", en="the type of the fence"),
        lacking_sheet=None if known else SheetKind.FENCE_PLAN,
        note=Text(ko="개방률 {p} %", en="open share {p} %").fill(p=f"{openness * 100:.0f}")
        if openness is not None
        else None,
    )
