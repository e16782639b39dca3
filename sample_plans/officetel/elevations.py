"""A-201 and A-202: elevations and a section of the 오피스텔, for looks."""

from collections.abc import Sequence
from itertools import pairwise

from sample_plans.drafting import Pen, box
from sample_plans.officetel import layout as lay
from sample_plans.officetel.ground import entrance, shop_windows, store_windows
from sample_plans.officetel.layout import CORE, STAIRS, X, Y
from sample_plans.officetel.tower import stair_windows, windows
from sample_plans.rooms import Door, Window

FIRST = lay.GROUND_HEIGHT * 1_000
STEP = lay.STOREY_HEIGHT * 1_000
ROOF = lay.HEIGHT * 1_000
TOP = ROOF + 1_200


def draw_front(pen: Pen, *, flawed: bool) -> None:
    """South (front) and north (rear) elevations."""
    ground: list[Window | Door] = [*store_windows(flawed=flawed), *shop_windows(flawed=flawed)]
    for dx, words, turn in ((0, "정면도(남측, 나루대로)", 0.0), (46_000, "배면도(북측)", 180.0)):
        here = pen.moved(dx, 0)
        width = X[4] - X[0] + 200
        _mass(here, width)
        typical = [*windows(flawed=flawed), *stair_windows(flawed=flawed)]
        for level in range(len(lay.TYPICAL)):
            for w in typical:
                if w.turn_deg == turn:
                    _pane(here, _along(w.at[0], turn), FIRST + level * STEP, w)
        if turn == 0.0:
            for w in [w for w in ground if isinstance(w, Window) and w.turn_deg == 0]:
                _pane(here, _along(w.at[0], turn), 0.0, w)
            if not flawed:
                x = _along(entrance(flawed=False).at[0], turn)
                here.rectangle(x - 1_000, 0, x + 1_000, 2_400, "입면")
                here.line((x, 0), (x, 2_400), "입면")
                here.rectangle(x - 1_900, 2_900, x + 1_900, 3_200, "입면")
                here.text("오피스텔", (x, 3_700), 2.5)
            x = _along(40_000, turn)
            here.rectangle(x - 900, 0, x + 900, 2_400, "입면")
            here.line((x, 0), (x, 2_400), "입면")
            here.rectangle(_along(38_000, turn), 3_200, width, 4_100, "입면")
            here.text("24시 편의점", (_along(42_200, turn), 3_650), 2.5)
            if flawed:
                area = box(_along(43_000, turn), 400, width - 300, 2_900)
                here.hatch(area, pattern="ANSI37", size=0.6, layer="포장패턴")
                here.text("광고 시트지 부착 벽", (_along(44_700, turn), 1_700), 1.6)
        else:
            for x0, x1 in STAIRS:
                x = _along((x0 + x1) / 2, turn)
                here.rectangle(x - 500, 0, x + 500, 2_100, "입면")
            here.rectangle(
                _along(STAIRS[1][1], turn), ROOF, _along(STAIRS[0][0], turn), TOP + 3_000, "입면"
            )
            for at in (X[0] + 4_200, X[3] + 4_200):
                x = _along(at, turn)
                here.polyline([(x - 60, 0), (x - 60, TOP)], "배선")
                here.polyline([(x + 60, 0), (x + 60, TOP)], "배선")
                if not flawed:
                    here.rectangle(x - 160, 0, x + 160, 9_000, "입면")
            words_pipe = "선홈통 노출" if flawed else "선홈통 방호덮개(미끄럼판) H=9.0m"
            here.leader(words_pipe, (_along(X[0] + 4_200, turn), 6_000), (width + 2_500, 7_500))
        _caption(here, width, words)
        _levels(here, -2_500)


def draw_sides(pen: Pen, *, flawed: bool) -> None:
    """East elevation and the main section."""
    depth = Y[3] - Y[0] + 200
    here = pen.moved(0, 0)
    _mass(here, depth)
    for level in range(len(lay.TYPICAL)):
        for w in windows(flawed=flawed):
            if w.turn_deg == 90:
                _pane(here, w.at[1] - Y[0] + 100, FIRST + level * STEP, w)
    for w in store_windows(flawed=flawed):
        if w.turn_deg == 90:
            _pane(here, w.at[1] - Y[0] + 100, 0.0, w)
    here.rectangle(0, 3_200, 9_700, 4_100, "입면")
    here.text("24시 편의점", (4_800, 3_650), 2.5)
    _caption(here, depth, "우측면도(동측, 나루3길)")
    _levels(here, -2_500)
    _section(pen.moved(36_000, 0))


def _section(pen: Pen) -> None:
    depth = Y[3] - Y[0] + 200
    pen.polyline([(-8_000, 0), (-200, 0)], "입면", width=80)
    pen.polyline([(depth, 0), (depth + 6_100, 0)], "입면", width=80)
    slabs = [-8_900.0, -4_500.0, 0.0] + [FIRST + STEP * i for i in range(len(lay.TYPICAL) + 1)]
    for y in slabs:
        x0, x1 = (-4_000.0, depth + 12_900.0) if y < 0 else (0.0, depth)
        area = box(x0, y - 200, x1, y)
        pen.rectangle(*area[0], *area[2], "입면")
        pen.hatch(area, pattern="SOLID", colour=8)
    for x in (-4_000.0, depth + 12_500.0):
        area = box(x, -9_600, x + 400, -200)
        pen.rectangle(*area[0], *area[2], "입면")
        pen.hatch(area, pattern="SOLID", colour=8)
    foundation = box(-4_400, -9_900, depth + 13_300, -9_100)
    pen.rectangle(*foundation[0], *foundation[2], "입면")
    pen.hatch(foundation, pattern="AR-CONC", size=0.08)
    for low, high in pairwise(slabs[2:]):
        for v in (0.0, Y[1] - Y[0], Y[2] - Y[0], depth - 200):
            pen.rectangle(v, low, v + 200, high - 200, "입면")
    for i, y in enumerate(slabs[3:-1], start=2):
        pen.text(f"{i}F 오피스텔", (3_900, y + 1_300), 1.6)
        pen.text("복도", (8_900, y + 1_300), 1.4)
        pen.text("승강기홀", (13_000, y + 1_300), 1.4)
    pen.text("로비", (5_000, 2_000), 2.0)
    for y, words in ((-4_500.0, "지하1층 주차장"), (-8_900.0, "지하2층 주차장")):
        pen.text(words, (6_000, y + 2_000), 2.4)
        pen.text("램프", (depth + 9_500, y + 2_000), 2.0)
    pen.rectangle(CORE[1] - Y[0], -8_900, depth - 200, ROOF + 3_500, "내부선")
    pen.rectangle(0, ROOF, depth, TOP, "입면")
    pen.text("주 단 면 도", (depth / 2, -13_000), 5.0)
    pen.text("S = 1/150", (depth / 2, -14_800), 2.5)
    _levels(pen, -8_500)


def _along(x: float, turn: float) -> float:
    return x - X[0] + 100 if turn == 0.0 else X[4] + 100 - x


def _mass(pen: Pen, width: float) -> None:
    pen.polyline([(-5_000, 0), (width + 5_000, 0)], "입면", width=80)
    for i in range(int((width + 10_000) // 1_500)):
        x = -5_000 + i * 1_500
        pen.line((x, 0), (x - 500, -500), "포장패턴")
    pen.rectangle(0, 0, width, TOP, "입면")
    pen.line((0, TOP - 300), (width, TOP - 300), "입면")
    pen.line((0, FIRST - 300), (width, FIRST - 300), "입면")
    for level in range(len(lay.TYPICAL)):
        y = FIRST + level * STEP
        pen.line((0, y), (width, y), "포장패턴")
    pen.hatch(box(0, FIRST, width, TOP - 300), pattern="LINE", size=4.0, layer="포장패턴")


def _pane(pen: Pen, x: float, floor: float, w: Window) -> None:
    low, high, half = floor + w.sill * 1_000, floor + w.head * 1_000, w.width / 2
    pen.hatch(box(x - half, low, x + half, high), pattern="SOLID", layer="해치", colour=254)
    pen.rectangle(x - half, low, x + half, high, "입면")
    pen.rectangle(x - half + 60, low + 60, x + half - 60, high - 60, "입면")
    pen.line((x, low + 60), (x, high - 60), "입면")
    if w.room == "침실":
        for rail in (250, 500):
            pen.line((x - half, low + rail), (x + half, low + rail), "난간")
        pen.rectangle(x - half - 800, low + 200, x - half - 150, high - 300, "난간")
        for i in range(6):
            pen.line(
                (x - half - 800, low + 350 + i * 190), (x - half - 150, low + 350 + i * 190), "난간"
            )


def _levels(pen: Pen, x: float) -> None:
    marks: Sequence[tuple[str, float]] = (
        ("GL", 0.0),
        *((f"{i + 2}FL", FIRST + i * STEP) for i in range(len(lay.TYPICAL))),
        ("RFL", ROOF),
    )
    for words, y in marks:
        pen.line((x - 900, y), (x + 1_800, y), "중심선")
        pen.text(words, (x - 2_000, y), 2.0)
    pen.chain([(x, y) for _, y in marks], 6)


def _caption(pen: Pen, width: float, words: str) -> None:
    pen.text(words, (width / 2, -5_000), 5.0)
    pen.text("S = 1/150", (width / 2, -6_800), 2.5)
