"""Candela tables of even steps, as the kernels of light take them."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cpted_rules.analysis.light.lamps import Lamp
from cpted_rules.analysis.scene.pieces import Floats, Ints
from cpted_rules.photometry import Photometry, intensity

MOST_STEPS = 720
"""Steps a table is divided into at most: half-planes 0.5 degrees apart, angles 0.25."""

SAME_SHARE = 1e-4
"""Of a step: an angle so near to a multiple of it is that multiple."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sources:
    """Lamps as the kernels of light take them.

    Args:
        lamps: shape (L, LAMP).
        table_of: shape (L,), the table of each.
        candela: the tables, plane by plane, angle by angle. [cd]
        tables: shape (T, TABLE).
    """

    lamps: Floats
    table_of: Ints
    candela: NDArray[np.float32]
    tables: Floats


def sources_of(lamps: Iterable[Lamp]) -> Sources:
    """Lamps as the kernels take them; lamps of the same photometry share a table."""
    rows: list[list[float]] = []
    table_of: list[int] = []
    tables: dict[int, tuple[int, Photometry]] = {}
    for lamp in lamps:
        key = id(lamp.photometry)
        n, _ = tables.setdefault(key, (len(tables), lamp.photometry))
        rows.append(
            [lamp.x_m, lamp.y_m, lamp.z_m, *lamp.axes.ravel().tolist(), lamp.maintenance_factor]
        )
        table_of.append(n)
    evens = [even(photometry) for _, photometry in tables.values()]
    start, described = 0, []
    for candela, first, per_radian in evens:
        described.append([start, *candela.shape, first, per_radian])
        start += candela.size
    flat = [candela.astype(np.float32).ravel() for candela, _, _ in evens]
    return Sources(
        lamps=np.array(rows, dtype=np.float64).reshape(-1, 13),
        table_of=np.array(table_of, dtype=np.int32),
        candela=np.concatenate([np.zeros(0, np.float32), *flat]),
        tables=np.array(described, dtype=np.float64).reshape(-1, 5),
    )


def even(photometry: Photometry) -> tuple[Floats, float, float]:
    """A candela table of even steps all around and from its first angle to its last.

    Its steps are the longest of which all stated angles are multiples, so that it is bilinear
    wherever the stated one is, and the same. Angles that have no such step are divided into
    MOST_STEPS and read off.

    Returns:
        the table, shape (planes, angles) [cd]; its first angle [radians]; angles per radian.
    """
    c, gamma = photometry.c_deg, photometry.gamma_deg
    if len(gamma) == 1:  # light in one angle only has no flux
        return np.zeros((2, 2)), 0.0, 1.0 / np.pi
    planes, angles = _divided(c), _divided(gamma)
    at = [a.ravel() for a in np.meshgrid(planes[:-1], angles, indexing="ij")]
    around = intensity(photometry, *at).reshape(len(planes) - 1, len(angles))
    table = np.vstack([around, around[:1]])
    per_radian = (len(angles) - 1) / np.radians(angles[-1] - angles[0])
    return table, float(np.radians(angles[0])), float(per_radian)


def _divided(angles: Floats) -> Floats:
    """Angles from the first to the last in even steps that meet all of them."""
    steps = np.arange(len(angles) - 1, max(len(angles), MOST_STEPS + 1))
    share = (angles - angles[0]) / (angles[-1] - angles[0])
    off = np.abs(share[None] * steps[:, None] - np.rint(share[None] * steps[:, None])).max(axis=1)
    meeting = np.flatnonzero(off < SAME_SHARE)
    count = int(steps[meeting[0]]) if len(meeting) else int(steps[-1])
    return np.linspace(angles[0], angles[-1], count + 1)
