"""What is lost when one camera fails, and how much more than one camera sees."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cpted_rules.analysis.cameras.coverage import coverage
from cpted_rules.analysis.cameras.view import View
from cpted_rules.analysis.shadows import Casters, Raster


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraOut:
    """A zone with one camera failed.

    Args:
        lost_share: of the zone, what no other camera resolves well enough. [share]
    """

    camera: str
    lost_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Redundancy:
    """How a zone stands when cameras fail.

    Args:
        seen_share: of the zone that at least one camera resolves well enough. [share]
        twice_share: that at least two do. [share]
        out: each camera, what its loss hurts most first; then by id.
    """

    seen_share: float
    twice_share: float
    out: tuple[CameraOut, ...]


def redundancy(
    casters: Casters,
    views: Sequence[View],
    raster: Raster,
    *,
    asked: NDArray[np.bool_],
    enough_px_per_m: float,
) -> Redundancy:
    """How a zone stands when cameras fail.

    Args:
        asked: shape (columns, rows), the cells of the zone.
        enough_px_per_m: the density a camera must have there to count.
    """
    total = max(int(asked.sum()), 1)
    all_ = coverage(casters, views, raster, enough_px_per_m=enough_px_per_m).counts
    alone = asked & (all_ == 1)
    out = []
    for view in views:
        own = coverage(casters, [view], raster, enough_px_per_m=enough_px_per_m).counts
        out.append(CameraOut(camera=view.id, lost_share=int((alone & (own > 0)).sum()) / total))
    return Redundancy(
        seen_share=int((asked & (all_ > 0)).sum()) / total,
        twice_share=int((asked & (all_ > 1)).sum()) / total,
        out=tuple(sorted(out, key=lambda o: (-o.lost_share, o.camera))),
    )
