"""What each of some cameras resolves by itself of a raster, so that one can be taken out again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, cos, floor, radians, sin, tan

import numpy as np
from numpy.typing import NDArray

from cpted_rules.analysis.cameras.view import WIDE_DEG, View, rows_of
from cpted_rules.analysis.kernels.views import resolve
from cpted_rules.analysis.lines import LEAST_SHARE
from cpted_rules.analysis.scene.pieces import Floats, Ints
from cpted_rules.analysis.shadows import Casters, Raster

Window = tuple[slice, slice]
"""Columns and rows of a raster."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Picture:
    """What one camera resolves of the cells within its reach.

    Args:
        left, under: column and row of the first cell.
        density: shape (columns, rows); NaN where it does not see. [px/m]
        counted: shape (columns, rows), whether it resolves a cell well enough.
    """

    view: View
    left: int
    under: int
    density: Floats
    counted: NDArray[np.bool_]

    @property
    def window(self) -> Window:
        """Its cells in the raster."""
        columns, rows = self.density.shape
        return slice(self.left, self.left + columns), slice(self.under, self.under + rows)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CameraMap:
    """What cameras resolve of a raster, and what each gives to it.

    Args:
        density: shape (columns, rows), best pixel density; NaN where none sees. [px/m]
        counts: shape (columns, rows), cameras that resolve each cell well enough.
    """

    raster: Raster
    enough_px_per_m: float
    within_m: float
    pictures: tuple[Picture, ...]
    density: Floats
    counts: Ints

    def exchanged(self, *, without: Sequence[Picture], by: Sequence[Picture]) -> "CameraMap":
        """The same without some pictures and with others; to the bit as of all at once."""
        gone = {id(picture) for picture in without}
        kept = tuple(picture for picture in self.pictures if id(picture) not in gone)
        density, counts = self.density.copy(), self.counts.copy()
        for picture in without:
            density[picture.window] = np.nan
            counts[picture.window] -= picture.counted
        where = _around(without)
        for picture in kept:
            _best(density, picture, where)
        for picture in by:
            _best(density, picture, picture.window)
            counts[picture.window] += picture.counted
        return CameraMap(
            raster=self.raster,
            enough_px_per_m=self.enough_px_per_m,
            within_m=self.within_m,
            pictures=(*kept, *by),
            density=density,
            counts=counts,
        )


def _around(pictures: Sequence[Picture]) -> Window:
    """The window around those of all pictures."""
    windows = [picture.window for picture in pictures]
    return (_hull([columns for columns, _ in windows]), _hull([rows for _, rows in windows]))


def _hull(runs: Sequence[slice]) -> slice:
    return slice(
        min((run.start for run in runs), default=0), max((run.stop for run in runs), default=0)
    )


def _best(density: Floats, picture: Picture, where: Window) -> None:
    """Put in what a picture has better, in a window."""
    (a, b), (c, d) = picture.window, where
    left, right = max(a.start, c.start), min(a.stop, c.stop)
    under, above = max(b.start, d.start), min(b.stop, d.stop)
    if left < right and under < above:
        part = density[left:right, under:above]
        own = picture.density[left - a.start : right - a.start, under - b.start : above - b.start]
        np.fmax(part, own, out=part)


def camera_map(
    casters: Casters,
    views: Iterable[View],
    raster: Raster,
    *,
    enough_px_per_m: float,
    within_m: float,
) -> CameraMap:
    """What cameras resolve of a raster; the same to the bit as their `coverage`."""
    shape = raster.columns, raster.rows
    empty = CameraMap(
        raster=raster,
        enough_px_per_m=enough_px_per_m,
        within_m=within_m,
        pictures=(),
        density=np.full(shape, np.nan),
        counts=np.zeros(shape, np.int32),
    )
    return empty.exchanged(without=(), by=pictures_of(casters, views, empty))


def pictures_of(casters: Casters, views: Iterable[View], of: CameraMap) -> tuple[Picture, ...]:
    """What each of some cameras resolves by itself, on the raster of a map."""
    raster = of.raster
    shape = raster.columns, raster.rows
    best, counts = np.zeros(shape), np.zeros(shape, np.int32)
    nothing, everywhere = np.zeros(0), np.zeros(shape, np.uint8)
    limit = casters.limit(LEAST_SHARE)
    enough = of.enough_px_per_m * of.enough_px_per_m
    pictures = []
    for view in views:
        window = _window(view, raster, of.within_m)
        resolve(
            casters.sheet(raster),
            rows_of((view,), within_m=of.within_m),
            raster.z_m,
            raster.x_m,
            raster.y_m,
            raster.step_m,
            limit,
            nothing,
            0.0,
            casters.arrays,
            best,
            counts,
            np.zeros((1, 0), np.int64),
            everywhere,
            0,
            1,
        )
        pictures.append(_picture(view, best[window], counts[window] > 0, window, enough))
        best[window], counts[window] = 0.0, 0
    return tuple(pictures)


def _picture(
    view: View, square: Floats, seen: NDArray[np.bool_], window: Window, enough: float
) -> Picture:
    """A picture cut down to the cells that are seen."""
    columns, rows = (np.flatnonzero(seen.any(axis=axis)) for axis in (1, 0))
    a, b = (slice(run[0], run[-1] + 1) if len(run) else slice(0, 0) for run in (columns, rows))
    seen, square = seen[a, b], square[a, b]
    return Picture(
        view=view,
        left=window[0].start + int(a.start),
        under=window[1].start + int(b.start),
        density=np.where(seen, np.sqrt(square), np.nan),
        counted=seen & (square >= enough),
    )


def _window(view: View, raster: Raster, within_m: float) -> Window:
    """The cells a camera may see: those in the box around its reach, or around what it faces."""
    xs, ys = [-within_m, within_m], [-within_m, within_m]
    if view.azimuth_deg is not None and view.hfov_deg < WIDE_DEG and not view.tilt_deg:
        azimuth, half = radians(view.azimuth_deg), tan(radians(view.hfov_deg) / 2)
        east, north = sin(azimuth), cos(azimuth)
        xs = [0.0, *(within_m * (east + side * half * north) for side in (-1, 1))]
        ys = [0.0, *(within_m * (north - side * half * east) for side in (-1, 1))]
    columns = _run(view.x_m - raster.x_m, xs, within_m, raster.step_m, raster.columns)
    return columns, _run(view.y_m - raster.y_m, ys, within_m, raster.step_m, raster.rows)


def _run(at_m: float, ways: list[float], within_m: float, step_m: float, most: int) -> slice:
    low, high = max(min(ways), -within_m), min(max(ways), within_m)
    first = min(max(floor((at_m + low) / step_m) - 1, 0), most)
    return slice(first, max(min(ceil((at_m + high) / step_m) + 2, most), first))
