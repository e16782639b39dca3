"""What the submissions of the 오피스텔 declare: submission.yaml."""

from typing import Any

from sample_plans.officetel import layout as lay
from sample_plans.officetel import lighting
from sample_plans.rooms import RATED_WINDOW


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
                "use": "officetel",
                "name": "오피스텔(2~12층)",
                "households": lay.ROOMS,
                "rooms": lay.ROOMS,
                "floors_above": 12,
                "floors_below": 2,
                "gross_area_m2": 10_090.0,
                "lift": True,
                "heating": "individual",
            },
            {
                "use": "daily_goods_store",
                "name": "편의점(1층)",
                "floors_above": 1,
                "gross_area_m2": 80.6,
                "open_24h": True,
            },
        ],
        "light_zone": 3,
        "home_network": False,
        "parking": {"cars": lay.CARS, "kind": "underground", "self_drive": True},
        "coordinates": {"crs": lay.CRS, "origin": list(lay.ORIGIN)},
        "north_deg": 0.0,
        "storeys": [{"level": n, "elevation_m": round(z, 3), "height_m": h} for n, z, h in levels],
        "drawings": drawings,
        "luminaires": [
            {
                "mark": mark,
                "photometry": f"photometry/{kind.file}.ies",
                "kind": kind.kind,
                "height_m": kind.height_m,
                "maintenance_factor": 0.8,
            }
            for mark, kind in lighting.SCHEDULE.items()
        ],
        "evidence": [
            {
                "file": "evidence/intrusion_test_example.txt",
                "kind": "intrusion_test",
                "marks": ["PW1"] if flawed else ["PW1", "PW2"],
                "grade": RATED_WINDOW,
            }
        ],
        "site_data": [{"file": "site/neighbours.geojson", "kind": "neighbours", "crs": lay.CRS}],
    }
