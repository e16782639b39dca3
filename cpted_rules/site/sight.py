"""Sight on a site: what blocks it, who may be looking, and what they see."""

from collections.abc import Iterable

import numpy as np
from shapely import LineString
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.isovist import Level, level_of
from cpted_rules.analysis.lines import LEAST_SHARE
from cpted_rules.analysis.scene.eyes import Eyes, ground_eyes, guard_eyes, opening_eyes, together
from cpted_rules.analysis.scene.grid import Grid
from cpted_rules.analysis.scene.obstacles import outdoor_obstacles, storey_obstacles
from cpted_rules.analysis.scene.pieces import Floats, Ints, Obstacle, Scene, scene_of
from cpted_rules.analysis.scene.terrain import Ground
from cpted_rules.analysis.shadows import casters_of, raster_of, seen
from cpted_rules.analysis.sight.ahead import (
    FACE_M,
    Forward,
    forward,
    prospects,
    prospects_over,
)
from cpted_rules.analysis.sight.along import Way, way_of
from cpted_rules.analysis.sight.blind import BlindSpot, blind_spots, free_ground
from cpted_rules.analysis.sight.concealment import (
    Concealment,
    Surprise,
    beside,
    concealments,
    surprise,
)
from cpted_rules.analysis.sight.entrances import DoorView, Face, PlayView, door_view, play_view
from cpted_rules.analysis.sight.niches import Niche, niches
from cpted_rules.analysis.sight.presence import default_presence
from cpted_rules.analysis.sight.section import Section, section
from cpted_rules.analysis.sight.surveillance import (
    Kind,
    Surveillance,
    Watchers,
    surveillance,
    watchers_of,
)
from cpted_rules.analysis.sight.visibility import Sight, Spot, census, sight
from cpted_rules.plan import Opening, OpeningKind, Serves, Zone, ZoneKind
from cpted_rules.site.drawn import Drawn
from cpted_rules.site.kept import cache, cached_property

SEATED_EYE_M = 1.2
"""Eye of somebody who sits by a playground. [X]"""


class SiteSight:
    """Who sees what, with what is drawn in the way."""

    def __init__(self, drawn: Drawn) -> None:
        self.drawn = drawn
        self.plan = drawn.plan
        self.settings = drawn.settings
        self.scene = cache(self._scene)
        self.casters = cache(casters_of)
        self.watchers = cache(self._watchers)

    def _scene(self, storey: int) -> Scene:
        """What blocks sight: outdoors (storey 0), or inside a storey."""
        if storey == 0:
            return scene_of(self._outdoors)
        drawn = self.drawn
        return scene_of(
            storey_obstacles(
                self.plan,
                self.settings,
                storey,
                season=drawn.season,
                mature=drawn.mature,
                ground=drawn.terrain,
            )
        )

    @cached_property
    def _outdoors(self) -> tuple[Obstacle, ...]:
        drawn = self.drawn
        return outdoor_obstacles(
            self.plan,
            self.settings,
            season=drawn.season,
            mature=drawn.mature,
            ground=drawn.terrain,
        )

    @cached_property
    def bare_scene(self) -> Scene:
        """Outdoors without any planting."""
        return scene_of(o for o in self._outdoors if not o.plant)

    @cached_property
    def dwelling_eyes(self) -> Eyes:
        """Occupants at the windows of dwellings."""
        return self._at(self.drawn.dwelling_windows)

    def _at(self, openings: Iterable[Opening]) -> Eyes:
        """Eyes at some openings."""
        return opening_eyes(
            self.plan, self.settings, openings, self.drawn.masses, ground=self.terrain
        )

    @cached_property
    def guard_eyes(self) -> Eyes:
        """The guard in the post."""
        return guard_eyes(self.plan, self.settings, self.drawn.masses, ground=self.terrain)

    @property
    def terrain(self) -> Ground:
        """The ground that all of it stands on."""
        return self.drawn.terrain

    @cached_property
    def street_eyes(self) -> Eyes:
        """People on public roads, as far out as they may see into the site."""
        reach = (
            self.drawn.ground.buffer(self.settings.sight_limit_m) if self.plan.boundaries else None
        )
        areas: list[tuple[str, BaseGeometry]] = [
            (r.id, r.area.intersection(reach) if reach else r.area)
            for r in self.plan.roads
            if r.public
        ]
        return together(
            ground_eyes(
                area,
                id,
                step_m=2 * self.settings.grid_m,
                z_m=self.settings.eye_height_m,
                ground=self.terrain,
            )
            for id, area in areas
            if not area.is_empty
        )

    def _watchers(self) -> Eyes:
        """Everybody who may see what goes on outdoors: homes, shops, entrances, guard, street."""
        shops = self.drawn.openings(Serves.SHOP)
        return together(
            (
                self.street_eyes,
                self.guard_eyes,
                self._at((*self.drawn.entrances, *shops)),
                self.dwelling_eyes,
            )
        )

    def census(
        self,
        eyes: Eyes,
        grid: Grid,
        z_m: float,
        *,
        within_m: float,
        storey: int = 0,
        scene: Scene | None = None,
        enough: int | None = None,
        standing: Floats | None = None,
    ) -> tuple[Ints, Ints]:
        """How many eyes see each cell at a height, and the first that does (-1: none).

        Args:
            z_m: above the ground outdoors and on storey 1, else above z = 0.
            enough: a cell that so many see need not be counted further; None: all are counted.
            standing: the cells at that height, for whoever asks of the same cells again and again.
        """
        stage = self.scene(storey) if scene is None else scene
        if not self.drawn.is_plane(grid, storey):
            targets = (
                self.drawn.standing(grid.points, z_m, storey) if standing is None else standing
            )
            most = len(eyes) if enough is None else enough
            return census(stage, eyes, targets, within_m=within_m, enough=most)
        found = seen(
            self.casters(stage),
            eyes.at,
            raster_of(grid, z_m),
            within_m=within_m,
            least_share=LEAST_SHARE,
            whose=True,
        )
        return found.counts[grid.column, grid.row], found.first[grid.column, grid.row]

    # What is asked of ways, doors and playgrounds

    @cached_property
    def watchers_by_kind(self) -> Watchers:
        """Everybody who may see what goes on outdoors, with what they are and what for they look.

        Windows of stairs and other common rooms are watchers too.
        """
        common = self.drawn.openings(Serves.STAIR, Serves.COMMON, kind=OpeningKind.WINDOW)
        shops = self.drawn.openings(Serves.SHOP)
        return watchers_of(
            (
                (Kind.WINDOW, self.dwelling_eyes),
                (Kind.COMMON, self._at(common)),
                (Kind.SHOP, self._at(shops)),
                (Kind.ENTRANCE, self._at(self.drawn.entrances)),
                (Kind.ROAD, self.street_eyes),
                (Kind.GUARD, self.guard_eyes),
            ),
            {opening.id: opening.room_use for opening in self.plan.openings},
            default_presence(),
        )

    def surveillance(self, line: LineString) -> Surveillance:
        """Who sees somebody who walks a line outdoors, step by step and hour by hour."""
        way = way_of(line)
        return surveillance(
            self.scene(0),
            self.watchers_by_kind,
            way,
            default_presence(),
            person_height_m=self.settings.person_height_m,
            ground_m=self.terrain.height_m(way.at),
            dependable_m=self.settings.sight_limit_m,
        )

    def _upright(self, way: Way, height_m: float) -> Floats:
        """The steps of a way at a height above the ground, shape (M, 3). [m]"""
        return self.terrain.stand(way.at, height_m)

    def face(self, door: Opening) -> Face | None:
        """The outer face of a door; None where it cannot be told which way it faces."""
        front, facing = self.drawn.before(door), self.drawn.facing(door)
        if front is None or facing is None:
            return None
        middle = door.line.interpolate(0.5, normalized=True)
        floor = self.drawn.floor_m(door)
        return Face(
            line=translate(door.line, front.x - middle.x, front.y - middle.y),
            facing=facing,
            low_m=floor,
            high_m=floor + self.drawn.heights_m(door)[1],
        )

    def door_view(
        self, door: Opening, ways: Iterable[LineString], *, within_m: float
    ) -> DoorView | None:
        """From where along some ways a door is seen, and by which windows; None: facing unknown."""
        face = self.face(door)
        if face is None:
            return None
        feet = [self._upright(way_of(line), self.settings.eye_height_m) for line in ways]
        samples = np.concatenate([np.zeros((0, 3)), *feet])
        return door_view(self.scene(0), face, samples, self.dwelling_eyes, within_m=within_m)

    def play_view(self, playground: Zone, *, within_m: float) -> PlayView:
        """Which windows look onto a playground, and what of it is seen from rest areas."""
        rests = [zone for zone in self.drawn.zones(ZoneKind.REST) if zone.storey in (0, 1)]
        seats = [
            ground_eyes(
                r.area,
                r.id,
                step_m=2 * self.settings.grid_m,
                z_m=SEATED_EYE_M,
                ground=self.terrain,
            )
            for r in rests
        ]
        grid = self.drawn.grid(playground.area)
        return play_view(
            self.scene(0),
            grid,
            self.dwelling_eyes,
            together(seats) if seats else None,
            child_height_m=self.settings.child_height_m,
            within_m=within_m,
            ground_m=self.terrain.height_m(grid.points),
        )

    def forward(self, line: LineString) -> Forward:
        """How far the way is seen ahead along a line, walked from its beginning."""
        way = way_of(line)
        return forward(self.scene(0), way, ground_m=self.terrain.height_m(way.at))

    @cached_property
    def face_level(self) -> Level:
        """What stands in the way of level sight at the height of a face, where ground is level."""
        return level_of(self.scene(0), FACE_M, least_share=LEAST_SHARE)

    def prospects(self, line: LineString) -> Floats:
        """Share of the ground ahead that is in view at each step of a line walked. [share]

        By the exact outline of level sight; where the ground is not level, by looks at faces.
        """
        if self.terrain.is_level:
            return prospects(self.face_level, way_of(line))
        return prospects_over(self.scene(0), way_of(line), self.terrain)

    def surprise(self, line: LineString) -> Surprise:
        """How late one who walks a line sees somebody who stands beside it."""
        settings, scene = self.settings, self.scene(0)
        grid = beside(
            scene,
            line,
            step_m=settings.indoor_grid_m,
            person_height_m=settings.person_height_m,
            closed=self.drawn.masses(1),
        )
        return surprise(
            scene,
            way_of(line),
            grid,
            person_height_m=settings.person_height_m,
            eye_height_m=settings.eye_height_m,
            ground=self.terrain,
        )

    def concealments(self, line: LineString) -> tuple[Concealment, ...]:
        """Places beside a line where somebody stays unseen until one who walks it is close by."""
        return concealments(self.scene(0), self.surprise(line))

    def niches(self, line: LineString) -> tuple[Niche, ...]:
        """Places beside a line that lie back between two shoulders, closed all round but for it."""
        settings = self.settings
        return niches(
            self.scene(0),
            line,
            person_height_m=settings.person_height_m,
            eye_height_m=settings.eye_height_m,
            ground=self.terrain,
        )

    def blind_spots(
        self,
        area: BaseGeometry,
        *,
        within_m: float,
        least_area_m2: float = 0.0,
        least_width_m: float = 0.0,
        least_depth_m: float = 0.0,
    ) -> tuple[BlindSpot, ...]:
        """Places on the free ground of an area where nobody sees a person; rooms are left out."""
        scene, height = self.scene(0), self.settings.person_height_m
        outdoors = area.difference(self.drawn.masses(1))
        free = free_ground(scene, outdoors, person_height_m=height)
        if free.area == 0:
            return ()
        grid = self.drawn.grid(free)
        counts, _ = self.census(self.watchers(), grid, height / 2, within_m=within_m)
        return blind_spots(
            grid,
            counts == 0,
            scene,
            least_area_m2=least_area_m2,
            least_width_m=least_width_m,
            least_depth_m=least_depth_m,
        )

    def section(self, eye: Spot, foot: Spot, *, storey: int = 0) -> Section:
        """A look at a person cut upright: what stands in it, and what of the person it hides."""
        height = self.settings.person_height_m
        return section(self.scene(storey), eye, foot, height_m=height)

    def line(self, eye: Spot, target: Spot, *, storey: int = 0) -> Sight:
        """The line from an eye to a target, with what blocks it."""
        return sight(self.scene(storey), eye, target)
