"""Who is seen from 4,120 windows on 71,000 cells of a complex: how many cells each window sees."""

from functools import cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers import embree, raycasting
from benchmarks.suite.claim import Claim
from benchmarks.suite.gates import FLOAT32_DIFFERENCES, same_counts
from benchmarks.suite.trial import Done, Gate, Rival, Trial

Counts = NDArray[np.int64]

EYE_HEIGHT_M = 1.5
"""Of the plane that is looked at: the face of a person."""

WORKLOAD = "4,120 windows x 71,000 cells of 1 m, all opaque"

CLAIMS = (
    Claim(id="intervis", workload=WORKLOAD, peer="Embree, 16 rays", at_least=25.0, stretch=80.0),
    Claim(id="intervis-embree1", workload=WORKLOAD, peer="Embree, 1 ray"),
    Claim(
        id="intervis-open3d", workload=WORKLOAD, peer=raycasting.NAME, at_least=80.0, stretch=240.0
    ),
)

EVERY_OF_EMBREE = 20
EVERY_OF_OPEN3D = 60
EVERY_OF_PLAIN = 41
"""Every so manieth window is given to a peer, and to the float64 check: 101 x 71,000 pairs."""


def prepare() -> Trial:
    """The complex, with the product's scene made."""
    from benchmarks.peers.plain import shares, walls_of
    from benchmarks.suite import product
    from benchmarks.suite.scenes.household import SEED, household

    site = household()
    windows = np.ascontiguousarray(site.windows)
    cells = site.cells(1.0)
    targets = np.column_stack([cells, np.full(len(cells), EYE_HEIGHT_M)])
    walls = walls_of(site.opaque)
    seen = product.seen_counts(site.opaque, site.open_ground, step_m=1.0, height_m=EYE_HEIGHT_M)

    def ours() -> Done:
        return Done(result=seen(windows), work=len(windows) * len(targets))

    def against_plain(counts: Counts) -> Gate:
        chosen = windows[::EVERY_OF_PLAIN, :3]
        plain = (shares(site.opaque, chosen, targets) > 0.5).sum(axis=1)
        return same_counts(
            counts, plain, every=EVERY_OF_PLAIN, per_ten_million=0, pairs=len(targets)
        )

    def rival(run: Any, every: int, versions: Any) -> Rival:
        gate = partial(
            same_counts, every=every, per_ten_million=FLOAT32_DIFFERENCES, pairs=len(targets)
        )
        return Rival(run=run, gate=gate, versions=versions)

    def by_embree(rays: int) -> Done:
        eyes = windows[::EVERY_OF_EMBREE, :3]
        return embree.seen(walls, eyes, targets, rays_at_a_time=rays)

    scene = cache(lambda: raycasting.Walls(walls))

    def by_open3d() -> Done:
        return scene().seen(windows[::EVERY_OF_OPEN3D, :3], targets)

    return Trial(
        unit="pair of window and cell",
        inputs={
            "seed": SEED,
            "windows": len(windows),
            "cells": len(targets),
            "walls": len(walls),
            "every_window_of_embree": EVERY_OF_EMBREE,
            "every_window_of_open3d": EVERY_OF_OPEN3D,
        },
        ours=ours,
        own_gate=against_plain,
        rivals={
            "intervis": rival(partial(by_embree, 16), EVERY_OF_EMBREE, embree.versions),
            "intervis-embree1": rival(partial(by_embree, 1), EVERY_OF_EMBREE, embree.versions),
            "intervis-open3d": rival(by_open3d, EVERY_OF_OPEN3D, raycasting.versions),
        },
    )
