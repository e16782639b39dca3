"""SUR104: a tree close to an opening on the lowest floors."""

from collections.abc import Iterator

from shapely import STRtree

from cpted_rules.plan import OpeningKind, SheetKind
from cpted_rules.rule import Measurement, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, join
from cpted_rules.witness import gap_line


@rule(
    "SUR104",
    title=Text(ko="개구부에 가까운 수목", en="Tree near an opening"),
    measures=Text(
        ko="수관 끝에서 가장 가까운 개구부까지의 수평거리",
        en="horizontal gap from the edge of the crown to the nearest opening",
    ),
    says=Text(
        ko="{subject}의 수관이 개구부에서 {value} 떨어져 있음",
        en="The crown of {subject} is {value} from an opening",
    ),
    unit="m",
    needs=((SheetKind.PLANTING_PLAN, SheetKind.SITE_PLAN),),
)
def tree_near_opening(site: Site, *, within_m: float, up_to_storey: float) -> Iterator[Measurement]:
    """Horizontal gap from a tree's crown to the nearest opening. [m]

    Why: a tree beside a window hides an intruder and serves as a ladder.
    How: plan distance from trunk to the line of the nearest window or door of storeys 0 to
        `up_to_storey`, less the crown radius, not below 0; only trees nearer than `within_m`.
    Lacking: crown radius, where the trunk is that near.
    """
    openings = [
        o
        for o in site.plan.openings
        if 0 <= o.storey <= up_to_storey and o.kind in (OpeningKind.WINDOW, OpeningKind.DOOR)
    ]
    if not openings:
        return
    index = STRtree([o.line for o in openings])
    for tree in site.plan.trees:
        nearest, distance = index.query_nearest(tree.at, return_distance=True)
        opening = openings[int(min(nearest))]
        gap = max(float(distance[0]) - (tree.crown_radius_m or 0.0), 0.0)
        if gap >= within_m:
            continue
        lacking = tree.crown_radius_m is None
        crown = tree.at.buffer(tree.crown_radius_m or 0.1)
        yield Measurement(
            subjects=(tree.id, opening.id),
            value=None if lacking else gap,
            where=crown,
            witness=(gap_line(crown, opening.line, gap),),
            lacking=_CROWN if lacking else None,
            lacking_sheet=SheetKind.PLANTING_PLAN if lacking else None,
            note=_height(tree.height_m, tree.crown_base_m),
        )


_CROWN = Text(ko="수관폭(W)", en="crown width (W)")


def _height(height_m: float | None, trunk_m: float | None) -> Text | None:
    known = [
        words.fill(value=f"{value:g}")
        for words, value in (
            (Text(ko="수고 {value} m", en="height {value} m"), height_m),
            (Text(ko="지하고 {value} m", en="clear trunk {value} m"), trunk_m),
        )
        if value is not None
    ]
    return join(known) if known else None
