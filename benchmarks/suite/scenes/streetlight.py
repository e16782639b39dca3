"""The photometric file of a street light that throws further to one side than to the other."""

import numpy as np
from numpy.typing import NDArray

GAMMAS, PLANES = 37, 37
"""Angles from straight down, 2.5 degrees apart, and half-planes, 10 degrees apart."""


def candela() -> NDArray[np.float64]:
    """Intensity by half-plane and angle, shape (37, 37). [cd]

    The beam is widest and brightest towards C0; nothing goes above 90 degrees.
    """
    gamma = np.linspace(0.0, 90.0, GAMMAS)
    c = np.radians(np.linspace(0.0, 360.0, PLANES))[:, None]
    peak = 60.0 * (0.75 + 0.25 * np.cos(2 * c))
    beam = np.exp(-(((gamma - peak) / 22.0) ** 2)) * (0.7 + 0.3 * np.cos(c))
    fading = np.clip(np.cos(np.radians(gamma)), 0.0, None) ** 0.35
    table = 5.0 * (120.0 + 330.0 * beam) * fading
    table[:, -1] = 0.0
    return np.asarray(table, dtype=np.float64)


def intensity(
    around_deg: NDArray[np.float64], down_deg: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Intensity between the half-planes and angles of the table, bilinear. [cd]

    Args:
        around_deg: from C0, clockwise seen from above as the file's azimuth is, 0 to 360.
        down_deg: from straight down; above 90 nothing is given.
    """
    table = candela()
    c, gamma = around_deg * (PLANES - 1) / 360.0, down_deg * (GAMMAS - 1) / 90.0
    i = np.minimum(c.astype(np.int64), PLANES - 2)
    j = np.minimum(gamma.astype(np.int64), GAMMAS - 2)
    u, v = c - i, gamma - j
    near = (1 - v) * table[i, j] + v * table[i, j + 1]
    far = (1 - v) * table[i + 1, j] + v * table[i + 1, j + 1]
    return np.where(down_deg <= 90.0, (1 - u) * near + u * far, 0.0)


def lm63() -> bytes:
    """The file, as LM-63-2002."""
    table = candela()
    lines = [
        "IESNA:LM-63-2002",
        "[TEST] none",
        "[TESTLAB] none",
        "[ISSUEDATE] none",
        "[MANUFAC] none",
        "[LUMCAT] street light",
        "TILT=NONE",
        f"1 -1 1.0 {GAMMAS} {PLANES} 1 2 0.02 0.02 0",
        "1.0 1.0 60",
        *_rows(np.linspace(0.0, 90.0, GAMMAS), digits=2),
        *_rows(np.linspace(0.0, 360.0, PLANES), digits=2),
        *(line for plane in table for line in _rows(plane, digits=6)),
    ]
    return ("\r\n".join(lines) + "\r\n").encode("ascii")


def _rows(values: NDArray[np.float64], *, digits: int) -> list[str]:
    """Numbers, ten a line."""
    words = [f"{value:.{digits}f}" for value in values]
    return [" ".join(words[k : k + 10]) for k in range(0, len(words), 10)]
