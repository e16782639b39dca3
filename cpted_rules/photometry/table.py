"""A candela table: full circles of C-planes, and intensity in any direction."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from cpted_rules.photometry.stated import (
    Format,
    Generation,
    LampSet,
    Remark,
    Side,
    Size,
    TiltTable,
)

Floats = NDArray[np.float64]

MOST_VALUES = 1_000_000
"""Candela values of one file; a laboratory file of 1.3 MB has about 150,000."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Photometry:
    """Luminous intensity of a luminaire, and what its file states.

            C90                 seen from above: C runs counter-clockwise,
             |                  gamma from straight down (0) to straight up (180)
             o---- C0

    C0 is the zero plane of the file, whatever its format: it is the direction a luminaire's azimuth
    points to. What differs is how the body lies in it. LM-63 has the length along C0; EULUMDAT has
    the length along C90, so its C0 is across. The same luminaire may therefore come with planes 90
    degrees apart (as makers' pairs of files do), or with the same planes and its length and width
    exchanged (as the pair luxpy_6klm of the corpus does). Both keep to their format; hence no
    table is turned on reading, and sizes are given along C0 and along C90, where they agree in both
    formats. `turned` turns a table; `lean_deg` tells which way a one-sided light goes.

    Args:
        c_deg: shape (P,), C-plane angles 0 to 360 inclusive (the last repeats the first). Always
            the full circle, symmetry expanded.
        gamma_deg: shape (G,), angles from straight down, 0 to 180 or a part of it.
        candela: shape (P, G), with ballast and multiplier applied, without maintenance factor.
        lumens: of the lamps; None where the file holds absolute photometry or does not say. [lm]
        c0_along: the side of the luminaire that lies along C0, as its file names sides.
        opening: the luminous opening. `body`: the housing.
        watts: input of the luminaire. [W]
        factor: what the values of the file were multiplied by.
        tilt: lamp output against tilt, not applied; see `at_tilt`.
        lamp_sets: all that the file states; the table holds for the first.
        keywords: as stated, in order; a line without a keyword has an empty one.
        output_ratio: light output of the luminaire by that of its lamps, as stated. [0 to 1]
        downward_share: share of the light below the horizontal, as stated. [0 to 1]
        measured_tilt_deg: tilt of the luminaire while it was measured; part of the table.
        remarks: how the file was understood.

    Source: LM-63-2002 clauses 3 and 5 (zero plane, width, length); EULUMDAT lines 13 to 21.
    """

    name: str
    c_deg: NDArray[np.float64]
    gamma_deg: NDArray[np.float64]
    candela: NDArray[np.float64]
    lumens: float | None
    format: Format | None = None
    luminaire: str = ""
    maker: str = ""
    c0_along: Side | None = None
    opening: Size | None = None
    body: Size | None = None
    watts: float | None = None
    factor: float = 1.0
    tilt: TiltTable | None = None
    generation: Generation | None = None
    lamp_sets: tuple[LampSet, ...] = ()
    keywords: tuple[tuple[str, str], ...] = ()
    output_ratio: float | None = None
    downward_share: float | None = None
    measured_tilt_deg: float = 0.0
    remarks: tuple[Remark, ...] = ()


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


def turned(photometry: Photometry, by_deg: float) -> Photometry:
    """The same light with its planes turned: what was in C0 comes to lie in C`by_deg`.

    Sizes turn along by quarters; by other angles they are dropped.
    """
    quarters = by_deg / 90.0
    c_deg, candela = closed(photometry.c_deg[:-1] + by_deg, photometry.candela[:-1])
    changes = replace(photometry, c_deg=c_deg, candela=candela)
    if quarters != round(quarters):
        return replace(changes, opening=None, body=None, c0_along=None)
    if round(quarters) % 2 == 0:
        return changes
    other = {Side.LENGTH: Side.WIDTH, Side.WIDTH: Side.LENGTH}
    return replace(
        changes,
        opening=_crossed(photometry.opening),
        body=_crossed(photometry.body),
        c0_along=other.get(photometry.c0_along) if photometry.c0_along else None,
    )


def _crossed(size: Size | None) -> Size | None:
    if size is None:
        return None
    return replace(size, along_c0_m=size.along_c90_m, along_c90_m=size.along_c0_m)


def at_tilt(photometry: Photometry, tilt_deg: float) -> Photometry:
    """The table for a luminaire that is tilted, by the tilt table of its file (TILT=INCLUDE).

    Only the output of the lamp changes, not its distribution; the turn of the luminaire in space is
    another matter. Without a tilt table the photometry comes back as it is.

    Args:
        tilt_deg: from pointing straight down, to either side. Between two angles of the table the
            factor is linear; outside of them that of the nearest holds.

    Source: LM-63-2002, TILT: multiplying factors by angle.
    """
    if photometry.tilt is None:
        return photometry
    table = photometry.tilt
    factor = float(np.interp(abs(tilt_deg), table.tilt_deg, table.factor))
    return replace(
        photometry, candela=photometry.candela * factor, factor=photometry.factor * factor
    )


def mirrored(plane: Floats, candela: Floats, *, about: float) -> tuple[Floats, Floats]:
    """Planes from 0 to `about`, and their mirror image beyond it."""
    return (
        np.concatenate([plane, (2 * about - plane)[::-1][1:]]),
        np.vstack([candela, candela[::-1][1:]]),
    )


def mirrored_across(plane: Floats, candela: Floats) -> tuple[Floats, Floats]:
    """Planes of one side of the plane C90-C270, and their mirror image on the other side.

    Args:
        plane: 90 to 270, or -90 to 90.
    """
    inner = slice(1, -1)
    return closed(
        np.concatenate([plane, 180.0 - plane[inner]]), np.vstack([candela, candela[inner]])
    )


def closed(plane: Floats, candela: Floats) -> tuple[Floats, Floats]:
    """Planes all around, in any order, as a circle from 0 to 360; a plane at 0 is put in."""
    whole = np.mod(plane, 360.0)
    whole[np.isclose(whole, 360.0, rtol=0, atol=1e-9)] = 0.0
    order = np.argsort(whole, kind="stable")
    planes, rows = whole[order], candela[order]
    apart = np.concatenate([[True], np.diff(planes) > 1e-9])
    planes, rows = planes[apart], rows[apart]
    if planes[0] > 0.0:
        share = (360.0 - planes[-1]) / (planes[0] + 360.0 - planes[-1])
        planes = np.concatenate([[0.0], planes])
        rows = np.vstack([rows[-1] * (1 - share) + rows[0] * share, rows])
    return np.append(planes, 360.0), np.vstack([rows, rows[:1]])


def ascending(values: Floats) -> bool:
    """Whether each value is more than the one before."""
    return bool(np.all(np.diff(values) > 0))
