"""Blind spots: places that nobody sees, how large and deep they are, and what bounds them."""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from math import sqrt

import numpy as np
import shapely
from shapely import LineString, Point, STRtree
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.scene.grid import Grid, areas_of
from cpted_rules.analysis.scene.pieces import Floats, Ints, Obstacle, Scene
from cpted_rules.analysis.sight.visibility import Bits

THIN_M = 0.1
"""What stands on a line is taken to be so thick. [X]"""

Barred = frozenset[tuple[int, int]]
"""Pairs of cells, both ways round, between which something stands."""

_AROUND = tuple((r, c) for r in (-1, 0, 1) for c in (-1, 0, 1) if (r, c) != (0, 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """Part of the outline of a place that runs along an obstacle."""

    obstacle: Obstacle
    length_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindSpot:
    """A place that nobody sees.

    Args:
        depth_m: the furthest one can be in it from ground that is seen, on foot; None where no
            seen ground can be reached.
        way_out: from the deepest cell to that seen ground; None as above.
        middle, width_m: centre and diameter of the largest circle within it.
        bounds: what it is bounded by, the longest first.
    """

    shape: BaseGeometry
    area_m2: float
    depth_m: float | None
    way_out: LineString | None
    middle: Point
    width_m: float
    bounds: tuple[Bound, ...]


def blind_spots(
    grid: Grid,
    unseen: Bits,
    scene: Scene,
    *,
    least_area_m2: float = 0.0,
    least_width_m: float = 0.0,
    least_depth_m: float = 0.0,
    height_m: float = 1.0,
) -> tuple[BlindSpot, ...]:
    """The places that nobody sees, the largest first.

    Cells that share a side are one place. Ways out lead over cells of the grid, also by their
    corners, never past the corner of a cell that is not free, nor through what stands between.

    Args:
        grid: the free ground; its cells are all that can be walked on.
        unseen: shape (M,).
        least_area_m2, least_width_m, least_depth_m: smaller places are left out.
        height_m: what stands at this height above ground bounds places and bars ways.

    Departures: distances on foot are those of a raster walked in eight directions: true along
        them, up to 8 % long between them.
    """
    barred = walls_between(grid, unseen, scene, height_m=height_m)
    distance, back = on_foot(grid, np.where(unseen, np.inf, 0.0), barred)
    found = []
    for members in places(grid, unseen, barred):
        chosen = np.zeros(len(unseen), dtype=np.bool_)
        chosen[members] = True
        shape = areas_of(grid.shape_of(chosen))
        circle = shapely.maximum_inscribed_circle(shape, tolerance=grid.step_m / 20)
        deepest = int(members[int(np.argmax(distance[members]))])
        depth = float(distance[deepest])
        reached = bool(np.isfinite(depth))
        if (
            shape.area < least_area_m2
            or 2 * circle.length < least_width_m
            or (reached and depth < least_depth_m)
        ):
            continue
        found.append(
            BlindSpot(
                shape=shape,
                area_m2=float(shape.area),
                depth_m=depth if reached else None,
                way_out=_way_out(grid, back, deepest) if reached else None,
                middle=Point(circle.coords[0]),
                width_m=2 * circle.length,
                bounds=tuple(bounds(shape, scene, height_m=height_m, near_m=grid.step_m)),
            )
        )
    found.sort(key=lambda spot: (-round(spot.area_m2, 6), spot.middle.x, spot.middle.y))
    return tuple(found)


def free_ground(scene: Scene, area: BaseGeometry, *, person_height_m: float) -> BaseGeometry:
    """The part of an area on which a person may stand upright.

    Not free is where something begins lower than a person is tall: buildings, fences, low crowns,
    beds of shrubs.
    """
    return area.difference(shapely.union_all(list(solids(scene, area, height_m=person_height_m))))


def solids(
    scene: Scene,
    area: BaseGeometry,
    *,
    height_m: float,
    over_m: float = 0.0,
    plants: bool = True,
) -> Iterator[BaseGeometry]:
    """What begins lower than a height above the ground, on or beside an area.

    Args:
        over_m: what is no higher is left out; so is the ground, which fills the scene from below.
    """
    for o in dict.fromkeys(scene.obstacles):
        if o.base_m >= height_m or o.top_m <= over_m:
            continue
        if o.shape.distance(area) <= max(o.radius_m, THIN_M) and (plants or not o.plant):
            flat = o.shape.area == 0
            yield o.shape.buffer(max(o.radius_m, THIN_M / 2)) if flat else o.shape


def bounds(shape: BaseGeometry, scene: Scene, *, height_m: float, near_m: float) -> list[Bound]:
    """What a place is bounded by at a height, the longest first.

    Args:
        near_m: an obstacle no further from the outline than this bounds it there.
    """
    outline = shape.boundary
    listed: dict[str, list[Obstacle]] = {}
    for o in dict.fromkeys(scene.obstacles):
        if o.base_m <= height_m < o.top_m:
            listed.setdefault(o.id, []).append(o)  # on a slope a wall is several parts
    standing = [parts[0] for parts in listed.values()]
    shapes = [_as_one(parts) for parts in listed.values()]
    near = STRtree(shapes).query(shape.buffer(near_m), predicate="intersects") if shapes else ()
    found = [
        Bound(
            obstacle=standing[int(n)],
            length_m=float(outline.intersection(shapes[int(n)].buffer(near_m)).length),
        )
        for n in near
    ]
    # an end that merely pokes into what lies near is not bounded by it
    kept = [bound for bound in found if bound.length_m > 2 * near_m]
    return sorted(kept, key=lambda bound: (-round(bound.length_m, 6), bound.obstacle.id))


def _as_one(parts: list[Obstacle]) -> BaseGeometry:
    shapes = [o.shape.buffer(o.radius_m) if isinstance(o.shape, Point) else o.shape for o in parts]
    return shapes[0] if len(shapes) == 1 else shapely.union_all(shapes)


def _raster(grid: Grid) -> Ints:
    """The index of the cell at each row and column, -1 where there is none; a rim around it."""
    cells = np.full((grid.rows + 2, grid.columns + 2), -1, np.int32)
    cells[grid.row + 1, grid.column + 1] = np.arange(len(grid.points), dtype=np.int32)
    return cells


def walls_between(grid: Grid, chosen: Bits, scene: Scene, *, height_m: float) -> Barred:
    """Pairs of cells beside each other, one of them chosen, with something standing between them.

    Args:
        height_m: above ground, at which it stands.
    """
    cells = _raster(grid)
    rows, columns = grid.row + 1, grid.column + 1
    one = np.arange(len(chosen), dtype=np.int32)
    pairs = []
    for r, c in ((0, 1), (1, 0), (1, 1), (1, -1)):
        other = cells[rows + r, columns + c]
        there = (other >= 0) & (chosen | chosen[other])
        pairs.append(np.column_stack([one[there], other[there]]))
    listed = np.concatenate(pairs)
    edges = [
        scene.edges[scene.first[k] : scene.last[k]]
        for k, o in enumerate(scene.obstacles)
        if o.base_m <= height_m < o.top_m
        and not isinstance(o.shape, Point)  # one walks in under a low crown
    ]
    tree = STRtree(
        [LineString(e) for e in np.concatenate([np.zeros((0, 4)), *edges]).reshape(-1, 2, 2)]
    )
    moves = [LineString(move) for move in grid.points[listed]]
    crossed = np.unique(tree.query(moves, predicate="intersects")[0]) if moves else ()
    return frozenset((int(a), int(b)) for n in crossed for a, b in (listed[n], listed[n][::-1]))


def places(grid: Grid, chosen: Bits, barred: Barred = frozenset()) -> Iterator[Ints]:
    """Chosen cells that hang together by their sides, each place as indices of cells."""
    cells, left = _raster(grid), chosen.copy()
    for start in np.flatnonzero(chosen).tolist():
        if not left[start]:
            continue
        left[start] = False
        place, edge = [start], [start]
        while edge:
            cell = edge.pop()
            row, column = _at(grid, cell)
            for r, c in (
                (row + 1, column),
                (row - 1, column),
                (row, column + 1),
                (row, column - 1),
            ):
                n = int(cells[r, c])
                if n >= 0 and left[n] and (cell, n) not in barred:
                    left[n] = False
                    place.append(n)
                    edge.append(n)
        yield np.array(sorted(place), dtype=np.int32)


def _at(grid: Grid, cell: int) -> tuple[int, int]:
    return int(grid.row[cell]) + 1, int(grid.column[cell]) + 1


def on_foot(grid: Grid, start_m: Floats, barred: Barred) -> tuple[Floats, Ints]:
    """Distance on foot of each cell by the nearest one to start from, and the cell before it.

    Args:
        start_m: shape (M,), distance of the cells to start from; infinite at all others.
        barred: what stands between cells.
    """
    cells = _raster(grid)
    distance, known = start_m.copy(), np.isfinite(start_m)
    back = np.full(len(known), -1, np.int32)
    queue: list[tuple[float, int]] = []
    for cell in np.flatnonzero(known).tolist():
        row, column = _at(grid, cell)
        beside = cells[row - 1 : row + 2, column - 1 : column + 2].ravel()
        if (~known[beside[beside >= 0]]).any():
            heappush(queue, (float(start_m[cell]), cell))
    while queue:
        so_far, cell = heappop(queue)
        if so_far > distance[cell]:
            continue
        row, column = _at(grid, cell)
        for r, c in _AROUND:
            n = int(cells[row + r, column + c])
            if n < 0 or cells[row, column + c] < 0 or cells[row + r, column] < 0:
                continue
            if (cell, n) in barred:
                continue
            further = so_far + grid.step_m * (sqrt(2.0) if r and c else 1.0)
            if further < distance[n] - 1e-9:
                distance[n] = further
                back[n] = cell
                heappush(queue, (further, n))
    return distance, back


def _way_out(grid: Grid, back: Ints, cell: int) -> LineString:
    steps = [cell]
    while back[steps[-1]] >= 0:
        steps.append(int(back[steps[-1]]))
    return LineString(grid.points[steps])
