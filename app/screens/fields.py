"""Fields of values on a grid: classes as areas, for drawing, and the values, for reading off."""

from base64 import b64encode
from collections.abc import Sequence

import numpy as np
import shapely
from shapely import LinearRing, MultiLineString
from shapely.geometry.base import BaseGeometry

from app.screens.shapes import Json, geometry
from cpted_rules.analysis.scene.grid import Grid
from cpted_rules.analysis.scene.pieces import Floats
from cpted_rules.figure.contour import level_rings

UNKNOWN = 65_535
"""Stands for no value among the values of a grid."""


def classes(grid: Grid, values: Floats, limits: Sequence[float]) -> list[Json]:
    """Areas where values reach each limit, from the lowest class up, cut at the edge of the area.

    Each area holds those of the higher classes too: drawn in order, the higher cover the lower.

    Args:
        values: shape (M,); NaN where nothing is said.
        limits: ascending; below the first is class 0.
    """
    square = _square(grid, values)
    area = grid.area if np.isfinite(values).all() else grid.shape_of(np.isfinite(values))
    found: list[Json] = [{"class": 0, "shape": geometry(area)}]
    for n, limit in enumerate(limits, start=1):
        reached = _reached(_spread(square), limit, grid)
        shape = shapely.simplify(reached.intersection(area), grid.step_m / 20)
        if shape.area > 0:
            found.append({"class": n, "at": limit, "shape": geometry(_areas(shape))})
    return found


def values(grid: Grid, found: Floats, *, per_unit: float) -> Json:
    """The values of a grid for looking up at a point: rows from the south, 16 bit each.

    Args:
        per_unit: what a value of 1 is written as.
    """
    square = _square(grid, found)
    whole = np.where(
        np.isfinite(square), np.clip(np.round(square * per_unit), 0, UNKNOWN - 1), UNKNOWN
    )
    return {
        "x_m": grid.x_m,
        "y_m": grid.y_m,
        "step_m": grid.step_m,
        "columns": grid.columns,
        "rows": grid.rows,
        "per_unit": per_unit,
        "values": b64encode(whole.astype("<u2").tobytes()).decode(),
    }


def _square(grid: Grid, found: Floats) -> Floats:
    square = np.full((grid.rows, grid.columns), np.nan)
    square[grid.row, grid.column] = found
    return square


def _spread(square: Floats) -> Floats:
    """The same with the values at its edge carried outwards by a cell, for isolines to run to it.

    What lies beyond is cut off afterwards.
    """
    padded = np.pad(square, 2, constant_values=np.nan)
    for _ in range(2):
        holes = np.isnan(padded)
        near = np.stack(
            [np.roll(padded, (dy, dx), (0, 1)) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]
        )
        known = np.isfinite(near).any(axis=0)
        filled = np.full_like(padded, np.nan)
        filled[known] = np.nanmax(near[:, known], axis=0)
        padded = np.where(holes, filled, padded)
    return padded


def _reached(square: Floats, limit: float, grid: Grid) -> BaseGeometry:
    rings = [
        LinearRing(np.column_stack([ring[:, 0] - 2, ring[:, 1] - 2]) * grid.step_m
                   + (grid.x_m, grid.y_m))
        for ring in level_rings(square, limit)
        if len(ring) > 3
    ]  # fmt: skip
    return shapely.make_valid(shapely.build_area(MultiLineString(rings)))


def _areas(shape: BaseGeometry) -> BaseGeometry:
    return shapely.union_all([g for g in shapely.get_parts(shape) if g.area > 0])
