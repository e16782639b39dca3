"""Draws the sample apartment complex, sound and flawed, as two submissions: python -m sample_plans.apartment.draw"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sample_plans import luminaires
from sample_plans.apartment import basement, elevations, landscape, lighting, pipes, security
from sample_plans.apartment import layout as lay
from sample_plans.apartment.declared import write_expected, write_site_data, write_submission
from sample_plans.apartment.ground import UNRATED, draw_all_floors, draw_all_roofs
from sample_plans.apartment.overview import draw_overview
from sample_plans.apartment.schedule import draw_schedule
from sample_plans.apartment.site import draw_site_plan
from sample_plans.drafting import XY, Pen, SheetFrame, draw_frame, new_document, save

Draw = Callable[[Pen], None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a file: what is drawn where in its frame (origin in paper-mm)."""

    number: str
    title: str
    kind: str
    storeys: tuple[int, ...]
    draw: Draw
    scale: float = 400.0
    origin: XY = (99.0, 105.0)
    placed: bool = True


def files(*, flawed: bool) -> dict[str, tuple[Sheet, ...]]:
    """Every drawing file with its sheets."""
    name = lay.TOWERS[0].name

    def site(pen: Pen) -> None:
        draw_site_plan(pen)
        draw_overview(pen, flawed=flawed)

    return {
        "A-101_배치도.dxf": (Sheet("A-101", "배치도", "site_plan", (0,), site),),
        "A-102-104_평면도.dxf": (
            Sheet("A-102", "지상1층 평면도", "floor_plan", (1,),
                  lambda p: draw_all_floors(p, ground=True, flawed=flawed)),
            Sheet("A-103", "기준층(2~15층) 평면도", "floor_plan", lay.TYPICAL,
                  lambda p: draw_all_floors(p, ground=False, flawed=flawed)),
            Sheet("A-104", "옥상층 평면도", "floor_plan", (lay.ROOF,), draw_all_roofs),
        ),
        "A-110_지하1층주차장.dxf": (
            Sheet("A-110", "지하1층 주차장 평면도", "parking_plan", (-1,), basement.draw_basement),
        ),
        "A-201-202_입면도.dxf": (
            Sheet("A-201", f"{name} 정면도·배면도", "elevation", (0,),
                  lambda p: elevations.draw_long_sides(p, name=name), 200.0, (105.0, 150.0), False),
            Sheet("A-202", f"{name} 측면도·단면도", "elevation", (0,),
                  lambda p: elevations.draw_short_sides(p, name=name), 200.0, (105.0, 150.0), False),
        ),
        "A-501_창호일람표.dxf": (
            Sheet("A-501", "창호일람표", "opening_schedule", (0,),
                  lambda p: draw_schedule(p, unrated=UNRATED if flawed else ()), 50.0, (45.0, 390.0), False),
        ),
        "L-101-201_조경.dxf": (
            Sheet("L-101", "식재 평면도", "planting_plan", (0,),
                  lambda p: landscape.draw_planting(p, flawed=flawed)),
            Sheet("L-201", "담장계획도", "fence_plan", (0,),
                  lambda p: landscape.draw_fences(p, flawed=flawed)),
        ),
        "E-101-110_전기.dxf": (
            Sheet("E-101", "옥외조명·보안등 배선도", "outdoor_lighting", (0,),
                  lambda p: lighting.draw_outdoor(p, flawed=flawed)),
            Sheet("E-110", "지하1층 주차장 조명 평면도", "parking_lighting", (-1,),
                  lambda p: lighting.draw_indoor(p, flawed=flawed)),
        ),
        "T-101-110_통신.dxf": (
            Sheet("T-101", "옥외 CCTV·비상벨 설치계획도", "security_plan", (0,),
                  lambda p: security.draw_site_cameras(p, flawed=flawed)),
            Sheet("T-102", "지상1층 CCTV 설치계획도", "security_plan", (1,), security.draw_ground_cameras),
            Sheet("T-103", "옥상층 CCTV 설치계획도", "security_plan", (lay.ROOF,),
                  lambda p: security.draw_roof_cameras(p, flawed=flawed)),
            Sheet("T-110", "지하1층 CCTV·비상벨 설치계획도", "security_plan", (-1,),
                  lambda p: security.draw_parking_cameras(p, flawed=flawed)),
        ),
        "P-101_외벽배관.dxf": (
            Sheet("P-101", "외벽 배관 계획도", "pipe_plan", (0,),
                  lambda p: pipes.draw_pipes(p, flawed=flawed)),
        ),
    }  # fmt: skip


def draw(folder: Path, *, flawed: bool) -> None:
    """Write one submission into a folder."""
    drawings = []
    for file, sheets in files(flawed=flawed).items():
        document = new_document()
        frames, listed, x = [], [], 0.0
        for sheet in sheets:
            frame = SheetFrame(
                number=sheet.number,
                title=sheet.title,
                project=lay.PROJECT,
                day=lay.DAY,
                scale=sheet.scale,
                at=(x, 0.0),
            )
            at = (x + sheet.origin[0] * sheet.scale, sheet.origin[1] * sheet.scale)
            draw_frame(document.modelspace(), frame, north=sheet.placed)
            sheet.draw(Pen(document.modelspace(), sheet.scale, at))
            frames.append(frame.frame)
            listed.append(
                (
                    sheet.number,
                    sheet.title,
                    sheet.kind,
                    sheet.storeys,
                    frame.frame,
                    at if sheet.placed else None,
                )
            )
            x = frame.frame[2] + 20 * sheet.scale
        save(document, folder / "drawings" / file, frames=frames)
        drawings.append((f"drawings/{file}", listed))
    _photometry(folder / "photometry")
    write_site_data(folder / "site")
    write_submission(folder / "submission.yaml", drawings, flawed=flawed)
    write_expected(folder / "expected.yaml", flawed=flawed)


def _photometry(folder: Path) -> None:
    shapes = {
        "SL1": (luminaires.street, 7_800, 60, (0.6, 0.25, 0.1)),
        "PL1": (luminaires.post_top, 4_200, 35, (0.45, 0.45, 0.4)),
        "EL1": (luminaires.downlight, 1_500, 15, (0.16, 0.16, 0.0)),
        "BL1": (luminaires.bollard, 1_000, 10, (0.2, 0.2, 0.1)),
        "CL1": (luminaires.linear, 3_400, 25, (0.08, 1.2, 0.0)),
        "CL2": (luminaires.downlight, 1_300, 12, (0.3, 0.3, 0.0)),
        "CL3": (luminaires.linear, 5_600, 40, (0.12, 1.2, 0.0)),
        "CL4": (luminaires.downlight, 1_800, 16, (0.3, 0.3, 0.0)),
    }
    for mark, (shape, lumens, watts, size) in shapes.items():
        stem, _, _, words, _ = lighting.SCHEDULE[mark]
        name = {"SL1": "LED street light", "PL1": "LED post top", "EL1": "LED canopy downlight",
                "BL1": "LED bollard", "CL1": "LED linear", "CL2": "LED ceiling light", "CL3": "LED linear, high output", "CL4": "LED ceiling light"}[mark]  # fmt: skip
        luminaires.write_ies(
            folder / f"{stem}.ies", name=name, shape=shape, lumens=lumens, watts=watts, size_m=size
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
