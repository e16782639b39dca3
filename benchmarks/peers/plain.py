"""What gets from points to points, in float64 with no structure at all: what the gates go by."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from shapely import Polygon

from benchmarks.peers.compiled import answer
from benchmarks.suite.scenes.streetlight import intensity
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


def illuminance(
    obstacles: Sequence[Obstacle], lamps: Floats, points: Floats, normal: Floats
) -> Floats:
    """Illuminance of planes at points by the street lights of `streetlight`, shape (M,). [lx]

    Args:
        lamps: shape (L, 5): x, y, z [m], share of the file's light, azimuth. [deg]
        points: shape (M, 3). [m]
        normal: shape (3,), the direction that all planes face.
    """
    ray = points[:, None] - lamps[None, :, :3]
    distance = np.linalg.norm(ray, axis=2)
    down = np.degrees(np.arccos(np.clip(-ray[..., 2] / distance, -1.0, 1.0)))
    around = (np.degrees(np.arctan2(ray[..., 0], ray[..., 1])) - lamps[:, 4]) % 360.0
    through = shares(obstacles, np.ascontiguousarray(points), np.ascontiguousarray(lamps[:, :3]))
    cosine = np.clip(-(ray @ normal) / distance, 0.0, None)
    given = intensity(around, down) * cosine / distance**2 * through * lamps[:, 3]
    return np.asarray(given.sum(axis=1))


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
