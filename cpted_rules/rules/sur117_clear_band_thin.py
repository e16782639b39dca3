"""SUR117: the clear band between shrubs and the crown above them."""

from collections.abc import Iterator

from cpted_rules.plan import SheetKind, Shrub, Tree
from cpted_rules.rule import Measurement, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, join
from cpted_rules.witness import gap_line


@rule(
    "SUR117",
    title=Text(ko="관목과 수관 사이 시야", en="View between shrubs and crown"),
    measures=Text(
        ko="보행로 옆에서 관목 상단과 그 위 수관 하단 사이의 트인 높이",
        en="clear height between shrubs beside a walk and the crown above them",
    ),
    says=Text(
        ko="{subject}: 아래 관목과의 사이가 {value} 트임",
        en="{subject}: {value} clear above the shrubs below it",
    ),
    unit="m",
    needs=((SheetKind.PLANTING_PLAN, SheetKind.SITE_PLAN),),
)
def clear_band_thin(site: Site, *, within_m: float) -> Iterator[Measurement]:
    """Clear height between shrubs beside a walk and the crown above them. [m]

    Why: a low crown over a high bed is a wall of leaves; between them one must see through.
    How: of each tree whose trunk or crown stands over a bed of shrubs within `within_m` of a walk:
        clear trunk less the height of the highest such bed, not below 0.
    Lacking: clear trunk height, height of the shrubs, or the crown's width where it decides.
    """
    plan = site.plan
    beds = [
        bed
        for bed in plan.shrubs
        if any(bed.area.distance(walk.area) <= within_m for walk in plan.walks)
    ]
    for tree in plan.trees:
        radius = site.settings.tree_crown_radius_m
        reach = radius if tree.crown_radius_m is None else tree.crown_radius_m
        under = [bed for bed in beds if tree.at.distance(bed.area) <= reach]
        if under:
            yield _measured(tree, under)


def _measured(tree: Tree, under: list[Shrub]) -> Measurement:
    highest = max(under, key=lambda bed: (bed.height_m or 0.0, bed.id))
    surely = any(tree.at.distance(bed.area) == 0 for bed in under)
    lacking = [
        words
        for words, is_lacking in (
            (_TRUNK, tree.crown_base_m is None),
            (_HEIGHT, any(bed.height_m is None for bed in under)),
            (_WIDTH, tree.crown_radius_m is None and not surely),
        )
        if is_lacking
    ]
    band = None
    if not lacking:
        band = max((tree.crown_base_m or 0.0) - (highest.height_m or 0.0), 0.0)
    gap = round(float(tree.at.distance(highest.area)), 6)
    return Measurement(
        subjects=(tree.id, highest.id),
        value=band,
        where=tree.at,
        witness=(gap_line(tree.at, highest.area, gap),) if gap > 0 else (),
        lacking=join(lacking) if lacking else None,
        lacking_sheet=SheetKind.PLANTING_PLAN if lacking else None,
    )


_TRUNK = Text(ko="지하고", en="clear trunk height")
_HEIGHT = Text(ko="관목의 높이(H)", en="height of the shrubs (H)")
_WIDTH = Text(ko="수관폭(W)", en="crown width (W)")
