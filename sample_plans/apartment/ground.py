"""A-102 to A-104: all towers on the ground floor, a typical floor and the roofs."""

from sample_plans import symbols
from sample_plans.apartment import layout as lay
from sample_plans.apartment.parts import wall, zone
from sample_plans.apartment.roof import draw_roof
from sample_plans.apartment.site import background
from sample_plans.apartment.tower import Floor, draw_floor
from sample_plans.drafting import XY, Pen, box

BLANK_GABLE = "104동"
WINDOWLESS = ("105동", 2)
UNRATED = ("PW6",)


def draw_all_floors(pen: Pen, *, ground: bool, flawed: bool) -> None:
    """A-102 or A-103."""
    if ground:
        background(pen, names=False)
    for tower in lay.TOWERS:
        floor = Floor(
            ground=ground,
            blank_gable=flawed and tower.name == BLANK_GABLE,
            windowless_stairs=(WINDOWLESS[1],) if flawed and tower.name == WINDOWLESS[0] else (),
            unrated=UNRATED if flawed else (),
            detailed=tower.name == "101동",
        )
        draw_floor(pen, tower, floor)
    if ground:
        _guard_post(pen, lay.GUARD_POST)
        _guard_post(pen, lay.GUARD_POST_2)
        _community(pen)
    _axes(pen)


def draw_all_roofs(pen: Pen) -> None:
    """A-104."""
    for tower in lay.TOWERS:
        draw_roof(pen, tower)
    _axes(pen)


def _axes(pen: Pen) -> None:
    """Grid lines of the first column and row of towers."""
    xs = (0, 12_600, 22_500, 32_400, 45_000)
    for i, x in enumerate(xs, start=1):
        pen.axis(f"X{i}", (18_000 + x, 11_500), (18_000 + x, 133_500))
    for i, y in enumerate((0, 5_100, 11_400), start=1):
        pen.axis(f"Y{i}", (8_000, 22_000 + y), (66_000, 22_000 + y))


def _guard_post(pen: Pen, area: list[XY]) -> None:
    (x0, y0), (x1, y1) = area[0], area[2]
    w, d = x1 - x0, y1 - y0
    here = pen.moved(x0, y0)
    wall(here, (0, 75), (w, 75), 150, [(w / 2, 1_800)])
    wall(here, (0, d - 75), (w, d - 75), 150, [(w / 2, 1_500)])
    wall(here, (75, 150), (75, d - 150), 150, [(d / 2 - 150, 900)])
    wall(here, (w - 75, 150), (w - 75, d - 150), 150, [(d / 2 - 150, 1_500)])
    for at, turn, width in (
        ((w / 2, 75), 0, 1_800),
        ((w / 2, d - 75), 180, 1_500),
        ((w - 75, d / 2), 90, 1_500),
    ):
        symbols.window(
            here, at, turn, mark="AW1", width=width, sill=0.9, head=2.2, room="경비실", wall=150
        )
    symbols.door(
        here, (75, d / 2), 270, mark="AD1", width=900, use="경비실", wall=150, name="경비실 문"
    )
    zone(here, box(300, 300, w - 300, d - 300), "경비실", 1.2)


def _community(pen: Pen) -> None:
    (x0, y0), (x1, y1) = lay.COMMUNITY[0], lay.COMMUNITY[2]
    w, d = float(x1 - x0), float(y1 - y0)
    here = pen.moved(x0, y0)
    door = lay.COMMUNITY_DOOR[0] - x0
    fronts = [(3_500.0, 3_000.0), (9_000.0, 3_000.0), (21_000.0, 3_000.0), (26_500.0, 3_000.0)]
    backs = [(4_000.0, 2_400.0), (11_000.0, 2_400.0), (19_000.0, 2_400.0), (26_000.0, 2_400.0)]
    wall(here, (0, 100), (w, 100), 200, [*fronts, (door, 2_400)])
    wall(here, (0, d - 100), (w, d - 100), 200, backs)
    wall(here, (100, 200), (100, d - 200), 200, [(d / 2 - 200, 2_400)])
    wall(here, (w - 100, 200), (w - 100, d - 200), 200, [(d / 2 - 200, 2_400)])
    for at in fronts:
        symbols.window(
            here,
            (at[0], 100),
            0,
            mark="AW2",
            width=3_000,
            sill=0.6,
            head=2.7,
            room="관리사무소" if at[0] < 12_000 else "주민공동시설",
        )
    for at in backs:
        symbols.window(
            here,
            (at[0], d - 100),
            180,
            mark="AW3",
            width=2_400,
            sill=0.9,
            head=2.7,
            room="주민공동시설",
        )
    for x, turn in ((100, 270), (w - 100, 90)):
        symbols.window(
            here, (x, d / 2), turn, mark="AW3", width=2_400, sill=0.9, head=2.7, room="주민공동시설"
        )
    symbols.door(
        here,
        (door, 100),
        0,
        mark="SSD3",
        width=2_400,
        use="주출입구",
        head=2.4,
        access="카드·비밀번호",
        name="주민공동시설 출입구",
        leaves=3,
    )
    for x in (6_200.0, 12_600.0, 17_600.0, 23_800.0):
        wall(here, (x, 200), (x, 6_000), 150, layer="내부선")
    wall(here, (200, 6_000), (12_600, 6_000), 150, layer="내부선")
    wall(here, (17_600, 6_000), (w - 200, 6_000), 150, layer="내부선")
    zone(here, box(400, 400, 6_000, 5_800), "관리사무소", 1.4)
    for words, at in (
        ("방재실·CCTV 관제", (9_400, 3_000)), ("로비", (15_100, 3_500)),
        ("작은도서관", (20_700, 3_000)),
        ("경로당", (27_000, 3_000)), ("주민운동시설(피트니스)", (15_000, 9_500)),
    ):  # fmt: skip
        here.text(words, at, 1.4)
    symbols.fixture(here, (13_900, 5_400), kind="무인택배함")
    here.chain([(0, 0), (6_200, 0), (12_600, 0), (17_600, 0), (23_800, 0), (w, 0)], -4)
