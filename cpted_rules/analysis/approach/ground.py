"""The ground somebody walks over: cells of a raster, and the moves that no fence cuts."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.kernels.paths import MOVES, START, UNREACHED, cheapest, surroundings
from cpted_rules.analysis.scene.grid import Grid
from cpted_rules.analysis.scene.pieces import Floats

Cells = NDArray[np.int64]
SIDES = np.array([-1.0, -1.0, 1.0, 1.0])
"""Outwards from west, south, east and north."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WalkGround:
    """Cells one can walk on.

    Args:
        grid: its points are the cells; shape (M, 2).
        around: shape (R * C,), which moves are free at each place of the raster with a rim of one.
        columns: C.
        place: shape (M,), place of each cell in that raster.
    """

    grid: Grid
    around: NDArray[np.uint8]
    columns: int
    place: Cells

    def nearest(self, x: float, y: float, *, within_m: float) -> int | None:
        """The cell nearest to a spot; None where none is that near."""
        square = ((self.grid.points - np.array([x, y])) ** 2).sum(axis=1)
        cell = int(np.argmin(square))
        return cell if square[cell] <= within_m**2 else None

    def cells_in(self, area: BaseGeometry) -> Cells:
        """The cells whose centre lies in an area."""
        inside = shapely.contains_xy(area, self.grid.points[:, 0], self.grid.points[:, 1])
        return np.flatnonzero(inside)


def walk_ground(grid: Grid, fences: Iterable[BaseGeometry]) -> WalkGround:
    """The ground of a grid, parted by the lines that cannot be walked across."""
    columns = grid.columns + 2
    place = ((grid.row + 1) * columns + grid.column + 1).astype(np.int64)
    free = np.zeros((grid.rows + 2, columns), np.bool_)
    free.reshape(-1)[place] = True
    around = surroundings(free)
    for fence in fences:
        _cut(grid, around, place, fence)
    return WalkGround(grid=grid, around=around, columns=columns, place=place)


def _cut(grid: Grid, around: NDArray[np.uint8], place: Cells, fence: BaseGeometry) -> None:
    """Take away the moves that cross a line."""
    west, south, east, north = np.array(fence.bounds) + 1.5 * grid.step_m * SIDES
    x, y = grid.points.T
    cells = np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north))
    near = shapely.dwithin(shapely.points(grid.points[cells]), fence, 1.5 * grid.step_m)
    cells = cells[near]
    for move, (row, column) in enumerate(MOVES):
        ends = grid.points[cells] + grid.step_m * np.array([column, row])
        lines = shapely.linestrings(np.stack([grid.points[cells], ends], axis=1))
        crossed = cells[shapely.intersects(lines, fence)]
        around[place[crossed]] &= np.uint8(255 - (1 << move))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cheapest:
    """The cheapest way from the nearest start to every cell.

    Args:
        cost_m: shape (M,), infinite where no way leads. [m, as if nobody saw them]
    """

    ground: WalkGround
    cost_m: Floats
    last: NDArray[np.uint8]

    def way_to(self, cell: int) -> Cells | None:
        """The cells of the way to one, from the start on; None where none leads there."""
        ground = self.ground
        at = int(ground.place[cell])
        if self.last[at] == UNREACHED:
            return None
        index = np.full(len(ground.around), -1, np.int64)
        index[ground.place] = np.arange(len(ground.place))
        way = [cell]
        while self.last[at] != START:
            row, column = MOVES[int(self.last[at])]
            at -= row * ground.columns + column
            way.append(int(index[at]))
        return np.array(way[::-1], np.int64)


def cheapest_ways(ground: WalkGround, cost: Floats, starts: Cells) -> Cheapest:
    """The cheapest ways from some cells to all.

    Args:
        cost: shape (M,), of a metre in each cell, at least 1; a move costs its length times the
            mean cost of the cells it joins.
        starts: cells.

    Departures: moves go along rows, columns and diagonals only, which makes a way that runs
        between these directions up to 8 % longer.
    """
    raster = np.ones(len(ground.around))
    raster[ground.place] = cost
    total, last = cheapest(ground.around, ground.columns, raster, ground.place[starts])
    return Cheapest(ground=ground, cost_m=total[ground.place] * ground.grid.step_m, last=last)
