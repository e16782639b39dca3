"""The design of the sample complex, shared by its sheets. Millimetres, x east, y north."""

from dataclasses import dataclass

from sample_plans.drafting import XY, box

PROJECT = "가상 한강구 나루마을 공동주택 신축공사"
DAY = "2026. 10. 05"
SITE_WIDTH, SITE_DEPTH = 197_000, 148_000
BOUNDARY: tuple[XY, ...] = (
    (4_000, 0), (193_000, 0), (197_000, 4_000), (197_000, 142_000),
    (190_000, 148_000), (3_000, 148_000), (0, 145_500), (0, 4_000),
)  # fmt: skip

# --- towers

LENGTH, DEPTH, CORE_FACE = 45_000, 11_400, 12_600
CORES = (12_600, 32_400)
CORE_HALF = 3_300
STOREY = 2_900
STOREYS = 15
GROUND_FLOOR = 300
TYPICAL = tuple(range(2, STOREYS + 1))
ROOF = STOREYS + 1
ROOF_LEVEL = GROUND_FLOOR + STOREY * STOREYS
HEIGHT_M = (ROOF_LEVEL + 1_200) / 1000


@dataclass(frozen=True, slots=True)
class Tower:
    """A tower by its south-west corner; `north_link`: its basement is reached from the north."""

    name: str
    x: int
    y: int
    north_link: bool

    @property
    def cores(self) -> tuple[int, int]:
        """Site x of the middle of each core."""
        return (self.x + CORES[0], self.x + CORES[1])

    @property
    def outline(self) -> list[XY]:
        """The outline of the mass, with the cores standing out to the north."""
        points: list[XY] = [(0, 0), (LENGTH, 0), (LENGTH, DEPTH)]
        for core in reversed(CORES):
            points += [
                (core + CORE_HALF, DEPTH),
                (core + CORE_HALF, CORE_FACE),
                (core - CORE_HALF, CORE_FACE),
                (core - CORE_HALF, DEPTH),
            ]
        points.append((0, DEPTH))
        return [(self.x + px, self.y + py) for px, py in points]


COLUMNS_X = (18_000, 76_000, 134_000)
ROWS_Y = (22_000, 70_000, 118_000)
TOWERS = (
    Tower("101동", COLUMNS_X[0], ROWS_Y[0], True),
    Tower("102동", COLUMNS_X[1], ROWS_Y[0], True),
    Tower("103동", COLUMNS_X[2], ROWS_Y[0], True),
    Tower("104동", COLUMNS_X[0], ROWS_Y[1], True),
    Tower("105동", COLUMNS_X[2], ROWS_Y[1], True),
    Tower("106동", COLUMNS_X[0], ROWS_Y[2], False),
    Tower("107동", COLUMNS_X[1], ROWS_Y[2], False),
    Tower("108동", COLUMNS_X[2], ROWS_Y[2], False),
)
HOUSEHOLDS = len(TOWERS) * 4 * STOREYS

# --- other buildings

GUARD_POST = box(117_500, 4_500, 121_500, 8_000)
GUARD_POST_2 = box(76_500, 3_500, 79_500, 6_000)
COMMUNITY = box(82_000, 77_000, 112_000, 90_000)
COMMUNITY_DOOR: XY = (97_000, 77_000)

# --- ways

PUBLIC_ROADS = (
    ("나루로 (중로2류, 폭 15m)", box(-25_000, -15_000, 207_000, 0)),
    ("동측 도로 (소로1류, 폭 10m)", box(197_000, 0, 207_000, 165_000)),
)
V1 = (66_500, 72_500)
V2 = (124_500, 130_500)
H1 = (38_000, 44_000)
H2 = (86_000, 92_000)
H3 = (134_000, 140_000)
ROADS = (
    ("비상차로 가-1", box(V1[0], 0, V1[1], H1[0])),
    ("비상차로 가-2", box(V1[0], H1[1], V1[1], H2[0])),
    ("비상차로 가-3", box(V1[0], H2[1], V1[1], H3[0])),
    ("비상차로 나-1", box(V2[0], H1[1], V2[1], H2[0])),
    ("비상차로 나-2", box(V2[0], H2[1], V2[1], H3[0])),
    ("비상차로 다", box(20_000, H1[0], 177_000, H1[1])),
    ("비상차로 라-1", box(20_000, H2[0], V1[1], H2[1])),
    ("비상차로 라-2", box(V2[0], H2[0], SITE_WIDTH, H2[1])),
    ("비상차로 마", box(20_000, H3[0], 177_000, H3[1])),
)
RAMP = box(125_500, 0, 132_500, 33_000)

_WALK_1 = (72_500, 74_500)
_WALK_2 = (122_500, 124_500)
WALKS = (
    ("보행로 가-1", box(_WALK_1[0], 0, _WALK_1[1], H1[0] - 2_000)),
    ("보행로 가-2", box(_WALK_1[0], H1[1], _WALK_1[1], H3[0] - 2_000)),
    ("보행로 나", box(_WALK_2[0], H1[1], _WALK_2[1], H3[0] - 2_000)),
    ("보행로 다-1", box(20_000, H1[0] - 2_000, V1[0], H1[0])),
    ("보행로 다-2", box(V1[1], H1[0] - 2_000, V2[0], H1[0])),
    ("보행로 다-3", box(V2[0], H1[0] - 2_000, 177_000, H1[0])),
    ("보행로 라-1", box(20_000, H2[0] - 2_000, V1[0], H2[0])),
    ("보행로 라-2", box(V2[1], H2[0] - 2_000, 197_000, H2[0])),
    ("보행로 마-1", box(20_000, H3[0] - 2_000, V1[0], H3[0])),
    ("보행로 마-2", box(V1[1], H3[0] - 2_000, V2[0], H3[0])),
    ("보행로 마-3", box(V2[1], H3[0] - 2_000, 177_000, H3[0])),
    ("정원길 남-1", box(9_000, 13_000, V1[0], 15_000)),
    ("정원길 남-2", box(_WALK_1[1], 13_000, 123_500, 15_000)),
    ("정원길 남-3", box(134_500, 13_000, 188_000, 15_000)),
    ("정원길 중-1", box(9_000, 60_000, V1[0], 62_000)),
    ("정원길 중-2", box(V2[1], 60_000, 188_000, 62_000)),
    ("정원길 북-1", box(9_000, 107_000, V1[0], 109_000)),
    ("정원길 북-2", box(_WALK_1[1], 107_000, _WALK_2[0], 109_000)),
    ("정원길 북-3", box(V2[1], 107_000, 188_000, 109_000)),
    ("산책로 서-1", box(7_000, 13_000, 9_000, 60_000)),
    ("산책로 서-2", box(7_000, 60_000, 9_000, 107_000)),
    ("산책로 서-3", box(7_000, 107_000, 9_000, 134_000)),
    ("산책로 동-1", box(188_000, 13_000, 190_000, 60_000)),
    ("산책로 동-2", box(188_000, 60_000, 190_000, 84_000)),
    ("산책로 동-3", box(188_000, 92_000, 190_000, 134_000)),
    ("중앙길 동서", box(_WALK_1[1], 66_000, _WALK_2[0], 68_500)),
    ("중앙길 남", box(105_000, H1[1], 107_000, 66_000)),
    ("중앙길 북", box(114_500, 68_500, 116_500, 107_000)),
)

ENTRANCE_WIDTH = 1_600


@dataclass(frozen=True, slots=True)
class Entrance:
    """The ground-floor entrance of a core: the middle of its door in the north face."""

    tower: str
    line: int
    at: XY


def entrances() -> list[Entrance]:
    """Every building entrance, tower by tower."""
    return [
        Entrance(tower.name, line, (core + (200, -200)[line - 1], tower.y + CORE_FACE))
        for tower in TOWERS
        for line, core in enumerate(tower.cores, start=1)
    ]


PLAYGROUND = box(82_000, 49_000, 102_000, 63_000)
EXERCISE = box(109_500, 49_000, 120_500, 60_000)
REST = box(82_000, 70_500, 102_000, 75_500)
REST_2 = box(40_000, 50_000, 52_000, 57_000)
REST_3 = box(146_000, 50_000, 158_000, 57_000)


@dataclass(frozen=True, slots=True)
class Gate:
    """An entrance of the site: the middle of its opening, along x or turned."""

    name: str
    at: XY
    turn_deg: float
    width: int
    access: str


GATES = (
    Gate("정문(보행·비상차량)", (70_500, 0), 0, 8_000, "차단기·스피드게이트"),
    Gate("차량 주출입구", (129_000, 0), 0, 7_000, "차량번호인식 차단기"),
    Gate("동측 부출입구", (197_000, 88_000), 90, 8_000, "차단기·카드"),
)


def shifted(points: list[XY], dx: float, dy: float) -> list[XY]:
    """The points moved."""
    return [(x + dx, y + dy) for x, y in points]
