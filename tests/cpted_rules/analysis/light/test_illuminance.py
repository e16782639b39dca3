"""Illuminance by closed forms: international.md V1, V2, V8, V9."""

import numpy as np
import pytest
from shapely import LineString

from cpted_rules.analysis.light.illuminance import (
    Lamp,
    directions,
    horizontal_illuminance,
    semicylindrical_illuminance,
    vertical_illuminance,
)
from cpted_rules.analysis.scene.pieces import Floats, Obstacle, scene_of
from cpted_rules.photometry import Photometry

OPEN = scene_of([])


def table(row: Floats, *, gamma: Floats | None = None) -> Photometry:
    angles = np.linspace(0.0, 180.0, len(row)) if gamma is None else gamma
    return Photometry(
        name="t",
        c_deg=np.array([0.0, 360.0]),
        gamma_deg=angles,
        candela=np.stack([row, row]),
        lumens=None,
    )


ISOTROPIC = table(np.full(181, 1000.0))
LAMBERT = table(1000.0 * np.clip(np.cos(np.radians(np.linspace(0, 180, 1801))), 0, None))


def lamp(photometry: Photometry, **changes: float) -> Lamp:
    values = {"x_m": 0.0, "y_m": 0.0, "z_m": 4.0, "azimuth_deg": 0.0, "tilt_deg": 0.0}
    values |= {"maintenance_factor": 1.0} | changes
    return Lamp(id="e", photometry=photometry, **values)


def at(*radii: float) -> Floats:
    return np.array([[r, 0.0, 0.0] for r in radii])


@pytest.mark.parametrize(
    ("photometry", "expected"),
    [
        (ISOTROPIC, [62.5, 44.7214, 22.0971, 5.5902]),
        (LAMBERT, [62.5, 40.0, 15.625, 2.5]),
    ],
    ids=["isotropic", "lambert"],
)
def test_a_lamp_of_1000_cd_at_4_m_follows_the_cosine_law(
    photometry: Photometry, expected: list[float]
) -> None:
    found = horizontal_illuminance(OPEN, [lamp(photometry)], at(0, 2, 4, 8))
    assert found == pytest.approx(np.array(expected), rel=2e-4)


@pytest.mark.parametrize(
    ("r", "vertical", "semicylindrical"),
    [(2, 60.946, 38.799), (4, 38.112, 24.263), (8, 13.587, 8.650)],
)
def test_a_face_at_1_5_m_turned_to_the_lamp(
    r: float, vertical: float, semicylindrical: float
) -> None:
    face = np.array([[r, 0.0, 1.5]])  # the lamp is to the west, 270 degrees
    e_v = vertical_illuminance(OPEN, [lamp(ISOTROPIC)], face, facing_deg=270)
    e_sc = semicylindrical_illuminance(OPEN, [lamp(ISOTROPIC)], face, facing_deg=270)
    assert (e_v[0], e_sc[0]) == pytest.approx((vertical, semicylindrical), abs=0.001)


def test_a_face_turned_away_gets_nothing() -> None:
    face = np.array([[4.0, 0.0, 1.5]])
    assert vertical_illuminance(OPEN, [lamp(ISOTROPIC)], face, facing_deg=90)[0] == 0.0
    away = semicylindrical_illuminance(OPEN, [lamp(ISOTROPIC)], face, facing_deg=90)
    assert away[0] == pytest.approx(0.0, abs=1e-9)


def test_light_adds_up_and_the_maintenance_factor_multiplies() -> None:
    one = horizontal_illuminance(OPEN, [lamp(ISOTROPIC)], at(1, 5))
    two = horizontal_illuminance(OPEN, [lamp(ISOTROPIC), lamp(ISOTROPIC)], at(1, 5))
    half = horizontal_illuminance(OPEN, [lamp(ISOTROPIC, maintenance_factor=0.5)], at(1, 5))
    assert two == pytest.approx(2 * one, rel=1e-12)
    assert half == pytest.approx(one / 2, rel=1e-12)


def test_a_wall_hides_the_ground_up_to_the_line_over_it() -> None:
    # lamp 4 m high at x = 0, wall 2 m high at x = 3: ground in shadow from 3 m to 6 m
    wall = Obstacle(id="w", shape=LineString([(3, -50), (3, 50)]), base_m=0, top_m=2)
    found = horizontal_illuminance(scene_of([wall]), [lamp(ISOTROPIC)], at(2.99, 3.01, 5.99, 6.01))
    assert (found > 0).tolist() == [True, False, False, True]


def test_a_lamp_below_the_point_gives_no_light_on_it() -> None:
    above = np.array([[1.0, 0.0, 5.0]])
    assert horizontal_illuminance(OPEN, [lamp(ISOTROPIC)], above)[0] == 0.0


def test_a_lamp_beyond_its_gamma_range_gives_no_light() -> None:
    spot = table(np.full(2, 1000.0), gamma=np.array([0.0, 30.0]))
    found = horizontal_illuminance(OPEN, [lamp(spot)], at(2.3, 2.4))  # tan 30 deg x 4 m = 2.309 m
    assert (found > 0).tolist() == [True, False]


@pytest.mark.parametrize(
    ("azimuth", "ray", "c"),
    [
        (0.0, (0, 1, -1), 0.0),  # C0 to the north; the ray goes north
        (90.0, (1, 0, -1), 0.0),  # C0 to the east
        (0.0, (-1, 0, -1), 90.0),  # counter-clockwise from above: C90 to the west
        (0.0, (1, 0, -1), 270.0),
    ],
)
def test_c_runs_counter_clockwise_from_the_azimuth(
    azimuth: float, ray: tuple[float, float, float], c: float
) -> None:
    found, gamma = directions(np.array([ray], dtype=float), azimuth_deg=azimuth, tilt_deg=0.0)
    assert found[0] % 360 == pytest.approx(c, abs=1e-9)
    assert gamma[0] == pytest.approx(45.0)


def test_a_tilt_raises_the_side_of_c0() -> None:
    # tilted by 30 degrees, the axis points 30 degrees forward of straight down
    forward = np.array([[0.0, np.tan(np.radians(30)), -1.0]])
    _, gamma = directions(forward, azimuth_deg=0.0, tilt_deg=30.0)
    assert gamma[0] == pytest.approx(0.0, abs=1e-6)


def test_a_full_turn_of_azimuth_changes_nothing() -> None:
    ray = np.array([[1.0, 2.0, -3.0]])
    a = directions(ray, azimuth_deg=17.0, tilt_deg=5.0)
    b = directions(ray, azimuth_deg=377.0, tilt_deg=5.0)
    assert np.allclose(a, b, atol=1e-9)
