"""Draws the sample apartment complex, sound and flawed: python -m sample_plans.apartment.draw"""

import sys
from pathlib import Path

from sample_plans import luminaires
from sample_plans.apartment import (
    basement,
    elevations,
    fences,
    lighting,
    pipes,
    planting,
    security,
)
from sample_plans.apartment import layout as lay
from sample_plans.apartment.declared import submission, write_site_data
from sample_plans.apartment.expected import DEFECTS
from sample_plans.apartment.ground import UNRATED, draw_all_floors, draw_all_roofs
from sample_plans.apartment.opening_plan import draw_opening_plan
from sample_plans.apartment.overview import draw_overview, draw_parking_notes
from sample_plans.apartment.schedule import draw_schedule
from sample_plans.apartment.site import draw_site_plan
from sample_plans.drafting import XY, Pen
from sample_plans.submission_set import Draw, Sheet, write_drawings, write_yaml

SITE: XY = (99.0, 105.0)
ELEVATION: XY = (105.0, 150.0)


def _plan(number: str, title: str, kind: str, storeys: tuple[int, ...], draw: Draw) -> Sheet:
    """A sheet of the whole site at 1:400."""
    return Sheet(number, title, kind, storeys, draw, 400.0, SITE)


def files(*, flawed: bool) -> dict[str, tuple[Sheet, ...]]:
    """Every drawing file with its sheets."""
    f, name = flawed, lay.TOWERS[0].name

    def site(pen: Pen) -> None:
        draw_site_plan(pen)
        draw_overview(pen, flawed=f)

    def basement_plan(pen: Pen) -> None:
        basement.draw_basement(pen)
        draw_parking_notes(pen)

    return {
        "A-101_배치도.dxf": (_plan("A-101", "배치도", "site_plan", (0,), site),),
        "A-102-104_평면도.dxf": (
            _plan("A-102", "지상1층 평면도", "floor_plan", (1,),
                  lambda p: draw_all_floors(p, ground=True, flawed=f)),
            _plan("A-103", "기준층(2~15층) 평면도", "floor_plan", lay.TYPICAL,
                  lambda p: draw_all_floors(p, ground=False, flawed=f)),
            _plan("A-104", "옥상층 평면도", "floor_plan", (lay.ROOF,), draw_all_roofs),
        ),
        "A-110_지하1층주차장.dxf": (
            _plan("A-110", "지하1층 주차장 평면도", "parking_plan", (-1,),
                  basement_plan),
        ),
        "A-201-202_입면도.dxf": (
            Sheet("A-201", f"{name} 정면도·배면도", "elevation", (0,),
                  lambda p: elevations.draw_long_sides(p, name=name), 200.0, ELEVATION, False),
            Sheet("A-202", f"{name} 측면도·단면도", "elevation", (0,),
                  lambda p: elevations.draw_short_sides(p, name=name),
                  200.0, (105.0, 105.0), False),
        ),
        "A-501-502_창호도.dxf": (
            Sheet("A-501", "창호일람표", "opening_schedule", (0,),
                  lambda p: draw_schedule(p, unrated=UNRATED if f else ()),
                  50.0, (45.0, 390.0), False),
            Sheet("A-502", f"{name} 창호평면도", "opening_schedule", (0,),
                  lambda p: draw_opening_plan(p, unrated=UNRATED if f else ()),
                  100.0, (150.0, 125.0), False),
        ),
        "L-101-201_조경.dxf": (
            _plan("L-101", "식재 평면도", "planting_plan", (0,),
                  lambda p: planting.draw_planting(p, flawed=f)),
            _plan("L-201", "담장계획도", "fence_plan", (0,),
                  lambda p: fences.draw_fences(p, flawed=f)),
        ),
        "E-101-110_전기.dxf": (
            _plan("E-101", "옥외조명·보안등 배선도", "outdoor_lighting", (0,),
                  lambda p: lighting.draw_outdoor(p, flawed=f)),
            _plan("E-110", "지하1층 주차장 조명 평면도", "parking_lighting", (-1,),
                  lambda p: lighting.draw_indoor(p, flawed=f)),
        ),
        "T-101-110_통신.dxf": (
            _plan("T-101", "옥외 CCTV·비상벨 설치계획도", "security_plan", (0,),
                  lambda p: security.draw_site_cameras(p, flawed=f)),
            _plan("T-102", "지상1층 CCTV 설치계획도", "security_plan", (1,),
                  security.draw_ground_cameras),
            _plan("T-103", "옥상층 CCTV 설치계획도", "security_plan", (lay.ROOF,),
                  lambda p: security.draw_roof_cameras(p, flawed=f)),
            _plan("T-110", "지하1층 CCTV·비상벨 설치계획도", "security_plan", (-1,),
                  lambda p: security.draw_parking_cameras(p, flawed=f)),
        ),
        "P-101_외벽배관.dxf": (
            _plan("P-101", "외벽 배관 계획도", "pipe_plan", (0,),
                  lambda p: pipes.draw_pipes(p, flawed=f)),
        ),
    }  # fmt: skip


def draw(folder: Path, *, flawed: bool) -> None:
    """Write one submission into a folder."""
    drawings = write_drawings(folder, files(flawed=flawed), project=lay.PROJECT, day=lay.DAY)
    _photometry(folder / "photometry")
    write_site_data(folder / "site")
    write_yaml(
        folder / "submission.yaml",
        "예시 제출물: 가상의 아파트 단지. 실제 사업·대지·인물과 관계없음.",
        submission(drawings, flawed=flawed),
    )
    write_yaml(
        folder / "expected.yaml",
        "이 제출물에서 찾아야 할 지적사항(draw.py가 씀)",
        {"no_other_fail": True, "defects": [dict(d) for d in DEFECTS] if flawed else []},
    )


_LUMINAIRES = (
    ("SL1", "LED street light", luminaires.street, 7_800, 60, (0.6, 0.25, 0.1)),
    ("PL1", "LED post top", luminaires.post_top, 4_200, 35, (0.45, 0.45, 0.4)),
    ("EL1", "LED canopy downlight", luminaires.downlight, 1_500, 15, (0.16, 0.16, 0.0)),
    ("BL1", "LED bollard", luminaires.bollard, 1_000, 10, (0.2, 0.2, 0.1)),
    ("CL1", "LED linear", luminaires.linear, 3_400, 25, (0.08, 1.2, 0.0)),
    ("CL2", "LED ceiling light", luminaires.downlight, 1_300, 12, (0.3, 0.3, 0.0)),
    ("CL3", "LED linear, high output", luminaires.linear, 5_600, 40, (0.12, 1.2, 0.0)),
    ("CL4", "LED ceiling light", luminaires.downlight, 1_800, 16, (0.3, 0.3, 0.0)),
)


def _photometry(folder: Path) -> None:
    for mark, name, shape, lumens, watts, size in _LUMINAIRES:
        path = folder / f"{lighting.SCHEDULE[mark].file}.ies"
        luminaires.write_ies(path, name=name, shape=shape, lumens=lumens, watts=watts, size_m=size)


def main() -> None:
    """Draw both submissions beside this file, or in the folder given."""
    home = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for name, flawed in (("compliant", False), ("deficient", True)):
        draw(home / name, flawed=flawed)
        size = sum(p.stat().st_size for p in (home / name).rglob("*") if p.is_file())
        print(f"{name}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
