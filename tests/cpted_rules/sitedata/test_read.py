"""A site data file, read: what it becomes, what is set aside, put right and said."""

import json

import numpy as np
import pytest
from pyproj import Transformer
from shapely import Point, box

from cpted_rules.errors import SiteDataError
from cpted_rules.note import Severity
from cpted_rules.sitedata import (
    DistrictLevel,
    Reason,
    SiteDataKind,
    SiteFrame,
    Surroundings,
    read_site_data,
)

ORIGIN = (203_182.0, 544_506.0)
SEOUL = SiteFrame(crs="EPSG:5186", origin=ORIGIN)
NEAR = [(10.0, 20.0), (-40.0, 5.5), (0.0, 100.0)]


def table(header: str, *rows: str) -> bytes:
    return "\n".join([header, *rows]).encode()


def written(points: list[tuple[float, float]], crs: str, *, northing_first: bool = False) -> bytes:
    """Points in site metres, as a table in a system with all their digits."""
    east, north = np.array(points).T + np.array(ORIGIN)[:, None]
    x, y = Transformer.from_crs("EPSG:5186", crs, always_xy=True).transform(east, north)
    if northing_first:
        x, y = y, x
    return table("x,y", *(f"{a!r},{b!r}" for a, b in zip(x.tolist(), y.tolist(), strict=True)))


def degrees(x: float, y: float) -> str:
    east, north = Transformer.from_crs("EPSG:5186", "EPSG:4326", always_xy=True).transform(
        ORIGIN[0] + x, ORIGIN[1] + y
    )
    return f"{north:.9f},{east:.9f}"


def features(*pairs: tuple[object, dict[str, object]], **more: object) -> bytes:
    made = [{"type": "Feature", "geometry": g, "properties": p} for g, p in pairs]
    return json.dumps({"type": "FeatureCollection", "features": made, **more}).encode()


def square(x: float, y: float, size: float) -> dict[str, object]:
    x, y = x + ORIGIN[0], y + ORIGIN[1]
    ring = [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]
    return {"type": "Polygon", "coordinates": [ring]}


def line(*points: tuple[float, float]) -> dict[str, object]:
    along = [[x + ORIGIN[0], y + ORIGIN[1]] for x, y in points]
    return {"type": "LineString", "coordinates": along}


def read(
    raw: bytes, kind: SiteDataKind = SiteDataKind.LIGHTS, crs: str | None = None
) -> Surroundings:
    return read_site_data(raw, "x", kind, crs=crs, frame=SEOUL)


def codes(around: Surroundings) -> list[str]:
    return [note.code.removeprefix("sitedata/") for note in around.notes]


@pytest.mark.parametrize("declared", [True, False])
@pytest.mark.parametrize("northing_first", [True, False])
@pytest.mark.parametrize(
    ("crs", "tolerance_m"),
    [
        ("EPSG:4326", 1e-3),
        ("EPSG:5179", 1e-3),
        ("EPSG:5186", 1e-3),
        ("EPSG:5181", 1e-3),
        ("EPSG:5174", 1e-2),
    ],
)
def test_reprojected_twins_give_the_same_points(
    crs: str, tolerance_m: float, northing_first: bool, declared: bool
) -> None:
    raw = written(NEAR, crs, northing_first=northing_first)
    around = read(raw, crs=crs if declared else None)
    if crs in ("EPSG:5181", "EPSG:5174") and not declared:
        assert around.points == ()
        assert around.notes[0].severity is Severity.MISSING
        assert around.census[0].crs_used is None
        return
    assert len(around.points) == len(NEAR)
    for point, at in zip(around.points, NEAR, strict=True):
        assert point.at.distance(Point(at)) < tolerance_m
    assert ("axes-swapped" in codes(around)) is northing_first


def test_values_of_the_other_belt_are_put_right_by_100_km_and_said() -> None:
    around = read(written(NEAR, "EPSG:5181"), crs="EPSG:5186")
    assert around.points[0].at.distance(Point(NEAR[0])) < 1e-3
    assert codes(around) == ["crs-put-right"]
    assert around.census[0].crs_declared == "EPSG:5186"
    assert around.census[0].crs_used == "EPSG:5181"


def test_bessel_data_are_shifted_and_the_possible_error_is_said() -> None:
    around = read(written(NEAR, "EPSG:5174"), crs="EPSG:5174")
    assert codes(around) == ["datum-shifted"]
    assert "313 m" in around.notes[0].text.ko  # documented as 300 to 400 m
    assert "Korean 1985" in around.census[0].operation
    assert around.census[0].accuracy_m == 1.0


def test_a_file_tells_its_own_system_and_the_submission_overrules_it() -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::5186"}}
    raw = features((square(10, 20, 10), {}), crs=crs)
    assert read(raw, SiteDataKind.NEIGHBOURS).census[0].crs_declared == "EPSG:5186"
    both = read(raw, SiteDataKind.NEIGHBOURS, crs="EPSG:5181")
    assert codes(both) == ["crs-declared-twice", "crs-put-right"]
    crs["properties"] = {"name": "Korean_1985"}
    strange = read(features((square(10, 20, 10), {}), crs=crs), SiteDataKind.NEIGHBOURS)
    assert codes(strange) == ["crs-not-understood", "crs-detected"]


def test_a_system_that_nobody_knows_is_refused() -> None:
    with pytest.raises(SiteDataError):
        read(written(NEAR, "EPSG:5186"), crs="EPSG:99999")


def test_every_row_is_used_far_or_set_aside_with_its_line() -> None:
    raw = table(
        "명칭,위도,경도",
        f"가,{degrees(0, 0)}",
        "나,,",
        "다,0,0",
        "라,모름,127",
        "마,3.75,12.7",
        "바,35.1,129.0",
        f"사,{','.join(reversed(degrees(9, 9).split(',')))}",
        "아,,",
    )
    around = read(raw)
    (census,) = around.census
    assert (census.rows_read, census.rows_used, census.rows_far) == (8, 2, 1)
    assert {a.reason: (a.count, a.first) for a in census.set_aside} == {
        Reason.BLANK: (2, ("x:3", "x:9")),
        Reason.ZERO: (1, ("x:4",)),
        Reason.NOT_A_NUMBER: (1, ("x:5",)),
        Reason.OUTSIDE: (1, ("x:6",)),
    }
    assert codes(around) == ["axes-swapped", "set-aside"]
    assert [p.label for p in around.points] == ["가", "사"]
    assert around.points[1].at.distance(Point(9, 9)) < 1e-3


def test_nothing_usable_is_refused_with_the_reasons() -> None:
    with pytest.raises(SiteDataError) as caught:
        read(table("명칭,위도,경도", "가,,", "나,0,0"))
    assert "no coordinates: 1 (x:2)" in caught.value.faults[0].found.en


def test_values_outside_korea_place_nothing_and_say_what_is_missing() -> None:
    around = read(table("lat,lon", "48.85,2.35"))
    assert around.points == ()
    assert codes(around) == ["crs-unknown"]
    assert around.notes[0].severity is Severity.MISSING


def test_a_table_without_rows_is_said_to_be_empty() -> None:
    assert codes(read(table("위도,경도", ""))) == ["empty"]


def test_what_lies_far_from_the_site_is_left_out_and_all_of_it_is_a_warning() -> None:
    raw = written([(0, 0), (0, 350)], "EPSG:5186")
    site = box(-10, -10, 10, 49.9)
    within = read_site_data(raw, "x", SiteDataKind.LIGHTS, frame=SEOUL, site=site)
    assert len(within.points) == 1  # 350 - 49.9 > 300
    wider = box(-10, -10, 10, 50)
    assert len(read_site_data(raw, "x", SiteDataKind.LIGHTS, frame=SEOUL, site=wider).points) == 2
    far = read(written([(5000, 0)], "EPSG:4326"))
    assert codes(far) == ["nothing-near"]


def test_a_camera_keeps_what_the_standard_says_of_it() -> None:
    raw = table(
        "관리기관명,소재지지번주소,설치목적구분,카메라대수,카메라화소수,설치연월,관리기관전화번호,위도,경도,데이터기준일자",
        f"강남구청,역삼동 1,생활방범,4,200,2019-03,02-3423-0000,{degrees(0, 0)},2024-05-31",
        f"강남구청,역삼동 2,교통단속,1,130,1905-07,02-3423-0000,{degrees(20, 0)},2024-05-31",
        f"강남구청,역삼동 3,,,,2025-01,02-3423-0000,{degrees(40, 0)},2024-05-31",
    )
    around = read(raw, SiteDataKind.CAMERAS)
    first, second, third = around.points
    assert (first.label, first.count, first.purpose) == ("역삼동 1", 4, "생활방범")
    assert (first.prevents_crime, first.megapixels, first.installed) == (True, 2.0, "2019-03")
    assert (second.prevents_crime, second.installed) == (False, "")
    assert (third.prevents_crime, third.count, third.installed) == (None, 1, "")
    assert around.census[0].not_kept == ("관리기관전화번호",)
    assert ("count", "카메라대수") in around.census[0].columns
    assert codes(around) == ["impossible-date"]
    assert "x:3, x:4" in around.notes[0].text.ko


@pytest.mark.parametrize(
    ("purpose", "prevents"),
    [
        ("생활방범", True),
        ("어린이보호", True),
        ("다목적", True),
        ("기타", True),
        ("생활방범+교통단속", True),
        ("도시공원 방범", True),
        ("차량방범", False),
        ("쓰레기단속", False),
        ("시설물관리", False),
        ("교통정보수집", False),
        ("재난재해", False),
    ],
)
def test_purposes_of_crime_prevention_are_told_from_others(purpose: str, prevents: bool) -> None:
    raw = table("설치목적구분,위도,경도", f"{purpose},{degrees(0, 0)}")
    (camera,) = read(raw, SiteDataKind.CAMERAS).points
    assert camera.prevents_crime is prevents


def test_bells_parcel_boxes_and_police_posts_are_read_from_their_tables() -> None:
    for kind, header, name in (
        (SiteDataKind.BELLS, "안전비상벨관리번호,설치목적명,설치위치,위도,경도", "공원 입구"),
        (SiteDataKind.PARCEL_BOXES, "자치구,안심 코드,안심 명,WGS Y 좌표,WGS X 좌표", "주민센터"),
        (SiteDataKind.POLICE, "연번,경찰서,지구대파출소,위도,경도", "역삼지구대"),
        (SiteDataKind.CAMERAS, "자치구,CCTV 수량,안심 주소,위도,경도", "역삼동 1"),
    ):
        raw = table(header, f"1,2,{name},{degrees(3, 4)}").decode().encode("cp949")
        (point,) = read(raw, kind).points
        assert (point.kind, point.label) == (kind, name)
        assert point.count == (2 if kind is SiteDataKind.CAMERAS else 1)


def test_rows_of_another_kind_are_set_aside_where_a_column_tells_kinds_apart() -> None:
    raw = table(
        "분류,위도,경도",
        f"보안등,{degrees(0, 0)}",
        f"CCTV,{degrees(9, 0)}",
        f"편의점,{degrees(18, 0)}",
    )
    lights, cameras = read(raw), read(raw, SiteDataKind.CAMERAS)
    assert (len(lights.points), len(cameras.points)) == (1, 1)
    assert [(a.reason, a.count) for a in lights.census[0].set_aside] == [(Reason.OTHER_KIND, 2)]
    assert [(n.code, n.severity) for n in lights.notes] == [("sitedata/set-aside", Severity.INFO)]
    other = table("분류,위도,경도", f"한전주,{degrees(0, 0)}")
    assert len(read(other).points) == 1


def test_a_header_of_another_kind_is_a_warning() -> None:
    raw = table("카메라대수,위도,경도", f"2,{degrees(0, 0)}")
    assert codes(read(raw, SiteDataKind.LIGHTS)) == ["other-kind"]
    assert codes(read(raw, SiteDataKind.CAMERAS)) == []


@pytest.mark.parametrize(
    ("properties", "height_m", "floors"),
    [
        ({"height": 12.5}, 12.5, None),
        ({"높이": "9.0", "지상층수": "3"}, 9.0, 3),
        ({"GRND_FLR": 4}, 12.0, 4),
        ({"A16": 0.0, "A26": 5}, 15.0, 5),  # public data write 0 for not known
        ({"A16": 21.3, "A26": 7}, 21.3, 7),
        ({"BLD_HGT": 99999}, None, None),
        ({}, None, None),
    ],
)
def test_heights_of_neighbours_under_the_names_in_use(
    properties: dict[str, object], height_m: float | None, floors: int | None
) -> None:
    raw = features((square(10, 20, 10), properties))
    around = read(raw, SiteDataKind.NEIGHBOURS, crs="EPSG:5186")
    (building,) = around.buildings
    assert (building.top_m, building.floors) == (height_m, floors)
    by_floors = floors is not None and height_m == floors * 3.0 and "높이" not in properties
    assert codes(around) == (["height-from-floors"] if by_floors else [])


def test_a_polygon_that_crosses_itself_is_put_right_and_counted() -> None:
    x, y = ORIGIN
    bow = [[x, y], [x + 10, y + 10], [x + 10, y], [x, y + 10], [x, y]]
    raw = features(({"type": "Polygon", "coordinates": [bow]}, {"height": 5}))
    around = read(raw, SiteDataKind.NEIGHBOURS, crs="EPSG:5186")
    (building,) = around.buildings
    assert building.area.is_valid
    assert building.area.area == pytest.approx(50)  # two triangles of 10 x 5 / 2
    assert around.census[0].repaired_areas == 1
    assert codes(around) == ["areas-repaired"]


def test_roads_are_polygons_or_lines_with_a_width() -> None:
    raw = features(
        (line((0, 0), (50, 0)), {"ROAD_BT": "6"}),
        (square(0, 20, 8), {"도로명": "역삼로"}),
        (line((0, 0), (0, 50)), {"name": "폭 모름"}),
        ({"type": "Point", "coordinates": list(ORIGIN)}, {}),
    )
    around = read(raw, SiteDataKind.ROADS, crs="EPSG:5186")
    assert [(r.area.area, r.width_m) for r in around.roads] == [
        (pytest.approx(300), 6.0),
        (pytest.approx(64), None),
    ]
    assert {a.reason for a in around.census[0].set_aside} == {Reason.NO_WIDTH, Reason.NOT_AN_AREA}


def test_districts_near_the_site_are_kept_with_their_level() -> None:
    raw = features(
        (square(-2000, -2000, 4000), {"SIG_KOR_NM": "서울특별시 강남구", "SIG_CD": "11680"}),
        (square(-500, -500, 1000), {"EMD_KOR_NM": "역삼동"}),
        (square(5000, 5000, 100), {"EMD_KOR_NM": "수서동"}),
        (square(0, 0, 100), {}),
    )
    around = read(raw, SiteDataKind.DISTRICTS, crs="EPSG:5186")
    assert [(d.name, d.level, d.code) for d in around.districts] == [
        ("강남구", DistrictLevel.GU, "11680"),
        ("역삼동", DistrictLevel.DONG, ""),
    ]
    assert [(a.reason, a.count) for a in around.census[0].set_aside] == [(Reason.NO_NAME, 1)]


def test_crime_grades_keep_grade_and_date_only_and_are_for_reference() -> None:
    raw = features(
        (line((0, 0), (50, 0)), {"등급": 7, "기준년도": "2023", "건수": 31}),
        (square(0, 0, 10), {"GRADE": "3"}),
        (line((0, 0), (9, 0)), {"등급": 11}),
        (line((0, 0), (9, 0)), {"등급": 2.5}),
        (line((0, 0), (9, 0)), {"건수": 31}),
    )
    around = read(raw, SiteDataKind.CRIME_GRADES, crs="EPSG:5186")
    assert [(g.grade, g.as_of) for g in around.crime_grades] == [(7, "2023"), (3, "")]
    assert [(a.reason, a.count) for a in around.census[0].set_aside] == [(Reason.NO_GRADE, 3)]
    assert codes(around) == ["set-aside", "crime-grades", "grades-undated"]
    assert "참고" in around.notes[1].text.ko
    assert "31" not in repr(around.crime_grades)


def test_parcels_keep_their_number() -> None:
    raw = features((square(0, 0, 20), {"PNU": "1168010100107220009", "JIBUN": "722-9대"}))
    (parcel,) = read(raw, SiteDataKind.PARCELS, crs="EPSG:5186").parcels
    assert (parcel.pnu, parcel.label) == ("1168010100107220009", "722-9대")
    assert parcel.area.area == pytest.approx(400)


def test_addresses_of_sex_offenders_are_never_read() -> None:
    raw = table("성범죄자 주소,위도,경도", f"x,{degrees(0, 0)}")
    with pytest.raises(SiteDataError) as caught:
        read(raw)
    assert caught.value.faults[0].code == "sitedata/offenders"


def test_points_doubled_in_a_file_are_one_and_different_rows_at_a_pole_add_up() -> None:
    raw = table(
        "설치위치,설치목적구분,카메라대수,위도,경도",
        f"가,생활방범,2,{degrees(0, 0)}",
        f"가,생활방범,2,{degrees(0.3, 0)}",
        f"가,어린이보호,1,{degrees(0, 0.49)}",
        f"가,생활방범,2,{degrees(0.51, 0)}",
    )
    around = read(raw, SiteDataKind.CAMERAS)
    one, other = around.points
    assert (one.count, one.purpose, other.count) == (3, "생활방범·어린이보호", 2)
    assert around.census[0].doubled == 2
    assert codes(around) == ["doubled"]
