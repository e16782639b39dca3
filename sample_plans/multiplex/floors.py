"""The floors of the 다세대: pilotis, typical floor, roof."""

from collections.abc import Sequence

from sample_plans import symbols
from sample_plans.drafting import XY, Pen, box
from sample_plans.multiplex import layout as lay
from sample_plans.rooms import (
    NO_RATING,
    RATED_DOOR,
    RATED_WINDOW,
    Door,
    Wall,
    Window,
    bath,
    bed,
    bicycle,
    desk,
    draw_openings,
    draw_walls,
    fridge,
    room,
    sink,
    sofa,
    stair,
    table,
    wardrobe,
    washer,
)

UNRATED = ("AW2",)
"""Marks whose schedule states no rating in the flawed set."""

NORTH, WEST, EAST = 10_700.0, 100.0, 12_300.0


def windows(*, flawed: bool) -> tuple[Window, ...]:
    """The windows of one dwelling, in the plan of the north one."""

    def one(
        mark: str, at: XY, turn: float, width: float, sill: float, head: float, use: str
    ) -> Window:
        grade = NO_RATING if flawed and mark in UNRATED else RATED_WINDOW
        return Window(
            mark=mark,
            at=at,
            turn_deg=turn,
            width=width,
            sill=sill,
            head=head,
            room=use,
            grade=grade,
        )

    return (
        one("AW1", (3_000, NORTH), 180, 2_400, 0.5, 2.3, "거실"),
        one("AW2", (7_300, NORTH), 180, 1_800, 0.9, 2.3, "침실"),
        one("AW2", (10_700, NORTH), 180, 1_800, 0.9, 2.3, "침실"),
        one("AW3", (WEST, 9_300), 270, 900, 1.2, 2.1, "거실"),
        one("AW4", (EAST, 6_350), 90, 900, 1.2, 2.1, "다용도실"),
    )


def stair_window() -> Window:
    """The window of the stair on the alley side."""
    return Window(
        mark="SW1", at=(WEST, 5_400), turn_deg=270, width=1_200, sill=1.1, head=2.1, room="계단실"
    )


def dwelling_door(*, flawed: bool) -> Door:
    """The door of a dwelling, from the stair's landing."""
    return Door(
        mark="FSD1",
        at=(900, 6_700),
        width=1_000,
        use="세대현관",
        grade=RATED_DOOR,
        name="세대 현관문",
    )


def draw_typical(pen: Pen, *, flawed: bool) -> None:
    """The typical floor with both dwellings and the stair."""
    here = pen.moved(*lay.AT)
    panes, entry = windows(flawed=flawed), dwelling_door(flawed=flawed)
    for number, half in ((1, here), (2, here.moved(0, lay.DEPTH, turn_deg=180, mirror=True))):
        _dwelling(half, number, [*panes, entry])
    openings = () if flawed else (stair_window(),)
    core: Sequence[Wall] = (
        ((WEST, 4_000), (WEST, 6_800), 200),
        ((5_200, 4_200), (5_200, 6_600), 200),
        ((5_300, 5_400), (12_200, 5_400), 200),
    )
    draw_walls(here, core, openings)
    draw_openings(here, openings)
    turned = here.moved(200, 6_600, turn_deg=-90)
    stair(turned, 0, 0, 2_400, 4_900, landing=1_250)
    room(here, box(200, 4_200, 5_100, 6_600), "계단실", at=(900, 4_700))
    _grid(here)
    _typical_dimensions(here)
    if not flawed:
        here.leader("계단실 창: 외부(골목)에서 감시 가능", (0, 5_000), (-3_500, 3_000))
    here.leader("세대 현관문: 침입방어성능 별표1 제2호, 도어체인", (1_300, 6_750), (-3_800, 7_600))
    for x, y in ((-60, 10_720), (12_460, 10_720), (-60, 80), (12_460, 80)):
        here.circle((x, y), 60, "시설물")
    here.text("우수 선홈통 D100", (14_400, 10_900), 1.8)
    here.text("도시가스 입상관 25A", (14_600, 7_250), 1.8)


def _dwelling(pen: Pen, number: int, openings: Sequence[Window | Door]) -> None:
    outer: Sequence[Wall] = (
        ((0, NORTH), (12_400, NORTH), 200),
        ((WEST, 6_800), (WEST, 10_600), 200),
        ((EAST, 5_400), (EAST, 10_600), 200),
        ((200, 6_700), (5_300, 6_700), 200),
    )
    draw_walls(pen, outer, openings)
    draw_openings(pen, openings)
    doors = (
        Door(mark="", at=(1_800, 7_500), turn_deg=90, width=900, wall=120),
        Door(mark="", at=(6_500, 7_200), turn_deg=180, width=750, wall=120),
        Door(mark="", at=(8_300, 7_200), turn_deg=180, width=750, wall=120),
        Door(mark="", at=(8_300, 8_100), turn_deg=0, width=800, wall=120),
        Door(mark="", at=(9_000, 7_700), turn_deg=270, width=800, wall=120),
        Door(mark="", at=(10_400, 6_500), turn_deg=270, width=750, wall=120),
    )
    inner: Sequence[Wall] = (
        ((1_800, 6_800), (1_800, 8_200), 120),
        ((200, 8_260), (1_860, 8_260), 120),
        ((5_300, 7_200), (12_200, 7_200), 120),
        ((7_500, 5_500), (7_500, 7_140), 120),
        ((10_400, 5_500), (10_400, 7_140), 120),
        ((5_600, 8_100), (9_000, 8_100), 120),
        ((5_600, 8_100), (5_600, 10_600), 120),
        ((9_000, 7_260), (9_000, 10_600), 120),
    )
    draw_walls(pen, inner, doors, layer="내부선")
    draw_openings(pen, doors)
    sink(pen, (3_900, 7_120))
    fridge(pen, (2_350, 7_200))
    table(pen, (3_900, 8_500))
    sofa(pen, (4_950, 9_700), 90)
    bath(pen, (6_400, 5_850), 180)
    bed(pen, (7_300, 9_450), 180)
    bed(pen, (11_200, 9_450), 180)
    wardrobe(pen, (10_000, 7_600), 0)
    wardrobe(pen, (8_800, 5_850), 180)
    desk(pen, (9_500, 10_200), 180)
    washer(pen, (11_800, 5_950))
    pen.circle((10_900, 5_800), 180, "위생기구")
    for words, at in (
        ("현관", (950, 7_600)), ("거실", (2_500, 9_900)), ("주방·식당", (3_700, 7_720)), ("욕실", (6_250, 6_750)),
        ("드레스룸", (9_300, 6_750)), ("다용도실", (11_300, 6_800)), ("침실1", (8_350, 8_750)),
        ("침실2", (9_750, 9_000)), ("복도", (6_700, 7_650)),
    ):  # fmt: skip
        pen.text(words, at, 2.2)
    pen.text(f"0{number}호 (전용 52.84㎡)", (2_300, 8_950), 2.6)
    pen.hatch(box(200, 6_800, 1_740, 8_200), pattern="NET", size=6.0, layer="포장패턴")
    pen.hatch(box(5_300, 5_500, 7_440, 7_140), pattern="NET", size=4.0, layer="포장패턴")


def ground_doors(*, flawed: bool) -> tuple[Door, ...]:
    """The doors of the pilotis floor: the entrance and the doors of the small rooms."""
    u, v = (lay.entrance(flawed=flawed)[i] - lay.AT[i] for i in (0, 1))
    entry = Door(
        mark="SSD1", at=(u, v), turn_deg=0 if flawed else 270, width=1_200 if flawed else 1_400,
        use="주출입구", head=2.2, access="공동현관기(비밀번호·카드)", name="주출입구", leaves=1 if flawed else 3,
    )  # fmt: skip
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
    opened = [*doors, ground_window(flawed=flawed)]
    draw_walls(here, core, opened)
    draw_openings(here, opened)
    for at in lay.COLUMNS:
        symbols.column(pen, at, across=400, along=600)
    turned = here.moved(200, 6_600, turn_deg=-90)
    stair(turned, 0, 0, 2_400, 4_900, landing=1_250, ground=True)
    room(here, box(200, 4_200, 5_100, 6_600), "계단실", at=(1_000, 5_900))
    _ground_rooms(pen, here, flawed=flawed)
    _cars(pen, flawed=flawed)
    _ground_for_people(pen, flawed=flawed)
    _grid(here)


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
    for words, at in (
        ("6M 도로 (여울로12길)", (7_600, 20_600)), ("콘크리트 포장", (8_500, 18_700)),
    ):  # fmt: skip
        pen.text(words, at, 2.6)
    pen.text("4M 도로 (골목)", (-2_000, 8_000), 2.6, turn_deg=90)
    pen.polyline([(-8_000, 18_400), (-4_000, 18_400), (-4_000, -3_500)], "내부선")
    pen.polyline([(-8_000, 24_400), (19_500, 24_400)], "내부선")
    pen.polyline([(15_200, 18_400), (19_500, 18_400)], "내부선")
    pen.polyline([(-8_000, 21_400), (19_500, 21_400)], "노면표시", linetype="DASHDOT2")
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


def draw_roof(pen: Pen, *, flawed: bool) -> None:
    """The roof: parapet, stair head with its door, drains, greening."""
    here = pen.moved(*lay.AT)
    here.rectangle(0, 0, lay.WIDTH, lay.DEPTH, "입면")
    here.rectangle(200, 200, lay.WIDTH - 200, lay.DEPTH - 200, "입면")
    out = Door(
        mark="FSD2", at=(5_200, 5_400), turn_deg=90, width=900, use="옥상", name="옥상 출입문",
        access="비상문자동개폐장치", grade=RATED_DOOR,
    )  # fmt: skip
    head: Sequence[Wall] = (
        ((0, 4_100), (5_300, 4_100), 200),
        ((0, 6_700), (5_300, 6_700), 200),
        ((WEST, 4_200), (WEST, 6_600), 200),
        ((5_200, 4_200), (5_200, 6_600), 200),
    )
    draw_walls(here, head, (out,))
    draw_openings(here, (out,))
    turned = here.moved(200, 6_600, turn_deg=-90)
    stair(turned, 0, 0, 2_400, 4_900, landing=1_250, upward=False)
    here.text("옥탑 계단실", (900, 6_200), 2.0)
    room(here, box(5_400, 300, 12_100, 10_500), "옥상", at=(8_800, 4_600))
    here.text("THK50 무근콘크리트 위 우레탄 도막방수", (8_800, 6_600), 2.0)
    for x, y in ((600, 600), (11_800, 600), (600, 10_200), (11_800, 10_200)):
        here.circle((x, y), 110, "배선")
        here.text("RD D100", (x + (800 if x < 5_000 else -800), y), 1.6)
    for a, b in (
        ((8_600, 5_400), (11_600, 10_000)), ((8_600, 5_400), (11_600, 800)),
        ((5_800, 9_000), (800, 10_000)), ((5_800, 1_800), (800, 800)),
    ):  # fmt: skip
        here.polyline([a, b], "중심선")
    here.rectangle(9_500, 7_600, 11_700, 9_800, "시설물")
    here.text("태양광 3kW", (10_600, 8_700), 2.0)
    here.rectangle(6_000, 800, 7_800, 2_600, "시설물")
    here.text("실외기 8대(옥상 거치)", (8_000, 3_000), 1.8)
    for i in range(4):
        here.rectangle(6_000 + i * 900, 900, 6_800 + i * 900, 1_250, "시설물")
        here.rectangle(6_000 + i * 900, 1_700, 6_800 + i * 900, 2_050, "시설물")
    _grid(here)
    here.text("난간 파라펫 H=1,200", (6_200, 11_000), 1.8)
    here.level("EL+46.55 (RFL)", (3_000, 8_700))
    _typical_dimensions(here)


def _grid(here: Pen) -> None:
    for name, u in (("X1", 200), ("X2", 4_200), ("X3", 8_200), ("X4", 12_200)):
        here.axis(name, (u, -3_000), (u, 12_000))
    for name, v in (("Y3", 10_500), ("Y2", 6_300), ("Y1", 300)):
        here.axis(name, (-3_400, v), (13_700, v))


def _typical_dimensions(here: Pen) -> None:
    top = lay.DEPTH
    here.chain([(u, top) for u in (0, 5_600, 9_000, 12_400)], 18)
    here.chain([(u, 0) for u in (200, 4_200, 8_200, 12_200)], -22)
    here.chain([(12_400, v) for v in (0, 3_600, 5_400, 7_200, 10_800)], -20)
    here.chain([(0, v) for v in (0, 4_100, 6_700, 10_800)], 30)


def draw_finish_paving(pen: Pen, *, flawed: bool) -> None:
    """The textures of the ground: the way on foot, the forecourt."""
    pen.hatch(lay.path(flawed=flawed), pattern="ANGLE", size=1.0, layer="포장패턴")
