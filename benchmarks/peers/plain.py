"""What gets from points to points, in float64 with no structure at all: what the gates go by."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from shapely import Polygon

from benchmarks.peers.compiled import answer
from cpted_rules.analysis.scene.pieces import Obstacle

Floats = NDArray[np.float64]


def shares(obstacles: Sequence[Obstacle], eyes: Floats, targets: Floats) -> Floats:
    """What share gets from each eye to each target, shape (N, M).

    Args:
        obstacles: with polygons as their shapes.
        eyes: shape (N, 3). [m]
        targets: shape (M, 3). [m]
    """
    rows, edges, first = [], [], 0
    for obstacle in obstacles:
        ring = edges_of(obstacle.shape)
        rows.append(
            (first, first + len(ring), obstacle.base_m, obstacle.top_m, obstacle.openness_share)
        )
        edges.append(ring)
        first += len(ring)
    arrays = [np.concatenate(edges), np.array(rows, dtype=np.float64), eyes, targets]
    return answer("plain_sight", arrays).values.reshape(len(eyes), len(targets))


def edges_of(shape: object) -> Floats:
    """Both ends of each edge of a polygon without holes, shape (E, 4). [m]"""
    if not isinstance(shape, Polygon) or shape.interiors:
        raise TypeError("the obstacles of the benchmarks are polygons without holes")
    ring = np.array(shape.exterior.coords, dtype=np.float64)
    return np.hstack([ring[:-1], ring[1:]])


def walls_of(obstacles: Sequence[Obstacle]) -> Floats:
    """Both ends and the top of each wall, shape (E, 5); all stand on the ground. [m]"""
    rows = []
    for obstacle in obstacles:
        ring = edges_of(obstacle.shape)
        rows.append(np.column_stack([ring, np.full(len(ring), obstacle.top_m)]))
    return np.concatenate(rows)
