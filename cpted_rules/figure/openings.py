"""Windows, doors and gates as an architect draws them: cut out of the wall, with leaf and swing."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace

from cpted_rules.figure.frame import Frame
from cpted_rules.figure.svg import (
    INK,
    PAPER,
    SEEN,
    Pen,
    Stroke,
    layered,
    number,
    segment,
    through,
)
from cpted_rules.plan import Opening, OpeningKind, Serves

Point = tuple[float, float]

DETAILED_MM = 1.1
"""Openings narrower than this on the page are drawn as a stroke."""
ARROWS_TO_SCALE = 1200

CUT = Pen(stroke=PAPER, width=0.95, cap="butt")
THIN = Pen(stroke=INK, width=0.15)
PLAIN = Pen(stroke=INK, width=0.22)
LOOKS_OUT = Pen(stroke=SEEN, width=0.22)
SHUTTER = Pen(stroke=INK, width=0.25, dash="0.8 0.5")
LEAF = Pen(stroke=INK, width=0.25)
SWING = Pen(stroke=INK, width=0.1)
FILLED = Pen(fill=INK)
ENTRANCES = frozenset({Serves.BUILDING_ENTRANCE, Serves.SITE_ENTRANCE})


def openings(drawn: Iterable[Opening], frame: Frame) -> str:
    """Every opening within the window; those above one another once."""
    found: dict[tuple[float | str, ...], tuple[Opening, Point, Point]] = {}
    for opening in drawn:
        a, b = (frame.at(x, y) for x, y in _ends(opening))
        place = (*(round(value, 2) for value in (*a, *b)), opening.kind.value)
        found.setdefault(place, (opening, a, b))
    strokes = [s for opening, a, b in found.values() for s in _opening(opening, a, b, frame)]
    return layered(sorted(strokes, key=lambda s: s[0] is not CUT))


def _opening(opening: Opening, a: Point, b: Point, frame: Frame) -> Iterator[Stroke]:
    width = math.hypot(b[0] - a[0], b[1] - a[1])
    if width < 1e-6:
        return
    out = _outward(opening, ((b[0] - a[0]) / width, (b[1] - a[1]) / width))
    yield CUT, segment(*a, *b)
    if width < DETAILED_MM:
        yield replace(_colour(opening), width=0.4), segment(*a, *b)
    elif opening.kind is OpeningKind.WINDOW:
        yield from _window(opening, a, b, out)
    elif opening.kind is OpeningKind.SHUTTER:
        yield SHUTTER, segment(*a, *b)
    else:
        yield from _leaf(a, b, width, out)
    if opening.serves in ENTRANCES and frame.scale <= ARROWS_TO_SCALE:
        yield FILLED, _arrow(a, b, out)


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


def _colour(opening: Opening) -> Pen:
    looks_out = opening.serves in (Serves.DWELLING, Serves.SHOP, Serves.GUARD_POST)
    return LOOKS_OUT if looks_out and opening.kind is OpeningKind.WINDOW else PLAIN


def _window(opening: Opening, a: Point, b: Point, out: Point) -> Iterator[Stroke]:
    for s in (-0.3, 0.3):
        start, end = _moved(a, out, s), _moved(b, out, s)
        yield _colour(opening), segment(*start, *end)
    for p in (a, b):
        yield THIN, segment(*_moved(p, out, -0.45), *_moved(p, out, 0.45))


def _leaf(a: Point, b: Point, width: float, out: Point) -> Iterator[Stroke]:
    tip = _moved(a, out, -width)
    cross = (b[0] - a[0]) * (tip[1] - a[1]) - (b[1] - a[1]) * (tip[0] - a[0])
    sweep = 1 if cross > 0 else 0
    r = number(width)
    arc = f"M{number(b[0])} {number(b[1])}A{r} {r} 0 0 {sweep} {number(tip[0])} {number(tip[1])}"
    yield LEAF, segment(*a, *tip)
    yield SWING, arc


def _arrow(a: Point, b: Point, out: Point) -> str:
    """A triangle outside the door, pointing in."""
    tip = _moved(((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), out, 0.9)
    back = _moved(tip, out, 1.7)
    side = (-out[1], out[0])
    return through((tip, _moved(back, side, 0.95), _moved(back, side, -0.95)), closed=True)


def _moved(point: Point, along: Point, by: float) -> Point:
    return point[0] + along[0] * by, point[1] + along[1] * by
