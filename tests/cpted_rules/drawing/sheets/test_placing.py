"""Sheets on the site: frames, placement, storeys, and backgrounds that must not double things."""

from collections.abc import Callable
from functools import cache
from math import cos, radians, sin
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import affinity

from cpted_rules.drawing import DrawingSource, Reading, SheetSpec, read_plan
from cpted_rules.plan import SheetKind, SitePlan, canonical

Read = Callable[..., Reading]


def sheet(kind: SheetKind, number: str, *storeys: int, **more: Any) -> SheetSpec:
    return SheetSpec(kind=kind, number=number, storeys=storeys or (0,), **more)


def codes(reading: Reading) -> list[str]:
    return [note.code for note in reading.notes]


def test_a_frame_cuts_its_sheet_out_of_model_space(draft: Any, read: Read) -> None:
    draft.box("보행로", 10, 10, 20, 20)
    draft.box("보행로", 1010, 10, 1020, 20)
    draft.box("보행로", 5000, 10, 5010, 20)
    sheets = (
        sheet(SheetKind.SITE_PLAN, "A-1", frame=(0, 0, 100, 100)),
        sheet(SheetKind.SITE_PLAN, "A-2", frame=(1000, 0, 1100, 100), drawing_point=(1000.0, 0.0)),
        sheet(SheetKind.SITE_PLAN, "A-3", frame=(2000, 0, 2100, 100)),
    )
    reading = read(draft, sheets=(sheets,))
    first, second = reading.plan.walks
    assert first.area.equals(second.area)
    assert (first.source.sheet, second.source.sheet) == ("A-1", "A-2")  # type: ignore[union-attr]
    assert dict(reading.census[0].set_aside) == {"outside_frames": 1}
    assert codes(reading) == ["drawing/outside-frames", "drawing/sheet-empty"]


def test_placement_turns_and_moves_about_the_drawing_point(draft: Any, read: Read) -> None:
    draft.box("보행로", 1000, 2000, 1010, 2005)
    draft.insert("CCTV_고정형", (1010, 2000), "CCTV", turn=0)
    spec = sheet(
        SheetKind.SITE_PLAN,
        "A-1",
        drawing_point=(1000.0, 2000.0),
        site_point=(7.0, 8.0),
        rotation_deg=90.0,
    )
    plan = read(draft, sheets=((spec,),)).plan
    assert plan.walks[0].area.bounds == pytest.approx((2, 8, 7, 18))
    assert plan.cameras[0].azimuth_deg == pytest.approx(0.0)  # it looked east, now north
    assert (plan.cameras[0].at.x, plan.cameras[0].at.y) == pytest.approx((7, 18))


def test_a_typical_plan_repeats_on_each_of_its_storeys(draft: Any, read: Read) -> None:
    draft.box("건물외곽선", 0, 0, 30, 20)
    handle = draft.insert("창_1", (10, 0), "창호", WIDTH="1800")
    draft.box("벽체", 0, 0, 30, 0.2)
    spec = sheet(SheetKind.FLOOR_PLAN, "A-103", 2, 3, 4)
    plan = read(draft, sheets=((spec,),)).plan
    assert [o.id for o in plan.openings] == [f"A-103:{handle}@{n}" for n in (2, 3, 4)]
    assert [o.storey for o in plan.openings] == [2, 3, 4]
    assert [w.storey for w in plan.walls] == [2, 3, 4]
    assert [b.storey for b in plan.buildings] == [0]


def test_outdoor_things_on_a_ground_floor_plan_lie_on_the_open_ground(
    draft: Any, read: Read
) -> None:
    draft.box("보행로", 0, 0, 5, 5)
    draft.insert("수목", (1, 1), "수목")
    draft.insert("보안등_1", (2, 2), "보안등")
    draft.insert("천장등_1", (3, 3), "조명")
    plan = read(draft, sheets=((sheet(SheetKind.FLOOR_PLAN, "A-1", 1),),)).plan
    assert (plan.walks[0].storey, plan.trees[0].storey) == (0, 0)
    assert [lamp.storey for lamp in sorted(plan.luminaires, key=lambda a: a.at.x)] == [0, 1]


def test_a_garden_on_the_roof_stays_on_the_roof(draft: Any, read: Read) -> None:
    draft.insert("수목", (1, 1), "수목")
    plan = read(draft, sheets=((sheet(SheetKind.FLOOR_PLAN, "A-9", 6),),)).plan
    assert plan.trees[0].storey == 6


def test_a_sheet_of_the_ground_and_the_first_storey_tells_indoors_from_out(
    draft: Any, read: Read
) -> None:
    draft.box("건물외곽선", 0, 0, 30, 20)
    draft.insert("CCTV_돔", (15, 10), "CCTV")
    draft.insert("CCTV_돔", (50, 10), "CCTV")
    draft.insert("창_1", (10, 0), "창호", WIDTH="1800")
    plan = read(draft, sheets=((sheet(SheetKind.SITE_PLAN, "A-1", 0, 1),),)).plan
    assert [c.storey for c in sorted(plan.cameras, key=lambda c: c.at.x)] == [1, 0]
    assert plan.openings[0].storey == 1


def test_backgrounds_of_other_sheets_do_not_double_anything(
    new_draft: Callable[..., Any], read: Read
) -> None:
    site, planting, lighting, floor = (new_draft() for _ in range(4))
    for draft in (site, planting, lighting):
        draft.box("건물외곽선", 0, 0, 30, 20)
        draft.box("대지경계선", -10, -10, 60, 60)
        draft.insert("수목", (40, 40), "수목")
    planting.insert("수목", (45, 40), "수목")
    site.insert("문_1", (10, 0), "문", WIDTH="900", USE="주출입구")
    site.insert("문_2", (-10, 20), "문", turn=90.0, WIDTH="900", USE="대지출입구")
    floor.insert("문_1", (10.1, 0), "문", WIDTH="900", USE="주출입구")
    lighting.insert("보안등", (5, -5), "보안등")
    reading = read(
        site, planting, lighting, floor,
        sheets=(
            (sheet(SheetKind.SITE_PLAN, "A-1"),),
            (sheet(SheetKind.PLANTING_PLAN, "L-1"),),
            (sheet(SheetKind.OUTDOOR_LIGHTING, "E-1"),),
            (sheet(SheetKind.FLOOR_PLAN, "A-2", 1),),
        ),
    )  # fmt: skip
    plan = reading.plan
    assert [b.source.sheet for b in plan.buildings if b.source] == ["A-1"]
    assert [b.source.sheet for b in plan.boundaries if b.source] == ["A-1"]
    assert [t.source.sheet for t in plan.trees if t.source] == ["L-1", "L-1"]
    assert [(o.source.sheet, o.storey) for o in plan.openings if o.source] == [
        ("A-1", 0),
        ("A-2", 1),
    ]
    aside = {c.file: dict(c.set_aside).get("background", 0) for c in reading.census}
    assert aside == {"0.dxf": 2, "1.dxf": 2, "2.dxf": 3, "3.dxf": 0}


def test_two_home_sheets_of_one_storey_add_up(new_draft: Callable[..., Any], read: Read) -> None:
    one, two = new_draft(), new_draft()
    one.box("벽체", 0, 0, 10, 0.2)
    two.box("벽체", 100, 0, 110, 0.2)
    sheets = (
        (sheet(SheetKind.FLOOR_PLAN, "A-1", 1),),
        (sheet(SheetKind.FLOOR_PLAN, "A-2", 1),),
    )
    assert len(read(one, two, sheets=sheets).plan.walls) == 2


def test_elevations_give_no_elements(draft: Any, read: Read) -> None:
    draft.insert("창_1", (10, 0), "창호", WIDTH="1800")
    reading = read(draft, sheets=((sheet(SheetKind.ELEVATION, "A-201"),),))
    assert reading.plan.openings == ()
    assert dict(reading.census[0].set_aside) == {"no_plan_view": 1}


def test_a_sheet_placed_far_from_the_site_is_noticed(
    new_draft: Callable[..., Any], read: Read
) -> None:
    site, planting = new_draft(), new_draft()
    site.box("대지경계선", 0, 0, 60, 60)
    planting.insert("수목", (5000, 40), "수목")
    sheets = (
        (sheet(SheetKind.SITE_PLAN, "A-1"),),
        (sheet(SheetKind.PLANTING_PLAN, "L-1"),),
    )
    assert codes(read(site, planting, sheets=sheets)) == ["drawing/sheet-far"]


def test_the_census_accounts_for_every_entity(draft: Any, read: Read) -> None:
    draft.box("보행로", 0, 0, 5, 5)
    draft.text("주기", (1, 1))
    draft.box("XYZ", 0, 0, 1, 1)
    draft.space.add_line((0, 0), (1, 1), dxfattribs={"layer": "보행로"})
    draft.space.add_ray((0, 0), (1, 0))
    (census,) = read(draft).census
    assert census.read == 5
    assert dict(census.used) == {"walk": 1}
    assert dict(census.set_aside) == {
        "annotation": 1,
        "unknown_layer": 1,
        "unreadable_form": 1,
        "not_geometry": 1,
    }
    by_layer = {use.layer: use for use in census.layers}
    assert (by_layer["보행로"].elements, by_layer["보행로"].unread) == ((("walk", 1),), 1)


# The same small site, drawn moved, turned and in other units, is the same plan.


def small_site(make: Callable[..., Any], size: float, turn: float, dx: float, dy: float) -> bytes:
    c, s = cos(radians(turn)) * size, sin(radians(turn)) * size

    def p(x: float, y: float) -> tuple[float, float]:
        return (dx + c * x - s * y, dy + s * x + c * y)

    draft = make()
    draft.outline("대지경계선", p(0, 0), p(60, 0), p(60, 50), p(0, 50))
    draft.outline("건물외곽선", p(10, 10), p(40, 10), p(40, 30), p(10, 30))
    draft.outline("보행로", p(0, 2), p(60, 2), p(60, 4), p(0, 4))
    window = draft.block("창_1800", -0.9 * size, -0.1 * size, 0.9 * size, 0.1 * size)
    draft.insert(window, p(20, 10), "창호", turn=turn, WIDTH="1800", ROOM="거실")
    draft.insert(window, p(10, 20), "창호", turn=turn + 90, WIDTH="1800", ROOM="침실")
    draft.insert("CCTV_고정형", p(5, 5), "CCTV", turn=turn + 45)
    draft.insert("수목", p(50, 40), "수목", W="3")
    draft.insert("동표기", p(25, 20), "문자", NAME="101동", HEIGHT="45")
    return bytes(draft.bytes())


def plan_of(raw: bytes, unit: str, **placement: Any) -> SitePlan:
    spec = SheetSpec(kind=SheetKind.SITE_PLAN, number="A-1", **placement)
    return read_plan([DrawingSource(name="a.dxf", raw=raw, unit=unit, sheets=(spec,))]).plan


def assert_same(one: SitePlan, other: SitePlan) -> None:
    assert set(one.by_id) == set(other.by_id)
    for name, element in one.by_id.items():
        twin = other.by_id[name]
        for part in ("area", "line", "at"):
            shape = getattr(element, part, None)
            if shape is not None:
                assert shape.hausdorff_distance(getattr(twin, part)) < 0.001
        for angle in ("outward_deg", "azimuth_deg"):
            a, b = getattr(element, angle, None), getattr(twin, angle, None)
            assert (a is None) == (b is None)
            assert a is None or abs((a - b + 180) % 360 - 180) < 0.01
        assert element.label == twin.label


@cache
def straight(make: Callable[..., Any]) -> SitePlan:
    return plan_of(small_site(make, 1.0, 0.0, 0.0, 0.0), "m")


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    turn=st.floats(0, 360),
    dx=st.floats(-4e5, 4e5),
    dy=st.floats(-4e5, 4e5),
    unit=st.sampled_from([("mm", 1000.0), ("cm", 100.0), ("m", 1.0)]),
)
def test_moved_turned_and_rescaled_drawings_give_the_same_plan(
    new_draft: Callable[..., Any], turn: float, dx: float, dy: float, unit: tuple[str, float]
) -> None:
    name, size = unit
    raw = small_site(new_draft, size, turn, dx * size, dy * size)
    moved = plan_of(raw, name, drawing_point=(dx * size, dy * size), rotation_deg=-turn)
    assert_same(straight(new_draft), moved)


def test_a_mirrored_site_mirrors_the_plan(new_draft: Callable[..., Any]) -> None:
    draft = new_draft()
    block = draft.document.blocks.new("전체")
    block.add_lwpolyline(
        [(10, 10), (40, 10), (40, 30), (10, 30)], close=True, dxfattribs={"layer": "건물외곽선"}
    )
    draft.document.blocks.new("CCTV_고정형")
    block.add_blockref("CCTV_고정형", (5, 5), dxfattribs={"layer": "CCTV", "rotation": 30})
    draft.insert("전체", (0, 0), scale=(-1, 1))
    plan = plan_of(draft.bytes(), "m")
    assert plan.buildings[0].area.bounds == (-40, 10, -10, 30)
    assert plan.cameras[0].azimuth_deg == pytest.approx(300.0)  # was 60, left and right changed
    assert affinity.scale(plan.cameras[0].at, -1, 1, origin=(0, 0)).x == pytest.approx(5)


def test_the_same_bytes_give_the_same_plan_to_the_byte(new_draft: Callable[..., Any]) -> None:
    raw = small_site(new_draft, 1.0, 13.0, 5.0, 6.0)
    assert canonical.dumps(plan_of(raw, "m")) == canonical.dumps(plan_of(raw, "m"))
