"""Sheets laid on one another by what both show, or by two control points."""

from math import cos, hypot, radians, sin
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cpted_rules.drawing import SheetSpec, default_layer_map
from cpted_rules.drawing.points import XY
from cpted_rules.drawing.sheets.features import Features, bearing, features_of
from cpted_rules.drawing.sheets.register import (
    Registration,
    Unregistered,
    from_control_points,
    register,
    registration_note,
)
from cpted_rules.drawing.sheets.together import register_set
from cpted_rules.plan import SheetKind
from cpted_rules.text import Lang
from tests.cpted_rules.drawing.read_once import drawing_of

ROOT = Path(__file__).parents[4]
CORPUS = ROOT / "../shared/corpus/dxf"

L_SHAPE: tuple[XY, ...] = ((0, 0), (30, 0), (30, 8), (12, 8), (12, 20), (0, 20))
WALLS: tuple[XY, ...] = (
    *((x, 4.0) for x in (3.0, 7.5, 11.0, 16.0, 21.5)),
    *((x, 6.5) for x in (5.0, 9.0, 18.5, 26.0)),
    *((x, 13.0) for x in (2.0, 6.0, 10.5)),
)
RECTANGLE: tuple[XY, ...] = ((0, 0), (24, 0), (24, 10), (0, 10))


def moved(points: tuple[XY, ...], x: float, y: float, turn_deg: float = 0.0) -> tuple[XY, ...]:
    c, s = cos(radians(turn_deg)), sin(radians(turn_deg))
    return tuple((c * p - s * q + x, s * p + c * q + y) for p, q in points)


def laid(result: Registration | Unregistered) -> Registration:
    assert isinstance(result, Registration), result
    return result


@settings(deadline=None, max_examples=30)
@given(st.floats(-500, 500), st.floats(-500, 500), st.sampled_from([0.0, 90.0, 180.0, 270.0]))
def test_a_floor_drawn_elsewhere_and_turned_comes_back_within_a_millimetre(
    x: float, y: float, turn: float
) -> None:
    reference = Features(outlines=L_SHAPE, corners=WALLS)
    sheet = Features(outlines=moved(L_SHAPE, x, y, turn), corners=moved(WALLS, x, y, turn))
    found = laid(register(sheet, reference))
    for drawn, meant in zip(moved(WALLS, x, y, turn), WALLS, strict=True):
        at = found.point(drawn)
        assert hypot(at[0] - meant[0], at[1] - meant[1]) < 0.002
    assert found.matched == 18
    assert found.residual_m < 0.001


def test_the_residual_is_the_root_mean_square_of_what_is_left() -> None:
    # every other corner is drawn 20 mm to the east: the mean shift is 10 mm, and 10 mm are left
    shaken = tuple((x + 0.02 * (n % 2), y) for n, (x, y) in enumerate(L_SHAPE))
    found = laid(register(Features(outlines=shaken), Features(outlines=L_SHAPE)))
    assert found.residual_m == pytest.approx(0.01)
    assert "10 mm" in registration_note("A-102", found).text.en


def test_other_content_on_either_sheet_does_not_mislead() -> None:
    furniture = tuple((0.37 * n % 29, 0.91 * n % 19) for n in range(200))
    trees = tuple((-40 + 1.7 * n % 90, -30 + 2.3 * n % 70) for n in range(150))
    sheet = Features(outlines=moved(L_SHAPE, 100, 50), corners=moved(furniture, 100, 50))
    found = laid(register(sheet, Features(outlines=L_SHAPE, corners=trees)))
    assert found.point((100, 50)) == pytest.approx((0, 0), abs=1e-3)


def test_a_rectangle_fits_two_ways_and_is_not_laid_by_chance() -> None:
    sheet = Features(outlines=moved(RECTANGLE, 70, 20))
    result = register(sheet, Features(outlines=RECTANGLE))
    assert isinstance(result, Unregistered)
    assert result.code == "drawing/registration-ambiguous"
    note = registration_note("A-102", result)
    assert "기준점" in note.text.in_(Lang.KO)


def test_a_rectangle_can_be_laid_as_it_is_drawn_and_says_so() -> None:
    sheet = Features(outlines=moved(RECTANGLE, 70, 20))
    found = laid(register(sheet, Features(outlines=RECTANGLE), upright=True))
    assert found.upright
    assert found.rotation_deg == 0.0
    assert found.point((70, 20)) == pytest.approx((0, 0), abs=1e-3)
    assert "right way up" in registration_note("A-102", found).text.en


def test_a_row_of_columns_that_could_be_shifted_is_not_laid() -> None:
    row = tuple((6.0 * n, 0.0) for n in range(8))
    result = register(Features(columns=row), Features(columns=row))
    assert isinstance(result, Unregistered)


def test_sheets_that_share_nothing_are_not_laid() -> None:
    other = tuple((7.3 * n % 31, 3.1 * n * n % 17) for n in range(12))
    result = register(Features(corners=other), Features(corners=WALLS))
    assert isinstance(result, Unregistered)
    assert register(Features(), Features(corners=WALLS)) == register(Features(), Features())


def test_a_sheet_tilted_by_two_degrees_is_laid_when_asked_for() -> None:
    points = (*L_SHAPE, *WALLS)
    tilted = moved(points, 15, -8, -2.0)
    sheet = Features(corners=tilted, bearing_deg=88.0)
    reference = Features(corners=points, bearing_deg=0.0)
    found = laid(register(sheet, reference, tilted=True))
    assert found.rotation_deg == pytest.approx(2.0, abs=0.01)
    assert found.residual_m < 0.002


def test_the_bearing_is_that_of_most_of_the_length() -> None:
    lines = [((0, 0), (10 * cos(radians(7)), 10 * sin(radians(7)))), ((0, 0), (1, 1))]
    assert bearing(lines) == pytest.approx(7.0)
    assert bearing([]) is None


@given(st.floats(-100, 100), st.floats(-100, 100), st.floats(0, 359), st.floats(5, 200))
def test_two_control_points_come_to_lie_where_they_were_shown(
    x: float, y: float, turn: float, apart: float
) -> None:
    site = ((3.0, 4.0), (3.0 + apart, 4.0))
    drawn = moved(site, x, y, -turn)
    found = laid(from_control_points((drawn[0], drawn[1]), site))
    for d, s in zip(drawn, site, strict=True):
        assert found.point(d) == pytest.approx(s, abs=1e-6)
    assert found.scale_ratio == pytest.approx(1.0)
    assert found.residual_m == pytest.approx(0.0, abs=1e-9)


def test_control_points_of_another_scale_are_reported() -> None:
    found = laid(from_control_points(((0, 0), (10, 0)), ((0, 0), (12, 0))))
    assert found.scale_ratio == pytest.approx(1.2)
    assert found.residual_m == pytest.approx(1.0)
    assert registration_note("A-102", found).code == "drawing/control-points-scale"


def test_one_control_point_given_twice_is_refused() -> None:
    result = from_control_points(((0, 0), (0, 0)), ((0, 0), (12, 0)))
    assert isinstance(result, Unregistered)


def test_the_drawing_point_is_given_in_drawing_units() -> None:
    found = laid(from_control_points(((1, 2), (3, 2)), ((0, 0), (2, 0))))
    assert found.in_units(0.001) == pytest.approx((2000.0, 2000.0))


def test_a_basement_is_laid_on_the_storey_above_where_the_site_plan_does_not_show_it() -> None:
    grid = tuple((7.0 * i + (i > 2), 6.5 * j + 0.5 * (j > 1)) for i in range(5) for j in range(4))
    found = register_set(
        Features(outlines=L_SHAPE),
        {
            "A-105": Features(columns=moved(grid, 300, 5)),
            "A-102": Features(outlines=moved(L_SHAPE, 100, 0), columns=moved(grid, 100, 0)),
        },
    )
    assert list(found) == ["A-105", "A-102"]
    assert laid(found["A-105"]).point((300, 5)) == pytest.approx((0, 0), abs=1e-3)


def features(path: Path, unit_m: float, frame: Any = None) -> Features:
    sheet = SheetSpec(kind=SheetKind.FLOOR_PLAN, number="1", frame=tuple(frame) if frame else None)
    return features_of(drawing_of(path), default_layer_map(), sheet, metres_per_unit=unit_m)


@pytest.mark.parametrize("sample", ["apartment", "multiplex", "officetel"])
def test_every_sheet_of_a_sample_is_laid_within_a_centimetre_of_its_declared_place(
    sample: str,
) -> None:
    folder = ROOT / "sample_plans" / sample / "deficient"
    declared = [
        (sheet, features(folder / drawing["file"], 0.001, sheet["frame"]))
        for drawing in yaml.safe_load((folder / "submission.yaml").read_text("utf-8"))["drawings"]
        for sheet in drawing["sheets"]
        if "placement" in sheet
    ]
    (first, reference), others = declared[0], declared[1:]
    assert first["kind"] == "site_plan"
    found = register_set(reference, {sheet["number"]: own for sheet, own in others})
    x0, y0 = first["placement"]["drawing_point"]
    for sheet, _ in others:
        x, y = sheet["placement"]["drawing_point"]
        at = laid(found[sheet["number"]]).point((x / 1000, y / 1000))
        assert hypot(at[0] - x0 / 1000, at[1] - y0 / 1000) < 0.01, sheet["number"]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside this clone")
def test_the_second_floor_of_a_real_building_is_laid_on_its_ground_floor() -> None:
    ground = features(CORPUS / "campus_block_ground.dxf", 0.01)
    second = features(CORPUS / "campus_block_level2.dxf", 0.01)
    found = laid(register(second, ground))
    assert found.rotation_deg == 0.0
    assert found.matched > 400
    assert found.residual_m < 0.01
    back = laid(register(ground, second))
    assert back.point(found.point((70.0, 25.0))) == pytest.approx((70.0, 25.0), abs=0.002)
