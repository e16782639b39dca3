"""Draws the sample 오피스텔, sound and flawed, as two submissions: python -m sample_plans.officetel.draw"""

import sys
from pathlib import Path
from typing import Any

from sample_plans import opening_schedule
from sample_plans.officetel import (
    basement,
    elevations,
    ground,
    lighting,
    pipes,
    planting,
    security,
    site,
    tower,
)
from sample_plans.officetel import layout as lay
from sample_plans.officetel.expected import DEFECTS
from sample_plans.rooms import NO_RATING, RATED_DOOR, RATED_WINDOW
from sample_plans.submission_set import (
    EVIDENCE,
    Sheet,
    write_drawings,
    write_neighbours,
    write_text,
    write_yaml,
)

SITE = (190.0, 215.0)
FLOOR = (110.0, 130.0)
PARKING = (125.0, 105.0)


def files(*, flawed: bool) -> dict[str, tuple[Sheet, ...]]:
    """Every drawing file with its sheets."""
    f = flawed
    return {
        "A-101_배치도.dxf": (
            Sheet("A-101", "배치도", "site_plan", (0,),
                  lambda p: site.draw_site_plan(p, flawed=f), 150.0, SITE),
        ),
        "A-102-104_평면도.dxf": (
            Sheet("A-102", "지상1층 평면도", "floor_plan", (1,),
                  lambda p: ground.draw_ground(p, flawed=f), 100.0, FLOOR),
            Sheet("A-103", "기준층(2~12층) 평면도", "floor_plan", lay.TYPICAL,
                  lambda p: tower.draw_typical(p, flawed=f), 100.0, FLOOR),
            Sheet("A-104", "옥상층 평면도", "floor_plan", (lay.ROOF,),
                  tower.draw_roof, 100.0, FLOOR),
        ),
        "A-105-106_지하주차장.dxf": (
            Sheet("A-105", "지하1층 주차장 평면도", "parking_plan", (-1,),
                  lambda p: basement.draw_basement(p, -1), 100.0, PARKING),
            Sheet("A-106", "지하2층 주차장 평면도", "parking_plan", (-2,),
                  lambda p: basement.draw_basement(p, -2), 100.0, PARKING),
        ),
        "A-201-202_입면도.dxf": (
            Sheet("A-201", "정면도·배면도", "elevation", (0,),
                  lambda p: elevations.draw_front(p, flawed=f), 150.0, (80.0, 160.0), False),
            Sheet("A-202", "우측면도·주단면도", "elevation", (0,),
                  lambda p: elevations.draw_sides(p, flawed=f), 150.0, (100.0, 160.0), False),
        ),
        "A-301_창호일람표.dxf": (
            Sheet("A-301", "창호일람표", "opening_schedule", (0,),
                  lambda p: opening_schedule.draw_schedule(p, _types(flawed=f)), 50.0, (45.0, 390.0), False),
        ),
        "L-101_조경.dxf": (
            Sheet("L-101", "조경(식재) 계획도", "planting_plan", (0,),
                  lambda p: planting.draw_planting(p, flawed=f), 150.0, SITE),
        ),
        "P-101_외벽배관.dxf": (
            Sheet("P-101", "외벽 배관 계획도", "pipe_plan", (0,),
                  lambda p: pipes.draw_pipes(p, flawed=f), 150.0, SITE),
        ),
        "E-101-203_전기.dxf": (
            Sheet("E-101", "옥외조명 계획도", "outdoor_lighting", (0,),
                  lambda p: lighting.draw_outdoor(p, flawed=f), 150.0, SITE),
            Sheet("E-201", "지하1층 조명 평면도", "parking_lighting", (-1,),
                  lambda p: lighting.draw_indoor(p, -1, flawed=f), 100.0, PARKING),
            Sheet("E-202", "지하2층 조명 평면도", "parking_lighting", (-2,),
                  lambda p: lighting.draw_indoor(p, -2, flawed=f), 100.0, PARKING),
            Sheet("E-203", "1층 주차램프·출입구 조명 평면도", "parking_lighting", (1,),
                  lambda p: lighting.draw_entry(p, flawed=f), 150.0, SITE),
        ),
        "T-101-202_통신.dxf": (
            Sheet("T-101", "1층 CCTV 설치계획도", "security_plan", (1,),
                  lambda p: security.draw_ground_cameras(p, flawed=f), 150.0, SITE),
            Sheet("T-103", "옥상층 CCTV 설치계획도", "security_plan", (lay.ROOF,),
                  lambda p: security.draw_roof_cameras(p, flawed=f), 150.0, SITE),
            Sheet("T-201", "지하1층 CCTV·비상벨 설치계획도", "security_plan", (-1,),
                  lambda p: security.draw_parking_cameras(p, -1, flawed=f), 100.0, PARKING),
            Sheet("T-202", "지하2층 CCTV·비상벨 설치계획도", "security_plan", (-2,),
                  lambda p: security.draw_parking_cameras(p, -2, flawed=f), 100.0, PARKING),
        ),
    }  # fmt: skip


def _types(*, flawed: bool) -> list[opening_schedule.Row]:
    rows = []
    panes = [*tower.windows(flawed=flawed), *tower.stair_windows(flawed=flawed)]
    floors = len(lay.TYPICAL)
    fixed = [*ground.store_windows(flawed=flawed), *ground.shop_windows(flawed=flawed)]
    for group, storeys in ((panes, floors), (fixed, 1)):
        for mark in sorted({w.mark for w in group}):
            these = [w for w in group if w.mark == mark]
            w = these[0]
            dwelling = mark.startswith("PW")
            made = (
                "PVC 이중창(슬라이딩), THK24+THK22 로이복층유리" if dwelling
                else "AL 고정창, THK24 강화접합유리" if mark.startswith("FX")
                else "AL 단열창, THK24 로이복층유리"
            )  # fmt: skip
            rating = "없음(미표기)" if w.grade == NO_RATING else RATED_WINDOW if dwelling else "-"
            rows.append(
                opening_schedule.Row(
                    mark, f"호실 {w.room}" if dwelling else w.room, w.width, round((w.head - w.sill) * 1_000),
                    made, rating, len(these) * storeys,
                )
            )  # fmt: skip
    entry = ground.entrance(flawed=flawed)
    return [
        *rows,
        opening_schedule.Row("FSD1", "호실 현관문", 1_000, 2_100, "갑종방화문 T45, 디지털도어록, 도어체인",
                             RATED_DOOR, lay.ROOMS, window=False),
        opening_schedule.Row("FSD2", "부속실·계단실", 1_000, 2_100, "갑종방화문 T45, 도어클로저", "-",
                             4 * (floors + 2), window=False),
        opening_schedule.Row("FSD3", "옥상 출입문", 1_000, 2_100, "갑종방화문, 비상문자동개폐장치",
                             RATED_DOOR, 2, window=False),
        opening_schedule.Row("SSD1", "오피스텔 주출입구", entry.width, 2_400, "STS 자동문, 강화접합유리, 공동현관기",
                             "-", 1, window=False),
        opening_schedule.Row("SSD2", "지하 승강기홀", 1_800, 2_100, "STS 자동문, 강화접합유리, 공동현관기", "-", 2,
                             window=False),
        opening_schedule.Row("FD1", "편의점 출입구", 1_800, 2_400, "AL 자동문, 강화유리", "-", 1, window=False),
    ]  # fmt: skip


def submission(drawings: list[dict[str, Any]], *, flawed: bool) -> dict[str, Any]:
    """submission.yaml."""
    levels = [(-2, *lay.LEVELS[-2]), (-1, *lay.LEVELS[-1]), (1, 0.0, lay.GROUND_HEIGHT)]
    levels += [
        (n, lay.GROUND_HEIGHT + (n - 2) * lay.STOREY_HEIGHT, lay.STOREY_HEIGHT)
        for n in range(2, lay.ROOF + 1)
    ]
    return {
        "format": 1,
        "title": lay.PROJECT,
        "case_number": "2026-건축과-신축허가-" + ("21D" if flawed else "21C"),
        "stage": "permit",
        "filed_on": "2026-10-05",
        "district": "한강구",
        "address": "가상특별시 한강구 나루동 210-1",
        "applicant": "가상나루개발 주식회사(예시)",
        "designer": "가상종합건축사사무소(예시)",
        "approval": "building_permit",
        "parts": [
            {
                "use": "officetel", "name": "오피스텔(2~12층)", "households": lay.ROOMS, "rooms": lay.ROOMS,
                "floors_above": 12, "floors_below": 2, "gross_area_m2": 10_090.0, "lift": True,
                "heating": "individual",
            },
            {
                "use": "daily_goods_store", "name": "편의점(1층)", "floors_above": 1,
                "gross_area_m2": 80.6, "open_24h": True,
            },
        ],
        "parking": {"cars": lay.CARS, "kind": "underground", "self_drive": True},
        "coordinates": {"crs": lay.CRS, "origin": list(lay.ORIGIN)},
        "north_deg": 0.0,
        "storeys": [
            {"level": n, "elevation_m": round(z, 3), "height_m": h} for n, z, h in levels
        ],
        "drawings": drawings,
        "luminaires": [
            {
                "mark": mark, "photometry": f"photometry/{kind.file}.ies", "kind": kind.kind,
                "height_m": kind.height_m, "maintenance_factor": 0.8,
            }
            for mark, kind in lighting.SCHEDULE.items()
        ],
        "evidence": [
            {
                "file": "evidence/intrusion_test_example.txt", "kind": "intrusion_test",
                "marks": ["PW1"] if flawed else ["PW1", "PW2"], "grade": RATED_WINDOW,
            }
        ],
        "site_data": [{"file": "site/neighbours.geojson", "kind": "neighbours", "crs": lay.CRS}],
    }  # fmt: skip


def draw(folder: Path, *, flawed: bool) -> None:
    """Write one submission into a folder."""
    drawings = write_drawings(folder, files(flawed=flawed), project=lay.PROJECT, day=lay.DAY)
    lighting.write_photometry(folder / "photometry")
    write_neighbours(folder / "site" / "neighbours.geojson", lay.BEYOND, lay.ORIGIN)
    write_text(folder / "evidence" / "intrusion_test_example.txt", EVIDENCE)
    write_yaml(
        folder / "submission.yaml", "제출서: 가상의 예시이다.", submission(drawings, flawed=flawed)
    )
    defects = [dict(d) for d in DEFECTS] if flawed else []
    write_yaml(
        folder / "expected.yaml",
        "이 제출물에서 찾아야 할 지적사항(draw.py가 씀)",
        {"no_other_fail": True, "defects": defects},
    )


def main() -> None:
    """Draw both submissions beside this file, or in the folder given."""
    home = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for name, flawed in (("compliant", False), ("deficient", True)):
        draw(home / name, flawed=flawed)
        size = sum(p.stat().st_size for p in (home / name).rglob("*") if p.is_file())
        print(f"{name}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
