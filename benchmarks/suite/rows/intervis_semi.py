"""Who is seen from windows past fences that let half through and crowns that let a third."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers import raycasting
from benchmarks.suite.claim import Claim
from benchmarks.suite.gates import all_of, same_counts
from benchmarks.suite.rows.intervis import EVERY_OF_OPEN3D, EVERY_OF_PLAIN, EYE_HEIGHT_M
from benchmarks.suite.trial import Done, Gate, Rival, Trial

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]

CLAIMS = (
    Claim(
        id="intervis-semi",
        workload="4,120 windows x 71,000 cells of 1 m, fences let half through, "
        "300 crowns a third; seen where half gets through",
        peer=f"{raycasting.NAME}, opaque",
        at_least=50.0,
        stretch=180.0,
    ),
)

ENOUGH = 0.5
NOISE = 1e-6
"""A share so little below enough is enough: 0.5 through one fence is exactly on the bound."""

SAME_SHARE = 1e-6


def prepare() -> Trial:
    """The complex with all that lets a part through; the peer is given what is solid."""
    from benchmarks.peers.plain import shares, walls_of
    from benchmarks.suite import product
    from benchmarks.suite.scenes.household import SEED, household

    site = household()
    windows = np.ascontiguousarray(site.windows)
    cells = site.cells(1.0)
    targets = np.column_stack([cells, np.full(len(cells), EYE_HEIGHT_M)])
    seen = product.seen_counts(
        site.all, site.open_ground, step_m=1.0, height_m=EYE_HEIGHT_M, least_share=ENOUGH
    )
    scene = cache(lambda: raycasting.Walls(walls_of(site.solid)))

    def ours() -> Done:
        return Done(result=seen(windows), work=len(windows) * len(targets))

    def against_plain(counts: Counts) -> Gate:
        through = shares(site.all, windows[::EVERY_OF_PLAIN, :3], targets)
        plain = (through >= ENOUGH - NOISE).sum(axis=1)
        return all_of(
            same_counts(counts, plain, every=EVERY_OF_PLAIN, per_ten_million=0, pairs=len(targets)),
            _same_shares(through),
        )

    def _same_shares(plain: Floats) -> Gate:
        shares_of = product.shares_through(
            site.all, site.open_ground, step_m=1.0, height_m=EYE_HEIGHT_M
        )
        apart = [
            np.abs(shares_of(eye)[site.open_ground] - row).max()
            for eye, row in zip(windows[::EVERY_OF_PLAIN, :3], plain, strict=True)
        ]
        worst = float(max(apart))
        words = f"shares differ by at most {worst:.1e} in {plain.size / 1e6:.1f} M pairs"
        return Gate(passed=worst <= SAME_SHARE, found=words)

    return Trial(
        unit="pair of window and cell",
        inputs={
            "seed": SEED,
            "windows": len(windows),
            "cells": len(targets),
            "fences": len(site.fences),
            "crowns": len(site.crowns),
            "every_window_of_open3d": EVERY_OF_OPEN3D,
        },
        ours=ours,
        own_gate=against_plain,
        rivals={
            "intervis-semi": Rival(
                run=lambda: scene().seen(windows[::EVERY_OF_OPEN3D, :3], targets),
                gate=never_more,
                versions=raycasting.versions,
            )
        },
    )


def never_more(ours: Counts, solid_only: Counts) -> Gate:
    """Whether no eye sees more than it does past the solid things alone."""
    more = int(np.clip(ours[::EVERY_OF_OPEN3D] - solid_only, 0, None).sum())
    return Gate(passed=more <= 1, found=f"{more} cells more than past what is solid")
