"""A-101 the site plan of the 오피스텔, and the grey background that other sheets stand on."""

from collections.abc import Sequence

from sample_plans import symbols
from sample_plans.drafting import XY, Pen, box
from sample_plans.officetel import layout as lay
from sample_plans.officetel.ground import entrance, walls
from sample_plans.rooms import Wall, room, underlay

OVERVIEW = (
    ("대지위치", "가상특별시 한강구 나루동 210-1"),
    ("지역·지구", "일반상업지역, 지구단위계획구역"),
    ("대지면적", "1,723.50 ㎡"),
    ("용도", f"업무시설(오피스텔 {lay.ROOMS}실), 근린생활시설"),
    ("구조·층수", "철근콘크리트조, 지하2층 / 지상12층"),
    ("건축면적", "782.98 ㎡ (건폐율 45.43 %)"),
    ("연면적", "10,330.36 ㎡ (용적률 412.61 %)"),
    ("최고높이", f"{lay.HEIGHT:g} m"),
    ("주차대수", f"{lay.CARS}대 (지하 자주식)"),
    ("조경면적", "262.40 ㎡ (15.22 %)"),
    ("공개공지", "121.00 ㎡ (7.02 %)"),
)
PLAZA = box(800, 6_200, 11_800, 17_200)
FORECOURT: Sequence[XY] = (
    (300, 300), (44_800, 300), (47_700, 3_200), (47_700, 4_800), (300, 4_800),
)  # fmt: skip
EAST_PAVING = box(46_700, 4_900, 47_800, 35_000)
PLAZA_PAVING = box(300, 4_900, 9_500, 17_600)
WEST_WALK = box(9_600, 4_800, 12_600, 23_000)
REAR_WALK = box(9_600, 23_000, 47_700, 26_000)
WING: Sequence[XY] = ((12_600, 11_600), (3_600, 11_600))


def walks(*, flawed: bool) -> tuple[tuple[str, Sequence[XY]], ...]:
    """Ways on foot inside the site."""
    names: tuple[tuple[str, Sequence[XY]], ...] = (
        ("전면 보행로", FORECOURT), ("후면 보행로", REAR_WALK),
    )  # fmt: skip
    if flawed:
        return (
            *names,
            ("측면 보행로", box(300, 4_800, 3_300, 17_000)),
            ("측면 보행로", box(300, 12_400, 12_600, 15_000)),
        )
    return (*names, ("측면 보행로", WEST_WALK))


def draw_site_plan(pen: Pen, *, flawed: bool) -> None:
    """Everything of A-101: what is read first, then what is for people."""
    pen.area(lay.BOUNDARY, "대지경계선")
    pen.area(lay.SOUTH_ROAD, "도로")
    pen.area(lay.EAST_ROAD, "도로")
    pen.area(lay.CORNER, "도로")
    pen.area(lay.TOWER, "건물외곽선")
    pen.hatch(lay.TOWER, pattern="ANSI31", size=1.2, colour=252)
    symbols.building_label(pen, (29_600, 10_600), name="오피스텔", floors=12, height=lay.HEIGHT)
    pen.text(f"지하2층/지상12층, H={lay.HEIGHT:g}m", (29_600, 8_600), 2.2)
    pen.area(lay.CANOPY, "건물외곽선")
    symbols.building_label(pen, (29_600, 31_900), name="주차램프", floors=1, height=3.9, base=3.3)
    for name, area, floors in lay.NEIGHBOURS:
        pen.area(area, "인접건물")
        pen.hatch(area, pattern="ANSI31", size=3.0, colour=254)
        middle = ((area[0][0] + area[2][0]) / 2, (area[0][1] + area[2][1]) / 2)
        symbols.building_label(pen, middle, name=name, floors=floors, height=floors * 3.2 + 1.0)
    for _, way in walks(flawed=flawed):
        pen.area(way, "보행로")
    if not flawed:
        room(pen, PLAZA, "휴게 (공개공지)", 2.0, at=(5_200, 11_700))
    else:
        pen.polyline(WING, "담장", width=200)
        symbols.fence_label(
            pen, (8_000, 10_900), kind="불투시형(점포 날개벽)", height=3.0, openness=0, name="W1"
        )
    west: list[XY] = [(150, 17_500), (150, 35_850), (47_850, 35_850)]
    pen.polyline(west, "담장", width=60)
    symbols.fence_label(
        pen, (1_200, 30_000), kind="투시형(메쉬)", height=1.2, openness=75, name="F1"
    )
    for area in (FORECOURT, EAST_PAVING, *(() if flawed else (PLAZA_PAVING,))):
        pen.area(area, "바닥마감")
    _paving(pen, flawed=flawed)
    _for_people(pen, flawed=flawed)


def _paving(pen: Pen, *, flawed: bool) -> None:
    pen.hatch(FORECOURT, pattern="ANGLE", size=2.0, layer="포장패턴")
    for _, way in walks(flawed=flawed)[1:]:
        pen.hatch(way, pattern="ANGLE", size=2.0, layer="포장패턴")
    if not flawed:
        pen.hatch(PLAZA, pattern="NET", size=6.0, layer="포장패턴")
        for x, y in ((3_000, 9_000), (3_000, 14_000), (7_500, 9_000)):
            pen.rectangle(x - 900, y - 225, x + 900, y + 225, "시설물")
        pen.circle((8_300, 14_300), 1_200, "시설물")
    pen.hatch(box(44_600, 28_900, 47_900, 34_900), pattern="AR-CONC", size=0.05, layer="포장패턴")


def _for_people(pen: Pen, *, flawed: bool) -> None:
    x, y = entrance(flawed=flawed).at
    tip: list[XY] = (
        [(x - 200, y), (x - 1_600, y - 900), (x - 1_600, y + 900)]
        if flawed
        else [(x, y - 200), (x - 900, y - 1_600), (x + 900, y - 1_600)]
    )
    marks: Sequence[tuple[str, list[XY], XY]] = (
        ("오피스텔 주출입구", tip, (x - 3_000, y - 2_600)),
        ("편의점 출입구", [(40_000, 4_800), (39_200, 3_400), (40_800, 3_400)], (40_000, 2_600)),
        ("차량 진출입구", [(47_800, 31_900), (49_400, 32_800), (49_400, 31_000)], (52_000, 34_000)),
    )
    for words, points, at in marks:
        pen.polyline(points, "시설물", closed=True)
        pen.hatch(points, pattern="SOLID", layer="시설물", colour=1)
        pen.text(words, at, 2.0)
    for words, at, turn in (
        ("20M 도로 (나루대로)", (20_000, -11_000), 0.0),
        ("8M 도로 (나루3길)", (52_000, 16_000), 90.0),
    ):  # fmt: skip
        pen.text(words, at, 3.2, turn_deg=turn)
    pen.polyline([(-24_000, -4_000), (48_000, -4_000)], "노면표시")
    pen.polyline([(56_000, -4_000), (72_000, -4_000)], "노면표시")
    pen.polyline([(-24_000, -12_000), (72_000, -12_000)], "노면표시", linetype="DASHDOT2")
    pen.polyline([(52_000, 0), (52_000, 52_000)], "노면표시", linetype="DASHDOT2")
    for i in range(7):
        pen.rectangle(49_000 + i * 1_000, -3_800, 49_500 + i * 1_000, -500, "노면표시")
    pen.polyline(lay.BASEMENT, "지하구조물", closed=True)
    pen.text("지하 외곽선", (4_500, 34_400), 1.6)
    pen.chain([(0, 0), (12_700, 0), (46_500, 0), (48_000, 0)], -10)
    pen.chain([(48_000, 0), (48_000, 4_900), (48_000, 22_500), (48_000, 36_000)], -12)
    pen.dimension((58_000, -20_000), (58_000, 0), 0)
    pen.dimension((48_000, 42_000), (56_000, 42_000), 0)
    pen.text("가각전제 3.0m", (45_500, -1_500), 1.6)
    for words, at in (
        ("EL+24.35", (2_000, -2_000)), ("EL+24.50", (24_000, 2_200)),
        ("EL+24.90", (52_000, 36_000)),
        ("EL+24.60", (6_000, 28_000)),
    ):  # fmt: skip
        pen.level(words, at)
    pen.leader("대지경계선", (0, 22_000), (-6_000, 36_500))
    pen.leader("경사로 지붕(캐노피)", (36_000, 35_200), (30_000, 52_500))
    rows = OVERVIEW
    pen.table(
        "건 축 개 요", (("구분", 24.0), ("내용", 68.0)), rows, (59_500, 50_500), height=2.4, row=7.0
    )


def background(pen: Pen, *, flawed: bool, inside: bool = False) -> None:
    """Put the grey background under a sheet, as a bound xref; once per document."""
    name = "XREF-1층평면" if inside else "XREF-배치"
    underlay(pen, name, lambda p: _background(p, flawed=flawed, inside=inside))


def _background(pen: Pen, *, flawed: bool, inside: bool) -> None:
    pen.area(lay.BOUNDARY, "배경", colour=8)
    for area in (lay.SOUTH_ROAD, lay.EAST_ROAD, *(way for _, way in walks(flawed=flawed))):
        pen.area(area, "배경")
    for area in (lay.TOWER, lay.CANOPY):
        pen.area(area, "배경", colour=8)
    pen.text("주차램프", (29_600, 31_900), 2.0, layer="배경")
    if inside:
        grey_walls(pen, walls(flawed=flawed))
    else:
        pen.text("오피스텔", (29_600, 12_000), 3.0, layer="배경", colour=8)
        for name, area, _ in lay.NEIGHBOURS:
            pen.area(area, "배경")
            pen.text(
                name,
                ((area[0][0] + area[2][0]) / 2, (area[0][1] + area[2][1]) / 2),
                2.0,
                layer="배경",
            )
    pen.text("20M 도로", (20_000, -8_000), 2.6, layer="배경")
    pen.text("8M 도로", (52_000, 16_000), 2.6, layer="배경", turn_deg=90)


def grey_walls(pen: Pen, lines: Sequence[Wall]) -> None:
    """Walls of the background: thin grey pieces that are not read."""
    for start, end, thickness in lines:
        half = thickness / 2
        if start[0] == end[0]:
            pen.rectangle(start[0] - half, start[1], start[0] + half, end[1], "배경", colour=8)
        else:
            pen.rectangle(start[0], start[1] - half, end[0], start[1] + half, "배경", colour=8)
