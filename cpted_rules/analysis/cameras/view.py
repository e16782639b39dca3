"""Cameras in place: where each looks, and what of its surroundings is in the picture."""

from dataclasses import dataclass
from math import cos, inf, radians, sin, tan

import numpy as np
from numpy.typing import NDArray

from cpted_rules.analysis.kernels.views import (
    AHEAD_X,
    AHEAD_Y,
    ASIDE,
    BELOW,
    COS_TILT,
    COS_WIDE,
    EDGE_M,
    REACH,
    SIN_TILT,
    STRENGTH,
    X,
    Y,
    Z,
)
from cpted_rules.analysis.scene.obstacles import floor_m
from cpted_rules.analysis.scene.pieces import Floats
from cpted_rules.analysis.scene.terrain import FLAT, Ground
from cpted_rules.plan import SitePlan
from cpted_rules.settings import Settings

WIDE_DEG = 170.0
"""A field at least so wide is no plane picture: it is taken as an angle in plan."""

ALL_ROUND = -2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A camera in place.

    Args:
        azimuth_deg: where it looks, clockwise from north; None looks all round.
        hfov_deg: horizontal field of view; of a camera that looks all round, of one image.
        pixels: across that field; 0 where not known.
        tilt_deg: of its axis below the horizontal; None where not known: then taken as level.
        vfov_deg: vertical field of view; None where not known: then nothing is too near or high.
    """

    id: str
    x_m: float
    y_m: float
    z_m: float
    azimuth_deg: float | None
    hfov_deg: float
    pixels: int
    tilt_deg: float | None = None
    vfov_deg: float | None = None

    @property
    def strength(self) -> float:
        """Pixel density at 1 m. [px/m at 1 m]

        Source: international.md 2.7: pixels / (2 d tan(hfov / 2)), d straight from the camera.
        """
        return self.pixels / (2 * tan(radians(min(self.hfov_deg, WIDE_DEG)) / 2))

    def near_m(self, height_m: float) -> float:
        """Along its axis, how near the picture begins at a height; 0 where it is not known. [m]

        Source: international.md 2.7: (Hc - z) / tan(tilt + vfov / 2).
        """
        if self.tilt_deg is None or self.vfov_deg is None or height_m >= self.z_m:
            return 0.0
        steep = self.tilt_deg + self.vfov_deg / 2
        return 0.0 if steep >= 90 else (self.z_m - height_m) / tan(radians(steep))

    def far_m(self, height_m: float) -> float:
        """Along its axis, how far the picture reaches at a height, whatever it resolves. [m]"""
        if self.tilt_deg is None or self.vfov_deg is None or height_m >= self.z_m:
            return inf
        flat = self.tilt_deg - self.vfov_deg / 2
        return inf if flat <= 0 else (self.z_m - height_m) / tan(radians(flat))


def views_of(
    plan: SitePlan, settings: Settings, storey: int, *, ground: Ground = FLAT
) -> tuple[View, ...]:
    """The cameras of a storey (0: outdoors), as drawn or assumed."""
    return tuple(
        View(
            id=camera.id,
            x_m=camera.at.x,
            y_m=camera.at.y,
            z_m=floor_m(plan, settings, storey, camera.at, ground=ground)
            + (settings.camera_height_m if camera.height_m is None else camera.height_m),
            azimuth_deg=camera.azimuth_deg,
            hfov_deg=settings.camera_hfov_deg if camera.hfov_deg is None else camera.hfov_deg,
            pixels=camera.pixels or 0,
            tilt_deg=camera.tilt_deg,
            vfov_deg=camera.vfov_deg,
        )
        for camera in plan.cameras
        if camera.storey == storey
    )


def rows_of(views: tuple[View, ...], *, within_m: float) -> Floats:
    """Views as the kernel takes them, shape (N, 12)."""
    rows = np.zeros((len(views), 12))
    for row, view in zip(rows, views, strict=True):
        row[[X, Y, Z, REACH, STRENGTH]] = view.x_m, view.y_m, view.z_m, within_m, view.strength
        row[[SIN_TILT, COS_TILT, COS_WIDE]] = 0.0, 1.0, ALL_ROUND
        if view.azimuth_deg is None or view.hfov_deg >= 360:
            continue
        azimuth, half = radians(view.azimuth_deg), radians(view.hfov_deg) / 2
        row[[AHEAD_X, AHEAD_Y]] = sin(azimuth), cos(azimuth)
        if view.hfov_deg >= WIDE_DEG:
            row[COS_WIDE] = cos(half)
            continue
        tilt = radians(view.tilt_deg or 0.0)
        row[[SIN_TILT, COS_TILT, ASIDE]] = sin(tilt), cos(tilt), tan(half)
        if view.tilt_deg is not None and view.vfov_deg is not None:
            row[BELOW] = tan(radians(view.vfov_deg) / 2)
    return rows


def in_picture(view: View, ray: Floats) -> NDArray[np.bool_]:
    """Which rays from a camera are in its picture: the kernel's plain twin.

    Args:
        ray: shape (M, 3), from the camera. [m]
    """
    row = rows_of((view,), within_m=inf)[0]
    u = ray[:, 0] * row[AHEAD_X] + ray[:, 1] * row[AHEAD_Y]
    v = ray[:, 1] * row[AHEAD_X] - ray[:, 0] * row[AHEAD_Y]
    if row[ASIDE] == 0.0:
        wide: NDArray[np.bool_] = u >= np.hypot(ray[:, 0], ray[:, 1]) * row[COS_WIDE] - EDGE_M
        return wide
    front = u * row[COS_TILT] - ray[:, 2] * row[SIN_TILT]
    seen: NDArray[np.bool_] = (front > 0.0) & (np.abs(v) <= front * row[ASIDE] + EDGE_M)
    if row[BELOW] > 0.0:
        drop = -ray[:, 2] * row[COS_TILT] - u * row[SIN_TILT]
        seen &= np.abs(drop) <= front * row[BELOW] + EDGE_M
    return seen
