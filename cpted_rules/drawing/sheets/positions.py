"""Positions: where one set of points coincides with another, by votes and least squares."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, degrees, radians, sin

import numpy as np
import shapely
from numpy.typing import NDArray

from cpted_rules.drawing.points import XY

Floats = NDArray[np.float64]

FEWEST = 4
"""Common points a position needs."""

_COARSE_M = 0.5
_FINE_M = 0.02
_MOST_POINTS = 3000
_MOST_CELLS = 4_000_000
_TRIED = 12
_PEAKS = 4
_HOPELESS = 0.5
"""Peaks with fewer votes than this share of what the best position came to are not refined."""


@dataclass(frozen=True, slots=True)
class Like:
    """Points of one kind on both sheets."""

    moving: Floats
    reference: Floats
    weight: float

    @property
    def fewer(self) -> int:
        """How many points the poorer sheet has."""
        return min(len(self.moving), len(self.reference))


@dataclass(frozen=True, slots=True)
class Fit:
    """A position: the image of p is R p + shift.

    Args:
        score: the weight of all common points.
        counts: their number, by kind.
    """

    turn_deg: float
    shift: tuple[float, float]
    moving: Floats
    reference: Floats
    score: float
    counts: tuple[int, ...]

    @property
    def residual_m(self) -> float:
        """Root mean square of what is left between matched points. [m]"""
        off = self.reference - turned_by(self.moving, self.turn_deg) - np.asarray(self.shift)
        return float(np.sqrt((off**2).sum(axis=1).mean()))

    @property
    def middle(self) -> XY:
        """The middle of the matched points of the sheet."""
        x, y = self.moving.mean(axis=0)
        return (float(x), float(y))

    def point(self, p: XY) -> XY:
        """The image of a point."""
        x, y = turned_by(np.array([p]), self.turn_deg)[0] + np.asarray(self.shift)
        return (float(x), float(y))

    def collinear(self, tolerance_m: float) -> bool:
        """Whether the matched points lie on one line, along which a sheet could slide."""
        spread = np.linalg.svd(self.moving - self.moving.mean(axis=0), compute_uv=False)
        return bool(spread[-1] / np.sqrt(len(self.moving)) < tolerance_m)


def fits(
    likes: Sequence[Like], turns_deg: Sequence[float], tolerance_m: float, *, tilted: bool
) -> list[Fit]:
    """The positions in which most points coincide with their like, best first.

    Every pair of like points votes for a shift; the shifts with most votes are refined by least
    squares.

    Args:
        tilted: also fit the rotation.
    """
    trees = [_tree(like.reference) for like in likes]
    peaks = [
        (votes, turn, shift)
        for turn in turns_deg
        for near in _voted(likes, turn)
        for votes, shift in _peaks(likes, trees, turn, near)
    ]
    found: list[Fit] = []
    best = 0.0
    for votes, turn, shift in sorted(peaks, key=lambda p: (-p[0], p[1], p[2])):
        if votes < _HOPELESS * best:
            break
        fit = _refined(likes, trees, turn, shift, tolerance_m, tilted=tilted)
        if fit is not None:
            found.append(fit)
            best = max(best, fit.score)
    return sorted(found, key=lambda f: (-f.score, f.residual_m))


def _tree(points: Floats) -> shapely.STRtree:
    return shapely.STRtree([shapely.Point(x, y) for x, y in points])


def distinct(points: Sequence[XY]) -> Floats:
    """Points without repetition; a fair share of them where there are too many."""
    if not points:
        return np.empty((0, 2))
    every: Floats = np.unique(np.asarray(points, dtype=np.float64).round(3), axis=0)
    step = max(1, -(-len(every) // _MOST_POINTS))
    return every[::step]


def turned_by(points: Floats, turn_deg: float) -> Floats:
    """Points turned about the origin, counter-clockwise."""
    c, s = cos(radians(turn_deg)), sin(radians(turn_deg))
    x, y = points[:, 0], points[:, 1]
    return np.stack((c * x - s * y, s * x + c * y), axis=1)


def _voted(likes: Sequence[Like], turn_deg: float) -> list[tuple[float, float]]:
    """The shifts that most pairs of points speak for, to half a metre."""
    turned = [(turned_by(like.moving, turn_deg), like) for like in likes]
    low = np.min([like.reference.min(axis=0) - a.max(axis=0) for a, like in turned], axis=0)
    high = np.max([like.reference.max(axis=0) - a.min(axis=0) for a, like in turned], axis=0)
    cell = max(_COARSE_M, float(np.sqrt(np.prod(high - low + _COARSE_M) / _MOST_CELLS)))
    shape = np.ceil((high - low) / cell).astype(np.int64) + 2
    votes = np.zeros(int(shape.prod()))
    for a, like in turned:
        for rows in np.array_split(a, -(-len(a) // 1000)):
            at = (like.reference[None, :, :] - rows[:, None, :] - low) / cell
            cells = at.astype(np.int64)
            flat = (cells[..., 0] * shape[1] + cells[..., 1]).ravel()
            votes += like.weight * np.bincount(flat, minlength=len(votes))
    grid = votes.reshape(shape)
    # a shift on the edge of a cell votes for its neighbours, too
    summed = grid[:-1, :-1] + grid[1:, :-1] + grid[:-1, 1:] + grid[1:, 1:]
    flat = summed.ravel()
    some = min(_TRIED * 6, len(flat))
    first = np.argpartition(flat, -some)[-some:]
    chosen: list[tuple[float, float]] = []
    for index in first[np.lexsort((first, -flat[first]))]:
        i, j = divmod(int(index), summed.shape[1])
        shift = (float(low[0] + (i + 1) * cell), float(low[1] + (j + 1) * cell))
        if all(max(abs(shift[0] - x), abs(shift[1] - y)) > 1.2 * cell for x, y in chosen):
            chosen.append(shift)
        if len(chosen) == _TRIED:
            break
    return chosen


def _refined(
    likes: Sequence[Like],
    trees: Sequence[shapely.STRtree],
    turn_deg: float,
    shift: XY,
    tolerance_m: float,
    *,
    tilted: bool,
) -> Fit | None:
    """The position near a shift that fits best; None where too little coincides."""
    fit: Fit | None = None
    for reach in (2.0 * tolerance_m, tolerance_m, tolerance_m):
        pairs = [
            _pairs(like, tree, turn_deg, shift, reach)
            for like, tree in zip(likes, trees, strict=True)
        ]
        moving = np.concatenate([p for p, _ in pairs])
        fixed = np.concatenate([q for _, q in pairs])
        if len(moving) < FEWEST:
            return None
        if tilted:
            turn_deg = _best_turn(moving, fixed)
        x, y = (fixed - turned_by(moving, turn_deg)).mean(axis=0)
        shift = (float(x), float(y))
        score = sum(like.weight * len(p) for like, (p, _) in zip(likes, pairs, strict=True))
        counts = tuple(len(p) for p, _ in pairs)
        fit = Fit(turn_deg, shift, moving, fixed, score, counts)
    return fit


def _peaks(
    likes: Sequence[Like],
    trees: Sequence[shapely.STRtree],
    turn_deg: float,
    shift: tuple[float, float],
) -> list[tuple[float, XY]]:
    """The shifts within half a metre of one that most pairs speak for, and the votes."""
    offs, weights = [], []
    for like, tree in zip(likes, trees, strict=True):
        image = turned_by(like.moving, turn_deg) + np.asarray(shift)
        which, near = tree.query(
            shapely.points(image), predicate="dwithin", distance=1.5 * _COARSE_M
        )
        offs.append(like.reference[near] - image[which])
        weights.append(np.full(len(which), like.weight))
    off, weight = np.concatenate(offs), np.concatenate(weights)
    if not len(off):
        return []
    side = int(3.2 * _COARSE_M / _FINE_M)
    cells = np.floor(off / _FINE_M).astype(np.int64) + side // 2
    votes = np.bincount(cells[:, 0] * side + cells[:, 1], weight, minlength=side * side)
    grid = np.pad(votes.reshape(side, side), 1)
    summed = sum(
        grid[1 + i : 1 + i + side, 1 + j : 1 + j + side] for i in (-1, 0, 1) for j in (-1, 0, 1)
    )
    chosen: list[tuple[int, int]] = []
    for index in np.argsort(-np.asarray(summed).ravel(), kind="stable")[: 40 * _PEAKS]:
        i, j = divmod(int(index), side)
        if all(max(abs(i - a), abs(j - b)) > 2 for a, b in chosen):
            chosen.append((i, j))
        if len(chosen) == _PEAKS:
            break
    flat = np.asarray(summed).ravel()
    return [
        (
            float(flat[i * side + j]),
            (
                shift[0] + (i - side // 2 + 0.5) * _FINE_M,
                shift[1] + (j - side // 2 + 0.5) * _FINE_M,
            ),
        )
        for i, j in chosen
    ]


def _pairs(
    like: Like, tree: shapely.STRtree, turn_deg: float, shift: tuple[float, float], reach: float
) -> tuple[Floats, Floats]:
    """Points of both sheets that are each other's nearest."""
    image = turned_by(like.moving, turn_deg) + np.asarray(shift)
    which, nearest = tree.query_nearest(
        shapely.points(image), max_distance=reach, all_matches=False
    )
    off = np.hypot(*(image[which] - like.reference[nearest]).T)
    order = np.lexsort((off, nearest))
    _, first = np.unique(nearest[order], return_index=True)
    keep = order[first]
    return like.moving[which[keep]], like.reference[nearest[keep]]


def _best_turn(moving: Floats, fixed: Floats) -> float:
    """The rotation of least squares between two sets of points. [deg]

    Source: Kabsch, Acta Cryst. A32 (1976) 922, in two dimensions.
    """
    p, q = moving - moving.mean(axis=0), fixed - fixed.mean(axis=0)
    dot, cross = float((p * q).sum()), float((p[:, 0] * q[:, 1] - p[:, 1] * q[:, 0]).sum())
    return degrees(atan2(cross, dot))
