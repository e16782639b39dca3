"""What cameras see, and how finely, at a height: of a raster of cells, or of any points."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cpted_rules.analysis.cameras.classes import DensityClass
from cpted_rules.analysis.cameras.view import View, in_picture, rows_of
from cpted_rules.analysis.kernels.views import resolve
from cpted_rules.analysis.lines import LEAST_SHARE, transmissions
from cpted_rules.analysis.scene.pieces import Floats, Ints, Scene
from cpted_rules.analysis.shadows import Casters, Raster

REACH_M = 300.0
"""Further than this no camera is asked: a 4K camera of 30 degrees resolves 24 px/m there."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Coverage:
    """What cameras resolve of a raster.

    Args:
        density: shape (columns, rows), best pixel density; 0 where the pixels of the only camera
            are not known, NaN where none sees. [px/m]
        counts: shape (columns, rows), cameras that resolve each cell well enough.
        cells: shape (N, C), cells asked that each camera resolves as finely as each class asks.
    """

    density: Floats
    counts: Ints
    cells: NDArray[np.int64]


def coverage(
    casters: Casters,
    views: Sequence[View],
    raster: Raster,
    *,
    enough_px_per_m: float = 0.0,
    classes: Sequence[float] = (),
    asked: NDArray[np.bool_] | None = None,
    within_m: float = REACH_M,
    threads: int = 1,
) -> Coverage:
    """What cameras resolve of each cell of a raster.

    Args:
        enough_px_per_m: the density at which a camera counts for a cell.
        classes: densities by which the cells of each camera are told apart. [px/m]
        asked: shape (columns, rows), the cells counted for each camera; all where None.
    """
    shape = raster.columns, raster.rows
    rows = rows_of(tuple(views), within_m=within_m)
    mask = np.ones(shape, np.uint8)
    if asked is not None:
        mask = np.ascontiguousarray(asked, dtype=np.uint8)
    limit = casters.limit(LEAST_SHARE)
    bounds = np.array(classes, dtype=np.float64)
    cells = np.zeros((len(rows), len(bounds)), np.int64)

    def part(n: int) -> tuple[Floats, Ints]:
        best, counts = np.full(shape, -1.0), np.zeros(shape, np.int32)
        resolve(
            casters.sheet(raster),
            rows,
            raster.z_m,
            raster.x_m,
            raster.y_m,
            raster.step_m,
            limit,
            bounds,
            float(enough_px_per_m),
            casters.arrays,
            best,
            counts,
            cells,
            mask,
            len(rows) * n // threads,
            len(rows) * (n + 1) // threads,
        )
        return best, counts

    with ThreadPoolExecutor(threads) as pool:
        parts = list(pool.map(part, range(threads)))
    # in place: at 0.25 m a site is millions of cells
    best, counts = parts[0]
    for square, count in parts[1:]:
        np.maximum(best, square, out=best)
        counts += count
    best[best < 0.0] = np.nan
    return Coverage(density=np.sqrt(best, out=best), counts=counts, cells=cells)


def densities(scene: Scene, views: Iterable[View], points: Floats) -> Floats:
    """Best pixel density of any camera at each point; NaN where none sees it. [px/m]

    Args:
        points: shape (M, 3). [m]

    Returns:
        shape (M,); 0 where a camera of unknown pixel count is the only one.
    """
    best = np.full(len(points), np.nan)
    for view in views:
        best = np.fmax(best, density(scene, view, points))
    return best


def density(scene: Scene, view: View, points: Floats) -> Floats:
    """Pixel density of one camera at each point; NaN where it does not see. [px/m]"""
    ray = points - np.array([view.x_m, view.y_m, view.z_m])
    distance = np.linalg.norm(ray, axis=1)
    out = np.full(len(points), np.nan)
    candidates = np.flatnonzero(in_picture(view, ray) & (distance > 0) & (distance <= REACH_M))
    through = transmissions(scene, (view.x_m, view.y_m, view.z_m), points[candidates])
    clear = candidates[through >= LEAST_SHARE]
    out[clear] = view.strength / distance[clear]
    return out


def shares(density_px_per_m: Floats, classes: Sequence[DensityClass]) -> tuple[float, ...]:
    """Share of the cells that is resolved at least as finely as each class asks. [share]

    Args:
        density_px_per_m: of the cells of a zone, any shape; NaN where none sees.
    """
    known = np.nan_to_num(density_px_per_m, nan=-1.0)
    return tuple(float((known >= c.px_per_m).mean()) if known.size else 0.0 for c in classes)
