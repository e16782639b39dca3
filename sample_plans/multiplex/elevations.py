"""A-201 and A-202: the four elevations of the 다세대, for looks."""

from collections.abc import Sequence

from sample_plans.drafting import Pen, box
from sample_plans.multiplex import layout as lay
from sample_plans.multiplex.floors import stair_window, windows
from sample_plans.rooms import Window

TOP = lay.ROOF_LEVEL + 1_200


def draw_front(pen: Pen, *, flawed: bool) -> None:
    """North (front) and south (rear) elevations."""
    panes = [w for w in windows(flawed=flawed) if w.turn_deg == 180]
    for dx, words, mirrored in ((0, "정면도(북측)", True), (19_000, "배면도(남측)", False)):
        here = pen.moved(dx, 0)
        _mass(here, lay.WIDTH)
        for level in range(4):
            for w in panes:
                x = lay.WIDTH - w.at[0] if mirrored else w.at[0]
                _pane(here, x, 2_800 + level * lay.STOREY, w)
        for u in (200, 4_200, 8_200, 12_200):
            x = lay.WIDTH - u if mirrored else u
            if mirrored and u == 8_200:
                continue
            here.rectangle(x - 200, 0, x + 200, 2_800, "입면")
        core = (lay.WIDTH - 5_300, lay.WIDTH) if mirrored else (0, 5_300)
        here.rectangle(core[0], 0, core[1], 2_800, "내부선")
        here.hatch(box(core[0], 0, core[1], 2_800), pattern="BRICK", size=0.2, layer="포장패턴")
        _pipes(here, (120, lay.WIDTH - 120), flawed=False)
        _caption(here, lay.WIDTH, words)
        _levels(here, -2_200 if dx == 0 else lay.WIDTH + 1_600)
        if dx == 0:
            _finishes(here)


def draw_sides(pen: Pen, *, flawed: bool) -> None:
    """West (alley) and east elevations."""
    depth = lay.DEPTH
    for dx, words, turn in ((0, "우측면도(서측, 골목)", 270), (19_000, "좌측면도(동측)", 90)):
        here = pen.moved(dx, 0)
        _mass(here, depth)
        side = [w for w in windows(flawed=flawed) if w.turn_deg == turn]
        for level in range(4):
            y = 2_800 + level * lay.STOREY
            for w in side:
                for v in (w.at[1], depth - w.at[1]):
                    _pane(here, v if turn == 90 else depth - v, y, w)
            if turn == 270 and not flawed:
                _pane(here, depth - 5_400, y, stair_window())
        for v in (300, 6_300, 10_500) if turn == 90 else (300, 10_500):
            x = v if turn == 90 else depth - v
            here.rectangle(x - 300, 0, x + 300, 2_800, "입면")
        if turn == 270:
            low, high = depth - 8_900, depth - 4_000
            here.rectangle(low, 0, high, 2_800, "입면")
            here.hatch(box(low, 0, high, 2_800), pattern="BRICK", size=0.2, layer="포장패턴")
            if not flawed:
                x = depth - 7_800
                here.rectangle(x - 700, 0, x + 700, 2_200, "입면")
                here.line((x, 0), (x, 2_200), "입면")
                here.leader("주출입구(공동현관기)", (x, 1_200), (-2_500, 1_800))
            _pipes(here, (120, depth - 120), flawed=False)
        else:
            _pipes(here, (120, depth - 120), flawed=False)
            _pipes(here, (3_550, 7_250), flawed=flawed, gas=True)
        _caption(here, depth, words)
        _levels(here, -2_200 if dx == 0 else depth + 1_600)
        here.rectangle(depth - 6_800, lay.ROOF_LEVEL, depth - 4_000, TOP + 1_500, "입면")


def _mass(pen: Pen, width: float) -> None:
    pen.polyline([(-4_000, 0), (width + 4_000, 0)], "입면", width=60)
    for i in range(int((width + 8_000) // 900)):
        x = -4_000 + i * 900
        pen.line((x, 0), (x - 300, -300), "포장패턴")
    pen.rectangle(0, 2_800, width, TOP, "입면")
    pen.line((0, TOP - 200), (width, TOP - 200), "입면")
    for level in range(1, 4):
        y = 2_800 + level * lay.STOREY
        pen.line((0, y), (width, y), "포장패턴")
    pen.hatch(box(0, 2_800, width, TOP), pattern="BRICK", size=0.2, layer="포장패턴")


def _pane(pen: Pen, x: float, floor: float, w: Window) -> None:
    low, high, half = floor + w.sill * 1_000, floor + w.head * 1_000, w.width / 2
    pen.hatch(box(x - half, low, x + half, high), pattern="SOLID", layer="해치", colour=254)
    pen.rectangle(x - half, low, x + half, high, "입면")
    pen.rectangle(x - half + 50, low + 50, x + half - 50, high - 50, "입면")
    pen.line((x, low + 50), (x, high - 50), "입면")
    if w.sill < 0.8:
        for rail in range(4):
            pen.line((x - half, low + 250 * (rail + 1)), (x + half, low + 250 * (rail + 1)), "난간")


def _pipes(pen: Pen, places: Sequence[float], *, flawed: bool, gas: bool = False) -> None:
    for x in places:
        for side in (-40, 40):
            pen.line((x + side, 0), (x + side, TOP if not gas else lay.ROOF_LEVEL), "배선")
        if gas and not flawed:
            pen.rectangle(x - 110, 0, x + 110, 6_500, "입면")
            for i in range(28):
                pen.line((x - 110, 150 + i * 225), (x + 110, 300 + i * 225), "입면")
    if gas:
        words = "도시가스 입상관 25A (노출)" if flawed else "가스배관 방호덮개(가시형) H=6.5m"
        pen.leader(words, (places[0], 4_500), (-5_500, 6_200))


def _levels(pen: Pen, x: float) -> None:
    marks = [("GL", 0.0)] + [(f"{i + 2}FL", 2_800.0 + i * lay.STOREY) for i in range(4)]
    marks += [("RFL", lay.ROOF_LEVEL), ("PARAPET", TOP)]
    for words, y in marks:
        pen.line((x - 700, y), (x + 1_200, y), "중심선")
        pen.text(words, (x - 1_500, y), 2.0)
    pen.chain([(x, y) for _, y in marks], 6)


def _caption(pen: Pen, width: float, words: str) -> None:
    pen.text(words, (width / 2, -2_600), 5.0)
    pen.text("S = 1/60", (width / 2, -3_500), 2.5)


def _finishes(pen: Pen) -> None:
    for words, tip, at in (
        ("THK24 로이복층유리 PVC 이중창(창호일람표 참조)", (3_000, 13_200), (-1_000, 18_400)),
        ("지정 점토벽돌 타일", (8_500, 14_600), (6_500, 17_600)),
        ("지정 금속 두겁석", (11_000, TOP - 100), (10_500, 18_600)),
    ):
        pen.leader(words, tip, at)
