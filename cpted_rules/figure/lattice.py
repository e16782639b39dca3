"""Values at the middles of square cells: those of a window, and what lies around them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cpted_rules.figure.frame import Frame
from cpted_rules.rule import Field

Values = NDArray[np.float64]

CELLS_AT_MOST = 130
"""Cells along the longer side of what is drawn; finer fields are averaged."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lattice:
    """Values at the middles of square cells.

    Args:
        values: shape (R, C), from south to north; NaN where there is none.
        x_m, y_m: the middle of the first cell.
    """

    values: Values
    x_m: float
    y_m: float
    step_m: float

    @property
    def known(self) -> bool:
        """Whether there is any value."""
        return bool((~np.isnan(self.values)).any())

    def on_site(self, points: Values) -> Values:
        """Points counted in cells, column and row, on the site, shape (N, 2). [m]"""
        return points * self.step_m + (self.x_m, self.y_m)

    def says(self, points: Values) -> NDArray[np.bool_]:
        """Whether points of the site lie in cells that have a value."""
        place = np.rint((points - (self.x_m, self.y_m)) / self.step_m).astype(np.int64)
        rows, columns = self.values.shape
        column, row = place.T
        inside = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
        held = self.values[np.clip(row, 0, rows - 1), np.clip(column, 0, columns - 1)]
        return np.asarray(inside & ~np.isnan(held))


def lattice_of(field: Field) -> Lattice:
    """The values of a field."""
    rows = [[np.nan if v is None else v for v in row] for row in field.rows]
    values = np.array(rows, dtype=np.float64)
    return Lattice(values=values, x_m=field.x_m, y_m=field.y_m, step_m=field.step_m)


def seen_in(whole: Lattice, frame: Frame) -> Lattice:
    """Values within the window and one cell around, averaged where finer than can be seen."""
    values, step = whole.values, whole.step_m
    if values.size == 0:
        return whole
    west, south, east, north = frame.bounds
    c0 = max(int((west - whole.x_m) / step) - 1, 0)
    c1 = min(int((east - whole.x_m) / step) + 2, values.shape[1])
    r0 = max(int((south - whole.y_m) / step) - 1, 0)
    r1 = min(int((north - whole.y_m) / step) + 2, values.shape[0])
    cut = values[r0:r1, c0:c1]
    x, y = whole.x_m + c0 * step, whole.y_m + r0 * step
    n = -(-max(cut.shape) // CELLS_AT_MOST)
    if cut.size == 0 or n == 1:
        return Lattice(values=cut, x_m=x, y_m=y, step_m=step)
    high, wide = -(-cut.shape[0] // n) * n, -(-cut.shape[1] // n) * n
    padded = np.full((high, wide), np.nan)
    padded[: cut.shape[0], : cut.shape[1]] = cut
    blocks = padded.reshape(high // n, n, wide // n, n)
    known = ~np.isnan(blocks)
    count = known.sum(axis=(1, 3))
    total = np.where(known, blocks, 0.0).sum(axis=(1, 3))
    mean = np.divide(total, count, out=np.full(count.shape, np.nan), where=count > 0)
    aside = (n - 1) * step / 2
    return Lattice(values=mean, x_m=x + aside, y_m=y + aside, step_m=step * n)


def filled(lattice: Lattice) -> Lattice:
    """Values with one ring around, the cells next to known ones filled by their mean."""
    grid = np.pad(lattice.values, 1, constant_values=np.nan)
    for _ in range(2):
        around = np.stack([np.roll(grid, s, axis=a) for a in (0, 1) for s in (1, -1)])
        known = ~np.isnan(around)
        count = known.sum(axis=0)
        mean = np.divide(
            np.where(known, around, 0.0).sum(axis=0),
            count,
            out=np.full(grid.shape, np.nan),
            where=count > 0,
        )
        grid = np.where(np.isnan(grid), mean, grid)
    return Lattice(
        values=grid,
        x_m=lattice.x_m - lattice.step_m,
        y_m=lattice.y_m - lattice.step_m,
        step_m=lattice.step_m,
    )
