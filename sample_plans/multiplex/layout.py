"""Where everything of the 다세대 stands. Millimetres from the lot's south-west corner."""

from collections.abc import Sequence
from dataclasses import dataclass

from sample_plans.drafting import XY, box
from sample_plans.submission_set import Neighbour

PROJECT = "한강구 여울동 45-6 다세대주택 신축공사"
DAY = "2026.10.05"
CRS = "EPSG:5186"
ORIGIN = (198_640.0, 551_870.0)

LOT = (15_200.0, 18_400.0)
BOUNDARY = box(0, 0, *LOT)
NORTH_ROAD = box(-14_000, 18_400, 29_000, 24_400)
ALLEY = box(-4_000, -12_500, 0, 18_400)

AT = (1_500.0, 1_400.0)
WIDTH, DEPTH = 12_400.0, 10_800.0
BUILDING = box(AT[0], AT[1], AT[0] + WIDTH, AT[1] + DEPTH)

BASE_M = 2.8
STOREY = 2_900.0
STOREYS = (1, 2, 3, 4, 5)
TYPICAL = (2, 3, 4, 5)
ROOF = 6
HOUSEHOLDS = 8
ROOF_LEVEL = 2_800.0 + 4 * STOREY

NEIGHBOURS = (
    ("45-5 다세대", box(700, -11_600, 14_300, -1_300), 4),
    ("45-9 단독", box(16_700, 3_200, 27_600, 16_300), 3),
    ("45-8 다가구", box(16_900, -10_800, 27_600, 1_400), 4),
    ("44-1 다가구", box(-14_000, -4_800, -5_300, 6_200), 3),
    ("44-2 다세대", box(-14_000, 7_600, -5_200, 17_600), 4),
    ("46-2 근린생활", box(-9_000, 25_600, 6_200, 35_000), 4),
    ("46-3 다세대", box(7_800, 25_800, 24_400, 35_000), 5),
)
BEYOND = (
    Neighbour("46-4 다세대", 26.0, 25.6, 39.0, 35.0, 4),
    Neighbour("45-10 단독", 29.2, 3.0, 39.0, 16.5, 2),
    Neighbour("44-3 다세대", -27.0, -4.0, -15.5, 8.0, 4),
    Neighbour("44-4 다세대", -27.0, 9.0, -15.5, 17.5, 4),
    Neighbour("45-3 다가구", 0.5, -25.0, 14.0, -13.5, 3),
)


@dataclass(frozen=True, slots=True)
class Bay:
    """A parking bay from the middle of its lane side."""

    at: XY
    number: str
    kind: str = "일반"
    width: float = 2_500.0
    depth: float = 5_000.0
    turn_deg: float = 180.0


def bays(*, flawed: bool) -> tuple[Bay, ...]:
    """Five bays on the road, three behind them under the pilotis, and two for motorcycles."""
    front = [
        Bay((2_200 + 2_500 * i, 18_300), f"{i + 1}", "장애인" if i < 0 else "일반")
        for i in range(5)
    ]
    back = [Bay((7_200 + 2_500 * i, 13_200), f"{i + 6}") for i in range(3)]
    cycles = (
        [Bay((9_050 + 1_000 * i, 5_000), f"M{i + 1}", "이륜차", 1_000, 2_300, 0) for i in range(5)]
        if flawed
        else [
            Bay((3_600 + 1_000 * i, 13_000), f"M{i + 1}", "이륜차", 1_000, 2_300) for i in range(2)
        ]
    )
    return (*front, *back, *cycles)


COLUMNS: Sequence[XY] = tuple(
    (AT[0] + u, AT[1] + v)
    for u, v in (
        (200, 10_500), (4_200, 10_500), (12_200, 10_500), (8_200, 6_300), (12_200, 6_300),
        (200, 300), (4_200, 300), (8_200, 300), (12_200, 300),
    )
)  # fmt: skip

RISERS: Sequence[tuple[str, XY]] = (
    ("우수홈통", (1_420, 12_120)),
    ("우수홈통", (13_980, 12_120)),
    ("우수홈통", (1_420, 1_480)),
    ("우수홈통", (13_980, 1_480)),
    ("가스배관", (13_960, 8_650)),
    ("가스배관", (13_960, 4_950)),
)
"""Downpipes at the corners and a gas riser beside the utility room of each stack."""


def entrance(*, flawed: bool) -> XY:
    """The middle of the building's entrance door."""
    return (AT[0] + 900, AT[1] + 4_100) if flawed else (AT[0] + 100, AT[1] + 7_800)


def path(*, flawed: bool) -> list[XY]:
    """The way on foot from the road to the entrance."""
    if flawed:
        return [
            (13_700, 18_400), (13_700, 8_200), (14_000, 8_200), (14_000, 4_700), (1_900, 4_700),
            (1_900, 3_500), (15_000, 3_500), (15_000, 18_400),
        ]  # fmt: skip
    return [(0, 13_100), (0, 5_500), (1_400, 5_500), (1_400, 13_100)]


def fences(*, flawed: bool) -> tuple[tuple[str, str, float, float, list[XY], XY], ...]:
    """Name, kind, height [m], openness [%], line, place of the label."""
    south_east: list[XY] = [(100, 100), (15_100, 100), (15_100, 12_800)]
    if flawed:
        return (
            ("W1", "불투시형(블록담장)", 1.8, 0, south_east, (8_000, 700)),
            ("W2", "불투시형(블록담장)", 2.0, 0, [(100, 100), (100, 7_600)], (700, 3_000)),
        )
    return (
        ("F1", "투시형(메쉬)", 1.2, 75, south_east, (8_000, 700)),
        ("F1", "투시형(메쉬)", 1.2, 75, [(100, 100), (100, 1_400)], (700, 800)),
    )
