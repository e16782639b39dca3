"""Concealment beside a way: places where somebody stays unseen until one who walks it is close."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import LineString, MultiPolygon, Polygon

from cpted_rules.analysis.scene.grid import Grid, areas_of, grid_of
from cpted_rules.analysis.scene.pieces import Floats, Scene
from cpted_rules.analysis.sight.ahead import free
from cpted_rules.analysis.sight.along import Way
from cpted_rules.analysis.sight.blind import (
    THIN_M,
    Bound,
    bounds,
    free_ground,
    places,
    walls_between,
)
from cpted_rules.analysis.sight.person import looks
from cpted_rules.analysis.sight.visibility import LEAST_SHARE, Bits

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
        from_start: shape (M,), seen from the very beginning of the way, or from its first step
            with a free eye: it may be seen from further off, but nothing is known of that.
        passed_m: shape (M,), along the way, where each cell is passed.
    """

    way: Way
    grid: Grid
    metres: Floats
    from_start: Bits
    passed_m: Floats

    def concealed(self, less_than_m: float) -> Bits:
        """Cells seen no earlier than so far before they are passed. Shape (M,)."""
        found: Bits = (self.metres < less_than_m) & ~self.from_start
        return found


def beside(scene: Scene, line: LineString, *, step_m: float, person_height_m: float) -> Grid:
    """The cells of free ground beside a way on which a person may stand.

    What lies behind a fence, as seen from the way, is left out: nobody springs out over it.
    """
    strip = line.buffer(BESIDE_M, cap_style="flat")
    parts = shapely.get_parts(free_ground(scene, strip, person_height_m=person_height_m))
    reached = [part for part in parts if part.intersects(line)]
    return grid_of(shapely.union_all(reached) if reached else line.buffer(THIN_M), step_m)


def surprise(
    scene: Scene,
    way: Way,
    grid: Grid,
    *,
    person_height_m: float,
    eye_height_m: float,
    ground_m: float = 0.0,
    look_back_m: float = 2 * MAJOR_M,
) -> Surprise:
    """Surprise distance of the cells beside a way, walked from its beginning.

    A cell is in sight where at least half of a person who stands on it is.

    Args:
        grid: free ground beside the way, within `BESIDE_M` of it.
        look_back_m: how long before a cell is passed one may see it at the earliest.

    Source:
        international.md 2.3, sd(c).
    """
    feet = grid.at(ground_m)
    passed = np.asarray(shapely.line_locate_point(way.line, shapely.points(grid.points)))
    at = way.feet(ground_m + eye_height_m)
    clear = np.flatnonzero(free(scene, at))
    eyes = np.column_stack([at, np.zeros((len(way), 2))])[clear]
    along = way.along_m[clear]
    seen = looks(scene, eyes, feet, height_m=person_height_m, within_m=look_back_m + 2 * BESIDE_M)
    before = passed[seen.person] - along[seen.eye]
    good = (seen.share >= LEAST_SHARE) & (before >= 0.0) & (before <= look_back_m)
    metres = np.zeros(len(feet))
    np.maximum.at(metres, seen.person[good], before[good])
    first = float(along.min(initial=np.inf))  # nothing is known of who comes from before it
    from_start = (metres > passed - first - way.step_m / 2) & (metres < look_back_m - way.step_m)
    from_start |= passed < first
    return Surprise(way=way, grid=grid, metres=metres, from_start=from_start, passed_m=passed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Concealment:
    """A place beside a way where somebody stays unseen until close by.

    Args:
        metres: the shortest surprise distance on it.
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
        worst = int(members[int(np.argmin(surprise.metres[members]))])
        metres, passed = float(surprise.metres[worst]), float(surprise.passed_m[worst])
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
