"""What is in sight around a point at one height: its exact outline, the walls seen, its measures.

A piece of the scene stands at a height z where base <= z < top: sight runs level at z, over what
is lower or exactly as high, and under what hangs at z or above.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from math import hypot, pi

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.kernels.expansion import look
from cpted_rules.analysis.kernels.polygons import (
    AREA,
    DRIFT,
    FARTHEST,
    MEAN,
    NEAREST,
    OCCLUSIVITY,
    PERIMETER,
    areas,
    inside,
    measured,
)
from cpted_rules.analysis.scene.curve import morton
from cpted_rules.analysis.scene.grid import areas_of
from cpted_rules.analysis.scene.mesh import Mesh, mesh_of
from cpted_rules.analysis.scene.pieces import Floats, Ints, Scene
from cpted_rules.analysis.scene.triangles import MARGIN_M

QUARTER_STEPS = 64
"""A circle is drawn with so many straight steps to the quarter: 0.01 % of its area is missing.
Measures take it as it is."""

SAME_LINE = 1e-9
"""Two pieces of a wall whose directions differ by less than this sine are one."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Level:
    """What stands in the way of level sight at one height.

    Args:
        scene: its uprights cut to where they stand at `height_m`.
        pieces: those that stand at `height_m` and let through too little.
        mesh: of these.
    """

    scene: Scene
    pieces: Ints
    mesh: Mesh
    height_m: float


def level_of(scene: Scene, height_m: float, *, least_share: float = 0.5) -> Level:
    """What stands in the way of level sight at a height.

    Args:
        height_m: above local ground.
        least_share: what lets less than this through stands in the way.

    Departures:
        Two pieces that each let enough through stand nowhere in the way, whatever they let
        through together.
    """
    enter, leave = _standing(scene, height_m)
    pieces = np.flatnonzero((enter < leave) & (scene.openness < least_share)).astype(np.int32)
    edges = scene.edges.copy()
    for k in pieces[(enter[pieces] > 0.0) | (leave[pieces] < 1.0)]:
        a, b = scene.edges[scene.first[k]].reshape(2, 2)
        edges[scene.first[k]] = *(a + enter[k] * (b - a)), *(a + leave[k] * (b - a))
    there = replace(scene, edges=edges)
    return Level(scene=there, pieces=pieces, mesh=mesh_of(there, pieces), height_m=height_m)


def _standing(scene: Scene, height_m: float) -> tuple[Floats, Floats]:
    """Between which shares of its length each piece stands at a height; the same where nowhere.

    Only an upright on sloping ground stands there over a part of its length.
    """
    enter, leave = np.zeros(len(scene.kind)), np.ones(len(scene.kind))
    base, top = scene.ends[:, :2], scene.ends[:, 2:]
    for ends, stands in ((base, base <= height_m), (top, height_m < top)):
        with np.errstate(divide="ignore", invalid="ignore"):
            share = (height_m - ends[:, 0]) / (ends[:, 1] - ends[:, 0])
        begins, goes_on = stands.T
        leave = np.where(begins & ~goes_on, np.minimum(leave, share), leave)
        enter = np.where(~begins & goes_on, np.maximum(enter, share), enter)
        leave = np.where(begins | goes_on, leave, 0.0)
    return enter, leave


@dataclass(frozen=True, slots=True, kw_only=True)
class WallSeen:
    """A stretch of something that is in sight.

    Args:
        line: the stretch, its solid beyond.
        share: of the outline of what is in sight.
    """

    obstacle_id: str
    line: LineString
    length_m: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Measures:
    """The measures of what is in sight around each of N points, within a range.

    Args:
        area_m2, perimeter_m: shape (N,). The outline runs along walls, along sight lines past
            occluding edges, and along the circle of the range.
        occlusivity_m: shape (N,), length of the outline along sight lines: how much lies hidden
            just out of view.
        drift_m: shape (N,), from the point to the centroid.
        nearest_m, mean_m, farthest_m: shape (N,), length of sight over all directions; 0 into a
            wall that the point lies on.

    NaN for a point inside something solid.
    """

    area_m2: Floats
    perimeter_m: Floats
    occlusivity_m: Floats
    drift_m: Floats
    nearest_m: Floats
    mean_m: Floats
    farthest_m: Floats

    @property
    def compactness(self) -> Floats:
        """4 pi area / perimeter^2; 1 for a circle."""
        return 4.0 * pi * self.area_m2 / self.perimeter_m**2

    @property
    def jaggedness(self) -> Floats:
        """Perimeter^2 / area; 4 pi for a circle."""
        return self.perimeter_m**2 / self.area_m2


def measures(level: Level, points: Floats, *, reach_m: float, threads: int = 1) -> Measures:
    """The measures of what is in sight around points, exact for each stretch of the outline.

    Args:
        points: shape (N, 2). [m]
        reach_m: range; at most MARGIN_M.

    Source:
        international.md 2.2; Benedikt, To take hold of space: isovists and isovist fields, 1979.
    """
    _check(reach_m)
    eyes, order = _ordered(points)
    found = np.full((len(eyes), 7), np.nan)

    def part(block: tuple[int, int]) -> None:
        out, met, stack = _scratch(level.mesh, len(level.mesh.corners) + 64)
        measured(
            eyes, *block, level.height_m, reach_m, found, out, met, stack,
            *level.mesh.space, *level.mesh.lattice,
        )  # fmt: skip

    _in_threads(part, len(eyes), threads)
    rows = np.empty_like(found)
    rows[order] = found
    return Measures(
        area_m2=rows[:, AREA],
        perimeter_m=rows[:, PERIMETER],
        occlusivity_m=rows[:, OCCLUSIVITY],
        drift_m=rows[:, DRIFT],
        nearest_m=rows[:, NEAREST],
        mean_m=rows[:, MEAN],
        farthest_m=rows[:, FARTHEST],
    )


def areas_m2(level: Level, points: Floats, *, threads: int = 1) -> Floats:
    """Area of what is in sight around points, without any range; 0 inside a solid. [m2]

    Args:
        points: shape (N, 2). [m]

    Returns:
        shape (N,).
    """
    eyes, order = _ordered(points)
    found = np.zeros(len(eyes))

    def part(block: tuple[int, int]) -> None:
        out, met, stack = _scratch(level.mesh, len(level.mesh.corners) + 64)
        areas(
            eyes, *block, level.height_m, found, out, met, stack,
            *level.mesh.space, *level.mesh.lattice,
        )  # fmt: skip

    _in_threads(part, len(eyes), threads)
    area = np.empty_like(found)
    area[order] = found
    return area


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Isovist:
    """What is in sight around a point.

    Args:
        area: the outline; empty where the point is inside something solid. Its circle of the
            range is drawn in straight steps.
        walls: in the outline, counter-clockwise.
    """

    x_m: float
    y_m: float
    height_m: float
    reach_m: float
    area: Polygon | MultiPolygon
    walls: tuple[WallSeen, ...]

    def sector(self, *, azimuth_deg: float, width_deg: float) -> Polygon | MultiPolygon:
        """The part of it in a field of view.

        Args:
            azimuth_deg: middle of the field, clockwise from north.
            width_deg: 0 to 360.
        """
        if width_deg >= 360.0:
            return self.area
        turns = np.radians(azimuth_deg + np.linspace(-0.5, 0.5, 9) * width_deg)
        far = 2.0 * self.reach_m  # eight chords over at most 360 degrees stay beyond the range
        rim = np.column_stack([np.sin(turns), np.cos(turns)]) * far + (self.x_m, self.y_m)
        field = Polygon([(self.x_m, self.y_m), *rim])
        return areas_of(self.area.intersection(field))


def isovist(level: Level, *, x_m: float, y_m: float, reach_m: float) -> Isovist:
    """What is in sight around a point at the height of a level.

    Args:
        reach_m: range; at most MARGIN_M.
    """
    _check(reach_m)
    mesh = level.mesh
    out, met, stack = _scratch(mesh, len(mesh.corners) + 64)
    n = look(x_m, y_m, level.height_m, out, met, stack, *mesh.space, *mesh.lattice)
    ends = np.array([x_m, y_m]) + out[: 2 * n]
    area: BaseGeometry = Polygon()
    if n:
        kept = np.append(True, (np.diff(ends, axis=0) != 0.0).any(axis=1))
        circle = Point(x_m, y_m).buffer(reach_m, quad_segs=QUARTER_STEPS)
        area = shapely.make_valid(Polygon(ends[kept])).intersection(circle)
    return Isovist(
        x_m=x_m,
        y_m=y_m,
        height_m=level.height_m,
        reach_m=reach_m,
        area=areas_of(area),
        walls=tuple(_walls(level, out[: 2 * n].reshape(-1, 2, 2), met[:n], (x_m, y_m), reach_m)),
    )


def isovists(
    level: Level, points: Floats, *, reach_m: float, threads: int = 1
) -> tuple[Isovist, ...]:
    """What is in sight around each of some points, in their order.

    Args:
        points: shape (N, 2). [m]
        reach_m: range; at most MARGIN_M.
    """

    def around(point: tuple[float, float]) -> Isovist:
        return isovist(level, x_m=point[0], y_m=point[1], reach_m=reach_m)

    with ThreadPoolExecutor(threads) as pool:
        return tuple(pool.map(around, points.tolist()))


def _walls(
    level: Level, ends: Floats, met: Ints, eye: tuple[float, float], reach_m: float
) -> Iterator[WallSeen]:
    """The walls met within reach, what continues straight in one piece."""
    rows: list[tuple[int, Floats, Floats]] = []
    for (a, b), half in zip(ends, met, strict=True):
        piece = int(level.mesh.piece[half])
        ax, ay, bx, by = (float(v) for v in (*a, *b))
        enter, leave = inside(ax, ay, bx, by, reach_m)
        if piece < 0 or leave <= enter:
            continue
        a, b = a + enter * (b - a), a + leave * (b - a)
        if rows and rows[-1][0] == piece and _goes_on(rows[-1][1], rows[-1][2], a, b):
            rows[-1] = piece, rows[-1][1], b
        else:
            rows.append((piece, a, b))
    if len(rows) > 1 and rows[0][0] == rows[-1][0] and _goes_on(*rows[-1][1:], *rows[0][1:]):
        rows[0] = rows[0][0], rows.pop()[1], rows[0][2]
    if not rows:
        return
    perimeter = float(measures(level, np.array([eye]), reach_m=reach_m).perimeter_m[0])
    for piece, a, b in rows:
        length = hypot(*(b - a))
        yield WallSeen(
            obstacle_id=level.scene.obstacles[piece].id,
            line=LineString([a + eye, b + eye]),
            length_m=length,
            share=length / perimeter,
        )


def _goes_on(a: Floats, b: Floats, c: Floats, d: Floats) -> bool:
    """Whether c d goes on where a b ends, in its direction."""
    e, f = b - a, d - c
    sine = abs(e[0] * f[1] - e[1] * f[0])
    return bool((b == c).all() and sine <= SAME_LINE * hypot(*e) * hypot(*f) and e @ f > 0.0)


def _check(reach_m: float) -> None:
    if not 0.0 < reach_m <= MARGIN_M:
        raise ValueError(f"sight reaches {reach_m} m; it must be over 0 and at most {MARGIN_M:g} m")


def _ordered(points: Floats) -> tuple[Floats, NDArray[np.int64]]:
    """Points so that neighbours follow each other, which finds the mesh in the cache; and whose."""
    eyes = np.ascontiguousarray(points, dtype=np.float64).reshape(-1, 2)
    order = np.argsort(morton(eyes), kind="stable")
    return np.ascontiguousarray(eyes[order]), order


def _in_threads(part: Callable[[tuple[int, int]], None], count: int, threads: int) -> None:
    """Call a function with the first and the last of each block of a count."""
    blocks = [(count * n // threads, count * (n + 1) // threads) for n in range(threads)]
    if threads == 1:
        part(*blocks)
        return
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(part, blocks))


def _scratch(mesh: Mesh, walls: int) -> tuple[Floats, Ints, Ints]:
    """Room for corners, for walls, and the stack of `star`."""
    stack = np.empty((len(mesh.triangles) + 3, 5), dtype=np.int32)
    return np.empty((2 * walls, 2)), np.empty(walls, dtype=np.int32), stack
