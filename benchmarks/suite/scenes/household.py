"""A complex of 500 households and more: buildings, low things, trees, windows, lamps, cameras.

       315 m
+--- . ------- . ---+    twelve slabs of 14 to 20 storeys with recessed balconies, annexes,
|  ====   ====  ==  |    low walls, cars, hedges and trunks between them, and a fence with
|   o  ==  ==== o   |    eight gaps around. One seed makes all of it.
+--- . ------- . ---+
"""

from dataclasses import dataclass, replace
from math import pi

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon
from shapely.affinity import translate

from benchmarks.suite.scenes.plane import rectangles
from cpted_rules.analysis.scene.pieces import Obstacle

Floats = NDArray[np.float64]
Bits = NDArray[np.bool_]

WIDTH_M, DEPTH_M = 315.0, 265.0
SEED = 7
STOREY_M = 2.9
SLAB_M = (44.0, 13.0)
BALCONIES = 14
"""Strips of a slab; every other one is set back."""

CLEAR_M = 0.25
"""Least distance between two low things."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Household:
    """A complex, or several side by side.

    Args:
        solid: what nothing gets through, from the ground up.
        fences: thin prisms from the ground up that let half through.
        crowns: of trees, above the ground, that let a part through.
        windows: eyes, shape (W, 5): x, y, z, and 0, 0, as they look all round. [m]
        lamps: shape (L, 5): x, y, z [m], share of the file's light, azimuth. [deg]
        cameras: shape (C, 5): x, y, z [m], azimuth, horizontal field. [deg]
        open_ground: which cells of 1 m stand on open ground, shape (rows, columns), from (0, 0).
    """

    solid: tuple[Obstacle, ...]
    fences: tuple[Obstacle, ...]
    crowns: tuple[Obstacle, ...]
    windows: Floats
    lamps: Floats
    cameras: Floats
    open_ground: Bits

    @property
    def opaque(self) -> tuple[Obstacle, ...]:
        """What is solid and the fences, as if nothing got through them."""
        return (*self.solid, *(replace(fence, openness_share=0.0) for fence in self.fences))

    @property
    def all(self) -> tuple[Obstacle, ...]:
        """Everything, with what it lets through."""
        return (*self.solid, *self.fences, *self.crowns)

    @property
    def size_m(self) -> tuple[float, float]:
        """West to east and south to north. [m]"""
        rows, columns = self.open_ground.shape
        return float(columns), float(rows)

    def cells(self, step_m: float) -> Floats:
        """Centres of the cells of a step on open ground, shape (M, 2), row by row. [m]"""
        row, column = np.nonzero(self.mask(step_m))
        return np.column_stack([(column + 0.5) * step_m, (row + 0.5) * step_m])

    def mask(self, step_m: float) -> Bits:
        """Which cells of a step, 1 m or a part of it, are on open ground."""
        times = round(1.0 / step_m)
        return np.repeat(np.repeat(self.open_ground, times, axis=0), times, axis=1)


def household(seed: int = SEED) -> Household:
    """The complex of a seed."""
    return _Planner(np.random.default_rng(seed)).plan()


def tiled(one: Household, across: int, *, eyes: int) -> Household:
    """The same complex across x across times, with as many eyes, taken evenly from all windows."""
    steps = [(i * WIDTH_M, j * DEPTH_M) for j in range(across) for i in range(across)]

    def all_of(rows: Floats) -> Floats:
        moved = [np.column_stack([rows[:, :2] + step, rows[:, 2:]]) for step in steps]
        return np.concatenate(moved)

    def moved(obstacles: tuple[Obstacle, ...]) -> tuple[Obstacle, ...]:
        return tuple(
            replace(o, id=f"{n}-{o.id}", shape=translate(o.shape, *step))
            for n, step in enumerate(steps)
            for o in obstacles
        )

    windows = all_of(one.windows)
    chosen = np.linspace(0, len(windows) - 1, eyes).astype(np.int64)
    return Household(
        solid=moved(one.solid),
        fences=moved(one.fences),
        crowns=moved(one.crowns),
        windows=np.ascontiguousarray(windows[chosen]),
        lamps=all_of(one.lamps),
        cameras=all_of(one.cameras),
        open_ground=np.tile(one.open_ground, (across, across)),
    )


class _Planner:
    """Puts things on the site one after the other, each clear of those before."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.solid: list[Obstacle] = []
        self.fences: list[Obstacle] = []
        self.windows: list[Floats] = []
        self.taken: list[Polygon] = []

    def plan(self) -> Household:
        for j in range(3):
            for i in range(4):
                self._slab(np.array([45.0 + 71.0 * i, 45.0 + 80.0 * j]))
        self._low("annex", 12, (10.0, 6.0), (3.0, 7.0))
        self._low("wall", 60, (8.0, 0.25), (1.2, 2.2))
        self._low("car", 150, (4.5, 1.9), (1.45, 1.45))
        self._low("hedge", 160, (4.0, 0.8), (0.6, 1.6))
        self._fence()
        crowns = self._trees(300)
        lamps = np.column_stack(
            [
                self._free(200),
                self.rng.choice([4.0, 5.0, 6.0, 8.0], 200),
                self.rng.uniform(0.3, 1.0, 200),
                self.rng.uniform(0.0, 360.0, 200),
            ]
        )
        cameras = np.column_stack(
            [
                self._free(80),
                self.rng.uniform(3.0, 6.0, 80),
                self.rng.uniform(0.0, 360.0, 80),
                self.rng.choice([50.0, 70.0, 90.0], 80),
            ]
        )
        return Household(
            solid=tuple(self.solid),
            fences=tuple(self.fences),
            crowns=tuple(crowns),
            windows=np.concatenate(self.windows),
            lamps=lamps,
            cameras=cameras,
            open_ground=self._open_ground(),
        )

    def _slab(self, near: Floats) -> None:
        """A building with balconies along both sides, and its windows, storey by storey."""
        centre = near + self.rng.uniform(-4.0, 4.0, 2)
        turn = self.rng.uniform(-0.35, 0.35)
        storeys = int(self.rng.integers(14, 21))
        length, depth = SLAB_M
        along = np.linspace(-length / 2, length / 2, BALCONIES + 1)
        south, north = [], []
        for k in range(BALCONIES):
            back = 1.2 * (k % 2)
            south += [(along[k], back - depth / 2), (along[k + 1], back - depth / 2)]
            north += [(along[k], (depth - back) / 2), (along[k + 1], (depth - back) / 2)]
        outline = Polygon(_turned(np.array(south + north[::-1]), turn) + centre)
        self._add("slab", outline, STOREY_M * storeys + 1.0)
        self.taken.append(outline.buffer(1.5))
        places = np.linspace(2.0 - length / 2, length / 2 - 2.0, 10)
        for side in (-1.0, 1.0):
            row = np.column_stack([places, np.full(10, side * (depth / 2 + 0.15))])
            at = np.repeat(_turned(row, turn) + centre, storeys, axis=0)
            z = np.tile(STOREY_M * np.arange(storeys) + 1.5, 10)
            self.windows.append(np.column_stack([at, z, np.zeros((len(z), 2))]))

    def _low(
        self, kind: str, count: int, size: tuple[float, float], heights: tuple[float, float]
    ) -> None:
        for at in self._clear_places(count, np.hypot(*size) / 2):
            turn = self.rng.uniform(0.0, pi, 1)
            ring = rectangles(at[None], np.array(size[:1]), np.array(size[1:]), turn)[0]
            self._add(kind, Polygon(ring), float(self.rng.uniform(*heights)))

    def _fence(self) -> None:
        """Thin uprights around the site, with two gaps on each side."""
        west, south, east, north = 1.0, 1.0, WIDTH_M - 1.0, DEPTH_M - 1.0
        corners = np.array([(west, south), (east, south), (east, north), (west, north)])
        for a, b in zip(corners, np.roll(corners, -1, axis=0), strict=True):
            ahead = (b - a) / np.hypot(*(b - a))
            aside = 0.05 * np.array([-ahead[1], ahead[0]])
            for k in set(range(30)) - {10, 20}:
                p, q = a + (b - a) * (k + 0.03) / 30, a + (b - a) * (k + 0.97) / 30
                ring = Polygon([p - aside, q - aside, q + aside, p + aside])
                fence = Obstacle(
                    id=f"fence{len(self.fences)}",
                    shape=ring,
                    base_m=0.0,
                    top_m=1.8,
                    openness_share=0.5,
                )
                self.fences.append(fence)
                self.taken.append(ring)

    def _trees(self, count: int) -> list[Obstacle]:
        """Trunks among what is solid; their crowns, of sixteen sides, let light through."""
        eighths, sixteenths = (2 * pi * np.arange(n) / n for n in (8, 16))
        crowns = []
        for k, at in enumerate(self._clear_places(count, 1.6)):
            radius, base, top = (self.rng.uniform(*b) for b in ((1.2, 2.6), (1.8, 2.6), (6, 9)))
            trunk = at + 0.15 * np.column_stack([np.cos(eighths), np.sin(eighths)])
            crown = at + radius * np.column_stack([np.cos(sixteenths), np.sin(sixteenths)])
            self._add("trunk", Polygon(trunk), float(top) - 1.0)
            crowns.append(
                Obstacle(
                    id=f"crown{k}",
                    shape=Polygon(crown),
                    base_m=float(base),
                    top_m=float(top),
                    openness_share=float(np.exp(-1.0)),
                    plant=True,
                )
            )
        return crowns

    def _add(self, kind: str, shape: Polygon, top_m: float) -> None:
        self.solid.append(
            Obstacle(id=f"{kind}{len(self.solid)}", shape=shape, base_m=0.0, top_m=top_m)
        )

    def _clear_places(self, count: int, radius_m: float) -> list[Floats]:
        """Places for things of a radius; what is put there is noted as taken."""
        tree = shapely.STRtree(self.taken)
        found: list[Floats] = []
        for at in self.rng.uniform((8.0, 8.0), (WIDTH_M - 8.0, DEPTH_M - 8.0), (count * 12, 2)):
            if len(found) == count:
                break
            disc = shapely.Point(at).buffer(radius_m + CLEAR_M)
            near = found and np.hypot(*(np.array(found) - at).T).min() < 2 * radius_m + CLEAR_M
            if near or len(tree.query(disc, predicate="intersects")):
                continue
            found.append(at)
        self.taken += [shapely.Point(at).buffer(radius_m + CLEAR_M) for at in found]
        return found

    def _free(self, count: int) -> Floats:
        """Random points that nothing stands on, shape (count, 2)."""
        tree = shapely.STRtree(self.taken)
        found: list[Floats] = []
        while len(found) < count:
            at = self.rng.uniform((3.0, 3.0), (WIDTH_M - 3.0, DEPTH_M - 3.0))
            if not len(tree.query(shapely.Point(at), predicate="intersects")):
                found.append(at)
        return np.array(found)

    def _open_ground(self) -> Bits:
        """Cells of 1 m whose quarters too have their centres clear of everything."""
        x = np.arange(0.125, WIDTH_M, 0.25)
        y = np.arange(0.125, DEPTH_M, 0.25)
        xs, ys = np.meshgrid(x, y)
        shapes = [o.shape for o in (*self.solid, *self.fences)]
        closed = shapely.union_all(shapes).buffer(0.01)
        shapely.prepare(closed)
        covered = shapely.contains_xy(closed, xs, ys).reshape(int(DEPTH_M), 4, int(WIDTH_M), 4)
        return np.asarray(~covered.any(axis=(1, 3)))


def _turned(points: Floats, turn: float) -> Floats:
    """Points turned counter-clockwise about the origin, shape (N, 2)."""
    cosine, sine = np.cos(turn), np.sin(turn)
    turned: Floats = points @ np.array([[cosine, sine], [-sine, cosine]])
    return turned
