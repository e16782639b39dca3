"""Site data: neighbours, roads and public facilities placed on the site."""

import json

import pytest
from shapely import Point, box

from cpted_rules.errors import SiteDataError
from cpted_rules.plan import Building, SitePlan
from cpted_rules.sitedata import SiteDataKind, SiteFrame, merged, read_site_data

SEOUL = SiteFrame(crs="EPSG:5186", origin=(200_000.0, 550_000.0))


def collection(*features: dict[str, object]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def feature(shape: object, **properties: object) -> dict[str, object]:
    return {"type": "Feature", "geometry": shape, "properties": properties}


def square(x: float, y: float, size: float) -> dict[str, object]:
    ring = [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]
    return {"type": "Polygon", "coordinates": [ring]}


def test_a_point_comes_back_from_the_earth() -> None:
    at = SEOUL.wgs84(Point(10, 20))
    assert 126.9 < at.x < 127.1  # the central belt's meridian is 127 E, at x = 200,000
    back = SEOUL.site(at, "EPSG:4326", "test")
    assert back.distance(Point(10, 20)) < 1e-3


def test_neighbours_are_buildings_with_heights_from_floors() -> None:
    raw = collection(feature(square(200_010, 550_020, 10), floors=4, name="옆집"))
    around = read_site_data(raw, "n.geojson", SiteDataKind.NEIGHBOURS, crs="EPSG:5186", frame=SEOUL)
    (building,) = around.buildings
    assert building.neighbour
    assert building.label == "옆집"
    assert building.top_m == 12.0
    assert building.area.bounds == pytest.approx((10, 20, 20, 30))


def test_swapped_latitude_and_longitude_are_put_right_and_said() -> None:
    raw = "위도,경도,보안등위치명\n127.0,37.5,가로등 1\n".encode()
    right = "위도,경도,보안등위치명\n37.5,127.0,가로등 1\n".encode("cp949")
    frame = SiteFrame(crs="EPSG:5186", origin=(200_000.0, 544_000.0))
    one = read_site_data(raw, "lights.csv", SiteDataKind.LIGHTS, crs="EPSG:4326", frame=frame)
    two = read_site_data(right, "lights.csv", SiteDataKind.LIGHTS, crs="EPSG:4326", frame=frame)
    assert one.points == two.points
    assert [n.code for n in one.notes] == ["sitedata/axes-swapped"]
    assert two.notes == ()


def test_a_neighbour_that_the_plan_draws_is_not_doubled() -> None:
    drawn = Building(id="A-101:1", area=box(10, 20, 20, 30), neighbour=True)
    raw = collection(feature(square(200_011, 550_021, 8)), feature(square(200_100, 550_100, 8)))
    around = read_site_data(raw, "n.geojson", SiteDataKind.NEIGHBOURS, crs="EPSG:5186", frame=SEOUL)
    plan = merged(SitePlan(buildings=(drawn,)), around)
    assert [b.id for b in plan.buildings] == ["A-101:1", "n.geojson:1"]


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b'{"features": 1', "Expecting"),
        ("이름,주소\na,b\n".encode(), "이름"),
        (collection(feature({"type": "Nonsense"})), ""),
    ],
)
def test_what_is_neither_geojson_nor_a_known_table_is_refused(raw: bytes, found: str) -> None:
    with pytest.raises(SiteDataError) as caught:
        read_site_data(raw, "x", SiteDataKind.LIGHTS, crs="EPSG:4326", frame=SEOUL)
    assert found in caught.value.faults[0].found.en


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:0", "nonsense"])
def test_a_site_needs_a_projected_system_in_metres(crs: str) -> None:
    with pytest.raises(SiteDataError):
        SiteFrame(crs=crs, origin=(0, 0)).check("submission.yaml")
