"""Windows, doors and gates as an architect draws them: cut out of the wall, with leaf and swing."""

import math
from collections.abc import Iterable

from cpted_rules.figure.frame import Frame
from cpted_rules.figure.svg import INK, PAPER, SEEN, Pen, group, line, number, path, polyline
from cpted_rules.plan import Opening, OpeningKind, Serves

CUT = Pen(stroke=PAPER, width=0.95, cap="butt")
THIN = Pen(stroke=INK, width=0.15)
ENTRANCES = frozenset({Serves.BUILDING_ENTRANCE, Serves.SITE_ENTRANCE})


def openings(drawn: Iterable[Opening], frame: Frame) -> str:
    """Every opening within the window; those above one another once."""
    seen: set[str] = set()
    items = []
    for opening in drawn:
        place = frame.path(opening.line) + opening.kind.value
        if place not in seen:
            seen.add(place)
            items.append(_opening(opening, frame))
    return group(items)


def _opening(opening: Opening, frame: Frame) -> str:
    (x1, y1), (x2, y2) = (frame.at(x, y) for x, y in _ends(opening))
    width = math.hypot(x2 - x1, y2 - y1)
    if width < 1e-6:
        return ""
    along = ((x2 - x1) / width, (y2 - y1) / width)
    out = _outward(opening, along)
    cut = line(x1, y1, x2, y2, CUT)
    if opening.kind is OpeningKind.WINDOW:
        return cut + _window(opening, (x1, y1), (x2, y2), out)
    if opening.kind is OpeningKind.SHUTTER:
        return cut + line(x1, y1, x2, y2, Pen(stroke=INK, width=0.25, dash="0.8 0.5"))
    leaf = _leaf((x1, y1), (x2, y2), width, out) if width > 1.1 else line(x1, y1, x2, y2, THIN)
    return cut + leaf + (_arrow((x1, y1), (x2, y2), out) if opening.serves in ENTRANCES else "")


def _ends(opening: Opening) -> tuple[tuple[float, float], tuple[float, float]]:
    first, *_, last = opening.line.coords
    return (first[0], first[1]), (last[0], last[1])


def _outward(opening: Opening, along: tuple[float, float]) -> tuple[float, float]:
    """Unit vector on the page to the side the opening faces, square to its line."""
    side = (along[1], -along[0])
    if opening.outward_deg is None:
        return side
    facing = math.radians(opening.outward_deg)
    toward = (math.sin(facing), -math.cos(facing))
    return side if side[0] * toward[0] + side[1] * toward[1] >= 0 else (-side[0], -side[1])


Point = tuple[float, float]


def _window(opening: Opening, a: Point, b: Point, out: Point) -> str:
    colour = SEEN if opening.serves in (Serves.DWELLING, Serves.SHOP, Serves.GUARD_POST) else INK
    pen = Pen(stroke=colour, width=0.22)
    both = [
        line(a[0] + out[0] * s, a[1] + out[1] * s, b[0] + out[0] * s, b[1] + out[1] * s, pen)
        for s in (-0.3, 0.3)
    ]
    ends = [
        line(
            p[0] - out[0] * 0.45,
            p[1] - out[1] * 0.45,
            p[0] + out[0] * 0.45,
            p[1] + out[1] * 0.45,
            THIN,
        )
        for p in (a, b)
    ]
    return "".join([*both, *ends])


def _leaf(a: Point, b: Point, width: float, out: Point) -> str:
    tip = (a[0] - out[0] * width, a[1] - out[1] * width)
    cross = (b[0] - a[0]) * (tip[1] - a[1]) - (b[1] - a[1]) * (tip[0] - a[0])
    sweep = 1 if cross > 0 else 0
    r = number(width)
    arc = f"M{number(b[0])} {number(b[1])}A{r} {r} 0 0 {sweep} {number(tip[0])} {number(tip[1])}"
    return line(*a, *tip, Pen(stroke=INK, width=0.25)) + path(arc, Pen(stroke=INK, width=0.1))


def _arrow(a: Point, b: Point, out: Point) -> str:
    """A filled triangle outside the door, pointing in."""
    x, y = (a[0] + b[0]) / 2 + out[0] * 0.9, (a[1] + b[1]) / 2 + out[1] * 0.9
    side = (-out[1], out[0])
    back = (x + out[0] * 1.7, y + out[1] * 1.7)
    corners = [
        (x, y),
        (back[0] + side[0] * 0.95, back[1] + side[1] * 0.95),
        (back[0] - side[0] * 0.95, back[1] - side[1] * 0.95),
    ]
    return polyline(corners, Pen(fill=INK), closed=True)
