"""A house of known size reads alike in every schema, unit and place."""

from dataclasses import replace
from functools import cache
from math import cos, radians, sin
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Point

from cpted_rules.drawing import Reading
from cpted_rules.drawing.reading import How
from cpted_rules.plan import OpeningKind, Serves, SheetKind, ZoneKind
from tests.cpted_rules.drawing.ifc.models import SCHEMAS, House, noted


def opening(reading: Reading, label: str) -> Any:
    return next(o for o in reading.plan.openings if o.label == label)


def sizes(reading: Reading) -> Any:
    """What must not depend on how the model is written."""
    return (
        [(b.area.area, b.top_m, b.floors) for b in reading.plan.buildings],
        [(w.label, w.area.area, w.top_m) for w in reading.plan.walls],
        [(o.label, o.kind, o.serves, o.sill_m, o.head_m) for o in reading.plan.openings],
        [(z.label, z.kind, round(z.area.area, 6)) for z in reading.plan.zones],
        reading.plan.storeys,
    )


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_house_gives_its_walls_rooms_openings_and_outline(schema: str) -> None:
    reading = House(schema).read()
    plan = reading.plan
    assert [b.area.area for b in plan.buildings] == [pytest.approx(24.0)]
    assert (plan.buildings[0].top_m, plan.buildings[0].floors) == (3.0, 1)
    # 2 walls of 6 m, 3 of 3.6 m, all 0.2 m thick
    assert sum(w.area.area for w in plan.walls) == pytest.approx(0.2 * (2 * 6 + 3 * 3.6))
    assert sorted((z.kind, round(z.area.area, 3)) for z in plan.zones) == [
        (ZoneKind.DWELLING, round(3.8 * 3.6, 3)),
        (ZoneKind.ROOM, round(1.6 * 3.6, 3)),
    ]
    assert [(s.level, s.elevation_m, s.height_m) for s in plan.storeys] == [(1, 0.0, 3.0)]
    assert [sheet.kind for sheet in plan.sheets] == [SheetKind.FLOOR_PLAN]


@pytest.mark.parametrize("schema", SCHEMAS)
def test_openings_are_the_middle_line_of_their_void_in_the_wall(schema: str) -> None:
    reading = House(schema).read()
    window = opening(reading, "AW-1")
    assert window.line.equals(LineString([(1.0, 0.1), (2.2, 0.1)]))
    assert (window.kind, window.sill_m, window.head_m) == (OpeningKind.WINDOW, 0.9, 2.1)
    assert (window.mark, window.room_use, window.serves) == ("AW-1", "세대", Serves.DWELLING)
    assert window.outward_deg == pytest.approx(180.0)
    door = opening(reading, "SD-1")
    assert door.line.equals(LineString([(4.1, 1.0), (4.1, 1.9)]))
    assert (door.kind, door.sill_m, door.head_m) == (OpeningKind.DOOR, 0.0, 2.1)


def test_the_door_between_a_dwelling_and_a_common_room_is_its_front_door() -> None:
    front = opening(House().read(), "SD-1")
    assert (front.serves, front.room_use, front.outward_deg) == (Serves.DWELLING, "세대", None)


def test_a_door_between_a_bedroom_and_a_corridor_may_be_one_of_the_dwelling() -> None:
    house = House()
    house.flat.LongName = "침실"
    reading = house.read()
    assert opening(reading, "SD-1").serves is None
    assert "SD-1" in noted(reading)["ifc/opening-use-unknown"]


def test_a_zone_of_the_model_tells_which_rooms_a_dwelling_is_of() -> None:
    house = House()
    house.flat.LongName, house.corridor.LongName = "침실", "복도"
    zone = house.root("IfcZone", "101호 세대")
    group = house.root("IfcRelAssignsToGroup", None, RelatingGroup=zone)
    group.RelatedObjects = [house.flat]
    assert opening(house.read(), "SD-1").serves is Serves.DWELLING
    group.RelatedObjects = [house.flat, house.corridor]
    within = house.read()
    assert opening(within, "SD-1").serves is None
    assert "ifc/opening-use-unknown" not in noted(within)
    assert opening(within, "현관").serves is Serves.DWELLING
    assert {zone.kind for zone in within.plan.zones} == {ZoneKind.DWELLING}


def test_an_outer_door_without_a_stated_use_is_taken_for_an_entrance_and_said_so() -> None:
    reading = House().read()
    out = opening(reading, "현관")
    assert (out.serves, out.outward_deg) == (Serves.BUILDING_ENTRANCE, pytest.approx(90.0))
    assert "현관" in noted(reading)["ifc/entrance-assumed"]


def test_every_element_keeps_sheet_class_and_global_id_and_has_a_basis() -> None:
    house = House()
    reading = house.read("도면/모델.ifc")
    ids = {thing.GlobalId for thing in house.file.by_type("IfcProduct")}
    for element in reading.plan.elements():
        assert element.source is not None
        assert (element.source.sheet, element.source.handle in ids) == ("모델", True)
        assert element.source.layer.startswith("Ifc")
    assert {basis.id for basis in reading.bases} == set(reading.plan.by_id)
    assert {b.how for b in reading.bases if b.kind == "building"} == {How.ENCLOSED}


@pytest.mark.parametrize("unit", ["m", "ft"])
@pytest.mark.parametrize("schema", SCHEMAS)
def test_the_unit_is_applied_once(schema: str, unit: str) -> None:
    in_mm, other = House(schema, "mm").read(), House(schema, unit).read()
    assert other.census[0].unit == unit
    for a, b in zip(in_mm.plan.elements(), other.plan.elements(), strict=True):
        for name in ("area", "line"):
            if hasattr(a, name):
                assert getattr(a, name).hausdorff_distance(getattr(b, name)) < 1e-3


def test_all_schemas_give_the_same_plan() -> None:
    read = [sizes(House(schema).read()) for schema in SCHEMAS]
    assert read[0] == read[1] == read[2]


upright = cache(lambda: House().read())


@settings(max_examples=8, deadline=None)
@given(turn=st.floats(0.0, 359.0), x=st.floats(-500.0, 500.0), y=st.floats(-500.0, 500.0))
def test_a_turned_and_moved_house_is_the_same_house_elsewhere(
    turn: float, x: float, y: float
) -> None:
    here, there = upright(), House(turn_deg=turn, at=(x, y)).read()
    angle = radians(turn)
    for a, b in zip(here.plan.openings, there.plan.openings, strict=True):
        (ax, ay) = a.line.centroid.coords[0]
        at = (x + cos(angle) * ax - sin(angle) * ay, y + sin(angle) * ax + cos(angle) * ay)
        assert b.line.centroid.distance(Point(at)) < 2e-3
        assert b.line.length == pytest.approx(a.line.length, abs=2e-3)
        if a.outward_deg is None:
            assert b.outward_deg is None
        else:
            off = (b.outward_deg - a.outward_deg + turn) % 360.0
            assert min(off, 360.0 - off) < 0.2
        assert replace(b, line=a.line, outward_deg=a.outward_deg) == a
    assert there.plan.buildings[0].area.area == pytest.approx(24.0, abs=0.02)


def test_a_model_in_map_coordinates_is_moved_near_the_origin_and_said_so() -> None:
    reading = House(at=(200_012.0, 550_034.0)).read()
    assert reading.plan.buildings[0].area.bounds == pytest.approx((12, 34, 18, 38), abs=2e-3)
    assert "(200000, 550000)" in noted(reading)["ifc/moved"]


def test_security_rating_is_a_rating_and_fire_rating_is_not() -> None:
    house = House()
    house.state(house.front, "Pset_DoorCommon", SecurityRating="RC2", FireRating="60분방화문")
    house.state(house.out, "Pset_DoorCommon", FireRating="60분방화문")
    reading = house.read()
    assert opening(reading, "SD-1").rating == "RC2"
    assert opening(reading, "현관").rating is None


def test_a_property_that_only_repeats_its_name_is_not_stated() -> None:
    house = House()
    house.state(house.front, "Pset_DoorCommon", SecurityRating="Security Rating")
    assert opening(house.read(), "SD-1").rating is None


def test_a_door_said_to_be_internal_does_not_lead_out() -> None:
    house = House()
    house.state(house.out, "Pset_DoorCommon", IsExternal=False)
    out = opening(house.read(), "현관")
    assert (out.outward_deg, out.serves) == (None, None)


def test_access_control_is_read_and_none_is_stated_as_empty() -> None:
    house = House()
    house.state(house.out, "CPTED", 출입통제="카드키")
    house.state(house.front, "CPTED", 출입통제="없음")
    reading = house.read()
    assert opening(reading, "현관").access_control == "카드키"
    assert opening(reading, "SD-1").access_control == ""


@pytest.mark.parametrize(
    ("tag", "mark"), [("SD-12", "SD-12"), ("146596", ""), ("2872C43C-81BB-4535", "")]
)
def test_a_tag_is_a_mark_only_if_it_looks_like_one(tag: str, mark: str) -> None:
    house = House()
    house.out.Tag = tag
    assert opening(house.read(), "현관").mark == mark


def test_a_stated_width_that_is_not_that_of_the_body_is_not_believed() -> None:
    house = House()
    house.window.OverallWidth = 1.2  # metres where millimetres are due
    reading = house.read()
    assert opening(reading, "AW-1").line.length == pytest.approx(1.2)
    assert "AW-1" in noted(reading)["ifc/opening-contrary"]


def test_a_window_without_void_or_body_lies_where_its_placement_says() -> None:
    house = House()
    bare = house.root("IfcWindow", "AW-9", ObjectPlacement=house.placement(3, 3.9, 1.0))
    bare.OverallWidth, bare.OverallHeight = 900.0, 500.0
    house.put(bare, house.first)
    found = opening(house.read(), "AW-9")
    assert found.line.equals(LineString([(3, 3.9), (3.9, 3.9)]))
    assert (found.sill_m, found.head_m, found.outward_deg) == (1.0, 1.5, 0.0)


def test_an_upper_window_of_a_wall_modelled_once_is_on_the_upper_storey() -> None:
    house = House()
    up = house.storey("2층", 3.0)
    house.room("세대", (0.2, 0.2, 3), (3.8, 3.6, 2.7), up)
    void = house.void(house.south, (1.0, -0.1, 3.9), (1.2, 0.4, 1.2))
    house.fill("IfcWindow", "AW-2", void, house.first, (1.2, 1.2))
    found = opening(house.read(), "AW-2")
    assert (found.storey, found.sill_m, found.head_m) == (2, 0.9, 2.1)


def test_a_window_in_a_roof_is_not_read_as_one_in_a_wall() -> None:
    house = House()
    roof = house.box("IfcSlab", "지붕", (0, 0, 3), (6, 4, 0.2), house.first)
    house.fill("IfcWindow", "천창", house.void(roof, (1, 1, 2.9), (1, 1, 0.4)), house.first, (1, 1))
    reading = house.read()
    assert "천창" not in {o.label for o in reading.plan.openings}
    assert "천창" in noted(reading)["ifc/opening-placeless"]


def test_a_curtain_wall_is_a_wall_of_its_parts_and_its_glass_is_spoken_of() -> None:
    house = House()
    curtain = house.root("IfcCurtainWall", "커튼월", ObjectPlacement=house.placement(0, -2, 0))
    house.put(curtain, house.first)
    plates = [house.box("IfcPlate", None, (x, -2, 0), (1, 0.1, 3)) for x in (0, 1)]
    house.root("IfcRelAggregates", None, RelatingObject=curtain, RelatedObjects=plates)
    reading = house.read()
    wall = next(w for w in reading.plan.walls if w.label == "커튼월")
    assert wall.area.area == pytest.approx(2 * 0.1)
    assert "커튼월" in noted(reading)["ifc/curtain-wall"]
    assert dict(reading.census[0].set_aside)["part"] == 2


def test_a_bare_way_through_opens_its_wall_and_a_high_or_recessed_void_does_not() -> None:
    house = House()
    house.void(house.west, (-0.1, 1.0, 0.0), (0.4, 1.0, 2.1))
    house.void(house.north, (1.0, 3.7, 1.9), (1.0, 0.4, 0.5))
    walls = {w.label: w.area.area for w in house.read().plan.walls}
    assert walls["서"] == pytest.approx(0.2 * 3.6 - 0.2 * 1.0)
    assert walls["북"] == pytest.approx(0.2 * 6)
