"""Reviews in a warm process: `python -m benchmarks.suite.warm_review SUBMISSION GIVEN RUNS`.

The first, which warms, also writes what the chain of peers is given into the folder GIVEN.
"""

import json
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from benchmarks.suite.cost import measured

IMAGE = re.compile(
    r'<img src="data:image/svg\+xml;base64,[^"]*"([^>]*?)'
    r'style="width:([\d.]+)mm;height:([\d.]+)mm"'
)
"""A figure of the report as it stands in its HTML."""


def main(arguments: Sequence[str]) -> None:
    """Warm up, write what is given, and say what each further review cost."""
    from app.review import review

    submission, given, runs = Path(arguments[0]), Path(arguments[1]), int(arguments[2])
    write_given(submission, given)
    costs = []
    for _ in range(runs):
        with TemporaryDirectory() as out:
            _, cost = measured(lambda out=out: review(submission, Path(out)))
        costs.append({"cpu_s": cost.cpu_s, "wall_s": cost.wall_s})
    sys.stdout.write(json.dumps(costs))


def write_given(submission: Path, given: Path) -> None:
    """What the chain need not find out: drawings, site as arrays, lamps, words of the report."""
    from app.reports.render import TEMPLATES, html_of
    from benchmarks.suite.sample import reviewed

    given.mkdir(parents=True)
    sample = reviewed(submission)
    np.savez(given / "site.npz", **_site_arrays(sample.site))
    _write_words(html_of(sample.context), given)
    shutil.copytree(TEMPLATES / "fonts", given / "fonts")
    shutil.copy(TEMPLATES / "report.css", given / "report.css")
    shutil.copytree(submission / "drawings", given / "drawings")
    lamp = max(submission.glob("photometry/*.ies"), key=lambda path: path.stat().st_size)
    shutil.copy(lamp, given / "lamp.ies")


def _site_arrays(site: Any) -> dict[str, Any]:
    """Walls, eyes at windows, cells of the ground, lamps and cameras, outdoors."""
    scene = site.sight.scene(0)
    top = np.concatenate(
        [np.full(b - a, h) for a, b, h in zip(scene.first, scene.last, scene.high, strict=True)]
    )
    lamps = [
        (lamp.x_m, lamp.y_m, lamp.z_m, lamp.maintenance_factor, lamp.azimuth_deg)
        for lamp in site.light.lamps(0)
    ]
    cameras = [
        (view.x_m, view.y_m, view.z_m, view.azimuth_deg or 0.0, view.hfov_deg)
        for view in site.cameras.views(0)
    ]
    return {
        "walls": np.column_stack([scene.edges, top]),
        "eyes": site.sight.dwelling_eyes.at[:, :3],
        "cells": site.grid(site.ground).points,
        "lamps": np.array(lamps, dtype=np.float64).reshape(-1, 5),
        "cameras": np.array(cameras, dtype=np.float64).reshape(-1, 5),
    }


def _write_words(html: str, given: Path) -> None:
    """The report with a PNG of the same size in place of each figure, and the list of sizes."""
    words, sizes = with_pngs(html)
    (given / "report.html").write_text(words, encoding="utf-8")
    (given / "figures.json").write_text(json.dumps(sizes), encoding="utf-8")


def with_pngs(html: str) -> tuple[str, list[tuple[float, float]]]:
    """A report whose figures are figure0.png and so on, and the width and height of each. [mm]"""
    sizes: list[tuple[float, float]] = []

    def placed(match: re.Match[str]) -> str:
        sizes.append((float(match[2]), float(match[3])))
        size = f"width:{match[2]}mm;height:{match[3]}mm"
        return f'<img src="figure{len(sizes) - 1}.png"{match[1]}style="{size}"'

    return IMAGE.sub(placed, html), sizes


if __name__ == "__main__":
    main(sys.argv[1:])
