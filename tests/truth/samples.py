"""Truth of the sample submissions, counted in the drawings their scripts drew."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, radians, sin
from pathlib import Path
from typing import Any

import yaml
from ezdxf.entities.dxfentity import DXFEntity
from ezdxf.entities.insert import Insert
from ezdxf.filemanagement import readfile
from ezdxf.layouts.layout import Modelspace

from tests.truth.labels import XY, Frame

SAMPLES = Path(__file__).parents[2] / "sample_plans"
NAMES = ("apartment", "multiplex", "officetel")

# How sample_plans.symbols names its blocks; the longest beginning that fits decides.
BLOCKS = {
    "문_": "doors",
    "대문_": "doors",
    "셔터_": "doors",
    "창_": "windows",
    "수목_": "trees",
    "주차구획_": "bays",
    "기둥_": "columns",
    "보안등_": "lamps",
    "보행등_": "lamps",
    "출입구등_": "lamps",
    "볼라드등_": "lamps",
    "천장등_": "lamps",
    "CCTV_": "cameras",
    "비상벨": "bells",
    "반사경": "mirrors",
    "안내판": "signs",
}
ROOM_LAYER = "실구획"
LEGEND_LAYERS = frozenset({"표", "범례", "도곽"})
PICTURES = frozenset({"elevation", "section", "opening_schedule"})
"""Kinds of sheets that repeat what plans show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnSheet:
    """What was drawn on one sheet: middles of its things by kind, in drawing units [mm]."""

    file: str
    number: str
    kind: str
    storeys: tuple[int, ...]
    frame: Frame
    places: dict[str, tuple[XY, ...]]

    @property
    def is_plan(self) -> bool:
        """Whether its symbols are things, not pictures of things."""
        return self.kind not in PICTURES


def drawn(name: str, *, flawed: bool = True) -> tuple[DrawnSheet, ...]:
    """The sheets of a sample submission with the things drawn on each."""
    folder = SAMPLES / name / ("deficient" if flawed else "compliant")
    submission = yaml.safe_load((folder / "submission.yaml").read_text("utf-8"))
    return tuple(
        sheet
        for drawing in submission["drawings"]
        for sheet in _sheets(folder / drawing["file"], drawing["sheets"])
    )


def count(sheets: tuple[DrawnSheet, ...], kind: str) -> int:
    """How often a kind is drawn on the plans among the sheets."""
    return sum(len(sheet.places.get(kind, ())) for sheet in sheets if sheet.is_plan)


def count_built(sheets: tuple[DrawnSheet, ...], kind: str) -> int:
    """How many of a kind the building gets: a typical plan counts once for each of its storeys."""
    return sum(
        len(sheet.places.get(kind, ())) * len(sheet.storeys) for sheet in sheets if sheet.is_plan
    )


def _sheets(path: Path, sheets: list[dict[str, Any]]) -> Iterator[DrawnSheet]:
    things = tuple(_things(readfile(path).modelspace()))
    for sheet in sheets:
        x0, y0, x1, y1 = sheet["frame"]
        places: dict[str, list[XY]] = {}
        for kind, (x, y) in things:
            if x0 <= x <= x1 and y0 <= y <= y1:
                places.setdefault(kind, []).append((x, y))
        yield DrawnSheet(
            file=path.name,
            number=sheet["number"],
            kind=sheet["kind"],
            storeys=tuple(sheet["storeys"]),
            frame=(x0, y0, x1, y1),
            places={kind: tuple(sorted(points)) for kind, points in sorted(places.items())},
        )


def _things(space: Modelspace) -> Iterator[tuple[str, XY]]:
    for entity in space:
        if entity.dxf.layer in LEGEND_LAYERS:
            continue
        if isinstance(entity, Insert):
            kind = _kind(entity.dxf.name)
            if kind:
                yield kind, _middle_of(entity, kind)
        elif entity.dxf.layer == ROOM_LAYER and _is_closed(entity):
            points = list(entity.get_points("xy"))  # type: ignore[attr-defined] # a LWPOLYLINE
            yield "rooms", (_middle([p[0] for p in points]), _middle([p[1] for p in points]))


def _middle_of(insert: Insert, kind: str) -> XY:
    """Where a symbol is inserted; of a bay, inserted at its mouth, the middle."""
    x, y = insert.dxf.insert.x, insert.dxf.insert.y
    if kind != "bays":
        return x, y
    half = float(insert.dxf.name.rpartition("x")[2]) / 2  # the name ends in width x depth
    turn = radians(insert.dxf.rotation)
    return x - half * sin(turn), y + half * cos(turn)


def _kind(block: str) -> str:
    fitting = [start for start in BLOCKS if block.startswith(start)]
    return BLOCKS[max(fitting, key=len)] if fitting else ""


def _is_closed(entity: DXFEntity) -> bool:
    return entity.dxftype() == "LWPOLYLINE" and bool(getattr(entity, "closed", False))


def _middle(values: list[float]) -> float:
    return (min(values) + max(values)) / 2
