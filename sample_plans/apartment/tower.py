"""One tower's floors: walls, openings, cores and rooms. Drawn from the tower's south-west corner."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, sin

from sample_plans import symbols
from sample_plans.apartment.layout import CORE_FACE, CORE_HALF, CORES, DEPTH, LENGTH, Tower
from sample_plans.apartment.unit import furnish
from sample_plans.drafting import XY, Pen, box

CORE = CORES[0]
HALL = (5_200, 7_200)
STAIR = (CORE - CORE_HALF, CORE - 700)
PASSAGE = (CORE - 700, CORE + 1_100)
SHAFT = (CORE + 1_100, CORE + CORE_HALF)
PARTY = LENGTH / 2
OUTER, INNER = 200.0, 150.0
LINK_DEPTH = 1_800

RATED = "별표1 제1호(KS F 2637·2638)"
RATED_DOOR = "별표1 제2호(KS F 2637·2638)"


@dataclass(frozen=True, slots=True)
class Pane:
    """A window type at a place of the half plan: middle of the opening, direction of its wall."""

    mark: str
    width: int
    sill: float
    head: float
    room: str
    at: XY
    turn_deg: float


SOUTH = (
    Pane("PW1", 2_400, 0.9, 2.4, "침실", (1_950, 100), 0),
    Pane("PW2", 3_900, 0.3, 2.4, "거실", (6_450, 100), 0),
    Pane("PW3", 2_100, 0.9, 2.4, "침실", (10_800, 100), 0),
    Pane("PW3", 2_100, 0.9, 2.4, "침실", (14_250, 100), 0),
    Pane("PW4", 3_000, 0.3, 2.4, "거실", (18_000, 100), 0),
    Pane("PW5", 1_500, 0.9, 2.4, "침실", (21_300, 100), 0),
)
NORTH = (
    Pane("PW5", 1_500, 0.9, 2.4, "침실", (1_800, DEPTH - 100), 180),
    Pane("PW6", 1_800, 1.1, 2.3, "주방", (6_600, DEPTH - 100), 180),
    Pane("PW6", 1_800, 1.1, 2.3, "주방", (17_700, DEPTH - 100), 180),
    Pane("PW5", 1_500, 0.9, 2.4, "침실", (20_900, DEPTH - 100), 180),
)
GABLE = (
    Pane("PW7", 900, 0.9, 2.4, "침실", (100, 2_000), 270),
    Pane("PW7", 900, 0.9, 2.4, "침실", (100, 9_400), 270),
)
STAIR_WINDOW = Pane("SW1", 1_200, 1.2, 2.2, "계단실", (CORE - 2_000, CORE_FACE - 100), 180)
HALL_WINDOW = Pane("SW2", 900, 0.9, 2.2, "홀", (CORE + 200, CORE_FACE - 100), 180)


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """What differs between floors and towers.

    Args:
        blank_gable: the west gable has no window.
        windowless_stairs: cores (1, 2) whose stair has no window.
        unrated: window marks whose schedule states no rating.
        detailed: rooms are dimensioned and furnished.
    """

    ground: bool
    blank_gable: bool = False
    windowless_stairs: tuple[int, ...] = ()
    unrated: tuple[str, ...] = ()
    detailed: bool = False


def draw_floor(pen: Pen, tower: Tower, floor: Floor) -> None:
    """The ground floor or a typical floor of a tower, at its place on the site."""
    here = pen.moved(tower.x, tower.y)
    for line in (1, 2):
        half = here if line == 1 else here.moved(LENGTH, 0, mirror=True)
        _half(half, tower, line, floor)
    wall(here, (PARTY, OUTER), (PARTY, DEPTH - OUTER), OUTER)
    here.text(tower.name, (PARTY, DEPTH + 2_400), 4.0)
    if floor.detailed:
        here.chain([(x, 0) for x in (0, 3_900, 9_000, 12_600, 15_900, 20_100, 22_500)], -5)
        here.chain([(0, DEPTH), (0, 0)], -6)
        furnish(here)
        furnish(here.moved(LENGTH, 0, mirror=True))
    else:
        here.dimension((0, 0), (LENGTH, 0), -5)


def _half(pen: Pen, tower: Tower, line: int, floor: Floor) -> None:
    panes = [*SOUTH, *NORTH]
    if not (floor.blank_gable and line == 1):
        panes += GABLE
    if line not in floor.windowless_stairs:
        panes.append(STAIR_WINDOW)
    if not floor.ground:
        panes.append(HALL_WINDOW)
    for pane in panes:
        dwelling = pane.mark.startswith("PW")
        unrated = "없음" if pane.mark in floor.unrated else RATED
        symbols.window(
            pen,
            pane.at,
            pane.turn_deg,
            mark=pane.mark,
            width=pane.width,
            sill=pane.sill,
            head=pane.head,
            room=pane.room,
            grade=unrated if dwelling else None,
        )
    _outer_walls(pen, panes, ground=floor.ground)
    _core(pen, tower, line, ground=floor.ground)
    _rooms(pen, detailed=floor.detailed)


def _outer_walls(pen: Pen, panes: Sequence[Pane], *, ground: bool) -> None:
    def gaps(y: float | None = None, x: float | None = None) -> list[tuple[float, float]]:
        if y is not None:
            return [(p.at[0], p.width) for p in panes if p.at[1] == y]
        return [(p.at[1], p.width) for p in panes if p.at[0] == x]

    west, east = CORE - CORE_HALF, CORE + CORE_HALF
    wall(pen, (0, 100), (PARTY, 100), OUTER, gaps(y=100))
    wall(pen, (100, OUTER), (100, DEPTH - OUTER), OUTER, [(c - OUTER, w) for c, w in gaps(x=100)])
    north = gaps(y=DEPTH - 100)
    wall(pen, (0, DEPTH - 100), (west, DEPTH - 100), OUTER, [g for g in north if g[0] < west])
    right = [(c - east, w) for c, w in north if c > east]
    wall(pen, (east, DEPTH - 100), (PARTY, DEPTH - 100), OUTER, right)
    face = [(c - west, w) for c, w in gaps(y=CORE_FACE - 100)]
    if ground:
        face.append((CORE + 200 - west, 1_600))
    wall(pen, (west, CORE_FACE - 100), (east, CORE_FACE - 100), OUTER, face)
    for x in (west + 100, east - 100):
        wall(pen, (x, HALL[1]), (x, CORE_FACE - OUTER), OUTER)


def _core(pen: Pen, tower: Tower, line: int, *, ground: bool) -> None:
    west, east = CORE - CORE_HALF, CORE + CORE_HALF
    for x in (west + 100, east - 100):
        wall(pen, (x, HALL[0] - OUTER), (x, HALL[1]), OUTER, [(1_000 + OUTER / 2, 1_000)])
    wall(pen, (west + OUTER, HALL[0] - 100), (east - OUTER, HALL[0] - 100), OUTER)
    wall(pen, (STAIR[1], HALL[1]), (STAIR[1], CORE_FACE - OUTER), OUTER)
    wall(pen, (SHAFT[0], HALL[1]), (SHAFT[0], CORE_FACE - OUTER), OUTER)
    wall(pen, (west + OUTER, HALL[1]), (STAIR[1] - 100, HALL[1]), OUTER, [(1_200, 900)])
    wall(pen, (SHAFT[0] + 100, HALL[1]), (east - OUTER, HALL[1]), OUTER, [(950, 1_100)])
    wall(pen, (SHAFT[0] + 100, 9_700), (east - OUTER, 9_700), OUTER)
    symbols.door(
        pen,
        (CORE - 2_000, HALL[1]),
        0,
        mark="FSD1",
        width=900,
        use="계단실",
        name=f"{tower.name} {line}호 계단실",
    )
    for x, turn in ((west + 100, 90), (east - 100, 270)):
        symbols.door(
            pen,
            (x, HALL[0] + 1_000),
            turn,
            mark="FSD2",
            width=1_000,
            use="세대현관",
            grade=RATED_DOOR,
        )
    stair(pen, STAIR[0] + OUTER, HALL[1] + 100, STAIR[1] - 100, CORE_FACE - OUTER)
    zone(pen, box(STAIR[0] + 200, HALL[1] + 100, STAIR[1] - 100, CORE_FACE - 200), "계단실")
    zone(pen, box(west + 200, HALL[0], east - 200, HALL[1] - 100), "승강기홀")
    lift(pen, SHAFT[0] + 100, HALL[1] + 100, SHAFT[1] - 200, 9_600)
    zone(pen, box(SHAFT[0] + 100, HALL[1] + 100, SHAFT[1] - 200, 9_600), "승강기")
    pen.text("EPS·TPS", (CORE + 2_150, 11_000), 1.2)
    if ground:
        symbols.door(
            pen,
            (CORE + 200, CORE_FACE - 100),
            180,
            mark="SSD1",
            width=1_600,
            use="주출입구",
            access="공동현관기(카드·비밀번호)",
            name=f"{tower.name} {line}호 출입구",
            head=2.4,
            leaves=3,
        )
        zone(pen, box(PASSAGE[0] + 100, HALL[1], PASSAGE[1] - 100, CORE_FACE - 200), "로비")
        pen.polyline(
            [(PASSAGE[0] - 400, CORE_FACE), (PASSAGE[0] - 400, CORE_FACE + 1_200),
             (PASSAGE[1] + 400, CORE_FACE + 1_200), (PASSAGE[1] + 400, CORE_FACE)],
            "입면",
            linetype="DASHED2",
        )  # fmt: skip
        symbols.fixture(
            pen, (CORE - 1_900 + 300, HALL[0] + 300), kind="무인택배함"
        ) if False else None
    else:
        pen.text("PD", (CORE + 200, 9_500), 1.2)


def _rooms(pen: Pen, *, detailed: bool) -> None:
    west, east = CORE - CORE_HALF, CORE + CORE_HALF
    for start, end in (
        ((3_900, OUTER), (3_900, 4_400)),
        ((OUTER, 4_400), (3_900, 4_400)),
        ((9_000, OUTER), (9_000, 4_400)),
        ((9_000, 4_400), (CORE - 100, 4_400)),
        ((OUTER, 7_600), (3_600, 7_600)),
        ((3_600, 7_600), (3_600, DEPTH - OUTER)),
        ((OUTER, 6_000), (2_400, 6_000)),
        ((2_400, 4_400), (2_400, 7_600)),
        ((15_900, OUTER), (15_900, 4_000)),
        ((CORE + 100, 4_000), (15_900, 4_000)),
        ((20_100, OUTER), (20_100, 4_000)),
        ((20_100, 4_000), (PARTY - 100, 4_000)),
        ((19_300, 7_600), (PARTY - 100, 7_600)),
        ((19_300, 7_600), (19_300, DEPTH - OUTER)),
        ((20_400, 4_000), (20_400, 7_600)),
        ((20_400, 5_800), (PARTY - 100, 5_800)),
    ):
        partition(pen, start, end)
    wall(pen, (CORE, OUTER), (CORE, HALL[0] - OUTER), OUTER)
    for words, at in (
        ("안방", (1_950, 2_600)), ("거실", (6_450, 2_600)), ("침실2", (10_800, 2_600)),
        ("침실3", (1_800, 9_600)), ("주방·식당", (6_300, 9_000)), ("욕실", (1_250, 5_200)),
        ("현관", (8_200, 6_200)), ("침실1", (14_250, 2_400)), ("거실", (18_000, 2_400)),
        ("침실2", (21_300, 2_400)), ("침실3", (20_950, 9_600)), ("주방", (17_600, 9_000)),
        ("현관", (17_000, 6_200)), ("욕실", (21_400, 6_700)),
    ):  # fmt: skip
        pen.text(words, at, 1.5)
    for words, at in (("84A", (6_450, 6_800)), ("59A", (18_000, 5_200))):
        pen.text(words, at, 2.2)
    for x0, x1 in ((OUTER, CORE - 100), (CORE + 100, PARTY - 100)):
        pen.polyline([(x0, 1_500), (x1, 1_500)], "난간", linetype="DASHED2")


def draw_roof(pen: Pen, tower: Tower) -> None:
    """The roof of a tower: parapet, penthouses over the cores, roof doors, drains."""
    here = pen.moved(tower.x, tower.y)
    here.area(_moved(tower.outline, -tower.x, -tower.y), "입면")
    here.rectangle(200, 200, LENGTH - 200, DEPTH - 200, "입면")
    zone(here, box(300, 300, LENGTH - 300, 4_600), "옥상")
    here.text(tower.name, (PARTY, DEPTH + 2_400), 4.0)
    for line in (1, 2):
        half = here if line == 1 else here.moved(LENGTH, 0, mirror=True)
        west, east = CORE - CORE_HALF, CORE + CORE_HALF
        low, high = HALL[0] - OUTER, CORE_FACE
        wall(half, (west, low + 100), (east, low + 100), OUTER, [(1_300, 900)])
        wall(half, (west, high - 100), (east, high - 100), OUTER)
        for x in (west + 100, east - 100):
            wall(half, (x, low + OUTER), (x, high - OUTER), OUTER)
        stair(half, STAIR[0] + OUTER, HALL[1] + 100, STAIR[1] - 100, CORE_FACE - OUTER)
        half.text("승강기 기계실(MRL)", (CORE + 1_200, 9_500), 1.2)
        half.text("옥탑", (CORE + 900, 6_300), 1.5)
        symbols.door(
            half,
            (CORE - 2_000, low + 100),
            0,
            mark="FSD3",
            width=900,
            use="옥상",
            access="비상문자동개폐장치",
            name=f"{tower.name} {line}호 옥상출입문",
        )
        for x, y in ((2_000, 700), (9_000, 700), (20_000, 700), (2_000, DEPTH - 700)):
            half.circle((x, y), 150, "배선")
            half.text("RD", (x + 700, y), 1.2)
        for x in (4_000, 8_000, 16_500, 20_500):
            half.polyline([(x, 700), (x, DEPTH - 700)], "배선")
        half.text("무근콘크리트 위 우레탄 도막방수", (6_500, 3_000), 1.3)
        half.polyline([(5_000, 1_200), (5_000, 2_400), (4_800, 2_100)], "문자")
        half.text("S=1/100", (6_400, 1_800), 1.2)


def wall(
    pen: Pen,
    start: XY,
    end: XY,
    thickness: float,
    gaps: Sequence[tuple[float, float]] = (),
    *,
    layer: str = "벽체",
) -> None:
    """Wall pieces along a centre line, left open at gaps (middle along the line, width)."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    a = atan2(end[1] - start[1], end[0] - start[0])
    ux, uy = cos(a), sin(a)
    cuts = sorted((c - w / 2, c + w / 2) for c, w in gaps)
    at = 0.0
    for low, high in [*cuts, (length, length)]:
        if low - at > 1.0:
            piece = [
                (at, -thickness / 2), (low, -thickness / 2), (low, thickness / 2), (at, thickness / 2)
            ]  # fmt: skip
            pen.area(
                [
                    (
                        round(start[0] + ux * x - uy * y, 1),
                        round(start[1] + uy * x + ux * y, 1),
                    )
                    for x, y in piece
                ],
                layer,
            )
        at = high


def partition(pen: Pen, start: XY, end: XY) -> None:
    """A light partition, drawn for people as a pair of lines."""
    wall(pen, start, end, INNER, layer="내부선")


def zone(pen: Pen, area: Sequence[XY], words: str, height: float = 1.4) -> None:
    """A room on 실구획 with its name inside."""
    pen.area(area, "실구획")
    x = sum(p[0] for p in area) / len(area)
    y = sum(p[1] for p in area) / len(area)
    tall = max(p[1] for p in area) - min(p[1] for p in area)
    wide = max(p[0] for p in area) - min(p[0] for p in area)
    turn = 90.0 if tall > 1.6 * wide else 0.0
    pen.text(words, (x, y), height, turn_deg=turn)


def stair(pen: Pen, x0: float, y0: float, x1: float, y1: float) -> None:
    """A dog-leg stair rising from the south."""
    middle, low, high = (x0 + x1) / 2, y0 + 1_200, y1 - 1_200
    steps = 9
    for i in range(steps + 1):
        y = low + (high - low) / steps * i
        pen.line((x0, y), (middle - 50, y), "계단")
        pen.line((middle + 50, y), (x1, y), "계단")
    pen.rectangle(middle - 50, low, middle + 50, high, "계단")
    x = (x0 + middle) / 2
    pen.polyline(
        [(x, low), (x, high + 400), (x1 - (x - x0), high + 400), (x1 - (x - x0), low)], "계단"
    )


def lift(pen: Pen, x0: float, y0: float, x1: float, y1: float) -> None:
    """A lift shaft with its car and counterweight."""
    pen.rectangle(x0 + 150, y0 + 150, x1 - 150, y1 - 450, "계단")
    pen.line((x0 + 150, y0 + 150), (x1 - 150, y1 - 450), "계단")
    pen.line((x0 + 150, y1 - 450), (x1 - 150, y0 + 150), "계단")
    pen.rectangle(x0 + 400, y1 - 300, x1 - 400, y1 - 150, "계단")


def facing(start: XY, end: XY) -> float:
    """Direction of a line. [deg]"""
    return degrees(atan2(end[1] - start[1], end[0] - start[0]))


def _moved(points: Sequence[XY], dx: float, dy: float) -> list[XY]:
    return [(x + dx, y + dy) for x, y in points]
