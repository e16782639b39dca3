"""The headers of the public standards, and what their columns are taken for."""

import pytest

from cpted_rules.sitedata.columns import (
    Column,
    columns_of,
    coordinate_columns,
    is_personal,
    names_offenders,
)

CCTV = [
    *("번호", "관리기관명", "소재지도로명주소", "소재지지번주소", "설치목적구분", "카메라대수"),
    *("카메라화소수", "촬영방면정보", "보관일수", "설치연월", "관리기관전화번호", "WGS84위도"),
    *("WGS84경도", "데이터기준일자", "제공기관코드", "제공기관명"),
]
LIGHTS = [
    *("보안등위치명", "설치개수", "소재지도로명주소", "소재지지번주소", "위도", "경도", "설치연도"),
    *("설치형태", "관리기관전화번호", "관리기관명"),
]
BELLS = [
    *("안전비상벨관리번호", "설치목적(명)", "설치장소유형(명)", "설치위치", "소재지도로명주소"),
    *("소재지지번주소", "위도", "경도", "연계방식", "경찰연계유무", "부가기능"),
    *("안전비상벨설치연도", "최종점검일자", "관리기관명", "데이터기준일자"),
]
API = [
    *("cctvNm", "cameraCnt", "cameraPixel", "storageDay", "shootDir", "cctvPosx", "cctvPosy"),
    *("insYM", "manOfficial"),
]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            CCTV,
            {
                Column.COUNT: "카메라대수",
                Column.PURPOSE: "설치목적구분",
                Column.PIXELS: "카메라화소수",
                Column.INSTALLED: "설치연월",
                Column.AS_OF: "데이터기준일자",
                Column.ADDRESS: "소재지지번주소",
                Column.AUTHORITY: "관리기관명",
            },
        ),
        (
            LIGHTS,
            {
                Column.NAME: "보안등위치명",
                Column.COUNT: "설치개수",
                Column.INSTALLED: "설치연도",
                Column.ADDRESS: "소재지지번주소",
                Column.AUTHORITY: "관리기관명",
            },
        ),
        (
            BELLS,
            {
                Column.NAME: "설치위치",
                Column.PURPOSE: "설치목적(명)",
                Column.INSTALLED: "안전비상벨설치연도",
                Column.AS_OF: "데이터기준일자",
                Column.ADDRESS: "소재지지번주소",
                Column.AUTHORITY: "관리기관명",
            },
        ),
        (
            API,
            {
                Column.NAME: "cctvNm",
                Column.COUNT: "cameraCnt",
                Column.PIXELS: "cameraPixel",
                Column.INSTALLED: "insYM",
                Column.AUTHORITY: "manOfficial",
            },
        ),
    ],
)
def test_each_column_of_the_standards_is_taken_for_what_it_is(
    header: list[str], expected: dict[Column, str]
) -> None:
    found = {column: header[positions[0]] for column, positions in columns_of(header).items()}
    assert found == expected


@pytest.mark.parametrize(
    ("header", "axes"),
    [
        (CCTV, ("WGS84경도", "WGS84위도")),
        (LIGHTS, ("경도", "위도")),
        (API, ("cctvPosx", "cctvPosy")),
        (["X좌표", "Y좌표", "위도", "경도"], ("경도", "위도")),  # degrees before unknown metres
    ],
)
def test_longitude_comes_first(header: list[str], axes: tuple[str, str]) -> None:
    found = coordinate_columns(header)
    assert found is not None
    assert (header[found[0]], header[found[1]]) == axes


@pytest.mark.parametrize("header", [["위도"], ["경도", "주소"], [], ["x"], ["기관명", "소계"]])
def test_half_a_place_is_none(header: list[str]) -> None:
    assert coordinate_columns(header) is None


def test_personal_columns_are_told_and_offender_lists_recognised() -> None:
    personal = [h for h in (*CCTV, *LIGHTS, *API, "담당자 연락처", "TEL") if is_personal(h)]
    assert personal == ["관리기관전화번호", "관리기관전화번호", "담당자 연락처", "TEL"]
    assert names_offenders(["성범죄자 거주지"])
    assert not names_offenders(["성폭력 등급", *CCTV])
