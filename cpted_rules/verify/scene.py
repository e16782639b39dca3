"""What stands in a straight line, one obstacle at a time: plain loops, no arrays.

    o eye
      '-.   ___
         '-|.  |  a solid blocks once for each passage of the line through its footprint
           | '-|  in which the line runs below its top and above its base
___________|___|'-.__x target
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import cos, floor, hypot, inf, pi, sin, sqrt

from cpted_rules.verify.regions import squares
from cpted_rules.verify.shapes import (
    Box,
    Shape,
    Span,
    Spot,
    outline_gap_m,
    polygon,
    united,
    within_spans,
)

Spot3 = tuple[float, float, float]

TOUCH_M = 1e-6
"""Passages shorter than this are touches. Source: the definition of a line of sight."""
SQUARE_M = 5.0
CROWN_SIDES = 32
"""A crown is an upright prism over a regular polygon of so many sides, of the circle's area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """One thing in the way, from `base_m` to `top_m`; its shape is a footprint or a line.

    Args:
        holes: where doors and windows cut the footprint.
        ground: under both ends of its (one) edge; of a footprint twice the same. [m]
    """

    id: str
    shape: Shape
    base_m: float
    top_m: float
    openness_share: float = 0.0
    plant: bool = False
    holes: tuple[Shape, ...] = ()
    ground: tuple[float, float] = (0.0, 0.0)


def crown(at: Spot, radius_m: float) -> Shape:
    """The footprint of a crown; its first corner lies due east."""
    r = radius_m * sqrt(2 * pi / (CROWN_SIDES * sin(2 * pi / CROWN_SIDES)))
    turns = [2 * pi * n / CROWN_SIDES for n in range(CROWN_SIDES)]
    return polygon([(at[0] + r * cos(t), at[1] + r * sin(t)) for t in turns])


class Scene:
    """Obstacles by the squares of a raster they lie on; a line asks those on its way."""

    def __init__(self, obstacles: Iterable[Obstacle]) -> None:
        self.obstacles = [
            o
            for o in obstacles
            if o.top_m > o.base_m and o.openness_share < 1.0 and o.shape.length_m > 0
        ]
        self.squares: dict[tuple[int, int], list[int]] = {}
        for n, obstacle in enumerate(self.obstacles):
            for key in squares(obstacle.shape.box, 0.01, SQUARE_M):
                self.squares.setdefault(key, []).append(n)

    def through(self, o: Spot3, p: Spot3) -> float:
        """Share of sight or light that gets from one point to another."""
        left = 1.0
        for n in self._on_the_way(o, p):
            obstacle = self.obstacles[n]
            for _ in passages(obstacle, o, p):
                left *= obstacle.openness_share
            if left == 0.0:
                return left
        return left

    def touched(self, p: Spot3, within_m: float) -> bool:
        """Whether a point lies on the face of a solid, or so near that rounding may decide."""
        key = (floor(p[0] / SQUARE_M), floor(p[1] / SQUARE_M))
        return any(
            o.shape.filled
            and o.base_m + o.ground[0] - within_m < p[2] < o.top_m + o.ground[0] + within_m
            and outline_gap_m(o.shape, p[0], p[1]) <= within_m
            for o in (self.obstacles[n] for n in self.squares.get(key, ()))
        )

    def blocks(self, o: Spot3, p: Spot3) -> list[tuple[float, Obstacle]]:
        """What blocks a line, as share of the way and obstacle, nearest to its start first."""
        found = [
            (share, self.obstacles[n])
            for n in self._on_the_way(o, p)
            for share in passages(self.obstacles[n], o, p)
        ]
        return sorted(found, key=lambda b: (b[0], b[1].id))

    def _on_the_way(self, o: Spot3, p: Spot3) -> Iterator[int]:
        """The obstacles on the squares that a line crosses, each once."""
        met: set[int] = set()
        for key in _crossed(o, p):
            for n in self.squares.get(key, ()):
                if n not in met:
                    met.add(n)
                    yield n


def _crossed(o: Spot3, p: Spot3) -> Iterator[tuple[int, int]]:
    """The squares of the raster that a line crosses, in order (Amanatides and Woo 1987)."""
    i, j = floor(o[0] / SQUARE_M), floor(o[1] / SQUARE_M)
    last = (floor(p[0] / SQUARE_M), floor(p[1] / SQUARE_M))
    dx, dy = p[0] - o[0], p[1] - o[1]
    di, dj = (1 if dx > 0 else -1), (1 if dy > 0 else -1)
    tx = ((i + (dx > 0)) * SQUARE_M - o[0]) / dx if dx else inf
    ty = ((j + (dy > 0)) * SQUARE_M - o[1]) / dy if dy else inf
    steps = abs(last[0] - i) + abs(last[1] - j)
    yield i, j
    for _ in range(steps):
        if tx < ty:
            i, tx = i + di, tx + SQUARE_M / abs(dx)
        else:
            j, ty = j + dj, ty + SQUARE_M / abs(dy)
        yield i, j


def passages(obstacle: Obstacle, o: Spot3, p: Spot3) -> Iterator[float]:
    """Where along a line an obstacle blocks it, as shares of the way: once for each passage."""
    ox, oy, oz = o
    dx, dy, dz = p[0] - ox, p[1] - oy, p[2] - oz
    under, rise = obstacle.ground[0], obstacle.ground[1] - obstacle.ground[0]
    low, high = obstacle.base_m + under, obstacle.top_m + under
    if not _may_meet(obstacle.shape.box, o, p):
        return
    if min(oz, p[2]) >= high + max(rise, 0.0) or max(oz, p[2]) < low + min(rise, 0.0):
        return
    length = hypot(dx, dy)
    if length < TOUCH_M:
        return
    square = length * length
    cuts = []
    for ax, ay, bx, by in obstacle.shape.edges:
        one = dx * (ay - oy) - dy * (ax - ox)
        two = dx * (by - oy) - dy * (bx - ox)
        if (one > 0.0) != (two > 0.0):
            s = one / (one - two)
            x, y = ax + s * (bx - ax) - ox, ay + s * (by - ay) - oy
            cuts.append((x * dx + y * dy) / square)
            if not obstacle.shape.filled:
                t, z = cuts[-1], oz + cuts[-1] * dz - s * rise
                if TOUCH_M < t * length < length - TOUCH_M and low <= z < high:
                    yield t
    if not obstacle.shape.filled:
        return
    cuts.sort()
    spans = zip(cuts[0::2], cuts[1::2], strict=False)
    for t0, t1 in _left(spans, obstacle.holes, o, p) if obstacle.holes else spans:
        enter, leave = max(t0, 0.0), min(t1, 1.0)
        if (leave - enter) * length <= TOUCH_M:
            continue
        z0, z1 = oz + enter * dz, oz + leave * dz
        if min(z0, z1) < high and max(z0, z1) > low:
            plane = high if z0 > high else low if z0 < low else z0
            yield enter if plane == z0 or dz == 0 else min(max((plane - oz) / dz, enter), leave)


def _left(spans: Iterable[Span], holes: Iterable[Shape], o: Spot3, p: Spot3) -> Iterator[Span]:
    """What is left of some spans of a line between holes."""
    open_ = united(span for hole in holes for span in within_spans(hole, o[:2], p[:2]))
    for enter, leave in spans:
        for low, high in open_:
            if low < leave and high > enter:
                yield enter, low
                enter = high
        yield enter, leave


def _may_meet(box: Box, o: Spot3, p: Spot3) -> bool:
    west, south, east, north = box
    return not (
        (o[0] < west and p[0] < west)
        or (o[0] > east and p[0] > east)
        or (o[1] < south and p[1] < south)
        or (o[1] > north and p[1] > north)
    )
