"""A regular grid of cell centres over an area."""

from dataclasses import dataclass
from math import ceil, floor

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.scene.pieces import Floats

FEWEST_CELLS = 16
FINEST_M = 0.1
ON_CENTRE_M = 1e-6
"""A point nearer than this to the centre of its cell is there. [m]"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grid:
    """Cells of an area, by their centres.

    Args:
        x_m, y_m: centre of the south-west cell of the whole raster.
        points: shape (M, 2), centres within the area, row by row from the south-west.
        column, row: shape (M,), place of each in the raster.
    """

    area: BaseGeometry
    x_m: float
    y_m: float
    step_m: float
    columns: int
    rows: int
    points: Floats
    column: NDArray[np.int64]
    row: NDArray[np.int64]

    @property
    def cell_m2(self) -> float:
        """Area of one cell."""
        return self.step_m * self.step_m

    @property
    def on_lattice(self) -> bool:
        """Whether every point is the centre of its cell; one in a thin area is not."""
        # one coordinate after the other: what takes room is never there twice
        ways = ((self.x_m, self.column), (self.y_m, self.row))
        return all(
            np.allclose(self.points[:, n], first + place * self.step_m, atol=1e-9)
            for n, (first, place) in enumerate(ways)
        )

    def at(self, z_m: float) -> Floats:
        """The centres at a height above ground, shape (M, 3)."""
        return np.column_stack([self.points, np.full(len(self.points), z_m)])

    def shape_of(self, chosen: NDArray[np.bool_]) -> BaseGeometry:
        """The chosen cells as one shape, cut at the edge of the area."""
        if not chosen.any():
            return MultiPolygon()
        h = self.step_m / 2
        xy, row, column = self.points[chosen], self.row[chosen], self.column[chosen]
        # cells side by side in a row as one box: far fewer pieces to unite
        starts = np.concatenate([[True], (np.diff(row) != 0) | (np.diff(column) != 1)])
        west, y = xy[starts, 0], xy[starts, 1]
        east = xy[np.concatenate([starts[1:], [True]]), 0]
        runs = shapely.box(west - h, y - h, east + h, y + h)
        return areas_of(shapely.union_all(runs).intersection(self.area))

    def raster(self, values: Floats) -> tuple[tuple[float | None, ...], ...]:
        """Values of the cells as rows from south to north; None outside the area."""
        rows: list[list[float | None]] = [[None] * self.columns for _ in range(self.rows)]
        for row, column, value in zip(self.row, self.column, values, strict=True):
            rows[row][column] = round(float(value), 3)
        return tuple(tuple(row) for row in rows)


def grid_of(area: BaseGeometry, step_m: float) -> Grid:
    """The cells whose centre is within an area; a finer step where the area is small.

    Cells lie at whole multiples of the step, so that neighbouring areas share one raster.
    """
    step = step_m
    while step > FINEST_M and area.area < FEWEST_CELLS * step * step:
        step /= 2
    west, south, east, north = area.bounds
    first_column, first_row = floor(west / step), floor(south / step)
    columns, rows = max(ceil(east / step) - first_column, 1), max(ceil(north / step) - first_row, 1)
    xs = (first_column + 0.5 + np.arange(columns)) * step
    ys = (first_row + 0.5 + np.arange(rows)) * step
    shapely.prepare(area)
    # a row at a time: a raster of a million cells is never held as coordinates
    within = [np.flatnonzero(shapely.contains_xy(area, xs, y)) for y in ys]
    row = np.repeat(np.arange(rows), [len(found) for found in within])
    column = np.concatenate(within)
    points = np.column_stack([xs[column], ys[row]])
    if not len(points):  # too thin for any centre
        point = area.representative_point()
        points = np.array([[point.x, point.y]])
        row = np.array([min(floor(point.y / step) - first_row, rows - 1)])
        column = np.array([min(floor(point.x / step) - first_column, columns - 1)])
    return Grid(
        area=area,
        x_m=float(xs[0]),
        y_m=float(ys[0]),
        step_m=step,
        columns=columns,
        rows=rows,
        points=points,
        column=column,
        row=row,
    )


def areas_of(shape: BaseGeometry) -> Polygon | MultiPolygon:
    """The areas of a shape, without lines and points."""
    parts = [g for g in shapely.get_parts(shape) if isinstance(g, Polygon) and g.area > 0]
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)
