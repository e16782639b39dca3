"""What the job computes of the complex: who sees it, how it is lit, filmed and walked."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.light.field import light_on
from cpted_rules.analysis.paths import from_each, ways_of
from cpted_rules.analysis.scene.eyes import Eyes, eyes_at
from cpted_rules.analysis.scene.grid import Grid, grid_of
from cpted_rules.analysis.shadows import raster_of, seen
from cpted_rules.analysis.sight.along import way_of
from cpted_rules.analysis.sight.blind import free_ground
from cpted_rules.plan import Building
from cpted_rules.site import Site

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

FACE_M = 1.5
"""Height that windows and cameras look at. [m]"""

FAR_M = 1e5
"""Further than the site goes: sight is not cut short. [m]"""

PLACES_M = 1.5
"""Between places along the walks. [m]"""

AT_ONCE = 8
"""Entrances whose paths are looked for together."""

SIGHT_M, LIGHT_M, PICTURE_M = 1.0, 0.5, 0.25
"""Steps of the rasters. [m]"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Maps:
    """What was found.

    Args:
        buildings: those with windows, in order.
        windows: shape (B, M), windows of each building that see each cell of 1 m.
        cells: shape (W,), cells that each window sees, building by building.
        places: shape (M,), places along the walks that see each cell.
        lux: shape (L,), horizontal illuminance of cells of 0.5 m. [lx]
        densities: shape (C,), best density of cells of 0.25 m; NaN where none sees. [px/m]
        light: shape (M,), mean illuminance of each cell of 1 m. [lx]
        density: shape (M,), best density in each cell of 1 m; NaN where none sees. [px/m]
        distances: shape (E, M), walking distance from each entrance. [m]
        nearest: shape (M,), distance to the nearest entrance; NaN where there is no way. [m]
        ways: shape (E, 2), mean and furthest distance from each entrance. [m]
    """

    buildings: tuple[Building, ...]
    windows: Counts
    cells: Counts
    places: Counts
    lux: Floats
    densities: Floats
    light: Floats
    density: Floats
    distances: Floats
    nearest: Floats
    ways: Floats

    @property
    def shown(self) -> "Maps":
        """What the report shows: without the millions of values that are only kept."""
        return replace(self, lux=NONE, densities=NONE, distances=NONE)


NONE = np.empty(0)


class Job:
    """The questions of the job, asked of a site."""

    def __init__(self, site: Site) -> None:
        self.site = site

    @cached_property
    def free(self) -> BaseGeometry:
        """The ground that a person can stand on."""
        scene = self.site.sight.scene(0)
        height = self.site.settings.person_height_m
        return free_ground(scene, self.site.ground, person_height_m=height)

    @cached_property
    def grid(self) -> Grid:
        """Cells of 1 m of the free ground."""
        return self.cells(SIGHT_M)

    def cells(self, step_m: float) -> Grid:
        """Cells of the free ground; a million and more are not kept."""
        return grid_of(self.free, step_m)

    @cached_property
    def eyes(self) -> tuple[tuple[Building, Eyes], ...]:
        """Who looks out of the windows of each building."""
        every = self.site.sight.dwelling_eyes
        masses = [b for b in self.site.plan.buildings if b.floors and b.floors > 1]
        near = shapely.STRtree([b.area for b in masses]).nearest(shapely.points(every.at[:, :2]))
        return tuple(
            (
                building,
                Eyes(
                    ids=tuple(every.ids[k] for k in np.flatnonzero(near == n)),
                    at=np.ascontiguousarray(every.at[near == n]),
                ),
            )
            for n, building in enumerate(masses)
        )

    @cached_property
    def walkers(self) -> Eyes:
        """People along the middle of the walks, looking all round."""
        rows = [
            (x, y, FACE_M, 0.0, 0.0)
            for walk in self.site.plan.walks
            for x, y in way_of(_middle(walk.area), step_m=PLACES_M).at[:, :2].tolist()
        ]
        return eyes_at(["walk"] * len(rows), rows)

    @cached_property
    def doors(self) -> tuple[tuple[int, int], ...]:
        """Row and column of the free cell before each entrance."""
        grid = self.grid
        fronts = [self.site.before(door) for door in self.site.entrances]
        found = []
        for front in fronts:
            if front is not None:
                away = np.hypot(grid.points[:, 0] - front.x, grid.points[:, 1] - front.y)
                n = int(away.argmin())
                found.append((int(grid.row[n]), int(grid.column[n])))
        return tuple(found)

    def maps(self) -> Maps:
        """Everything."""
        densities, density = self._densities()  # first: it takes most room
        lux, light = self._light()
        by_building = [self._sight(eyes) for _, eyes in self.eyes]
        distances = self._distances()
        nearest = distances.min(axis=0)
        nearest[~np.isfinite(nearest)] = np.nan
        reached = [far[np.isfinite(far)] for far in distances]
        return Maps(
            buildings=tuple(building for building, _ in self.eyes),
            windows=np.array([counts for counts, _ in by_building]),
            cells=np.concatenate([cells for _, cells in by_building]),
            places=self._sight(self.walkers)[0],
            lux=lux,
            densities=densities,
            light=light,
            density=density,
            distances=distances,
            nearest=nearest,
            ways=np.array([(far.mean(), far.max()) for far in reached]),
        )

    def _sight(self, eyes: Eyes) -> tuple[Counts, Counts]:
        """How many of some eyes see each cell, and how many cells each sees."""
        sight, grid = self.site.sight, self.grid
        asked = np.zeros((grid.columns, grid.rows), np.bool_)
        asked[grid.column, grid.row] = True
        casters = sight.casters(sight.scene(0))
        found = seen(casters, eyes.at, raster_of(grid, FACE_M), within_m=FAR_M, asked=asked)
        return found.counts[grid.column, grid.row].astype(np.int64), found.cells

    def _light(self) -> tuple[Floats, Floats]:
        """By lamps of any distance, as Radiance counts them; and the mean of each cell of 1 m."""
        light, grid = self.site.light, self.cells(LIGHT_M)
        raster = raster_of(grid, 0.0)
        lit = light_on(light.casters(0), light.lamps(0), raster, reach_m=FAR_M)
        lux = np.asarray(lit.horizontal_lx[grid.column, grid.row])
        return lux, by_square_metre(grid, lux, self.grid, best=False)

    def _densities(self) -> tuple[Floats, Floats]:
        """By the camera that shows a cell best; and the best of each cell of 1 m."""
        grid = self.cells(PICTURE_M)
        densities = self.site.cameras.densities(grid, FACE_M, 0)
        return densities, by_square_metre(grid, densities, self.grid, best=True)

    def _distances(self) -> Floats:
        grid = self.grid
        free = np.zeros((grid.rows, grid.columns), np.bool_)
        free[grid.row, grid.column] = True
        ways = ways_of(free)
        found = np.empty((len(self.doors), len(grid.points)))
        for n in range(0, len(self.doors), AT_ONCE):
            for m, one in enumerate(from_each(ways, self.doors[n : n + AT_ONCE], threads=1), n):
                found[m] = one.length[free] * SIGHT_M
        return found


def by_square_metre(fine: Grid, values: Floats, coarse: Grid, *, best: bool) -> Floats:
    """The best or the mean of finer cells, one for each cell of 1 m; NaN where none has one."""
    times = round(coarse.step_m / fine.step_m)
    square = np.full((coarse.rows * times, coarse.columns * times), np.nan)
    down = round((fine.y_m - coarse.y_m) / fine.step_m + (times - 1) / 2)
    aside = round((fine.x_m - coarse.x_m) / fine.step_m + (times - 1) / 2)
    square[fine.row + down, fine.column + aside] = values
    most = np.full(len(coarse.points), np.nan)
    total, count = np.zeros(len(most)), np.zeros(len(most))
    for n in range(times * times):
        part = square[n // times :: times, n % times :: times][coarse.row, coarse.column]
        np.fmax(most, part, out=most)
        total += np.nan_to_num(part)
        count += ~np.isnan(part)
    return most if best else np.divide(total, count, out=most, where=count > 0)


def _middle(area: BaseGeometry) -> shapely.LineString:
    """The middle line of a straight walk."""
    west, south, east, north = area.bounds
    if east - west > north - south:
        ends = ((west, (south + north) / 2), (east, (south + north) / 2))
    else:
        ends = (((west + east) / 2, south), ((west + east) / 2, north))
    return shapely.LineString(ends)
