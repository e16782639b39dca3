"""Pixel densities: the distance table of international.md 1.7, and fields of view."""

import numpy as np
import pytest
from shapely import LineString, box
from shapely.affinity import rotate

from cpted_rules.analysis.cameras.classes import IEC_62676_4_2014, IEC_62676_4_2025
from cpted_rules.analysis.cameras.coverage import coverage, densities, density, shares
from cpted_rules.analysis.cameras.loss import CameraOut, redundancy
from cpted_rules.analysis.cameras.privacy import Window, intrusions
from cpted_rules.analysis.cameras.view import View
from cpted_rules.analysis.scene.pieces import Floats, Obstacle, scene_of
from cpted_rules.analysis.shadows import Raster, casters_of

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


def cells(*, z_m: float = 1.0, size: int = 60, step_m: float = 1.0) -> Raster:
    first = -size * step_m / 2 + step_m / 2 + 0.013
    return Raster(x_m=first, y_m=first, z_m=z_m, step_m=step_m, columns=size, rows=size)


def points_of(raster: Raster) -> Floats:
    x = raster.x_m + raster.step_m * np.arange(raster.columns)
    y = raster.y_m + raster.step_m * np.arange(raster.rows)
    flat = [axis.ravel() for axis in np.meshgrid(x, y, indexing="ij")]
    return np.column_stack([*flat, np.full(raster.columns * raster.rows, raster.z_m)])


def some_views(seed: int) -> list[View]:
    rng = np.random.default_rng(seed)
    return [
        View(
            id=f"c{n}",
            x_m=float(rng.uniform(-20, 20)),
            y_m=float(rng.uniform(-20, 20)),
            z_m=float(rng.uniform(2, 8)),
            azimuth_deg=None if n == 0 else float(rng.uniform(0, 360)),
            hfov_deg=float(rng.choice([30.0, 90.0, 120.0, 178.0, 220.0])),
            pixels=int(rng.choice([0, 1920, 3840])),
            tilt_deg=None if n % 2 else float(rng.uniform(0, 60)),
            vfov_deg=None if n % 3 else float(rng.uniform(20, 70)),
        )
        for n in range(6)
    ]


@pytest.mark.parametrize("seed", range(6))
def test_the_raster_and_the_points_say_the_same_of_every_cell(seed: int) -> None:
    rng = np.random.default_rng(seed + 100)
    things = [
        Obstacle(
            id=f"b{n}",
            shape=rotate(box(x, y, x + 4, y + 2.3), float(rng.uniform(0, 90))),
            base_m=0.0,
            top_m=float(rng.uniform(0.5, 9)),
            openness_share=float(rng.choice([0.0, 0.6])),
        )
        for n, (x, y) in enumerate(rng.uniform(-25, 25, (14, 2)))
    ]
    scene, raster, views = scene_of(things), cells(), some_views(seed)
    found = coverage(casters_of(scene), views, raster, enough_px_per_m=25, classes=[25, 125])
    points = points_of(raster)
    each = np.array([density(scene, view, points) for view in views])
    best = densities(scene, views, points)
    assert found.density.ravel() == pytest.approx(best, rel=1e-12, nan_ok=True)
    assert (found.counts.ravel() == (np.nan_to_num(each, nan=-1.0) >= 25).sum(axis=0)).all()
    for column, bound in enumerate((25, 125)):
        assert found.cells[:, column].tolist() == (each >= bound).sum(axis=1).tolist()
    shared = coverage(casters_of(scene), views, raster, enough_px_per_m=25, threads=2)
    assert (shared.counts == found.counts).all()
    assert np.array_equal(shared.density, found.density, equal_nan=True)


def test_a_tilted_camera_sees_from_its_near_limit_to_its_far_limit() -> None:
    # 4 m up, tilted 40 degrees, 50 degrees high: on the ground from 4 / tan 65 to 4 / tan 15
    view = View(
        id="c", x_m=0, y_m=0, z_m=4, azimuth_deg=0, hfov_deg=60, pixels=1920,
        tilt_deg=40, vfov_deg=50,
    )  # fmt: skip
    assert view.near_m(0) == pytest.approx(1.8652, abs=1e-4)
    assert view.far_m(0) == pytest.approx(14.928, abs=1e-3)
    line = np.array([[0, y, 0] for y in (1.85, 1.88, 14.9, 14.95)])
    assert np.isnan(density(OPEN, view, line)).tolist() == [True, False, False, True]
    assert view.near_m(1.6) == pytest.approx(2.4 / np.tan(np.radians(65)))
    level = View(id="c", x_m=0, y_m=0, z_m=4, azimuth_deg=0, hfov_deg=60, pixels=1920)
    assert (level.near_m(0), level.far_m(0)) == (0.0, np.inf)


def test_classes_are_told_apart_by_share() -> None:
    # along 100 m before 960 px/m at 1 m: 250 px/m up to 3.84 m, 25 px/m up to 38.4 m
    along = np.array([[0.0, y, 1.7] for y in np.arange(0.5, 100)])
    found = shares(density(OPEN, camera(), along), IEC_62676_4_2014)
    assert found == (0.77, 0.38, 0.15, 0.08, 0.04, 0.01)
    assert [c.px_per_m for c in IEC_62676_4_2025] == sorted(c.px_per_m for c in IEC_62676_4_2025)


def test_a_failed_camera_takes_what_only_it_saw() -> None:
    # two cameras look at each other along 20 m; a wall in the middle from wall to wall
    wall = Obstacle(id="w", shape=LineString([(-40, 0.2), (40, 0.2)]), base_m=0, top_m=9)
    ends = [
        View(id=id, x_m=0, y_m=y, z_m=3, azimuth_deg=a, hfov_deg=90, pixels=1920)
        for id, y, a in (("n", 10.1, 180.0), ("s", -10.1, 0.0), ("s2", -10.1, 0.0))
    ]
    raster = cells(size=20)
    points = points_of(raster).reshape(20, 20, 3)
    strip = np.abs(points[..., 0]) < 1
    found = redundancy(casters_of(scene_of([wall])), ends, raster, asked=strip, enough_px_per_m=1)
    assert found.out[0] == CameraOut(camera="n", lost_share=0.5)
    assert [o.lost_share for o in found.out[1:]] == [0.0, 0.0]
    assert (found.seen_share, found.twice_share) == (1.0, 0.5)


def test_a_camera_looks_into_a_window_only_from_before_it() -> None:
    panes = [
        Window(id="faces", at=(0.0, 20.0, 2.0), facing=(0.0, -1.0)),
        Window(id="turned", at=(0.0, 20.0, 2.0), facing=(0.0, 1.0)),
        Window(id="aslant", at=(0.0, 20.0, 2.0), facing=(0.8, -0.6)),
        Window(id="hidden", at=(0.0, 30.0, 2.0), facing=(0.0, -1.0)),
    ]
    wall = Obstacle(id="w", shape=LineString([(-5, 25), (5, 25)]), base_m=0, top_m=9)
    found = intrusions(scene_of([wall]), [camera()], panes)
    assert [(f.window, round(f.px_per_m, 1)) for f in found] == [("faces", 48.0), ("aslant", 28.8)]
