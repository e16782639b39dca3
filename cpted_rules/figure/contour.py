"""Rings round the cells of a mask, and round where values on a grid reach a level."""

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Mask = NDArray[np.bool_]
Keys = NDArray[np.int64]

FAR_BELOW = -1e9
"""Stands for what is beyond the grid and for what is not known."""


def cell_rings(mask: Mask) -> tuple[Values, ...]:
    """Rings round the cells of a mask, each of shape (N, 2), corners only; cells on the left.

    The cell of row 0 and column 0 reaches from (-0.5, -0.5) to (0.5, 0.5). Cells that meet at a
    corner only have rings of their own.
    """
    inside = np.pad(mask, 1)
    wide = inside.shape[1]
    rows, columns = np.nonzero(inside)
    starts: list[Keys] = []
    ends: list[Keys] = []
    meet = _meet_at_corners(inside)
    # a cell's sides counter-clockwise, each from corner to corner: (0, 0) is its lower left one
    for side, (r, c) in (
        (((0, 0), (0, 1)), (-1, 0)),
        (((0, 1), (1, 1)), (0, 1)),
        (((1, 1), (1, 0)), (1, 0)),
        (((1, 0), (0, 0)), (0, -1)),
    ):
        free = ~inside[rows + r, columns + c]
        for keys, (up, aside) in zip((starts, ends), side, strict=True):
            corner = (rows[free] + up) * wide + columns[free] + aside
            keys.append(2 * corner + (meet[corner] & (up == 0)))
    first, last = np.concatenate(starts), np.concatenate(ends)
    corner = first // 2
    at = np.column_stack([corner % wide - 1.5, corner // wide - 1.5])
    return tuple(_corners(ring) for ring in _linked(first, last, at))


def level_rings(values: Values, level: float) -> tuple[Values, ...]:
    """Rings round where values reach a level, each of shape (N, 2); what reaches it on the left.

    Values are taken to change evenly along the sides between neighbours; x is the column, y the
    row. Where two opposite corners of four reach the level, what lies between them does.

    Args:
        values: NaN is taken as far below.
    """
    grid = np.pad(np.where(np.isnan(values), FAR_BELOW, values), 1, constant_values=FAR_BELOW)
    high, wide = grid.shape
    over = grid >= level
    corners = [over[:-1, :-1], over[:-1, 1:], over[1:, 1:], over[1:, :-1]]
    r, c = np.nonzero(np.logical_or.reduce(corners) & ~np.logical_and.reduce(corners))
    o = [corner[r, c] for corner in corners]
    upright = high * wide
    # sides of a square of four points in the order of its corners: below, right, above, left
    side = [
        r * wide + c,
        upright + r * wide + c + 1,
        (r + 1) * wide + c,
        upright + r * wide + c,
    ]
    leaves = [o[k] & ~o[(k + 1) % 4] for k in range(4)]
    enters = [~o[k] & o[(k + 1) % 4] for k in range(4)]
    starts: list[Keys] = []
    ends: list[Keys] = []
    for k in range(4):
        left = leaves[k].copy()
        for n in (1, 2, 3):
            chosen = left & enters[(k + n) % 4]
            starts.append(side[k][chosen])
            ends.append(side[(k + n) % 4][chosen])
            left &= ~chosen
    first, last = np.concatenate(starts), np.concatenate(ends)
    return tuple(_linked(first, last, _crossings(grid, first, level)))


def _crossings(grid: Values, sides: Keys, level: float) -> Values:
    high, wide = grid.shape
    upright = sides >= high * wide
    r, c = np.divmod(sides % (high * wide), wide)
    one, other = grid[r, c], grid[r + upright, c + ~upright]
    share = (level - one) / (other - one)
    return np.column_stack([c - 1 + share * ~upright, r - 1 + share * upright])


def _meet_at_corners(inside: Mask) -> Mask:
    """Corners of cells at which two of four cells meet, crosswise; by row times width + column."""
    meet = np.zeros(inside.shape, np.bool_)
    a, b, d, e = inside[:-1, :-1], inside[:-1, 1:], inside[1:, 1:], inside[1:, :-1]
    meet[1:, 1:] = (a == d) & (b == e) & (a != b)
    return meet.ravel()


def _linked(starts: Keys, ends: Keys, at: Values) -> list[Values]:
    """Pieces from key to key joined into rings.

    Args:
        starts, ends: each key is once a start and once an end.
        at: where the starts are.
    """
    order = np.argsort(starts)
    following = order[np.searchsorted(starts, ends, sorter=order)].tolist()
    rings = []
    for first in range(len(following)):
        ring = []
        n = first
        while following[n] >= 0:
            ring.append(n)
            following[n], n = -1, following[n]
        if ring:
            rings.append(at[ring])
    return rings


def _corners(ring: Values) -> Values:
    """A ring of unit steps without the points at which it goes straight on."""
    turns = (np.roll(ring, 1, axis=0) + np.roll(ring, -1, axis=0) != 2 * ring).any(axis=1)
    return np.asarray(ring[turns])
