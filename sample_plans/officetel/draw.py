"""Draws the sample 오피스텔, sound and flawed: python -m sample_plans.officetel.draw"""

import sys
from pathlib import Path

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
from sample_plans.officetel.declared import submission
from sample_plans.officetel.expected import DEFECTS
from sample_plans.officetel.openings import opening_types
from sample_plans.opening_schedule import draw_schedule
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
UPPER = (70.0, 130.0)
PARKING = (125.0, 105.0)


def files(*, flawed: bool) -> dict[str, tuple[Sheet, ...]]:
    """Every drawing file with its sheets."""
    f = flawed
    return {
        "A-101_배치도.dxf": (
            Sheet(
                "A-101",
                "배치도",
                "site_plan",
                (0,),
                lambda p: site.draw_site_plan(p, flawed=f),
                150.0,
                SITE,
            ),
        ),
        "A-102-104_평면도.dxf": (
            Sheet(
                "A-102",
                "지상1층 평면도",
                "floor_plan",
                (1,),
                lambda p: ground.draw_ground(p, flawed=f),
                100.0,
                FLOOR,
            ),
            Sheet(
                "A-103",
                "기준층(2~12층) 평면도",
                "floor_plan",
                lay.TYPICAL,
                lambda p: tower.draw_typical(p, flawed=f),
                100.0,
                UPPER,
            ),
            Sheet(
                "A-104", "옥상층 평면도", "floor_plan", (lay.ROOF,), tower.draw_roof, 100.0, UPPER
            ),
        ),
        "A-105-106_지하주차장.dxf": (
            Sheet(
                "A-105",
                "지하1층 주차장 평면도",
                "parking_plan",
                (-1,),
                lambda p: basement.draw_basement(p, -1),
                100.0,
                PARKING,
            ),
            Sheet(
                "A-106",
                "지하2층 주차장 평면도",
                "parking_plan",
                (-2,),
                lambda p: basement.draw_basement(p, -2),
                100.0,
                PARKING,
            ),
        ),
        "A-201-202_입면도.dxf": (
            Sheet(
                "A-201",
                "정면도·배면도",
                "elevation",
                (0,),
                lambda p: elevations.draw_front(p, flawed=f),
                150.0,
                (80.0, 160.0),
                False,
            ),
            Sheet(
                "A-202",
                "우측면도·주단면도",
                "elevation",
                (0,),
                lambda p: elevations.draw_sides(p, flawed=f),
                150.0,
                (100.0, 160.0),
                False,
            ),
        ),
        "A-301_창호일람표.dxf": (
            Sheet(
                "A-301",
                "창호일람표",
                "opening_schedule",
                (0,),
                lambda p: draw_schedule(p, opening_types(flawed=f)),
                50.0,
                (45.0, 390.0),
                False,
            ),
        ),
        "L-101_조경.dxf": (
            Sheet(
                "L-101",
                "조경(식재) 계획도",
                "planting_plan",
                (0,),
                lambda p: planting.draw_planting(p, flawed=f),
                150.0,
                SITE,
            ),
        ),
        "P-101_외벽배관.dxf": (
            Sheet(
                "P-101",
                "외벽 배관 계획도",
                "pipe_plan",
                (0,),
                lambda p: pipes.draw_pipes(p, flawed=f),
                150.0,
                SITE,
            ),
        ),
        "E-101-203_전기.dxf": (
            Sheet(
                "E-101",
                "옥외조명 계획도",
                "outdoor_lighting",
                (0,),
                lambda p: lighting.draw_outdoor(p, flawed=f),
                150.0,
                SITE,
            ),
            Sheet(
                "E-201",
                "지하1층 조명 평면도",
                "parking_lighting",
                (-1,),
                lambda p: lighting.draw_indoor(p, -1, flawed=f),
                100.0,
                PARKING,
            ),
            Sheet(
                "E-202",
                "지하2층 조명 평면도",
                "parking_lighting",
                (-2,),
                lambda p: lighting.draw_indoor(p, -2, flawed=f),
                100.0,
                PARKING,
            ),
            Sheet(
                "E-203",
                "1층 주차램프·출입구 조명 평면도",
                "parking_lighting",
                (1,),
                lambda p: lighting.draw_entry(p, flawed=f),
                150.0,
                SITE,
            ),
        ),
        "T-101-202_통신.dxf": (
            Sheet(
                "T-101",
                "1층 CCTV 설치계획도",
                "security_plan",
                (1,),
                lambda p: security.draw_ground_cameras(p, flawed=f),
                150.0,
                SITE,
            ),
            Sheet(
                "T-103",
                "옥상층 CCTV 설치계획도",
                "security_plan",
                (lay.ROOF,),
                lambda p: security.draw_roof_cameras(p, flawed=f),
                150.0,
                SITE,
            ),
            Sheet(
                "T-201",
                "지하1층 CCTV·비상벨 설치계획도",
                "security_plan",
                (-1,),
                lambda p: security.draw_parking_cameras(p, -1, flawed=f),
                100.0,
                PARKING,
            ),
            Sheet(
                "T-202",
                "지하2층 CCTV·비상벨 설치계획도",
                "security_plan",
                (-2,),
                lambda p: security.draw_parking_cameras(p, -2, flawed=f),
                100.0,
                PARKING,
            ),
        ),
    }


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
