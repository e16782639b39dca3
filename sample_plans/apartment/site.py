"""A-101 the site plan, and the grey background that the other site sheets stand on."""

from math import sin

from sample_plans import symbols
from sample_plans.apartment import layout as lay
from sample_plans.apartment.parts import zone
from sample_plans.drafting import XY, Pen, box

BACKGROUND = "XREF-배치"


def draw_site_plan(pen: Pen) -> None:
    """Everything of A-101: what is read first, then what is for people."""
    pen.area(lay.BOUNDARY, "대지경계선")
    for name, area in lay.PUBLIC_ROADS:
        pen.area(area, "도로")
        _name(pen, name, area, 2.5)
    for name, area in lay.ROADS:
        pen.area(area, "단지내도로")
        _name(pen, name, area, 1.6)
    for name, area in lay.WALKS:
        pen.area(area, "보행로")
        pen.hatch(area, pattern="NET", size=0.6, layer="포장패턴")
        _name(pen, name, area, 1.3)
    for tower in lay.TOWERS:
        pen.area(tower.outline, "건물외곽선")
        middle = (tower.x + lay.LENGTH / 2, tower.y + 6_500)
        symbols.building_label(
            pen, middle, name=tower.name, floors=lay.STOREYS, height=lay.HEIGHT_M
        )
        pen.hatch(tower.outline, pattern="ANSI31", size=2.5, layer="포장패턴")
        pen.text("84A·59A  4호 조합", (middle[0], middle[1] - 3_400), 1.6)
        for core in tower.cores:
            pen.rectangle(core - 2_600, tower.y + 7_300, core - 700, tower.y + 12_400, "내부선")
            pen.rectangle(core + 1_200, tower.y + 7_300, core + 3_100, tower.y + 9_600, "내부선")
    for outline, name, height in (
        (lay.GUARD_POST, "경비실", 3.2),
        (lay.GUARD_POST_2, "문주·경비실", 3.2),
        (lay.COMMUNITY, "관리사무소·주민공동시설", 4.8),
    ):
        pen.area(outline, "건물외곽선")
        symbols.building_label(pen, _middle(outline), name=name, floors=1, height=height)
    for i, x in enumerate((-23_500, -23_500, -23_500, -23_500)):
        outline = box(x, 8_000 + i * 34_000, x + 16_000, 30_000 + i * 34_000)
        pen.area(outline, "인접건물")
        symbols.building_label(pen, _middle(outline), name=f"다세대 {i + 1}", floors=4, height=13)
    for i, x in enumerate((12_000, 78_000, 140_000)):
        outline = box(x, 156_000, x + 44_000, 167_000)
        pen.area(outline, "인접건물")
        symbols.building_label(
            pen, _middle(outline), name=f"기존아파트 {i + 1}동", floors=5, height=15
        )
    for words, area in (
        ("어린이놀이터", lay.PLAYGROUND),
        ("주민운동시설", lay.EXERCISE),
        ("휴게공간", lay.REST),
        ("휴게공간", lay.REST_2),
        ("휴게공간", lay.REST_3),
    ):
        zone(pen, area, words, 2.0)
    for gate in lay.GATES:
        symbols.door(
            pen,
            gate.at,
            gate.turn_deg,
            mark="GT",
            width=gate.width,
            use="대지출입구",
            access=gate.access,
            name=gate.name,
            kind="대문",
            leaves=3,
            wall=300,
            shown=False,
        )
    _entrance_paving(pen)
    _for_people(pen)


def _entrance_paving(pen: Pen) -> None:
    for entrance in lay.entrances():
        x, y = entrance.at
        pen.rectangle(x - 2_000, y, x + 2_000, y + 1_400, "바닥마감")
        pen.hatch(
            box(x - 2_000, y, x + 2_000, y + 1_400), pattern="ANGLE", size=0.6, layer="포장패턴"
        )
        tip: XY = (x, y + 200)
        pen.polyline([tip, (x - 700, y + 1_250), (x + 700, y + 1_250)], "시설물", closed=True)
    for gate in lay.GATES:
        x, y = gate.at
        area = (
            box(x - 5_000, 0, x + 5_000, 3_000)
            if gate.turn_deg == 0
            else box(x - 3_000, y - 5_000, x, y + 5_000)
        )
        pen.area(area, "바닥마감")
        pen.hatch(area, pattern="AR-HBONE", size=0.08, layer="포장패턴")


def _for_people(pen: Pen) -> None:
    _ramp(pen)
    _playground(pen)
    _road_marks(pen)
    for i, height in enumerate((23.5, 24.0, 24.5, 25.0)):
        points = [
            (x * 1_000.0, round(6_000 + i * 37_000 + 2_600 * sin(x / 31 + i) + x * 14.0, 1))
            for x in range(-24, 196, 4)
        ]
        pen.polyline(points, "등고선")
        pen.text(f"{height:.1f}", (-20_000, points[0][1] + 900), 1.4, layer="등고선")
    for words, at in (
        ("EL+24.20", (60_000, 6_000)), ("EL+24.30", (110_000, 6_500)),
        ("EL+24.60", (95_000, 46_500)), ("EL+25.00", (60_000, 101_000)),
        ("EL+25.20", (150_000, 143_500)), ("EL+24.80", (10_500, 75_000)),
    ):  # fmt: skip
        pen.level(words, at)
    pen.chain([(0, -15_000), (4_000, -15_000), (193_000, -15_000), (197_000, -15_000)], -10)
    pen.chain([(-25_000, 0), (-25_000, 148_000)], 8)
    west = [(0.0, lay.SITE_DEPTH + 20_000)]
    for x in lay.COLUMNS_X:
        west += [(float(x), west[0][1]), (float(x + lay.LENGTH), west[0][1])]
    pen.chain([*west, (float(lay.SITE_WIDTH), west[0][1])], 5)
    y: list[XY] = [(212_000, 0)]
    for row in lay.ROWS_Y:
        y += [(212_000, row), (212_000, row + lay.CORE_FACE)]
    pen.chain([*y, (212_000, lay.SITE_DEPTH)], -4)
    for words, tip, at in (
        ("대지경계선", (40_000, 148_000), (30_000, 151_500)),
        ("투시형 담장 H=1.5m", (0, 120_000), (-12_000, 151_500)),
        ("생울타리(경계식재) H=1.2m", (90_000, 800), (98_000, -5_500)),
        ("지하주차장 외곽선", (187_800, 100_000), (170_000, 104_500)),
    ):
        pen.leader(words, tip, at)
    for gate, at, turn in (
        ("정문", (70_500, -2_600), 0),
        ("차량 주출입구", (129_000, -2_600), 0),
        ("동측 부출입구", (199_600, 88_000), 90),
    ):
        x, y0 = at
        tips = (
            [(x, y0 + 2_000), (x - 1_300, y0 - 500), (x + 1_300, y0 - 500)]
            if turn == 0
            else [(x - 2_000, y0), (x + 500, y0 - 1_300), (x + 500, y0 + 1_300)]
        )
        pen.polyline(tips, "시설물", closed=True)
        pen.hatch(tips, pattern="SOLID", layer="시설물", colour=1)
        pen.text(
            gate,
            (x + (0 if turn == 0 else 2_400), y0 - (1_700 if turn == 0 else 0)),
            2.2,
            turn_deg=turn,
        )
    _basement_outline(pen)


def _ramp(pen: Pen) -> None:
    x0, y0, x1, y1 = lay.RAMP[0][0], lay.RAMP[0][1], lay.RAMP[2][0], lay.RAMP[2][1]
    pen.rectangle(x0 - 300, 6_000, x0, y1, "내부선")
    pen.rectangle(x1, 6_000, x1 + 300, y1, "내부선")
    pen.line(((x0 + x1) / 2, y0 + 1_000), ((x0 + x1) / 2, y1), "노면표시")
    for i in range(14):
        y = 7_000 + i * 1_800
        pen.line((x0, y), (x1, y), "포장패턴")
    pen.polyline([(x0 + 1_700, 4_000), (x0 + 1_700, 20_000), (x0 + 1_200, 18_500)], "노면표시")
    pen.text("지하주차장 경사로 ↓ 17%", ((x0 + x1) / 2, 23_500), 1.6, turn_deg=90)
    pen.rectangle(x0 - 600, 9_500, x1 + 600, 33_000, "지하구조물")
    pen.text("경사로 지붕(캐노피) 투영선", ((x0 + x1) / 2, 34_200), 1.2)


def _playground(pen: Pen) -> None:
    x0, y0 = lay.PLAYGROUND[0]
    x1, y1 = lay.PLAYGROUND[2]
    pen.hatch(lay.PLAYGROUND, pattern="DOTS", size=1.2, layer="포장패턴", colour=42)
    pen.rectangle(x0 + 500, y0 + 500, x1 - 500, y1 - 500, "시설물")
    pen.circle((x0 + 5_500, y0 + 9_500), 2_000, "시설물")
    pen.circle((x0 + 5_500, y0 + 9_500), 600, "시설물")
    pen.rectangle(x0 + 10_000, y0 + 8_600, x0 + 16_000, y0 + 11_200, "시설물")
    pen.rectangle(x0 + 11_500, y0 + 8_000, x0 + 13_000, y0 + 11_800, "시설물")
    pen.line((x0 + 3_000, y0 + 3_000), (x0 + 8_000, y0 + 3_000), "시설물")
    for i in range(3):
        pen.rectangle(
            x0 + 3_400 + i * 1_600, y0 + 2_800, x0 + 4_200 + i * 1_600, y0 + 3_200, "시설물"
        )
    for i in range(4):
        pen.rectangle(
            x0 + 11_000 + i * 2_000, y0 + 1_200, x0 + 12_500 + i * 2_000, y0 + 1_650, "시설물"
        )
    for rest in (lay.REST, lay.REST_2, lay.REST_3):
        rx, ry = rest[0]
        pen.rectangle(rx + 1_000, ry + 500, rx + 4_000, ry + 3_500, "시설물")
        pen.line((rx + 1_000, ry + 500), (rx + 4_000, ry + 3_500), "시설물")
        pen.line((rx + 1_000, ry + 3_500), (rx + 4_000, ry + 500), "시설물")
        pen.hatch(rest, pattern="NET", size=2.5, layer="포장패턴")
    ex, ey = lay.EXERCISE[0]
    for i in range(3):
        pen.circle((ex + 2_000 + 3_200 * i, ey + 8_200), 700, "시설물")
        pen.rectangle(
            ex + 1_400 + 3_200 * i, ey + 1_600, ex + 2_900 + 3_200 * i, ey + 2_400, "시설물"
        )


def _road_marks(pen: Pen) -> None:
    pen.polyline([(-25_000, -7_500), (207_000, -7_500)], "노면표시", linetype="DASHDOT2")
    pen.line((-25_000, -3_000), (193_000, -3_000), "노면표시")
    pen.polyline([(203_500, 0), (203_500, 165_000)], "노면표시", linetype="DASHDOT2")
    pen.line((200_000, 3_000), (200_000, 165_000), "노면표시")
    for tower in lay.TOWERS:
        lane = {lay.ROWS_Y[0]: lay.H1, lay.ROWS_Y[1]: lay.H2, lay.ROWS_Y[2]: lay.H3}[tower.y]
        x = tower.x + lay.LENGTH / 2
        area = box(x - 6_000, lane[0] + 300, x + 6_000, lane[1] - 300)
        pen.area(area, "노면표시")
        pen.line(area[0], area[2], "노면표시")
        pen.line(area[1], area[3], "노면표시")
        pen.text("소방차 전용구역 6×12m", (x, lane[0] + 1_300), 1.2, layer="노면표시")
    for y in (lay.H1[0] - 2_000, lay.H2[0] - 2_000, lay.H3[0] - 2_000):
        for i in range(6):
            x = lay.V1[0] + 500 + i * 1_000
            pen.rectangle(x, y + 200, x + 500, y + 1_800, "노면표시")


def _basement_outline(pen: Pen) -> None:
    for points in BASEMENT_TRACE:
        pen.polyline(points, "지하구조물", closed=True)


BASEMENT_TRACE: tuple[list[XY], ...] = (
    [
        (7_300, 5_600), (74_900, 5_600), (74_900, 34_600), (192_500, 34_600), (192_500, 118_400),
        (7_300, 118_400),
    ],
    [(133_000, 6_000), (192_500, 6_000), (192_500, 22_000), (133_000, 22_000)],
)  # fmt: skip


def background(pen: Pen, *, names: bool = True) -> None:
    """Put the grey background of the site under a sheet; drawn once per document as a block."""
    document = pen.space.doc
    if document is not None and BACKGROUND not in document.blocks:
        block = document.blocks.new(BACKGROUND)
        _background(Pen(block, scale=pen.scale))  # type: ignore[arg-type] # a block is a space, too
    pen.insert(BACKGROUND, (0, 0), "배경")
    if names:
        for tower in lay.TOWERS:
            at = (tower.x + lay.LENGTH / 2, tower.y + 5_700)
            pen.text(tower.name, at, 4.0, layer="배경", colour=8)
        for outline, words in SMALL_BUILDINGS:
            pen.text(words, _middle(outline), 1.8, layer="배경", colour=8)


SMALL_BUILDINGS = (
    (lay.GUARD_POST, "경비실"),
    (lay.GUARD_POST_2, "경비실"),
    (lay.COMMUNITY, "주민공동시설"),
)


def _background(pen: Pen) -> None:
    pen.area(lay.BOUNDARY, "배경", colour=8)
    for _, area in (*lay.PUBLIC_ROADS, *lay.ROADS, *lay.WALKS):
        pen.area(area, "배경")
    for tower in lay.TOWERS:
        pen.area(tower.outline, "배경", colour=8)
        for core in tower.cores:
            pen.rectangle(core - 3_300, tower.y + 5_000, core + 3_300, tower.y + 12_600, "배경")
    for outline, _ in SMALL_BUILDINGS:
        pen.area(outline, "배경", colour=8)
    for area, words in (
        (lay.PLAYGROUND, "어린이놀이터"),
        (lay.EXERCISE, "운동시설"),
        (lay.REST, "휴게"),
        (lay.REST_2, "휴게"),
        (lay.REST_3, "휴게"),
    ):
        pen.area(area, "배경")
        pen.text(words, _middle(area), 1.8, layer="배경")
    pen.area(lay.RAMP, "배경")


def _name(pen: Pen, words: str, area: list[XY], height: float) -> None:
    wide, tall = area[2][0] - area[0][0], area[2][1] - area[0][1]
    x, y = _middle(area)
    if max(wide, tall) > 150_000:
        x, y = (area[0][0] + 50_000, y) if wide > tall else (x, area[0][1] + 40_000)
    pen.text(words, (x, y), height, turn_deg=90.0 if tall > wide else 0.0)


def _middle(area: list[XY]) -> XY:
    return ((area[0][0] + area[2][0]) / 2, (area[0][1] + area[2][1]) / 2)
