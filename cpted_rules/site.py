"""A site: its plan, facts and assumptions, and the analyses rules share, each computed once."""

from collections.abc import Iterable, Mapping
from functools import cache, cached_property

import numpy as np
from shapely import Point, unary_union
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.cameras.coverage import View, densities, views_of
from cpted_rules.analysis.light.illuminance import (
    Lamp,
    horizontal_illuminance,
    lamp_heights_lacking,
    lamps_lacking,
    lamps_of,
    luminaires_of,
)
from cpted_rules.analysis.scene.eyes import (
    Eyes,
    before,
    facing,
    ground_before,
    ground_eyes,
    guard_eyes,
    is_dwelling_window,
    opening_eyes,
    together,
)
from cpted_rules.analysis.scene.grid import Grid, grid_of
from cpted_rules.analysis.scene.obstacles import (
    assumptions,
    ceiling_m,
    closed_at,
    elevation_m,
    heights_m,
    outdoor_obstacles,
    storey_obstacles,
)
from cpted_rules.analysis.scene.pieces import Floats, Ints, Scene, scene_of
from cpted_rules.analysis.sight.visibility import Sight, Spot, census, sight
from cpted_rules.facts import SiteFacts
from cpted_rules.note import Note
from cpted_rules.photometry import Photometry
from cpted_rules.plan import (
    Luminaire,
    Opening,
    OpeningKind,
    ParkingBay,
    Serves,
    SheetKind,
    SitePlan,
    Zone,
    ZoneKind,
)
from cpted_rules.settings import Settings
from cpted_rules.text import Text


class Site:
    """What rules measure.

    Args:
        photometry: candela tables by the name that `Luminaire.photometry` uses.
    """

    def __init__(
        self,
        plan: SitePlan,
        facts: SiteFacts,
        *,
        settings: Settings | None = None,
        photometry: Mapping[str, Photometry] | None = None,
    ) -> None:
        self.plan = plan
        self.facts = facts
        self.settings = settings or Settings()
        self.photometry = dict(photometry or {})
        self.masses = cache(self._masses)
        self.scene = cache(self._scene)
        self.watchers = cache(self._watchers)
        self.lamps = cache(self._lamps)
        self.floor_light = cache(self._floor_light)

    # Assumptions and heights

    @cached_property
    def assumptions(self) -> tuple[Note, ...]:
        """What the analyses assume because it is not drawn: one note for each attribute."""
        return assumptions(self.plan, self.settings)

    def elevation_m(self, storey: int) -> float:
        """Floor of a storey above local ground. [m]"""
        return elevation_m(self.plan, self.settings, storey)

    def ceiling_m(self, storey: int) -> float:
        """Height of a storey, floor to floor. [m]"""
        return ceiling_m(self.plan, self.settings, storey)

    def heights_m(self, opening: Opening) -> tuple[float, float]:
        """Sill and head of an opening above its floor, as drawn or assumed. [m]"""
        return heights_m(self.settings, opening)

    # What is drawn, by what it is

    def zones(self, *kinds: ZoneKind, storey: int | None = None) -> tuple[Zone, ...]:
        """Zones of some kinds, on one storey or on all."""
        return tuple(z for z in self.plan.zones if z.kind in kinds and storey in (None, z.storey))

    def openings(
        self, *serves: Serves, kind: OpeningKind | None = None, storey: int | None = None
    ) -> tuple[Opening, ...]:
        """Openings that serve one of some things, of one kind or any."""
        return tuple(
            o
            for o in self.plan.openings
            if o.serves in serves and kind in (None, o.kind) and storey in (None, o.storey)
        )

    @cached_property
    def entrances(self) -> tuple[Opening, ...]:
        """Building entrances at ground level."""
        return tuple(o for o in self.openings(Serves.BUILDING_ENTRANCE) if o.storey in (0, 1))

    @cached_property
    def dwelling_windows(self) -> tuple[Opening, ...]:
        """Windows of dwellings that somebody may look out of."""
        return tuple(o for o in self.plan.openings if is_dwelling_window(o))

    @cached_property
    def ground(self) -> BaseGeometry:
        """The site within its boundary; empty where no boundary is drawn."""
        return unary_union([b.area for b in self.plan.boundaries])

    @cached_property
    def parking_storeys(self) -> tuple[int, ...]:
        """Storeys with parking bays, from the lowest up."""
        return tuple(sorted({bay.storey for bay in self.plan.bays}))

    def bays(self, storey: int) -> tuple[ParkingBay, ...]:
        """The parking bays of a storey."""
        return tuple(bay for bay in self.plan.bays if bay.storey == storey)

    def closed_in(self, storey: int) -> int:
        """The storey whose scene holds for a car park: under pilotis (storey 1) it is outdoors."""
        if storey != 1:
            return storey
        solid = unary_union([b.area for b in self.plan.buildings if b.base_m <= 0])
        return int(any(bay.area.centroid.within(solid) for bay in self.bays(1)))

    def shows(self, kind: SheetKind, storey: int) -> bool:
        """Whether a sheet of this kind shows this storey."""
        return any(s.kind is kind and storey in s.storeys for s in self.plan.sheets)

    def _masses(self, storey: int) -> BaseGeometry:
        """What is closed at the height of a storey: building masses, and rooms drawn there."""
        return closed_at(self.plan, self.settings, storey)

    def facing(self, opening: Opening) -> tuple[float, float] | None:
        """The unit direction an opening faces outwards; None if it cannot be told."""
        return facing(opening, self.masses(opening.storey))

    def before(self, opening: Opening) -> Point | None:
        """The point just outside an opening; None if it cannot be told."""
        return before(opening, self.masses(opening.storey))

    def ground_before(self, opening: Opening, from_m: float, to_m: float) -> BaseGeometry:
        """Open ground from one distance to another of a door, on the side it faces."""
        return ground_before(opening, self.masses(1), from_m=from_m, to_m=to_m)

    # Sight

    def _scene(self, storey: int) -> Scene:
        """What blocks sight: outdoors (storey 0), or inside a storey."""
        if storey == 0:
            return scene_of(outdoor_obstacles(self.plan, self.settings))
        return scene_of(storey_obstacles(self.plan, self.settings, storey))

    @cached_property
    def bare_scene(self) -> Scene:
        """Outdoors without any planting."""
        obstacles = outdoor_obstacles(self.plan, self.settings)
        return scene_of(o for o in obstacles if not o.plant)

    @cached_property
    def dwelling_eyes(self) -> Eyes:
        """Occupants at the windows of dwellings."""
        return opening_eyes(self.plan, self.settings, self.dwelling_windows, self.masses)

    @cached_property
    def street_eyes(self) -> Eyes:
        """People on public roads, as far out as they may see into the site."""
        reach = self.ground.buffer(self.settings.sight_limit_m) if self.plan.boundaries else None
        areas: list[tuple[str, BaseGeometry]] = [
            (r.id, r.area.intersection(reach) if reach else r.area)
            for r in self.plan.roads
            if r.public
        ]
        return together(
            ground_eyes(area, id, step_m=2 * self.settings.grid_m, z_m=self.settings.eye_height_m)
            for id, area in areas
            if not area.is_empty
        )

    def _watchers(self) -> Eyes:
        """Everybody who may see what goes on outdoors: homes, shops, entrances, guard, street."""
        shops = self.openings(Serves.SHOP)
        return together(
            (
                self.street_eyes,
                guard_eyes(self.plan, self.settings, self.masses),
                opening_eyes(self.plan, self.settings, (*self.entrances, *shops), self.masses),
                self.dwelling_eyes,
            )
        )

    def grid(self, area: BaseGeometry, storey: int = 0) -> Grid:
        """The cells of an area, at the step of the place."""
        settings = self.settings
        return grid_of(area, settings.grid_m if storey == 0 else settings.indoor_grid_m)

    def census(
        self,
        eyes: Eyes,
        targets: Floats,
        *,
        within_m: float,
        storey: int = 0,
        enough: int = 1,
        scene: Scene | None = None,
    ) -> tuple[Ints, Ints]:
        """How many eyes see each target, up to `enough`, and the first that does (-1: none)."""
        stage = self.scene(storey) if scene is None else scene
        return census(stage, eyes, targets, within_m=within_m, enough=enough)

    def sight(self, eye: Spot, target: Spot, *, storey: int = 0) -> Sight:
        """The line from an eye to a target, with what blocks it."""
        return sight(self.scene(storey), eye, target)

    # Light

    def luminaires(self, storey: int) -> tuple[Luminaire, ...]:
        """The lamps drawn for lighting a storey (0: outdoors, with those under buildings)."""
        return luminaires_of(self.plan, storey, closed=self.masses(1))

    def _lamps(self, storey: int) -> tuple[Lamp, ...]:
        """The lamps of a storey (0: outdoors) that have photometry."""
        return lamps_of(self.plan, self.settings, self.luminaires(storey), self.photometry)

    def lamps_lacking(self, storey: int, near: BaseGeometry) -> Text | None:
        """What keeps the light at a place from being computed: no lamp, or no photometry of one."""
        return lamps_lacking(self.luminaires(storey), self.photometry, near)

    def lamp_heights_lacking(self, storey: int, near: BaseGeometry) -> Text | None:
        """Which lamps near a place are drawn without a mounting height, in words."""
        return lamp_heights_lacking(self.luminaires(storey), near)

    def lamp_heights_assumed(self, storey: int, near: BaseGeometry) -> Text | None:
        """The remark that light near a place stands on assumed mounting heights, if it does."""
        lacking = self.lamp_heights_lacking(storey, near)
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
        return horizontal_illuminance(self.scene(storey), lamps, points)

    def parking_floor(self, storey: int) -> tuple[tuple[str, ...], BaseGeometry]:
        """Bays and lanes of a storey as one area, and the ids it goes by: its lanes, else a bay."""
        lanes, bays = self.zones(ZoneKind.PARKING_LANE, storey=storey), self.bays(storey)
        ids = tuple(lane.id for lane in lanes) or (bays[0].id,)
        return ids, unary_union([*(b.area for b in bays), *(z.area for z in lanes)])

    def clear_floor(self, area: BaseGeometry, storey: int, strip_m: float = 0.0) -> BaseGeometry:
        """An area of a storey without its walls and columns, and a strip along walls."""
        walls = [w for w in self.plan.walls if w.storey == storey]
        solid = unary_union([w.area for w in walls])
        strip = unary_union([w.area for w in walls if not w.column]).buffer(strip_m)
        return area.difference(strip).difference(solid)

    def _floor_light(
        self, area: BaseGeometry, storey: int, wall_strip_m: float
    ) -> tuple[Grid, Floats] | Text:
        """Horizontal illuminance on a floor, walls and a strip along them left out. [lx]

        Returns:
            the cells and their illuminance, or what is lacking to compute it.
        """
        floor = self.clear_floor(area, storey, wall_strip_m)
        stage = self.closed_in(storey)
        lamps = self.luminaires(stage)
        lacking = lamps_lacking(lamps, self.photometry, floor) or lamp_heights_lacking(lamps, floor)
        if lacking is not None:
            return lacking
        if floor.area == 0:
            return Text(ko="벽에서 떨어진 바닥", en="floor away from walls")
        grid = grid_of(floor, self.settings.indoor_grid_m)
        e_lx = self.illuminance(grid.at(self.elevation_m(storey)), stage)
        return grid, np.zeros(len(grid.points)) if e_lx is None else e_lx

    # Cameras

    def views(self, storey: int) -> tuple[View, ...]:
        """The cameras of a storey (0: outdoors), as drawn or assumed."""
        return views_of(self.plan, self.settings, storey)

    def coverage(self, points: Floats, storey: int, views: Iterable[View] | None = None) -> Floats:
        """Best pixel density of the cameras at points; NaN where none sees. [px/m]"""
        return densities(self.scene(storey), self.views(storey) if views is None else views, points)
