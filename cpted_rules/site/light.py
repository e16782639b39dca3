"""Light on a site: which lamps stand where, what they give, and what is lacking to say so."""

from collections.abc import Collection, Sequence
from math import ceil, floor

import numpy as np
import shapely
from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.light.faces import Faces, faces
from cpted_rules.analysis.light.field import (
    LampLight,
    Light,
    lamp_lights,
    on_grid,
)
from cpted_rules.analysis.light.illuminance import (
    by_lamp,
    horizontal,
    horizontal_illuminance,
)
from cpted_rules.analysis.light.lamp_out import LampOut, at_cells, lamps_out
from cpted_rules.analysis.light.lamps import (
    Lamp,
    lamp_heights_lacking,
    lamps_lacking,
    lamps_of,
    luminaires_of,
)
from cpted_rules.analysis.light.level import Level, level_of
from cpted_rules.analysis.light.points import span_m, way_points
from cpted_rules.analysis.light.relit import Relit
from cpted_rules.analysis.light.trespass import Trespass, trespass
from cpted_rules.analysis.scene.eyes import eyes_at
from cpted_rules.analysis.scene.grid import Grid, grid_of
from cpted_rules.analysis.scene.pieces import Floats
from cpted_rules.analysis.shadows import Casters, Raster, raster_of
from cpted_rules.plan import Luminaire, LuminaireKind
from cpted_rules.site.drawn import Drawn
from cpted_rules.site.kept import cache, cached_property
from cpted_rules.site.sight import SiteSight
from cpted_rules.text import Text

AROUND_M = 10.0
"""So far around the site light is computed in one go with it; further out by itself. [X]"""

MOST_CELLS = 4_000_000
"""A raster with more cells than this is not computed in one go. [X]"""

EVERY_KIND = tuple(LuminaireKind)

BESIDE_M = 5.0
"""A lamp this near to a way, behind its edge, lights it and counts for its spans. [X]"""


class SiteLight:
    """What the lamps of a site give, with what is drawn in the way."""

    def __init__(self, drawn: Drawn, sight: SiteSight) -> None:
        self.drawn = drawn
        self.sight = sight
        self.plan = drawn.plan
        self.settings = drawn.settings
        self.photometry = drawn.photometry
        self.luminaires = cache(self._luminaires)
        self.lamps = cache(self._lamps)
        self.floor = cache(self._floor)
        self.outdoors = cache(self._outdoors)
        self.field = cache(self._field)
        self.lamp_lights = cache(self._lamp_lights)
        self._bounds = cache(self._bounds_of)

    def _luminaires(self, storey: int) -> tuple[Luminaire, ...]:
        """The lamps drawn for lighting a storey (0: outdoors, with those under buildings)."""
        return luminaires_of(self.plan, storey, closed=self.drawn.masses(1))

    def _lamps(self, storey: int) -> tuple[Lamp, ...]:
        """The lamps of a storey (0: outdoors) that have photometry."""
        return lamps_of(
            self.plan,
            self.settings,
            self.luminaires(storey),
            self.photometry,
            ground=self.drawn.terrain,
        )

    def casters(self, storey: int) -> Casters:
        """What stands in the light of a storey (0: outdoors)."""
        return self.sight.casters(self.sight.scene(storey))

    # What is lacking

    def lacking(self, storey: int, near: BaseGeometry) -> Text | None:
        """What keeps the light at a place from being computed: no lamp, or no photometry of one."""
        return lamps_lacking(self.luminaires(storey), self.photometry, near)

    def heights_lacking(self, storey: int, near: BaseGeometry) -> Text | None:
        """Which lamps near a place are drawn without a mounting height, in words."""
        return lamp_heights_lacking(self.luminaires(storey), near)

    def heights_assumed(self, storey: int, near: BaseGeometry) -> Text | None:
        """The remark that light near a place stands on assumed mounting heights, if it does."""
        lacking = self.heights_lacking(storey, near)
        words = Text(ko="가정: {what} 미표기", en="assumed, as not drawn: {what}")
        return words.fill(what=lacking) if lacking else None

    # Illuminance on the ground and on floors

    def illuminance(self, points: Floats, storey: int) -> Floats | None:
        """Horizontal illuminance by the lamps of a storey; None when none has photometry. [lx]

        Args:
            points: shape (M, 3). [m]
        """
        lamps = self.lamps(storey)
        if not lamps:
            return None
        return horizontal_illuminance(self.sight.scene(storey), lamps, points)

    def on(self, grid: Grid, storey: int, *, z_m: float = 0.0) -> Floats | None:
        """Horizontal illuminance at the cells of a grid; None when no lamp has photometry. [lx]

        Args:
            storey: whose lamps and walls count (0: outdoors).
            z_m: height of the grid above ground.

        Returns:
            shape (M,).
        """
        if not self.lamps(storey):
            return None
        if not self.drawn.is_plane(grid, storey):
            return self.illuminance(self.drawn.standing(grid.points, z_m, storey), storey)
        own, wide = raster_of(grid, z_m), self._wide(storey, grid.step_m, z_m)
        column = round((own.x_m - wide.x_m) / wide.step_m)
        row = round((own.y_m - wide.y_m) / wide.step_m)
        around = (
            min(column, row) >= 0
            and column + own.columns <= wide.columns
            and row + own.rows <= wide.rows
        )
        if not around or wide.columns * wide.rows > MOST_CELLS:
            return on_grid(self.field(storey, own).horizontal_lx, grid)
        e_lx = self.field(storey, wide).horizontal_lx
        return np.asarray(e_lx[grid.column + column, grid.row + row])

    @cached_property
    def relit(self) -> Relit:
        """Where light starts from; it stands on nothing drawn, so a changed site takes it over."""
        return Relit()

    def _field(self, storey: int, raster: Raster, ahead_deg: float | None = None) -> Light:
        """The light of a storey (0: outdoors) on a raster; see `light_on`."""
        casters, lamps = self.casters(storey), self.lamps(storey)
        return self.relit.light_on(casters, lamps, raster, ahead_deg=ahead_deg)

    def _lamp_lights(
        self, storey: int, raster: Raster, ahead_deg: float | None = None
    ) -> tuple[LampLight, ...]:
        """What each lamp of a storey (0: outdoors) gives to a raster."""
        return lamp_lights(self.casters(storey), self.lamps(storey), raster, ahead_deg=ahead_deg)

    def _wide(self, storey: int, step_m: float, z_m: float) -> Raster:
        """The raster of all that is drawn on a storey; outdoors of the site, and a strip around."""
        west, south, east, north = self._bounds(storey)
        first, under = floor(west / step_m), floor(south / step_m)
        columns, rows = ceil(east / step_m) - first, ceil(north / step_m) - under
        return Raster(
            x_m=(first + 0.5) * step_m,
            y_m=(under + 0.5) * step_m,
            z_m=z_m,
            step_m=step_m,
            columns=columns,
            rows=rows,
        )

    def level(self, area: BaseGeometry, storey: int) -> Level | None:
        """The level of an area of a storey (0: outdoors); None when no lamp has photometry."""
        grid = self.drawn.grid(area, storey)
        e_lx = self.on(grid, storey, z_m=self.drawn.elevation_m(storey))
        return None if e_lx is None else level_of(e_lx)

    def _bounds_of(self, storey: int) -> tuple[float, float, float, float]:
        plan = self.plan
        if storey == 0:
            groups: tuple[Sequence[BaseGeometry], ...] = (
                [b.area for b in plan.boundaries],
                [b.area for b in plan.buildings if not b.neighbour],
            )
        else:
            groups = (
                [w.area for w in plan.walls if w.storey == storey],
                [b.area for b in plan.bays if b.storey == storey],
                [z.area for z in plan.zones if z.storey == storey],
            )
        areas = [area for group in groups for area in group]
        bounds = shapely.total_bounds(areas) if areas else np.zeros(4)
        west, south, east, north = bounds.tolist()
        margin = AROUND_M if storey == 0 else 0.0
        return west - margin, south - margin, east + margin, north + margin

    def _floor(
        self, area: BaseGeometry, storey: int, wall_strip_m: float
    ) -> tuple[Grid, Floats] | Text:
        """Horizontal illuminance on a floor, walls and a strip along them left out. [lx]

        Returns:
            the cells and their illuminance, or what is lacking to compute it.
        """
        floor_area = self.drawn.clear_floor(area, storey, wall_strip_m)
        stage = self.drawn.closed_in(storey)
        lamps = self.luminaires(stage)
        lacking = lamps_lacking(lamps, self.photometry, floor_area) or lamp_heights_lacking(
            lamps, floor_area
        )
        if lacking is not None:
            return lacking
        if floor_area.area == 0:
            return Text(ko="벽에서 떨어진 바닥", en="floor away from walls")
        grid = grid_of(floor_area, self.settings.indoor_grid_m)
        e_lx = self.on(grid, stage, z_m=self.drawn.elevation_m(storey))
        return grid, np.zeros(len(grid.points)) if e_lx is None else e_lx

    def _outdoors(self, area: BaseGeometry) -> tuple[Grid, Floats] | Text:
        """Horizontal illuminance on open ground. [lx]

        Returns:
            the cells and their illuminance, or what is lacking to compute it.
        """
        lacking = self.lacking(0, area) or self.heights_lacking(0, area)
        if lacking is not None:
            return lacking
        grid = self.drawn.grid(area)
        e_lx = self.on(grid, 0)
        return grid, np.zeros(len(grid.points)) if e_lx is None else e_lx

    # Faces, windows, failures

    def faces(self, middle: LineString, *, width_m: float) -> Faces | None:
        """Light on the faces of people along an outdoor way; None when no lamp has photometry.

        Args:
            middle: the middle line of the way.
        """
        lamps = self.lamps(0)
        if not lamps:
            return None
        stand = [Point(lamp.x_m, lamp.y_m) for lamp in lamps]
        span = span_m(middle, stand, beside_m=width_m / 2 + BESIDE_M)
        way = way_points(middle, width_m=width_m, span_m=span)
        return faces(self.sight.scene(0), lamps, way, ground=self.drawn.terrain)

    def trespass(self, kinds: Collection[LuminaireKind] = EVERY_KIND) -> tuple[Trespass, ...]:
        """The light of outdoor lamps of some kinds on dwelling windows, brightest first."""
        ids, rows = [], []
        for window in self.drawn.dwelling_windows:
            at, facing = self.drawn.before(window), self.drawn.facing(window)
            if at is not None and facing is not None:
                sill, head = self.drawn.heights_m(window)
                z = self.drawn.floor_m(window) + (sill + head) / 2
                ids.append(window.id)
                rows.append((at.x, at.y, z, *facing))
        asked = {lamp.id for lamp in self.luminaires(0) if lamp.kind in kinds}
        lamps = [lamp for lamp in self.lamps(0) if lamp.id in asked]
        return trespass(self.sight.scene(0), lamps, eyes_at(ids, rows))

    def lamps_out(self, grid: Grid, storey: int, *, z_m: float = 0.0) -> tuple[LampOut, ...]:
        """What is left at the cells of a grid for each lamp that fails, worst first."""
        if not self.drawn.is_plane(grid, storey):
            points = self.drawn.standing(grid.points, z_m, storey)
            scene = self.sight.scene(storey)
            return lamps_out(by_lamp(scene, self.lamps(storey), points, horizontal))
        lights = self.lamp_lights(storey, raster_of(grid, z_m))
        chosen = np.zeros((grid.columns, grid.rows), dtype=np.bool_)
        chosen[grid.column, grid.row] = True
        return lamps_out(at_cells(lights, chosen))
