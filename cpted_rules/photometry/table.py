"""A candela table: full circles of C-planes, and intensity in any direction."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cpted_rules.errors import Fault, PhotometryError
from cpted_rules.text import Text, same

Floats = NDArray[np.float64]

MOST_VALUES = 1_000_000
"""Candela values of one file; a laboratory file of 1.3 MB has about 150,000."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Photometry:
    """Luminous intensity of a luminaire. [cd]

    Args:
        c_deg: shape (P,), C-plane angles 0 to 360 inclusive (the last repeats the first); C0 is the
            direction a luminaire's azimuth points to. Always the full circle, symmetry expanded.
            C runs counter-clockwise seen from above. C0 is where the file has it: for IES along the
            length of the luminaire, for EULUMDAT across it, if the maker kept to the letter.
        gamma_deg: shape (G,), angles from straight down, 0 to 180 or a part of it.
        candela: shape (P, G), with ballast and multiplier applied, without maintenance factor.
    """

    name: str
    c_deg: NDArray[np.float64]
    gamma_deg: NDArray[np.float64]
    candela: NDArray[np.float64]
    lumens: float | None


def intensity(photometry: Photometry, c_deg: Floats, gamma_deg: Floats) -> Floats:
    """Intensity in each direction, bilinear between table angles; 0 outside of them. [cd]

    Args:
        c_deg, gamma_deg: shape (M,).
    """
    planes, angles, table = photometry.c_deg, photometry.gamma_deg, photometry.candela
    c = np.mod(c_deg, 360.0)
    i = np.clip(np.searchsorted(planes, c, side="right") - 1, 0, len(planes) - 2)
    u = (c - planes[i]) / (planes[i + 1] - planes[i])
    if len(angles) == 1:
        j, v = np.zeros(len(c), dtype=np.intp), np.zeros(len(c))
        upper = j
    else:
        j = np.clip(np.searchsorted(angles, gamma_deg, side="right") - 1, 0, len(angles) - 2)
        upper = j + 1
        v = (gamma_deg - angles[j]) / (angles[upper] - angles[j])
    low = table[i, j] * (1 - v) + table[i, upper] * v
    high = table[i + 1, j] * (1 - v) + table[i + 1, upper] * v
    within = (gamma_deg >= angles[0] - 1e-9) & (gamma_deg <= angles[-1] + 1e-9)
    return np.asarray(np.where(within, low * (1 - u) + high * u, 0.0), dtype=np.float64)


def mirrored(plane: Floats, candela: Floats, *, about: float) -> tuple[Floats, Floats]:
    """Planes from 0 to `about`, and their mirror image beyond it."""
    return (
        np.concatenate([plane, (2 * about - plane)[::-1][1:]]),
        np.vstack([candela, candela[::-1][1:]]),
    )


def mirrored_across(plane: Floats, candela: Floats) -> tuple[Floats, Floats]:
    """Planes from 90 to 270, and their mirror image on the other side of the plane C90-C270."""
    inner = slice(1, -1)
    return closed(
        np.concatenate([plane, np.mod(180.0 - plane[inner], 360.0)]),
        np.vstack([candela, candela[inner]]),
    )


def closed(plane: Floats, candela: Floats) -> tuple[Floats, Floats]:
    """Planes all around, in any order, as a circle from 0 to 360; a plane at 0 is put in."""
    turned = np.mod(plane, 360.0)
    order = np.argsort(turned)
    planes, rows = turned[order], candela[order]
    if planes[0] > 0.0:
        share = (360.0 - planes[-1]) / (planes[0] + 360.0 - planes[-1])
        planes = np.concatenate([[0.0], planes])
        rows = np.vstack([rows[-1] * (1 - share) + rows[0] * share, rows])
    return np.append(planes, 360.0), np.vstack([rows, rows[:1]])


def refusal(name: str, line: int, found: str, expected: Text) -> PhotometryError:
    """What to raise of a file that cannot be read: the line, what was there, what should be."""
    return PhotometryError(
        Fault(
            code="photometry",
            where=f"{name}:{line}",
            found=same(found[:80]),
            expected=expected,
            remedy=Text(
                ko="제조사의 원본 배광 파일을 다시 내려받아 제출하십시오",
                en="Submit the original photometric file of the maker again",
            ),
        )
    )


def ascending(values: Floats) -> bool:
    """Whether each value is more than the one before."""
    return bool(np.all(np.diff(values) > 0))
