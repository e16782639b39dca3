"""Light point by point: closed forms, and the table between its angles."""

from math import atan, cos, degrees

import pytest

from cpted_rules.verify.given import Table
from cpted_rules.verify.lamps import Lamp, bare_lx, candela

EVEN = Table(
    c_deg=(0.0, 180.0, 360.0),
    gamma_deg=(0.0, 90.0),
    candela=((1000.0, 1000.0),) * 3,
    tilt_deg=(),
    tilt_factor=(),
    rendering=(),
)
SLANTED = Table(
    c_deg=(0.0, 90.0, 180.0, 270.0, 360.0),
    gamma_deg=(0.0, 45.0, 90.0),
    candela=((100.0, 200.0, 0.0), (100.0, 100.0, 0.0), (100.0, 0.0, 0.0), (100.0, 100.0, 0.0),
             (100.0, 200.0, 0.0)),
    tilt_deg=(),
    tilt_factor=(),
    rendering=(),
)  # fmt: skip


def lamp(table: Table, *, azimuth_deg: float = 0.0, tilt_deg: float = 0.0) -> Lamp:
    return Lamp(
        id="l",
        at=(0.0, 0.0, 4.0),
        azimuth_deg=azimuth_deg,
        tilt_deg=tilt_deg,
        factor=0.8,
        table=table,
    )


@pytest.mark.parametrize("away_m", [0.0, 2.0, 4.0, 12.0])
def test_an_even_lamp_gives_i_cos_cubed_by_height_squared(away_m: float) -> None:
    by_hand = 0.8 * 1000 * cos(atan(away_m / 4)) ** 3 / 4**2
    assert bare_lx(lamp(EVEN), (away_m, 0.0, 0.0)) == pytest.approx(by_hand)


def test_a_point_above_or_too_far_gets_nothing() -> None:
    assert bare_lx(lamp(EVEN), (1.0, 0.0, 4.0)) == 0.0
    assert bare_lx(lamp(EVEN), (81.0, 0.0, 0.0)) == 0.0


def test_c0_points_where_the_azimuth_does() -> None:
    north, east = (0.0, 4.0, 0.0), (4.0, 0.0, 0.0)
    assert bare_lx(lamp(SLANTED), north) == pytest.approx(2 * bare_lx(lamp(SLANTED), east))
    turned = lamp(SLANTED, azimuth_deg=90.0)
    assert bare_lx(turned, east) == pytest.approx(bare_lx(lamp(SLANTED), north))
    assert bare_lx(turned, (0.0, -4.0, 0.0)) == pytest.approx(bare_lx(turned, north))


def test_a_tilt_raises_the_side_of_c0() -> None:
    """Tilted by 45 degrees, gamma 0 goes ahead: to the north of a lamp that faces north."""
    tilted = lamp(SLANTED, tilt_deg=45.0)
    e_lx = 0.8 * 100 * cos(atan(1)) / 32
    assert bare_lx(tilted, (0.0, 4.0, 0.0)) == pytest.approx(e_lx)
    assert bare_lx(tilted, (0.0, -4.0, 0.0)) == 0.0  # at a right angle to it: gamma 90


def test_intensity_is_bilinear_between_angles_and_nothing_outside() -> None:
    assert candela(SLANTED, 45.0, 22.5) == pytest.approx((100 + 200 + 100 + 100) / 4)
    assert candela(SLANTED, 0.0, 67.5) == pytest.approx(100)
    assert candela(SLANTED, 359.9, degrees(0.0)) == pytest.approx(100)
    assert candela(SLANTED, 0.0, 90.1) == 0.0
