"""What stands outside and in rooms: boundary, fences, lamps, cameras, plants, stairs, bays."""

from typing import Any

import pytest
from shapely import LineString, Point, Polygon

from cpted_rules.plan import BarrierKind, LuminaireKind, SheetKind, ZoneKind
from tests.cpted_rules.drawing.ifc.models import House, noted


def test_a_footprint_of_the_site_is_its_boundary() -> None:
    house = House()
    corners = [house.point(*c) for c in ((-5, -5), (20, -5), (20, 15), (-5, 15))]
    line = house.file.create_entity("IfcPolyline", [*corners, corners[0]])
    house.shape(house.site, "FootPrint", "Curve2D", line)
    plan = house.read().plan
    assert plan.boundaries[0].area.equals(Polygon([(-5, -5), (20, -5), (20, 15), (-5, 15)]))
    assert plan.has_sheet(SheetKind.SITE_PLAN)


def test_no_footprint_no_boundary() -> None:
    reading = House().read()
    assert not reading.plan.boundaries
    assert "FootPrint" in noted(reading)["ifc/no-boundary"]


def test_a_railing_outside_is_a_barrier_and_one_inside_or_on_high_is_not() -> None:
    house = House()
    house.box("IfcRailing", "투시형 휀스", (-3, -3, 0), (12, 0.05, 1.5), house.site)
    house.box("IfcRailing", "난간", (1, 1, 0), (2, 0.05, 1.1), house.first)
    house.box("IfcRailing", "난간", (1, -1, 3), (2, 0.05, 1.1), house.first)
    (fence,) = house.read().plan.barriers
    assert fence.line.equals_exact(LineString([(-3, -2.975), (9, -2.975)]), 1e-3) or (
        fence.line.equals_exact(LineString([(9, -2.975), (-3, -2.975)]), 1e-3)
    )
    assert (fence.kind, fence.top_m, fence.see_through) == (BarrierKind.FENCE, 1.5, True)


def test_a_wall_of_the_site_is_a_barrier_not_a_wall_of_the_house() -> None:
    house = House()
    house.wall("콘크리트 담장", (-3, -3, 0), (12, 0.2, 2.0), house.site)
    plan = house.read().plan
    (wall,) = plan.barriers
    assert (wall.kind, wall.top_m, wall.openness_share) == (BarrierKind.WALL, 2.0, 0.0)
    assert len(plan.walls) == 5
    assert [b.area.area for b in plan.buildings] == [pytest.approx(24.0)]


def test_a_neighbour_is_a_building_with_a_body_of_its_own() -> None:
    house = House()
    next_door = house.box("IfcBuilding", "인접건물", (20, 0, 0), (8, 10, 12))
    house.put(next_door, house.site)
    own, other = sorted(house.read().plan.buildings, key=lambda b: b.neighbour)
    assert (own.label, own.area.area) == ("101동", pytest.approx(24.0))
    assert (other.neighbour, other.area.area, other.top_m) == (True, pytest.approx(80.0), 12.0)


def device(house: House, ifc_class: str, name: str, at: Any, **attributes: Any) -> Any:
    return house.box(ifc_class, name, at, (0.2, 0.2, 0.2), house.first, **attributes)


def test_lamps_stand_where_their_body_is_and_their_name_tells_their_kind() -> None:
    house = House("IFC4")
    device(house, "IfcLightFixture", "보안등", (9.9, -2.1, 4.9))
    device(house, "IfcLightFixture", "L1", (4.9, 1.9, 2.4))
    outside, inside = sorted(house.read().plan.luminaires, key=lambda lamp: lamp.storey)
    assert (outside.kind, outside.storey, outside.height_m) == (LuminaireKind.SECURITY, 0, 5.0)
    assert outside.at.distance(Point(10, -2)) < 1e-6
    assert (inside.kind, inside.storey, inside.height_m) == (LuminaireKind.CEILING, 1, 2.5)


def test_a_lamp_of_ifc2x3_is_known_by_its_type() -> None:
    house = House("IFC2X3")
    lamp = device(house, "IfcFlowTerminal", "T5", (4.9, 1.9, 2.4))
    kind = house.root("IfcLightFixtureType", "형광등", PredefinedType="NOTDEFINED")
    house.root("IfcRelDefinesByType", None, RelatedObjects=[lamp], RelatingType=kind)
    (read,) = house.read().plan.luminaires
    assert (read.kind, read.source and read.source.layer) == (
        LuminaireKind.CEILING,
        "IfcFlowTerminal",
    )


@pytest.mark.parametrize(
    ("schema", "ifc_class", "name", "predefined", "azimuth"),
    [
        ("IFC4", "IfcAudioVisualAppliance", "C-1", "CAMERA", 0.0),
        ("IFC4X3", "IfcAudioVisualAppliance", "C-1", "CAMERA", 0.0),
        ("IFC4", "IfcCommunicationsAppliance", "CCTV-1", None, 0.0),
        ("IFC4", "IfcBuildingElementProxy", "CCTV 돔", None, None),
        ("IFC2X3", "IfcBuildingElementProxy", "CCTV-1", None, 0.0),
    ],
)
def test_cameras_are_known_by_their_type_or_name(
    schema: str, ifc_class: str, name: str, predefined: str | None, azimuth: float | None
) -> None:
    house = House(schema)
    attributes = {"PredefinedType": predefined} if predefined else {}
    made = house.box(
        ifc_class, name, (5.1, 1.9, 2.4), (0.2, 0.2, 0.2), house.first, turn=90.0, **attributes
    )
    house.state(made, "CPTED", 화각="90", 화소="1920")
    plan = house.read().plan
    (camera,) = plan.cameras
    assert (camera.storey, camera.height_m, camera.azimuth_deg) == (1, 2.5, azimuth)
    assert (camera.hfov_deg, camera.pixels) == (90.0, 1920)
    assert plan.has_sheet(SheetKind.SECURITY_PLAN)


def test_bells_mirrors_and_signs_are_known_by_name() -> None:
    house = House()
    device(house, "IfcAlarm", "비상벨", (5, 2, 1.2))
    device(house, "IfcBuildingElementProxy", "반사경", (5, 2, 2.0))
    device(house, "IfcBuildingElementProxy", "안내판", (9, -2, 1.0))
    plan = house.read().plan
    assert [len(kind) for kind in (plan.bells, plan.mirrors, plan.signs)] == [1, 1, 1]
    assert (plan.bells[0].storey, plan.signs[0].storey) == (1, 0)


def test_a_pipe_on_the_wall_keeps_its_run_and_guard() -> None:
    house = House()
    pipe = house.box("IfcPipeSegment", "가스배관", (2.5, -0.1, 0.5), (0.05, 0.05, 5.0), house.first)
    house.state(pipe, "CPTED", 방호="방호덮개")
    (fixture,) = house.read().plan.fixtures
    assert (fixture.base_m, fixture.top_m, fixture.guard) == (0.5, 5.5, "방호덮개")


def test_a_plant_is_a_tree_with_the_size_of_its_body() -> None:
    house = House("IFC4X3")
    house.box(
        "IfcGeographicElement", "느티나무", (9, 9, 0), (4, 4, 6), house.site,
        PredefinedType="VEGETATION",
    )  # fmt: skip
    (tree,) = house.read().plan.trees
    assert (tree.at.x, tree.at.y, tree.height_m, tree.crown_radius_m) == (11.0, 11.0, 6.0, 2.0)


def test_proxies_that_no_name_tells_are_reported_loudly() -> None:
    house = House()
    device(house, "IfcBuildingElementProxy", "수목-느티나무", (9, 9, 0))
    device(house, "IfcBuildingElementProxy", "Object 17", (9, -9, 0))
    reading = house.read()
    assert len(reading.plan.trees) == 1
    assert noted(reading)["drawing/proxy"].startswith("1 objects")
    assert dict(reading.census[0].set_aside)["proxy"] == 1


def test_a_stair_stands_on_the_storeys_it_reaches_unless_its_room_is_drawn() -> None:
    house = House()
    up = house.storey("2층", 3.0)
    house.room("복도", (4.2, 0.2, 3), (1.6, 3.6, 2.7), up)
    house.box("IfcStair", "계단1", (4.3, 2.0, 0), (1, 1.5, 3.0), house.first)
    house.room("계단실", (8, 0, 0), (3, 5, 3))
    house.box("IfcStair", "계단2", (8.5, 0.5, 0), (2, 4, 3.0), house.first)
    stairs = [z for z in house.read().plan.zones if z.kind is ZoneKind.STAIR]
    assert sorted((z.label, z.storey) for z in stairs) == [("계단1", 1), ("계단실", 1)]


@pytest.mark.parametrize(("width_m", "bays"), [(2.5, 1), (6.0, 0)])
def test_a_parking_space_of_the_size_of_one_car_is_a_bay(width_m: float, bays: int) -> None:
    house = House("IFC4")
    house.box(
        "IfcSpace", "1", (10, 0, 0), (width_m, 5.0, 2.3), house.first, PredefinedType="PARKING"
    )
    assert len(house.read().plan.bays) == bays


def test_a_basement_with_bays_and_lamps_takes_the_place_of_the_parking_sheets() -> None:
    house = House("IFC4")
    below = house.storey("지하1층", -3.5)
    house.box("IfcSpace", "차로", (0, 0, -3.5), (6, 4, 3), below)
    house.box("IfcLightFixture", "LED", (3, 2, -1.2), (0.2, 0.2, 0.2), below)
    plan = house.read().plan
    assert [lamp.storey for lamp in plan.luminaires] == [-1]
    parking = {sheet.kind: sheet.storeys for sheet in plan.sheets}
    assert parking[SheetKind.PARKING_PLAN] == parking[SheetKind.PARKING_LIGHTING] == (-1,)
    assert not plan.has_sheet(SheetKind.OUTDOOR_LIGHTING)


def test_a_space_whose_use_no_word_tells_is_a_plain_room_and_said_so() -> None:
    house = House()
    house.corridor.LongName = "Zyx"
    reading = house.read()
    assert sorted(z.kind for z in reading.plan.zones) == [ZoneKind.DWELLING, ZoneKind.ROOM]
    assert "Zyx" in noted(reading)["drawing/zone-unknown"]


def test_every_product_is_accounted_for() -> None:
    house = House()
    house.box("IfcFurniture", "책상", (1, 1, 0), (1, 1, 1), house.first)
    house.box("IfcBeam", "보", (1, 1, 2.5), (3, 0.3, 0.5), house.first)
    census = house.read().census[0]
    assert census.read == len(house.file.by_type("IfcProduct"))
    assert census.read == sum(use.entities for use in census.layers)
    used = sum(n for use in census.layers for _, n in use.elements)
    assert census.read == used + sum(n for _, n in census.set_aside)
    assert {"furniture", "structure", "void"} <= dict(census.set_aside).keys()
