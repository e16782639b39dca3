"""How far each place of walkable ground is from the nearest of some things, along the way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, Point, Polygon
from shapely.affinity import rotate
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.paths import Cell, Reach, Ways, nearest, ways_of
from cpted_rules.analysis.scene.pieces import Floats
from cpted_rules.analysis.walk.middle import direction_deg, polygons_of
from cpted_rules.analysis.walk.skeleton import MOST_CELLS, STEP_M


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Floor:
    """Walkable ground as a raster laid along the direction most of its outline runs in.

    Args:
        turn_deg, centre: how the raster is turned out of site coordinates.
        x_m, y_m: centre of its first cell, in turned coordinates.
    """

    area: BaseGeometry
    turn_deg: float
    centre: Point
    x_m: float
    y_m: float
    step_m: float
    ways: Ways

    @property
    def points(self) -> Floats:
        """Centres of the walkable cells, row by row, in site coordinates, shape (M, 2). [m]"""
        return self.xy(np.argwhere(self.ways.free))

    def xy(self, cells: NDArray[np.int64] | Sequence[Cell]) -> Floats:
        """Centres of some cells in site coordinates, shape (K, 2). [m]"""
        rows, columns = np.asarray(cells, dtype=np.int64).reshape(-1, 2).T
        turned = shapely.points(self.x_m + columns * self.step_m, self.y_m + rows * self.step_m)
        angle = np.radians(self.turn_deg)
        x, y = shapely.get_x(turned) - self.centre.x, shapely.get_y(turned) - self.centre.y
        return np.column_stack(
            [
                self.centre.x + x * np.cos(angle) - y * np.sin(angle),
                self.centre.y + x * np.sin(angle) + y * np.cos(angle),
            ]
        )

    def line(self, cells: Sequence[Cell]) -> LineString | None:
        """A path of cells as a line in site coordinates; None where it goes nowhere."""
        if len(cells) < 2:
            return None
        return LineString(LineString(self.xy(cells)).simplify(1e-6).coords)

    def cell(self, at: Point, *, within_m: float) -> Cell | None:
        """The walkable cell nearest to a place; None where none is within a distance. [m]"""
        turned = rotate(at, -self.turn_deg, origin=self.centre)
        rows, columns = np.nonzero(self.ways.free)
        far = np.hypot(
            self.x_m + columns * self.step_m - turned.x, self.y_m + rows * self.step_m - turned.y
        )
        if not len(far) or far.min() > within_m:
            return None
        k = int(np.argmin(np.round(far, 6)))
        return int(rows[k]), int(columns[k])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Distances:
    """Walking distance from each walkable cell to the nearest thing.

    Args:
        d_m: shape (M,), in the order of `Floor.points`; infinite where no way leads. [m]
        beyond: which things no walkable ground is near.
    """

    floor: Floor
    reach: Reach
    d_m: Floats
    beyond: tuple[int, ...]

    @property
    def longest_m(self) -> float | None:
        """The distance of the worst place that a thing can be walked to from; None without. [m]"""
        reached = self.d_m[np.isfinite(self.d_m)]
        return float(reached.max()) if reached.size else None

    @property
    def cut_off_share(self) -> float:
        """Share of the ground no way leads from to any thing."""
        return float(1.0 - np.isfinite(self.d_m).mean()) if self.d_m.size else 0.0

    def longest_path(self) -> LineString | None:
        """The way from the nearest thing to the worst place; None where there is none."""
        if self.longest_m is None:
            return None
        cells = np.argwhere(self.floor.ways.free)
        k = int(np.argmax(np.where(np.isfinite(self.d_m), np.round(self.d_m, 6), -1.0)))
        return self.path((int(cells[k, 0]), int(cells[k, 1])))

    def path(self, cell: Cell) -> LineString | None:
        """The way from the nearest thing to a cell; None where none leads or it stands there."""
        return self.floor.line(self.reach.path(cell))


def floor_of(area: BaseGeometry, *, step_m: float = STEP_M) -> Floor:
    """Walkable ground as a raster; a coarser one where it would need too many cells. [m]"""
    largest = max(polygons_of(area), key=lambda p: (p.area, p.wkt), default=Polygon())
    turn_deg = direction_deg(largest) if not largest.is_empty else 0.0
    centre = area.centroid if not area.is_empty else Point(0, 0)
    turned = rotate(area, -turn_deg, origin=centre)
    west, south, east, north = turned.bounds if not area.is_empty else (0.0, 0.0, 0.0, 0.0)
    step = max(step_m, sqrt((east - west) * (north - south) / MOST_CELLS))
    columns, rows = (max(1, round((b - a) / step)) for a, b in ((west, east), (south, north)))
    xs = west + (east - west - (columns - 1) * step) / 2 + np.arange(columns) * step
    ys = south + (north - south - (rows - 1) * step) / 2 + np.arange(rows) * step
    shapely.prepare(turned)
    return Floor(
        area=area,
        turn_deg=turn_deg,
        centre=centre,
        x_m=float(xs[0]),
        y_m=float(ys[0]),
        step_m=step,
        ways=ways_of(np.asarray(shapely.contains_xy(turned, *np.meshgrid(xs, ys)))),
    )


def distances(floor: Floor, things: Iterable[Point], *, beside_m: float) -> Distances:
    """Walking distance from each cell to the nearest of some things. [m]

    Args:
        beside_m: a thing stands beside the ground when it is this near; its walk starts there. [m]

    Departures: eight moves: exact along the ways and across their diagonals, else up to 8.3 %
        longer than the straight way, never shorter; from the cell nearest to a thing.
    """
    cells = [floor.cell(thing, within_m=beside_m) for thing in things]
    reach = nearest(floor.ways, [cell for cell in cells if cell is not None])
    return Distances(
        floor=floor,
        reach=reach,
        d_m=reach.length[floor.ways.free] * floor.step_m,
        beyond=tuple(k for k, cell in enumerate(cells) if cell is None),
    )
