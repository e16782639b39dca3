"""Parts of floors the small samples share: walls cut at openings, rooms, stairs, furniture."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sample_plans import symbols
from sample_plans.drafting import XY, Pen, box

RATED_WINDOW = "별표1 제1호(KS F 2637·2638)"
RATED_DOOR = "별표1 제2호(KS F 2637·2638)"
NO_RATING = "없음"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A window of a wall: middle of the opening, direction of the wall, sizes [mm], heights [m]."""

    mark: str
    at: XY
    turn_deg: float = 0.0
    width: float
    sill: float
    head: float
    room: str = ""
    grade: str | None = None
    wall: float = 200.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A door, gate or shutter of a wall; `use` empty is an inner door drawn for people only."""

    mark: str
    at: XY
    turn_deg: float = 0.0
    width: float
    use: str = ""
    head: float = 2.1
    grade: str | None = None
    access: str | None = None
    name: str | None = None
    wall: float = 200.0
    kind: str = "문"
    leaves: int = 1


Wall = tuple[XY, XY, float]
"""Start and end of the centre line, thickness."""


def draw_walls(
    pen: Pen,
    lines: Sequence[Wall],
    openings: Sequence[Window | Door] = (),
    *,
    layer: str = "벽체",
    hatch: bool = True,
) -> None:
    """Walls along axes, left open where an opening stands on their centre line."""
    for start, end, thickness in lines:
        across = start[0] == end[0]
        low, high = sorted((start[1], end[1]) if across else (start[0], end[0]))
        line = start[0] if across else start[1]
        cuts = [
            (along - o.width / 2, along + o.width / 2)
            for o in openings
            for along, off in [(o.at[1], o.at[0]) if across else o.at]
            if abs(off - line) <= thickness / 2 and low < along < high
        ]
        at = low
        for cut_low, cut_high in [*sorted(cuts), (high, high)]:
            if cut_low - at > 1.0:
                half = thickness / 2
                piece = (
                    box(line - half, at, line + half, cut_low)
                    if across
                    else box(at, line - half, cut_low, line + half)
                )
                pen.area(piece, layer)
                if hatch and layer == "벽체":
                    pen.hatch(piece, pattern="ANSI32", size=0.25, colour=252)
            at = max(at, cut_high)


def draw_openings(pen: Pen, openings: Sequence[Window | Door], *, shown: bool = True) -> None:
    """Windows and doors as blocks; inner doors as plain swings."""
    for o in openings:
        if isinstance(o, Window):
            symbols.window(
                pen, o.at, o.turn_deg, mark=o.mark, width=o.width, sill=o.sill, head=o.head,
                room=o.room, grade=o.grade, wall=o.wall, shown=shown,
            )  # fmt: skip
        elif o.use:
            symbols.door(
                pen, o.at, o.turn_deg, mark=o.mark, width=o.width, use=o.use, head=o.head,
                grade=o.grade, access=o.access, name=o.name, wall=o.wall, kind=o.kind,
                leaves=o.leaves, shown=shown,
            )  # fmt: skip
        else:
            swing(pen.moved(*o.at, turn_deg=o.turn_deg), o.width, o.wall)


def swing(pen: Pen, width: float, wall: float) -> None:
    """An inner door drawn for people: leaf and arc, from the middle of the opening."""
    a, b = width / 2, wall / 2
    pen.line((-a, -b), (-a, b), "내부선")
    pen.line((a, -b), (a, b), "내부선")
    pen.polyline([(-a, b), (-a, b + width)], "내부선", width=25)
    pen.arc((-a, b), width, 0, 90, "내부선")


def room(
    pen: Pen, area: Sequence[XY], words: str, height: float = 2.2, *, at: XY | None = None
) -> None:
    """A room that is read: its outline on 실구획 and its name inside."""
    pen.area(area, "실구획")
    x0, x1 = min(p[0] for p in area), max(p[0] for p in area)
    y0, y1 = min(p[1] for p in area), max(p[1] for p in area)
    turn = 90.0 if y1 - y0 > 2.2 * (x1 - x0) else 0.0
    pen.text(words, at or ((x0 + x1) / 2, (y0 + y1) / 2), height, turn_deg=turn)


def stair(
    pen: Pen, x0: float, y0: float, x1: float, y1: float, *, landing: float = 1_200.0,
    treads: int = 9, upward: bool = True, ground: bool = False,
) -> None:  # fmt: skip
    """A dog-leg stair between two landings along y, its first flight on the left."""
    middle = (x0 + x1) / 2
    low, high = y0 + landing, y1 - landing
    step = (high - low) / treads
    cut = low + step * 5.5
    for i in range(treads + 1):
        y = low + step * i
        if not ground or y < cut:
            pen.line((x0, y), (middle - 60, y), "계단")
        if not ground:
            pen.line((middle + 60, y), (x1, y), "계단")
    pen.rectangle(middle - 60, low, middle + 60, cut if ground else high, "계단")
    pen.polyline(
        [
            (x0, cut - 250),
            (x0 + (middle - x0) * 0.45, cut - 80),
            (x0 + (middle - x0) * 0.5, cut - 330),
            (x0 + (middle - x0) * 0.55, cut + 120),
            (middle - 60, cut + 250),
        ],
        "계단",
    )
    x = (x0 + middle) / 2
    tip = cut - 400 if ground else high - 100
    pen.polyline([(x, low - 300), (x, tip)], "계단")
    pen.polyline([(x - 90, tip - 200), (x, tip), (x + 90, tip - 200)], "계단")
    pen.text("UP" if upward else "DN", (x, low - 500), 1.5)
    if not ground:
        x = (middle + x1) / 2
        pen.polyline([(x, low - 300), (x, high - 100)], "계단")
        pen.polyline([(x - 90, high - 300), (x, high - 100), (x + 90, high - 300)], "계단")
        pen.text("DN", (x, low - 500), 1.5)


def lift(pen: Pen, x0: float, y0: float, x1: float, y1: float, words: str = "E.V") -> None:
    """A lift shaft that is read as 승강기: car, counterweight, cross."""
    pen.rectangle(x0 + 250, y0 + 150, x1 - 250, y1 - 450, "계단")
    pen.line((x0 + 250, y0 + 150), (x1 - 250, y1 - 450), "계단")
    pen.line((x0 + 250, y1 - 450), (x1 - 250, y0 + 150), "계단")
    pen.rectangle(x0 + 500, y1 - 330, x1 - 500, y1 - 150, "계단")
    pen.rectangle(x0, y0, x1, y1, "실구획")
    pen.text("승강기", ((x0 + x1) / 2, y0 + 420), 1.5)
    pen.text(words, ((x0 + x1) / 2, y1 - 900), 1.5, layer="계단")


def _piece(name: str, draw: Callable[[Pen], None]) -> Callable[..., None]:
    def place(pen: Pen, at: XY, turn_deg: float = 0.0) -> None:
        symbols.furniture(pen, name, draw, at, turn_deg)

    return place


def _bed(p: Pen, width: float) -> None:
    p.rectangle(-width / 2, -1_000, width / 2, 1_000, "0")
    p.polyline([(-width / 2, 350), (width / 2, 350)], "0")
    for x in (-width / 4, width / 4) if width > 1_300 else (0.0,):
        p.rectangle(x - 280, 550, x + 280, 900, "0")


def _sofa(p: Pen) -> None:
    p.rectangle(-1_000, -400, 1_000, 400, "0")
    p.rectangle(-850, -400, 850, 200, "0")
    p.line((0, -400), (0, 200), "0")


def _table(p: Pen) -> None:
    p.rectangle(-600, -400, 600, 400, "0")
    for x in (-300, 300):
        p.rectangle(x - 200, 450, x + 200, 850, "0")
        p.rectangle(x - 200, -850, x + 200, -450, "0")


def _sink(p: Pen) -> None:
    p.rectangle(-1_200, -300, 1_200, 300, "0")
    p.rectangle(-950, -200, -350, 200, "0")
    p.circle((-650, 0), 40, "0")
    for x in (500, 850):
        p.circle((x, 80), 130, "0")
    p.rectangle(300, -220, 1_050, 220, "0")


def _fridge(p: Pen) -> None:
    p.rectangle(-450, -375, 450, 375, "0")
    p.line((-450, -375), (450, 375), "0")
    p.line((-450, 375), (450, -375), "0")


def _bath(p: Pen) -> None:
    p.rectangle(-800, -250, -350, 250, "0")
    p.circle((-575, -20), 170, "0")
    p.rectangle(-200, 50, 200, 250, "0")
    p.circle((0, -150), 190, "0")
    p.rectangle(350, -600, 850, 250, "0")
    p.line((350, -600), (850, 250), "0")


def _wardrobe(p: Pen) -> None:
    p.rectangle(-900, -300, 900, 300, "0")
    p.line((-900, 0), (900, 0), "0")
    for i in range(9):
        p.line((-800 + i * 200, -220), (-740 + i * 200, 220), "0")


def _washer(p: Pen) -> None:
    p.rectangle(-320, -320, 320, 320, "0")
    p.circle((0, 0), 230, "0")


def _desk(p: Pen) -> None:
    p.rectangle(-600, -300, 600, 300, "0")
    p.rectangle(-220, -750, 220, -350, "0")


def _gondola(p: Pen) -> None:
    p.rectangle(-1_350, -450, 1_350, 450, "0")
    p.line((-1_350, 0), (1_350, 0), "0")
    for i in range(1, 3):
        p.line((-1_350 + i * 900, -450), (-1_350 + i * 900, 450), "0")


def _bicycle(p: Pen) -> None:
    p.circle((-500, 0), 320, "0")
    p.circle((500, 0), 320, "0")
    p.polyline([(-500, 0), (-100, 80), (450, 80), (500, 0)], "0")
    p.line((420, -250), (420, 250), "0")


bed = _piece("침대_1500", lambda p: _bed(p, 1_500))
single_bed = _piece("침대_1100", lambda p: _bed(p, 1_100))
sofa = _piece("소파", _sofa)
table = _piece("식탁", _table)
sink = _piece("싱크대", _sink)
fridge = _piece("냉장고", _fridge)
bath = _piece("욕실", _bath)
wardrobe = _piece("붙박이장", _wardrobe)
washer = _piece("세탁기", _washer)
desk = _piece("책상", _desk)
gondola = _piece("진열대", _gondola)
bicycle = _piece("자전거", _bicycle)


GREY = "배경"


def underlay(pen: Pen, name: str, draw: Callable[[Pen], None]) -> None:
    """Put a grey background under a sheet, as a bound xref; drawn once per document."""
    document = pen.space.doc
    if GREY not in document.layers:
        document.layers.add(GREY, color=253, lineweight=9)
    if name not in document.blocks:
        block = document.blocks.new(name)
        draw(Pen(block, scale=pen.scale))  # type: ignore[arg-type] # a block is a space, too
    pen.insert(name, (0, 0), GREY)


def finishes(pen: Pen, title: str, rows: Sequence[tuple[str, str, str, str]], at: XY) -> None:
    """The table of finishes of a floor: room, floor, wall, ceiling."""
    columns = (("실명", 30.0), ("바닥", 34.0), ("벽", 30.0), ("천장", 34.0))
    pen.table(title, columns, rows, at, height=2.2, row=7.0)


def legend(pen: Pen, rows: Sequence[tuple[str, str]], at: XY) -> None:
    """The key of hatches and layers of a plan: a swatch and its words."""
    s = pen.scale
    pen.text("범  례", (at[0], at[1] + 3 * s), 3.3, align="BOTTOM_LEFT")
    for i, (pattern, words) in enumerate(rows):
        y = at[1] - (i + 1) * 8 * s
        swatch = box(at[0], y, at[0] + 16 * s, y + 5 * s)
        pen.polyline(swatch, "표", closed=True)
        pen.hatch(swatch, pattern=pattern, size=0.5 if pattern != "AR-CONC" else 0.02)
        pen.text(words, (at[0] + 20 * s, y + 2.5 * s), 2.4, align="MIDDLE_LEFT")
