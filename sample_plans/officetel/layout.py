"""Where everything of the 오피스텔 stands. Millimetres from the lot's south-west corner."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sample_plans.drafting import XY, box
from sample_plans.submission_set import Neighbour

PROJECT = "한강구 나루동 210-1 오피스텔 신축공사"
DAY = "2026.10.05"
CRS = "EPSG:5186"
ORIGIN = (201_120.0, 550_460.0)

LOT = (48_000.0, 36_000.0)
CUT = 3_000.0
BOUNDARY: Sequence[XY] = (
    (0, 0), (LOT[0] - CUT, 0), (LOT[0], CUT), (LOT[0], LOT[1]), (0, LOT[1]),
)  # fmt: skip
SOUTH_ROAD = box(-24_000, -20_000, 72_000, 0)
EAST_ROAD = box(48_000, 0, 56_000, 52_000)
CORNER: Sequence[XY] = ((LOT[0] - CUT, 0), (LOT[0], 0), (LOT[0], CUT))

X = (12_800.0, 21_200.0, 29_600.0, 38_000.0, 46_400.0)
Y = (5_000.0, 12_800.0, 14_600.0, 22_400.0)
TOWER = box(X[0] - 100, Y[0] - 100, X[4] + 100, Y[3] + 100)
MODULE = 4_200.0

RAMP = box(14_500, 28_900, 44_500, 34_900)
CANOPY = box(14_200, 28_600, 44_500, 35_200)
ENTRY = box(40_500, 28_900, 44_300, 34_900)
BASEMENT = box(900, 900, 47_300, 35_300)

TYPICAL = tuple(range(2, 13))
ROOF = 13
GROUND_HEIGHT, STOREY_HEIGHT = 4.5, 3.0
HEIGHT = GROUND_HEIGHT + len(TYPICAL) * STOREY_HEIGHT
LEVELS = {-1: (-4.5, 4.5), -2: (-8.9, 4.4)}
ROOMS = 121

STAIRS = ((21_200.0, 24_000.0), (35_200.0, 38_000.0))
CORE = (17_600.0, 19_900.0, 22_400.0)
HALL = (26_900.0, 32_300.0)
LIFTS = ((26_900.0, 29_300.0), (29_900.0, 32_300.0))

NEIGHBOURS = (
    ("210-4 근린생활", box(3_000, 37_800, 24_000, 50_500), 6),
    ("210-5 업무", box(26_000, 37_800, 46_800, 50_500), 8),
    ("209-2 근린생활", box(-22_000, 2_500, -1_400, 17_200), 5),
    ("209-3 다가구", box(-22_000, 18_800, -1_600, 34_500), 4),
)
BEYOND = (
    Neighbour("215-1 업무시설", -20.0, -40.0, 8.0, -21.5, 10),
    Neighbour("215-3 근린생활", 11.0, -38.0, 34.0, -21.5, 7),
    Neighbour("215-6 근린생활", 38.0, -39.0, 66.0, -21.5, 9),
    Neighbour("211-1 근린생활", 57.2, 1.5, 74.0, 16.0, 5),
    Neighbour("211-2 다세대", 57.2, 18.0, 72.0, 33.0, 5),
    Neighbour("211-3 다세대", 57.2, 35.0, 72.0, 50.0, 5),
)


@dataclass(frozen=True, slots=True)
class Bay:
    """A parking bay from the middle of its lane side."""

    at: XY
    number: str
    turn_deg: float
    kind: str = "확장형"
    width: float = 2_600.0
    depth: float = 5_200.0


COLUMNS: Sequence[XY] = tuple((x, y) for x in X for y in (Y[0], Y[1], Y[3]))

LANE: Sequence[XY] = (
    (1_300, 6_500), (46_900, 6_500), (46_900, 12_500), (12_500, 12_500), (12_500, 22_700),
    (46_900, 22_700), (46_900, 28_700), (12_500, 28_700), (12_500, 34_900), (6_500, 34_900),
    (6_500, 12_500), (1_300, 12_500),
)  # fmt: skip
PASSAGE = box(29_950, 12_500, 32_250, 17_500)
PLANT = {-1: (), -2: (box(38_100, 17_700, 46_900, 22_600), box(1_300, 25_900, 6_400, 34_900))}
"""Rooms for machines that take the place of bays, by storey."""


def bays(storey: int) -> Iterator[Bay]:
    """The bays of one basement storey, numbered row by row."""
    number = 0

    def taken(x: float, y: float) -> bool:
        return any(a[0][0] < x < a[2][0] and a[0][1] < y < a[2][1] for a in PLANT[storey])

    south = [2_700.0 + 2_600 * i for i in range(4)]
    south += [start + 1_600 + 2_600 * i for start in X[:4] for i in range(3)]
    spots: list[tuple[float, float, float, str, float, float]] = [
        (x, 6_500, 180, "확장형", 2_600, 5_200) for x in south
    ]
    for span, start in enumerate(X[:4]):
        if span == 1:
            spots += [
                (start + 1_950 + 3_300 * i, 12_500, 0, "장애인", 3_300, 5_000) for i in (0, 1)
            ]
        elif span == 2:
            spots += [(start + 4_000 + 2_550 * i, 12_500, 0, "일반", 2_500, 5_000) for i in (0, 1)]
        else:
            spots += [
                (start + 1_600 + 2_600 * i, 12_500, 0, "일반", 2_500, 5_000) for i in range(3)
            ]
    for start in (X[0], X[3]):
        spots += [(start + 1_600 + 2_600 * i, 22_700, 180, "일반", 2_500, 5_000) for i in range(3)]
    spots += [(6_500, 14_300 + 2_600 * i, 90, "확장형", 2_600, 5_200) for i in range(8)]
    for x, y, turn, kind, width, depth in spots:
        ax, ay = {0: (0.0, 1.0), 180: (0.0, -1.0), 90: (-1.0, 0.0)}[int(turn)]
        if taken(x + ax * 2_500, y + ay * 2_500):
            continue
        number += 1
        yield Bay((x, y), f"B{-storey}-{number:02d}", turn, kind, width, depth)


CARS = sum(1 for storey in (-1, -2) for _ in bays(storey))
