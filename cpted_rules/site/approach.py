"""Approaches on a site: how somebody walks up to its doors and windows the least observed."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import shapely
from shapely import Point, unary_union
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.approach.changes import Change, ChangeKind, Gain, ranked
from cpted_rules.analysis.approach.edits import seen_through, trimmed
from cpted_rules.analysis.approach.exposure import Exposure, Watchfulness
from cpted_rules.analysis.approach.ground import Cells, WalkGround, walk_ground
from cpted_rules.analysis.approach.routes import Approach, least_observed
from cpted_rules.analysis.climb.climber import Climber
from cpted_rules.analysis.climb.hold import HoldKind
from cpted_rules.analysis.climb.reach import Reach
from cpted_rules.analysis.scene.eyes import Eyes, ground_eyes
from cpted_rules.analysis.scene.pieces import Floats
from cpted_rules.analysis.sight.surveillance import Kind
from cpted_rules.plan import BarrierKind, OpeningKind, Serves, SitePlan
from cpted_rules.site.cameras import SiteCameras
from cpted_rules.site.climb import SiteClimb
from cpted_rules.site.drawn import Drawn
from cpted_rules.site.kept import cache, cached_property
from cpted_rules.site.light import SiteLight
from cpted_rules.site.sight import SiteSight
from cpted_rules.text import Text

STREET_M = 3.0
"""How far out onto the street the ground is taken, for routes to begin on. [X]"""
NEAR_M = 1.5
"""How far before an opening the cell may lie that a route to it ends in. [X]"""
WADE_M = 0.5
"""Shrubs higher than this are not walked through. [X]"""
CLEAR_TRUNK_M = 2.0
"""What a crown is raised to, so that one sees below it (international.md 1.9, [S])."""
OPEN_SHARE = 0.7
"""What a see-through fence lets through. [X]"""
RESOLVED_PX_PER_M = 62.5
"""Pixel density at which a camera shows what somebody does: observation (IEC 62676-4, 2014)."""


class SiteApproach:
    """The least-observed routes on a site. Security-sensitive: see `Approach`."""

    def __init__(
        self,
        drawn: Drawn,
        sight: SiteSight,
        light: SiteLight,
        cameras: SiteCameras,
        climb: SiteClimb,
    ) -> None:
        self.drawn = drawn
        self.plan = drawn.plan
        self.settings = drawn.settings
        self.sight = sight
        self.light = light
        self.cameras = cameras
        self.climb = climb
        self.routes = cache(self._routes)

    # The ground, and where routes begin and end on it

    @cached_property
    def area(self) -> BaseGeometry:
        """Ground of the site that one can walk on, with the edge of the street."""
        roads = self._street
        site = self.drawn.ground if self.plan.boundaries else self._around
        whole = unary_union([site, roads.intersection(site.buffer(STREET_M))])
        beds = [s.area for s in self.plan.shrubs if s.height_m is None or s.height_m > WADE_M]
        return whole.difference(self.drawn.masses(1)).difference(unary_union(beds))

    @cached_property
    def _around(self) -> BaseGeometry:
        drawn = [b.area for b in self.plan.buildings] + [w.area for w in self.plan.walks]
        return unary_union(drawn).envelope.buffer(STREET_M, join_style="mitre")

    @cached_property
    def _street(self) -> BaseGeometry:
        return unary_union([r.area for r in self.plan.roads if r.public])

    @cached_property
    def ground(self) -> WalkGround:
        """The cells of that ground; fences, hedges and walls part it, their gates do not."""
        gates = [
            o.line.buffer(self.settings.grid_m, cap_style="flat")
            for o in self.plan.openings
            if o.kind is OpeningKind.GATE and o.storey in (0, 1)
        ]
        gaps = unary_union(gates)
        fences = [b.line.difference(gaps) for b in self.plan.barriers]
        # walls thinner than a cell hold the middle of none: what crosses them is cut, too
        walls = [w.area for w in self.plan.walls if w.storey in (0, 1)]
        beside = [wall for wall in walls if wall.dwithin(self.area, self.settings.grid_m)]
        return walk_ground(self.drawn.grid(self.area), [*fences, *_parted(beside, gaps)])

    @cached_property
    def starts(self) -> Cells:
        """Cells of public ground: the street; without one, site entrances, else the boundary."""
        on_street = self.ground.cells_in(self._street)
        if len(on_street):
            return on_street
        entrances = [o.line for o in self.drawn.openings(Serves.SITE_ENTRANCE)]
        edge = unary_union(entrances) if entrances else self.area.envelope.boundary
        return self.ground.cells_in(edge.buffer(self.settings.grid_m))

    def cell_before(self, at: Point) -> int | None:
        """The cell a route to a spot ends in; None where no ground is near."""
        return self.ground.nearest(at.x, at.y, within_m=NEAR_M)

    def entrance_cells(self) -> dict[str, int]:
        """The cell before each building entrance at the ground, by its id."""
        spots = {o.id: self.drawn.before(o) for o in self.drawn.entrances}
        return self._cells({id: at for id, at in spots.items() if at is not None})

    def climbed_cells(self, climber: Climber, up_to_storey: int) -> dict[str, int]:
        """The cell at the foot of the climb to each opening that can be reached, by its id."""
        reaches = self.climb.reaches(climber, up_to_storey)
        spots = {r.target.id: _foot(r) for r in reaches if r.reachable}
        return self._cells({id: at for id, at in spots.items() if at is not None})

    def _cells(self, spots: dict[str, Point]) -> dict[str, int]:
        cells = {id: self.cell_before(at) for id, at in spots.items()}
        return {id: cell for id, cell in cells.items() if cell is not None}

    # Who observes it

    @cached_property
    def exposure(self) -> Exposure:
        """Who observes each cell, at the height of a person's face, and how it is lit."""
        return replace(self.by_day, lux=self._lux())

    @cached_property
    def by_day(self) -> Exposure:
        """Who observes each cell; how it is lit is not asked."""
        some = (np.minimum(self._seen(eyes, enough=1), 1.0) for eyes in self._ways)
        return Exposure(
            windows=self._seen(self._indoors),
            ways=sum(some, self._nothing),
            cameras=self._filmed(),
            lux=None,
        )

    @cached_property
    def _faces(self) -> Floats | None:
        """Where the faces are that are looked at; None where the cells are a raster at a height."""
        if self.drawn.is_plane(self.ground.grid, 0):
            return None
        return self.drawn.standing(self.ground.grid.points, self.settings.eye_height_m, 0)

    @property
    def _nothing(self) -> Floats:
        return np.zeros(len(self.ground.grid.points))

    @property
    def _indoors(self) -> Eyes:
        """Everybody at a window, in a shop or the guard post; nobody stays behind a door."""
        watchers = self.sight.watchers_by_kind
        others = (Kind.ROAD, Kind.ENTRANCE)
        chosen = [n for n, kind in enumerate(watchers.kind) if kind not in others]
        ids = watchers.eyes.ids
        return Eyes(ids=tuple(ids[n] for n in chosen), at=watchers.eyes.at[chosen])

    @property
    def _ways(self) -> tuple[Eyes, ...]:
        """People on the street, and on each walk of the site: one way, however many stand on it."""
        step, eye = 2 * self.settings.grid_m, self.settings.eye_height_m
        walks = (ground_eyes(w.area, w.id, step_m=step, z_m=eye) for w in self.plan.walks)
        return (self.sight.street_eyes, *walks)

    def _seen(self, eyes: Eyes, *, enough: int | None = None) -> Floats:
        """How many eyes see each cell; where so many do, perhaps more."""
        if not len(eyes):
            return self._nothing
        counts, _ = self.sight.census(
            eyes,
            self.ground.grid,
            self.settings.eye_height_m,
            within_m=self.settings.sight_limit_m,
            enough=enough,
            standing=self._faces,
        )
        return counts.astype(np.float64)

    def _filmed(self) -> Floats:
        """How many cameras resolve a person in each cell; one of unknown pixels does not count."""
        total = self._nothing
        for view in self.cameras.outdoors:
            found = self.cameras.densities(
                self.ground.grid,
                self.settings.eye_height_m,
                0,
                views=(view,),
                standing=self._faces,
            )
            total += np.nan_to_num(found) >= RESOLVED_PX_PER_M
        return total

    def _lux(self) -> Floats | None:
        """Illuminance on the ground; None where lamps lack what is needed to compute it."""
        if self.night_lacking is not None:
            return None
        return self.light.on(self.ground.grid, 0)

    @cached_property
    def night_lacking(self) -> Text | None:
        """What keeps the night from being told: photometry of a lamp, or any lamp at all."""
        return self.light.lacking(0, self.area)

    # What is asked

    def _routes(
        self, watch: Watchfulness, night: bool, climber: Climber | None, up_to_storey: int
    ) -> tuple[Approach, ...]:
        """The least-observed route to each entrance, and to what a climber reaches.

        Args:
            climber: None: entrances only.
            up_to_storey: of what is reached by climbing.
        """
        targets = self.entrance_cells()
        if climber is not None:
            targets |= self.climbed_cells(climber, up_to_storey)
        return least_observed(
            self.ground,
            self.exposure if night else self.by_day,
            starts=self.starts,
            targets=targets,
            watch=watch,
            night=night,
        )

    def change(self, id: str, kind: ChangeKind, plan: SitePlan) -> Change:
        """What a changed plan makes of the exposure of the same cells.

        Args:
            id: of the element changed or added.
            plan: the plan as changed; it must leave the ground as it is.
        """
        drawn = Drawn(
            plan,
            self.drawn.facts,
            settings=self.settings,
            photometry=self.drawn.photometry,
        )
        sight = SiteSight(drawn)
        other = SiteApproach(
            drawn, sight, SiteLight(drawn, sight), SiteCameras(drawn, sight), SiteClimb(drawn)
        )
        other.ground = self.ground
        return Change(id=id, kind=kind, exposure=other.exposure)

    def proposals(self, route: Approach, *, within_m: float, trim_m: float) -> tuple[Change, ...]:
        """What may be trimmed or opened beside the unseen part of a route.

        Lamps, cameras and windows have no place of their own: a person names it, see `change`;
        `Approach.darkest` is where one would do most.

        Args:
            within_m: of the middle of its longest unseen stretch.
            trim_m: what hedges and shrubs are cut down to.
        """
        near = route.darkest.buffer(within_m)
        beds = [
            (s.id, trim_m)
            for s in self.plan.shrubs
            if s.area.intersects(near) and (s.height_m is None or s.height_m > trim_m)
        ]
        trees = [
            (t.id, CLEAR_TRUNK_M)
            for t in self.plan.trees
            if t.at.intersects(near) and (t.crown_base_m is None or t.crown_base_m < CLEAR_TRUNK_M)
        ]
        barriers = [b for b in self.plan.barriers if b.line.intersects(near)]
        hedges = [(b.id, trim_m) for b in barriers if b.kind is BarrierKind.HEDGE]
        fences = [
            b.id
            for b in barriers
            if b.kind is not BarrierKind.HEDGE
            and (b.openness_share is None or b.openness_share < OPEN_SHARE)
        ]
        return (
            *(
                self.change(id, ChangeKind.TRIM, trimmed(self.plan, id, to_m))
                for id, to_m in (*beds, *trees, *hedges)
            ),
            *(
                self.change(id, ChangeKind.FENCE, seen_through(self.plan, id, OPEN_SHARE))
                for id in fences
            ),
        )

    def gains(
        self,
        target: str,
        cell: int,
        changes: tuple[Change, ...],
        watch: Watchfulness,
        *,
        night: bool,
    ) -> tuple[Gain, ...]:
        """What each change does to the least-observed route to one target, the best first."""
        return ranked(
            self.ground,
            self.exposure,
            changes,
            starts=self.starts,
            target=target,
            cell=cell,
            watch=watch,
            night=night,
        )


def _parted(walls: Sequence[BaseGeometry], gaps: BaseGeometry) -> list[BaseGeometry]:
    """Walls without their gates, each piece by itself."""
    whole = unary_union(walls).difference(gaps)
    return [piece for piece in shapely.get_parts(whole).tolist() if not piece.is_empty]


def _foot(reach: Reach) -> Point | None:
    """Where a climb last leaves the ground."""
    if reach.path is None:
        return None
    on_ground = [step for step in reach.path.steps if step.kind is HoldKind.GROUND]
    return Point(on_ground[-1].leaves[:2]) if on_ground else None
