"""How closed in a place is: boundedness, and the places where all that traps a walker meets."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import pi

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.scene.grid import Grid, areas_of
from cpted_rules.analysis.scene.pieces import Floats

UNCLIMBABLE_M = 1.2
"""What is higher than this is not got over in flight (international.md 2.3)."""
BOUNDED_WITHIN_M = 5.0
BOUNDED_SHARE = 0.75
TRAPPED_ROUTES = 1
"""The bounds of international.md 2.3 for boundedness and entrapment [X]."""


def boundedness(
    points: Floats, barriers: Iterable[BaseGeometry], *, within_m: float = BOUNDED_WITHIN_M
) -> Floats:
    r"""Share of the directions in which a barrier lies within a distance of each point. [share]

             barrier
          ----------------
            \   hidden  /         its part within reach takes up an angle at the point;
              \       /           the union of these angles, of the full turn
                 ' p '

    Exact: no directions are sampled.

    Args:
        points: shape (M, 2). [m]
        barriers: lines, or areas of which the outline counts; a point inside one is closed in all
            round.

    Returns:
        shape (M,), 0 to 1.

    Source:
        international.md 2.3, after Nasar and Fisher 1993.
    """
    shapes = [b for b in barriers if not b.is_empty]
    edges = _edges(shapes)
    share = np.zeros(len(points))
    if not len(points) or not len(edges):
        return share
    tree = shapely.STRtree([LineString(edge.reshape(2, 2)) for edge in edges])
    at, of = tree.query(shapely.points(points), predicate="dwithin", distance=within_m)
    a, b = edges[of, :2] - points[at], edges[of, 2:] - points[at]
    t0, t1 = _within(a, b, within_m)
    start, end = a + t0[:, None] * (b - a), a + t1[:, None] * (b - a)
    turn = np.arctan2(start[:, 0] * end[:, 1] - start[:, 1] * end[:, 0], (start * end).sum(axis=1))
    low = np.arctan2(start[:, 1], start[:, 0]) + np.minimum(turn, 0.0)
    share = _union(at, np.mod(low, 2 * pi), np.abs(turn), len(points)) / (2 * pi)
    areas = shapely.union_all([s for s in shapes if s.area > 0])
    share[shapely.contains_xy(areas, points[:, 0], points[:, 1])] = 1.0
    return share


def _edges(shapes: list[BaseGeometry]) -> Floats:
    """Every edge of some lines and outlines, shape (E, 4)."""
    lines = [p.boundary if p.area > 0 else p for s in shapes for p in shapely.get_parts(s)]
    coordinates, line = shapely.get_coordinates(
        shapely.get_parts(np.array(lines)), return_index=True
    )
    same = line[:-1] == line[1:]
    edges: Floats = np.hstack([coordinates[:-1][same], coordinates[1:][same]])
    return edges


def _within(a: Floats, b: Floats, reach_m: float) -> tuple[Floats, Floats]:
    """The part of each edge within reach of the origin, as shares from its start."""
    d = b - a
    square = np.maximum((d * d).sum(axis=1), 1e-18)
    middle = -(a * d).sum(axis=1) / square
    nearest = a + middle[:, None] * d
    half = np.sqrt(np.maximum(reach_m**2 - (nearest * nearest).sum(axis=1), 0.0) / square)
    return np.clip(middle - half, 0.0, 1.0), np.clip(middle + half, 0.0, 1.0)


def _union(at: NDArray[np.int64], low: Floats, width: Floats, count: int) -> Floats:
    """Length of the union of arcs of each point; `low` from 0 to a full turn. [rad]"""
    over = low + width > 2 * pi  # what runs past the full turn is an arc from 0 as well
    at = np.concatenate([at, at[over]])
    start = np.concatenate([low, np.zeros(over.sum())])
    end = np.concatenate([np.minimum(low + width, 2 * pi), (low + width)[over] - 2 * pi])
    order = np.lexsort((end, start, at))
    at, start, end = at[order], start[order], end[order]
    # points one after another on one line, so that one running maximum serves them all
    start, end = start + at * 4 * pi, end + at * 4 * pi
    covered = np.concatenate([[0.0], np.maximum.accumulate(end)[:-1]])
    covered = np.maximum(covered, at * 4 * pi)
    new = np.maximum(end - np.maximum(start, covered), 0.0)
    return np.bincount(at, weights=new, minlength=count).astype(np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    """A place a walker can be trapped in unseen.

    Args:
        cells: indices of its cells in the grid.
        routes: fewest ways out of any of them; `bounded_share` the largest; `watchers` the fewest.
    """

    area: BaseGeometry
    cells: tuple[int, ...]
    routes: int
    bounded_share: float
    watchers: float


def entrapment_spots(
    grid: Grid,
    *,
    routes: NDArray[np.int64],
    bounded_share: Floats,
    watchers: Floats,
    fewest_watchers: float,
    most_routes: int = TRAPPED_ROUTES,
    least_bounded_share: float = BOUNDED_SHARE,
) -> tuple[Trap, ...]:
    """The places with few ways out, closed in and not seen by enough, the largest first.

    Args:
        routes: shape (M,), edge-disjoint ways out of each cell.
        bounded_share: shape (M,), of `boundedness`.
        watchers: shape (M,), surveillance of each cell.
        fewest_watchers: below this a cell is unseen.

    Source:
        international.md 2.3 and ES-03.
    """
    traps = (
        (routes <= most_routes)
        & (bounded_share >= least_bounded_share)
        & (watchers < fewest_watchers)
    )
    found = []
    for area in shapely.get_parts(areas_of(grid.shape_of(traps))):
        near = shapely.dwithin(shapely.points(grid.points), area, grid.step_m / 4)
        cells = np.flatnonzero(traps & near)
        if not len(cells):
            continue
        found.append(
            Trap(
                area=area,
                cells=tuple(int(c) for c in cells),
                routes=int(routes[cells].min()),
                bounded_share=float(bounded_share[cells].max()),
                watchers=float(watchers[cells].min()),
            )
        )
    return tuple(sorted(found, key=lambda t: (-round(t.area.area, 6), t.cells)))
