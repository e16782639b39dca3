"""Walking on a site: its pedestrian network, dead ends, ways to flee, and how far help is."""

from collections.abc import Callable
from typing import TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Point
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.scene.grid import Grid
from cpted_rules.analysis.scene.pieces import Floats
from cpted_rules.analysis.walk.dead_ends import DeadEnd, dead_ends
from cpted_rules.analysis.walk.depth import Depth, justified_depths
from cpted_rules.analysis.walk.distance import Distances, Floor, distances, floor_of
from cpted_rules.analysis.walk.enclosure import (
    UNCLIMBABLE_M,
    Trap,
    boundedness,
    entrapment_spots,
)
from cpted_rules.analysis.walk.entries import ROAD_M, plan_network
from cpted_rules.analysis.walk.escape import Escape, escapes
from cpted_rules.analysis.walk.ground import Walking, is_outdoors, standing, walkable
from cpted_rules.analysis.walk.lines import WalkLine, walk_lines
from cpted_rules.analysis.walk.network import Network, NodeKind
from cpted_rules.analysis.walk.permeability import (
    Through,
    entries_of,
    entries_per_100_m,
    meshedness,
    middle_of,
    through_movement,
    through_ways,
)
from cpted_rules.analysis.walk.spacing import Stretch, stretches
from cpted_rules.plan import ZoneKind
from cpted_rules.site.drawn import Drawn
from cpted_rules.site.kept import cache, cached_property
from cpted_rules.site.sight import SiteSight

BESIDE_M = 6.0
"""A bell or door this near to walkable ground is reached from it."""
ESCAPE_WITHIN_M = 50.0
"""Safe places further along the way than this do not count (international.md 2.3)."""
STREET_M = 100.0
"""So far round the site public roads are taken for the way round it."""
Answer = TypeVar("Answer")
WAYS = (ZoneKind.PARKING_LANE, ZoneKind.PARKING_PASSAGE, ZoneKind.PARKING_ENTRY)


class SiteWalk:
    """How people walk on a site. Storeys 0 and 1 are one level: the ground."""

    def __init__(self, drawn: Drawn, sight: SiteSight, *, walking: Walking | None = None) -> None:
        self.drawn = drawn
        self.sight = sight
        self.plan = drawn.plan
        self.settings = drawn.settings
        self.walking = walking or Walking()
        self.network: Callable[[int], Network] = _by_level(self._network)
        self.dead_ends: Callable[[int], tuple[DeadEnd, ...]] = _by_level(self._dead_ends)
        self.escapes: Callable[[int], tuple[Escape, ...]] = _by_level(self._escapes)
        self.cells: Callable[[int], Grid] = _by_level(self._cells)
        self.floor: Callable[[int], Floor] = _by_level(self._floor)
        self.to_bells: Callable[[int], Distances] = _by_level(self._to_bells)
        self.to_doors: Callable[[int], Distances] = _by_level(self._to_doors)
        self.to_staff: Callable[[int], Distances] = _by_level(self._to_staff)

    # The network

    def _network(self, storey: int) -> Network:
        """The pedestrian network of a storey."""
        return plan_network(self.plan, self.settings, storey, walking=self.walking)

    def safe_nodes(self, storey: int) -> tuple[int, ...]:
        """Where one is safe: public roads and staffed doors; below ground doors and ramps out."""
        if is_outdoors(storey):
            return self.network(storey).of_kind(NodeKind.ACCESS, NodeKind.STAFFED)
        return self.network(storey).of_kind(NodeKind.INSIDE, NodeKind.RAMP)

    def ground(self, storey: int, *, unmarked: bool = False) -> BaseGeometry:
        """Where the middle of a walker may be; with unmarked ground (lawn) on request."""
        return walkable(self.plan, self.settings, storey, walking=self.walking, unmarked=unmarked)

    @cached_property
    def lines(self) -> tuple[WalkLine, ...]:
        """The middle line of each walk outdoors, from end to end."""
        return walk_lines(self.plan)

    # Ways out

    def _dead_ends(self, storey: int) -> tuple[DeadEnd, ...]:
        """The dead ends of a storey, the deepest first, those without any way out before them."""
        return dead_ends(self.network(storey), self.safe_nodes(storey))

    def _escapes(self, storey: int) -> tuple[Escape, ...]:
        """The ways out of places all along the network of a storey, within 50 m."""
        return tuple(
            escapes(self.network(storey), safe=self.safe_nodes(storey), within_m=ESCAPE_WITHIN_M)
        )

    def boundedness(self, points: Floats, storey: int) -> Floats:
        """Share of the directions in which a barrier not climbed is within 5 m of points. [share]

        Args:
            points: shape (M, 2). [m]
        """
        solid = standing(self.plan, self.settings, self.walking, storey, above_m=UNCLIMBABLE_M)
        return boundedness(points, [solid])

    def _cells(self, storey: int) -> Grid:
        """The walkable ground of a storey as the cells that sight and light are asked for.

        At the ground without lobbies, which nobody outdoors is meant to see into.
        """
        area = self.network(storey).area
        if is_outdoors(storey):
            area = area.difference(self.drawn.masses(1))
        return self.drawn.grid(area, storey)

    def watchers(self, *, within_m: float) -> Floats:
        """How many eyes see each of the cells outdoors, at eye height. [1]

        Args:
            within_m: eyes further than this do not count. [m]
        """
        seen, _ = self.sight.census(
            self.sight.watchers(), self.cells(0), self.settings.eye_height_m, within_m=within_m
        )
        return seen.astype(np.float64)

    def routes(self, storey: int) -> NDArray[np.int64]:
        """Ways out of each of the cells of a storey, as from the nearest place asked for. [1]"""
        found = self.escapes(storey)
        points = self.cells(storey).points
        if not found:
            return np.zeros(len(points), np.int64)
        near = shapely.STRtree([e.place.at for e in found]).nearest(shapely.points(points))
        return np.array([e.routes for e in found], dtype=np.int64)[near]

    def traps(self, storey: int, watchers: Floats, *, fewest_watchers: float) -> tuple[Trap, ...]:
        """The places of a storey one can be trapped in unseen, the largest first.

        Args:
            watchers: shape (M,), surveillance of each of the cells.
            fewest_watchers: fewer than this do not see a place.
        """
        grid = self.cells(storey)
        return entrapment_spots(
            grid,
            routes=self.routes(storey),
            bounded_share=self.boundedness(grid.points, storey),
            watchers=watchers,
            fewest_watchers=fewest_watchers,
        )

    # How far help is

    def _floor(self, storey: int) -> Floor:
        """The walkable ground of a storey as a raster."""
        return floor_of(self.network(storey).area)

    def _to_bells(self, storey: int) -> Distances:
        """Walking distance from each cell of a storey to the nearest emergency bell. [m]"""
        levels = (0, 1) if is_outdoors(storey) else (storey,)
        return self._to(storey, [b.at for b in self.plan.bells if b.storey in levels])

    def _to_doors(self, storey: int) -> Distances:
        """Walking distance from each cell of a storey to the nearest door into a building. [m]"""
        kinds = (NodeKind.ENTRANCE,) if is_outdoors(storey) else (NodeKind.INSIDE,)
        return self._to(storey, self._nodes(storey, *kinds))

    def _to_staff(self, storey: int) -> Distances:
        """Walking distance from each cell of a storey to the nearest door with staff. [m]"""
        return self._to(storey, self._nodes(storey, NodeKind.STAFFED))

    def _nodes(self, storey: int, *kinds: NodeKind) -> list[Point]:
        network = self.network(storey)
        return [network.nodes[n].at for n in network.of_kind(*kinds)]

    def _to(self, storey: int, things: list[Point]) -> Distances:
        return distances(self.floor(storey), things, beside_m=BESIDE_M)

    def bell_stretches(self, storey: int) -> list[Stretch]:
        """Every stretch of the lanes and passages of a storey without a bell, the longest first."""
        ways = [z.area for z in self.drawn.zones(*WAYS, storey=storey)]
        bells = [b.at for b in self.plan.bells if b.storey == storey]
        return stretches(shapely.union_all(ways), bells, reach_m=BESIDE_M) if ways else []

    # How open the site is

    @cached_property
    def entries_per_100_m(self) -> float | None:
        """Entries on each 100 m of the boundary; None where no boundary is drawn. [1/100 m]"""
        length = self.drawn.ground.length
        return entries_per_100_m(self.network(0), length) if length else None

    @cached_property
    def meshedness(self) -> float | None:
        """Closed loops of the network outdoors as a share of the most there could be."""
        return meshedness(self.network(0))

    @cached_property
    def through_ways(self) -> tuple[Through, ...]:
        """The ways between each two entries, through the site and round it."""
        near = self.drawn.ground.buffer(STREET_M)
        roads = shapely.union_all([r.area for r in self.plan.roads if r.public])
        return through_ways(
            self.floor(0),
            floor_of(roads.intersection(near)),
            [middle_of(entry) for entry in entries_of(self.network(0))],
            beside_m=2 * ROAD_M,
        )

    @property
    def through_movement(self) -> float | None:
        """Share of pairs of entries with the shorter way through the site; None below two."""
        return through_movement(self.through_ways)

    @cached_property
    def depths(self) -> tuple[Depth, ...]:
        """How many doors and gates lie between the street and each dwelling door."""
        return justified_depths(self.plan)


def _by_level(ask: Callable[[int], Answer]) -> Callable[[int], Answer]:
    """A question about a storey, asked once for storeys 0 and 1, which are one level."""
    once = cache(ask)
    return cache(lambda storey: once(0 if is_outdoors(storey) else storey))
