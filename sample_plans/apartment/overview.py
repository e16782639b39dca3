"""The tables of A-101: outline of the project, areas, parking, dwellings, legend."""

from sample_plans.apartment import fences, planting
from sample_plans.apartment import layout as lay
from sample_plans.apartment import parking_grid as grid
from sample_plans.drafting import Pen


def draw_overview(pen: Pen, *, flawed: bool) -> None:
    """Tables to the right of the site, and the planting in grey."""
    for tree in planting.trees(flawed=flawed):
        pen.circle(tree.at, tree.crown * 500, "배경", colour=94)
        pen.circle(tree.at, 150, "배경", colour=94)
    for hedge in planting.hedges(flawed=flawed):
        pen.polyline(hedge.points, "배경", width=400, colour=94)
    for fence in fences.fences(flawed=flawed):
        pen.polyline(fence.points, "배경", colour=6)
    kinds: dict[str, int] = {}
    for bay in grid.bays():
        kinds[bay.kind] = kinds.get(bay.kind, 0) + 1
    total = sum(kinds.values())
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
            ["용도", "공동주택(아파트) 및 부대복리시설"],
            ["규모", f"지하1층, 지상{lay.STOREYS}층 {len(lay.TOWERS)}개 동"],
            ["세대수", f"{lay.HOUSEHOLDS}세대"],
            ["최고높이", f"{lay.HEIGHT_M:g} m"],
            ["구조", "철근콘크리트 벽식구조(지하 라멘조)"],
        ],
        (x, 168_000),
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
    need = round(half * 84.92 / 75 + half * 59.94 / 75 + 0.4999)
    pen.table(
        "주차 대수",
        [("구분", 40), ("대수", 30), ("비고", 30)],
        [
            ["법정", f"{need}", "전용 75㎡당 1대"],
            *[[kind, f"{count}", _bay_size(kind)] for kind, count in sorted(kinds.items())],
            ["계획 합계", f"{total}", f"{total / lay.HOUSEHOLDS:.2f} 대/세대"],
        ],
        (x, 124_000),
        height=1.9,
        row=5.5,
    )
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
        (x, 100_000),
        height=1.9,
        row=5.5,
    )


def _bay_size(kind: str) -> str:
    return {"일반": "2.5×5.0m", "확장형": "2.6×5.2m", "여성": "2.6×5.0m", "장애인": "3.3×5.0m"}[
        kind
    ]


def _site_area() -> float:
    points = lay.BOUNDARY
    twice = sum(
        x0 * y1 - x1 * y0
        for (x0, y0), (x1, y1) in zip(points, (*points[1:], points[0]), strict=True)
    )
    return abs(twice) / 2e6
