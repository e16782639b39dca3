"""The grid of the basement: columns, rows of bays, lanes, and ways to the cores."""

from collections.abc import Iterator
from dataclasses import dataclass

from sample_plans.apartment import layout as lay
from sample_plans.drafting import XY, box

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
    """A row of bays: y of its lane side, whether it lies south of that, depth, spans, width."""

    name: str
    lane_y: int
    south: bool
    depth: int
    spans: tuple[int, ...]
    wide: bool = False


ROWS = (
    Row("S1", 10_800, True, 5_200, tuple(WEST), wide=True),
    Row("S2", 16_800, False, 5_200, tuple(WEST), wide=True),
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
    Row("B4", 111_400, False, 5_200, ALL, wide=True),
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
    """Where column line k (0 to 22) stands."""
    return ORIGIN_X + PITCH * k


def _span(k: int) -> tuple[int, int]:
    return column_x(k) + 300, column_x(k + 1) - 300


def _blocks() -> tuple[tuple[int, int], ...]:
    """Ranges of x between the cross lanes."""
    return tuple(
        (_span(a)[1], _span(b)[0])
        for a, b in ((CROSS[0], CROSS[1]), (CROSS[1], CROSS[2]), (CROSS[2], CROSS[3]))
    )


def lanes() -> list[Lane]:
    """Every lane, without overlaps."""
    out = [
        Lane("차로 1", *_at(_span(0), 10_800, NORTH_WALL)),
        Lane("차로 2", *_at(_span(7), 10_800, NORTH_WALL)),
        Lane("차로 3", *_at(_span(14), 34_600, NORTH_WALL)),
        Lane("차로 4", *_at(_span(21), 36_200, NORTH_WALL)),
        Lane("차로 S", _blocks()[0][0], 10_800, _blocks()[0][1], 16_800),
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
            for x, width, kind in slots:
                out.append(Bay((x, row.lane_y), row.south, width, row.depth, kind, len(out) + 1))
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
        out.append((f"N{i}", box(x0, 116_600, x1, NORTH_WALL)))
    for gap in access_gaps():
        row = gap.row
        back = row.lane_y - row.depth if row.south else row.lane_y + row.depth
        low, high = min(row.lane_y, back), max(row.lane_y, back)
        out.append((f"{gap.tower}-{gap.line}", box(gap.x0, low, gap.x1, high)))
    return out
