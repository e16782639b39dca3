"""Photometric files: IES LM-63 and EULUMDAT to a candela table."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Photometry:
    """Luminous intensity of a luminaire. [cd]

    Args:
        c_deg: shape (P,), C-plane angles 0 to 360 inclusive (the last repeats the first); C0 is the
            direction a luminaire's azimuth points to. Always the full circle, symmetry expanded.
        gamma_deg: shape (G,), angles from straight down, 0 to 180 or a part of it.
        candela: shape (P, G), with ballast and multiplier applied, without maintenance factor.
    """

    name: str
    c_deg: NDArray[np.float64]
    gamma_deg: NDArray[np.float64]
    candela: NDArray[np.float64]
    lumens: float | None
