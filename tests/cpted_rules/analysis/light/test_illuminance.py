"""Illuminance by closed forms: international.md 2.8 and V1 to V10."""

from math import pi

import numpy as np
import pytest
from shapely import LineString, box

from cpted_rules.analysis.light.illuminance import (
    by_lamp,
    cylindrical_illuminance,
    hemispherical_illuminance,
    horizontal_illuminance,
    semicylindrical_illuminance,
    vertical_illuminance,
)
from cpted_rules.analysis.light.illuminance import horizontal as on_a_plane
from cpted_rules.analysis.scene.pieces import Floats, Obstacle, scene_of
from cpted_rules.photometry import Photometry, read_photometry
from tests.cpted_rules.analysis.light.sources import ISOTROPIC, LAMBERT, OPEN, lamp, table, uneven
from tests.cpted_rules.photometry.writers import ies, ldt


def at(*radii: float) -> Floats:
    return np.array([[r, 0.0, 0.0] for r in radii])


@pytest.mark.parametrize(
    ("photometry", "expected"),
    [
        (ISOTROPIC, [62.5, 44.7214, 22.0971, 5.5902]),
        (LAMBERT, [62.5, 40.0, 15.625, 2.5]),
    ],
    ids=["V1-isotropic", "V2-lambert"],
)
def test_a_lamp_of_1000_cd_at_4_m_follows_the_cosine_law(
    photometry: Photometry, expected: list[float]
) -> None:
    found = horizontal_illuminance(OPEN, [lamp(photometry)], at(0, 2, 4, 8))
    assert found == pytest.approx(np.array(expected), rel=2e-4)


@pytest.mark.parametrize(
    ("r", "vertical", "semicylindrical", "cylindrical", "hemispherical"),
    [
        (2, 60.946, 38.799, 19.400, 43.436),
        (4, 38.112, 24.263, 12.132, 17.191),
        (8, 13.587, 8.650, 4.325, 4.620),
    ],
)
def test_v3_a_face_at_1_5_m_turned_to_the_lamp(
    r: float, vertical: float, semicylindrical: float, cylindrical: float, hemispherical: float
) -> None:
    face = np.array([[r, 0.0, 1.5]])  # the lamp is to the west, 270 degrees
    one = [lamp(ISOTROPIC)]
    found = (
        vertical_illuminance(OPEN, one, face, facing_deg=270)[0],
        semicylindrical_illuminance(OPEN, one, face, facing_deg=270)[0],
        cylindrical_illuminance(OPEN, one, face)[0],
        hemispherical_illuminance(OPEN, one, face)[0],
    )
    expected = (vertical, semicylindrical, cylindrical, hemispherical)
    assert found == pytest.approx(expected, abs=0.001)


@pytest.mark.parametrize("alpha", [0, 30, 90, 135, 180])
def test_the_half_cylinder_gets_the_mean_over_its_curved_face(alpha: float) -> None:
    # its face turned by alpha from the lamp, taken apart into 20,000 upright strips
    face, one = np.array([[4.0, 0.0, 1.5]]), [lamp(ISOTROPIC)]
    strips = 270 + alpha - 90 + 180 * (np.arange(20_000) + 0.5) / 20_000
    points = np.repeat(face, len(strips), axis=0)
    # the curved surface is pi / 2 times as long as it is wide: E_sc is over the half circle
    strip = vertical_illuminance(OPEN, one, points, facing_deg=strips).mean()
    found = semicylindrical_illuminance(OPEN, one, face, facing_deg=270 + alpha)[0]
    assert found == pytest.approx(strip, rel=1e-5, abs=1e-6)


def test_a_cylinder_gets_half_of_two_half_cylinders_back_to_back() -> None:
    face, one = np.array([[4.0, 1.0, 1.5]]), [lamp(uneven(3))]
    halves = [
        semicylindrical_illuminance(OPEN, one, face, facing_deg=20.0 + turn)[0]
        for turn in (0.0, 180.0)
    ]
    assert cylindrical_illuminance(OPEN, one, face)[0] == pytest.approx(sum(halves) / 2)


def test_a_face_turned_away_gets_nothing() -> None:
    face = np.array([[4.0, 0.0, 1.5]])
    assert vertical_illuminance(OPEN, [lamp(ISOTROPIC)], face, facing_deg=90)[0] == 0.0
    away = semicylindrical_illuminance(OPEN, [lamp(ISOTROPIC)], face, facing_deg=90)
    assert away[0] == pytest.approx(0.0, abs=1e-9)


def test_each_point_may_face_its_own_way() -> None:
    points = np.array([[4.0, 0.0, 1.5], [4.0, 0.0, 1.5]])
    found = vertical_illuminance(
        OPEN, [lamp(ISOTROPIC)], points, facing_deg=np.array([270.0, 90.0])
    )
    assert found == pytest.approx([38.112, 0.0], abs=0.001)


def test_a_lamp_in_the_middle_of_a_cube_lights_each_face_with_a_sixth_of_its_flux() -> None:
    # 10,000 lm in a cube of 4 m: 104.17 lx on the average of each face (direct part)
    source = [lamp(ISOTROPIC, z_m=2.0, maintenance_factor=10_000 / (4 * pi * 1000.0))]
    middle = 4.0 * (np.arange(64) + 0.5) / 64 - 2.0
    a, b = (m.ravel() for m in np.meshgrid(middle, middle))
    floor = np.column_stack([a, b, np.zeros(len(a))])
    wall = np.column_stack([np.full(len(a), 2.0), a, b + 2.0])  # to the east, facing west
    assert horizontal_illuminance(OPEN, source, floor).mean() == pytest.approx(104.17, abs=0.02)
    on_wall = vertical_illuminance(OPEN, source, wall, facing_deg=270)
    assert on_wall.mean() == pytest.approx(104.17, abs=0.02)


def test_v8_light_adds_up_and_the_maintenance_factor_multiplies() -> None:
    one = horizontal_illuminance(OPEN, [lamp(ISOTROPIC)], at(1, 5))
    two = horizontal_illuminance(OPEN, [lamp(ISOTROPIC), lamp(ISOTROPIC)], at(1, 5))
    half = horizontal_illuminance(OPEN, [lamp(ISOTROPIC, maintenance_factor=0.5)], at(1, 5))
    assert two == pytest.approx(2 * one, rel=1e-12)
    assert half == pytest.approx(one / 2, rel=1e-12)
    both = by_lamp(OPEN, [lamp(ISOTROPIC), lamp(LAMBERT)], at(1, 5), on_a_plane)
    assert both.shape == (2, 2)
    assert both[0] == pytest.approx(one)


def test_v8_a_full_turn_changes_nothing() -> None:
    around = np.array([[np.cos(a), np.sin(a), 0.0] for a in np.linspace(0, 6, 9)])
    for turn in (360.0, -720.0):
        turned = horizontal_illuminance(OPEN, [lamp(uneven(1), azimuth_deg=40.0 + turn)], around)
        straight = horizontal_illuminance(OPEN, [lamp(uneven(1), azimuth_deg=40.0)], around)
        assert turned == pytest.approx(straight, rel=1e-9)


def test_v9_a_wall_hides_the_ground_up_to_the_line_over_it() -> None:
    # lamp 4 m high at x = 0, wall 2 m high at x = 3: ground in shadow from 3 m to 6 m
    wall = Obstacle(id="w", shape=LineString([(3, -50), (3, 50)]), base_m=0, top_m=2)
    found = horizontal_illuminance(scene_of([wall]), [lamp(ISOTROPIC)], at(2.99, 3.01, 5.99, 6.01))
    assert (found > 0).tolist() == [True, False, False, True]


def test_v10_the_same_luminaire_from_both_formats_lights_alike_once_turned() -> None:
    # an LM-63 file has the length along C0, EULUMDAT along C90: the lamp is put in turned by 90
    rows = [[100.0 + 40 * c + 3 * g for g in range(7)] for c in range(4)]  # C 0, 90, 180, 270
    gamma = [float(15 * g) for g in range(7)]
    one = read_photometry(ies(gamma, [0, 90, 180, 270, 360], [*rows, rows[0]]).encode(), "a.ies")
    across = [rows[1], rows[2], rows[3], rows[0]]  # its C0 is the other's C90
    klm = [[v / 2.0 for v in row] for row in across]  # per 1000 lm of 2000
    other = read_photometry(ldt(0, 4, klm, gamma=gamma), "a.ldt")
    points = np.array([[np.cos(a), 2 * np.sin(a), 0.0] for a in np.linspace(0, 6, 25)])
    e = horizontal_illuminance(OPEN, [lamp(one)], points)
    # C90 of the first lies counter-clockwise of its C0, to the west
    turned = horizontal_illuminance(OPEN, [lamp(other, azimuth_deg=270.0)], points)
    assert turned == pytest.approx(e, rel=1e-3)


def test_a_lamp_below_the_point_gives_no_light_on_it() -> None:
    above = np.array([[1.0, 0.0, 5.0]])
    assert horizontal_illuminance(OPEN, [lamp(ISOTROPIC)], above)[0] == 0.0


def test_a_lamp_beyond_its_gamma_range_gives_no_light() -> None:
    spot = table(np.full(2, 1000.0), gamma=np.array([0.0, 30.0]))
    found = horizontal_illuminance(OPEN, [lamp(spot)], at(2.3, 2.4))  # tan 30 deg x 4 m = 2.309 m
    assert (found > 0).tolist() == [True, False]


def test_a_lamp_out_of_reach_gives_no_light() -> None:
    # 3, 4, 5: the straight distance counts
    found = horizontal_illuminance(OPEN, [lamp(ISOTROPIC)], at(2.99, 3.01), reach_m=5.0)
    assert (found > 0).tolist() == [True, False]


def test_what_lets_half_through_halves_the_light() -> None:
    hedge = Obstacle(id="h", shape=box(1, -9, 1.5, 9), base_m=0, top_m=3.9, openness_share=0.5)
    bare = horizontal_illuminance(OPEN, [lamp(ISOTROPIC)], at(2.0))
    found = horizontal_illuminance(scene_of([hedge]), [lamp(ISOTROPIC)], at(2.0))
    assert found == pytest.approx(bare / 2)
