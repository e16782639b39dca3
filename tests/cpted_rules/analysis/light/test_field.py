"""Light on rasters: what is known by hand, brute force on random scenes, sums that are exact."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from shapely import LineString, Point, box
from shapely.affinity import rotate, scale, translate

from cpted_rules.analysis.light.field import (
    Light,
    Side,
    exchanged,
    lamp_lights,
    light_on,
    on_grid,
    sum_of,
)
from cpted_rules.analysis.light.illuminance import (
    cylindrical,
    hemispherical,
    horizontal,
    illuminance,
    semicylindrical,
    vertical,
)
from cpted_rules.analysis.light.lamps import Lamp
from cpted_rules.analysis.lines import plain_transmission
from cpted_rules.analysis.scene.grid import grid_of
from cpted_rules.analysis.scene.pieces import Floats, Obstacle, scene_of
from cpted_rules.analysis.shadows import Raster, casters_of, raster_of
from tests.cpted_rules.analysis.light.sources import (
    ISOTROPIC,
    LAMBERT,
    OPEN,
    crowd,
    lamp,
    lamps_above,
    uneven,
)

NOTHING = casters_of(OPEN)
AHEAD_DEG = 33.0


def cells(z_m: float, *, step_m: float = 1.37, size: int = 14, at: float = -8.31) -> Raster:
    return Raster(x_m=at, y_m=at, z_m=z_m, step_m=step_m, columns=size, rows=size)


def centres(raster: Raster) -> Floats:
    """The centres, shape (columns * rows, 3)."""
    x = raster.x_m + raster.step_m * np.arange(raster.columns)
    y = raster.y_m + raster.step_m * np.arange(raster.rows)
    xs, ys = np.meshgrid(x, y, indexing="ij")
    return np.column_stack([xs.ravel(), ys.ravel(), np.full(xs.size, raster.z_m)])


def row_of(z_m: float, *x_m: float) -> list[Light]:
    """Rasters of one cell each, lit by 1000 cd 4 m above the origin; ahead is west."""
    cell = [Raster(x_m=x, y_m=0.0, z_m=z_m, step_m=1.0, columns=1, rows=1) for x in x_m]
    return [light_on(NOTHING, [lamp(ISOTROPIC)], one, ahead_deg=270.0) for one in cell]


def test_v1_and_v2_on_a_raster() -> None:
    for light, expected in (
        (ISOTROPIC, [62.5, 44.7214, 22.0971, 5.5902]),
        (LAMBERT, [62.5, 40.0, 15.625, 2.5]),
    ):
        raster = Raster(x_m=0.0, y_m=0.0, z_m=0.0, step_m=2.0, columns=5, rows=1)
        found = light_on(NOTHING, [lamp(light)], raster).horizontal_lx[:, 0]
        assert found[[0, 1, 2, 4]] == pytest.approx(np.array(expected), rel=2e-5)


@pytest.mark.parametrize(
    ("r", "e_v", "e_sc", "e_z", "e_hs"),
    [
        (2, 60.946, 38.799, 19.400, 43.436),
        (4, 38.112, 24.263, 12.132, 17.191),
        (8, 13.587, 8.650, 4.325, 4.620),
    ],
)
def test_v3_every_channel_of_a_cell_at_the_height_of_a_face(
    r: float, e_v: float, e_sc: float, e_z: float, e_hs: float
) -> None:
    (light,) = row_of(1.5, r)
    assert light.vertical_lx(Side.AHEAD)[0, 0] == pytest.approx(e_v, abs=1e-3)
    assert light.vertical_lx(Side.BEHIND)[0, 0] == 0.0
    assert light.semicylindrical_lx(270.0)[0, 0] == pytest.approx(e_sc, abs=1e-3)
    assert light.semicylindrical_lx(90.0)[0, 0] == pytest.approx(0.0, abs=1e-5)
    assert light.cylindrical_lx()[0, 0] == pytest.approx(e_z, abs=1e-3)
    assert light.hemispherical_lx()[0, 0] == pytest.approx(e_hs, abs=1e-3)


def test_v9_a_wall_hides_the_cells_up_to_the_line_over_it() -> None:
    # lamp 4 m high at x = 0, wall 2 m high at x = 3: ground in shadow from 3 m to 6 m
    wall = Obstacle(id="w", shape=LineString([(3, -50), (3, 50)]), base_m=0, top_m=2)
    raster = Raster(x_m=0.05, y_m=0.0, z_m=0.0, step_m=0.1, columns=90, rows=1)
    found = light_on(casters_of(scene_of([wall])), [lamp(ISOTROPIC)], raster).horizontal_lx[:, 0]
    x = 0.05 + 0.1 * np.arange(90)
    assert ((found > 0) == ((x < 3) | (x > 6))).all()


def all_channels(light: Light) -> tuple[Floats, ...]:
    return (
        light.horizontal_lx,
        *(light.vertical_lx(side) for side in Side),
        *(light.semicylindrical_lx(facing) for facing in (10.0, 200.0)),
        light.cylindrical_lx(),
        light.hemispherical_lx(),
    )


RECEIVERS = (
    horizontal,
    *(vertical(AHEAD_DEG + turn) for turn in (0.0, 180.0, -90.0, 90.0)),
    semicylindrical(10.0),
    semicylindrical(200.0),
    cylindrical,
    hemispherical,
)
"""In the order of `all_channels`."""


@pytest.mark.parametrize("seed", range(12))
def test_every_channel_of_random_scenes_is_that_of_the_points(seed: int) -> None:
    scene = scene_of(crowd(seed, opaque=seed % 3 == 0))
    lamps, raster = lamps_above(seed), cells(0.3 * (seed % 5))
    light = light_on(casters_of(scene), lamps, raster, ahead_deg=AHEAD_DEG, reach_m=15.0)
    points = centres(raster)
    for found, receiver in zip(all_channels(light), RECEIVERS, strict=True):
        exact = illuminance(scene, lamps, points, receiver, reach_m=15.0)
        assert found.ravel() == pytest.approx(exact, rel=1e-4, abs=1e-5)
    assert (light.horizontal_lx == light_on(
        casters_of(scene), lamps, raster, reach_m=15.0
    ).horizontal_lx).all()  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_shadows_are_where_the_plain_line_has_them(seed: int) -> None:
    scene = scene_of(crowd(40 + seed, opaque=False))
    raster = cells(0.2, size=10, step_m=1.9)
    (one,) = lamps_above(seed, 1)
    one = replace(one, photometry=ISOTROPIC)
    bare = light_on(NOTHING, [one], raster).horizontal_lx
    found = light_on(casters_of(scene), [one], raster).horizontal_lx
    eye = (one.x_m, one.y_m, one.z_m)
    share = [plain_transmission(scene, eye, tuple(p)) for p in centres(raster).tolist()]
    assert found.ravel() == pytest.approx(bare.ravel() * np.array(share), rel=1e-4, abs=1e-5)
    assert 0.0 < np.mean(share) < 1.0


def bits(light: Light) -> bytes:
    return light.channels.tobytes()


def test_light_comes_out_the_same_to_the_bit_in_any_order_and_number_of_threads() -> None:
    casters = casters_of(scene_of(crowd(3, opaque=False)))
    lamps, raster = lamps_above(3, 11), cells(0.5, step_m=0.7, size=40, at=-14.0)
    once = light_on(casters, lamps, raster, ahead_deg=AHEAD_DEG, reach_m=9.0)
    assert once.channels.max() > 1.0
    for threads in (2, 3, 16):
        again = light_on(casters, lamps, raster, ahead_deg=AHEAD_DEG, reach_m=9.0, threads=threads)
        assert bits(again) == bits(once)
    each = lamp_lights(casters, lamps, raster, ahead_deg=AHEAD_DEG, reach_m=9.0)
    assert bits(sum_of(raster, each, ahead_deg=AHEAD_DEG)) == bits(once)
    assert bits(sum_of(raster, each[::-1], ahead_deg=AHEAD_DEG)) == bits(once)
    assert min(light.channels.shape[1] for light in each) < raster.columns


def test_a_lamp_exchanged_is_the_light_of_the_new_lamps_to_the_bit() -> None:
    casters = casters_of(scene_of(crowd(4, opaque=True)))
    lamps, raster = lamps_above(4, 6), cells(0.5, step_m=0.7, size=40, at=-14.0)
    moved = [*lamps[:2], replace(lamps[2], x_m=1.0, y_m=-2.0, tilt_deg=7.0), *lamps[3:]]
    before = light_on(casters, lamps, raster)
    old, new = lamp_lights(casters, [lamps[2], moved[2]], raster)
    after = exchanged(before, without=[old], by=[new])
    assert bits(after) == bits(light_on(casters, moved, raster))
    assert bits(after) != bits(before)
    assert bits(exchanged(after, without=[new], by=[old])) == bits(before)
    assert bits(exchanged(before, without=[old])) == bits(
        light_on(casters, [*lamps[:2], *lamps[3:]], raster)
    )


def test_without_lamps_all_is_dark() -> None:
    assert not light_on(NOTHING, [], cells(0.0), ahead_deg=0.0).channels.any()
    assert lamp_lights(NOTHING, [], cells(0.0)) == ()


def test_only_the_horizontal_plane_knows_nothing_of_faces() -> None:
    light = light_on(NOTHING, [lamp(ISOTROPIC)], cells(0.0))
    with pytest.raises(ValueError, match="horizontal"):
        light.vertical_lx(Side.AHEAD)


def test_a_lamp_in_the_plane_itself_lights_faces_but_no_ground() -> None:
    raster = Raster(x_m=-2.0, y_m=0.0, z_m=4.0, step_m=1.0, columns=5, rows=1)
    light = light_on(NOTHING, [lamp(ISOTROPIC)], raster, ahead_deg=90.0)
    assert not light.horizontal_lx.any()
    # ahead is east: light from the lamp at x = 0 falls on the backs of those east of it
    ahead, behind = (light.vertical_lx(side)[:, 0] for side in (Side.AHEAD, Side.BEHIND))
    assert ahead == pytest.approx([250, 1000, 0, 0, 0], rel=1e-5)
    assert behind == pytest.approx([0, 0, 0, 1000, 250], rel=1e-5)
    assert np.isfinite(light.channels).all()


def test_cells_of_a_grid_are_read_off_its_raster() -> None:
    grid = grid_of(Point(0, 0).buffer(6), 0.5)
    light = light_on(NOTHING, [lamp(uneven(2))], raster_of(grid, 0.0))
    exact = illuminance(OPEN, [lamp(uneven(2))], grid.at(0.0), horizontal)
    assert on_grid(light.horizontal_lx, grid) == pytest.approx(exact, rel=1e-5)


def changed(o: Obstacle, k: float, dx: float, dy: float) -> Obstacle:
    """A thing k times as large, turned a quarter to the left and moved."""
    shape = scale(rotate(o.shape, 90, origin=(0, 0)), k, k, origin=(0, 0))
    return replace(
        o,
        shape=translate(shape, dx, dy),
        base_m=o.base_m * k,
        top_m=o.top_m * k,
        radius_m=o.radius_m * k,
    )


@pytest.mark.parametrize(("k", "dx", "dy"), [(1.0, 512.25, -77.5), (2.0, 0.0, 0.0)])
def test_a_scene_moved_and_turned_is_lit_alike_and_a_larger_one_by_more_flux(
    k: float, dx: float, dy: float
) -> None:
    # k times as large needs k squared times the flux
    things, lamps, raster = crowd(8, opaque=False), lamps_above(8), cells(0.4)
    found = light_on(casters_of(scene_of(things)), lamps, raster, ahead_deg=AHEAD_DEG)
    moved: list[Lamp] = [
        replace(
            one,
            x_m=dx - k * one.y_m,
            y_m=dy + k * one.x_m,
            z_m=k * one.z_m,
            azimuth_deg=one.azimuth_deg - 90.0,
            maintenance_factor=one.maintenance_factor * k * k,
        )
        for one in lamps
    ]
    there = Raster(
        x_m=dx - k * (raster.y_m + (raster.rows - 1) * raster.step_m),
        y_m=dy + k * raster.x_m,
        z_m=k * raster.z_m,
        step_m=k * raster.step_m,
        columns=raster.rows,
        rows=raster.columns,
    )
    again = light_on(
        casters_of(scene_of([changed(o, k, dx, dy) for o in things])),
        moved,
        there,
        ahead_deg=AHEAD_DEG - 90.0,
        reach_m=160.0,
    )
    turned = np.rot90(found.channels, 1, axes=(1, 2))
    assert again.channels == pytest.approx(turned, rel=1e-4, abs=1e-4)


def test_a_thing_that_lies_in_the_shadow_of_another_changes_nothing() -> None:
    wall = Obstacle(id="w", shape=box(2, -9, 2.5, 9), base_m=0, top_m=3.9)
    bin_ = Obstacle(id="b", shape=box(4, -1, 5, 1), base_m=0, top_m=1.0)
    alone, both = (
        light_on(casters_of(scene_of(things)), [lamp(ISOTROPIC)], cells(0.0))
        for things in ([wall], [wall, bin_])
    )
    assert bits(alone) == bits(both)


@given(seed=st.integers(0, 10**6), factor=st.floats(0.1, 0.9))
@settings(max_examples=15, deadline=None, derandomize=True)
def test_light_adds_up_and_the_maintenance_factor_multiplies(seed: int, factor: float) -> None:
    lamps, raster = lamps_above(seed, 3), cells(0.6)
    casters = casters_of(scene_of(crowd(seed, opaque=False)))
    whole = light_on(casters, lamps, raster, ahead_deg=AHEAD_DEG).channels
    parts = [light_on(casters, [one], raster, ahead_deg=AHEAD_DEG).channels for one in lamps]
    assert (np.sum(parts, axis=0) == whole).all()
    dimmed = [replace(one, maintenance_factor=one.maintenance_factor * factor) for one in lamps]
    found = light_on(casters, dimmed, raster, ahead_deg=AHEAD_DEG).channels
    assert found == pytest.approx(whole * factor, rel=1e-5, abs=1e-6)


def test_a_semicylinder_may_face_another_way_in_every_cell() -> None:
    raster = cells(1.5, size=4)
    light = light_on(NOTHING, lamps_above(2), raster, ahead_deg=AHEAD_DEG)
    facing: NDArray[np.float64] = np.arange(16.0).reshape(4, 4) * 20.0
    found = light.semicylindrical_lx(facing)
    exact = illuminance(OPEN, lamps_above(2), centres(raster), semicylindrical(facing.ravel()))
    assert found.ravel() == pytest.approx(exact, rel=1e-4, abs=1e-5)
