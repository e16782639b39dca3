"""A-110: the basement car park, and the grey background of the sheets that stand on it."""

from sample_plans import symbols
from sample_plans.apartment import layout as lay
from sample_plans.apartment.parking_grid import (
    COLUMN,
    ENTRY,
    SPANS,
    Lane,
    accesses,
    bays,
    column_x,
    columns,
    lanes,
    passages,
)
from sample_plans.apartment.parts import lift, stair, wall, zone
from sample_plans.apartment.site import BASEMENT_TRACE
from sample_plans.apartment.tower import CORE, CORE_HALF, HALL, SHAFT, STAIR
from sample_plans.drafting import Pen, box


def draw_basement(pen: Pen) -> None:
    """Everything of A-110."""
    _walls(pen)
    for at in columns():
        symbols.column(pen, at, across=COLUMN[0], along=COLUMN[1])
    for number, bay in enumerate(bays()):
        symbols.bay(
            pen,
            bay.at,
            180 if bay.south else 0,
            width=bay.width,
            depth=bay.depth,
            kind=bay.kind,
            number=str(bay.number),
            shown=True,
        )
        if number % 7 in (1, 4):
            y = bay.at[1] + (-1 if bay.south else 1) * bay.depth / 2
            symbols.car(pen, (bay.at[0], y), 90 if bay.south else 270, model=number)
    for lane in lanes():
        area = box(lane.x0, lane.y0, lane.x1, lane.y1)
        zone(pen, area, "차로", 1.6)
        _arrows(pen, lane)
    for _, area in passages():
        zone(pen, area, "주차통로", 1.1)
    zone(pen, ENTRY, "주차장출입구", 1.3)
    for tower in lay.TOWERS:
        _tower_block(pen, tower)
    _rooms(pen)
    _ramp(pen)
    for k in range(SPANS + 1):
        x = column_x(k)
        pen.axis(f"X{k + 1}", (x, -2_000), (x, 124_000 if 18_000 < x < 179_000 else 121_000))
    ys = sorted({int(y) for _, y in columns()})
    for i, y in enumerate(ys, start=1):
        pen.axis(f"Y{i}", (-3_000, y), (195_500, y))
    pen.chain([(column_x(k), -6_000) for k in range(SPANS + 1)], -4)
    pen.chain([(-10_000, y) for y in reversed(ys)], -4)


def _walls(pen: Pen) -> None:
    doors = [(x, 1_800.0) for _, _, x, north in accesses() if not north]
    wall(pen, (7_300, 5_400), (7_300, 118_200), 400)
    wall(pen, (192_500, 5_400), (192_500, 118_200), 400)
    wall(pen, (7_100, 118_200), (192_700, 118_200), 400, [(x - 7_100, w) for x, w in doors])
    wall(pen, (7_500, 5_400), (75_100, 5_400), 400)
    wall(pen, (74_900, 5_800), (74_900, 34_200), 400)
    wall(pen, (74_700, 34_400), (76_000, 34_400), 400)
    wall(pen, (121_000, 34_400), (125_100, 34_400), 400)
    wall(pen, (132_900, 34_400), (134_000, 34_400), 400)
    wall(pen, (179_000, 34_400), (192_300, 34_400), 400, [(6_500, 1_800)])
    wall(pen, (15_900, 22_200), (18_000, 22_200), 400)
    wall(pen, (15_900, 34_400), (18_000, 34_400), 400)
    wall(pen, (15_900, 22_400), (15_900, 34_200), 300)
    wall(pen, (63_000, 22_200), (66_300, 22_200), 400)
    wall(pen, (63_000, 34_400), (66_300, 34_400), 400)
    wall(pen, (66_300, 22_400), (66_300, 34_200), 300)
    for x0, x1 in ((15_900, 18_000), (63_000, 66_300), (133_500, 134_000), (179_000, 183_900)):
        wall(pen, (x0, 70_150), (x1, 70_150), 300)
        wall(pen, (x0, 82_450), (x1, 82_450), 300)
        outer = x1 if x0 in (63_000, 179_000) else x0
        wall(pen, (outer, 70_300), (outer, 82_300), 300)
    for x0, x1 in ((15_900, 66_300), (133_500, 183_900)):
        pen.hatch(box(x0, 68_700, x1, 70_000), pattern="ANSI31", size=1.0)


def _tower_block(pen: Pen, tower: lay.Tower) -> None:
    """The basement of a tower: its block of store rooms, and the lobby of each core."""
    here = pen.moved(tower.x, tower.y)
    face = lay.CORE_FACE
    gaps = [(lay.CORES[0] + 200, 1_800.0), (lay.CORES[1] - 200, 1_800.0)]
    if tower.north_link:
        wall(here, (0, face - 150), (lay.LENGTH, face - 150), 300, gaps)
        wall(here, (0, 150), (lay.LENGTH, 150), 300)
        wall(here, (150, 300), (150, face - 300), 300)
        wall(here, (lay.LENGTH - 150, 300), (lay.LENGTH - 150, face - 300), 300)
    else:
        wall(here, (0, face - 150), (lay.LENGTH, face - 150), 300)
        wall(here, (150, 400), (150, face - 300), 300)
        wall(here, (lay.LENGTH - 150, 400), (lay.LENGTH - 150, face - 300), 300)
    here.text(f"{tower.name} 지하층", (lay.LENGTH / 2, 3_000), 3.0)
    for x in (6_000, 22_500, 39_000):
        here.text("세대창고", (x, 8_500), 1.6)
    for x in (3_000, 17_500, 22_500, 27_500, 42_000):
        wall(here, (x, 5_200), (x, face - 300), 150, layer="내부선")
    for line in (1, 2):
        half = here if line == 1 else here.moved(lay.LENGTH, 0, mirror=True)
        _core(half, tower, line)


def _core(pen: Pen, tower: lay.Tower, line: int) -> None:
    west, east = CORE - CORE_HALF, CORE + CORE_HALF
    face = lay.CORE_FACE
    north = tower.north_link
    for x in (west + 100, east - 100):
        wall(pen, (x, HALL[0] - 200), (x, face - 300), 200)
    gap = [] if north else [(CORE_HALF - 200, 1_800.0)]
    wall(pen, (west + 200, HALL[0] - 100), (east - 200, HALL[0] - 100), 200, gap)
    wall(pen, (STAIR[1], HALL[1]), (STAIR[1], face - 300), 200)
    wall(pen, (SHAFT[0], HALL[1]), (SHAFT[0], face - 300), 200)
    wall(pen, (west + 200, HALL[1]), (STAIR[1] - 100, HALL[1]), 200, [(1_200, 900)])
    wall(pen, (SHAFT[0] + 100, HALL[1]), (east - 200, HALL[1]), 200, [(950, 1_100)])
    wall(pen, (SHAFT[0] + 100, 9_700), (east - 200, 9_700), 200)
    symbols.door(pen, (CORE - 2_000, HALL[1]), 0, mark="FSD1", width=900, use="계단실")
    stair(pen, STAIR[0] + 200, HALL[1] + 100, STAIR[1] - 100, face - 300)
    lift(pen, SHAFT[0] + 100, HALL[1] + 100, SHAFT[1] - 200, 9_600)
    zone(pen, box(west + 200, HALL[0], east - 200, HALL[1] - 100), "승강기홀", 1.2)
    if north:
        at, turn = (CORE + 200.0, face - 150.0), 180.0
    else:
        at, turn = (CORE, 200.0), 0.0
        wall(pen, (CORE - 1_000, 400), (CORE - 1_000, HALL[0] - 200), 200)
        wall(pen, (CORE + 1_000, 400), (CORE + 1_000, HALL[0] - 200), 200)
    symbols.door(
        pen,
        at,
        turn,
        mark="SSD2",
        width=1_800,
        use="주차장연결",
        access="공동현관기(카드·비밀번호)",
        name=f"{tower.name} {line}호 지하출입구",
        leaves=3,
        wall=300,
    )


def _rooms(pen: Pen) -> None:
    wall(pen, (133_200, 6_000), (192_300, 6_000), 400)
    wall(pen, (133_200, 6_200), (133_200, 22_000), 400)
    wall(pen, (133_400, 22_150), (134_000, 22_150), 300)
    wall(pen, (179_000, 22_150), (183_900, 22_150), 300)
    for x in (146_000, 158_000, 170_000, 183_900):
        wall(pen, (x, 6_200), (x, 22_000), 200, [(12_000, 1_800)])
    for words, x in (
        ("전기실", 139_500),
        ("발전기실", 152_000),
        ("기계실·펌프실", 164_000),
        ("저수조", 177_000),
        ("우수저류조", 188_000),
    ):
        pen.text(words, (x, 14_000), 2.2)
    for i in range(4):
        pen.rectangle(135_500 + i * 2_400, 9_000, 137_300 + i * 2_400, 10_200, "가구")
        pen.circle((161_000 + i * 2_200, 10_000), 600, "가구")
    for x0, words in ((63_200, "휀룸"), (179_200, "휀룸")):
        pen.text(words, (x0 + 1_500, 76_300), 1.4, turn_deg=90)


def _ramp(pen: Pen) -> None:
    for x in (125_300, 132_700):
        wall(pen, (x, 6_000), (x, 34_200), 400)
    for i in range(17):
        y = 7_000 + i * 1_000
        pen.line((125_500, y), (132_500, y), "계단")
    pen.line((129_000, 6_000), (129_000, 34_000), "노면표시")
    pen.polyline([(127_000, 8_000), (127_000, 22_000), (126_600, 20_500)], "노면표시")
    pen.polyline([(131_000, 22_000), (131_000, 8_000), (131_400, 9_500)], "노면표시")
    pen.text("UP 경사로 17% (차로 분리)", (123_800, 16_000), 1.6, turn_deg=90)
    pen.rectangle(125_600, 33_200, 132_400, 33_600, "노면표시")
    pen.leader("트렌치 W300", (126_000, 33_400), (119_000, 30_500))


def _arrows(pen: Pen, lane: Lane) -> None:
    if lane.across:
        x, span = (lane.x0 + lane.x1) / 2 + 1_500, range(lane.y0 + 4_000, lane.y1 - 3_000, 16_000)
        for y in span:
            pen.polyline(
                [
                    (x, y),
                    (x, y + 2_500),
                    (x - 350, y + 1_700),
                    (x, y + 2_500),
                    (x + 350, y + 1_700),
                ],
                "노면표시",
            )
    else:
        y, steps = (lane.y0 + lane.y1) / 2 - 1_400, range(lane.x0 + 4_000, lane.x1 - 3_000, 16_800)
        for x in steps:
            pen.polyline(
                [
                    (x, y),
                    (x + 2_500, y),
                    (x + 1_700, y - 350),
                    (x + 2_500, y),
                    (x + 1_700, y + 350),
                ],
                "노면표시",
            )


BACKGROUND = "XREF-지하1층"


def background(pen: Pen) -> None:
    """Put the grey outline of the basement under a sheet; drawn once per document as a block."""
    document = pen.space.doc
    if document is not None and BACKGROUND not in document.blocks:
        block = document.blocks.new(BACKGROUND)
        grey = Pen(block, scale=pen.scale)  # type: ignore[arg-type] # a block is a space, too
        for trace in BASEMENT_TRACE:
            grey.area(trace, "배경", colour=8)
        for tower in lay.TOWERS:
            x, y = tower.x, tower.y
            grey.rectangle(x, y, x + lay.LENGTH, y + lay.CORE_FACE, "배경", colour=8)
            grey.text(tower.name, (x + lay.LENGTH / 2, y + 3_000), 3.0, layer="배경", colour=8)
            for core in tower.cores:
                grey.rectangle(core - 3_300, y + 5_000, core + 3_300, y + lay.CORE_FACE, "배경")
        for x, y in columns():
            grey.rectangle(x - 300, y - 400, x + 300, y + 400, "배경", colour=8)
        for bay in bays():
            end = bay.at[1] + (-bay.depth if bay.south else bay.depth)
            half = bay.width / 2
            grey.polyline(
                [(bay.at[0] - half, bay.at[1]), (bay.at[0] - half, end), (bay.at[0] + half, end)],
                "배경",
            )
        for lane in lanes():
            grey.rectangle(lane.x0, lane.y0, lane.x1, lane.y1, "배경")
        grey.area(ENTRY, "배경")
    pen.insert(BACKGROUND, (0, 0), "배경")
