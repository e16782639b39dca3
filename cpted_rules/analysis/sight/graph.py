"""Visibility graphs: cells of a grid, linked where one sees the other, and their measures.

Of the same cells there are two graphs: what people see, by what stands at the height of the eye,
and where they can walk straight to, by what stands at the height of the knee.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import log2

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, STRtree

from cpted_rules.analysis.isovist import Level
from cpted_rules.analysis.kernels.graph import counted, linked, stepped
from cpted_rules.analysis.scene.curve import morton
from cpted_rules.analysis.scene.grid import Grid
from cpted_rules.analysis.scene.mesh import footprints
from cpted_rules.analysis.scene.pieces import SEGMENT, Floats, Ints

EYE_M = 1.6
"""Height at which what stands hides the view. Source: international.md 2.2."""

KNEE_M = 0.4
"""Height at which what stands is in the way of walking: a kerb is not, a bench is. [X]"""

MOST_CELLS = 10_000
"""Of a graph that is stored, for its depth and clustering: 12.5 MB and some seconds. [X]"""

ASIDE_M = (1e-6, 0.618e-6)
"""By so much centres are moved: drawings lie on lattices too, and from centres on a lattice many
sight lines touch a corner exactly. So moved each passes it, and the same both ways."""

TOUCH_M = 1e-3
"""A cell whose centre is so near to something that stands is not part of the graph."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Connectivity:
    """How much is seen from each cell of a grid.

    Args:
        open: shape (M,), whether a cell is part of the graph: its centre is not in or on what
            stands.
        count: shape (M,), other cells of the graph that it sees; 0 where it is not part of it.
        mean_m: shape (M,), mean distance to them; NaN where there are none.
    """

    open: NDArray[np.bool_]
    count: NDArray[np.int64]
    mean_m: Floats


def connectivity(level: Level, grid: Grid, *, threads: int = 1) -> Connectivity:
    """How many other cells each cell sees, and how far they are on average.

    The graph is not stored: of each polygon of sight, every edge is looked up in sums over the
    cells west of it.

    Source:
        international.md 2.2, connectivity.
    """
    open_, inside = _open(level, grid)
    chosen = np.flatnonzero(open_)
    places = np.column_stack([grid.column, grid.row])[chosen].astype(np.int32)
    order = np.argsort(morton(grid.points[chosen]), kind="stable")
    chosen, places = chosen[order], places[order]
    asked = np.zeros((grid.rows, grid.columns), dtype=np.bool_)
    asked[places[:, 1], places[:, 0]] = True
    before = np.zeros((grid.rows, grid.columns + 1), dtype=np.int32)
    np.cumsum(asked, axis=1, out=before[:, 1:])
    # what is in something solid is never seen: counting it as asked about keeps the runs long
    filled = asked.copy()
    filled[grid.row[inside], grid.column[inside]] = True
    first, runs = _runs(filled)
    counts, means = np.zeros(len(chosen), dtype=np.int64), np.full(len(chosen), np.nan)
    eyes = _centres(grid, places)
    distance = _distances(grid.rows, grid.columns)

    def part(begin: int, end: int) -> None:
        counted(
            eyes, places, begin, end, level.height_m, grid.step_m, before, first, runs, distance,
            counts, means, *_scratch(level), *level.mesh.space, *level.mesh.lattice,
        )  # fmt: skip

    _in_threads(part, len(chosen), threads)
    count = np.zeros(len(open_), dtype=np.int64)
    mean = np.full(len(open_), np.nan)
    count[chosen], mean[chosen] = counts, means
    return Connectivity(open=open_, count=count, mean_m=mean)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Depth:
    """The measures of a visibility graph, for each cell of a grid; NaN where there are none.

    Args:
        open: shape (M,), whether a cell is part of the graph.
        connectivity: shape (M,), cells that it is linked with.
        clustering: shape (M,), the share of pairs of these that are linked with each other.
        reached: shape (M,), cells that it is connected with by any number of steps.
        mean_depth: shape (M,), mean number of steps to those.
        integration: shape (M,), HH; infinite where all are one step away.
    """

    open: NDArray[np.bool_]
    connectivity: NDArray[np.int64]
    clustering: Floats
    reached: NDArray[np.int64]
    mean_depth: Floats
    integration: Floats


def depth(level: Level, grid: Grid, *, threads: int = 1) -> Depth:
    """Clustering, mean depth and integration of each cell, by steps over the stored graph.

    Raises:
        ValueError: the graph has more than MOST_CELLS cells.

    Source:
        international.md 2.2; Turner, Doxa, O'Sullivan, Penn, From isovists to visibility graphs,
        2001.
    """
    open_, _ = _open(level, grid)
    chosen = np.flatnonzero(open_)
    if len(chosen) > MOST_CELLS:
        raise ValueError(f"{len(chosen)} cells; depth is for {MOST_CELLS} at most: a wider step")
    places = np.column_stack([grid.column, grid.row])[chosen].astype(np.int32)
    index = np.full((grid.rows, grid.columns), -1, dtype=np.int32)
    index[places[:, 1], places[:, 0]] = np.arange(len(chosen))
    links = np.zeros((len(chosen), (len(chosen) + 63) // 64), dtype=np.uint64)
    eyes = _centres(grid, places)

    def part(begin: int, end: int) -> None:
        sheet = np.zeros((grid.rows, grid.columns + 1), dtype=np.int8)
        linked(
            eyes, places, begin, end, level.height_m, grid.step_m, index, sheet, links,
            *_scratch(level), *level.mesh.space, *level.mesh.lattice,
        )  # fmt: skip

    _in_threads(part, len(chosen), threads)
    found = np.zeros((4, len(chosen)), dtype=np.int64)
    _in_threads(lambda begin, end: stepped(links, begin, end, *found), len(chosen), threads)
    rows = np.zeros((4, len(open_)), dtype=np.int64)
    rows[:, chosen] = found
    degree, between, reached, steps = rows
    mean = _divided(steps, reached)
    return Depth(
        open=open_,
        connectivity=degree,
        clustering=_divided(2 * between, degree * (degree - 1)),
        reached=reached,
        mean_depth=mean,
        integration=integration(mean, reached + 1),
    )


def relative_asymmetry(mean_depth: Floats, cells: NDArray[np.int64]) -> Floats:
    """RA = 2 (MD - 1) / (k - 2); NaN for fewer than three cells.

    Args:
        cells: k, of the connected part of the graph, the cell itself included.
    """
    return _divided(2.0 * (mean_depth - 1.0), cells - 2)


def diamond(cells: int) -> float:
    """D_k = 2 (k (log2((k + 2) / 3) - 1) + 1) / ((k - 1) (k - 2)): RA at the root of a diamond.

    Source:
        international.md 2.2; Hillier, Hanson, The social logic of space, 1984.
    """
    k = cells
    return 2.0 * (k * (log2((k + 2) / 3) - 1.0) + 1.0) / ((k - 1) * (k - 2))


def integration(mean_depth: Floats, cells: NDArray[np.int64]) -> Floats:
    """HH = D_k / RA; infinite where all cells are one step away, NaN for fewer than three.

    Args:
        cells: k, of the connected part of the graph, the cell itself included.
    """
    sizes, which = np.unique(cells, return_inverse=True)
    of_size = np.array([diamond(int(k)) if k > 2 else np.nan for k in sizes])
    asymmetry = relative_asymmetry(mean_depth, cells)
    with np.errstate(divide="ignore"):
        values: Floats = of_size[which] / asymmetry
    return values


def _divided(numbers: NDArray[np.float64 | np.int64], by: NDArray[np.int64]) -> Floats:
    """Quotients; NaN where the divisor is not over 0."""
    out = np.full(len(numbers), np.nan)
    np.divide(numbers, by, out=out, where=by > 0)
    return out


def _open(level: Level, grid: Grid) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which cells have their centre neither in nor on what stands; and which well inside it."""
    scene, pieces = level.scene, level.pieces
    points = shapely.points(grid.points)
    closed, on_edge = np.zeros((2, len(grid.points)), dtype=np.bool_)
    solids = list(footprints(scene, pieces))
    lines = [
        LineString(scene.edges[scene.first[k]].reshape(2, 2))
        for k in pieces
        if scene.kind[k] == SEGMENT
    ]
    for shapes, hit in (
        (solids, closed),
        ([solid.boundary for solid in solids] + lines, on_edge),
    ):
        near, _ = STRtree(shapes).query(points, predicate="dwithin", distance=TOUCH_M)
        hit[near] = True
    return ~(closed | on_edge), closed & ~on_edge


def _centres(grid: Grid, places: Ints) -> Floats:
    """Centres of cells from columns and rows, moved aside."""
    centres: Floats = np.array([grid.x_m, grid.y_m]) + ASIDE_M + places * grid.step_m
    return centres


def _runs(filled: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Where the runs of each row begin, and the first column of each and the one after it."""
    rows, columns = filled.shape
    framed = np.zeros((rows, columns + 2), dtype=np.int8)
    framed[:, 1:-1] = filled
    change = np.diff(framed, axis=1)
    row, begin = np.nonzero(change == 1)
    _, end = np.nonzero(change == -1)
    first = np.searchsorted(row, np.arange(rows + 1)).astype(np.int32)
    return first, np.column_stack([begin, end]).astype(np.int32)


def _distances(rows: int, columns: int) -> Floats:
    """Sums of the distances to the first so many cells of each row, from column 0. [step]"""
    out = np.zeros((rows, columns + 2))
    across, along = np.arange(rows)[:, None], np.arange(columns + 1)[None, :]
    np.cumsum(np.hypot(across, along), axis=1, out=out[:, 1:])
    return out


def _scratch(level: Level) -> tuple[Floats, Ints, Ints]:
    """Room for corners, for walls, and the stack of the kernels."""
    walls, triangles = len(level.mesh.corners) + 64, len(level.mesh.triangles)
    stack = np.empty((triangles + 3, 5), dtype=np.int32)
    return np.empty((2 * walls, 2)), np.empty(walls, dtype=np.int32), stack


def _in_threads(part: Callable[[int, int], None], count: int, threads: int) -> None:
    """Call a function with the first and the last of each block of a count."""
    if threads == 1:
        part(0, count)
        return
    ends = [count * n // threads for n in range(threads + 1)]
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(part, ends[:-1], ends[1:]))
