"""Blocks with attributes as docs/drawing-conventions.md names them, made when first inserted."""

from collections.abc import Callable, Sequence
from math import cos, radians, sin

from ezdxf.document import Drawing
from ezdxf.enums import TextEntityAlignment

from sample_plans.drafting import STYLE, XY, Pen, box

Attributes = Sequence[tuple[str, str]]


def _block(pen: Pen, name: str, draw: Callable[[Pen], None], tags: Sequence[str] = ()) -> str:
    """The name of the block, drawn unless the document has it."""
    document: Drawing = pen.space.doc  # type: ignore[assignment] # a space in use has one
    if name not in document.blocks:
        block = document.blocks.new(name)
        draw(Pen(block, scale=1.0))  # type: ignore[arg-type] # a block is a space, too
        for row, tag in enumerate(tags):
            definition = block.add_attdef(
                tag, dxfattribs={"layer": "0", "style": STYLE, "height": 100.0}
            )
            definition.is_invisible = True
            definition.set_placement((0, -200.0 * row), align=TextEntityAlignment.LEFT)
    return name


def _stated(**values: str | float | None) -> list[tuple[str, str]]:
    """Tag and words of each attribute that is stated."""
    return [
        (tag, f"{value:g}" if isinstance(value, int | float) else value)
        for tag, value in values.items()
        if value is not None
    ]


def window(
    pen: Pen,
    at: XY,
    turn_deg: float,
    *,
    mark: str,
    width: float,
    sill: float,
    head: float,
    room: str = "",
    grade: str | None = None,
    wall: float = 200.0,
    shown: bool = True,
) -> None:
    """A window: x along the wall, insertion point in the middle; width, wall [mm], heights [m]."""

    def draw(p: Pen) -> None:
        a, b = width / 2, wall / 2
        p.rectangle(-a, -b, a, b, "0")
        p.line((-a, 30), (a, 30), "0")
        p.line((-a, -30), (a, -30), "0")
        p.line((0, -30), (0, 30), "0")

    tags = ("MARK", "WIDTH", "SILL", "HEAD", "ROOM", "GRADE")
    name = _block(pen, f"창_{width:.0f}x{wall:.0f}", draw, tags)
    pen.insert(
        name,
        at,
        "창호",
        turn_deg=turn_deg,
        attributes=_stated(
            MARK=mark, WIDTH=width, SILL=sill, HEAD=head, ROOM=room or None, GRADE=grade
        ),
        shown="MARK" if shown else "",
        shown_height=1.2,
        shown_offset=_aside(turn_deg, wall / 2 + 1.2 * pen.scale),
    )


def door(
    pen: Pen,
    at: XY,
    turn_deg: float,
    *,
    mark: str,
    width: float,
    use: str,
    head: float = 2.1,
    grade: str | None = None,
    access: str | None = None,
    name: str | None = None,
    wall: float = 200.0,
    kind: str = "문",
    leaves: int = 1,
    shown: bool = True,
) -> None:
    """A door (`문`), gate (`대문`) or shutter (`셔터`): x along the wall, from its middle."""

    def draw(p: Pen) -> None:
        a, b = width / 2, wall / 2
        p.line((-a, -b), (-a, b), "0")
        p.line((a, -b), (a, b), "0")
        if kind == "셔터":
            p.polyline([(-a, 0), (a, 0)], "0", linetype="DASHED2")
        elif leaves == 1:
            p.polyline([(-a, b), (-a, b + width)], "0", width=30)
            p.arc((-a, b), width, 0, 90, "0")
        elif leaves == 2:
            half = width / 2
            p.polyline([(-a, b), (-a, b + half)], "0", width=30)
            p.polyline([(a, b), (a, b + half)], "0", width=30)
            p.arc((-a, b), half, 0, 90, "0")
            p.arc((a, b), half, 90, 180, "0")
        else:
            p.rectangle(-a, 20, 0, 60, "0")
            p.rectangle(0, -60, a, -20, "0")

    tags = ("MARK", "WIDTH", "HEAD", "USE", "GRADE", "ACCESS", "NAME")
    block = _block(pen, f"{kind}_{width:.0f}x{wall:.0f}_{leaves}", draw, tags)
    pen.insert(
        block,
        at,
        "문",
        turn_deg=turn_deg,
        attributes=_stated(
            MARK=mark, WIDTH=width, HEAD=head, USE=use, GRADE=grade, ACCESS=access, NAME=name
        ),
        shown="MARK" if shown else "",
        shown_height=1.2,
        shown_offset=_aside(turn_deg, -wall / 2 - 1.2 * pen.scale),
    )


def _symbol_scale(pen: Pen) -> float:
    """Symbols are drawn larger than life where the plan is small."""
    return max(1.0, pen.scale / 200.0)


def _aside(turn_deg: float, distance: float) -> XY:
    a = radians(turn_deg + 90.0)
    return (cos(a) * distance, sin(a) * distance)


def building_label(
    pen: Pen,
    at: XY,
    *,
    name: str,
    floors: int | None = None,
    height: float | None = None,
    base: float | None = None,
) -> None:
    """동표기 inside a building's outline; heights in m."""

    def draw(p: Pen) -> None:
        p.line((-9, -3.4), (9, -3.4), "문자")

    block = _block(pen, "동표기", draw, ("NAME", "FLOORS", "HEIGHT", "BASE"))
    pen.insert(
        block,
        at,
        "문자",
        scale=pen.scale,
        attributes=_stated(NAME=name, FLOORS=floors, HEIGHT=height, BASE=base),
        shown="NAME",
        shown_height=4.0 if len(name) < 6 else 2.2,
    )


def fence_label(
    pen: Pen,
    at: XY,
    *,
    kind: str,
    height: float,
    name: str = "",
    openness: float | None = None,
) -> None:
    """담장표기 within 3 m of a fence; height in m, openness in %."""

    def draw(p: Pen) -> None:
        p.circle((0, 0), 3.2, "문자")

    block = _block(pen, "담장표기", draw, ("TYPE", "HEIGHT", "OPEN", "NAME"))
    pen.insert(
        block,
        at,
        "담장",
        scale=pen.scale,
        attributes=_stated(TYPE=kind, HEIGHT=height, OPEN=openness, NAME=name or None),
        shown="NAME",
        shown_height=2.2,
    )


def plant_label(pen: Pen, at: XY, *, species: str, height: float, layer: str) -> None:
    """수목표기 inside or within 3 m of a hedge or shrub area; height in m."""

    def draw(p: Pen) -> None:
        p.circle((0, 0), 0.5, "문자")

    block = _block(pen, "수목표기", draw, ("SPECIES", "H"))
    pen.insert(
        block,
        at,
        layer,
        scale=pen.scale,
        attributes=_stated(SPECIES=species, H=height),
        shown="SPECIES",
        shown_height=1.4,
        shown_offset=(0, 1.6 * pen.scale),
    )


def tree(
    pen: Pen,
    at: XY,
    *,
    species: str,
    height: float,
    crown: float,
    crown_base: float,
    evergreen: bool,
) -> None:
    """A tree with its crown to scale; sizes in m (수고 H, 수관폭 W, 지하고 B)."""
    radius = crown * 500.0

    def draw(p: Pen) -> None:
        p.circle((0, 0), radius, "0")
        p.circle((0, 0), 100, "0")
        spokes = 16 if evergreen else 8
        for i in range(spokes):
            a = radians(360.0 / spokes * i + 11.0)
            r0 = radius * (0.55 if evergreen else 0.25)
            p.line(
                (cos(a) * r0, sin(a) * r0),
                (cos(a) * radius * 0.95, sin(a) * radius * 0.95),
                "0",
            )
        if not evergreen:
            p.circle((0, 0), radius * 0.55, "0")

    block = _block(pen, f"수목_{species}_W{crown:g}", draw, ("SPECIES", "H", "W", "B", "EVERGREEN"))
    pen.insert(
        block,
        at,
        "수목",
        attributes=_stated(
            SPECIES=species, H=height, W=crown, B=crown_base, EVERGREEN="Y" if evergreen else "N"
        ),
    )


def bay(
    pen: Pen,
    at: XY,
    turn_deg: float,
    *,
    width: float = 2500.0,
    depth: float = 5000.0,
    kind: str = "일반",
    number: str = "",
    shown: bool = False,
) -> None:
    """A parking bay: insertion point in the middle of the lane side, y into the bay."""

    def draw(p: Pen) -> None:
        p.rectangle(-width / 2, 0, width / 2, depth, "0")
        if kind == "장애인":
            p.circle((0, depth / 2), 500, "0")
            p.polyline([(-200, depth / 2 + 250), (0, depth / 2), (300, depth / 2)], "0")
        elif kind == "확장형":
            p.text("확", (0, depth / 2), 450, layer="0")
        elif kind == "여성":
            p.text("여", (0, depth / 2), 450, layer="0")
        elif kind == "전기차":
            p.text("EV", (0, depth / 2), 450, layer="0")

    block = _block(pen, f"주차구획_{kind}_{width:.0f}x{depth:.0f}", draw, ("TYPE", "NO"))
    pen.insert(
        block,
        at,
        "주차구획",
        turn_deg=turn_deg,
        attributes=_stated(TYPE=kind, NO=number or None),
        shown="NO" if shown else "",
        shown_height=1.0,
        shown_offset=_aside(turn_deg, depth * 0.8),
    )


def column(pen: Pen, at: XY, *, across: float = 600.0, along: float = 800.0) -> None:
    """A reinforced-concrete column, across (x) times along (y)."""

    def draw(p: Pen) -> None:
        p.rectangle(-across / 2, -along / 2, across / 2, along / 2, "0")
        p.hatch(
            box(-across / 2, -along / 2, across / 2, along / 2),
            pattern="SOLID",
            layer="0",
            colour=8,
        )

    pen.insert(_block(pen, f"기둥_{across:.0f}x{along:.0f}", draw), at, "기둥")


def luminaire(
    pen: Pen,
    at: XY,
    turn_deg: float = 0.0,
    *,
    kind: str,
    mark: str,
    height: float | None = None,
    name: str | None = None,
    shown: bool = False,
) -> None:
    """보안등, 보행등, 출입구등, 볼라드등 or 천장등; turn is the direction of C0, height in m."""

    def draw(p: Pen) -> None:
        if kind == "천장등":
            p.rectangle(-610, -80, 610, 80, "0")
            p.line((-610, 0), (610, 0), "0")
        elif kind == "출입구등":
            p.circle((0, 0), 130, "0")
            p.line((-190, 0), (190, 0), "0")
            p.line((0, -190), (0, 190), "0")
        elif kind == "볼라드등":
            p.rectangle(-110, -110, 110, 110, "0")
            p.circle((0, 0), 60, "0")
        elif kind == "보행등":
            p.circle((0, 0), 300, "0")
            p.circle((0, 0), 110, "0")
        else:
            p.circle((0, 0), 250, "0")
            p.polyline([(250, 0), (1250, 0)], "0", width=60)
            p.rectangle(1250, -180, 1850, 180, "0")

    layer = "보안등" if kind == "보안등" else "조명"
    block = _block(pen, f"{kind}_{mark}", draw, ("MARK", "H", "NAME"))
    pen.insert(
        block,
        at,
        layer,
        turn_deg=turn_deg,
        scale=1.0 if kind == "천장등" else _symbol_scale(pen),
        attributes=_stated(MARK=mark, H=height, NAME=name),
        shown="NAME" if shown and name else "MARK" if shown else "",
        shown_height=1.3,
        shown_offset=(0, -2.0 * pen.scale),
    )


def camera(
    pen: Pen,
    at: XY,
    turn_deg: float = 0.0,
    *,
    mark: str,
    height: float,
    target: str | None = None,
    fov: float | None = 90.0,
    pixels: int = 2560,
    dome: bool = False,
    shown: bool = True,
) -> None:
    """A CCTV camera, looking along `turn_deg`, or all round as a dome; height in m."""

    def draw(p: Pen) -> None:
        if dome:
            p.circle((0, 0), 260, "0")
            p.arc((0, 0), 150, 0, 180, "0")
            p.line((-260, 0), (260, 0), "0")
        else:
            p.rectangle(-300, -140, 220, 140, "0")
            p.polyline([(220, -60), (400, -220), (400, 220), (220, 60)], "0", closed=True)
            a = radians(45)
            p.line((400, 0), (400 + 900 * cos(a), 900 * sin(a)), "0")
            p.line((400, 0), (400 + 900 * cos(a), -900 * sin(a)), "0")

    block = _block(
        pen,
        "CCTV_돔" if dome else "CCTV_고정형",
        draw,
        ("MARK", "H", "FOV", "PX", "TARGET"),
    )
    pen.insert(
        block,
        at,
        "CCTV",
        turn_deg=turn_deg,
        scale=_symbol_scale(pen),
        attributes=_stated(
            MARK=mark, H=height, FOV=None if dome else fov, PX=pixels, TARGET=target
        ),
        shown="MARK" if shown else "",
        shown_height=1.2,
        shown_offset=(0, 1.8 * pen.scale),
    )


def bell(pen: Pen, at: XY, *, mark: str, shown: bool = True) -> None:
    """An emergency bell."""

    def draw(p: Pen) -> None:
        p.rectangle(-220, -220, 220, 220, "0")
        p.circle((0, 0), 150, "0")
        p.text("E", (0, 0), 180, layer="0")

    pen.insert(
        _block(pen, "비상벨", draw, ("MARK",)),
        at,
        "비상벨",
        scale=_symbol_scale(pen),
        attributes=_stated(MARK=mark),
        shown="MARK" if shown else "",
        shown_height=1.2,
        shown_offset=(0, -1.6 * pen.scale),
    )


def mirror(pen: Pen, at: XY, turn_deg: float = 0.0) -> None:
    """A convex mirror."""

    def draw(p: Pen) -> None:
        p.arc((0, 0), 400, -60, 60, "0")
        p.line((0, 0), (400, 0), "0")

    pen.insert(_block(pen, "반사경", draw), at, "반사경", turn_deg=turn_deg)


def sign(pen: Pen, at: XY, *, words: str, shown: bool = False) -> None:
    """A sign with its words."""

    def draw(p: Pen) -> None:
        p.rectangle(-400, -60, 400, 60, "0")
        p.line((-300, -60), (-300, -260), "0")
        p.line((300, -60), (300, -260), "0")

    pen.insert(
        _block(pen, "안내판", draw, ("WORDS",)),
        at,
        "안내판",
        scale=_symbol_scale(pen),
        attributes=_stated(WORDS=words),
        shown="WORDS" if shown else "",
        shown_height=1.3,
        shown_offset=(0, -2.0 * pen.scale),
    )


def pipe(
    pen: Pen,
    at: XY,
    *,
    kind: str = "가스배관",
    base: float = 0.0,
    top: float,
    guard: str,
    guard_top: float | None = None,
) -> None:
    """가스배관, 우수홈통 or 실외기 on a wall; heights in m; guard `없음` says there is none."""

    def draw(p: Pen) -> None:
        if kind == "실외기":
            p.rectangle(-450, -175, 450, 175, "0")
            p.circle((0, 0), 150, "0")
        else:
            p.circle((0, 0), 60 if kind == "가스배관" else 80, "0")
            p.line((-120, 0), (120, 0), "0")
            p.line((0, -120), (0, 120), "0")

    pen.insert(
        _block(pen, kind, draw, ("BASE", "TOP", "GUARD", "GUARDTOP")),
        at,
        "배관",
        attributes=_stated(BASE=base, TOP=top, GUARD=guard, GUARDTOP=guard_top),
    )


def fixture(pen: Pen, at: XY, turn_deg: float = 0.0, *, kind: str) -> None:
    """계량기 or 무인택배함."""
    width, depth = (2400.0, 500.0) if kind == "무인택배함" else (500.0, 200.0)

    def draw(p: Pen) -> None:
        p.rectangle(-width / 2, -depth / 2, width / 2, depth / 2, "0")
        for i in range(1, 6):
            x = -width / 2 + width / 6 * i
            p.line((x, -depth / 2), (x, depth / 2), "0")

    layer = "택배함" if kind == "무인택배함" else "계량기"
    pen.insert(_block(pen, kind, draw), at, layer, turn_deg=turn_deg)


def car(pen: Pen, at: XY, turn_deg: float, *, model: int = 0) -> None:
    """A parked car, for looks; insertion point in the middle, nose along x."""
    length, width = ((4750.0, 1850.0), (4450.0, 1800.0), (3600.0, 1600.0))[model % 3]

    def draw(p: Pen) -> None:
        a, b = length / 2, width / 2
        p.polyline(
            [(-a, -b + 250), (-a + 250, -b), (a - 500, -b), (a, -b + 450),
             (a, b - 450), (a - 500, b), (-a + 250, b), (-a, b - 250)],
            "0",
            closed=True,
        )  # fmt: skip
        p.polyline(
            [(a * 0.45, -b + 150), (a * 0.25, -b + 330), (a * 0.25, b - 330), (a * 0.45, b - 150)],
            "0",
            closed=True,
        )
        p.polyline(
            [
                (-a * 0.75, -b + 200),
                (-a * 0.6, -b + 330),
                (-a * 0.6, b - 330),
                (-a * 0.75, b - 200),
            ],
            "0",
            closed=True,
        )
        p.rectangle(-a * 0.6, -b + 330, a * 0.25, b - 330, "0")

    pen.insert(_block(pen, f"차량_{model % 3}", draw), at, "차량", turn_deg=turn_deg)


def furniture(
    pen: Pen, name: str, draw: Callable[[Pen], None], at: XY, turn_deg: float = 0.0
) -> None:
    """A furniture block, for looks: drawn once under its name."""
    pen.insert(_block(pen, f"가구_{name}", draw), at, "가구", turn_deg=turn_deg)
