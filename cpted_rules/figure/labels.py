"""Labels that do not collide: each goes to the best of a few places that is still free."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from cpted_rules.figure import svg
from cpted_rules.figure.frame import Bounds, Frame, within

ASCENT = 0.82
DESCENT = 0.24
BESIDE_MM, ABOVE_MM = 0.8, 0.35
"""Between labels: numbers side by side must not be read as one."""
SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1))
CORNERS = ((1, -1), (-1, -1), (1, 1), (-1, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Words that want to stand at a point of the page. [mm]

    Args:
        rank: who goes first; 0 before 1.
        must: drawn even where it covers something.
        reach_mm: distances from the point that are tried; 0 means centred on it.
        above: above and below its point are tried before its sides.
        areal: it names an area and may lie on it.
        mask: opacity of the paper under the words.
        leader: joined to its point by a thin line when it had to move away.
    """

    words: str
    x: float
    y: float
    rank: int
    size: float = 2.1
    weight: int = 400
    fill: str = svg.INK
    must: bool = False
    reach_mm: tuple[float, ...] = (0.0,)
    leader: bool = False
    above: bool = False
    areal: bool = False
    mask: float = 0.8


def placed(
    labels: Iterable[Label],
    frame: Frame,
    *,
    taken: Sequence[Bounds] = (),
    avoid: Sequence[BaseGeometry] = (),
    areas: Sequence[BaseGeometry] = (),
) -> list[str]:
    """The labels drawn, those without room left out.

    Args:
        taken: boxes of the page that must stay free. [mm]
        avoid: shapes of the page better not covered, such as sight lines. [mm]
        areas: areas of the page that only their own labels may cover. [mm]
    """
    inside = (
        frame.left_mm + 0.6,
        frame.top_mm + 0.6,
        frame.left_mm + frame.width_mm - 0.6,
        frame.top_mm + frame.height_mm - 0.6,
    )
    lines, every = STRtree(list(avoid)), STRtree([*avoid, *areas])
    used = list(taken)
    drawn = []
    for label in sorted(labels, key=lambda one: (one.rank, one.words, one.x, one.y)):
        choice = _best(label, inside, used, lines if label.areal else every)
        if choice is not None:
            used.append(choice)
            drawn.append(_draw(label, choice))
    return drawn


def extent(label: Label, x: float, y: float) -> Bounds:
    """The box of a label whose middle is at a point. [mm]"""
    width = svg.width_of(label.words, label.size)
    high = label.size * (ASCENT + DESCENT)
    return (x - width / 2, y - high / 2, x + width / 2, y + high / 2)


def _candidates(label: Label) -> Iterable[Bounds]:
    half_x = svg.width_of(label.words, label.size) / 2
    half_y = label.size * (ASCENT + DESCENT) / 2
    for reach in label.reach_mm:
        if reach == 0:
            yield extent(label, label.x, label.y)
            continue
        for dx, dy in (*reversed(SIDES), *CORNERS) if label.above else (*SIDES, *CORNERS):
            yield extent(label, label.x + dx * (reach + half_x), label.y + dy * (reach + half_y))


def _best(label: Label, inside: Bounds, used: list[Bounds], tree: STRtree) -> Bounds | None:
    free: list[tuple[float, Bounds]] = []
    for order, candidate in enumerate(_candidates(label)):
        if not within(candidate, inside):
            continue
        clashes = sum(1 for other in used if _meet(candidate, other))
        if label.must or not clashes:
            free.append((clashes * 100 + order * 0.25, candidate))
    if not free:
        return None
    boxes = shapely.box(*np.array([candidate for _, candidate in free]).T)
    hit, _ = tree.query(boxes, predicate="intersects")
    covered = np.bincount(hit, minlength=len(free))
    cost = [first + 3 * int(n) for (first, _), n in zip(free, covered, strict=True)]
    return free[cost.index(min(cost))][1]


def _meet(one: Bounds, other: Bounds) -> bool:
    return (
        one[0] < other[2] + BESIDE_MM
        and other[0] < one[2] + BESIDE_MM
        and one[1] < other[3] + ABOVE_MM
        and other[1] < one[3] + ABOVE_MM
    )


def _draw(label: Label, place: Bounds) -> str:
    x, y = (place[0] + place[2]) / 2, place[1] + label.size * ASCENT
    words = svg.text(
        label.words,
        x,
        y,
        size=label.size,
        weight=label.weight,
        fill=label.fill,
        anchor="middle",
        mask=label.mask,
    )
    near_x = min(max(label.x, place[0]), place[2])
    near_y = min(max(label.y, place[1]), place[3])
    far = ((near_x - label.x) ** 2 + (near_y - label.y) ** 2) ** 0.5
    if label.leader and far > 1.6:
        pen = svg.Pen(stroke=label.fill, width=0.13)
        return svg.line(label.x, label.y, near_x, near_y, pen) + words
    return words
