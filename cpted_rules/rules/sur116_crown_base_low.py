"""SUR116: the clear trunk of trees beside a walk."""

from collections.abc import Iterator

from cpted_rules.plan import SheetKind
from cpted_rules.rule import Measurement, rule
from cpted_rules.site import Site
from cpted_rules.text import Text
from cpted_rules.witness import gap_line


@rule(
    "SUR116",
    title=Text(ko="보행로 옆 지하고 낮은 교목", en="Tree with a low crown beside a walk"),
    measures=Text(ko="보행로 옆 교목의 지하고", en="clear trunk of a tree beside a walk"),
    says=Text(
        ko="보행로 옆 {subject}의 지하고가 {value}",
        en="{subject} beside a walk has a clear trunk of {value}",
    ),
    unit="m",
    needs=((SheetKind.PLANTING_PLAN, SheetKind.SITE_PLAN),),
)
def crown_base_low(site: Site, *, within_m: float) -> Iterator[Measurement]:
    """Clear trunk of each tree beside a walk. [m]

    Why: under a raised crown one sees along the walk, and nobody stands hidden behind the leaves.
    How: the clear trunk height drawn of each tree whose trunk stands within `within_m` of a walk in
        plan; of several walks the nearest is named.
    Lacking: clear trunk height.
    """
    for tree in site.plan.trees:
        near = [(round(tree.at.distance(walk.area), 6), walk) for walk in site.plan.walks]
        gap, walk = min(near, key=lambda w: (w[0], w[1].id), default=(float("inf"), None))
        if walk is None or gap > within_m:
            continue
        base = tree.crown_base_m
        yield Measurement(
            subjects=(tree.id, walk.id),
            value=base,
            where=tree.at,
            witness=(gap_line(tree.at, walk.area, gap),) if gap > 0 else (),
            lacking=_TRUNK if base is None else None,
            lacking_sheet=SheetKind.PLANTING_PLAN if base is None else None,
        )


_TRUNK = Text(ko="지하고", en="clear trunk height")
