"""SUR115: the height of shrubs beside a walk."""

from collections.abc import Iterator

from cpted_rules.plan import SheetKind
from cpted_rules.rule import Measurement, rule
from cpted_rules.site import Site
from cpted_rules.text import Text
from cpted_rules.witness import gap_line


@rule(
    "SUR115",
    title=Text(ko="보행로 옆의 높은 관목", en="High shrubs beside a walk"),
    measures=Text(ko="보행로 옆 관목의 높이", en="height of shrubs beside a walk"),
    says=Text(
        ko="보행로 옆 {subject}의 높이가 {value}", en="{subject} beside a walk is {value} high"
    ),
    unit="m",
    needs=((SheetKind.PLANTING_PLAN, SheetKind.SITE_PLAN),),
)
def shrub_beside_walk_high(site: Site, *, within_m: float) -> Iterator[Measurement]:
    """Height of each bed of shrubs beside a walk. [m]

    Why: shrubs higher than a child hide whoever crouches beside the way.
    How: the height drawn of each bed within `within_m` of a walk, from edge to edge in plan; of
        several walks the nearest is named. Hedges drawn as barriers are another rule's.
    Lacking: height of the shrubs.
    """
    for bed in site.plan.shrubs:
        near = [(round(bed.area.distance(walk.area), 6), walk) for walk in site.plan.walks]
        gap, walk = min(near, key=lambda w: (w[0], w[1].id), default=(float("inf"), None))
        if walk is None or gap > within_m:
            continue
        yield Measurement(
            subjects=(bed.id, walk.id),
            value=bed.height_m,
            where=bed.area,
            witness=(gap_line(bed.area, walk.area, gap),) if gap > 0 else (),
            lacking=_HEIGHT if bed.height_m is None else None,
            lacking_sheet=SheetKind.PLANTING_PLAN if bed.height_m is None else None,
        )


_HEIGHT = Text(ko="관목의 높이(H)", en="height of the shrubs (H)")
