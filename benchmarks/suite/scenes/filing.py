"""The complex of `household` as a submission: DXF drawings, submission.yaml, photometry.

A site plan at 1:600 with everything outdoors and as much linework as such plans carry (30 MB), and
floor plans with the windows: one of the storeys that all slabs have, one of each further storey.

    A-101  배치도              boundary, slabs, annexes, low things, walks, lamps, cameras, linework
    A-102  기준층 평면도       windows of storeys that all slabs have; the entrances on storey 1
    A-103  ... 평면도          windows of the slabs that go further up

Trees are symbols only: the rays of the peers know nothing of leaves.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, Point, Polygon

from benchmarks.suite.scenes.dense import Dense
from benchmarks.suite.scenes.dxf_plan import BUILT
from benchmarks.suite.scenes.household import (
    DEPTH_M,
    SEED,
    STOREY_M,
    WIDTH_M,
    Household,
    household,
)
from benchmarks.suite.scenes.streetlight import lm63
from cpted_rules.analysis.scene.pieces import Obstacle
from sample_plans import symbols
from sample_plans.drafting import XY, Pen
from sample_plans.submission_set import Sheet, write_drawings, write_yaml

VERSION = 1
"""Of this program: a folder made by another one is not taken up again."""

SCALE = 600.0
ORIGIN: XY = (60.0, 60.0)
"""Where (0, 0) of the site lies in a frame. [mm on paper]"""

LOW = ("wall", "car", "hedge", "trunk")
"""Things that are drawn as fences around them."""

WALK_M = 3.0
ENTRANCES = 5
"""Along the south of each slab."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slab:
    """A building, and its windows: where, which way along the wall, up to which storey."""

    name: str
    outline: Polygon
    top_m: float
    storeys: int
    windows: tuple[tuple[XY, float], ...]


def complex_filing(density: float = 1.0) -> Path:
    """The folder of the submission, made on first use.

    Args:
        density: of the linework beside what is read; 1.0 makes files of 31 MB.
    """
    folder = BUILT / f"complex-{VERSION}-{density:g}"
    if not folder.exists():
        made = folder.with_suffix(".new")
        write_filing(made, density)
        made.rename(folder)
    return folder


def write_filing(folder: Path, density: float) -> None:
    """Draw the submission into a new folder; see `complex_filing`."""
    _Filing(household(), density).write(folder)


class _Filing:
    """Draws the complex."""

    def __init__(self, site: Household, density: float) -> None:
        self.site = site
        self.density = density
        self.slabs = tuple(_slabs(site))

    def write(self, folder: Path) -> None:
        """The whole submission."""
        most = max(slab.storeys for slab in self.slabs)
        shared = min(slab.storeys for slab in self.slabs)
        floors = [
            Sheet("A-102", "1층 평면도", "floor_plan", (1,), self._ground_floor, SCALE, ORIGIN),
            self._floor(103, tuple(range(2, shared + 1))),
            *(self._floor(103 + n - shared, (n,)) for n in range(shared + 1, most + 1)),
        ]
        site = Sheet("A-101", "배치도", "site_plan", (0,), self._site_plan, SCALE, ORIGIN)
        drawings = write_drawings(
            folder,
            {"A-101_배치도.dxf": (site,), "A-102_평면도.dxf": floors},
            project="가상 오백세대 공동주택 신축공사",
            day="2026-10-05",
        )
        (folder / "photometry").mkdir()
        (folder / "photometry" / "SL1.ies").write_bytes(lm63())
        heading = "A submission of the benchmarks; nothing of it is real."
        write_yaml(folder / "submission.yaml", heading, _declared(drawings, most))

    def _floor(self, number: int, storeys: tuple[int, ...]) -> Sheet:
        span = f"{storeys[0]}층" if len(storeys) == 1 else f"{storeys[0]}~{storeys[-1]}층"
        title, low = f"{span} 평면도", min(storeys)

        def draw(pen: Pen) -> None:
            self._windows(pen, low)

        return Sheet(f"A-{number}", title, "floor_plan", storeys, draw, SCALE, ORIGIN)

    def _windows(self, pen: Pen, storey: int) -> None:
        for slab in self.slabs:
            if slab.storeys >= storey:
                for at, turn_deg in slab.windows:
                    symbols.window(
                        pen, _mm(at), turn_deg, mark="W1", width=1800, sill=0.9, head=2.1,
                        room="거실", shown=False,
                    )  # fmt: skip

    def _ground_floor(self, pen: Pen) -> None:
        self._windows(pen, 1)
        for slab in self.slabs:
            for at, turn_deg in _entrances(slab):
                symbols.door(
                    pen, _mm(at), turn_deg, mark="D1", width=1200, use="주출입구", shown=False
                )

    def _site_plan(self, pen: Pen) -> None:
        pen.rectangle(0, 0, 1000 * WIDTH_M, 1000 * DEPTH_M, "대지경계선")
        for slab in self.slabs:
            pen.area(_ring(slab.outline), "건물외곽선")
            symbols.building_label(
                pen, _inside(slab.outline), name=slab.name, floors=slab.storeys, height=slab.top_m
            )
        for thing in (*self.site.solid, *self.site.fences):
            self._thing(pen, thing)
        for walk in walks():
            pen.area(_ring(walk), "보행로")
        for x, y, z, _, azimuth in self.site.lamps.tolist():
            symbols.luminaire(
                pen, _mm((x, y)), 90.0 - azimuth, kind="보행등", mark="SL1", height=round(z, 2)
            )
        for n, (x, y, z, azimuth, field) in enumerate(self.site.cameras.tolist()):
            symbols.camera(
                pen, _mm((x, y)), 90.0 - azimuth, mark=f"C{n}", height=round(z, 3), fov=field,
                shown=False,
            )  # fmt: skip
        Dense(self.density, size_mm=(1000 * WIDTH_M, 1000 * DEPTH_M)).draw(pen)

    def _thing(self, pen: Pen, thing: Obstacle) -> None:
        """An annex as a building, what is low as a fence around it."""
        if not isinstance(thing.shape, Polygon):
            raise TypeError("the obstacles of the complex are polygons")
        kind, at = thing.id.rstrip("0123456789"), _inside(thing.shape)
        top = round(thing.top_m, 3)
        if kind == "annex":
            pen.area(_ring(thing.shape), "건물외곽선")
            symbols.building_label(pen, at, name="부속", floors=1, height=top)
        elif kind in (*LOW, "fence"):
            pen.area(_ring(thing.shape), "담장")
            symbols.fence_label(pen, at, kind="불투시형", height=top)


def walks() -> tuple[Polygon, ...]:
    """Two walks from west to east between the rows of slabs, and one from south to north."""
    lines = (
        LineString([(2.0, 85.0), (WIDTH_M - 2.0, 85.0)]),
        LineString([(2.0, 165.0), (WIDTH_M - 2.0, 165.0)]),
        LineString([(WIDTH_M / 2, 2.0), (WIDTH_M / 2, DEPTH_M - 2.0)]),
    )
    return tuple(line.buffer(WALK_M / 2, cap_style="flat") for line in lines)


def _slabs(site: Household) -> Iterator[Slab]:
    outlines = [o for o in site.solid if o.id.startswith("slab")]
    eyes = shapely.points(site.windows[:, :2])
    for n, slab in enumerate(outlines, start=101):
        if not isinstance(slab.shape, Polygon):
            raise TypeError("the slabs of the complex are polygons")
        near = shapely.dwithin(slab.shape, eyes, 2.0)
        at = np.unique(np.round(site.windows[near, :2], 6), axis=0)
        turn_deg = _turn_deg(slab.shape)
        yield Slab(
            name=f"{n}동",
            outline=slab.shape,
            top_m=round(slab.top_m, 3),
            storeys=round((slab.top_m - 1.0) / STOREY_M),
            windows=tuple((_on(slab.shape, Point(p)), turn_deg) for p in at.tolist()),
        )


def _on(outline: Polygon, near: Point) -> XY:
    """The place on an outline nearest to a point."""
    ring = outline.exterior
    at = ring.interpolate(ring.project(near))
    return at.x, at.y


def _turn_deg(outline: Polygon) -> float:
    """Direction of the long sides of a slab, counter-clockwise from east. [deg]"""
    ring: NDArray[np.float64] = shapely.get_coordinates(outline)
    ahead = ring[1] - ring[0]
    return float(np.degrees(np.arctan2(ahead[1], ahead[0])))


def _entrances(slab: Slab) -> Iterator[tuple[XY, float]]:
    """Doors in the middle of strips of the south side that stand forward."""
    ring = shapely.get_coordinates(slab.outline)
    for k in range(ENTRANCES):
        a, b = ring[4 * k + 4], ring[4 * k + 5]
        if hypot(*(b - a)) < 1.0:
            raise ValueError("a door does not fit")
        yield ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), _turn_deg(slab.outline)


def _mm(at: XY) -> XY:
    return 1000 * at[0], 1000 * at[1]


def _ring(shape: Polygon) -> list[XY]:
    return [_mm((x, y)) for x, y in shape.exterior.coords[:-1]]


def _inside(shape: Polygon) -> XY:
    point = shape.representative_point()
    return _mm((point.x, point.y))


def _declared(drawings: list[dict[str, object]], most: int) -> dict[str, object]:
    return {
        "format": 1,
        "title": "가상 오백세대 공동주택 신축공사",
        "case_number": "2026-벤치-01",
        "stage": "permit",
        "filed_on": "2026-10-05",
        "district": "가상구",
        "approval": "housing_plan",
        "parts": [{"use": "apartment", "households": 500, "floors_above": most, "lift": True}],
        "north_deg": 0.0,
        "storeys": [
            {
                "level": level,
                "elevation_m": round((level - 1) * STOREY_M, 3),
                "height_m": STOREY_M,
            }
            for level in range(1, most + 1)
        ],
        "drawings": drawings,
        "luminaires": [
            {"mark": "SL1", "photometry": "photometry/SL1.ies", "maintenance_factor": 0.8}
        ],
    }


__all__ = ["SEED", "complex_filing", "walks"]
