"""Delimited tables as public bodies publish them."""

import pytest

from cpted_rules.errors import SiteDataError
from cpted_rules.sitedata.census import Reason
from cpted_rules.sitedata.columns import Column
from cpted_rules.sitedata.files import SourceFile, read_rows

ROWS = "역삼 1,37.50,127.03\n역삼 2,37.51,127.04\n"


def read(words: str, encoding: str = "utf-8") -> SourceFile:
    return read_rows(words.encode(encoding), "x.csv")


def points(source: SourceFile) -> list[tuple[float, float]]:
    return [(row.shape.centroid.x, row.shape.centroid.y) for row in source.rows if row.shape]


def reasons(source: SourceFile) -> list[Reason | None]:
    return [row.reason for row in source.rows]


@pytest.mark.parametrize(
    "header",
    [
        "보안등위치명,위도,경도",
        "보안등위치명,WGS84위도,WGS84경도",
        "CCTV명, 위도(WGS84) ,경도(WGS84)",
        "설치위치,latitude,longitude",
        "안심 명,WGS Y 좌표,WGS X 좌표",
        "cctvNm,cctvPosy,cctvPosx",
        "name,LAT,LON",
        "명칭,y,x",
        "지구대,북위도값,동경도값",
    ],
)
def test_coordinates_are_found_under_the_headers_in_use(header: str) -> None:
    source = read(f"{header}\n{ROWS}")
    assert points(source) == [(127.03, 37.50), (127.04, 37.51)]
    assert source.rows[0].cells[Column.NAME] == "역삼 1"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_every_encoding_in_use_is_told_apart(encoding: str) -> None:
    source = read(f"명칭,위도,경도\n{ROWS}", encoding)
    assert source.rows[0].cells[Column.NAME] == "역삼 1"
    assert source.encoding == encoding.removesuffix("-sig")


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends_are_told_apart(delimiter: str, newline: str) -> None:
    words = f"명칭,위도,경도\n{ROWS}".replace(",", delimiter).replace("\n", newline)
    assert points(read(words)) == [(127.03, 37.50), (127.04, 37.51)]


def test_titles_and_blank_lines_above_the_header_and_an_index_column_are_passed_over() -> None:
    source = read(
        "강남구 보안등 현황,,,\n\n(2024. 5. 기준),,,\n,명칭,위도,경도,\n0,가,37.5,127.0,\n\n"
    )
    assert source.header_line == 4
    assert points(source) == [(127.0, 37.5)]
    assert source.rows[0].place == "x.csv:5"


def test_float_noise_and_degrees_in_minutes_and_seconds_are_numbers() -> None:
    source = read(
        "명칭,위도,경도\n가,37.491163732800004,127.04179599999999\n나,37°30'00\",127-02-24.0\n"
    )
    assert points(source)[0] == (127.04179599999999, 37.491163732800004)
    assert points(source)[1] == pytest.approx((127.04, 37.5))


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (",", Reason.BLANK),
        ("-,-", Reason.BLANK),
        ("37.5,", Reason.BLANK),
        ("없음,127.0", Reason.NOT_A_NUMBER),
        ("nan,127.0", Reason.NOT_A_NUMBER),
        ("inf,127.0", Reason.NOT_A_NUMBER),
        ("0,0", Reason.ZERO),
        ("0.0,0.000", Reason.ZERO),
    ],
)
def test_a_row_without_a_place_is_set_aside_with_its_line(cells: str, reason: Reason) -> None:
    source = read(f"명칭,위도,경도\n가,{cells}\n나,37.5,127.0\n")
    assert reasons(source) == [reason, None]
    assert source.rows[0].place == "x.csv:2"


def test_a_row_too_short_for_its_coordinates_is_set_aside() -> None:
    assert reasons(read("명칭,위도,경도\n가,37.5\n나,37.5,127.0\n")) == [Reason.CELLS, None]


def test_half_quoted_cells_keep_their_commas() -> None:
    source = read('명칭,주소,위도,경도\n가,"역삼동 1, 2층",37.5,127.0\n')
    assert source.rows[0].cells[Column.ADDRESS] == "역삼동 1, 2층"
    assert source.repaired == 0


def test_a_comma_outside_quotes_is_put_right_where_the_place_stays_the_same() -> None:
    source = read("명칭,주소,위도,경도\n가,역삼동 1, 2층,37.5,127.0\n나,역삼동,37.6,127.1\n")
    assert points(source) == [(127.0, 37.5), (127.1, 37.6)]
    assert source.repaired == 1


@pytest.mark.parametrize(
    ("cells", "at"),
    [
        ("7,37.5,127.0,3", (127.0, 37.5)),  # a column without a header; (3, 127) lies nowhere
        ("역삼동 1, 2,37.5,127.0", (127.0, 37.5)),
        ("7,200000,550000,3", None),  # 550000, 3 may be a place as well
        ("1,2,3,4,5,6,7,8,9,37.5,127.0", None),
    ],
)
def test_a_cell_too_many_is_put_right_only_where_one_place_is_possible(
    cells: str, at: tuple[float, float] | None
) -> None:
    source = read(f"명칭,위도,경도\n{cells}\n")
    assert points(source) == ([at] if at else [])
    assert reasons(source) == [None if at else Reason.CELLS]


def test_a_quote_without_its_partner_does_not_swallow_the_rows_below() -> None:
    source = read('명칭,위도,경도\n"가,37.5,127.0\n나,37.6,127.1\n다,37.7,127.2\n')
    assert points(source) == [(127.0, 37.5), (127.1, 37.6), (127.2, 37.7)]
    assert source.repaired == 1


def test_a_quoted_cell_may_run_over_lines() -> None:
    source = read('명칭,위도,경도\n"가\n나",37.5,127.0\n다,37.6,127.1\n')
    assert points(source) == [(127.0, 37.5), (127.1, 37.6)]
    assert source.rows[1].place == "x.csv:4"


def test_what_belongs_to_a_person_is_not_kept() -> None:
    source = read("명칭,관리기관전화번호,담당자,위도,경도\n가로등,02-555-1234,홍길동,37.5,127.0\n")
    assert all(
        "555" not in words and "홍길동" not in words
        for row in source.rows
        for words in row.cells.values()
    )


def test_the_json_of_a_public_service_is_a_table_too() -> None:
    words = (
        '{"response":{"body":{"items":[{"cctvNm":"가","cameraCnt":2,"cctvPosx":127.0,'
        '"cctvPosy":"37.5"},{"cctvNm":"나","cctvPosx":null,"cctvPosy":37.6}]}}}'
    )
    source = read_rows(words.encode(), "api.json")
    assert points(source) == [(127.0, 37.5)]
    assert source.rows[0].cells[Column.COUNT] == "2"
    assert reasons(source) == [None, Reason.BLANK]


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        ("이름,주소\n가,나\n".encode(), "이름"),
        (b"PK\x03\x04....", "XLSX"),
        (b"\x00\x00\x27\x0a....", "Shapefile"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (bytes(range(128, 256)) * 20, "neither"),
        (b"[1, 2]", "JSON"),
        (b'{"type": "Topology"}', "Topology"),
        (b"[" * 100_000, ""),
    ],
)
def test_what_holds_no_places_is_refused_with_what_was_found(raw: bytes, found: str) -> None:
    with pytest.raises(SiteDataError) as caught:
        read_rows(raw, "x")
    assert found in caught.value.faults[0].found.en


def test_a_damaged_letter_does_not_cost_the_file() -> None:
    raw = f"명칭,위도,경도\n{ROWS * 10}".encode("cp949")
    source = read_rows(raw[:20] + b"\xff" + raw[20:], "x.csv")
    assert source.damaged == 1
    assert len(source.rows) == 20
