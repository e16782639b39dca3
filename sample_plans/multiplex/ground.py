"""The pilotis floor of the 다세대: columns, core, bays, and the ground around."""

from sample_plans import symbols
from sample_plans.drafting import XY, Pen, box
from sample_plans.multiplex import layout as lay
from sample_plans.multiplex.floors import WEST, grid
from sample_plans.rooms import (
    Door,
    Wall,
    Window,
    bicycle,
    draw_openings,
    draw_walls,
    legend,
    room,
    stair,
)


def ground_doors(*, flawed: bool) -> tuple[Door, ...]:
    """The doors of the pilotis floor: the entrance and the doors of the small rooms."""
    u, v = (lay.entrance(flawed=flawed)[i] - lay.AT[i] for i in (0, 1))
    entry = Door(
        mark="SSD1",
        at=(u, v),
        turn_deg=0 if flawed else 270,
        width=1_200 if flawed else 1_400,
        use="주출입구",
        head=2.2,
        access="공동현관기(비밀번호·카드)",
        name="주출입구",
        leaves=1 if flawed else 3,
    )
    shed = Door(mark="", at=(2_400, 8_800), turn_deg=180, width=900)
    return (entry, shed) if flawed else (entry,)


def ground_window(*, flawed: bool) -> Window:
    """The window of the lobby, or of the storeroom in its place."""
    return Window(
        mark="LW1",
        at=(1_200, 8_800),
        turn_deg=180,
        width=600 if flawed else 1_200,
        sill=1.5 if flawed else 0.6,
        head=2.1,
        room="창고" if flawed else "로비",
    )


def draw_ground(pen: Pen, *, flawed: bool) -> None:
    """The pilotis floor: columns, stair core, bays, bin store, and the paving around."""
    here = pen.moved(*lay.AT)
    doors = ground_doors(flawed=flawed)
    core: list[Wall] = [
        ((0, 4_100), (5_300, 4_100), 200),
        ((5_200, 4_200), (5_200, 6_600), 200),
        ((0 if flawed else 1_600, 6_700), (5_300, 6_700), 200),
        ((WEST, 4_200), (WEST, 8_900), 200),
        ((200, 8_800), (3_400, 8_800), 200),
        ((3_300, 6_800), (3_300, 8_700), 200),
    ]
    if flawed:
        core += [((5_300, 6_500), (12_400, 6_500), 200), ((6_900, 3_200), (6_900, 6_400), 200)]
    opened: list[Window | Door] = [*doors, ground_window(flawed=flawed)]
    draw_walls(here, core, opened)
    draw_openings(here, opened)
    for at in lay.COLUMNS:
        symbols.column(pen, at, across=400, along=600)
    turned = here.moved(200, 6_600, turn_deg=-90)
    stair(turned, 0, 0, 2_400, 4_900, landing=1_250, ground=True)
    room(here, box(200, 4_200, 5_100, 6_600), "계단실", at=(4_200, 4_800))
    _ground_rooms(pen, here, flawed=flawed)
    _cars(pen, flawed=flawed)
    _ground_for_people(pen, flawed=flawed)
    grid(here)
    here.chain([(u, 0) for u in (200, 4_200, 8_200, 12_200)], -34)
    here.chain([(12_400, v) for v in (300, 6_300, 10_500)], -46)


def _ground_rooms(pen: Pen, here: Pen, *, flawed: bool) -> None:
    if flawed:
        here.text("창고·계량기실", (1_700, 7_800), 2.4)
    else:
        room(here, box(200, 6_800, 3_200, 8_700), "로비", at=(1_700, 8_250))
        symbols.fixture(here, (1_800, 7_060), kind="무인택배함")
        here.text("무인택배함(12칸)", (1_900, 7_480), 1.6)
    room(pen, box(1_800, 1_600, 4_400, 3_000), "쓰레기 보관소", at=(3_100, 2_800))
    for i in range(3):
        pen.rectangle(2_000 + 780 * i, 1_750, 2_650 + 780 * i, 2_500, "시설물")
    for words, x in (("일반", 2_325), ("음식물", 3_105), ("재활용", 3_885)):
        pen.text(words, (x, 2_120), 1.4)
    for x in (4_900, 5_500, 6_100) if not flawed else (4_900, 5_500):
        bicycle(pen, (x, 2_700), 90)
    pen.text("자전거 거치대", (5_500, 1_800), 1.6)
    if flawed:
        pen.rectangle(10_600, 1_700, 13_300, 3_300, "시설물")
        pen.text("가압펌프", (11_950, 2_500), 1.8)
    else:
        pen.rectangle(9_200, 1_700, 13_300, 3_300, "시설물")
        pen.text("평상·휴게 공간", (11_250, 2_500), 1.8)
    for i in range(4):
        symbols.fixture(here, (2_700 + 560 * i, 3_880), kind="계량기")
    here.text("전기·가스·수도 계량기(8세대, 외부 설치)", (3_700, 3_560), 1.5)


def _cars(pen: Pen, *, flawed: bool) -> None:
    for number, bay in enumerate(lay.bays(flawed=flawed)):
        symbols.bay(
            pen,
            bay.at,
            bay.turn_deg,
            width=bay.width,
            depth=bay.depth,
            kind=bay.kind,
            number=bay.number,
        )
        x = bay.at[0]
        y = bay.at[1] - bay.depth / 2 if bay.turn_deg else bay.at[1] + bay.depth / 2
        if bay.kind == "이륜차":
            bicycle(pen, (x, y), 90)
            continue
        if number not in (1, 5):
            symbols.car(pen, (x, y), 90, model=number)
        else:
            pen.text("2.5×5.0", (x, y), 2.0)
        pen.text(bay.number, (x - 900, bay.at[1] - 450), 2.6)
    pen.dimension((950, 13_300), (3_450, 13_300), -4)
    pen.dimension((13_450, 13_300), (13_450, 18_300), -3)


def _ground_for_people(pen: Pen, *, flawed: bool) -> None:
    pen.area(lay.BOUNDARY, "내부선", colour=1)
    pen.polyline(lay.BUILDING, "중심선", closed=True)
    pen.text("상부 건축물 외곽선(필로티)", (9_500, 12_330), 1.8)
    pen.hatch(
        [(150, 13_200), (15_050, 13_200), (15_050, 18_300), (150, 18_300)],
        pattern="AR-CONC", size=0.05, layer="포장패턴",
    )  # fmt: skip
    key = (("ANSI32", "철근콘크리트 벽체"), ("AR-CONC", "투수콘크리트 포장"), ("ANGLE", "보도블록"))
    legend(pen, key, (21_500, 14_000))
    pen.lines(
        (
            "1. 부설주차장 8대: 6M 도로를 차로로 사용(주차장법 시행규칙",
            "   제11조제5항), 6~8번은 3~5번과 연접 배치.",
            "2. 필로티 천장고 2.4m 이상, 기둥 모서리 보호대 설치.",
            "3. 계량기는 외부에서 검침 가능한 위치에 설치.",
        ),
        (21_500, 10_500),
        2.2,
    )
    for fence in lay.fences(flawed=flawed):
        pen.polyline(fence[4], "내부선", width=30)
    kind, height = lay.fences(flawed=flawed)[0][1:3]
    pen.leader(f"담장: {kind} H={height:g}m", (15_100, 6_000), (17_500, 6_800))
    for words, at in (
        ("6M 도로 (여울로12길)", (7_600, 20_600)), ("콘크리트 포장", (8_500, 18_700)),
    ):  # fmt: skip
        pen.text(words, at, 2.6)
    pen.text("4M 도로 (골목)", (-2_600, 15_600), 2.6, turn_deg=90)
    pen.polyline([(-6_800, 18_400), (-4_000, 18_400), (-4_000, -3_500)], "내부선")
    pen.polyline([(-6_800, 24_400), (19_500, 24_400)], "내부선")
    pen.polyline([(15_200, 18_400), (19_500, 18_400)], "내부선")
    pen.polyline([(-6_800, 21_400), (19_500, 21_400)], "노면표시", linetype="DASHDOT2")
    walk = lay.path(flawed=flawed)
    pen.hatch(walk, pattern="ANGLE", size=1.2, layer="포장패턴")
    x, y = lay.entrance(flawed=flawed)
    tip: list[XY] = (
        [(x, y - 150), (x - 400, y - 850), (x + 400, y - 850)]
        if flawed
        else [(x - 150, y), (x - 850, y - 400), (x - 850, y + 400)]
    )
    pen.polyline(tip, "시설물", closed=True)
    pen.hatch(tip, pattern="SOLID", layer="시설물", colour=1)
    words = "주출입구" if flawed else "주출입구 (공동현관기)"
    pen.leader(
        words, (x, y - 500) if flawed else (x - 700, y), (-2_600, 5_600 if flawed else 11_600)
    )
    pen.leader(
        "이륜차 주차",
        lay.bays(flawed=flawed)[8].at,
        (17_000, 1_000) if flawed else (-2_600, 13_400),
    )
    pen.level("EL+32.15 (±0)", (4_600, 11_400))
    pen.level("EL+32.10", (7_600, 19_300))


def draw_paving(pen: Pen, *, flawed: bool) -> None:
    """The textures of the ground: the way on foot, the forecourt."""
    pen.hatch(lay.path(flawed=flawed), pattern="ANGLE", size=1.0, layer="포장패턴")
