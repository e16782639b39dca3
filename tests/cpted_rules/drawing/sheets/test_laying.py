"""Sheets of a set laid on the site: declared, found, corrected, or by two control points."""

from collections.abc import Callable
from typing import Any

import pytest

from cpted_rules.drawing import DrawingSource, Reading, SheetSpec, interpret, read_drawings
from cpted_rules.drawing.reading import SheetChange, SheetPlacement
from cpted_rules.plan import SheetKind

Read = Callable[..., Reading]


def two_storeys(draft: Any) -> Any:
    """Two floor plans side by side, the upper with the same columns and its own rooms."""
    for x, title, rooms in ((0.0, "1층 평면도", 2), (60.0, "2층 평면도", 3)):
        for i in range(4):
            for j in range(3):
                draft.box("기둥", x + 6 * i, 5 * j, x + 6 * i + 0.5, 5 * j + 0.6)
        draft.box("벽체", x + 0.5, 0.2, x + 18, 0.4)
        draft.box("벽체", x, 0.6, x + 0.2, 10.6)
        for n in range(rooms):
            draft.box("실구획", x + 1 + 5 * n, 1, x + 5 + 5 * n, 4)
        draft.text(title, (x + 7, -3))
    return draft


def read_undeclared(*drafts: Any, **more: Any) -> Reading:
    sources = [
        DrawingSource(name=f"{n}.dxf", raw=draft.bytes(), sheets=(), unit="m")
        for n, draft in enumerate(drafts)
    ]
    return interpret(read_drawings(sources, **more))


def test_floors_side_by_side_come_to_lie_on_one_another(draft: Any) -> None:
    reading = read_undeclared(two_storeys(draft))
    sheets = {s.spec.title: s for s in reading.census[0].sheets}
    assert {s.spec.storeys for s in sheets.values()} == {(1,), (2,)}
    assert sheets["2층 평면도"].residual_m == pytest.approx(0, abs=1e-6)
    columns = [w for w in reading.plan.walls if w.column]
    lower = sorted(w.area.bounds for w in columns if w.storey == 1)
    upper = sorted(w.area.bounds for w in columns if w.storey == 2)
    assert len(lower) == 12
    assert [b for pair in zip(lower, upper, strict=True) for b in pair[0]] == pytest.approx(
        [b for pair in zip(lower, upper, strict=True) for b in pair[1]]
    )
    assert {n.code for n in reading.notes} >= {"drawing/sheets-found", "drawing/registered"}


def test_sheets_of_several_files_keep_numbers_of_their_own(
    draft: Any, new_draft: Callable[..., Any]
) -> None:
    reading = read_undeclared(two_storeys(draft), two_storeys(new_draft()))
    numbers = [s.spec.number for c in reading.census for s in c.sheets]
    assert len(numbers) == len(set(numbers)) == 4


def test_a_person_can_say_what_a_sheet_is_or_that_it_is_none(draft: Any) -> None:
    drawn = two_storeys(draft)
    numbers = {s.spec.title: s.spec.number for c in read_undeclared(drawn).census for s in c.sheets}
    changes = {
        numbers["1층 평면도"]: SheetChange(kind=SheetKind.PARKING_PLAN, storeys=(-1,)),
        numbers["2층 평면도"]: SheetChange(left_out=True),
    }
    reading = read_undeclared(drawn, changes=changes)
    assert {w.storey for w in reading.plan.walls} == {-1}
    assert [s.kind for s in reading.plan.sheets] == [SheetKind.PARKING_PLAN] + (
        [SheetKind.FLOOR_PLAN] if len(reading.plan.sheets) > 1 else []
    )
    assert len(reading.plan.zones) == 2


def test_floors_follow_the_ground_floor_that_a_person_placed(draft: Any) -> None:
    drawn = two_storeys(draft)
    numbers = {s.spec.title: s.spec.number for c in read_undeclared(drawn).census for s in c.sheets}
    placed = SheetPlacement(drawing_point=(10.0, 0.0), site_point=(200.0, 300.0), rotation_deg=90.0)
    reading = read_undeclared(drawn, changes={numbers["1층 평면도"]: SheetChange(placement=placed)})
    columns = [w for w in reading.plan.walls if w.column]
    lower = sorted(w.area.bounds for w in columns if w.storey == 1)
    upper = sorted(w.area.bounds for w in columns if w.storey == 2)
    assert len(lower) == 12
    # the column drawn from (0, 0) to (0.5, 0.6), turned about (10, 0)
    assert lower[0][:2] == pytest.approx((200 - 10.6, 290.0))
    for below, above in zip(lower, upper, strict=True):
        assert above == pytest.approx(below, abs=1e-6)


def test_two_control_points_lay_a_sheet_and_the_residual_says_how_well(
    draft: Any, read: Read
) -> None:
    draft.box("보행로", 0, 0, 10, 5)
    points = ((0.0, 0.0, 100.0, 200.0), (10.0, 0.0, 100.0, 210.02))
    spec = SheetSpec(kind=SheetKind.SITE_PLAN, number="A-1", control_points=points)
    reading = read(draft, sheets=((spec,),))
    assert reading.plan.walks[0].area.bounds == pytest.approx((95, 200.01, 100, 210.01))
    (sheet,) = reading.census[0].sheets
    assert sheet.residual_m == pytest.approx(0.01)
    assert "drawing/registered" in {n.code for n in reading.notes}


def test_control_points_of_another_scale_are_told(draft: Any, read: Read) -> None:
    draft.box("보행로", 0, 0, 10, 5)
    points = ((0.0, 0.0, 0.0, 0.0), (10.0, 0.0, 20.0, 0.0))
    spec = SheetSpec(kind=SheetKind.SITE_PLAN, number="A-1", control_points=points)
    codes = {n.code for n in read(draft, sheets=((spec,),)).notes}
    assert "drawing/control-points-scale" in codes


def test_strays_are_set_aside_and_said(draft: Any, read: Read) -> None:
    for n in range(60):
        draft.box("벽체", n, 0, n + 0.8, 0.2)
    draft.box("벽체", 5000, 0, 5001, 0.2)
    reading = read(draft, sheets=((SheetSpec(kind=SheetKind.FLOOR_PLAN, number="A-1"),),))
    assert len(reading.plan.walls) == 60
    assert dict(reading.census[0].set_aside)["stray"] == 1
    assert "drawing/stray" in {n.code for n in reading.notes}
