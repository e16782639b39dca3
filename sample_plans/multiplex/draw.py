"""Draws the sample 다세대, sound and flawed: python -m sample_plans.multiplex.draw"""

import sys
from pathlib import Path

from sample_plans.multiplex import (
    elevations,
    floors,
    ground,
    lighting,
    pipes,
    planting,
    security,
    site,
)
from sample_plans.multiplex import layout as lay
from sample_plans.multiplex.declared import submission
from sample_plans.multiplex.expected import DEFECTS
from sample_plans.multiplex.openings import opening_types
from sample_plans.opening_schedule import draw_schedule
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
            Sheet(
                "A-101",
                "배치도",
                "site_plan",
                (0,),
                lambda p: site.draw_site_plan(p, flawed=f),
                100.0,
                SITE,
            ),
        ),
        "A-102-104_평면도.dxf": (
            Sheet(
                "A-102",
                "1층(필로티) 평면도",
                "floor_plan",
                (1,),
                lambda p: ground.draw_ground(p, flawed=f),
                50.0,
                FLOOR,
            ),
            Sheet(
                "A-103",
                "2~5층(기준층) 평면도",
                "floor_plan",
                lay.TYPICAL,
                lambda p: floors.draw_typical(p, flawed=f),
                50.0,
                FLOOR,
            ),
            Sheet(
                "A-104", "지붕층 평면도", "floor_plan", (lay.ROOF,), floors.draw_roof, 50.0, FLOOR
            ),
        ),
        "A-201-202_입면도.dxf": (
            Sheet(
                "A-201",
                "정면도·배면도",
                "elevation",
                (0,),
                lambda p: elevations.draw_front(p, flawed=f),
                60.0,
                (130.0, 150.0),
                False,
            ),
            Sheet(
                "A-202",
                "좌·우측면도",
                "elevation",
                (0,),
                lambda p: elevations.draw_sides(p, flawed=f),
                60.0,
                (130.0, 150.0),
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
                100.0,
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
                100.0,
                SITE,
            ),
        ),
        "E-101_옥외조명.dxf": (
            Sheet(
                "E-101",
                "옥외조명 계획도",
                "outdoor_lighting",
                (0,),
                lambda p: lighting.draw_lighting(p, flawed=f),
                100.0,
                SITE,
            ),
        ),
        "T-101-102_CCTV.dxf": (
            Sheet(
                "T-101",
                "1층 CCTV 설치계획도",
                "security_plan",
                (1,),
                lambda p: security.draw_ground_cameras(p, flawed=f),
                100.0,
                SITE,
            ),
            Sheet(
                "T-102",
                "지붕층 CCTV 설치계획도",
                "security_plan",
                (lay.ROOF,),
                lambda p: security.draw_roof_cameras(p, flawed=f),
                100.0,
                (300.0, 230.0),
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
