"""The ground floor of the 오피스텔: lobby, 24-hour store on the corner, shops, core, ramp entry."""

from collections.abc import Sequence

from sample_plans import symbols
from sample_plans.drafting import XY, Pen, box
from sample_plans.officetel import layout as lay
from sample_plans.officetel.layout import CORE, STAIRS, X, Y
from sample_plans.officetel.tower import core_doors, core_walls, draw_core, grid, lift_doors
from sample_plans.rooms import (
    Door,
    Wall,
    Window,
    bicycle,
    desk,
    draw_openings,
    draw_walls,
    gondola,
    room,
    sofa,
    table,
)

STORE = box(X[3] + 100, Y[0] + 100, X[4] - 100, Y[2] - 100)
LOBBY = (28_400.0, 33_800.0)
SHOP_SPLIT = 18_400.0


def counter(*, flawed: bool) -> list[XY]:
    """The store's counter: in the corner window, or behind the storeroom."""
    return box(41_500, 13_300, 45_600, 14_000) if flawed else box(42_900, 6_300, 46_000, 7_000)


def store_windows(*, flawed: bool) -> list[Window]:
    """The glazing of the store on both streets."""
    south = [(42_100.0, 1_200.0)] if flawed else [(42_600.0, 2_400.0), (45_100.0, 2_000.0)]
    found = [
        Window(mark="FX1", at=(x, Y[0]), width=w, sill=0.3, head=2.9, room="점포") for x, w in south
    ]
    if not flawed:
        found += [
            Window(
                mark="FX2", at=(X[4], y), turn_deg=90, width=2_800, sill=0.3, head=2.9, room="점포"
            )
            for y in (6_900, 10_200)
        ]
    return found


def shop_windows(*, flawed: bool) -> list[Window]:
    """The glazing of the other shops and the lounge."""
    south = [(14_300.0, 2_200.0), (19_750.0, 2_100.0), (22_700.0, 2_200.0), (35_900.0, 3_000.0)]
    if flawed:
        south.append((32_100.0, 2_400.0))
    found = [
        Window(mark="FX3", at=(x, Y[0]), width=w, sill=0.3, head=2.9, room="점포") for x, w in south
    ]
    found += [
        Window(mark="FX3", at=(X[0], y), turn_deg=270, width=2_200, sill=0.3, head=2.9, room="점포")
        for y in (7_000, 10_400)
    ]
    return found


def entrance(*, flawed: bool) -> Door:
    """The entrance of the officetel: on the street, or on the west side behind the wing wall."""
    if flawed:
        return Door(
            mark="SSD1",
            at=(X[0], 13_700),
            turn_deg=270,
            width=1_600,
            use="주출입구",
            head=2.4,
            access="공동현관기(카드·비밀번호)",
            name="오피스텔 주출입구",
            leaves=3,
        )
    return Door(
        mark="SSD1",
        at=(31_100, Y[0]),
        turn_deg=0,
        width=2_000,
        use="주출입구",
        head=2.4,
        access="공동현관기(카드·비밀번호)",
        name="오피스텔 주출입구",
        leaves=3,
    )


def doors(*, flawed: bool) -> list[Door]:
    """Every door of the ground floor that is read."""
    found = [
        entrance(flawed=flawed),
        Door(
            mark="FD1",
            at=(40_000, Y[0]),
            turn_deg=0,
            width=1_800,
            use="점포",
            head=2.4,
            leaves=3,
            name="편의점 출입구",
        ),
        Door(
            mark="FD2",
            at=(16_600, Y[0]),
            turn_deg=180,
            width=1_000,
            use="점포",
            name="근린생활시설1",
        ),
        *core_doors("1층"),
        *(
            Door(
                mark="SD2",
                at=((x0 + x1) / 2, CORE[2]),
                turn_deg=0,
                width=1_000,
                use="계단실",
                name=f"1층 피난출구{n}",
            )
            for n, (x0, x1) in enumerate(STAIRS, start=1)
        ),
    ]
    if flawed:
        found.append(
            Door(
                mark="FD2",
                at=(29_900, Y[0]),
                turn_deg=180,
                width=1_000,
                use="점포",
                name="근린생활시설2",
            )
        )
    else:
        found.append(
            Door(
                mark="FSD4", at=(28_400, 8_000), turn_deg=90, width=900, use="경비실", name="방재실"
            )
        )
    return found


def walls(*, flawed: bool) -> list[Wall]:
    """Outer walls and the walls between lobby, shops and rooms."""
    found: list[Wall] = [
        ((X[0] - 100, Y[0]), (X[4] + 100, Y[0]), 200),
        ((X[0], Y[0] + 100), (X[0], Y[3] - 100), 200),
        ((X[4], Y[0] + 100), (X[4], Y[3] - 100), 200),
        ((X[0] - 100, Y[3]), (X[4] + 100, Y[3]), 200),
        ((X[0] + 100, Y[1]), (LOBBY[0] - 100, Y[1]), 200),
        ((X[0] + 100, Y[2]), (X[1] - 100, Y[2]), 200),
        ((X[3] + 100, Y[2]), (X[4] - 100, Y[2]), 200),
        ((X[3], Y[0] + 100), (X[3], Y[2] + 100), 200),
        ((LOBBY[1] + 100, Y[1]), (X[3] - 100, Y[1]), 200),
        ((SHOP_SPLIT, Y[0] + 100), (SHOP_SPLIT, Y[1] - 100), 200),
        ((24_000, Y[0] + 100), (24_000, Y[1] - 100), 200),
        ((LOBBY[0], Y[0] + 100), (LOBBY[0], Y[1] + 100), 200),
        ((LOBBY[1], Y[0] + 100), (LOBBY[1], Y[1] + 100), 200),
        ((24_100, 9_700), (LOBBY[0] - 100, 9_700), 200),
        *core_walls(ground=True),
    ]
    if not flawed:
        found.append(((X[1], Y[1] + 100), (X[1], Y[2] - 100), 200))
    if flawed:
        found += [
            ((LOBBY[0] + 100, Y[1]), (LOBBY[1] - 100, Y[1]), 200),
            ((39_400, 11_200), (X[4] - 100, 11_200), 150),
        ]
    return found


def inner(*, flawed: bool) -> list[Door]:
    """Openings and doors that are drawn for people only."""
    found = [
        Door(mark="", at=(26_200, Y[1]), turn_deg=0, width=900),
        Door(mark="", at=(19_500, Y[3]), turn_deg=180, width=1_500),
        Door(mark="", at=(41_500, Y[3]), turn_deg=180, width=1_500),
        Door(mark="", at=(35_900, Y[1]), turn_deg=180, width=1_200),
    ]
    if not flawed:
        found.append(Door(mark="", at=(X[3], 13_700), turn_deg=270, width=900))
    return found


def draw_ground(pen: Pen, *, flawed: bool) -> None:
    """The ground floor with its surroundings."""
    openings: list[Window | Door] = [
        *store_windows(flawed=flawed), *shop_windows(flawed=flawed), *doors(flawed=flawed),
    ]  # fmt: skip
    if not flawed:
        openings.append(
            Window(mark="LW1", at=(28_870, Y[0]), width=700, sill=0.3, head=2.9, room="로비")
        )
        openings.append(
            Window(mark="LW1", at=(32_950, Y[0]), width=1_200, sill=0.3, head=2.9, room="로비")
        )
    draw_walls(pen, walls(flawed=flawed), [*openings, *lift_doors(), *inner(flawed=flawed)])
    draw_openings(pen, [*openings, *inner(flawed=flawed)])
    draw_core(pen, ground=True)
    for at in lay.COLUMNS:
        symbols.column(pen, at, across=600, along=600)
    _rooms(pen, flawed=flawed)
    _store(pen, flawed=flawed)
    _ramp(pen)
    _outside(pen, flawed=flawed)
    grid(pen)
    pen.chain([(x, Y[0]) for x in X], -48)
    pen.chain([(X[4], y) for y in Y], -34)


def _rooms(pen: Pen, *, flawed: bool) -> None:
    lobby = box(LOBBY[0] + 100, Y[0] + 100, LOBBY[1] - 100, Y[2] - 100)
    if flawed:
        room(
            pen,
            box(LOBBY[0] + 100, Y[0] + 100, LOBBY[1] - 100, Y[1] - 100),
            "근린생활시설2",
            1.8,
            at=(31_100, 10_400),
        )
        for x in (30_000, 32_300):
            table(pen, (x, 7_600))
        room(
            pen,
            box(X[0] + 100, Y[1] + 100, LOBBY[0] - 100, Y[2] - 100),
            "로비",
            2.0,
            at=(17_000, 13_700),
        )
    else:
        room(pen, lobby, "로비", 2.2, at=(31_100, 9_900))
        sofa(pen, (32_900, 7_500), 270)
        sofa(pen, (32_900, 10_200), 270)
        pen.hatch(lobby, pattern="NET", size=7.0, layer="포장패턴")
        room(pen, box(24_100, Y[0] + 100, LOBBY[0] - 100, 9_600), "경비실", 1.8, at=(25_600, 8_700))
        desk(pen, (26_500, 6_700), 180)
        desk(pen, (24_700, 6_300), 90)
        pen.text("방재실 겸용 (CCTV 관제)", (26_200, 9_250), 1.2)
    symbols.fixture(pen, (26_000, 12_400), kind="무인택배함")
    pen.text("우편함·무인택배함실", (26_200, 11_000), 1.5)
    pen.rectangle(24_300, 10_000, 24_700, 12_000, "가구")
    shops: Sequence[tuple[str, float, float]] = (
        ("근린생활시설1 (휴게음식점)", X[0], SHOP_SPLIT),
        ("근린생활시설3 (소매점)", SHOP_SPLIT, 24_000.0),
    )
    for words, x0, x1 in shops:
        pen.text(words, ((x0 + x1) / 2, 10_500), 1.7)
        for i in range(2):
            table(pen, (x0 + 1_700 + i * 2_300, 7_600))
    pen.text("입주자 라운지", (35_900, 10_300), 1.7)
    table(pen, (35_300, 7_600))
    table(pen, (36_900, 8_600))
    pen.text("자전거 보관소", (14_900, 21_200), 1.7)
    for i in range(5):
        bicycle(pen, (14_900, 15_700 + i * 1_000))
    pen.line((16_900, Y[2] + 100), (16_900, Y[3] - 100), "내부선")
    room(
        pen,
        box(17_000, Y[2] + 100, X[1] - 100, Y[3] - 100),
        "쓰레기·재활용 보관소",
        1.5,
        at=(19_000, 18_500),
    )
    pen.text("MDF·통신실", (40_200, 18_500), 1.6)
    pen.line((42_200, Y[2] + 100), (42_200, Y[3] - 100), "내부선")
    pen.text("편의점 창고", (44_300, 18_500), 1.6)
    pen.text("복도", (35_000, 13_700), 1.6)
    if flawed:
        pen.text("창고", (26_200, 7_400), 1.6)


def _store(pen: Pen, *, flawed: bool) -> None:
    room(
        pen,
        STORE,
        "점포 (24시간 편의점)",
        2.0,
        at=(41_200, 12_200) if not flawed else (42_400, 9_900),
    )
    desk_area = counter(flawed=flawed)
    pen.hatch(desk_area, pattern="ANSI31", size=0.4)
    room(pen, desk_area, "계산대", 1.4)
    rows = (8_800, 10_700) if not flawed else (7_000, 8_700)
    for y in rows:
        for x in (40_000, 42_900) if not flawed else (40_300, 43_200):
            gondola(pen, (x, y))
    pen.rectangle(38_200, 13_700, 41_200, 14_400, "가구")
    for i in range(4):
        pen.line((38_200 + i * 750, 13_700), (38_950 + i * 750, 14_400), "가구")
    pen.text("음료 냉장고(W.I.C)", (39_700, 13_300), 1.2)
    if flawed:
        pen.text("진열벽(H=2.4m) · 시트지 부착 외벽", (42_800, 5_700), 1.2)
    else:
        pen.text("창면 진열·시트지 부착 금지(H=1.2m 이하)", (43_000, 5_600), 1.2)


def _ramp(pen: Pen) -> None:
    x0, y0, x1, y1 = 14_500.0, 28_900.0, 44_500.0, 34_900.0
    draw_walls(
        pen,
        (((14_200, 28_750), (x1, 28_750), 300), ((14_200, 35_050), (x1, 35_050), 300),
         ((14_350, y0), (14_350, y1), 300)),
    )  # fmt: skip
    room(pen, lay.ENTRY, "주차장출입구", 1.8, at=(42_400, 33_400))
    pen.polyline([(x0, 31_900), (x1, 31_900)], "노면표시", linetype="DASHED2")
    for i in range(20):
        x = x0 + 500 + i * 1_270
        pen.line((x, y0 + 200), (x, y1 - 200), "포장패턴")
    pen.polyline([(43_500, 33_400), (34_500, 33_400)], "노면표시", width=80)
    pen.polyline([(35_200, 33_100), (34_500, 33_400), (35_200, 33_700)], "노면표시", width=80)
    pen.text("DN (지하1층) 경사 1/6", (30_000, 33_400), 2.0)
    pen.polyline([(34_500, 30_400), (43_500, 30_400)], "노면표시", width=80)
    pen.polyline([(42_800, 30_100), (43_500, 30_400), (42_800, 30_700)], "노면표시", width=80)
    pen.rectangle(44_600, 31_650, 45_600, 32_150, "시설물")
    pen.text("차단기·출차주의등", (46_100, 32_700), 1.1)


def _outside(pen: Pen, *, flawed: bool) -> None:
    pen.polyline(lay.BOUNDARY, "내부선", closed=True, colour=1)
    pen.polyline([(-6_000, -20_000 + 14_000), (56_000, -6_000)], "내부선")
    pen.text("20M 도로 (나루대로)  보도 폭 4.0m", (24_000, -4_500), 2.6)
    pen.text("8M 도로 (나루3길)", (51_500, 26_000), 2.6, turn_deg=90)
    pen.polyline([(56_000, -6_000), (56_000, 37_000)], "내부선")
    pen.polyline([(-6_000, -4_000), (45_000, -4_000), (52_000, -4_000)], "노면표시")
    door = entrance(flawed=flawed)
    x, y = door.at
    tip: list[XY] = (
        [(x - 300, y), (x - 1_300, y - 600), (x - 1_300, y + 600)]
        if flawed
        else [(x, y - 300), (x - 600, y - 1_300), (x + 600, y - 1_300)]
    )
    for points in (tip, [(40_000, 4_700), (39_500, 3_800), (40_500, 3_800)],
                   [(44_700, 31_900), (45_700, 32_500), (45_700, 31_300)]):  # fmt: skip
        pen.polyline(points, "시설물", closed=True)
        pen.hatch(points, pattern="SOLID", layer="시설물", colour=1)
    pen.text("오피스텔 주출입구", (x - 3_600, y) if flawed else (x, y - 1_900), 1.8)
    pen.text("편의점", (40_000, 3_300), 1.8)
    pen.text("차량 진출입구", (46_200, 33_600), 1.4)
    pen.level("EL+24.50 (±0)", (35_800, 2_600))
    pen.level("EL+24.35", (8_000, -2_000))
    if not flawed:
        pen.rectangle(29_400, 3_200, 32_800, 4_900, "난간")
        pen.text("캐노피 투영선", (33_800, 3_900), 1.2)
    pen.text("공개공지", (6_000, 16_000), 2.2)
    pen.text("후면 통로", (24_000, 25_500), 2.0)
