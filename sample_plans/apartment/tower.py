"""One tower's floors: walls, openings, cores and rooms, from the tower's south-west corner."""

from collections.abc import Sequence
from dataclasses import dataclass

from sample_plans import symbols
from sample_plans.apartment.layout import CORE_FACE, CORE_HALF, CORES, DEPTH, LENGTH, Tower
from sample_plans.apartment.parts import lift, partition, stair, wall, zone
from sample_plans.apartment.unit import furnish
from sample_plans.drafting import XY, Pen, box

CORE = CORES[0]
HALL = (5_200, 7_200)
STAIR = (CORE - CORE_HALF, CORE - 700)
PASSAGE = (CORE - 700, CORE + 1_100)
SHAFT = (CORE + 1_100, CORE + CORE_HALF)
PARTY = LENGTH / 2
OUTER = 200.0

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
    if tower.name:
        here.text(tower.name, (PARTY, DEPTH + 2_400), 4.0)
    if floor.detailed:
        if here.scale > 200:
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
    _rooms(pen)


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
    else:
        pen.text("PD", (CORE + 200, 9_500), 1.2)


def _rooms(pen: Pen) -> None:
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
