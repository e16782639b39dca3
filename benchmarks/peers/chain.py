"""The main job by the best packages off the shelf: `python -m benchmarks.peers.chain GIVEN OUT`.

It reads the drawings with ezdxf and draws them, casts rays from windows, walks and cameras with
open3d, lights the ground with Radiance, finds ways with scipy, draws each figure with matplotlib
and lays the report out with WeasyPrint. It writes what it found and its report into OUT and says
what it cost by stages.
"""

import gc
import json
import resource
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers.ezdxf_reading import Piece, pieces_of
from benchmarks.peers.grid_graph import Graph
from benchmarks.peers.pictures import document_of, drawn, heat_map, pages
from benchmarks.peers.radiance import Lamps
from benchmarks.peers.raycasting import Walls

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

PIXELS = 2560
LEAST_DENSITY = 12.5
"""Of the coarsest class that is drawn: less is not looked for. [px/m]"""

BASE = ("대지경계선", "건물외곽선", "담장", "보행로")
"""Layers whose linework lies over every figure."""

MM = 0.001


class Chain:
    """The job, stage by stage.

    Args:
        given: the folder that `benchmarks.suite.job.given` wrote.
        out: where plans, pictures, results and the report go.
    """

    def __init__(self, given: Path, out: Path) -> None:
        self.given = given
        self.out = out
        self.stages: dict[str, float] = {}
        self.site = dict(np.load(given / "site.npz"))
        self.documents: dict[str, Any] = {}
        self.lines: list[Sequence[tuple[float, float]]] = []
        self.found: dict[str, NDArray[Any]] = {}

    def run(self) -> dict[str, float]:
        """All stages; CPU seconds of each."""
        self.out.mkdir(parents=True)
        stages = (
            self.read, self.plans, self.windows, self.places, self.lamps, self.cameras, self.ways,
            self.figures, self.report,
        )  # fmt: skip
        for stage in stages:
            with self._timed(stage.__name__):
                stage()
            gc.collect()
        np.savez(self.out / "results.npz", **self.found)  # type: ignore[arg-type] # of arrays
        return self.stages

    def read(self) -> None:
        """Every drawing, its inserts opened and its curves made chords.

        Some linework of the site plan lies over the figures.
        """
        gc.disable()
        flattened: list[list[Piece]] = []
        for path in sorted(self.given.glob("drawings/*.dxf")):
            self.documents[path.stem] = document_of(path)
            flattened.append(pieces_of(self.documents[path.stem]))
        gc.enable()
        x0, y0 = self.site["origin"]
        self.lines = [
            [(MM * (x - x0), MM * (y - y0)) for x, y in points]
            for layer, points in flattened[0]
            if layer in BASE
        ]

    def plans(self) -> None:
        """Every drawing as SVG, by ezdxf's own frontend."""
        gc.disable()
        for name, document in self.documents.items():
            (self.out / f"{name}.svg").write_text(drawn(document), encoding="utf-8")
        gc.enable()
        self.documents = {}

    @cached_property
    def rays(self) -> Any:
        """The walls, for rays."""
        return Walls(self.site["walls"])

    def windows(self) -> None:
        """How many windows of each building see each cell, in front of them."""
        cells, building = self.site["cells"], self.site["building"].astype(np.int64)
        seen = np.zeros((int(building.max()) + 1, len(cells)), np.int64)
        for eye, n in zip(self.site["eyes"], building.tolist(), strict=True):
            front = np.flatnonzero((cells[:, :2] - eye[:2]) @ eye[3:] >= 0.0)
            seen[n, front] += ~self.rays.blocked(eye[:3], cells[front])
        self.found["windows"] = seen

    def places(self) -> None:
        """How many places along the walks see each cell."""
        seen = np.zeros(len(self.site["cells"]), np.int64)
        for place in self.site["places"]:
            seen += ~self.rays.blocked(place, self.site["cells"])
        self.found["places"] = seen

    def lamps(self) -> None:
        """The light on the ground."""
        folder = self.out / "light"
        folder.mkdir()
        photometry = (self.given / "lamp.ies").read_bytes()
        lit = Lamps(folder, self.site["walls"], self.site["lamps"], photometry)
        up = np.array([0.0, 0.0, 1.0])
        self.found["lux"] = lit.illuminance(self.site["lit"], up).result

    def cameras(self) -> None:
        """The best density of each cell."""
        targets = self.site["filmed"]
        best = np.zeros(len(targets))
        for x, y, z, azimuth, field in self.site["cameras"].tolist():
            half = np.tan(np.radians(field) / 2)
            reach = PIXELS / (2 * half * LEAST_DENSITY)
            near = np.flatnonzero((np.abs(targets[:, :2] - (x, y)) < reach).all(axis=1))
            dx, dy, dz = (targets[near] - (x, y, z)).T
            sine, cosine = np.sin(np.radians(azimuth)), np.cos(np.radians(azimuth))
            ahead, aside = dx * sine + dy * cosine, dx * cosine - dy * sine
            far = np.sqrt(dx * dx + dy * dy + dz * dz)
            chosen = (ahead > 0) & (np.abs(aside) <= ahead * half) & (far <= reach)
            clear = ~self.rays.blocked(np.array([x, y, z]), targets[near[chosen]])
            hit = near[chosen][clear]
            best[hit] = np.maximum(best[hit], PIXELS / (2 * half * far[chosen][clear]))
        self.found["densities"] = best

    def ways(self) -> None:
        """How far each cell is from each entrance."""
        row, column = self._places()
        free = np.zeros((int(row.max()) + 1, int(column.max()) + 1), dtype=np.bool_)
        free[row, column] = True
        index = np.full(free.shape, -1, dtype=np.int64)
        index[free] = np.arange(int(free.sum()))
        doors = self.site["doors"].astype(np.int64)
        self.found["distances"] = Graph(free).distances(index[doors[:, 0], doors[:, 1]])

    def figures(self) -> None:
        """Each figure of the report: a field over the linework of the site plan."""
        lit, filmed = self.site["lit"], self.site["filmed"]
        cells = self.site["cells"]
        fields = {
            "windows": (cells, self.found["windows"].sum(axis=0)),
            "places": (cells, self.found["places"]),
            "light": (lit, self.found["lux"]),
            "cameras": (filmed, self.found["densities"]),
            "ways": (cells, self.found["distances"].min(axis=0)),
        }
        rasters = {name: _raster(points, values) for name, (points, values) in fields.items()}
        for n, figure in enumerate(json.loads((self.given / "figures.json").read_text("utf-8"))):
            kind, _, number = figure["slug"].partition("-")
            if kind == "building":
                field, extent = _raster(cells, self.found["windows"][int(number)])
            else:
                field, extent = rasters[kind]
            heat_map(
                self.out / f"figure{n}.png",
                field,
                self.lines,
                extent=extent,
                window=figure["part"],
                width_mm=figure["width_mm"],
                height_mm=figure["height_mm"],
            )

    def report(self) -> None:
        """The words with the figures as PDF."""
        words = (self.given / "report.html").read_text("utf-8")
        gc.disable()
        pdf = pages(words, self.out, self.given / "report.css")
        gc.enable()
        (self.out / "report.pdf").write_bytes(pdf)

    def _places(self) -> tuple[Counts, Counts]:
        """Row and column of each cell."""
        return self.site["row"].astype(np.int64), self.site["column"].astype(np.int64)

    @contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        before = _cpu_s()
        yield
        self.stages[stage] = round(_cpu_s() - before, 3)


def _raster(points: Floats, values: NDArray[Any]) -> tuple[Floats, tuple[float, ...]]:
    """Values as an image with its west, east, south and north; NaN where nothing is."""
    x, y = points[:, 0], points[:, 1]
    step = float(np.diff(np.unique(x)).min())
    column = np.rint((x - x.min()) / step).astype(np.int64)
    row = np.rint((y - y.min()) / step).astype(np.int64)
    square = np.full((int(row.max()) + 1, int(column.max()) + 1), np.nan)
    square[row, column] = values
    half = step / 2
    return square, (x.min() - half, x.max() + half, y.min() - half, y.max() + half)


def _cpu_s() -> float:
    """CPU seconds of this process and its children so far. [s]"""
    total = 0.0
    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        used = resource.getrusage(who)
        total += used.ru_utime + used.ru_stime
    return total


def main(arguments: Sequence[str]) -> None:
    """Run the chain and say what it cost."""
    given, out = map(Path, arguments)
    sys.stdout.write(json.dumps(Chain(given.absolute(), out.absolute()).run()))


if __name__ == "__main__":
    main(sys.argv[1:])
