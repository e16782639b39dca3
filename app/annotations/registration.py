"""How a plan was moved between two rounds: the turn and shift under which most corners meet."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from app.annotations.record import XY, Affine6
from cpted_rules.plan import SitePlan

Points = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]

NEAR_M = 0.1
"""Corners this near after the move are taken for the same."""
ENOUGH = 0.3
"""Share of the corners that must meet; fewer, and the plans are taken for different ones."""
FEWEST = 6
"""Corners that must meet: two lengths that agree are a coincidence."""
AS_GOOD = 0.9
"""Where another move brings so much of as many corners together, neither is believed."""
_STILL_M = 0.02
"""A plan is not moved, or not turned, where its corners are this near without."""
_MOST = 300
_TURNS = 24
_ROUNDS = 2
_STEP_RAD = math.radians(0.05)
_ELSEWHERE = 3
"""Cells around the chosen shift that are no other place."""
_SYMMETRIES = tuple(math.radians(turn) for turn in (180, 90, 270, 60, 120, 240, 300))


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """A move of the plan.

    Args:
        moved: site metres before to site metres after.
        met: how many corners meet.
        of: how many were looked at.
        off_m: how far those that meet are apart still, root mean square.
        rival: how many corners meet under the next best move, to another place.
    """

    moved: Affine6
    met: int
    of: int
    off_m: float
    rival: int = 0

    @property
    def share(self) -> float:
        """Of the corners that meet, 0 to 1."""
        return self.met / self.of

    @property
    def turn_deg(self) -> float:
        """Counter-clockwise."""
        return math.degrees(math.atan2(self.moved[2], self.moved[0]))

    @property
    def is_unmoved(self) -> bool:
        """Whether the plan lies where it lay."""
        return self.moved == (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

    @property
    def is_only_one(self) -> bool:
        """Whether no other move is nearly as good. A plan that was not moved needs no proof."""
        return self.is_unmoved or self.rival < AS_GOOD * self.met


def corners_of(plan: SitePlan) -> tuple[XY, ...]:
    """Corners of what is drawn of the site and its buildings, in the order it is drawn. [m]

    What public records tell of the surroundings stays where it is when a plan is drawn elsewhere.
    """
    shapes: list[BaseGeometry] = []
    areas = (plan.boundaries, plan.buildings, plan.roads, plan.walls, plan.bays)
    shapes += [one.area for kind in areas for one in kind if one.source is not None]
    lines = (plan.barriers, plan.openings)
    shapes += [one.line for kind in lines for one in kind if one.source is not None]
    return tuple((float(x), float(y)) for s in shapes for x, y in _corners_of(s))


def registered(before: Sequence[XY], after: Sequence[XY]) -> Registration | None:
    """The move that brings most corners of the plan before onto corners of the plan after.

    Turns are looked for among those that bring a long edge onto one of its length; None where too
    few corners meet.

    Args:
        before: corners in the order they are drawn, such as of the boundary and the buildings. [m]
        after: likewise.
    """
    one, other = _telling(before), _telling(after)
    if len(one) < 2 or len(other) < 2:
        return None
    best: tuple[int, float, Points] | None = None
    for turn in _turns(before, after):
        turned = one @ _rotation(turn).T
        shift = _shift(_shifts(turned, other))
        met = len(_meeting(turned + shift, other)[0])
        if best is None or met > best[0]:
            best = (met, turn, shift)
        if met >= 0.9 * len(one):
            break
    if best is None or best[0] < max(2, ENOUGH * len(one)):
        return None
    _, turn, shift = best
    return _fitted(one, other, turn=turn, shift=shift, rival=_rival(one, other, turn, shift))


def _corners_of(shape: BaseGeometry) -> Points:
    points: Points = shapely.get_coordinates(shape)
    return points[:-1] if shape.geom_type == "Polygon" else points


def _telling(points: Sequence[XY]) -> Points:
    """The corners at the longest edges, each place once: what is there whatever is added."""
    if len(points) < 2:
        return np.empty((0, 2))
    array = np.asarray(points, dtype=np.float64)
    edges = np.hypot(*np.diff(array, axis=0).T)
    length = np.maximum(np.append(edges, 0.0), np.insert(edges, 0, 0.0))
    _, first = np.unique(np.round(array, 2), axis=0, return_index=True)
    first = first[np.argsort(-length[first], kind="stable")][:_MOST]
    chosen: Points = array[np.sort(first)]
    return chosen


def _turns(before: Sequence[XY], after: Sequence[XY]) -> list[float]:
    """No turn first, then those under which most long edges get the direction of ones as long."""
    long_a, long_b = (_longest(np.diff(np.asarray(p), axis=0)) for p in (before, after))
    found: dict[int, tuple[float, int]] = {}
    for edge in long_a:
        for fellow in long_b:
            if abs(np.hypot(*edge) - np.hypot(*fellow)) < NEAR_M:
                turn = math.atan2(fellow[1], fellow[0]) - math.atan2(edge[1], edge[0])
                turn = math.remainder(turn, math.tau)
                first, count = found.get(round(turn / _STEP_RAD), (turn, 0))
                found[round(turn / _STEP_RAD)] = (first, count + 1)
    by_count = sorted(found.values(), key=lambda each: -each[1])
    return [0.0, *(turn for turn, _ in by_count)]


def _longest(edges: Points) -> Points:
    return edges[np.argsort(-np.hypot(edges[:, 0], edges[:, 1]), kind="stable")[:_TURNS]]


def _rotation(turn: float) -> Points:
    c, s = math.cos(turn), math.sin(turn)
    return np.array([[c, -s], [s, c]])


def _shifts(one: Points, other: Points) -> Points:
    """What each pair of corners asks for."""
    return (other[None, :, :] - one[:, None, :]).reshape(-1, 2)


def _shift(shifts: Points) -> Points:
    """The shift that most pairs of corners ask for, to half of `NEAR_M`."""
    cells = np.round(shifts / NEAR_M).astype(np.int64)
    names = cells[:, 0] * (1 << 32) + cells[:, 1]
    _, which, counts = np.unique(names, return_inverse=True, return_counts=True)
    chosen = which.reshape(-1) == int(np.argmax(counts))
    middle: Points = np.median(shifts[chosen], axis=0)
    return middle


def _meeting(moved: Points, other: Points) -> tuple[Places, Places]:
    """Which corners meet which."""
    away = np.hypot(moved[:, None, 0] - other[None, :, 0], moved[:, None, 1] - other[None, :, 1])
    nearest = np.argmin(away, axis=1)
    met = np.flatnonzero(away[np.arange(len(moved)), nearest] <= NEAR_M)
    return met, nearest[met]


def _rival(one: Points, other: Points, turn: float, shift: Points) -> int:
    """How many corners meet when the plan is turned onto itself, or shifted as far as a bay."""

    def best(turned: Points, shifts: Points) -> int:
        return len(_meeting(turned + _shift(shifts), other)[0]) if len(shifts) else 0

    def moves() -> Iterator[int]:
        turned = one @ _rotation(turn).T
        shifts = _shifts(turned, other)
        elsewhere = np.abs(shifts - shift).max(axis=1) > _ELSEWHERE * NEAR_M
        yield best(turned, shifts[elsewhere])
        for symmetry in _SYMMETRIES:
            again = one @ _rotation(turn + symmetry).T
            yield best(again, _shifts(again, other))

    return max(moves())


def _fitted(one: Points, other: Points, *, turn: float, shift: Points, rival: int) -> Registration:
    """By least squares over the corners that meet; no turn and no shift where none is needed."""
    moved = one @ _rotation(turn).T + shift
    for _ in range(_ROUNDS):
        met, fellow = _meeting(moved, other)
        rotation, away = _least_squares(one[met], other[fellow])
        moved = one @ rotation.T + away
    met, fellow = _meeting(moved, other)
    a, b = one[met], other[fellow]
    still = ((np.eye(2), np.zeros(2)), (np.eye(2), (b - a).mean(axis=0)))
    enough = max(_STILL_M, _off(a, b, rotation, away))
    for plain in still:
        if _off(a, b, *plain) <= enough:
            rotation, away = plain
            break
    return Registration(
        moved=(
            float(rotation[0, 0]),
            float(rotation[0, 1]),
            float(rotation[1, 0]),
            float(rotation[1, 1]),
            float(away[0]),
            float(away[1]),
        ),
        met=len(met),
        of=len(one),
        off_m=_off(a, b, rotation, away),
        rival=rival,
    )


def _off(a: Points, b: Points, rotation: Points, away: Points) -> float:
    return float(np.sqrt(np.mean(np.sum((a @ rotation.T + away - b) ** 2, axis=1))))


def _least_squares(a: Points, b: Points) -> tuple[Points, Points]:
    """The turn and the shift that bring points onto others (Kabsch, in the plane)."""
    from_a, from_b = a - a.mean(axis=0), b - b.mean(axis=0)
    across = float(np.sum(from_a[:, 0] * from_b[:, 1] - from_a[:, 1] * from_b[:, 0]))
    along = float(np.sum(from_a * from_b))
    rotation = _rotation(math.atan2(across, along))
    shift: Points = b.mean(axis=0) - rotation @ a.mean(axis=0)
    return rotation, shift
