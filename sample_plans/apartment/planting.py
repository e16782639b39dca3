"""L-101: what is planted, the planting plan and its tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from sample_plans import symbols
from sample_plans.apartment import layout as lay
from sample_plans.apartment.fences import run_m
from sample_plans.apartment.site import background
from sample_plans.drafting import XY, Pen, box

# species: height, crown, clear trunk [m], evergreen, size as written in tree lists
SPECIES: dict[str, tuple[float, float, float, bool, str]] = {
    "느티나무": (5.0, 3.0, 2.2, False, "H5.0×R20"),
    "왕벚나무": (4.5, 2.6, 2.0, False, "H4.5×B12"),
    "이팝나무": (4.0, 2.2, 2.0, False, "H4.0×R12"),
    "단풍나무": (3.5, 2.0, 1.9, False, "H3.5×R12"),
    "소나무": (6.0, 2.6, 2.6, True, "H6.0×W2.6×R25"),
    "스트로브잣나무": (4.0, 2.0, 1.8, True, "H4.0×W2.0"),
}
DENSE = ("스트로브잣나무(밀식)", 10.0, 5.0, 0.4)
SHRUB_ROWS = (("회양목", 0.4), ("영산홍", 0.4), ("사철채송화", 0.2))


@dataclass(frozen=True, slots=True)
class Planted:
    """One tree."""

    species: str
    at: XY
    height: float
    crown: float
    crown_base: float
    evergreen: bool


def _of(species: str, at: XY) -> Planted:
    height, crown, base, evergreen, _ = SPECIES[species]
    return Planted(species, at, height, crown, base, evergreen)


def _dense(at: XY) -> Planted:
    return Planted(DENSE[0], at, DENSE[1], DENSE[2], DENSE[3], True)


def trees(*, flawed: bool) -> list[Planted]:
    """Every tree of the complex."""
    out = [tree for tree in _sound_trees() if not (flawed and _in_the_way(tree.at))]
    if flawed:
        out += [_dense(at) for at in _hiding()]
        out.append(
            Planted("느티나무(대형)", (lay.COLUMNS_X[1] + 10_800, 19_500), 6.5, 4.4, 1.5, False)
        )
    return out


def _sound_trees() -> Iterator[Planted]:
    for x in range(10_000, 192_000, 9_000):
        if not (60_000 < x < 86_000 or 112_000 < x < 137_000):
            yield _of("느티나무", (x, 4_200))
    for low, high in ((lay.H1[1], 0), (lay.H2[1], 1), (lay.H3[1], 2)):
        for i, x in enumerate(range(25_000, 176_000, 11_000)):
            if _near_crossing(x) or (high == 1 and 66_000 < x < 136_000):
                continue
            if high == 0 and 80_000 < x < 122_000:
                continue
            yield _of("이팝나무" if i % 3 else "단풍나무", (x, low + 2_600))
    for y, species in (
        (58_000, "왕벚나무"),
        (105_000, "왕벚나무"),
        (10_500, "소나무"),
        (111_500, "소나무"),
    ):
        for x in range(24_000, 176_000, 12_000):
            if _near_crossing(x) or (y == 58_000 and 68_000 < x < 136_000):
                continue
            if y == 10_500 and 112_000 < x < 124_000:
                continue
            if any(
                a[0][0] - 2_500 < x < a[2][0] + 2_500 and a[0][1] - 2_500 < y < a[2][1] + 2_500
                for a in (lay.REST_2, lay.REST_3)
            ):
                continue
            yield _of(species, (x, y))
    for i, y in enumerate(range(20_000, 134_000, 9_000)):
        yield _of("스트로브잣나무" if i % 2 else "소나무", (3_200, y))
        if not 80_000 < y < 96_000:
            yield _of("소나무" if i % 2 else "스트로브잣나무", (193_600, y))
    for x in range(12_000, 188_000, 10_000):
        yield _of("소나무" if x % 20_000 else "왕벚나무", (x, 145_000))
    for at in (
        (78_500, 52_000), (78_500, 60_500), (119_000, 63_500), (110_000, 63_500),
        (118_800, 74_000), (118_800, 82_000), (118_800, 90_000), (80_000, 94_000),
        (88_000, 96_000), (96_000, 94_000), (104_000, 96_000), (79_000, 73_000),
    ):  # fmt: skip
        yield _of("느티나무", at)


def _near_crossing(x: float) -> bool:
    return lay.V1[0] - 3_000 < x < lay.V1[1] + 4_500 or lay.V2[0] - 4_500 < x < lay.V2[1] + 6_500


def _in_the_way(at: XY) -> bool:
    return any((at[0] - x) ** 2 + (at[1] - y) ** 2 < 3_000**2 for x, y in _hiding())


def _hiding() -> Iterator[XY]:
    """Evergreens planted close: beside the west and east walks, around the playground."""
    for y in range(63_000, 104_500, 3_000):
        yield (12_000, float(y))
    x0, y0 = lay.PLAYGROUND[0]
    x1, y1 = lay.PLAYGROUND[2]
    for x in range(x0 - 2_000, x1 + 3_000, 4_000):
        yield (float(x), y0 - 2_400.0)
        yield (float(x), y1 + 1_400.0)
    for y in range(y0, y1 + 1_000, 3_500):
        yield (x0 - 2_600.0, float(y))
        yield (x1 + 2_000.0, float(y))
    for x in (x0 + 3_200, x0 + 8_000, x0 + 12_800, x0 + 17_600):
        for y in (y0 + 2_500, y0 + 7_000, y0 + 11_500):
            yield (float(x), float(y))
    for y in range(64_000, 80_500, 3_000):
        yield (185_400.0, float(y))
        yield (192_900.0, float(y))


@dataclass(frozen=True, slots=True)
class Bed:
    """A planted area of shrubs."""

    species: str
    height: float
    area: list[XY]


def beds(*, flawed: bool) -> list[Bed]:
    """Low shrubs before the dwellings, and at the entrances."""
    out: list[Bed] = []
    for i, tower in enumerate(lay.TOWERS):
        species, height = SHRUB_ROWS[i % 2]
        for x0, x1 in ((800, 21_800), (23_200, 44_200)):
            area = box(tower.x + x0, tower.y - 4_800, tower.x + x1, tower.y - 3_400)
            out.append(Bed(species, height, area))
    for x0, x1 in ((83_000, 93_500), (98_500, 110_000)):
        out.append(Bed("영산홍", 0.5, box(x0, 93_200, x1, 94_500)))
    if flawed:
        out.append(Bed("홍가시나무", 2.2, box(183_200, 62_800, 187_600, 81_500)))
    return out


@dataclass(frozen=True, slots=True)
class Hedge:
    """A hedge along the boundary, used as a fence."""

    name: str
    height: float
    points: tuple[XY, ...]


def hedges(*, flawed: bool) -> list[Hedge]:
    """The hedges of the street fronts."""
    out = [
        Hedge("HG-1", 1.8 if flawed else 1.2, ((4_500, 700), (66_000, 700))),
        Hedge("HG-2", 1.2, ((75_000, 700), (125_000, 700))),
        Hedge("HG-3", 1.2, ((133_000, 700), (192_500, 700))),
        Hedge("HG-4", 1.2, ((193_300, 1_200), (196_000, 4_200), (196_300, 83_500))),
    ]
    if not flawed:
        out.append(Hedge("HG-5", 1.2, ((196_300, 92_500), (196_300, 141_800))))
    return out


def draw_planting(pen: Pen, *, flawed: bool) -> None:
    """L-101 with its list of trees."""
    background(pen)
    planted = trees(flawed=flawed)
    for tree in planted:
        symbols.tree(
            pen,
            tree.at,
            species=tree.species,
            height=tree.height,
            crown=tree.crown,
            crown_base=tree.crown_base,
            evergreen=tree.evergreen,
        )
    for bed in beds(flawed=flawed):
        pen.area(bed.area, "관목")
        pen.hatch(bed.area, pattern="GRASS", size=0.35, layer="포장패턴", colour=92)
        (x0, y0), (x1, y1) = bed.area[0], bed.area[2]
        symbols.plant_label(
            pen,
            ((x0 + x1) / 2, (y0 + y1) / 2),
            species=bed.species,
            height=bed.height,
            layer="관목",
        )
    for hedge in hedges(flawed=flawed):
        pen.polyline(hedge.points, "생울타리")
        _leaves(pen, hedge.points)
        (x0, y0), (x1, y1) = hedge.points[-2], hedge.points[-1]
        spot = ((x0 + x1) / 2, (y0 + y1) / 2)
        symbols.plant_label(pen, spot, species="쥐똥나무", height=hedge.height, layer="생울타리")
        pen.text(
            f"{hedge.name} 쥐똥나무 H{hedge.height:g}×W0.4",
            (spot[0], spot[1] + 2_600),
            1.5,
            turn_deg=90 if x0 == x1 else 0,
        )
    _tree_list(pen, planted, flawed=flawed)


def _leaves(pen: Pen, points: tuple[XY, ...]) -> None:
    for (x0, y0), (x1, y1) in pairwise(points):
        length = max(abs(x1 - x0), abs(y1 - y0))
        count = int(length // 1_500)
        for i in range(count):
            t = (i + 0.5) / count
            pen.circle((x0 + (x1 - x0) * t, y0 + (y1 - y0) * t), 420, "배경", colour=94)


def _tree_list(pen: Pen, planted: list[Planted], *, flawed: bool) -> None:
    rows: list[list[str]] = []
    names = [*SPECIES, *sorted({t.species for t in planted} - set(SPECIES))]
    for number, name in enumerate(names, start=1):
        found = [t for t in planted if t.species == name]
        size = SPECIES[name][4] if name in SPECIES else f"H{found[0].height:g}×W{found[0].crown:g}"
        first = found[0]
        rows.append(
            [str(number), "상록교목" if first.evergreen else "낙엽교목", name, size,
             f"{first.crown:g}", f"{first.crown_base:g}", f"{len(found)} 주"]
        )  # fmt: skip
    columns = [
        ("번호", 10),
        ("성상", 17),
        ("수종", 34),
        ("규격", 28),
        ("수관폭", 14),
        ("지하고", 14),
        ("수량", 14),
    ]
    at = (-20_000 + 0.0, -24_000.0)
    right = (206_500.0, 140_000.0)
    pen.table(
        "수목 수량표 (교목)", columns, rows, (right[0] + 3_000, right[1]), height=1.9, row=5.5
    )
    area = {}
    for bed in beds(flawed=flawed):
        (x0, y0), (x1, y1) = bed.area[0], bed.area[2]
        key = (bed.species, bed.height)
        area[key] = area.get(key, 0.0) + (x1 - x0) * (y1 - y0) / 1e6
    shrubs = [
        [str(i), "관목·지피", name, f"H{height:g}", f"{m2:.0f} ㎡"]
        for i, ((name, height), m2) in enumerate(sorted(area.items()), start=1)
    ]
    hedge_rows = [
        ["-", "생울타리", f"쥐똥나무({h.name})", f"H{h.height:g}×W0.4", f"{run_m(h.points):.0f} m"]
        for h in hedges(flawed=flawed)
    ]
    pen.table(
        "수목 수량표 (관목·지피·생울타리)",
        [("번호", 10), ("성상", 22), ("수종", 40), ("규격", 30), ("수량", 29)],
        [*shrubs, *hedge_rows],
        (right[0] + 3_000, 108_000),
        height=1.9,
        row=5.5,
    )
    pen.lines(
        [
            "주기) 1. 생울타리는 밀생 수종으로 0.3m 간격 2열 식재한다.",
            "      2. 주동 1·2층 창 앞에는 교목을 식재하지 않는다.",
            "      3. 교목 지하고는 식재 시 표기 값 이상 전정한다.",
            "      4. 어린이놀이터 주변 관목은 H0.6m 이하로 한다.",
        ],
        (right[0] + 3_000, 58_000),
        2.0,
    )
    pen.text("대지경계 생울타리 H1.2 기준", (at[0] + 40_000, at[1] + 5_500), 1.6)
