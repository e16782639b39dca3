"""The kernel of light against its plain twin, and the grain of what it gives."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpted_rules.analysis.kernels.light import CHANNELS, LAMP, QUANTUM_LX, TABLE
from cpted_rules.analysis.light.candela import MOST_STEPS, even, sources_of
from cpted_rules.analysis.light.field import lamp_lights, light_on
from cpted_rules.analysis.light.lamps import Lamp, directions
from cpted_rules.analysis.scene.pieces import Floats, scene_of
from cpted_rules.analysis.shadows import Raster, casters_of
from cpted_rules.photometry import Photometry, intensity

NOTHING = casters_of(scene_of([]))


def lamp_of(photometry: Photometry, **changes: float) -> Lamp:
    values = {"x_m": 0.31, "y_m": -0.17, "z_m": 5.0, "azimuth_deg": 77.0, "tilt_deg": 0.0}
    return Lamp(id="e", photometry=photometry, **{"maintenance_factor": 0.8, **values, **changes})


def light_of(seed: int, c_deg: Floats, gamma_deg: Floats) -> Photometry:
    """A light from 30 to 100 cd that jumps from each stated angle to the next."""
    rng = np.random.default_rng(seed)
    candela = rng.uniform(30.0, 100.0, (len(c_deg), len(gamma_deg)))
    candela[-1] = candela[0]
    return Photometry(name="t", c_deg=c_deg, gamma_deg=gamma_deg, candela=candela, lumens=None)


def raster(z_m: float) -> Raster:
    return Raster(x_m=-9.7, y_m=-9.7, z_m=z_m, step_m=0.37, columns=53, rows=53)


def plain_eh(lamp: Lamp, cells: Raster) -> Floats:
    """Horizontal illuminance on open ground, exact and in float64, shape (columns, rows)."""
    x = cells.x_m + cells.step_m * np.arange(cells.columns)
    y = cells.y_m + cells.step_m * np.arange(cells.rows)
    xs, ys = (a.ravel() for a in np.meshgrid(x, y, indexing="ij"))
    rays = np.column_stack([xs - lamp.x_m, ys - lamp.y_m, np.full(len(xs), cells.z_m - lamp.z_m)])
    distance = np.sqrt((rays**2).sum(axis=1))
    candela = intensity(lamp.photometry, *directions(lamp.axes, rays))
    e = lamp.maintenance_factor * candela * np.maximum(-rays[:, 2], 0.0) / distance**3
    return np.asarray(e.reshape(cells.columns, cells.rows))


ANGLES = {
    "5 and 10 degrees": (np.linspace(0, 360, 37), np.linspace(0, 90, 19)),
    "round about": (np.array([0.0, 360.0]), np.linspace(0, 180, 37)),
    "1 degree": (np.linspace(0, 360, 361), np.linspace(0, 180, 181)),
    "a quarter of a degree": (np.linspace(0, 360, 25), np.linspace(0, 180, 721)),
    "uneven": (
        np.array([0.0, 22.5, 30.0, 90.0, 180.0, 187.5, 360.0]),
        np.array([0.0, 2.5, 10.0, 45.0, 47.5, 90.0, 180.0]),
    ),
    "uplight": (np.linspace(0, 360, 25), np.linspace(90, 180, 19)),
}


@pytest.mark.parametrize("angles", ANGLES.values(), ids=ANGLES.keys())
@pytest.mark.parametrize(("tilt", "z_m"), [(0.0, 0.0), (25.0, 0.7), (180.0, 4.5)])
def test_the_light_of_a_table_is_that_of_its_exact_bilinear_values(
    angles: tuple[Floats, Floats], tilt: float, z_m: float
) -> None:
    lamp, cells = lamp_of(light_of(1, *angles), tilt_deg=tilt), raster(z_m)
    found = light_on(NOTHING, [lamp], cells).horizontal_lx
    exact = plain_eh(lamp, cells)
    sure = _clear_of_the_last_angle(lamp, cells)
    assert found[sure] == pytest.approx(exact[sure], rel=2e-4, abs=2 * QUANTUM_LX)


def _clear_of_the_last_angle(
    lamp: Lamp, cells: Raster
) -> "np.ndarray[tuple[int, int], np.dtype[np.bool_]]":
    """Cells whose direction is not, by rounding, at either end of the table."""
    x = cells.x_m + cells.step_m * np.arange(cells.columns) - lamp.x_m
    y = cells.y_m + cells.step_m * np.arange(cells.rows) - lamp.y_m
    xs, ys = np.meshgrid(x, y, indexing="ij")
    rays = np.column_stack([xs.ravel(), ys.ravel(), np.full(xs.size, cells.z_m - lamp.z_m)])
    _, gamma = directions(lamp.axes, rays)
    ends = lamp.photometry.gamma_deg[[0, -1]]
    return np.asarray(np.abs(gamma[:, None] - ends).min(axis=1).reshape(xs.shape) > 1e-3)


def test_angles_without_a_common_step_are_read_off_to_a_fifth_of_a_percent() -> None:
    # seven planes 51.43 degrees apart, and one angle at a third of a degree
    c = np.array([*(360.0 / 7 * n for n in range(7)), 360.0]) + 0.0
    c[3] += 0.0313
    gamma = np.array([0.0, 7.0 / 3, 20.111, 45.0, 61.803, 90.0])
    lamp, cells = lamp_of(light_of(2, c, gamma)), raster(0.0)
    found, exact = light_on(NOTHING, [lamp], cells).horizontal_lx, plain_eh(lamp, cells)
    bright = exact > 0.05
    off = np.abs(found[bright] / exact[bright] - 1.0)
    assert np.percentile(off, 99.9) < 2e-3
    assert off.max() < 5e-3
    assert even(lamp.photometry)[0].shape == (MOST_STEPS + 1, MOST_STEPS + 1)


def test_a_table_of_one_angle_gives_no_light() -> None:
    flat = light_of(3, np.array([0.0, 360.0]), np.array([0.0]))
    assert not light_on(NOTHING, [lamp_of(flat)], raster(0.0)).horizontal_lx.any()


@given(seed=st.integers(0, 10**6), parts=st.lists(st.integers(1, 9), min_size=2, max_size=5))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_an_even_table_has_every_stated_angle(seed: int, parts: list[int]) -> None:
    c = np.cumsum([0, *parts]) * (360.0 / sum(parts))
    photometry = light_of(seed, c, np.cumsum([0.0, *parts[::-1]]))
    table, first, per_radian = even(photometry)
    i = np.rint(c / 360.0 * (len(table) - 1)).astype(int)
    j = np.rint((np.radians(photometry.gamma_deg) - first) * per_radian).astype(int)
    assert table[np.ix_(i, j)] == pytest.approx(photometry.candela, rel=1e-3)


def test_lamps_of_one_photometry_share_a_table() -> None:
    one, other = light_of(1, *ANGLES["uplight"]), light_of(2, *ANGLES["round about"])
    sources = sources_of([lamp_of(one), lamp_of(other), lamp_of(one)])
    assert sources.table_of.tolist() == [0, 1, 0]
    assert sources.lamps.shape == (3, LAMP)
    assert sources.tables.shape == (2, TABLE)
    assert len(sources.candela) == 25 * 19 + 2 * 37


def test_what_a_lamp_gives_is_a_whole_number_of_quanta() -> None:
    lamp = lamp_of(light_of(5, *ANGLES["uneven"]), tilt_deg=12.0)
    (light,) = lamp_lights(NOTHING, [lamp, replace(lamp, z_m=3.0)][:1], raster(1.0), ahead_deg=9.0)
    assert light.channels.shape[0] == CHANNELS
    quanta = light.channels.astype(np.float64) / QUANTUM_LX
    assert (quanta == np.rint(quanta)).all()
    assert quanta.max() > 1e6
