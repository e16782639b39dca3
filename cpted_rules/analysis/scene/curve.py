"""Places along a curve on which neighbours are mostly neighbours: a Morton curve."""

import numpy as np
from numpy.typing import NDArray

from cpted_rules.analysis.scene.pieces import Floats


def morton(points: Floats) -> NDArray[np.uint64]:
    """Where on the curve each point lies.

    Args:
        points: shape (N, 2).
    """
    if not len(points):
        return np.zeros(0, dtype=np.uint64)
    low = points.min(axis=0)
    span = float(np.ptp(points, axis=0).max()) or 1.0
    cell = ((points - low) / span * 65535).astype(np.uint64)
    return _spread(cell[:, 0]) | (_spread(cell[:, 1]) << np.uint64(1))


def _spread(bits: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Sixteen bits with a gap after each."""
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        bits = (bits | (bits << np.uint64(shift))) & np.uint64(mask)
    return bits
