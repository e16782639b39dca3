"""Shortest and cheapest paths over the cells of a raster: the callers of their kernels."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cpted_rules.analysis.kernels.paths import (
    MOVES,
    ONWARD,
    START,
    UNREACHED,
    cheapest,
    shortest,
    surroundings,
)
from cpted_rules.analysis.scene.pieces import Floats

Bits = NDArray[np.bool_]
Cell = tuple[int, int]
"""Row and column."""

MOST_COST = 1e4
"""Highest cost of a cell: the cheapest paths need as many buckets."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ways:
    """A raster to walk over.

    Args:
        free: shape (R, C), where one may walk.
        around: shape ((R + 2) * (C + 2),), the free cells around each cell of it and its margin.
    """

    free: Bits
    around: NDArray[np.uint8]

    @property
    def columns(self) -> int:
        """Columns with the margin."""
        return int(self.free.shape[1]) + 2

    def indices(self, cells: Sequence[Cell]) -> NDArray[np.int64]:
        """Cells as the kernels count them."""
        rows_columns = np.asarray(cells, dtype=np.int64).reshape(-1, 2)
        return np.ascontiguousarray(
            (rows_columns[:, 0] + 1) * self.columns + rows_columns[:, 1] + 1
        )

    def inner(self, values: Floats) -> Floats:
        """Values of all cells without the margin, shape (R, C)."""
        return values.reshape(-1, self.columns)[1:-1, 1:-1]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reach:
    """How far each cell is from the nearest source, and the way there.

    Args:
        length: shape (R, C), in steps of the raster, or cost times steps; infinite where no path
            leads.
        last: shape (R, C), the last move of the path to each cell.
    """

    length: Floats
    last: NDArray[np.uint8]

    def path(self, cell: Cell) -> tuple[Cell, ...]:
        """The cells of the path from the source to a cell; empty where none leads."""
        if self.last[cell] == UNREACHED:
            return ()
        row, column = cell
        cells = [(row, column)]
        while self.last[row, column] != START:
            i, j = MOVES[self.last[row, column]]
            row, column = row - i, column - j
            cells.append((row, column))
        return tuple(reversed(cells))


def ways_of(free: Bits) -> Ways:
    """The raster of the cells one may walk over, shape (R, C)."""
    margin = np.ascontiguousarray(np.pad(np.asarray(free, dtype=np.bool_), 1))
    return Ways(free=margin[1:-1, 1:-1], around=surroundings(margin))


def nearest(ways: Ways, sources: Sequence[Cell]) -> Reach:
    """Length of the shortest path from the nearest of some cells to each. [steps]

    Departures: with eight moves a path is up to 8.3 % longer than a straight way, never shorter;
        along the axes and the diagonals of the raster it is exact.
    """
    length, last = shortest(ways.around, ways.columns, ways.indices(sources), ONWARD)
    return Reach(length=ways.inner(length), last=last.reshape(-1, ways.columns)[1:-1, 1:-1])


def least_cost(ways: Ways, cost: Floats, sources: Sequence[Cell]) -> Reach:
    """Cost of the cheapest path from some cells to each: length times the mean cost. [steps]

    Args:
        cost: shape (R, C), per step, from 1 to `MOST_COST` at each free cell.

    Raises:
        ValueError: a cost out of that range.
    """
    at_free = cost[ways.free]
    if at_free.size and not (at_free.min() >= 1.0 and at_free.max() <= MOST_COST):
        raise ValueError(f"cost from {at_free.min()} to {at_free.max()}: 1 to {MOST_COST:g}")
    margin = np.pad(np.where(ways.free, cost, 1.0), 1, constant_values=1.0)
    total, last = cheapest(ways.around, ways.columns, margin.ravel(), ways.indices(sources))
    return Reach(length=ways.inner(total), last=last.reshape(-1, ways.columns)[1:-1, 1:-1])


def from_each(ways: Ways, sources: Sequence[Cell], *, threads: int = 2) -> tuple[Reach, ...]:
    """The reach of each of some cells by itself, in their order."""
    with ThreadPoolExecutor(threads) as pool:
        return tuple(pool.map(lambda source: nearest(ways, (source,)), sources))
