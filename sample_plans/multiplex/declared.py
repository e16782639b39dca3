"""What the submissions of the 다세대 declare: submission.yaml."""

from typing import Any

from sample_plans.multiplex import floors, lighting
from sample_plans.multiplex import layout as lay
from sample_plans.rooms import NO_RATING, RATED_WINDOW


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
                "use": "multiplex_house",
                "name": "다세대주택",
                "households": lay.HOUSEHOLDS,
                "floors_above": 5,
                "floors_below": 0,
                "gross_area_m2": 551.98,
                "lift": False,
                "heating": "individual",
            }
        ],
        "light_zone": 3,
        "home_network": False,
        "parking": {"cars": 8, "kind": "piloti", "self_drive": True},
        "coordinates": {"crs": lay.CRS, "origin": list(lay.ORIGIN)},
        "north_deg": 0.0,
        "storeys": [{"level": n, "elevation_m": round(z, 3), "height_m": h} for n, z, h in levels],
        "drawings": drawings,
        "luminaires": [
            {
                "mark": mark,
                "photometry": f"photometry/{lighting.SCHEDULE[mark].file}.ies",
                "kind": lighting.SCHEDULE[mark].kind,
                "height_m": lighting.SCHEDULE[mark].height_m,
                "maintenance_factor": 0.8,
            }
            for mark in used
        ],
        "evidence": [
            {
                "file": "evidence/intrusion_test_example.txt",
                "kind": "intrusion_test",
                "marks": sorted(
                    {w.mark for w in floors.windows(flawed=flawed) if w.grade != NO_RATING}
                ),
                "grade": RATED_WINDOW,
            }
        ],
        "site_data": [{"file": "site/neighbours.geojson", "kind": "neighbours", "crs": lay.CRS}],
    }
