"""Scenes in plan for isovists: blocks of a town, and an open site with small things on it."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, pi

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

from cpted_rules.analysis.scene.pieces import Obstacle

Floats = NDArray[np.float64]

CELL_M = 20.0
"""One rectangle stands in each square of this size, so that the site grows with the edges."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlaneScene:
    """Rectangles that do not touch, in a rectangular site.

    Args:
        rings: shape (K, 4, 2), counter-clockwise. [m]
        side_m: of the square site, from (0, 0).
        seed: of the rectangles.
    """

    name: str
    rings: Floats
    side_m: float
    seed: int

    @property
    def edges(self) -> Floats:
        """Both ends of each edge, shape (4 K, 4). [m]"""
        ends = np.concatenate([self.rings, np.roll(self.rings, -1, axis=1)], axis=2)
        return np.ascontiguousarray(ends.reshape(-1, 4))

    @property
    def site(self) -> Polygon:
        """The area that sight ends at."""
        return shapely.box(0.0, 0.0, self.side_m, self.side_m)

    @property
    def obstacles(self) -> tuple[Obstacle, ...]:
        """The rectangles, all higher than any eye."""
        return tuple(
            Obstacle(id=f"r{k}", shape=Polygon(ring), base_m=0.0, top_m=10.0)
            for k, ring in enumerate(self.rings)
        )

    def free_points(self, count: int, *, seed: int) -> Floats:
        """Points that are in no rectangle and 1 m off the edge of the site, shape (count, 2)."""
        tree = shapely.STRtree([Polygon(ring) for ring in self.rings])
        rng = np.random.default_rng(seed)
        found: list[Floats] = []
        while sum(len(points) for points in found) < count:
            points = rng.uniform(1.0, self.side_m - 1.0, (2 * count, 2))
            inside = tree.query(shapely.points(points), predicate="intersects")[0]
            free = np.ones(len(points), dtype=np.bool_)
            free[inside] = False
            found.append(points[free])
        return np.ascontiguousarray(np.concatenate(found)[:count])


def blocks(edges: int, *, seed: int = 1) -> PlaneScene:
    """Buildings of 5.6 to 9.3 m, turned, one in each square: views are short."""
    rng = np.random.default_rng(seed)
    count, side, corner = _squares(edges)
    width, depth = (0.62 * CELL_M * rng.uniform(0.45, 0.75, count) for _ in range(2))
    slack = CELL_M / 2 - np.hypot(width, depth) / 2 - 0.2
    centre = corner + CELL_M / 2 + rng.uniform(-1, 1, (count, 2)) * slack[:, None]
    rings = rectangles(centre, width, depth, rng.uniform(0.0, pi, count))
    return PlaneScene(name="blocks", rings=rings, side_m=side * CELL_M, seed=seed)


def sparse(edges: int, *, seed: int = 2) -> PlaneScene:
    """Bollards, trunks and cars of 0.3 to 1.5 m: views are long and have many corners."""
    rng = np.random.default_rng(seed)
    count, side, corner = _squares(edges)
    width, depth = (rng.uniform(0.3, 1.5, count) for _ in range(2))
    centre = corner + CELL_M / 2 + rng.uniform(-0.4, 0.4, (count, 2)) * CELL_M
    rings = rectangles(centre, width, depth, rng.uniform(0.0, pi, count))
    return PlaneScene(name="sparse", rings=rings, side_m=side * CELL_M, seed=seed)


FAMILIES: dict[str, Callable[[int], PlaneScene]] = {"blocks": blocks, "sparse": sparse}


def _squares(edges: int) -> tuple[int, int, Floats]:
    """Rectangles for so many edges, squares along a side, and the corner of each square."""
    count = edges // 4
    side = ceil(count**0.5)
    row, column = np.divmod(np.arange(count), side)
    return count, side, np.column_stack([column, row]) * CELL_M


def rectangles(centre: Floats, width: Floats, depth: Floats, turn: Floats) -> Floats:
    """Counter-clockwise corners of turned rectangles, shape (K, 4, 2).

    Args:
        centre: shape (K, 2). [m]
        width, depth: shape (K,). [m]
        turn: shape (K,), counter-clockwise. [rad]
    """
    along = np.array([-0.5, 0.5, 0.5, -0.5]) * width[:, None]
    across = np.array([-0.5, -0.5, 0.5, 0.5]) * depth[:, None]
    cosine, sine = np.cos(turn)[:, None], np.sin(turn)[:, None]
    x = centre[:, :1] + along * cosine - across * sine
    y = centre[:, 1:] + along * sine + across * cosine
    return np.stack([x, y], axis=2)
