"""Light on a site: which lamps stand where, what they give, and what is lacking to say so."""

from functools import cache

import numpy as np
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.light.illuminance import (
    Lamp,
    horizontal_illuminance,
    lamp_heights_lacking,
    lamps_lacking,
    lamps_of,
    luminaires_of,
)
from cpted_rules.analysis.scene.grid import Grid, grid_of
from cpted_rules.analysis.scene.pieces import Floats
from cpted_rules.plan import Luminaire
from cpted_rules.site.drawn import Drawn
from cpted_rules.site.sight import SiteSight
from cpted_rules.text import Text


class SiteLight:
    """What the lamps of a site give, with what is drawn in the way."""

    def __init__(self, drawn: Drawn, sight: SiteSight) -> None:
        self.drawn = drawn
        self.sight = sight
        self.plan = drawn.plan
        self.settings = drawn.settings
        self.photometry = drawn.photometry
        self.lamps = cache(self._lamps)
        self.floor = cache(self._floor)

    def luminaires(self, storey: int) -> tuple[Luminaire, ...]:
        """The lamps drawn for lighting a storey (0: outdoors, with those under buildings)."""
        return luminaires_of(self.plan, storey, closed=self.drawn.masses(1))

    def _lamps(self, storey: int) -> tuple[Lamp, ...]:
        """The lamps of a storey (0: outdoors) that have photometry."""
        return lamps_of(self.plan, self.settings, self.luminaires(storey), self.photometry)

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

    def illuminance(self, points: Floats, storey: int) -> Floats | None:
        """Horizontal illuminance by the lamps of a storey; None when none has photometry. [lx]

        Args:
            points: shape (M, 3). [m]
        """
        lamps = self.lamps(storey)
        if not lamps:
            return None
        return horizontal_illuminance(self.sight.scene(storey), lamps, points)

    def _floor(
        self, area: BaseGeometry, storey: int, wall_strip_m: float
    ) -> tuple[Grid, Floats] | Text:
        """Horizontal illuminance on a floor, walls and a strip along them left out. [lx]

        Returns:
            the cells and their illuminance, or what is lacking to compute it.
        """
        floor = self.drawn.clear_floor(area, storey, wall_strip_m)
        stage = self.drawn.closed_in(storey)
        lamps = self.luminaires(stage)
        lacking = lamps_lacking(lamps, self.photometry, floor) or lamp_heights_lacking(lamps, floor)
        if lacking is not None:
            return lacking
        if floor.area == 0:
            return Text(ko="벽에서 떨어진 바닥", en="floor away from walls")
        grid = grid_of(floor, self.settings.indoor_grid_m)
        e_lx = self.illuminance(grid.at(self.drawn.elevation_m(storey)), stage)
        return grid, np.zeros(len(grid.points)) if e_lx is None else e_lx
