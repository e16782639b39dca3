"""ACC207: the height of fences and walls on the side and rear boundary."""

from collections.abc import Iterator

from cpted_rules.plan import BarrierKind, SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.site.edges import away_from_road
from cpted_rules.text import Text, same


@rule(
    "ACC207",
    title=Text(ko="낮은 측면·후면 담장", en="Low fence at side or rear"),
    measures=Text(
        ko="도로에 면하지 않는 대지경계 담장의 높이",
        en="height of a fence on a boundary that no road runs along",
    ),
    says=Text(
        ko="측면·후면 {subject}의 높이 {value}", en="{subject} at side or rear is {value} high"
    ),
    unit="m",
    needs=((SheetKind.SITE_PLAN, SheetKind.FENCE_PLAN),),
)
def boundary_low(site: Site, *, within_m: float, road_m: float) -> Iterator[Measurement]:
    """Height of each fence or wall on a boundary that no public road runs along. [m]

    Why: at the side and rear nobody sees who climbs over.
    How: fences, walls and railings outdoors with at least 1 m of line within `within_m` of the
        boundary and further than `road_m` from any public road: their top above the ground they
        stand on, as drawn.
    Lacking: height of the fence.
    """
    for fence in site.plan.barriers:
        if fence.kind is BarrierKind.HEDGE or fence.storey not in (0, 1):
            continue
        part = away_from_road(site, fence, road_m=road_m, within_m=within_m)
        if part is None:
            continue
        top = fence.top_m
        yield Measurement(
            subjects=(fence.id,),
            value=top,
            where=part,
            storey=fence.storey,
            witness=()
            if top is None
            else (Witness(kind=WitnessKind.GAP, shape=part, label=same(f"H={top:.2f} m")),),
            lacking=_HEIGHT if top is None else None,
            lacking_sheet=SheetKind.FENCE_PLAN if top is None else None,
        )


_HEIGHT = Text(ko="담장 높이(H)", en="height of the fence (H)")
