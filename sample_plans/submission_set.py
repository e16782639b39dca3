"""A drawn set on disk: DXF files of several sheets, submission.yaml, site data, expected.yaml."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sample_plans.drafting import XY, Pen, SheetFrame, draw_frame, new_document, save

Draw = Callable[[Pen], None]

EVIDENCE = """[예시 문서] 침입방어 성능 시험성적서 자리표시

이 파일은 예시 제출물의 자리를 채우는 문서이며 실제 시험성적서가 아닙니다.
실제 제출에서는 국가표준기본법 제23조에 따른 시험·검사기관의 성적서(PDF)를 첨부합니다.
This is a placeholder in a sample submission. It is not a test report.
"""
"""What stands where an applicant files a test report."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a file: what is drawn where in its frame (origin in paper-mm)."""

    number: str
    title: str
    kind: str
    storeys: tuple[int, ...]
    draw: Draw
    scale: float = 100.0
    origin: XY = (120.0, 105.0)
    placed: bool = True


def write_drawings(
    folder: Path, files: Mapping[str, Sequence[Sheet]], *, project: str, day: str
) -> list[dict[str, Any]]:
    """Draw every file; the `drawings` of submission.yaml."""
    drawings = []
    for file, sheets in files.items():
        document = new_document()
        frames, listed, x = [], [], 0.0
        for sheet in sheets:
            frame = SheetFrame(
                number=sheet.number,
                title=sheet.title,
                project=project,
                day=day,
                scale=sheet.scale,
                at=(x, 0.0),
            )
            at = (x + sheet.origin[0] * sheet.scale, sheet.origin[1] * sheet.scale)
            draw_frame(document.modelspace(), frame, north=sheet.placed)
            sheet.draw(Pen(document.modelspace(), sheet.scale, at))
            frames.append(frame.frame)
            listed.append(_sheet(sheet, frame.frame, at))
            x = frame.frame[2] + 20 * sheet.scale
        save(document, folder / "drawings" / file, frames=frames)
        drawings.append({"file": f"drawings/{file}", "unit": "mm", "sheets": listed})
    return drawings


def _sheet(sheet: Sheet, frame: tuple[float, ...], at: XY) -> dict[str, Any]:
    out: dict[str, Any] = {
        "kind": sheet.kind,
        "number": sheet.number,
        "title": sheet.title,
        "storeys": list(sheet.storeys),
        "frame": [float(v) for v in frame],
    }
    if sheet.placed:
        out["placement"] = {"drawing_point": [float(v) for v in at], "site_point": [0.0, 0.0]}
    return out


def write_yaml(path: Path, heading: str, value: Mapping[str, Any]) -> None:
    """A YAML file with a heading comment; short lists of numbers on one line."""
    words = yaml.dump(dict(value), Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110)
    write_text(path, f"# {heading}\n{words}")


def write_text(path: Path, words: str) -> None:
    """A UTF-8 file with the same bytes on every system."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(words.encode())


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A building of the surroundings as its rectangle in site metres."""

    name: str
    x0: float
    y0: float
    x1: float
    y1: float
    floors: int


def write_neighbours(path: Path, buildings: Sequence[Neighbour], origin: XY) -> None:
    """GeoJSON of neighbouring buildings in the site's projected coordinates."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": b.name, "지상층수": b.floors, "높이": b.floors * 3.0 + 1.0},
            "geometry": {
                "type": "Polygon",
                "coordinates": [
                    [
                        [round(origin[0] + x, 3), round(origin[1] + y, 3)]
                        for x, y in (
                            (b.x0, b.y0), (b.x1, b.y0), (b.x1, b.y1), (b.x0, b.y1), (b.x0, b.y0)
                        )
                    ]
                ],
            },
        }
        for b in buildings
    ]  # fmt: skip
    value = {"type": "FeatureCollection", "name": "neighbours", "features": features}
    write_text(path, json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def defect(
    id: str,
    clause: str,
    rule: str | None,
    verdict: str,
    subject: str,
    storey: int | None,
    measured: tuple[float, float] | None,
    note: str,
) -> dict[str, Any]:
    """A row of expected.yaml; without a storey where findings group several.

    Args:
        rule: None, and nothing measured, for what two places of a submission say of one thing.
    """
    place = {} if storey is None else {"storey": storey}
    return {
        "id": id,
        "clause": clause,
        "rule": rule,
        "verdict": verdict,
        "subject": subject,
        **place,
        **({} if measured is None else {"measured": list(measured)}),
        "note": note,
    }


class _Plain(yaml.SafeDumper):
    """Short lists of numbers on one line, dates as they are."""


def _short(dumper: yaml.SafeDumper, value: list[Any]) -> yaml.Node:
    flow = all(isinstance(v, int | float) for v in value)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=flow)


_Plain.add_representer(list, _short)
