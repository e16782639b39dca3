"""Illuminance of points by lamps, point by point, with what stands in between."""

from collections.abc import Callable, Iterable

import numpy as np

from cpted_rules.analysis.light.lamps import Lamp, directions
from cpted_rules.analysis.lines import transmissions
from cpted_rules.analysis.scene.pieces import Floats, Scene
from cpted_rules.photometry import intensity

REACH_M = 80.0
"""A lamp further away than this is not counted; straight distance. [X]"""

Receiver = Callable[[Floats], Floats]
"""A receiver's share of rays of length 1, shape (M, 3), from lamp to point; shape (M,)."""


def horizontal(rays: Floats) -> Floats:
    """A plane facing up. Source: international.md 2.8, E_h: cos eps."""
    return np.clip(-rays[:, 2], 0.0, None)


def vertical(facing_deg: float | Floats) -> Receiver:
    """An upright plane facing an azimuth, one for all points or one for each.

    Source: international.md 2.8, E_v: sin eps max(0, cos alpha).
    """
    sine, cosine = np.sin(np.radians(facing_deg)), np.cos(np.radians(facing_deg))
    return lambda rays: np.clip(-rays[:, 0] * sine - rays[:, 1] * cosine, 0.0, None)


def semicylindrical(facing_deg: float | Floats) -> Receiver:
    """An upright half cylinder (a face) facing an azimuth, one for all points or one for each.

    Source: international.md 2.8, E_sc: (1 + cos alpha) sin eps / pi.
    """
    sine, cosine = np.sin(np.radians(facing_deg)), np.cos(np.radians(facing_deg))
    return lambda rays: (
        (np.hypot(rays[:, 0], rays[:, 1]) - rays[:, 0] * sine - rays[:, 1] * cosine) / np.pi
    )


def cylindrical(rays: Floats) -> Floats:
    """An upright cylinder (a head, whichever way it looks).

    Source: international.md 2.8, E_z: sin eps / pi.
    """
    return np.hypot(rays[:, 0], rays[:, 1]) / np.pi


def hemispherical(rays: Floats) -> Floats:
    """A half sphere facing up. Source: international.md 2.8, E_hs: (1 + cos eps) / 4."""
    return (1.0 - rays[:, 2]) / 4.0


def horizontal_illuminance(
    scene: Scene, lamps: Iterable[Lamp], points: Floats, *, reach_m: float = REACH_M
) -> Floats:
    """Illuminance on a horizontal plane facing up, at each point. [lx]

    Args:
        points: shape (M, 3). [m]
        reach_m: lamps further away are not counted.

    Returns:
        shape (M,).

    Departures: direct light of point sources only, no reflection (on the safe side).
    Source: CIE point-by-point method; international.md 2.8 and 4.3.
    """
    return illuminance(scene, lamps, points, horizontal, reach_m=reach_m)


def vertical_illuminance(
    scene: Scene, lamps: Iterable[Lamp], points: Floats, *, facing_deg: float | Floats
) -> Floats:
    """Illuminance on a vertical plane facing an azimuth, at each point. [lx]"""
    return illuminance(scene, lamps, points, vertical(facing_deg))


def semicylindrical_illuminance(
    scene: Scene, lamps: Iterable[Lamp], points: Floats, *, facing_deg: float | Floats
) -> Floats:
    """Illuminance on an upright half cylinder (a face) facing an azimuth, at each point. [lx]"""
    return illuminance(scene, lamps, points, semicylindrical(facing_deg))


def cylindrical_illuminance(scene: Scene, lamps: Iterable[Lamp], points: Floats) -> Floats:
    """Illuminance on an upright cylinder, at each point. [lx]"""
    return illuminance(scene, lamps, points, cylindrical)


def hemispherical_illuminance(scene: Scene, lamps: Iterable[Lamp], points: Floats) -> Floats:
    """Illuminance on a half sphere facing up, at each point. [lx]"""
    return illuminance(scene, lamps, points, hemispherical)


def illuminance(
    scene: Scene,
    lamps: Iterable[Lamp],
    points: Floats,
    receiver: Receiver,
    *,
    reach_m: float = REACH_M,
) -> Floats:
    """What a receiver at each point gets of all lamps, shape (M,). [lx]"""
    each = by_lamp(scene, lamps, points, receiver, reach_m=reach_m)
    return np.asarray(each.sum(axis=0))


def by_lamp(
    scene: Scene,
    lamps: Iterable[Lamp],
    points: Floats,
    receiver: Receiver,
    *,
    reach_m: float = REACH_M,
) -> Floats:
    """What a receiver at each point gets of each lamp, shape (L, M). [lx]

    Args:
        points: shape (M, 3); each its own receiver where that has one direction a point. [m]
    """
    rows = [_by_one(scene, lamp, points, receiver, reach_m) for lamp in lamps]
    return np.array(rows, dtype=np.float64).reshape(-1, len(points))


def _by_one(scene: Scene, lamp: Lamp, points: Floats, receiver: Receiver, reach_m: float) -> Floats:
    out = np.zeros(len(points))
    rays = points - np.array([lamp.x_m, lamp.y_m, lamp.z_m])
    distance = np.linalg.norm(rays, axis=1)
    near = np.flatnonzero((distance > 0) & (distance <= reach_m))
    if not len(near):
        return out
    received = receiver(rays / np.maximum(distance, 1e-12)[:, None])[near]
    c, gamma = directions(lamp.axes, rays[near])
    candela = lamp.maintenance_factor * intensity(lamp.photometry, c, gamma)
    bare = candela * received / distance[near] ** 2
    lit = bare > 0.0
    spots = points[near[lit]]
    out[near[lit]] = bare[lit] * transmissions(scene, (lamp.x_m, lamp.y_m, lamp.z_m), spots)
    return out


__all__ = [
    "REACH_M",
    "Lamp",
    "Receiver",
    "by_lamp",
    "cylindrical",
    "cylindrical_illuminance",
    "hemispherical",
    "hemispherical_illuminance",
    "horizontal",
    "horizontal_illuminance",
    "illuminance",
    "semicylindrical",
    "semicylindrical_illuminance",
    "vertical",
    "vertical_illuminance",
]
