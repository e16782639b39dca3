"""A-110: the basement car park; its grid is shared with the lighting and the camera sheets."""

from collections.abc import Iterator
from dataclasses import dataclass

from sample_plans import symbols
from sample_plans.apartment import layout as lay
from sample_plans.apartment.site import BASEMENT_TRACE
from sample_plans.apartment.tower import (
    CORE,
    CORE_HALF,
    HALL,
    SHAFT,
    STAIR,
    lift,
    stair,
    wall,
    zone,
)
from sample_plans.drafting import XY, Pen, box

PITCH, ORIGIN_X, SPANS = 8_400, 7_500, 22
COLUMN = (600, 800)
CROSS = (0, 7, 14, 21)
WEST, MIDDLE, EAST = range(1, 7), range(8, 14), range(15, 21)
ALL = (*WEST, *MIDDLE, *EAST)
SIDES = (*WEST, *EAST)
LEVEL_M, HEIGHT_M = -4.5, 4.2
SOFFIT_M = 2.6


@dataclass(frozen=True, slots=True)
class Row:
    """A row of bays: the y of its lane side, whether it lies south of it, depth, spans and width."""

    name: str
    lane_y: int
    south: bool
    depth: int
    spans: tuple[int, ...]
    wide: bool = False


ROWS = (
    Row("S1", 11_000, True, 5_200, tuple(WEST), wide=True),
    Row("S2", 17_000, False, 5_000, tuple(WEST)),
    Row("A1", 41_400, True, 5_200, ALL, wide=True),
    Row("A2", 47_400, False, 5_000, ALL),
    Row("A3", 57_400, True, 5_000, ALL),
    Row("A4", 63_400, False, 5_200, SIDES, wide=True),
    Row("A5", 63_400, False, 5_000, tuple(MIDDLE)),
    Row("C1", 73_400, True, 5_000, tuple(MIDDLE)),
    Row("C2", 79_400, False, 5_000, tuple(MIDDLE)),
    Row("B0", 89_400, True, 5_000, tuple(MIDDLE)),
    Row("B1", 89_400, True, 5_200, SIDES, wide=True),
    Row("B2", 95_400, False, 5_000, ALL),
    Row("B3", 105_400, True, 5_000, ALL),
    Row("B4", 111_400, False, 5_000, ALL),
)
NORTH_WALL = 118_000


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane: a rectangle."""

    name: str
    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def across(self) -> bool:
        """Whether it runs from south to north."""
        return self.y1 - self.y0 > self.x1 - self.x0


def column_x(k: int) -> int:
    """x of column line k (0 to 22)."""
    return ORIGIN_X + PITCH * k


def _span(k: int) -> tuple[int, int]:
    return column_x(k) + 300, column_x(k + 1) - 300


def _blocks() -> tuple[tuple[int, int], ...]:
    """x ranges between the cross lanes."""
    return tuple(
        (_span(a)[1], _span(b)[0])
        for a, b in ((CROSS[0], CROSS[1]), (CROSS[1], CROSS[2]), (CROSS[2], CROSS[3]))
    )


def lanes() -> list[Lane]:
    """Every lane, without overlaps."""
    out = [
        Lane("차로 1", *_at(_span(0), 11_000, NORTH_WALL)),
        Lane("차로 2", *_at(_span(7), 11_000, NORTH_WALL)),
        Lane("차로 3", *_at(_span(14), 34_600, NORTH_WALL)),
        Lane("차로 4", *_at(_span(21), 36_200, NORTH_WALL)),
        Lane("차로 S", _blocks()[0][0], 11_000, _blocks()[0][1], 17_000),
        Lane("차로 C", _blocks()[1][0], 73_400, _blocks()[1][1], 79_400),
    ]
    for name, y in (("A", 41_400), ("A'", 57_400), ("B", 89_400), ("B'", 105_400)):
        for i, (x0, x1) in enumerate(_blocks(), start=1):
            out.append(Lane(f"차로 {name}{i}", x0, y, x1, y + 6_000))
    return out


def _at(xs: tuple[int, int], y0: int, y1: int) -> tuple[int, int, int, int]:
    return (xs[0], y0, xs[1], y1)


ENTRY = box(125_700, 22_000, 132_300, 30_500)


def accesses() -> list[tuple[str, int, float, bool]]:
    """Tower, core, x of the way into its basement lobby, and whether from the north."""
    return [
        (
            tower.name,
            line,
            core + ((200, -200)[line - 1] if tower.north_link else 0.0),
            tower.north_link,
        )
        for tower in lay.TOWERS
        for line, core in enumerate(tower.cores, start=1)
    ]


def _row_of(tower: lay.Tower) -> str:
    return {lay.ROWS_Y[0]: "A1", lay.ROWS_Y[1]: "B1", lay.ROWS_Y[2]: "B4"}[tower.y]


@dataclass(frozen=True, slots=True)
class Bay:
    """One bay: the middle of its lane side."""

    at: XY
    south: bool
    width: int
    depth: int
    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class Access:
    """The way from a lane to a core, between the bays of one span."""

    tower: str
    line: int
    row: Row
    span: int
    x0: float
    x1: float


def access_gaps() -> list[Access]:
    """Ways to the cores: a bay wide, or 1.2 m between bays for disabled people."""
    out = []
    rows = {row.name: row for row in ROWS}
    for tower in lay.TOWERS:
        row = rows[_row_of(tower)]
        for line, core in enumerate(tower.cores, start=1):
            k = int((core - ORIGIN_X) // PITCH)
            low, _ = _span(k)
            j = min(2, max(0, int((core - low) // 2_600)))
            start = low + (3_300.0 * j if line == 1 else 2_600.0 * j)
            width = 1_200.0 if line == 1 else 2_600.0
            out.append(Access(tower.name, line, row, k, start, start + width))
    return out


def bays() -> list[Bay]:
    """Every bay, numbered along the rows from the south-west."""
    gaps = {(gap.row.name, gap.span): gap for gap in access_gaps()}
    out: list[Bay] = []
    for row in ROWS:
        for k in row.spans:
            low, high = _span(k)
            gap = gaps.get((row.name, k))
            if gap is None:
                width = 2_600 if row.wide else 2_500
                first = (low + high) / 2 - width
                slots = [
                    (first + width * j, width, "확장형" if row.wide else "일반") for j in range(3)
                ]
            elif gap.line == 1:
                middles = [low + 1_650.0, high - 1_650.0]
                if gap.x0 == low:
                    middles[0] = high - 4_950.0
                elif gap.x1 == high:
                    middles[1] = low + 4_950.0
                slots = [(x, 3_300, "장애인") for x in middles]
            else:
                middles = [low + 1_300.0 + 2_600.0 * j for j in range(3)]
                slots = [(x, 2_600, "여성") for x in middles if not gap.x0 < x < gap.x1]
            depth = 5_000 if gap is not None else row.depth
            for x, width, kind in slots:
                out.append(Bay((x, row.lane_y), row.south, width, depth, kind, len(out) + 1))
    return out


def columns() -> Iterator[XY]:
    """The middle of every column."""
    for row in ROWS:
        y = row.lane_y + (-1_100 if row.south else 1_100)
        lines = sorted({k for span in row.spans for k in (span, span + 1)})
        for k in lines:
            yield (float(column_x(k)), float(y))


def passages() -> list[tuple[str, list[XY]]]:
    """Ways on foot: strips along the towers and the gaps to the lanes."""
    out: list[tuple[str, list[XY]]] = []
    for i, (x0, x1) in enumerate(_blocks(), start=1):
        out.append((f"A{i}", box(x0, 34_600, x1, 36_200)))
        if i != 2:
            out.append((f"B{i}", box(x0, 82_600, x1, 84_200)))
        out.append((f"N{i}", box(x0, 116_400, x1, NORTH_WALL)))
    for gap in access_gaps():
        row = gap.row
        back = row.lane_y - row.depth if row.south else row.lane_y + row.depth
        low, high = min(row.lane_y, back), max(row.lane_y, back)
        out.append((f"{gap.tower}-{gap.line}", box(gap.x0, low, gap.x1, high)))
    return out


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
    wall(pen, (7_300, 5_600), (7_300, 118_200), 400)
    wall(pen, (192_500, 5_600), (192_500, 118_200), 400)
    wall(pen, (7_100, 118_200), (192_700, 118_200), 400, [(x - 7_100, w) for x, w in doors])
    wall(pen, (7_500, 5_600), (75_100, 5_600), 400)
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
