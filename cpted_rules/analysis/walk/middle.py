"""The middle lines of ways: the cells of a raster laid along an area, thinned to one line."""

from collections.abc import Iterator
from itertools import pairwise
from math import atan2, degrees, hypot, sqrt
from typing import TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, MultiPolygon, Point, Polygon
from shapely.affinity import rotate
from shapely.geometry.base import BaseGeometry

Bits = NDArray[np.bool_]
Node = tuple[int, int]
"""Row and column of a cell."""
Shape = TypeVar("Shape", bound=BaseGeometry)

STEP_M = 0.5
MOST_CELLS = 250_000
"""An area that would need more is laid out more coarsely."""
TAIL_CELLS = 6
"""So many cells at the tip of a middle line tell which way it runs."""


def polygons_of(area: BaseGeometry) -> Iterator[Polygon]:
    """The polygons of an area, one by one."""
    parts = area.geoms if isinstance(area, MultiPolygon) else [area]
    for part in parts:
        if isinstance(part, Polygon) and not part.is_empty:
            yield part


class MiddleLines:
    """The middle lines of one polygon as a graph of raster cells.

    The raster lies along the direction most of the outline runs in: its coordinates are turned.

    Attributes:
        nodes: the cells of the lines, row by row.
        near: of each cell the next ones along the lines, with the distance. [m]
        at: shape (N, 2), centres of the cells in turned coordinates. [m]
        width: of each cell the distance to the edge of the area, half the width of the way. [m]

    Source: Zhang and Suen 1984, as `thinned`.
    """

    def __init__(
        self, area: Polygon, *, step_m: float = STEP_M, most_cells: int = MOST_CELLS
    ) -> None:
        self.turn_deg = direction_deg(area)
        self.centre = area.centroid
        self.area = self.turned(area)
        x0, y0, x1, y1 = self.area.bounds
        step = max(step_m, sqrt((x1 - x0) * (y1 - y0) / most_cells))
        nx, ny = (max(1, round((b - a) / step)) for a, b in ((x0, x1), (y0, y1)))
        self.x = x0 + (np.arange(nx) + 0.5) * (x1 - x0) / nx
        self.y = y0 + (np.arange(ny) + 0.5) * (y1 - y0) / ny
        inside = shapely.contains_xy(self.area, *np.meshgrid(self.x, self.y))
        rows, columns = np.nonzero(thinned(inside))
        self.nodes = [(int(r), int(c)) for r, c in zip(rows, columns, strict=True)]
        if not self.nodes:
            middle = self.area.representative_point()
            nearest = (np.argmin(abs(self.y - middle.y)), np.argmin(abs(self.x - middle.x)))
            self.nodes = [(int(nearest[0]), int(nearest[1]))]
        cells = set(self.nodes)
        self.near = {node: self._neighbours(node, cells) for node in self.nodes}
        self.at = np.array([self.xy(node) for node in self.nodes])
        edge = self.area.boundary
        shapely.prepare(edge)
        width = np.asarray(shapely.distance(edge, shapely.points(self.at)))
        self.width = dict(zip(self.nodes, width.tolist(), strict=True))

    def tail(self, tip: Node) -> LineString:
        """From the tip of the middle line on to the edge of the area, in turned coordinates."""
        path = [tip]
        while len(path) < TAIL_CELLS:
            following = [node for node, _ in self.near[path[-1]] if node not in path]
            if len(following) != 1:
                break
            path.append(following[0])
        return self.onward(path)

    def onward(self, path: list[Node]) -> LineString:
        """From the first cell of a path on to the edge of the area, as the path runs."""
        tip = path[0]
        (x0, y0), (x1, y1) = self.xy(path[-1]), self.xy(tip)
        length = hypot(x1 - x0, y1 - y0) or 1.0
        far = 3 * self.width[tip] + STEP_M
        ray = LineString([(x1, y1), (x1 + (x1 - x0) / length * far, y1 + (y1 - y0) / length * far)])
        inside = [p for p in shapely.get_parts(ray.intersection(self.area)) if p.length > 0]
        if not inside:
            return LineString([(x1, y1), (x1, y1)])
        first: LineString = min(inside, key=lambda p: p.distance(Point(x1, y1)))
        return first

    def xy(self, node: Node) -> tuple[float, float]:
        """Centre of a cell in turned coordinates. [m]"""
        return float(self.x[node[1]]), float(self.y[node[0]])

    def turned(self, shape: Shape, *, back: bool = False) -> Shape:
        """A shape along the raster, or back to where it was."""
        angle = self.turn_deg if back else -self.turn_deg
        turned: Shape = rotate(shape, angle, origin=self.centre)
        return turned

    def _neighbours(self, node: Node, nodes: set[Node]) -> list[tuple[Node, float]]:
        """Neighbouring cells; across a corner only where no cell beside it leads there."""
        r, c = node
        dx, dy = self._span
        found = []
        for i, j in ((0, 1), (0, -1), (1, 0), (-1, 0)):
            if (r + i, c + j) in nodes:
                found.append(((r + i, c + j), hypot(i * dy, j * dx)))
        for i, j in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
            around = (r + i, c) in nodes or (r, c + j) in nodes
            if (r + i, c + j) in nodes and not around:
                found.append(((r + i, c + j), hypot(dx, dy)))
        return found

    @property
    def _span(self) -> tuple[float, float]:
        """Width and depth of a cell."""
        dx = float(self.x[1] - self.x[0]) if len(self.x) > 1 else STEP_M
        dy = float(self.y[1] - self.y[0]) if len(self.y) > 1 else STEP_M
        return dx, dy


def direction_deg(area: Polygon) -> float:
    """The direction most of the outline runs in, within a quarter turn. [deg]"""
    lengths: dict[float, float] = {}
    corners = list(area.exterior.coords)
    for (x0, y0, *_), (x1, y1, *_) in pairwise(corners):
        angle = round(degrees(atan2(y1 - y0, x1 - x0)) % 90, 1) % 90
        lengths[angle] = lengths.get(angle, 0.0) + hypot(x1 - x0, y1 - y0)
    return min(lengths, key=lambda angle: (-round(lengths[angle], 6), angle))


def thinned(raster: Bits) -> Bits:
    """The middle line of a raster, one cell wide.

    Source: Zhang and Suen, A fast parallel algorithm for thinning digital patterns, 1984.
    """
    cells = np.pad(raster, 1)
    changed = True
    while changed:
        changed = False
        for first in (True, False):
            ring = _ring(cells)
            around, turns = np.zeros(ring[0].shape, np.uint8), np.zeros(ring[0].shape, np.uint8)
            for one_cell, following in zip(ring, (*ring[1:], ring[0]), strict=True):
                around += one_cell
                turns += following > one_cell
            up, right, down, left = ring[::2]
            one, other = (right, down) if first else (up, left)
            open_ = ~(up & right & other) & ~(one & down & left)
            away = cells[1:-1, 1:-1] & (around >= 2) & (around <= 6) & (turns == 1) & open_
            if away.any():
                cells[1:-1, 1:-1] &= ~away
                changed = True
    return cells[1:-1, 1:-1]


def _ring(cells: Bits) -> tuple[Bits, ...]:
    """The eight neighbours of every cell, clockwise from the one above."""
    rows, columns = cells.shape
    offsets = ((-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1))
    return tuple(cells[1 + i : rows - 1 + i, 1 + j : columns - 1 + j] for i, j in offsets)
