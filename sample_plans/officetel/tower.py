"""The typical floor and the roof of the 오피스텔, and the core that all floors share."""

from collections.abc import Sequence

from sample_plans import symbols
from sample_plans.drafting import XY, Pen, box
from sample_plans.officetel import layout as lay
from sample_plans.officetel.layout import CORE, HALL, LIFTS, MODULE, STAIRS, X, Y
from sample_plans.rooms import (
    NO_RATING,
    RATED_DOOR,
    RATED_WINDOW,
    Door,
    Wall,
    Window,
    bath,
    desk,
    draw_openings,
    draw_walls,
    finishes,
    legend,
    lift,
    room,
    single_bed,
    stair,
    wardrobe,
    washer,
)

UNRATED = ("PW2",)
"""Marks whose schedule states no rating in the flawed set."""

SOUTH_UNITS = (
    *((X[0] + MODULE * i, X[0] + MODULE * (i + 1)) for i in range(6)),
    (X[0] + MODULE * 6, X[4]),
)
NORTH_UNITS = tuple((x, x + MODULE) for x in (X[0], X[0] + MODULE, X[3], X[3] + MODULE))


def pane(mark: str, at: XY, turn: float, width: float, *, flawed: bool) -> Window:
    """A window of a room."""
    grade = NO_RATING if flawed and mark in UNRATED else RATED_WINDOW
    return Window(
        mark=mark, at=at, turn_deg=turn, width=width, sill=0.6, head=2.3, room="침실", grade=grade
    )


FINISHES = (
    ("거실·침실", "강마루 T8", "실크벽지", "실크벽지"),
    ("욕실", "논슬립 타일 300×300", "도기질 타일", "SMC 천장재"),
    ("복도", "화강석 물갈기 T20", "다채무늬도료", "경량철골 석고보드"),
    ("승강기홀", "화강석 물갈기 T20", "인조대리석", "경량철골 석고보드"),
    ("계단실·부속실", "무석면 비닐타일", "수성페인트", "수성페인트"),
)


def windows(*, flawed: bool) -> list[Window]:
    """The windows of a typical floor."""
    found = []
    for x0, x1 in SOUTH_UNITS:
        middle = (x0 + x1) / 2
        if x1 - x0 < 5_000:
            found.append(pane("PW1", (middle + 450, Y[0]), 0, 2_400, flawed=flawed))
        else:
            found.append(pane("PW1", (x0 + 2_550, Y[0]), 0, 2_400, flawed=flawed))
            found.append(pane("PW2", (x1 - 2_100, Y[0]), 0, 1_800, flawed=flawed))
            found.append(pane("PW2", (X[4], Y[0] + 2_400), 90, 1_800, flawed=flawed))
    for x0, x1 in NORTH_UNITS:
        found.append(pane("PW1", ((x0 + x1) / 2 + 450, Y[3]), 180, 2_400, flawed=flawed))
    for x, turn in ((X[0], 270), (X[4], 90)):
        found.append(
            Window(
                mark="CW1",
                at=(x, 13_700),
                turn_deg=turn,
                width=1_200,
                sill=0.9,
                head=2.2,
                room="복도",
            )
        )
    return found


def stair_windows(*, flawed: bool) -> list[Window]:
    """The windows of the two stairs, to the north."""
    return [
        Window(
            mark="SW1", at=((x0 + x1) / 2, CORE[2]), turn_deg=180, width=1_200, sill=1.1, head=2.1,
            room="계단실",
        )
        for x0, x1 in (STAIRS[1:] if flawed else STAIRS)
    ]  # fmt: skip


def core_walls(*, ground: bool = False) -> list[Wall]:
    """The walls of stairs, lobbies, lifts and shafts above ground."""
    low, mid, top = CORE[0], CORE[1], CORE[2]
    walls: list[Wall] = [((x, Y[2] + 100), (x, top - 100), 200) for pair in STAIRS for x in pair]
    walls += [((x0, low), (x1, low), 200) for x0, x1 in STAIRS]
    walls += [((x0, Y[2]), (x1, Y[2]), 200) for x0, x1 in STAIRS]
    walls += [
        ((STAIRS[0][1], Y[2]), (HALL[0] + 100, Y[2]), 200),
        ((HALL[1] - 100, Y[2]), (STAIRS[1][0], Y[2]), 200),
        ((HALL[0], Y[2] + 100), (HALL[0], top - 100), 200),
        ((HALL[1], Y[2] + 100), (HALL[1], top - 100), 200),
        ((HALL[0] + 100, mid), (HALL[1] - 100, mid), 200),
        ((LIFTS[0][1], mid + 100), (LIFTS[0][1], top - 100), 150),
        ((LIFTS[1][0], mid + 100), (LIFTS[1][0], top - 100), 150),
    ]
    if ground:
        return walls
    return [*walls, ((X[1] - 100, top), (X[3] + 100, top), 200)]


def core_doors(level: str) -> list[Door]:
    """Doors of lobbies and stairs above ground, lift doors as inner doors."""
    doors = []
    for number, (x0, _) in enumerate(STAIRS, start=1):
        doors.append(
            Door(mark="FSD2", at=(x0 + 1_900, Y[2]), turn_deg=0, width=1_000, use="계단실",
                 name=f"{level} 부속실{number}")
        )  # fmt: skip
        doors.append(
            Door(mark="FSD2", at=(x0 + 700, CORE[0]), turn_deg=0, width=1_000, use="계단실",
                 name=f"{level} 계단실{number}")
        )  # fmt: skip
    return doors


def lift_doors() -> list[Door]:
    """Openings of the lift shafts, which no wall closes."""
    return [Door(mark="", at=((x0 + x1) / 2, CORE[1]), width=1_000, wall=200) for x0, x1 in LIFTS]


def draw_core(pen: Pen, *, ground: bool = False) -> None:
    """Rooms, stairs and lifts of the core above ground."""
    for number, (x0, x1) in enumerate(STAIRS, start=1):
        stair(pen, x0 + 100, CORE[0] + 100, x1 - 100, CORE[2] - 100, landing=1_250, ground=ground)
        room(
            pen, box(x0 + 100, CORE[0] + 100, x1 - 100, CORE[2] - 100), "계단실",
            at=(x0 + 1_400, CORE[2] - 500),
        )  # fmt: skip
        pen.text(f"특별피난계단{number} 부속실", ((x0 + x1) / 2, 16_300), 1.2)
    for number, (x0, x1) in enumerate(LIFTS, start=1):
        lift(pen, x0 + 100, CORE[1] + 100, x1 - 100, CORE[2] - 100, f"E.V{number}(15인승)")
        middle = (x0 + x1) / 2
        pen.rectangle(middle - 500, CORE[1] - 60, middle + 500, CORE[1] + 60, "계단")
        pen.line((middle, CORE[1] - 60), (middle, CORE[1] + 60), "계단")
    hall = box(HALL[0] + 100, Y[2] + 100, HALL[1] - 100, CORE[1] - 100)
    room(pen, hall, "승강기홀", at=((HALL[0] + HALL[1]) / 2, 17_000))
    for words, x in (("EPS/TPS", 25_450), ("PS/제연", 33_750)):
        pen.text(words, (x, 16_300), 1.4)
        pen.rectangle(x - 1_200, 18_000, x + 1_200, 22_200, "내부선")
        pen.line((x - 1_200, 18_000), (x + 1_200, 22_200), "내부선")


def draw_typical(pen: Pen, *, flawed: bool) -> None:
    """The typical floor: eleven units along a corridor."""
    outer: Sequence[Wall] = (
        ((X[0] - 100, Y[0]), (X[4] + 100, Y[0]), 200),
        ((X[0], Y[0] + 100), (X[0], Y[3] - 100), 200),
        ((X[4], Y[0] + 100), (X[4], Y[3] - 100), 200),
        ((X[0] - 100, Y[3]), (X[1] - 100, Y[3]), 200),
        ((X[3] + 100, Y[3]), (X[4] + 100, Y[3]), 200),
        ((X[0] + 100, Y[1]), (X[4] - 100, Y[1]), 200),
        ((X[0] + 100, Y[2]), (X[1], Y[2]), 200),
        ((X[3], Y[2]), (X[4] - 100, Y[2]), 200),
    )
    party: list[Wall] = [((x, Y[0] + 100), (x, Y[1] - 100), 200) for x, _ in SOUTH_UNITS[1:]]
    party += [((x, Y[2] + 100), (x, Y[3] - 100), 200) for x in (X[0] + MODULE, X[3] + MODULE)]
    entries = [
        Door(
            mark="FSD1",
            at=(x0 + 800, Y[1]),
            turn_deg=180,
            width=1_000,
            use="세대현관",
            grade=RATED_DOOR,
        )
        for x0, _ in SOUTH_UNITS
    ] + [
        Door(
            mark="FSD1",
            at=(x0 + 800, Y[2]),
            turn_deg=0,
            width=1_000,
            use="세대현관",
            grade=RATED_DOOR,
        )
        for x0, _ in NORTH_UNITS
    ]
    openings: list[Window | Door] = [
        *windows(flawed=flawed),
        *stair_windows(flawed=flawed),
        *entries,
        *core_doors("기준층"),
    ]
    draw_walls(pen, [*outer, *party, *core_walls()], [*openings, *lift_doors()])
    draw_openings(pen, openings)
    draw_core(pen)
    for number, (x0, x1) in enumerate(SOUTH_UNITS, start=1):
        here = pen.moved(x0, Y[1], turn_deg=180, mirror=True)
        _unit(here, x1 - x0, number)
    for number, (x0, x1) in enumerate(NORTH_UNITS, start=len(SOUTH_UNITS) + 1):
        _unit(pen.moved(x0, Y[2]), x1 - x0, number)
    pen.text("복도 (유효폭 1.8m)", (17_500, 13_700), 2.0)
    for at in lay.COLUMNS:
        symbols.column(pen, at, across=600, along=600)
    grid(pen)
    dimensions(pen)
    _tables(pen)


def _tables(pen: Pen) -> None:
    rows = [("A형", "10", "110", "27.30", "3,003.0"), ("B형", "1", "11", "55.10", "606.1")]
    rows.append(("계", "11", "121", "-", "3,609.1"))
    columns = (
        ("타입", 16.0),
        ("층당", 16.0),
        ("합계(실)", 20.0),
        ("전용(㎡)", 20.0),
        ("전용 계(㎡)", 26.0),
    )
    pen.table("호실 면적표", columns, rows, (53_500, 34_000), height=2.2, row=7.0)
    finishes(pen, "실내재료 마감표(기준층)", FINISHES, (53_500, 28_000))
    legend(pen, (("ANSI32", "철근콘크리트 벽체"), ("NET", "타일(방수)")), (53_500, 22_000))
    notes = (
        "1. 호실 현관문: 침입방어성능 별표1 제2호, 디지털도어록.",
        "2. 실외기는 각 호실 실외기실(루버창)에 설치.",
        "3. 6~11층 소방관 진입창 위치는 소방도면 참조.",
        "4. 특별피난계단 부속실: 급기가압 제연.",
    )
    pen.lines(notes, (53_500, 19_300), 2.2)


def _unit(pen: Pen, width: float, number: int) -> None:
    """One unit from its corridor corner, its window at the far end."""
    doors = [
        Door(mark="", at=(2_600, 2_300), turn_deg=180, width=700, wall=120),
        Door(mark="", at=(600, 6_700), turn_deg=180, width=600, wall=120),
    ]
    inner: list[Wall] = [
        ((1_900, 100), (1_900, 2_360), 120),
        ((1_840, 2_300), (4_100, 2_300), 120),
        ((100, 6_700), (1_150, 6_700), 120),
        ((1_150, 6_700), (1_150, 7_700), 120),
    ]
    if width > 5_000:
        inner += [((4_200, 100), (4_200, 2_300), 120), ((4_800, 2_300), (4_800, 7_700), 120)]
        inner.append(((4_200, 2_300), (8_300, 2_300), 120))
        doors.append(Door(mark="", at=(5_500, 2_300), turn_deg=0, width=800, wall=120))
    draw_walls(pen, inner, doors, layer="내부선")
    draw_openings(pen, doors)
    bath(pen, (3_000, 650), 180)
    pen.hatch(box(1_960, 100, 4_100, 2_240), pattern="NET", size=2.5, layer="포장패턴")
    pen.rectangle(100, 2_500, 700, 4_700, "가구")
    pen.rectangle(200, 2_700, 600, 3_250, "가구")
    pen.circle((400, 3_700), 130, "가구")
    pen.circle((400, 4_100), 130, "가구")
    washer(pen, (430, 5_100))
    single_bed(pen, (3_400, 5_900), 180)
    desk(pen, (1_900, 7_350))
    wardrobe(pen, (3_100, 2_680))
    pen.rectangle(250, 6_950, 1_000, 7_450, "가구")
    pen.text("실외기실", (620, 6_420), 1.1)
    pen.text("욕실", (3_500, 1_800), 1.3)
    pen.text("현관", (1_500, 1_700), 1.2)
    kind, area = ("B", "55.1") if width > 5_000 else ("A", "27.3")
    pen.text(f"{number:02d}호", (1_900, 4_500), 2.2)
    pen.text(f"{kind}형 전용 {area}㎡", (2_150, 4_050), 1.2)
    if width > 5_000:
        single_bed(pen, (7_400, 6_000), 180)
        wardrobe(pen, (6_900, 2_680))
        pen.text("침실", (6_000, 4_600), 1.6)
        pen.text("드레스룸", (6_300, 1_300), 1.3)


def draw_roof(pen: Pen) -> None:
    """The roof: parapet, stair heads with their doors, lift machine rooms, drains."""
    pen.area(lay.TOWER, "입면")
    pen.rectangle(X[0] + 100, Y[0] + 100, X[4] - 100, Y[3] - 100, "입면")
    walls: list[Wall] = [
        ((X[1] - 100, CORE[0]), (X[3] + 100, CORE[0]), 200),
        ((X[1] - 100, CORE[2]), (X[3] + 100, CORE[2]), 200),
        *(((x, CORE[0] + 100), (x, CORE[2] - 100), 200) for pair in STAIRS for x in pair),
        ((HALL[0], CORE[0] + 100), (HALL[0], CORE[2] - 100), 200),
        ((HALL[1], CORE[0] + 100), (HALL[1], CORE[2] - 100), 200),
    ]
    doors = [
        Door(
            mark="FSD3",
            at=(x0 + 1_400, CORE[0]),
            turn_deg=180,
            width=1_000,
            use="옥상",
            grade=RATED_DOOR,
            access="비상문자동개폐장치",
            name=f"옥상 출입문{number}",
        )
        for number, (x0, _) in enumerate(STAIRS, start=1)
    ]
    draw_walls(pen, walls, doors)
    draw_openings(pen, doors)
    for x0, x1 in STAIRS:
        stair(pen, x0 + 100, CORE[0] + 100, x1 - 100, CORE[2] - 100, landing=1_250, upward=False)
    pen.text("승강기 기계실(MRL)", (29_600, 20_000), 1.6)
    pen.text("물탱크실", (25_450, 20_000), 1.4)
    pen.text("제연휀룸", (33_750, 20_000), 1.4)
    room(pen, box(X[0] + 300, Y[0] + 300, X[4] - 300, 17_300), "옥상", 2.6, at=(17_000, 15_500))
    green = box(X[0] + 1_200, 6_200, 26_000, 12_500)
    pen.rectangle(*green[0], *green[2], "시설물")
    pen.hatch(green, pattern="GRASS", size=0.3, layer="해치", colour=92)
    pen.text("옥상조경 (인공지반 토심 0.6m)", (20_000, 13_200), 1.8)
    deck = box(27_500, 6_200, 38_500, 12_500)
    pen.rectangle(*deck[0], *deck[2], "시설물")
    pen.hatch(deck, pattern="LINE", size=1.5, layer="포장패턴")
    pen.text("휴게데크", (33_000, 9_400), 1.8)
    pen.rectangle(40_000, 6_200, 45_000, 12_500, "시설물")
    pen.text("태양광 18kW", (42_500, 9_300), 1.8)
    for x in (14_000, 22_000, 31_000, 39_000, 45_200):
        for y in (5_600, 21_800 if x < 20_000 or x > 38_500 else 17_000):
            pen.circle((x, y), 120, "배선")
            pen.text("RD", (x + 500, y), 1.1)
    pen.text("난간 파라펫 H=1,200", (29_600, 4_000), 1.8)
    pen.level("EL+62.00 (RFL)", (40_000, 15_000))
    grid(pen)
    dimensions(pen)


def grid(pen: Pen) -> None:
    """Axes X1 to X5 and Y1 to Y4."""
    for number, x in enumerate(X, start=1):
        pen.axis(f"X{number}", (x, -1_500), (x, 26_500))
    for number, y in enumerate(Y, start=1):
        shift = -1_400 if number == 3 else 0
        pen.axis(f"Y{number}", (6_000 + shift, y), (49_500, y))


def dimensions(pen: Pen) -> None:
    """The chains of the floor plans."""
    pen.chain([(x, Y[0]) for x in X], -38)
    pen.chain([(X[0] + MODULE * i, Y[3]) for i in range(9)], 28, total=False)
    pen.chain([(X[4], y) for y in Y], -22)
