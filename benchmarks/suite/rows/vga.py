"""A visibility graph: from each cell of 2 m between blocks, how many others are seen."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers import raycasting
from benchmarks.suite.claim import Claim
from benchmarks.suite.trial import Done, Gate, Rival, Trial

Counts = NDArray[np.int64]

CLAIMS = (
    Claim(
        id="vga",
        workload="from each of 22,000 cells of 2 m, how many are seen; 256 blocks on 320 m",
        peer=raycasting.NAME,
        stretch=80.0,
    ),
)

EDGES = 1024
STEP_M = 2.0
EYE_HEIGHT_M = 1.5
EVERY_OF_OPEN3D = 40
MOST_APART = 1
"""Cells that rays in float32 may see more or less from one cell."""


def prepare() -> Trial:
    """The blocks, and the cells between them."""
    import shapely

    from benchmarks.peers.plain import walls_of
    from benchmarks.suite import product
    from benchmarks.suite.scenes.plane import blocks

    scene = blocks(EDGES)
    at = np.arange(STEP_M / 2, scene.side_m, STEP_M)
    x, y = np.meshgrid(at, at)
    closed = shapely.union_all([obstacle.shape for obstacle in scene.obstacles]).buffer(0.01)
    shapely.prepare(closed)
    free = ~shapely.contains_xy(closed, x, y)
    points = np.column_stack([x[free], y[free], np.full(int(free.sum()), EYE_HEIGHT_M)])
    counts_of = product.mutual_counts(scene.obstacles, free, step_m=STEP_M, height_m=EYE_HEIGHT_M)
    rays = cache(lambda: raycasting.Walls(walls_of(scene.obstacles)))

    def ours() -> Done:
        return Done(result=counts_of(), work=len(points) ** 2)

    return Trial(
        unit="pair of cells",
        inputs={
            "seed": scene.seed,
            "edges": EDGES,
            "cells": len(points),
            "every_cell_of_open3d": EVERY_OF_OPEN3D,
        },
        ours=ours,
        rivals={
            "vga": Rival(
                run=lambda: rays().seen(points[::EVERY_OF_OPEN3D], points),
                gate=same_but_one,
                versions=raycasting.versions,
            )
        },
    )


def same_but_one(ours: Counts, rays: Counts) -> Gate:
    """Whether each cell sees as many others by both, but for one."""
    mine = ours[::EVERY_OF_OPEN3D]
    apart = np.abs(mine - rays)
    words = f"of {len(rays)} cells {int((apart > 0).sum())} differ, by at most {apart.max()}"
    mean = f"mean {mine.mean():.1f} and {rays.mean():.1f}"
    return Gate(passed=bool(apart.max() <= MOST_APART), found=f"{words}; {mean}")
