"""ACC208: the height of solid fences and walls along a road."""

from collections.abc import Iterator

from cpted_rules.plan import Barrier, BarrierKind, SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.site.edges import along_road
from cpted_rules.text import Text, join, same


@rule(
    "ACC208",
    title=Text(ko="도로변의 높은 담장", en="High fence along a road"),
    measures=Text(
        ko="도로에 면한 막힌 담장의 높이", en="height of a solid fence along a public road"
    ),
    says=Text(ko="도로변 {subject}의 높이 {value}", en="{subject} along the road is {value} high"),
    unit="m",
    needs=((SheetKind.SITE_PLAN, SheetKind.FENCE_PLAN),),
)
def boundary_high(site: Site, *, road_m: float, see_through_share: float) -> Iterator[Measurement]:
    """Height of each fence or wall along a public road that cannot be seen through. [m]

    Why: behind a high wall on the street nobody outside sees what happens inside, nor the reverse.
    How: fences, walls and railings outdoors with at least 1 m of line within `road_m` of a public
        road: their top above the ground they stand on, as drawn. One drawn with an openness of
        `see_through_share` or more, or as see-through, is left out.
    Lacking: height of the fence; whether it can be seen through, where nothing says so.
    """
    for fence in site.plan.barriers:
        if fence.kind is BarrierKind.HEDGE or fence.storey not in (0, 1):
            continue
        part, open_ = along_road(site, fence, road_m=road_m), _is_open(fence, see_through_share)
        if part is None or open_:
            continue
        top = fence.top_m
        lacking = [
            words for words, is_so in ((_HEIGHT, top is None), (_OPEN, open_ is None)) if is_so
        ]
        yield Measurement(
            subjects=(fence.id,),
            value=None if lacking else top,
            where=part,
            storey=fence.storey,
            witness=()
            if lacking
            else (Witness(kind=WitnessKind.GAP, shape=part, label=same(f"H={top:.2f} m")),),
            lacking=join(lacking) if lacking else None,
            lacking_sheet=SheetKind.FENCE_PLAN if lacking else None,
        )


def _is_open(fence: Barrier, see_through_share: float) -> bool | None:
    """Whether a fence can be seen through; a wall of which nothing is said cannot."""
    if fence.openness_share is not None:
        return fence.openness_share >= see_through_share
    if fence.see_through is not None:
        return fence.see_through
    return False if fence.kind is BarrierKind.WALL else None


_HEIGHT = Text(ko="담장 높이(H)", en="height of the fence (H)")
_OPEN = Text(ko="담장의 투시 여부", en="whether the fence can be seen through")
