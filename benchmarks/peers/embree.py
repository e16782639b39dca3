"""Intervisibility by Embree in C++, sixteen rays at a time or one, on one thread."""

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers.compiled import answer
from benchmarks.suite.trial import Done
from benchmarks.suite.versions import debian

Floats = NDArray[np.float64]


def seen(walls: Floats, eyes: Floats, targets: Floats, *, rays_at_a_time: int) -> Done:
    """How many targets each eye sees, shape (N,).

    Args:
        walls: shape (E, 5), both ends and top of upright walls from below the ground. [m]
        eyes: shape (N, 3). [m]
        targets: shape (M, 3). [m]
        rays_at_a_time: 1 or 16.
    """
    found = answer(
        "embree_sight", [walls, eyes, targets], [str(rays_at_a_time)], libraries=("embree3",)
    )
    return Done(
        result=found.values.astype(np.int64), work=len(eyes) * len(targets), cost=found.cost
    )


def versions() -> dict[str, str]:
    """Of Embree and the compiler."""
    return debian(("libembree-dev", "g++"))
