"""What is seen at night: watched, and lit well enough."""

import numpy as np
from numpy.typing import NDArray

from cpted_rules.analysis.scene.pieces import Floats


def seen_at_night(seen: NDArray[np.bool_], e_lx: Floats, *, least_lx: float) -> NDArray[np.bool_]:
    """Which cells are both seen and lit at or above a level.

    Args:
        seen: whether enough eyes see each cell, whatever the shape.
        e_lx: illuminance of the same cells, whichever kind the caller asks for.
    """
    if seen.shape != e_lx.shape:
        raise ValueError(f"cells seen {seen.shape} and lit {e_lx.shape} are not the same")
    return np.asarray(seen & (e_lx >= least_lx))
