"""Which way the light of a lamp goes: azimuth, tilt and roll."""

import numpy as np
import pytest

from cpted_rules.analysis.light.lamps import directions
from cpted_rules.analysis.scene.pieces import Floats
from tests.cpted_rules.analysis.light.sources import ISOTROPIC, lamp


def axes(azimuth_deg: float = 0.0, tilt_deg: float = 0.0, roll_deg: float = 0.0) -> Floats:
    return lamp(ISOTROPIC, azimuth_deg=azimuth_deg, tilt_deg=tilt_deg, roll_deg=roll_deg).axes


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
    found, gamma = directions(axes(azimuth), np.array([ray], dtype=float))
    assert found[0] % 360 == pytest.approx(c, abs=1e-9)
    assert gamma[0] == pytest.approx(45.0)


def test_a_tilt_raises_the_side_of_c0() -> None:
    # tilted by 30 degrees, the axis points 30 degrees forward of straight down
    forward = np.array([[0.0, np.tan(np.radians(30)), -1.0]])
    _, gamma = directions(axes(tilt_deg=30.0), forward)
    assert gamma[0] == pytest.approx(0.0, abs=1e-6)


def test_a_roll_raises_the_side_of_c90() -> None:
    # C90 is to the west: rolled by 30 degrees, the axis points 30 degrees west of straight down
    west = np.array([[-np.tan(np.radians(30)), 0.0, -1.0]])
    _, gamma = directions(axes(roll_deg=30.0), west)
    assert gamma[0] == pytest.approx(0.0, abs=1e-6)


def test_a_full_turn_of_azimuth_changes_nothing() -> None:
    ray = np.array([[1.0, 2.0, -3.0]])
    a, b = directions(axes(17.0, 5.0), ray), directions(axes(377.0, 5.0), ray)
    assert np.allclose(a, b, rtol=0, atol=1e-9)


def test_a_quarter_tilt_twice_turns_the_lamp_over() -> None:
    # V8: straight down becomes straight up, and C0 points the other way
    once = axes(tilt_deg=90.0)
    assert once == pytest.approx(np.array([[0, 0, 1], [-1, 0, 0], [0, 1, 0]]), abs=1e-12)
    twice = axes(tilt_deg=180.0)
    assert twice == pytest.approx(np.array([[0, -1, 0], [-1, 0, 0], [0, 0, 1]]), abs=1e-12)


def test_the_axes_of_a_lamp_stand_upright_on_each_other() -> None:
    found = axes(123.0, -20.0, 35.0)
    assert found @ found.T == pytest.approx(np.eye(3), abs=1e-12)
    assert np.cross(found[0], found[1]) == pytest.approx(-found[2], abs=1e-12)
