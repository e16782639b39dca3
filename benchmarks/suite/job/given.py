"""What the chain of peers need not find out: the site as arrays, lamps, the words of the report."""

import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from app.analyses.render import FACES, SHEET
from app.reports.fetcher import FONTS
from benchmarks.suite.job.maps import FACE_M, LIGHT_M, PICTURE_M, Job
from benchmarks.suite.job.pages import Chart

Floats = NDArray[np.float64]

IMAGE = re.compile(
    r'<img src="data:image/svg\+xml;base64,[^"]*"([^>]*?)'
    r'style="width:([\d.]+)mm;height:([\d.]+)mm"'
)
"""A figure of the report as it stands in its HTML."""


def write_given(
    submission: Path, job: Job, charts: Sequence[Chart], markup: str, folder: Path
) -> None:
    """Write the arrays, the words and the drawings for `benchmarks.peers.chain`."""
    folder.mkdir(parents=True)
    declared = yaml.safe_load((submission / "submission.yaml").read_text("utf-8"))
    placed = declared["drawings"][0]["sheets"][0]["placement"]["drawing_point"]
    np.savez(folder / "site.npz", origin=np.array(placed), **arrays(job))  # type: ignore[arg-type] # of arrays
    words, sizes = with_pngs(markup)
    (folder / "report.html").write_text(words, encoding="utf-8")
    figures = [
        {"slug": chart.slug, "part": chart.part, "width_mm": width, "height_mm": height}
        for chart, (width, height) in zip(charts, sizes, strict=True)
    ]
    (folder / "figures.json").write_text(json.dumps(figures), encoding="utf-8")
    faces = "".join(
        "@font-face { font-family: Pretendard; "
        f"src: url(fonts/Pretendard-{face}.otf); font-weight: {weight} }}\n"
        for face, weight in FACES
    )
    style = (FONTS.parent / SHEET).read_text("utf-8")
    (folder / "report.css").write_text(faces + style, encoding="utf-8")
    shutil.copytree(FONTS, folder / "fonts")
    shutil.copytree(submission / "drawings", folder / "drawings")
    shutil.copy(submission / "photometry" / "SL1.ies", folder / "lamp.ies")


def arrays(job: Job) -> dict[str, Floats]:
    """Walls, eyes and their buildings, places, cells, lamps, cameras and doors."""
    site, scene = job.site, job.site.sight.scene(0)
    top = np.concatenate(
        [np.full(b - a, h) for a, b, h in zip(scene.first, scene.last, scene.high, strict=True)]
    )
    lamps = [
        (lamp.x_m, lamp.y_m, lamp.z_m, lamp.maintenance_factor, lamp.azimuth_deg)
        for lamp in site.light.lamps(0)
    ]
    cameras = [
        (view.x_m, view.y_m, view.z_m, view.azimuth_deg, view.hfov_deg)
        for view in site.cameras.views(0)
    ]
    grid = job.grid
    return {
        "walls": np.column_stack([scene.edges, top]),
        "eyes": np.concatenate([eyes.at for _, eyes in job.eyes]),
        "building": np.repeat(
            np.arange(len(job.eyes), dtype=np.float64), [len(eyes) for _, eyes in job.eyes]
        ),
        "places": job.walkers.at[:, :3],
        "cells": np.column_stack([grid.points, np.full(len(grid.points), FACE_M)]),
        "row": grid.row.astype(np.float64),
        "column": grid.column.astype(np.float64),
        "lit": job.cells(LIGHT_M).at(0.0),
        "filmed": job.cells(PICTURE_M).at(FACE_M),
        "lamps": np.array(lamps),
        "cameras": np.array(cameras, dtype=np.float64),
        "doors": np.array(job.doors, dtype=np.float64),
    }


def with_pngs(html: str) -> tuple[str, list[tuple[float, float]]]:
    """A report whose figures are figure0.png and so on, and the width and height of each. [mm]"""
    sizes: list[tuple[float, float]] = []

    def placed(match: re.Match[str]) -> str:
        sizes.append((float(match[2]), float(match[3])))
        size = f"width:{match[2]}mm;height:{match[3]}mm"
        return f'<img src="figure{len(sizes) - 1}.png"{match[1]}style="{size}"'

    return IMAGE.sub(placed, html), sizes
