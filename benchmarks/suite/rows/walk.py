"""Shortest paths over the open ground of a complex from sixty entrances."""

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers import grid_graph
from benchmarks.suite.claim import Claim
from benchmarks.suite.trial import Done, Gate, Rival, Trial

Floats = NDArray[np.float64]

CLAIMS = (
    Claim(
        id="walk",
        workload="60 sources over 71,000 cells of 1 m, eight moves",
        peer=grid_graph.NAME,
        at_least=4.0,
        stretch=10.0,
    ),
)

SOURCES = 60
SOURCES_SEED = 0
NEAR_M = 1e-9


def prepare() -> Trial:
    """The open ground as a raster for the product and as a sparse matrix for the peer."""
    from benchmarks.suite import product
    from benchmarks.suite.scenes.household import SEED, household

    free = household().open_ground
    cells = np.argwhere(free)
    chosen = np.random.default_rng(SOURCES_SEED).choice(len(cells), SOURCES, replace=False)
    distances_of = product.walking_distances(free)
    graph = grid_graph.Graph(free)
    work = SOURCES * len(cells)

    return Trial(
        unit="cell reached from a source",
        inputs={
            "seed": SEED,
            "sources_seed": SOURCES_SEED,
            "sources": SOURCES,
            "cells": len(cells),
            "links": graph.links,
        },
        ours=lambda: Done(result=distances_of(cells[chosen])[:, free], work=work),
        rivals={
            "walk": Rival(
                run=lambda: Done(result=graph.distances(chosen), work=work),
                gate=same_distances,
                versions=grid_graph.versions,
            )
        },
    )


def same_distances(ours: Floats, peer: Floats) -> Gate:
    """Whether the same cells are reached, at the same distance."""
    reached = np.isfinite(peer)
    same = bool((np.isfinite(ours) == reached).all())
    apart = float(np.abs(ours[reached] - peer[reached]).max())
    words = f"{int(reached.sum())} distances differ by at most {apart:.1e} m"
    return Gate(passed=same and apart <= NEAR_M, found=words)
