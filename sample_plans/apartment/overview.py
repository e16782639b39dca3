"""The tables of A-101: outline of the project, areas, parking, dwellings, legend."""

from sample_plans.apartment import fences, planting
from sample_plans.apartment import layout as lay
from sample_plans.apartment import parking_grid as grid
from sample_plans.drafting import XY, Pen

TOWER_M2 = (lay.LENGTH * lay.DEPTH + 4 * lay.CORE_HALF * (lay.CORE_FACE - lay.DEPTH)) / 1e6
SMALL_M2 = 30 * 13 + 4 * 3.5 + 3 * 2.5
BUILT_M2 = TOWER_M2 * len(lay.TOWERS) + SMALL_M2
FLOORS_M2 = TOWER_M2 * len(lay.TOWERS) * lay.STOREYS + SMALL_M2
BASEMENT_M2 = 20_130.0


def draw_overview(pen: Pen, *, flawed: bool) -> None:
    """Tables to the right of the site, and the planting in grey."""
    for tree in planting.trees(flawed=flawed):
        pen.circle(tree.at, tree.crown * 500, "배경", colour=94)
        pen.circle(tree.at, 150, "배경", colour=94)
    for hedge in planting.hedges(flawed=flawed):
        pen.polyline(hedge.points, "배경", width=400, colour=94)
    for fence in fences.fences(flawed=flawed):
        pen.polyline(fence.points, "배경", colour=6)
    x = 221_000.0
    half = lay.HOUSEHOLDS // 2
    pen.table(
        "건축개요",
        [("구분", 26), ("내용", 74)],
        [
            ["사업명", lay.PROJECT],
            ["대지위치", "가상특별시 한강구 나루동 100번지 일대"],
            ["지역·지구", "제2종일반주거지역"],
            ["대지면적", f"{_site_area():,.1f} ㎡"],
            ["건축면적·건폐율", f"{BUILT_M2:,.0f} ㎡ · {BUILT_M2 / _site_area() * 100:.1f} %"],
            ["연면적", f"{FLOORS_M2 + BASEMENT_M2:,.0f} ㎡ (지하 {BASEMENT_M2:,.0f} ㎡)"],
            ["용적률", f"{FLOORS_M2 / _site_area() * 100:.1f} %"],
            ["용도", "공동주택(아파트) 및 부대복리시설"],
            ["규모", f"지하1층, 지상{lay.STOREYS}층 {len(lay.TOWERS)}개 동"],
            ["세대수", f"{lay.HOUSEHOLDS}세대"],
            ["최고높이", f"{lay.HEIGHT_M:g} m"],
            ["구조", "철근콘크리트 벽식구조(지하 라멘조)"],
        ],
        (x, 174_000),
        height=1.9,
        row=5.5,
    )
    pen.table(
        "세대 구성",
        [("타입", 20), ("전용(㎡)", 20), ("세대수", 20), ("비율", 20), ("비고", 20)],
        [
            ["84A", "84.92", f"{half}", "50%", "판상형"],
            ["59A", "59.94", f"{half}", "50%", "판상형"],
        ],
        (x, 138_000),
        height=1.9,
        row=5.5,
    )
    _parking_table(pen, (x, 124_000))
    pen.table(
        "범례",
        [("표시", 26), ("내용", 74)],
        [
            ["▲", "대지 출입구 / 주동 출입구"],
            ["일점쇄선", "대지경계선"],
            ["점선", "지하구조물·지하주차장 외곽선"],
            ["빗금", "보도·보행로 포장"],
            ["□ X", "소방자동차 전용구역 6×12m"],
            ["EL", "계획 지반고"],
        ],
        (x, 94_000),
        height=1.9,
        row=5.5,
    )


def draw_parking_notes(pen: Pen) -> None:
    """The parking table and notes beside A-110."""
    _parking_table(pen, (206_000, 140_000))
    pen.lines(
        [
            "주기) 1. 유효높이: 차로 2.3m 이상, 주차구획 2.1m 이상.",
            "      2. 주차구획: 일반 2.5×5.0m, 확장형 2.6×5.2m, 장애인 3.3×5.2m.",
            "      3. 기둥 0.6×0.8m, 기둥·벽 모서리 H1.2m까지 보호대 설치.",
            "      4. 비상벨·CCTV는 T-110, 조명은 E-110 참조.",
            "      5. 여성우선 주차구획은 주동 연결 통로에 인접 배치.",
        ],
        (206_000, 106_000),
        2.0,
    )


def _parking_table(pen: Pen, at: XY) -> None:
    kinds: dict[str, int] = {}
    for bay in grid.bays():
        kinds[bay.kind] = kinds.get(bay.kind, 0) + 1
    total = sum(kinds.values())
    half = lay.HOUSEHOLDS // 2
    need = round(half * 84.92 / 75 + half * 59.94 / 75 + 0.4999)
    pen.table(
        "주차 대수",
        [("구분", 40), ("대수", 30), ("비고", 30)],
        [
            ["법정", f"{need}", "전용 75㎡당 1대"],
            *[[kind, f"{count}", _BAY_SIZE[kind]] for kind, count in sorted(kinds.items())],
            ["계획 합계", f"{total}", f"{total / lay.HOUSEHOLDS:.2f} 대/세대"],
        ],
        at,
        height=1.9,
        row=5.5,
    )


_BAY_SIZE = {
    "일반": "2.5×5.0m",
    "확장형": "2.6×5.2m (30% 이상)",
    "여성": "2.6×5.2m",
    "장애인": "3.3×5.2m (3% 이상)",
}


def _site_area() -> float:
    points = lay.BOUNDARY
    twice = sum(
        x0 * y1 - x1 * y0
        for (x0, y0), (x1, y1) in zip(points, (*points[1:], points[0]), strict=True)
    )
    return abs(twice) / 2e6
