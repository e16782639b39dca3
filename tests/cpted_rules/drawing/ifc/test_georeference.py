"""Where a model says it is, and which way north lies."""

from math import cos, radians, sin

import pytest

from tests.cpted_rules.drawing.ifc.models import House, noted


@pytest.mark.parametrize("clockwise_deg", [0.0, 50.0, 350.0])
def test_true_north_is_told_clockwise_from_y(clockwise_deg: float) -> None:
    house = House()
    angle = radians(clockwise_deg)
    house.context.TrueNorth = house.file.create_entity("IfcDirection", (sin(angle), cos(angle)))
    reading = house.read()
    assert reading.plan.north_deg == pytest.approx(clockwise_deg)
    assert "ifc/north-assumed" not in noted(reading)


def map_conversion(house: House, east: float, north: float, turn_deg: float) -> None:
    crs = house.file.create_entity("IfcProjectedCRS", "EPSG:5186")
    angle = radians(turn_deg)
    house.file.create_entity(
        "IfcMapConversion", house.context, crs, east, north, 0.0, cos(angle), sin(angle)
    )


@pytest.mark.parametrize("schema", ["IFC4", "IFC4X3"])
def test_a_map_conversion_is_reported_and_tells_north_where_nothing_else_does(schema: str) -> None:
    house = House(schema)
    # the model's x axis points 30 degrees to the left of the map's east: north is 30 to the right
    map_conversion(house, 200_000.0, 550_000.0, 30.0)
    reading = house.read()
    assert reading.plan.north_deg == pytest.approx(30.0)
    said = noted(reading)["ifc/map-conversion"]
    assert "EPSG:5186" in said
    assert "E 200000.000 N 550000.000" in said
    assert "ifc/north-from-map" in noted(reading)


def test_latitude_and_longitude_are_reported_as_degrees() -> None:
    house = House()
    house.site.RefLatitude, house.site.RefLongitude = (37, 33, 59, 400000), (126, 58, 40, 800000)
    # 37 + 33/60 + 59.4/3600 and 126 + 58/60 + 40.8/3600
    assert "37.566500°, longitude 126.978000°" in noted(house.read())["ifc/latitude-longitude"]


def test_degrees_south_and_west_are_negative() -> None:
    house = House()
    house.site.RefLatitude, house.site.RefLongitude = (-37, -30, 0), (-126, -30, 0)
    assert "-37.500000°, longitude -126.500000°" in noted(house.read())["ifc/latitude-longitude"]


@pytest.mark.parametrize("zero", [None, (0, 0, 0), (0, 0, 0, 0)])
def test_latitude_zero_or_blank_is_no_place(zero: tuple[int, ...] | None) -> None:
    house = House()
    house.site.RefLatitude = house.site.RefLongitude = zero
    said = noted(house.read())
    assert "ifc/latitude-longitude" not in said
    assert "ifc/no-georeference" in said
