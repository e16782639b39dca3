"""Pixel densities: the distance table of international.md 1.7, and fields of view."""

import numpy as np
import pytest
from shapely import LineString

from cpted_rules.analysis.cameras.coverage import View, densities, density
from cpted_rules.analysis.scene.pieces import Obstacle, scene_of

OPEN = scene_of([])


def camera(pixels: int = 1920, hfov_deg: float = 90, azimuth_deg: float | None = 0.0) -> View:
    return View(
        id="c", x_m=0, y_m=0, z_m=1.7, azimuth_deg=azimuth_deg, hfov_deg=hfov_deg, pixels=pixels
    )


@pytest.mark.parametrize(
    ("pixels", "hfov_deg", "distance_m", "px_per_m"),
    [(1920, 90, 38.4, 25), (1920, 90, 15.36, 62.5), (1920, 30, 28.66, 125), (3840, 90, 7.68, 250)],
)
def test_density_falls_with_distance_and_field(
    pixels: int, hfov_deg: float, distance_m: float, px_per_m: float
) -> None:
    point = np.array([[0.0, distance_m, 1.7]])
    found = density(OPEN, camera(pixels, hfov_deg), point)
    assert found[0] == pytest.approx(px_per_m, rel=1e-3)


def test_only_the_field_of_view_is_seen() -> None:
    inside, outside = (np.sin(np.radians(a)) for a in (44.9, 45.1))
    points = np.array([[10 * s, 10 * np.sqrt(1 - s * s), 1.7] for s in (inside, outside)])
    assert np.isnan(density(OPEN, camera(), points)).tolist() == [False, True]
    assert not np.isnan(density(OPEN, camera(azimuth_deg=None), -points)).any()


def test_a_wall_hides_and_the_best_camera_counts() -> None:
    wall = Obstacle(id="w", shape=LineString([(-5, 5), (5, 5)]), base_m=0, top_m=3)
    points = np.array([[0.0, 4.0, 1.7], [0.0, 8.0, 1.7]])
    far = View(id="d", x_m=0, y_m=10, z_m=1.7, azimuth_deg=None, hfov_deg=90, pixels=1920)
    found = densities(scene_of([wall]), [camera(), far], points)
    assert found == pytest.approx([960 / 4, 960 / 2])
    assert np.isnan(densities(scene_of([wall]), [], points)).all()
