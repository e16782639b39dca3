"""What cameras see, and how finely, at a height."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians, sin, tan

import numpy as np

from cpted_rules.analysis.lines import transmissions
from cpted_rules.analysis.scene.obstacles import elevation_m
from cpted_rules.analysis.scene.pieces import Floats, Scene
from cpted_rules.plan import SitePlan
from cpted_rules.settings import Settings

LEAST_SHARE = 0.5
"""What must get through to the camera to count as seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A camera in place.

    Args:
        azimuth_deg: where it looks, clockwise from north; None looks all round.
        hfov_deg: horizontal field of view; of a camera that looks all round, of one image.
        pixels: across that field; 0 where not known.
    """

    id: str
    x_m: float
    y_m: float
    z_m: float
    azimuth_deg: float | None
    hfov_deg: float
    pixels: int


def views_of(plan: SitePlan, settings: Settings, storey: int) -> tuple[View, ...]:
    """The cameras of a storey (0: outdoors), as drawn or assumed."""
    floor = elevation_m(plan, settings, storey)
    return tuple(
        View(
            id=camera.id,
            x_m=camera.at.x,
            y_m=camera.at.y,
            z_m=floor + (settings.camera_height_m if camera.height_m is None else camera.height_m),
            azimuth_deg=camera.azimuth_deg,
            hfov_deg=settings.camera_hfov_deg if camera.hfov_deg is None else camera.hfov_deg,
            pixels=camera.pixels or 0,
        )
        for camera in plan.cameras
        if camera.storey == storey
    )


def densities(scene: Scene, views: Iterable[View], points: Floats) -> Floats:
    """Best pixel density of any camera at each point; NaN where none sees it. [px/m]

    Args:
        points: shape (M, 3). [m]

    Returns:
        shape (M,); 0 where a camera of unknown pixel count is the only one.

    Source: international.md 2.7: pixels / (2 d tan(hfov / 2)), d straight from the camera.
    """
    best = np.full(len(points), np.nan)
    for view in views:
        best = np.fmax(best, density(scene, view, points))
    return best


def density(scene: Scene, view: View, points: Floats) -> Floats:
    """Pixel density of one camera at each point; NaN where it does not see. [px/m]"""
    ray = points - np.array([view.x_m, view.y_m, view.z_m])
    distance = np.linalg.norm(ray, axis=1)
    seen = within_field(view, ray)
    out = np.full(len(points), np.nan)
    candidates = np.flatnonzero(seen & (distance > 0))
    through = transmissions(scene, (view.x_m, view.y_m, view.z_m), points[candidates])
    clear = candidates[through >= LEAST_SHARE]
    half = radians(min(view.hfov_deg, 170.0)) / 2
    out[clear] = view.pixels / (2 * distance[clear] * tan(half))
    return out


def within_field(view: View, ray: Floats) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Which rays from the camera lie within its horizontal field."""
    if view.azimuth_deg is None or view.hfov_deg >= 360:
        return np.ones(len(ray), dtype=np.bool_)
    azimuth = radians(view.azimuth_deg)
    ahead = ray[:, 0] * sin(azimuth) + ray[:, 1] * cos(azimuth)
    flat = np.hypot(ray[:, 0], ray[:, 1])
    inside = ahead >= flat * cos(radians(view.hfov_deg / 2)) - 1e-9
    return np.asarray(inside, dtype=np.bool_)
