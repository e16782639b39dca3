"""The typical floor and the roof of the 다세대."""

from collections.abc import Sequence

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
    desk,
    draw_openings,
    draw_walls,
    finishes,
    fridge,
    legend,
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

FINISHES = (
    ("거실·침실", "강마루 T8", "실크벽지", "실크벽지"),
    ("주방·식당", "강마루 T8", "타일/실크벽지", "실크벽지"),
    ("욕실", "논슬립 타일 300×300", "도기질 타일", "SMC 천장재"),
    ("다용도실", "논슬립 타일 300×300", "수성페인트", "수성페인트"),
    ("계단실", "화강석 버너구이 T30", "다채무늬도료", "수성페인트"),
)

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
        grade=NO_RATING if flawed else RATED_DOOR,
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
    room(here, box(200, 4_200, 5_100, 6_600), "계단실", at=(4_600, 5_400))
    grid(here)
    _typical_dimensions(here)
    if not flawed:
        here.leader("계단실 창: 외부(골목)에서 감시 가능", (0, 5_000), (-3_500, 3_000))
    rating = "" if flawed else "침입방어성능 별표1 제2호, "
    here.leader(f"세대 현관문: {rating}도어체인", (1_300, 6_750), (-3_800, 7_600))
    for x, y in ((-60, 10_720), (12_460, 10_720), (-60, 80), (12_460, 80)):
        here.circle((x, y), 60, "시설물")
    finishes(pen, "실내재료 마감표(기준층)", FINISHES, (19_800, 13_500))
    rows = [(f"{level}층", "66.96", "66.96", "133.92") for level in lay.TYPICAL]
    columns = (("층", 18.0), ("01호(㎡)", 24.0), ("02호(㎡)", 24.0), ("계(㎡)", 24.0))
    pen.table("층별 면적표", columns, rows, (19_800, 9_300), height=2.2, row=7.0)
    key = (("ANSI32", "철근콘크리트 벽체"), ("NET", "타일(방수)"))
    legend(pen, key, (19_800, 6_200))
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
    sofa(pen, (5_050, 9_450), 90)
    bath(pen, (6_400, 5_850), 180)
    bed(pen, (7_300, 9_450), 180)
    bed(pen, (11_200, 9_450), 180)
    wardrobe(pen, (10_000, 7_600), 0)
    wardrobe(pen, (8_800, 5_850), 180)
    desk(pen, (9_700, 10_250))
    washer(pen, (11_800, 5_950))
    pen.circle((10_900, 5_800), 180, "위생기구")
    for words, at in (
        ("현관", (1_250, 7_950)), ("거실", (2_500, 9_900)), ("주방·식당", (3_700, 7_720)),
        ("욕실", (7_050, 6_800)),
        ("드레스룸", (9_500, 6_800)), ("다용도실", (11_450, 6_900)), ("침실1", (6_050, 8_450)),
        ("침실2", (9_700, 8_900)), ("복도", (6_700, 7_650)),
    ):  # fmt: skip
        pen.text(words, at, 2.2)
    pen.text(f"0{number}호 (전용 52.84㎡)", (2_300, 8_950), 2.6)
    pen.hatch(box(200, 6_800, 1_740, 8_200), pattern="NET", size=6.0, layer="포장패턴")
    pen.hatch(box(5_300, 5_500, 7_440, 7_140), pattern="NET", size=4.0, layer="포장패턴")


def draw_roof(pen: Pen) -> None:
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
    grid(here)
    here.text("난간 파라펫 H=1,200", (6_200, 11_000), 1.8)
    here.level("EL+46.55 (RFL)", (3_000, 8_700))
    _typical_dimensions(here)


def grid(here: Pen) -> None:
    """Axes X1 to X4 and Y1 to Y3."""
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
