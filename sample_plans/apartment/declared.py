"""What the submission of the complex declares: submission.yaml and the data around the site."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pyproj import Transformer

from sample_plans.apartment import layout as lay
from sample_plans.apartment import lighting
from sample_plans.apartment import parking_grid as grid
from sample_plans.apartment.overview import BASEMENT_M2, FLOORS_M2
from sample_plans.submission_set import Neighbour, write_neighbours, write_text

CRS = "EPSG:5186"
ORIGIN = (200_500.0, 551_200.0)


def submission(drawings: Sequence[dict[str, Any]], *, flawed: bool) -> dict[str, Any]:
    """The content of submission.yaml."""
    half = lay.HOUSEHOLDS // 2
    first, last = lay.TOWERS[0].name.removesuffix("동"), lay.TOWERS[-1].name
    storeys = [
        {"level": -1, "elevation_m": grid.LEVEL_M, "height_m": grid.HEIGHT_M},
        *(
            {
                "level": level,
                "elevation_m": round((lay.GROUND_FLOOR + (level - 1) * lay.STOREY) / 1000, 3),
                "height_m": lay.STOREY / 1000,
            }
            for level in range(1, lay.ROOF + 1)
        ),
    ]
    return {
        "format": 1,
        "title": lay.PROJECT,
        "case_number": "2026-주택과-사업계획승인-07" + ("-D" if flawed else "-C"),
        "stage": "permit",
        "filed_on": "2026-10-05",
        "district": "한강구",
        "address": "가상특별시 한강구 나루동 100번지 일대",
        "applicant": "가상나루 주택사업 주식회사(예시)",
        "designer": "가상종합건축사사무소(예시)",
        "approval": "housing_plan",
        "parts": [
            {
                "use": "apartment",
                "name": f"{first}~{last} (84A {half}세대, 59A {half}세대)",
                "households": lay.HOUSEHOLDS,
                "floors_above": lay.STOREYS,
                "floors_below": 1,
                "gross_area_m2": round(FLOORS_M2 + BASEMENT_M2),
                "lift": True,
                "heating": "district",
            }
        ],
        "home_network": True,
        "parking": {"cars": len(grid.bays()), "kind": "underground", "self_drive": True},
        "coordinates": {"crs": CRS, "origin": list(ORIGIN)},
        "north_deg": 0.0,
        "storeys": storeys,
        "drawings": list(drawings),
        "luminaires": [
            {
                "mark": mark,
                "photometry": f"photometry/{row.file}.ies",
                "kind": row.kind,
                "height_m": row.height,
                "maintenance_factor": 0.8,
            }
            for mark, row in lighting.SCHEDULE.items()
        ],
        "site_data": [
            {"file": "site/neighbours.geojson", "kind": "neighbours", "crs": CRS},
            {"file": "site/public_lights.csv", "kind": "lights", "crs": "EPSG:4326"},
        ],
    }


_ACROSS = (
    ("상가 1", -20, 24, 5), ("상가 2", 10, 30, 6), ("근린생활 1", 48, 22, 4),
    ("오피스 1", 76, 34, 8), ("근린생활 2", 116, 26, 5), ("상가 3", 150, 30, 7),
)  # fmt: skip


def write_site_data(folder: Path) -> None:
    """Buildings across the streets and the public lights of the streets."""
    buildings = [
        Neighbour(name, x, -38.0 + i % 2 * 2, x + width, -22.0 + i % 2 * 2, floors)
        for i, (name, x, width, floors) in enumerate(_ACROSS)
    ]
    buildings += [
        Neighbour(f"연립 {i + 1}", 209.0, 8.0 + i * 36, 223.0, 34.0 + i * 36, 5) for i in range(4)
    ]
    write_neighbours(folder / "neighbours.geojson", buildings, ORIGIN)
    turn = Transformer.from_crs(CRS, "EPSG:4326", always_xy=True)
    rows = ["보안등위치명,설치개수,소재지도로명주소,위도,경도,설치연도,설치형태,관리기관명"]
    spots = [(x, -13.5) for x in range(-10, 205, 28)] + [(205.8, y) for y in range(10, 150, 28)]
    for i, (x, y) in enumerate(spots, start=1):
        lon, lat = turn.transform(ORIGIN[0] + x, ORIGIN[1] + y)
        place = f"한강-나루-{i:03d},1,가상특별시 한강구 나루로 {i}"
        rows.append(f"{place},{lat:.6f},{lon:.6f},2021,한전주,한강구청")
    write_text(folder / "public_lights.csv", "\n".join(rows) + "\n")
