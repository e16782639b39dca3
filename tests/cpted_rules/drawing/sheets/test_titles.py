"""Titles of sheets: kind, storeys, number and scale by their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpted_rules.drawing.sheets.storeys import storeys_of
from cpted_rules.drawing.sheets.titles import is_number, number_of, scale_of, title_of
from cpted_rules.plan import SheetKind as K

TO_15 = tuple(range(2, 16))

TITLES: list[tuple[str, K, tuple[int, ...]]] = [
    ("배치도", K.SITE_PLAN, (0,)),
    ("배 치 도", K.SITE_PLAN, (0,)),
    ("종합배치도", K.SITE_PLAN, (0,)),
    ("주동배치도", K.SITE_PLAN, (0,)),
    ("단지 배치계획도", K.SITE_PLAN, (0,)),
    ("배치도 겸 1층 평면도", K.SITE_PLAN, (0, 1)),
    ("배치도 및 지상1층 평면도", K.SITE_PLAN, (0, 1)),
    ("SITE PLAN", K.SITE_PLAN, (0,)),
    ("S I T E   P L A N", K.SITE_PLAN, (0,)),
    ("Plan de masse", K.SITE_PLAN, (0,)),
    ("Lageplan", K.SITE_PLAN, (0,)),
    ("지상1층 평면도", K.FLOOR_PLAN, (1,)),
    ("지 하 1 층 평 면 도", K.FLOOR_PLAN, (-1,)),
    ("%%u1층 평면도", K.FLOOR_PLAN, (1,)),
    ("101동 지상1층 평면도", K.FLOOR_PLAN, (1,)),
    ("1층(필로티) 평면도", K.FLOOR_PLAN, (1,)),
    ("필로티 평면도", K.FLOOR_PLAN, (1,)),
    ("지하층 평면도", K.FLOOR_PLAN, (-1,)),
    ("12층 평면도", K.FLOOR_PLAN, (12,)),
    ("기준층(2~15층) 평면도", K.FLOOR_PLAN, TO_15),
    ("2~5층(기준층) 평면도", K.FLOOR_PLAN, (2, 3, 4, 5)),
    ("지상2,3층 평면도", K.FLOOR_PLAN, (2, 3)),
    ("지상2층·3층 평면도", K.FLOOR_PLAN, (2, 3)),
    ("3,5,7층 평면도", K.FLOOR_PLAN, (3, 5, 7)),
    ("2층 및 4층 평면도", K.FLOOR_PLAN, (2, 4)),
    ("지하2층~지하1층 평면도", K.FLOOR_PLAN, (-2, -1)),
    ("지하2~1층 평면도", K.FLOOR_PLAN, (-2, -1)),
    ("지하1층~지상2층 평면도", K.FLOOR_PLAN, (-1, 1, 2)),
    ("평면도 - 지상3층", K.FLOOR_PLAN, (3,)),
    ("B1F PLAN", K.FLOOR_PLAN, (-1,)),
    ("1ST FLOOR PLAN", K.FLOOR_PLAN, (1,)),
    ("FIRST FLOOR PLAN", K.FLOOR_PLAN, (1,)),
    ("GROUND FLOOR PLAN", K.FLOOR_PLAN, (1,)),
    ("LEVEL 2 FLOOR PLAN", K.FLOOR_PLAN, (2,)),
    ("BASEMENT 1 PLAN", K.FLOOR_PLAN, (-1,)),
    ("TYPICAL FLOOR PLAN (2F~15F)", K.FLOOR_PLAN, TO_15),
    ("Plan du rez-de-chaussée", K.FLOOR_PLAN, (1,)),
    ("Plan 1er étage", K.FLOOR_PLAN, (2,)),
    ("Grundriss 1. Obergeschoss", K.FLOOR_PLAN, (2,)),
    ("Planta baja", K.FLOOR_PLAN, (1,)),
    ("지하1층 주차장 평면도", K.PARKING_PLAN, (-1,)),
    ("B2~B1 PARKING PLAN", K.PARKING_PLAN, (-2, -1)),
    ("정면도", K.ELEVATION, (0,)),
    ("101동 정면도·배면도", K.ELEVATION, (0,)),
    ("우측면도·주단면도", K.ELEVATION, (0,)),
    ("입면도-1", K.ELEVATION, (0,)),
    ("정면도(남측, 나루대로)", K.ELEVATION, (0,)),
    ("NORTH ELEVATION", K.ELEVATION, (0,)),
    ("주단면도 A-A'", K.SECTION, (0,)),
    ("대지 종횡단면도", K.SECTION, (0,)),
    ("SECTION A-A'", K.SECTION, (0,)),
    ("조경(식재) 계획도", K.PLANTING_PLAN, (0,)),
    ("식재 평면도", K.PLANTING_PLAN, (0,)),
    ("LANDSCAPE PLAN", K.PLANTING_PLAN, (0,)),
    ("담장계획도", K.FENCE_PLAN, (0,)),
    ("휀스 설치 계획도", K.FENCE_PLAN, (0,)),
    ("보안등 배선도", K.OUTDOOR_LIGHTING, (0,)),
    ("옥외조명·보안등 배선도", K.OUTDOOR_LIGHTING, (0,)),
    ("경관조명계획도", K.OUTDOOR_LIGHTING, (0,)),
    ("EXTERIOR LIGHTING PLAN", K.OUTDOOR_LIGHTING, (0,)),
    ("지하1층 조명 평면도", K.PARKING_LIGHTING, (-1,)),
    ("1층 주차램프·출입구 조명 평면도", K.PARKING_LIGHTING, (1,)),
    ("지하1층 CCTV·비상벨 설치계획도", K.SECURITY_PLAN, (-1,)),
    ("옥외 CCTV·비상벨 설치계획도", K.SECURITY_PLAN, (0,)),
    ("1층 CCTV 배치도", K.SECURITY_PLAN, (1,)),
    ("창호일람표", K.OPENING_SCHEDULE, (0,)),
    ("101동 기준층(2~15층) 창호평면도", K.OPENING_SCHEDULE, (0,)),
    ("DOOR AND WINDOW SCHEDULE", K.OPENING_SCHEDULE, (0,)),
    ("외벽 배관 계획도", K.PIPE_PLAN, (0,)),
    ("우수홈통 계획도", K.PIPE_PLAN, (0,)),
]


@pytest.mark.parametrize(("words", "kind", "storeys"), TITLES)
def test_a_title_says_what_the_sheet_shows(words: str, kind: K, storeys: tuple[int, ...]) -> None:
    found = title_of(words)
    assert found is not None
    assert (found.kind, found.storeys, found.roof) == (kind, storeys, False)


@pytest.mark.parametrize("words", ["지붕층 평면도", "옥상층 평면도", "옥탑1층 평면도", "ROOF PLAN"])
def test_the_level_of_a_roof_is_left_to_the_other_sheets(words: str) -> None:
    found = title_of(words)
    assert found is not None
    assert (found.kind, found.storeys, found.roof) == (K.FLOOR_PLAN, (), True)


@pytest.mark.parametrize("words", ["기준층 평면도", "평면도", "주차계획도", "CCTV 설치계획도"])
def test_storeys_that_a_title_does_not_say_are_not_made_up(words: str) -> None:
    found = title_of(words)
    assert found is not None
    assert found.kind is not None
    assert found.storeys == ()


@pytest.mark.parametrize("words", ["코아 평면도", "84A 단위세대 평면도", "ENLARGED FLOOR PLAN"])
def test_a_part_of_a_storey_is_known_as_such(words: str) -> None:
    found = title_of(words)
    assert found is not None
    assert found.part


@pytest.mark.parametrize(
    "words",
    ["지하1층 소방 평면도", "구조 평면도", "도면목록표", "천장도", "1층 전등 평면도", "창호상세도"],
)
def test_sheets_no_rule_asks_about_are_titles_of_no_kind(words: str) -> None:
    found = title_of(words)
    assert found is not None
    assert found.kind is None
    assert not found.plan_view


@pytest.mark.parametrize(
    "words",
    [
        "",
        "보도",
        "보도·보행로 포장",
        "횡단보도",
        "전기·가스·수도",
        "CCTV",
        "가로등",
        "1층",
        "20M 도로",
        "EL. +4.5",
        "주차장 출입구",
        "보안등 H=4.5m",
        "현장 확인 후 시공할 것.",
        "5. 여성우선 주차구획은 주동 연결 통로에 인접 배치.",
        "3. 1·2층 창호에는 개폐형 방범 안전장치를 설치한다.",
        "CCTV 설치 안내: 목적 범죄예방, 범위 단지 내 공용부",
    ],
)
def test_labels_and_notes_are_no_titles(words: str) -> None:
    assert title_of(words) is None


def test_a_title_keeps_its_words_without_number_and_scale() -> None:
    found = title_of("A-102 지상1층 평면도 (A1: 1/100, A3: 1/200)")
    assert found is not None
    assert (found.number, found.title, found.scale) == ("A-102", "지상1층 평면도", 100.0)


@pytest.mark.parametrize(
    "number", ["A-101", "A1-02", "L-301", "건축-12", "A101", "A-101-1", "A-2.01", "AR-A-101"]
)
def test_sheet_numbers_of_several_offices_are_known(number: str) -> None:
    assert is_number(number)
    assert number_of(f"{number} 배치도") == number


@pytest.mark.parametrize("words", ["GL-500", "FL-100", "A1", "A3", "2026-10-05", "1/100", "배치도"])
def test_levels_papers_and_dates_are_no_sheet_numbers(words: str) -> None:
    assert number_of(words) is None


@pytest.mark.parametrize(
    ("words", "scale"),
    [
        ("1/100", 100.0),
        ("1:200", 200.0),
        ("S=1/300", 300.0),
        ("SCALE = 1 / 600", 600.0),
        ("A1: 1/100 A3: 1/200", 100.0),
        ("A3:1/200, A1:1/100", 100.0),
        ("1/1,200", 1200.0),
        ("NONE", None),
        ("1:1.5", None),
        ("2026/1/10", None),
        ("11/100", None),
    ],
)
def test_the_scale_is_that_of_the_larger_paper(words: str, scale: float | None) -> None:
    assert scale_of(words) == scale


@given(st.integers(1, 60), st.integers(0, 20))
def test_a_range_of_storeys_holds_all_between(low: int, more: int) -> None:
    levels = storeys_of(f"기준층({low}~{low + more}층) 평면도").levels
    assert levels == tuple(range(low, low + more + 1))


@given(st.integers(1, 9), st.integers(0, 8))
def test_basements_count_downwards_whichever_way_they_are_written(low: int, less: int) -> None:
    high = max(1, low - less)
    expected = tuple(range(-low, -high + 1))
    for words in (f"지하{low}층~지하{high}층", f"지하{low}~{high}층", f"B{low}~B{high}"):
        assert storeys_of(words).levels == expected


@given(st.text(max_size=80))
def test_any_text_is_read_without_failing(words: str) -> None:
    found = title_of(words)
    assert found is None or (len(found.title) <= len(words) and len(found.storeys) <= 180)


@given(st.sampled_from(["배치도", "지하1층평면도", "담장계획도", "창호일람표"]))
def test_letters_set_apart_read_like_the_word(word: str) -> None:
    together, apart = title_of(word), title_of(" ".join(word))
    assert together is not None
    assert apart is not None
    assert (together.kind, together.storeys) == (apart.kind, apart.storeys)
