"""Draws the sample 다세대, sound and flawed, as two submissions: python -m sample_plans.multiplex.draw"""

import sys
from pathlib import Path
from typing import Any

from sample_plans import opening_schedule
from sample_plans.multiplex import elevations, floors, lighting, pipes, planting, security, site
from sample_plans.multiplex import layout as lay
from sample_plans.multiplex.expected import DEFECTS
from sample_plans.rooms import NO_RATING, RATED_DOOR, RATED_WINDOW
from sample_plans.submission_set import (
    EVIDENCE,
    Sheet,
    write_drawings,
    write_neighbours,
    write_text,
    write_yaml,
)

SITE = (190.0, 180.0)
FLOOR = (175.0, 110.0)


def files(*, flawed: bool) -> dict[str, tuple[Sheet, ...]]:
    """Every drawing file with its sheets."""
    f = flawed
    return {
        "A-101_배치도.dxf": (
            Sheet("A-101", "배치도", "site_plan", (0,),
                  lambda p: site.draw_site_plan(p, flawed=f), 100.0, SITE),
        ),
        "A-102-104_평면도.dxf": (
            Sheet("A-102", "1층(필로티) 평면도", "floor_plan", (1,),
                  lambda p: floors.draw_ground(p, flawed=f), 50.0, FLOOR),
            Sheet("A-103", "2~5층(기준층) 평면도", "floor_plan", lay.TYPICAL,
                  lambda p: floors.draw_typical(p, flawed=f), 50.0, FLOOR),
            Sheet("A-104", "지붕층 평면도", "floor_plan", (lay.ROOF,),
                  lambda p: floors.draw_roof(p, flawed=f), 50.0, FLOOR),
        ),
        "A-201-202_입면도.dxf": (
            Sheet("A-201", "정면도·배면도", "elevation", (0,),
                  lambda p: elevations.draw_front(p, flawed=f), 60.0, (130.0, 150.0), False),
            Sheet("A-202", "좌·우측면도", "elevation", (0,),
                  lambda p: elevations.draw_sides(p, flawed=f), 60.0, (130.0, 150.0), False),
        ),
        "A-301_창호일람표.dxf": (
            Sheet("A-301", "창호일람표", "opening_schedule", (0,),
                  lambda p: opening_schedule.draw_schedule(p, _types(flawed=f)), 50.0, (45.0, 390.0), False),
        ),
        "L-101_조경.dxf": (
            Sheet("L-101", "조경(식재) 계획도", "planting_plan", (0,),
                  lambda p: planting.draw_planting(p, flawed=f), 100.0, SITE),
        ),
        "P-101_외벽배관.dxf": (
            Sheet("P-101", "외벽 배관 계획도", "pipe_plan", (0,),
                  lambda p: pipes.draw_pipes(p, flawed=f), 100.0, SITE),
        ),
        "E-101_옥외조명.dxf": (
            Sheet("E-101", "옥외조명 계획도", "outdoor_lighting", (0,),
                  lambda p: lighting.draw_lighting(p, flawed=f), 100.0, SITE),
        ),
        "T-101-102_CCTV.dxf": (
            Sheet("T-101", "1층 CCTV 설치계획도", "security_plan", (1,),
                  lambda p: security.draw_ground_cameras(p, flawed=f), 100.0, SITE),
            Sheet("T-102", "지붕층 CCTV 설치계획도", "security_plan", (lay.ROOF,),
                  lambda p: security.draw_roof_cameras(p, flawed=f), 100.0, (300.0, 230.0)),
        ),
    }  # fmt: skip


def _types(*, flawed: bool) -> list[opening_schedule.Row]:
    rows = []
    counts = {"AW1": 8, "AW2": 16, "AW3": 8, "AW4": 8}
    seen = {w.mark: w for w in floors.windows(flawed=flawed)}
    for mark, w in sorted(seen.items()):
        rows.append(
            opening_schedule.Row(
                mark, f"세대 {w.room}", w.width, round((w.head - w.sill) * 1_000),
                "PVC 이중창(슬라이딩), THK22+THK22 로이복층유리, 잠금장치",
                "없음(미표기)" if w.grade == NO_RATING else RATED_WINDOW, counts[mark],
            )
        )  # fmt: skip
    if not flawed:
        w = floors.stair_window()
        rows.append(
            opening_schedule.Row(
                w.mark, "계단실", w.width, 1_000, "AL 단열창, THK24 로이복층유리", "-", 4
            )
        )
    entry = floors.ground_doors(flawed=flawed)[0]
    return [
        *rows,
        opening_schedule.Row("FSD1", "세대 현관문", 1_000, 2_100, "갑종방화문 T45, 디지털도어록, 도어체인",
                             RATED_DOOR, 8, window=False),
        opening_schedule.Row("FSD2", "옥상 출입문", 900, 2_100, "갑종방화문 T45, 비상문자동개폐장치",
                             RATED_DOOR, 1, window=False),
        opening_schedule.Row("SSD1", "주출입구", entry.width, 2_200, "STS 프레임, 강화접합유리, 공동현관기",
                             "-", 1, window=False),
    ]  # fmt: skip


def submission(drawings: list[dict[str, Any]], *, flawed: bool) -> dict[str, Any]:
    """submission.yaml."""
    levels = [(1, 0.0, lay.BASE_M)]
    levels += [(n, 2.8 + (n - 2) * lay.STOREY / 1_000, lay.STOREY / 1_000) for n in (2, 3, 4, 5, 6)]
    used = [
        m for m in lighting.SCHEDULE if any(m == x for x, _, _ in lighting.lamps(flawed=flawed))
    ]
    return {
        "format": 1,
        "title": lay.PROJECT,
        "case_number": "2026-건축과-신축허가-" + ("46D" if flawed else "46C"),
        "stage": "permit",
        "filed_on": "2026-10-05",
        "district": "한강구",
        "address": "가상특별시 한강구 여울동 45-6",
        "applicant": "가상 건축주 甲(예시)",
        "designer": "가상종합건축사사무소(예시)",
        "approval": "building_permit",
        "parts": [
            {
                "use": "multiplex_house", "name": "다세대주택", "households": lay.HOUSEHOLDS,
                "floors_above": 5, "floors_below": 0, "gross_area_m2": 551.98, "lift": False,
                "heating": "individual",
            }
        ],
        "parking": {"cars": 8, "kind": "piloti", "self_drive": True},
        "coordinates": {"crs": lay.CRS, "origin": list(lay.ORIGIN)},
        "north_deg": 0.0,
        "storeys": [
            {"level": n, "elevation_m": round(z, 3), "height_m": h} for n, z, h in levels
        ],
        "drawings": drawings,
        "luminaires": [
            {
                "mark": mark, "photometry": f"photometry/{lighting.SCHEDULE[mark].file}.ies",
                "kind": lighting.SCHEDULE[mark].kind, "height_m": lighting.SCHEDULE[mark].height_m,
                "maintenance_factor": 0.8,
            }
            for mark in used
        ],
        "evidence": [
            {
                "file": "evidence/intrusion_test_example.txt", "kind": "intrusion_test",
                "marks": sorted({w.mark for w in floors.windows(flawed=flawed) if w.grade != NO_RATING}),
                "grade": RATED_WINDOW,
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
        folder / "submission.yaml",
        "제출서: 가상의 예시이다.",
        submission(drawings, flawed=flawed),
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
