"""Who is seen from windows in a district of sixteen complexes: 81,000 walls, 1.1 million cells."""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers import embree
from benchmarks.suite.claim import Claim
from benchmarks.suite.gates import FLOAT32_DIFFERENCES, same_counts
from benchmarks.suite.rows.intervis import EYE_HEIGHT_M
from benchmarks.suite.trial import Done, Gate, Rival, Trial

Counts = NDArray[np.int64]

CLAIMS = (
    Claim(
        id="intervis-district",
        workload="400 windows x 1,134,000 cells of 1 m, sixteen complexes",
        peer="Embree, 16 rays",
        at_least=25.0,
        stretch=150.0,
    ),
)

ACROSS = 4
EYES = 400
EVERY_OF_EMBREE = 20
EVERY_OF_PLAIN = 40
SPACING = 5
"""Cells of the float64 check are so far apart, both ways: plain code would need minutes for all."""


def prepare() -> Trial:
    """The district, with the product's scene made."""
    from benchmarks.peers.plain import shares, walls_of
    from benchmarks.suite import product
    from benchmarks.suite.scenes.household import SEED, household, tiled

    site = tiled(household(), ACROSS, eyes=EYES)
    cells = site.cells(1.0)
    targets = np.column_stack([cells, np.full(len(cells), EYE_HEIGHT_M)])
    walls = walls_of(site.opaque)
    counts_of = partial(product.seen_counts, site.opaque, step_m=1.0, height_m=EYE_HEIGHT_M)
    seen = counts_of(site.open_ground)

    def ours() -> Done:
        return Done(result=seen(site.windows), work=len(site.windows) * len(targets))

    def against_plain(_: Counts) -> Gate:
        few = np.zeros_like(site.open_ground)
        few[::SPACING, ::SPACING] = site.open_ground[::SPACING, ::SPACING]
        row, column = np.nonzero(few)
        there = np.column_stack([column + 0.5, row + 0.5, np.full(len(row), EYE_HEIGHT_M)])
        eyes = np.ascontiguousarray(site.windows[::EVERY_OF_PLAIN])
        plain = (shares(site.opaque, eyes[:, :3], there) > 0.5).sum(axis=1)
        mine = counts_of(few)(eyes)
        return same_counts(mine, plain, every=1, per_ten_million=0, pairs=len(there))

    return Trial(
        unit="pair of window and cell",
        inputs={
            "seed": SEED,
            "across": ACROSS,
            "windows": EYES,
            "cells": len(targets),
            "walls": len(walls),
            "every_window_of_embree": EVERY_OF_EMBREE,
        },
        ours=ours,
        own_gate=against_plain,
        rivals={
            "intervis-district": Rival(
                run=lambda: embree.seen(
                    walls, site.windows[::EVERY_OF_EMBREE, :3], targets, rays_at_a_time=16
                ),
                gate=partial(
                    same_counts,
                    every=EVERY_OF_EMBREE,
                    pairs=len(targets),
                    per_ten_million=FLOAT32_DIFFERENCES,
                ),
                versions=embree.versions,
            )
        },
    )
