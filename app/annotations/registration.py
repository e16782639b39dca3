"""How a plan was moved between two rounds: the turn and shift under which most corners meet."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from app.annotations.record import XY, Affine6
from cpted_rules.plan import SitePlan

Points = npt.NDArray[np.float64]

NEAR_M = 0.1
"""Corners this near after the move are taken for the same."""
ENOUGH = 0.3
"""Share of the corners that must meet; fewer, and the plans are taken for different ones."""
_MOST = 300
_TURNS = 24
_ROUNDS = 2
_STEP_RAD = math.radians(0.05)


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """A move of the plan.

    Args:
        moved: site metres before to site metres after.
        share: of the corners that meet, 0 to 1.
        off_m: how far those are apart still, root mean square.
    """

    moved: Affine6
    share: float
    off_m: float


def corners_of(plan: SitePlan) -> tuple[XY, ...]:
    """Corners of the boundary and of the buildings, in the order they are drawn. [m]"""
    areas = (*(site.area for site in plan.boundaries), *(mass.area for mass in plan.buildings))
    return tuple(
        (float(x), float(y)) for area in areas for x, y in shapely.get_coordinates(area)[:-1]
    )


def registered(before: Sequence[XY], after: Sequence[XY]) -> Registration | None:
    """The move that brings most corners of the plan before onto corners of the plan after.

    Turns are looked for among those that bring a long edge onto one of its length; None where too
    few corners meet.

    Args:
        before: corners in the order they are drawn, such as of the boundary and the buildings. [m]
        after: likewise.
    """
    one, other = _corners(before), _corners(after)
    if len(one) < 2 or len(other) < 2:
        return None
    best: tuple[int, float, Points] | None = None
    for turn in _turns(one, other):
        turned = one @ _rotation(turn).T
        shift = _vote(turned, other)
        met = _meeting(turned + shift, other)
        if best is None or len(met[0]) > best[0]:
            best = (len(met[0]), turn, shift)
        if len(met[0]) >= 0.9 * len(one):
            break
    if best is None or best[0] < max(2, ENOUGH * len(one)):
        return None
    return _fitted(one, other, turn=best[1], shift=best[2])


def _corners(points: Sequence[XY]) -> Points:
    if not points:
        return np.empty((0, 2))
    array = np.asarray(points, dtype=np.float64)
    step = max(1, math.ceil(len(array) / _MOST))
    return array[::step]


def _turns(one: Points, other: Points) -> list[float]:
    """No turn first, then those under which long edges get the direction of ones as long."""
    a, b = np.diff(one, axis=0), np.diff(other, axis=0)
    long_a, long_b = _longest(a), _longest(b)
    found = {0: 0.0}
    for edge in long_a:
        for fellow in long_b:
            if abs(np.hypot(*edge) - np.hypot(*fellow)) < NEAR_M:
                turn = math.atan2(fellow[1], fellow[0]) - math.atan2(edge[1], edge[0])
                turn = math.remainder(turn, math.tau)
                found.setdefault(round(turn / _STEP_RAD), turn)
    return list(found.values())


def _longest(edges: Points) -> Points:
    return edges[np.argsort(-np.hypot(edges[:, 0], edges[:, 1]))[:_TURNS]]


def _rotation(turn: float) -> Points:
    c, s = math.cos(turn), math.sin(turn)
    return np.array([[c, -s], [s, c]])


def _vote(one: Points, other: Points) -> Points:
    """The shift that most pairs of corners ask for, to half of `NEAR_M`."""
    shifts = (other[None, :, :] - one[:, None, :]).reshape(-1, 2)
    cells = np.round(shifts / NEAR_M).astype(np.int64)
    names = cells[:, 0] * (1 << 32) + cells[:, 1]
    _, which, counts = np.unique(names, return_inverse=True, return_counts=True)
    chosen = which.reshape(-1) == int(np.argmax(counts))
    middle: Points = np.median(shifts[chosen], axis=0)
    return middle


def _meeting(moved: Points, other: Points) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Which corners meet which."""
    away = np.hypot(moved[:, None, 0] - other[None, :, 0], moved[:, None, 1] - other[None, :, 1])
    nearest = np.argmin(away, axis=1)
    met = np.flatnonzero(away[np.arange(len(moved)), nearest] <= NEAR_M)
    return met, nearest[met]


def _fitted(one: Points, other: Points, *, turn: float, shift: Points) -> Registration:
    """By least squares over the corners that meet; a second time over those that meet then."""
    moved = one @ _rotation(turn).T + shift
    for _ in range(_ROUNDS):
        met, fellow = _meeting(moved, other)
        rotation, away = _least_squares(one[met], other[fellow])
        moved = one @ rotation.T + away
    met, fellow = _meeting(moved, other)
    off = other[fellow] - moved[met]
    return Registration(
        moved=(
            float(rotation[0, 0]),
            float(rotation[0, 1]),
            float(rotation[1, 0]),
            float(rotation[1, 1]),
            float(away[0]),
            float(away[1]),
        ),
        share=len(met) / len(one),
        off_m=float(np.sqrt(np.mean(np.sum(off**2, axis=1)))),
    )


def _least_squares(a: Points, b: Points) -> tuple[Points, Points]:
    """The turn and the shift that bring points onto others (Kabsch, in the plane)."""
    from_a, from_b = a - a.mean(axis=0), b - b.mean(axis=0)
    across = float(np.sum(from_a[:, 0] * from_b[:, 1] - from_a[:, 1] * from_b[:, 0]))
    along = float(np.sum(from_a * from_b))
    rotation = _rotation(math.atan2(across, along))
    shift: Points = b.mean(axis=0) - rotation @ a.mean(axis=0)
    return rotation, shift
