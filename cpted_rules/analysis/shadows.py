"""What points see of the cells of a raster: the callers of the shadow stencil."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cpted_rules.analysis.kernels.stencil import DEPTH_UNIT, seen_by, through_to
from cpted_rules.analysis.scene.grid import Grid
from cpted_rules.analysis.scene.mesh import Mesh, mesh_of
from cpted_rules.analysis.scene.pieces import PRISM, Floats, Ints, Scene, rings_of

TALL_M, WIDE_M = 2.5, 3.0
"""What stands on the lowest base, is at least so high and so wide is cut into the mesh."""

ROUNDED = 8
"""What rounding may add to the depth of a line that just lets enough through, in DEPTH_UNIT."""

RINGS_A_BIN = 4.0
"""About so many rings lie in a bin."""

OPAQUE_BELOW = 1e-3
"""What lets through less than this share lets through nothing."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Casters:
    """A scene as the stencil takes it: the tall as a mesh, and every ring with its heights.

    Args:
        x_m, y_m: shape (C,), corners, ring after ring, the solid on the left; an upright is a
            ring of its two ends.
        first: shape (R + 1,), where each ring begins.
        base_m, top_m: shape (R,).
        weight: shape (R,), optical depth in DEPTH_UNIT; -1 where nothing gets through.
        circle: shape (R, 3), middle and radius of a circle around each ring. [m]
        tall: shape (R,), whether the mesh has it.
        ground_m: base of what the mesh has.
    """

    mesh: Mesh
    x_m: Floats
    y_m: Floats
    first: Ints
    base_m: Floats
    top_m: Floats
    weight: Ints
    circle: Floats
    tall: NDArray[np.bool_]
    ground_m: float

    @property
    def lets_through(self) -> bool:
        """Whether anything lets a part through."""
        return bool((self.weight >= 0).any())

    def limit(self, least_share: float) -> int:
        """Deepest optical depth at which a cell counts as seen, in DEPTH_UNIT; see the kernels."""
        return round(-log(least_share) * DEPTH_UNIT) + ROUNDED if self.lets_through else 0

    def sheet(self, raster: "Raster") -> Ints:
        """An empty sheet that is large enough for a raster, as the kernels take it."""
        kind = np.int64 if self.lets_through else np.int16
        return np.zeros((raster.columns + 1) * raster.rows, kind)

    @cached_property
    def arrays(self) -> tuple[Any, ...]:
        """All of it as the kernels take it."""
        return (
            *self.mesh.space,
            *self.mesh.lattice,
            self.x_m,
            self.y_m,
            self.first,
            self.base_m,
            self.top_m,
            self.weight,
            self.circle,
            self.tall,
            self.ground_m,
            *_bins(self.circle),
        )


def _bins(circle: Floats) -> tuple[Ints, Ints, float, float, float, int]:
    """Circles by where they lie, so that those near a place are found without looking at all.

    Args:
        circle: shape (R, 3), middle and radius. [m]

    Returns:
        the circles in order: first the large, then bin by bin, row by row; where in that order each
        bin begins, shape (rows, columns + 1), the last being the end of its row; west and south of
        the bins and their size, in m; how many are large, which is wider than four bins.
    """
    if not len(circle):
        return np.zeros(0, np.int32), np.zeros((1, 2), np.int32), 0.0, 0.0, 1.0, 0
    low, high = circle[:, :2].min(axis=0), circle[:, :2].max(axis=0)
    spread = float(np.sqrt(np.prod(high - low + 1.0) * RINGS_A_BIN / len(circle)))
    size = max(spread, float(np.median(circle[:, 2])))
    columns, rows = (((high - low) / size).astype(np.int64) + 1).tolist()
    column, row = ((circle[:, :2] - low) / size).astype(np.int64).T
    large = circle[:, 2] > 2.0 * size
    place = np.where(large, -1, row * columns + column)
    order = np.argsort(place, kind="stable").astype(np.int32)
    starts = np.searchsorted(place[order], np.arange(rows * columns + 1)).astype(np.int32)
    bins = np.column_stack([starts[:-1].reshape(rows, columns), starts[columns::columns]])
    west, south = (float(v) for v in low)
    return order, np.ascontiguousarray(bins), west, south, size, int(large.sum())


def casters_of(scene: Scene) -> Casters:
    """The casters of a scene. Sloped uprights are not among them."""
    opaque = scene.openness < OPAQUE_BELOW
    ground = float(scene.low.min(initial=np.inf))
    tall = opaque & (scene.kind == PRISM) & (scene.low <= ground) & (scene.high >= ground + TALL_M)
    tall &= np.maximum(*(scene.box[:, 2:] - scene.box[:, :2]).T) >= WIDE_M
    rings, of = _rings(scene)
    sizes = [len(ring) for ring in rings]
    corners = np.concatenate([np.zeros((0, 2)), *rings])
    depth = -np.log(np.maximum(scene.openness, OPAQUE_BELOW)) * DEPTH_UNIT
    weight = np.where(opaque, -1, np.maximum(np.rint(depth), 1)).astype(np.int32)
    return Casters(
        mesh=mesh_of(scene, np.flatnonzero(tall).astype(np.int32)),
        x_m=np.ascontiguousarray(corners[:, 0]),
        y_m=np.ascontiguousarray(corners[:, 1]),
        first=np.cumsum([0, *sizes]).astype(np.int32),
        base_m=scene.low[of],
        top_m=scene.high[of],
        weight=weight[of],
        circle=np.array([_circle(ring) for ring in rings]).reshape(-1, 3),
        tall=tall[of],
        ground_m=ground,
    )


def _rings(scene: Scene) -> tuple[list[Floats], NDArray[np.int64]]:
    """The rings of all pieces, and the piece of each."""
    rings: list[Floats] = []
    of: list[int] = []
    for k in range(len(scene.kind)):
        edges = scene.edges[scene.first[k] : scene.last[k]]
        found = rings_of(edges) if scene.kind[k] == PRISM else [edges.reshape(2, 2)]
        rings += found
        of += [k] * len(found)
    return rings, np.array(of, dtype=np.int64)


def _circle(ring: Floats) -> tuple[float, float, float]:
    x, y = (ring.min(axis=0) + ring.max(axis=0)) / 2
    return float(x), float(y), float(np.hypot(ring[:, 0] - x, ring[:, 1] - y).max())


@dataclass(frozen=True, slots=True, kw_only=True)
class Raster:
    """A lattice of cells at one height.

    Args:
        x_m, y_m: centre of the south-west cell.
        z_m: height of the plane above ground.
    """

    x_m: float
    y_m: float
    z_m: float
    step_m: float
    columns: int
    rows: int


def raster_of(grid: Grid, z_m: float) -> Raster:
    """The whole lattice of a grid at a height."""
    return Raster(
        x_m=grid.x_m,
        y_m=grid.y_m,
        z_m=z_m,
        step_m=grid.step_m,
        columns=grid.columns,
        rows=grid.rows,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Seen:
    """What eyes see of a raster.

    Args:
        counts: shape (columns, rows), eyes that see each cell.
        first: shape (columns, rows), index of the first eye that does, -1 where none; empty where
            it was not asked.
        cells: shape (N,), cells that each eye sees.
    """

    counts: Ints
    first: Ints
    cells: NDArray[np.int64]


def seen(
    casters: Casters,
    eyes: Floats,
    raster: Raster,
    *,
    within_m: float,
    least_share: float = 0.5,
    asked: NDArray[np.bool_] | None = None,
    whose: bool = False,
    threads: int = 1,
) -> Seen:
    """How many eyes see each cell of a raster, and how many cells each eye sees.

    Args:
        eyes: shape (N, 5): x, y, z and the direction faced (0, 0 looks all round); an eye sees
            nothing behind the plane it faces away from.
        within_m: eyes further than this do not count; straight distance.
        least_share: what must get through to count as seen.
        asked: shape (columns, rows), the cells counted for each eye; all where None.
        whose: whether the first eye that sees a cell is asked.
    """
    shape = raster.columns, raster.rows
    points = np.ascontiguousarray(eyes, dtype=np.float64)
    mask = np.ones(shape, np.uint8)
    if asked is not None:
        mask = np.ascontiguousarray(asked, dtype=np.uint8)
    limit = casters.limit(least_share)
    cells = np.zeros(len(points), np.int64)
    blocks = [
        (len(points) * n // threads, len(points) * (n + 1) // threads) for n in range(threads)
    ]

    def part(block: tuple[int, int]) -> tuple[Ints, Ints]:
        counts = np.zeros(shape, np.int32)
        first = np.full(shape if whose else (0, 0), -1, np.int32)
        seen_by(
            casters.sheet(raster),
            points,
            raster.z_m,
            float(within_m),
            raster.x_m,
            raster.y_m,
            raster.step_m,
            limit,
            casters.arrays,
            mask,
            counts,
            first,
            cells,
            *block,
        )
        return counts, first

    if threads == 1:
        counts, first = part((0, len(points)))
    else:
        with ThreadPoolExecutor(threads) as pool:
            parts = list(pool.map(part, blocks))
        counts = np.sum([c for c, _ in parts], axis=0, dtype=np.int32)
        first = parts[0][1]
        for _, later in parts[1:]:
            first = np.where(first < 0, later, first)
    return Seen(counts=counts, first=first, cells=cells)


def transmission(
    casters: Casters, origin: tuple[float, float, float], raster: Raster, *, within_m: float = 1e6
) -> Floats:
    """Share of light or sight that gets from one point to each cell. [share]

    Returns:
        shape (columns, rows).
    """
    shares = np.zeros((raster.columns, raster.rows))
    x, y, z = (float(value) for value in origin)
    through_to(
        casters.sheet(raster),
        x,
        y,
        z,
        raster.z_m,
        float(within_m),
        0.0,
        0.0,
        raster.x_m,
        raster.y_m,
        raster.step_m,
        casters.arrays,
        shares,
    )
    return shares
