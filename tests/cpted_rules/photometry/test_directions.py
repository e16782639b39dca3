"""Where light goes: types A and B, the zero planes of both formats, turning, round trips."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpted_rules.analysis.light.illuminance import Lamp, horizontal_illuminance
from cpted_rules.analysis.scene.pieces import scene_of
from cpted_rules.errors import PhotometryError
from cpted_rules.photometry import Photometry, Side, flux_lm, intensity, lean_deg, turned
from tests.cpted_rules.photometry.writers import CORPUS, Floats, at, codes, corpus, ies, ldt, read

needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the clone")

C, GAMMA = (a.ravel() for a in np.meshgrid(np.arange(0, 360, 7.5), np.arange(0, 91, 5.0)))


def light(photometry: Photometry) -> Floats:
    """Intensities all around the lower half."""
    return intensity(photometry, C, GAMMA)


def test_type_b_looks_straight_down_and_rises_towards_c0() -> None:
    # 100 cd within 30 degrees across, within 10 towards and away from C0; H 30 is towards C270
    rows = [[0, 0, 0, 0, 0], [0, 100, 100, 100, 0], [0, 100, 100, 100, 0], [0, 100, 100, 100, 0]]
    table = read(ies([-20, -10, 0, 10, 20], [-60, -30, 0, 30, 60], [*rows, [0] * 5], kind=2))
    assert [at(table, 90, g) for g in (0, 30, 60)] == pytest.approx([100, 100, 0], abs=1e-6)
    assert [at(table, 0, g) for g in (0, 10, 20)] == pytest.approx([100, 100, 0], abs=1e-6)
    assert "type-b" in codes(table)


@pytest.mark.parametrize(
    ("v", "h", "c", "gamma"),
    # LM-63-2002, clause 3: V 90 is level along C0; H runs clockwise, C counter-clockwise
    [
        *((90, 0, 0, 90), (-90, 0, 180, 90), (0, 90, 270, 90), (0, -90, 90, 90)),
        *((45, 0, 0, 45), (0, -45, 90, 45), (0, 0, 17, 0)),
    ],
)
def test_a_type_b_direction_is_where_the_standard_has_it(
    v: int, h: int, c: int, gamma: int
) -> None:
    angles = list(range(-90, 91, 45))
    rows = [[100 if (v, h) == (one, other) else 0 for one in angles] for other in angles]
    if abs(h) == 90:  # a pole: one direction, whatever V
        rows[angles.index(h)] = [100] * len(angles)
    assert at(read(ies(angles, angles, rows, kind=2)), c, gamma) == pytest.approx(100)


@pytest.mark.parametrize(
    ("v", "h", "c", "gamma"),
    # LM-63-2002, clause 3: H 0, V 0 is level along C0, V -90 straight down
    [(0, 0, 0, 90), (0, 45, 315, 90), (0, -90, 90, 90), (45, 0, 0, 135), (-45, 45, 315, 45)],
)
def test_a_type_a_direction_is_where_the_standard_has_it(
    v: int, h: int, c: int, gamma: int
) -> None:
    angles = list(range(-90, 91, 45))
    rows = [[100 if (v, h) == (one, other) else 0 for one in angles] for other in angles]
    table = read(ies(angles, angles, rows, kind=3))
    assert at(table, c, gamma) == pytest.approx(100, rel=1e-4)
    assert at(table, 180, 90) == 0
    assert "type-a" in codes(table)


def test_a_half_table_of_types_a_and_b_is_alike_on_the_other_side() -> None:
    rows = [[100, 50, 20], [60, 40, 10], [30, 20, 5]]
    for kind, pairs in ((2, ((90, 270), (0, 180))), (3, ((45, 315),))):
        table = read(ies([0, 45, 90], [0, 45, 90], rows, kind=kind))
        for one, other in pairs:
            assert at(table, one, 60) == pytest.approx(at(table, other, 60), rel=1e-4)
            assert at(table, one, 60) > 0
        assert "half" in codes(table)


@pytest.mark.parametrize("kind", [2, 3])
def test_100_cd_everywhere_have_the_flux_of_a_hemisphere(kind: int) -> None:
    even = read(ies([-90, 0, 90], [-90, 0, 90], [[100] * 3] * 3, kind=kind))
    assert flux_lm(even) == pytest.approx(200 * np.pi, rel=1e-3)


@pytest.mark.parametrize(
    ("kind", "v", "h"), [(2, (-180, 180), (-90, 90)), (3, (-90, 90), (-180, 180))]
)
def test_a_full_sphere_of_types_a_and_b_is_read_whole(
    kind: int, v: tuple[int, int], h: tuple[int, int]
) -> None:
    vs, hs = (list(range(low, high + 1, 30)) for low, high in (v, h))
    table = read(ies(vs, hs, [[100] * len(vs)] * len(hs), kind=kind))
    assert flux_lm(table) == pytest.approx(400 * np.pi, rel=1e-6)
    assert at(table, 200, 170) == pytest.approx(100)


def test_type_b_is_put_on_c_planes_in_the_files_own_step() -> None:
    angles = [-90, -45, -2, 0, 2, 45, 90]
    table = read(ies(angles, angles, [[100] * 7] * 7, kind=2))
    assert float(np.diff(table.gamma_deg).max()) == 2.0
    assert float(np.diff(table.c_deg).max()) == 2.0


@pytest.mark.parametrize(
    ("kind", "v", "h"),
    [(3, (-91, 90), (-90, 90)), (3, (-90, 90), (-181, 90)), (2, (-90, 90), (-100, 90))],
)
def test_angles_beyond_the_sphere_are_refused(
    kind: int, v: tuple[int, int], h: tuple[int, int]
) -> None:
    with pytest.raises(PhotometryError):
        read(ies(v, h, [[1, 1], [1, 1]], kind=kind))


@needs_corpus
def test_one_luminaire_written_as_ies_and_as_eulumdat_is_one_luminaire() -> None:
    one, other = corpus("luxpy_6klm.ies"), corpus("luxpy_6klm.ldt")
    # the values of the IES are rounded to 0.06 cd
    assert light(one) == pytest.approx(light(other), rel=1e-3, abs=0.1)
    assert np.abs(light(one) - light(turned(other, 90))).max() > 500  # a quarter turn would show
    assert one.lumens == other.lumens == 6000
    # the formats call the sides differently: 1.966 m is the length of one, the width of the other
    assert (one.c0_along, other.c0_along) == (Side.LENGTH, Side.WIDTH)
    assert one.opening is not None
    assert other.opening is not None
    assert (one.opening.along_c0_m, one.opening.along_c90_m) == (1.966, 0.080)
    assert (other.opening.along_c0_m, other.opening.along_c90_m) == (1.966, 0.080)


FRONT = [round(100 + 80 * np.cos(np.radians(c)), 6) for c in range(0, 360, 30)]
"""Intensities of a street light that throws to C0, at gamma 60."""


def street_pair() -> tuple[Photometry, Photometry]:
    """One street light, 0.7 m along its arm and 0.3 m wide, as each format's rules have it.

    LM-63 has the arm along C0; EULUMDAT has it along C90, as CIE 140 has the road along C0.
    """
    rows = [[150.0, value, 0.0] for value in FRONT]
    one = ies(
        [0, 60, 90],
        [30.0 * n for n in range(13)],
        [*rows, rows[0]],
        size=(0.3, 0.7, 0),
        lumens=1000,
    )
    quarter = [*rows[-3:], *rows[:-3]]  # row n at C 30 n is row n - 3 of the LM-63 file
    other = ldt(
        0,
        12,
        quarter,
        gamma=(0, 60, 90),
        header={16: "700", 17: "300"},
        sets=(("1", "LED", "1000", "", "", "20"),),
    )
    return read(one), read(other, "t.ldt")


def test_a_pair_of_files_by_the_rules_of_each_format_is_90_degrees_apart() -> None:
    one, other = street_pair()
    assert lean_deg(one) == pytest.approx(0, abs=1e-6)
    assert lean_deg(other) == pytest.approx(90)
    assert "leans" not in codes(one)
    assert "leans" in codes(other)  # said, since the drawing's rotation is that of C0
    assert np.abs(light(one) - light(other)).max() > 50
    level = turned(other, -90)
    assert light(level) == pytest.approx(light(one), rel=1e-9)
    assert level.opening == one.opening
    assert level.c0_along is Side.LENGTH


def test_the_pair_lights_the_same_ground_when_each_is_drawn_by_its_own_c0() -> None:
    one, other = street_pair()
    points = np.array([[3.0, 1.0, 0.0], [-2.0, 4.0, 0.0], [0.0, -5.0, 0.0]])
    found = []
    # the arm points north: C0 of the IES is north (0), C0 of the EULUMDAT, a quarter before
    # its C90 counter-clockwise, is east (90)
    for table, azimuth in ((one, 0.0), (other, 90.0)):
        lamp = Lamp(
            id="L",
            x_m=0,
            y_m=0,
            z_m=5,
            azimuth_deg=azimuth,
            tilt_deg=0,
            maintenance_factor=1,
            photometry=table,
        )
        found.append(horizontal_illuminance(scene_of([]), [lamp], points))
    assert found[0] == pytest.approx(found[1], rel=1e-9)
    assert found[0].min() > 0.1


@given(by=st.floats(-720, 720), rows=st.lists(st.integers(1, 999), min_size=8, max_size=8))
@settings(max_examples=60, deadline=None)
def test_turning_moves_the_light_and_keeps_its_flux(by: float, rows: list[int]) -> None:
    table = read(ldt(0, 8, [[500, value, 10] for value in rows], gamma=(0, 45, 90)), "t.ldt")
    moved = turned(table, by)
    assert intensity(moved, C + by, GAMMA) == pytest.approx(light(table), abs=1e-5)
    assert flux_lm(moved) == pytest.approx(flux_lm(table), rel=1e-9)
    assert light(turned(moved, -by)) == pytest.approx(light(table), abs=1e-5)


def grids(first: float, last: float, least: int) -> st.SearchStrategy[list[float]]:
    """Rising angles in tenths of a degree, with both ends."""
    inner = st.sets(
        st.integers(int(first * 10) + 1, int(last * 10) - 1), min_size=least, max_size=9
    )
    return inner.map(lambda found: [first, *sorted(n / 10 for n in found), last])


def candela(draw: st.DrawFn, rows: int, columns: int) -> list[list[float]]:
    value = st.integers(0, 99_999).map(lambda n: n / 10)
    table = draw(st.lists(value, min_size=rows * columns, max_size=rows * columns))
    table[0] = 1000.0
    return [table[n * columns : (n + 1) * columns] for n in range(rows)]


@given(data=st.data(), last=st.sampled_from([0.0, 90.0, 180.0, 360.0]))
@settings(max_examples=60, deadline=None)
def test_what_is_written_as_type_c_is_read_again(data: st.DataObject, last: float) -> None:
    planes = data.draw(grids(0, last, 2)) if last else [0.0]
    gamma = data.draw(grids(0, 180, 1))
    rows = candela(data.draw, len(planes), len(gamma))  # type: ignore[arg-type]
    rows[-1] = rows[0] if last == 360 else rows[-1]
    table = read(ies(gamma, planes, rows))
    for plane, row in zip(planes, rows, strict=True):
        images = {90.0: (plane, -plane, 180 - plane, 180 + plane), 180.0: (plane, -plane)}
        for image in images.get(last, (plane,)):
            assert [at(table, image, g) for g in gamma] == pytest.approx(row)
    assert all(a < b for a, b in pairwise(table.c_deg))


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_what_is_written_as_type_a_is_read_again(data: st.DataObject) -> None:
    h, v = data.draw(grids(-90, 90, 2)), data.draw(grids(-90, 90, 2))
    rows = candela(data.draw, len(h), len(v))  # type: ignore[arg-type]
    table = read(ies(v, h, rows, kind=3))
    for plane, row in zip(h, rows, strict=True):
        assert [at(table, -plane, g + 90) for g in v] == pytest.approx(row, rel=1e-6, abs=1e-3)


@given(data=st.data(), step=st.sampled_from([5, 15, 30]))
@settings(max_examples=40, deadline=None)
def test_what_is_written_as_type_b_is_read_again(data: st.DataObject, step: int) -> None:
    angles = [float(a) for a in range(-90, 91, step)]
    rows = candela(data.draw, len(angles), len(angles))  # type: ignore[arg-type]
    middle = rows[len(angles) // 2]
    middle[len(angles) // 2] = 1000.0
    table = read(ies(angles, angles, rows, kind=2))
    # H 0 is the plane C0-C180, of which the grid holds every angle
    for angle, value in zip(angles, middle, strict=True):
        c = 0 if angle >= 0 else 180
        assert at(table, c, abs(angle)) == pytest.approx(value, abs=1e-6)


@given(data=st.data(), symmetry=st.integers(0, 4), quarter=st.integers(1, 5))
@settings(max_examples=80, deadline=None)
def test_what_is_written_as_eulumdat_is_read_again(
    data: st.DataObject, symmetry: int, quarter: int
) -> None:
    planes = 4 * quarter
    stored = {0: planes, 1: 1, 2: planes // 2 + 1, 3: planes // 2 + 1, 4: quarter + 1}[symmetry]
    first = 270 if symmetry == 3 else 0
    gamma = data.draw(grids(0, 180, 1))
    rows = candela(data.draw, stored, len(gamma))  # type: ignore[arg-type]
    rows = [[value / 40 for value in row] for row in rows]  # not too bright for the lamps
    table = read(ldt(symmetry, planes, rows, gamma=gamma), "t.ldt")
    for n, row in enumerate(rows):
        c = first + 360 / planes * n
        images = {1: (0, 77), 2: (c, -c), 3: (c, 180 - c), 4: (c, -c, 180 - c, 180 + c)}
        for image in images.get(symmetry, (c,)):
            assert [at(table, image, g) / 2 for g in gamma] == pytest.approx(row, abs=1e-5)
