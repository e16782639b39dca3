"""L-101 the planting plan of the 오피스텔 with its schedule."""

from dataclasses import dataclass

from sample_plans import symbols
from sample_plans.drafting import XY, Pen, box
from sample_plans.officetel.site import background


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
    *(Planting("느티나무", (2_200, 19_500 + 3_800 * i), 5.0, 2.8, 2.2) for i in range(4)),
    *(Planting("이팝나무", (6_000, 19_800 + 3_800 * i), 4.0, 2.0, 2.0) for i in range(4)),
    Planting("소나무", (1_900, 7_400), 4.5, 1.8, 2.4, True),
    Planting("소나무", (1_900, 16_200), 4.5, 1.8, 2.4, True),
    *(Planting("산수유", (18_000 + 5_500 * i, 27_400), 3.0, 1.6, 1.8) for i in range(5)),
)
NEAR = (
    Planting("왕벚나무", (11_200, 17_000), 6.5, 3.6, 1.3),
    Planting("왕벚나무", (11_200, 23_300), 6.5, 3.6, 1.3),
)
"""Trees of the flawed set, with branches at the west windows of the second floor."""

BEDS = (
    ("회양목", box(300, 18_000, 8_600, 35_000), 0.4),
    ("철쭉", box(14_300, 26_500, 44_300, 28_300), 0.4),
    ("수호초", box(400, 400, 6_500, 1_400), 0.3),
)
TALL = (
    ("사철나무", box(9_000, 15_300, 12_300, 22_800), 1.9),
    ("회양목", box(300, 18_000, 8_600, 35_000), 0.4),
)


def trees(*, flawed: bool) -> tuple[Planting, ...]:
    """The trees of a set."""
    return (*TREES, *NEAR) if flawed else TREES


def draw_planting(pen: Pen, *, flawed: bool) -> None:
    """Trees, shrubs and the schedule of plants."""
    background(pen, flawed=flawed)
    beds = TALL if flawed else BEDS
    for species, area, height in beds:
        pen.area(area, "관목")
        pen.hatch(area, pattern="GRASS", size=0.5, layer="해치", colour=92)
        middle = ((area[0][0] + area[2][0]) / 2, (area[0][1] + area[2][1]) / 2)
        symbols.plant_label(pen, middle, species=species, height=height, layer="관목")
    placed = trees(flawed=flawed)
    for tree in placed:
        symbols.tree(
            pen, tree.at, species=tree.species, height=tree.height, crown=tree.crown,
            crown_base=tree.crown_base, evergreen=tree.evergreen,
        )  # fmt: skip
    first = {t.species: t for t in reversed(placed)}
    for i, (species, tree) in enumerate(sorted(first.items())):
        pen.leader(
            f"{species} H{tree.height:g}×W{tree.crown:g}", tree.at, (-5_500, 28_000 - i * 5_200)
        )
    rows = [
        (
            "교목",
            "상록" if t.evergreen else "낙엽",
            species,
            f"H{t.height:g}×W{t.crown:g}",
            f"{t.crown_base:g}",
            "주",
            str(sum(x.species == species for x in placed)),
        )
        for species, t in sorted(first.items())
    ]
    rows += [
        ("관목", "-", species, f"H{height:g}×W0.3", "-", "㎡",
         f"{(a[2][0] - a[0][0]) * (a[2][1] - a[0][1]) / 1e6:.1f}")
        for species, a, height in beds
    ]  # fmt: skip
    columns = (
        ("구분", 14.0),
        ("성상", 12.0),
        ("수종", 22.0),
        ("규격", 26.0),
        ("지하고(m)", 18.0),
        ("단위", 12.0),
        ("수량", 14.0),
    )
    pen.table("수 목 일 람 표", columns, rows, (59_500, 50_500), height=2.2, row=7.0)
    pen.lines(
        (
            "1. 법정 조경면적: 1,723.50 × 15 % = 258.53 ㎡ 이상",
            "2. 교목은 보안등에서 3.0m 이상 이격.",
            "3. 교목 지주목: 삼각지주(뿌리분 D350 이상).",
            "4. 시선높이(0.9~2.0m) 확보를 위해 지하고 1.8m 이상 유지."
            if not flawed
            else "4. 식재 위치는 현장 여건에 따라 조정 가능.",
        ),
        (59_500, 33_500),
        2.2,
    )
    pen.text("조경(식재) 계획도", (24_000, -23_500), 5.0)
    pen.text("S = 1/150", (24_000, -25_200), 2.5)
