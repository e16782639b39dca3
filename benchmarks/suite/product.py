"""The product's own functions, under the names of the rows: nothing is computed here.

Where the product has nothing for a row yet, the function says so and the row fails.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from shapely import LineString, Polygon, box

from cpted_rules.analysis.cameras.coverage import coverage
from cpted_rules.analysis.cameras.view import View
from cpted_rules.analysis.isovist import areas_m2, level_of
from cpted_rules.analysis.light.field import Side, light_on
from cpted_rules.analysis.light.lamps import Lamp
from cpted_rules.analysis.paths import from_each, ways_of
from cpted_rules.analysis.scene.grid import Grid
from cpted_rules.analysis.scene.pieces import Obstacle, scene_of
from cpted_rules.analysis.shadows import Raster, casters_of, seen, transmission
from cpted_rules.analysis.sight.graph import connectivity
from cpted_rules.photometry import read_photometry

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Bits = NDArray[np.bool_]

EYE_M = 1.5
"""Height of the eyes of isovists; all obstacles of those scenes are higher. [m]"""

FAR_M = 1e5
"""Further than any scene goes: sight is not cut short. [m]"""


def isovist_areas(obstacles: Sequence[Obstacle], site: Polygon) -> Callable[[Floats], Floats]:
    """Area that eyes see, with the mesh of the scene made beforehand. [m2]

    Args:
        site: where sight ends.

    Returns:
        from eyes of shape (N, 2) [m] to areas of shape (N,).
    """
    fence = Obstacle(id="site", shape=LineString(site.exterior.coords), base_m=0.0, top_m=10.0)
    level = level_of(scene_of([*obstacles, fence]), EYE_M)
    return lambda eyes: areas_m2(level, eyes)


def seen_counts(
    obstacles: Sequence[Obstacle],
    cells: Bits,
    *,
    step_m: float,
    height_m: float,
    least_share: float = 0.5,
    within_m: float = FAR_M,
    threads: int = 1,
) -> Callable[[Floats], Counts]:
    """How many cells eyes see, with the scene made beforehand.

    Args:
        cells: which of a raster from (0, 0) count, shape (rows, columns).
        height_m: of the plane that is looked at.
        least_share: what must get through.
        within_m: eyes see no further.

    Returns:
        from eyes of shape (N, 5), x, y, z and what they face, to counts of shape (N,).
    """
    casters = casters_of(scene_of(obstacles))
    raster = _raster(cells, step_m=step_m, height_m=height_m)
    asked = np.ascontiguousarray(cells.T)

    def counts(eyes: Floats) -> Counts:
        return seen(
            casters,
            eyes,
            raster,
            within_m=within_m,
            least_share=least_share,
            asked=asked,
            threads=threads,
        ).cells

    return counts


def mutual_counts(
    obstacles: Sequence[Obstacle], cells: Bits, *, step_m: float, height_m: float
) -> Callable[[], Counts]:
    """How many cells are seen from each cell, itself included, in the order of the rows.

    See `seen_counts`.
    """
    rows, columns = cells.shape
    row, column = np.nonzero(cells)
    grid = Grid(
        area=box(0.0, 0.0, columns * step_m, rows * step_m),
        x_m=step_m / 2,
        y_m=step_m / 2,
        step_m=step_m,
        columns=columns,
        rows=rows,
        points=np.column_stack([column + 0.5, row + 0.5]) * step_m,
        column=column,
        row=row,
    )
    level = level_of(scene_of(obstacles), height_m)
    return lambda: connectivity(level, grid).count + 1


def walking_distances(free: Bits) -> Callable[[NDArray[np.int64]], Floats]:
    """How far each cell is from some, with the raster made beforehand. [steps]

    Returns:
        from sources of shape (S, 2), rows and columns, to distances of shape (S, rows, columns).
    """
    ways = ways_of(free)

    def distances(sources: NDArray[np.int64]) -> Floats:
        cells = [(int(row), int(column)) for row, column in sources]
        return np.array([reach.length for reach in from_each(ways, cells, threads=1)])

    return distances


def ground_lux(
    obstacles: Sequence[Obstacle],
    lamps: Floats,
    photometry: bytes,
    cells: Bits,
    *,
    step_m: float,
    height_m: float,
    reach_m: float = FAR_M,
) -> Callable[[], Floats]:
    """Horizontal illuminance of cells by lamps of any distance, shape (M,). [lx]

    Args:
        lamps: shape (L, 5): x, y, z [m], share of the file's light, azimuth. [deg]
        photometry: the LM-63 file of them all.
        cells: which of a raster from (0, 0), shape (rows, columns).
    """
    casters = casters_of(scene_of(obstacles))
    raster = _raster(cells, step_m=step_m, height_m=height_m)
    placed = _lamps(lamps, photometry)
    return lambda: light_on(casters, placed, raster, reach_m=reach_m).horizontal_lx.T[cells]


def nine_lux(
    obstacles: Sequence[Obstacle],
    lamps: Floats,
    photometry: bytes,
    cells: Bits,
    *,
    step_m: float,
    height_m: float,
    facing_deg: Sequence[float],
) -> Callable[[], Floats]:
    """Horizontal illuminance, then vertical and semicylindrical four ways, shape (9, M). [lx]

    Args:
        facing_deg: the four ways, each a quarter turn to the right of the one before.
    """
    casters = casters_of(scene_of(obstacles))
    raster = _raster(cells, step_m=step_m, height_m=height_m)
    placed = _lamps(lamps, photometry)
    ahead, right, behind, left = facing_deg
    sides = {ahead: Side.AHEAD, right: Side.RIGHT, behind: Side.BEHIND, left: Side.LEFT}

    def channels() -> Floats:
        light = light_on(casters, placed, raster, ahead_deg=ahead, reach_m=FAR_M)
        fields = (
            light.horizontal_lx,
            *(light.vertical_lx(side) for side in sides.values()),
            *(light.semicylindrical_lx(facing) for facing in sides),
        )
        return np.stack([field.T[cells] for field in fields])

    return channels


def _lamps(lamps: Floats, photometry: bytes) -> tuple[Lamp, ...]:
    """Lamps of one file in place; see `ground_lux`."""
    table = read_photometry(photometry, "lamp.ies")
    return tuple(
        Lamp(
            id=f"l{n}",
            x_m=x,
            y_m=y,
            z_m=z,
            azimuth_deg=azimuth,
            tilt_deg=0.0,
            maintenance_factor=share,
            photometry=table,
        )
        for n, (x, y, z, share, azimuth) in enumerate(lamps.tolist())
    )


def camera_densities(
    obstacles: Sequence[Obstacle],
    cameras: Floats,
    cells: Bits,
    *,
    pixels: int,
    least_density: float,
    step_m: float,
    height_m: float,
) -> Callable[[], Floats]:
    """Best pixel density of cells by cameras, shape (M,); 0 or NaN where none sees. [px/m]

    Args:
        cameras: shape (C, 5): x, y, z [m], azimuth, horizontal field. [deg]
        cells: which of a raster from (0, 0), shape (rows, columns).
        pixels: across the field.
        least_density: less is not asked for. [px/m]
    """
    raster = _raster(cells, step_m=step_m, height_m=height_m)
    casters = casters_of(scene_of(obstacles))
    asked = np.ascontiguousarray(cells.T)
    views = [
        View(id=f"c{n}", x_m=x, y_m=y, z_m=z, azimuth_deg=azimuth, hfov_deg=field, pixels=pixels)
        for n, (x, y, z, azimuth, field) in enumerate(cameras.tolist())
    ]
    reach = max(view.strength for view in views) / least_density

    def densities() -> Floats:
        seen_of = coverage(casters, views, raster, asked=asked, within_m=reach)
        return seen_of.density.T[cells]

    return densities


def shares_through(
    obstacles: Sequence[Obstacle], cells: Bits, *, step_m: float, height_m: float
) -> Callable[[Floats], Floats]:
    """What share gets from a point to each cell.

    Returns:
        from a point of shape (3,) [m] to shares of shape (rows, columns).
    """
    raster = _raster(cells, step_m=step_m, height_m=height_m)
    casters = casters_of(scene_of(obstacles))

    def shares(point: Floats) -> Floats:
        x, y, z = point.tolist()
        return transmission(casters, (x, y, z), raster).T

    return shares


def _raster(cells: Bits, *, step_m: float, height_m: float) -> Raster:
    """The raster of cells from (0, 0), shape (rows, columns)."""
    rows, columns = cells.shape
    return Raster(
        x_m=step_m / 2, y_m=step_m / 2, z_m=height_m, step_m=step_m, columns=columns, rows=rows
    )
