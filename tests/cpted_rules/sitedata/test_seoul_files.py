"""Facts of real public files of Seoul, which lie beside the repository."""

from collections import Counter
from pathlib import Path

import pytest
from shapely import Point

from cpted_rules.errors import SiteDataError
from cpted_rules.sitedata import (
    DistrictLevel,
    Reason,
    SiteDataKind,
    SiteFrame,
    Surroundings,
    districts_at,
    read_site_data,
)

CORPUS = Path(__file__).parents[3] / "../shared/corpus/geo"
SEOUL = SiteFrame(crs="EPSG:5186", origin=(203_182.0, 544_506.0))
ALL_SEOUL = Point(0, 0).buffer(60_000)

pytestmark = pytest.mark.skipif(
    not CORPUS.exists(), reason="the corpus is not beside the repository"
)


def read(name: str, kind: SiteDataKind, crs: str | None = None) -> Surroundings:
    raw = (CORPUS / name).read_bytes()
    return read_site_data(raw, name, kind, frame=SEOUL, crs=crs, site=ALL_SEOUL)


@pytest.mark.parametrize(
    ("name", "kind", "rows", "used"),
    [
        ("yeoksam_lights.csv", SiteDataKind.LIGHTS, 1231, 1231),
        ("yeoksam_lights_brightness.csv", SiteDataKind.LIGHTS, 1722, 1251),
        ("yeoksam_lights_brightness.csv", SiteDataKind.CAMERAS, 1722, 261),
        ("yeoksam_cctv_small.csv", SiteDataKind.CAMERAS, 261, 261),
    ],
)
def test_every_row_of_the_tables_of_yeoksam_is_accounted_for(
    name: str, kind: SiteDataKind, rows: int, used: int
) -> None:
    around = read(name, kind)
    (census,) = around.census
    assert (census.encoding, census.crs_used) == ("cp949", "EPSG:4326")
    assert (census.rows_read, census.rows_used, census.rows_far) == (rows, used, 0)
    assert sum(a.count for a in census.set_aside) == rows - used
    assert {a.reason for a in census.set_aside} <= {Reason.OTHER_KIND}
    assert len(around.points) == used - census.doubled


@pytest.mark.parametrize(
    ("name", "kind", "outside"),
    [
        ("yeoksam_lights.csv", SiteDataKind.LIGHTS, []),
        ("yeoksam_lights_brightness.csv", SiteDataKind.LIGHTS, []),
        ("yeoksam_cctv_small.csv", SiteDataKind.CAMERAS, ["역삼동 781-5"]),  # 386 m off
    ],
)
def test_the_lights_and_cameras_of_yeoksam_stand_in_yeoksam(
    name: str, kind: SiteDataKind, outside: list[str]
) -> None:
    districts = read("seoul_dong_2015_simple.geojson", SiteDataKind.DISTRICTS).districts
    (dong,) = (d.area for d in districts if d.name == "역삼동")
    points = read(name, kind).points
    assert [p.label for p in points if not dong.covers(p.at)] == outside


def test_a_table_without_coordinates_is_refused_with_its_header() -> None:
    with pytest.raises(SiteDataError) as caught:
        read("seoul_cctv_count_by_gu.csv", SiteDataKind.CAMERAS)
    assert "기관명, 소계" in caught.value.faults[0].found.ko


def test_seoul_has_twenty_five_gu_and_the_site_lies_in_gangnam() -> None:
    around = read("seoul_gu_2013_simple.geojson", SiteDataKind.DISTRICTS)
    assert Counter(d.level for d in around.districts) == {DistrictLevel.GU: 25}
    assert [d.name for d in districts_at(around)] == ["강남구"]
    area_km2 = sum(d.area.area for d in around.districts) / 1e6
    assert area_km2 == pytest.approx(605.2, rel=0.01)  # area of Seoul


def test_the_dong_of_seoul_are_named_under_another_attribute() -> None:
    around = read("seoul_dong_2015_simple.geojson", SiteDataKind.DISTRICTS)
    assert len(around.districts) == 467
    assert {d.level for d in around.districts} == {DistrictLevel.DONG}
    assert [(d.name, d.code) for d in districts_at(around)] == [("역삼동", "11680101")]


def test_degrees_declared_as_metres_are_put_right() -> None:
    right = read("yeoksam_cctv_small.csv", SiteDataKind.CAMERAS, crs="EPSG:4326")
    wrong = read("yeoksam_cctv_small.csv", SiteDataKind.CAMERAS, crs="EPSG:5186")
    assert wrong.points == right.points
    assert "sitedata/crs-put-right" in [n.code for n in wrong.notes]
