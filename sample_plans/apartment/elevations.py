"""A-201 and A-202: elevations of a tower and a section through the complex, for looks."""

from itertools import pairwise

from sample_plans.apartment import layout as lay
from sample_plans.apartment.tower import CORE, GABLE, HALL_WINDOW, NORTH, SOUTH, STAIR_WINDOW, Pane
from sample_plans.drafting import XY, Pen, box


def draw_long_sides(pen: Pen, *, name: str) -> None:
    """South and north elevations of a tower, side by side."""
    for dx, words, panes, bump in (
        (0, "정면도(남측)", SOUTH, False),
        (64_000, "배면도(북측)", (*NORTH, STAIR_WINDOW, HALL_WINDOW), True),
    ):
        here = pen.moved(dx, 0)
        _ground(here, lay.LENGTH)
        _mass(here, lay.LENGTH)
        for level in range(lay.STOREYS):
            y = lay.GROUND_FLOOR + level * lay.STOREY
            for pane in panes:
                if pane.mark == "SW2" and level == 0:
                    continue
                for x in (pane.at[0], lay.LENGTH - pane.at[0]):
                    _pane(here, x, y, pane)
        if bump:
            for core in lay.CORES:
                here.rectangle(core - 3_300, 0, core + 3_300, lay.ROOF_LEVEL + 3_600, "입면")
                sign = 1 if core == lay.CORES[0] else -1
                x = core + sign * 200
                here.rectangle(x - 1_100, 0, x + 1_100, 3_000, "입면")
                here.rectangle(x - 800, lay.GROUND_FLOOR, x + 800, 2_700, "입면")
                here.line((x, lay.GROUND_FLOOR), (x, 2_700), "입면")
                here.rectangle(x - 1_500, 3_000, x + 1_500, 3_250, "입면")
            for x in (8_300, 19_000, 26_000, 36_700):
                here.polyline([(x, 0), (x, 42_500)], "배선")
                here.rectangle(x - 120, 0, x + 120, 6_500, "입면")
        else:
            for core in lay.CORES:
                here.rectangle(
                    core - 3_300,
                    lay.ROOF_LEVEL + 1_200,
                    core + 3_300,
                    lay.ROOF_LEVEL + 3_600,
                    "입면",
                )
            for x in (CORE, lay.LENGTH / 2, lay.LENGTH - CORE):
                here.line((x, 0), (x, lay.ROOF_LEVEL + 1_200), "입면")
        here.text(f"{name} {words}", (lay.LENGTH / 2, -6_500), 5.0)
        here.text("S = 1/200", (lay.LENGTH / 2, -8_800), 2.5)
        _levels(here, -3_500)
        _finish(here)


def draw_short_sides(pen: Pen, *, name: str) -> None:
    """Gable elevations and a section from the street to the north boundary."""
    for dx, words in ((0, "좌측면도"), (26_000, "우측면도")):
        here = pen.moved(dx, 0)
        _ground(here, lay.CORE_FACE)
        here.rectangle(0, 0, lay.DEPTH, lay.ROOF_LEVEL + 1_200, "입면")
        here.rectangle(lay.DEPTH, 0, lay.CORE_FACE, lay.ROOF_LEVEL + 3_600, "입면")
        for level in range(lay.STOREYS):
            y = lay.GROUND_FLOOR + level * lay.STOREY
            here.line((0, y), (lay.DEPTH, y), "입면")
            for pane in GABLE:
                _pane(here, pane.at[1], y, pane)
        here.text(f"{name} {words}", (lay.DEPTH / 2, -6_500), 5.0)
        here.text("S = 1/200", (lay.DEPTH / 2, -8_800), 2.5)
        here.text(name, (lay.DEPTH / 2, 39_500), 6.0)
        _levels(here, -3_000)
    _unit_section(pen.moved(60_000, 0), name)
    _site_section(pen.moved(8_000, 62_000))


def _unit_section(pen: Pen, name: str) -> None:
    """A section across a tower through the core."""
    _ground(pen, 26_000)
    pen.rectangle(-8_000, -5_000, 34_000, -4_600, "입면")
    pen.rectangle(-8_000, -1_200, 34_000, -800, "입면")
    pen.text("지하주차장", (25_000, -2_900), 3.0)
    for level in range(lay.STOREYS + 1):
        y = lay.GROUND_FLOOR + level * lay.STOREY
        pen.rectangle(0, y - 210, lay.CORE_FACE, y, "입면")
        pen.hatch(box(0, y - 210, lay.CORE_FACE, y), pattern="SOLID", colour=8)
        if level < lay.STOREYS:
            for x in (0, 5_000, 7_200, lay.CORE_FACE - 200):
                pen.rectangle(x, y, x + 200, y + lay.STOREY - 210, "입면")
            pen.text("거실·침실", (2_600, y + 1_300), 1.8)
            pen.text("홀", (6_200, y + 1_300), 1.8)
            points: list[XY] = []
            for step in range(9):
                points += [
                    (8_400 + step * 280, y + step * 161),
                    (8_400 + step * 280, y + (step + 1) * 161),
                ]
            pen.polyline(points, "계단")
    pen.text(f"{name} 주단면도", (8_000, -6_900), 5.0)
    pen.text("S = 1/200", (8_000, -9_000), 2.5)
    _levels(pen, -3_000)


def _site_section(pen: Pen) -> None:
    """South to north through the middle column of the site, at half the sheet's scale."""
    k = 0.5
    pen.polyline([(-12_000 * k, 0), (165_000 * k, 0)], "입면", width=60)
    for row, name in zip(lay.ROWS_Y, ("101동", "104동", "106동"), strict=True):
        y0, y1 = row * k, (row + lay.CORE_FACE) * k
        pen.rectangle(y0, 0, y1, (lay.ROOF_LEVEL + 1_200) * k, "입면")
        for level in range(1, lay.STOREYS):
            z = (lay.GROUND_FLOOR + level * lay.STOREY) * k
            pen.line((y0, z), (y1, z), "포장패턴")
        pen.text(name, ((y0 + y1) / 2, (lay.ROOF_LEVEL + 4_000) * k), 2.5)
    pen.rectangle(5_600 * k, -5_000 * k, 118_400 * k, -800 * k, "입면")
    for y in (34_600, 70_000, 82_600, 118_000):
        pen.line((y * k, -5_000 * k), (y * k, -800 * k), "입면")
    for y in (40_300, 48_500, 56_300, 64_500, 88_300, 96_500, 104_300, 112_500):
        pen.rectangle((y - 400) * k, -5_000 * k, (y + 400) * k, -800 * k, "입면")
    pen.text("지하1층 주차장", (52_300 * k, -2_900 * k), 2.0)
    pen.text("지하1층 주차장", (100_300 * k, -2_900 * k), 2.0)
    for y, words in ((0, "남측 대지경계선"), (lay.SITE_DEPTH, "북측 대지경계선")):
        pen.polyline([(y * k, -4_000), (y * k, 12_000)], "대지경계선")
        pen.text(words, (y * k, 13_200), 2.0)
    for y in (4_200, 10_500, 58_000, 105_000, 145_000):
        pen.circle((y * k, 3_400 * k), 1_500 * k, "배경", colour=94)
        pen.line((y * k, 0), (y * k, 1_900 * k), "배경", colour=94)
    rows = [(0.0, -7_000.0)]
    for row in lay.ROWS_Y:
        rows += [(row * k, -7_000.0), ((row + lay.CORE_FACE) * k, -7_000.0)]
    for (a, _), (b, _) in pairwise([*rows, (lay.SITE_DEPTH * k, -7_000.0)]):
        pen.line((a, -6_200), (a, -7_400), "치수")
        pen.line((a, -7_000), (b, -7_000), "치수")
        pen.text(f"{(b - a) / k:,.0f}", ((a + b) / 2, -6_500), 2.0)
    pen.line((lay.SITE_DEPTH * k, -6_200), (lay.SITE_DEPTH * k, -7_400), "치수")
    pen.text("단지 종단면도", (37_000, -9_600), 5.0)
    pen.text("S = 1/400", (37_000, -11_600), 2.5)


def _mass(pen: Pen, width: float) -> None:
    pen.rectangle(0, 0, width, lay.ROOF_LEVEL + 1_200, "입면")
    pen.rectangle(0, lay.ROOF_LEVEL + 900, width, lay.ROOF_LEVEL + 1_200, "입면")
    for level in range(lay.STOREYS + 1):
        y = lay.GROUND_FLOOR + level * lay.STOREY
        pen.line((0, y), (width, y), "포장패턴")
    pen.hatch(
        box(0, 0, width, lay.GROUND_FLOOR + 2 * lay.STOREY),
        pattern="BRICK",
        size=0.25,
        layer="포장패턴",
    )


def _pane(pen: Pen, x: float, y: float, pane: Pane) -> None:
    low, high, half = y + pane.sill * 1000, y + pane.head * 1000, pane.width / 2
    pen.rectangle(x - half, low, x + half, high, "입면")
    pen.rectangle(x - half + 60, low + 60, x + half - 60, high - 60, "입면")
    pen.line((x, low + 60), (x, high - 60), "입면")
    if pane.room == "거실":
        pen.line((x - half, low + 900), (x + half, low + 900), "난간")


def _ground(pen: Pen, width: float) -> None:
    pen.polyline([(-6_000, 0), (width + 6_000, 0)], "입면", width=80)
    for i in range(int((width + 12_000) // 1_500)):
        x = -6_000 + i * 1_500
        pen.line((x, 0), (x - 500, -500), "포장패턴")


def _levels(pen: Pen, x: float) -> None:
    for level in range(lay.STOREYS + 1):
        y = lay.GROUND_FLOOR + level * lay.STOREY
        pen.line((x - 1_000, y), (x + 1_500, y), "중심선")
        words = f"{level + 1}FL" if level < lay.STOREYS else "RFL"
        pen.text(words, (x - 1_700, y), 2.0)
    heights = [
        (x, float(lay.GROUND_FLOOR + level * lay.STOREY)) for level in range(0, lay.STOREYS + 1, 3)
    ]
    pen.chain([(x - 2_400, 0), *[(x - 2_400, y) for _, y in heights]], 5, total=True)


def _finish(pen: Pen) -> None:
    for words, tip, at in (
        ("THK24 로이복층유리(창호일람표 참조)", (6_000, 25_000), (4_000, 50_500)),
        ("지정 수성페인트", (22_600, 33_000), (26_000, 52_500)),
        ("지정 점토벽돌(1~2층)", (1_500, 3_500), (4_000, 53_500)),
    ):
        pen.leader(words, tip, at)
