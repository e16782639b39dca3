"""What stands on a plan and how high: heights as drawn or assumed, and obstacles made of them."""

from collections.abc import Iterable, Iterator
from math import hypot

from cpted_rules.text import Text
from cpted_rules.verify.drawn import Barrier, Building, Opening, Wall
from cpted_rules.verify.given import Given
from cpted_rules.verify.ground import Ground, Part
from cpted_rules.verify.regions import BUCKET_M, Index, squares
from cpted_rules.verify.result import CannotRecheckError
from cpted_rules.verify.scene import Obstacle, crown
from cpted_rules.verify.shapes import (
    Shape,
    Spot,
    along,
    apart_m,
    box_gap_m,
    edge_gap_m,
    from_edges,
    inside,
    middle_of,
    polygon,
)

WALL_REACH_M = 0.35
"""An opening cuts the walls that its line lies within so far of, at right angles."""
GROUND_ID = "ground"
"""What the ground goes by among obstacles."""
DEPTH_M = 100.0
"""So far down the ground is filled: deeper than any line of sight."""
FLAT_NOTE = "assumed/flat-ground"
"""The note by which an assessment says that it took the ground as flat."""
GLASS = ("shop", "building_entrance")
"""Doors that are looked through."""


class Standing:
    """A plan with its settings and its ground."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self.drawn = given.drawn
        self.settings = given.settings
        self.ground = Ground(given.drawn, given.corners, given.triangles)

    def ground_known(self) -> None:
        """Refuse where the ground was followed as drawn, but the file does not carry it."""
        if self.drawn.levels and self.ground.is_flat and FLAT_NOTE not in self.given.notes:
            raise CannotRecheckError(_LEVELS)

    # Heights [m]

    def elevation_m(self, storey: int) -> float:
        """Floor of a storey above ground."""
        for drawn in self.drawn.storeys:
            if drawn.level == storey:
                return drawn.elevation_m
        if storey == 0:
            return 0.0
        return self.settings["storey_height_m"] * (storey - 1 if storey > 0 else storey)

    def stand(self, at: Spot, z_m: float, storey: int) -> tuple[float, float, float]:
        """A point at a height above the ground on the lowest floors; else above z = 0."""
        return (*at, z_m + (self.ground.height_m(*at) if storey in (0, 1) else 0.0))

    def floor_m(self, opening: Opening) -> float:
        """Floor of the storey an opening is on, where its building stands."""
        under = self.ground.under_m(opening.storey, along(opening.line, 0.5), opening.building)
        return self.elevation_m(opening.storey) + under

    def storey_height_m(self, storey: int) -> float:
        """Floor to floor."""
        for drawn in self.drawn.storeys:
            if drawn.level == storey:
                return drawn.height_m
        return self.settings["storey_height_m"]

    def top_m(self, building: Building) -> float:
        """Top of a building above ground."""
        if building.top_m is not None:
            return building.top_m
        above = [s.level for s in self.drawn.storeys if s.level > 0]
        floors = building.floors or max(above, default=1)
        return building.base_m + floors * self.settings["storey_height_m"]

    def sill_and_head_m(self, opening: Opening) -> tuple[float, float]:
        """Sill and head of an opening above its floor."""
        window = opening.kind == "window"
        sill, head = opening.sill_m, opening.head_m
        if sill is None:
            sill = self.settings["window_sill_m"] if window else 0.0
        if head is None:
            head = self.settings["window_head_m" if window else "door_head_m"]
        return sill, head

    # Obstacles

    def walls(self, storey: int) -> list[Wall]:
        """Walls and columns of a storey."""
        return [w for w in self.drawn.walls if w.storey == storey]

    def _ridges(self) -> Iterator[Obstacle]:
        """The ground where it can come up into a line of sight, filled from below."""
        for a, b in self.ground.ridges():
            line = from_edges([(*a[:2], *b[:2])], filled=False)
            yield Obstacle(
                id=GROUND_ID, shape=line, base_m=-DEPTH_M, top_m=0.0, ground=(a[2], b[2])
            )

    def outdoors(self) -> Iterator[Obstacle]:
        for building in self.drawn.buildings:
            yield self._mass(building, building.base_m)
        yield from self._outside_things()
        solid = [b.area for b in self.drawn.buildings if b.base_m <= 0]
        for wall in self.drawn.walls:
            if wall.storey == 0 or (wall.storey == 1 and not _lies_in(wall.area, solid)):
                yield from self._wall(wall)
        yield from self._ridges()

    def indoors(self, storey: int) -> Iterator[Obstacle]:
        walls = self.walls(storey)
        openings = [o for o in self.drawn.openings if o.storey == storey]
        cuts = Index([o.line for o in openings], WALL_REACH_M)
        for wall in walls:
            yield from self._wall(wall, () if wall.column else tuple(_holes(wall, cuts)))
        for opening in openings if walls else ():
            yield from self._panels(opening)
        if storey != 1:
            return
        inner = [w.area for w in walls]
        inner += [z.area for z in (*self.drawn.zones, *self.drawn.bays) if z.storey == 1]
        for building in self.drawn.buildings:
            drawn_in = any(_meet(building.area, shape) for shape in inner)
            floor = self.storey_height_m(1) if drawn_in else 0.0
            yield self._mass(building, max(building.base_m, floor))
        yield from self._outside_things()
        for wall in self.walls(0):
            yield from self._wall(wall)
        yield from self._ridges()

    def _mass(self, building: Building, base_m: float) -> Obstacle:
        foot = 0.0 if self.ground.is_flat else self.ground.feet[building.id]
        if base_m == 0.0:  # down to the ground on its lower side
            base_m = min(self.ground.around_m(building.area)[0] - foot, 0.0)
        return Obstacle(
            id=building.id,
            shape=building.area,
            base_m=base_m,
            top_m=self.top_m(building),
            ground=(foot, foot),
        )

    def _wall(self, wall: Wall, holes: tuple[Shape, ...] = ()) -> Iterator[Obstacle]:
        floor = self.elevation_m(wall.storey)
        top = self.storey_height_m(wall.storey) if wall.top_m is None else wall.top_m
        parts: Iterable[Part] = ((wall.area, 0.0, 0.0),)
        if wall.storey == 0:
            parts = self.ground.level_parts(wall.area)
        elif not self.ground.is_flat and wall.storey > 0:
            level = self.ground.under_m(wall.storey, middle_of(wall.area))
            parts = ((wall.area, level, level),)
        for shape, low, mean in parts:
            yield Obstacle(
                id=wall.id,
                shape=shape,
                base_m=floor + wall.base_m + (low - mean),
                top_m=floor + top,
                holes=holes,
                ground=(mean, mean),
            )

    def _panels(self, opening: Opening) -> Iterator[Obstacle]:
        """The wall below the glass (of a closed door: the leaf) and above the head."""
        floor = self.elevation_m(opening.storey)
        sill, head = self.sill_and_head_m(opening)
        glass = opening.kind == "window" or opening.serves in GLASS
        ceiling = floor + self.storey_height_m(opening.storey)
        level = self.ground.under_m(opening.storey, along(opening.line, 0.5), opening.building)
        for base, top in ((floor, floor + (sill if glass else head)), (floor + head, ceiling)):
            yield Obstacle(
                id=opening.id, shape=opening.line, base_m=base, top_m=top, ground=(level, level)
            )

    def _outside_things(self) -> Iterator[Obstacle]:
        """Fences, hedges, trees and shrubs."""
        assumed = self.settings
        for fence in self.drawn.barriers:
            for edge in fence.line.edges:
                for step, start, end in self.ground.steps(edge):
                    yield Obstacle(
                        id=fence.id,
                        shape=from_edges([step], filled=False),
                        base_m=fence.base_m,
                        top_m=assumed["fence_height_m"] if fence.top_m is None else fence.top_m,
                        openness_share=self._openness_share(fence),
                        plant=fence.kind == "hedge",
                        ground=(start, end),
                    )
        for tree in self.drawn.trees:
            radius, base = self.crown_radius_m(tree.crown_radius_m), tree.crown_base_m
            if radius > 0:
                yield Obstacle(
                    id=tree.id,
                    shape=crown(tree.at, radius),
                    base_m=assumed["tree_crown_base_m"] if base is None else base,
                    top_m=assumed["tree_height_m"] if tree.height_m is None else tree.height_m,
                    openness_share=assumed["tree_openness_share"],
                    plant=True,
                    ground=(self.ground.height_m(*tree.at),) * 2,
                )
            if assumed["trunk_diameter_m"] > 0:
                raise CannotRecheckError(_TRUNKS)
        for bed in self.drawn.shrubs:
            top = assumed["shrub_height_m"] if bed.height_m is None else bed.height_m
            for shape, low, mean in self.ground.level_parts(bed.area):
                yield Obstacle(
                    id=bed.id,
                    shape=shape,
                    base_m=low - mean,
                    top_m=top,
                    plant=True,
                    ground=(mean, mean),
                )

    def _openness_share(self, fence: Barrier) -> float:
        """What passes a fence or hedge: as drawn, else by its type, else as assumed."""
        assumed = self.settings
        if fence.openness_share is not None:
            return fence.openness_share
        if fence.kind == "hedge":
            return assumed["fence_openness_share"]
        if fence.see_through:
            return assumed["see_through_openness_share"]
        if fence.kind == "railing" and fence.see_through is None:
            return assumed["railing_openness_share"]
        return 0.0 if fence.see_through is False else assumed["fence_openness_share"]

    def crown_radius_m(self, drawn_m: float | None) -> float:
        """Radius of a crown, as drawn or assumed. [m]"""
        return self.settings["tree_crown_radius_m"] if drawn_m is None else drawn_m


def _holes(wall: Wall, lines: Index) -> Iterator[Shape]:
    """The bands across a wall that openings cut out of it."""
    west, south, east, north = wall.area.box
    met: set[int] = set()
    for key in squares(wall.area.box, 0.0, BUCKET_M):
        for line in lines.buckets.get(key, ()):
            if id(line) in met or box_gap_m(line.box, (west, south, east, north)) > WALL_REACH_M:
                continue
            met.add(id(line))
            for ax, ay, bx, by in line.edges:
                length = hypot(bx - ax, by - ay)
                if length > 0:
                    nx, ny = WALL_REACH_M * (ay - by) / length, WALL_REACH_M * (bx - ax) / length
                    yield polygon(
                        [
                            (ax + nx, ay + ny),
                            (bx + nx, by + ny),
                            (bx - nx, by - ny),
                            (ax - nx, ay - ny),
                        ]
                    )


def _lies_in(wall: Shape, solid: list[Shape]) -> bool:
    """Whether all corners and middles of edges of a wall are within the masses or on their edge."""
    spots = [*wall.spots, *(((a + c) / 2, (b + d) / 2) for a, b, c, d in wall.edges)]
    return all(
        any(inside(s, *at) or min(edge_gap_m(e, *at) for e in s.edges) <= 0.002 for s in solid)
        for at in spots
    )


def _meet(one: Shape, other: Shape) -> bool:
    """Whether two areas have any point in common, an edge within 1 mm included."""
    return box_gap_m(one.box, other.box) <= 0.001 and apart_m(one, other) <= 0.001


_LEVELS = Text(ko="지반 높이를 따른 계산", en="computed on the levels of the ground as drawn")
_TRUNKS = Text(ko="줄기를 넣은 계산", en="computed with the trunks of trees")
