"""Large lamps in parts: V5 and V6, and how far a disc is a point."""

from dataclasses import replace
from math import pi

import numpy as np
import pytest

from cpted_rules.analysis.light.illuminance import horizontal_illuminance
from cpted_rules.analysis.light.lamps import Lamp
from cpted_rules.analysis.light.near import FAR, MOST_PARTS, parts
from cpted_rules.analysis.scene.pieces import Floats
from cpted_rules.photometry import Photometry, Shape, Size
from tests.cpted_rules.analysis.light.sources import ISOTROPIC, LAMBERT, OPEN, lamp


def sized(photometry: Photometry, along_c0_m: float, along_c90_m: float) -> Photometry:
    size = Size(along_c0_m=along_c0_m, along_c90_m=along_c90_m, height_m=0.0, shape=Shape.RECTANGLE)
    return replace(photometry, opening=size)


def below(lamps: tuple[Lamp, ...]) -> float:
    at: Floats = np.zeros((1, 3))
    return float(horizontal_illuminance(OPEN, lamps, at)[0])


def test_v5_a_square_metre_over_its_corner() -> None:
    # L = 1000 cd/m2, 2 m up: 188.069 lx; as one point in its middle 5 % less
    square = lamp(sized(LAMBERT, 1.0, 1.0), x_m=0.5, y_m=0.5, z_m=2.0)
    found = parts(square, nearest_m=0.5)
    assert len(found) == 100
    assert below(found) == pytest.approx(188.069, rel=1e-3)
    assert abs(below((square,)) / 188.069 - 1) > 0.03


def test_v6_a_line_of_two_metres() -> None:
    # 100 cd/m all round, 3 m up: 21.0819 lx; as one point 22.2 lx
    line = lamp(sized(ISOTROPIC, 2.0, 0.0), z_m=3.0, maintenance_factor=0.2)
    assert below((line,)) == pytest.approx(22.222, abs=0.001)
    found = parts(line, nearest_m=3.0)
    assert len(found) == 4
    assert below(found) == pytest.approx(21.0819, rel=5e-3)
    assert below(parts(line, nearest_m=1.0)) == pytest.approx(21.0819, rel=1e-3)


def test_five_times_its_size_away_a_disc_is_a_point_to_one_percent() -> None:
    # of diameter d at 5 d: pi L R^2 / (R^2 + h^2) over pi L R^2 / h^2 = 0.990
    assert pytest.approx(0.990, abs=5e-4) == FAR**2 / (FAR**2 + 0.25)
    small = lamp(sized(LAMBERT, 0.8, 0.8))
    assert parts(small, nearest_m=4.0) == (small,)
    assert len(parts(small, nearest_m=3.9)) == 4


def test_parts_lie_along_the_axes_of_the_lamp_and_share_its_light() -> None:
    # C0 to the east: a tube along it lies from west to east, raised by its tilt
    tube = lamp(sized(ISOTROPIC, 1.2, 0.1), azimuth_deg=90.0, tilt_deg=30.0)
    found = parts(tube, nearest_m=2.4)
    assert [one.x_m for one in found] == pytest.approx([-0.4 * 0.75**0.5, 0, 0.4 * 0.75**0.5])
    assert [one.z_m for one in found] == pytest.approx([3.8, 4.0, 4.2])
    assert sum(one.maintenance_factor for one in found) == pytest.approx(1.0)


def test_without_a_stated_opening_a_lamp_stays_a_point_and_parts_are_few() -> None:
    assert parts(lamp(LAMBERT), nearest_m=0.1) == (lamp(LAMBERT),)
    assert len(parts(lamp(sized(LAMBERT, 3.0, 3.0)), nearest_m=0.1)) == MOST_PARTS**2


def test_v4_a_disc_is_given_by_its_closed_form() -> None:
    # rings of equal area as lamps: 1000 cd/m2, R 0.5, 2 m up: 184.800 lx
    radii = 0.5 * np.sqrt((np.arange(400) + 0.5) / 400)
    share = pi * 0.25 / 400
    rings = tuple(lamp(LAMBERT, x_m=float(r), z_m=2.0, maintenance_factor=share) for r in radii)
    assert below(rings) == pytest.approx(184.800, abs=0.01)
