"""L-101 the planting plan of the 다세대 with its schedule."""

from dataclasses import dataclass

from sample_plans import symbols
from sample_plans.drafting import XY, Pen, box
from sample_plans.multiplex.site import background


@dataclass(frozen=True, slots=True)
class Planting:
    """A tree on the plan; sizes in m."""

    species: str
    at: XY
    height: float
    crown: float
    crown_base: float
    evergreen: bool = False


TREES = (
    Planting("배롱나무", (14_400, 17_300), 3.0, 1.4, 1.8),
    Planting("산딸나무", (14_350, 14_900), 3.5, 1.4, 2.0),
    Planting("소나무", (500, 17_700), 3.0, 0.8, 2.0, True),
)
LADDERS = (
    Planting("감나무", (14_620, 7_700), 5.5, 2.2, 1.2),
    Planting("느티나무", (7_600, 750), 6.0, 2.4, 1.4),
)
"""Trees of the flawed set, close to the windows of the second floor."""

BEDS = (
    ("회양목", box(13_650, 13_400, 15_050, 18_200), 0.4),
    ("남천", box(150, 14_200, 850, 18_200), 0.6),
    ("철쭉", box(2_200, 200, 13_600, 800), 0.4),
)
TALL = (("쥐똥나무", box(14_150, 12_900, 15_000, 18_200), 1.8),)


def draw_planting(pen: Pen, *, flawed: bool) -> None:
    """Trees, shrubs and the schedule of plants."""
    background(pen, flawed=flawed)
    trees = (*LADDERS, TREES[2]) if flawed else TREES
    beds = (*TALL, BEDS[1]) if flawed else BEDS
    for species, area, height in beds:
        pen.area(area, "관목")
        pen.hatch(area, pattern="GRASS", size=0.25, layer="해치", colour=92)
        middle = ((area[0][0] + area[2][0]) / 2, (area[0][1] + area[2][1]) / 2)
        symbols.plant_label(pen, middle, species=species, height=height, layer="관목")
        tip = (area[2][0] - 200, area[2][1] - 400)
        pen.leader(f"{species} H{height:g}×W0.3", tip, _note(tip))
    for tree in trees:
        symbols.tree(
            pen, tree.at, species=tree.species, height=tree.height, crown=tree.crown,
            crown_base=tree.crown_base, evergreen=tree.evergreen,
        )  # fmt: skip
        pen.leader(
            f"{tree.species} H{tree.height:g}×W{tree.crown:g}", tree.at, _note(tree.at, 1_300)
        )
    kinds = sorted({(t.species, t.height, t.crown, t.crown_base, t.evergreen) for t in trees})
    rows = [
        ("교목", "상록" if green else "낙엽", species, f"H{h:g}×W{w:g}", f"{b:g}", "주",
         str(sum(t.species == species for t in trees)))
        for species, h, w, b, green in kinds
    ]  # fmt: skip
    rows += [
        ("관목", "-", species, f"H{height:g}×W0.3", "-", "㎡",
         f"{(a[2][0] - a[0][0]) * (a[2][1] - a[0][1]) / 1e6:.2f}")
        for species, a, height in beds
    ]  # fmt: skip
    columns = (
        ("구분", 16.0),
        ("성상", 14.0),
        ("수종", 26.0),
        ("규격", 28.0),
        ("지하고(m)", 20.0),
        ("단위", 12.0),
        ("수량", 16.0),
    )
    pen.table("수 목 일 람 표", columns, rows, (33_000, 31_000), height=2.4, row=7.0)
    pen.lines(
        (
            "1. 법정 조경면적: 279.68 × 5 % = 13.98 ㎡ 이상",
            "2. 관목은 25주/㎡ 기준으로 식재할 것.",
            "3. 교목 지주목: 삼각지주, 식재 후 1년간 유지관리.",
            "4. 창호 전면과 보안등 주변 2m 이내 교목 식재 금지."
            if not flawed
            else "4. 식재 위치는 현장 여건에 따라 조정 가능.",
        ),
        (33_000, 22_000),
        2.4,
    )


def _note(tip: XY, rise: float = 600.0) -> XY:
    east = tip[0] > 7_000
    return (17_000 if east else -5_500, tip[1] + rise)
