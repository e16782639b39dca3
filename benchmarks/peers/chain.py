"""The main job by the best packages off the shelf: `python -m benchmarks.peers.chain GIVEN OUT`.

It reads the drawings with ezdxf and draws them, casts rays from windows and cameras with open3d,
lights the ground with Radiance, finds ways with scipy, draws each figure with matplotlib and lays
the report out with WeasyPrint. What it says is one JSON object: CPU seconds by stage, pages.
"""

import gc
import json
import resource
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pypdf import PdfReader

from benchmarks.peers.ezdxf_reading import flattened
from benchmarks.peers.grid_graph import Graph
from benchmarks.peers.pictures import document_of, drawn, heat_map, pages
from benchmarks.peers.radiance import Lamps
from benchmarks.peers.raycasting import Walls

Floats = NDArray[np.float64]

HEIGHT_M = 1.5
SOURCES = 60
PIXELS = 2560


class Chain:
    """The job, stage by stage.

    Args:
        given: the folder that warm_review wrote.
        out: where pictures and the report go.
    """

    def __init__(self, given: Path, out: Path) -> None:
        self.given = given
        self.out = out
        self.stages: dict[str, float] = {}
        self.site = dict(np.load(given / "site.npz"))
        self.lines: list[Sequence[tuple[float, float]]] = []
        self.fields: list[Floats] = []
        cells = self.site["cells"]
        self.targets = np.column_stack([cells, np.full(len(cells), HEIGHT_M)])

    def run(self) -> dict[str, Any]:
        """All stages, and what came of them."""
        self.out.mkdir(parents=True)
        stages = (
            self.read, self.draw_plans, self.windows, self.lamps, self.cameras, self.ways,
            self.figures,
        )  # fmt: skip
        for stage in stages:
            with self._timed(stage.__name__):
                stage()
        with self._timed("report"):
            pages = self.report()
        return {"stages": self.stages, "pages": pages, "figures": len(self._sizes())}

    def read(self) -> None:
        """Every drawing, its inserts opened and its curves made chords."""
        for path in sorted(self.given.glob("drawings/*.dxf")):
            drawn = [points for _, points, _ in flattened(path)]
            if len(self.lines) == 0:  # the site plan is the first, and the base of every figure
                self.lines = drawn

    def draw_plans(self) -> None:
        """Every drawing as SVG, by ezdxf's own frontend."""
        for path in sorted(self.given.glob("drawings/*.dxf")):
            picture = drawn(document_of(path))
            (self.out / f"{path.stem}.svg").write_text(picture, encoding="utf-8")

    def windows(self) -> None:
        """How many windows see each cell."""
        rays = self._rays()
        seen = np.zeros(len(self.targets))
        for eye in self.site["eyes"]:
            seen += ~rays.blocked(eye, self.targets)
        self.fields.append(seen)

    def lamps(self) -> None:
        """The light on the ground."""
        folder = self.out / "light"
        folder.mkdir()
        photometry = (self.given / "lamp.ies").read_bytes()
        lit = Lamps(folder, self.site["walls"], self.site["lamps"], photometry)
        ground = self.targets - np.array([0.0, 0.0, HEIGHT_M])
        self.fields.append(lit.illuminance(ground, np.array([0.0, 0.0, 1.0])).result)

    def cameras(self) -> None:
        """The best density of each cell."""
        rays = self._rays()
        best = np.zeros(len(self.targets))
        for camera in self.site["cameras"]:
            x, y, z = (self.targets - camera[:3]).T
            azimuth, half = np.radians(camera[3]), np.tan(np.radians(camera[4]) / 2)
            ahead = x * np.sin(azimuth) + y * np.cos(azimuth)
            aside = x * np.cos(azimuth) - y * np.sin(azimuth)
            chosen = np.flatnonzero((ahead > 0) & (np.abs(aside) <= ahead * half))
            clear = chosen[~rays.blocked(camera[:3], self.targets[chosen])]
            distance = np.sqrt(x[clear] ** 2 + y[clear] ** 2 + z[clear] ** 2)
            best[clear] = np.maximum(best[clear], PIXELS / (2 * half * distance))
        self.fields.append(best)

    def ways(self) -> None:
        """How far each cell is from sixty others."""
        column, row = self._places()
        free = np.zeros((int(row.max()) + 1, int(column.max()) + 1), dtype=np.bool_)
        free[row, column] = True
        graph = Graph(free)
        sources = np.linspace(0, int(free.sum()) - 1, SOURCES).astype(np.int64)
        far = graph.distances(sources)
        self.fields.append(np.where(np.isfinite(far[0]), far[0], 0.0))

    def figures(self) -> None:
        """Each figure of the report: a field over the linework of the site plan."""
        column, row = self._places()
        for n, (width_mm, height_mm) in enumerate(self._sizes()):
            square = np.full((int(row.max()) + 1, int(column.max()) + 1), np.nan)
            square[row, column] = self.fields[n % len(self.fields)]
            out = self.out / f"figure{n}.png"
            heat_map(out, square, self.lines, width_mm=width_mm, height_mm=height_mm)

    def report(self) -> int:
        """The words with the figures as PDF; its pages."""
        words = (self.given / "report.html").read_text("utf-8")
        pdf = pages(words, self.out, self.given / "report.css")
        (self.out / "report.pdf").write_bytes(pdf)
        return len(PdfReader(BytesIO(pdf)).pages)

    def _rays(self) -> Any:
        return Walls(self.site["walls"])

    def _places(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Column and row of each cell."""
        x, y = self.site["cells"].T
        step = float(np.diff(np.unique(x)).min())
        return (
            np.rint((x - x.min()) / step).astype(np.int64),
            np.rint((y - y.min()) / step).astype(np.int64),
        )

    def _sizes(self) -> list[tuple[float, float]]:
        sizes: list[tuple[float, float]] = json.loads(
            (self.given / "figures.json").read_text("utf-8")
        )
        return sizes

    @contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        before = _cpu_s()
        yield
        self.stages[stage] = round(_cpu_s() - before, 3)


def _cpu_s() -> float:
    """CPU seconds of this process and its children so far. [s]"""
    total = 0.0
    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        used = resource.getrusage(who)
        total += used.ru_utime + used.ru_stime
    return total


def main(arguments: Sequence[str]) -> None:
    """Run the chain and say what it cost."""
    gc.disable()
    given, out = map(Path, arguments)
    sys.stdout.write(json.dumps(Chain(given.absolute(), out.absolute()).run()))


if __name__ == "__main__":
    main(sys.argv[1:])
