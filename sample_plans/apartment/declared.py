"""What a submission declares: submission.yaml, site data, and the expected findings."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml
from pyproj import Transformer

from sample_plans.apartment import basement, lighting
from sample_plans.apartment import layout as lay
from sample_plans.apartment.expected import DEFECTS

CRS = "EPSG:5186"
ORIGIN = (200_500.0, 551_200.0)
Listed = Sequence[
    tuple[
        str,
        str,
        str,
        tuple[int, ...],
        tuple[float, float, float, float],
        tuple[float, float] | None,
    ]
]


def write_submission(path: Path, drawings: Sequence[tuple[str, Listed]], *, flawed: bool) -> None:
    """submission.yaml."""
    half = lay.HOUSEHOLDS // 2
    value: dict[str, Any] = {
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
                "name": f"{lay.TOWERS[0].name[:3]}~{lay.TOWERS[-1].name} (84A {half}세대, 59A {half}세대)",
                "households": lay.HOUSEHOLDS,
                "floors_above": lay.STOREYS,
                "floors_below": 1,
                "gross_area_m2": 63_600.0,
                "lift": True,
                "heating": "district",
            }
        ],
        "parking": {"cars": len(basement.bays()), "kind": "underground", "self_drive": True},
        "coordinates": {"crs": CRS, "origin": list(ORIGIN)},
        "north_deg": 0.0,
        "storeys": [
            {"level": -1, "elevation_m": basement.LEVEL_M, "height_m": basement.HEIGHT_M},
            *[
                {
                    "level": level,
                    "elevation_m": round((lay.GROUND_FLOOR + (level - 1) * lay.STOREY) / 1000, 3),
                    "height_m": lay.STOREY / 1000,
                }
                for level in range(1, lay.ROOF + 1)
            ],
        ],
        "drawings": [
            {"file": file, "unit": "mm", "sheets": [_sheet(*sheet) for sheet in sheets]}
            for file, sheets in drawings
        ],
        "luminaires": [
            {
                "mark": mark,
                "photometry": f"photometry/{stem}.ies",
                "kind": kind,
                "height_m": height,
                "maintenance_factor": 0.8,
            }
            for mark, (stem, kind, height, _, _) in lighting.SCHEDULE.items()
        ],
        "site_data": [
            {"file": "site/neighbours.geojson", "kind": "neighbours", "crs": CRS},
            {"file": "site/public_lights.csv", "kind": "lights", "crs": "EPSG:4326"},
        ],
    }
    _write(path, "# 제출서: docs/submission-format 참조. 가상의 예시이다.\n" + _yaml(value))


def _sheet(
    number: str,
    title: str,
    kind: str,
    storeys: tuple[int, ...],
    frame: tuple[float, ...],
    at: tuple[float, float] | None,
) -> dict[str, Any]:
    out: dict[str, Any] = {
        "kind": kind,
        "number": number,
        "title": title,
        "storeys": list(storeys),
        "frame": [float(v) for v in frame],
    }
    if at is not None:
        out["placement"] = {"drawing_point": [float(v) for v in at], "site_point": [0.0, 0.0]}
    return out


def write_site_data(folder: Path) -> None:
    """Buildings across the streets and the public lights of the streets."""
    shapes = [
        (x, -38_000 + (i % 2) * 2_000, w, 16_000, floors, name)
        for i, (x, w, floors, name) in enumerate(
            ((-20, 24, 5, "상가 1"), (10, 30, 6, "상가 2"), (48, 22, 4, "근린생활 1"), (76, 34, 8, "오피스 1"),
             (116, 26, 5, "근린생활 2"), (150, 30, 7, "상가 3"))
        )
    ]  # fmt: skip
    features = [
        _feature(x * 1.0, y / 1000, x + w, (y + d) / 1000, floors, name)
        for x, y, w, d, floors, name in shapes
    ]
    features += [
        _feature(209.0, 8.0 + i * 36, 223.0, 34.0 + i * 36, 5, f"연립 {i + 1}") for i in range(4)
    ]
    collection = {"type": "FeatureCollection", "name": "neighbours", "features": features}
    _write(
        folder / "neighbours.geojson", json.dumps(collection, ensure_ascii=False, indent=1) + "\n"
    )
    turn = Transformer.from_crs(CRS, "EPSG:4326", always_xy=True)
    rows = ["보안등위치명,설치개수,소재지도로명주소,위도,경도,설치연도,설치형태,관리기관명"]
    spots = [(x, -13.5) for x in range(-10, 205, 28)] + [(205.8, y) for y in range(10, 150, 28)]
    for i, (x, y) in enumerate(spots, start=1):
        lon, lat = turn.transform(ORIGIN[0] + x, ORIGIN[1] + y)
        rows.append(
            f"한강-나루-{i:03d},1,가상특별시 한강구 나루로 {i},{lat:.6f},{lon:.6f},2021,한전주,한강구청"
        )
    _write(folder / "public_lights.csv", "\n".join(rows) + "\n")


def _feature(x0: float, y0: float, x1: float, y1: float, floors: int, name: str) -> dict[str, Any]:
    ring = [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)]
    return {
        "type": "Feature",
        "properties": {"name": name, "지상층수": floors, "높이": floors * 3.0 + 1},
        "geometry": {
            "type": "Polygon",
            "coordinates": [[[ORIGIN[0] + x, ORIGIN[1] + y] for x, y in ring]],
        },
    }


def write_expected(path: Path, *, flawed: bool) -> None:
    """expected.yaml: what the review must find, and that it finds no other breach."""
    value = {
        "no_other_fail": True,
        "defects": [dict(defect) for defect in DEFECTS] if flawed else [],
    }
    _write(path, "# 이 제출물에서 찾아야 할 지적사항(draw.py가 씀)\n" + _yaml(value))


def _yaml(value: dict[str, Any]) -> str:
    text: str = yaml.dump(value, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110)
    return text


class _Plain(yaml.SafeDumper):
    """Short lists of numbers on one line, dates as they are."""


def _short(dumper: yaml.SafeDumper, value: list[Any]) -> yaml.Node:
    flow = all(isinstance(v, int | float) for v in value)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=flow)


_Plain.add_representer(list, _short)


def _write(path: Path, words: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(words.encode())
