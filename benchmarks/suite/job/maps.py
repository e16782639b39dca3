"""What the job computes of the complex: who sees it, how it is lit, filmed and walked."""

from dataclasses import dataclass
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
        distances: shape (E, M), walking distance from each entrance. [m]
    """

    buildings: tuple[Building, ...]
    windows: Counts
    cells: Counts
    places: Counts
    lux: Floats
    densities: Floats
    distances: Floats


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
    def grids(self) -> dict[float, Grid]:
        """Cells of the free ground by their step."""
        return {step: grid_of(self.free, step) for step in (SIGHT_M, LIGHT_M, PICTURE_M)}

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
        grid = self.grids[SIGHT_M]
        fronts = [self.site.before(door) for door in self.site.entrances]
        cells = shapely.STRtree([shapely.Point(point) for point in grid.points.tolist()])
        nearest = cells.nearest([front for front in fronts if front is not None])
        return tuple((int(grid.row[n]), int(grid.column[n])) for n in nearest)

    def maps(self) -> Maps:
        """Everything."""
        by_building = [self._sight(eyes) for _, eyes in self.eyes]
        return Maps(
            buildings=tuple(building for building, _ in self.eyes),
            windows=np.array([counts for counts, _ in by_building]),
            cells=np.concatenate([cells for _, cells in by_building]),
            places=self._sight(self.walkers)[0],
            lux=self._light(),
            densities=self.site.cameras.densities(self.grids[PICTURE_M], FACE_M, 0),
            distances=self._distances(),
        )

    def _sight(self, eyes: Eyes) -> tuple[Counts, Counts]:
        """How many of some eyes see each cell, and how many cells each sees."""
        sight, grid = self.site.sight, self.grids[SIGHT_M]
        asked = np.zeros((grid.columns, grid.rows), np.bool_)
        asked[grid.column, grid.row] = True
        casters = sight.casters(sight.scene(0))
        found = seen(casters, eyes.at, raster_of(grid, FACE_M), within_m=FAR_M, asked=asked)
        return found.counts[grid.column, grid.row].astype(np.int64), found.cells

    def _light(self) -> Floats:
        """By lamps of any distance, as Radiance counts them."""
        light, grid = self.site.light, self.grids[LIGHT_M]
        raster = raster_of(grid, 0.0)
        lit = light_on(light.casters(0), light.lamps(0), raster, reach_m=FAR_M)
        return np.asarray(lit.horizontal_lx[grid.column, grid.row])

    def _distances(self) -> Floats:
        grid = self.grids[SIGHT_M]
        free = np.zeros((grid.rows, grid.columns), np.bool_)
        free[grid.row, grid.column] = True
        reached = from_each(ways_of(free), self.doors, threads=1)
        return np.array([one.length[free] for one in reached]) * SIGHT_M


def _middle(area: BaseGeometry) -> shapely.LineString:
    """The middle line of a straight walk."""
    west, south, east, north = area.bounds
    if east - west > north - south:
        ends = ((west, (south + north) / 2), (east, (south + north) / 2))
    else:
        ends = (((west + east) / 2, south), ((west + east) / 2, north))
    return shapely.LineString(ends)
