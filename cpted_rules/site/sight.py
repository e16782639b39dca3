"""Sight on a site: what blocks it, who may be looking, and what they see."""

from functools import cache, cached_property

from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.scene.eyes import Eyes, ground_eyes, guard_eyes, opening_eyes, together
from cpted_rules.analysis.scene.grid import Grid
from cpted_rules.analysis.scene.obstacles import outdoor_obstacles, storey_obstacles
from cpted_rules.analysis.scene.pieces import Ints, Scene, scene_of
from cpted_rules.analysis.shadows import casters_of, raster_of, seen
from cpted_rules.analysis.sight.visibility import LEAST_SHARE, Sight, Spot, census, sight
from cpted_rules.plan import Serves
from cpted_rules.site.drawn import Drawn


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
        return opening_eyes(
            self.plan, self.settings, self.drawn.dwelling_windows, self.drawn.masses
        )

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
            ground_eyes(area, id, step_m=2 * self.settings.grid_m, z_m=self.settings.eye_height_m)
            for id, area in areas
            if not area.is_empty
        )

    def _watchers(self) -> Eyes:
        """Everybody who may see what goes on outdoors: homes, shops, entrances, guard, street."""
        shops = self.drawn.openings(Serves.SHOP)
        return together(
            (
                self.street_eyes,
                guard_eyes(self.plan, self.settings, self.drawn.masses),
                opening_eyes(
                    self.plan, self.settings, (*self.drawn.entrances, *shops), self.drawn.masses
                ),
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
    ) -> tuple[Ints, Ints]:
        """How many eyes see each cell at a height, and the first that does (-1: none)."""
        stage = self.scene(storey) if scene is None else scene
        if not grid.on_lattice:
            return census(stage, eyes, grid.at(z_m), within_m=within_m, enough=len(eyes))
        found = seen(
            self.casters(stage),
            eyes.at,
            raster_of(grid, z_m),
            within_m=within_m,
            least_share=LEAST_SHARE,
            whose=True,
        )
        return found.counts[grid.column, grid.row], found.first[grid.column, grid.row]

    def line(self, eye: Spot, target: Spot, *, storey: int = 0) -> Sight:
        """The line from an eye to a target, with what blocks it."""
        return sight(self.scene(storey), eye, target)
