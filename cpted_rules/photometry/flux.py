"""The flux of a candela table, and which way it leans."""

import numpy as np

from cpted_rules.photometry.table import Floats, Photometry

LEANS = 0.05
"""A light whose centre is nearer to the middle than this share of its flux leans nowhere."""


def flux_lm(photometry: Photometry, *, from_deg: float = 0.0, to_deg: float = 180.0) -> float:
    """Luminous flux between two angles from straight down. [lm]

    Args:
        from_deg, to_deg: gamma, 0 to 180; 90 to 180 is the light above the horizontal.

    Source: zonal method: mean intensity of a zone times its solid angle
    2 pi (cos g1 - cos g2); IES Lighting Handbook, zonal constants; international.md V7.
    """
    angles = photometry.gamma_deg
    inside = angles[(angles > from_deg) & (angles < to_deg)]
    low, high = max(from_deg, angles[0]), min(to_deg, angles[-1])
    if low >= high:
        return 0.0
    edges = np.concatenate([[low], inside[(inside > low) & (inside < high)], [high]])
    rows = np.array([np.interp(edges, angles, row) for row in photometry.candela])
    return float(np.sum(_solid(edges) * _around(photometry, (rows[:, 1:] + rows[:, :-1]) / 2)))


def lean_deg(photometry: Photometry) -> float | None:
    """The C-plane that a one-sided light goes to; None when it is alike to all sides. [deg]

    It is the direction of the centre of the light: of all directions, weighted by intensity.
    """
    if len(photometry.c_deg) == 2:
        return None
    gamma = np.radians(photometry.gamma_deg)
    sine = np.sin(gamma)
    weight = photometry.candela * sine
    rows = (weight[:, 1:] + weight[:, :-1]) / 2
    bare = (photometry.candela[:, 1:] + photometry.candela[:, :-1]) / 2
    solid = _solid(photometry.gamma_deg)
    c = np.radians(photometry.c_deg)
    total = float(np.sum(solid * _around(photometry, bare)))
    if total <= 0:
        return None
    ahead, left = (
        float(np.sum(solid * _around(photometry, rows * side[:, None]))) / total
        for side in (np.cos(c), np.sin(c))
    )
    if np.hypot(ahead, left) < LEANS:
        return None
    plane = float(np.degrees(np.arctan2(left, ahead)) % 360.0)
    return 0.0 if plane > 360.0 - 1e-6 else plane


def _solid(gamma_deg: Floats) -> Floats:
    """Solid angle of each zone per radian of C."""
    return np.asarray(-np.diff(np.cos(np.radians(gamma_deg))), dtype=np.float64)


def _around(photometry: Photometry, values: Floats) -> Floats:
    """Values, shape (P, Z), summed around the circle, shape (Z,)."""
    c = np.radians(photometry.c_deg)
    return np.asarray(np.trapezoid(values, c, axis=0), dtype=np.float64)


__all__ = ["LEANS", "flux_lm", "lean_deg"]
