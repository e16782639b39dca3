"""Comparisons that several rows make."""

import numpy as np
from numpy.typing import NDArray

from benchmarks.suite.trial import Gate

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]

FLOAT32_DIFFERENCES = 10
"""Pairs in 10 million that rays in float32 may decide otherwise: they pass an edge by 0.01 mm."""

FEWEST_PAIRS = 1e7
"""Of fewer pairs than this as many may differ as of this many."""


def same_counts(
    ours: Counts, other: Counts, *, every: int, pairs: int, per_ten_million: int
) -> Gate:
    """Whether each eye sees as many cells by both, but for a few pairs.

    Args:
        every: which eyes the other one was given.
        pairs: of each eye.
        per_ten_million: pairs that may differ.
    """
    mine = np.asarray(ours)[::every]
    total = pairs * len(mine)
    apart = int(np.abs(mine - np.asarray(other)).sum())
    most = per_ten_million * max(total, FEWEST_PAIRS) / 1e7
    return Gate(passed=apart <= most, found=f"{apart} of {total / 1e6:.1f} M pairs differ")


def same_pairs(what: str, ours: Counts, other: Counts, *, pairs: int) -> Gate:
    """Whether each cell is seen by as many eyes by both, but for a few pairs in float32.

    Args:
        what: looks, for the words.
        ours, other: of the same shape.
    """
    apart = int(np.abs(np.asarray(ours, dtype=np.int64) - other).sum())
    most = FLOAT32_DIFFERENCES * max(pairs, FEWEST_PAIRS) / 1e7
    return Gate(passed=apart <= most, found=f"{what}: {apart} of {pairs / 1e6:.0f} M pairs differ")


def nearly(ours: Floats, other: Floats, *, share: float, within: float, what: str) -> Gate:
    """Whether a share of all values is within a relative distance of the other's.

    Args:
        what: is compared, for the words.
    """
    apart = np.abs(np.asarray(ours) - other) / np.abs(other)
    near = float((apart <= within).mean())
    worst = float(apart.max(initial=0.0))
    words = (
        f"{100 * near:.3f} % of {len(other)} {what} within {100 * within:g} %, worst {worst:.1e}"
    )
    return Gate(passed=near >= share, found=words)


def all_of(*gates: Gate) -> Gate:
    """One gate of several."""
    return Gate(
        passed=all(gate.passed for gate in gates),
        found="; ".join(gate.found for gate in gates),
    )
