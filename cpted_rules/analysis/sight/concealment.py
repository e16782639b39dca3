"""Concealment beside a way: places where somebody stays unseen until one who walks it is close."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, MultiPolygon, Polygon, STRtree
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.lines import LEAST_SHARE
from cpted_rules.analysis.scene.grid import Grid, areas_of, grid_of
from cpted_rules.analysis.scene.pieces import Floats, Ints, Scene
from cpted_rules.analysis.scene.terrain import FLAT, Ground
from cpted_rules.analysis.sight.ahead import free
from cpted_rules.analysis.sight.along import Way
from cpted_rules.analysis.sight.blind import (
    THIN_M,
    Bound,
    bounds,
    free_ground,
    on_foot,
    places,
    solids,
    walls_between,
)
from cpted_rules.analysis.sight.person import looks
from cpted_rules.analysis.sight.visibility import Bits

BESIDE_M = 3.0
"""Cells no further from a way may hide somebody who springs out (international.md 2.3)."""
CRITICAL_M = 4.0
"""Defensive action distance: seen no earlier, nobody can act (international.md 2.3)."""
MAJOR_M = 10.0
"""Seen no earlier than this, somebody beside the way surprises (international.md 2.3). [X]"""
LEAST_WIDTH_M = 0.5
"""Diameter of the smallest place that holds a person (international.md 2.3). [X]"""
CHEST_M = 1.0
"""What stands at this height above ground bounds a place. [X]"""
_ROUNDING = 0.05
"""A row of cells as wide as asked for is wide enough, however its circle is rounded."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Surprise:
    """How long before one passes them cells beside a way come into sight.

    Args:
        metres: shape (M,), surprise distance of each cell: along the way from where it is first
            seen to where it is passed; 0 where it is not seen before; at most the look back.
        at_most_m: shape (M,), the same where what the steps without a free eye may have shown is
            counted as seen; as `metres` where there are none before it was seen.
        from_start: shape (M,), seen from the very beginning of the way: it may be seen from
            further off, but nothing is known of that.
        passed_m: shape (M,), along the way, where each cell is passed.
        free: shape (steps,), whether the eye is free: a step within a low crown or a bed that is
            drawn over the way gives no evidence.
    """

    way: Way
    grid: Grid
    metres: Floats
    at_most_m: Floats
    from_start: Bits
    passed_m: Floats
    free: Bits

    def concealed(self, less_than_m: float) -> Bits:
        """Cells seen no earlier than so far before they are passed. Shape (M,)."""
        found: Bits = (self.at_most_m < less_than_m) & ~self.from_start
        return found

    def undetermined(self, less_than_m: float) -> Bits:
        """Cells that only steps without a free eye may have shown so early. Shape (M,)."""
        found: Bits = (self.metres < less_than_m) & (self.at_most_m >= less_than_m)
        return found

    def undetermined_m2(self, less_than_m: float) -> float:
        """Area of the cells of which it is not known whether they are seen so early. [m2]"""
        return float(self.grid.shape_of(self.undetermined(less_than_m)).area)

    @property
    def blind_m(self) -> float:
        """Length of the way on which the eye is not free. [m]"""
        return float((~self.free).sum()) * self.way.step_m


def beside(
    scene: Scene,
    line: LineString,
    *,
    step_m: float,
    person_height_m: float,
    closed: BaseGeometry | None = None,
) -> Grid:
    """The cells of free ground beside a way on which a person may stand.

    Only ground that leads to the way without leaving the strip beside it, nowhere through a gap
    narrower than a person. What lies behind a fence or wall as seen from the way is left out,
    unless the way round its end is no longer than `BESIDE_M`: nobody springs out over it.

    Args:
        closed: rooms, which are not ground beside the way.
    """
    rooms = [] if closed is None else [closed]
    strip = line.buffer(BESIDE_M, cap_style="flat").difference(shapely.union_all(rooms))
    parts = shapely.get_parts(free_ground(scene, strip, person_height_m=person_height_m))
    reached = [part for part in parts if part.intersects(line)]
    if not reached:
        return grid_of(line.buffer(THIN_M), step_m)
    grid = _leading_to(line, grid_of(shapely.union_all(reached), step_m))
    every, built = (
        [*solids(scene, strip, height_m=CHEST_M, over_m=CHEST_M, plants=plants), *rooms]
        for plants in (True, False)
    )
    return _near(scene, grid, line, built, every)


def _leading_to(line: LineString, grid: Grid) -> Grid:
    """The cells on ground from which a person gets to the way."""
    half = LEAST_WIDTH_M / 2
    cores = shapely.get_parts(grid.area.buffer(-half))  # where a person's middle may be
    lead = shapely.distance(cores, line) <= half
    if lead.all() or not lead.any():
        return grid
    cell, core = STRtree(cores).query_nearest(shapely.points(grid.points))
    kept = np.zeros(len(grid.points), dtype=np.bool_)
    kept[cell[lead[core]]] = True
    return _only(grid, kept) if kept.any() else grid


def _only(grid: Grid, kept: Bits) -> Grid:
    return replace(
        grid,
        area=grid.shape_of(kept),
        points=grid.points[kept],
        column=grid.column[kept],
        row=grid.row[kept],
    )


def _near(
    scene: Scene,
    grid: Grid,
    line: LineString,
    built: list[BaseGeometry],
    every: list[BaseGeometry],
) -> Grid:
    """The cells from which the way is no further than `BESIDE_M` on foot.

    Args:
        built: what nobody gets through straight to the way.
        every: what nobody who goes round the end of something built walks through; beds too.
    """
    looks = np.asarray(shapely.shortest_line(shapely.points(grid.points), line), np.object_)
    straight = _clear(looks, built)
    if straight.all():
        return grid
    # a bed drawn over the way itself is not in the way
    open_ = straight & _clear(looks, [thing for thing in every if not thing.intersects(line)])
    barred = walls_between(grid, ~straight, scene, height_m=CHEST_M)
    metres, _ = on_foot(grid, np.where(open_, shapely.length(looks), np.inf), barred)
    kept: Bits = straight | (metres <= BESIDE_M)
    return _only(grid, kept)


def surprise(
    scene: Scene,
    way: Way,
    grid: Grid,
    *,
    person_height_m: float,
    eye_height_m: float,
    ground: Ground = FLAT,
    look_back_m: float = 2 * MAJOR_M,
) -> Surprise:
    """Surprise distance of the cells beside a way, walked from its beginning.

    A cell is in sight where at least half of a person who stands on it is. Steps at which the eye
    is not free show nothing: whether a cell was seen from those just before it is first seen from
    another, or passed, stays open.

    Args:
        grid: free ground beside the way, within `BESIDE_M` of it.
        ground: on which they stand who walk and who wait.
        look_back_m: how long before a cell is passed one may see it at the earliest.

    Source:
        international.md 2.3, sd(c).

    Departures: what is not seen from a free step is taken not to be seen from steps without a free
    eye further back.
    """
    feet = ground.stand(grid.points, 0.0)
    passed = np.asarray(shapely.line_locate_point(way.line, shapely.points(grid.points)))
    at = ground.stand(way.at, eye_height_m)
    is_free = free(scene, at)
    clear = np.flatnonzero(is_free).astype(np.int32)
    eyes = np.column_stack([at, np.zeros((len(way), 2))])[clear]
    along = way.along_m[clear]
    seen = looks(scene, eyes, feet, height_m=person_height_m, within_m=look_back_m + 2 * BESIDE_M)
    before = passed[seen.person] - along[seen.eye]
    good = (seen.share >= LEAST_SHARE) & (before >= 0.0) & (before <= look_back_m)
    metres = np.zeros(len(feet))
    np.maximum.at(metres, seen.person[good], before[good])
    earliest = np.searchsorted(way.along_m, passed, side="right").astype(np.int32)
    np.minimum.at(earliest, seen.person[good], clear[seen.eye[good]])
    at_most = _at_most(way, is_free, passed, metres, earliest, look_back_m)
    first = float(way.along_m[0])  # nothing is known of who comes from before it
    from_start = (at_most > passed - first - way.step_m / 2) & (at_most < look_back_m - way.step_m)
    from_start |= passed < first
    return Surprise(
        way=way,
        grid=grid,
        metres=metres,
        at_most_m=at_most,
        from_start=from_start,
        passed_m=passed,
        free=is_free,
    )


def _at_most(
    way: Way, is_free: Bits, passed: Floats, metres: Floats, earliest: Ints, look_back_m: float
) -> Floats:
    """Surprise distance if all steps without a free eye just before the earliest look saw it.

    Args:
        earliest: shape (M,), the first step that sees each cell; else the first past it.
    """
    begins = np.arange(1, len(way) + 1)  # of the steps without a free eye that end at each step
    for step in range(len(way)):
        if not is_free[step]:
            begins[step] = begins[step - 1] if step and not is_free[step - 1] else step
    before = np.where(earliest > 0, begins[earliest - 1], earliest)
    further = (before < earliest) & (earliest > 0)
    back = passed - way.along_m[np.minimum(before, len(way) - 1)]
    return np.where(further, np.minimum(back, look_back_m), metres)


def _clear(looks: NDArray[np.object_], things: list[BaseGeometry]) -> Bits:
    """Which of some lines meet none of some things. Shape (M,)."""
    found = np.ones(len(looks), dtype=np.bool_)
    if things:
        found[STRtree(looks).query(things, predicate="intersects")[1]] = False
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Concealment:
    """A place beside a way where somebody stays unseen until close by.

    Args:
        metres: the shortest surprise distance on it, as if steps without a free eye saw it.
        critical: whether all of it is seen later than the defensive action distance.
        passed_m: where along the way the cell with that distance is passed, and
        at: where that cell is. [m]
        first_seen: the way from where it is first seen to where it is passed; None: not before.
        width_m: diameter of the largest circle within it.
        bounds: what stands along its outline, the longest first.
    """

    shape: Polygon | MultiPolygon
    area_m2: float
    width_m: float
    metres: float
    critical: bool
    passed_m: float
    at: tuple[float, float]
    first_seen: LineString | None
    bounds: tuple[Bound, ...]


def concealments(
    scene: Scene,
    surprise: Surprise,
    *,
    critical_m: float = CRITICAL_M,
    less_than_m: float = MAJOR_M,
    least_width_m: float = LEAST_WIDTH_M,
) -> tuple[Concealment, ...]:
    """The places beside a way seen no earlier than `less_than_m` before, the worst first.

    What is seen later than `critical_m` is a place by itself, beside what is seen earlier.

    Source:
        international.md 2.3, concealment cells and their free circle.
    """
    late, major = surprise.concealed(critical_m), surprise.concealed(less_than_m)
    found = [
        place
        for cells, critical in ((late, True), (major & ~late, False))
        for place in _concealed(scene, surprise, cells, critical=critical)
        if place.width_m >= least_width_m * (1 - _ROUNDING)
    ]
    found.sort(key=lambda c: (not c.critical, -round(c.area_m2, 6), c.passed_m, c.at))
    return tuple(found)


def _concealed(
    scene: Scene, surprise: Surprise, cells: Bits, *, critical: bool
) -> Iterator[Concealment]:
    grid, way = surprise.grid, surprise.way
    barred = walls_between(grid, cells, scene, height_m=CHEST_M)
    for members in places(grid, cells, barred):
        chosen = np.zeros(len(grid.points), dtype=np.bool_)
        chosen[members] = True
        shape = areas_of(grid.shape_of(chosen))
        circle = shapely.maximum_inscribed_circle(shape, tolerance=grid.step_m / 20)
        worst = int(members[int(np.argmin(surprise.at_most_m[members]))])
        metres, passed = float(surprise.at_most_m[worst]), float(surprise.passed_m[worst])
        yield Concealment(
            shape=shape,
            area_m2=float(shape.area),
            width_m=2 * circle.length,
            metres=metres,
            critical=critical,
            passed_m=passed,
            at=(float(grid.points[worst, 0]), float(grid.points[worst, 1])),
            first_seen=way.part(passed - metres, passed) if metres > 0 else None,
            bounds=tuple(bounds(shape, scene, height_m=CHEST_M, near_m=grid.step_m)),
        )


def refuge_m2_per_100_m(found: Sequence[Concealment], way: Way) -> float:
    """Area of concealment beside a way per 100 m of it. [m2]"""
    return sum(place.area_m2 for place in found) / way.line.length * 100.0
