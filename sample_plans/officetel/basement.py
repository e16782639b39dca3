"""The two basement storeys of the 오피스텔: bays, lanes, ramps, core, machine rooms."""

from collections.abc import Sequence

from sample_plans import symbols
from sample_plans.drafting import XY, Pen, box
from sample_plans.officetel import layout as lay
from sample_plans.officetel.layout import CORE, HALL, LIFTS, STAIRS, X, Y
from sample_plans.rooms import Door, Wall, draw_openings, draw_walls, lift, room, stair


def walls(storey: int) -> list[Wall]:
    """Outer walls, the ramp's wall, the core, machine rooms."""
    found: list[Wall] = [
        ((900, 1_100), (47_300, 1_100), 400),
        ((900, 35_100), (47_300, 35_100), 400),
        ((1_100, 1_300), (1_100, 34_900), 400),
        ((47_100, 1_300), (47_100, 34_900), 400),
        ((14_500, 28_800), (40_900 if storey == -1 else 46_900, 28_800), 200),
        ((X[1] - 100, CORE[0]), (X[3] + 100, CORE[0]), 200),
        ((X[1] - 100, CORE[2]), (X[3] + 100, CORE[2]), 200),
        *(((x, CORE[0] + 100), (x, CORE[2] - 100), 200) for pair in STAIRS for x in pair),
        ((STAIRS[0][1] + 100, CORE[1]), (STAIRS[1][0] - 100, CORE[1]), 200),
        ((HALL[0], CORE[1] + 100), (HALL[0], CORE[2] - 100), 200),
        ((HALL[1], CORE[1] + 100), (HALL[1], CORE[2] - 100), 200),
        ((LIFTS[0][1], CORE[1] + 100), (LIFTS[0][1], CORE[2] - 100), 150),
        ((LIFTS[1][0], CORE[1] + 100), (LIFTS[1][0], CORE[2] - 100), 150),
    ]
    if storey == -2:
        found += [
            ((38_100, 17_700), (46_900, 17_700), 200),
            ((38_200, 17_800), (38_200, 22_500), 200),
            ((38_100, 22_600), (46_900, 22_600), 200),
            ((6_400, 25_900), (6_400, 34_900), 200),
            ((1_300, 26_000), (6_300, 26_000), 200),
            ((40_900, 28_900), (40_900, 34_900), 200),
        ]
    return found


def doors(storey: int) -> list[Door]:
    """The link to the car park, the stairs, machine rooms."""
    name = f"지하{-storey}층"
    found = [
        Door(
            mark="SSD2",
            at=(31_100, CORE[0]),
            turn_deg=0,
            width=1_800,
            use="주차장연결",
            leaves=3,
            access="공동현관기(카드·비밀번호)",
            name=f"{name} 승강기홀 출입구",
        ),
        Door(
            mark="FSD2",
            at=(STAIRS[0][1], 18_500),
            turn_deg=270,
            width=1_000,
            use="계단실",
            name=f"{name} 계단실1",
        ),
        Door(
            mark="FSD2",
            at=(STAIRS[1][0], 18_500),
            turn_deg=90,
            width=1_000,
            use="계단실",
            name=f"{name} 계단실2",
        ),
    ]
    if storey == -2:
        found += [
            Door(mark="SD1", at=(42_500, 22_600), turn_deg=0, width=1_500, use="기계실", leaves=2),
            Door(mark="SD1", at=(6_400, 28_000), turn_deg=270, width=1_500, use="기계실", leaves=2),
        ]
    return found


def lift_openings() -> list[Door]:
    """Doors of the lifts, as gaps of their wall."""
    return [Door(mark="", at=((a + b) / 2, CORE[1]), width=1_000, wall=200) for a, b in LIFTS]


def draw_basement(pen: Pen, storey: int) -> None:
    """One basement storey with everything that is read, then what is for people."""
    opened = doors(storey)
    draw_walls(pen, walls(storey), [*opened, *lift_openings()])
    draw_openings(pen, opened)
    for at in lay.COLUMNS:
        symbols.column(pen, at, across=600, along=600)
    for bay in lay.bays(storey):
        symbols.bay(
            pen,
            bay.at,
            bay.turn_deg,
            width=bay.width,
            depth=bay.depth,
            kind=bay.kind,
            number=bay.number,
        )
    room(pen, lay.LANE, "차로", 2.4, at=(36_000, 10_600))
    room(pen, lay.PASSAGE, "주차통로", 1.4, at=(31_100, 14_200))
    hall = box(STAIRS[0][1] + 100, CORE[0] + 100, STAIRS[1][0] - 100, CORE[1] - 100)
    room(pen, hall, "승강기홀", 1.8, at=(29_600, 18_700))
    for x0, x1 in STAIRS:
        stair(
            pen,
            x0 + 100,
            CORE[0] + 100,
            x1 - 100,
            CORE[2] - 100,
            landing=1_250,
            ground=storey == -2,
        )
        area = box(x0 + 100, CORE[0] + 100, x1 - 100, CORE[2] - 100)
        room(pen, area, "계단실", 1.6, at=(x0 + 1_400, CORE[2] - 450))
    for number, (x0, x1) in enumerate(LIFTS, start=1):
        lift(pen, x0 + 100, CORE[1] + 100, x1 - 100, CORE[2] - 100, f"E.V{number}")
    for words, x in (("EPS/TPS", 25_450), ("PS·DA", 33_750)):
        pen.text(words, (x, 21_100), 1.4)
    _ramps(pen, storey)
    _for_people(pen, storey)


def _ramps(pen: Pen, storey: int) -> None:
    x0, y0, x1, y1 = 14_500.0, 28_900.0, 40_900.0, 34_900.0
    middle = (y0 + y1) / 2
    pen.rectangle(x0, y0, x1, y1, "내부선")
    pen.polyline([(x0, middle), (x1, middle)], "노면표시", linetype="DASHED2")
    for i in range(21):
        x = x0 + 600 + i * 1_270
        pen.line((x, y0 + 200), (x, y1 - 200), "포장패턴")
    up = "지상1층" if storey == -1 else "지하1층"
    pen.polyline([(x0 + 1_000, y0 + 1_500), (x0 + 8_500, y0 + 1_500)], "노면표시", width=80)
    pen.polyline(
        [(x0 + 7_800, y0 + 1_200), (x0 + 8_500, y0 + 1_500), (x0 + 7_800, y0 + 1_800)],
        "노면표시",
        width=80,
    )
    pen.text(f"UP ({up}) 경사 1/6", (x0 + 5_000, y0 + 2_300), 2.0)
    if storey == -1:
        pen.polyline([(x1 - 1_000, y1 - 1_500), (x1 - 8_500, y1 - 1_500)], "노면표시", width=80)
        pen.polyline(
            [(x1 - 7_800, y1 - 1_200), (x1 - 8_500, y1 - 1_500), (x1 - 7_800, y1 - 1_800)],
            "노면표시", width=80,
        )  # fmt: skip
        pen.text("DN (지하2층) 경사 1/6", (x1 - 5_000, y1 - 2_400), 2.0)
        pen.polyline(
            [
                (27_000, y0),
                (27_300, 31_600),
                (27_900, 31_200),
                (27_100, 32_800),
                (27_700, 32_400),
                (28_000, y1),
            ],
            "계단",
        )
    else:
        pen.text("우수조·집수정", (43_900, 31_900), 1.8)
        pen.text("저수조·펌프실", (42_500, 20_200), 2.0)
        pen.text("기계실·소화펌프실", (3_850, 30_400), 2.0)


def _for_people(pen: Pen, storey: int) -> None:
    for number, bay in enumerate(lay.bays(storey)):
        x, y = bay.at
        ax, ay = {0: (0.0, 1.0), 180: (0.0, -1.0), 90: (-1.0, 0.0)}[int(bay.turn_deg)]
        middle = (x + ax * bay.depth / 2, y + ay * bay.depth / 2)
        if (number * 7 + storey) % 5 not in (0, 3) and bay.kind != "장애인":
            symbols.car(pen, middle, 0 if bay.turn_deg == 90 else 90, model=number)
        pen.text(
            bay.number, (x + ax * 400, y + ay * 400), 1.1, turn_deg=90 if bay.turn_deg == 90 else 0
        )
        if bay.turn_deg == 90:
            pen.rectangle(1_700, y - 800, 1_850, y + 800, "시설물")
    arrows: Sequence[tuple[XY, float]] = (
        ((20_000, 8_000), 0),
        ((40_000, 8_000), 0),
        ((38_000, 11_000), 180),
        ((18_000, 11_000), 180),
        ((9_500, 20_000), 90),
        ((9_500, 31_000), 270),
        ((20_000, 24_200), 0),
        ((38_000, 24_200), 0),
        ((38_000, 27_200), 180),
        ((20_000, 27_200), 180),
    )
    for at, turn in arrows:
        here = pen.moved(*at, turn_deg=turn)
        here.polyline([(-1_000, 0), (700, 0)], "노면표시", width=120)
        here.polyline([(400, 250), (1_000, 0), (400, -250)], "노면표시", closed=True)
    for i in range(6):
        pen.rectangle(30_100 + i * 370, 9_000, 30_290 + i * 370, 12_300, "노면표시")
    pen.hatch(lay.PASSAGE, pattern="ANSI31", size=0.8, layer="포장패턴", colour=3)
    pen.hatch(box(28_150, 12_600, 29_200, 17_400), pattern="ANSI37", size=0.8, layer="포장패턴")
    for y in (15_500, 25_700):
        pen.polyline([(6_700, y), (12_300, y)], "노면표시", linetype="DASHED2")
    pen.text("방화셔터", (9_500, 25_300), 1.2)
    name = "전기실(바닥 하부) · " if storey == -1 else ""
    count = sum(1 for _ in lay.bays(storey))
    pen.text(f"{name}주차 {count}대 (차로 폭 6.0m, 보행 출입구 1개소)", (24_000, 36_900), 2.4)
    pen.level(f"B{-storey}FL {lay.LEVELS[storey][0]:+.2f}", (24_000, 9_800))
    for number, x in enumerate(X, start=1):
        pen.axis(f"X{number}", (x, -3_500), (x, 35_300))
    for number, y in ((1, Y[0]), (2, Y[1]), (4, Y[3])):
        pen.axis(f"Y{number}", (-3_500, y), (47_300, y))
    pen.chain([(x, 900) for x in (900, *X, 47_300)], -20)
    pen.chain([(900, y) for y in (900, Y[0], Y[1], Y[3], 35_300)], 18)
    for a, b in (((46_000, 6_500), (46_000, 12_500)), ((16_000, 22_700), (16_000, 28_700))):
        pen.dimension(a, b, 0)
    pen.dimension((6_500, 21_500), (12_500, 21_500), 0)
    rows = [
        (kind, size, str(sum(b.kind == kind for b in lay.bays(-1))),
         str(sum(b.kind == kind for b in lay.bays(-2))),
         str(sum(b.kind == kind for s in (-1, -2) for b in lay.bays(s))))
        for kind, size in (("일반", "2.5×5.0"), ("확장형", "2.6×5.2"), ("장애인", "3.3×5.0"))
    ]  # fmt: skip
    b1, b2 = (str(sum(1 for _ in lay.bays(s))) for s in (-1, -2))
    rows.append(("계", "-", b1, b2, str(lay.CARS)))
    columns = (("구분", 18.0), ("규격(m)", 22.0), ("B1", 14.0), ("B2", 14.0), ("계", 14.0))
    pen.table("주차대수 산출", columns, rows, (50_500, 30_000), height=2.4, row=7.0)
