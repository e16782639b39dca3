"""Illuminance of points by lamps, point by point, with what stands in between."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from cpted_rules.analysis.scene import Floats, Scene
from cpted_rules.analysis.sight import transmissions
from cpted_rules.photometry import Photometry, intensity

REACH_M = 80.0
"""A lamp further away than this is not counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lamp:
    """A lamp in place.

    Args:
        z_m: luminous centre above ground.
        azimuth_deg: where C0 points, clockwise from north.
        tilt_deg: by how much the side of C0 is raised.
        maintenance_factor: share of the new light that is left. [0 to 1]
    """

    id: str
    x_m: float
    y_m: float
    z_m: float
    azimuth_deg: float
    tilt_deg: float
    maintenance_factor: float
    photometry: Photometry


def horizontal_illuminance(scene: Scene, lamps: Iterable[Lamp], points: Floats) -> Floats:
    """Illuminance on a horizontal plane facing up, at each point. [lx]

    Args:
        points: shape (M, 3). [m]

    Returns:
        shape (M,).

    Departures: direct light of point sources only, no reflection (on the safe side).
    Source: CIE point-by-point method; international.md 2.8 and 4.3.
    """
    total = np.zeros(len(points))
    for lamp in lamps:
        total += _by_one(scene, lamp, points)
    return total


def _by_one(scene: Scene, lamp: Lamp, points: Floats) -> Floats:
    ray = points - np.array([lamp.x_m, lamp.y_m, lamp.z_m])
    distance = np.linalg.norm(ray, axis=1)
    lit = np.flatnonzero((ray[:, 2] < 0) & (distance <= REACH_M))
    out = np.zeros(len(points))
    if not len(lit):
        return out
    c, gamma = directions(ray[lit], azimuth_deg=lamp.azimuth_deg, tilt_deg=lamp.tilt_deg)
    candela = intensity(lamp.photometry, c, gamma)
    through = transmissions(scene, (lamp.x_m, lamp.y_m, lamp.z_m), points[lit])
    cosine = -ray[lit, 2] / distance[lit]
    out[lit] = lamp.maintenance_factor * candela * through * cosine / distance[lit] ** 2
    return out


def directions(ray: Floats, *, azimuth_deg: float, tilt_deg: float) -> tuple[Floats, Floats]:
    """Photometric angles C and gamma of rays leaving a lamp. [deg]

            C90                 seen from above: C runs counter-clockwise from C0,
             |                  gamma from straight down (0) to straight up (180)
             o---- C0

    Args:
        ray: shape (M, 3), from the lamp to the point, in site axes.
    """
    azimuth, tilt = np.radians(azimuth_deg), np.radians(tilt_deg)
    ahead = np.array([np.sin(azimuth), np.cos(azimuth), 0.0])
    left = np.array([-ahead[1], ahead[0], 0.0])
    up = np.array([0.0, 0.0, 1.0])
    front = np.cos(tilt) * ahead + np.sin(tilt) * up
    down = np.sin(tilt) * ahead - np.cos(tilt) * up
    x, y, z = ray @ front, ray @ left, ray @ down
    c = np.degrees(np.arctan2(y, x)) % 360.0
    gamma = np.degrees(np.arctan2(np.hypot(x, y), z))
    return c, gamma
