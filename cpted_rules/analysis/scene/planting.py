"""What grows and what fences off, as obstacles: by season, grown up, on the ground as it lies."""

from collections.abc import Iterator
from enum import StrEnum

from shapely import LineString, Point

from cpted_rules.analysis.scene.pieces import Obstacle
from cpted_rules.analysis.scene.terrain import FLAT, Ground, level_parts
from cpted_rules.plan import Barrier, BarrierKind, Shrub, SitePlan, Tree
from cpted_rules.settings import Settings


class Season(StrEnum):
    """Whether what sheds its leaves has them."""

    LEAF_ON = "leaf_on"
    LEAF_OFF = "leaf_off"


EVERGREEN = (
    "소나무", "반송", "곰솔", "해송", "금송", "백송", "잣나무", "스트로브", "섬잣", "전나무",
    "구상나무", "가문비", "주목", "향나무", "가이즈까", "가이즈카", "측백", "편백", "화백",
    "비자나무", "개잎갈나무", "히말라야시다", "사철나무", "회양목", "꽝꽝나무", "동백", "광나무",
    "후박나무", "먼나무", "가시나무", "아왜나무", "태산목", "호랑가시", "금목서", "은목서",
    "돈나무", "다정큼", "피라칸", "송악", "조릿대", "사사", "대나무", "오죽", "맥문동",
)  # fmt: skip
DECIDUOUS = (
    "느티나무", "은행나무", "벚나무", "단풍나무", "중국단풍", "복자기", "이팝나무",
    "메타세쿼이아", "메타세콰이어", "낙우송", "회화나무", "버즘나무", "플라타너스", "튤립나무",
    "백합나무", "목련", "매화", "매실나무", "산수유", "감나무", "모과나무", "배롱나무",
    "자작나무", "참나무", "상수리", "팽나무", "칠엽수", "계수나무", "산딸나무", "층층나무",
    "마가목", "살구나무", "자두나무", "꽃사과", "대추나무", "쥐똥나무", "철쭉", "진달래",
    "개나리", "조팝나무", "무궁화", "화살나무", "말채나무", "수국", "명자", "장미", "황매화",
    "박태기", "병꽃나무", "작살나무", "낙상홍", "수수꽃다리", "라일락", "미선나무", "생강나무",
    "좀작살", "물푸레", "가죽나무", "포플러", "버드나무", "느릅나무", "탱자나무",
    "잎갈나무", "낙엽송",
)  # fmt: skip
"""Korean names, or the part of one that tells, of plants that keep and that shed their leaves.

[X]: common knowledge of the trade; of a name that fits several, the longest decides.
"""


def keeps_leaves(species: str, evergreen: bool | None = None) -> bool | None:
    """Whether a plant keeps its leaves in winter, as stated or by its name; None if neither says.

    Args:
        evergreen: as stated on the drawing.
    """
    if evergreen is not None:
        return evergreen
    name = species.replace(" ", "")
    found = [(len(w), keeps) for ws, keeps in _LEAVES for w in ws if w in name]
    return max(found)[1] if found else None


_LEAVES = ((EVERGREEN, True), (DECIDUOUS, False))


def growing_and_fences(
    plan: SitePlan,
    settings: Settings,
    *,
    season: Season = Season.LEAF_ON,
    mature: bool = False,
    ground: Ground = FLAT,
) -> Iterator[Obstacle]:
    """Fences, hedges, trees and shrubs as obstacles.

    Args:
        season: without leaves, what is known to shed them lets more through; what is not known to,
            keeps them.
        mature: trees as high and wide as when grown up; hedges and beds are kept cut.
    """
    for barrier in plan.barriers:
        yield _barrier(settings, barrier, season, ground)
    for tree in plan.trees:
        yield from _tree(settings, tree, season, ground, mature=mature)
    for shrub in plan.shrubs:
        yield from _shrub(settings, shrub, season, ground)


def openness_of(settings: Settings, barrier: Barrier, season: Season = Season.LEAF_ON) -> float:
    """What passes a fence or hedge: as drawn, else by its type, else as assumed. [share]"""
    if barrier.openness_share is not None:
        return barrier.openness_share
    if barrier.kind is BarrierKind.HEDGE:
        leafy = settings.fence_openness_share
        bare = season is Season.LEAF_OFF and keeps_leaves(barrier.species) is False
        return max(leafy, settings.bare_shrub_openness_share) if bare else leafy
    if barrier.see_through:
        return settings.see_through_openness_share
    if barrier.kind is BarrierKind.RAILING and barrier.see_through is None:
        return settings.railing_openness_share
    return 0.0 if barrier.see_through is False else settings.fence_openness_share


def _barrier(settings: Settings, barrier: Barrier, season: Season, ground: Ground) -> Obstacle:
    return Obstacle(
        id=barrier.id,
        shape=_on(ground, barrier.line),
        base_m=barrier.base_m,
        top_m=settings.fence_height_m if barrier.top_m is None else barrier.top_m,
        openness_share=openness_of(settings, barrier, season),
        plant=barrier.kind == "hedge",
    )


def _on(ground: Ground, line: LineString) -> LineString:
    """A line on the ground: with the height of the ground at its corners, unless that is flat."""
    if ground.is_flat:
        return line
    plan, heights = ground.along(line)
    return LineString([(x, y, z) for (x, y), z in zip(plan.coords, heights, strict=True)])


def _tree(
    settings: Settings, tree: Tree, season: Season, ground: Ground, *, mature: bool
) -> Iterator[Obstacle]:
    """The crown, and the trunk below it where one is assumed."""
    height = settings.tree_height_m if tree.height_m is None else tree.height_m
    base = settings.tree_crown_base_m if tree.crown_base_m is None else tree.crown_base_m
    radius = settings.tree_crown_radius_m if tree.crown_radius_m is None else tree.crown_radius_m
    openness = settings.tree_openness_share
    if season is Season.LEAF_OFF and keeps_leaves(tree.species, tree.evergreen) is False:
        openness = max(openness, settings.bare_crown_openness_share)
    if mature:
        height, radius = height * settings.growth_factor, radius * settings.growth_factor
    at = tree.at
    if not ground.is_flat:
        at = Point(at.x, at.y, ground.at_m(at.x, at.y))
    yield Obstacle(
        id=tree.id,
        shape=at,
        base_m=base,
        top_m=height,
        openness_share=openness,
        radius_m=radius,
        plant=True,
    )
    if settings.trunk_diameter_m > 0.0:
        yield Obstacle(
            id=tree.id,
            shape=at,
            base_m=0.0,
            top_m=min(base, height),
            radius_m=settings.trunk_diameter_m / 2,
            plant=True,
        )


def _shrub(settings: Settings, shrub: Shrub, season: Season, ground: Ground) -> Iterator[Obstacle]:
    bare = season is Season.LEAF_OFF and keeps_leaves(shrub.species) is False
    for area, low, mean in level_parts(ground, shrub.area):
        yield Obstacle(
            id=shrub.id,
            shape=ground.lifted(area, mean),
            base_m=low - mean,
            top_m=settings.shrub_height_m if shrub.height_m is None else shrub.height_m,
            openness_share=settings.bare_shrub_openness_share if bare else 0.0,
            plant=True,
        )
